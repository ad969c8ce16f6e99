//! Finds the arcs that rings share, so that neighbours are simplified alike and stored once.

use crate::grid::{self, Line};
use std::collections::{BTreeMap, HashMap};
use theatrum::geodata::sheet::GridPoint;

/// Arcs, and the rings made of them.
#[derive(Default)]
pub(crate) struct Topology {
    /// The lines that rings run along.
    pub(crate) arcs: Vec<Line>,
    /// Every ring as arcs; `!index` runs backwards.
    pub(crate) rings: Vec<Vec<i32>>,
}

/// Says what an edge is; a ring is also cut where that changes.
pub(crate) type EdgeKind<'f> = &'f dyn Fn(GridPoint, GridPoint) -> u8;

impl Topology {
    /// Cuts closed rings into arcs where they meet others or where the kind of edge changes.
    pub(crate) fn of(rings: &[Line], kind: EdgeKind<'_>) -> Self {
        let junctions = Junctions::of(rings, kind);
        let mut known: BTreeMap<Line, i32> = BTreeMap::new();
        let mut topology = Self::default();
        for ring in rings {
            let pieces = junctions.cut(ring);
            let arcs = pieces.into_iter().map(|piece| {
                let reversed: Line = piece.iter().rev().copied().collect();
                let backwards = reversed < piece;
                let arc = if backwards { reversed } else { piece };
                let index = *known.entry(arc).or_insert_with_key(|arc| {
                    topology.arcs.push(arc.clone());
                    topology.arcs.len() as i32 - 1
                });
                if backwards { !index } else { index }
            });
            let arcs = arcs.collect();
            topology.rings.push(arcs);
        }
        topology
    }

    /// Simplifies every arc.
    pub(crate) fn simplify(&mut self, tolerance: f64, scale: i32) {
        for arc in &mut self.arcs {
            *arc = grid::simplify(arc, tolerance, scale);
        }
    }

    /// The ring's points, closed.
    pub(crate) fn trace(&self, ring: &[i32]) -> Line {
        let mut line = Line::new();
        for &arc in ring {
            if arc < 0 {
                line.extend(self.arcs[!arc as usize].iter().rev());
            } else {
                line.extend(&self.arcs[arc as usize]);
            }
        }
        line.dedup();
        line
    }
}

/// The vertices at which rings are cut.
struct Junctions {
    neighbours: HashMap<GridPoint, Option<[GridPoint; 2]>>,
}

impl Junctions {
    fn of(rings: &[Line], kind: EdgeKind<'_>) -> Self {
        let mut neighbours: HashMap<GridPoint, Option<[GridPoint; 2]>> = HashMap::new();
        for ring in rings {
            let open = &ring[..ring.len() - 1];
            for (i, &here) in open.iter().enumerate() {
                let before = open[(i + open.len() - 1) % open.len()];
                let after = open[(i + 1) % open.len()];
                let mut pair = [before, after];
                pair.sort_unstable();
                let turn = kind(before, here) != kind(here, after);
                let entry = neighbours.entry(here).or_insert(Some(pair));
                if turn || *entry != Some(pair) {
                    *entry = None;
                }
            }
        }
        Self { neighbours }
    }

    /// The ring in pieces; a ring without junctions begins at its least point, so that the same
    /// ring written from another start is known again.
    fn cut(&self, ring: &[GridPoint]) -> Vec<Line> {
        let open = &ring[..ring.len() - 1];
        let is_junction = |p: &GridPoint| self.neighbours[p].is_none();
        let start = match open.iter().position(is_junction) {
            Some(junction) => junction,
            None => (0..open.len()).min_by_key(|&i| open[i]).unwrap_or(0),
        };
        let mut pieces = Vec::new();
        let mut piece = vec![open[start]];
        for step in 1..=open.len() {
            let p = open[(start + step) % open.len()];
            piece.push(p);
            if step == open.len() || is_junction(&p) {
                pieces.push(std::mem::replace(&mut piece, vec![p]));
            }
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_the_arc_of_their_border() {
        let west: Line = vec![[0, 0], [5, 0], [5, 3], [5, 9], [0, 9], [0, 0]];
        let east: Line = vec![[9, 0], [9, 9], [5, 9], [5, 3], [5, 0], [9, 0]];
        let topology = Topology::of(&[west.clone(), east.clone()], &|_, _| 0);
        assert_eq!(topology.arcs.len(), 3);
        let area = |ring: usize| grid::doubled_area(&topology.trace(&topology.rings[ring]));
        assert_eq!(area(0), grid::doubled_area(&west));
        assert_eq!(area(1), grid::doubled_area(&east));
    }
}
