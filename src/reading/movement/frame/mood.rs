//! Whether a movement was made, or only wanted, ordered or denied.

use super::{Frame, is};
use crate::reading::document::Sentence;
use crate::reading::story::Story;

impl Frame {
    /// Whether it was only wanted: `planned to march`.
    pub(super) fn is_wish(&self, story: &Story, sentence: &Sentence) -> bool {
        let before = |steps| story.document.before(sentence, self.at, steps);
        let infinitive = before(1).is_some_and(|t| t.is("to"));
        let near = (1..=5)
            .filter_map(before)
            .take_while(|t| !t.one_of(&[",", ";", "and"]))
            .any(|t| is(story, "wishes", t));
        near && (infinitive
            || before(1).is_some_and(|t| t.one_of(&["not", "would", "could", "never", "might"])))
    }

    /// `gathered to invade X`: whether they did is not said.
    pub(super) fn is_purpose(&self, story: &Story, sentence: &Sentence) -> bool {
        let infinitive = story
            .document
            .before(sentence, self.at, 1)
            .is_some_and(|t| t.is("to"));
        infinitive && !self.is_wish(story, sentence) && !self.is_done(story, sentence)
    }

    /// Whether an infinitive tells what was done: `began to march`, `sailed to occupy X`.
    pub(super) fn is_done(&self, story: &Story, sentence: &Sentence) -> bool {
        let verbs = &story.document.lexicon.verbs;
        let from = sentence.tokens.start.max(self.at.saturating_sub(9));
        (from..self.at - 1).rev().any(|i| {
            let token = &story.document.tokens[i];
            is(story, "done", token)
                || verbs.contains_key(token.lower.as_ref()) && token.lower.ends_with("ed")
                || token.one_of(&["sent", "marched", "led", "came", "went", "left"])
        })
    }

    /// `halted his advance`, `stopped the march on X`: it ended before its goal, and is told elsewhere.
    pub(super) fn is_stopped(&self, story: &Story, sentence: &Sentence) -> bool {
        self.is_noun
            && (2..=4).any(|steps| {
                let word = story.document.before(sentence, self.at, steps);
                word.is_some_and(|t| is(story, "stopped", t))
            })
    }

    /// `did not cross`, `would not reach`, `never came`.
    pub(super) fn is_denied(&self, story: &Story, sentence: &Sentence) -> bool {
        (1..=3).any(|s| {
            story
                .document
                .before(sentence, self.at, s)
                .is_some_and(|t| {
                    t.one_of(&["not", "never", "cannot", "prevent", "without", "unable"])
                })
        })
    }
}
