//! Positions to rings that overlay code can work with.

use geo::orient::Direction;
use geo::{Area, Coord, LineString, Orient, Polygon};
use geojson::Position;

/// The grid that vertices are put on: a centimetre on the ground.
///
/// Overlay code counts on integers of limited size; a triangle of 1e-300 degrees kept it busy for ever.
const GRID_PER_DEGREE: f64 = 1e7;

/// Rings smaller than this, in square degrees, are dropped: ten square metres cannot be seen.
const MIN_AREA: f64 = 1e-9;

/// Nobody has a longitude of a thousand degrees; a metre of Web Mercator soon is one.
const SURELY_METRES: f64 = 1000.0;

/// The polygons found so far, and what should be said of them.
#[derive(Default)]
pub(super) struct Rings {
    pub(super) polygons: Vec<Polygon<f64>>,
    pub(super) remarks: Vec<String>,
    pub(super) vertices: usize,
}

impl Rings {
    /// Adds a polygon from its rings, exterior first. The error says which vertex is wrong.
    pub(super) fn add(&mut self, rings: &[Vec<Position>]) -> Result<(), String> {
        let mut cleaned = Vec::with_capacity(rings.len());
        for (index, ring) in rings.iter().enumerate() {
            let vertices = coordinates(ring, index)?;
            self.vertices += vertices.len();
            let ring = self.ring(vertices, index);
            if ring.is_none() && index == 0 {
                return Ok(());
            }
            cleaned.extend(ring);
        }
        let mut rings = cleaned.into_iter();
        if let Some(exterior) = rings.next() {
            let polygon = Polygon::new(exterior, rings.collect());
            self.polygons.push(polygon.orient(Direction::Default));
        }
        Ok(())
    }

    /// A closed ring without repeated vertices; none if nothing of it would be left to see.
    fn ring(&mut self, vertices: Vec<Coord<f64>>, index: usize) -> Option<LineString<f64>> {
        let ends = vertices.first().zip(vertices.last()).map(|(a, b)| a == b);
        let open = ends == Some(false);
        let mut vertices = vertices;
        vertices.dedup();
        if open {
            self.remark(format!("ring {} is not closed: closed it", index + 1));
            vertices.push(vertices[0]);
        }
        let ring = LineString(vertices);
        let area = Polygon::new(ring.clone(), Vec::new()).unsigned_area();
        if ring.0.len() < 4 || area < MIN_AREA {
            self.remark(format!("ring {} has no area and is left out", index + 1));
            return None;
        }
        Some(ring)
    }

    fn remark(&mut self, text: String) {
        // A file with a thousand open rings has one cause.
        if self.remarks.len() < 3 {
            self.remarks.push(text);
        }
    }
}

fn coordinates(ring: &[Position], index: usize) -> Result<Vec<Coord<f64>>, String> {
    let vertices = ring.iter().enumerate();
    let checked = vertices.map(|(n, position)| {
        let wrong = |reason: &str| format!("vertex {} of ring {} {reason}", n + 1, index + 1);
        match *position.as_slice() {
            [lon, lat, ..] => checked(lon, lat).map_err(|reason| wrong(&reason)),
            _ => Err(wrong("is not a pair of numbers")),
        }
    });
    checked.collect()
}

fn checked(lon: f64, lat: f64) -> Result<Coord<f64>, String> {
    if !lon.is_finite() || !lat.is_finite() {
        return Err("is not a finite number".to_owned());
    }
    if lon.abs() > SURELY_METRES || lat.abs() > SURELY_METRES {
        return Err(format!(
            "is out of range: [{lon}, {lat}] looks like metres (EPSG:3857), not degrees"
        ));
    }
    if lat.abs() > 90.0 || lon.abs() > 360.0 {
        return Err(format!(
            "is out of range: [{lon}, {lat}] is not [longitude, latitude]"
        ));
    }
    let snapped = |degrees: f64| (degrees * GRID_PER_DEGREE).round() / GRID_PER_DEGREE;
    Ok(Coord {
        x: snapped(lon),
        y: snapped(lat),
    })
}
