//! How two bodies are in each other's way: running on top of each other, or crossing.

use super::stop::Gaps;
use crate::compose::polyline::Polyline;
use crate::geom::{PagePoint, PageRect};

/// Corners of a footprint stand this far apart, px.
const STEP_PX: f64 = 5.0;
/// Segments whose common box is looked at first.
const BLOCK: usize = 12;
/// Bodies nearer than this run on top of each other, px (criterion G8 of `docs/check.md`).
const NEAREST_PX: f64 = 2.5;
/// Crossings flatter than this are hard to follow, degrees (criterion G7 of `docs/check.md`).
pub(crate) const LEAST_ANGLE_DEG: f64 = 30.0;
/// No crossing so near to a head, px.
const HEAD_ROOM_PX: f64 = 20.0;

/// A centre line made ready for comparing it with others.
#[derive(Clone, Debug)]
pub(super) struct Footprint {
    points: Vec<PagePoint>,
    step: f64,
    gaps: Gaps,
    bounds: PageRect,
    blocks: Vec<PageRect>,
}

/// Where two centre lines cross.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Crossing {
    /// Between the lines, 0 to 90 degrees.
    pub angle_deg: f64,
    /// Whether it is at the head of one of them.
    pub at_head: bool,
}

/// How two bodies are in each other's way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Clash {
    /// Length over which they run on top of each other, without what crossings take, px.
    pub overlap_px: f64,
    /// Length over which they do so at so flat an angle that they look like one, px (criterion G8 of `docs/check.md`).
    pub along_px: f64,
    /// Their crossings.
    pub crossings: Vec<Crossing>,
}

impl Footprint {
    /// Of a centre line with a body around it.
    pub(super) fn new(line: &Polyline, gaps: Gaps) -> Self {
        let line = line.resampled(STEP_PX);
        let points = line.points().to_vec();
        let step = line.length() / (points.len().saturating_sub(1)).max(1) as f64;
        let blocks = points
            .windows(2)
            .collect::<Vec<_>>()
            .chunks(BLOCK)
            .map(|chunk| bounds(chunk.iter().flat_map(|pair| pair.iter())))
            .collect();
        Self {
            bounds: bounds(points.iter()),
            points,
            step,
            gaps,
            blocks,
        }
    }

    /// Whether there is nothing to compare.
    fn is_empty(&self) -> bool {
        self.points.len() < 2
    }

    fn reach(&self) -> f64 {
        self.gaps.half_width.max(self.gaps.head_half)
    }

    /// Half the width of what is drawn at a corner.
    fn half_at(&self, index: f64) -> f64 {
        let length = (self.points.len() as f64 - 1.0) * self.step;
        self.gaps.half_at(index * self.step, length).max(1.0)
    }

    fn is_head(&self, index: f64) -> bool {
        let left = (self.points.len() as f64 - 1.0 - index) * self.step;
        left < self.gaps.head_length + HEAD_ROOM_PX
    }

    /// The direction of the line around a corner.
    fn direction_at(&self, index: f64) -> (f64, f64) {
        let last = self.points.len() - 1;
        let from = (index - 0.5).floor().max(0.0) as usize;
        let to = ((index + 0.5).ceil() as usize).min(last);
        let (a, b) = (self.points[from.min(to - 1)], self.points[to]);
        (b.x - a.x, b.y - a.y)
    }

    /// Distance to the nearest spot within `reach`, and the corner it is at (with its fraction).
    fn nearest(&self, p: PagePoint, reach: f64) -> Option<(f64, f64)> {
        let mut best: Option<(f64, f64)> = None;
        for (number, block) in self.blocks.iter().enumerate() {
            if !block.grown(reach).contains(p) {
                continue;
            }
            let first = number * BLOCK;
            for i in first..(first + BLOCK).min(self.points.len() - 1) {
                let (away, t) = to_segment(p, self.points[i], self.points[i + 1]);
                if away < reach && best.is_none_or(|(least, _)| away < least) {
                    best = Some((away, i as f64 + t));
                }
            }
        }
        best
    }
}

/// Compares two bodies.
pub(super) fn clash(a: &Footprint, b: &Footprint) -> Clash {
    if a.is_empty() || b.is_empty() {
        return Clash::default();
    }
    let (a, b) = if a.points.len() <= b.points.len() {
        (a, b)
    } else {
        (b, a)
    };
    let reach = a.reach() + b.reach() + NEAREST_PX;
    if !a.bounds.grown(reach).overlaps(b.bounds) {
        return Clash::default();
    }
    let crossings = crossings(a, b);
    let near = |(i, p): (usize, &PagePoint)| {
        let (away, at) = b.nearest(*p, reach)?;
        let is_near = away < a.half_at(i as f64) + b.half_at(at) + NEAREST_PX;
        is_near.then(|| angle_between(a.direction_at(i as f64), b.direction_at(at)))
    };
    let together: Vec<f64> = a.points.iter().enumerate().filter_map(near).collect();
    let along = together
        .iter()
        .filter(|deg| **deg < LEAST_ANGLE_DEG)
        .count();
    let along_px = along as f64 * a.step;
    let together = together.len() as f64 * a.step;
    let width = a.gaps.half_width + b.gaps.half_width + NEAREST_PX;
    let taken: f64 = crossings
        .iter()
        .map(|c| 2.0 * width / libm::sin(c.angle_deg.max(LEAST_ANGLE_DEG).to_radians()) + a.step)
        .sum();
    Clash {
        overlap_px: (together - taken).max(0.0),
        along_px,
        crossings,
    }
}

fn crossings(a: &Footprint, b: &Footprint) -> Vec<Crossing> {
    let mut found = Vec::new();
    for (i, pair) in a.points.windows(2).enumerate() {
        let own = bounds(pair.iter());
        for (number, block) in b.blocks.iter().enumerate() {
            if !block.grown(0.1).overlaps(own.grown(0.1)) {
                continue;
            }
            let first = number * BLOCK;
            for j in first..(first + BLOCK).min(b.points.len() - 1) {
                let Some(angle_deg) = crossing(pair, &b.points[j..=j + 1]) else {
                    continue;
                };
                found.push(Crossing {
                    angle_deg,
                    at_head: a.is_head(i as f64) || b.is_head(j as f64),
                });
            }
        }
    }
    found
}

/// The angle at which two segments cross, if they do.
fn crossing(a: &[PagePoint], b: &[PagePoint]) -> Option<f64> {
    let (ux, uy) = (a[1].x - a[0].x, a[1].y - a[0].y);
    let (vx, vy) = (b[1].x - b[0].x, b[1].y - b[0].y);
    let cross = ux * vy - uy * vx;
    if cross.abs() < 1e-9 {
        return None;
    }
    let (wx, wy) = (b[0].x - a[0].x, b[0].y - a[0].y);
    let (s, t) = ((wx * vy - wy * vx) / cross, (wx * uy - wy * ux) / cross);
    let within = (0.0..1.0).contains(&s) && (0.0..1.0).contains(&t);
    within.then(|| angle_between((ux, uy), (vx, vy)))
}

/// The angle between two directions, whichever way they run, 0 to 90 degrees.
fn angle_between((ux, uy): (f64, f64), (vx, vy): (f64, f64)) -> f64 {
    let cross = ux * vy - uy * vx;
    let angle = libm::atan2(cross.abs(), ux * vx + uy * vy).to_degrees();
    angle.min(180.0 - angle)
}

fn to_segment(p: PagePoint, a: PagePoint, b: PagePoint) -> (f64, f64) {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let square = (dx * dx + dy * dy).max(1e-12);
    let t = (((p.x - a.x) * dx + (p.y - a.y) * dy) / square).clamp(0.0, 1.0);
    (a.lerp(b, t).distance(p), t)
}

fn bounds<'p>(points: impl Iterator<Item = &'p PagePoint>) -> PageRect {
    let empty = PageRect {
        x0: f64::INFINITY,
        y0: f64::INFINITY,
        x1: f64::NEG_INFINITY,
        y1: f64::NEG_INFINITY,
    };
    points.fold(empty, |r, p| PageRect {
        x0: r.x0.min(p.x),
        y0: r.y0.min(p.y),
        x1: r.x1.max(p.x),
        y1: r.y1.max(p.y),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::arrows::toy;

    fn print(points: &[(f64, f64)]) -> Footprint {
        let line = Polyline::new(points.iter().map(|(x, y)| PagePoint::new(*x, *y)));
        Footprint::new(&line, toy::GAPS)
    }

    #[test]
    fn bodies_side_by_side_with_a_gap_do_not_overlap() {
        let a = print(&[(0.0, 0.0), (300.0, 0.0)]);
        assert_eq!(
            clash(&a, &print(&[(0.0, 40.0), (300.0, 40.0)])),
            Clash::default()
        );
        let close = clash(&a, &print(&[(0.0, 8.0), (300.0, 8.0)]));
        assert!(close.overlap_px > 200.0 && close.crossings.is_empty());
        assert!(close.along_px > 200.0);
    }

    #[test]
    fn a_clean_crossing_is_no_overlap() {
        let a = print(&[(0.0, 0.0), (300.0, 0.0)]);
        let crossed = clash(&a, &print(&[(150.0, -150.0), (150.0, 150.0)]));
        assert_eq!((crossed.overlap_px, crossed.along_px), (0.0, 0.0));
        assert_eq!(crossed.crossings.len(), 1);
        assert!((crossed.crossings[0].angle_deg - 90.0).abs() < 0.1);
        assert!(!crossed.crossings[0].at_head);
        let at_head = clash(&a, &print(&[(280.0, -150.0), (280.0, 150.0)]));
        assert!(at_head.crossings[0].at_head);
    }
}
