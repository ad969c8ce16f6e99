//! Places for the name of a lake that is too small for it: close to its shore.

use super::area::Region;
use super::candidate::{Align, block};
use super::offer::Draft;
use super::setting::SetForm;
use crate::geom::PagePoint;
use crate::scene::Path;

/// Cost of standing beside.
const BESIDE: f64 = 20.0;

/// Names over, under and next to the largest piece of an area, close to its shore.
pub(super) fn beside(region: &Region<'_, '_>, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    const GAP: f64 = 3.0;
    let largest = region.rings.iter().max_by_key(|ring| size(ring));
    let Some((ring, bounds)) = largest.and_then(|r| Some((r, Path::line(r).bounds()?))) else {
        return;
    };
    let center = bounds.center();
    let free = (bounds.width() - set.width) / 2.0;
    for shift in [0.0, -0.3, 0.3, -0.6, 0.6, -1.0, 1.0] {
        let x = bounds.center().x + shift * free.abs().max(12.0);
        let over = reach(ring, center, (x - set.width / 2.0, x + set.width / 2.0));
        let off = BESIDE + 12.0 * f64::abs(shift);
        for (top, extra) in [(over.0 - GAP - set.height, 0.0), (over.1 + GAP, 3.0)] {
            let (boxes, writing) = block(set, Align::Center, x, top);
            out.push(Draft::new(off + extra, boxes, writing));
        }
    }
    let top = center.y - set.last_baseline() / 2.0;
    for (align, x) in [
        (Align::Left, bounds.x1 + GAP),
        (Align::Right, bounds.x0 - GAP),
    ] {
        let (boxes, writing) = block(set, align, x, top);
        out.push(Draft::new(BESIDE + 5.0, boxes, writing));
    }
}

/// How large a ring is, px² rounded.
fn size(ring: &[PagePoint]) -> i64 {
    let pairs = ring.windows(2);
    let twice: f64 = pairs.map(|p| p[0].x * p[1].y - p[1].x * p[0].y).sum();
    (twice / 2.0).abs().round() as i64
}

/// How far up and down a ring reaches between two x coordinates; its middle where it does not.
fn reach(ring: &[PagePoint], center: PagePoint, (x0, x1): (f64, f64)) -> (f64, f64) {
    let mut reach = (f64::INFINITY, f64::NEG_INFINITY);
    for pair in ring.windows(2) {
        let (a, b) = if pair[0].x <= pair[1].x {
            (pair[0], pair[1])
        } else {
            (pair[1], pair[0])
        };
        if b.x < x0 || a.x > x1 {
            continue;
        }
        for x in [a.x.max(x0), b.x.min(x1)] {
            let t = if b.x - a.x < 1e-9 {
                0.0
            } else {
                (x - a.x) / (b.x - a.x)
            };
            let y = a.y + (b.y - a.y) * t;
            reach = (reach.0.min(y), reach.1.max(y));
        }
    }
    if reach.0.is_finite() {
        reach
    } else {
        (center.y, center.y)
    }
}
