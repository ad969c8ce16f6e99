//! The stops of a movement on the page, cut at the frame.

use super::Plan;
use crate::campaign::{Movement, PlaceId, Stop};
use crate::compose::arrows::PageStop;
use crate::compose::context::Context;
use crate::geom::{LonLat, PagePoint, PageRect};

/// Where a stop is on the globe; nowhere if it is the frame.
pub(super) fn stop_position(context: &Context<'_>, stop: Stop) -> Option<LonLat> {
    match stop {
        Stop::Place(id) => Some(context.inputs.campaign.place(id).position),
        Stop::At(p) => Some(p),
        Stop::Edge { .. } => None,
    }
}

/// A stop with the marker that stands there.
pub(super) fn page_stop(
    context: &Context<'_>,
    stop: Stop,
    neighbour: Option<Stop>,
    plan: &Plan<'_>,
) -> Option<PageStop> {
    let view = context.inputs.view;
    match stop {
        Stop::At(p) => Some(PageStop {
            at: view.project(p)?,
            radius: 0.0,
            breaks: false,
        }),
        Stop::Place(id) => {
            if let Some(battle) = plan.stands_for(context, id) {
                return Some(PageStop {
                    at: battle.at,
                    radius: battle.radius,
                    breaks: true,
                });
            }
            let place = context.inputs.campaign.place(id);
            let at = view.project(place.position)?;
            let dot = plan.places.iter().find(|p| std::ptr::eq(p.place, place));
            let is_eventful = plan.events.iter().any(|e| e.event.place == id);
            let event = if is_eventful {
                context.inputs.style.markers.event
            } else {
                0.0
            };
            Some(PageStop {
                at,
                radius: dot.map_or(0.0, |d| d.radius).max(event),
                breaks: false,
            })
        }
        Stop::Edge { bearing_deg } => {
            let from = stop_position(context, neighbour?).and_then(|p| view.project(p))?;
            let turn = (bearing_deg - 90.0).to_radians();
            let far = from.offset(libm::cos(turn) * 1e4, libm::sin(turn) * 1e4);
            Some(PageStop {
                at: far,
                radius: 0.0,
                breaks: false,
            })
        }
    }
}

/// Where a movement leaves or enters the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::compose) struct Pointer {
    /// The place beyond the frame.
    pub place: PlaceId,
    /// The spot at the frame.
    pub at: PagePoint,
    /// Whether the movement goes there, or comes from there.
    pub heading: Heading,
}

/// Which way a movement passes the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::compose) enum Heading {
    /// Into the map.
    From,
    /// Out of it.
    To,
}

/// A tail begins so far beyond the frame that it is seen to come through, px at k = 1.
const BEYOND_PX: f64 = 16.0;
/// A tip ends so far within it that the whole head is seen, px at k = 1.
const WITHIN_PX: f64 = 5.0;

/// Where the line from a point inside the frame to one outside passes its edge, `beyond` px farther
/// out.
fn cut_at_frame(
    context: &Context<'_>,
    inside: PagePoint,
    outside: PagePoint,
    beyond: f64,
) -> PagePoint {
    let frame = context.inputs.view.frame.grown(beyond);
    let reach = |from: f64, to: f64, low: f64, high: f64| {
        if to > high {
            (high - from) / (to - from)
        } else if to < low {
            (low - from) / (to - from)
        } else {
            1.0
        }
    };
    let t = reach(inside.x, outside.x, frame.x0, frame.x1)
        .min(reach(inside.y, outside.y, frame.y0, frame.y1))
        .clamp(0.0, 1.0);
    inside.lerp(outside, t)
}

/// Cuts a movement that begins or ends beyond the frame at its edge, and says where it leads.
pub(super) fn hold_in_frame(
    context: &Context<'_>,
    movement: &Movement,
    stops: &mut Vec<PageStop>,
) -> Vec<Pointer> {
    let (k, frame) = (context.inputs.preset.k, context.inputs.view.frame);
    let mut pointers = Vec::new();
    let ends = [movement.via.first().copied(), movement.via.last().copied()];
    for (heading, stop) in [Heading::From, Heading::To].into_iter().zip(ends) {
        if heading == Heading::To {
            stops.reverse();
        }
        push_out(frame, HANGING_PX * k, stops);
        let outside = stops.iter().take_while(|s| !frame.contains(s.at)).count();
        if outside > 0 && outside < stops.len() {
            let beyond = match heading {
                Heading::From => BEYOND_PX * k,
                Heading::To => -WITHIN_PX * k,
            };
            let (inner, outer) = (stops[outside].at, stops[outside - 1].at);
            let edge = cut_at_frame(context, inner, outer, beyond);
            stops.drain(..outside - 1);
            stops[0] = PageStop {
                at: edge,
                radius: 0.0,
                breaks: false,
            };
            if let Some(Stop::Place(place)) = stop {
                pointers.push(Pointer {
                    place,
                    at: cut_at_frame(context, inner, outer, -WITHIN_PX * k),
                    heading,
                });
            }
        }
        if heading == Heading::To {
            stops.reverse();
        }
    }
    pointers
}

/// A region's end nearer to the frame than this counts as beyond it, px at k = 1: an arrow that began or ended
/// just within would hang in mid-air.
const HANGING_PX: f64 = 28.0;

/// Moves a first stop that would hang just within the frame out of it, along its own direction.
fn push_out(frame: PageRect, hanging: f64, stops: &mut [PageStop]) {
    let [first, second, ..] = stops else { return };
    if first.radius > 0.0 || frame.grown(-hanging).contains(first.at) {
        return;
    }
    let away = second.at.distance(first.at).max(1.0);
    let far = second.at.lerp(first.at, 1.0 + 2.0 * hanging / away);
    if !frame.contains(far) {
        first.at = far;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(x: f64, radius: f64) -> PageStop {
        PageStop {
            at: PagePoint::new(x, 50.0),
            radius,
            breaks: false,
        }
    }

    #[test]
    fn what_would_hang_just_within_the_frame_goes_through_it() {
        let frame = PageRect::new(0.0, 0.0, 400.0, 100.0);
        let moved = |first: PageStop, second: f64| {
            let mut stops = [first, stop(second, 0.0)];
            push_out(frame, HANGING_PX, &mut stops);
            stops[0].at.x
        };
        assert!(moved(stop(12.0, 0.0), 200.0) < 0.0);
        assert_eq!(moved(stop(12.0, 4.0), 200.0), 12.0, "a town is where it is");
        assert_eq!(moved(stop(200.0, 0.0), 300.0), 200.0);
    }
}
