//! What the program drafted, noted at the end of a draft, so that a later draft can tell what a person changed.
//!
//! One comment line for each table: its path and a checksum of its keys and values. Comments and blanks do not
//! count, so a remark written beside a value is kept and is no change.

use std::collections::BTreeMap;
use std::fmt::Write;

use toml_edit::{DocumentMut, Item, Table};

/// What such a line begins with.
const MARK: &str = "#= ";
/// What stands above the lines.
const TITLE: &str =
    "# Checksums of what was drafted, for `theatrum draft --update`; leave them as they are.";

/// Checksums by path: `places.orm`, `battles.battle_of_orm`.
pub(super) type Seals = BTreeMap<String, u32>;

/// A draft with the checksums of its tables at its end.
pub(super) fn sealed(text: &str, document: &DocumentMut) -> String {
    with_seals(text, &of(document))
}

/// A text with checksums at its end.
pub(super) fn with_seals(text: &str, seals: &Seals) -> String {
    let mut out = format!("{}\n\n{TITLE}\n", text.trim_end());
    for (path, sum) in seals {
        let _ = writeln!(out, "{MARK}{path} {sum:08x}");
    }
    out
}

/// A text without its checksums, and they.
pub(super) fn opened(text: &str) -> (String, Seals) {
    let mut seals = Seals::new();
    let mut plain = String::new();
    for line in text.lines() {
        if let Some(seal) = line.strip_prefix(MARK) {
            let parts = seal.rsplit_once(' ');
            let sum =
                parts.and_then(|(path, sum)| Some((path, u32::from_str_radix(sum, 16).ok()?)));
            seals.extend(sum.map(|(path, sum)| (path.to_owned(), sum)));
        } else if line != TITLE {
            plain.push_str(line);
            plain.push('\n');
        }
    }
    (plain, seals)
}

/// The checksums of all tables of a document.
pub(super) fn of(document: &DocumentMut) -> Seals {
    tables(document)
        .map(|(path, table)| (path, sum(table)))
        .collect()
}

/// All tables that a draft writes, with their paths.
pub(super) fn tables(document: &DocumentMut) -> impl Iterator<Item = (String, &Table)> {
    document
        .iter()
        .flat_map(|(key, item)| -> Vec<(String, &Table)> {
            match item {
                Item::Table(table) if is_parent(table) => {
                    let children = table.iter().filter_map(|(k, i)| Some((k, i.as_table()?)));
                    children.map(|(k, t)| (format!("{key}.{k}"), t)).collect()
                }
                Item::Table(table) => vec![(key.to_owned(), table)],
                Item::ArrayOfTables(rows) => rows
                    .iter()
                    .map(|t| (format!("{key}.{}", name_of(t)), t))
                    .collect(),
                Item::None | Item::Value(_) => Vec::new(),
            }
        })
}

/// Whether a table holds only tables, as `[places.x]` does below `places`.
pub(super) fn is_parent(table: &Table) -> bool {
    !table.is_empty() && table.iter().all(|(_, item)| item.is_table())
}

/// What tells one row of a list of tables from the others.
pub(super) fn name_of(table: &Table) -> String {
    ["id", "title", "name"]
        .iter()
        .find_map(|key| table.get(key)?.as_str())
        .unwrap_or("")
        .to_owned()
}

/// The checksum of a table: FNV-1a over its keys and values as written.
pub(super) fn sum(table: &Table) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    for (key, item) in table {
        let value = item.as_value().map_or_else(String::new, |v| {
            let mut plain = v.clone();
            plain.decor_mut().clear();
            plain.to_string()
        });
        for byte in format!("{key}={value}\n").bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    hash
}
