//! What reading asks of the gazetteer, so that tests can answer with a handful of places.

use geo::{Closest, HaversineClosestPoint, Point};

use crate::campaign::PlaceGeometry;
use crate::gazetteer::{Atlas, Candidate, Gazetteer, Query, fold};
use crate::geom::{LonLat, distance_km};

/// So much nearer a told course must come before it counts instead of the drawn one, in km.
const PART_KM: f64 = 25.0;

/// The names of the world, as reading needs them.
pub trait PlaceBook {
    /// Whether anything bears this name.
    fn knows(&self, name: &str) -> bool;
    /// What may be meant, best first.
    fn search(&self, query: &Query<'_>) -> Vec<Candidate>;
    /// The point on a candidate's course or in its outline that is nearest to `near`.
    fn nearest(&self, candidate: &Candidate, near: LonLat) -> LonLat;
    /// Whether the land of a candidate is known as an area.
    fn has_area(&self, candidate: &Candidate) -> bool;
}

/// The gazetteer with the shapes of named features.
pub struct World<'a> {
    /// Names and points.
    pub gazetteer: &'a Gazetteer,
    /// Courses and outlines.
    pub atlas: &'a dyn Atlas,
}

impl PlaceBook for World<'_> {
    fn knows(&self, name: &str) -> bool {
        self.gazetteer.has_name(&fold(name))
    }

    fn search(&self, query: &Query<'_>) -> Vec<Candidate> {
        self.gazetteer.search(query)
    }

    fn nearest(&self, candidate: &Candidate, near: LonLat) -> LonLat {
        let point = Point::new(near.lon, near.lat);
        let on = |geometry: PlaceGeometry| {
            let closest = match geometry {
                PlaceGeometry::Line(line) => line.haversine_closest_point(&point),
                PlaceGeometry::Area(area) => area.haversine_closest_point(&point),
                PlaceGeometry::Point => Closest::Indeterminate,
            };
            match closest {
                Closest::Intersection(p) | Closest::SinglePoint(p) => Some(LonLat {
                    lon: p.x(),
                    lat: p.y(),
                }),
                Closest::Indeterminate => None,
            }
        };
        let drawn = on(self.gazetteer.geometry(candidate, self.atlas, None));
        // The map may have only a part of the course.
        let told = self.gazetteer.course(candidate).and_then(on);
        match (drawn, told) {
            (Some(a), Some(b)) if distance_km(near, b) + PART_KM < distance_km(near, a) => b,
            (a, b) => a.or(b).unwrap_or(candidate.position),
        }
    }

    fn has_area(&self, candidate: &Candidate) -> bool {
        matches!(
            self.gazetteer.geometry(candidate, self.atlas, None),
            PlaceGeometry::Area(_)
        )
    }
}
