//! How a line bends: its tightest radius, and how often it changes from left to right.

use crate::compose::polyline::Polyline;

/// A bend is measured over this length to either side, px: shorter wiggles are drawn away by the body.
const REACH_PX: f64 = 14.0;
/// Turning the other way by less than this is no change of direction, degrees: long marches sway.
const FLAT_DEG: f64 = 14.0;

/// The radius of the tightest bend, px; infinite for a straight line.
pub(super) fn least_radius(line: &Polyline) -> f64 {
    let length = line.length();
    let steps = ((length - 2.0 * REACH_PX) / (REACH_PX / 2.0)).floor();
    if line.is_degenerate() || steps < 0.0 {
        return f64::INFINITY;
    }
    (0..=steps as usize)
        .map(|i| {
            let middle = REACH_PX + i as f64 * REACH_PX / 2.0;
            let turn = turn_deg(line, middle - REACH_PX, middle + REACH_PX);
            REACH_PX / turn.abs().to_radians().max(1e-9)
        })
        .fold(f64::INFINITY, f64::min)
}

/// How often the line changes from turning left to turning right or back.
pub(super) fn changes_of_direction(line: &Polyline) -> usize {
    if line.is_degenerate() {
        return 0;
    }
    let steps = (line.length() / REACH_PX).floor() as usize;
    let (mut held, mut swing, mut changes) = (0.0_f64, 0.0_f64, 0);
    for i in 1..steps {
        let from = (i as f64 - 1.0) * REACH_PX;
        let turn = turn_deg(line, from, from + 2.0 * REACH_PX);
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

/// By how much the line turns around the middle between two distances, degrees.
fn turn_deg(line: &Polyline, from: f64, to: f64) -> f64 {
    let (a, b, c) = (
        line.at(from).at,
        line.at((from + to) / 2.0).at,
        line.at(to).at,
    );
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
        assert!((least_radius(&circle) - 50.0).abs() < 2.0);
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
