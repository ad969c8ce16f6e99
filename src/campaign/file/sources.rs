//! `[sources.x]`.

use super::decoder::Decoder;
use super::table::Table;
use crate::campaign::model::SourceEntry;

/// Links that a reader of the map may safely follow.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

pub(super) fn sources(decoder: &mut Decoder<'_>, root: &Table<'_>) -> Vec<SourceEntry> {
    let tables = decoder.keyed(root, "sources");
    tables
        .into_iter()
        .map(|(id, table)| source(decoder, id, &table))
        .collect()
}

fn source(decoder: &mut Decoder<'_>, id: &str, table: &Table<'_>) -> SourceEntry {
    let url = decoder.text(table, "url");
    let lower = url.to_ascii_lowercase();
    let followable = SCHEMES.iter().any(|scheme| lower.starts_with(scheme));
    if let Some(value) = table.get("url")
        && (!followable || url.contains(char::is_whitespace))
    {
        let message = "`url` begins with `https://`, `http://` or `mailto:`";
        decoder.fault(message, value.span());
    }
    SourceEntry {
        id: id.to_owned(),
        title: decoder.required(table, "title"),
        work: decoder.text(table, "work"),
        licence: decoder.text(table, "licence"),
        url,
    }
}
