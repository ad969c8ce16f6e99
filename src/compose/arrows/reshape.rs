//! Legs that no ready-made way suits: shaped by hand, alone or with one that is in their way, or left out.

use super::candidate::{self, Candidate};
use super::clash::{Footprint, clash};
use super::route::{MOST_CROSSINGS, TRESPASS_PX};
use super::router::{Choice, Router, prepared, price, weight};
use super::shaping;
use crate::geom::quantise;

/// A leg over markers is left out if it is shorter than this, px.
const LEAST_CROWDED_LEG_PX: f64 = 90.0;
/// So many legs that bar the way of one may go out of it.
const MOST_BARRING: usize = 2;
/// Rounds in which legs are shaped by hand.
const MOST_SHAPED: usize = 3;

impl Router<'_> {
    /// Shapes legs that no ready-made way suits, each with the others as they are; those that this does not help are
    /// then looked at more widely, and each together with one that is in its way.
    pub(super) fn shape(&mut self) {
        for round in 0..MOST_SHAPED {
            let mut has_changed = false;
            for leg in self.unhappy() {
                if let Some(way) = self.reshaped(leg, round > 0, &|_| true) {
                    self.choose(leg, way);
                    has_changed = true;
                } else if round > 0 {
                    has_changed |= self.make_room(leg);
                }
            }
            if round > 0 && !has_changed {
                break;
            }
            self.improve();
        }
    }

    /// A better way of a leg, with those others as they are that are looked at: near the way it has, or, if the
    /// search is wide, also near the best ones to either side.
    fn reshaped(
        &self,
        leg: usize,
        is_wide: bool,
        is_seen: &dyn Fn(usize) -> bool,
    ) -> Option<Candidate> {
        let terrain = &self.terrains[leg];
        let others: Vec<&Footprint> = (0..self.terrains.len())
            .filter(|other| *other != leg && is_seen(*other))
            .map(|other| &self.choices[other][self.chosen[other]].print)
            .collect();
        let pairs = |print: &Footprint| -> f64 {
            let pairs = others.iter().map(|other| price(&clash(print, other)));
            pairs.sum()
        };
        let of_choice = |choice: &Choice| choice.way.cost + pairs(&choice.print);
        let starts = starts(&self.choices[leg], self.chosen[leg], of_choice);
        let count = if is_wide { starts.len() } else { 1 };
        let ways: Vec<&Candidate> = starts[..count]
            .iter()
            .map(|way| &self.choices[leg][*way].way)
            .collect();
        shaping::shaped(terrain, &ways, is_wide, |way| {
            way.cost + pairs(&Footprint::new(&way.line, terrain.leg.gaps))
        })
    }

    fn choose(&mut self, leg: usize, way: Candidate) {
        self.choices[leg].extend(prepared(self.terrains[leg].leg, vec![way]));
        self.chosen[leg] = self.choices[leg].len() - 1;
    }

    /// Gives a leg the way that it would have without one of its neighbours, which then goes out of the way, if that is
    /// better for both; whether it was for one of them.
    fn make_room(&mut self, leg: usize) -> bool {
        let Some(alone) = self.reshaped(leg, false, &|_| false) else {
            return false;
        };
        let print = Footprint::new(&alone.line, self.terrains[leg].leg.gaps);
        let barring = |other: &usize| {
            let cost = price(&clash(
                &print,
                &self.choices[*other][self.chosen[*other]].print,
            ));
            *other != leg && cost > 0.0
        };
        let barring: Vec<usize> = (0..self.terrains.len()).filter(barring).collect();
        for other in barring.into_iter().take(MOST_BARRING) {
            let before = (self.chosen[leg], self.chosen[other], self.both(leg, other));
            let Some(way) = self.reshaped(leg, false, &|seen| seen != other) else {
                continue;
            };
            self.choose(leg, way);
            if let Some(way) = self.reshaped(other, false, &|_| true) {
                self.choose(other, way);
            }
            if self.both(leg, other) < before.2 - 1.0 {
                return true;
            }
            (self.chosen[leg], self.chosen[other]) = (before.0, before.1);
        }
        false
    }

    /// Leaves out short legs that still run over markers: among many markers side by side they show nothing.
    pub(super) fn leave_out(&mut self) {
        for leg in 0..self.terrains.len() {
            let way = self.way(leg);
            let px = way.line.length().min(self.terrains[leg].leg.base.length());
            if way.trespass_px > TRESPASS_PX && px < LEAST_CROWDED_LEG_PX {
                let nothing = candidate::nothing(way.course);
                self.choose(leg, nothing);
            }
        }
    }

    /// Legs whose ways are faulty: with a marker in their way, or with more than a clean crossing.
    fn unhappy(&mut self) -> Vec<usize> {
        let count = self.terrains.len();
        let mut faulty: Vec<bool> = (0..count)
            .map(|leg| self.way(leg).trespass_px > TRESPASS_PX)
            .collect();
        let mut crossing = vec![false; count];
        let mut crossings = 0;
        for a in 0..count {
            for b in a + 1..count {
                let found = self.clash((a, self.chosen[a]), (b, self.chosen[b]));
                let is_faulty =
                    price(&found) > weight::CROSSING * found.crossings.len() as f64 + 1.0;
                for leg in [a, b] {
                    faulty[leg] |= is_faulty;
                    crossing[leg] |= !found.crossings.is_empty();
                }
                crossings += found.crossings.len();
            }
        }
        let is_tangled = crossings > MOST_CROSSINGS;
        (0..count)
            .filter(|leg| faulty[*leg] || is_tangled && crossing[*leg])
            .collect()
    }
}

/// The way that is chosen, and the best ones to its left and right: what lies between may be worse than both.
fn starts(ways: &[Choice], chosen: usize, price: impl Fn(&Choice) -> f64) -> [usize; 3] {
    let aside = |way: usize| ways[way].way.course.turn();
    let best = |is_there: &dyn Fn(f64) -> bool| {
        let there = (0..ways.len()).filter(|way| is_there(aside(*way) - aside(chosen)));
        let cost = |way: usize| quantise(price(&ways[way]));
        let least = there
            .map(|way| (way, cost(way)))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        least.map_or(chosen, |(way, _)| way)
    };
    [chosen, best(&|px| px > 1.0), best(&|px| px < -1.0)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::arrows::leg::{Leg, legs_of};
    use crate::compose::arrows::stop::{Keep, PageStop, Reach, Wish};
    use crate::compose::arrows::terrain::Ground;
    use crate::compose::arrows::toy;
    use crate::geom::{PagePoint, PageRect};

    fn leg(movement: usize, stops: &[(f64, f64)]) -> Leg {
        let stops = stops.iter().map(|(x, y)| PageStop {
            at: PagePoint::new(*x, *y),
            radius: 3.0,
            breaks: false,
        });
        let wish = Wish {
            stops: stops.collect(),
            gaps: toy::GAPS,
            reach: Reach::Whole,
            afloat: false,
        };
        legs_of(movement, &wish).0.remove(0)
    }

    /// A march that markers hold between them, and another through the same gap.
    fn gap() -> ([Leg; 2], Vec<Keep>) {
        let legs = [
            leg(0, &[(100.0, 300.0), (700.0, 300.0)]),
            leg(1, &[(110.0, 330.0), (690.0, 270.0)]),
        ];
        let keep = [230.0, 370.0].map(|y| Keep {
            at: PagePoint::new(400.0, y),
            radius: 12.0,
        });
        (legs, keep.to_vec())
    }

    #[test]
    fn a_leg_gets_room_only_if_that_is_better_for_both() {
        let (legs, keep) = gap();
        let ground = Ground {
            keep: &keep,
            frame: PageRect::new(0.0, 0.0, 1200.0, 800.0),
            is_land: &|_| true,
        };
        let mut router = Router::new(&legs, ground);
        router.improve();
        let mut helped = 0;
        for leg in [0, 1] {
            let (chosen, before) = (router.chosen.clone(), router.both(0, 1));
            let has_room = router.make_room(leg);
            let after = router.both(0, 1);
            if has_room {
                helped += 1;
                assert!(after < before - 1.0, "{before} -> {after}");
            } else {
                assert_eq!(router.chosen, chosen, "everything is as it was");
            }
        }
        assert!(helped <= 1, "what is good is left alone");
        let free = [
            leg(0, &[(100.0, 100.0), (700.0, 100.0)]),
            leg(1, &[(100.0, 600.0), (700.0, 600.0)]),
        ];
        let mut router = Router::new(&free, ground);
        assert!(
            !router.make_room(0) && !router.make_room(1),
            "nothing bars them"
        );
    }
}
