//! Bodies of troops with names of their own: `Seventh Army`, `Third Division`, whose side the text before tells.

use crate::reading::document::Sentence;
use crate::reading::story::{Actor, Story};
use crate::reading::token::Kind;

/// Nouns of formations that are numbered or named.
const FORMATIONS: &[&str] = &[
    "army", "corps", "division", "brigade", "fleet", "group", "column", "squadron", "regiment",
];

/// The formation that stands before a verb in its sentence; its side is that of who acted before.
pub(super) fn before(story: &Story, sentence: &Sentence, at: usize) -> Option<Actor> {
    let document = story.document;
    let from = sentence.tokens.start.max(at.saturating_sub(12));
    let noun = (from..at).rev().find(|&i| {
        let token = &document.tokens[i];
        token.capital && FORMATIONS.contains(&token.lower.as_ref())
    })?;
    let mut start = noun;
    while start > sentence.tokens.start {
        let token = &document.tokens[start - 1];
        let named = token.capital
            && token.kind == Kind::Word
            && !document.lexicon.stop.contains(token.lower.as_ref());
        let ordinal = token.kind == Kind::Number || ORDINALS.contains(&token.lower.as_ref());
        if !(named || ordinal) {
            break;
        }
        start -= 1;
    }
    let side = of_fellow(story, sentence, start).or_else(|| {
        let acted = story.antecedent(sentence, |a| a.side.is_some())?;
        let told = document
            .sentences
            .iter()
            .find(|s| s.tokens.contains(&acted.words.start))?;
        acted.side.filter(|_| told.paragraph == sentence.paragraph)
    });
    (start < noun).then_some(Actor {
        words: start..noun + 1,
        side,
        person: None,
    })
}

/// The side of the last formation before a token in its paragraph that the text gives to one.
fn of_fellow(story: &Story, sentence: &Sentence, before: usize) -> Option<usize> {
    let document = story.document;
    let mut sentences = document.sentences.iter();
    let first = sentences.find(|s| s.paragraph == sentence.paragraph)?;
    (first.tokens.start..before).rev().find_map(|i| {
        let token = &document.tokens[i];
        let is_one = token.capital && FORMATIONS.contains(&token.lower.as_ref());
        let from = first.tokens.start.max(i.saturating_sub(4));
        (from..i)
            .rev()
            .filter(|_| is_one)
            .find_map(|at| story.sides.at(document, at))
    })
}

/// Whether two names are those of different formations: `Seventh Army`, `Eighth Army`.
pub(super) fn are_two(a: &str, b: &str) -> bool {
    let bears = |name: &str| {
        let last = name.rsplit(' ').next().unwrap_or("").to_lowercase();
        name.contains(' ') && FORMATIONS.contains(&last.as_str())
    };
    a != b && bears(a) && bears(b)
}

/// Whether a name is that of a numbered formation, which is one of several: `Seventh Army`.
pub(super) fn is_formation(name: &str) -> bool {
    let mut words = name.rsplit(' ').map(str::to_lowercase);
    let noun = words
        .next()
        .is_some_and(|w| FORMATIONS.contains(&w.as_str()));
    let number = words.next().is_some_and(|w| {
        ORDINALS.contains(&w.as_str()) || w.starts_with(|c: char| c.is_ascii_digit())
    });
    noun && number
}

const ORDINALS: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
];
