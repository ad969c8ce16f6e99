//! What is drawn of a campaign and where: markers, arrows, panels and labels, worked out together
//! before anything is drawn, so that layers and frames agree.

mod battles;
mod ends;
mod places;
mod shown;
mod stops;

pub(super) use battles::BattleMark;
pub(super) use places::{EventMark, PlaceMark};

use super::arrows::{self, ArrowLook, Gaps, Keep, PageStop, Presence};
use super::context::Context;
use super::polyline::Polyline;
use crate::campaign::{Movement, Place};
use crate::geom::{LonLat, PagePoint};

use battles::{battle_marks, merged, part};
use ends::spread_ends;
use places::{event_marks, place_marks};
use shown::{shown_movements, thinned};
use stops::{hold_in_frame, page_stop};

/// A movement on the page.
pub(super) struct Arrow<'a> {
    /// The movement.
    pub movement: &'a Movement,
    /// How it is drawn.
    pub look: ArrowLook,
    /// Centre lines of its legs, in order.
    pub legs: Vec<Polyline>,
    /// Whether it is going on or over.
    pub presence: Presence,
    /// The place beyond the frame that it comes from or goes to, with the spot at the frame.
    pub pointer: Option<(&'a Place, PagePoint)>,
}

/// All that is drawn of the campaign's events at a moment.
pub(super) struct Plan<'a> {
    /// Battles in time order.
    pub battles: Vec<BattleMark<'a>>,
    /// Towns, forts, passes.
    pub places: Vec<PlaceMark<'a>>,
    /// Other events.
    pub events: Vec<EventMark<'a>>,
    /// Movements in the order of the file.
    pub arrows: Vec<Arrow<'a>>,
    /// Movements left out because the map would be crowded, by rank.
    pub thinned: usize,
}

impl<'a> Plan<'a> {
    /// Plans what is drawn at the context's moment.
    pub(super) fn new(context: &Context<'a>) -> Self {
        let (movements, thinned) = thinned(shown_movements(context));
        Self::with(context, movements, thinned)
    }

    /// Plans everything of the moment, however crowded: frames show little at a time.
    pub(super) fn of_all(context: &Context<'a>) -> Self {
        Self::with(context, shown_movements(context), 0)
    }

    fn with(
        context: &Context<'a>,
        movements: Vec<(&'a Movement, Presence)>,
        thinned: usize,
    ) -> Self {
        let mut battles = merged(battle_marks(context), context.inputs.preset.k);
        part(&mut battles, context.inputs.preset.k);
        let places = place_marks(context, &battles);
        let events = event_marks(context);
        let keep: Vec<Keep> = battles
            .iter()
            .map(|b| Keep {
                at: b.at,
                radius: b.radius,
            })
            .chain(places.iter().map(|p| Keep {
                at: p.at,
                radius: p.radius,
            }))
            .collect();
        let spread = spread_ends(context, &movements);
        let arrows = movements
            .into_iter()
            .zip(spread)
            .filter_map(|((movement, presence), shift)| {
                arrow(
                    context,
                    movement,
                    presence,
                    (&battles, &places, &keep, shift),
                )
            })
            .collect();
        Self {
            battles,
            places,
            events,
            arrows,
            thinned,
        }
    }
}

/// The spot on the page, if it lies within the frame.
fn on_page(context: &Context<'_>, p: LonLat) -> Option<PagePoint> {
    let view = context.inputs.view;
    view.project(p)
        .filter(|at| view.frame.contains(*at))
        .map(PagePoint::quantised)
}

/// What an arrow is routed among: battles, places, all markers, the shifts of its ends.
type Surroundings<'p, 'a> = (
    &'p [BattleMark<'a>],
    &'p [PlaceMark<'a>],
    &'p [Keep],
    [(f64, f64); 2],
);

fn arrow<'a>(
    context: &Context<'a>,
    movement: &'a Movement,
    presence: Presence,
    (battles, places, keep, shift): Surroundings<'_, 'a>,
) -> Option<Arrow<'a>> {
    let style = context.inputs.style;
    let color = context.palette.side(movement.side).colors.line;
    let look = ArrowLook::new(
        movement.kind,
        movement.route,
        color,
        style.base.paper,
        &style.movements,
    );
    let mut stops: Vec<PageStop> = Vec::new();
    let last = movement.via.len() - 1;
    for (index, stop) in movement.via.iter().enumerate() {
        let neighbour = movement.via.get(if index == 0 { 1 } else { index - 1 });
        let mut page = page_stop(context, *stop, neighbour.copied(), (battles, places))?;
        page.breaks &= index > 0 && index < last;
        if page.radius == 0.0 && index == 0 {
            page.at = page.at.offset(shift[0].0, shift[0].1);
        } else if page.radius == 0.0 && index == last {
            page.at = page.at.offset(shift[1].0, shift[1].1);
        }
        stops.push(page);
    }
    let pointer = hold_in_frame(context, movement, &mut stops);
    let gaps = Gaps {
        tail: style.movements.tail_gap,
        tip: style.movements.tip_gap,
        half_width: look.half_width(),
        least_leg: look.least_leg(),
    };
    let legs = arrows::legs(&stops, keep, gaps);
    (!legs.is_empty()).then_some(Arrow {
        movement,
        look,
        legs,
        presence,
        pointer,
    })
}
