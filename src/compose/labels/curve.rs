//! Letters on a curve.

use super::candidate::{Writing, spaced_out};
use super::setting::SetLine;
use super::shape::Quad;
use crate::compose::polyline::Polyline;
use crate::geom::{PagePoint, PageRect, quantise};

/// Neighbouring letters are turned against each other by at most this, degrees.
const MOST_TURN: f64 = 12.0;
/// Letters lean over by at most this, degrees: more would be upside down.
const STEEPEST: f64 = 84.0;
/// Letters that share a box are turned against each other by at most this, degrees.
const SAME_BOX_TURN: f64 = 8.0;
/// Letters that stand farther apart than this get boxes of their own, em.
pub(super) const SPREAD: f64 = 0.2;

/// A line of text whose letters have their places.
pub(super) struct Lettered {
    /// Baseline origin and turn in degrees of every letter.
    pub(super) letters: Vec<(PagePoint, f64)>,
    /// What the letters fill.
    pub(super) boxes: Vec<Quad>,
    /// How far the text bends in all, degrees; positive when it bends to the right (clockwise).
    pub(super) bend: f64,
    /// How steep its steepest letter is, degrees.
    pub(super) steepest: f64,
}

/// Half the height of small letters: letters are spaced at this height, so that neither their feet
/// nor their heads are cramped where the line bends. Both bundled families: 0.52 em and 0.44 em.
pub(super) fn middle(line: &SetLine<'_>) -> f64 {
    0.25 * line.line.size
}

/// Sets letters along a track that runs through their middles, from `start` px on; `None` if it
/// bends too sharply or turns them upside down.
pub(super) fn set_along(
    line: &SetLine<'_>,
    spacing: f64,
    track: &Polyline,
    start: f64,
) -> Option<Lettered> {
    let mut letters: Vec<(PagePoint, f64)> = Vec::with_capacity(line.letters.len());
    let mut along = start;
    let mut steepest = 0.0_f64;
    let mut from = track.at(along).at;
    for (_, advance) in &line.letters {
        let to = track.at(along + advance.max(1.0)).at;
        let turn = quantise(libm::atan2(to.y - from.y, to.x - from.x).to_degrees());
        let sharp = |last: &(PagePoint, f64)| (turn - last.1).abs() > MOST_TURN;
        if turn.abs() > STEEPEST || letters.last().is_some_and(sharp) {
            return None;
        }
        steepest = steepest.max(turn.abs());
        let (sin, cos) = libm::sincos(turn.to_radians());
        let down = middle(line);
        letters.push((from.offset(-sin * down, cos * down).quantised(), turn));
        along += advance + spacing;
        from = track.at(along).at;
    }
    let bend = letters.last()?.1 - letters.first()?.1;
    let boxes = boxes(line, spacing, &letters);
    Some(Lettered {
        letters,
        boxes,
        bend,
        steepest,
    })
}

/// Sets a straight line of text from a baseline origin on, turned by some degrees.
pub(super) fn set_straight(
    line: &SetLine<'_>,
    spacing: f64,
    origin: PagePoint,
    turn_deg: f64,
) -> (Vec<Quad>, Writing) {
    let (origin, turn_deg) = (origin.quantised(), quantise(turn_deg));
    if spacing == 0.0 {
        let local = PageRect::new(0.0, -line.above, line.bare_width, line.below);
        let (sin, cos) = libm::sincos(turn_deg.to_radians());
        let boxes = vec![Quad::turned(origin, (cos, sin), local)];
        let origins = vec![origin];
        return (boxes, Writing::Straight { origins, turn_deg });
    }
    let letters = spaced_out(line, spacing, origin, turn_deg);
    (
        boxes(line, spacing, &letters),
        Writing::Letters(vec![letters]),
    )
}

/// As few boxes as follow the letters closely; of spread-out letters each has its own.
fn boxes(line: &SetLine<'_>, spacing: f64, letters: &[(PagePoint, f64)]) -> Vec<Quad> {
    if spacing > SPREAD * line.line.size {
        return letter_boxes(line, letters);
    }
    let mut boxes = Vec::new();
    let mut first = 0;
    for i in 0..letters.len() {
        if (letters[i].1 - letters[first].1).abs() > SAME_BOX_TURN {
            boxes.push(run_box(line, letters, first, i - 1));
            first = i;
        }
    }
    if !letters.is_empty() {
        boxes.push(run_box(line, letters, first, letters.len() - 1));
    }
    boxes
}

/// A box for every letter that is not a gap.
pub(super) fn letter_boxes(line: &SetLine<'_>, letters: &[(PagePoint, f64)]) -> Vec<Quad> {
    let visible = (0..letters.len()).filter(|i| !line.letters[*i].0.trim().is_empty());
    visible.map(|i| run_box(line, letters, i, i)).collect()
}

/// The box around the letters from `first` to `last`.
fn run_box(line: &SetLine<'_>, letters: &[(PagePoint, f64)], first: usize, last: usize) -> Quad {
    let (start, turn) = letters[first];
    let (sin, cos) = libm::sincos(letters[last].1.to_radians());
    let advance = line.letters[last].1;
    let end = letters[last].0.offset(advance * cos, advance * sin);
    let length = start.distance(end).max(1e-6);
    let direction = ((end.x - start.x) / length, (end.y - start.y) / length);
    // The arc over a chord rises by an eighth of its length for each radian.
    let rise = length * (letters[last].1 - turn).abs().to_radians() / 8.0;
    let local = PageRect::new(0.0, -line.above - rise, length, line.below + rise);
    Quad::turned(start, direction, local)
}

/// The same line, its small bends smoothed away by a moving mean over `reach` px to either side.
pub(super) fn smoothed(line: &Polyline, reach: f64) -> Polyline {
    const STEP: f64 = 4.0;
    let mut points = line.resampled(STEP).points().to_vec();
    let window = (reach / STEP).round() as usize;
    for _ in 0..2 {
        let last = points.len().saturating_sub(1);
        let mean = |i: usize| {
            let w = window.min(i).min(last - i);
            let near = &points[i - w..=i + w];
            let n = near.len() as f64;
            let (x, y) = near.iter().fold((0.0, 0.0), |s, p| (s.0 + p.x, s.1 + p.y));
            PagePoint::new(x / n, y / n)
        };
        points = (0..points.len()).map(mean).collect();
    }
    Polyline::new(points)
}

/// The line `px` to the left of another; where that bends too tightly, corners are skipped.
pub(super) fn beside(line: &Polyline, px: f64) -> Polyline {
    let points = line.points();
    let mut moved: Vec<PagePoint> = Vec::with_capacity(points.len());
    for i in 0..points.len() {
        let (a, b) = (
            points[i.saturating_sub(1)],
            points[(i + 1).min(points.len() - 1)],
        );
        let length = a.distance(b).max(1e-9);
        let (dx, dy) = ((b.x - a.x) / length, (b.y - a.y) / length);
        let p = points[i].offset(dy * px, -dx * px);
        let is_back = |last: &PagePoint| (p.x - last.x) * dx + (p.y - last.y) * dy <= 0.0;
        if !moved.last().is_some_and(is_back) {
            moved.push(p);
        }
    }
    Polyline::new(moved)
}
