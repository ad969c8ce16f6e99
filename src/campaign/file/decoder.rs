//! What is known while a file is decoded, and the tables of its tree.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ids::Ids;
use super::keys::keys_of;
use super::table::{Table, Value};
use crate::campaign::date::Calendar;
use crate::campaign::model::{AreaId, AreaText};
use crate::diag::{Diagnostic, Source, Span, did_you_mean};

/// Faults beyond this are counted, not shown: whoever has a hundred has one cause.
const MAX_FAULTS: usize = 100;

/// What is known while a file is decoded.
pub(super) struct Decoder<'s> {
    pub(super) source: &'s Source,
    pub(super) calendar: Calendar,
    pub(super) sides: Ids,
    pub(super) forces: Ids,
    pub(super) places: Ids,
    pub(super) sources: Ids,
    pub(super) areas: Vec<AreaText>,
    pub(super) area_ids: BTreeMap<String, AreaId>,
    pub(super) log: Vec<Diagnostic>,
    unshown: usize,
}

impl<'s> Decoder<'s> {
    pub(super) fn new(source: &'s Source) -> Self {
        Self {
            source,
            calendar: Calendar::default(),
            sides: Ids::none("side"),
            forces: Ids::none("force"),
            places: Ids::none("place"),
            sources: Ids::none("source"),
            areas: Vec::new(),
            area_ids: BTreeMap::new(),
            log: Vec::new(),
            unshown: 0,
        }
    }

    /// Learns all ids before anything refers to one.
    pub(super) fn register(&mut self, root: &Table<'_>) {
        self.sides = Ids::of("side", root, "sides");
        self.forces = Ids::of("force", root, "forces");
        self.places = Ids::of("place", root, "places");
        self.sources = Ids::of("source", root, "sources");
    }

    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        if self.unshown > 0 {
            let message = format!("{} more faults of this kind are not shown", self.unshown);
            self.log.push(Diagnostic::error(message));
        }
        self.log
    }

    pub(super) fn take_areas(&mut self) -> Vec<AreaText> {
        std::mem::take(&mut self.areas)
    }

    /// Whether another fault would still be shown; asked before a costly search for a hint.
    pub(super) fn listens(&mut self) -> bool {
        let listens = self.log.len() < MAX_FAULTS;
        self.unshown += usize::from(!listens);
        listens
    }

    pub(super) fn fault(&mut self, message: impl Into<String>, at: Range<usize>) {
        if self.listens() {
            self.log
                .push(Diagnostic::error(message).at(self.source, at));
        }
    }

    pub(super) fn hinted(&mut self, message: String, at: Range<usize>, hint: String) {
        if self.listens() {
            self.log
                .push(Diagnostic::error(message).at(self.source, at).hint(hint));
        }
    }

    pub(super) fn warn(&mut self, message: impl Into<String>, at: Range<usize>) {
        if self.log.len() < MAX_FAULTS {
            self.log
                .push(Diagnostic::warning(message).at(self.source, at));
        }
    }

    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        Some(Span {
            source: self.source.clone(),
            range,
        })
    }

    pub(super) fn wrong_type(&mut self, key: &str, wanted: &str, value: Value<'_>) {
        let found = value.get_ref().type_str();
        self.fault(format!("`{key}` is {wanted}, not {found}"), value.span());
    }

    pub(super) fn check_keys(&mut self, table: &Table<'_>) {
        let known = keys_of(table.kind);
        for entry in table.entries() {
            if known.contains(&entry.key) || !self.listens() {
                continue;
            }
            let within = match table.kind {
                "" => String::new(),
                kind => format!(" in `{kind}`"),
            };
            let message = format!("unknown key `{}`{within}", entry.key);
            let mut fault = Diagnostic::error(message).at(self.source, entry.key_span);
            fault = match did_you_mean(entry.key, known.iter().copied()) {
                Some(near) => fault.hint(format!("did you mean `{near}`")),
                None => fault.hint(format!("the keys here are {}", known.join(", "))),
            };
            self.log.push(fault);
        }
    }

    /// A table below a key of the root, checked for unknown keys.
    pub(super) fn table<'t>(&mut self, root: &Table<'t>, key: &'static str) -> Option<Table<'t>> {
        let value = root.get(key)?;
        self.as_table(key, value)
    }

    pub(super) fn as_table<'t>(
        &mut self,
        kind: &'static str,
        value: Value<'t>,
    ) -> Option<Table<'t>> {
        let Some(entries) = value.get_ref().as_table() else {
            self.wrong_type(kind, "a table", value);
            return None;
        };
        let table = Table::new(kind, entries, value.span());
        self.check_keys(&table);
        Some(table)
    }

    /// The tables of `[sides.x]`, `[sides.y]` with their ids.
    pub(super) fn keyed<'t>(
        &mut self,
        root: &Table<'t>,
        kind: &'static str,
    ) -> Vec<(&'t str, Table<'t>)> {
        let Some(value) = root.get(kind) else {
            return Vec::new();
        };
        let Some(entries) = value.get_ref().as_table() else {
            self.wrong_type(kind, &format!("tables with ids, like `[{kind}.x]`"), value);
            return Vec::new();
        };
        let mut found = Vec::new();
        for entry in Table::new("", entries, value.span()).entries() {
            self.check_id(entry.key, entry.key_span);
            if let Some(table) = self.as_table(kind, entry.value) {
                found.push((entry.key, table));
            }
        }
        found
    }

    /// The tables of `[[battles]]`.
    pub(super) fn listed<'t>(&mut self, root: &Table<'t>, kind: &'static str) -> Vec<Table<'t>> {
        let Some(value) = root.get(kind) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(kind, &format!("a list of tables, `[[{kind}]]`"), value);
            return Vec::new();
        };
        array
            .iter()
            .filter_map(|item| self.as_table(kind, item))
            .collect()
    }

    pub(super) fn check_id(&mut self, id: &str, at: Range<usize>) {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        if id.is_empty() || id.len() > 80 || !id.bytes().all(plain) {
            let shown = if id.len() > 80 { "…" } else { id };
            let message = format!("`{shown}` is no id: use up to 80 of a-z, 0-9, `_` and `-`");
            self.fault(message, at);
        }
    }
}
