//! What the model sees of a capitalised word: its letters, its neighbours, and what the rules make of it.
//! Each feature is a number: the hash of its kind and its words.

use super::BUCKETS;
use crate::gazetteer::FeatureClass;
use crate::reading::document::{Document, Role, Sentence};
use crate::reading::mention::Span;
use crate::reading::persons::Persons;
use crate::reading::token::{Kind, Token};

/// What the rules found where a word stands.
pub(crate) struct Scene<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) persons: &'a Persons,
    /// For each token the rules' candidate that covers it, as an index plus one.
    of_token: Vec<u32>,
    /// Their spans with the evidence.
    spans: Vec<(&'a Span, f64)>,
}

impl<'a> Scene<'a> {
    /// Lays the rules' candidates over the document.
    pub(crate) fn new(
        document: &'a Document,
        persons: &'a Persons,
        spans: impl Iterator<Item = (&'a Span, f64)>,
    ) -> Self {
        let mut scene = Self {
            document,
            persons,
            of_token: vec![0; document.tokens.len()],
            spans: spans.collect(),
        };
        for (i, (span, _)) in scene.spans.iter().enumerate() {
            let index = u32::try_from(i + 1).expect("fewer candidates than bytes of text");
            scene.of_token[span.tokens.clone()].fill(index);
        }
        scene
    }

    /// Whether the model judges a token: words with a capital.
    pub(crate) fn is_judged(&self, token: usize) -> bool {
        let token = &self.document.tokens[token];
        token.kind == Kind::Word && token.capital
    }

    /// The features of a token, as buckets.
    pub(crate) fn features(&self, sentence: &Sentence, at: usize, found: &mut Vec<u32>) {
        found.clear();
        let view = View {
            scene: self,
            sentence,
            at,
        };
        let mut features = Features { found };
        view.letters(&mut features);
        view.neighbours(&mut features);
        view.run(&mut features);
        view.rules(&mut features);
        view.lists(&mut features);
    }

    fn span_at(&self, token: usize) -> Option<&(&'a Span, f64)> {
        let index = self.of_token[token] as usize;
        index.checked_sub(1).map(|i| &self.spans[i])
    }
}

/// Buckets of features, each hashed by FNV-1a.
struct Features<'v> {
    found: &'v mut Vec<u32>,
}

impl Features<'_> {
    fn add(&mut self, kind: u8, words: &[&str]) {
        let mut hash = step(0x811c_9dc5, kind);
        for word in words {
            for &byte in word.as_bytes() {
                hash = step(hash, byte);
            }
            hash = step(hash, 0);
        }
        // The low bits of FNV are its best; folding the high ones in costs nothing.
        self.found.push((hash ^ (hash >> 16)) % BUCKETS);
    }
}

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

struct View<'s, 'a> {
    scene: &'s Scene<'a>,
    sentence: &'s Sentence,
    at: usize,
}

impl<'a> View<'_, 'a> {
    fn token(&self, offset: isize) -> Option<&Token<'a>> {
        let at = self.at.checked_add_signed(offset)?;
        let inside = self.sentence.tokens.contains(&at);
        inside.then(|| &self.scene.document.tokens[at])
    }

    /// A neighbour as a word: numbers are alike, and the ends of a sentence are words too.
    fn word(&self, offset: isize) -> &str {
        match self.token(offset) {
            None if offset < 0 => "^",
            None => "$",
            Some(t) if t.kind == Kind::Number => {
                if t.lower.ends_with(|c: char| c.is_ascii_alphabetic()) {
                    "#th"
                } else {
                    "#"
                }
            }
            Some(t) => &t.lower,
        }
    }

    fn letters(&self, features: &mut Features) {
        let token = &self.scene.document.tokens[self.at];
        let lower = token.lower.as_ref();
        features.add(0, &[]);
        features.add(1, &[lower]);
        features.add(2, &[tail(lower, 3)]);
        features.add(3, &[tail(lower, 4)]);
        features.add(4, &[head(lower, 3)]);
        features.add(5, &[shape(token)]);
        features.add(6, &[shape(token), self.word(1)]);
    }

    fn neighbours(&self, features: &mut Features) {
        let (a, b, c, d) = (self.word(-2), self.word(-1), self.word(1), self.word(2));
        features.add(10, &[b]);
        features.add(11, &[c]);
        features.add(12, &[a, b]);
        features.add(13, &[c, d]);
        features.add(14, &[b, c]);
        features.add(15, &[a]);
        features.add(16, &[d]);
        features.add(17, &[self.word(-3), a, b]);
        for (kind, offset) in [(20, -1), (21, 1), (22, -2), (23, 2)] {
            if let Some(token) = self.token(offset) {
                features.add(kind, &[shape(token)]);
            }
        }
    }

    /// The unbroken capitals around the word: where it stands among them, and what is before and after.
    fn run(&self, features: &mut Features) {
        let is_capital = |offset: isize| self.token(offset).is_some_and(|t| t.capital);
        let mut first = 0;
        while first > -5 && is_capital(first - 1) {
            first -= 1;
        }
        let mut last = 0;
        while last < 5 && is_capital(last + 1) {
            last += 1;
        }
        let ahead = if self.word(first - 1) == "the" { 2 } else { 1 };
        features.add(30, &[self.word(first - ahead)]);
        features.add(31, &[self.word(last + 1)]);
        features.add(32, &[self.word(last)]);
        features.add(33, &[self.word(first)]);
        let (ahead, behind) = (digit(first.unsigned_abs()), digit(last.unsigned_abs()));
        features.add(34, &[ahead, behind]);
        features.add(
            35,
            &[self.word(first - 1), digit((last - first).unsigned_abs())],
        );
    }

    /// What the rules say here and beside.
    fn rules(&self, features: &mut Features) {
        for (kind, offset) in [(40, 0_isize), (41, -1), (42, 1)] {
            if self.token(offset).is_none() {
                continue;
            }
            let at = self.at.checked_add_signed(offset).expect("within the text");
            let Some((span, evidence)) = self.scene.span_at(at) else {
                features.add(kind, &["none"]);
                continue;
            };
            let step = digit((evidence * 2.0 + 4.0).clamp(0.0, 9.0) as usize);
            let rank = digit(span.rank.map_or(9, usize::from));
            features.add(kind, &["evidence", step]);
            features.add(kind, &["rank", rank, digit(span.tokens.len())]);
            features.add(
                kind,
                &[
                    "class",
                    class(span.best),
                    class(span.classes.first().copied()),
                ],
            );
            if offset == 0 {
                features.add(43, &[rank, self.word(-1)]);
                features.add(44, &[rank, self.word(1)]);
                features.add(45, &[rank, shape(&self.scene.document.tokens[at])]);
            }
        }
    }

    /// Lists of words, persons, and the part of the text.
    fn lists(&self, features: &mut Features) {
        let lexicon = self.scene.document.lexicon;
        for (kind, offset) in [(50, 0_isize), (60, -1), (70, 1)] {
            let Some(token) = self.token(offset) else {
                continue;
            };
            let lower = token.lower.as_ref();
            let at = self.at.checked_add_signed(offset).expect("within the text");
            let marks = [
                self.scene.persons.covers(at),
                lexicon.titles.contains(lower),
                lexicon.given.contains(lower),
                lexicon.troops.contains(lower),
                lexicon.months.contains_key(lower),
                !lexicon.classes_of(lower).is_empty(),
                lexicon.states.contains_key(lower),
            ];
            for (i, _) in marks.iter().enumerate().filter(|(_, m)| **m) {
                features.add(kind, &[digit(i)]);
            }
        }
        match self.sentence.role {
            Role::Prose => {}
            Role::Heading => features.add(80, &[]),
            Role::Infobox(_) => features.add(81, &[]),
        }
    }
}

fn class(class: Option<FeatureClass>) -> &'static str {
    class.map_or("", FeatureClass::word)
}

fn digit(n: usize) -> &'static str {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    DIGITS[n.min(9)]
}

/// How a token is written, whatever it says.
fn shape(token: &Token) -> &'static str {
    match token.kind {
        Kind::Number => "1",
        Kind::Mark => ".",
        Kind::Possessive => "'s",
        Kind::Word if !token.capital => "x",
        Kind::Word => {
            let mut letters = token.text.chars();
            let only = letters.by_ref().nth(1).is_none();
            let shouted = !token.text.chars().any(char::is_lowercase);
            match (only, shouted) {
                (true, _) => "X",
                (false, true) if token.text.contains('.') => "X.X",
                (false, true) => "XX",
                (false, false) if token.text.contains(['-', '\'', '’']) => "X-x",
                (false, false) => "Xx",
            }
        }
    }
}

/// The last letters of a word.
fn tail(word: &str, letters: usize) -> &str {
    let from = word.char_indices().rev().nth(letters - 1);
    from.map_or(word, |(i, _)| &word[i..])
}

/// The first letters of a word.
fn head(word: &str, letters: usize) -> &str {
    let to = word.char_indices().nth(letters);
    to.map_or(word, |(i, _)| &word[..i])
}
