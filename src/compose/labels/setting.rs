//! Forms measured with the bundled fonts.

use unicode_normalization::UnicodeNormalization;

use super::{Form, FormLine, Wording};
use crate::text::Fonts;

/// A form with its measures.
pub(super) struct SetForm<'r> {
    /// How much it says.
    pub(super) wording: Wording,
    /// Top to bottom.
    pub(super) lines: Vec<SetLine<'r>>,
    /// Width of the widest line, px.
    pub(super) width: f64,
    /// From the top of the first line's letters to the bottom of the last one's, px.
    pub(super) height: f64,
}

/// A line with its measures.
pub(super) struct SetLine<'r> {
    /// What is written.
    pub(super) line: &'r FormLine,
    /// The letters with their advances, px, kerning included, spacing not.
    pub(super) letters: Vec<(&'r str, f64)>,
    /// Sum of the advances, px: the width without spacing.
    pub(super) bare_width: f64,
    /// Height of its letters over the baseline, px.
    pub(super) above: f64,
    /// Depth of its letters under the baseline, px.
    pub(super) below: f64,
    /// From the top of the form to this line's baseline, px.
    pub(super) baseline: f64,
}

impl SetLine<'_> {
    /// Width with `spacing` px between letters.
    pub(super) fn width(&self, spacing: f64) -> f64 {
        self.bare_width + spacing * self.letters.len().saturating_sub(1) as f64
    }
}

impl<'r> SetForm<'r> {
    /// Measures a form.
    pub(super) fn new(form: &'r Form, fonts: &Fonts) -> Self {
        let mut lines: Vec<SetLine<'r>> = Vec::new();
        for line in &form.lines {
            let mut set = set_line(line, fonts);
            set.baseline = match lines.last() {
                // Names and dates of one label stand close; equal lines a quarter of an em apart.
                Some(last) => last.baseline + 0.2 * last.line.size + 1.05 * line.size,
                None => set.above,
            };
            lines.push(set);
        }
        let width = |l: &SetLine<'_>| l.width(l.line.spacing);
        Self {
            wording: form.wording,
            width: lines.iter().map(width).fold(0.0, f64::max),
            height: lines.last().map_or(0.0, |l| l.baseline + l.below),
            lines,
        }
    }

    /// Size of the first line, px.
    pub(super) fn size(&self) -> f64 {
        self.lines.first().map_or(1.0, |l| l.line.size)
    }

    /// From the top to the last baseline, px.
    pub(super) fn last_baseline(&self) -> f64 {
        self.lines.last().map_or(0.0, |l| l.baseline)
    }

    /// All words.
    pub(super) fn words(&self) -> String {
        let lines: Vec<_> = self.lines.iter().map(|l| l.line.text.as_str()).collect();
        lines.join(" ")
    }
}

fn set_line<'r>(line: &'r FormLine, fonts: &Fonts) -> SetLine<'r> {
    let letters = fonts.advances(line.face, line.size, &line.text);
    let cap = fonts.cap_height(line.face, line.size);
    // Ascenders reach 3 % over capitals in the bundled fonts; accents on capitals need a third more.
    let above = if line.text.chars().any(is_accented_capital) {
        cap * 1.33
    } else {
        cap * 1.03
    };
    let below = if line.text.chars().all(stands_on_the_baseline) {
        0.02 * line.size
    } else {
        fonts.descent(line.face, line.size)
    };
    SetLine {
        line,
        bare_width: letters.iter().map(|l| l.1).sum(),
        letters,
        above,
        below,
        baseline: 0.0,
    }
}

fn is_accented_capital(c: char) -> bool {
    !c.is_ascii() && c.is_uppercase() && std::iter::once(c).nfd().count() > 1
}

fn stands_on_the_baseline(c: char) -> bool {
    match c {
        'g' | 'j' | 'p' | 'q' | 'y' | 'Q' | ',' | ';' | '(' | ')' | '/' => false,
        _ => c.is_ascii() || c == '\u{2013}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Color;
    use crate::text::Face;

    fn line(text: &str, size: f64) -> FormLine {
        FormLine {
            text: text.to_owned(),
            face: Face::SansBold,
            size,
            spacing: 0.0,
            color: Color::new(0, 0, 0),
            halo: 3.0,
        }
    }

    #[test]
    fn descenders_and_accents_make_a_line_taller() {
        let fonts = Fonts::bundled();
        let (plain, deep, tall) = (
            line("Emil", 15.0),
            line("Ayagoz", 15.0),
            line("Écija", 15.0),
        );
        let set = |l| set_line(l, &fonts);
        assert!(set(&plain).below < 1.0 && set(&deep).below > 2.0);
        assert!(set(&tall).above > set(&plain).above + 2.0);
    }

    #[test]
    fn lines_stand_below_each_other() {
        let form = Form::full(vec![line("3 Kokshetau", 15.0), line("18 Aug 1756", 12.0)]);
        let fonts = Fonts::bundled();
        let set = SetForm::new(&form, &fonts);
        let step = set.lines[1].baseline - set.lines[0].baseline;
        assert!((14.0..18.0).contains(&step), "{step}");
        assert!(set.height > set.last_baseline());
    }
}
