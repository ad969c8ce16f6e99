//! Joins areas that a source has cut at the antimeridian, so that their rings run on past 180.

use crate::grid::{self, Line};
use anyhow::{Context, Result};
use theatrum::geodata::sheet::GridPoint;

/// An outer ring and its holes.
#[derive(Clone, Debug)]
pub(crate) struct Area {
    pub(crate) exterior: Line,
    pub(crate) holes: Vec<Line>,
}

/// South of this only Antarctica is cut, and its ring must go round the pole along the frame.
const ANTARCTIC_DEG: i32 = -60;

/// Whether the edge lies on the frame of the world: the antimeridian or the south pole.
pub(crate) fn on_frame(a: GridPoint, b: GridPoint, scale: i32) -> bool {
    let edge = 180 * scale;
    (a[0] == b[0] && a[0].abs() == edge) || (a[1] == b[1] && a[1] == -90 * scale)
}

/// Joins the areas of one feature across the antimeridian.
pub(crate) fn join(areas: Vec<Area>, scale: i32) -> Result<Vec<Area>> {
    let is_cut = |area: &Area| {
        let frame = area
            .exterior
            .windows(2)
            .any(|e| on_frame(e[0], e[1], scale));
        frame && area.exterior.iter().all(|p| p[1] > ANTARCTIC_DEG * scale)
    };
    let (cut, mut whole): (Vec<Area>, Vec<Area>) = areas.into_iter().partition(is_cut);
    let mut paths = Vec::new();
    let mut holes = Vec::new();
    for area in cut {
        let shift = if area.exterior.iter().all(|p| p[0] < 0) {
            360 * scale
        } else {
            0
        };
        let moved = |line: &Line| -> Line { line.iter().map(|p| [p[0] + shift, p[1]]).collect() };
        paths.extend(open_paths(&area.exterior, scale).iter().map(&moved));
        holes.extend(area.holes.iter().map(&moved));
    }
    let mut rings = close_paths(paths, scale)?;
    rings.retain(|ring| ring.len() > 3);
    let first = whole.len();
    whole.extend(rings.into_iter().map(|exterior| Area {
        exterior,
        holes: vec![],
    }));
    for hole in holes {
        let owner = whole[first..]
            .iter_mut()
            .find(|a| grid::ring_contains(&a.exterior, hole[0]));
        owner
            .context("a hole lost its area at the antimeridian")?
            .holes
            .push(hole);
    }
    Ok(whole)
}

/// The stretches of a ring between its edges on the frame.
fn open_paths(ring: &[GridPoint], scale: i32) -> Vec<Line> {
    let open = &ring[..ring.len() - 1];
    let next = |i: usize| open[(i + 1) % open.len()];
    let is_cut = |i: usize| on_frame(open[i], next(i), scale);
    let start = (0..open.len()).find(|&i| is_cut(i)).unwrap_or(0);
    let mut paths = Vec::new();
    let mut path = Line::new();
    for step in 1..=open.len() {
        let i = (start + step) % open.len();
        path.push(open[i]);
        if is_cut(i) {
            paths.push(std::mem::take(&mut path));
        }
    }
    paths.retain(|path| path.len() > 1);
    paths
}

/// Joins every path to the one that begins nearest to its end.
fn close_paths(mut paths: Vec<Line>, scale: i32) -> Result<Vec<Line>> {
    let mut rings = Vec::new();
    while let Some(mut ring) = paths.pop() {
        loop {
            let end = ring[ring.len() - 1];
            let gap = |p: &GridPoint| (p[0] - end[0]).abs() + (p[1] - end[1]).abs();
            let nearest = (0..paths.len()).min_by_key(|&i| (gap(&paths[i][0]), i));
            match nearest.filter(|&i| gap(&paths[i][0]) <= gap(&ring[0])) {
                Some(i) => ring.extend(paths.remove(i)),
                None => break,
            }
        }
        let (start, end) = (ring[0], ring[ring.len() - 1]);
        let gap = (start[1] - end[1]).abs();
        anyhow::ensure!(
            gap <= scale,
            "an area is open at the antimeridian, by {gap} grid steps"
        );
        ring.push(start);
        ring.dedup();
        rings.push(ring);
    }
    Ok(rings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_halves_become_one_ring_without_the_cut() {
        let west_half = vec![[1700, 0], [1800, 0], [1800, 100], [1700, 100], [1700, 0]];
        let east_half = vec![
            [-1800, 0],
            [-1700, 0],
            [-1700, 100],
            [-1800, 100],
            [-1800, 0],
        ];
        let area = |exterior| Area {
            exterior,
            holes: vec![],
        };
        let joined = join(vec![area(west_half), area(east_half)], 10).unwrap();
        assert_eq!(joined.len(), 1);
        assert_eq!(grid::doubled_area(&joined[0].exterior), 2 * 200 * 100);
    }
}
