//! Who won, by the verbs of winning and losing in the sentences of a battle.

use super::Outcome;
use crate::reading::document::{Role, Sentence};
use crate::reading::story::Story;

/// Verbs whose subject wins, or in the passive loses.
const WIN: &[&str] = &[
    "defeated",
    "beat",
    "routed",
    "crushed",
    "destroyed",
    "overwhelmed",
    "repulsed",
    "annihilated",
    "vanquished",
    "captured",
    "stormed",
    "took",
    "won",
    "seized",
    "prevailed",
    "defeat",
    "halted",
    "driven",
    "forced",
    "outmaneuvered",
    "drove",
    "overran",
    "triumphed",
    "checked",
    "decimated",
    "sank",
    "defeating",
    "encircled",
];
/// Verbs whose subject loses.
const LOSE: &[&str] = &[
    "retreated",
    "withdrew",
    "fled",
    "surrendered",
    "capitulated",
    "collapsed",
    "lost",
    "retreat",
    "withdraw",
    "surrender",
    "retreating",
    "lose",
    "escaped",
];

const VICTORY: &[&str] = &["victory", "victorious", "triumph"];
const DEFEAT: &[&str] = &[
    "defeat",
    "defeats",
    "disaster",
    "disastrous",
    "fiasco",
    "rout",
];
/// Words before a verb of winning that take it back.
const HINDERED: &[&str] = &[
    "failed",
    "not",
    "unable",
    "could",
    "without",
    "prevent",
    "attempted",
    "to",
    "tried",
];
/// Verbs of winning that may be said of a single town or ship.
const WEAK: &[&str] = &[
    "captured",
    "took",
    "forced",
    "driven",
    "drove",
    "destroyed",
    "checked",
    "halted",
    "sank",
    "won",
    "seized",
];

/// The outcome that the sentences tell.
pub(super) fn outcome(story: &Story, sentences: &[usize], sides: &[usize]) -> Outcome {
    let mut votes = vec![0.0; story.sides.sides.len()];
    let mut draw = 0.0;
    for &index in sentences {
        let sentence = &story.document.sentences[index];
        if sentence.role != Role::Prose {
            continue;
        }
        for at in sentence.tokens.clone() {
            vote(story, sentence, at, &mut votes);
            if story.document.tokens[at].one_of(&[
                "draw",
                "inconclusive",
                "indecisive",
                "stalemate",
                "inconclusively",
            ]) {
                draw += 1.5;
            }
        }
    }
    let fought: Vec<usize> = if sides.is_empty() {
        (0..votes.len()).collect()
    } else {
        sides.to_vec()
    };
    let best = fought
        .into_iter()
        .max_by(|&a, &b| votes[a].total_cmp(&votes[b]).then(b.cmp(&a)));
    match best.filter(|&b| votes[b] > 0.0) {
        Some(side) if votes[side] >= draw => Outcome::Side(chief(story, side, sides)),
        _ if draw > 0.0 => Outcome::Draw,
        _ => Outcome::Unknown,
    }
}

/// An ally's victory is that of the greater side beside him.
fn chief(story: &Story, side: usize, sides: &[usize]) -> usize {
    sides
        .iter()
        .copied()
        .filter(|&s| story.sides.are_allied(s, side))
        .min()
        .unwrap_or(side)
}

fn vote(story: &Story, sentence: &Sentence, at: usize, votes: &mut [f64]) {
    let token = &story.document.tokens[at];
    let verb = Verb {
        story,
        sentence,
        at,
    };
    if token.one_of(VICTORY) {
        verb.give(votes, verb.owner(&["for", "of", "by"]), 1.5);
    } else if token.one_of(DEFEAT) && !verb.is_before("to") {
        verb.give(votes, verb.owner(&["for", "of"]), -1.2);
    } else if WIN.contains(&token.lower.as_ref()) {
        let weight = verb.weight();
        if story.is_passive(sentence, at) || verb.is_participle() || verb.shares_passive() {
            verb.give(votes, verb.before(), -weight);
        } else {
            let winner = verb.before();
            verb.give(votes, winner, weight);
            let is_foe = |s: &usize| winner.is_none_or(|w| !story.sides.are_allied(w, *s));
            verb.give(votes, verb.after().filter(is_foe), -weight * 0.6);
        }
    } else if LOSE.contains(&token.lower.as_ref()) {
        let heavy = token.one_of(&["surrendered", "capitulated", "fled"]);
        verb.give(votes, verb.before(), if heavy { -1.0 } else { -0.5 });
    }
}

/// A word of winning or losing in its sentence.
struct Verb<'a> {
    story: &'a Story<'a>,
    sentence: &'a Sentence,
    at: usize,
}

impl Verb<'_> {
    fn before(&self) -> Option<usize> {
        self.story
            .actor_before(self.sentence, self.at)
            .and_then(|a| a.side)
    }

    fn after(&self) -> Option<usize> {
        self.story
            .actor_after(self.sentence, self.at, 9)
            .and_then(|a| a.side)
    }

    fn is_before(&self, word: &str) -> bool {
        self.story
            .document
            .before(self.sentence, self.at, 1)
            .is_some_and(|t| t.is(word))
    }

    /// Whose victory or defeat: the people right before the noun, after its preposition, or who acts.
    fn owner(&self, prepositions: &[&str]) -> Option<usize> {
        let next = self.story.document.get(self.sentence, self.at + 1);
        let of = next.is_some_and(|t| t.one_of(prepositions));
        adjacent(self.story, self.at).or_else(|| if of { self.after() } else { self.before() })
    }

    /// How much the verb tells of the outcome; nothing if it was hindered: `failed to capture`.
    fn weight(&self) -> f64 {
        let before = |s| self.story.document.before(self.sentence, self.at, s);
        let mut near = (1..=4)
            .filter_map(before)
            .take_while(|t| !t.one_of(&["and", ","]));
        if near.any(|t| t.one_of(HINDERED)) {
            return 0.0;
        }
        if self.story.document.tokens[self.at].one_of(WEAK) {
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
    fn give(&self, votes: &mut [f64], side: Option<usize>, weight: f64) {
        let Some(side) = side else { return };
        let sides = self.story.sides;
        for (other, vote) in votes.iter_mut().enumerate() {
            if sides.are_allied(side, other) {
                *vote += weight;
            } else if sides.opponent(side) == Some(other) || other < 2 {
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
