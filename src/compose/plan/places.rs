//! Towns, forts and passes, and events that are no battles.

use super::battles::BattleMark;
use super::on_page;
use crate::campaign::{Event, Place, PlaceId};
use crate::compose::context::Context;
use crate::compose::markers;
use crate::compose::presence::Presence;
use crate::geom::PagePoint;

/// A town, fort or pass on the page.
#[derive(Clone)]
pub(in crate::compose) struct PlaceMark<'a> {
    /// The place.
    pub place: &'a Place,
    /// Where its dot stands.
    pub at: PagePoint,
    /// The dot's radius, px.
    pub radius: f64,
}

/// An event that is no battle, on the page.
#[derive(Clone)]
pub(in crate::compose) struct EventMark<'a> {
    /// The event.
    pub event: &'a Event,
    /// Where its symbol stands.
    pub at: PagePoint,
    /// How present it is.
    pub presence: Presence,
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
            (!hidden).then_some(PlaceMark { place, at, radius })
        })
        .collect()
}

/// The events of the moment.
pub(super) fn event_marks<'a>(context: &Context<'a>) -> Vec<EventMark<'a>> {
    let campaign = context.inputs.campaign;
    campaign
        .events
        .iter()
        .filter_map(|event| {
            let presence = context
                .presence(event.when.as_ref())
                .filter(|p| p.goes_on())?;
            let at = on_page(context, campaign.place(event.place).position)?;
            Some(EventMark {
                event,
                at,
                presence,
            })
        })
        .collect()
}
