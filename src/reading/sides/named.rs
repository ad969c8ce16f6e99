//! Which words name a people, and by what name a text calls it.

use std::collections::BTreeMap;

use crate::gazetteer::FeatureClass;
use crate::reading::document::{Document, Role};
use crate::reading::english::Lexicon;

/// The people that a token names, of which it is the first word.
pub(crate) fn people_at(document: &Document, at: usize) -> Option<usize> {
    let token = &document.tokens[at];
    if !token.capital {
        return None;
    }
    let lexicon = document.lexicon;
    if let Some(people) = pair_at(document, at) {
        return Some(people);
    }
    // The second word of `Soviet Union` is no power of its own.
    if at > 0 && document.tokens[at - 1].capital && pair_at(document, at - 1).is_some() {
        return None;
    }
    let form = token.lower.as_ref();
    let plain = form
        .split_once('-')
        .filter(|(_, tail)| tail.chars().all(char::is_lowercase) && is_hyphen_tail(tail))
        .map_or(form, |(head, _)| head);
    if let Some(people) = document.people_of(plain) {
        return Some(people);
    }
    let begun = lexicon.people_by_first_word.get(token.text)?;
    let is_named = |i: &&usize| is_name(document, at, lexicon.peoples[**i].name);
    begun.iter().find(is_named).copied()
}

/// The people that two or three words from a token on name: `North Korean`, `Soviet Union`.
pub(super) fn pair_at(document: &Document, at: usize) -> Option<usize> {
    let next = document.tokens.get(at + 1).filter(|t| t.capital)?;
    let pair = format!("{} {}", document.tokens[at].lower, next.lower);
    let third = document.tokens.get(at + 2).filter(|t| t.capital);
    third
        .and_then(|t| document.people_of(&format!("{pair} {}", t.lower)))
        .or_else(|| document.people_of(&pair))
}

/// Tails that keep a people's adjective what it is: `Danish-held`.
fn is_hyphen_tail(tail: &str) -> bool {
    matches!(
        tail,
        "held"
            | "controlled"
            | "led"
            | "occupied"
            | "backed"
            | "allied"
            | "ruled"
            | "speaking"
            | "dominated"
            | "built"
            | "based"
            | "owned"
    )
}

fn is_name(document: &Document, at: usize, name: &str) -> bool {
    let mut words = name.split(' ');
    let first = words.next().unwrap_or("");
    document.tokens[at].text == first
        && words
            .enumerate()
            .all(|(i, w)| document.tokens.get(at + 1 + i).is_some_and(|t| t.text == w))
}

/// The name that the infobox gives those of a people who fight apart from its state: `Danish National Front`.
fn movement_name(document: &Document, members: &[usize]) -> Option<String> {
    const MOVEMENTS: &[&str] = &[
        "movement",
        "front",
        "party",
        "league",
        "government",
        "forces",
        "rebels",
        "alliance",
    ];
    let lines = document.sentences.iter();
    let lines = lines.filter(|s| matches!(s.role, Role::Infobox(_)));
    let mut items = lines.flat_map(|s| super::own::items(document, s));
    let item = items.find(|item| {
        let first = people_at(document, item.start);
        let last = &document.tokens[item.end - 1];
        (2..=4).contains(&item.len())
            && first.is_some_and(|p| members.contains(&p))
            && last.capital
            && last.one_of(MOVEMENTS)
    })?;
    Some(document.text_of(item).to_owned())
}

/// The longest form in which the text names one of the peoples as a power: `Kingdom of X`, `X Khanate`.
pub(super) fn fullest_name(document: &Document, members: &[usize]) -> String {
    let lexicon: &Lexicon = document.lexicon;
    if let Some(name) = movement_name(document, members) {
        return name;
    }
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for sentence in &document.sentences {
        for at in sentence.tokens.clone() {
            if !people_at(document, at).is_some_and(|p| members.contains(&p)) {
                continue;
            }
            let next = document.get(sentence, at + 1);
            let power = next.is_some_and(|t| {
                t.capital
                    && (t.one_of(&["republic", "federation", "confederacy", "caliphate"])
                        || matches!(lexicon.classes_of(&t.lower), [FeatureClass::Polity]))
            });
            if power {
                *names
                    .entry(document.text_of(at..at + 2).to_owned())
                    .or_default() += 1;
            }
        }
    }
    let best = names
        .into_iter()
        .max_by_key(|(name, times)| (*times, name.clone()))
        .filter(|(_, times)| *times >= 2);
    best.map_or_else(
        || document.people_name(members[0]).to_owned(),
        |(name, _)| name,
    )
}
