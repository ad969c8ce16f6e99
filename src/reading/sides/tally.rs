//! Counting how the peoples of a text are named, and how they stand to each other.

use std::collections::BTreeMap;

use super::{joins, people_at};
use crate::reading::document::{Document, Sentence};
use crate::reading::token::Kind;

/// How often each people is named, and how.
pub(super) struct Tally {
    pub(super) count: Vec<usize>,
    /// As troops or as those who act, not as a land.
    pub(super) martial: Vec<usize>,
    /// Side by side: `Ming Chinese`.
    pub(super) adjacent: BTreeMap<(usize, usize), usize>,
    /// Joined as friends: `Danes and Swedes fled`.
    pub(super) together: BTreeMap<(usize, usize), usize>,
    /// Joined as foes: `between Danes and Swedes`, `Danish-Swedish War`.
    pub(super) apart: BTreeMap<(usize, usize), usize>,
}

impl Tally {
    /// Nothing counted yet.
    pub(super) fn new(peoples: usize) -> Self {
        Self {
            count: vec![0; peoples],
            martial: vec![0; peoples],
            adjacent: BTreeMap::new(),
            together: BTreeMap::new(),
            apart: BTreeMap::new(),
        }
    }

    /// Counts the peoples of a sentence.
    pub(super) fn add(&mut self, document: &Document, sentence: &Sentence) {
        let mut last: Option<(usize, usize)> = None;
        for at in sentence.tokens.clone() {
            let Some(people) = people_at(document, at) else {
                continue;
            };
            self.count[people] += 1;
            self.martial[people] += usize::from(is_martial(document, sentence, at));
            if let Some((before, other)) = last.filter(|(_, other)| *other != people) {
                let pair = (other.min(people), other.max(people));
                match at - before {
                    1 => *self.adjacent.entry(pair).or_default() += 1,
                    2 if joins(document, before + 1) => {
                        match bond(document, sentence, before, at) {
                            Bond::Friends => *self.together.entry(pair).or_default() += 1,
                            Bond::Foes => *self.apart.entry(pair).or_default() += 1,
                            Bond::Neither => {}
                        }
                    }
                    _ => {}
                }
            }
            last = Some((at, people));
        }
    }

    /// For each people the one it is another word for.
    ///
    /// Two names side by side, again and again, are two words for one power: `Ming Chinese`.
    pub(super) fn groups(&mut self) -> Vec<usize> {
        let mut group: Vec<usize> = (0..self.count.len()).collect();
        for (&(a, b), &times) in &self.adjacent {
            if times >= 2 && times * 8 >= self.count[a].min(self.count[b]) {
                let (into, from) = if self.count[a] >= self.count[b] {
                    (a, b)
                } else {
                    (b, a)
                };
                group[from] = into;
                self.count[into] += self.count[from];
            }
        }
        group
    }
}

/// How two peoples joined by `and` or a dash stand to each other.
enum Bond {
    Friends,
    Foes,
    Neither,
}

fn bond(document: &Document, sentence: &Sentence, first: usize, second: usize) -> Bond {
    let between = (1..=3).any(|s| {
        document
            .before(sentence, first, s)
            .is_some_and(|t| t.is("between"))
    });
    let next = document.get(sentence, second + 1);
    if next
        .is_some_and(|t| t.one_of(&["war", "wars", "relations", "conflict", "border", "rivalry"]))
    {
        return Bond::Foes;
    }
    if between {
        let clash = (2..=5).any(|s| {
            document.before(sentence, first, s).is_some_and(|t| {
                t.one_of(&[
                    "war",
                    "clash",
                    "battle",
                    "conflict",
                    "fighting",
                    "conflicts",
                    "hostilities",
                    "struggle",
                ])
            })
        });
        return if clash { Bond::Foes } else { Bond::Neither };
    }
    let plural = document.tokens[second].lower.ends_with('s');
    let troops = next.is_some_and(|t| {
        document.lexicon.troops.contains(t.lower.as_ref())
            || t.one_of(&["coalition", "alliance", "allies"])
    });
    if plural || troops {
        Bond::Friends
    } else {
        Bond::Neither
    }
}

/// Whether a people stands as troops or as those who act: `Danish fleet`, `the Danes`, `Denmark's army`.
fn is_martial(document: &Document, sentence: &Sentence, at: usize) -> bool {
    let lexicon = document.lexicon;
    let token = &document.tokens[at];
    let is_form =
        document.people_of(&token.lower).is_some() || super::pair_at(document, at).is_some();
    let troops = (at + 1..at + 4).any(|i| {
        document
            .get(sentence, i)
            .is_some_and(|t| lexicon.troops.contains(t.lower.as_ref()))
    });
    let plural = is_form
        && document
            .before(sentence, at, 1)
            .is_some_and(|t| t.is("the"))
        && document
            .get(sentence, at + 1)
            .is_none_or(|t| !t.capital && t.kind == Kind::Word || t.is(",") || t.is("."))
        && (token.lower.ends_with('s')
            || token.lower.ends_with("ese")
            || token.lower.ends_with("sh")
            || token.lower.ends_with("ch"));
    (is_form && troops)
        || plural
        || (troops
            && document
                .get(sentence, at + 1)
                .is_some_and(|t| t.kind == Kind::Possessive))
}
