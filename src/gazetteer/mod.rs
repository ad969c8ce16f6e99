//! The gazetteer: from a name to the places that bear it.

use crate::geom::LonLat;

/// What kind of thing a gazetteer entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the words are the doc")]
pub enum FeatureClass {
    Settlement,
    Fort,
    Battlefield,
    Pass,
    River,
    Lake,
    Sea,
    Ocean,
    Strait,
    Gulf,
    Cape,
    Island,
    Archipelago,
    Peninsula,
    Range,
    Peak,
    Plain,
    Desert,
    Region,
    Province,
    Polity,
    Country,
    Valley,
    Canal,
    Ford,
    Marsh,
    Forest,
    Plateau,
    Delta,
    Oasis,
    Road,
}

/// What is asked of the gazetteer.
#[derive(Clone, Debug, Default)]
pub struct Query<'a> {
    /// The name as written: `Bayan-аul`, `Lake Zaysan`, `the Emil River`.
    pub name: &'a str,
    /// Classes that the text hints at; empty if none. Generic words in the name add to it.
    pub classes: &'a [FeatureClass],
    /// Where the context is, if known.
    pub near: Option<LonLat>,
    /// Year of the context, if known (negative is BC).
    pub year: Option<i32>,
    /// ISO country codes the text names, if any.
    pub countries: &'a [&'a str],
}

/// One place that may be meant, with its score and the reasons for it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Stable id: `gn:1522203`, `lake-zaysan`.
    pub id: String,
    /// Its main name.
    pub name: String,
    /// The name that matched.
    pub matched: String,
    /// What it is.
    pub class: FeatureClass,
    /// A point on the feature.
    pub position: LonLat,
    /// Rough radius in km, 0 for a point.
    pub extent_km: f64,
    /// 1 known to everybody .. 5 obscure.
    pub rank: u8,
    /// ISO 3166 alpha-2 codes.
    pub countries: Vec<String>,
    /// Years in which the name was in use.
    pub years: (Option<i32>, Option<i32>),
    /// How sure the position is.
    pub certainty: crate::campaign::Certainty,
    /// 0 to 1, comparable between candidates of one query.
    pub score: f64,
    /// Why: `exact name`, `class agrees`, `12 km away`.
    pub reasons: Vec<String>,
}
