//! `[frames]` and `[[outputs]]`.

use super::decoder::Decoder;
use super::table::Table;
use super::values::items;
use crate::campaign::date::Date;
use crate::campaign::model::{Easing, FrameRequest, Output};

const STEPS: [(&str, &str); 4] = [
    ("year", "year"),
    ("month", "month"),
    ("event", "event"),
    ("list", "list"),
];

const LOCKS: [(&str, &str); 3] = [
    ("extent", "extent"),
    ("labels", "labels"),
    ("legend", "legend"),
];

const EASINGS: [(&str, Easing); 2] = [("cubic", Easing::Cubic), ("linear", Easing::Linear)];

/// How long a viewer needs for a frame with one new arrow and one caption.
const HOLD_S: f64 = 2.0;
const FIRST_HOLD_S: f64 = 1.0;
const LAST_HOLD_S: f64 = 4.0;

/// In-between frames and frames per second: an arrow grows in 0.4 s.
const TWEEN: u32 = 12;
const FPS: f64 = 30.0;

/// Sorts by name and by time.
const NAME: &str = "{campaign}_{index:04}_{date}.png";

pub(super) fn frames(decoder: &mut Decoder<'_>, root: &Table<'_>) -> FrameRequest {
    let absent = toml::de::DeTable::new();
    let table = decoder.table(root, "frames");
    let table = table.unwrap_or_else(|| Table::new("frames", &absent, 0..0));
    let name = decoder.text(&table, "name");
    FrameRequest {
        by: decoder
            .choice(&table, "by", &STEPS)
            .unwrap_or("year")
            .to_owned(),
        range: decoder.date(&table, "range"),
        dates: dates(decoder, &table),
        name: if name.is_empty() {
            NAME.to_owned()
        } else {
            name
        },
        lock: locks(decoder, &table),
        hold: decoder
            .within(&table, "hold", 0.0..=3600.0)
            .unwrap_or(HOLD_S),
        tween: decoder.whole(&table, "tween", 0..=1000).unwrap_or(TWEEN),
        easing: decoder
            .choice(&table, "easing", &EASINGS)
            .unwrap_or_default(),
        fps: decoder.within(&table, "fps", 1.0..=240.0).unwrap_or(FPS),
        first_hold: decoder
            .within(&table, "first_hold", 0.0..=3600.0)
            .unwrap_or(FIRST_HOLD_S),
        last_hold: decoder
            .within(&table, "last_hold", 0.0..=3600.0)
            .unwrap_or(LAST_HOLD_S),
    }
}

fn dates(decoder: &mut Decoder<'_>, table: &Table<'_>) -> Vec<Date> {
    let list = table.get("dates").map(items).unwrap_or_default();
    list.into_iter()
        .filter_map(|item| decoder.date_of("dates", item))
        .collect()
}

fn locks(decoder: &mut Decoder<'_>, table: &Table<'_>) -> Vec<String> {
    let Some(value) = table.get("lock") else {
        return LOCKS.iter().map(|&(word, _)| word.to_owned()).collect();
    };
    let mut found = Vec::new();
    for item in items(value) {
        if let Some(text) = decoder.raw("lock", item)
            && let Some(word) = decoder.chosen("lock", (text, item.span()), &LOCKS)
        {
            found.push(word.to_owned());
        }
    }
    found
}

pub(super) fn outputs(decoder: &mut Decoder<'_>, root: &Table<'_>) -> Vec<Output> {
    let tables = decoder.listed(root, "outputs");
    tables.iter().map(|table| output(decoder, table)).collect()
}

fn output(decoder: &mut Decoder<'_>, table: &Table<'_>) -> Output {
    let file = decoder.required(table, "file");
    if let Some(value) = table.get("file") {
        decoder.check_path(&file, value.span());
    }
    let preset = decoder.text(table, "preset");
    Output {
        file,
        preset: if preset.is_empty() {
            "article".to_owned()
        } else {
            preset
        },
        langs: decoder.texts(table, "langs"),
        at: decoder.date(table, "at"),
    }
}
