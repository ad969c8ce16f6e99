//! Whose a person is: by the infobox, by title phrases, by the company the name keeps.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Persons;
use crate::reading::document::{Document, Role, Sentence};
use crate::reading::sides::Sides;
use crate::reading::token::Kind;

impl Persons {
    /// Gives each person the side that stands with the name most often; an infobox column goes as one.
    pub(super) fn take_sides(
        &mut self,
        document: &Document,
        sides: &Sides,
        columns: &BTreeMap<usize, u8>,
    ) {
        let mut votes: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); self.persons.len()];
        for sentence in &document.sentences {
            for (person, tokens) in self.within(&sentence.tokens) {
                for (side, weight) in ballots(document, sides, sentence, tokens, &self.covered) {
                    *votes[*person].entry(side).or_default() += weight;
                }
            }
        }
        let mut of_column: BTreeMap<u8, BTreeMap<usize, f64>> = BTreeMap::new();
        for (&person, &column) in columns {
            for (&side, &weight) in &votes[person] {
                *of_column
                    .entry(column)
                    .or_default()
                    .entry(side)
                    .or_default() += weight;
            }
        }
        for (i, person) in self.persons.iter_mut().enumerate() {
            let own = winner(&votes[i], 0.9);
            person.side = match columns.get(&i) {
                Some(column) => sides
                    .of_column(*column)
                    .or_else(|| winner(&of_column[column_key(&of_column, *column)?], 0.5))
                    .map(|side| {
                        // An ally keeps his own people.
                        own.filter(|&o| sides.are_allied(o, side)).unwrap_or(side)
                    }),
                None => clear_winner(&votes[i], 0.9),
            };
        }
    }

    /// Gives a side to who fought somebody whose side is known, and to who replaced him.
    pub(super) fn infer_sides(&mut self, document: &Document, sides: &Sides) {
        let mut votes: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); self.persons.len()];
        for sentence in &document.sentences {
            let named: Vec<(usize, Range<usize>)> =
                self.within(&sentence.tokens).cloned().collect();
            for (person, words) in &named {
                let beaten = fought_by(document, sides, sentence, words.end);
                let beaten = beaten.or_else(|| self.overcome_by(document, sides, sentence, words));
                if let Some(own) = beaten.and_then(|side| sides.opponent(side)) {
                    *votes[*person].entry(own).or_default() += 1.0;
                }
            }
            if let Some((person, own)) = self.pronoun_beats(document, sides, sentence) {
                *votes[person].entry(own).or_default() += 1.0;
            }
            for pair in named.windows(2) {
                let [(a, first), (b, second)] = pair else {
                    continue;
                };
                if a == b || second.start > first.end + 8 {
                    continue;
                }
                let next = document.get(sentence, second.end);
                let clash = next.is_some_and(|t| t.one_of(&["fought", "met", "clashed"]));
                let Some(is_foe) =
                    rivalry(document, first.end..second.start).map(|foe| foe || clash)
                else {
                    continue;
                };
                for (known, other) in [(*a, *b), (*b, *a)] {
                    let side = self.persons[known]
                        .side
                        .and_then(|s| if is_foe { sides.opponent(s) } else { Some(s) });
                    if let Some(side) = side {
                        *votes[other].entry(side).or_default() += 1.0;
                    }
                }
            }
        }
        for (person, votes) in self.persons.iter_mut().zip(&votes) {
            person.side = person.side.or_else(|| clear_winner(votes, 0.9));
        }
    }
}

impl Persons {
    /// `He defeated the Danes`: the one person of the sentence before, and the side that he is of.
    fn pronoun_beats(
        &self,
        document: &Document,
        sides: &Sides,
        sentence: &Sentence,
    ) -> Option<(usize, usize)> {
        let start = sentence.tokens.start;
        let he = document.get(sentence, start)?.is("he");
        let beaten = fought_by(document, sides, sentence, start + 1).filter(|_| he)?;
        let index = document
            .sentences
            .partition_point(|s| s.range.start < sentence.range.start);
        let before = &document.sentences[index.checked_sub(1)?];
        let (person, _) = self.within(&before.tokens).next()?;
        Some((*person, sides.opponent(beaten)?))
    }
}

impl Persons {
    /// The side whose victory over somebody is told: `a Danish victory over X`, `Y's victory over X`.
    fn overcome_by(
        &self,
        document: &Document,
        sides: &Sides,
        sentence: &Sentence,
        words: &Range<usize>,
    ) -> Option<usize> {
        let titles = &document.lexicon.titles;
        let is_title = |i: usize| {
            let token = &document.tokens[i];
            token.is(".") || token.is("the") || titles.contains(token.lower.as_ref())
        };
        let over = (sentence.tokens.start..words.start)
            .rev()
            .find(|&i| !is_title(i))?;
        let won = |steps| {
            let noun = document.before(sentence, over, steps);
            noun.is_some_and(|t| document.lexicon.battle_words.has("victory", &t.lower))
        };
        if !(document.tokens[over].is("over") && (won(1) || won(2))) {
            return None;
        }
        (sentence.tokens.start..over).rev().find_map(|i| {
            let named = self.within(&(i..i + 1)).next();
            let person = named.and_then(|(p, _)| self.persons[*p].side);
            person.or_else(|| sides.at(document, i))
        })
    }
}

/// The side that somebody named before a token beats: `X defeated the Danes`.
fn fought_by(
    document: &Document,
    sides: &Sides,
    sentence: &Sentence,
    after: usize,
) -> Option<usize> {
    let mut after = after;
    // `decided to surrender to the Danes`.
    let yields = (after..after + 3).find(|&i| {
        document
            .get(sentence, i)
            .is_some_and(|t| t.one_of(&["surrender", "surrendered", "capitulated"]))
    });
    if let Some(verb) =
        yields.filter(|&v| document.get(sentence, v + 1).is_some_and(|t| t.is("to")))
    {
        after = verb;
    }
    let verb = document.get(sentence, after)?;
    let beats = document.lexicon.person_words.has("beats", &verb.lower);
    let end = (after + 5).min(sentence.tokens.end);
    (after + 1..end)
        .filter(|_| beats)
        .find_map(|at| sides.at(document, at))
}

/// Whether the words between two persons make them foes or friends, if either.
fn rivalry(document: &Document, between: Range<usize>) -> Option<bool> {
    let words = &document.lexicon.person_words;
    let any = |usage| {
        let mut tokens = between.clone();
        tokens.any(|at| words.has(usage, &document.tokens[at].lower))
    };
    // `were ordered to move against`: who is fought is a foe, whatever else is said.
    if any("foes") {
        return Some(true);
    }
    if any("friends") {
        return Some(false);
    }
    let joined = between.len() == 1 && document.tokens[between.start].is("and");
    joined.then_some(false)
}

fn column_key(map: &BTreeMap<u8, BTreeMap<usize, f64>>, column: u8) -> Option<&u8> {
    map.get_key_value(&column).map(|(k, _)| k)
}

/// The side with the most votes, if they are enough.
fn winner(votes: &BTreeMap<usize, f64>, least: f64) -> Option<usize> {
    let best = votes
        .iter()
        .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))?;
    (*best.1 >= least).then_some(*best.0)
}

/// The winner, unless the vote is close: no side is better than a wrong one.
fn clear_winner(votes: &BTreeMap<usize, f64>, least: f64) -> Option<usize> {
    let best = winner(votes, least)?;
    let others = votes.iter().filter(|v| *v.0 != best);
    let second = others.map(|v| *v.1).fold(0.0, f64::max);
    (votes[&best] > 1.5 * second).then_some(best)
}

/// Votes for sides from the words around a name: `Danish troops under X`, `X's Danes`, `X, the Danish king`.
fn ballots(
    document: &Document,
    sides: &Sides,
    sentence: &Sentence,
    tokens: &Range<usize>,
    covered: &[bool],
) -> Vec<(usize, f64)> {
    // In a list of leaders the one before has nothing to say.
    let is_listed = matches!(sentence.role, Role::Infobox(_));
    let before = ballot_before(document, sides, sentence, tokens, covered).filter(|_| !is_listed);
    let owns = document
        .get(sentence, tokens.end)
        .is_some_and(|t| t.kind == Kind::Possessive || t.is(","));
    let after = (tokens.end + 1..(tokens.end + 4).min(sentence.tokens.end))
        .find_map(|at| sides.at(document, at));
    // `Charles XII of Sweden`: a ruler is of his land.
    let of = document
        .get(sentence, tokens.end)
        .is_some_and(|t| t.is("of"));
    let rules = (tokens.end + 1..(tokens.end + 3).min(sentence.tokens.end))
        .filter(|_| of)
        .find_map(|at| sides.at(document, at));
    before
        .into_iter()
        .chain(rules.map(|side| (side, 3.0)))
        .chain(after.filter(|_| owns).map(|side| (side, 2.0)))
        .chain(given_command(document, sides, sentence, tokens.end).map(|side| (side, 3.0)))
        .collect()
}

/// The side whose troops somebody is given after the name: `X took command of the Danish army`.
fn given_command(
    document: &Document,
    sides: &Sides,
    sentence: &Sentence,
    after: usize,
) -> Option<usize> {
    let end = (after + 4).min(sentence.tokens.end);
    let command = (after..end).find(|&i| document.tokens[i].one_of(&["command", "commander"]))?;
    let of = document.get(sentence, command + 1)?.is("of");
    let end = (command + 5).min(sentence.tokens.end);
    (command + 2..end)
        .filter(|_| of)
        .find_map(|at| sides.at(document, at))
}

/// The nearest people before a name in its clause, and how closely it is tied to it.
fn ballot_before(
    document: &Document,
    sides: &Sides,
    sentence: &Sentence,
    tokens: &Range<usize>,
    covered: &[bool],
) -> Option<(usize, f64)> {
    /// Words that tie a name to a people only next to it: farther off they tie other things.
    const LOOSE: &[&str] = &["of", "and", "with"];
    let lexicon = document.lexicon;
    let mut linked = false;
    for at in (sentence.tokens.start.max(tokens.start.saturating_sub(14))..tokens.start).rev() {
        let token = &document.tokens[at];
        if lexicon.person_words.has("turns", &token.lower) {
            return None;
        }
        // Somebody else stands between, and the people go with him, unless they are listed together.
        let next = &document.tokens[at + 1];
        let goes_on = next.one_of(&[",", "and", "."]) || next.kind == Kind::Possessive;
        if covered[at] && at + 1 < tokens.start && !covered[at + 1] && !goes_on {
            return None;
        }
        linked |= lexicon.person_words.has("links", &token.lower)
            || token.one_of(LOOSE) && tokens.start - at <= 5;
        let Some(side) = sides.at(document, at) else {
            continue;
        };
        let distance = tokens.start - at;
        let is_title = |i: usize| {
            let t = &document.tokens[i];
            t.capital
                || t.is(".")
                || lexicon.titles.contains(t.lower.as_ref())
                || lexicon.troops.contains(t.lower.as_ref())
        };
        let titled = distance <= 4 && (at + 1..tokens.start).all(is_title);
        let weight = if titled {
            3.0
        } else if linked {
            2.0
        } else if distance <= 5 {
            0.4
        } else {
            0.15
        };
        return Some((side, weight));
    }
    None
}
