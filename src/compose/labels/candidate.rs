//! One way to place one label.

use super::setting::{SetForm, SetLine};
use super::shape::Quad;
use crate::geom::{PagePoint, PageRect};
use crate::scene::{Color, Halo, Lettering, Text, TextLine};

/// A thin straight line to a feature whose name stands apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Leader {
    /// At the feature.
    pub(super) from: PagePoint,
    /// At the label.
    pub(super) to: PagePoint,
}

/// Where the letters stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Writing {
    /// A baseline origin for each line, all turned alike about their own origins.
    Straight {
        /// Left ends of the baselines.
        origins: Vec<PagePoint>,
        /// Degrees clockwise.
        turn_deg: f64,
    },
    /// Every letter of every line with its baseline origin and its turn in degrees clockwise.
    Letters(Vec<Vec<(PagePoint, f64)>>),
}

/// One way to place one label.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    /// Which of the label's forms.
    pub(super) form: usize,
    /// What it costs, in thousandths, so that sums and comparisons are exact.
    pub(super) cost: i64,
    /// What the letters fill.
    pub(super) boxes: Vec<Quad>,
    /// The thin line, if the label stands apart.
    pub(super) leader: Option<Leader>,
    /// Where the letters stand.
    pub(super) writing: Writing,
}

/// How the lines of a block stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// Left ends under each other.
    Left,
    /// Middles under each other.
    Center,
    /// Right ends under each other.
    Right,
}

/// Sets a form upright: `x` is where its lines align, `top` the top of the first line's letters.
pub(super) fn block(set: &SetForm<'_>, align: Align, x: f64, top: f64) -> (Vec<Quad>, Writing) {
    let mut boxes = Vec::with_capacity(set.lines.len());
    let mut origins = Vec::with_capacity(set.lines.len());
    for line in &set.lines {
        let width = line.width(line.line.spacing);
        let left = match align {
            Align::Left => x,
            Align::Center => x - width / 2.0,
            Align::Right => x - width,
        };
        let origin = PagePoint::new(left, top + line.baseline).quantised();
        let y = origin.y;
        let rect = PageRect::new(origin.x, y - line.above, origin.x + width, y + line.below);
        boxes.push(Quad::upright(rect));
        origins.push(origin);
    }
    let spaced = set.lines.iter().any(|l| l.line.spacing != 0.0);
    if !spaced {
        let turn_deg = 0.0;
        return (boxes, Writing::Straight { origins, turn_deg });
    }
    let letters = set.lines.iter().zip(&origins);
    let letters = letters.map(|(line, origin)| spaced_out(line, line.line.spacing, *origin, 0.0));
    (boxes, Writing::Letters(letters.collect()))
}

/// The letters of a straight line, `spacing` px apart.
pub(super) fn spaced_out(
    line: &SetLine<'_>,
    spacing: f64,
    origin: PagePoint,
    turn_deg: f64,
) -> Vec<(PagePoint, f64)> {
    let (sin, cos) = libm::sincos(turn_deg.to_radians());
    let mut along = 0.0;
    let place = |(_, advance): &(&str, f64)| {
        let at = origin.offset(along * cos, along * sin);
        along += advance + spacing;
        (at, turn_deg)
    };
    line.letters.iter().map(place).collect()
}

impl Writing {
    /// Whether every line of it is one straight piece of lettering.
    pub(super) fn is_straight(&self) -> bool {
        match self {
            Self::Straight { .. } => true,
            Self::Letters(lines) => lines.iter().all(|line| is_one_line(line)),
        }
    }
}

impl Candidate {
    /// How much its steepest letter is turned, degrees.
    pub(super) fn steepest(&self) -> f64 {
        match &self.writing {
            Writing::Straight { turn_deg, .. } => turn_deg.abs(),
            Writing::Letters(lines) => {
                let turns = lines.iter().flatten().map(|(_, turn)| turn.abs());
                turns.fold(0.0, f64::max)
            }
        }
    }

    /// The lettering as it goes into the scene.
    pub(super) fn texts(&self, set: &SetForm<'_>, halo: Color) -> Vec<Text> {
        let mut texts: Vec<Text> = Vec::new();
        for (i, line) in set.lines.iter().enumerate() {
            let lettering = self.lettering(line, i);
            if let Lettering::Lines { lines, rotate_deg } = &lettering
                && *rotate_deg == 0.0
                && let Some(last) = texts.last_mut().filter(|t| looks_alike(t, line))
                && let Lettering::Lines { lines: above, .. } = &mut last.lettering
            {
                above.extend(lines.iter().cloned());
                continue;
            }
            let width = line.line.halo;
            texts.push(Text {
                face: line.line.face,
                size: line.line.size,
                fill: line.line.color,
                halo: (width > 0.0).then_some(Halo { color: halo, width }),
                lettering,
                versions: Vec::new(),
            });
        }
        texts
    }

    fn lettering(&self, line: &SetLine<'_>, index: usize) -> Lettering {
        match &self.writing {
            Writing::Straight { origins, turn_deg } => Lettering::Lines {
                lines: vec![TextLine {
                    text: line.line.text.clone(),
                    origin: origins[index],
                    width: line.bare_width,
                }],
                rotate_deg: *turn_deg,
            },
            Writing::Letters(lines) => {
                let places = lines[index].iter();
                let letters = line.letters.iter().zip(places);
                Lettering::Letters {
                    text: line.line.text.clone(),
                    letters: letters
                        .map(|((letter, _), (at, turn))| {
                            ((*letter).to_owned(), at.quantised(), *turn)
                        })
                        .collect(),
                }
            }
        }
    }
}

/// Whether letters are turned alike and stand on one line, up to the rounding of their origins.
fn is_one_line(letters: &[(PagePoint, f64)]) -> bool {
    const OFF_LINE_PX: f64 = 0.01;
    let Some((first, turn)) = letters.first() else {
        return true;
    };
    let (sin, cos) = libm::sincos(turn.to_radians());
    letters.iter().all(|(at, own)| {
        let off = (at.y - first.y) * cos - (at.x - first.x) * sin;
        own == turn && off.abs() < OFF_LINE_PX
    })
}

fn looks_alike(text: &Text, line: &SetLine<'_>) -> bool {
    text.face == line.line.face
        && text.size == line.line.size
        && text.fill == line.line.color
        && text.halo.map_or(0.0, |h| h.width) == line.line.halo
}
