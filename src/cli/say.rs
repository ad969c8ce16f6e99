//! What the program says on standard error: diagnostics, progress, a word when it is done.

use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::failure::Failure;
use crate::diag::{self, Colour, Diagnostic, Severity};

/// What is done sooner needs no progress shown.
const PATIENCE: Duration = Duration::from_millis(500);

/// Work whose mark is taken off the terminal at its end.
pub(super) struct Working(ProgressBar);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Says things, as loudly as was asked for.
pub(super) struct Say {
    quiet: bool,
    verbose: bool,
    colour: Colour,
}

impl Say {
    /// `quiet` leaves only errors; `verbose` adds notes.
    pub(super) fn new(quiet: bool, verbose: bool) -> Self {
        let terminal = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let colour = if terminal {
            Colour::Ansi
        } else {
            Colour::Plain
        };
        Self {
            quiet,
            verbose,
            colour,
        }
    }

    /// Prints notes and warnings.
    pub(super) fn diagnostics(&self, all: &[Diagnostic]) {
        let wanted: Vec<Diagnostic> = all
            .iter()
            .filter(|d| match d.severity {
                Severity::Error => true,
                Severity::Warning => !self.quiet,
                Severity::Note => self.verbose && !self.quiet,
            })
            .cloned()
            .collect();
        if !wanted.is_empty() {
            Self::write(&diag::render(&wanted, self.colour));
        }
    }

    /// Prints why the program stops.
    pub(super) fn failure(&self, failure: &Failure) {
        self.diagnostics(&failure.diagnostics());
    }

    /// A line for the user, unless `quiet`.
    pub(super) fn line(&self, text: impl Display) {
        if !self.quiet {
            Self::write(&diag::printable(&format!("{text}\n")));
        }
    }

    /// A turning mark while something takes more than half a second, gone when the result is dropped.
    pub(super) fn working(&self, what: &'static str) -> Working {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(ProgressStyle::default_spinner());
        bar.set_message(what);
        self.show_late(&bar);
        Working(bar)
    }

    /// A progress bar that shows after half a second, and only on a terminal.
    pub(super) fn progress(&self, steps: u64, what: &'static str) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(what);
        self.show_late(&bar);
        bar
    }

    /// Shows a bar once it lasts, and never to a file or a pipe.
    fn show_late(&self, bar: &ProgressBar) {
        if self.quiet || !std::io::stderr().is_terminal() {
            return;
        }
        let late = bar.downgrade();
        std::thread::spawn(move || {
            std::thread::sleep(PATIENCE);
            if let Some(bar) = late.upgrade().filter(|bar| !bar.is_finished()) {
                bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
                bar.enable_steady_tick(PATIENCE);
            }
        });
    }

    fn write(text: &str) {
        // Nobody is left to be told when standard error is closed.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}
