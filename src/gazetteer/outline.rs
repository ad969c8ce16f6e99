//! Lines and areas made from few points: circles, boxes, smoothed outlines, belts, sides of a line.

use geo::algorithm::buffer::Buffer;
use geo::{Coord, LineString, MapCoords, MultiLineString, MultiPolygon, Polygon};

use crate::campaign::shape::Compass;
use crate::geom::{EARTH_RADIUS_M, GeoRect, LonLat, destination};

/// Corners of a circle: none of them can be seen below a thousand px across.
const CIRCLE_CORNERS: u32 = 72;
/// How often corners are cut: after three times an outline of ten corners looks drawn by hand.
const CUTS: usize = 3;

/// The circle around a position, its longitudes continuous with the centre's.
pub(super) fn circle(center: LonLat, radius_km: f64) -> MultiPolygon<f64> {
    let corner = |i: u32| {
        let turn = f64::from(i) / f64::from(CIRCLE_CORNERS) * 360.0;
        // Against the clock, as exterior rings run.
        beside(center, destination(center, 360.0 - turn, radius_km))
    };
    area((0..CIRCLE_CORNERS).map(corner).collect())
}

/// A box in degrees.
pub(super) fn rectangle(rect: GeoRect) -> MultiPolygon<f64> {
    let (w, s, e, n) = (rect.west, rect.south, rect.east, rect.north);
    area(
        [(w, s), (e, s), (e, n), (w, n)]
            .map(|(lon, lat)| LonLat::new(lon, lat))
            .into(),
    )
}

/// The polygon with these corners, each by the shorter way from the one before.
pub(super) fn polygon(corners: &[LonLat]) -> MultiPolygon<f64> {
    area(continuous(corners))
}

/// A polygon whose corners are cut off until it looks drawn by hand.
pub(super) fn smooth_ring(corners: &[LonLat]) -> MultiPolygon<f64> {
    let mut ring = continuous(corners);
    for _ in 0..CUTS {
        let next = ring.iter().cycle().skip(1);
        ring = ring
            .iter()
            .zip(next)
            .flat_map(|(a, b)| cut(*a, *b))
            .collect();
    }
    area(ring)
}

/// A line whose bends are rounded, from the same start to the same end.
pub(super) fn smooth_line(points: &[LonLat]) -> MultiLineString<f64> {
    let mut line = continuous(points);
    for _ in 0..CUTS {
        let (Some(first), Some(last)) = (line.first().copied(), line.last().copied()) else {
            break;
        };
        let cuts = line.windows(2).flat_map(|leg| cut(leg[0], leg[1]));
        let mut rounded = vec![first];
        rounded.extend(cuts);
        rounded.push(last);
        line = rounded;
    }
    MultiLineString::new(vec![LineString::new(
        line.into_iter().map(Coord::from).collect(),
    )])
}

/// All within so many km of a line.
///
/// Worked out on a plane that is true at the line's middle latitude, so long belts are a little too wide at
/// one end and too narrow at the other.
pub(super) fn belt(line: &MultiLineString<f64>, km: f64) -> MultiPolygon<f64> {
    widen(line, line.iter().flat_map(|l| l.0.iter()), km)
}

/// All within so many km of an area.
pub(super) fn grown(shape: &MultiPolygon<f64>, km: f64) -> MultiPolygon<f64> {
    widen(shape, shape.iter().flat_map(|p| p.exterior().0.iter()), km)
}

fn widen<'a, G>(
    geometry: &G,
    corners: impl Iterator<Item = &'a Coord<f64>>,
    km: f64,
) -> MultiPolygon<f64>
where
    G: MapCoords<f64, f64, Output = G> + Buffer<Scalar = f64>,
{
    let bounds = corners.fold((f64::MAX, f64::MIN), |(low, high), c| {
        (low.min(c.y), high.max(c.y))
    });
    let middle = f64::midpoint(bounds.0, bounds.1);
    let squeeze = libm::cos(middle.to_radians()).max(0.05);
    let flat = geometry.map_coords(|c| Coord {
        x: c.x * squeeze,
        y: c.y,
    });
    let degrees = (km * 1000.0 / EARTH_RADIUS_M).to_degrees();
    flat.buffer(degrees).map_coords(|c| Coord {
        x: c.x / squeeze,
        y: c.y.clamp(-90.0, 90.0),
    })
}

/// Everything on one side of a line that is carried on to the edges of the world: along meridians for
/// east and west, along parallels for north and south.
pub(super) fn side_of(side: Compass, line: &[LonLat]) -> MultiPolygon<f64> {
    let mut line = continuous(line);
    let (Some(first), Some(last)) = (line.first().copied(), line.last().copied()) else {
        return MultiPolygon::new(Vec::new());
    };
    let at = LonLat::new;
    let ring = match side {
        Compass::East | Compass::West => {
            if first.lat < last.lat {
                line.reverse();
            }
            let (north, south) = (line[0], line[line.len() - 1]);
            let edge = if side == Compass::East {
                line.iter().map(|p| p.lon + 30.0).fold(180.0, f64::max)
            } else {
                line.iter().map(|p| p.lon - 30.0).fold(-180.0, f64::min)
            };
            let ends = [
                at(south.lon, -90.0),
                at(edge, -90.0),
                at(edge, 90.0),
                at(north.lon, 90.0),
            ];
            line.into_iter().chain(ends).collect()
        }
        Compass::North | Compass::South => {
            if first.lon > last.lon {
                line.reverse();
            }
            let (west, east) = (line[0], line[line.len() - 1]);
            let pole = if side == Compass::North { 90.0 } else { -90.0 };
            let (left, right) = (west.lon.min(-180.0), east.lon.max(180.0));
            let ends = [
                at(right, east.lat),
                at(right, pole),
                at(left, pole),
                at(left, west.lat),
            ];
            line.into_iter().chain(ends).collect()
        }
    };
    area(ring)
}

/// The two points that replace a corner's leg when corners are cut.
fn cut(a: LonLat, b: LonLat) -> [LonLat; 2] {
    let at = |t: f64| LonLat::new(a.lon + (b.lon - a.lon) * t, a.lat + (b.lat - a.lat) * t);
    [at(0.25), at(0.75)]
}

/// The points with longitudes that never jump by more than half a turn.
pub(super) fn continuous(points: &[LonLat]) -> Vec<LonLat> {
    let mut out: Vec<LonLat> = Vec::with_capacity(points.len());
    for point in points {
        let next = out.last().map_or(*point, |last| beside(*last, *point));
        out.push(next);
    }
    out
}

/// The position in the turn of the globe nearest to another.
fn beside(other: LonLat, p: LonLat) -> LonLat {
    let turns = ((other.lon - p.lon) / 360.0).round();
    LonLat::new(p.lon + turns * 360.0, p.lat)
}

fn area(corners: Vec<LonLat>) -> MultiPolygon<f64> {
    let mut ring = LineString::new(corners.into_iter().map(Coord::from).collect());
    ring.close();
    MultiPolygon::new(vec![Polygon::new(ring, Vec::new())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::distance_km;
    use geo::{Area, Contains, GeodesicArea, Point};

    #[test]
    fn a_circle_has_its_radius_and_runs_against_the_clock() {
        let shape = circle(LonLat::new(179.5, 50.0), 100.0);
        let square_km = shape.geodesic_area_signed() / 1e6;
        assert!(
            (square_km / (std::f64::consts::PI * 1e4) - 1.0).abs() < 0.01,
            "{square_km}"
        );
        assert!(shape.0[0].exterior().0.iter().all(|c| c.x > 170.0));
    }

    #[test]
    fn smoothing_keeps_most_of_the_area_and_all_ends() {
        let corners =
            [(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)].map(|(x, y)| LonLat::new(x, y));
        let smooth = smooth_ring(&corners).unsigned_area();
        assert!(smooth > 60.0 && smooth < 81.0);
        let line = smooth_line(&corners);
        assert_eq!(line.0[0].0.first(), Some(&Coord { x: 0.0, y: 0.0 }));
        assert_eq!(line.0[0].0.last(), Some(&Coord { x: 0.0, y: 9.0 }));
    }

    #[test]
    fn a_belt_is_as_wide_as_asked() {
        let line = MultiLineString::new(vec![vec![(70.0, 50.0), (75.0, 50.0)].into()]);
        let shape = belt(&line, 40.0);
        let holds = |lon: f64, lat: f64| shape.contains(&Point::new(lon, lat));
        assert!(holds(72.0, 50.3) && !holds(72.0, 50.5));
        let west = shape.0[0]
            .exterior()
            .0
            .iter()
            .map(|c| c.x)
            .fold(180.0, f64::min);
        let reach = distance_km(LonLat::new(west, 50.0), LonLat::new(70.0, 50.0));
        assert!((reach - 40.0).abs() < 2.0, "{reach}");
    }

    #[test]
    fn the_four_sides_of_a_line_are_told_apart() {
        let line = [LonLat::new(75.0, 46.0), LonLat::new(72.0, 43.0)];
        let holds = |side, lon, lat| side_of(side, &line).contains(&Point::new(lon, lat));
        assert!(holds(Compass::East, 80.0, 45.0) && !holds(Compass::East, 70.0, 45.0));
        assert!(holds(Compass::West, 70.0, 45.0) && !holds(Compass::West, 80.0, 45.0));
        assert!(holds(Compass::North, 74.0, 60.0) && !holds(Compass::North, 74.0, 30.0));
        assert!(holds(Compass::South, 74.0, 30.0) && !holds(Compass::South, 74.0, 60.0));
    }
}
