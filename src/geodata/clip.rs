//! Clips rings to a rectangle in degrees, after Sutherland and Hodgman.
//!
//! What a ring does outside the rectangle is flattened onto its edges, so that no longitude
//! strays round the globe and every stage after this one sees short, harmless edges.

use crate::geom::GeoRect;
use geo::Coord;

/// The longest edge that is left whole, in degrees.
///
/// A longer one would leave its parallel when a projection draws it as a great circle: by 0.01
/// degrees at 60 north if it is 2 degrees long.
const LONGEST_EDGE_DEG: f64 = 2.0;

/// The closed ring cut to the rectangle, closed; empty if nothing of it lies inside.
pub(super) fn ring(ring: Vec<Coord<f64>>, rect: GeoRect) -> Vec<Coord<f64>> {
    let sides: [Side; 4] = [
        Side::new(Axis::Lon, rect.west, 1.0),
        Side::new(Axis::Lon, rect.east, -1.0),
        Side::new(Axis::Lat, rect.south, 1.0),
        Side::new(Axis::Lat, rect.north, -1.0),
    ];
    let clipped = sides.iter().fold(ring, |ring, side| side.cut(ring));
    divide_long_edges(&clipped)
}

#[derive(Clone, Copy)]
enum Axis {
    Lon,
    Lat,
}

/// One side of the rectangle: what lies beyond it is cut off.
struct Side {
    axis: Axis,
    limit: f64,
    inwards: f64,
}

impl Side {
    fn new(axis: Axis, limit: f64, inwards: f64) -> Self {
        Self {
            axis,
            limit,
            inwards,
        }
    }

    fn depth(&self, p: Coord<f64>) -> f64 {
        let along = match self.axis {
            Axis::Lon => p.x,
            Axis::Lat => p.y,
        };
        (along - self.limit) * self.inwards
    }

    fn cut(&self, ring: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
        if ring.iter().all(|p| self.depth(*p) >= 0.0) {
            return ring;
        }
        let mut kept = Vec::with_capacity(ring.len());
        for pair in ring.windows(2) {
            let (from, to) = (self.depth(pair[0]), self.depth(pair[1]));
            if from >= 0.0 {
                kept.push(pair[0]);
            }
            if (from > 0.0 && to < 0.0) || (from < 0.0 && to > 0.0) {
                kept.push(self.crossing(pair[0], pair[1], from / (from - to)));
            }
        }
        kept.dedup();
        if let Some(&first) = kept.first() {
            kept.push(first);
        }
        kept
    }

    fn crossing(&self, a: Coord<f64>, b: Coord<f64>, t: f64) -> Coord<f64> {
        let mut p = a + (b - a) * t;
        match self.axis {
            Axis::Lon => p.x = self.limit,
            Axis::Lat => p.y = self.limit,
        }
        p
    }
}

fn divide_long_edges(ring: &[Coord<f64>]) -> Vec<Coord<f64>> {
    let mut divided = Vec::with_capacity(ring.len());
    divided.extend(ring.first());
    for pair in ring.windows(2) {
        let step = pair[1] - pair[0];
        let pieces = (step.x.abs().max(step.y.abs()) / LONGEST_EDGE_DEG).ceil();
        for i in 1..pieces as u32 {
            divided.push(pair[0] + step * (f64::from(i) / pieces));
        }
        divided.push(pair[1]);
    }
    divided
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECT: GeoRect = GeoRect {
        west: 0.0,
        south: 0.0,
        east: 10.0,
        north: 10.0,
    };

    fn square(west: f64, south: f64, size: f64) -> Vec<Coord<f64>> {
        [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
            .map(|(x, y)| Coord {
                x: west + x * size,
                y: south + y * size,
            })
            .to_vec()
    }

    fn area(ring: &[Coord<f64>]) -> f64 {
        let doubled: f64 = ring
            .windows(2)
            .map(|p| p[0].x * p[1].y - p[1].x * p[0].y)
            .sum();
        doubled / 2.0
    }

    #[test]
    fn a_ring_inside_is_kept_as_it_is() {
        assert_eq!(ring(square(3.0, 3.0, 1.0), RECT), square(3.0, 3.0, 1.0));
    }

    #[test]
    fn a_ring_around_becomes_the_rectangle() {
        assert!((area(&ring(square(-50.0, -50.0, 100.0), RECT)) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn a_ring_across_a_corner_keeps_the_common_part() {
        assert!((area(&ring(square(8.0, 8.0, 5.0), RECT)) - 4.0).abs() < 1e-9);
    }

    #[test]
    fn a_ring_outside_vanishes() {
        assert!(ring(square(20.0, 3.0, 5.0), RECT).is_empty());
    }

    #[test]
    fn no_edge_is_long() {
        let clipped = ring(square(-50.0, -50.0, 100.0), RECT);
        assert!(
            clipped
                .windows(2)
                .all(|p| (p[1] - p[0]).x.abs() <= LONGEST_EDGE_DEG)
        );
    }
}
