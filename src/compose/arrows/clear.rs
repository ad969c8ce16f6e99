//! Bends a line clear of markers, with bumps too gentle to be noticed.

use super::bends;
use super::leg::LEAST_RADIUS_WIDTHS;
use super::stop::{Gaps, Keep};
use crate::compose::polyline::{Polyline, Station};
use crate::geom::PagePoint;

/// Between the body of a movement and the edge of a marker that is not its own, px; one more than must be.
const CLEARANCE_PX: f64 = 9.0;
/// How far along the line a bump around a marker spreads: wide enough not to look like a dent.
const BUMP_SIGMA_PX: f64 = 55.0;
/// Corners of the line stand this far apart at most while it is bent, px.
const STEP_PX: f64 = 6.0;
/// Which way the line runs is measured over this length to either side, px.
const TURN_PX: f64 = 12.0;
/// The ends hold: within this length a bump fades to nothing, px.
const HOLD_PX: f64 = 40.0;
/// Passes of pushing a line away from markers.
const PASSES: usize = 3;
/// Rounding a line's bends may bring it back to a marker: so often it is pushed and rounded in turn.
const MOST_TURNS: usize = 3;
/// Rounds of smoothing that a bend may take to become gentle enough.
const MOST_ROUNDS: usize = 80;
/// Bends are rounded to a little more than they must be, for what is lost when the line is cut and drawn.
const SPARE: f64 = 1.08;

/// Pushes the line away from markers with smooth bumps, and rounds bends that are too tight for its body.
pub(super) fn bend_clear(line: &Polyline, keep: &[Keep], gaps: Gaps) -> Polyline {
    let step = (gaps.half_width).clamp(2.0, STEP_PX);
    let mut line = gentle(&line.resampled(step), gaps);
    let near = nearby(&line, keep, gaps);
    for _ in 0..MOST_TURNS {
        let Some(bumped) = pushed(&line, &near, (gaps, step)) else {
            break;
        };
        line = gentle(&bumped, gaps);
    }
    line
}

/// The markers that a line may come near, also while it is bent.
pub(super) fn nearby(line: &Polyline, keep: &[Keep], gaps: Gaps) -> Vec<Keep> {
    let Some(bounds) = line.bounds() else {
        return Vec::new();
    };
    let room = 2.0 * (gaps.half_width.max(gaps.head_half) + CLEARANCE_PX);
    let is_near = |k: &&Keep| bounds.grown(room + 2.0 * k.radius).contains(k.at);
    keep.iter().filter(is_near).copied().collect()
}

/// The line after some passes of pushing; `None` if nothing is in its way.
fn pushed(line: &Polyline, keep: &[Keep], (gaps, step): (Gaps, f64)) -> Option<Polyline> {
    let mut bent: Option<Polyline> = None;
    for _ in 0..PASSES {
        let line = bent.as_ref().unwrap_or(line);
        let pushes: Vec<(f64, f64)> = keep.iter().filter_map(|k| push(line, k, gaps)).collect();
        if pushes.is_empty() {
            break;
        }
        bent = Some(bumped(line, &pushes, (TURN_PX / step).round() as usize));
    }
    bent.map(|line| line.resampled(step))
}

/// Where along the line and how far to the left (right if negative) it must move to clear a marker.
fn push(line: &Polyline, keep: &Keep, gaps: Gaps) -> Option<(f64, f64)> {
    if line.is_degenerate() {
        return None;
    }
    let wanted = keep.radius + gaps.half_width + CLEARANCE_PX;
    let (along, away) = line.nearest(keep.at);
    // At the ends the line must stay where it is.
    if away >= wanted || along < 12.0 || along > line.length() - 12.0 {
        return None;
    }
    let spot = line.smooth_at(along, 8.0);
    let side = spot.dy * (keep.at.x - spot.at.x) - spot.dx * (keep.at.y - spot.at.y);
    let amount = wanted - away;
    Some((along, if side > 0.0 { -amount } else { amount }))
}

/// Moves each corner aside; which way that is is measured over some corners to either side.
fn bumped(line: &Polyline, pushes: &[(f64, f64)], reach: usize) -> Polyline {
    let (length, points) = (line.length(), line.points());
    let last = points.len() - 1;
    let corners = points.iter().zip(line.distances()).enumerate();
    Polyline::new(corners.map(|(i, (at, along))| {
        let hold = (along / HOLD_PX)
            .min((length - along) / HOLD_PX)
            .clamp(0.0, 1.0);
        let shift: f64 = pushes
            .iter()
            .map(|(centre, amount)| amount * bump((along - centre) / BUMP_SIGMA_PX))
            .sum();
        let (before, after) = (
            points[i.saturating_sub(reach)],
            points[(i + reach).min(last)],
        );
        Station::between(*at, before, after).left(shift * hold)
    }))
}

/// A hill of height 1 at 0, of the shape of a normal distribution of deviation 1, that ends at the square root of 8.
fn bump(z: f64) -> f64 {
    let rest = (1.0 - z * z / 8.0).max(0.0);
    rest * rest * rest * rest
}

/// Rounds bends that are too tight for the body, and only those; the ends stay.
fn gentle(line: &Polyline, gaps: Gaps) -> Polyline {
    if line.points().len() < 3 {
        return line.clone();
    }
    let reach = bends::reach(2.0 * gaps.half_width);
    let least = LEAST_RADIUS_WIDTHS * SPARE * reach;
    let step = line.length() / (line.points().len() - 1) as f64;
    let window = (reach / step).round().max(1.0) as usize;
    let mut points = line.points().to_vec();
    for _ in 0..MOST_ROUNDS {
        let tight = tight_spots(&points, window, least);
        if !tight.contains(&true) {
            break;
        }
        points = smoothed(&points, &tight);
    }
    Polyline::new(points)
}

/// Which points lie in a bend tighter than a radius, or close to one.
fn tight_spots(points: &[PagePoint], window: usize, least: f64) -> Vec<bool> {
    let mut tight = vec![false; points.len()];
    for start in 0..points.len().saturating_sub(2 * window) {
        let (middle, end) = (start + window, start + 2 * window);
        if bends::square_radius(points[start], points[middle], points[end]) < least * least {
            let around = start.saturating_sub(window)..(end + window + 1).min(points.len());
            tight[around].fill(true);
        }
    }
    tight
}

/// Moves marked points halfway to the middle between their neighbours.
fn smoothed(points: &[PagePoint], marked: &[bool]) -> Vec<PagePoint> {
    let moved = |i: usize| {
        if i == 0 || i + 1 == points.len() || !marked[i] {
            return points[i];
        }
        points[i].lerp(points[i - 1].lerp(points[i + 1], 0.5), 0.5)
    };
    (0..points.len()).map(moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::arrows::{curve, toy};
    use crate::geom::PagePoint;

    #[test]
    fn a_foreign_marker_is_passed_at_a_distance() {
        let points = [(0.0, 0.0), (200.0, 2.0), (400.0, 0.0)].map(|(x, y)| PagePoint::new(x, y));
        let keep = [Keep {
            at: PagePoint::new(130.0, 4.0),
            radius: 12.0,
        }];
        let line = bend_clear(&curve::through(&points), &keep, toy::GAPS);
        let away = line.nearest(keep[0].at).1;
        assert!(away >= 12.0 + toy::GAPS.half_width + 8.0, "{away}");
    }

    #[test]
    fn a_corner_is_rounded_to_twice_the_width() {
        let corner = Polyline::new(
            [(0.0, 0.0), (150.0, 0.0), (150.0, 150.0)].map(|(x, y)| PagePoint::new(x, y)),
        );
        let line = bend_clear(&corner, &[], toy::GAPS);
        assert!(bends::least_radius(&line, 2.0 * toy::GAPS.half_width) >= 2.0);
    }
}
