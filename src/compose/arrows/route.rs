//! From the stops of a movement to the centre lines of its legs.

use super::curve;
use crate::compose::polyline::Polyline;
use crate::geom::PagePoint;

/// A stop of a movement on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PageStop {
    /// Where.
    pub at: PagePoint,
    /// Radius of the marker or dot that stands there, 0 if none, px.
    pub radius: f64,
    /// Whether the movement is broken here, because a battle was fought.
    pub breaks: bool,
}

/// A marker that arrows of others keep clear of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Keep {
    /// Its middle.
    pub at: PagePoint,
    /// Its radius, px.
    pub radius: f64,
}

/// Gaps and widths that routing respects, px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Gaps {
    /// Between a marker and a tail.
    pub tail: f64,
    /// Between a tip and a marker.
    pub tip: f64,
    /// Half the width of the body.
    pub half_width: f64,
    /// Legs shorter than this are not drawn.
    pub least_leg: f64,
}

/// Between the body of a movement and the edge of a marker that is not its own, px.
const CLEARANCE_PX: f64 = 9.0;
/// How far along the line a bump around a marker spreads: wide enough not to look like a dent.
const BUMP_SIGMA_PX: f64 = 55.0;
/// An arc between two points bulges by this part of its chord.
const BULGE: f64 = 0.10;

/// The centre lines of a movement's legs: bent clear of foreign markers, broken at its battles,
/// trimmed at its ends.
pub(crate) fn legs(stops: &[PageStop], keep: &[Keep], gaps: Gaps) -> Vec<Polyline> {
    let points: Vec<PagePoint> = stops.iter().map(|s| s.at).collect();
    let whole = match points.as_slice() {
        [a, b] => best_arc(*a, *b, keep, gaps),
        _ => curve::through(&points),
    };
    let own: Vec<PagePoint> = stops
        .iter()
        .filter(|s| s.radius > 0.0)
        .map(|s| s.at)
        .collect();
    let foreign: Vec<Keep> = keep
        .iter()
        .filter(|k| own.iter().all(|p| p.distance(k.at) > 1.0))
        .copied()
        .collect();
    let mut legs = Vec::new();
    let mut from = 0;
    for to in 1..stops.len() {
        if stops[to].breaks || to + 1 == stops.len() {
            let leg = between(&whole, &stops[from], &stops[to]);
            let bent = bend_clear(&leg, &foreign, gaps);
            let trimmed = trim(&bent, &stops[from], &stops[to], gaps);
            if trimmed.length() >= gaps.least_leg {
                legs.push(trimmed);
            }
            from = to;
        }
    }
    legs
}

/// The part of the whole line between two of its stops.
fn between(whole: &Polyline, from: &PageStop, to: &PageStop) -> Polyline {
    whole.part(whole.nearest(from.at).0, whole.nearest(to.at).0)
}

/// The arc that bulges to the side with fewer markers in its way.
fn best_arc(a: PagePoint, b: PagePoint, keep: &[Keep], gaps: Gaps) -> Polyline {
    let candidates = [BULGE, -BULGE].map(|bulge| curve::arc(a, b, bulge));
    let trouble = |line: &Polyline| {
        keep.iter()
            .filter(|k| k.at.distance(a) > 1.0 && k.at.distance(b) > 1.0)
            .map(|k| {
                (k.radius + gaps.half_width + CLEARANCE_PX * 3.0 - line.nearest(k.at).1).max(0.0)
            })
            .sum::<f64>()
    };
    let [left, right] = candidates;
    if trouble(&right) < trouble(&left) {
        right
    } else {
        left
    }
}

/// Pushes the line away from markers with smooth bumps, in up to three passes.
fn bend_clear(line: &Polyline, keep: &[Keep], gaps: Gaps) -> Polyline {
    let mut line = line.resampled(4.0);
    for _ in 0..3 {
        let pushes: Vec<(f64, f64)> = keep.iter().filter_map(|k| push(&line, k, gaps)).collect();
        if pushes.is_empty() || line.is_degenerate() {
            break;
        }
        line = bumped(&line, &pushes);
    }
    line
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
        // The ends hold: the bump fades to nothing there.
        let hold = (along / 40.0).min((length - along) / 40.0).clamp(0.0, 1.0);
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

/// Cuts the ends back to the edges of the markers they belong to.
fn trim(line: &Polyline, from: &PageStop, to: &PageStop, gaps: Gaps) -> Polyline {
    let start = if from.radius > 0.0 {
        from.radius + gaps.tail
    } else {
        0.0
    };
    let end = if to.radius > 0.0 {
        to.radius + gaps.tip
    } else {
        0.0
    };
    line.part(start, line.length() - end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAPS: Gaps = Gaps {
        tail: 7.0,
        tip: 5.0,
        half_width: 5.5,
        least_leg: 22.0,
    };

    fn stop(x: f64, y: f64, radius: f64, breaks: bool) -> PageStop {
        PageStop {
            at: PagePoint::new(x, y),
            radius,
            breaks,
        }
    }

    #[test]
    fn a_battle_on_the_way_breaks_the_movement() {
        let stops = [
            stop(0.0, 0.0, 0.0, false),
            stop(200.0, 0.0, 12.0, true),
            stop(400.0, 50.0, 3.0, false),
        ];
        let legs = legs(&stops, &[], GAPS);
        assert_eq!(legs.len(), 2);
        let tip = legs[0].at(f64::INFINITY).at;
        assert!((tip.distance(stops[1].at) - 17.0).abs() < 1.0, "{tip:?}");
        assert!((legs[1].at(0.0).at.distance(stops[1].at) - 19.0).abs() < 1.0);
    }

    #[test]
    fn a_foreign_marker_is_passed_at_a_distance() {
        let stops = [
            stop(0.0, 0.0, 0.0, false),
            stop(200.0, 2.0, 0.0, false),
            stop(400.0, 0.0, 0.0, false),
        ];
        let keep = [Keep {
            at: PagePoint::new(130.0, 4.0),
            radius: 12.0,
        }];
        let legs = legs(&stops, &keep, GAPS);
        let away = legs[0].nearest(keep[0].at).1;
        assert!(away >= 12.0 + 5.5 + 8.0, "{away}");
    }

    #[test]
    fn a_two_point_movement_bulges_away_from_markers() {
        let stops = [stop(0.0, 0.0, 0.0, false), stop(300.0, 0.0, 0.0, false)];
        let above = [Keep {
            at: PagePoint::new(150.0, -25.0),
            radius: 12.0,
        }];
        assert!(legs(&stops, &above, GAPS)[0].at(150.0).at.y > 10.0);
    }

    #[test]
    fn a_leg_too_short_is_left_out() {
        let stops = [
            stop(0.0, 0.0, 12.0, false),
            stop(30.0, 0.0, 12.0, true),
            stop(300.0, 0.0, 0.0, false),
        ];
        assert_eq!(legs(&stops, &[], GAPS).len(), 1);
    }
}
