//! Sides, commanders, numbers and victor of a battle, from the sentences that tell of it.

use super::dating::{self, goes_on};
use super::{BattleReading, Part, is, victor};
use std::ops::Range;

use crate::reading::document::{Role, Sentence};
use crate::reading::quantity::{Count, counted};
use crate::reading::story::Story;
use crate::reading::time::When;
use crate::reading::token::Kind;

/// Sentences after the one that names a battle which still belong to it.
const AFTERMATH: usize = 2;
/// The same for a town that was taken.
const AFTERMATH_OF_CAPTURE: usize = 1;
/// The same for a battle whose name opens a paragraph, which then tells of it.
const TOPIC: usize = 8;
/// Most commanders taken for a side.
const MOST_COMMANDERS: usize = 4;
/// Sentences of the section before a battle in which its leaders are looked for.
const LEADERS_REACH: usize = 5;

/// Fills in what the text tells.
pub(super) fn fill(story: &Story, battle: &mut BattleReading) {
    battle.when = dating::date(story, battle);
    add_the_day(story, battle);
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
    add_leaders(story, battle);
    let sides: Vec<usize> = battle.parts.iter().map(|p| p.side).collect();
    battle.victor = victor::outcome(story, battle, &scope, &sides);
    battle.telling = telling(story, battle);
}

/// What is told of the fighting on the day of a named battle where its name is not said.
fn add_the_day(story: &Story, battle: &mut BattleReading) {
    let Some(day) = battle.when.filter(|w| w.is_full() && w.start == w.end) else {
        return;
    };
    if !battle.is_named || battle.section.is_some() {
        return;
    }
    let fights = &story.document.lexicon.fights;
    let is_telling = |(index, sentence): &(usize, &Sentence)| {
        let dates = story.timeline.in_sentence(*index);
        let names_another = sentence.tokens.clone().any(|t| {
            let token = &story.document.tokens[t];
            token.capital && fights.contains_key(token.lower.as_ref())
        });
        let is_of_day = |w: When| w.start == day.start && w.end == day.end;
        dates
            .iter()
            .any(|t| t.in_story && t.when.is_some_and(is_of_day))
            && !battle.sentences.contains(index)
            && !names_another
            && tells_of_fighting(story, *index)
    };
    let told = story.prose().find(is_telling).map(|(index, _)| index);
    let Some(told) = told else { return };
    battle.sentences.push(told);
    let paragraph = story.document.sentences[told].paragraph;
    let next = story.document.sentences.get(told + 1);
    let goes_on = next.is_some_and(|s| s.paragraph == paragraph)
        && !story
            .timeline
            .in_sentence(told + 1)
            .iter()
            .any(|t| t.in_story);
    if goes_on && !battle.sentences.contains(&(told + 1)) {
        battle.sentences.push(told + 1);
    }
}

/// The sentences right after the naming one, up to the next battle or the end of the paragraph.
fn add_aftermath(story: &Story, battle: &mut BattleReading) {
    let Some(&first) = battle.sentences.first() else {
        return;
    };
    let paragraph = story.document.sentences[first].paragraph;
    if points_back(story, first) && story.document.sentences[first - 1].paragraph == paragraph {
        battle.sentences.push(first - 1);
    }
    let is_topic = battle.is_named && opens_paragraph(story, first);
    let reach = if is_topic {
        TOPIC
    } else if battle.is_named || !battle.is_siege() {
        AFTERMATH
    } else {
        AFTERMATH_OF_CAPTURE
    };
    for next in first + 1..=(first + reach).min(story.document.sentences.len() - 1) {
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
        let dated = !is_topic
            && !goes_on(story, first, next)
            && story.timeline.in_sentence(next).iter().any(|t| t.in_story);
        if sentence.paragraph != paragraph || other_battle || dated {
            break;
        }
        if !battle.sentences.contains(&next) {
            battle.sentences.push(next);
        }
    }
}

/// Whether a sentence goes on about fights told in the one before: `These battles, including ...`.
fn points_back(story: &Story, index: usize) -> bool {
    let sentence = &story.document.sentences[index];
    let word = |i| story.document.get(sentence, sentence.tokens.start + i);
    let fights = &story.document.lexicon.fights;
    index > 0
        && word(0).is_some_and(|t| t.one_of(&["these", "this", "such"]))
        && word(1).is_some_and(|t| fights.contains_key(t.lower.as_ref()))
}

/// Whether a sentence is the first of its paragraph and begins with the fight it names: `The Battle of X ...`.
fn opens_paragraph(story: &Story, index: usize) -> bool {
    let sentence = &story.document.sentences[index];
    let is_first =
        index == 0 || story.document.sentences[index - 1].paragraph != sentence.paragraph;
    let start = sentence.tokens.start;
    let names = (start..(start + 3).min(sentence.tokens.end)).any(|t| {
        let token = &story.document.tokens[t];
        token.capital
            && story
                .document
                .lexicon
                .fights
                .contains_key(token.lower.as_ref())
    });
    is_first && names
}

pub(super) fn tells_of_fighting(story: &Story, index: usize) -> bool {
    let tokens = story.document.sentences[index].tokens.clone();
    tokens.into_iter().any(|t| {
        let token = &story.document.tokens[t];
        is(story, "fought", &token.lower) || is(story, "in_a_fight", &token.lower)
    })
}

/// The sentence that tells of a fight best: the first prose with a verb of fighting, else the first of all.
fn telling(story: &Story, battle: &BattleReading) -> Option<usize> {
    let of_prose = |s: &usize| story.document.sentences[*s].role == Role::Prose;
    let mut prose = battle.sentences.iter().copied().filter(of_prose);
    let fighting = prose.clone().find(|&s| tells_of_fighting(story, s));
    fighting.or_else(|| prose.next())
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
        let named = story.persons.within(&sentence.tokens).map(|(p, _)| *p);
        let meant = story.meant_by_pronouns(sentence);
        for person in named.chain(meant) {
            let Some(side) = story.persons.persons[person].side else {
                continue;
            };
            let part = part(&mut parts, side);
            if part.commanders.len() < MOST_COMMANDERS && !part.commanders.contains(&person) {
                part.commanders.push(person);
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

/// A side that the battle's own sentences name without a leader is led by whom the section had lead its troops
/// last before.
fn add_leaders(story: &Story, battle: &mut BattleReading) {
    let Some(&first) = battle.sentences.iter().min() else {
        return;
    };
    let sentences = &story.document.sentences;
    let section = sentences[first].section;
    let before = sentences[..first].iter().rev().take(LEADERS_REACH);
    let before = before.take_while(|s| s.section == section && s.role == Role::Prose);
    // Who led in another fight was there.
    let names_a_fight = |s: &&Sentence| {
        let tokens = &story.document.tokens[s.tokens.clone()];
        let fights = &story.document.lexicon.fights;
        tokens.iter().any(|t| {
            t.capital && fights.contains_key(t.lower.as_ref()) || is(story, "fought", &t.lower)
        })
    };
    let before: Vec<&Sentence> = before.take_while(|s| !names_a_fight(s)).collect();
    for part in battle.parts.iter_mut().filter(|p| p.commanders.is_empty()) {
        let leads = before.iter().find_map(|sentence| {
            let named = story.persons.within(&sentence.tokens);
            let own = named.filter(|(p, _)| story.persons.persons[*p].side == Some(part.side));
            let mut own = own.filter(|(_, words)| is_leading(story, sentence, words));
            own.next().map(|(p, _)| *p)
        });
        part.commanders.extend(leads);
    }
}

/// Whether somebody leads troops in a sentence: `under X`, `X's army`, `X marched`.
fn is_leading(story: &Story, sentence: &Sentence, words: &Range<usize>) -> bool {
    let document = story.document;
    let head = story.head_of(sentence, words.start);
    let next = document.get(sentence, words.end);
    let owns = next.is_some_and(|t| t.kind == Kind::Possessive)
        && (1..=2).any(|s| {
            let noun = document.get(sentence, words.end + s);
            noun.is_some_and(|t| document.lexicon.troops.contains(t.lower.as_ref()))
        });
    let moves = next.is_some_and(|t| document.lexicon.verbs.contains_key(t.lower.as_ref()));
    moves || owns || matches!(head, "under" | "led" | "by")
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
