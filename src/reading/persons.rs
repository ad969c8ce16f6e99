//! Persons, found before places: a commander named Franklin is no town.

mod allegiance;
mod finder;
mod names;

use std::collections::BTreeMap;
use std::ops::Range;

use self::finder::Finder;
use self::names::{Names, is_number};
use super::book::PlaceBook;
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
    pub(crate) fn find(document: &Document, sides: &Sides, book: &dyn PlaceBook) -> Self {
        let finds = Finder { document, book }.all();
        let mut persons = Self {
            covered: vec![false; document.tokens.len()],
            ..Self::default()
        };
        let names = persons.gather(document, &finds);
        persons.mark(document, &names);
        let columns = columns(&finds, &names);
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

    /// Sums the evidence by last word and keeps the names with enough of it.
    fn gather(&mut self, document: &Document, finds: &[Find]) -> Names {
        let mut names = Names::new(document, finds);
        let mut evidence: BTreeMap<&str, u32> = BTreeMap::new();
        for (find, own) in finds.iter().zip(&names.own) {
            *evidence.entry(&own.word).or_default() += find.evidence;
        }
        let is_enough: Vec<bool> = names
            .own
            .iter()
            .map(|own| evidence[own.word.as_str()] >= ENOUGH)
            .collect();
        // Those with a name beside the last are told apart first; who bears the last alone is one of them.
        let (full, bare): (Vec<usize>, Vec<usize>) =
            (0..finds.len()).partition(|&i| names.own[i].other.is_some());
        let mut order = full;
        order.extend(bare);
        for i in order.into_iter().filter(|&i| is_enough[i]) {
            let name = clean(document.text_of(finds[i].tokens.clone()));
            let person = names.person_of(i).unwrap_or_else(|| {
                self.persons.push(Person {
                    name: name.clone(),
                    side: None,
                });
                self.persons.len() - 1
            });
            names.note(i, person);
            if name.len() > self.persons[person].name.len() {
                self.persons[person].name = name;
            }
        }
        self.in_order_of_the_text(finds, &mut names);
        names.add_first_names(document, finds);
        names
    }

    /// Persons count in the order in which they are first named.
    fn in_order_of_the_text(&mut self, finds: &[Find], names: &mut Names) {
        let mut order: Vec<usize> = Vec::new();
        for i in 0..finds.len() {
            if let Some(person) = names.of_find[i].filter(|p| !order.contains(p)) {
                order.push(person);
            }
        }
        let place = |p: usize| order.iter().position(|o| *o == p).unwrap_or(p);
        let sorted = order.iter().map(|&p| self.persons[p].clone()).collect();
        self.persons = sorted;
        for person in names.of_find.iter_mut().flatten() {
            *person = place(*person);
        }
        for person in names.by_word.values_mut().flatten() {
            *person = place(*person);
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
    fn mark(&mut self, document: &Document, names: &Names) {
        let mut last: BTreeMap<&str, usize> = BTreeMap::new();
        for sentence in &document.sentences {
            for at in sentence.tokens.clone() {
                let token = &document.tokens[at];
                if !token.capital || self.covered[at] {
                    continue;
                }
                let Some((word, family)) = names.by_word.get_key_value(token.lower.as_ref()) else {
                    continue;
                };
                if is_place_after_all(document, sentence, at) || goes_on(document, sentence, at) {
                    continue;
                }
                let told = self.named_here(document, sentence, at, family);
                let recent = last.get(word.as_str()).copied();
                let person = told.or(recent).unwrap_or(family[0]);
                last.insert(word, person);
                let words = self.words_of(document, sentence, at, (person, family, names));
                self.covered[words.clone()].fill(true);
                self.mentions.push((person, words));
            }
        }
        self.mentions.sort_by_key(|(_, r)| r.start);
    }

    /// Which of those who bear a word the words beside it tell: `Edward II`, `Robert Bruce`.
    fn named_here(
        &self,
        document: &Document,
        sentence: &Sentence,
        at: usize,
        family: &[usize],
    ) -> Option<usize> {
        if family.len() < 2 {
            return family.first().copied();
        }
        let next = document.get(sentence, at + 1).filter(|t| t.capital);
        let near = (1..=3).filter_map(|s| document.before(sentence, at, s));
        let near: Vec<&str> = near.map(|t| t.lower.as_ref()).collect();
        family.iter().copied().find(|&p| {
            let name = self.persons[p].name.to_lowercase();
            let mut words = name.split(' ');
            let is_next = next.is_some_and(|t| {
                is_number(&t.lower) && name.split(' ').any(|w| w == t.lower.as_ref())
            });
            let first = words.next().unwrap_or_default();
            is_next || first != document.tokens[at].lower && near.contains(&first)
        })
    }

    /// The words of a name around the one that tells it.
    fn words_of(
        &self,
        document: &Document,
        sentence: &Sentence,
        at: usize,
        (person, family, names): (usize, &[usize], &Names),
    ) -> Range<usize> {
        let mut start = at;
        while start > sentence.tokens.start
            && (is_forename(document, start - 1) || self.is_in_name(document, person, start - 1))
            && !self.covered[start - 1]
        {
            start -= 1;
        }
        let mut end = at + 1;
        let surname = document.get(sentence, end).is_some_and(|t| {
            let other = names.by_word.get(t.lower.as_ref());
            t.capital && other.is_some_and(|f| f.iter().any(|p| family.contains(p)))
        });
        end += usize::from(surname);
        while end < sentence.tokens.end
            && document.tokens[end].capital
            && (document
                .lexicon
                .after_titles
                .contains(document.tokens[end].lower.as_ref())
                || document.tokens[end].text == "I" && self.persons[person].name.ends_with(" I"))
        {
            end += 1;
        }
        start..end
    }
}

/// The infobox column of each person that stands in one.
fn columns(finds: &[Find], names: &Names) -> BTreeMap<usize, u8> {
    let columned = finds
        .iter()
        .zip(&names.of_find)
        .filter(|(f, _)| f.column > 0);
    columned
        .filter_map(|(f, p)| Some(((*p)?, f.column)))
        .collect()
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
    use crate::reading::toy::Toy;

    fn people(text: &str) -> Vec<(String, Option<String>)> {
        let article = parse("t", text.as_bytes(), Some(Format::Txt)).unwrap();
        let document = Document::new(&article, Lexicon::english());
        let sides = Sides::find(&document);
        let found = Persons::find(&document, &sides, &Toy::new());
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
