//! `[map]`.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::decoder::Decoder;
use super::table::{Table, Value};
use super::values::items;
use crate::campaign::model::{Extent, MapRequest, PlaceId, ProjectionRequest};
use crate::campaign::position::geo_rect;

/// Base layers; the first four are drawn unless the file lists some.
const BASE: [&str; 6] = ["land", "lakes", "rivers", "relief", "graticule", "towns"];

/// What is shown of the campaign, and the furniture; all unless the file lists some.
const SHOW: [&str; 13] = [
    "polities",
    "changes",
    "movements",
    "battles",
    "events",
    "places",
    "captions",
    "title",
    "legend",
    "scale",
    "locator",
    "credits",
    "key",
];

/// Room around what must be seen: enough for half a label.
const PAD: f64 = 0.08;

pub(super) fn map(decoder: &mut Decoder<'_>, root: &Table<'_>) -> MapRequest {
    let absent = toml::de::DeTable::new();
    let table = decoder
        .table(root, "map")
        .unwrap_or_else(|| Table::new("map", &absent, 0..0));
    let extent = table.get("extent").and_then(|value| extent(decoder, value));
    MapRequest {
        extent: extent.unwrap_or(Extent::Auto),
        pad: pad(decoder, &table).unwrap_or(PAD),
        projection: projection(decoder, &table),
        base: words(decoder, &table, "base", &BASE[..4], &BASE),
        towns: Vec::new(),
        show: words(decoder, &table, "show", &SHOW, &SHOW),
        modern_borders: decoder.flag(&table, "modern_borders", false),
    }
}

fn extent(decoder: &mut Decoder<'_>, value: Value<'_>) -> Option<Extent> {
    if let Some(list) = value.get_ref().as_array() {
        let ids = list
            .iter()
            .filter_map(|id| decoder.reference(|d| &d.places, "extent", id));
        return Some(Extent::Places(ids.map(PlaceId).collect()));
    }
    match decoder.raw("extent", value)? {
        "auto" => Some(Extent::Auto),
        text => match geo_rect(text) {
            Ok(rect) => Some(Extent::Box(rect)),
            Err(message) => {
                let message = format!("bad extent: {message}, `auto` or a list of places");
                decoder.fault(message, value.span());
                None
            }
        },
    }
}

/// `"8%"` or `0.08`.
fn pad(decoder: &mut Decoder<'_>, table: &Table<'_>) -> Option<f64> {
    let value = table.get("pad")?;
    let Some(text) = value.get_ref().as_str() else {
        return decoder.within(table, "pad", 0.0..=1.0);
    };
    let percent = text
        .strip_suffix('%')
        .and_then(|n| n.trim().parse::<f64>().ok());
    let found = percent.filter(|n| (0.0..=100.0).contains(n));
    if found.is_none() {
        decoder.fault("`pad` is `0%` to `100%`", value.span());
    }
    found.map(|n| n / 100.0)
}

fn projection(decoder: &mut Decoder<'_>, table: &Table<'_>) -> ProjectionRequest {
    let mut request = ProjectionRequest::default();
    let Some(value) = table.get("projection") else {
        return request;
    };
    request.span = decoder.span(value.span());
    if !matches!(value.get_ref(), DeValue::Table(_)) {
        request.kind = decoder.shown("projection", value).unwrap_or_default();
        return request;
    }
    let Some(table) = decoder.as_table("projection", value) else {
        return request;
    };
    request.kind = decoder.required(&table, "kind");
    let mut parameters = BTreeMap::new();
    for (name, limit) in [
        ("lon0", 360.0),
        ("lat0", 90.0),
        ("lat1", 90.0),
        ("lat2", 90.0),
    ] {
        if let Some(degrees) = decoder.within(&table, name, -limit..=limit) {
            parameters.insert(name.to_owned(), degrees);
        }
    }
    request.parameters = parameters;
    request
}

/// The words listed, each one of `known`; `default` if there is no list.
fn words(
    decoder: &mut Decoder<'_>,
    table: &Table<'_>,
    key: &str,
    default: &[&'static str],
    known: &[&'static str],
) -> Vec<String> {
    let Some(value) = table.get(key) else {
        return default.iter().map(|&word| word.to_owned()).collect();
    };
    let choices: Vec<(&str, &str)> = known.iter().map(|&word| (word, word)).collect();
    let mut found = Vec::new();
    for item in items(value) {
        if let Some(text) = decoder.raw(key, item)
            && let Some(word) = decoder.chosen(key, (text, item.span()), &choices)
        {
            found.push(word.to_owned());
        }
    }
    found
}
