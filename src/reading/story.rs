//! What is known of the document when its events are read, and who stands where in a sentence.

mod subject;

use std::ops::Range;

use super::document::{Document, Role, Sentence};
use super::mention::{Mention, Mentions};
use super::persons::Persons;
use super::resolve::PlaceReading;
use super::sides::Sides;
use super::time::Timeline;
use super::token::Kind;

/// Everything found so far.
pub(crate) struct Story<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) sides: &'a Sides,
    pub(crate) persons: &'a Persons,
    pub(crate) timeline: &'a Timeline,
    pub(crate) mentions: &'a Mentions,
    pub(crate) places: &'a [PlaceReading],
}

/// Somebody who does or suffers something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Actor {
    /// The words: `Danish troops`, `Orlow`.
    pub(crate) words: Range<usize>,
    pub(crate) side: Option<usize>,
    pub(crate) person: Option<usize>,
}

/// Words at which a subject or object ends.
const BREAKS: &[&str] = &[
    ";", ":", "but", "while", "whereas", "although", "though", "because", "unless",
];

impl Story<'_> {
    /// Sentences of the story itself.
    pub(crate) fn prose(&self) -> impl Iterator<Item = (usize, &Sentence)> {
        self.document
            .sentences
            .iter()
            .enumerate()
            .filter(|(_, s)| s.role == Role::Prose)
    }

    /// The index of a sentence of the document.
    pub(crate) fn index_of(&self, sentence: &Sentence) -> usize {
        let sentences = &self.document.sentences;
        sentences.partition_point(|s| s.range.start < sentence.range.start)
    }

    /// The actor named at a token, with the troops noun after it.
    pub(crate) fn actor_at(&self, sentence: &Sentence, at: usize) -> Option<Actor> {
        if let Some((person, words)) = self.persons.within(&(at..at + 1)).next() {
            return Some(Actor {
                words: words.clone(),
                side: self.persons.persons[*person].side,
                person: Some(*person),
            });
        }
        let side = self.sides.at(self.document, at)?;
        let document = self.document;
        // `the Danish War` does nothing.
        let is_event = (at + 1..at + 3).any(|i| {
            document
                .get(sentence, i)
                .is_some_and(|t| t.capital && t.one_of(&["war", "wars", "campaign", "revolution"]))
        });
        if is_event {
            return None;
        }
        if document.tokens[at].is("we") {
            return Some(Actor {
                words: at..at + 1,
                side: Some(side),
                person: None,
            });
        }
        let mut end = at + 1;
        while document.get(sentence, end).is_some_and(|t| {
            t.capital && t.kind == Kind::Word || document.lexicon.troops.contains(t.lower.as_ref())
        }) && end < at + 4
        {
            end += 1;
        }
        Some(Actor {
            words: at..end,
            side: Some(side),
            person: None,
        })
    }

    /// The actor nearest after a token, within its clause and so many words.
    pub(crate) fn actor_after(
        &self,
        sentence: &Sentence,
        at: usize,
        reach: usize,
    ) -> Option<Actor> {
        for i in at + 1..(at + 1 + reach).min(sentence.tokens.end) {
            if self.document.tokens[i].one_of(BREAKS) {
                break;
            }
            if let Some(actor) = self.actor_at(sentence, i) {
                return Some(actor);
            }
        }
        None
    }

    /// Whether a verb form is passive: `was`, `were`, `been`, `being` shortly before it.
    pub(crate) fn is_passive(&self, sentence: &Sentence, at: usize) -> bool {
        (1..=3).any(|steps| {
            self.document
                .before(sentence, at, steps)
                .is_some_and(|t| t.one_of(&["was", "were", "been", "being", "is", "are", "be"]))
        })
    }

    /// The mention at a token, if it is the beginning of one.
    pub(crate) fn mention_at(&self, sentence: usize, at: usize) -> Option<&Mention> {
        self.mentions
            .in_sentence(sentence)
            .iter()
            .find(|m| m.tokens.start == at)
    }

    /// Whether a mention can be a stop or a battlefield: no owner of something, no aside.
    pub(crate) fn is_stop(&self, mention: &Mention) -> bool {
        let next = self.document.tokens.get(mention.tokens.end);
        let possessive = next.is_some_and(|t| t.kind == Kind::Possessive);
        !possessive && !self.is_aside(mention)
    }

    /// Whether a mention stands in parentheses.
    fn is_aside(&self, mention: &Mention) -> bool {
        let sentence = &self.document.sentences[mention.sentence];
        for at in (sentence.tokens.start..mention.tokens.start).rev().take(12) {
            if self.document.tokens[at].is(")") {
                return false;
            }
            if self.document.tokens[at].is("(") {
                return true;
            }
        }
        false
    }

    /// The words of some tokens, their blanks squeezed.
    pub(crate) fn words(&self, tokens: Range<usize>) -> String {
        self.document
            .text_of(tokens)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }
}
