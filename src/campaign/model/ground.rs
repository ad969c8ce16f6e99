//! Roads, streams, woods: what a base map of the world is too coarse to have.

use super::{AreaId, Names, Provenance};
use crate::campaign::date::Date;
use crate::geom::LonLat;

/// A feature of the ground that the file itself gives.
#[derive(Clone, Debug)]
pub struct GroundFeature {
    /// Stable id.
    pub id: String,
    /// What it is.
    pub kind: GroundKind,
    /// Name as shown; empty for none.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// Where it runs or lies.
    pub course: GroundCourse,
    /// When it was there; none is always.
    pub when: Option<Date>,
    /// Provenance.
    pub provenance: Provenance,
}

/// Where a feature of the ground runs or lies.
#[derive(Clone, Debug, PartialEq)]
pub enum GroundCourse {
    /// Along these positions.
    Line(Vec<LonLat>),
    /// Over this area.
    Area(AreaId),
}

/// What a feature of the ground is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroundKind {
    /// A made road.
    Road,
    /// A lane or path.
    Track,
    /// A railway.
    Railway,
    /// A river, stream or canal.
    Stream,
    /// The crest of a ridge.
    Ridge,
    /// A wall or a line of field works.
    Works,
    /// Woodland.
    Wood,
    /// A marsh.
    Marsh,
    /// A village, a built-up place.
    BuiltUp,
    /// A lake or pond.
    Water,
}

impl GroundKind {
    /// Whether it is a line, and not an area.
    pub fn is_line(self) -> bool {
        match self {
            Self::Road | Self::Track | Self::Railway | Self::Stream | Self::Ridge | Self::Works => {
                true
            }
            Self::Wood | Self::Marsh | Self::BuiltUp | Self::Water => false,
        }
    }
}
