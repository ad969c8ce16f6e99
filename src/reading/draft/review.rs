//! The doubts of a draft, most consequential first: what an editor should look at before the rest.

use std::fmt::Write;

use super::plan::Plan;
use crate::campaign::Certainty;
use crate::reading::{BattleReading, Outcome, PlaceReading, Reading};

/// Something that is missing or guessed, and how to settle it.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// How much of the map hangs on it; larger is worse.
    pub weight: u32,
    /// What is doubtful.
    pub what: String,
    /// What to do about it.
    pub settle: String,
    /// The sentence behind it.
    pub sentence: Option<usize>,
}

/// The doubts of a reading as a numbered list.
pub fn review(reading: &Reading) -> String {
    let doubts = doubts(reading);
    let mut out = String::new();
    let _ = writeln!(out, "{}: {} doubts", reading.article.title, doubts.len());
    for (i, doubt) in doubts.iter().enumerate() {
        let _ = writeln!(out, "\n{}. {}", i + 1, doubt.what);
        let _ = writeln!(out, "   {}", doubt.settle);
        if let Some(sentence) = doubt.sentence {
            let _ = writeln!(out, "   \"{}\"", super::quote(reading, sentence));
        }
    }
    out
}

/// The doubts of a reading, most consequential first; of equal ones the first told.
pub fn doubts(reading: &Reading) -> Vec<Doubt> {
    let plan = Plan::of(reading);
    let mut all = Vec::new();
    if reading.sides.len() < 2 {
        all.push(Doubt {
            weight: 100,
            what: "fewer than two sides were told apart".to_owned(),
            settle: "add the others under [sides]".to_owned(),
            sentence: None,
        });
    }
    for battle in &reading.battles {
        all.extend(of_battle(&plan, battle));
    }
    all.extend(of_movements(reading, &plan));
    for (index, place) in reading.places.iter().enumerate() {
        all.extend(of_place(&plan, index, place));
    }
    all.extend(of_changes(reading));
    // The sort is stable: the order of the text stays among equals.
    all.sort_by_key(|d| std::cmp::Reverse(d.weight));
    all
}

fn of_battle(plan: &Plan, battle: &BattleReading) -> Vec<Doubt> {
    let mut found = Vec::new();
    let sentence = battle.quoted();
    // A battle with a section of its own is one the article dwells on.
    let more = if battle.section.is_some() { 15 } else { 0 };
    let mut add = |weight: u32, what: String, settle: &str| {
        found.push(Doubt {
            weight: weight + more,
            what,
            settle: settle.to_owned(),
            sentence,
        });
    };
    let name = &battle.name;
    let is_placed = battle.place.is_some_and(|p| plan.places.contains(&p));
    if !is_placed {
        add(
            80,
            format!("{name} has no position and is not drawn"),
            "give its place `at`, then add the battle",
        );
    }
    for note in &battle.notes {
        add(
            70,
            format!("{name}: {note}"),
            "decide for one and say so in `note`",
        );
    }
    match battle.victor {
        Outcome::Unknown => add(
            40,
            format!("who won {name} is not told"),
            "set `victor`, or leave `unknown`",
        ),
        Outcome::Side(_) | Outcome::Draw => {}
    }
    match battle.when {
        None => add(45, format!("{name} has no date"), "set `when`"),
        Some(when) if when.approximate && when.inherited => add(
            42,
            format!(
                "{name} is dated only between the dates around it, {}",
                when.edtf()
            ),
            "set `when` if you know it",
        ),
        Some(_) => {}
    }
    found
}

fn of_movements(reading: &Reading, plan: &Plan) -> Vec<Doubt> {
    let mut found = Vec::new();
    for planned in &plan.movements {
        let movement = &reading.movements[planned.movement];
        if planned.doubt.is_empty() {
            continue;
        }
        found.push(Doubt {
            weight: 46 - 6 * u32::from(planned.rank),
            what: format!("a march of {}: {}", who(&movement.who), planned.doubt),
            settle: "correct the first stop of `via`".to_owned(),
            sentence: Some(movement.sentence),
        });
    }
    for &index in &plan.undrawn {
        let movement = &reading.movements[index];
        found.push(Doubt {
            weight: if movement.person.is_some() { 30 } else { 22 },
            what: format!(
                "a march of {} lacks a side, an origin or a goal",
                who(&movement.who)
            ),
            settle: "add it under [[movements]] if it belongs to the campaign".to_owned(),
            sentence: Some(movement.sentence),
        });
    }
    found
}

fn who(words: &str) -> &str {
    if words.is_empty() { "somebody" } else { words }
}

fn of_place(plan: &Plan, index: usize, place: &PlaceReading) -> Option<Doubt> {
    let reason = place.reasons.last().map_or("", String::as_str);
    let often = place.weight.min(10) as u32;
    let (weight, what) = if place.position.is_none() {
        (
            25 + 2 * often,
            format!("{} is not placed: {reason}", place.name),
        )
    } else if place.certainty == Certainty::Certain {
        return None;
    } else if plan.places.contains(&index) {
        (
            50 + often,
            format!("{} may be elsewhere: {reason}", place.name),
        )
    } else {
        (
            12 + often,
            format!("{} may be elsewhere: {reason}", place.name),
        )
    };
    let others: Vec<String> = place
        .alternatives
        .iter()
        .take(3)
        .map(super::alternative)
        .collect();
    let settle = if others.is_empty() {
        format!("set `at` of [places.{}]", place.id)
    } else {
        format!(
            "set `at` of [places.{}], perhaps {}",
            place.id,
            others.join(" or ")
        )
    };
    Some(Doubt {
        weight,
        what,
        settle,
        sentence: Some(place.sentence),
    })
}

fn of_changes(reading: &Reading) -> Vec<Doubt> {
    let control = reading
        .control_changes
        .iter()
        .map(|c| (c.from.is_some() && c.to.is_some(), c.sentence));
    let borders = reading
        .border_changes
        .iter()
        .map(|c| (c.to.is_some() || !c.shares.is_empty(), c.sentence));
    control
        .chain(borders)
        .filter(|(is_whole, _)| !is_whole)
        .map(|(_, sentence)| Doubt {
            weight: 35,
            what: "land changed hands, but not all parties are told".to_owned(),
            settle: "set `holder` and `rival` of the change".to_owned(),
            sentence: Some(sentence),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::toy::look;

    #[test]
    fn the_worst_doubt_comes_first() {
        let text = "The Danes met the Swedes. Danish troops fought Swedish troops in the Battle of Nowhere in 1402. Danish troops marched from Orm to Tesk.";
        let found = look(text, doubts);
        assert!(
            found[0].what.contains("Battle of Nowhere has no position"),
            "{found:?}"
        );
        assert!(found.windows(2).all(|p| p[0].weight >= p[1].weight));
    }
}
