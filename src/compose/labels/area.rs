//! Places for the name of an area: inside, along its axis, spread out; beside it only for water.

use super::candidate::{Align, Writing, block};
use super::ground::Ground;
use super::offer::{Draft, Spot};
use super::point;
use super::scan::{self, Moments, Rows};
use super::setting::{SetForm, SetLine};
use super::shape::Quad;
use super::{axis, curve, shore};
use crate::geom::{PagePoint, PageRect, quantise};
use crate::scene::Path;

/// A name fills this part of its axis if its letters may be spread so far.
const FILL: f64 = 0.65;
/// It may fill so much of it before it counts as too long, and reach so far beyond at most.
const FULL: f64 = 0.92;
const MOST_OUTSIDE: f64 = 0.15;
/// Names are horizontal if the axis is within this, and never turned by more, degrees.
const LEVEL: f64 = 15.0;
const MOST_TURN: f64 = 35.0;
/// Areas are turned or bent only if they are so many times longer than wide.
const SLENDER: f64 = 2.0;
/// An arc turns by at most this, radians (60 degrees), and is used from this on.
const ARC: (f64, f64) = (0.18, 1.047);

/// So many rows of an area are tried, the best ones.
const MOST_PLACES: usize = 32;

/// Cost of the shortest axis against the longest, and of standing at the rim against the middle.
const SHORT_AXIS: f64 = 30.0;
const OFF_CENTER: f64 = 26.0;
/// Cost of letters closer than they should be, of two lines, of reaching beyond.
const TIGHT: f64 = 8.0;
const STACKED: f64 = 10.0;
const OUTSIDE: f64 = 45.0;
/// Cost of each px from the middle, where there is room nowhere within.
const PER_PX_AWAY: f64 = 0.1;
/// A level name on a slanting area.
const AGAINST_AXIS: f64 = 14.0;

/// An area that wants its name.
pub(super) struct Region<'g, 'o> {
    ground: &'g Ground<'o>,
    /// Its closed rings.
    pub(super) rings: Vec<Vec<PagePoint>>,
    most_spacing: f64,
    /// Whether the name may stand beside the area.
    pub(super) may_leave: bool,
    /// Middle of what shows of it.
    pub(super) center: PagePoint,
    axis: (f64, f64),
}

impl<'g, 'o> Region<'g, 'o> {
    /// Looks at the visible part of an area; `None` if nothing of it shows.
    pub(super) fn new(
        ground: &'g Ground<'o>,
        outline: &Path,
        most_spacing: f64,
        may_leave: bool,
    ) -> Option<Self> {
        let rings = scan::rings(outline);
        let coarse = Rows::new(&rings, ground, (0.0, 1.0), 4.0).moments();
        (coarse.area > 0.0).then(|| Self {
            ground,
            rings,
            most_spacing,
            may_leave,
            center: coarse.center(),
            axis: Moments::axis(&coarse),
        })
    }

    /// The directions in which a name may run, degrees, each with its cost.
    fn turns(&self) -> Vec<(f64, f64)> {
        let (angle, stretch) = self.axis;
        // A steep area has no good slanting name: too steep to read, too level to follow it.
        if stretch < SLENDER || angle.abs() <= LEVEL || angle.abs() > 65.0 {
            return vec![(0.0, 0.0)];
        }
        let turn = angle.clamp(-MOST_TURN, MOST_TURN).round();
        vec![(turn, 0.0), (0.0, AGAINST_AXIS)]
    }
}

/// All places of a form.
pub(super) fn within(region: &Region<'_, '_>, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    for (turn, cost) in region.turns() {
        let angle = libm::sincos(turn.to_radians());
        let mut found = Vec::new();
        if let [line] = set.lines.as_slice() {
            single(region, line, (turn, angle), &mut found);
            bent(region, line, (turn, angle), &mut found);
        }
        for draft in &mut found {
            draft.cost += cost;
        }
        out.append(&mut found);
    }
    stacked(region, set, out);
    if region.may_leave {
        shore::beside(region, set, out);
    }
}

/// Level names whose middle lies upon the area, wherever that is; on one line or, if that is too long, on two.
pub(super) fn upon(region: &Region<'_, '_>, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    const STEP: f64 = 9.0;
    let stack = match set.lines.as_slice() {
        [line] => Stack::new(line),
        _ => None,
    };
    let rows = Rows::new(&region.rings, region.ground, (0.0, 1.0), STEP);
    for row in 0..rows.rows.len() {
        let top = rows.y(row) - set.height / 2.0;
        for (from, to) in rows.free(row, 0) {
            let count = ((to - from) / STEP).ceil().max(1.0) as usize;
            for i in 0..=count {
                let x = from + (to - from) * i as f64 / count as f64;
                let (boxes, writing) = block(set, Align::Center, x, top);
                let away = region.center.distance(PagePoint::new(x, rows.y(row)));
                let cost = OUTSIDE + PER_PX_AWAY * away;
                out.push(Draft::new(cost, boxes, writing));
                if let Some(stack) = &stack {
                    let (boxes, writing) = stack.at(x, rows.y(row));
                    out.push(Draft::new(cost + STACKED, boxes, writing));
                }
            }
        }
    }
}

/// Names beside the area, tied to a free spot within: for a side's land too small for all that happened there, for a
/// lake among markers.
pub(super) fn apart(region: &Region<'_, '_>, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    const STEP: f64 = 9.0;
    const SPOTS: usize = 4;
    let rows = Rows::new(&region.rings, region.ground, (0.0, 1.0), STEP);
    for place in places(region, &rows, (0.0, 1.0), 0).into_iter().take(SPOTS) {
        let spot = Spot {
            at: PagePoint::new(place.middle, place.y),
            radius: 0.0,
            marked: true,
        };
        let first = out.len();
        point::apart(spot, set, out);
        point::far_apart(spot, set, out);
        for draft in &mut out[first..] {
            draft.cost += OUTSIDE + place.cost;
        }
    }
}

/// Names on one straight line.
fn single(
    region: &Region<'_, '_>,
    line: &SetLine<'_>,
    (turn, angle): (f64, (f64, f64)),
    out: &mut Vec<Draft>,
) {
    let cap = line.above;
    let rows = Rows::new(&region.rings, region.ground, angle, (cap / 2.0).max(3.0));
    for place in places(region, &rows, angle, 1) {
        for (spacing, tight) in spacings(region, line, place.length) {
            let width = line.width(spacing);
            let Some(crowded) = crowding(width, place.length) else {
                continue;
            };
            let slack = ((place.length * FULL - width) / 2.0).max(0.0);
            for shift in [0.0, -0.25, 0.25, -0.5, 0.5, -0.75, 0.75, -1.0, 1.0] {
                if slack < 2.0 && shift != 0.0 {
                    continue;
                }
                let x = place.middle + shift * slack - width / 2.0;
                let origin = scan::turned(PagePoint::new(x, place.y + cap / 2.0), angle);
                let (boxes, writing) = curve::set_straight(line, spacing, origin, turn);
                let cost = place.cost + crowded + tight + shift_cost(shift * slack, place.length);
                out.push(Draft::new(cost, boxes, writing));
            }
        }
    }
}

/// A free stretch of a row where a name may stand.
struct Place {
    y: f64,
    middle: f64,
    length: f64,
    cost: f64,
}

/// The longest free stretches, `around` rows of room above and below each.
fn places(region: &Region<'_, '_>, rows: &Rows, angle: (f64, f64), around: usize) -> Vec<Place> {
    let center = scan::turned_back(region.center, angle);
    let half_height = (rows.rows.len() as f64 * rows.step / 2.0).max(1.0);
    let mut found: Vec<Place> = Vec::new();
    let mut longest = 0.0_f64;
    for row in 0..rows.rows.len() {
        for (a, b) in rows.free(row, around) {
            longest = longest.max(b - a);
            let (y, middle) = (rows.y(row), (a + b) / 2.0);
            let off = (y - center.y).abs() / half_height;
            found.push(Place {
                y,
                middle,
                length: b - a,
                cost: OFF_CENTER * off * off + OFF_CENTER * 0.3 * off,
            });
        }
    }
    found.retain(|p| p.length > longest * 0.3);
    for place in &mut found {
        place.cost += SHORT_AXIS * (1.0 - place.length / longest);
    }
    found.sort_by(|a, b| quantise(a.cost).total_cmp(&quantise(b.cost)));
    found.truncate(MOST_PLACES);
    found
}

/// The letter-spacing that fills the axis, and the least one, each with its cost.
fn spacings(region: &Region<'_, '_>, line: &SetLine<'_>, length: f64) -> Vec<(f64, f64)> {
    let gaps = line.letters.len().saturating_sub(1).max(1) as f64;
    let least = line.line.spacing;
    let most = (region.most_spacing * line.line.size).max(least);
    let best = ((length * FILL - line.bare_width) / gaps).clamp(least, most);
    if best - least < 0.05 * line.line.size {
        return vec![(best, 0.0)];
    }
    vec![
        (best, 0.0),
        ((best + least) / 2.0, TIGHT / 2.0),
        (least, TIGHT),
    ]
}

/// Cost of a name that fills too much of its axis; `None` if it would reach too far beyond.
fn crowding(width: f64, length: f64) -> Option<f64> {
    let full = width / (length * FULL);
    if full <= 1.0 {
        return Some(0.0);
    }
    (width * (1.0 - MOST_OUTSIDE) <= length).then_some(OUTSIDE * full)
}

fn shift_cost(shift: f64, length: f64) -> f64 {
    OFF_CENTER * 1.5 * shift.abs() / length
}

/// Names whose words stand under each other, for narrow areas.
fn stacked(region: &Region<'_, '_>, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    let [line] = set.lines.as_slice() else {
        return;
    };
    let Some(stack) = Stack::new(line) else {
        return;
    };
    let step = line.above / 2.0;
    let angle = (0.0, 1.0);
    let rows = Rows::new(&region.rings, region.ground, angle, step);
    let around = ((stack.leading + line.above) / 2.0 / step).ceil() as usize;
    let width = stack.width();
    for place in places(region, &rows, angle, around) {
        let Some(crowded) = crowding(width, place.length) else {
            continue;
        };
        let slack = ((place.length * FULL - width) / 2.0).max(0.0);
        for shift in [0.0, -0.5, 0.5, -1.0, 1.0] {
            let (boxes, writing) = stack.at(place.middle + shift * slack, place.y);
            let cost = place.cost + crowded + STACKED + shift_cost(shift * slack, place.length);
            out.push(Draft::new(cost, boxes, writing));
        }
    }
}

/// A line broken into two at the gap between words nearest to its middle.
struct Stack<'l, 's> {
    line: &'l SetLine<'s>,
    parts: [std::ops::Range<usize>; 2],
    widths: [f64; 2],
    /// Distance of the two baselines, px.
    leading: f64,
}

impl<'l, 's> Stack<'l, 's> {
    /// None if the line is one word.
    fn new(line: &'l SetLine<'s>) -> Option<Self> {
        let cut = middle_gap(line)?;
        let parts = [0..cut, cut + 1..line.letters.len()];
        let widths = parts.clone().map(|part| {
            let gaps = part.len().saturating_sub(1) as f64;
            line.letters[part].iter().map(|l| l.1).sum::<f64>() + gaps * line.line.spacing
        });
        Some(Self {
            line,
            parts,
            widths,
            leading: 1.25 * line.line.size,
        })
    }

    fn width(&self) -> f64 {
        self.widths[0].max(self.widths[1])
    }

    /// Both lines around a middle, `y` px down the page.
    fn at(&self, middle: f64, y: f64) -> (Vec<Quad>, Writing) {
        let line = self.line;
        let spacing = line.line.spacing;
        let first = y - (self.leading - line.above) / 2.0;
        let mut letters = Vec::with_capacity(line.letters.len());
        let mut boxes = Vec::with_capacity(2);
        for (i, part) in self.parts.iter().enumerate() {
            let left = middle - self.widths[i] / 2.0;
            let origin = PagePoint::new(left, first + self.leading * i as f64).quantised();
            let top = origin.offset(0.0, -line.above);
            let end = origin.offset(self.widths[i], line.below);
            boxes.push(Quad::upright(PageRect::new(top.x, top.y, end.x, end.y)));
            let mut x = origin.x;
            // The gap between the words is a letter too; it stays at the end of the first line.
            for letter in &line.letters[part.start..(part.end + 1 - i).min(line.letters.len())] {
                letters.push((PagePoint::new(x, origin.y), 0.0));
                x += letter.1 + spacing;
            }
        }
        if spacing > curve::SPREAD * line.line.size {
            boxes = curve::letter_boxes(line, &letters);
        }
        (boxes, Writing::Letters(vec![letters]))
    }
}

/// The gap between words nearest to the middle of a line.
fn middle_gap(line: &SetLine<'_>) -> Option<usize> {
    let half = line.letters.len() / 2;
    let gaps = line.letters.iter().enumerate();
    let gaps = gaps.filter(|(_, (letter, _))| letter.trim().is_empty());
    gaps.map(|(i, _)| i).min_by_key(|i| i.abs_diff(half))
}

/// Names on an arc along the middle of a bent area.
fn bent(
    region: &Region<'_, '_>,
    line: &SetLine<'_>,
    (_, angle): (f64, (f64, f64)),
    out: &mut Vec<Draft>,
) {
    if region.axis.1 < SLENDER {
        return;
    }
    // Rows of the area turned by a further quarter are its columns.
    let upright = (angle.1, -angle.0);
    let columns = Rows::new(&region.rings, region.ground, upright, 8.0);
    let Some(arc) = axis::middle_arc(&columns, angle) else {
        return;
    };
    let length = arc.length();
    let turn_of = |a: f64, b: f64| {
        let (a, b) = (arc.at(a), arc.at(b));
        libm::asin((a.dx * b.dy - a.dy * b.dx).clamp(-1.0, 1.0)).abs()
    };
    for (spacing, tight) in spacings(region, line, length) {
        let width = line.width(spacing);
        let room = length * FULL - width;
        if room < 0.0 {
            continue;
        }
        for shift in [0.0, -0.5, 0.5, -1.0, 1.0] {
            let start = (length - width) / 2.0 + shift * room / 2.0;
            let bend = turn_of(start, start + width);
            if bend < ARC.0 || bend > ARC.1 {
                continue;
            }
            let Some(set) = curve::set_along(line, spacing, &arc, start) else {
                continue;
            };
            let outside = outside(region, &set.boxes);
            if outside > MOST_OUTSIDE {
                continue;
            }
            let cost = tight + OUTSIDE * outside + shift_cost(shift * room / 2.0, length);
            out.push(Draft::new(
                cost,
                set.boxes,
                Writing::Letters(vec![set.letters]),
            ));
        }
    }
}

/// The part of some boxes that lies outside an area, by their corners and the middles of their sides.
fn outside(region: &Region<'_, '_>, boxes: &[Quad]) -> f64 {
    let mut counts = (0_u32, 0_u32);
    for quad in boxes {
        let corners = quad.corners();
        for i in 0..4 {
            for p in [corners[i], corners[i].lerp(corners[(i + 1) % 4], 0.5)] {
                counts.1 += 1;
                counts.0 += u32::from(!is_inside(&region.rings, p));
            }
        }
    }
    f64::from(counts.0) / f64::from(counts.1.max(1))
}

fn is_inside(rings: &[Vec<PagePoint>], p: PagePoint) -> bool {
    let mut winding = 0;
    for pair in rings.iter().flat_map(|r| r.windows(2)) {
        let (a, b) = (pair[0], pair[1]);
        if (a.y <= p.y) != (b.y <= p.y) && a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) < p.x {
            winding += if b.y > a.y { 1 } else { -1 };
        }
    }
    winding != 0
}
