//! The names of a row of an authored table; also part of the build script, which indexes them.

use super::class::strip_generic;
use super::fold::fold;
use super::index::{IndexBuilder, NameKind, Posting};

/// The rows of a table: every line but the header.
pub fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.lines().skip(1)
}

/// Adds the names in the columns `name` and `names`, each with and without its generic words.
pub fn add_names(names: &mut IndexBuilder, entry: u32, row: &str) {
    let mut columns = row.split('\t');
    let main = columns.nth(1).unwrap_or_default();
    let others = columns.nth(9).unwrap_or_default();
    add_name(names, main, [NameKind::Main, NameKind::MainCore], entry);
    for name in others.split('|') {
        let bare = name.split_once(':').map_or(name, |(_, bare)| bare);
        add_name(names, bare, [NameKind::Other, NameKind::OtherCore], entry);
    }
}

fn add_name(names: &mut IndexBuilder, name: &str, [whole, core]: [NameKind; 2], entry: u32) {
    let folded = fold(name);
    if let Some(stripped) = strip_generic(&folded) {
        names.add(stripped.core, Posting { entry, kind: core });
    }
    names.add(folded, Posting { entry, kind: whole });
}
