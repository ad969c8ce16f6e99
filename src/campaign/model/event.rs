//! Movements, battles and other events.

use super::{ForceId, Names, Number, PlaceId, Provenance, SideId};
use crate::campaign::date::Date;
use crate::geom::LonLat;

/// How somebody moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MovementKind {
    /// A march forward.
    Advance,
    /// After a beaten enemy.
    Pursuit,
    /// In and out again.
    Raid,
    /// Back, beaten or called home.
    Retreat,
    /// A person or a remnant saving itself.
    Flight,
    /// A person coming back.
    Return,
    /// From one place of one's own to another.
    Transfer,
    /// To talk.
    Embassy,
    /// Intended, not done.
    Planned,
}

/// One stop of a movement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stop {
    /// A place of the campaign.
    Place(PlaceId),
    /// A bare position.
    At(LonLat),
    /// In or out through the frame, in a direction in degrees clockwise from north.
    Edge {
        /// 0 is north, 90 east.
        bearing_deg: f64,
    },
}

/// Whether the way taken is told by the sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Between the stops the way is guessed.
    #[default]
    Inferred,
    /// The stops are the way.
    Known,
}

/// A march, flight, retreat, embassy.
#[derive(Clone, Debug)]
pub struct Movement {
    /// Stable id.
    pub id: String,
    /// Who, if a force of the file.
    pub force: Option<ForceId>,
    /// Whose.
    pub side: SideId,
    /// How.
    pub kind: MovementKind,
    /// At least two stops, in order.
    pub via: Vec<Stop>,
    /// When.
    pub when: Option<Date>,
    /// 1 is always drawn; 3 is left out first.
    pub rank: u8,
    /// Text along the arrow; empty is the force's name.
    pub label: String,
    /// Texts in other languages.
    pub labels: Names,
    /// Whether the way is known.
    pub route: Route,
    /// Provenance.
    pub provenance: Provenance,
}

/// How large a battle was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum BattleSize {
    /// A skirmish.
    Skirmish,
    /// A battle.
    #[default]
    Battle,
    /// A battle that decided something.
    Major,
    /// A siege.
    Siege,
}

/// Who won.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Victor {
    /// This side.
    Side(SideId),
    /// Nobody.
    Draw,
    /// Not said.
    #[default]
    Unknown,
}

/// A side's part in a battle.
#[derive(Clone, Debug)]
pub struct Belligerent {
    /// The side.
    pub side: SideId,
    /// Its forces there.
    pub forces: Vec<ForceId>,
    /// How many it had.
    pub strength: Option<Number>,
    /// How many it lost.
    pub losses: Option<Number>,
}

/// A battle, siege or skirmish.
#[derive(Clone, Debug)]
pub struct Battle {
    /// Stable id.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// Where.
    pub place: PlaceId,
    /// When.
    pub when: Option<Date>,
    /// How large.
    pub size: BattleSize,
    /// Who fought.
    pub belligerents: Vec<Belligerent>,
    /// Who won.
    pub victor: Victor,
    /// One sentence about it, may be empty.
    pub caption: String,
    /// 1 is always drawn.
    pub rank: u8,
    /// Provenance.
    pub provenance: Provenance,
}

/// What kind of event, for its symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A rising: a flame.
    Revolt,
    /// A treaty: a scroll.
    Treaty,
    /// Anything else: a flag.
    Other,
}

/// An event that is no battle and no movement.
#[derive(Clone, Debug)]
pub struct Event {
    /// Stable id.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// Where.
    pub place: PlaceId,
    /// What kind.
    pub kind: EventKind,
    /// When.
    pub when: Option<Date>,
    /// 1 is always drawn.
    pub rank: u8,
    /// Provenance.
    pub provenance: Provenance,
}
