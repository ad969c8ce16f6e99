//! Cuts between two meridians and two parallels.

use super::SEAM_DEG;
use super::ring::Region;
use crate::geom::{GeoRect, LonLat};

/// A box in degrees; its longitudes may exceed 180.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Western edge.
    pub west: f64,
    /// Eastern edge, at most 360 from the western one.
    pub east: f64,
    /// Southern edge.
    pub south: f64,
    /// Northern edge.
    pub north: f64,
}

/// One of the four edges.
#[derive(Clone, Copy)]
enum Edge {
    West(f64),
    East(f64),
    South(f64),
    North(f64),
}

impl Edge {
    /// How far inside of it a position lies, degrees.
    fn depth(self, p: LonLat) -> f64 {
        match self {
            Self::West(lon) => p.lon - lon,
            Self::East(lon) => lon - p.lon,
            Self::South(lat) => p.lat - lat,
            Self::North(lat) => lat - p.lat,
        }
    }

    /// Where the way from `a` to `b` crosses it.
    fn crossing(self, a: LonLat, b: LonLat) -> LonLat {
        let (inside, outside) = (self.depth(a), self.depth(b));
        let t = inside / (inside - outside);
        let p = LonLat::new(a.lon + (b.lon - a.lon) * t, a.lat + (b.lat - a.lat) * t);
        match self {
            Self::West(lon) | Self::East(lon) => LonLat::new(lon, p.lat),
            Self::South(lat) | Self::North(lat) => LonLat::new(p.lon, lat),
        }
    }
}

impl From<GeoRect> for Window {
    fn from(r: GeoRect) -> Self {
        Self {
            west: r.west,
            east: r.east,
            south: r.south,
            north: r.north,
        }
    }
}

impl Window {
    fn edges(self) -> [Edge; 4] {
        [
            Edge::West(self.west),
            Edge::East(self.east),
            Edge::South(self.south),
            Edge::North(self.north),
        ]
    }

    /// What both windows show, in this one's turn of the globe.
    pub(super) fn narrowed(self, to: Self) -> Self {
        let middle = (self.west + self.east) / 2.0;
        let turns = (((to.west + to.east) / 2.0 - middle) / 360.0).round() * 360.0;
        let narrow = Self {
            west: self.west.max(to.west - turns),
            east: self.east.min(to.east - turns),
            south: self.south.max(to.south),
            north: self.north.min(to.north),
        };
        // A view across the seam sees both ends of the window: all of it stays.
        let crosses = to.west - turns < self.west || to.east - turns > self.east;
        if crosses && self.east - self.west > 359.0 {
            Self {
                west: self.west,
                east: self.east,
                ..narrow
            }
        } else {
            narrow
        }
    }

    /// The position in this window's turn and clear of the seam; `None` outside.
    pub(super) fn nudged(self, p: LonLat) -> Option<LonLat> {
        let middle = (self.west + self.east) / 2.0;
        let reach = (self.east - self.west) / 2.0;
        let mut turn = p.lon - middle;
        if turn.abs() > 180.0 {
            turn = (turn + 180.0).rem_euclid(360.0) - 180.0;
        }
        let grace = 1e-9;
        let is_inside = turn.abs() <= reach + grace
            && p.lat >= self.south - grace
            && p.lat <= self.north + grace;
        let turn = turn.clamp(-180.0 + SEAM_DEG, 180.0 - SEAM_DEG);
        let lat = p.lat.clamp(-90.0, 90.0);
        is_inside.then_some(LonLat::new(middle + turn, lat))
    }

    /// The parts of a region in the window, by Sutherland and Hodgman: pieces of one copy of the
    /// region stay joined along the window's edge, where they have no area.
    pub(super) fn cut_region(self, region: &Region) -> Vec<Vec<LonLat>> {
        let planar = region.planar();
        let mut pieces = Vec::new();
        for shift in self.turns(&planar) {
            let mut piece: Vec<LonLat> = planar
                .iter()
                .map(|p| LonLat::new(p.lon + shift, p.lat))
                .collect();
            for edge in self.edges() {
                if piece.iter().any(|p| edge.depth(*p) < 0.0) {
                    piece = cut_at(edge, &piece);
                }
            }
            if piece.len() >= 3 {
                pieces.push(piece);
            }
        }
        pieces
    }

    /// The parts of an unrolled line in the window, by Liang and Barsky's reasoning.
    pub(super) fn cut_line(self, line: &[LonLat]) -> Vec<Vec<LonLat>> {
        let mut pieces: Vec<Vec<LonLat>> = Vec::new();
        for shift in self.turns(line) {
            let mut piece: Vec<LonLat> = Vec::new();
            let moved = |p: LonLat| LonLat::new(p.lon + shift, p.lat);
            for pair in line.windows(2) {
                let Some((a, b)) = self.cut_segment(moved(pair[0]), moved(pair[1])) else {
                    continue;
                };
                if piece.last() != Some(&a) {
                    pieces.push(std::mem::take(&mut piece));
                    piece.push(a);
                }
                piece.push(b);
            }
            pieces.push(piece);
        }
        pieces.retain(|piece| piece.len() >= 2);
        pieces
    }

    fn cut_segment(self, a: LonLat, b: LonLat) -> Option<(LonLat, LonLat)> {
        let (mut from, mut to) = (a, b);
        for edge in self.edges() {
            match (edge.depth(from) >= 0.0, edge.depth(to) >= 0.0) {
                (true, true) => {}
                (true, false) => to = edge.crossing(from, to),
                (false, true) => from = edge.crossing(to, from),
                (false, false) => return None,
            }
        }
        (from != to).then_some((from, to))
    }

    /// By how many degrees the points must be moved for each of their copies that the window sees.
    fn turns(self, points: &[LonLat]) -> Vec<f64> {
        let west = points.iter().map(|p| p.lon).fold(f64::INFINITY, f64::min);
        let east = points
            .iter()
            .map(|p| p.lon)
            .fold(f64::NEG_INFINITY, f64::max);
        if west > east {
            return Vec::new();
        }
        let first = ((self.west - east) / 360.0).ceil() as i64;
        let last = ((self.east - west) / 360.0).floor() as i64;
        (first..=last).map(|k| 360.0 * k as f64).collect()
    }
}

fn cut_at(edge: Edge, ring: &[LonLat]) -> Vec<LonLat> {
    let mut out = Vec::with_capacity(ring.len() + 4);
    let Some(mut a) = ring.last().copied() else {
        return out;
    };
    for &b in ring {
        match (edge.depth(a) >= 0.0, edge.depth(b) >= 0.0) {
            (true, true) => out.push(b),
            (true, false) => out.push(edge.crossing(a, b)),
            (false, true) => out.extend([edge.crossing(b, a), b]),
            (false, false) => {}
        }
        a = b;
    }
    out
}
