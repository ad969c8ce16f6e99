//! Who won, by the verbs of winning and losing in the sentences of a battle.

use super::Outcome;
use crate::reading::document::{Role, Sentence};
use crate::reading::story::Story;
use crate::reading::token::{Kind, Token};

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
    "beaten",
    "repelled",
    "surrounded",
    "humiliated",
    "smashed",
    "shattered",
    "expelled",
    "broke",
    "breached",
    "trapped",
    "relieved",
    "overwhelming",
    "ambushed",
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

/// Nouns that name what befell those after `of`: `the surrender of the Danes`.
const ENDS_OF: &[&str] = &[
    "surrender",
    "destruction",
    "annihilation",
    "capitulation",
    "collapse",
    "encirclement",
    "loss",
    "repulse",
];
/// Words before a victory that was none on the field.
const LESSER: &[&str] = &["strategic", "moral", "pyrrhic"];
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
    "broke",
    "surrounded",
    "relieved",
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
        let mut told = vec![0.0; votes.len()];
        for at in sentence.tokens.clone() {
            vote(story, sentence, at, &mut told);
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
        // The sentence that names it tells most.
        let weight = if Some(&index) == sentences.first() {
            1.4
        } else {
            1.0
        };
        for (vote, own) in votes.iter_mut().zip(told) {
            *vote += weight * own;
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
        Some(side) if votes[side] > draw => Outcome::Side(chief(story, side, sides)),
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
        let weight = if verb.follows(LESSER, 1) { 0.8 } else { 1.5 };
        verb.give(votes, verb.owner(&["for", "of", "by"]), weight);
    } else if token.one_of(ENDS_OF) && verb.is_after("of") {
        verb.give(votes, verb.after().or_else(|| verb.named_before()), -1.2);
    } else if token.one_of(DEFEAT) && !verb.is_before("to") {
        if verb.follows(
            &["inflicted", "inflicting", "dealt", "dealing", "handed"],
            5,
        ) {
            verb.give(votes, verb.before(), 1.5);
        } else {
            verb.give(votes, verb.owner(&["for", "of"]), -1.2);
        }
    } else if WIN.contains(&token.lower.as_ref()) {
        verb.win(votes);
    } else if LOSE.contains(&token.lower.as_ref()) && !verb.counts_losses() {
        let heavy = token.one_of(&["surrendered", "capitulated", "fled"]);
        verb.give(votes, verb.before(), if heavy { -1.0 } else { -0.5 });
    } else if verb.holds() {
        verb.give(votes, verb.before(), 0.4);
    } else if verb.gives_up() {
        verb.give(votes, verb.before(), -1.2);
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

    fn is_after(&self, word: &str) -> bool {
        self.word(1).is_some_and(|t| t.is(word))
    }

    /// The token so many steps after the word.
    fn word(&self, steps: usize) -> Option<&Token<'_>> {
        self.story.document.get(self.sentence, self.at + steps)
    }

    /// Whether one of some words stands shortly before.
    fn follows(&self, words: &[&str], reach: usize) -> bool {
        let before = |s| self.story.document.before(self.sentence, self.at, s);
        (1..=reach).filter_map(before).any(|t| t.one_of(words))
    }

    /// A verb of winning: the subject wins; in the passive it loses, and who stands after `by` wins.
    fn win(&self, votes: &mut [f64]) {
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
        let end = (self.at + 14).min(self.sentence.tokens.end);
        let by = (self.at + 1..end)
            .take_while(|&i| !self.story.document.tokens[i].one_of(&[";", "but", "while", "and"]))
            .find(|&i| self.story.document.tokens[i].is("by"))?;
        self.story
            .actor_after(self.sentence, by, 5)
            .and_then(|a| a.side)
    }

    /// `lost 400 men`: that many may be lost by those who win.
    fn counts_losses(&self) -> bool {
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
    fn holds(&self) -> bool {
        let line =
            |t: &Token| t.one_of(&["line", "position", "positions", "ground", "town", "city"]);
        let stands = self
            .word(1)
            .is_none_or(|t| t.one_of(&[",", ".", ";", "firm"]))
            || self.word(2).is_some_and(line);
        self.story.document.tokens[self.at].is("held") && stands && self.weight() > 0.0
    }

    /// `captured the hill but abandoned it`.
    fn gives_up(&self) -> bool {
        self.story.document.tokens[self.at].one_of(&["abandoned", "abandoning", "evacuated"])
            && self.word(1).is_some_and(|t| t.one_of(&["it", "them"]))
    }

    /// Whose victory or defeat: the people right before the noun, after its preposition, or who acts.
    fn owner(&self, prepositions: &[&str]) -> Option<usize> {
        let next = self.story.document.get(self.sentence, self.at + 1);
        let of = next.is_some_and(|t| t.one_of(prepositions));
        adjacent(self.story, self.at)
            .or_else(|| if of { self.after() } else { self.before() })
            .or_else(|| self.sufferer())
    }

    /// `After a defeat at X, the Danes ...`: who goes on after it.
    fn sufferer(&self) -> Option<usize> {
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
    fn named_before(&self) -> Option<usize> {
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

#[cfg(test)]
mod tests {
    use crate::reading::toy::look;
    use crate::reading::{Outcome, Reading};

    /// Who won the battle of a text about Danes and Swedes.
    fn winner(told: &str) -> Option<String> {
        let text = format!("The Danes met the Swedes. Danish troops met Swedish troops. {told}");
        look(&text, |r: &Reading| match r.battles[0].victor {
            Outcome::Side(side) => Some(r.sides[side].name.clone()),
            Outcome::Draw | Outcome::Unknown => None,
        })
    }

    #[test]
    fn what_befell_a_side_says_who_lost() {
        let told = "The Battle of Orm ended on 3 June 1402 with the surrender of the Swedes.";
        assert_eq!(winner(told).as_deref(), Some("Denmark"));
        let told = "In the Battle of Orm the Swedes inflicted a heavy defeat on the invaders.";
        assert_eq!(winner(told).as_deref(), Some("Sweden"));
    }

    #[test]
    fn in_the_passive_who_stands_after_by_won() {
        let told = "At the Battle of Orm the attack was beaten back by the Danes.";
        assert_eq!(winner(told).as_deref(), Some("Denmark"));
    }

    #[test]
    fn men_lost_are_no_battle_lost() {
        let told = "The Danes won the Battle of Orm and lost 300 men.";
        assert_eq!(winner(told).as_deref(), Some("Denmark"));
        let told = "In the Battle of Orm the Danes captured the hill but abandoned it.";
        assert_eq!(winner(told).as_deref(), Some("Sweden"));
    }
}
