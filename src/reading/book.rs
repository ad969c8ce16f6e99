//! What reading asks of the gazetteer, so that tests can answer with a handful of places.

use geo::{Closest, HaversineClosestPoint, Point};

use crate::campaign::PlaceGeometry;
use crate::gazetteer::{Atlas, Candidate, Gazetteer, Query, fold};
use crate::geom::LonLat;

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
        let closest = match self.gazetteer.geometry(candidate, self.atlas, None) {
            PlaceGeometry::Line(line) => line.haversine_closest_point(&point),
            PlaceGeometry::Area(area) => area.haversine_closest_point(&point),
            PlaceGeometry::Point => Closest::Indeterminate,
        };
        match closest {
            Closest::Intersection(p) | Closest::SinglePoint(p) => LonLat {
                lon: p.x(),
                lat: p.y(),
            },
            Closest::Indeterminate => candidate.position,
        }
    }

    fn has_area(&self, candidate: &Candidate) -> bool {
        matches!(
            self.gazetteer.geometry(candidate, self.atlas, None),
            PlaceGeometry::Area(_)
        )
    }
}
