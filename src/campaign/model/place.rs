//! Places and areas, before and after they are resolved.

use geo::{MultiLineString, MultiPolygon};

use super::{AreaId, Names, Provenance};
use crate::diag::Span;
use crate::geom::LonLat;

/// What kind of thing a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A city.
    City,
    /// A town or village.
    Town,
    /// A fortress.
    Fort,
    /// A pass or gap.
    Pass,
    /// A battlefield.
    Battlefield,
    /// A spot without a nature of its own.
    Point,
    /// A lake.
    Lake,
    /// A sea, ocean, gulf or strait.
    Sea,
    /// A river.
    River,
    /// A range or a peak.
    Mountains,
    /// A valley.
    Valley,
    /// A region, province or desert.
    Region,
    /// The land of a people.
    People,
    /// An island or a group of them.
    Island,
}

/// A place as written: a name, perhaps a position, perhaps a relation.
#[derive(Clone, Debug)]
pub struct PlaceName {
    /// Stable id.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// What kind of thing it is, if said.
    pub kind: Option<PlaceKind>,
    /// Position, if given.
    pub at: Option<LonLat>,
    /// Course or ridge, if given.
    pub line: Vec<LonLat>,
    /// An area for it, if given.
    pub area: Option<AreaId>,
    /// Radius in km within which it lies, or of the district meant.
    pub radius_km: Option<f64>,
    /// Name to look up in the gazetteer when it differs from `name`.
    pub gazetteer: Option<String>,
    /// Whether a label is drawn.
    pub label: bool,
    /// 1 is drawn first, 3 is left out first.
    pub rank: u8,
    /// Provenance.
    pub provenance: Provenance,
}

/// A place with its position.
#[derive(Clone, Debug)]
pub struct Place {
    /// Stable id.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// What kind of thing it is.
    pub kind: PlaceKind,
    /// Where its marker stands: on the thing itself.
    pub position: LonLat,
    /// Radius in km of the circle within which it lies or which it fills; 0 for an exact point.
    pub radius_km: f64,
    /// Its course or outline where one is known.
    pub geometry: PlaceGeometry,
    /// Whether a label is drawn.
    pub label: bool,
    /// 1 is drawn first, 3 is left out first.
    pub rank: u8,
    /// Id in the gazetteer under which it was found; empty if the file gives its position.
    pub found_as: String,
    /// Provenance; `certainty` tells whether the position is.
    pub provenance: Provenance,
}

/// The course or outline of a place.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaceGeometry {
    /// Nothing but the position.
    Point,
    /// A river, a ridge.
    Line(MultiLineString<f64>),
    /// A lake, a region.
    Area(MultiPolygon<f64>),
}

/// An area as written.
#[derive(Clone, Debug)]
pub struct AreaText {
    /// The expression: `borders.geojson#kazakh`, or `Kazakhstan - east-of(Balkhash, Chu)`.
    pub text: String,
    /// Where it stands in the input.
    pub span: Option<Span>,
}

/// An area with its shape, in degrees.
#[derive(Clone, Debug)]
pub struct Area {
    /// The shape; exterior rings counterclockwise, holes clockwise, seen on a plane of lon and lat.
    pub shape: MultiPolygon<f64>,
    /// The expression it came from, for the credits.
    pub text: String,
}
