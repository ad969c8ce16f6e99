//! Sides, forces, and how strong they are.

use super::{Names, Provenance, SideId};

/// A belligerent, a coalition or an onlooker: a colour on the map.
#[derive(Clone, Debug)]
pub struct Side {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// Adjective or short name for the legend: `Qing` of the Qing Empire; may be empty.
    pub adjective: String,
    /// Colour: a slot's name (`blue`, `vermilion`, `teal`, `ochre`, `purple`, `grey`), a hex colour, or
    /// empty for the next free slot.
    pub color: String,
    /// Drawn quietly, without arrows or legend entry.
    pub neutral: bool,
    /// Provenance.
    pub provenance: Provenance,
}

/// A body of troops or a party on the move.
#[derive(Clone, Debug)]
pub struct Force {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// Whose it is.
    pub side: SideId,
    /// Its commanders.
    pub commanders: Vec<String>,
    /// How many.
    pub strength: Option<Number>,
    /// Provenance.
    pub provenance: Provenance,
}

/// A number as sources give it: `20000`, `10000..12000`, `>10000`, `~2000`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Lower bound; equal to `high` for a plain number.
    pub low: f64,
    /// Upper bound; infinite for `>10000`.
    pub high: f64,
    /// Whether it is said to be approximate.
    pub approximate: bool,
}
