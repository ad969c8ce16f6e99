//! Battles of the draft.

use std::fmt::Write;

use super::caption::{after_pronoun, caption, is_he};
use super::events::{Ids, when};
use super::plan::Plan;
use super::toml::{Table, list, quoted};
use super::{inline, quote, rule};
use crate::reading::{BattleReading, Outcome, Reading, slug};

/// Battles, then those without a position, as comments.
pub(super) fn battles(reading: &Reading, plan: &Plan, out: &mut String) {
    rule("battles", out);
    let mut ids = Ids::default();
    for (n, &b) in plan.battles.iter().enumerate() {
        battle(reading, plan, &reading.battles[b], n, &mut ids).write(out);
    }
    let left = [
        ("Battles without a position", &plan.unplaced_battles),
        (
            "Battles of other years than the campaign's",
            &plan.past_battles,
        ),
    ];
    for (heading, battles) in left.iter().filter(|(_, b)| !b.is_empty()) {
        let _ = writeln!(out, "# {heading}:");
        for &b in *battles {
            let battle = &reading.battles[b];
            let sentence = battle
                .sentences
                .first()
                .map(|&s| quote(reading, s))
                .unwrap_or_default();
            let _ = writeln!(
                out,
                "#   {}: {sentence}",
                battle.name.replace(char::is_control, " ")
            );
        }
        out.push('\n');
    }
}

/// What the map says of a battle: the sentence that tells of it, where that says of whom it speaks.
fn told_of(reading: &Reading, battle: &BattleReading) -> Option<String> {
    let told = battle.quoted()?;
    let text = caption(&reading.quote(told))?;
    let Some(rest) = after_pronoun(&text) else {
        return Some(text);
    };
    let commanders = battle.parts.iter().flat_map(|p| &p.commanders);
    let unnamed = |c: &&usize| {
        let name = &reading.persons[**c].name;
        let last = name.rsplit(' ').find(|w| w.chars().any(char::is_lowercase));
        !last.is_some_and(|l| text.contains(l))
    };
    let mut meant = commanders.filter(unnamed);
    match (meant.next(), meant.next()) {
        (Some(&who), None) if is_he(&text) => Some(format!("{} {rest}", reading.persons[who].name)),
        _ => {
            let mut others = battle.sentences.iter().filter(|s| **s != told);
            let place = battle.place.map(|p| reading.places[p].name.as_str())?;
            let mut told = others.by_ref().filter_map(|&s| caption(&reading.quote(s)));
            told.find(|t| after_pronoun(t).is_none() && t.contains(place))
        }
    }
}

fn battle(
    reading: &Reading,
    plan: &Plan,
    battle: &BattleReading,
    order: usize,
    ids: &mut Ids,
) -> Table {
    let mut table = Table::new("[[battles]]");
    table
        .text("id", &ids.fresh(&slug(&battle.name)))
        .text("name", &battle.name);
    table.text(
        "place",
        battle.place.map_or("", |p| reading.places[p].id.as_str()),
    );
    when(&mut table, battle.when);
    let size = if battle.is_siege() {
        "siege"
    } else if battle.is_skirmish() {
        "skirmish"
    } else if battle.section.is_some() {
        "major"
    } else {
        "battle"
    };
    table.text("size", size);
    sides(reading, plan, battle, &mut table);
    match battle.victor {
        Outcome::Side(side) => table.text("victor", &reading.sides[side].id),
        Outcome::Draw => table.text("victor", "draw"),
        Outcome::Unknown => table
            .text("victor", "unknown")
            .doubt("the text does not say"),
    };
    if let Some(told) = told_of(reading, battle) {
        table.text("caption", &told);
    }
    // Battles that own a section matter most; of the others an overview shows a dozen.
    let rank = if battle.section.is_some() || order < 12 && battle.is_named {
        1
    } else if battle.is_named {
        2
    } else {
        3
    };
    if rank > 1 {
        table.raw("rank", rank.to_string());
    }
    table.text("note", &battle.notes.join("; "));
    table.text("source", "article");
    if let Some(told) = battle.quoted() {
        table.text("quote", &quote(reading, told));
    }
    table
}

fn sides(reading: &Reading, plan: &Plan, battle: &BattleReading, table: &mut Table) {
    let id = |side: usize| reading.sides[side].id.clone();
    let forces: Vec<(usize, Vec<String>)> = battle
        .parts
        .iter()
        .map(|p| {
            let mut forces: Vec<String> = p
                .commanders
                .iter()
                .filter_map(|&c| plan.force_of(p.side, &[c]))
                .map(|f| f.id.clone())
                .collect();
            forces.dedup();
            (p.side, forces)
        })
        .collect();
    if forces.iter().all(|(_, f)| f.is_empty()) {
        table.raw(
            "sides",
            list(&forces.iter().map(|(s, _)| id(*s)).collect::<Vec<_>>()),
        );
    } else {
        let entries: Vec<(String, String)> =
            forces.iter().map(|(s, f)| (id(*s), list(f))).collect();
        table.raw("sides", inline(&entries));
    }
    for (key, number) in [("strength", false), ("losses", true)] {
        let numbers = battle.parts.iter().filter_map(|p| {
            Some((
                id(p.side),
                quoted(&(if number { p.losses } else { p.strength })?.written()),
            ))
        });
        let numbers: Vec<_> = numbers.collect();
        if !numbers.is_empty() {
            table.raw(key, inline(&numbers));
        }
    }
}
