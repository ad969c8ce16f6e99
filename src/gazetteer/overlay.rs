//! Union, difference and intersection of areas in degrees, guarded.
//!
//! The overlay engine loops or overflows on rings of no size and takes minutes on rings that cross
//! themselves millions of times, so every area is snapped to a grid and cleaned first, and refused if
//! it crosses itself too often. `is_valid` and `simplify` are never called on input: both are quadratic.

use geo::orient::{Direction, Orient};
use geo::{Area, BooleanOps, Coord, LineString, MultiPolygon, Polygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

/// Steps of the grid per degree: a centimetre, a hundredth of what any source is good for.
const GRID: f64 = 1e7;
/// Rings smaller than this, in square degrees, are slivers: ten square metres.
const SLIVER: f64 = 1e-9;
/// Below this number of corners no area can be slow.
const HARMLESS: usize = 2000;
/// Most pairs of edges whose boxes meet, for each corner.
///
/// Coasts have five or so; a star of 10,000 points has thousands.
const CROWDED: usize = 60;

/// Why an area cannot be used: a phrase for the author.
pub type Refusal = &'static str;

/// The area fit for drawing and for the operations below: on the grid, without slivers, spikes and
/// self-crossings, exterior rings counterclockwise and holes clockwise on the plane of lon and lat.
///
/// # Errors
/// If its rings cross each other too often.
pub fn normalise(area: &MultiPolygon<f64>) -> Result<MultiPolygon<f64>, Refusal> {
    union(area, &MultiPolygon::new(Vec::new()))
}

/// Everything in either.
///
/// # Errors
/// If the rings cross each other too often.
pub fn union(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> Result<MultiPolygon<f64>, Refusal> {
    apply(a, b, |a, b| a.union(b))
}

/// What is in the first and not in the second.
///
/// # Errors
/// If the rings cross each other too often.
pub fn difference(
    a: &MultiPolygon<f64>,
    b: &MultiPolygon<f64>,
) -> Result<MultiPolygon<f64>, Refusal> {
    apply(a, b, |a, b| a.difference(b))
}

/// What is in both.
///
/// # Errors
/// If the rings cross each other too often.
pub fn intersection(
    a: &MultiPolygon<f64>,
    b: &MultiPolygon<f64>,
) -> Result<MultiPolygon<f64>, Refusal> {
    apply(a, b, |a, b| a.intersection(b))
}

fn apply(
    a: &MultiPolygon<f64>,
    b: &MultiPolygon<f64>,
    operation: impl Fn(&MultiPolygon<f64>, &MultiPolygon<f64>) -> MultiPolygon<f64>,
) -> Result<MultiPolygon<f64>, Refusal> {
    let (a, b) = (clean(a), clean(b));
    if too_crowded(&a, &b) {
        return Err("the lines of the area cross each other too often");
    }
    Ok(clean(&operation(&a, &b)).orient(Direction::Default))
}

/// Snaps to the grid, drops what is not finite, repeated corners, slivers and polygons without a ring.
fn clean(area: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    area.iter()
        .filter_map(|polygon| {
            let exterior = clean_ring(polygon.exterior())?;
            let holes = polygon.interiors().iter().filter_map(clean_ring);
            Some(Polygon::new(exterior, holes.collect()))
        })
        .collect()
}

fn clean_ring(ring: &LineString<f64>) -> Option<LineString<f64>> {
    let snap = |value: f64| (value * GRID).round() / GRID;
    let mut corners: Vec<Coord<f64>> = Vec::with_capacity(ring.0.len());
    for corner in &ring.0 {
        if !(corner.x.abs() <= 720.0 && corner.y.abs() <= 90.0) {
            return None;
        }
        let snapped = Coord {
            x: snap(corner.x),
            y: snap(corner.y),
        };
        if corners.last() != Some(&snapped) {
            corners.push(snapped);
        }
    }
    let mut ring = LineString::new(corners);
    ring.close();
    let large = Polygon::new(ring.clone(), Vec::new()).unsigned_area() > SLIVER;
    (ring.0.len() >= 4 && (large || crosses_itself(&ring))).then_some(ring)
}

/// Whether a ring whose signed area vanishes may still enclose something, as a bow tie does.
fn crosses_itself(ring: &LineString<f64>) -> bool {
    let width = |pick: fn(&Coord<f64>) -> f64| {
        let values = ring.0.iter().map(pick);
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
        high - low
    };
    ring.0.len() > 4 && width(|c| c.x) * width(|c| c.y) > SLIVER * 1e3
}

fn too_crowded(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> bool {
    let boxes: Vec<_> = [a, b]
        .into_iter()
        .flat_map(|area| area.iter())
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
        .flat_map(LineString::lines)
        .zip(0_usize..)
        .map(|(edge, number)| {
            let corners = [[edge.start.x, edge.start.y], [edge.end.x, edge.end.y]];
            GeomWithData::new(Rectangle::from_corners(corners[0], corners[1]), number)
        })
        .collect();
    if boxes.len() < HARMLESS {
        return false;
    }
    let mut left = boxes.len() * CROWDED;
    let tree = RTree::bulk_load(boxes);
    for edge in tree.iter() {
        let around = AABB::from_corners(edge.geom().lower(), edge.geom().upper());
        let met = tree
            .locate_in_envelope_intersecting(&around)
            .take(left + 1)
            .count();
        match left.checked_sub(met) {
            Some(rest) => left = rest,
            None => return true,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::wkt;

    fn square(west: f64, south: f64, size: f64) -> MultiPolygon<f64> {
        let (e, n) = (west + size, south + size);
        let ring = vec![(west, south), (e, south), (e, n), (west, n), (west, south)];
        MultiPolygon::new(vec![Polygon::new(ring.into(), Vec::new())])
    }

    #[test]
    fn the_three_operations_add_up() {
        let (a, b) = (square(70.0, 40.0, 4.0), square(72.0, 42.0, 4.0));
        let area = |m: Result<MultiPolygon<f64>, Refusal>| m.unwrap().unsigned_area();
        assert!((area(union(&a, &b)) - 28.0).abs() < 1e-6);
        assert!((area(intersection(&a, &b)) - 4.0).abs() < 1e-6);
        assert!((area(difference(&a, &b)) - 12.0).abs() < 1e-6);
    }

    #[test]
    fn a_reversed_ring_is_turned_round() {
        let mut reversed = square(70.0, 40.0, 4.0);
        reversed.0[0].exterior_mut(|ring| ring.0.reverse());
        let normal = normalise(&reversed).unwrap();
        assert!(normal.signed_area() > 0.0);
        let holed: MultiPolygon<f64> = wkt!(MULTIPOLYGON(((0.0 0.0,0.0 9.0,9.0 9.0,9.0 0.0,0.0 0.0),(3.0 3.0,3.0 6.0,6.0 6.0,6.0 3.0,3.0 3.0))));
        let normal = normalise(&holed).unwrap();
        assert!((normal.signed_area() - 72.0).abs() < 1e-6);
        assert_eq!(normal.0[0].interiors().len(), 1);
    }

    #[test]
    fn rings_of_no_size_vanish_at_once() {
        let tiny: MultiPolygon<f64> = wkt!(MULTIPOLYGON(((0.0 0.0,1e-300 0.0,0.0 1e-300,0.0 0.0))));
        assert!(normalise(&tiny).unwrap().0.is_empty());
        let spike: MultiPolygon<f64> = wkt!(MULTIPOLYGON(((0.0 0.0,5.0 0.0,0.0 0.0))));
        assert!(normalise(&spike).unwrap().0.is_empty());
        let infinite = MultiPolygon::new(vec![Polygon::new(
            vec![(0.0, 0.0), (f64::INFINITY, 0.0), (1.0, 1.0)].into(),
            Vec::new(),
        )]);
        assert!(normalise(&infinite).unwrap().0.is_empty());
    }

    #[test]
    fn a_bow_tie_becomes_two_triangles() {
        let bow: MultiPolygon<f64> =
            wkt!(MULTIPOLYGON(((0.0 0.0,4.0 4.0,4.0 0.0,0.0 4.0,0.0 0.0))));
        let normal = normalise(&bow).unwrap();
        assert_eq!(normal.0.len(), 2);
        assert!((normal.signed_area() - 8.0).abs() < 1e-6);
    }

    #[test]
    fn a_star_that_crosses_itself_millions_of_times_is_refused() {
        let corner = |i: u32| {
            let turn = f64::from(i) * std::f64::consts::TAU * 2499.0 / 5001.0;
            (libm::cos(turn), libm::sin(turn))
        };
        let ring: Vec<_> = (0..=5001).map(corner).collect();
        let star = MultiPolygon::new(vec![Polygon::new(ring.into(), Vec::new())]);
        assert!(normalise(&star).is_err());
    }

    #[test]
    fn a_long_coast_is_not_refused() {
        let corner = |i: u32| {
            let turn = f64::from(i) * std::f64::consts::TAU / 50_000.0;
            let reach = 10.0 + 0.01 * f64::from(i % 7);
            (reach * libm::cos(turn), reach * libm::sin(turn))
        };
        let ring: Vec<_> = (0..50_000).map(corner).collect();
        let coast = MultiPolygon::new(vec![Polygon::new(ring.into(), Vec::new())]);
        assert!(normalise(&coast).is_ok_and(|m| m.unsigned_area() > 300.0));
    }
}
