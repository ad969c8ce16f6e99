//! The signs that a legend explains, by name: the same name on the map and in the legend's row.

use super::context::Context;
use super::lands::tint_and_hatch;
use crate::campaign::{
    Change, ChangeKind, EventKind, GroundKind, Movement, MovementKind, Precision, SideId, Victor,
};

/// The lighter tail of an arrow whose route is inferred.
pub(super) const INFERRED: &str = "inferred route";
/// The dotted circle of a site that is not known exactly.
pub(super) const UNCERTAIN_SITE: &str = "uncertain site";

/// An arrow: what was done, by whom.
pub(super) fn movement(context: &Context<'_>, movement: &Movement) -> String {
    let side = context.inputs.campaign.side(movement.side);
    format!("{} of {}", word(movement.kind), side.id)
}

/// What a kind of movement is called in the legend.
pub(super) fn word(kind: MovementKind) -> &'static str {
    match kind {
        MovementKind::Advance => "advance",
        MovementKind::Pursuit => "pursuit",
        MovementKind::Raid => "raid",
        MovementKind::Retreat => "withdrawal",
        MovementKind::Flight => "flight",
        MovementKind::Return => "return",
        MovementKind::Transfer => "redeployment",
        MovementKind::Embassy => "embassy",
        MovementKind::Planned => "plan, not carried out",
    }
}

/// A battle's marker, by its victor.
pub(super) fn battle(context: &Context<'_>, victor: Victor) -> String {
    match victor {
        Victor::Side(side) => format!("battle won by {}", context.inputs.campaign.side(side).id),
        Victor::Draw => "battle without a victor".to_owned(),
        Victor::Unknown => "battle, victor unknown".to_owned(),
    }
}

/// The symbol of an event that is no battle.
pub(super) fn event(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Revolt => "revolt",
        EventKind::Treaty => "treaty",
        EventKind::Other => "event",
    }
}

/// The hatching or band of a change: changes that look alike share it.
pub(super) fn change(context: &Context<'_>, change: &Change) -> String {
    let (tint, hatch) = tint_and_hatch(change);
    let id = |side: SideId| &context.inputs.campaign.side(side).id;
    let how = match change.kind {
        ChangeKind::Vassal => "banded",
        ChangeKind::Restored => "restored",
        ChangeKind::Ceded
        | ChangeKind::Occupied
        | ChangeKind::Contested
        | ChangeKind::Revolt
        | ChangeKind::Annexed => "hatched",
    };
    format!("land of {} {how} for {}", id(tint), id(hatch))
}

/// How a frontier is drawn.
pub(super) fn frontier(precision: Precision) -> String {
    match precision {
        Precision::Approximate => "approximate frontier",
        Precision::Moderate => "moderately known frontier",
        Precision::Treaty => "frontier by treaty",
    }
    .to_owned()
}

/// What a feature of the ground is called in the legend.
pub(super) fn ground(kind: GroundKind) -> &'static str {
    match kind {
        GroundKind::Road => "Road",
        GroundKind::Track => "Lane",
        GroundKind::Railway => "Railway",
        GroundKind::Stream => "Stream",
        GroundKind::Ridge => "Ridge",
        GroundKind::Works => "Wall, field works",
        GroundKind::Wood => "Wood",
        GroundKind::Marsh => "Marsh",
        GroundKind::BuiltUp => "Village",
        GroundKind::Water => "Water",
    }
}
