//! Which fights are one, told in several places of the text.

use super::number_of;
use crate::gazetteer::{FeatureClass, fold};
use crate::reading::battle::{BattleReading, dating, is};
use crate::reading::english::Fight;
use crate::reading::mention::name_key;
use crate::reading::story::Story;
use crate::reading::time::{Point, When};

/// Days within which two tellings of a fight may date it.
const MOST_DAYS: i32 = 14;

/// Fights at one place in one time are one.
pub(in crate::reading::battle) fn merged(
    story: &Story,
    found: Vec<BattleReading>,
) -> Vec<BattleReading> {
    let mut out: Vec<BattleReading> = Vec::new();
    // Sections first: what is told in passing joins them.
    let (owned, passing): (Vec<_>, Vec<_>) = found.into_iter().partition(|b| b.section.is_some());
    let (named, told): (Vec<_>, Vec<_>) = passing.into_iter().partition(|b| b.is_named);
    for mut battle in owned.into_iter().chain(named).chain(told) {
        battle.when = dating::date(story, &battle);
        match out.iter_mut().find(|b| is_same(story, b, &battle)) {
            Some(first) => {
                let field = battle
                    .place
                    .filter(|&p| story.places[p].class == Some(FeatureClass::Battlefield));
                first.place = field.or(first.place);
                for sentence in battle.sentences {
                    if !first.sentences.contains(&sentence) {
                        first.sentences.push(sentence);
                    }
                }
            }
            None => out.push(battle),
        }
    }
    out.sort_by_key(|b| b.sentences.iter().min().copied());
    out
}

/// Whether two names are of one place, or of a field of battle and the water that it is named after.
fn is_one_spot(story: &Story, a: usize, b: usize) -> bool {
    let key = |p: usize| name_key(&story.mentions.names[p].text).replace(' ', "");
    a == b || key(a) == key(b)
}

/// Whether two fights are dated apart, each by the text.
fn are_apart(a: &BattleReading, b: &BattleReading) -> bool {
    let stated = |x: &BattleReading| x.when.filter(|w| !w.approximate && w.season.is_none());
    let (Some(x), Some(y)) = (stated(a), stated(b)) else {
        return false;
    };
    let months = |p: Point, whole: i32| {
        p.year * 12
            + if p.month == 0 {
                whole
            } else {
                i32::from(p.month) - 1
            }
    };
    months(x.end, 11) + 2 < months(y.start, 0) || months(y.end, 11) + 2 < months(x.start, 0)
}

/// Whether two fights are each dated to the day, by the text, and too far apart to be one.
fn are_weeks_apart(a: &BattleReading, b: &BattleReading) -> bool {
    let day = |x: &BattleReading| x.when.filter(When::is_full);
    let (Some(x), Some(y)) = (day(a), day(b)) else {
        return false;
    };
    let number = |p: Point| (p.year * 12 + i32::from(p.month)) * 31 + i32::from(p.day);
    let gap = (number(y.start) - number(x.end)).max(number(x.start) - number(y.end));
    gap > MOST_DAYS
}

fn is_same(story: &Story, a: &BattleReading, b: &BattleReading) -> bool {
    let in_section = |x: &BattleReading, y: &BattleReading| {
        x.section.is_some() && y.sentences.iter().all(|s| x.sentences.contains(s))
    };
    // A fight in the section of a battle named for its place is part of it: `Battle of Orm and Tesk`.
    let names_it = |p: usize| {
        let told = fold(&story.places[p].name);
        fold(&a.name)
            .split(['-', '–', ' '])
            .any(|word| word == told)
    };
    if in_section(a, b) && !b.is_named && b.place.is_some_and(names_it) {
        return true;
    }
    let Some(place) = b.place else {
        return a.place.is_none() && a.name == b.name || in_section(a, b) && !b.is_named;
    };
    if !a.place.is_some_and(|p| is_one_spot(story, p, place)) || are_apart(a, b) {
        return false;
    }
    if !(a.is_named || b.is_named) && are_weeks_apart(a, b) {
        return false;
    }
    if !b.is_named || in_section(a, b) {
        return true;
    }
    if number_of(&a.name) != number_of(&b.name) {
        return false;
    }
    // `after the fall of X` speaks of the fight there that was told.
    if is_aftermath(story, b) && b.when.is_none_or(|w| w.inherited) {
        return true;
    }
    // A siege and a battle of one town are two; two sieges of it one, and `the fall of X` is how either ended.
    (a.kind == Fight::Siege) == (b.kind == Fight::Siege)
        || [a, b].iter().any(|x| ends_in_fall(story, x))
}

/// Whether a fight is only told as the loss of the place, in common words: `the fall of X`.
fn ends_in_fall(story: &Story, battle: &BattleReading) -> bool {
    let document = story.document;
    let Some(&index) = battle.sentences.first() else {
        return false;
    };
    let sentence = &document.sentences[index];
    let mut mentions = story.mentions.in_sentence(index).iter();
    mentions.any(|m| {
        let before = |steps| document.before(sentence, m.tokens.start, steps);
        Some(m.name) == battle.place
            && before(1).is_some_and(|t| t.is("of"))
            && before(2).is_some_and(|t| !t.capital && is(story, "falls", &t.lower))
    })
}

/// Whether a fight is only named as what came before something else: `after the fall of X`.
fn is_aftermath(story: &Story, battle: &BattleReading) -> bool {
    let document = story.document;
    let (Some(place), [index]) = (battle.place, battle.sentences.as_slice()) else {
        return false;
    };
    let sentence = &document.sentences[*index];
    let mut mentions = story.mentions.in_sentence(*index).iter();
    mentions.any(|m| {
        let before = |steps| document.before(sentence, m.tokens.start, steps);
        let word = |steps, words: &[&str]| before(steps).is_some_and(|t| t.one_of(words));
        m.name == place
            && word(1, &["of"])
            && before(2).is_some_and(|t| is(story, "falls", &t.lower))
            && (word(4, &["after", "with", "following", "by"])
                || word(3, &["after", "with", "following", "by"]))
    })
}
