//! Shaping by hand: a leg that no ready-made way suits is moved aside a little here and a little there as long as
//! that makes it better, first in large steps, then in small ones.

use std::ops::RangeInclusive;

use super::candidate::{Candidate, candidate};
use super::course::{Course, KNOTS};
use super::terrain::Terrain;
use crate::geom::quantise;

/// The first steps, as a fraction of the leg's length, held between two lengths in px.
const FIRST_STEP: (f64, f64, f64) = (0.1, 14.0, 48.0);
/// Steps are halved until they are smaller than this, px.
const LAST_STEP_PX: f64 = 5.0;
/// Nothing is moved aside by more than this, as a fraction of the leg's length or px, whichever is more.
const FARTHEST: (f64, f64) = (0.15, 60.0);
/// By so much a tip may be taken back, px.
const BACK: RangeInclusive<f64> = 0.0..=50.0;
/// A change must make this much better, px of overlap.
const WORTH: f64 = 0.5;

/// Spots that are moved together: each alone, neighbours, either half, all.
const MOVES: [[f64; KNOTS]; 11] = [
    [1.0, 0.0, 0.0, 0.0, 0.0],
    [0.0, 1.0, 0.0, 0.0, 0.0],
    [0.0, 0.0, 1.0, 0.0, 0.0],
    [0.0, 0.0, 0.0, 1.0, 0.0],
    [0.0, 0.0, 0.0, 0.0, 1.0],
    [1.0, 1.0, 0.0, 0.0, 0.0],
    [0.0, 0.0, 0.0, 1.0, 1.0],
    [0.5, 1.0, 1.0, 0.5, 0.0],
    [0.0, 0.5, 1.0, 1.0, 0.5],
    [0.0, 0.7, 1.0, 0.7, 0.0],
    [1.0, 1.0, 1.0, 1.0, 1.0],
];

/// A better way than the first of some ways of a leg, if there is one near any of them; `price` is what a way costs
/// with all others as they are. A wide search also takes back the tip.
pub(super) fn shaped(
    terrain: &Terrain<'_>,
    starts: &[&Candidate],
    is_wide: bool,
    price: impl Fn(&Candidate) -> f64,
) -> Option<Candidate> {
    let now = starts
        .first()
        .map_or(f64::INFINITY, |way| quantise(price(way)));
    if now <= WORTH {
        return None;
    }
    let mut best: Option<(f64, Candidate)> = None;
    let mut tried: Vec<Course> = Vec::new();
    for start in starts {
        if tried.contains(&start.course) {
            continue;
        }
        tried.push(start.course);
        let (cost, way) = descended(terrain, start, is_wide, &price);
        let least = best.as_ref().map_or(now, |(least, _)| *least);
        if cost < least - WORTH {
            best = Some((cost, way));
        }
    }
    best.map(|(_, way)| way)
}

/// The best way that is reached from one, with what it costs.
fn descended(
    terrain: &Terrain<'_>,
    start: &Candidate,
    is_wide: bool,
    price: &impl Fn(&Candidate) -> f64,
) -> (f64, Candidate) {
    let length = terrain.leg.base.length();
    let farthest = (FARTHEST.0 * length).max(FARTHEST.1);
    let mut step = (FIRST_STEP.0 * length).clamp(FIRST_STEP.1, FIRST_STEP.2);
    let (mut best, mut least) = (start.clone(), quantise(price(start)));
    while step >= LAST_STEP_PX {
        let before = least;
        for change in changes(is_wide) {
            let course = change.of(best.course, step);
            if course.farthest() > farthest || !BACK.contains(&course.back) {
                continue;
            }
            let way = candidate(terrain, course);
            // What costs too much by itself need not be compared with the others.
            if way.cost >= least {
                continue;
            }
            let cost = quantise(price(&way));
            if cost < least - WORTH {
                (least, best) = (cost, way);
            }
        }
        if least == before {
            step /= 2.0;
        }
    }
    (least, best)
}

/// A change of a course.
#[derive(Clone, Copy)]
enum Change {
    /// Spots are moved to a side.
    Aside(&'static [f64; KNOTS], f64),
    /// The tip is taken back, or let go again.
    Back(f64),
}

impl Change {
    fn of(self, mut course: Course, step: f64) -> Course {
        match self {
            Self::Aside(along, side) => {
                for (aside, part) in course.aside.iter_mut().zip(along) {
                    *aside += part * side * step;
                }
            }
            Self::Back(way) => course.back += way * step,
        }
        course
    }
}

/// The changes that are tried, of the tip only in a wide search.
fn changes(is_wide: bool) -> impl Iterator<Item = Change> {
    let aside = MOVES
        .iter()
        .flat_map(|m| [Change::Aside(m, 1.0), Change::Aside(m, -1.0)]);
    let tip = [1.0, -1.0].map(Change::Back);
    aside.chain(tip.into_iter().filter(move |_| is_wide))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::arrows::leg::{Leg, legs_of};
    use crate::compose::arrows::stop::{Keep, PageStop, Reach, Wish};
    use crate::compose::arrows::terrain::Ground;
    use crate::compose::arrows::toy;
    use crate::geom::{PagePoint, PageRect};

    fn leg() -> Leg {
        let stop = |x: f64| PageStop {
            at: PagePoint::new(x, 300.0),
            radius: 0.0,
            breaks: false,
        };
        let wish = Wish {
            stops: vec![stop(100.0), stop(400.0), stop(700.0)],
            gaps: toy::GAPS,
            reach: Reach::Whole,
            afloat: false,
        };
        legs_of(0, &wish).0.remove(0)
    }

    fn with<R>(
        keep: &[Keep],
        is_land: &dyn Fn(PagePoint) -> bool,
        done: impl Fn(&Terrain<'_>) -> R,
    ) -> R {
        let ground = Ground {
            keep,
            frame: PageRect::new(0.0, 0.0, 1200.0, 800.0),
            is_land,
        };
        done(&Terrain::new(&leg(), ground))
    }

    #[test]
    fn a_leg_is_bent_to_where_it_costs_less() {
        let wanted = PagePoint::new(250.0, 270.0);
        let price = |way: &Candidate| way.cost + 10.0 * way.line.nearest(wanted).1;
        let (before, after) = with(&[], &|_| true, |terrain| {
            let now = candidate(terrain, Course::default());
            let better = shaped(terrain, &[&now], false, price).unwrap();
            (now.line.nearest(wanted).1, better.line.nearest(wanted).1)
        });
        assert!(before > 29.0 && after < 6.0, "{before} -> {after}");
    }

    #[test]
    fn what_is_good_stays_as_it_is() {
        with(&[], &|_| true, |terrain| {
            let now = candidate(terrain, Course::default());
            assert_eq!(shaped(terrain, &[&now], false, |way| way.cost), None);
        });
    }

    #[test]
    fn an_army_is_not_bent_out_over_the_sea() {
        let price =
            |way: &Candidate| way.cost + 0.5 * way.line.nearest(PagePoint::new(400.0, 220.0)).1;
        with(&[], &|p| p.y > 280.0, |terrain| {
            let now = candidate(terrain, Course::default());
            let way = shaped(terrain, &[&now], false, price).unwrap_or(now);
            let highest = way
                .line
                .points()
                .iter()
                .map(|p| p.y)
                .fold(f64::INFINITY, f64::min);
            assert!(highest > 270.0, "{highest}");
        });
    }
}
