//! Towns, forts and passes, and events that are no battles.

use super::battles::BattleMark;
use super::on_page;
use crate::campaign::{Certainty, Event, Place, PlaceId};
use crate::compose::arrows::Presence;
use crate::compose::context::Context;
use crate::compose::markers;
use crate::geom::PagePoint;

/// A town, fort or pass on the page.
pub(in crate::compose) struct PlaceMark<'a> {
    /// The place.
    pub place: &'a Place,
    /// Where its dot stands.
    pub at: PagePoint,
    /// The dot's radius, px.
    pub radius: f64,
}

/// An event that is no battle, on the page.
pub(in crate::compose) struct EventMark<'a> {
    /// The event.
    pub event: &'a Event,
    /// Where its symbol stands.
    pub at: PagePoint,
}

/// The places with a dot on the map.
pub(super) fn place_marks<'a>(
    context: &Context<'a>,
    battles: &[BattleMark<'a>],
) -> Vec<PlaceMark<'a>> {
    let campaign = context.inputs.campaign;
    campaign
        .places
        .iter()
        .enumerate()
        .filter(|(i, place)| place.label && !battles.iter().any(|b| b.is_at(PlaceId(*i))))
        .filter_map(|(_, place)| {
            let radius = markers::dot_radius(context, place.kind)?;
            let at = on_page(context, place.position)?;
            // A town where a battle was fought is named by the battle.
            let hidden = battles.iter().any(|b| b.at.distance(at) < b.radius);
            (!hidden && place.provenance.certainty != Certainty::Uncertain
                || place.radius_km == 0.0)
                .then_some(PlaceMark { place, at, radius })
                .filter(|_| !hidden)
        })
        .collect()
}

/// The events of the moment.
pub(super) fn event_marks<'a>(context: &Context<'a>) -> Vec<EventMark<'a>> {
    let campaign = context.inputs.campaign;
    campaign
        .events
        .iter()
        .filter(|e| context.presence(e.when.as_ref()) == Some(Presence::Present))
        .filter_map(|event| {
            let at = on_page(context, campaign.place(event.place).position)?;
            Some(EventMark { event, at })
        })
        .collect()
}
