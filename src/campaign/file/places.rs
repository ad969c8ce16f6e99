//! `[places.x]`.

use super::decoder::Decoder;
use super::provenance::provenance;
use super::table::Table;
use crate::campaign::model::{PlaceKind, PlaceName};

const KINDS: [(&str, PlaceKind); 14] = [
    ("city", PlaceKind::City),
    ("town", PlaceKind::Town),
    ("fort", PlaceKind::Fort),
    ("pass", PlaceKind::Pass),
    ("battlefield", PlaceKind::Battlefield),
    ("point", PlaceKind::Point),
    ("lake", PlaceKind::Lake),
    ("sea", PlaceKind::Sea),
    ("river", PlaceKind::River),
    ("mountains", PlaceKind::Mountains),
    ("valley", PlaceKind::Valley),
    ("region", PlaceKind::Region),
    ("people", PlaceKind::People),
    ("island", PlaceKind::Island),
];

/// The largest district a place can be known to lie in, in km; beyond it a map shows nothing of it.
const MAX_RADIUS_KM: f64 = 5000.0;

pub(super) fn places(decoder: &mut Decoder<'_>, root: &Table<'_>) -> Vec<PlaceName> {
    let tables = decoder.keyed(root, "places");
    tables
        .into_iter()
        .map(|(id, table)| place(decoder, id, &table))
        .collect()
}

fn place(decoder: &mut Decoder<'_>, id: &str, table: &Table<'_>) -> PlaceName {
    let mut line = Vec::new();
    if let Some(value) = table.get("line") {
        match value.get_ref().as_array() {
            Some(points) if points.len() >= 2 => {
                line = points
                    .iter()
                    .filter_map(|p| decoder.position("line", p))
                    .collect();
            }
            _ => decoder.fault("`line` is a list of two positions or more", value.span()),
        }
    }
    PlaceName {
        id: id.to_owned(),
        name: decoder.required(table, "name"),
        names: decoder.names(table, "names"),
        kind: decoder.choice(table, "kind", &KINDS),
        at: table
            .get("at")
            .and_then(|value| decoder.position("at", value)),
        line,
        area: table
            .get("area")
            .and_then(|value| decoder.area("area", value)),
        radius_km: decoder.within(table, "radius_km", 0.0..=MAX_RADIUS_KM),
        gazetteer: Some(decoder.text(table, "gazetteer")).filter(|name| !name.is_empty()),
        label: decoder.flag(table, "label", true),
        rank: decoder.rank(table),
        provenance: provenance(decoder, table),
    }
}
