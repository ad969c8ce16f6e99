//! `[[battles]]` and `[[events]]`.

use super::decoder::Decoder;
use super::forces::amount;
use super::provenance::provenance;
use super::table::{Entry, Table};
use super::values::items;
use crate::campaign::model::{
    Battle, BattleSize, Belligerent, Event, EventKind, Force, ForceId, PlaceId, SideId, Victor,
};

const SIZES: [(&str, BattleSize); 4] = [
    ("skirmish", BattleSize::Skirmish),
    ("battle", BattleSize::Battle),
    ("major", BattleSize::Major),
    ("siege", BattleSize::Siege),
];

const KINDS: [(&str, EventKind); 3] = [
    ("revolt", EventKind::Revolt),
    ("treaty", EventKind::Treaty),
    ("other", EventKind::Other),
];

pub(super) fn battles(
    decoder: &mut Decoder<'_>,
    root: &Table<'_>,
    forces: &[Force],
) -> Vec<Battle> {
    let tables = decoder.listed(root, "battles");
    let ids = decoder.ids(&tables, "battle");
    let battles = tables.iter().zip(ids);
    battles
        .filter_map(|(table, id)| battle(decoder, id, table, forces))
        .collect()
}

fn battle(
    decoder: &mut Decoder<'_>,
    id: String,
    table: &Table<'_>,
    forces: &[Force],
) -> Option<Battle> {
    let place = place(decoder, table);
    Some(Battle {
        id,
        name: decoder.required(table, "name"),
        names: decoder.names(table, "names"),
        when: decoder.date(table, "when"),
        size: decoder.choice(table, "size", &SIZES).unwrap_or_default(),
        belligerents: belligerents(decoder, table, forces),
        victor: victor(decoder, table),
        caption: decoder.text(table, "caption"),
        rank: decoder.rank(table),
        provenance: provenance(decoder, table),
        place: place?,
    })
}

fn place(decoder: &mut Decoder<'_>, table: &Table<'_>) -> Option<PlaceId> {
    let Some(value) = table.get("place") else {
        decoder.missing(table, "place");
        return None;
    };
    decoder
        .reference(|d| &d.places, "place", value)
        .map(PlaceId)
}

/// A side, `draw` or `unknown`.
fn victor(decoder: &mut Decoder<'_>, table: &Table<'_>) -> Victor {
    let Some(value) = table.get("victor") else {
        return Victor::Unknown;
    };
    match value.get_ref().as_str() {
        Some("draw") => Victor::Draw,
        Some("unknown") => Victor::Unknown,
        _ => decoder
            .reference(|d| &d.sides, "victor", value)
            .map_or(Victor::Unknown, |side| Victor::Side(SideId(side))),
    }
}

/// The sides with their forces, strengths and losses, in the order they are first named.
fn belligerents(
    decoder: &mut Decoder<'_>,
    table: &Table<'_>,
    forces: &[Force],
) -> Vec<Belligerent> {
    let mut all: Vec<Belligerent> = Vec::new();
    if let Some(list) = table.get("sides").and_then(|v| v.get_ref().as_array()) {
        for item in list {
            if let Some(side) = decoder.reference(|d| &d.sides, "sides", item) {
                part(&mut all, SideId(side));
            }
        }
    } else {
        for (side, entry) in by_side(decoder, table, "sides") {
            let found = side_forces(decoder, &entry, side, forces);
            part(&mut all, side).forces = found;
        }
    }
    for (side, entry) in by_side(decoder, table, "strength") {
        part(&mut all, side).strength = amount(decoder, "strength", entry.value);
    }
    for (side, entry) in by_side(decoder, table, "losses") {
        part(&mut all, side).losses = amount(decoder, "losses", entry.value);
    }
    all
}

/// The entries of a table whose keys are sides: `losses = { qing = "17000" }`.
fn by_side<'t>(
    decoder: &mut Decoder<'_>,
    table: &Table<'t>,
    key: &str,
) -> Vec<(SideId, Entry<'t>)> {
    let Some(value) = table.get(key) else {
        return Vec::new();
    };
    let Some(entries) = value.get_ref().as_table() else {
        decoder.wrong_type(key, "a table of sides, `{ side = … }`", value);
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in Table::new("", entries, value.span()).entries() {
        match decoder.sides.find(entry.key) {
            Some(side) => found.push((SideId(side), entry)),
            None => decoder.dangling(|d| &d.sides, entry.key, entry.key_span),
        }
    }
    found
}

fn side_forces(
    decoder: &mut Decoder<'_>,
    entry: &Entry<'_>,
    side: SideId,
    forces: &[Force],
) -> Vec<ForceId> {
    let mut found = Vec::new();
    for item in items(entry.value) {
        let Some(index) = decoder.reference(|d| &d.forces, "sides", item) else {
            continue;
        };
        if forces.get(index).is_some_and(|force| force.side != side) {
            let message = format!(
                "force `{}` is not on side `{}`",
                forces[index].id, entry.key
            );
            decoder.fault(message, item.span());
        }
        found.push(ForceId(index));
    }
    found
}

/// The part of a side, added if it is not there.
fn part(all: &mut Vec<Belligerent>, side: SideId) -> &mut Belligerent {
    let index = all.iter().position(|b| b.side == side).unwrap_or_else(|| {
        all.push(Belligerent {
            side,
            forces: Vec::new(),
            strength: None,
            losses: None,
        });
        all.len() - 1
    });
    &mut all[index]
}

pub(super) fn events(decoder: &mut Decoder<'_>, root: &Table<'_>) -> Vec<Event> {
    let tables = decoder.listed(root, "events");
    let ids = decoder.ids(&tables, "event");
    let events = tables.iter().zip(ids);
    events
        .filter_map(|(table, id)| event(decoder, id, table))
        .collect()
}

fn event(decoder: &mut Decoder<'_>, id: String, table: &Table<'_>) -> Option<Event> {
    let place = place(decoder, table);
    Some(Event {
        id,
        name: decoder.required(table, "name"),
        names: decoder.names(table, "names"),
        kind: decoder
            .choice(table, "kind", &KINDS)
            .unwrap_or(EventKind::Other),
        when: decoder.date(table, "when"),
        rank: decoder.rank(table),
        provenance: provenance(decoder, table),
        place: place?,
    })
}
