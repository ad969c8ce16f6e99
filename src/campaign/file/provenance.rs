//! The keys that nearly everything has: `source`, `quote`, `note`, `certainty`.

use super::decoder::Decoder;
use super::table::Table;
use crate::campaign::model::{Certainty, Provenance, SourceId};

const CERTAINTIES: [(&str, Certainty); 3] = [
    ("certain", Certainty::Certain),
    ("less-certain", Certainty::LessCertain),
    ("uncertain", Certainty::Uncertain),
];

/// Reads where a fact comes from; `source = "wp#shiderty"` names a section after the `#`.
pub(super) fn provenance(decoder: &mut Decoder<'_>, table: &Table<'_>) -> Provenance {
    let mut source = None;
    let mut section = String::new();
    if let Some(value) = table.get("source")
        && let Some(text) = decoder.shown("source", value)
    {
        let (id, part) = text.split_once('#').unwrap_or((&text, ""));
        source = decoder.sources.find(id).map(SourceId);
        section = part.to_owned();
        if source.is_none() {
            decoder.dangling(|d| &d.sources, id, value.span());
        }
    }
    Provenance {
        source,
        section,
        quote: decoder.text(table, "quote"),
        note: decoder.text(table, "note"),
        certainty: decoder
            .choice(table, "certainty", &CERTAINTIES)
            .unwrap_or_default(),
        span: decoder.span(table.span.clone()),
    }
}
