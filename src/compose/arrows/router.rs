//! All legs with the ways that are open to them, and which of them each has.

use std::collections::BTreeMap;

use super::candidate::{self, Candidate};
use super::clash::{Clash, Footprint, LEAST_ANGLE_DEG, clash};
use super::leg::Leg;
use super::terrain::{Ground, Terrain};
use crate::geom::quantise;

/// What a pair of legs costs together.
pub(super) mod weight {
    /// A crossing.
    pub(in crate::compose::arrows) const CROSSING: f64 = 90.0;
    /// A crossing that is too flat, and per degree.
    pub(in crate::compose::arrows) const FLAT: (f64, f64) = (40.0, 3.0);
    /// A crossing at a head.
    pub(in crate::compose::arrows) const AT_HEAD: f64 = 120.0;
    /// Each crossing of the same two legs after their first.
    pub(in crate::compose::arrows) const AGAIN: f64 = 150.0;
    /// Bodies on top of each other: at all, and per px.
    pub(in crate::compose::arrows) const OVERLAP: (f64, f64) = (40.0, 4.0);
}

/// Overlaps shorter than this are not seen, px.
const SEEN_OVERLAP_PX: f64 = 10.0;
/// Rounds of improvement: almost always three are enough.
const MOST_ROUNDS: usize = 8;
/// Ways of each of two legs that are tried together.
const TRIED_TOGETHER: usize = 9;

/// A way with what is compared of it.
pub(super) struct Choice {
    pub(super) way: Candidate,
    pub(super) print: Footprint,
}

pub(super) struct Router<'l> {
    pub(super) terrains: Vec<Terrain<'l>>,
    pub(super) choices: Vec<Vec<Choice>>,
    pub(super) chosen: Vec<usize>,
    /// What pairs cost, by leg and way of both, the lower leg first.
    known: BTreeMap<[usize; 4], f64>,
}

impl<'l> Router<'l> {
    pub(super) fn new(legs: &'l [Leg], ground: Ground<'l>) -> Self {
        let terrains: Vec<Terrain<'l>> = legs.iter().map(|l| Terrain::new(l, ground)).collect();
        let choices: Vec<Vec<Choice>> = terrains
            .iter()
            .map(|terrain| prepared(terrain.leg, candidate::bows(terrain)))
            .collect();
        let chosen = choices.iter().map(|ways| cheapest(ways)).collect();
        Self {
            terrains,
            choices,
            chosen,
            known: BTreeMap::new(),
        }
    }

    pub(super) fn way(&self, leg: usize) -> &Candidate {
        &self.choices[leg][self.chosen[leg]].way
    }

    pub(super) fn clash(&self, a: (usize, usize), b: (usize, usize)) -> Clash {
        clash(&self.choices[a.0][a.1].print, &self.choices[b.0][b.1].print)
    }

    /// What two ways of two legs cost together.
    pub(super) fn pair(&mut self, a: (usize, usize), b: (usize, usize)) -> f64 {
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
    pub(super) fn cost(&mut self, leg: usize, way: usize) -> f64 {
        let mut cost = self.choices[leg][way].way.cost;
        for other in 0..self.terrains.len() {
            if other != leg {
                cost += self.pair((leg, way), (other, self.chosen[other]));
            }
        }
        cost
    }

    /// Gives each leg its cheapest way in turn until nothing changes.
    pub(super) fn improve(&mut self) {
        for _ in 0..MOST_ROUNDS {
            let mut changed = false;
            for leg in 0..self.terrains.len() {
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
    pub(super) fn improve_pairs(&mut self) {
        for a in 0..self.terrains.len() {
            for b in a + 1..self.terrains.len() {
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
    pub(super) fn both(&mut self, a: usize, b: usize) -> f64 {
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
    pub(super) fn in_trouble(&mut self) -> Vec<usize> {
        (0..self.terrains.len())
            .filter(|leg| {
                let way = self.chosen[*leg];
                let alone = self.choices[*leg][way].way.cost;
                self.way(*leg).trespass_px > 0.0 || self.cost(*leg, way) > alone + 1.0
            })
            .collect()
    }

    pub(super) fn add_lanes(&mut self, leg: usize) {
        let terrain = &self.terrains[leg];
        let lanes = prepared(terrain.leg, candidate::lanes(terrain));
        self.choices[leg].extend(lanes);
    }
}

pub(super) fn prepared(leg: &Leg, ways: Vec<Candidate>) -> Vec<Choice> {
    ways.into_iter()
        .map(|way| Choice {
            print: Footprint::new(&way.line, leg.gaps),
            way,
        })
        .collect()
}

fn cheapest(ways: &[Choice]) -> usize {
    let costs = ways.iter().map(|choice| quantise(choice.way.cost));
    let least = costs.enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
    least.map_or(0, |(index, _)| index)
}

/// What a clash costs.
pub(super) fn price(clash: &Clash) -> f64 {
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
