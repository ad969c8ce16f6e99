//! From the stops of a movement to its legs: each from one marker to the next.

use super::bends::{changes_of_direction, least_radius};
use super::curve;
use super::stop::{Gaps, PageStop, Reach, Wish};
use crate::compose::polyline::Polyline;
use crate::geom::PagePoint;

/// A movement that turns back by more than this begins a new leg, degrees: a body cannot show it.
const TURNED_BACK_DEG: f64 = 115.0;
/// At a town where it turns by more than this a movement may be broken rather than kinked, degrees.
const SHARP_DEG: f64 = 60.0;
/// A bend tighter than this many widths looks like a kink.
pub(super) const LEAST_RADIUS_WIDTHS: f64 = 2.0;

/// Where a leg may run between its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Nothing is said but its ends: an arc to either side.
    Open,
    /// Stops between the ends, or the legs before and after, say where.
    Given,
    /// The same over water, where it may not stray onto land.
    Sea,
}

/// A part of a movement with a head of its own, before it has a route.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Leg {
    /// Index of its movement.
    pub movement: usize,
    /// The curve through its stops, marker to marker.
    pub base: Polyline,
    /// Where it begins.
    pub from: PageStop,
    /// Where it ends.
    pub to: PageStop,
    /// Measures of its movement.
    pub gaps: Gaps,
    /// Stops that it is told to pass on its way.
    pub through: Vec<PagePoint>,
    /// How free it is.
    pub way: Way,
    /// How much of it is drawn.
    pub reach: Reach,
}

/// The legs of a movement, and how many of its stops were left out because the curve through them
/// would have kinks or wind to and fro.
pub(super) fn legs_of(movement: usize, wish: &Wish) -> (Vec<Leg>, usize) {
    let mut stops = with_turns(&wish.stops);
    let mut dropped = 0;
    loop {
        let legs = legs_through(movement, &stops, wish);
        match worst_stop(&stops, &legs, wish) {
            Some(bad) if is_needed(&stops[bad], wish) => stops[bad].breaks = true,
            Some(bad) => {
                stops.remove(bad);
                dropped += 1;
            }
            None => return (legs, dropped),
        }
    }
}

/// Whether a stop must not be left out: something stands there, or it keeps a fleet off the land.
fn is_needed(stop: &PageStop, wish: &Wish) -> bool {
    stop.radius > 0.0 || wish.afloat
}

/// By how much a movement turns at a stop, degrees.
fn turn_deg(stops: &[PageStop], i: usize) -> f64 {
    let (a, b, c) = (stops[i - 1].at, stops[i].at, stops[i + 1].at);
    let (ux, uy) = (b.x - a.x, b.y - a.y);
    let (vx, vy) = (c.x - b.x, c.y - b.y);
    let turn = libm::atan2(ux * vy - uy * vx, ux * vx + uy * vy);
    turn.to_degrees().abs()
}

/// The stops with a break wherever the movement turns back on itself.
fn with_turns(stops: &[PageStop]) -> Vec<PageStop> {
    let mut stops = stops.to_vec();
    for i in 1..stops.len().saturating_sub(1) {
        stops[i].breaks |= turn_deg(&stops, i) > TURNED_BACK_DEG;
    }
    stops
}

fn legs_through(movement: usize, stops: &[PageStop], wish: &Wish) -> Vec<Leg> {
    let points: Vec<_> = stops.iter().map(|s| s.at).collect();
    let spans = curve::spans(&points);
    let last = stops.len() - 1;
    let mut legs = Vec::new();
    let mut from = 0;
    for to in 1..=last {
        if !stops[to].breaks && to != last {
            continue;
        }
        let way = match (last, wish.afloat) {
            (1, _) => Way::Open,
            (_, true) => Way::Sea,
            (_, false) => Way::Given,
        };
        legs.push(Leg {
            movement,
            base: Polyline::new(spans[from..to].iter().flatten().copied()),
            from: stops[from],
            to: stops[to],
            gaps: wish.gaps,
            through: points[from + 1..to].to_vec(),
            way,
            reach: if to == last { wish.reach } else { Reach::Whole },
        });
        from = to;
    }
    legs
}

/// The stop to leave out of the first leg that bends too sharply or too often: the free one farthest from the way
/// between its neighbours. If none is free, of a leg with a kink the stop where it turns most: there it is broken.
fn worst_stop(stops: &[PageStop], legs: &[Leg], wish: &Wish) -> Option<usize> {
    let width = 2.0 * wish.gaps.half_width;
    let mut from = 0;
    for leg in legs {
        let to = (from + 1..stops.len())
            .find(|i| stops[*i].breaks)
            .unwrap_or(stops.len() - 1);
        let inner = from + 1..to;
        from = to;
        if changes_of_direction(&leg.base) <= 1
            && least_radius(&leg.base, width) >= LEAST_RADIUS_WIDTHS
        {
            continue;
        }
        let deviation = |i: &usize| {
            let chord = Polyline::new([stops[i - 1].at, stops[i + 1].at]);
            chord.nearest(stops[*i].at).1
        };
        let free = inner.clone().filter(|i| !is_needed(&stops[*i], wish));
        let worst = free.max_by(|a, b| deviation(a).total_cmp(&deviation(b)));
        if worst.is_some() {
            return worst;
        }
        let turn = |i: &usize| turn_deg(stops, *i);
        let sharp = inner.filter(|i| !wish.afloat && turn(i) > SHARP_DEG);
        let is_kinked = least_radius(&leg.base, width) < LEAST_RADIUS_WIDTHS;
        if is_kinked && let Some(sharpest) = sharp.max_by(|a, b| turn(a).total_cmp(&turn(b))) {
            return Some(sharpest);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::arrows::toy;

    fn wish(stops: &[(f64, f64, f64, bool)]) -> Wish {
        let stops = stops.iter().map(|(x, y, radius, breaks)| PageStop {
            at: PagePoint::new(*x, *y),
            radius: *radius,
            breaks: *breaks,
        });
        Wish {
            stops: stops.collect(),
            gaps: toy::GAPS,
            reach: Reach::Whole,
            afloat: false,
        }
    }

    #[test]
    fn a_battle_on_the_way_breaks_the_movement() {
        let (legs, dropped) = legs_of(
            0,
            &wish(&[
                (0.0, 0.0, 0.0, false),
                (200.0, 0.0, 12.0, true),
                (400.0, 50.0, 3.0, false),
            ]),
        );
        assert_eq!((legs.len(), dropped), (2, 0));
        assert_eq!(legs[0].to.at, legs[1].from.at);
    }

    #[test]
    fn a_raid_that_turns_back_has_two_legs() {
        let (legs, _) = legs_of(
            0,
            &wish(&[
                (0.0, 0.0, 3.0, false),
                (300.0, 0.0, 0.0, false),
                (0.0, 20.0, 3.0, false),
            ]),
        );
        assert_eq!(legs.len(), 2);
    }

    #[test]
    fn a_hairpin_at_a_town_is_two_legs_rather_than_a_kink() {
        let by_way_of = |x: f64, y: f64| {
            let stops = [
                (0.0, 0.0, 3.0, false),
                (x, y, 3.0, false),
                (60.0, 90.0, 3.0, false),
            ];
            legs_of(0, &wish(&stops)).0.len()
        };
        assert_eq!(by_way_of(100.0, 0.0), 2);
        assert_eq!(by_way_of(30.0, 50.0), 1);
    }

    #[test]
    fn a_stop_that_makes_the_way_wind_is_left_out() {
        let (legs, dropped) = legs_of(
            0,
            &wish(&[
                (0.0, 0.0, 0.0, false),
                (120.0, 70.0, 0.0, false),
                (240.0, -20.0, 0.0, false),
                (360.0, 70.0, 0.0, false),
                (500.0, 0.0, 0.0, false),
            ]),
        );
        assert!(dropped > 0);
        assert!(legs.iter().all(|l| changes_of_direction(&l.base) <= 1));
    }

    #[test]
    fn stops_that_keep_a_fleet_off_the_land_are_not_left_out() {
        let mut wish = wish(&[
            (0.0, 0.0, 0.0, false),
            (120.0, 70.0, 0.0, false),
            (240.0, -20.0, 0.0, false),
            (360.0, 70.0, 0.0, false),
            (500.0, 0.0, 0.0, false),
        ]);
        wish.afloat = true;
        assert_eq!(legs_of(0, &wish).1, 0);
    }
}
