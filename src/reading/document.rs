//! The article as tokens in sentences, each sentence with its section: what all rules work on.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::english::Lexicon;
use super::sides::{Own, powers};
use super::token::{Kind, Token, tokens};
use crate::article::Article;

/// What part of the article a sentence belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A sentence of a paragraph.
    Prose,
    /// A heading.
    Heading,
    /// A value of the infobox, by its index.
    Infobox(usize),
}

/// A sentence, heading or infobox value.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    /// In bytes.
    pub(crate) range: Range<usize>,
    /// Its tokens in [`Document::tokens`].
    pub(crate) tokens: Range<usize>,
    pub(crate) section: usize,
    /// Number of its paragraph in the whole article.
    pub(crate) paragraph: usize,
    pub(crate) role: Role,
}

/// Longest sentence in tokens; a longer one is read in pieces, so that time grows with length only.
const MOST_TOKENS: usize = 400;

/// An article made ready for reading.
pub(crate) struct Document<'a> {
    pub(crate) article: &'a Article,
    pub(crate) lexicon: &'static Lexicon,
    pub(crate) tokens: Vec<Token<'a>>,
    /// In the order of the text; sections that do not tell the campaign are left out.
    pub(crate) sentences: Vec<Sentence>,
    /// Powers that only this article knows; their peoples count on from those of the lexicon.
    own: Vec<Own>,
    /// How often each word stands, in lower case; counted when first asked for.
    times: OnceLock<BTreeMap<String, usize>>,
}

impl<'a> Document<'a> {
    /// How often the word of a token stands in the text, in whatever case.
    pub(crate) fn times(&self, token: usize) -> usize {
        let counted = || {
            let mut times: BTreeMap<String, usize> = BTreeMap::new();
            for token in &self.tokens {
                match times.get_mut(token.lower.as_ref()) {
                    Some(times) => *times += 1,
                    None => drop(times.insert(token.lower.to_string(), 1)),
                }
            }
            times
        };
        let times = self.times.get_or_init(counted);
        times
            .get(self.tokens[token].lower.as_ref())
            .copied()
            .unwrap_or(0)
    }

    /// Cuts an article into tokens.
    pub(crate) fn new(article: &'a Article, lexicon: &'static Lexicon) -> Self {
        let mut document = Self {
            article,
            lexicon,
            tokens: Vec::new(),
            sentences: Vec::new(),
            own: Vec::new(),
            times: OnceLock::new(),
        };
        for (i, entry) in article.infobox.iter().enumerate() {
            document.push(entry.range.clone(), (0, 0), Role::Infobox(i));
        }
        let mut paragraph = 0;
        for (section, content) in article.sections.iter().enumerate() {
            if article
                .ancestry(section)
                .any(|s| lexicon.is_excluded(&article.sections[s].heading))
            {
                continue;
            }
            paragraph += 1;
            if !content.heading_range.is_empty() {
                document.push(
                    content.heading_range.clone(),
                    (section, paragraph),
                    Role::Heading,
                );
            }
            for block in &content.paragraphs {
                paragraph += 1;
                for sentence in &block.sentences {
                    document.push(sentence.clone(), (section, paragraph), Role::Prose);
                }
            }
        }
        document.sentences.sort_by_key(|s| s.range.start);
        document.own = powers(&document);
        document
    }

    fn push(&mut self, range: Range<usize>, (section, paragraph): (usize, usize), role: Role) {
        let start = self.tokens.len();
        self.tokens
            .extend(tokens(&self.article.text, range.clone()));
        let end = self.tokens.len();
        let mut from = start;
        while from < end || from == start {
            let to = end.min(from + MOST_TOKENS);
            let first = if from == start {
                range.start
            } else {
                self.tokens[from].range.start
            };
            let last = if to == end {
                range.end
            } else {
                self.tokens[to - 1].range.end
            };
            self.sentences.push(Sentence {
                range: first..last,
                tokens: from..to,
                section,
                paragraph,
                role,
            });
            from = to.max(start + 1);
        }
    }

    /// The people that a word or several in lower case stand for.
    pub(crate) fn people_of(&self, form: &str) -> Option<usize> {
        let known = self.lexicon.people_of.get(form).copied();
        known.or_else(|| {
            let has = |own: &Own| own.forms.iter().any(|f| f == form);
            Some(self.lexicon.peoples.len() + self.own.iter().position(has)?)
        })
    }

    /// How many peoples there are, the article's own among them.
    pub(crate) fn peoples(&self) -> usize {
        self.lexicon.peoples.len() + self.own.len()
    }

    /// The name of a people.
    pub(crate) fn people_name(&self, people: usize) -> &str {
        match self.lexicon.peoples.get(people) {
            Some(known) => known.name,
            None => &self.own[people - self.lexicon.peoples.len()].name,
        }
    }

    /// The words for a people's members and troops.
    pub(crate) fn people_forms(&self, people: usize) -> &[String] {
        match self.lexicon.peoples.get(people) {
            Some(known) => &known.forms,
            None => &self.own[people - self.lexicon.peoples.len()].forms,
        }
    }

    /// The text of a stretch of tokens, as written.
    pub(crate) fn text_of(&self, tokens: Range<usize>) -> &'a str {
        if tokens.is_empty() {
            return "";
        }
        &self.article.text
            [self.tokens[tokens.start].range.start..self.tokens[tokens.end - 1].range.end]
    }

    /// The byte range of a stretch of tokens.
    pub(crate) fn bytes_of(&self, tokens: Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].range.start..self.tokens[tokens.end - 1].range.end
    }

    /// The token before `at` within its sentence.
    pub(crate) fn before(
        &self,
        sentence: &Sentence,
        at: usize,
        steps: usize,
    ) -> Option<&Token<'a>> {
        let i = at.checked_sub(steps)?;
        (i >= sentence.tokens.start).then(|| &self.tokens[i])
    }

    /// The token at `at` if it is still in the sentence.
    pub(crate) fn get(&self, sentence: &Sentence, at: usize) -> Option<&Token<'a>> {
        (at < sentence.tokens.end).then(|| &self.tokens[at])
    }

    /// Whether a token looks like part of a name: a capital, and no common word at the beginning.
    pub(crate) fn is_name_word(&self, sentence: &Sentence, at: usize) -> bool {
        let token = &self.tokens[at];
        token.kind == Kind::Word
            && token.capital
            && !(at == sentence.tokens.start && self.lexicon.stop.contains(token.lower.as_ref()))
    }
}
