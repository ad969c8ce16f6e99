//! `[[movements]]`.

use super::decoder::Decoder;
use super::provenance::provenance;
use super::table::{Table, Value};
use crate::campaign::model::{
    Force, ForceId, Movement, MovementKind, PlaceId, Route, SideId, Stop,
};

const KINDS: [(&str, MovementKind); 9] = [
    ("advance", MovementKind::Advance),
    ("pursuit", MovementKind::Pursuit),
    ("raid", MovementKind::Raid),
    ("retreat", MovementKind::Retreat),
    ("flight", MovementKind::Flight),
    ("return", MovementKind::Return),
    ("transfer", MovementKind::Transfer),
    ("embassy", MovementKind::Embassy),
    ("planned", MovementKind::Planned),
];

const ROUTES: [(&str, Route); 2] = [("inferred", Route::Inferred), ("known", Route::Known)];

const POINTS: [(&str, f64); 16] = [
    ("N", 0.0),
    ("NNE", 22.5),
    ("NE", 45.0),
    ("ENE", 67.5),
    ("E", 90.0),
    ("ESE", 112.5),
    ("SE", 135.0),
    ("SSE", 157.5),
    ("S", 180.0),
    ("SSW", 202.5),
    ("SW", 225.0),
    ("WSW", 247.5),
    ("W", 270.0),
    ("WNW", 292.5),
    ("NW", 315.0),
    ("NNW", 337.5),
];

pub(super) fn movements(
    decoder: &mut Decoder<'_>,
    root: &Table<'_>,
    forces: &[Force],
) -> Vec<Movement> {
    let tables = decoder.listed(root, "movements");
    let ids = decoder.ids(&tables, "movement");
    let movements = tables.iter().zip(ids);
    movements
        .filter_map(|(table, id)| movement(decoder, id, table, forces))
        .collect()
}

fn movement(
    decoder: &mut Decoder<'_>,
    id: String,
    table: &Table<'_>,
    forces: &[Force],
) -> Option<Movement> {
    let (force, side) = who(decoder, table, forces);
    let kind = decoder.choice(table, "kind", &KINDS);
    Some(Movement {
        id,
        force,
        kind: kind.unwrap_or(MovementKind::Advance),
        via: via(decoder, table),
        when: decoder.date(table, "when"),
        rank: decoder.rank(table),
        label: decoder.text(table, "label"),
        labels: decoder.names(table, "labels"),
        route: decoder.choice(table, "route", &ROUTES).unwrap_or_default(),
        provenance: provenance(decoder, table),
        side: side?,
    })
}

/// The force, and the side: the force's own unless only a side is given.
fn who(
    decoder: &mut Decoder<'_>,
    table: &Table<'_>,
    forces: &[Force],
) -> (Option<ForceId>, Option<SideId>) {
    let force = table
        .get("force")
        .and_then(|v| decoder.reference(|d| &d.forces, "force", v));
    let side = table
        .get("side")
        .and_then(|v| decoder.reference(|d| &d.sides, "side", v));
    let own = force.and_then(|f| forces.get(f)).map(|f| f.side);
    if table.get("force").is_none() && table.get("side").is_none() {
        let hint = "add `force = \"…\"` or `side = \"…\"`".to_owned();
        decoder.hinted(
            "the movement is nobody's".to_owned(),
            table.span.clone(),
            hint,
        );
    }
    if let (Some(own), Some(side), Some(value)) = (own, side, table.get("side"))
        && own.0 != side
    {
        decoder.fault(
            "the force of this movement is on another side",
            value.span(),
        );
    }
    (force.map(ForceId), own.or(side.map(SideId)))
}

fn via(decoder: &mut Decoder<'_>, table: &Table<'_>) -> Vec<Stop> {
    let Some(value) = table.get("via") else {
        decoder.missing(table, "via");
        return Vec::new();
    };
    match value.get_ref().as_array() {
        Some(stops) if stops.len() >= 2 => stops
            .iter()
            .filter_map(|item| stop(decoder, item))
            .collect(),
        _ => {
            decoder.fault("`via` is a list of two stops or more", value.span());
            Vec::new()
        }
    }
}

/// A place's id, a position, or `edge:E`.
fn stop(decoder: &mut Decoder<'_>, value: Value<'_>) -> Option<Stop> {
    let Some(text) = value.get_ref().as_str() else {
        return decoder.position("via", value).map(Stop::At);
    };
    if let Some(place) = decoder.places.find(text) {
        return Some(Stop::Place(PlaceId(place)));
    }
    if let Some(point) = text.strip_prefix("edge:") {
        let found = decoder.chosen("edge", (point, value.span()), &POINTS);
        return found.map(|bearing_deg| Stop::Edge { bearing_deg });
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return decoder.position("via", value).map(Stop::At);
    }
    decoder.dangling(|d| &d.places, text, value.span());
    None
}
