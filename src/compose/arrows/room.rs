//! How much room a body leaves to markers that are not its own.

use super::stop::{Gaps, Keep};
use crate::compose::polyline::Polyline;

/// Between a body and a foreign marker, px: what must be, and a little for rounding (criterion G5 of `docs/check.md`).
const LEAST_PX: f64 = 8.3;
/// A tail or a tip beside a foreign marker is taken back by at most this, px.
const MOST_TAKEN_BACK_PX: f64 = 40.0;
/// A body is measured at spots so far apart, px.
const STEP_PX: f64 = 2.0;

/// How much room is missing between a body along a line and a marker, px; 0 if there is enough.
pub(super) fn missing(line: &Polyline, gaps: Gaps, keep: Keep) -> f64 {
    let wanted = keep.radius + LEAST_PX;
    let reach = wanted + gaps.head_half.max(gaps.half_width);
    if line.is_degenerate() || line.nearest(keep.at).1 >= reach {
        return 0.0;
    }
    let length = line.length();
    let steps = (length / STEP_PX).ceil().max(1.0) as usize;
    let along = |i: usize| length * i as f64 / steps as f64;
    let spots = line.spots((0..=steps).map(along)).enumerate();
    let edges = spots.map(|(i, spot)| spot.distance(keep.at) - gaps.half_at(along(i), length));
    (wanted - edges.fold(f64::INFINITY, f64::min)).max(0.0)
}

/// By how much the tail and the tip of a body are taken back so that they keep off markers beside them, px;
/// nothing where that would not help.
pub(super) fn taken_back(line: &Polyline, gaps: Gaps, foreign: &[Keep]) -> (f64, f64) {
    let near = foreign.iter().copied();
    let near: Vec<Keep> = near.filter(|k| missing(line, gaps, *k) > 0.0).collect();
    if near.is_empty() {
        return (0.0, 0.0);
    }
    let length = line.length();
    let room = ((length - gaps.least_leg) / 2.0).clamp(0.0, MOST_TAKEN_BACK_PX);
    let (early, late): (Vec<Keep>, Vec<Keep>) = near
        .into_iter()
        .partition(|k| line.nearest(k.at).0 < length / 2.0);
    let is_clear = |(from, to): (f64, f64), keep: &[Keep]| {
        let part = line.part(from, to);
        keep.iter().all(|k| missing(&part, gaps, *k) == 0.0)
    };
    let tail = least(room, |px| is_clear((px, length), &early));
    let tip = least(room, |px| is_clear((0.0, length - px), &late));
    (tail, tip)
}

/// The least length up to `most` that serves; 0 if none does.
fn least(most: f64, serves: impl Fn(f64) -> bool) -> f64 {
    let mut px = 0.0;
    while px <= most {
        if serves(px) {
            return px;
        }
        px += STEP_PX;
    }
    0.0
}

#[cfg(test)]
mod tests {
    use super::super::toy;
    use super::*;
    use crate::geom::PagePoint;

    fn line() -> Polyline {
        Polyline::new([PagePoint::new(0.0, 0.0), PagePoint::new(300.0, 0.0)])
    }

    fn keep(x: f64, y: f64) -> Keep {
        Keep {
            at: PagePoint::new(x, y),
            radius: 12.0,
        }
    }

    #[test]
    fn the_head_needs_more_room_than_the_body() {
        let beside = |x: f64| missing(&line(), toy::GAPS, keep(x, 27.0));
        assert_eq!(beside(150.0), 0.0);
        assert!((5.0..6.0).contains(&beside(271.0)), "{}", beside(271.0));
    }

    #[test]
    fn ends_beside_a_marker_are_taken_back() {
        let (tail, tip) = taken_back(&line(), toy::GAPS, &[keep(0.0, 15.0), keep(300.0, 15.0)]);
        assert!((8.0..40.0).contains(&tail), "{tail}");
        assert!((8.0..40.0).contains(&tip), "{tip}");
        let part = line().part(tail, 300.0 - tip);
        assert_eq!(missing(&part, toy::GAPS, keep(0.0, 15.0)), 0.0);
        assert_eq!(missing(&part, toy::GAPS, keep(300.0, 15.0)), 0.0);
    }

    #[test]
    fn taking_back_an_end_does_not_help_in_the_middle() {
        assert_eq!(
            taken_back(&line(), toy::GAPS, &[keep(150.0, 0.0)]),
            (0.0, 0.0)
        );
    }
}
