//! `[[features]]`.

use super::decoder::Decoder;
use super::provenance::provenance;
use super::table::Table;
use crate::campaign::model::{GroundCourse, GroundFeature, GroundKind};
use crate::geom::LonLat;

const KINDS: [(&str, GroundKind); 10] = [
    ("road", GroundKind::Road),
    ("track", GroundKind::Track),
    ("railway", GroundKind::Railway),
    ("stream", GroundKind::Stream),
    ("ridge", GroundKind::Ridge),
    ("works", GroundKind::Works),
    ("wood", GroundKind::Wood),
    ("marsh", GroundKind::Marsh),
    ("built-up", GroundKind::BuiltUp),
    ("water", GroundKind::Water),
];

pub(super) fn features(decoder: &mut Decoder<'_>, root: &Table<'_>) -> Vec<GroundFeature> {
    let tables = decoder.listed(root, "features");
    let ids = decoder.ids(&tables, "feature");
    let features = tables
        .iter()
        .zip(ids)
        .filter_map(|(table, id)| feature(decoder, id, table));
    features.collect()
}

fn feature(decoder: &mut Decoder<'_>, id: String, table: &Table<'_>) -> Option<GroundFeature> {
    let kind = decoder.choice(table, "kind", &KINDS);
    if table.get("kind").is_none() {
        decoder.missing(table, "kind");
    }
    let course = course(decoder, table, kind?);
    Some(GroundFeature {
        id,
        kind: kind?,
        name: decoder.text(table, "name"),
        names: decoder.names(table, "names"),
        when: decoder.date(table, "when"),
        provenance: provenance(decoder, table),
        course: course?,
    })
}

/// The `line` of a road, the `shape` of a wood: each kind has one of the two.
fn course(decoder: &mut Decoder<'_>, table: &Table<'_>, kind: GroundKind) -> Option<GroundCourse> {
    let (key, other) = if kind.is_line() {
        ("line", "shape")
    } else {
        ("shape", "line")
    };
    let Some(value) = table.get(key) else {
        decoder.missing(table, key);
        return None;
    };
    if let Some(surplus) = table.get(other) {
        let word = KINDS.iter().find(|(_, k)| *k == kind).map_or("", |k| k.0);
        decoder.fault(
            format!("a {word} has a `{key}`, not a `{other}`"),
            surplus.span(),
        );
    }
    if !kind.is_line() {
        return decoder.area(key, value).map(GroundCourse::Area);
    }
    let Some(points) = value.get_ref().as_array().filter(|a| a.len() >= 2) else {
        decoder.fault(
            "`line` is a list of two positions or more".to_owned(),
            value.span(),
        );
        return None;
    };
    let positions: Vec<LonLat> = points
        .iter()
        .filter_map(|p| decoder.position(key, p))
        .collect();
    Some(GroundCourse::Line(positions))
}
