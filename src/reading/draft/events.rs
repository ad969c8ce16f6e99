//! Changes, movements and captions of the draft.

use std::fmt::Write;

use super::caption::{MOST_CAPTION, caption, shortened};
use super::plan::{Plan, Planned, Stop};
use super::toml::{Table, list, quoted};
use super::{quote, rule};
use crate::campaign::{ChangeKind, MovementKind};
use crate::reading::{BorderChange, ControlChange, PlaceReading, Reading, When, slug};

/// Radius of the largest land that is hatched for its name alone.
const MOST_LAND_KM: f64 = 600.0;

/// Land that changed hands, in the campaign and for good.
pub(super) fn changes(reading: &Reading, plan: &Plan, out: &mut String) {
    if reading.control_changes.is_empty() && reading.border_changes.is_empty() {
        return;
    }
    rule("changes", out);
    for (i, change) in reading.control_changes.iter().enumerate() {
        control(reading, plan, change, i, out);
    }
    let mut ids = Ids::default();
    for change in &reading.border_changes {
        border(reading, plan, change, &mut ids, out);
    }
}

/// Ids of the places that are land of a size to be hatched.
fn placed(reading: &Reading, places: &[usize]) -> Vec<String> {
    use crate::gazetteer::FeatureClass as C;
    let is_land = |p: &PlaceReading| {
        let vast = matches!(p.class, Some(C::Sea | C::Ocean | C::Polity | C::Country))
            || p.radius_km > MOST_LAND_KM && !matches!(p.class, Some(C::River | C::Range));
        p.position.is_some() && p.radius_km > 0.0 && !vast
    };
    places
        .iter()
        .filter(|&&p| is_land(&reading.places[p]))
        .map(|&p| reading.places[p].id.clone())
        .collect()
}

fn control(reading: &Reading, plan: &Plan, change: &ControlChange, index: usize, out: &mut String) {
    let areas = placed(reading, &change.places);
    let mut table = Table::new("[[changes]]");
    table
        .text("id", &format!("given_up_{}", index + 1))
        .text("kind", change_kind(change.kind));
    let giver = change.from.map_or("", |s| reading.sides[s].name.as_str());
    table.text(
        "name",
        shortened(&format!("Given up by {giver}"), 60).trim_end_matches(" by "),
    );
    table.raw("areas", list(&areas));
    parties(reading, &mut table, change.from, change.to);
    when(&mut table, change.when);
    table
        .text("source", "article")
        .text("quote", &quote(reading, change.sentence));
    let complete = !areas.is_empty()
        && change
            .from
            .zip(change.to)
            .is_some_and(|(a, b)| plan.sides.contains(&a) && plan.sides.contains(&b));
    finish(
        table,
        complete,
        "a change of control that lacks a party or land with a position",
        out,
    );
}

fn parties(reading: &Reading, table: &mut Table, from: Option<usize>, to: Option<usize>) {
    for (key, side) in [("holder", from), ("rival", to)] {
        table.text(key, side.map_or("", |s| reading.sides[s].id.as_str()));
    }
}

fn border(reading: &Reading, plan: &Plan, change: &BorderChange, ids: &mut Ids, out: &mut String) {
    let shares = change
        .shares
        .iter()
        .map(|s| (s.side, &s.places, format!("{} %", s.percent)));
    let mut pieces: Vec<(Option<usize>, &Vec<usize>, String)> = shares.collect();
    if pieces.is_empty() {
        pieces.push((change.to, &change.places, String::new()));
    }
    let year = change
        .when
        .map_or_else(|| "undated".to_owned(), |w| slug(&w.start.historical()));
    for (to, places, share) in pieces {
        let areas = placed(reading, places);
        let from = change
            .from
            .filter(|f| Some(*f) != to)
            .or_else(|| to.and_then(|t| reading.opponents.get(t).copied().flatten()));
        let mut table = Table::new("[[changes]]");
        if !share.is_empty() {
            table.remark(format!(
                "{share} of the land, as the article states; the places below stand for it."
            ));
        }
        table
            .text("id", &ids.fresh(&format!("border_{year}")))
            .text("kind", "annexed");
        table
            .text("name", &border_name(reading, change, to))
            .raw("areas", list(&areas));
        parties(reading, &mut table, from, to);
        if let Some(w) = change.when {
            let first = w.edtf().split('/').next().unwrap_or_default().to_owned();
            table.raw("when", quoted(&format!("{first}/..")));
        }
        let note = if share.is_empty() {
            ""
        } else {
            "the share is the article's claim"
        };
        table.text("certainty", "less-certain").text("note", note);
        table
            .text("source", "article")
            .text("quote", &quote(reading, change.sentence));
        let is_drawn = |side: Option<usize>| side.is_some_and(|s| plan.sides.contains(&s));
        let complete = !areas.is_empty() && is_drawn(from) && is_drawn(to);
        finish(
            table,
            complete,
            "a change of borders that lacks a party or land with a position",
            out,
        );
    }
}

fn border_name(reading: &Reading, change: &BorderChange, to: Option<usize>) -> String {
    let receiver = to.map_or("another power", |s| reading.sides[s].name.as_str());
    let land = change
        .places
        .first()
        .map(|&p| reading.places[p].name.as_str());
    let mut name = land.map_or_else(
        || format!("To {receiver}"),
        |land| format!("{land} to {receiver}"),
    );
    if let Some(when) = change.when {
        let _ = match when.start.year {
            year if year < 0 => write!(name, ", {} BC", -year),
            year => write!(name, ", {year}"),
        };
    }
    shortened(&name, 60)
}

fn finish(mut table: Table, complete: bool, lack: &str, out: &mut String) {
    if complete {
        table.write(out);
    } else {
        table.remark(format!("Not drawn, {lack}:"));
        table.write_commented(out);
    }
}

fn change_kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Ceded => "ceded",
        ChangeKind::Occupied => "occupied",
        ChangeKind::Contested => "contested",
        ChangeKind::Revolt => "revolt",
        ChangeKind::Annexed => "annexed",
        ChangeKind::Vassal => "vassal",
        ChangeKind::Restored => "restored",
    }
}

fn movement_kind(kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Advance => "advance",
        MovementKind::Pursuit => "pursuit",
        MovementKind::Raid => "raid",
        MovementKind::Retreat => "retreat",
        MovementKind::Flight => "flight",
        MovementKind::Return => "return",
        MovementKind::Transfer => "transfer",
        MovementKind::Embassy => "embassy",
        MovementKind::Planned => "planned",
    }
}

pub(super) fn when(table: &mut Table, when: Option<When>) {
    let Some(when) = when else { return };
    table.raw("when", quoted(&when.edtf()));
    if when.inherited {
        table.doubt("from the context");
    }
}

/// Movements, then those that lack an end, as comments.
pub(super) fn movements(reading: &Reading, plan: &Plan, out: &mut String) {
    rule("movements", out);
    let mut ids = Ids::default();
    for planned in &plan.movements {
        movement(reading, plan, planned, &mut ids).write(out);
    }
    if !plan.undrawn.is_empty() {
        out.push_str("# Movements that lack an origin or a goal with a position:\n");
        for &m in &plan.undrawn {
            let movement = &reading.movements[m];
            let who = if movement.who.is_empty() {
                "somebody"
            } else {
                &movement.who
            };
            let _ = writeln!(out, "#   {who}: {}", quote(reading, movement.sentence));
        }
        out.push('\n');
    }
}

fn movement(reading: &Reading, plan: &Plan, planned: &Planned, ids: &mut Ids) -> Table {
    let movement = &reading.movements[planned.movement];
    let kind = movement_kind(movement.kind);
    let mut table = Table::new("[[movements]]");
    table.text(
        "id",
        &ids.fresh(&format!("{}_{kind}", reading.sides[planned.side].id)),
    );
    let force = movement
        .person
        .and_then(|p| plan.force_of(planned.side, &[p]));
    match force {
        Some(force) => table.text("force", &force.id),
        None => table.text("side", &reading.sides[planned.side].id),
    };
    table.text("kind", kind);
    let stops: Vec<String> = planned
        .via
        .iter()
        .map(|s| match s {
            Stop::Place(p) => reading.places[*p].id.clone(),
            Stop::Edge(point) => format!("edge:{point}"),
        })
        .collect();
    table.raw("via", list(&stops));
    if !planned.doubt.is_empty() {
        table.doubt(&planned.doubt);
    }
    when(&mut table, movement.when);
    if planned.rank > 1 {
        table.raw("rank", planned.rank.to_string());
    }
    if !planned.doubt.is_empty() {
        table.text("certainty", "less-certain");
    }
    table
        .text("source", "article")
        .text("quote", &quote(reading, movement.sentence));
    table
}

/// Captions from the article's sections: the heading and the first sentence, for the dates told there.
pub(super) fn captions(reading: &Reading, out: &mut String) {
    let told: Vec<_> = reading
        .section_dates
        .iter()
        .filter(|(_, _, first)| first.is_some())
        .collect();
    if told.is_empty() {
        return;
    }
    rule("captions", out);
    for (section, when, first) in told {
        let mut table = Table::new("[[captions]]");
        table.raw("when", quoted(&when.edtf()));
        let heading = &reading.article.sections[*section].heading;
        table.text("title", &shortened(heading, 60));
        if let Some(first) = first {
            let told = reading.quote(*first);
            let text = caption(&told).unwrap_or_else(|| shortened(&told, MOST_CAPTION));
            table.text("text", &text);
        }
        table.write(out);
    }
}

/// Ids that were given out.
#[derive(Default)]
pub(super) struct Ids(std::collections::BTreeMap<String, usize>);

impl Ids {
    pub(super) fn fresh(&mut self, id: &str) -> String {
        let times = self.0.entry(id.to_owned()).or_default();
        *times += 1;
        if *times == 1 {
            id.to_owned()
        } else {
            format!("{id}_{times}")
        }
    }
}
