//! A word of winning or losing, and whom its sentence makes win or lose by it.

use super::super::is;
use crate::reading::document::Sentence;
use crate::reading::story::{Actor, Story};
use crate::reading::token::{Kind, Token};

/// A word of winning or losing in its sentence.
pub(super) struct Verb<'a> {
    pub(super) story: &'a Story<'a>,
    pub(super) sentence: &'a Sentence,
    pub(super) at: usize,
    /// Where the battle was whose outcome is sought.
    pub(super) place: Option<usize>,
}

impl Verb<'_> {
    pub(super) fn before(&self) -> Option<usize> {
        self.story
            .actor_before(self.sentence, self.at)
            .and_then(|a| a.side)
    }

    pub(super) fn after(&self) -> Option<usize> {
        self.story
            .actor_after(self.sentence, self.at, 9)
            .and_then(|a| a.side)
    }

    pub(super) fn is_before(&self, word: &str) -> bool {
        self.story
            .document
            .before(self.sentence, self.at, 1)
            .is_some_and(|t| t.is(word))
    }

    pub(super) fn is_after(&self, word: &str) -> bool {
        self.word(1).is_some_and(|t| t.is(word))
    }

    /// The token so many steps after the word.
    fn word(&self, steps: usize) -> Option<&Token<'_>> {
        self.story.document.get(self.sentence, self.at + steps)
    }

    /// Whether one of some words stands shortly before.
    pub(super) fn follows(&self, usage: &str, reach: usize) -> bool {
        let before = |s| self.story.document.before(self.sentence, self.at, s);
        (1..=reach)
            .filter_map(before)
            .any(|t| is(self.story, usage, &t.lower))
    }

    /// `the Danish victory at X` where X is another field than the one asked for.
    pub(super) fn is_elsewhere(&self) -> bool {
        let story = self.story;
        let next = self.word(1);
        let mut mentions = story
            .mentions
            .in_sentence(story.index_of(self.sentence))
            .iter();
        next.is_some_and(|t| t.one_of(&["at", "near"]))
            && self.place.is_some()
            && mentions.any(|m| {
                (self.at + 2..=self.at + 3).contains(&m.tokens.start) && Some(m.name) != self.place
            })
    }

    /// `gave the Danes control of X`: whom.
    pub(super) fn given_control(&self) -> Option<usize> {
        let before = |s| self.story.document.before(self.sentence, self.at, s);
        let gave = (2..=5).find(|&s| {
            before(s).is_some_and(|t| t.one_of(&["gave", "giving", "won", "secured", "left"]))
        })?;
        (self.at - gave + 1..self.at).find_map(|i| self.story.sides.at(self.story.document, i))
    }

    /// `the capture of X`: that befell a place, and no side by its name.
    pub(super) fn is_of_a_place(&self) -> bool {
        let story = self.story;
        let the = self.word(2).is_some_and(|t| t.is("the"));
        let first = self.at + if the { 3 } else { 2 };
        let mentions = story.mentions.in_sentence(story.index_of(self.sentence));
        let named = mentions.iter().any(|m| m.tokens.start == first);
        named && story.sides.at(story.document, first).is_none()
    }

    /// `in vain`, `without success`: who tried it lost.
    pub(super) fn is_in_vain(&self) -> bool {
        let token = &self.story.document.tokens[self.at];
        token.is("vain") && self.is_before("in")
            || token.is("success") && self.is_before("without")
            || token.is("unsuccessfully")
    }

    /// Whose taking of a place: `the Danish capture of Orm`, `the capture of Orm by the Danes`.
    pub(super) fn taker(&self) -> Option<usize> {
        let nearest = self.at.saturating_sub(3).max(self.sentence.tokens.start);
        let joins = |i: &usize| {
            let token = &self.story.document.tokens[*i];
            !token.one_of(&[
                "after",
                "before",
                "until",
                "with",
                "following",
                "since",
                "by",
            ])
        };
        let own = (nearest..self.at)
            .rev()
            .take_while(joins)
            .find_map(|i| self.story.actor_at(self.sentence, i));
        own.or_else(|| self.agent_after()).and_then(|a| a.side)
    }

    /// `Save for the defeat at X, ... a string of Danish victories`: those were elsewhere.
    pub(super) fn is_of_the_rest(&self) -> bool {
        let first = &self.story.document.tokens[self.sentence.tokens.start];
        self.at > self.sentence.tokens.start && is(self.story, "exceptions", &first.lower)
    }

    /// `besieged X, which surrendered`: it is the town that falls, and not who acts.
    pub(super) fn is_of_the_town(&self) -> bool {
        let story = self.story;
        let Some(town) = self.at.checked_sub(2) else {
            return false;
        };
        let comma = story.document.tokens[town].is(",");
        let mentions = story.mentions.in_sentence(story.index_of(self.sentence));
        self.is_before("which") && comma && mentions.iter().any(|m| m.tokens.end == town)
    }

    /// `its complete destruction`, `the city fell`, `the city was destroyed`: what befalls the town fought for.
    pub(super) fn destroys_the_town(&self) -> bool {
        let story = self.story;
        let token = &story.document.tokens[self.at];
        let before = |s| story.document.before(self.sentence, self.at, s);
        let citys = |s| {
            before(s).is_some_and(|t| t.kind == Kind::Possessive)
                && before(s + 1).is_some_and(|t| is(story, "towns", &t.lower))
        };
        let its = (1..=2).any(|s| before(s).is_some_and(|t| t.is("its")) || citys(s));
        let noun = is(story, "takings", &token.lower) || is(story, "falls", &token.lower);
        let town = is(story, "towns", &token.lower) && before(1).is_some_and(|t| t.is("the"));
        let was = self.word(1).is_some_and(|t| t.is("was"));
        let fate = self.word(if was { 2 } else { 1 });
        let fell = fate.is_some_and(|t| {
            if was {
                is(story, "was_taken", &t.lower) || t.one_of(&["destroyed", "razed", "burned"])
            } else {
                is(story, "fell", &t.lower)
            }
        });
        noun && its || town && fell
    }

    /// A verb of winning: the subject wins; in the passive it loses, and who stands after `by` wins.
    pub(super) fn win(&self, votes: &mut [f64]) {
        let weight = self.weight();
        if self.story.is_passive(self.sentence, self.at)
            || self.is_participle()
            || self.shares_passive()
        {
            match self.agent() {
                Some(agent) => self.give(votes, Some(agent), weight),
                None => self.give(votes, self.before(), -weight),
            }
            return;
        }
        let winner = self.before();
        self.give(votes, winner, weight);
        let is_foe = |s: &usize| winner.is_none_or(|w| !self.story.sides.are_allied(w, *s));
        self.give(votes, self.after().filter(is_foe), -weight * 0.6);
    }

    /// Who stands after `by` in the clause of a passive verb.
    fn agent(&self) -> Option<usize> {
        self.agent_after().and_then(|a| a.side)
    }

    fn agent_after(&self) -> Option<Actor> {
        let end = (self.at + 14).min(self.sentence.tokens.end);
        let by = (self.at + 1..end)
            .take_while(|&i| !self.story.document.tokens[i].one_of(&[";", "but", "while", "and"]))
            .find(|&i| self.story.document.tokens[i].is("by"))?;
        self.story.actor_after(self.sentence, by, 5)
    }

    /// `lost 400 men`: that many may be lost by those who win.
    pub(super) fn counts_losses(&self) -> bool {
        let lost = self.story.document.tokens[self.at].one_of(&["lost", "lose"]);
        let number = |t: &Token| {
            t.kind == Kind::Number
                || self
                    .story
                    .document
                    .lexicon
                    .numbers
                    .contains_key(t.lower.as_ref())
                || t.one_of(&[
                    "about", "only", "over", "some", "nearly", "almost", "around", "heavily",
                ])
        };
        lost && self.word(1).is_some_and(number)
    }

    /// `the defences held`, `held the line`.
    pub(super) fn holds(&self) -> bool {
        let line =
            |t: &Token| t.one_of(&["line", "position", "positions", "ground", "town", "city"]);
        let stands = self
            .word(1)
            .is_none_or(|t| t.one_of(&[",", ".", ";", "firm"]))
            || self.word(2).is_some_and(line);
        self.story.document.tokens[self.at].is("held") && stands && self.weight() > 0.0
    }

    /// `captured the hill but abandoned it`.
    pub(super) fn gives_up(&self) -> bool {
        self.story.document.tokens[self.at].one_of(&["abandoned", "abandoning", "evacuated"])
            && self.word(1).is_some_and(|t| t.one_of(&["it", "them"]))
    }

    /// Whose victory or defeat: the people right before the noun, after its preposition, or who acts.
    pub(super) fn owner(&self, prepositions: &[&str]) -> Option<usize> {
        let next = self.story.document.get(self.sentence, self.at + 1);
        let of = next.is_some_and(|t| t.one_of(prepositions));
        adjacent(self.story, self.at)
            .or_else(|| if of { self.after() } else { self.before() })
            .or_else(|| self.sufferer())
    }

    /// `After a defeat at X, the Danes ...`: who goes on after it.
    fn sufferer(&self) -> Option<usize> {
        if self.is_of_the_rest() {
            let tokens = &self.story.document.tokens;
            let rest = self.at + 1..self.sentence.tokens.end;
            let won = rest
                .into_iter()
                .find(|&i| is(self.story, "victory", &tokens[i].lower))?;
            return adjacent(self.story, won);
        }
        let opens = self.at <= self.sentence.tokens.start + 5
            && self.story.document.tokens[self.sentence.tokens.start].one_of(&[
                "after",
                "following",
                "despite",
            ]);
        let comma = (self.at..self.sentence.tokens.end)
            .filter(|_| opens)
            .find(|&i| self.story.document.tokens[i].is(","))?;
        let actor = self.story.actor_after(self.sentence, comma, 4)?;
        actor.side
    }

    /// `the destruction of the division`: whose division the text spoke of last.
    pub(super) fn named_before(&self) -> Option<usize> {
        let story = self.story;
        let noun = self
            .word(3)
            .filter(|_| self.word(2).is_some_and(|t| t.is("the")))?;
        if !story.document.lexicon.troops.contains(noun.lower.as_ref()) {
            return None;
        }
        let paragraph = &story.document.sentences;
        let from = paragraph
            .iter()
            .find(|s| s.paragraph == self.sentence.paragraph)?;
        let mut earlier = (from.tokens.start..self.at).rev();
        let last = earlier.find(|&i| story.document.tokens[i].lower == noun.lower)?;
        (last.saturating_sub(4).max(from.tokens.start)..last)
            .rev()
            .find_map(|i| story.sides.at(story.document, i))
    }

    /// How much the verb tells of the outcome; nothing if it was hindered: `failed to capture`.
    fn weight(&self) -> f64 {
        let before = |s| self.story.document.before(self.sentence, self.at, s);
        let mut near = (1..=4)
            .filter_map(before)
            .take_while(|t| !t.one_of(&["and", ","]));
        let infinitive = (1..=2).filter_map(before).any(|t| t.is("to"));
        if infinitive || near.any(|t| is(self.story, "hindered", &t.lower)) {
            return 0.0;
        }
        if is(
            self.story,
            "weak_wins",
            &self.story.document.tokens[self.at].lower,
        ) {
            0.7
        } else {
            1.5
        }
    }

    /// `was killed and his ship captured`.
    fn shares_passive(&self) -> bool {
        let before = |s| self.story.document.before(self.sentence, self.at, s);
        let and = (1..=4).find(|&s| before(s).is_some_and(|t| t.is("and")));
        and.is_some_and(|a| {
            (a + 1..=a + 3).any(|s| before(s).is_some_and(|t| t.one_of(&["was", "were"])))
        })
    }

    /// `defeated by the Danes`, without a `was` before it.
    fn is_participle(&self) -> bool {
        self.story
            .document
            .get(self.sentence, self.at + 1)
            .is_some_and(|t| t.is("by"))
    }

    /// Adds a weight for a side and its friends, and takes it from its foes.
    pub(super) fn give(&self, votes: &mut [f64], side: Option<usize>, weight: f64) {
        let Some(side) = side else { return };
        let sides = self.story.sides;
        for (other, vote) in votes.iter_mut().enumerate() {
            if sides.are_allied(side, other) {
                *vote += weight;
            } else if other < 2
                || sides.opponent(side) == Some(other)
                || sides.opponent(other) == Some(side)
            {
                *vote -= weight;
            }
        }
    }
}

/// `Danish victory`, `the Danes' defeat`: the people right before the noun.
fn adjacent(story: &Story, at: usize) -> Option<usize> {
    (1..=3)
        .filter_map(|s| at.checked_sub(s))
        .find_map(|i| story.sides.at(story.document, i))
}
