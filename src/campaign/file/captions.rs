//! `[[captions]]`.

use super::decoder::Decoder;
use super::table::Table;
use crate::campaign::model::Caption;

pub(super) fn captions(decoder: &mut Decoder<'_>, root: &Table<'_>) -> Vec<Caption> {
    let tables = decoder.listed(root, "captions");
    tables
        .iter()
        .filter_map(|table| caption(decoder, table))
        .collect()
}

fn caption(decoder: &mut Decoder<'_>, table: &Table<'_>) -> Option<Caption> {
    if table.get("when").is_none() {
        decoder.missing(table, "when");
    }
    let when = decoder.date(table, "when");
    Some(Caption {
        title: decoder.text(table, "title"),
        text: decoder.required(table, "text"),
        texts: decoder.names(table, "texts"),
        when: when?,
    })
}
