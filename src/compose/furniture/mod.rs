//! What stands around and upon the map: title, legend, key, index, scale bar, locator, credits, date.

mod clock;
mod cover;
mod credits;
mod index;
mod key;
mod legend;
mod locator;
mod panel;
mod scale;
mod title;

pub(super) use clock::{date_px, draw as draw_clock};
pub(super) use credits::draw as draw_credits;
pub(super) use key::Key;
pub(super) use panel::Panels;
pub(super) use title::draw as draw_title;

use crate::compose::context::Context;
use crate::geom::{PagePoint, PageRect};
use crate::scene::{Color, Lettering, Text, TextLine};
use crate::text::{Face, Fonts};

/// Boxes of furniture that never moves and that labels keep clear of.
pub(super) fn fixed_rects(context: &Context<'_>) -> Vec<PageRect> {
    if context.inputs.preset.clock {
        vec![clock::date_rect(context)]
    } else {
        Vec::new()
    }
}

/// A straight line of text without a halo, its baseline starting at `origin`.
pub(super) fn plain(
    context: &Context<'_>,
    text: &str,
    (face, size, color): (Face, f64, Color),
    origin: PagePoint,
) -> Text {
    let width = context.inputs.fonts.measure(face, size, 0.0, text);
    Text {
        face,
        size,
        fill: color,
        halo: None,
        lettering: Lettering::Lines {
            lines: vec![TextLine {
                text: text.to_owned(),
                origin,
                width,
            }],
            rotate_deg: 0.0,
        },
        versions: Vec::new(),
    }
}

/// A text broken into lines no wider than `width` px.
pub(super) fn wrapped(
    fonts: &Fonts,
    text: &str,
    (face, size): (Face, f64),
    width: f64,
) -> Vec<String> {
    let measure = |line: &str| fonts.measure(face, size, 0.0, line);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if measure(&format!("{line} {word}")) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
