//! Why the program stops, and with which exit code.

use std::fmt;
use std::io;
use std::path::Path;

use crate::diag::Diagnostic;

/// Exit code: the input has faults.
pub(super) const FAULTS: u8 = 1;
/// Exit code: the arguments make no sense.
pub(super) const USAGE: u8 = 2;
/// Exit code: a limit was met.
pub(super) const LIMIT: u8 = 4;
/// Exit code: a file could not be read or written.
pub(super) const IO: u8 = 5;

/// Exit code: not all is there that should be.
pub(super) const INCOMPLETE: u8 = 6;

/// Every exit code of the program with its meaning in a few words; `docs/exit-codes.md` says more.
pub const EXIT_CODES: [(u8, &str); 6] = [
    (0, "done"),
    (FAULTS, "the input has faults"),
    (USAGE, "the arguments make no sense"),
    (LIMIT, "a limit was met"),
    (IO, "a file could not be read or written"),
    (INCOMPLETE, "incomplete"),
];

/// Why the program stops.
#[derive(Debug)]
pub(super) enum Failure {
    /// What the author of the input can mend, or make smaller.
    Faults(Vec<Diagnostic>),
    /// The arguments make no sense together.
    Usage(String),
    /// An argument makes no sense, with a hint what to type instead.
    Typed(Diagnostic),
    /// Something is larger than allowed.
    Limit(String),
    /// A file could not be read or written.
    Io(String),
    /// Not all is there that should be.
    Incomplete(String),
}

impl Failure {
    /// A fault of a file or of the machine.
    pub(super) fn io(what: impl fmt::Display, why: &io::Error) -> Self {
        Self::Io(format!("{what}: {why}"))
    }

    /// The same for a path.
    pub(super) fn path(path: &Path, why: &io::Error) -> Self {
        Self::io(format!("`{}`", path.display()), why)
    }

    /// The same as diagnostics.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        match self {
            Self::Faults(all) => all.clone(),
            Self::Typed(fault) => vec![fault.clone()],
            Self::Usage(why) => {
                vec![Diagnostic::error(why.clone()).hint("run `theatrum --help` for examples")]
            }
            Self::Limit(why) | Self::Io(why) | Self::Incomplete(why) => {
                vec![Diagnostic::error(why.clone())]
            }
        }
    }

    /// The exit code.
    pub(super) fn code(&self) -> u8 {
        match self {
            Self::Faults(all) if all.iter().any(|d| d.over_limit) => LIMIT,
            Self::Faults(_) => FAULTS,
            Self::Usage(_) | Self::Typed(_) => USAGE,
            Self::Limit(_) => LIMIT,
            Self::Io(_) => IO,
            Self::Incomplete(_) => INCOMPLETE,
        }
    }
}

impl From<Diagnostic> for Failure {
    fn from(one: Diagnostic) -> Self {
        Self::Faults(vec![one])
    }
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(all: Vec<Diagnostic>) -> Self {
        Self::Faults(all)
    }
}
