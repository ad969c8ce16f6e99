//! Places for the name of a line: beside it, following it; straight where it wriggles; apart at last.

use super::candidate::Writing;
use super::curve;
use super::ground::SubjectKind;
use super::offer::{Draft, Spot};
use super::point;
use super::setting::{SetForm, SetLine};
use crate::compose::polyline::Polyline;
use crate::geom::PagePoint;

/// Distances beyond the least gap at 13 px letters.
const DISTANCES: [f64; 2] = [0.0, 5.0];
/// Cost of each px of them.
const PER_PX: f64 = 1.2;
/// Cost at the end of a line against its middle.
const OFF_MIDDLE: f64 = 14.0;
/// Labels slide by this part of the line, but at least by these px.
const STEP: (f64, f64) = (0.02, 6.0);
/// Cost of standing on the inner side of a bend, and on a river's lower side.
const WRONG_SIDE: f64 = 6.0;
/// Cost per degree that a letter is steeper than this.
const STEEP: (f64, f64) = (30.0, 0.25);
/// Extra cost beyond this many degrees: only one label on a map may be so steep.
const TOO_STEEP: (f64, f64) = (60.0, 6.0);
/// Cost per degree of bend: a straight stretch is easier to read.
const PER_BEND_DEG: f64 = 0.08;
/// Cost per px that the line strays from a straight label.
const PER_STRAY_PX: f64 = 0.7;
/// Cost of a label longer than its line, and of a level one beside a line too short (the more, the less
/// it is too short) or too steep to be followed. Beside any other it costs as much as a leader: it seems to
/// belong to nothing.
const OVERHANG: f64 = 26.0;
const BESIDE_SHORT: (f64, f64) = (20.0, 34.0);
const BESIDE_STEEP: f64 = 48.0;
const DETACHED: f64 = 58.0;
/// Cost of each px that a level name is longer than its line.
const PER_PX_TOO_LONG: f64 = 0.08;

/// Which line is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A river: its name stands above it.
    River,
    /// A movement: its name stands on the outer side of its bend.
    Movement,
}

/// A line that wants its name.
pub(super) struct Course {
    kind: Kind,
    half_width: f64,
    gap: f64,
    /// The line and its reverse, smoothed.
    ways: [Polyline; 2],
}

/// The side of a line, looking along the reading direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

impl Course {
    /// Prepares a line; `size` is that of the letters.
    pub(super) fn new(
        (line, kind): (&Polyline, Kind),
        (half_width, gap): (f64, f64),
        size: f64,
    ) -> Self {
        let reach = match kind {
            Kind::River => size,
            Kind::Movement => size / 2.0,
        };
        let smooth = curve::smoothed(line, reach);
        Self {
            kind,
            half_width,
            gap,
            ways: [smooth.reversed(), smooth],
        }
    }

    /// What may lie under the name.
    pub(super) fn subject(&self) -> SubjectKind {
        match self.kind {
            Kind::River => SubjectKind::River,
            Kind::Movement => SubjectKind::Movement,
        }
    }

    /// Spots at these parts of the line, to which a name may be tied; none if it has no length.
    fn spots(&self, parts: &[f64]) -> Vec<Spot> {
        let line = &self.ways[1];
        if line.is_degenerate() {
            return Vec::new();
        }
        let spot = |part: &f64| Spot {
            at: line.at(part * line.length()).at,
            radius: self.half_width,
            marked: true,
        };
        parts.iter().map(spot).collect()
    }

    /// The part of the line that labels may stand along, px from its start.
    fn stretch(&self, length: f64) -> (f64, f64) {
        let margin = match self.kind {
            Kind::River => 0.05,
            Kind::Movement => 0.12,
        };
        (margin * length, (1.0 - margin) * length)
    }

    /// Cost of a level name of some width beside the line: the better it could be followed, the dearer.
    fn beside_cost(&self, width: f64) -> f64 {
        let line = &self.ways[1];
        let (from, to) = self.stretch(line.length());
        let (a, b) = (line.at(from).at, line.at(to).at);
        let turn = libm::atan2((b.y - a.y).abs(), (b.x - a.x).abs()).to_degrees();
        if to - from < width {
            let (least, more) = BESIDE_SHORT;
            least + more * (to - from) / width + PER_PX_TOO_LONG * (width - line.length()).max(0.0)
        } else if turn > TOO_STEEP.0 {
            BESIDE_STEEP
        } else {
            DETACHED
        }
    }

    /// How far the middle of small letters is from the line.
    fn offset(&self, line: &SetLine<'_>, side: Side, more: f64) -> f64 {
        let middle = curve::middle(line);
        let least = self.half_width + more;
        match side {
            // Descenders keep a pixel of air.
            Side::Above => least + self.gap.max(line.below + 1.0) + middle,
            Side::Below => -(least + self.gap.max(2.0) + line.above - middle),
        }
    }

    fn side_cost(&self, side: Side, bend: f64) -> f64 {
        let above = side == Side::Above;
        match self.kind {
            Kind::River => f64::from(u8::from(!above)) * WRONG_SIDE,
            Kind::Movement if bend.abs() > 4.0 && (bend > 0.0) != above => WRONG_SIDE,
            Kind::Movement => f64::from(u8::from(!above)),
        }
    }
}

/// Names along the line.
pub(super) fn along(course: &Course, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    if course.ways[0].is_degenerate() {
        return;
    }
    if let [line] = set.lines.as_slice() {
        for way in &course.ways {
            for side in [Side::Above, Side::Below] {
                for more in DISTANCES {
                    let more = more * set.size() / 13.0;
                    curved(course, line, (way, side, more), out);
                    straight(course, line, (way, side, more), out);
                }
            }
        }
    }
    let before = out.len();
    near(course, set, out);
    let dearer = course.beside_cost(set.width);
    for draft in &mut out[before..] {
        draft.cost += dearer;
    }
}

/// A name apart from the line, tied to it by a thin line.
pub(super) fn apart(course: &Course, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    for spot in course.spots(&[0.15, 0.3, 0.5, 0.7]) {
        point::apart(spot, set, out);
    }
}

/// The same farther away, wherever there is room.
pub(super) fn far_apart(course: &Course, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    for spot in course.spots(&[0.15, 0.3, 0.5, 0.7]) {
        point::far_apart(spot, set, out);
    }
}

type Lane<'l> = (&'l Polyline, Side, f64);

/// Labels whose letters follow the line.
fn curved(course: &Course, line: &SetLine<'_>, (way, side, more): Lane<'_>, out: &mut Vec<Draft>) {
    let spacing = line.line.spacing;
    let width = line.width(spacing);
    let track = curve::beside(way, course.offset(line, side, more));
    let length = track.length();
    let (from, to) = course.stretch(length);
    for start in slide(from, to - width, length) {
        let (a, b) = (track.at(start).at, track.at(start + width).at);
        if !reads_onward(a, b) {
            continue;
        }
        let Some(set) = curve::set_along(line, spacing, &track, start) else {
            continue;
        };
        // A straight label serves as well and is simpler.
        if set.bend.abs() < 1.5 && strays(&track, start, width) < 0.6 {
            continue;
        }
        let cost = more * PER_PX
            + off_middle(start + width / 2.0, length)
            + course.side_cost(side, set.bend)
            + steepness(set.steepest)
            + set.bend.abs() * PER_BEND_DEG;
        out.push(Draft::new(
            cost,
            set.boxes,
            Writing::Letters(vec![set.letters]),
        ));
    }
}

/// Straight labels along chords of the line, as far out as the line bulges.
fn straight(course: &Course, line: &SetLine<'_>, lane: Lane<'_>, out: &mut Vec<Draft>) {
    let (way, side, more) = lane;
    let spacing = line.line.spacing;
    let width = line.width(spacing);
    let length = way.length();
    let (from, to) = course.stretch(length);
    let overhangs = to - from < width;
    if overhangs && (course.kind == Kind::River || width > 1.7 * length) {
        return;
    }
    let starts = if overhangs {
        vec![length / 2.0 - width / 2.0]
    } else {
        slide(from, to - width, length).collect()
    };
    for start in starts {
        let (first, last) = (start.max(0.0), (start + width).min(length));
        let (a, b) = (way.at(first).at, way.at(last).at);
        if !reads_onward(a, b) {
            continue;
        }
        let chord = a.distance(b);
        let (ux, uy) = ((b.x - a.x) / chord, (b.y - a.y) / chord);
        let (above, below) = bulge(way, (first, last), (a, (ux, uy)));
        let stray = above + below;
        if stray > 1.5 * line.line.size {
            continue;
        }
        let offset = course.offset(line, side, more);
        let up = match side {
            Side::Above => offset + above,
            Side::Below => offset - below,
        } - curve::middle(line);
        let shift = (chord - width) / 2.0;
        let origin = a.offset(ux * shift + uy * up, uy * shift - ux * up);
        let turn = libm::atan2(uy, ux).to_degrees();
        let (boxes, writing) = curve::set_straight(line, spacing, origin, turn);
        let mut cost = more * PER_PX + off_middle(start + width / 2.0, length);
        cost += course.side_cost(
            side,
            if above > below {
                5.0 * stray
            } else {
                -5.0 * stray
            },
        );
        cost += steepness(turn.abs()) + stray * PER_STRAY_PX;
        cost += if overhangs { OVERHANG } else { 0.0 };
        out.push(Draft::new(cost, boxes, writing));
    }
}

/// Upright labels close to the line.
pub(super) fn near(course: &Course, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    let parts = [0.3, 0.5, 0.7];
    for (spot, part) in course.spots(&parts).into_iter().zip(parts) {
        let before = out.len();
        point::around(spot, set, out);
        for draft in &mut out[before..] {
            draft.cost += OFF_MIDDLE * (part - 0.5_f64).abs();
        }
    }
}

/// Starts of a label that slides between two distances.
fn slide(from: f64, to: f64, length: f64) -> impl Iterator<Item = f64> {
    let step = (length * STEP.0).max(STEP.1);
    let room = to - from;
    let count = if room < 0.0 {
        0
    } else {
        (room / step) as usize + 1
    };
    // What is left over is shared, so that the middle of the line is among the places.
    let slack = if count > 0 {
        (room - (count - 1) as f64 * step) / 2.0
    } else {
        0.0
    };
    (0..count).map(move |i| from + slack + i as f64 * step)
}

/// Whether text from `a` to `b` reads left to right, or upwards.
fn reads_onward(a: PagePoint, b: PagePoint) -> bool {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    dx > 1e-3 || dx > -1e-3 && dy < 0.0
}

fn off_middle(middle: f64, length: f64) -> f64 {
    OFF_MIDDLE * 2.0 * (middle / length - 0.5).abs()
}

fn steepness(degrees: f64) -> f64 {
    let (from, per_degree) = STEEP;
    let (limit, extra) = TOO_STEEP;
    (degrees - from).max(0.0) * per_degree + if degrees > limit { extra } else { 0.0 }
}

/// How far a stretch of a line strays from its chord in all.
fn strays(line: &Polyline, start: f64, width: f64) -> f64 {
    let (a, b) = (line.at(start).at, line.at(start + width).at);
    let length = a.distance(b).max(1e-6);
    let direction = ((b.x - a.x) / length, (b.y - a.y) / length);
    let (above, below) = bulge(line, (start, start + width), (a, direction));
    above + below
}

/// How far a stretch of a line rises over and falls under a straight line through `a`.
fn bulge(
    line: &Polyline,
    (from, to): (f64, f64),
    (a, (ux, uy)): (PagePoint, (f64, f64)),
) -> (f64, f64) {
    const SAMPLES: usize = 12;
    let mut most = (0.0_f64, 0.0_f64);
    for i in 1..SAMPLES {
        let p = line.at(from + (to - from) * i as f64 / SAMPLES as f64).at;
        let up = (p.x - a.x) * uy - (p.y - a.y) * ux;
        most = (most.0.max(up), most.1.max(-up));
    }
    most
}
