//! Shapes that a user drew: GeoJSON text in, named polygons out.
//!
//! What programs get wrong in GeoJSON is found here, before any geometry is computed: positions
//! without numbers, coordinates in metres, rings that do not close, slivers that overlay code never
//! finishes with. Everything after can take the polygons as they are.

mod polygon;
mod scan;
mod times;

use std::collections::BTreeMap;
use std::ops::Range;

use geo::MultiPolygon;
use geojson::{Feature, GeoJson, Geometry, GeometryValue, JsonValue};

use crate::campaign::date::Interval;
use crate::diag::{Diagnostic, Source, Warned};
use polygon::Rings;
use scan::Scan;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 256 << 20;

/// The most vertices that are read, in all features together.
pub const MAX_VERTICES: usize = 5_000_000;

/// The most features that are read.
pub const MAX_FEATURES: usize = 100_000;

/// Braces within braces; a polygon in a collection of collections has ten.
pub const MAX_DEPTH: usize = 32;

/// Faults beyond this are not collected: they have one cause.
const MAX_FAULTS: usize = 20;

/// The user's files by the name that expressions call them.
pub type Shapes = BTreeMap<String, ShapeFile>;

/// The areas of a GeoJSON file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShapeFile {
    /// In the order of the file; features without polygons are left out.
    pub features: Vec<ShapeFeature>,
}

/// One named area, in degrees.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapeFeature {
    /// Its number in the file, from 1: `@12` names it too.
    pub number: usize,
    /// The feature's id, may be empty.
    pub id: String,
    /// Its property `name`, may be empty.
    pub name: String,
    /// The times in which it was there, if the file tells them.
    pub times: Vec<Interval>,
    /// What is wrong with the times that the file tells: it matters only to who asks for them.
    pub bad_time: Option<Diagnostic>,
    /// Closed rings on a grid of 1e-7 degrees, exteriors counterclockwise, holes clockwise.
    pub shape: MultiPolygon<f64>,
}

impl ShapeFile {
    /// The area with this id, or else this name; all areas of it if several share the name.
    pub fn find(&self, wanted: &str) -> Option<MultiPolygon<f64>> {
        let found = self.matching(wanted);
        let polygons = found.iter().flat_map(|f| f.shape.0.iter().cloned());
        (!found.is_empty()).then(|| MultiPolygon(polygons.collect()))
    }

    /// The features with this id, or else this name, or else this number: `@12`.
    pub fn matching(&self, wanted: &str) -> Vec<&ShapeFeature> {
        let by = |matches: &dyn Fn(&ShapeFeature) -> bool| {
            let found: Vec<_> = self.features.iter().filter(|f| matches(f)).collect();
            (!found.is_empty()).then_some(found)
        };
        let folded = wanted.to_lowercase();
        let number = wanted.strip_prefix('@').and_then(|n| n.parse().ok());
        by(&|f| f.id == wanted)
            .or_else(|| by(&|f| f.name == wanted))
            .or_else(|| by(&|f| f.id.to_lowercase() == folded || f.name.to_lowercase() == folded))
            .or_else(|| by(&|f| number == Some(f.number)))
            .unwrap_or_default()
    }

    /// All areas of the file.
    pub fn all(&self) -> MultiPolygon<f64> {
        let polygons = self.features.iter().flat_map(|f| f.shape.0.iter().cloned());
        MultiPolygon(polygons.collect())
    }

    /// The ids and names, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let both = self
            .features
            .iter()
            .flat_map(|f| [f.id.as_str(), f.name.as_str()]);
        both.filter(|name| !name.is_empty())
    }
}

/// Reads the polygons of a GeoJSON text.
pub fn read(source: &Source) -> Result<Warned<ShapeFile>, Vec<Diagnostic>> {
    let refused = |message: String, at: usize| {
        Err(vec![
            Diagnostic::error(message)
                .at(source, at..at + 1)
                .over_limit(),
        ])
    };
    if source.text.len() > MAX_BYTES {
        return refused(
            "the file is too large: at most 256 MB are read".to_owned(),
            0,
        );
    }
    let scan = Scan::of(&source.text);
    if let Some(at) = scan.too_deep {
        return refused(
            format!("the file is nested too deep: at most {MAX_DEPTH} levels"),
            at,
        );
    }
    let text = source.text.trim_start_matches('\u{feff}');
    let parsed: GeoJson = match text.parse() {
        Ok(parsed) => parsed,
        Err(error) => return Err(vec![malformed(source, &error)]),
    };
    let features = features(parsed);
    if features.len() > MAX_FEATURES {
        return refused(
            format!("too many features: at most {MAX_FEATURES} are read"),
            0,
        );
    }
    let mut reader = Reader {
        source,
        spans: scan.features(features.len()),
        vertices: 0,
        log: Vec::new(),
        faults: 0,
    };
    let file = ShapeFile {
        features: reader.features(&features),
    };
    if reader.faults > 0 {
        return Err(reader.log);
    }
    Ok(Warned {
        value: file,
        warnings: reader.log,
    })
}

fn features(parsed: GeoJson) -> Vec<Feature> {
    match parsed {
        GeoJson::FeatureCollection(collection) => collection.features,
        GeoJson::Feature(feature) => vec![feature],
        GeoJson::Geometry(geometry) => vec![Feature::from(geometry)],
    }
}

fn malformed(source: &Source, error: &geojson::Error) -> Diagnostic {
    let geojson::Error::MalformedGeoJson(json) = error else {
        return Diagnostic::error(format!("this is not GeoJSON: {error}")).at(source, 0..1);
    };
    let text = json.to_string();
    let reason = text.split(" at line ").next().unwrap_or_default();
    let at = scan::offset(&source.text, json.line(), json.column());
    let fault = Diagnostic::error(format!("this is not GeoJSON: {reason}")).at(source, at..at + 1);
    let word = source.text[at..]
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    if matches!(word, "NaN" | "Infinity" | "aN" | "nfinity") || reason.contains("out of range") {
        return fault.hint("leave the position out: coordinates are finite numbers");
    }
    fault
}

/// Reads features one by one and keeps what is to be said about them.
struct Reader<'s> {
    source: &'s Source,
    spans: Vec<Range<usize>>,
    vertices: usize,
    log: Vec<Diagnostic>,
    faults: usize,
}

impl Reader<'_> {
    fn features(&mut self, features: &[Feature]) -> Vec<ShapeFeature> {
        let mut found = Vec::new();
        for (index, feature) in features.iter().enumerate() {
            if self.faults >= MAX_FAULTS {
                break;
            }
            found.extend(self.feature(index, feature));
        }
        found
    }

    fn feature(&mut self, index: usize, feature: &Feature) -> Option<ShapeFeature> {
        let (id, name) = (id_of(feature), name_of(feature));
        let called = match (id.as_str(), name.as_str()) {
            ("", "") => format!("feature {}", index + 1),
            ("", shown) | (shown, _) => format!("feature {} (`{shown}`)", index + 1),
        };
        let mut rings = Rings::default();
        if let Some(geometry) = &feature.geometry
            && let Err(reason) = collect(geometry, &mut rings)
        {
            return self.fault(index, format!("{called}: {reason}"));
        }
        self.vertices += rings.vertices;
        if self.vertices > MAX_VERTICES {
            let message = format!("too many vertices: at most {MAX_VERTICES} are read");
            self.faults = MAX_FAULTS;
            let fault = Diagnostic::error(message).over_limit();
            self.log
                .push(self.at(index, fault.hint("simplify the outlines")));
            return None;
        }
        for remark in &rings.remarks {
            self.warn(index, format!("{called}: {remark}"));
        }
        if rings.polygons.is_empty() {
            self.warn(index, format!("{called} has no area and is left out"));
            return None;
        }
        let (times, bad_time) = match times::times(feature) {
            Ok(times) => (times, None),
            Err(why) => {
                let fault = Diagnostic::error(format!("{called}: {why}"));
                (Vec::new(), Some(self.at(index, fault)))
            }
        };
        Some(ShapeFeature {
            number: index + 1,
            id,
            name,
            times,
            bad_time,
            shape: MultiPolygon(rings.polygons),
        })
    }

    fn at(&self, index: usize, diagnostic: Diagnostic) -> Diagnostic {
        let span = self.spans.get(index).cloned().unwrap_or(0..1);
        diagnostic.at(self.source, span)
    }

    fn fault<T>(&mut self, index: usize, message: String) -> Option<T> {
        self.faults += 1;
        let metres = message.contains("metres");
        let mut fault = self.at(index, Diagnostic::error(message));
        if metres {
            fault = fault.hint("export it again in degrees (EPSG:4326)");
        }
        self.log.push(fault);
        None
    }

    fn warn(&mut self, index: usize, message: String) {
        if self.log.len() < MAX_FAULTS {
            self.log.push(self.at(index, Diagnostic::warning(message)));
        }
    }
}

fn id_of(feature: &Feature) -> String {
    match &feature.id {
        Some(geojson::feature::Id::String(id)) => id.clone(),
        Some(geojson::feature::Id::Number(id)) => id.to_string(),
        None => String::new(),
    }
}

fn name_of(feature: &Feature) -> String {
    let named = ["name", "NAME", "Name", "cntry_name", "country_name"]
        .iter()
        .find_map(|key| feature.property(key));
    named
        .and_then(JsonValue::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// Adds the polygons of a geometry; points and lines have no area and are passed over.
fn collect(geometry: &Geometry, rings: &mut Rings) -> Result<(), String> {
    match &geometry.value {
        GeometryValue::Polygon { coordinates } => rings.add(coordinates),
        GeometryValue::MultiPolygon { coordinates } => coordinates
            .iter()
            .try_for_each(|polygon| rings.add(polygon)),
        GeometryValue::GeometryCollection { geometries } => geometries
            .iter()
            .try_for_each(|inner| collect(inner, rings)),
        GeometryValue::Point { .. }
        | GeometryValue::MultiPoint { .. }
        | GeometryValue::LineString { .. }
        | GeometryValue::MultiLineString { .. } => Ok(()),
    }
}

#[cfg(test)]
mod tests;
