//! The one printer of diagnostics: rustc's form, with excerpt and hints.
//!
//! What is shown of the input is escaped first, so that a file cannot move the cursor, recolour the
//! terminal or reorder the line it is quoted in.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Severity, Span};

/// Whether output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// With terminal escapes.
    Ansi,
    /// Plain.
    Plain,
}

/// How much of a long line is shown before and after the spot, in bytes.
const CONTEXT_BYTES: usize = 120;

/// Renders diagnostics as text, in order, each with its excerpt and hints, ending in a line break.
pub fn render(diagnostics: &[Diagnostic], colour: Colour) -> String {
    let renderer = match colour {
        Colour::Ansi => Renderer::styled(),
        Colour::Plain => Renderer::plain(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    diagnostics
        .iter()
        .map(|d| one(&renderer, d) + "\n")
        .collect()
}

/// Diagnostics as one plain text, for programs that pass faults on as a string.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what `map_err` hands over"
)]
pub fn told(diagnostics: Vec<Diagnostic>) -> String {
    render(&diagnostics, Colour::Plain)
}

fn one(renderer: &Renderer, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(short(&diagnostic.message)));
    if let Some(span) = &diagnostic.span {
        group = group.element(snippet(span));
    }
    let hint = Level::HELP.with_name("hint");
    let hints = diagnostic
        .hints
        .iter()
        .map(|text| hint.clone().message(short(text)));
    renderer.render(&[group.elements(hints)])
}

fn snippet(span: &Span) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let excerpt = Excerpt::of(span);
    Snippet::source(excerpt.text)
        .line_start(excerpt.line)
        .path(short(&span.source.name))
        .annotation(AnnotationKind::Primary.span(excerpt.marked))
}

/// The first line of a span, escaped and cut to what fits a terminal.
struct Excerpt {
    text: String,
    marked: Range<usize>,
    line: usize,
}

impl Excerpt {
    fn of(span: &Span) -> Self {
        let text = &span.source.text;
        let start = text.floor_char_boundary(span.range.start.min(text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let end = text.floor_char_boundary(span.range.end.clamp(start, line_end));
        let from = start.saturating_sub(CONTEXT_BYTES).max(line_start);
        let to = end.min(start + CONTEXT_BYTES) + CONTEXT_BYTES;
        let from = text.floor_char_boundary(from);
        let to = text.floor_char_boundary(to.min(line_end));
        let end = end.min(to);
        // The renderer counts columns from the text it is given: spaces stand for what is cut off.
        let cut = " ".repeat(text[line_start..from].chars().count().min(MAX_COLUMN));
        let before = cut + &escape(&text[from..start]);
        let marked = escape(&text[start..end]);
        let after = escape(text[end..to].trim_end_matches('\r'));
        Self {
            marked: before.len()..before.len() + marked.len(),
            text: format!("{before}{marked}{after}"),
            line: span.source.line_column(start).line,
        }
    }
}

/// Columns beyond this are not counted: a megabyte on one line has no use for them.
const MAX_COLUMN: usize = 10_000;

/// The most characters of a message: whoever names a file with a thousand is not helped by all of them.
const MAX_MESSAGE: usize = 1000;

/// A message as it can be printed on one line, cut if it is monstrous.
fn short(text: &str) -> String {
    match text.char_indices().nth(MAX_MESSAGE) {
        Some((end, _)) => escape(&text[..end]) + "…",
        None => escape(text),
    }
}

/// A text from outside as it can be printed to a terminal: control, override and tag characters are
/// written as escapes (`\x1b`), line breaks are kept, tabs become spaces.
pub fn printable(text: &str) -> String {
    text.split('\n').map(escape).collect::<Vec<_>>().join("\n")
}

/// Writes control, override and tag characters as escapes; tabs become spaces.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => {
                out.push_str(&format!("\\x{:02x}", u32::from(c)));
            }
            '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{61c}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::*;

    #[test]
    fn a_fault_is_shown_with_its_line_and_hints() {
        let source = Source::new("1812.toml", "# war\nfrom = \"Kovna\"\n");
        let fault = Diagnostic::error("unknown place `Kovna`")
            .at(&source, 13..20)
            .hint("use `Kovno`")
            .hint("or give its position");
        let shown = render(&[fault], Colour::Plain);
        let wanted = "\
error: unknown place `Kovna`
 --> 1812.toml:2:8
  |
2 | from = \"Kovna\"
  |        ^^^^^^^
  |
  = hint: use `Kovno`
  = hint: or give its position
";
        assert_eq!(shown, wanted);
    }

    #[test]
    fn colour_is_only_in_ansi_output() {
        let fault = Diagnostic::warning("label left out");
        assert_eq!(
            render(std::slice::from_ref(&fault), Colour::Plain),
            "warning: label left out\n"
        );
        assert!(render(&[fault], Colour::Ansi).contains("\u{1b}["));
    }

    #[test]
    fn hostile_text_cannot_reach_the_terminal() {
        let source = Source::new(
            "a\u{1b}]0;x\u{7}.toml",
            "name = \"\u{202e}\u{1b}[2J\u{9b}x\"\r\n",
        );
        let fault = Diagnostic::error("bad \u{1b}[31m name")
            .at(&source, 7..18)
            .hint("\u{200f}");
        let shown = render(&[fault], Colour::Plain);
        assert!(
            shown.chars().all(|c| c == '\n' || !c.is_control()),
            "{shown}"
        );
        assert!(
            shown.contains("\\u{202e}\\x1b[2J") && shown.contains("\\x9bx"),
            "{shown}"
        );
    }

    #[test]
    fn a_monstrous_message_is_cut_and_line_breaks_of_a_text_are_kept() {
        let shown = render(&[Diagnostic::error("x".repeat(100_000))], Colour::Plain);
        assert!(shown.len() < 2000);
        assert_eq!(printable("a\tb\n\u{1b}[2Jc\r\n"), "a b\n\\x1b[2Jc\\x0d\n");
    }

    #[test]
    fn odd_spans_are_shown_without_panic() {
        let texts = ["", "a", "қазақ", "a\r\nb", &"x".repeat(100_000), "\n\n\n"];
        for text in texts {
            let source = Source::new("t", text);
            for range in [
                0..0,
                0..1,
                1..3,
                2..2,
                0..text.len(),
                5..900_000,
                50_000..50_010,
            ] {
                let fault = Diagnostic::note("here").at(&source, range);
                assert!(
                    render(&[fault], Colour::Plain).contains("--> t:"),
                    "{text:.20}"
                );
            }
        }
    }

    #[test]
    fn a_monster_line_is_cut_around_the_spot() {
        let source = Source::new("t", "x".repeat(1_000_000));
        let fault = Diagnostic::error("here").at(&source, 500_000..900_000);
        assert!(render(&[fault], Colour::Plain).len() < 30_000);
    }
}
