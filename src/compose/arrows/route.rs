//! The router: chooses a way for every leg of all movements together.
//!
//! Each leg has a few candidate ways ([`super::candidate`]); what speaks against a choice is what
//! each way costs by itself and what each pair of ways costs together ([`super::clash`]), all in px of
//! overlap. Legs are improved one after another in a fixed order until nothing changes, then pairs
//! that are still in each other's way are improved together; legs that are still in the way then are
//! shaped by hand ([`super::shaping`]); so the same movements always give the same map. What cannot be
//! mended is reported.

use std::collections::BTreeMap;

use super::candidate::{self, Candidate, Ground};
use super::clash::{Clash, Footprint, LEAST_ANGLE_DEG, clash};
use super::leg::{Leg, legs_of};
use super::shaping;
use super::stop::Wish;
use crate::compose::polyline::Polyline;
use crate::geom::quantise;

/// What a pair of legs costs together.
mod weight {
    /// A crossing.
    pub(super) const CROSSING: f64 = 90.0;
    /// A crossing that is too flat, and per degree.
    pub(super) const FLAT: (f64, f64) = (40.0, 3.0);
    /// A crossing at a head.
    pub(super) const AT_HEAD: f64 = 120.0;
    /// Each crossing of the same two legs after their first.
    pub(super) const AGAIN: f64 = 150.0;
    /// Bodies on top of each other: at all, and per px.
    pub(super) const OVERLAP: (f64, f64) = (40.0, 4.0);
}

/// Overlaps shorter than this are not seen, px.
const SEEN_OVERLAP_PX: f64 = 10.0;
/// Overlaps longer than this are reported, px: less than criterion G8 of `docs/check.md` allows, for they are measured in steps.
const REPORTED_OVERLAP_PX: f64 = 18.0;
/// Ways nearer to markers than they may be by less than this are left as they are, px.
const TRESPASS_PX: f64 = 0.2;
/// A leg over markers is left out if it is shorter than this, px.
const LEAST_CROWDED_LEG_PX: f64 = 90.0;
/// Rounds of improvement: almost always three are enough.
const MOST_ROUNDS: usize = 8;
/// So many legs that bar the way of one may go out of it.
const MOST_BARRING: usize = 2;
/// Rounds in which legs are shaped by hand.
const MOST_SHAPED: usize = 3;
/// More crossings than this tangle a map (criterion G7 of `docs/check.md`).
pub(crate) const MOST_CROSSINGS: usize = 2;
/// Ways of each of two legs that are tried together.
const TRIED_TOGETHER: usize = 9;

/// What routing left undone, by the movements' indices.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Trouble {
    /// Two movements cross.
    Crossing {
        /// The movements.
        of: [usize; 2],
        /// The angle, degrees.
        angle_deg: f64,
    },
    /// Two movements run on top of each other.
    Overlap {
        /// The movements.
        of: [usize; 2],
        /// Over this length, px.
        px: f64,
    },
    /// A movement runs too near to a marker that is not its own.
    Marker {
        /// The movement.
        of: usize,
        /// By this much, px.
        px: f64,
    },
    /// A movement is too short to be drawn.
    Lost {
        /// The movement.
        of: usize,
    },
    /// Stops of a movement were left out to keep it from winding.
    Smoothed {
        /// The movement.
        of: usize,
        /// So many stops.
        stops: usize,
    },
}

/// Routes of all movements.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Routes {
    /// The centre lines of each movement's legs, in order.
    pub legs: Vec<Vec<Polyline>>,
    /// What is still not as it should be.
    pub troubles: Vec<Trouble>,
}

/// Finds a way for every leg of all movements, clear of markers and of each other; all in px at k = 1.
pub(super) fn routes(wishes: &[Wish], ground: Ground<'_>) -> Routes {
    let mut legs = Vec::new();
    let mut troubles = Vec::new();
    for (of, wish) in wishes.iter().enumerate() {
        let (own, stops) = legs_of(of, wish);
        legs.extend(own);
        if stops > 0 {
            troubles.push(Trouble::Smoothed { of, stops });
        }
    }
    let mut router = Router::new(&legs, ground);
    router.improve();
    for index in router.in_trouble() {
        router.add_lanes(index);
    }
    router.improve();
    router.improve_pairs();
    router.improve();
    router.shape();
    router.leave_out();
    troubles.extend(router.troubles());
    let mut routed = vec![Vec::new(); wishes.len()];
    for (index, leg) in legs.iter().enumerate() {
        let line = &router.way(index).line;
        if !line.is_degenerate() {
            routed[leg.movement].push(line.clone());
        }
    }
    let lost = routed
        .iter()
        .enumerate()
        .filter(|(_, legs)| legs.is_empty());
    troubles.extend(lost.map(|(of, _)| Trouble::Lost { of }));
    Routes {
        legs: routed,
        troubles,
    }
}

/// A way with what is compared of it.
struct Choice {
    way: Candidate,
    print: Footprint,
}

struct Router<'l> {
    legs: &'l [Leg],
    ground: Ground<'l>,
    choices: Vec<Vec<Choice>>,
    chosen: Vec<usize>,
    /// What pairs cost, by leg and way of both, the lower leg first.
    known: BTreeMap<[usize; 4], f64>,
}

impl<'l> Router<'l> {
    fn new(legs: &'l [Leg], ground: Ground<'l>) -> Self {
        let choices: Vec<Vec<Choice>> = legs
            .iter()
            .map(|leg| prepared(leg, candidate::bows(leg, ground)))
            .collect();
        let chosen = choices.iter().map(|ways| cheapest(ways)).collect();
        Self {
            legs,
            ground,
            choices,
            chosen,
            known: BTreeMap::new(),
        }
    }

    fn way(&self, leg: usize) -> &Candidate {
        &self.choices[leg][self.chosen[leg]].way
    }

    fn clash(&self, a: (usize, usize), b: (usize, usize)) -> Clash {
        clash(&self.choices[a.0][a.1].print, &self.choices[b.0][b.1].print)
    }

    /// What two ways of two legs cost together.
    fn pair(&mut self, a: (usize, usize), b: (usize, usize)) -> f64 {
        let (a, b) = if a.0 < b.0 { (a, b) } else { (b, a) };
        let key = [a.0, a.1, b.0, b.1];
        if let Some(cost) = self.known.get(&key) {
            return *cost;
        }
        let cost = quantise(price(&self.clash(a, b)));
        self.known.insert(key, cost);
        cost
    }

    /// What one way of a leg costs, with all other legs as they are.
    fn cost(&mut self, leg: usize, way: usize) -> f64 {
        let mut cost = self.choices[leg][way].way.cost;
        for other in 0..self.legs.len() {
            if other != leg {
                cost += self.pair((leg, way), (other, self.chosen[other]));
            }
        }
        cost
    }

    /// Gives each leg its cheapest way in turn until nothing changes.
    fn improve(&mut self) {
        for _ in 0..MOST_ROUNDS {
            let mut changed = false;
            for leg in 0..self.legs.len() {
                let mut best = (self.cost(leg, self.chosen[leg]) - 0.01, self.chosen[leg]);
                for way in 0..self.choices[leg].len() {
                    // What costs too much by itself need not be compared with the others.
                    if self.choices[leg][way].way.cost >= best.0 {
                        continue;
                    }
                    let cost = self.cost(leg, way);
                    if cost < best.0 {
                        best = (cost, way);
                    }
                }
                changed |= best.1 != self.chosen[leg];
                self.chosen[leg] = best.1;
            }
            if !changed {
                break;
            }
        }
    }

    /// Tries the cheapest ways of two legs that are in each other's way together.
    fn improve_pairs(&mut self) {
        for a in 0..self.legs.len() {
            for b in a + 1..self.legs.len() {
                let now = (self.chosen[a], self.chosen[b]);
                if self.pair((a, now.0), (b, now.1)) <= 0.0 {
                    continue;
                }
                let mut best = (self.both(a, b) - 0.01, now);
                for way_a in self.favourites(a) {
                    for way_b in self.favourites(b) {
                        (self.chosen[a], self.chosen[b]) = (way_a, way_b);
                        let cost = self.both(a, b);
                        if cost < best.0 {
                            best = (cost, (way_a, way_b));
                        }
                    }
                }
                (self.chosen[a], self.chosen[b]) = best.1;
            }
        }
    }

    /// What two legs cost with all others as they are; what they cost together counts once.
    fn both(&mut self, a: usize, b: usize) -> f64 {
        let (way_a, way_b) = (self.chosen[a], self.chosen[b]);
        self.cost(a, way_a) + self.cost(b, way_b) - self.pair((a, way_a), (b, way_b))
    }

    fn favourites(&self, leg: usize) -> Vec<usize> {
        let mut ways: Vec<usize> = (0..self.choices[leg].len()).collect();
        ways.sort_by(|a, b| {
            let cost = |way: &usize| self.choices[leg][*way].way.cost;
            cost(a).total_cmp(&cost(b))
        });
        ways.truncate(TRIED_TOGETHER);
        ways
    }

    /// Legs that are in the way of others, or of markers.
    fn in_trouble(&mut self) -> Vec<usize> {
        (0..self.legs.len())
            .filter(|leg| {
                let way = self.chosen[*leg];
                let alone = self.choices[*leg][way].way.cost;
                self.way(*leg).trespass_px > 0.0 || self.cost(*leg, way) > alone + 1.0
            })
            .collect()
    }

    fn add_lanes(&mut self, leg: usize) {
        let lanes = candidate::lanes(&self.legs[leg], self.ground);
        let lanes = prepared(&self.legs[leg], lanes);
        self.choices[leg].extend(lanes);
    }

    /// Shapes legs that no ready-made way suits, each with the others as they are, then each together with one that is
    /// in its way.
    fn shape(&mut self) {
        for round in 0..MOST_SHAPED {
            let mut has_changed = false;
            for leg in self.unhappy() {
                if let Some(way) = self.reshaped(leg, &|_| true) {
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

    /// A better way of a leg, with those others as they are that are looked at.
    fn reshaped(&self, leg: usize, is_seen: &dyn Fn(usize) -> bool) -> Option<Candidate> {
        let own = &self.legs[leg];
        let others: Vec<&Footprint> = (0..self.legs.len())
            .filter(|other| *other != leg && is_seen(*other))
            .map(|other| &self.choices[other][self.chosen[other]].print)
            .collect();
        let price = |way: &Candidate| {
            let print = Footprint::new(&way.line, own.gaps);
            let pairs = others.iter().map(|other| price(&clash(&print, other)));
            way.cost + pairs.sum::<f64>()
        };
        let starts = starts(&self.choices[leg], self.chosen[leg], price);
        let ways = starts.map(|way| &self.choices[leg][way].way);
        shaping::shaped(own, ways, self.ground, price)
    }

    fn choose(&mut self, leg: usize, way: Candidate) {
        self.choices[leg].extend(prepared(&self.legs[leg], vec![way]));
        self.chosen[leg] = self.choices[leg].len() - 1;
    }

    /// Gives a leg the way that it would have without one of its neighbours, which then goes out of the way, if that is
    /// better for both; whether it was for one of them.
    fn make_room(&mut self, leg: usize) -> bool {
        let Some(alone) = self.reshaped(leg, &|_| false) else {
            return false;
        };
        let print = Footprint::new(&alone.line, self.legs[leg].gaps);
        let barring = |other: &usize| {
            let cost = price(&clash(
                &print,
                &self.choices[*other][self.chosen[*other]].print,
            ));
            *other != leg && cost > 0.0
        };
        let barring: Vec<usize> = (0..self.legs.len()).filter(barring).collect();
        for other in barring.into_iter().take(MOST_BARRING) {
            let before = (self.chosen[leg], self.chosen[other], self.both(leg, other));
            let Some(way) = self.reshaped(leg, &|seen| seen != other) else {
                continue;
            };
            self.choose(leg, way);
            if let Some(way) = self.reshaped(other, &|_| true) {
                self.choose(other, way);
            }
            if self.both(leg, other) < before.2 - 1.0 {
                return true;
            }
            (self.chosen[leg], self.chosen[other]) = (before.0, before.1);
        }
        false
    }

    /// Leaves out short legs that still run over markers: among many markers side by side they show nothing. The
    /// other legs of their movements stay.
    fn leave_out(&mut self) {
        for leg in 0..self.legs.len() {
            let way = self.way(leg);
            let movement = self.legs[leg].movement;
            let has_more = (0..self.legs.len()).any(|other| {
                other != leg
                    && self.legs[other].movement == movement
                    && !self.way(other).line.is_degenerate()
            });
            if has_more && way.trespass_px > TRESPASS_PX && way.line.length() < LEAST_CROWDED_LEG_PX
            {
                let nothing = candidate::nothing(way.course);
                self.choices[leg].extend(prepared(&self.legs[leg], vec![nothing]));
                self.chosen[leg] = self.choices[leg].len() - 1;
            }
        }
    }

    /// Legs whose ways are faulty: with a marker in their way, or with more than a clean crossing.
    fn unhappy(&mut self) -> Vec<usize> {
        let count = self.legs.len();
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

    fn troubles(&self) -> Vec<Trouble> {
        let mut all = Vec::new();
        for a in 0..self.legs.len() {
            let px = self.way(a).trespass_px;
            if px > TRESPASS_PX {
                let of = self.legs[a].movement;
                all.push(Trouble::Marker { of, px });
            }
            for b in a + 1..self.legs.len() {
                let of = [self.legs[a].movement, self.legs[b].movement];
                let found = self.clash((a, self.chosen[a]), (b, self.chosen[b]));
                all.extend(found.crossings.iter().map(|c| Trouble::Crossing {
                    of,
                    angle_deg: c.angle_deg,
                }));
                let px = found.overlap_px.max(found.along_px);
                if px > REPORTED_OVERLAP_PX {
                    all.push(Trouble::Overlap { of, px });
                }
            }
        }
        all
    }
}

fn prepared(leg: &Leg, ways: Vec<Candidate>) -> Vec<Choice> {
    ways.into_iter()
        .map(|way| Choice {
            print: Footprint::new(&way.line, leg.gaps),
            way,
        })
        .collect()
}

/// The way that is chosen, and the best ones to its left and right: what lies between may be worse than both.
fn starts(ways: &[Choice], chosen: usize, price: impl Fn(&Candidate) -> f64) -> [usize; 3] {
    let aside = |way: usize| ways[way].way.course.turn();
    let best = |is_there: &dyn Fn(f64) -> bool| {
        let there = (0..ways.len()).filter(|way| is_there(aside(*way) - aside(chosen)));
        let cost = |way: usize| quantise(price(&ways[way].way));
        let least = there
            .map(|way| (way, cost(way)))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        least.map_or(chosen, |(way, _)| way)
    };
    [chosen, best(&|px| px > 1.0), best(&|px| px < -1.0)]
}

fn cheapest(ways: &[Choice]) -> usize {
    let costs = ways.iter().map(|choice| quantise(choice.way.cost));
    let least = costs.enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
    least.map_or(0, |(index, _)| index)
}

/// What a clash costs.
fn price(clash: &Clash) -> f64 {
    let mut cost = 0.0;
    let overlap_px = clash.overlap_px.max(clash.along_px);
    if overlap_px > SEEN_OVERLAP_PX {
        cost += weight::OVERLAP.0 + weight::OVERLAP.1 * overlap_px;
    }
    for (index, crossing) in clash.crossings.iter().enumerate() {
        cost += weight::CROSSING;
        if index > 0 {
            cost += weight::AGAIN;
        }
        if crossing.at_head {
            cost += weight::AT_HEAD;
        }
        if crossing.angle_deg < LEAST_ANGLE_DEG {
            cost += weight::FLAT.0 + weight::FLAT.1 * (LEAST_ANGLE_DEG - crossing.angle_deg);
        }
    }
    cost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::arrows::bends::least_radius;
    use crate::compose::arrows::stop::{Keep, PageStop, Reach};
    use crate::compose::arrows::toy;
    use crate::geom::{PagePoint, PageRect};
    use proptest::prelude::*;

    const FRAME: PageRect = PageRect {
        x0: 0.0,
        y0: 0.0,
        x1: 1200.0,
        y1: 800.0,
    };

    fn wish(stops: &[(f64, f64)], radius: f64) -> Wish {
        let stops = stops.iter().map(|(x, y)| PageStop {
            at: PagePoint::new(*x, *y),
            radius,
            breaks: false,
        });
        Wish {
            stops: stops.collect(),
            gaps: toy::GAPS,
            reach: Reach::Whole,
            afloat: false,
        }
    }

    fn ground(keep: &[Keep]) -> Ground<'_> {
        Ground {
            keep,
            frame: FRAME,
            is_land: &|_| true,
        }
    }

    fn overlaps(routes: &Routes) -> usize {
        let is = |t: &&Trouble| matches!(t, Trouble::Overlap { .. });
        routes.troubles.iter().filter(is).count()
    }

    #[test]
    fn two_armies_on_one_road_march_side_by_side() {
        let road = [(100.0, 400.0), (500.0, 380.0), (900.0, 420.0)];
        let routes = routes(&[wish(&road, 12.0), wish(&road, 12.0)], ground(&[]));
        assert_eq!(overlaps(&routes), 0, "{:?}", routes.troubles);
        let (a, b) = (&routes.legs[0][0], &routes.legs[1][0]);
        let apart = b.nearest(a.at(a.length() / 2.0).at).1;
        assert!(apart >= 13.0, "{apart}");
    }

    #[test]
    fn out_and_back_do_not_lie_on_top_of_each_other() {
        let out = [(100.0, 400.0), (600.0, 300.0)];
        let back = [(600.0, 300.0), (100.0, 400.0)];
        let routes = routes(&[wish(&out, 12.0), wish(&back, 12.0)], ground(&[]));
        assert!(routes.troubles.is_empty(), "{:?}", routes.troubles);
    }

    #[test]
    fn arcs_bow_away_from_each_other_rather_than_cross() {
        let wishes = [
            wish(&[(100.0, 300.0), (700.0, 300.0)], 3.0),
            wish(&[(150.0, 270.0), (650.0, 270.0)], 3.0),
        ];
        let routes = routes(&wishes, ground(&[]));
        assert!(routes.troubles.is_empty(), "{:?}", routes.troubles);
    }

    #[test]
    fn what_must_cross_is_reported_with_its_angle() {
        let wishes = [
            wish(&[(100.0, 100.0), (700.0, 700.0)], 3.0),
            wish(&[(100.0, 700.0), (700.0, 100.0)], 3.0),
        ];
        let routes = routes(&wishes, ground(&[]));
        let [Trouble::Crossing { of, angle_deg }] = routes.troubles[..] else {
            panic!("{:?}", routes.troubles);
        };
        assert_eq!(of, [0, 1]);
        assert!(angle_deg > 60.0);
    }

    #[test]
    fn a_marker_amid_the_way_is_passed() {
        let keep = [Keep {
            at: PagePoint::new(400.0, 292.0),
            radius: 12.0,
        }];
        let wishes = [wish(&[(100.0, 300.0), (400.0, 300.0), (700.0, 300.0)], 0.0)];
        let routes = routes(&wishes, ground(&keep));
        let away = routes.legs[0][0].nearest(keep[0].at).1;
        assert!(away >= 12.0 + 5.5 + 8.0, "{away}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Movements between spots of a grid, far enough apart to be drawn clear of each other.
        #[test]
        fn no_two_movements_lie_on_top_of_each_other(
            ends in prop::collection::vec((0usize..12, 0usize..12), 2..7)
        ) {
            let spot = |i: usize| {
                let (column, row) = (i % 4, i / 4);
                (150.0 + 290.0 * column as f64 + 30.0 * row as f64, 130.0 + 260.0 * row as f64)
            };
            let wishes: Vec<Wish> = ends
                .iter()
                .filter(|(a, b)| a != b)
                .map(|(a, b)| wish(&[spot(*a), spot(*b)], 12.0))
                .collect();
            let keep: Vec<Keep> = (0..12)
                .map(|i| Keep { at: PagePoint::new(spot(i).0, spot(i).1), radius: 12.0 })
                .collect();
            let found = routes(&wishes, ground(&keep));
            // Of movements with the same two ends three find room; more are crowded.
            let crowded = |a: usize| {
                let same = |w: &&Wish| {
                    let ends = |w: &Wish| [w.stops[0].at, w.stops[1].at];
                    let [p, q] = ends(&wishes[a]);
                    ends(w) == [p, q] || ends(w) == [q, p]
                };
                wishes.iter().filter(same).count() > 2
            };
            for trouble in &found.troubles {
                if let Trouble::Overlap { of, px } = trouble {
                    prop_assert!(crowded(of[0]) || *px < 60.0, "{trouble:?} of {wishes:?}");
                }
            }
            for (wish, legs) in wishes.iter().zip(&found.legs) {
                prop_assert_eq!(legs.len(), 1);
                prop_assert!(least_radius(&legs[0], 11.0) >= 1.95);
                let from = wish.stops[0].at;
                prop_assert!((legs[0].at(0.0).at.distance(from) - 19.0).abs() < 1.5);
            }
        }
    }
}
