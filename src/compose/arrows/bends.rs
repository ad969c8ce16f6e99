//! How a line bends: its tightest radius, and how often it changes from left to right.

use crate::compose::polyline::Polyline;
use crate::geom::PagePoint;

/// Changes of direction are measured over this length to either side, px: shorter wiggles are drawn away
/// by the body.
const REACH_PX: f64 = 14.0;
/// Bends are measured over a width of the body to either side, but at least over so many px: below that
/// the line's corners show.
const LEAST_REACH_PX: f64 = 4.0;
/// Turning the other way by less than this is no change of direction, degrees: long marches sway.
const FLAT_DEG: f64 = 14.0;

/// Over which length to either side the bends of a body of some width are measured, px.
pub(super) fn reach(width: f64) -> f64 {
    width.max(LEAST_REACH_PX)
}

/// The radius of the tightest bend of a body of some width, in widths; infinite for a straight line.
pub(super) fn least_radius(line: &Polyline, width: f64) -> f64 {
    let reach = reach(width);
    let steps = ((line.length() - 2.0 * reach) / (reach / 4.0)).floor();
    if line.is_degenerate() || steps < 0.0 {
        return f64::INFINITY;
    }
    let quarters = (0..=steps as usize + 8).map(|i| i as f64 * reach / 4.0);
    let spots: Vec<PagePoint> = line.spots(quarters).collect();
    let squares = spots
        .windows(9)
        .map(|run| square_radius(run[0], run[4], run[8]));
    squares.fold(f64::INFINITY, f64::min).sqrt() / reach
}

/// The square of the radius of the circle through three points, px²; infinite if they lie on a line.
pub(super) fn square_radius(a: PagePoint, b: PagePoint, c: PagePoint) -> f64 {
    let twice_area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    if twice_area.abs() < 1e-9 {
        return f64::INFINITY;
    }
    let sides = square(a, b) * square(b, c) * square(c, a);
    sides / (4.0 * twice_area * twice_area)
}

fn square(a: PagePoint, b: PagePoint) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    dx * dx + dy * dy
}

/// How often the line changes from turning left to turning right or back.
pub(super) fn changes_of_direction(line: &Polyline) -> usize {
    if line.is_degenerate() {
        return 0;
    }
    let steps = (line.length() / REACH_PX).floor() as usize;
    let (mut held, mut swing, mut changes) = (0.0_f64, 0.0_f64, 0);
    let spots: Vec<PagePoint> = line
        .spots((0..=steps).map(|i| i as f64 * REACH_PX))
        .collect();
    for run in spots.windows(3) {
        let turn = turn_deg(run[0], run[1], run[2]);
        // The swing is what has been turned against the direction held so far.
        swing = if swing * turn < 0.0 {
            turn
        } else {
            swing + turn
        };
        if swing.abs() > FLAT_DEG && swing * held <= 0.0 {
            changes += usize::from(held != 0.0);
            held = swing.signum();
        }
    }
    changes
}

/// By how much a line through three points turns at the second, degrees.
fn turn_deg(a: PagePoint, b: PagePoint, c: PagePoint) -> f64 {
    let (ux, uy) = (b.x - a.x, b.y - a.y);
    let (vx, vy) = (c.x - b.x, c.y - b.y);
    libm::atan2(ux * vy - uy * vx, ux * vx + uy * vy).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::arrows::curve;
    use crate::geom::PagePoint;

    #[test]
    fn a_circle_has_its_own_radius() {
        let circle = Polyline::new((0..=60).map(|i| {
            let turn = f64::from(i) * 0.05;
            PagePoint::new(50.0 * libm::cos(turn), 50.0 * libm::sin(turn))
        }));
        assert!((least_radius(&circle, 11.0) * 11.0 - 50.0).abs() < 1.0);
        assert_eq!(changes_of_direction(&circle), 0);
    }

    #[test]
    fn a_serpentine_changes_direction_at_every_bend() {
        let points: Vec<PagePoint> = (0..5)
            .map(|i| PagePoint::new(f64::from(i) * 100.0, if i % 2 == 0 { 0.0 } else { 60.0 }))
            .collect();
        assert_eq!(changes_of_direction(&curve::through(&points)), 2);
    }
}
