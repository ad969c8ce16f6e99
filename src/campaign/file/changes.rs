//! `[[polities]]` and `[[changes]]`.

use super::decoder::Decoder;
use super::provenance::provenance;
use super::table::Table;
use super::values::items;
use crate::campaign::model::{AreaId, Change, ChangeKind, PlaceId, Polity, Precision, SideId};

const KINDS: [(&str, ChangeKind); 7] = [
    ("ceded", ChangeKind::Ceded),
    ("occupied", ChangeKind::Occupied),
    ("contested", ChangeKind::Contested),
    ("revolt", ChangeKind::Revolt),
    ("annexed", ChangeKind::Annexed),
    ("vassal", ChangeKind::Vassal),
    ("restored", ChangeKind::Restored),
];

pub(super) fn polities(decoder: &mut Decoder<'_>, root: &Table<'_>) -> Vec<Polity> {
    let tables = decoder.listed(root, "polities");
    let ids = decoder.ids(&tables, "polity");
    let polities = tables
        .iter()
        .zip(ids)
        .filter_map(|(table, id)| polity(decoder, id, table));
    polities.collect()
}

fn polity(decoder: &mut Decoder<'_>, id: String, table: &Table<'_>) -> Option<Polity> {
    let precision = match decoder.whole(table, "precision", 1..=3) {
        Some(3) => Precision::Treaty,
        Some(2) => Precision::Moderate,
        _ => Precision::Approximate,
    };
    if table.get("shape").is_none() {
        decoder.missing(table, "shape");
    }
    let side = table
        .get("side")
        .and_then(|v| decoder.reference(|d| &d.sides, "side", v));
    let area = table
        .get("shape")
        .and_then(|value| decoder.area("shape", value));
    Some(Polity {
        id,
        name: decoder.required(table, "name"),
        names: decoder.names(table, "names"),
        side: side.map(SideId),
        when: decoder.date(table, "when"),
        precision,
        provenance: provenance(decoder, table),
        area: area?,
    })
}

pub(super) fn changes(decoder: &mut Decoder<'_>, root: &Table<'_>) -> Vec<Change> {
    let tables = decoder.listed(root, "changes");
    let ids = decoder.ids(&tables, "change");
    let changes = tables
        .iter()
        .zip(ids)
        .filter_map(|(table, id)| change(decoder, id, table));
    changes.collect()
}

fn change(decoder: &mut Decoder<'_>, id: String, table: &Table<'_>) -> Option<Change> {
    let (areas, places) = land(decoder, table);
    let holder = side(decoder, table, "holder");
    let rival = side(decoder, table, "rival");
    let kind = decoder.choice(table, "kind", &KINDS);
    if table.get("kind").is_none() {
        decoder.missing(table, "kind");
    }
    Some(Change {
        id,
        name: decoder.required(table, "name"),
        names: decoder.names(table, "names"),
        areas,
        places,
        when: decoder.date(table, "when"),
        provenance: provenance(decoder, table),
        kind: kind?,
        holder: holder?,
        rival: rival?,
    })
}

/// The land of a change: each item is a place's id, or else a shape.
fn land(decoder: &mut Decoder<'_>, table: &Table<'_>) -> (Vec<AreaId>, Vec<PlaceId>) {
    let (mut areas, mut places) = (Vec::new(), Vec::new());
    let area = table.get("area").map(|value| ("area", value));
    let list = table.get("areas").map(items).unwrap_or_default();
    let all = area
        .into_iter()
        .chain(list.into_iter().map(|value| ("areas", value)));
    for (key, value) in all {
        let place = value
            .get_ref()
            .as_str()
            .and_then(|id| decoder.places.find(id));
        match place {
            Some(index) => places.push(PlaceId(index)),
            None => areas.extend(decoder.area(key, value)),
        }
    }
    if table.get("area").is_none() && table.get("areas").is_none() {
        let hint = "add `area = \"a shape\"` or `areas = [\"a place\"]`".to_owned();
        decoder.hinted(
            "the change has no land".to_owned(),
            table.span.clone(),
            hint,
        );
    }
    (areas, places)
}

fn side(decoder: &mut Decoder<'_>, table: &Table<'_>, key: &str) -> Option<SideId> {
    let Some(value) = table.get(key) else {
        decoder.missing(table, key);
        return None;
    };
    decoder.reference(|d| &d.sides, key, value).map(SideId)
}
