//! Land and its coasts.

use crate::antimeridian::{Area, on_frame};
use crate::grid::{self, Line};
use crate::shapes;
use crate::sheets::{self, AreaFeature, Fineness};
use crate::sources::{MAGICS, Sources};
use anyhow::Result;
use theatrum::geodata::BaseLayer;
use theatrum::geodata::sheet::About;

/// The areas of land that are of the first and of the second class, in square km.
const CLASSES_KM2: [f64; 2] = [100_000.0, 1_000.0];

/// The Caspian is the only inland sea.
const LEAST_INLAND_SEA_KM2: f64 = 300_000.0;

/// The sheet of one scale of Natural Earth.
pub(crate) fn sheet(sources: &Sources, scale: &str, fineness: Fineness) -> Result<Vec<u8>> {
    let file = format!("usr/share/magics/{scale}/ne_{scale}_land.shp");
    let shapes = shapes::read(&sources.path(&MAGICS, &file)?, fineness.scale)?;
    let areas = shapes.into_iter().flat_map(|s| s.areas).collect();
    let areas = crate::antimeridian::join(areas, fineness.scale)?;
    let areas = fill_lakes(areas, fineness.scale);
    let mut features: Vec<AreaFeature> = areas
        .into_iter()
        .map(|area| {
            let km2 = grid::area_km2(&area.exterior, fineness.scale);
            AreaFeature {
                about: about(BaseLayer::Land, class(km2)),
                areas: vec![area],
            }
        })
        .collect();
    features.sort_by_key(|f| f.about.class);
    let class_of: Vec<u8> = features.iter().map(|f| f.about.class).collect();
    let edge_kind = |a, b| u8::from(on_frame(a, b, fineness.scale));
    let (mut draft, users) = sheets::draft_areas(features, fineness, &edge_kind);
    for class in 1..=3 {
        let is_coast = |arc: &usize| {
            let line = &draft.arcs[*arc];
            let of_class = users[*arc].first().is_some_and(|&u| class_of[u] == class);
            of_class && !on_frame(line[0], line[1], fineness.scale)
        };
        let coast: Vec<usize> = (0..users.len()).filter(is_coast).collect();
        sheets::add_lines(
            &mut draft,
            about(BaseLayer::Coast, class),
            coast.into_iter(),
        );
    }
    Ok(sheets::encode(draft))
}

/// Fills the holes that the source has for some lakes and reservoirs, whose shapes and years the
/// layer of lakes knows better, and drops the islands in them.
fn fill_lakes(mut areas: Vec<Area>, scale: i32) -> Vec<Area> {
    let mut filled = Vec::new();
    for area in &mut areas {
        let is_sea = |hole: &Line| grid::area_km2(hole, scale) > LEAST_INLAND_SEA_KM2;
        filled.extend(area.holes.iter().filter(|hole| !is_sea(hole)).cloned());
        area.holes.retain(is_sea);
    }
    let is_island = |area: &Area| {
        filled
            .iter()
            .any(|h| grid::ring_contains(h, area.exterior[0]))
    };
    areas.retain(|area| !is_island(area));
    areas
}

fn class(km2: f64) -> u8 {
    1 + CLASSES_KM2.iter().filter(|least| km2 < **least).count() as u8
}

fn about(layer: BaseLayer, class: u8) -> About {
    About {
        layer: layer.code(),
        class,
        source: "Natural Earth".to_owned(),
        ..About::default()
    }
}
