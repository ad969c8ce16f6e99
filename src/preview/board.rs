//! What the preview shows now, and the one who changes it.

use hyper::body::Bytes;
use serde::Serialize;
use tokio::sync::watch;

use crate::diag::{self, Colour, Diagnostic, Severity};

/// The state that is shown, and every change of it.
#[derive(Clone, Default)]
pub(super) struct State {
    /// Counts the changes.
    pub number: u64,
    /// The last map that could be drawn.
    pub map: Option<Bytes>,
    /// The number of the change that brought that map.
    pub map_number: u64,
    /// What is to be said now.
    pub said: Vec<Said>,
}

/// A diagnostic as the page shows it.
#[derive(Clone, Serialize)]
pub(super) struct Said {
    severity: &'static str,
    /// With file, line, column, excerpt and hints, as a terminal shows it.
    text: String,
}

/// What the page is told of a state.
#[derive(Serialize)]
struct News<'a> {
    number: u64,
    map: u64,
    said: &'a [Said],
}

impl State {
    /// The state in JSON, without the map.
    pub(super) fn news(&self) -> String {
        let news = News {
            number: self.number,
            map: self.map_number,
            said: &self.said,
        };
        serde_json::to_string(&news).unwrap_or_default()
    }
}

/// The state and those who wait for it to change.
pub(super) struct Board(watch::Sender<State>);

impl Default for Board {
    fn default() -> Self {
        Self(watch::Sender::new(State::default()))
    }
}

impl Board {
    pub(super) fn publisher(&self) -> Publisher {
        Publisher(self.0.clone())
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<State> {
        self.0.subscribe()
    }
}

/// Hands maps and diagnostics to the preview.
pub struct Publisher(watch::Sender<State>);

impl Publisher {
    /// Shows a map and what is to be said of it; where there is none, the last one stays.
    pub fn publish(&self, map: Option<String>, said: &[Diagnostic]) {
        let said = said.iter().map(told).collect();
        self.0.send_modify(|state| {
            state.number += 1;
            state.said = said;
            if let Some(map) = map {
                state.map = Some(Bytes::from(map));
                state.map_number = state.number;
            }
        });
    }
}

fn told(diagnostic: &Diagnostic) -> Said {
    Said {
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        text: diag::render(std::slice::from_ref(diagnostic), Colour::Plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_leaves_the_last_map_in_place() {
        let board = Board::default();
        let (publisher, mut seen) = (board.publisher(), board.subscribe());
        publisher.publish(Some("one".to_owned()), &[]);
        publisher.publish(None, &[Diagnostic::error("bad").hint("mend it")]);
        let state = seen.borrow_and_update();
        assert_eq!(state.map.as_deref(), Some(&b"one"[..]));
        assert_eq!((state.number, state.map_number), (2, 1));
        let news = state.news();
        assert!(
            news.starts_with(r#"{"number":2,"map":1,"said":[{"severity":"error""#),
            "{news}"
        );
        assert!(news.contains("hint: mend it"), "{news}");
    }
}
