//! Which candidates of different labels exclude each other, and which crowd each other.

use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::candidate::Candidate;
use super::ground::MARGIN;
use super::shape::Quad;
use super::{Anchor, Request, Times, Timetable};

/// Leaders are treated as boxes of this width, px.
const LEADER_WIDTH: f64 = 1.0;
/// Air that a label wants around itself, in its letters' size; names of areas want more, because two
/// of them close together read as one.
const AIR: f64 = 0.2;
const AIR_OF_AREAS: f64 = 0.65;
/// Cost of entering another label's air, that of the name of an area, and of two names of areas that read
/// as one, in thousandths.
const CROWDED: i64 = 16_000;
const AREA_CROWDED: i64 = 22_000;
const READ_AS_ONE: i64 = 45_000;
/// Labels steeper than this exclude each other: one on a map is bearable, degrees (criterion T5 of `docs/check.md`).
const TOO_STEEP: f64 = 60.0;

/// What of a label decides how much air it wants, and from whom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Voice<'t> {
    /// Size of its letters, px.
    size: f64,
    /// Whether it names an area.
    is_area: bool,
    /// When it is there.
    times: &'t Times,
}

impl<'t> Voice<'t> {
    /// The voice of a request's fullest form.
    pub(super) fn new(request: &Request, times: &'t Timetable) -> Self {
        let line = request.forms.first().and_then(|f| f.lines.first());
        Self {
            size: line.map_or(1.0, |l| l.size),
            is_area: matches!(request.anchor, Anchor::Area { .. }),
            times: times.of(&request.of),
        }
    }

    fn air(self) -> f64 {
        self.size * if self.is_area { AIR_OF_AREAS } else { AIR }
    }
}

/// All candidates of all labels under running numbers, with the pairs that cannot stand together and
/// those that should not.
pub(super) struct Conflicts {
    /// Number of the first candidate of each label, and one more at the end.
    pub(super) first: Vec<u32>,
    /// The label of each candidate.
    pub(super) label: Vec<u32>,
    /// Sorted numbers of those that exclude each candidate.
    pub(super) rivals: Vec<Vec<u32>>,
    /// Sorted numbers of those that crowd each candidate, with the cost.
    pub(super) crowd: Vec<Vec<(u32, i64)>>,
}

type Entry = GeomWithData<Rectangle<[f64; 2]>, u32>;

impl Conflicts {
    /// Finds all pairs.
    pub(super) fn new(labels: &[Vec<Candidate>], voices: &[Voice<'_>]) -> Self {
        let mut first = vec![0];
        let mut label = Vec::new();
        let mut claims: Vec<(u32, Quad)> = Vec::new();
        let mut airs: Vec<(u32, Quad)> = Vec::new();
        let mut steep: Vec<u32> = Vec::new();
        for (i, candidates) in labels.iter().enumerate() {
            for candidate in candidates {
                let number = label.len() as u32;
                claims.extend(claimed(candidate).map(|quad| (number, quad)));
                let air = voices[i].air();
                airs.extend(blocks(candidate).map(|quad| (number, quad.grown(air))));
                if candidate.steepest() > TOO_STEEP {
                    steep.push(number);
                }
                label.push(i as u32);
            }
            first.push(label.len() as u32);
        }
        let are_seen = |a: u32, b: u32| voices[a as usize].times.meets(voices[b as usize].times);
        let meet = |quads: &[(u32, Quad)]| meeting(quads, &label, are_seen);
        let (met, near) = rayon::join(|| meet(&claims), || meet(&airs));
        let mut rivals = vec![Vec::new(); label.len()];
        for (a, b) in met.into_iter().chain(pairs(&steep, &label, are_seen)) {
            rivals[a as usize].push(b);
            rivals[b as usize].push(a);
        }
        for list in &mut rivals {
            list.sort_unstable();
            list.dedup();
        }
        let mut crowd = vec![Vec::new(); label.len()];
        for (a, b) in near {
            if rivals[a as usize].binary_search(&b).is_ok() {
                continue;
            }
            let is_area = |n: u32| voices[label[n as usize] as usize].is_area;
            let cost = match (is_area(a), is_area(b)) {
                (true, true) => READ_AS_ONE,
                (false, false) => CROWDED,
                (true, false) | (false, true) => AREA_CROWDED,
            };
            crowd[a as usize].push((b, cost));
            crowd[b as usize].push((a, cost));
        }
        for list in &mut crowd {
            list.sort_unstable();
            list.dedup();
        }
        Self {
            first,
            label,
            rivals,
            crowd,
        }
    }

    /// The candidates of a label, best first.
    pub(super) fn of(&self, label: usize) -> std::ops::Range<u32> {
        self.first[label]..self.first[label + 1]
    }
}

/// What a candidate claims for itself: its grown boxes and its leader.
fn claimed(candidate: &Candidate) -> impl Iterator<Item = Quad> {
    let leader = candidate
        .leader
        .map(|l| Quad::around(l.from, l.to, LEADER_WIDTH));
    let boxes = candidate.boxes.iter().map(|b| b.grown(MARGIN));
    boxes.chain(leader)
}

/// What the eye takes for one thing: a block of upright lines, or each box of a turned name.
fn blocks(candidate: &Candidate) -> impl Iterator<Item = Quad> {
    let whole = Quad::hull_of_upright(&candidate.boxes);
    let boxes = candidate.boxes.iter().copied();
    whole
        .into_iter()
        .chain(boxes.filter(move |_| whole.is_none()))
}

/// Pairs of candidates of different labels that are seen together and whose quads meet; the first has the lower
/// number.
fn meeting(
    quads: &[(u32, Quad)],
    label: &[u32],
    are_seen: impl Fn(u32, u32) -> bool + Sync,
) -> Vec<(u32, u32)> {
    let entries = quads.iter().enumerate().map(|(i, (_, quad))| {
        let b = quad.bounds();
        let rectangle = Rectangle::from_corners([b.x0, b.y0], [b.x1, b.y1]);
        Entry::new(rectangle, i as u32)
    });
    let tree = RTree::bulk_load(entries.collect());
    let of_one = |(number, quad): &(u32, Quad)| -> Vec<(u32, u32)> {
        let own = label[*number as usize];
        let b = quad.bounds();
        let near = AABB::from_corners([b.x0, b.y0], [b.x1, b.y1]);
        tree.locate_in_envelope_intersecting(&near)
            .map(|entry| &quads[entry.data as usize])
            .filter(|(other, shape)| {
                let other = label[*other as usize];
                other > own && quad.overlaps(shape) && are_seen(own, other)
            })
            .map(|(other, _)| (*number, *other))
            .collect()
    };
    quads.par_iter().flat_map_iter(of_one).collect()
}

/// All pairs of candidates of different labels that are seen together.
fn pairs(numbers: &[u32], label: &[u32], are_seen: impl Fn(u32, u32) -> bool) -> Vec<(u32, u32)> {
    let mut all = Vec::new();
    for (i, a) in numbers.iter().enumerate() {
        let later = numbers[i + 1..].iter();
        let own = label[*a as usize];
        let foreign = later.filter(|b| {
            let other = label[**b as usize];
            own != other && are_seen(own, other)
        });
        all.extend(foreign.map(|b| (*a, *b)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::candidate::Writing;
    use super::*;
    use crate::geom::{PagePoint, PageRect};

    fn candidate(x: f64, y: f64, turn_deg: f64) -> Candidate {
        let origin = PagePoint::new(x, y);
        let (sin, cos) = libm::sincos(turn_deg.to_radians());
        let local = PageRect::new(0.0, -9.0, 60.0, 3.0);
        Candidate {
            form: 0,
            cost: 0,
            boxes: vec![Quad::turned(origin, (cos, sin), local)],
            leader: None,
            writing: Writing::Straight {
                origins: vec![origin],
                turn_deg,
            },
        }
    }

    fn found(a: Candidate, b: Candidate, is_area: bool) -> (bool, i64) {
        let size = 13.0;
        let times = &Times::ALWAYS;
        let voice = Voice {
            size,
            is_area,
            times,
        };
        let voices = [voice; 2];
        let conflicts = Conflicts::new(&[vec![a], vec![b]], &voices);
        let crowded = conflicts.crowd[0].first().map_or(0, |c| c.1);
        (!conflicts.rivals[0].is_empty(), crowded)
    }

    #[test]
    fn labels_that_overlap_exclude_each_other_and_close_ones_crowd() {
        let at = |y: f64| candidate(0.0, y, 0.0);
        assert_eq!(found(at(0.0), at(12.0), false), (true, 0));
        assert_eq!(found(at(0.0), at(16.0), false), (false, CROWDED));
        assert_eq!(found(at(0.0), at(20.0), false), (false, 0));
    }

    #[test]
    fn names_of_areas_that_read_as_one_cost_more_and_from_farther_away() {
        let at = |y: f64| candidate(0.0, y, 0.0);
        assert_eq!(found(at(0.0), at(26.0), true), (false, READ_AS_ONE));
    }

    #[test]
    fn a_map_has_one_steep_label_at_most() {
        let at = |x: f64, turn: f64| candidate(x, 0.0, turn);
        assert!(found(at(0.0, 70.0), at(500.0, -75.0), false).0);
        assert!(!found(at(0.0, 70.0), at(500.0, -50.0), false).0);
    }
}
