//! The shortest way along a net of river lines, by which rivers without names are told apart.

use crate::grid::{self, Line};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use theatrum::geodata::sheet::GridPoint;

/// How wide a gap between two lines may be bridged, in degrees: tributaries end short of the
/// middle of the river they fall into.
const BRIDGE_DEG: f64 = 0.02;

/// Lines as a graph of their points.
pub(crate) struct Network {
    edges: BTreeMap<GridPoint, Vec<(GridPoint, u64)>>,
    scale: i32,
}

impl Network {
    pub(crate) fn of(lines: &[Line], scale: i32) -> Self {
        let mut network = Self {
            edges: BTreeMap::new(),
            scale,
        };
        for line in lines {
            line.windows(2)
                .for_each(|step| network.link(step[0], step[1], 1.0));
        }
        let ends = lines
            .iter()
            .flat_map(|line| [line[0], line[line.len() - 1]]);
        for end in ends.collect::<Vec<_>>() {
            let reach = (BRIDGE_DEG * f64::from(scale)) as i32;
            for other in network.near(end, reach) {
                network.link(end, other, 4.0);
            }
        }
        network
    }

    fn link(&mut self, a: GridPoint, b: GridPoint, weight: f64) {
        let metres = (grid::length_km(&[a, b], self.scale) * 1000.0 * weight) as u64;
        self.edges.entry(a).or_default().push((b, metres));
        self.edges.entry(b).or_default().push((a, metres));
    }

    fn near(&self, p: GridPoint, reach: i32) -> Vec<GridPoint> {
        let columns = self
            .edges
            .range([p[0] - reach, i32::MIN]..=[p[0] + reach, i32::MAX]);
        let close = |q: &GridPoint| *q != p && (q[1] - p[1]).abs() <= reach;
        columns.map(|(q, _)| *q).filter(close).collect()
    }

    /// The point of the net nearest to a position.
    fn nearest(&self, p: GridPoint) -> GridPoint {
        let far = |q: &GridPoint| {
            let (x, y) = (i64::from(q[0] - p[0]), i64::from(q[1] - p[1]));
            x * x + 2 * y * y
        };
        self.edges.keys().copied().min_by_key(far).unwrap_or(p)
    }

    /// The shortest way between the points of the net nearest to two positions.
    pub(crate) fn way(&self, from: GridPoint, to: GridPoint) -> Option<Line> {
        let (from, to) = (self.nearest(from), self.nearest(to));
        let mut best: BTreeMap<GridPoint, (u64, GridPoint)> = BTreeMap::from([(from, (0, from))]);
        let mut queue = BinaryHeap::from([Reverse((0u64, from))]);
        while let Some(Reverse((metres, here))) = queue.pop() {
            if here == to {
                break;
            }
            for &(next, step) in self.edges.get(&here)? {
                let total = metres + step;
                if best.get(&next).is_none_or(|(known, _)| total < *known) {
                    best.insert(next, (total, here));
                    queue.push(Reverse((total, next)));
                }
            }
        }
        let mut way = vec![to];
        while way[way.len() - 1] != from {
            way.push(best.get(&way[way.len() - 1])?.1);
        }
        way.reverse();
        way.dedup();
        Some(way)
    }
}
