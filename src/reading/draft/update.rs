//! Drafting anew into a file that a person has corrected: what was changed or written by hand stays, what was
//! deleted stays away, what was left as drafted follows the new reading.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use super::seal::{self, Seals, is_parent, name_of, sum};
use crate::diag::{Diagnostic, Source};

/// What an update did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Updated {
    /// Tables that are new.
    pub added: usize,
    /// Tables that had been left as drafted and changed.
    pub renewed: usize,
    /// Tables that were kept as somebody wrote them.
    pub kept: usize,
}

/// Merges a new draft into an edited one.
///
/// Fails if the edited file is not TOML.
pub fn update(edited: &Source, draft: &str) -> Result<(String, Updated), Box<Diagnostic>> {
    let (plain, old) = seal::opened(&edited.text);
    let mut document: DocumentMut = plain.parse().map_err(|e: toml_edit::TomlError| {
        let fault = Diagnostic::error(e.message().to_owned());
        let fault = match e.span() {
            Some(span) => fault.at(edited, span),
            None => fault,
        };
        Box::new(fault.hint("mend the file first, then update it"))
    })?;
    let (fresh_plain, fresh_seals) = seal::opened(draft);
    let fresh: DocumentMut = fresh_plain.parse().expect("a draft is TOML");
    let mut merge = Merge {
        old: &old,
        done: Updated::default(),
    };
    for (key, item) in fresh.iter() {
        merge.item(&mut document, key, item);
    }
    // What was drafted once and is gone stays noted, so that it does not come back.
    let mut seals = old.clone();
    seals.extend(fresh_seals);
    Ok((seal::with_seals(&document.to_string(), &seals), merge.done))
}

struct Merge<'a> {
    old: &'a Seals,
    done: Updated,
}

impl Merge<'_> {
    fn item(&mut self, document: &mut DocumentMut, key: &str, fresh: &Item) {
        match fresh {
            Item::Table(table) if is_parent(table) => {
                let parent = document.entry(key).or_insert_with(|| {
                    let mut parent = Table::new();
                    parent.set_implicit(true);
                    Item::Table(parent)
                });
                let Some(parent) = parent.as_table_mut() else {
                    return;
                };
                for (name, child) in table {
                    let Some(child) = child.as_table() else {
                        continue;
                    };
                    let path = format!("{key}.{name}");
                    match parent.get_mut(name).and_then(Item::as_table_mut) {
                        Some(own) => self.table(&path, own, child),
                        None if self.old.contains_key(&path) => {}
                        None => {
                            parent.insert(name, Item::Table(self.new_table(child)));
                        }
                    }
                }
            }
            Item::Table(table) => match document.get_mut(key).and_then(Item::as_table_mut) {
                Some(own) => self.table(key, own, table),
                None if self.old.contains_key(key) => {}
                None => {
                    document.insert(key, Item::Table(self.new_table(table)));
                }
            },
            Item::ArrayOfTables(rows) => self.rows(document, key, rows),
            Item::None | Item::Value(_) => {}
        }
    }

    fn rows(&mut self, document: &mut DocumentMut, key: &str, fresh: &ArrayOfTables) {
        let own = document
            .entry(key)
            .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        let Some(own) = own.as_array_of_tables_mut() else {
            return;
        };
        for row in fresh {
            let name = name_of(row);
            let path = format!("{key}.{name}");
            if let Some(table) = own.iter_mut().find(|t| name_of(t) == name) {
                self.table(&path, table, row);
            } else if !self.old.contains_key(&path) {
                own.push(self.new_table(row));
            }
        }
        if own.is_empty() {
            document.remove(key);
        }
    }

    /// Renews a table that was left as drafted; keeps one that was not.
    fn table(&mut self, path: &str, own: &mut Table, fresh: &Table) {
        if sum(own) == sum(fresh) {
            return;
        }
        if self.old.get(path) != Some(&sum(own)) {
            self.done.kept += 1;
            return;
        }
        self.done.renewed += 1;
        let gone: Vec<String> = own
            .iter()
            .map(|(k, _)| k.to_owned())
            .filter(|k| !fresh.contains_key(k))
            .collect();
        for key in gone {
            own.remove(&key);
        }
        for (key, item) in fresh {
            let Some(value) = item.as_value() else {
                continue;
            };
            match own.get_mut(key).and_then(Item::as_value_mut) {
                Some(old) => {
                    // The blanks and remarks around the old value stay.
                    let decor = old.decor().clone();
                    *old = value.clone();
                    *old.decor_mut() = decor;
                }
                None => {
                    own.insert(key, item.clone());
                }
            }
        }
    }

    fn new_table(&mut self, fresh: &Table) -> Table {
        self.done.added += 1;
        let mut table = fresh.clone();
        // It stands after its like, not where it stood in the other file.
        table.set_position(None);
        table.decor_mut().set_prefix("\n# new in this draft\n");
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::draft;
    use crate::reading::toy::{WAR, look};

    fn again(edited: &str, article: &str) -> (String, Updated) {
        update(&Source::new("campaign.toml", edited), &look(article, draft)).unwrap()
    }

    #[test]
    fn nothing_to_do_leaves_every_byte() {
        let first = look(WAR, draft);
        assert_eq!(again(&first, WAR), (first, Updated::default()));
    }

    #[test]
    fn changes_and_comments_made_by_hand_stay() {
        let first = look(WAR, draft);
        let edited = first.replace(
            "name = \"Tesk\"",
            "name = \"Tesk the Old\" # says the editor",
        );
        let edited = edited.replace("[places.orm]", "# my remark\n[places.orm]");
        assert_ne!(edited, first);
        let (updated, done) = again(&edited, WAR);
        assert_eq!(updated, edited);
        assert_eq!(done.kept, usize::from(edited.contains("Tesk the Old")));
    }

    #[test]
    fn what_was_deleted_does_not_come_back_and_news_is_added() {
        let first = look(WAR, draft);
        let from = first.find("[[battles]]").unwrap();
        let to = from + first[from..].find("\n\n").unwrap();
        let edited = format!("{}{}", &first[..from], &first[to..]);
        let longer = WAR.replace(
            "== Peace ==",
            "In July the Danes captured Bar from the Swedes.\n\n== Peace ==",
        );
        let (updated, done) = again(&edited, &longer);
        let is_back = |l: &str| l.starts_with("id") && l.ends_with("\"battle_of_tesk\"");
        assert!(!updated.lines().any(is_back), "{updated}");
        assert!(updated.contains("Capture of Bar"), "{updated}");
        assert!(done.added >= 1);
    }

    #[test]
    fn what_was_left_as_drafted_follows_the_article() {
        let first = look(WAR, draft);
        let moved = WAR.replace("On 3 June", "On 5 June");
        let (updated, done) = again(&first, &moved);
        assert!(updated.contains("1402-06-05"), "{updated}");
        assert!(done.renewed >= 1 && done.kept == 0);
    }
}
