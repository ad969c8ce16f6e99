//! What a drawing cannot show of itself: what it was made from, and what it leaves out.

use super::{Color, Standing};
use crate::geom::PageRect;

/// What a scene was made from and what it leaves out, as plain data for the audit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The map's frame on the page.
    pub frame: PageRect,
    /// Factor on every size of the style; 1 for a map 1200 px wide.
    pub k: f64,
    /// The projection with its parameters.
    pub projection: String,
    /// Scale at the middle of the map.
    pub px_per_km: f64,
    /// The year of the map, counted as astronomers do (1 BC is 0).
    pub year: i32,
    /// Whether the map has a legend.
    pub has_legend: bool,
    /// How the sides are drawn, in the order of the file.
    pub sides: Vec<SideLook>,
    /// What the file wants on the map at this moment, and what became of it.
    pub asked: Vec<Asked>,
    /// Labels that found no room.
    pub dropped: Vec<Dropped>,
    /// Water that exists for a known time only and is drawn.
    pub water: Vec<WaterBody>,
    /// Data that the map is drawn from.
    pub data_sets: Vec<DataSet>,
}

/// How a side is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct SideLook {
    /// Its id.
    pub id: String,
    /// Arrows, markers, frontiers.
    pub line: Color,
    /// Around its arrows and markers.
    pub casing: Color,
    /// Its land.
    pub tint: Color,
    /// The shape of its battle markers, by number: sides of different number differ in shape.
    pub shape: u8,
    /// Direction of its hatching, degrees.
    pub hatch_deg: f64,
    /// Drawn quietly, without arrows.
    pub neutral: bool,
}

/// Something of the file that the map is to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Id of the feature; of a movement's end, the movement's id and the place.
    pub id: String,
    /// What became of it.
    pub fate: Fate,
}

/// What became of something that the file names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It lies inside the frame.
    Inside,
    /// An arrow leaves through the frame towards it, and says so.
    Pointer,
    /// It lies outside, and nothing tells.
    Outside,
}

/// A label that found no room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Id of the feature.
    pub of: String,
    /// What it would have said.
    pub text: String,
    /// Why.
    pub reason: String,
    /// How much it matters.
    pub standing: Standing,
}

/// A lake, reservoir or river that exists for a known time only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaterBody {
    /// Its name, may be empty.
    pub name: String,
    /// The first year in which it exists.
    pub from: Option<i32>,
    /// The first year in which it no longer exists in this shape.
    pub until: Option<i32>,
}

/// A bundled data set that a map is drawn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataSet {
    /// What it holds.
    pub layer: String,
    /// What its owner asks to be said; empty if nothing.
    pub credit: String,
    /// SPDX expression, or `public domain`.
    pub licence: String,
}
