//! The ids that one kind of table defines, for references to it.

use std::collections::{BTreeMap, BTreeSet};

use super::decoder::Decoder;
use super::table::Table;

/// Ids in the author's order, with names for suggestions.
pub(super) struct Ids {
    /// What they are ids of: `side`, `force`, `place`, `source`.
    pub(super) what: &'static str,
    index: BTreeMap<String, usize>,
    names: BTreeMap<String, String>,
}

impl Ids {
    pub(super) fn none(what: &'static str) -> Self {
        Self {
            what,
            index: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// The keys of a table of tables.
    pub(super) fn of(what: &'static str, root: &Table<'_>, key: &str) -> Self {
        let mut ids = Self::none(what);
        let Some(table) = root.get(key).and_then(|value| value.get_ref().as_table()) else {
            return ids;
        };
        for entry in Table::new("", table, 0..0).entries() {
            ids.index.insert(entry.key.to_owned(), ids.index.len());
            let name = entry
                .value
                .get_ref()
                .get("name")
                .and_then(|name| name.get_ref().as_str());
            if let Some(name) = name {
                ids.names.insert(name.to_lowercase(), entry.key.to_owned());
            }
        }
        ids
    }

    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// An id that was probably meant: of the thing with this name, or one spelt alike.
    pub(super) fn near(&self, id: &str) -> Option<&str> {
        let by_name = self.names.get(&id.to_lowercase()).map(String::as_str);
        by_name.or_else(|| crate::diag::did_you_mean(id, self.index.keys().map(String::as_str)))
    }
}

impl Decoder<'_> {
    /// The ids of the tables of a list: as written, or else made from the name; no two alike.
    pub(super) fn ids(&mut self, tables: &[Table<'_>], what: &str) -> Vec<String> {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for table in tables {
            if let Some(value) = table.get("id")
                && let Some(id) = self.raw("id", value)
            {
                self.check_id(id, value.span());
                if !taken.insert(id.to_owned()) {
                    let message = format!("the id `{id}` is used twice in `{}`", table.kind);
                    self.fault(message, value.span());
                }
            }
        }
        let written = |table: &Table<'_>| table.get("id")?.get_ref().as_str().map(str::to_owned);
        let mut used: BTreeMap<String, usize> = BTreeMap::new();
        let made = tables.iter().map(|table| {
            written(table).unwrap_or_else(|| {
                let slug = slug(table, what);
                let count = used.entry(slug.clone()).or_default();
                loop {
                    *count += 1;
                    let id = if *count == 1 {
                        slug.clone()
                    } else {
                        format!("{slug}_{count}")
                    };
                    if taken.insert(id.clone()) {
                        return id;
                    }
                }
            })
        });
        made.collect()
    }
}

/// `Battle of the Emil` becomes `battle_of_the_emil`.
fn slug(table: &Table<'_>, what: &str) -> String {
    let name = table.get("name").or_else(|| table.get("label"));
    let name = name
        .and_then(|value| value.get_ref().as_str())
        .unwrap_or_default();
    let ascii = any_ascii::any_ascii(name).to_lowercase();
    let words = ascii
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut slug = words.collect::<Vec<_>>().join("_");
    slug.truncate(60);
    if slug.is_empty() {
        what.clone_into(&mut slug);
    }
    slug
}
