//! Persons, found before places: a commander named Franklin is no town.

mod allegiance;
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
/// How often sides are passed on, from a person to who is named beside them.
const ROUNDS: usize = 3;

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
        for _ in 0..ROUNDS {
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
        self.add_first_names(document, finds, &mut by_word);
        by_word
    }

    /// A person of two names may go by the first alone, if nobody else has it: `Hamilcar` of `Hamilcar Barca`.
    fn add_first_names(
        &self,
        document: &Document,
        finds: &[Find],
        by_word: &mut BTreeMap<String, usize>,
    ) {
        let mut firsts: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for find in finds.iter().filter(|f| f.tokens.len() == 2) {
            let first = &document.tokens[find.tokens.start];
            let Some(&person) = by_word.get(&key_word(document, &find.tokens)) else {
                continue;
            };
            let is_name = first.kind == Kind::Word
                && first.text.chars().count() > 3
                && !document.lexicon.titles.contains(first.lower.as_ref())
                && !document.lexicon.stop.contains(first.lower.as_ref())
                && document.lexicon.classes_of(&first.lower).is_empty();
            if is_name {
                let own = firsts
                    .entry(first.lower.to_string())
                    .or_insert(Some(person));
                *own = own.filter(|p| *p == person);
            }
        }
        for (first, person) in firsts {
            if let Some(person) = person {
                by_word.entry(first).or_insert(person);
            }
        }
    }

    /// Whether a token belongs to the full name of a person whose last name follows: `Santa Anna`, `de Wet`.
    fn is_in_name(&self, document: &Document, person: usize, at: usize) -> bool {
        let token = &document.tokens[at];
        let lexicon = document.lexicon;
        let mut words = self.persons[person].name.split(' ');
        let is_title = lexicon.titles.contains(token.lower.as_ref());
        let is_small = !token.capital && !token.one_of(&["de", "la", "von", "van", "al", "ibn"]);
        token.kind == Kind::Word
            && !is_title
            && !is_small
            && words.any(|w| w.to_lowercase() == token.lower)
    }

    /// Marks every place where a known name stands, with the names and initials before it.
    fn mark(&mut self, document: &Document, by_word: &BTreeMap<String, usize>) {
        for sentence in &document.sentences {
            for at in sentence.tokens.clone() {
                let token = &document.tokens[at];
                if !token.capital || self.covered[at] {
                    continue;
                }
                let Some(&person) = by_word.get(token.lower.as_ref()) else {
                    continue;
                };
                if is_place_after_all(document, sentence, at) || goes_on(document, sentence, at) {
                    continue;
                }
                let mut start = at;
                while start > sentence.tokens.start
                    && (is_forename(document, start - 1)
                        || self.is_in_name(document, person, start - 1))
                    && !self.covered[start - 1]
                {
                    start -= 1;
                }
                let mut end = at + 1;
                let surname = document
                    .get(sentence, end)
                    .is_some_and(|t| t.capital && by_word.get(t.lower.as_ref()) == Some(&person));
                end += usize::from(surname);
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

/// The word that a person is known by: the last of the name, without what follows names (`X the Great`).
fn key_word(document: &Document, tokens: &Range<usize>) -> String {
    let byname = tokens
        .clone()
        .skip(1)
        .find(|&t| document.tokens[t].is("the"));
    let words: Vec<usize> = (tokens.start..byname.unwrap_or(tokens.end))
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
    // `In August Charles landed`.
    let is_month = lexicon.months.contains_key(token.lower.as_ref())
        && at > 0
        && !document.tokens[at - 1].capital;
    token.capital
        && !is_month
        && (lexicon.given.contains(token.lower.as_ref()) || token.text.chars().count() == 1)
        || token.is(".")
            && at > 0
            && document.tokens[at - 1].capital
            && document.tokens[at - 1].text.chars().count() <= 2
}

/// Whether a known name is another's first here: an initial and a name, or another name follow.
fn goes_on(document: &Document, sentence: &Sentence, at: usize) -> bool {
    let lexicon = document.lexicon;
    let given = lexicon.given.contains(document.tokens[at].lower.as_ref());
    let named = document.get(sentence, at + 1).is_some_and(|t| {
        t.capital
            && t.kind == Kind::Word
            && !lexicon.after_titles.contains(t.lower.as_ref())
            && !lexicon.stop.contains(t.lower.as_ref())
    });
    if given && named {
        return true;
    }
    let is_initial = |t: &super::token::Token| t.capital && t.text.chars().count() == 1;
    document.get(sentence, at + 1).is_some_and(is_initial)
        && document.get(sentence, at + 2).is_some_and(|t| t.is("."))
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
            // `the relief of X` and `the capture of X` may be a person's.
            t.one_of(&[
                "battle",
                "battles",
                "siege",
                "sieges",
                "fall",
                "sack",
                "storming",
                "town",
                "city",
                "village",
                "port",
                "bombardment",
                "skirmish",
            ])
        })
    {
        return true;
    }
    if before(1).is_some_and(|t| t.capital && document.lexicon.person_words.has("places", &t.lower))
    {
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

    #[test]
    fn whose_victory_is_told_over_somebody_is_his_foe() {
        let text = "The Danes met the Swedes. Danish troops met Swedish troops. The Danish invasion ended with a dear victory over General Torsten Kurck at Orm. Kurck waited.";
        assert_eq!(people(text)[0].1.as_deref(), Some("Sweden"));
    }
}
