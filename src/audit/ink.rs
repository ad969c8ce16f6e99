//! Where lettering stands: the boxes that it fills.

use super::shapes::Quad;
use crate::geom::{PagePoint, PageRect};
use crate::scene::{Lettering, Text};
use crate::text::Fonts;

/// Letters spread by more than this over their natural width are spaced out; names of rivers, a pixel
/// between their letters, are not.
const SPACED: f64 = 1.25;

/// The turned boxes of a text, from its baselines to the height of its capitals: a box a line, or one a letter.
pub(super) fn boxes_of(text: &Text, fonts: &Fonts) -> Vec<Quad> {
    let height = fonts.cap_height(text.face, text.size);
    let upright = |origin: PagePoint, width: f64| {
        PageRect::new(origin.x, origin.y - height, origin.x + width, origin.y).corners()
    };
    match &text.lettering {
        Lettering::Lines { lines, rotate_deg } => {
            let pivot = lines.first().map_or(PagePoint::default(), |l| l.origin);
            let quads = lines.iter().map(|l| upright(l.origin, l.width));
            quads
                .map(|q| q.map(|p| turned(p, *rotate_deg, pivot)))
                .collect()
        }
        Lettering::Letters { letters, .. } => {
            let inked = letters
                .iter()
                .filter(|(letter, _, _)| !letter.trim().is_empty());
            let quads = inked.map(|(letter, origin, turn)| {
                let width = fonts.measure(text.face, text.size, 0.0, letter);
                upright(*origin, width).map(|p| turned(p, *turn, *origin))
            });
            quads.collect()
        }
    }
}

fn turned(p: PagePoint, degrees: f64, about: PagePoint) -> PagePoint {
    let (sin, cos) = libm::sincos(degrees.to_radians());
    let (dx, dy) = (p.x - about.x, p.y - about.y);
    about.offset(dx * cos - dy * sin, dx * sin + dy * cos)
}

/// Whether a text's letters are spaced out, as those of great names are.
pub(super) fn is_spaced(text: &Text, fonts: &Fonts) -> bool {
    let Lettering::Letters { letters, .. } = &text.lettering else {
        return false;
    };
    let steps = letters.windows(2).map(|w| w[0].1.distance(w[1].1));
    let natural = letters.iter().take(letters.len().saturating_sub(1));
    let natural = natural.map(|(letter, _, _)| fonts.measure(text.face, text.size, 0.0, letter));
    steps.sum::<f64>() > SPACED * natural.sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::toy::text;

    #[test]
    fn a_turned_line_keeps_its_size() {
        let fonts = Fonts::bundled();
        let mut line = text("Shiderty", 13.0);
        if let Lettering::Lines { rotate_deg, .. } = &mut line.lettering {
            *rotate_deg = 30.0;
        }
        let quad = boxes_of(&line, &fonts)[0];
        assert!((quad[0].distance(quad[1]) - 13.0 * 0.5 * 8.0).abs() < 1e-6);
        assert!(quad[1].y > quad[0].y);
    }

    #[test]
    fn only_letters_set_apart_are_spaced() {
        let fonts = Fonts::bundled();
        let mut name = text("AB", 20.0);
        assert!(!is_spaced(&name, &fonts));
        for (gap, spaced) in [(0.0, false), (6.0, true)] {
            let step = fonts.measure(name.face, 20.0, 0.0, "A") + gap;
            let letter = |c: &str, x| (c.to_owned(), PagePoint::new(x, 0.0), 0.0);
            name.lettering = Lettering::Letters {
                text: "AB".to_owned(),
                letters: vec![letter("A", 0.0), letter("B", step)],
            };
            assert_eq!(is_spaced(&name, &fonts), spaced);
        }
    }
}
