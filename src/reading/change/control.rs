//! Land given up in the campaign: ceded, evacuated, surrendered to somebody.

use super::{ControlChange, Words};
use crate::campaign::ChangeKind;
use crate::reading::token::Token;

impl Words<'_> {
    /// `conceded control of A, B and C to the D`.
    pub(super) fn control(&self) -> Option<ControlChange> {
        let story = self.story;
        let at = self.giving()?;
        let passive = story.is_passive(self.sentence, at);
        let known = |p: &usize| {
            story.mentions.names[*p].known || !story.mentions.names[*p].classes.is_empty()
        };
        let mut places = self.objects_after(at);
        if passive && places.is_empty() {
            places = self.subjects_before(at);
        }
        places.retain(known);
        if places.is_empty() {
            return None;
        }
        let actor = story.actor_before(self.sentence, at).and_then(|a| a.side);
        let receiver = self.receiver(at);
        let (from, to) = if passive {
            (None, receiver.or(actor))
        } else {
            (
                actor,
                receiver.or_else(|| actor.and_then(|a| story.sides.opponent(a))),
            )
        };
        Some(ControlChange {
            kind: ChangeKind::Ceded,
            from,
            to,
            places,
            when: story.timeline.at(self.index, at),
            sentence: self.index,
        })
    }

    /// The verb by which land is given up; one that carries troops away, or gives other things, is none.
    pub(super) fn giving(&self) -> Option<usize> {
        let tokens = self.sentence.tokens.clone();
        let mut verbs = tokens.filter(|&t| self.is("gives", &self.story.document.tokens[t]));
        verbs.find(|&at| {
            let next = self.word(at + 1);
            match self.word(at) {
                "cede" | "concede" if self.is_only_asked(at) => false,
                "gave" => next == "up" && !self.is_doing(at + 2),
                "handed" => {
                    let over = next == "over";
                    let passive = self.story.is_passive(self.sentence, at);
                    over && (!passive || self.receiver(at).is_some())
                }
                "abandoned" if self.is_doing(at + 1) => false,
                // `were evacuated from X to Y`: troops are, and land is not.
                "evacuated" | "abandoned" => {
                    !self.story.is_passive(self.sentence, at)
                        && !matches!(next, "to" | "from" | "by" | "via" | "it" | "them")
                }
                // Troops surrender, and towns: land is surrendered to somebody.
                "surrendered" => self.receiver(at).is_some() && next != "to",
                _ => true,
            }
        })
    }

    /// Whether what is given up is something that one does, and no land: `gave up the march on X`.
    fn is_doing(&self, at: usize) -> bool {
        let lexicon = self.story.document.lexicon;
        let noun = (at..at + 3).find(|&t| !matches!(self.word(t), "the" | "his" | "their" | "its"));
        noun.is_some_and(|t| {
            let word = self.word(t);
            lexicon.motion_nouns.contains_key(word) || lexicon.fights.contains_key(word)
        })
    }

    /// `demanded that X cede Y`, `offered to cede Y`: nothing is given up as yet. What somebody agreed or was
    /// forced to cede is.
    fn is_only_asked(&self, at: usize) -> bool {
        let before = |s| self.story.document.before(self.sentence, at, s);
        let near = |most, words: &dyn Fn(&Token) -> bool| {
            let steps = (1..=most).filter_map(before);
            steps.into_iter().any(words)
        };
        let auxiliary = near(2, &|t| {
            t.one_of(&["would", "should", "could", "might", "may", "not"])
        });
        auxiliary || near(7, &|t| self.is("asked", t)) && !near(4, &|t| self.is("bound", t))
    }
}
