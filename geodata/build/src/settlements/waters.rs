//! Rivers and lakes of the base map as entries of the table.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use geo::{Area, BoundingRect, Centroid, Contains, CoordsIter, Geometry, InteriorPoint};
use theatrum::gazetteer::{FeatureClass, fold, generic_word};
use theatrum::geodata::sheet::{About, Sheet};
use theatrum::geom::{LonLat, distance_km};

use super::features::Found;
use super::lands::Land;
use super::names;

/// Waters of one name nearer than this are one: a lake that has changed comes more than once.
const SAME_WATER_KM: f64 = 80.0;

/// All rivers, canals and lakes that have a name.
///
/// Those of GSHHG are left out: their names come from the authored tables.
pub(super) fn read(out: &Path, lands: &[Land]) -> Result<Vec<Found>> {
    let mut waters: Vec<Found> = Vec::new();
    for (file, class) in [
        ("rivers-10m.bin", FeatureClass::River),
        ("lakes-10m.bin", FeatureClass::Lake),
    ] {
        let path = out.join(file);
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        let sheet = Sheet::open(&bytes)?;
        let named = |about: &About| !about.name.is_empty() && names::clean(&about.name);
        for (about, geometry) in sheet.whole(named)? {
            let Some(water) = water(about, &geometry, class, lands) else {
                continue;
            };
            let same = |w: &Found| {
                w.class == water.class
                    && fold(&w.name) == fold(&water.name)
                    && distance_km(w.at, water.at) < SAME_WATER_KM
            };
            match waters.iter_mut().find(|w| same(w)) {
                Some(known) => known.rank = known.rank.min(water.rank),
                None => waters.push(water),
            }
        }
    }
    Ok(waters)
}

fn water(
    about: &About,
    geometry: &Geometry<f64>,
    class: FeatureClass,
    lands: &[Land],
) -> Option<Found> {
    let at = middle(geometry)?;
    let is_canal = fold(&about.name)
        .split(' ')
        .any(|word| generic_word(word) == [FeatureClass::Canal]);
    let country = lands
        .iter()
        .find(|land| land.found.class == FeatureClass::Country && land.contains(at));
    Some(Found {
        class: if is_canal { FeatureClass::Canal } else { class },
        // What everybody knows is in the authored tables.
        rank: (about.class + 2).clamp(3, 5),
        code: String::new(),
        region: country.map_or_else(String::new, |land| land.found.region.clone()),
        name: about.name.clone(),
        names: about.names.clone(),
        at,
        extent_km: extent_km(geometry)?,
    })
}

/// A point of a river near the middle of its course, or a point in a lake.
fn middle(geometry: &Geometry<f64>) -> Option<LonLat> {
    let centroid = geometry.centroid()?;
    let (lon, lat) = match geometry {
        Geometry::MultiPolygon(areas) => {
            let largest = areas
                .iter()
                .max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
            let center = largest.centroid().filter(|c| largest.contains(c));
            center.or_else(|| largest.interior_point())?.x_y()
        }
        _ => {
            let off = |c: &geo::Coord<f64>| {
                let across = (c.x - centroid.x()) * libm::cos(centroid.y().to_radians());
                libm::hypot(across, c.y - centroid.y())
            };
            let nearest = geometry
                .coords_iter()
                .min_by(|a, b| off(a).total_cmp(&off(b)))?;
            nearest.x_y()
        }
    };
    Some(LonLat::new((lon + 180.0).rem_euclid(360.0) - 180.0, lat))
}

/// Half of the diagonal of its box.
fn extent_km(geometry: &Geometry<f64>) -> Option<f64> {
    let bounds = geometry.bounding_rect()?;
    Some(distance_km(bounds.min().into(), bounds.max().into()) / 2.0)
}
