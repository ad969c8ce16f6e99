//! Positions to rings that overlay code can work with.

use geo::orient::Direction;
use geo::{Coord, LineString, Orient, Polygon};
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
        let mut ring = LineString(unbroken(vertices));
        if let Some(turns) = turns(&ring)
            && index == 0
        {
            self.remark(format!(
                "ring {} goes round a pole: the land on the pole's side is taken",
                index + 1
            ));
            close_over_pole(&mut ring, turns);
        }
        if ring.0.len() < 4 || !has_extent(&ring) {
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

/// Longitudes that run on across the antimeridian instead of jumping back round the globe.
///
/// RFC 7946, 3.1.9, asks for shapes to be cut there; many programs do not. An edge longer than half
/// the globe is taken for one that goes the short way, unless it ends at 180 degrees, as the edges of
/// whole-world boxes and of shapes that were cut do.
fn unbroken(vertices: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
    let on_edge = |c: &Coord<f64>| c.x.abs() >= 180.0;
    let jumps = vertices.windows(2).any(|w| (w[1].x - w[0].x).abs() > 180.0);
    if !jumps || vertices.iter().any(on_edge) {
        return vertices;
    }
    let mut shift = 0.0;
    let mut before = vertices[0].x;
    let moved = vertices.into_iter().map(|c| {
        if c.x - before > 180.0 {
            shift -= 360.0;
        } else if c.x - before < -180.0 {
            shift += 360.0;
        }
        before = c.x;
        Coord {
            x: c.x + shift,
            y: c.y,
        }
    });
    moved.collect()
}

/// How many degrees a ring has gone round the globe when it closes, if it has: 360 or -360.
fn turns(ring: &LineString<f64>) -> Option<f64> {
    let (first, last) = (ring.0.first()?, ring.0.last()?);
    let round = last.x - first.x;
    (round.abs() > 180.0).then_some(round)
}

/// Closes a ring that goes round the globe over the nearer pole.
fn close_over_pole(ring: &mut LineString<f64>, round: f64) {
    let first = ring.0[0];
    let mean = ring.0.iter().map(|c| c.y).sum::<f64>() / ring.0.len() as f64;
    let pole = if mean < 0.0 { -90.0 } else { 90.0 };
    ring.0.push(Coord {
        x: first.x + round,
        y: pole,
    });
    ring.0.push(Coord {
        x: first.x,
        y: pole,
    });
    ring.0.push(first);
}

/// Whether a ring encloses something: a bow tie does, though its two halves cancel out.
fn has_extent(ring: &LineString<f64>) -> bool {
    let Some(&first) = ring.0.first() else {
        return false;
    };
    let away = |c: &Coord<f64>| (c.x - first.x, c.y - first.y);
    let reach = |c: &&Coord<f64>| {
        let (x, y) = away(c);
        x * x + y * y
    };
    let Some(farthest) = ring.0.iter().max_by(|a, b| reach(a).total_cmp(&reach(b))) else {
        return false;
    };
    let (fx, fy) = away(farthest);
    let beside = ring.0.iter().map(|c| {
        let (x, y) = away(c);
        (fx * y - fy * x).abs()
    });
    beside.fold(0.0, f64::max) / 2.0 >= MIN_AREA
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
