//! `format` and `[campaign]`.

use super::decoder::Decoder;
use super::provenance::provenance;
use super::table::Table;
use crate::campaign::date::Calendar;
use crate::campaign::model::Header;

const CALENDARS: [(&str, Calendar); 2] = [
    ("gregorian", Calendar::Gregorian),
    ("julian", Calendar::Julian),
];

const FORMATS: [(&str, ()); 1] = [("campaign/1", ())];

/// Reads the header and sets the calendar for all dates after it; none without a `[campaign]`.
pub(super) fn header(decoder: &mut Decoder<'_>, root: &Table<'_>) -> Option<Header> {
    decoder.choice(root, "format", &FORMATS);
    if root.get("campaign").is_none() {
        let hint = "add `[campaign]` with `title = \"…\"`".to_owned();
        decoder.hinted("the file has no `[campaign]`".to_owned(), 0..0, hint);
        return None;
    }
    let table = decoder.table(root, "campaign")?;
    let calendar = decoder
        .choice(&table, "calendar", &CALENDARS)
        .unwrap_or_default();
    decoder.calendar = calendar;
    let mut lang = "en".to_owned();
    if let Some(value) = table.get("lang")
        && let Some(tag) = decoder.raw("lang", value)
    {
        decoder.check_language(tag, value.span());
        tag.clone_into(&mut lang);
    }
    Some(Header {
        title: decoder.required(&table, "title"),
        titles: decoder.names(&table, "titles"),
        subtitle: decoder.text(&table, "subtitle"),
        when: decoder.date(&table, "when"),
        calendar,
        lang,
        result: decoder.text(&table, "result"),
        provenance: provenance(decoder, &table),
    })
}
