//! What was found, for the terminal: battles, movements, changes, places, and what is unsure.

use std::fmt::Write;

use super::{Outcome, PlaceReading, Reading, When};
use crate::campaign::Certainty;

/// The reading in words, a line for each thing found.
pub fn summary(reading: &Reading) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", reading.article.title);
    let sides: Vec<&str> = reading.sides.iter().map(|s| s.name.as_str()).collect();
    let _ = writeln!(out, "sides: {}", sides.join(", "));
    battles(reading, &mut out);
    movements(reading, &mut out);
    changes(reading, &mut out);
    places(reading, &mut out);
    out
}

fn date(when: Option<When>) -> String {
    when.map_or_else(
        || "no date".to_owned(),
        |w| {
            if w.inherited {
                format!("{} (from context)", w.edtf())
            } else {
                w.edtf()
            }
        },
    )
}

fn battles(reading: &Reading, out: &mut String) {
    let _ = writeln!(out, "\nbattles ({})", reading.battles.len());
    for battle in &reading.battles {
        let place = battle.place.map_or("no place", |p| {
            if reading.places[p].position.is_some() {
                "placed"
            } else {
                "not placed"
            }
        });
        let victor = match battle.victor {
            Outcome::Side(side) => format!("won by {}", reading.sides[side].name),
            Outcome::Draw => "undecided".to_owned(),
            Outcome::Unknown => "victor not told".to_owned(),
        };
        let _ = writeln!(
            out,
            "  {}: {}, {victor}, {place}",
            battle.name,
            date(battle.when)
        );
    }
}

fn movements(reading: &Reading, out: &mut String) {
    let _ = writeln!(out, "\nmovements ({})", reading.movements.len());
    for movement in &reading.movements {
        let name = |p: &usize| reading.places[*p].name.clone();
        let from = movement.from.as_ref().map(|p| {
            format!(
                " from {}{}",
                name(p),
                if movement.from_is_inferred {
                    " (inferred)"
                } else {
                    ""
                }
            )
        });
        let via: String = movement
            .via
            .iter()
            .map(|p| format!(" via {}", name(p)))
            .collect();
        let to: Vec<String> = movement.to.iter().map(name).collect();
        let to = if to.is_empty() {
            String::new()
        } else {
            format!(" to {}", to.join(", "))
        };
        let who = if movement.who.is_empty() {
            "somebody"
        } else {
            &movement.who
        };
        let _ = writeln!(
            out,
            "  {who}{}{via}{to}: {}",
            from.unwrap_or_default(),
            date(movement.when)
        );
    }
}

fn changes(reading: &Reading, out: &mut String) {
    let side = |s: Option<usize>| s.map_or("?", |s| reading.sides[s].name.as_str());
    let names = |places: &[usize]| {
        places
            .iter()
            .map(|&p| reading.places[p].name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    if reading.control_changes.is_empty() && reading.border_changes.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nland that changed hands");
    for change in &reading.control_changes {
        let _ = writeln!(
            out,
            "  {} gave up to {}: {} ({})",
            side(change.from),
            side(change.to),
            names(&change.places),
            date(change.when)
        );
    }
    for change in &reading.border_changes {
        let shares: Vec<String> = change
            .shares
            .iter()
            .map(|s| format!("{} % to {}", s.percent, side(s.side)))
            .collect();
        let terms = if shares.is_empty() {
            format!("{} to {}", side(change.from), side(change.to))
        } else {
            shares.join(", ")
        };
        let _ = writeln!(
            out,
            "  border change {}: {terms}: {} {}",
            date(change.when),
            names(&change.places),
            change.instrument
        );
    }
}

fn places(reading: &Reading, out: &mut String) {
    let (placed, open): (Vec<&PlaceReading>, Vec<&PlaceReading>) =
        reading.places.iter().partition(|p| p.position.is_some());
    let (sure, unsure): (Vec<&PlaceReading>, Vec<&PlaceReading>) = placed
        .into_iter()
        .partition(|p| p.certainty == Certainty::Certain);
    let _ = writeln!(
        out,
        "\nplaces ({} placed, {} of them unsure, {} left open)",
        sure.len() + unsure.len(),
        unsure.len(),
        open.len()
    );
    for place in unsure {
        let reason = place.reasons.last().map_or("", String::as_str);
        let _ = writeln!(out, "  unsure: {}, {reason}", place.name);
    }
    for place in open {
        let reason = place.reasons.last().map_or("", String::as_str);
        let _ = writeln!(out, "  open: {}, {reason}", place.name);
    }
}
