//! Diagnostics as data: what the author of a campaign or article can mend, with the spot in the
//! file and hints that work when followed. They are collected, and printed in one place (`emit`).

mod decode;
mod emit;
mod source;

pub use decode::decode;
pub use emit::{Colour, printable, render, told};
pub use source::{LineColumn, Source, SourceFile};

use std::ops::Range;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing: how a doubtful place was resolved.
    Note,
    /// The map is drawn, but something of it is left out or uncertain.
    Warning,
    /// The input cannot be used as it is.
    Error,
}

/// A stretch of a source file, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The file.
    pub source: Source,
    /// Half-open byte range in its text.
    pub range: Range<usize>,
}

/// One thing to tell the author: a lower-case phrase without a full stop, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// What is the matter, naming the value in backticks.
    pub message: String,
    /// Where, if it is somewhere.
    pub span: Option<Span>,
    /// Imperatives that work when followed literally.
    pub hints: Vec<String>,
    /// Whether the input is not wrong but larger than what is read.
    pub over_limit: bool,
}

impl Diagnostic {
    /// An error with a message.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }

    /// A warning with a message.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }

    /// A note with a message.
    pub fn note(message: impl Into<String>) -> Self {
        Self::new(Severity::Note, message)
    }

    fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self {
            severity,
            message: message.into(),
            span: None,
            hints: Vec::new(),
            over_limit: false,
        }
    }

    /// The same, as a limit that was met.
    #[must_use]
    pub fn over_limit(mut self) -> Self {
        self.over_limit = true;
        self
    }

    /// The same, at a place in a file.
    #[must_use]
    pub fn at(mut self, source: &Source, range: Range<usize>) -> Self {
        self.span = Some(Span {
            source: source.clone(),
            range,
        });
        self
    }

    /// The same, with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// A value together with what should be said about it.
#[derive(Clone, Debug)]
pub struct Warned<T> {
    /// The value.
    pub value: T,
    /// Notes and warnings, in the order of the source; never errors.
    pub warnings: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// A value with nothing to say about it.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            warnings: Vec::new(),
        }
    }

    /// The value, its warnings appended to `log`.
    pub fn unpack(self, log: &mut Vec<Diagnostic>) -> T {
        log.extend(self.warnings);
        self.value
    }
}

/// The name among `known` that is most like `name`, if any is like enough to be suggested.
///
/// Damerau-Levenshtein distance of at most a third of the longer name, folded to lower case.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = name.to_lowercase();
    known
        .into_iter()
        .map(|k| (strsim::damerau_levenshtein(&folded, &k.to_lowercase()), k))
        .filter(|(d, k)| *d * 3 <= k.chars().count().max(name.chars().count()))
        .min_by_key(|(d, _)| *d)
        .map(|(_, k)| k)
}
