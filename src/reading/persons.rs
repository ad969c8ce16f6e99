//! Persons, found before places: a commander named Franklin is no town.

use std::collections::BTreeMap;
use std::ops::Range;

use super::document::{Document, Role, Sentence};
use super::sides::{Sides, people_at};
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
    let mut votes = Vec::new();
    let mut linked = false;
    for at in (sentence.tokens.start.max(tokens.start.saturating_sub(14))..tokens.start).rev() {
        let token = &document.tokens[at];
        if token.one_of(TURNS) {
            break;
        }
        linked |= token.one_of(LINKS);
        if let Some(side) = sides.at(document, at) {
            let distance = tokens.start - at;
            let titled = distance <= 4
                && (at + 1..tokens.start).all(|i| {
                    document.tokens[i].capital
                        || document.tokens[i].is(".")
                        || document
                            .lexicon
                            .titles
                            .contains(document.tokens[i].lower.as_ref())
                        || document
                            .lexicon
                            .troops
                            .contains(document.tokens[i].lower.as_ref())
                });
            votes.push((
                side,
                if titled {
                    3.0
                } else if linked {
                    2.0
                } else if distance <= 5 {
                    0.4
                } else {
                    0.15
                },
            ));
            break;
        }
    }
    let possessive = document
        .get(sentence, tokens.end)
        .is_some_and(|t| t.kind == Kind::Possessive || t.is(","));
    if possessive {
        for at in tokens.end + 1..(tokens.end + 4).min(sentence.tokens.end) {
            if let Some(side) = sides.at(document, at) {
                votes.push((side, 2.0));
                break;
            }
        }
    }
    votes
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

/// Looks for names of persons by their surroundings.
struct Finder<'a> {
    document: &'a Document<'a>,
}

impl Finder<'_> {
    fn all(&self) -> Vec<Find> {
        let mut finds = Vec::new();
        for sentence in &self.document.sentences {
            match sentence.role {
                Role::Infobox(entry) => self.infobox(sentence, entry, &mut finds),
                Role::Prose => {
                    for at in sentence.tokens.clone() {
                        self.prose(sentence, at, &mut finds);
                    }
                }
                Role::Heading => {}
            }
        }
        finds
    }

    /// Commanders between commas.
    fn infobox(&self, sentence: &Sentence, entry: usize, finds: &mut Vec<Find>) {
        let key = &self.document.article.infobox[entry].key;
        let stem = key.trim_end_matches(|c: char| {
            c.is_ascii_digit()
                || c.is_ascii_lowercase()
                    && key.ends_with(|l: char| l.is_ascii_alphabetic())
                    && key.contains(|d: char| d.is_ascii_digit())
        });
        if !(stem.starts_with("commander") || stem.starts_with("leader")) {
            return;
        }
        let column = key.chars().find_map(|c| c.to_digit(10)).unwrap_or(0) as u8;
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let run = self.run(sentence, at);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            if run.clone().all(|t| people_at(self.document, t).is_none()) {
                finds.push(Find {
                    tokens: run,
                    evidence: 3,
                    column,
                });
            }
        }
    }

    fn prose(&self, sentence: &Sentence, at: usize, finds: &mut Vec<Find>) {
        let document = self.document;
        let token = &document.tokens[at];
        let lexicon = document.lexicon;
        let mut push = |tokens: Range<usize>, evidence| {
            let named = tokens.clone().any(|t| {
                document.tokens[t].kind == Kind::Word
                    && document.tokens[t].text.chars().count() > 1
                    && people_at(document, t).is_none()
                    && !lexicon.titles.contains(document.tokens[t].lower.as_ref())
            });
            if named {
                finds.push(Find {
                    tokens,
                    evidence,
                    column: 0,
                });
            }
        };
        if lexicon.titles.contains(token.lower.as_ref()) {
            let mut from = at + 1;
            from += usize::from(document.get(sentence, from).is_some_and(|t| t.is(".")));
            for run in self.runs_with_and(sentence, from, token.lower.ends_with('s')) {
                push(run, 3);
            }
        }
        if token.one_of(&["under", "by", "of"]) && self.leads(sentence, at) {
            for run in self.runs_with_and(sentence, at + 1, true) {
                push(run, 2);
            }
        }
        if !document.is_name_word(sentence, at)
            || document
                .before(sentence, at, 1)
                .is_some_and(|t| t.capital && t.text.len() > 1)
        {
            return;
        }
        let run = self.run(sentence, at);
        if run.is_empty() {
            return;
        }
        let given = lexicon.given.contains(token.lower.as_ref()) && run.len() >= 2;
        let khan = run.len() >= 2
            && lexicon
                .after_titles
                .contains(document.tokens[run.end - 1].lower.as_ref());
        if given || khan {
            push(run, 3);
        } else if run.len() == 1 && self.acts(sentence, run.end) {
            push(run, 1);
        }
    }

    /// Whether `by`, `under` or `of` brings in a commander.
    fn leads(&self, sentence: &Sentence, at: usize) -> bool {
        let before = |steps| self.document.before(sentence, at, steps);
        match self.document.tokens[at].lower.as_ref() {
            "by" => before(1).is_some_and(|t| t.one_of(&["led", "commanded", "headed"])),
            "of" => before(1).is_some_and(|t| {
                t.one_of(&[
                    "command",
                    "leadership",
                    "generalship",
                    "son",
                    "brother",
                    "daughter",
                    "nephew",
                ])
            }),
            _ => before(1).is_some_and(|t| self.document.lexicon.troops.contains(t.lower.as_ref())),
        }
    }

    /// Whether what follows a name is what persons do or have.
    fn acts(&self, sentence: &Sentence, after: usize) -> bool {
        const DEEDS: &[&str] = &[
            "ordered",
            "decided",
            "said",
            "agreed",
            "refused",
            "asked",
            "commanded",
            "died",
            "married",
            "resolved",
            "told",
            "believed",
            "knew",
            "hoped",
            "personally",
            "himself",
            "realized",
            "realised",
            "wrote",
            "appointed",
            "proposed",
            "assumed",
            "led",
            "chose",
            "planned",
            "persuaded",
            "replied",
            "thought",
            "wanted",
            "succeeded",
            "replaced",
            "resigned",
        ];
        let document = self.document;
        let Some(next) = document.get(sentence, after) else {
            return false;
        };
        if next.one_of(DEEDS) {
            return true;
        }
        let possessive = next.kind == Kind::Possessive;
        let troops = (after + 1..after + 3).any(|i| {
            document.get(sentence, i).is_some_and(|t| {
                t.one_of(&[
                    "army", "troops", "forces", "men", "force", "command", "daughter", "wife",
                    "son", "brother", "father", "orders",
                ])
            })
        });
        possessive && troops
    }

    /// Runs of capitals from here on, after commas and `and` too when several may follow.
    fn runs_with_and(&self, sentence: &Sentence, at: usize, several: bool) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        let mut at = at;
        for _ in 0..6 {
            let run = self.run(sentence, at);
            if run.is_empty() {
                break;
            }
            at = run.end;
            runs.push(run);
            let link = |i: usize, w: &str| self.document.get(sentence, i).is_some_and(|t| t.is(w));
            let skip = if link(at, ",") && link(at + 1, "and") {
                2
            } else {
                usize::from(link(at, ",") || link(at, "and"))
            };
            if !several || skip == 0 {
                break;
            }
            at += skip;
        }
        runs
    }

    /// A run of capitals that may be a person's name, titles before it left out.
    fn run(&self, sentence: &Sentence, from: usize) -> Range<usize> {
        const PARTICLES: &[&str] = &[
            "von", "de", "van", "al", "ibn", "der", "du", "la", "bin", "di", "da", "della", "ben",
            "y", "af", "zu", "the",
        ];
        let document = self.document;
        let lexicon = document.lexicon;
        let mut start = from;
        while document.get(sentence, start).is_some_and(|t| {
            lexicon.titles.contains(t.lower.as_ref()) && !lexicon.given.contains(t.lower.as_ref())
                || t.is(".")
        }) && document
            .get(sentence, start + 1)
            .is_some_and(|t| t.capital || t.is("."))
        {
            start += 1;
        }
        let mut end = start;
        while let Some(token) = document.get(sentence, end) {
            let initial = token.is(".")
                && end > start
                && document.tokens[end - 1].text.chars().count() <= 2
                && document.tokens[end - 1].capital;
            let particle = end > start
                && token.one_of(PARTICLES)
                && document.get(sentence, end + 1).is_some_and(|t| t.capital);
            let word = token.capital
                && !(lexicon.stop.contains(token.lower.as_ref()))
                && people_at(document, end).is_none()
                && !lexicon.fights.contains_key(token.lower.as_ref());
            if !(initial || particle || word) {
                break;
            }
            end += 1;
        }
        // A stop after a long word ends the sentence, not an initial.
        start..end
    }
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
        let text = "Danish troops under General Niels Orlow met the Swedes. The Swedish army, led by Torsten and Kurck, won against Danes. Orlow fled; Danes, Swedes, Danes, Swedes.";
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
