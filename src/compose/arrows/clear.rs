//! Bends a line clear of markers, with bumps too gentle to be noticed.

use super::bends::least_radius;
use super::leg::LEAST_RADIUS_WIDTHS;
use super::stop::{Gaps, Keep};
use crate::compose::polyline::Polyline;

/// Between the body of a movement and the edge of a marker that is not its own, px.
pub(super) const CLEARANCE_PX: f64 = 9.0;
/// How far along the line a bump around a marker spreads: wide enough not to look like a dent.
const BUMP_SIGMA_PX: f64 = 55.0;
/// Corners of the line stand this far apart while it is bent, px.
const STEP_PX: f64 = 6.0;
/// The ends hold: within this length a bump fades to nothing, px.
const HOLD_PX: f64 = 40.0;
/// Rounds of smoothing that a bend may take to become gentle enough.
const MOST_ROUNDS: usize = 40;

/// Pushes the line away from markers with smooth bumps, in up to three passes.
pub(super) fn bend_clear(line: &Polyline, keep: &[Keep], gaps: Gaps) -> Polyline {
    let mut line = line.resampled(STEP_PX);
    for _ in 0..3 {
        let pushes: Vec<(f64, f64)> = keep.iter().filter_map(|k| push(&line, k, gaps)).collect();
        if pushes.is_empty() || line.is_degenerate() {
            break;
        }
        line = bumped(&line, &pushes).resampled(STEP_PX);
    }
    gentle(line, gaps)
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

fn bumped(line: &Polyline, pushes: &[(f64, f64)]) -> Polyline {
    let length = line.length();
    let count = line.points().len() - 1;
    Polyline::new((0..=count).map(|i| {
        let along = length * i as f64 / count as f64;
        let spot = line.smooth_at(along, 12.0);
        let hold = (along / HOLD_PX)
            .min((length - along) / HOLD_PX)
            .clamp(0.0, 1.0);
        let shift: f64 = pushes
            .iter()
            .map(|(centre, amount)| {
                let z = (along - centre) / BUMP_SIGMA_PX;
                amount * libm::exp(-z * z / 2.0)
            })
            .sum();
        spot.left(shift * hold)
    }))
}

/// Rounds bends that are too tight for the body; the ends stay.
fn gentle(mut line: Polyline, gaps: Gaps) -> Polyline {
    let least = LEAST_RADIUS_WIDTHS * 2.0 * gaps.half_width;
    for _ in 0..MOST_ROUNDS {
        if least_radius(&line) >= least {
            break;
        }
        let points = line.points();
        let smoothed = (0..points.len()).map(|i| {
            if i == 0 || i + 1 == points.len() {
                return points[i];
            }
            points[i].lerp(points[i - 1].lerp(points[i + 1], 0.5), 0.5)
        });
        line = Polyline::new(smoothed);
    }
    line
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
        assert!(least_radius(&line) >= 4.0 * toy::GAPS.half_width);
    }
}
