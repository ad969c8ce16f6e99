//! Countries and provinces as entries of the table.

use anyhow::Result;
use geo::{
    Area, Centroid, Contains, Coord, InteriorPoint, LineString, MultiPolygon, Point, Polygon,
};
use theatrum::gazetteer::{FeatureClass, fold};
use theatrum::geodata::Name;
use theatrum::geom::LonLat;

use super::features::Found;
use super::names;
use crate::admin::{self, Unit};
use crate::grid;
use crate::sources::Sources;

/// Grid points to the degree: a hundred metres is finer than the table's positions are worth.
const SCALE: i32 = 1000;
/// Endings of English names of provinces that say what they are; `Almaty Region` is Almaty.
const ENDINGS: [&str; 8] = [
    " Region",
    " Province",
    " Oblast",
    " District",
    " Governorate",
    " Prefecture",
    " Department",
    " Municipality",
];

/// A country or province with its outline.
pub(super) struct Land {
    pub(super) found: Found,
    outline: MultiPolygon<f64>,
}

impl Land {
    /// Whether a position lies in it.
    pub(super) fn contains(&self, at: LonLat) -> bool {
        [at.lon, at.lon + 360.0]
            .iter()
            .any(|lon| self.outline.contains(&Point::new(*lon, at.lat)))
    }
}

/// All countries and provinces that have a name.
pub(super) fn read(sources: &Sources) -> Result<Vec<Land>> {
    let countries = admin::read_countries(sources, SCALE)?.into_iter();
    let mut lands: Vec<Land> = countries
        .filter_map(|unit| land(unit, FeatureClass::Country))
        .collect();
    let provinces = admin::read_provinces(sources, SCALE)?.into_iter();
    lands.extend(provinces.filter_map(|unit| land(unit, FeatureClass::Province)));
    Ok(lands)
}

fn land(unit: Unit, class: FeatureClass) -> Option<Land> {
    let outline = outline(&unit);
    let about = unit.feature.about;
    let km2: f64 = unit
        .feature
        .areas
        .iter()
        .map(|area| grid::area_km2(&area.exterior, SCALE))
        .sum();
    let mut others = about.names;
    let name = match class {
        FeatureClass::Province => english(&about.name, &mut others),
        _ => about.name,
    };
    let found = Found {
        class,
        // A town that bears the name of its province is meant more often than the province.
        rank: match class {
            FeatureClass::Country => about.class,
            _ => about.class + 2,
        }
        .clamp(1, 5),
        code: unit.code,
        region: unit.country_code,
        at: middle(&outline)?,
        name,
        names: others,
        extent_km: (km2 / std::f64::consts::PI).sqrt(),
    };
    (!found.name.is_empty()).then_some(Land { found, outline })
}

/// The English name of a province; the local one, if it is another, joins the others.
fn english(local: &str, others: &mut Vec<Name>) -> String {
    let given = others.iter().find(|n| n.language == "en");
    let given = given.filter(|n| names::clean(&n.text));
    let Some(given) = given.map(|n| n.text.clone()) else {
        return local.to_owned();
    };
    let plain = ENDINGS.iter().find_map(|e| given.strip_suffix(e));
    let plain = plain.unwrap_or(&given).to_owned();
    if fold(&given).contains(&fold(local)) && !local.is_empty() {
        return local.to_owned();
    }
    others.push(Name {
        language: "und".to_owned(),
        text: local.to_owned(),
    });
    plain
}

fn outline(unit: &Unit) -> MultiPolygon<f64> {
    let scale = f64::from(SCALE);
    let degrees = |value: i32| f64::from(value) / scale;
    let ring = |line: &grid::Line| {
        let corners = line.iter().map(|p| Coord {
            x: degrees(p[0]),
            y: degrees(p[1]),
        });
        LineString::new(corners.collect())
    };
    let areas = unit.feature.areas.iter();
    areas
        .map(|a| Polygon::new(ring(&a.exterior), a.holes.iter().map(ring).collect()))
        .collect()
}

/// The middle of the largest part, if it lies in it, else a point that does.
fn middle(outline: &MultiPolygon<f64>) -> Option<LonLat> {
    let size = |polygon: &&Polygon<f64>| polygon.unsigned_area();
    let largest = outline.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?;
    let centroid = largest.centroid().filter(|c| largest.contains(c));
    let point = centroid.or_else(|| largest.interior_point())?;
    let lon = (point.x() + 180.0).rem_euclid(360.0) - 180.0;
    Some(LonLat::new(lon, point.y()))
}
