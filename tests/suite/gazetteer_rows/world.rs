//! The base map as the rows are compared with it.

use std::collections::BTreeMap;

use geo::{BoundingRect, Contains, Coord, Geometry, MultiPolygon, Point};
use theatrum::gazetteer::{FeatureClass, Gazetteer};
use theatrum::geodata::{BaseLayer, Basemap, Detail};
use theatrum::geom::{GeoRect, LonLat};

/// Km in a degree of latitude.
const DEGREE_KM: f64 = 111.2;

pub(super) struct World {
    pub(super) gazetteer: Gazetteer,
    pub(super) basemap: Basemap,
}

impl World {
    pub(super) fn new() -> Self {
        Self {
            gazetteer: Gazetteer::bundled(),
            basemap: Basemap::bundled(),
        }
    }

    /// Countries of the present by code.
    pub(super) fn countries(&self) -> BTreeMap<String, Vec<MultiPolygon<f64>>> {
        let packed = self.gazetteer.packed();
        let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for number in 0..packed.len() as u32 {
            let class = packed.record(number).unwrap().class();
            if class == FeatureClass::Country {
                let label = packed.label(number);
                // A code that several parts of a state have is numbered: `FR-2`.
                let code = label.code.split('-').next().unwrap_or_default();
                codes.entry(label.name).or_default().push(code.to_owned());
            }
        }
        let all = self
            .basemap
            .features(BaseLayer::Admin0, Detail::Fine, GeoRect::WORLD);
        let mut countries: BTreeMap<String, Vec<MultiPolygon<f64>>> = BTreeMap::new();
        for feature in all {
            let Geometry::MultiPolygon(area) = feature.geometry else {
                continue;
            };
            for code in codes.get(&feature.name).into_iter().flatten() {
                countries
                    .entry(code.clone())
                    .or_default()
                    .push(area.clone());
            }
        }
        countries
    }

    /// Areas of a layer around a position.
    pub(super) fn around(
        &self,
        layer: BaseLayer,
        at: LonLat,
        km: f64,
    ) -> Vec<(String, Geometry<f64>)> {
        let up = km / DEGREE_KM + 0.1;
        let side = (up / libm::cos(at.lat.to_radians()).max(0.05)).min(170.0);
        let rect = GeoRect {
            west: at.lon - side,
            south: (at.lat - up).max(-90.0),
            east: at.lon + side,
            north: (at.lat + up).min(90.0),
        };
        let found = self.basemap.features(layer, Detail::Fine, rect);
        found.into_iter().map(|f| (f.name, f.geometry)).collect()
    }
}

/// Distance in km from a position to a geometry, 0 inside; good to a few per cent below 300 km.
pub(super) fn away_km(geometry: &Geometry<f64>, at: LonLat) -> f64 {
    let lines: Vec<&[Coord<f64>]> = match geometry {
        Geometry::MultiPolygon(area) => {
            if [-360.0, 0.0, 360.0]
                .iter()
                .any(|turn| area.contains(&Point::new(at.lon + turn, at.lat)))
            {
                return 0.0;
            }
            let rings = area
                .iter()
                .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
            rings.map(|ring| ring.0.as_slice()).collect()
        }
        Geometry::MultiLineString(lines) => lines.iter().map(|line| line.0.as_slice()).collect(),
        _ => Vec::new(),
    };
    let legs = lines.iter().flat_map(|line| line.windows(2));
    legs.map(|leg| leg_km(leg[0], leg[1], at))
        .fold(f64::INFINITY, f64::min)
}

/// Distance from a position to a short leg, on a plane that touches the globe there.
pub(super) fn leg_km(a: Coord<f64>, b: Coord<f64>, at: LonLat) -> f64 {
    let shrink = libm::cos(at.lat.to_radians());
    let plane = |c: Coord<f64>| {
        let east = (c.x - at.lon + 540.0).rem_euclid(360.0) - 180.0;
        (east * shrink * DEGREE_KM, (c.y - at.lat) * DEGREE_KM)
    };
    let ((ax, ay), (bx, by)) = (plane(a), plane(b));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let t = if length > 0.0 {
        (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (x, y) = (ax + t * dx, ay + t * dy);
    (x * x + y * y).sqrt()
}

pub(super) fn is_near(area: &MultiPolygon<f64>, at: LonLat, km: f64) -> bool {
    let Some(rect) = area.bounding_rect() else {
        return false;
    };
    let room = km / DEGREE_KM / libm::cos(at.lat.to_radians()).max(0.1);
    let inside = |lon: f64| (rect.min().x - room..=rect.max().x + room).contains(&lon);
    let level = (rect.min().y - room..=rect.max().y + room).contains(&at.lat);
    level
        && [-360.0, 0.0, 360.0]
            .iter()
            .any(|turn| inside(at.lon + turn))
}
