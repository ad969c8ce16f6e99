//! Persons, found before places: a commander named Franklin is no town.

mod finder;

use std::collections::BTreeMap;
use std::ops::Range;

use self::finder::Finder;
use super::document::{Document, Sentence};
use super::sides::Sides;
use super::token::Kind;

/// A person of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The fullest name the text gives.
    pub name: String,
    /// Whose, as an index of the sides.
    pub side: Option<usize>,
}

/// The persons of a document and where they are named.
#[derive(Clone, Debug, Default)]
pub(crate) struct Persons {
    pub(crate) persons: Vec<Person>,
    /// In the order of the text: person and tokens.
    pub(crate) mentions: Vec<(usize, Range<usize>)>,
    /// For each token whether it belongs to a person's name.
    covered: Vec<bool>,
}

/// A name found somewhere, and how sure it is a person's.
struct Find {
    tokens: Range<usize>,
    evidence: u32,
    column: u8,
}

/// Evidence that makes a name a person's.
const ENOUGH: u32 = 2;

impl Persons {
    /// Finds the persons and whose they are.
    pub(crate) fn find(document: &Document, sides: &Sides) -> Self {
        let finds = Finder { document }.all();
        let mut persons = Self {
            covered: vec![false; document.tokens.len()],
            ..Self::default()
        };
        let by_word = persons.gather(document, &finds);
        persons.mark(document, &by_word);
        let columns = columns(document, &finds, &by_word);
        persons.take_sides(document, sides, &columns);
        for _ in 0..2 {
            persons.infer_sides(document, sides);
        }
        persons
    }

    /// Whether a token is part of a person's name.
    pub(crate) fn covers(&self, token: usize) -> bool {
        self.covered[token]
    }

    /// The persons named within some tokens.
    pub(crate) fn within(
        &self,
        tokens: &Range<usize>,
    ) -> impl Iterator<Item = &(usize, Range<usize>)> {
        let from = self
            .mentions
            .partition_point(|(_, r)| r.start < tokens.start);
        let end = tokens.end;
        self.mentions[from..]
            .iter()
            .take_while(move |(_, r)| r.start < end)
    }

    /// Sums the evidence by last word and keeps the names with enough of it; returns them by their words.
    fn gather(&mut self, document: &Document, finds: &[Find]) -> BTreeMap<String, usize> {
        let mut evidence: BTreeMap<String, u32> = BTreeMap::new();
        for find in finds {
            *evidence
                .entry(key_word(document, &find.tokens))
                .or_default() += find.evidence;
        }
        let mut by_word: BTreeMap<String, usize> = BTreeMap::new();
        for find in finds {
            let key = key_word(document, &find.tokens);
            if evidence[&key] < ENOUGH {
                continue;
            }
            let name = clean(document.text_of(find.tokens.clone()));
            match by_word.get(&key) {
                Some(&person) => {
                    if name.len() > self.persons[person].name.len() {
                        self.persons[person].name = name;
                    }
                }
                None => {
                    by_word.insert(key, self.persons.len());
                    self.persons.push(Person { name, side: None });
                }
            }
        }
        by_word
    }

    /// Marks every place where a known name stands, with the names and initials before it.
    fn mark(&mut self, document: &Document, by_word: &BTreeMap<String, usize>) {
        for sentence in &document.sentences {
            for at in sentence.tokens.clone() {
                let token = &document.tokens[at];
                if !token.capital {
                    continue;
                }
                let Some(&person) = by_word.get(token.lower.as_ref()) else {
                    continue;
                };
                if is_place_after_all(document, sentence, at) {
                    continue;
                }
                let mut start = at;
                while start > sentence.tokens.start
                    && is_forename(document, start - 1)
                    && !self.covered[start - 1]
                {
                    start -= 1;
                }
                let mut end = at + 1;
                while end < sentence.tokens.end
                    && document.tokens[end].capital
                    && document
                        .lexicon
                        .after_titles
                        .contains(document.tokens[end].lower.as_ref())
                {
                    end += 1;
                }
                self.covered[start..end].fill(true);
                self.mentions.push((person, start..end));
            }
        }
        self.mentions.sort_by_key(|(_, r)| r.start);
    }

    /// Gives each person the side that stands with the name most often; an infobox column goes as one.
    fn take_sides(&mut self, document: &Document, sides: &Sides, columns: &BTreeMap<usize, u8>) {
        let mut votes: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); self.persons.len()];
        for sentence in &document.sentences {
            for (person, tokens) in self.within(&sentence.tokens) {
                for (side, weight) in ballots(document, sides, sentence, tokens) {
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
                None => own,
            };
        }
    }

    /// Gives a side to who fought somebody whose side is known, and to who replaced him.
    fn infer_sides(&mut self, document: &Document, sides: &Sides) {
        let mut votes: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); self.persons.len()];
        for sentence in &document.sentences {
            let named: Vec<&(usize, Range<usize>)> = self.within(&sentence.tokens).collect();
            for pair in named.windows(2) {
                let ((a, first), (b, second)) = (pair[0], pair[1]);
                if a == b || second.start > first.end + 8 {
                    continue;
                }
                let Some(is_foe) = rivalry(document, first.end..second.start) else {
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
            person.side = person.side.or_else(|| winner(votes, 0.9));
        }
    }
}

/// Whether the words between two persons make them foes or friends, if either.
fn rivalry(document: &Document, between: Range<usize>) -> Option<bool> {
    const FOES: &[&str] = &[
        "defeated",
        "defeating",
        "beat",
        "against",
        "attacked",
        "fought",
        "routed",
        "pursued",
        "besieged",
        "defeat",
        "confront",
        "crushed",
        "outmaneuvered",
    ];
    const FRIENDS: &[&str] = &[
        "replaced",
        "succeeded",
        "joined",
        "ordered",
        "reinforced",
        "replacing",
        "alongside",
        "sent",
        "reinforce",
    ];
    for at in between.clone() {
        if document.tokens[at].one_of(FOES) {
            return Some(true);
        }
        if document.tokens[at].one_of(FRIENDS) {
            return Some(false);
        }
    }
    let joined = between.len() == 1 && document.tokens[between.start].is("and");
    joined.then_some(false)
}

fn column_key(map: &BTreeMap<u8, BTreeMap<usize, f64>>, column: u8) -> Option<&u8> {
    map.get_key_value(&column).map(|(k, _)| k)
}

fn winner(votes: &BTreeMap<usize, f64>, least: f64) -> Option<usize> {
    let best = votes
        .iter()
        .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))?;
    (*best.1 >= least).then_some(*best.0)
}

/// The infobox column of each person that stands in one.
fn columns(
    document: &Document,
    finds: &[Find],
    by_word: &BTreeMap<String, usize>,
) -> BTreeMap<usize, u8> {
    let columned = finds.iter().filter(|f| f.column > 0);
    columned
        .filter_map(|f| Some((*by_word.get(&key_word(document, &f.tokens))?, f.column)))
        .collect()
}

/// Votes for sides from the words around a name: `Danish troops under X`, `X's Danes`, `X, the Danish king`.
fn ballots(
    document: &Document,
    sides: &Sides,
    sentence: &Sentence,
    tokens: &Range<usize>,
) -> Vec<(usize, f64)> {
    let before = ballot_before(document, sides, sentence, tokens);
    let owns = document
        .get(sentence, tokens.end)
        .is_some_and(|t| t.kind == Kind::Possessive || t.is(","));
    let after = (tokens.end + 1..(tokens.end + 4).min(sentence.tokens.end))
        .find_map(|at| sides.at(document, at));
    before
        .into_iter()
        .chain(after.filter(|_| owns).map(|side| (side, 2.0)))
        .collect()
}

/// The nearest people before a name in its clause, and how closely it is tied to it.
fn ballot_before(
    document: &Document,
    sides: &Sides,
    sentence: &Sentence,
    tokens: &Range<usize>,
) -> Option<(usize, f64)> {
    const LINKS: &[&str] = &[
        "under",
        "led",
        "command",
        "commanded",
        "by",
        "leadership",
        "commander",
        "general",
        "generals",
        "leader",
        "of",
        "and",
        "with",
        "headed",
    ];
    const TURNS: &[&str] = &[
        "against", ";", "from", "defeated", "attacked", "whereas", "while", "but", "confront",
        "fought", "between", "met", "when",
    ];
    let lexicon = document.lexicon;
    let mut linked = false;
    for at in (sentence.tokens.start.max(tokens.start.saturating_sub(14))..tokens.start).rev() {
        let token = &document.tokens[at];
        if token.one_of(TURNS) {
            return None;
        }
        linked |= token.one_of(LINKS);
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

/// The word that a person is known by: the last of the name, without what follows names.
fn key_word(document: &Document, tokens: &Range<usize>) -> String {
    let words: Vec<usize> = tokens
        .clone()
        .filter(|&t| {
            document.tokens[t].kind == Kind::Word && document.tokens[t].text.chars().count() > 1
        })
        .collect();
    let own = words.iter().rev().find(|&&t| {
        !document
            .lexicon
            .after_titles
            .contains(document.tokens[t].lower.as_ref())
    });
    own.or(words.last())
        .map_or(String::new(), |&t| document.tokens[t].lower.to_string())
}

fn clean(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_matches(['.', ','])
        .to_owned()
}

/// Whether a token before a name belongs to it: a given name, an initial, a stop after one.
fn is_forename(document: &Document, at: usize) -> bool {
    let token = &document.tokens[at];
    let lexicon = document.lexicon;
    token.capital
        && (lexicon.given.contains(token.lower.as_ref()) || token.text.chars().count() == 1)
        || token.is(".")
            && at > 0
            && document.tokens[at - 1].capital
            && document.tokens[at - 1].text.chars().count() <= 2
}

/// Whether a word known as a person's stands here as a place: `in X`, `X, State`, `Battle of X`.
fn is_place_after_all(document: &Document, sentence: &Sentence, at: usize) -> bool {
    const PLACING: &[&str] = &[
        "in", "at", "near", "into", "toward", "towards", "outside", "inside",
    ];
    let before = |steps| document.before(sentence, at, steps);
    if before(1).is_some_and(|t| t.one_of(PLACING)) {
        return true;
    }
    if before(1).is_some_and(|t| t.is("of"))
        && before(2).is_some_and(|t| {
            document.lexicon.fights.contains_key(t.lower.as_ref())
                || t.one_of(&["town", "city", "village", "port"])
        })
    {
        return true;
    }
    if before(1).is_some_and(|t| {
        t.capital
            && t.one_of(&[
                "fort", "lake", "mount", "cape", "port", "camp", "new", "saint",
            ])
    }) {
        return true;
    }
    let next = document.get(sentence, at + 1);
    next.is_some_and(|t| t.capital && !document.lexicon.classes_of(&t.lower).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Format, parse};
    use crate::reading::english::Lexicon;

    fn people(text: &str) -> Vec<(String, Option<String>)> {
        let article = parse("t", text.as_bytes(), Some(Format::Txt)).unwrap();
        let document = Document::new(&article, Lexicon::english());
        let sides = Sides::find(&document);
        let found = Persons::find(&document, &sides);
        found
            .persons
            .iter()
            .map(|p| (p.name.clone(), p.side.map(|s| sides.sides[s].name.clone())))
            .collect()
    }

    #[test]
    fn titles_commands_and_given_names_tell_persons() {
        let text = "Danish troops under General Niels Orlow met the Swedes. The Swedish army, led by Torsten and Kurck, won against Danes. Orlow fled; the Danes left and the Danes came. The Swedes left.";
        let found = people(text);
        assert_eq!(found[0], ("Niels Orlow".into(), Some("Denmark".into())));
        assert_eq!(found[1], ("Torsten".into(), Some("Sweden".into())));
        assert_eq!(found[2].0, "Kurck");
    }

    #[test]
    fn a_khan_is_known_by_his_own_name() {
        let text = "Temir Khan waited. The men followed Temir to Orm.";
        assert_eq!(people(text).len(), 1);
    }
}
