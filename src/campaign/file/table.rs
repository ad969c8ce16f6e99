//! A table of the parsed tree with the name its keys are listed under.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value of the tree and where it stands.
pub(super) type Value<'t> = &'t Spanned<DeValue<'t>>;

/// A table, the name of its list of keys, and where it stands.
pub(super) struct Table<'t> {
    pub(super) kind: &'static str,
    pub(super) span: Range<usize>,
    entries: &'t DeTable<'t>,
}

/// A key and its value.
pub(super) struct Entry<'t> {
    pub(super) key: &'t str,
    pub(super) key_span: Range<usize>,
    pub(super) value: Value<'t>,
}

impl<'t> Table<'t> {
    pub(super) fn new(kind: &'static str, entries: &'t DeTable<'t>, span: Range<usize>) -> Self {
        Self {
            kind,
            span,
            entries,
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<Value<'t>> {
        self.entries.get(key)
    }

    /// The entries in the author's order; the tree has them sorted by name.
    pub(super) fn entries(&self) -> Vec<Entry<'t>> {
        let mut entries: Vec<Entry<'t>> = self
            .entries
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref(),
                key_span: key.span(),
                value,
            })
            .collect();
        entries.sort_by_key(|entry| (entry.key_span.start, entry.key));
        entries
    }
}
