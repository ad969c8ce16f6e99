//! Who held what, and land that changed hands.

use super::{AreaId, Names, PlaceId, Provenance, SideId};
use crate::campaign::date::Date;

/// Who held an area in some time.
#[derive(Clone, Debug)]
pub struct Polity {
    /// Stable id.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// Whose colour it has; none is land colour with a name.
    pub side: Option<SideId>,
    /// When it held the area; none is always.
    pub when: Option<Date>,
    /// The land.
    pub area: AreaId,
    /// How well the frontier is known.
    pub precision: Precision,
    /// Provenance.
    pub provenance: Provenance,
}

/// How well a frontier is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// Approximate: drawn without a line.
    #[default]
    Approximate,
    /// Moderately precise: drawn dashed.
    Moderate,
    /// Fixed by treaty: drawn as a line.
    Treaty,
}

/// What happened to a piece of land.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Given up to the rival.
    Ceded,
    /// Held by the rival's troops.
    Occupied,
    /// Claimed or fought over by both.
    Contested,
    /// Risen against its holder.
    Revolt,
    /// Taken over for good.
    Annexed,
    /// Made a vassal or tributary of the rival.
    Vassal,
    /// Returned to its holder.
    Restored,
}

/// Land that changed hands or was in dispute, for a time.
#[derive(Clone, Debug)]
pub struct Change {
    /// Stable id.
    pub id: String,
    /// What happened.
    pub kind: ChangeKind,
    /// Text for the legend.
    pub name: String,
    /// Texts in other languages.
    pub names: Names,
    /// The land as shapes.
    pub areas: Vec<AreaId>,
    /// The land as places that have a radius, a line or an area.
    pub places: Vec<PlaceId>,
    /// Whose tint the land has.
    pub holder: SideId,
    /// Whose hatching.
    pub rival: SideId,
    /// When; none is always.
    pub when: Option<Date>,
    /// Provenance.
    pub provenance: Provenance,
}
