//! Lakes and reservoirs, with their names and the years in which they have their shape.

use crate::antimeridian::Area;
use crate::grid::{self, Line};
use crate::gshhg;
use crate::shapes;
use crate::sheets::{self, AreaFeature, Fineness};
use crate::sources::{GDL, Sources};
use crate::tables::Table;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::ops::Range;
use theatrum::geodata::BaseLayer;
use theatrum::geodata::sheet::About;

const FILE: &str = "usr/share/gnudatalanguage/resource/maps/high/ne_10m_lakes.shp";

/// The records that Natural Earth counts among the reservoirs; the file is sorted by kind.
const RESERVOIRS: Range<usize> = 1038..1262;

/// The records that are dry in most years.
const PLAYAS: Range<usize> = 1262..1287;

/// When a reservoir of unknown year is said to have been filled: before the middle of the 20th
/// century few of the size that Natural Earth shows existed.
const UNKNOWN_RESERVOIR: i32 = 1950;

/// The least areas of lakes of the first and of the second class, in square km.
const CLASSES_KM2: [f64; 2] = [10_000.0, 1_000.0];

/// All lakes on the grid of one fineness.
pub(crate) struct Lakes {
    pub(crate) natural_earth: Vec<AreaFeature>,
    /// Older shapes from GSHHG.
    pub(crate) gshhg: Vec<AreaFeature>,
}

/// Reads the lakes and applies the tables to them.
pub(crate) fn read(sources: &Sources, scale: i32) -> Result<Lakes> {
    let mut lakes = Lakes {
        natural_earth: read_natural_earth(sources, scale)?,
        gshhg: Vec::new(),
    };
    let table = Table::parse(include_str!("../corrections/reshaped.tsv"))?;
    for row in table.rows() {
        let fid = row.number("fid").context("a lake without a number")? as usize;
        let year = row.number("year");
        let lake = &mut lakes.natural_earth[fid];
        let mut about = lake.about.clone();
        lake.about.from = year;
        // Older than the year its larger self was filled, if that was guessed.
        about.from = None;
        about.until = year;
        let words: Vec<&str> = row.text("older shape").split(' ').collect();
        match words[..] {
            ["south", "of", lat] => {
                let limit = (lat.parse::<f64>()? * f64::from(scale)).round() as i32;
                let areas = lake
                    .areas
                    .iter()
                    .map(|area| south_of(area, limit))
                    .collect();
                lakes.natural_earth.push(AreaFeature { about, areas });
            }
            ["gshhg", lon, lat] => {
                let exterior = gshhg::lake_around(sources, lon.parse()?, lat.parse()?, scale)?;
                about.source = "GSHHG".to_owned();
                let area = Area {
                    exterior,
                    holes: vec![],
                };
                lakes.gshhg.push(AreaFeature {
                    about,
                    areas: vec![area],
                });
            }
            _ => bail!("no such shape: {words:?}"),
        }
    }
    Ok(lakes)
}

fn read_natural_earth(sources: &Sources, scale: i32) -> Result<Vec<AreaFeature>> {
    let table = Table::parse(include_str!("../corrections/lakes.tsv"))?;
    let rows: BTreeMap<i32, _> = table
        .rows()
        .filter_map(|row| Some((row.number("fid")?, row)))
        .collect();
    let mut lakes = Vec::new();
    for shaped in shapes::read(&sources.path(&GDL, FILE)?, scale)? {
        let row = rows.get(&(shaped.fid as i32));
        let km2 = shaped
            .areas
            .iter()
            .map(|a| grid::area_km2(&a.exterior, scale))
            .sum();
        let is_natural = row.is_some_and(|row| row.text("from") == "-");
        let unknown =
            (RESERVOIRS.contains(&shaped.fid) && !is_natural).then_some(UNKNOWN_RESERVOIR);
        let about = About {
            layer: BaseLayer::Lakes.code(),
            class: class(km2),
            intermittent: PLAYAS.contains(&shaped.fid),
            from: row.and_then(|row| row.number("from")).or(unknown),
            until: None,
            name: row
                .map(|row| row.text("name").to_owned())
                .unwrap_or_default(),
            names: row.map(|row| row.names()).unwrap_or_default(),
            source: "Natural Earth".to_owned(),
        };
        lakes.push(AreaFeature {
            about,
            areas: shaped.areas,
        });
    }
    Ok(lakes)
}

fn class(km2: f64) -> u8 {
    1 + CLASSES_KM2.iter().filter(|least| km2 < **least).count() as u8
}

/// The part of an area south of a parallel.
fn south_of(area: &Area, limit: i32) -> Area {
    let cut = |ring: &Line| {
        let mut kept = Line::new();
        for edge in ring.windows(2) {
            let (a, b) = (edge[0], edge[1]);
            if a[1] <= limit {
                kept.push(a);
            }
            if (a[1] < limit && b[1] > limit) || (a[1] > limit && b[1] < limit) {
                let t = f64::from(limit - a[1]) / f64::from(b[1] - a[1]);
                kept.push([a[0] + (f64::from(b[0] - a[0]) * t).round() as i32, limit]);
            }
        }
        kept.dedup();
        kept.extend(kept.first().copied());
        kept
    };
    Area {
        exterior: cut(&area.exterior),
        holes: area
            .holes
            .iter()
            .map(cut)
            .filter(|hole| hole.len() > 3)
            .collect(),
    }
}

/// The sheet of Natural Earth's lakes, the greatest first, without those that are too small.
pub(crate) fn sheet(lakes: Vec<AreaFeature>, fineness: Fineness) -> Vec<u8> {
    let size = |lake: &AreaFeature| -> f64 {
        lake.areas
            .iter()
            .map(|a| grid::area_km2(&a.exterior, fineness.scale))
            .sum()
    };
    let mut sized: Vec<(f64, AreaFeature)> = lakes
        .into_iter()
        .map(|lake| (size(&lake), lake))
        .filter(|(km2, _)| *km2 >= fineness.least_km2)
        .collect();
    sized.sort_by(|a, b| b.0.total_cmp(&a.0));
    let lakes = sized.into_iter().map(|(_, lake)| lake).collect();
    let islands = Fineness {
        least_km2: fineness.least_km2 / 10.0,
        ..fineness
    };
    sheets::encode(sheets::draft_areas(lakes, islands, &|_, _| 0).0)
}
