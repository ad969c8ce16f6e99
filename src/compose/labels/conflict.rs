//! Which candidates of different labels exclude each other.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::candidate::Candidate;
use super::ground::MARGIN;
use super::shape::Quad;

/// Leaders are treated as boxes of this width, px.
const LEADER_WIDTH: f64 = 1.0;

/// All candidates of all labels under running numbers, with the pairs that cannot stand together.
pub(super) struct Conflicts {
    /// Number of the first candidate of each label, and one more at the end.
    pub(super) first: Vec<u32>,
    /// The label of each candidate.
    pub(super) label: Vec<u32>,
    /// Sorted neighbours of each candidate.
    pub(super) rivals: Vec<Vec<u32>>,
}

type Entry = GeomWithData<Rectangle<[f64; 2]>, u32>;

impl Conflicts {
    /// Finds all pairs.
    pub(super) fn new(labels: &[Vec<Candidate>]) -> Self {
        let mut first = vec![0];
        let mut label = Vec::new();
        let mut parts: Vec<(u32, Quad)> = Vec::new();
        for (i, candidates) in labels.iter().enumerate() {
            for candidate in candidates {
                let number = label.len() as u32;
                parts.extend(shapes(candidate).map(|quad| (number, quad)));
                label.push(i as u32);
            }
            first.push(label.len() as u32);
        }
        let entries = parts.iter().enumerate().map(|(i, (_, quad))| {
            let b = quad.bounds();
            Entry::new(
                Rectangle::from_corners([b.x0, b.y0], [b.x1, b.y1]),
                i as u32,
            )
        });
        let tree = RTree::bulk_load(entries.collect());
        let mut rivals = vec![Vec::new(); label.len()];
        for (number, quad) in &parts {
            let own = label[*number as usize];
            let b = quad.bounds();
            for entry in tree
                .locate_in_envelope_intersecting(&AABB::from_corners([b.x0, b.y0], [b.x1, b.y1]))
            {
                let (other, shape) = &parts[entry.data as usize];
                if label[*other as usize] > own && quad.overlaps(shape) {
                    rivals[*number as usize].push(*other);
                    rivals[*other as usize].push(*number);
                }
            }
        }
        for list in &mut rivals {
            list.sort_unstable();
            list.dedup();
        }
        Self {
            first,
            label,
            rivals,
        }
    }

    /// The candidates of a label, best first.
    pub(super) fn of(&self, label: usize) -> std::ops::Range<u32> {
        self.first[label]..self.first[label + 1]
    }
}

/// What a candidate claims for itself: its grown boxes and its leader.
fn shapes(candidate: &Candidate) -> impl Iterator<Item = Quad> {
    let leader = candidate
        .leader
        .map(|l| Quad::around(l.from, l.to, LEADER_WIDTH));
    let boxes = candidate.boxes.iter().map(|b| b.grown(MARGIN));
    boxes.chain(leader)
}
