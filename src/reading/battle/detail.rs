//! Date, sides, commanders, numbers and victor of a battle, from the sentences that tell of it.

use super::victor;
use super::{BattleReading, Part};
use crate::reading::document::Role;
use crate::reading::quantity::{Count, counted};
use crate::reading::story::Story;
use crate::reading::time::When;

/// Sentences after the one that names a battle which still belong to it.
const AFTERMATH: usize = 2;
/// Most commanders taken for a side.
const MOST_COMMANDERS: usize = 4;

/// Fills in what the text tells.
pub(super) fn fill(story: &Story, battle: &mut BattleReading) {
    battle.when = date(story, battle);
    if battle.section.is_none() {
        add_aftermath(story, battle);
    }
    let scope: Vec<usize> = battle
        .sentences
        .iter()
        .copied()
        .filter(|&s| story.document.sentences[s].role == Role::Prose)
        .collect();
    battle.parts = parts(story, &scope);
    let sides: Vec<usize> = battle.parts.iter().map(|p| p.side).collect();
    battle.victor = victor::outcome(story, &scope, &sides);
}

/// The sentences right after the naming one, up to the next battle or the end of the paragraph.
fn add_aftermath(story: &Story, battle: &mut BattleReading) {
    let Some(&first) = battle.sentences.first() else {
        return;
    };
    let paragraph = story.document.sentences[first].paragraph;
    for next in first + 1..=(first + AFTERMATH).min(story.document.sentences.len() - 1) {
        let sentence = &story.document.sentences[next];
        let other_battle = sentence.tokens.clone().any(|t| {
            story.document.tokens[t].capital
                && story
                    .document
                    .lexicon
                    .fights
                    .contains_key(story.document.tokens[t].lower.as_ref())
        });
        // What has a date of its own is another thing.
        let dated = story.timeline.in_sentence(next).iter().any(|t| t.in_story);
        if sentence.paragraph != paragraph || other_battle || dated {
            break;
        }
        if !battle.sentences.contains(&next) {
            battle.sentences.push(next);
        }
    }
}

/// The date of a battle: stated with its name, else the first of its section, else where the story stands.
pub(super) fn date(story: &Story, battle: &BattleReading) -> Option<When> {
    let stated = battle.sentences.iter().flat_map(|&s| {
        let names_it = battle
            .place
            .is_some_and(|p| story.mentions.in_sentence(s).iter().any(|m| m.name == p));
        story
            .timeline
            .in_sentence(s)
            .iter()
            .filter(|t| t.in_story)
            .filter_map(move |t| t.when.map(|w| (s, t.tokens.start, names_it, w)))
    });
    let stated: Vec<_> = stated.collect();
    let best = if battle.section.is_some() {
        let named = stated
            .iter()
            .find(|(_, _, names_it, w)| *names_it && w.start.month > 0);
        let first = named
            .or_else(|| stated.iter().find(|(_, _, _, w)| w.start.month > 0))
            .or(stated.first());
        first.map(|(_, _, _, w)| *w)
    } else {
        let first = *battle.sentences.first()?;
        let mention = battle.place.and_then(|p| {
            story
                .mentions
                .in_sentence(first)
                .iter()
                .find(|m| m.name == p)
        });
        let at = mention.map_or(story.document.sentences[first].tokens.start, |m| {
            m.tokens.start
        });
        stated
            .iter()
            .filter(|(s, ..)| *s == first)
            .min_by_key(|(_, t, ..)| t.abs_diff(at))
            .map(|(_, _, _, w)| *w)
    };
    let mut when = best.or_else(|| {
        let first = *battle.sentences.first()?;
        story.timeline.reached(first)
    })?;
    if battle.is_siege() && battle.section.is_some() {
        let last = stated
            .iter()
            .map(|(_, _, _, w)| w.end)
            .filter(|p| p.month > 0)
            .max();
        if let Some(last) = last.filter(|l| l.year - when.start.year <= 3 && *l > when.end) {
            when.end = last;
            when.season = None;
        }
    }
    Some(when)
}

/// The sides that the sentences name, with commanders and numbers; both main sides if only one is named.
fn parts(story: &Story, scope: &[usize]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for &index in scope {
        let sentence = &story.document.sentences[index];
        for at in sentence.tokens.clone() {
            if let Some(side) = story.sides.at(story.document, at) {
                part(&mut parts, side);
            }
        }
        for (person, _) in story.persons.within(&sentence.tokens) {
            let Some(side) = story.persons.persons[*person].side else {
                continue;
            };
            let part = part(&mut parts, side);
            if part.commanders.len() < MOST_COMMANDERS && !part.commanders.contains(person) {
                part.commanders.push(*person);
            }
        }
        for number in counted(story, index) {
            let Some(side) = number.side else { continue };
            let part = part(&mut parts, side);
            let slot = match number.count {
                Count::Strength => &mut part.strength,
                Count::Losses => &mut part.losses,
            };
            *slot = slot.or(Some(number.quantity));
        }
    }
    if let [only] = parts.as_slice()
        && let Some(other) = story.sides.opponent(only.side)
    {
        part(&mut parts, other);
    }
    parts.retain(|p| {
        p.side < 2
            || !p.commanders.is_empty()
            || p.strength.is_some()
            || story.sides.sides[p.side].column > 0
            || scope.len() <= 3
    });
    parts.sort_by_key(|p| p.side);
    parts
}

fn part(parts: &mut Vec<Part>, side: usize) -> &mut Part {
    let at = parts
        .iter()
        .position(|p| p.side == side)
        .unwrap_or_else(|| {
            parts.push(Part {
                side,
                ..Part::default()
            });
            parts.len() - 1
        });
    &mut parts[at]
}
