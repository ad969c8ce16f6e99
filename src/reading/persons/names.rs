//! Which names are one person's: by the last word, told apart by numbers and first names.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Find;
use crate::reading::document::Document;
use crate::reading::token::Kind;

/// The names found, and the persons they belong to.
pub(super) struct Names {
    /// For each find the words it goes by.
    pub(super) own: Vec<Own>,
    /// For each find its person.
    pub(super) of_find: Vec<Option<usize>>,
    /// Those who are known by a word.
    pub(super) by_word: BTreeMap<String, Vec<usize>>,
    /// Those who are known by a word, by what tells them apart.
    known: BTreeMap<(String, Option<String>), usize>,
}

/// What a name goes by.
pub(super) struct Own {
    /// The last word, in lower case.
    pub(super) word: String,
    /// The number after it, else the first name.
    pub(super) other: Option<String>,
}

impl Names {
    pub(super) fn new(document: &Document, finds: &[Find]) -> Self {
        let short = shortened(document, finds);
        let firsts = firsts(document, finds);
        let own = finds.iter().map(|find| {
            let word = key_word(document, &find.tokens);
            if let Some((last, first)) = surname_after_the(document, &find.tokens) {
                return Own {
                    word: last,
                    other: Some(first),
                };
            }
            let is_bare = own_words(document, &find.tokens) == 1;
            if let Some(last) = firsts.get(&word).filter(|_| is_bare) {
                return Own {
                    word: last.clone(),
                    other: Some(word),
                };
            }
            let full = short
                .get(&word)
                .filter(|_| own_words(document, &find.tokens) == 1);
            let other = other_word(document, &find.tokens).filter(|o| *o != word);
            Own {
                word: full.cloned().unwrap_or(word),
                other,
            }
        });
        Self {
            own: own.collect(),
            of_find: vec![None; finds.len()],
            by_word: BTreeMap::new(),
            known: BTreeMap::new(),
        }
    }

    /// Who bears the name of a find, if somebody does already.
    pub(super) fn person_of(&self, find: usize) -> Option<usize> {
        let Own { word, other } = &self.own[find];
        let Some(other) = other else {
            return self.by_word.get(word).map(|family| family[0]);
        };
        self.known
            .get(&(word.clone(), Some(other.clone())))
            .copied()
    }

    /// Notes whose name a find is.
    pub(super) fn note(&mut self, find: usize, person: usize) {
        let Own { word, other } = &self.own[find];
        self.known.insert((word.clone(), other.clone()), person);
        self.of_find[find] = Some(person);
        let family = self.by_word.entry(word.clone()).or_default();
        if !family.contains(&person) {
            family.push(person);
        }
    }

    /// A person of two names may go by the first alone, if nobody else has it: `Hamilcar` of `Hamilcar Barca`.
    pub(super) fn add_first_names(&mut self, document: &Document, finds: &[Find]) {
        let mut firsts: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (find, person) in finds.iter().zip(&self.of_find) {
            let first = &document.tokens[find.tokens.start];
            let words = own_words(document, &find.tokens);
            let is_rare = !document.lexicon.given.contains(first.lower.as_ref());
            let Some(person) = person.filter(|_| words == 2 || words > 2 && is_rare) else {
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
                self.by_word.entry(first).or_insert_with(|| vec![person]);
            }
        }
    }
}

/// The last words of those of the infobox who bear three names or more, by the first of them: Ras Imru is Imru Haile
/// Selassie.
fn firsts(document: &Document, finds: &[Find]) -> BTreeMap<String, String> {
    let mut firsts: BTreeMap<String, Option<String>> = BTreeMap::new();
    for find in finds.iter().filter(|f| f.column > 0) {
        let first = document.tokens[find.tokens.start].lower.to_string();
        let is_long = own_words(document, &find.tokens) > 1;
        let word = key_word(document, &find.tokens);
        let is_given = document.lexicon.given.contains(first.as_str());
        let own = (is_long && !is_given && word != first).then_some(word);
        firsts
            .entry(first)
            .and_modify(|known| *known = None)
            .or_insert(own);
    }
    let known = firsts
        .into_iter()
        .filter_map(|(first, last)| Some((first, last?)));
    known.collect()
}

/// The Bruce of `Robert the Bruce`, where the text calls him by that alone, and his first name.
fn surname_after_the(document: &Document, tokens: &Range<usize>) -> Option<(String, String)> {
    let (first, last) = (
        &document.tokens[tokens.start],
        &document.tokens[tokens.end - 1],
    );
    let byname = tokens.len() == 3 && document.tokens[tokens.start + 1].is("the");
    let alone = (1..document.tokens.len()).filter(|&t| {
        let token = &document.tokens[t];
        token.capital && token.text == last.text && !document.tokens[t - 1].is("the")
    });
    (byname && alone.count() >= 2).then(|| (last.lower.to_string(), first.lower.to_string()))
}

/// What tells a name from others with its last word: the number of a ruler, else the first name, if it is more than
/// an initial.
fn other_word(document: &Document, tokens: &Range<usize>) -> Option<String> {
    let mut words = tokens.clone().map(|t| &document.tokens[t]);
    if let Some(number) = words.clone().find(|t| t.capital && is_number(&t.lower)) {
        return Some(number.lower.to_string());
    }
    let first = words.next()?;
    let is_first = own_words(document, tokens) > 1 && first.text.chars().count() > 2;
    (is_first && !first.text.contains('.')).then(|| first.lower.to_string())
}

/// Whether a word in lower case is the number of a ruler.
pub(super) fn is_number(lower: &str) -> bool {
    lower.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
}

/// The keys of those who go by their first name and a title as well: Osman Pasha is Osman Nuri Pasha.
fn shortened(document: &Document, finds: &[Find]) -> BTreeMap<String, String> {
    let is_titled = |f: &&Find| {
        let last = &document.tokens[f.tokens.end - 1];
        document.lexicon.after_titles.contains(last.lower.as_ref())
    };
    let titled: Vec<&Find> = finds.iter().filter(is_titled).collect();
    let mut full: BTreeMap<String, Option<String>> = BTreeMap::new();
    for find in titled
        .iter()
        .filter(|f| own_words(document, &f.tokens) == 2)
    {
        let key = key_word(document, &find.tokens);
        let first = document.tokens[find.tokens.start].lower.to_string();
        let own = full.entry(first).or_insert_with(|| Some(key.clone()));
        *own = own.take().filter(|k| *k == key);
    }
    let found = full
        .into_iter()
        .filter_map(|(first, key)| Some((first, key?)));
    found.collect()
}

/// How many words a name has but for the titles after it.
fn own_words(document: &Document, tokens: &Range<usize>) -> usize {
    let is_own = |t: &usize| {
        let token = &document.tokens[*t];
        token.kind == Kind::Word
            && token.capital
            && !document.lexicon.after_titles.contains(token.lower.as_ref())
    };
    tokens.clone().filter(is_own).count()
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
