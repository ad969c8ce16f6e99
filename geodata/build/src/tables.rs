//! The tables of corrections and names that are kept beside this program.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use theatrum::geodata::Name;

/// A table of tab-separated columns under a header; lines that begin with `#` are notes.
pub(crate) struct Table {
    columns: Vec<&'static str>,
    rows: Vec<Vec<&'static str>>,
}

/// A row of a [`Table`].
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    table: &'t Table,
    cells: &'t [&'static str],
}

impl Table {
    /// Reads a table that is part of the program.
    pub(crate) fn parse(text: &'static str) -> Result<Self> {
        let mut lines = text
            .lines()
            .filter(|l| !l.is_empty() && !l.starts_with('#'));
        let columns: Vec<&str> = lines
            .next()
            .context("a table has no header")?
            .split('\t')
            .collect();
        let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
        for row in &rows {
            ensure!(
                row.len() == columns.len(),
                "a row with {} cells: {row:?}",
                row.len()
            );
        }
        Ok(Self { columns, rows })
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }
}

impl Row<'_> {
    /// The text in a column.
    pub(crate) fn text(&self, column: &str) -> &'static str {
        let index = self.table.columns.iter().position(|c| *c == column);
        self.cells[index.expect("the columns are known to the program")]
    }

    /// The number in a column, `None` if the cell is empty or no number.
    pub(crate) fn number(&self, column: &str) -> Option<i32> {
        self.text(column).parse().ok()
    }

    /// The names in the columns `kk`, `ru`, `zh` and `other names`.
    pub(crate) fn names(&self) -> Vec<Name> {
        let told = ["kk", "ru", "zh"].map(|language| (language, self.text(language)));
        let others = self
            .text("other names")
            .split('|')
            .map(|name| ("und", name));
        let names = told
            .into_iter()
            .chain(others)
            .filter(|(_, text)| !text.is_empty());
        names.map(|(language, text)| name(language, text)).collect()
    }
}

/// A name in a language.
pub(crate) fn name(language: &str, text: &str) -> Name {
    Name {
        language: language.to_owned(),
        text: text.to_owned(),
    }
}

/// Two columns of a table as a map.
pub(crate) fn pairs(table: &Table, from: &str, to: &str) -> BTreeMap<&'static str, &'static str> {
    table
        .rows()
        .map(|row| (row.text(from), row.text(to)))
        .collect()
}
