//! Typed reading of plain values, with a diagnostic for each that is not what it should be.

use std::ops::{Range, RangeInclusive};

use toml::de::DeValue;

use super::clean::clean;
use super::decoder::Decoder;
use super::table::{Table, Value};
use crate::campaign::model::Names;
use crate::diag::did_you_mean;

impl Decoder<'_> {
    /// A string as it stands.
    pub(super) fn raw<'t>(&mut self, key: &str, value: Value<'t>) -> Option<&'t str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(key, "a text in quotes", value);
        }
        text
    }

    /// A string to be shown, without what must not be shown.
    pub(super) fn shown(&mut self, key: &str, value: Value<'_>) -> Option<String> {
        let cleaned = clean(self.raw(key, value)?);
        if cleaned.removed > 0 {
            let n = cleaned.removed;
            let message = format!("{n} control characters were taken out of `{key}`");
            self.warn(message, value.span());
        }
        if cleaned.cut {
            self.warn(format!("`{key}` is too long and was cut"), value.span());
        }
        Some(cleaned.text)
    }

    /// A text, empty if it is not there.
    pub(super) fn text(&mut self, table: &Table<'_>, key: &str) -> String {
        let value = table.get(key);
        value
            .and_then(|value| self.shown(key, value))
            .unwrap_or_default()
    }

    /// A text that must be there and hold something.
    pub(super) fn required(&mut self, table: &Table<'_>, key: &str) -> String {
        let text = self.text(table, key);
        match table.get(key) {
            None => self.missing(table, key),
            Some(value) if text.is_empty() && value.get_ref().is_str() => {
                self.fault(format!("`{key}` is empty"), value.span());
            }
            Some(_) => {}
        }
        text
    }

    pub(super) fn missing(&mut self, table: &Table<'_>, key: &str) {
        self.fault(
            format!("`{key}` is missing in `{}`", table.kind),
            table.span.clone(),
        );
    }

    /// A text or a list of texts.
    pub(super) fn texts(&mut self, table: &Table<'_>, key: &str) -> Vec<String> {
        let Some(value) = table.get(key) else {
            return Vec::new();
        };
        let items = items(value);
        items
            .into_iter()
            .filter_map(|item| self.shown(key, item))
            .collect()
    }

    /// Names by language.
    pub(super) fn names(&mut self, table: &Table<'_>, key: &str) -> Names {
        let Some(value) = table.get(key) else {
            return Names::new();
        };
        let Some(entries) = value.get_ref().as_table() else {
            self.wrong_type(key, "a table of languages, `{ kk = \"…\" }`", value);
            return Names::new();
        };
        let mut names = Names::new();
        for entry in Table::new("", entries, value.span()).entries() {
            self.check_language(entry.key, entry.key_span);
            if let Some(name) = self.shown(key, entry.value) {
                names.insert(entry.key.to_owned(), name);
            }
        }
        names
    }

    pub(super) fn check_language(&mut self, tag: &str, at: Range<usize>) {
        let subtag = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        if !tag.split('-').all(subtag) || tag.len() > 35 {
            let message = "a language is a tag like `en`, `kk` or `zh-Hant`";
            self.fault(message, at);
        }
    }

    pub(super) fn flag(&mut self, table: &Table<'_>, key: &str, default: bool) -> bool {
        let Some(value) = table.get(key) else {
            return default;
        };
        if value.get_ref().as_bool().is_none() {
            self.wrong_type(key, "`true` or `false`", value);
        }
        value.get_ref().as_bool().unwrap_or(default)
    }

    /// A number within a range.
    pub(super) fn within(
        &mut self,
        table: &Table<'_>,
        key: &str,
        range: RangeInclusive<f64>,
    ) -> Option<f64> {
        let value = table.get(key)?;
        let Some(number) = float(value.get_ref()) else {
            self.wrong_type(key, "a number", value);
            return None;
        };
        if range.contains(&number) {
            return Some(number);
        }
        let (from, to) = (range.start(), range.end());
        self.fault(
            format!("`{key}` is out of range: {from} to {to}"),
            value.span(),
        );
        None
    }

    /// A whole number within a range.
    pub(super) fn whole(
        &mut self,
        table: &Table<'_>,
        key: &str,
        range: RangeInclusive<u32>,
    ) -> Option<u32> {
        let bounds = f64::from(*range.start())..=f64::from(*range.end());
        let number = self.within(table, key, bounds)?;
        let whole = range.into_iter().find(|n| f64::from(*n) == number);
        if let (None, Some(value)) = (whole, table.get(key)) {
            self.wrong_type(key, "a whole number", value);
        }
        whole
    }

    pub(super) fn rank(&mut self, table: &Table<'_>) -> u8 {
        let rank = self.whole(table, "rank", 1..=3);
        rank.and_then(|n| u8::try_from(n).ok()).unwrap_or(1)
    }

    /// One of the words of a list.
    pub(super) fn choice<T: Copy>(
        &mut self,
        table: &Table<'_>,
        key: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let value = table.get(key)?;
        let text = self.raw(key, value)?;
        self.chosen(key, (text, value.span()), choices)
    }

    pub(super) fn chosen<T: Copy>(
        &mut self,
        key: &str,
        (text, at): (&str, Range<usize>),
        choices: &[(&str, T)],
    ) -> Option<T> {
        if let Some((_, found)) = choices.iter().find(|(word, _)| *word == text) {
            return Some(*found);
        }
        let words = || choices.iter().map(|(word, _)| *word);
        let hint = match did_you_mean(text, words()) {
            Some(near) => format!("did you mean `{near}`"),
            None => format!("use one of {}", words().collect::<Vec<_>>().join(", ")),
        };
        self.hinted(format!("unknown `{key}`: `{text}`"), at, hint);
        None
    }
}

/// The items of a list, or the value itself.
pub(super) fn items(value: Value<'_>) -> Vec<Value<'_>> {
    match value.get_ref().as_array() {
        Some(array) => array.iter().collect(),
        None => vec![value],
    }
}

pub(super) fn float(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(n) => {
            let digits = n.as_str().replace('_', "");
            i64::from_str_radix(&digits, n.radix())
                .ok()
                .map(|n| n as f64)
        }
        DeValue::Float(n) => n.as_str().replace('_', "").parse().ok(),
        DeValue::String(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => None,
    }
}
