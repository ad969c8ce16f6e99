//! The course or outline of a candidate.

use geo::{ChamberlainDuquetteArea, Contains, MultiLineString, MultiPolygon, Point};

use super::authored::{Course, Entry};
use super::class::{FeatureClass, strip_generic};
use super::fold::fold;
use super::relative::nearest_on_line;
use super::{Candidate, Gazetteer, outline};
use crate::campaign::PlaceGeometry;
use crate::geodata::{Basemap, Feature};
use crate::geom::{LonLat, distance_km};

/// What knows the shapes of named features: the base map, or a toy in tests.
///
/// With a year, counted as historians do (-216 is 216 BC), only what existed then in that shape.
pub trait Atlas {
    /// Lines of all rivers and canals of that name, each whole.
    fn lines(&self, name: &str, year: Option<i32>) -> Vec<MultiLineString<f64>>;
    /// Outlines of all lakes of that name, each whole.
    fn lakes(&self, name: &str, year: Option<i32>) -> Vec<MultiPolygon<f64>>;
    /// Outlines of all countries and provinces of that name, each whole.
    fn lands(&self, name: &str) -> Vec<MultiPolygon<f64>>;
}

impl Atlas for Basemap {
    fn lines(&self, name: &str, year: Option<i32>) -> Vec<MultiLineString<f64>> {
        let features = self.named_line(name).into_iter();
        features
            .filter(|f| existed(f, year))
            .filter_map(|f| MultiLineString::try_from(f.geometry).ok())
            .collect()
    }

    fn lakes(&self, name: &str, year: Option<i32>) -> Vec<MultiPolygon<f64>> {
        let mut lakes = self.named_lake(name);
        lakes.retain(|lake| existed(lake, year));
        // Without a year, of a lake that has changed the shape it had in history: before the dams.
        lakes.sort_by_key(|lake| (lake.until.is_none(), lake.from));
        areas(lakes)
    }

    fn lands(&self, name: &str) -> Vec<MultiPolygon<f64>> {
        areas(self.named_area(name))
    }
}

fn existed(feature: &Feature, year: Option<i32>) -> bool {
    // Historians go from 1 BC, which is -1, to AD 1.
    let astronomical = |year: i32| if year < 0 { year + 1 } else { year };
    year.is_none_or(|year| feature.exists_in(astronomical(year)))
}

fn areas(features: Vec<Feature>) -> Vec<MultiPolygon<f64>> {
    let features = features.into_iter();
    features
        .filter_map(|f| MultiPolygon::try_from(f.geometry).ok())
        .collect()
}

/// How far a shape of the atlas may lie from the gazetteer's point and still be the same feature, in km.
///
/// Below the distance of neighbouring rivers of one name, above the sloppiness of a point that was put
/// on a river by hand.
const SAME_FEATURE_KM: f64 = 80.0;

impl Gazetteer {
    /// The course of a river or range, the outline of a lake, region or country, or just the point, in a
    /// year if one is given.
    ///
    /// The atlas' shape is taken where it knows one of that name nearby, else the table's own points.
    pub fn geometry(
        &self,
        candidate: &Candidate,
        atlas: &dyn Atlas,
        year: Option<i32>,
    ) -> PlaceGeometry {
        let entry = self.entry(&candidate.id);
        let names = atlas_names(candidate, entry);
        let shape = match candidate.class {
            FeatureClass::River | FeatureClass::Canal => {
                let lines = names.iter().flat_map(|name| atlas.lines(name, year));
                river(candidate, entry, lines)
            }
            FeatureClass::Lake | FeatureClass::Sea => {
                let lakes = names.iter().flat_map(|name| atlas.lakes(name, year));
                first_near(candidate, lakes)
            }
            FeatureClass::Country | FeatureClass::Province => {
                let lands = names.iter().flat_map(|name| atlas.lands(name));
                of_like_size(candidate, lands)
            }
            _ => None,
        };
        shape
            .or_else(|| entry.and_then(own_geometry))
            .unwrap_or(PlaceGeometry::Point)
    }

    /// The course or outline that the tables themselves tell of a candidate, coarse but whole.
    pub fn course(&self, candidate: &Candidate) -> Option<PlaceGeometry> {
        self.entry(&candidate.id).and_then(own_geometry)
    }
}

/// The names the atlas may know it by: as they are and without generic words, each once.
fn atlas_names(candidate: &Candidate, entry: Option<&Entry>) -> Vec<String> {
    let others = entry.into_iter().flat_map(|e| e.names.iter());
    let all = std::iter::once(&candidate.name)
        .chain(others.map(|(_, name)| name))
        .chain(candidate.names.values());
    let mut names: Vec<String> = Vec::new();
    for name in all {
        let core = strip_generic(&fold(name)).map(|s| s.core);
        for name in std::iter::once(name.clone()).chain(core) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn river(
    candidate: &Candidate,
    entry: Option<&Entry>,
    lines: impl Iterator<Item = MultiLineString<f64>>,
) -> Option<PlaceGeometry> {
    let course = match entry.map(|e| &e.course) {
        Some(Course::Line(points)) => points.as_slice(),
        _ => &[],
    };
    let mut probes = vec![candidate.position];
    probes.extend(course);
    let on_course = |line: &MultiLineString<f64>| {
        probes.iter().any(|p| {
            nearest_on_line(line, *p).is_some_and(|q| distance_km(q, *p) < SAME_FEATURE_KM)
        })
    };
    let mut parts: Vec<_> = Vec::new();
    for line in lines {
        if on_course(&line) {
            let fresh = line.0.into_iter().filter(|part| !parts.contains(part));
            parts.extend(fresh.collect::<Vec<_>>());
        }
    }
    if let (Some(source), Some(mouth)) = (course.first(), course.last()) {
        for part in &mut parts {
            downstream(part, *source, *mouth);
        }
    }
    (!parts.is_empty()).then(|| PlaceGeometry::Line(MultiLineString::new(parts)))
}

/// Turns a part of a river round if it starts nearer to the mouth and ends nearer to the source.
fn downstream(part: &mut geo::LineString<f64>, source: LonLat, mouth: LonLat) {
    let (Some(first), Some(last)) = (part.0.first(), part.0.last()) else {
        return;
    };
    let (first, last) = (LonLat::from(*first), LonLat::from(*last));
    let as_is = distance_km(first, source) + distance_km(last, mouth);
    let turned = distance_km(last, source) + distance_km(first, mouth);
    if turned < as_is {
        part.0.reverse();
    }
}

fn first_near(
    candidate: &Candidate,
    mut shapes: impl Iterator<Item = MultiPolygon<f64>>,
) -> Option<PlaceGeometry> {
    shapes
        .find(|shape| is_near(candidate, shape))
        .map(PlaceGeometry::Area)
}

/// The shape whose size is nearest to the candidate's: of Luxembourg the country or the province.
fn of_like_size(
    candidate: &Candidate,
    shapes: impl Iterator<Item = MultiPolygon<f64>>,
) -> Option<PlaceGeometry> {
    let misfit = |shape: &MultiPolygon<f64>| {
        let radius_km =
            libm::sqrt(shape.chamberlain_duquette_unsigned_area() / 1e6 / std::f64::consts::PI);
        libm::log((radius_km + 1.0) / (candidate.extent_km + 1.0)).abs()
    };
    shapes
        .filter(|shape| is_near(candidate, shape))
        .min_by(|a, b| misfit(a).total_cmp(&misfit(b)))
        .map(PlaceGeometry::Area)
}

fn is_near(candidate: &Candidate, shape: &MultiPolygon<f64>) -> bool {
    let reach = candidate.extent_km + SAME_FEATURE_KM;
    let rings = shape.iter().map(|polygon| polygon.exterior().clone());
    let edge = MultiLineString::new(rings.collect());
    let inside = |lon: f64| shape.contains(&Point::new(lon, candidate.position.lat));
    inside(candidate.position.lon)
        || inside(candidate.position.lon + 360.0)
        || nearest_on_line(&edge, candidate.position)
            .is_some_and(|p| distance_km(p, candidate.position) < reach)
}

/// The table's own points, smoothed where they only sketch; provinces have surveyed corners.
fn own_geometry(entry: &Entry) -> Option<PlaceGeometry> {
    match &entry.course {
        Course::None => None,
        Course::Line(points) => Some(PlaceGeometry::Line(outline::smooth_line(points))),
        Course::Ring(corners) if entry.class == FeatureClass::Province => {
            Some(PlaceGeometry::Area(outline::polygon(corners)))
        }
        Course::Ring(corners) => Some(PlaceGeometry::Area(outline::smooth_ring(corners))),
    }
}
