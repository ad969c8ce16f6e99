//! What is said of a campaign as a whole, and where facts come from.

use std::collections::BTreeMap;

use super::SourceId;
use crate::campaign::date::{Calendar, Date};
use crate::diag::Span;

/// What is said of the campaign as a whole.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Title: `First Sino-Kazakh War`.
    pub title: String,
    /// Titles in other languages.
    pub titles: Names,
    /// Subtitle, may be empty.
    pub subtitle: String,
    /// When it took place, if said.
    pub when: Option<Date>,
    /// Calendar of the dates in the file.
    pub calendar: Calendar,
    /// Language of names and captions, a BCP 47 tag.
    pub lang: String,
    /// How it ended, in the author's words, may be empty.
    pub result: String,
    /// Provenance of the whole.
    pub provenance: Provenance,
}

/// Where a fact comes from and how sure it is.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    /// The source, if one is named.
    pub source: Option<SourceId>,
    /// Section or page within it: `shiderty` of `wp#shiderty`.
    pub section: String,
    /// The sentence it rests on, may be empty.
    pub quote: String,
    /// A remark, may be empty.
    pub note: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where it stands in the input.
    pub span: Option<Span>,
}

/// How sure a fact is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Nothing speaks against it.
    #[default]
    Certain,
    /// Probably so.
    LessCertain,
    /// A guess.
    Uncertain,
}

impl Certainty {
    /// The word for it in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::LessCertain => "less-certain",
            Self::Uncertain => "uncertain",
        }
    }

    /// The certainty of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        let all = [Self::Certain, Self::LessCertain, Self::Uncertain];
        all.into_iter().find(|certainty| certainty.word() == word)
    }
}

/// A source of facts.
#[derive(Clone, Debug)]
pub struct SourceEntry {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// The work it is part of, may be empty.
    pub work: String,
    /// Licence, may be empty.
    pub licence: String,
    /// Address, may be empty.
    pub url: String,
}

/// A name in other languages: language tag (`kk`, `zh`) to name, in the tags' order.
pub type Names = BTreeMap<String, String>;
