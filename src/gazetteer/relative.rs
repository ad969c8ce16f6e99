//! Positions from relations: `near X`, `130 miles east of X`, `at the headwaters of the X near Y`.
//!
//! Each function gives a position and the radius of the circle within which the place must be sought.
//! Nothing here looks names up.

use geo::{Area, Centroid, Contains, MultiLineString, MultiPolygon, Point};

use crate::geom::{LonLat, bearing_deg, destination, distance_km, interpolate};

/// Where a place must be sought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vicinity {
    /// The likeliest position.
    pub position: LonLat,
    /// Radius in km of the circle around it.
    pub radius_km: f64,
}

/// One end of a river.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RiverEnd {
    /// Where it rises: headwaters, source, upper course.
    Source,
    /// Where it flows out: mouth, estuary, lower course.
    Mouth,
}

/// How far `near` reaches, in km: a day's march.
const NEAR_KM: f64 = 30.0;
/// How far out `north of` points when no distance is said, in km: two days' march.
const BEYOND_KM: f64 = 60.0;
/// The part of a river that counts as its headwaters or its lower course.
const RIVER_END: f64 = 0.2;
/// Half the width of a point of the compass (`east`, between `north-east` and `south-east`), as a chord.
const COMPASS_SPREAD: f64 = 0.38;

/// Near a place that itself fills a circle of `extent_km`.
pub fn near(place: LonLat, extent_km: f64) -> Vicinity {
    Vicinity {
        position: place,
        radius_km: extent_km + NEAR_KM,
    }
}

/// So many km from a place in a direction.
///
/// The radius is what a point of the compass leaves open, and a tenth of the distance.
pub fn at_distance(from: LonLat, bearing_deg: f64, km: f64) -> Vicinity {
    Vicinity {
        position: destination(from, bearing_deg, km),
        radius_km: (km * COMPASS_SPREAD).max(km * 0.1).max(5.0),
    }
}

/// So many km from a place, in a direction that is not said: a circle around it.
pub fn within(place: LonLat, km: f64) -> Vicinity {
    Vicinity {
        position: place,
        radius_km: km,
    }
}

/// North, south, ... of a place that fills a circle of `extent_km`, no distance said.
pub fn toward(from: LonLat, extent_km: f64, bearing_deg: f64) -> Vicinity {
    Vicinity {
        position: destination(from, bearing_deg, extent_km + BEYOND_KM),
        radius_km: extent_km * 0.5 + BEYOND_KM,
    }
}

/// Between two places.
pub fn between(a: LonLat, b: LonLat) -> Vicinity {
    Vicinity {
        position: interpolate(a, b, 0.5),
        radius_km: (distance_km(a, b) * 0.35).max(5.0),
    }
}

/// On a river, a road or a ridge, where it is nearest to the context; `None` if the line is empty.
pub fn on_line(line: &MultiLineString<f64>, context: LonLat) -> Option<Vicinity> {
    let position = nearest_on_line(line, context)?;
    let off = distance_km(position, context);
    Some(Vicinity {
        position,
        radius_km: (off * 0.5).clamp(NEAR_KM, 150.0),
    })
}

/// At the headwaters or the mouth of a river, near a place if one is named.
///
/// The longest part of the line counts, and runs from source to mouth.
pub fn river_end(
    line: &MultiLineString<f64>,
    end: RiverEnd,
    near: Option<LonLat>,
) -> Option<Vicinity> {
    let course = longest(line)?;
    let length: f64 = legs(course).map(|(a, b)| distance_km(a, b)).sum();
    let mut run = 0.0;
    let mut part: Vec<LonLat> = Vec::new();
    for (a, b) in legs(course) {
        let (start, stop) = (run, run + distance_km(a, b));
        run = stop;
        let belongs = match end {
            RiverEnd::Source => start <= length * RIVER_END,
            RiverEnd::Mouth => stop >= length * (1.0 - RIVER_END),
        };
        if belongs {
            part.extend([a, b]);
        }
    }
    let tip = match end {
        RiverEnd::Source => *part.first()?,
        RiverEnd::Mouth => *part.last()?,
    };
    let position = match (end, near) {
        (_, Some(near)) => nearest(part.windows(2).map(|leg| (leg[0], leg[1])), near)?,
        // Headwaters are a stretch, a mouth is a point.
        (RiverEnd::Source, None) => along(&part, length * RIVER_END / 2.0)?,
        (RiverEnd::Mouth, None) => tip,
    };
    let open = length * RIVER_END / 2.0;
    Some(Vicinity {
        position,
        radius_km: match (end, near) {
            (_, Some(near)) => (distance_km(position, near) * 0.7).clamp(20.0, 80.0),
            (RiverEnd::Source, None) => open.clamp(20.0, 120.0),
            (RiverEnd::Mouth, None) => 15.0,
        },
    })
}

/// In a region, where it is nearest to the context; `None` if the region is empty.
pub fn in_area(area: &MultiPolygon<f64>, context: LonLat) -> Option<Vicinity> {
    let middle = LonLat::from(area.centroid()?.0);
    let reach = half_width_km(area);
    let inside = |p: LonLat| area.contains(&Point::from(geo::Coord::from(p)));
    if inside(context) {
        return Some(Vicinity {
            position: context,
            radius_km: reach.clamp(NEAR_KM, 150.0),
        });
    }
    let rings = area.iter().map(|polygon| polygon.exterior().clone());
    let edge = nearest_on_line(&MultiLineString::new(rings.collect()), context)?;
    let aim = if inside(middle) { middle } else { edge };
    let inward = (reach * 0.4).min(distance_km(edge, aim));
    Some(Vicinity {
        position: destination(edge, bearing_deg(edge, aim), inward),
        radius_km: (reach * 0.6).clamp(NEAR_KM, 200.0),
    })
}

/// Half the width in km of a square as large as the area.
fn half_width_km(area: &MultiPolygon<f64>) -> f64 {
    let lat = area.centroid().map_or(0.0, |c| c.y());
    let square_km = area.unsigned_area() * 111.2 * 111.2 * libm::cos(lat.to_radians());
    square_km.sqrt() / 2.0
}

/// The point of a line nearest to a position; `None` if the line is empty.
pub fn nearest_on_line(line: &MultiLineString<f64>, to: LonLat) -> Option<LonLat> {
    nearest(line.iter().flat_map(legs), to)
}

/// The point of a short leg nearest to `from`, on a plane that is true around it.
pub fn nearest_on_leg(from: LonLat, a: LonLat, b: LonLat) -> LonLat {
    // The turn of the globe in which `from` lies nearest to the leg.
    let turns = ((a.lon - from.lon) / 360.0).round() * 360.0;
    let squeeze = libm::cos(from.lat.to_radians()).max(0.01);
    let (dx, dy) = ((b.lon - a.lon) * squeeze, b.lat - a.lat);
    let length = dx * dx + dy * dy;
    if length <= 0.0 {
        return a;
    }
    let along = ((from.lon + turns - a.lon) * squeeze * dx + (from.lat - a.lat) * dy) / length;
    let t = along.clamp(0.0, 1.0);
    LonLat::new(a.lon + (b.lon - a.lon) * t, a.lat + (b.lat - a.lat) * t)
}

fn nearest(legs: impl Iterator<Item = (LonLat, LonLat)>, to: LonLat) -> Option<LonLat> {
    legs.map(|(a, b)| nearest_on_leg(to, a, b))
        .map(|p| (distance_km(p, to), p))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, p)| p)
}

fn legs(line: &geo::LineString<f64>) -> impl Iterator<Item = (LonLat, LonLat)> {
    line.0
        .windows(2)
        .map(|leg| (LonLat::from(leg[0]), LonLat::from(leg[1])))
}

fn longest(line: &MultiLineString<f64>) -> Option<&geo::LineString<f64>> {
    let length = |part: &geo::LineString<f64>| legs(part).map(|(a, b)| distance_km(a, b)).sum();
    line.iter()
        .map(|part| (length(part), part))
        .max_by(|a: &(f64, _), b: &(f64, _)| a.0.total_cmp(&b.0))
        .map(|(_, part)| part)
}

fn along(points: &[LonLat], km: f64) -> Option<LonLat> {
    let mut left = km;
    for leg in points.windows(2) {
        let length = distance_km(leg[0], leg[1]);
        if left <= length && length > 0.0 {
            return Some(interpolate(leg[0], leg[1], left / length));
        }
        left -= length;
    }
    points.last().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::wkt;

    /// A river flowing north along 75 E from 50 to 52 N.
    fn river() -> MultiLineString<f64> {
        wkt!(MULTILINESTRING((75.0 50.0,75.0 50.5,75.0 51.0,75.0 51.5,75.0 52.0)))
    }

    #[test]
    fn headwaters_lie_on_the_upper_course_near_the_place_named() {
        let bayanaul = LonLat::new(75.7, 50.8);
        let v = river_end(&river(), RiverEnd::Source, Some(bayanaul)).unwrap();
        assert!((v.position.lon - 75.0).abs() < 1e-9);
        assert!((50.3..=50.6).contains(&v.position.lat), "{v:?}");
        assert!(v.radius_km >= 20.0 && v.radius_km <= 80.0);
    }

    #[test]
    fn the_mouth_is_the_last_point_of_the_course() {
        let v = river_end(&river(), RiverEnd::Mouth, None).unwrap();
        assert_eq!(v.position, LonLat::new(75.0, 52.0));
        let source = river_end(&river(), RiverEnd::Source, None).unwrap();
        assert!(source.position.lat > 50.0 && source.position.lat < 50.5);
    }

    #[test]
    fn on_a_river_means_where_it_is_nearest() {
        let v = on_line(&river(), LonLat::new(77.0, 51.2)).unwrap();
        assert!((v.position.lat - 51.2).abs() < 0.05 && v.position.lon == 75.0);
        assert_eq!(on_line(&MultiLineString::new(Vec::new()), v.position), None);
    }

    #[test]
    fn distance_and_bearing_open_a_radius_that_grows() {
        let lagos = LonLat::new(3.38, 6.45);
        let v = at_distance(lagos, 90.0, 209.0);
        assert!((distance_km(lagos, v.position) - 209.0).abs() < 0.1);
        assert!(v.position.lon > 5.0 && v.radius_km > at_distance(lagos, 90.0, 20.0).radius_km);
    }

    #[test]
    fn between_two_places_both_are_outside_the_circle() {
        let (a, b) = (LonLat::new(70.0, 50.0), LonLat::new(74.0, 50.0));
        let v = between(a, b);
        assert!(
            distance_km(v.position, a) > v.radius_km && distance_km(v.position, b) > v.radius_km
        );
    }

    #[test]
    fn north_of_a_large_place_lies_beyond_its_edge() {
        let v = toward(LonLat::new(75.0, 46.0), 100.0, 0.0);
        assert!(v.position.lat > 47.0 && (v.position.lon - 75.0).abs() < 1e-9);
        assert!(near(v.position, 10.0).radius_km > within(v.position, 5.0).radius_km);
    }

    #[test]
    fn in_a_region_means_its_part_nearest_to_the_context() {
        let square: MultiPolygon<f64> =
            wkt!(MULTIPOLYGON(((70.0 40.0,80.0 40.0,80.0 50.0,70.0 50.0,70.0 40.0))));
        let outside = in_area(&square, LonLat::new(90.0, 45.0)).unwrap();
        assert!((70.0..80.0).contains(&outside.position.lon) && outside.position.lon > 76.0);
        let inside = in_area(&square, LonLat::new(75.0, 45.0)).unwrap();
        assert_eq!(inside.position, LonLat::new(75.0, 45.0));
    }

    #[test]
    fn the_nearest_point_is_found_across_the_antimeridian() {
        let p = nearest_on_leg(
            LonLat::new(-179.0, 60.0),
            LonLat::new(179.0, 60.0),
            LonLat::new(183.0, 60.0),
        );
        assert!((p.lon - 181.0).abs() < 1e-6);
    }
}
