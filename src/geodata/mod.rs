//! The base map of the whole world: land, coasts, lakes, rivers, borders and relief, bundled in a
//! compact form that a map reads only where it looks.
//!
//! [`Basemap::features`] reads a layer inside a rectangle; [`Basemap::named_line`] and its
//! siblings read one feature by name, whole. [`Catalog`] says where every file comes from.

mod catalog;
mod clip;
mod files;
mod join;
pub mod relief;
pub mod sheet;

pub use catalog::{Catalog, CatalogEntry};
pub use files::{Bundled, Files, NAMES};
pub use relief::Relief;
pub use sheet::{Corrupt, Name};

use crate::geom::GeoRect;
use geo::{CoordsIter, Geometry};
use sheet::{About, Sheet};
use std::sync::OnceLock;

/// A layer of the base map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseLayer {
    /// Areas of dry land, lakes included.
    Land,
    /// Where land meets the sea, as lines.
    Coast,
    /// Lakes and reservoirs, as areas.
    Lakes,
    /// Rivers and canals, as lines, without their stretches inside lakes.
    Rivers,
    /// Borders of countries in the 21st century, as lines.
    Admin0Lines,
    /// Borders of provinces in the 21st century, as lines, without those of countries.
    Admin1Lines,
    /// Countries of the 21st century, as areas.
    Admin0,
    /// Provinces of the 21st century, as areas.
    Admin1,
}

/// How finely the base map is drawn, after the scales of Natural Earth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// 1:110 million, for the whole world.
    Coarse,
    /// 1:50 million, for a continent.
    Medium,
    /// 1:10 million, for a country or less.
    Fine,
}

/// A lake, river, country: whatever the base map knows the shape of.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Main name in English or as locally spelt, empty if unknown.
    pub name: String,
    /// Other names.
    pub names: Vec<Name>,
    /// Importance: 1 to 3, 1 the greatest.
    pub class: u8,
    /// The first year in which it exists: the year a reservoir was filled.
    pub from: Option<i32>,
    /// The first year in which it no longer exists in this shape.
    pub until: Option<i32>,
    /// Whether a river or lake is dry in part of the year.
    pub intermittent: bool,
    /// Where the geometry comes from, a `source` of the catalogue.
    pub source: String,
    /// `MultiPolygon` or `MultiLineString`, in degrees.
    pub geometry: Geometry<f64>,
}

impl Feature {
    /// Whether it exists in the year, counted as astronomers do (1 BC is 0).
    pub fn exists_in(&self, year: i32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.until.is_none_or(|until| year < until)
    }

    fn new(about: &About, geometry: Geometry<f64>) -> Self {
        Self {
            name: about.name.clone(),
            names: about.names.clone(),
            class: about.class,
            from: about.from,
            until: about.until,
            intermittent: about.intermittent,
            source: about.source.clone(),
            geometry,
        }
    }
}

/// The base map of the world.
pub struct Basemap {
    files: &'static dyn Files,
    sheets: Vec<(&'static str, OnceLock<Option<Sheet<'static>>>)>,
}

/// The files that hold sheets, by what they show; the details follow as in [`Detail`].
const LAND: [&str; 3] = ["land-110m.bin", "land-50m.bin", "land-10m.bin"];
const RIVERS: [&str; 3] = ["rivers-110m.bin", "rivers-50m.bin", "rivers-10m.bin"];
const LAKES: [&str; 3] = ["lakes-110m.bin", "lakes-50m.bin", "lakes-10m.bin"];
const GSHHG_LAKES: [&str; 3] = [
    "gshhg-lakes-110m.bin",
    "gshhg-lakes-50m.bin",
    "gshhg-lakes-10m.bin",
];

const COUNTRIES: [&str; 3] = [
    "countries-110m.bin",
    "countries-50m.bin",
    "countries-10m.bin",
];
const PROVINCES: &str = "provinces-10m.bin";
const GSHHG_RIVERS: [&str; 2] = ["gshhg-rivers-50m.bin", "gshhg-rivers-10m.bin"];
const RELIEF: &str = "relief.bin";

fn sheet_names() -> impl Iterator<Item = &'static str> {
    let threes = [LAND, RIVERS, LAKES, GSHHG_LAKES, COUNTRIES];
    threes
        .into_iter()
        .flatten()
        .chain(GSHHG_RIVERS)
        .chain([PROVINCES])
}

impl BaseLayer {
    /// The number that marks the layer's features in a sheet.
    pub fn code(self) -> u8 {
        self as u8
    }

    fn sheets(self, detail: Detail) -> Vec<&'static str> {
        let detail = detail as usize;
        match self {
            Self::Land | Self::Coast => vec![LAND[detail]],
            Self::Lakes => vec![LAKES[detail], GSHHG_LAKES[detail]],
            Self::Rivers if detail == 0 => vec![RIVERS[0]],
            Self::Rivers => vec![RIVERS[detail], GSHHG_RIVERS[detail - 1]],
            Self::Admin0Lines | Self::Admin0 => vec![COUNTRIES[detail]],
            Self::Admin1Lines | Self::Admin1 => vec![PROVINCES],
        }
    }
}

/// How far beyond the asked rectangle rings are kept, in degrees: the edges that clipping makes
/// must stay outside of what is drawn.
const MARGIN_DEG: f64 = 1.0;

impl Basemap {
    /// The base map that is part of the program.
    pub fn bundled() -> Self {
        Self::over(&Bundled)
    }

    /// A base map over other files; a layer whose files are missing is empty.
    ///
    /// # Errors
    /// If a file is there but damaged: everything is decoded once.
    pub fn open(files: &'static dyn Files) -> Result<Self, Corrupt> {
        for name in sheet_names() {
            if let Some(bytes) = files.bytes(name) {
                Sheet::open(bytes)?.whole(|_| true)?;
            }
        }
        if let Some(bytes) = files.bytes(RELIEF) {
            relief::Tiles::open(bytes)?.window(GeoRect::WORLD)?;
        }
        Ok(Self::over(files))
    }

    fn over(files: &'static dyn Files) -> Self {
        Self {
            files,
            sheets: sheet_names().map(|name| (name, OnceLock::new())).collect(),
        }
    }

    /// Areas of countries and provinces that bear the name, whole, the largest first.
    ///
    /// Longitudes run on past 180 where an area crosses the antimeridian.
    pub fn named_area(&self, name: &str) -> Vec<Feature> {
        self.named(&[BaseLayer::Admin0, BaseLayer::Admin1], name)
    }

    /// Rivers that bear the name, whole, from source to mouth also through lakes.
    pub fn named_line(&self, name: &str) -> Vec<Feature> {
        let mut rivers = self.named(&[BaseLayer::Rivers], name);
        // Stretches that a reservoir has drowned are there twice: hidden in the river itself too.
        rivers.retain(|river| river.until.is_none());
        for river in &mut rivers {
            if let Geometry::MultiLineString(lines) = &mut river.geometry {
                join::end_to_end(&mut lines.0);
            }
        }
        rivers
    }

    /// Lakes that bear the name, whole; one that has changed its shape comes more than once.
    pub fn named_lake(&self, name: &str) -> Vec<Feature> {
        self.named(&[BaseLayer::Lakes], name)
    }

    /// Names are compared without regard to case, accents and script.
    fn named(&self, layers: &[BaseLayer], name: &str) -> Vec<Feature> {
        let wanted = fold(name);
        let mut found: Vec<Feature> = Vec::new();
        for layer in layers {
            let is_wanted = |about: &About| {
                let mut names = about.names.iter().map(|n| &n.text).chain([&about.name]);
                about.layer == layer.code() && names.any(|known| folds_to(known, &wanted))
            };
            for sheet in layer
                .sheets(Detail::Fine)
                .into_iter()
                .filter_map(|n| self.sheet(n))
            {
                let features = sheet.whole(is_wanted).expect(CHECKED).into_iter();
                found.extend(features.map(|(about, geometry)| Feature::new(about, geometry)));
            }
        }
        found.sort_by_cached_key(|f| (fold(&f.name) != wanted, std::cmp::Reverse(points(f))));
        found
    }

    /// The features of a layer that meet the rectangle, exact inside it.
    ///
    /// Longitudes are continuous with the rectangle, even across the antimeridian. Outside of the
    /// rectangle rings may run along a frame about a degree away, which is not to be drawn.
    pub fn features(&self, layer: BaseLayer, detail: Detail, rect: GeoRect) -> Vec<Feature> {
        let rect = grown(rect);
        let names = layer.sheets(detail).into_iter();
        names
            .filter_map(|name| self.sheet(name))
            .flat_map(|sheet| sheet.window(layer.code(), rect).expect(CHECKED))
            .map(|(about, geometry)| Feature::new(about, geometry))
            .collect()
    }

    /// The shaded relief inside the rectangle; `None` if there is no file of it.
    pub fn relief(&self, rect: GeoRect) -> Option<Relief> {
        let bytes = self.files.bytes(RELIEF)?;
        let relief = relief::Tiles::open(bytes).and_then(|tiles| tiles.window(rect));
        Some(relief.expect(CHECKED))
    }

    fn sheet(&self, name: &str) -> Option<&Sheet<'static>> {
        let (name, sheet) = self.sheets.iter().find(|(n, _)| *n == name)?;
        let open = || {
            self.files
                .bytes(name)
                .map(|bytes| Sheet::open(bytes).expect(CHECKED))
        };
        sheet.get_or_init(open).as_ref()
    }
}

fn fold(name: &str) -> String {
    any_ascii::any_ascii(name).to_lowercase()
}

/// Whether [`fold`] makes `folded` of a name; most names are plain enough to tell without it.
fn folds_to(name: &str, folded: &str) -> bool {
    if name.is_ascii() {
        name.eq_ignore_ascii_case(folded)
    } else {
        fold(name) == folded
    }
}

/// How many points the feature has: a measure of size that is good enough to sort by.
fn points(feature: &Feature) -> usize {
    feature.geometry.coords_count()
}

const CHECKED: &str = "bundled files are checked by the tests, others by `Basemap::open`";

/// The rectangle with a margin, but not more than once round the globe.
fn grown(rect: GeoRect) -> GeoRect {
    let sideways = MARGIN_DEG.min((360.0 - rect.width()) / 2.0).max(0.0);
    GeoRect {
        west: rect.west - sideways,
        south: (rect.south - MARGIN_DEG).max(-90.0),
        east: rect.east + sideways,
        north: (rect.north + MARGIN_DEG).min(90.0),
    }
}
