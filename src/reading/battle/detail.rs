//! Date, sides, commanders, numbers and victor of a battle, from the sentences that tell of it.

use super::victor;
use super::{BattleReading, Part, is};
use std::ops::Range;

use crate::reading::document::{Role, Sentence};
use crate::reading::mention::Mention;
use crate::reading::quantity::{Count, counted};
use crate::reading::story::Story;
use crate::reading::time::{Point, When};
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

/// How much farther a date after `and` counts as, in tokens: it may be another fight's.
const ANOTHER: usize = 12;

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
    add_leaders(story, battle);
    let sides: Vec<usize> = battle.parts.iter().map(|p| p.side).collect();
    battle.victor = victor::outcome(story, battle, &scope, &sides);
    battle.telling = telling(story, battle);
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

/// A date of the story: its sentence, its first token, whether the battle's place is named there.
#[derive(Clone, Copy)]
struct Stated {
    sentence: usize,
    token: usize,
    names_it: bool,
    when: When,
}

/// The date of a battle: stated with its name, else the first of its section, else where the story stands.
pub(super) fn date(story: &Story, battle: &BattleReading) -> Option<When> {
    let stated = stated(story, battle);
    let best = if battle.section.is_some() {
        of_section(story, &stated)
    } else {
        of_sentence(story, battle, &stated)
    };
    let mut when = best.or_else(|| {
        let first = *battle.sentences.first()?;
        story.timeline.reached(first)
    })?;
    if let Some(end) = last_day(story, battle, &when) {
        when.end = end;
        when.season = None;
    }
    if battle.is_siege() && battle.section.is_some() {
        let ends = stated.iter().map(|s| s.when.end);
        let last = ends.filter(|p| p.month > 0).max();
        if let Some(last) = last.filter(|l| l.year - when.start.year <= 3 && *l > when.end) {
            when.end = last;
            when.season = None;
        }
    }
    Some(when)
}

fn stated(story: &Story, battle: &BattleReading) -> Vec<Stated> {
    let of_sentence = |&sentence: &usize| {
        let mentions = story.mentions.in_sentence(sentence);
        let names_it = battle.place.is_some_and(|p| {
            mentions
                .iter()
                .any(|m| m.name == p && !says_where(story, m))
        });
        let dates = story.timeline.in_sentence(sentence).iter();
        dates.filter(|t| t.in_story).filter_map(move |t| {
            Some(Stated {
                sentence,
                token: t.tokens.start,
                names_it,
                when: t.when?,
            })
        })
    };
    battle.sentences.iter().flat_map(of_sentence).collect()
}

/// Whether a mention only says where another place is: `the fort of Y, near X`.
fn says_where(story: &Story, mention: &Mention) -> bool {
    let sentence = &story.document.sentences[mention.sentence];
    let before = |steps| story.document.before(sentence, mention.tokens.start, steps);
    before(1).is_some_and(|t| t.is("near")) && before(2).is_some_and(|t| t.is(","))
}

/// In a section of its own: from when to when the fight is said to have lasted, else the first date that
/// is told with fighting, rather where the place is named, else the first: armies set out before they meet.
fn of_section(story: &Story, stated: &[Stated]) -> Option<When> {
    let lasts = |s: &&Stated| {
        let tokens = story.document.sentences[s.sentence].tokens.clone();
        let is_whole = s.when.start.day > 0 && s.when.start != s.when.end;
        is_whole
            && tokens
                .into_iter()
                .any(|t| is(story, "lasting", &story.document.tokens[t].lower))
    };
    let to_the_month = |s: &&Stated| s.when.start.month > 0;
    let named = |s: &&Stated| s.names_it && to_the_month(s);
    let fought = |s: &&Stated| to_the_month(s) && tells_of_fighting(story, s.sentence);
    let fought_here = |s: &&Stated| s.names_it && fought(s);
    let first = stated.iter().find(lasts);
    let first = first.or_else(|| stated.iter().find(fought_here));
    let first = first.or_else(|| stated.iter().find(fought));
    let first = first.or_else(|| stated.iter().find(named));
    let first = first.or_else(|| stated.iter().find(to_the_month));
    first.or(stated.first()).map(|s| s.when)
}

fn tells_of_fighting(story: &Story, index: usize) -> bool {
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

/// In passing: the nearest date of the sentence, rather before the name than after it; else one that the next
/// sentence says of it.
fn of_sentence(story: &Story, battle: &BattleReading, stated: &[Stated]) -> Option<When> {
    let first = *battle.sentences.first()?;
    let mentions = story.mentions.in_sentence(first);
    let mention = battle
        .place
        .and_then(|p| mentions.iter().find(|m| m.name == p));
    let at = mention.map_or(story.document.sentences[first].tokens.start, |m| {
        m.tokens.start
    });
    let distance = |s: &&Stated| {
        if s.token < at {
            return at - s.token;
        }
        let joined = (at..s.token).any(|t| story.document.tokens[t].is("and"));
        s.token - at + if joined { ANOTHER } else { 0 }
    };
    let here = stated.iter().filter(|s| s.sentence == first);
    if let Some(nearest) = here.min_by_key(distance) {
        return Some(nearest.when);
    }
    let next = first + 1;
    if !goes_on(story, first, next) {
        return None;
    }
    let told = story.timeline.in_sentence(next).iter();
    told.filter(|t| t.in_story).find_map(|t| t.when)
}

/// The last day, where the text goes on with how the fight ended: `It ended on 3 June`.
fn last_day(story: &Story, battle: &BattleReading, when: &When) -> Option<Point> {
    let first = *battle.sentences.first()?;
    let sentences = [first, first + 1].into_iter();
    let telling = sentences.filter(|&s| s == first || goes_on(story, first, s));
    let ends = telling.flat_map(|s| story.timeline.in_sentence(s).iter().map(move |t| (s, t)));
    let ends = ends.filter(|(s, t)| {
        let sentence = &story.document.sentences[*s];
        t.in_story
            && (1..=6).any(|b| {
                let word = story.document.before(sentence, t.tokens.start, b);
                word.is_some_and(|w| w.one_of(&["ended", "until", "ending"]))
            })
    });
    let last = ends.filter_map(|(_, t)| t.when).map(|w| w.end).max()?;
    let near = last.day > 0 && when.start.day > 0 && last > when.end;
    (near && last.year - when.start.year <= 1 && !battle.sentences.is_empty()).then_some(last)
}

/// Whether a sentence goes on about the fight of the one before: `It ended`, `The siege lasted`.
fn goes_on(story: &Story, first: usize, next: usize) -> bool {
    let sentences = &story.document.sentences;
    let Some(sentence) = sentences.get(next) else {
        return false;
    };
    let word = |i: usize| story.document.get(sentence, sentence.tokens.start + i);
    let it = word(0).is_some_and(|t| t.is("it"));
    let the_fight = word(0).is_some_and(|t| t.is("the"))
        && word(1).is_some_and(|t| t.one_of(&["battle", "siege", "fighting", "battles", "fight"]));
    sentence.paragraph == sentences[first].paragraph && (it || the_fight)
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
