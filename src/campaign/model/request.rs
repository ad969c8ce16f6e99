//! What the author asks of the map, the frames and the files.

use std::collections::BTreeMap;

use super::{Names, PlaceId};
use crate::campaign::date::Date;
use crate::diag::Span;
use crate::geom::{GeoRect, LonLat};

/// What the author asks of the map.
#[derive(Clone, Debug)]
pub struct MapRequest {
    /// What the map shows.
    pub extent: Extent,
    /// Room around the extent, as a fraction of it: 0.08.
    pub pad: f64,
    /// The projection as asked: `auto`, a name, or a name with parameters; parsed by `projection`.
    pub projection: ProjectionRequest,
    /// Base layers wanted: `land`, `lakes`, `rivers`, `relief`, `graticule`, `towns`.
    pub base: Vec<String>,
    /// Towns for orientation, the best known first, if `base` asks for them: none in a file as written,
    /// found when the names of its places are.
    pub towns: Vec<Town>,
    /// What is shown of the campaign and the furniture.
    pub show: Vec<String>,
    /// Whether present-day borders are drawn for orientation.
    pub modern_borders: bool,
}

/// A town of the base map: no part of the campaign.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    /// Its id in the gazetteer.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its name in other languages.
    pub names: Names,
    /// Where it lies.
    pub position: LonLat,
}

/// What part of the globe a map shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Extent {
    /// Whatever the campaign needs.
    Auto,
    /// A box in degrees.
    Box(GeoRect),
    /// Room for these places.
    Places(Vec<PlaceId>),
}

/// A projection by name with parameters in degrees, or `auto`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProjectionRequest {
    /// `auto`, `lambert-conformal-conic`, `mercator`, `EPSG:3857`, `+proj=...`; empty means `auto`.
    pub kind: String,
    /// Parameters by name: `lon0`, `lat0`, `lat1`, `lat2`.
    pub parameters: BTreeMap<String, f64>,
    /// Where the author asks for it; none if it was not written in a file.
    pub span: Option<Span>,
}

/// A text shown in a time.
#[derive(Clone, Debug)]
pub struct Caption {
    /// When it is shown.
    pub when: Date,
    /// Title of a phase map, may be empty.
    pub title: String,
    /// One sentence.
    pub text: String,
    /// Texts in other languages.
    pub texts: Names,
}

impl Caption {
    /// The text in a language, if there is one, else in the campaign's own.
    pub fn text_in(&self, lang: Option<&str>) -> &str {
        let translated = lang.and_then(|lang| self.texts.get(lang));
        translated.map_or(&self.text, String::as_str)
    }
}

/// How frames are made.
#[derive(Clone, Debug)]
pub struct FrameRequest {
    /// `year`, `month`, `event` or `list`.
    pub by: String,
    /// From when to when.
    pub range: Option<Date>,
    /// The dates of a list.
    pub dates: Vec<Date>,
    /// Template of file names.
    pub name: String,
    /// What stays in place from frame to frame: `extent`, `labels`, `legend`.
    pub lock: Vec<String>,
    /// Seconds a frame is held.
    pub hold: f64,
    /// In-between frames.
    pub tween: u32,
    /// How the pictures between two frames are spaced.
    pub easing: Easing,
    /// Frames per second of a film.
    pub fps: f64,
    /// Seconds the first frame is held.
    pub first_hold: f64,
    /// Seconds the last frame is held.
    pub last_hold: f64,
}

/// How movement between two frames is spread over time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Easing {
    /// Slow at both ends: a cubic in each half.
    #[default]
    Cubic,
    /// Evenly.
    Linear,
}

impl Easing {
    /// How far a movement has come when the part `gone` of its time is over; both 0 to 1.
    pub fn at(self, gone: f64) -> f64 {
        let t = gone.clamp(0.0, 1.0);
        match self {
            Self::Linear => t,
            Self::Cubic if t < 0.5 => 4.0 * t * t * t,
            Self::Cubic => {
                let left = 1.0 - t;
                1.0 - 4.0 * left * left * left
            }
        }
    }
}

/// A file the author asks for.
#[derive(Clone, Debug)]
pub struct Output {
    /// Path relative to the campaign file.
    pub file: String,
    /// Preset by name.
    pub preset: String,
    /// Languages, the first one being the file's.
    pub langs: Vec<String>,
    /// A date to draw the state of, if any.
    pub at: Option<Date>,
}
