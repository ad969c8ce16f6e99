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
    let document = story.document;
    let token = &document.tokens[at];
    let mut give = |side: Option<usize>, wins: bool, weight: f64| {
        let Some(side) = side else { return };
        for (other, vote) in votes.iter_mut().enumerate() {
            let friend = story.sides.are_allied(side, other);
            let foe = story.sides.opponent(side) == Some(other) || !friend && other < 2;
            if friend {
                *vote += if wins { weight } else { -weight };
            } else if foe {
                *vote += if wins { -weight } else { weight };
            }
        }
    };
    let side_before = || story.actor_before(sentence, at).and_then(|a| a.side);
    let side_after = || story.actor_after(sentence, at, 9).and_then(|a| a.side);
    let previous = document
        .before(sentence, at, 1)
        .map_or("", |t| t.lower.as_ref());
    if token.one_of(&["victory", "victorious", "triumph", "victories"]) {
        let of = document
            .get(sentence, at + 1)
            .is_some_and(|t| t.one_of(&["for", "of", "by"]));
        let own = adjacent(story, at);
        give(
            own.or_else(|| if of { side_after() } else { side_before() }),
            true,
            1.5,
        );
    } else if token.one_of(&[
        "defeat",
        "defeats",
        "disaster",
        "disastrous",
        "fiasco",
        "rout",
    ]) && previous != "to"
    {
        let of = document
            .get(sentence, at + 1)
            .is_some_and(|t| t.one_of(&["for", "of"]));
        let own = adjacent(story, at);
        give(
            own.or_else(|| if of { side_after() } else { side_before() }),
            false,
            1.2,
        );
    } else if WIN.contains(&token.lower.as_ref()) {
        let hindered = (1..=4).any(|s| {
            document.before(sentence, at, s).is_some_and(|t| {
                t.one_of(&[
                    "failed",
                    "not",
                    "unable",
                    "could",
                    "without",
                    "prevent",
                    "attempted",
                    "to",
                    "tried",
                ])
            })
        });
        let weak = token.one_of(&[
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
        ]);
        let weight = if hindered {
            0.0
        } else if weak {
            0.7
        } else {
            1.5
        };
        if story.is_passive(sentence, at) || participle(story, sentence, at) {
            give(side_before(), false, weight);
        } else {
            give(side_before(), true, weight);
            let after = side_after()
                .filter(|s| side_before().is_none_or(|b| !story.sides.are_allied(b, *s)));
            give(after, false, weight * 0.6);
        }
    } else if LOSE.contains(&token.lower.as_ref()) {
        let heavy = token.one_of(&["surrendered", "capitulated", "fled"]);
        give(side_before(), false, if heavy { 1.0 } else { 0.5 });
    }
}

/// `Danish victory`, `the Danes' defeat`: the people right before the noun.
fn adjacent(story: &Story, at: usize) -> Option<usize> {
    (1..=3)
        .filter_map(|s| at.checked_sub(s))
        .find_map(|i| story.sides.at(story.document, i))
}

/// `the coalition force was again defeated`, `with the Danes crushed`: a form of the verb without a doer before.
fn participle(story: &Story, sentence: &Sentence, at: usize) -> bool {
    let next = story.document.get(sentence, at + 1);
    next.is_some_and(|t| t.is("by"))
}
