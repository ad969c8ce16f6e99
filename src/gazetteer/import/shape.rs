//! Geometries of GeoJSON as what an entry has: a point, a radius, a course.

use serde_json::Value;

use super::super::authored::Course;
use super::position;
use crate::geom::{LonLat, distance_km};

/// Most points of a course: enough to see along which valleys a river runs.
const MOST_POINTS: usize = 64;

/// Where something is and how it lies.
pub(super) struct Shape {
    /// A point on it.
    pub(super) at: LonLat,
    /// How far it reaches from there, km.
    pub(super) extent_km: f64,
    /// Its line or outline.
    pub(super) course: Course,
}

/// The shape of a geometry.
pub(super) fn shape(geometry: &Value) -> Result<Shape, String> {
    let kind = geometry["type"].as_str().unwrap_or_default();
    let coordinates = &geometry["coordinates"];
    match kind {
        "Point" => Ok(point(read(coordinates)?)),
        "MultiPoint" => points(coordinates)?
            .first()
            .map(|first| point(*first))
            .ok_or_else(|| "the geometry has no points".to_owned()),
        "LineString" => line(&points(coordinates)?),
        "MultiLineString" => line(&longest(coordinates)?),
        "Polygon" => ring(&points(&coordinates[0])?),
        "MultiPolygon" => {
            let rings: Vec<Value> = coordinates
                .as_array()
                .into_iter()
                .flatten()
                .map(|polygon| polygon[0].clone())
                .collect();
            ring(&longest(&Value::Array(rings))?)
        }
        "GeometryCollection" => {
            let parts = geometry["geometries"].as_array();
            let first = parts.and_then(|parts| parts.first());
            shape(first.ok_or_else(|| "the geometry is empty".to_owned())?)
        }
        "" => Err("there is no geometry".to_owned()),
        other => Err(format!("unknown geometry `{other}`")),
    }
}

fn point(at: LonLat) -> Shape {
    Shape {
        at,
        extent_km: 0.0,
        course: Course::None,
    }
}

fn line(points: &[LonLat]) -> Result<Shape, String> {
    let middle = points.get(points.len() / 2);
    let at = *middle.ok_or_else(|| "the line has no points".to_owned())?;
    Ok(Shape {
        at,
        extent_km: reach(at, points),
        course: match points.len() {
            2.. => Course::Line(thinned(points)),
            _ => Course::None,
        },
    })
}

fn ring(points: &[LonLat]) -> Result<Shape, String> {
    let corners = match points {
        [first, inner @ .., last] if first == last => [&[*first], inner].concat(),
        _ => points.to_vec(),
    };
    if corners.len() < 3 {
        return Err("the polygon has less than three corners".to_owned());
    }
    // Longitudes are taken as they continue from the first corner, so that the middle of an outline
    // across the date line lies in it.
    let (first, count) = (corners[0], corners.len() as f64);
    let east = |p: &LonLat| (p.lon - first.lon + 540.0).rem_euclid(360.0) - 180.0;
    let lon = first.lon + corners.iter().map(east).sum::<f64>() / count;
    let lat = corners.iter().map(|p| p.lat).sum::<f64>() / count;
    let at = LonLat::new((lon + 540.0).rem_euclid(360.0) - 180.0, lat);
    Ok(Shape {
        at,
        extent_km: reach(at, &corners),
        course: Course::Ring(thinned(&corners)),
    })
}

fn reach(at: LonLat, points: &[LonLat]) -> f64 {
    let far = points.iter().map(|p| distance_km(at, *p));
    far.fold(0.0, f64::max).round()
}

/// At most so many of the points, evenly taken, the first and the last among them.
fn thinned(points: &[LonLat]) -> Vec<LonLat> {
    if points.len() <= MOST_POINTS {
        return points.to_vec();
    }
    let last = points.len() - 1;
    let step = |i: usize| points[i * last / (MOST_POINTS - 1)];
    (0..MOST_POINTS).map(step).collect()
}

/// The part with the most points.
fn longest(parts: &Value) -> Result<Vec<LonLat>, String> {
    let all: Vec<Vec<LonLat>> = parts
        .as_array()
        .into_iter()
        .flatten()
        .map(points)
        .collect::<Result<_, _>>()?;
    let longest = all
        .into_iter()
        .reduce(|a, b| if b.len() > a.len() { b } else { a });
    longest.ok_or_else(|| "the geometry has no parts".to_owned())
}

fn points(coordinates: &Value) -> Result<Vec<LonLat>, String> {
    let pairs = coordinates.as_array();
    let pairs = pairs.ok_or_else(|| "the coordinates are no list".to_owned())?;
    pairs.iter().map(read).collect()
}

fn read(pair: &Value) -> Result<LonLat, String> {
    match (pair[0].as_f64(), pair[1].as_f64()) {
        (Some(lon), Some(lat)) => position(lat, lon),
        _ => Err("a position is no pair of numbers".to_owned()),
    }
}
