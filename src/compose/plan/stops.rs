//! The stops of a movement on the page, cut at the frame.

use super::battles::BattleMark;
use super::places::PlaceMark;
use crate::campaign::{Movement, Place, Stop};
use crate::compose::arrows::PageStop;
use crate::compose::context::Context;
use crate::geom::{LonLat, PagePoint};

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
    (battles, places): (&[BattleMark<'_>], &[PlaceMark<'_>]),
) -> Option<PageStop> {
    let view = context.inputs.view;
    match stop {
        Stop::At(p) => Some(PageStop {
            at: view.project(p)?,
            radius: 0.0,
            breaks: false,
        }),
        Stop::Place(id) => {
            if let Some(battle) = battles.iter().find(|b| b.is_at(id)) {
                return Some(PageStop {
                    at: battle.at,
                    radius: battle.radius,
                    breaks: true,
                });
            }
            let place = context.inputs.campaign.place(id);
            let at = view.project(place.position)?;
            let dot = places.iter().find(|p| std::ptr::eq(p.place, place));
            Some(PageStop {
                at,
                radius: dot.map_or(0.0, |d| d.radius),
                breaks: false,
            })
        }
        Stop::Edge { bearing_deg } => {
            let from = stop_position(context, neighbour?).and_then(|p| view.project(p))?;
            let turn = (bearing_deg - 90.0).to_radians();
            let far = from.offset(libm::cos(turn) * 1e4, libm::sin(turn) * 1e4);
            Some(PageStop {
                at: cut_at_frame(context, from, far),
                radius: 0.0,
                breaks: false,
            })
        }
    }
}

/// Where the line from a point inside the frame to one outside crosses a little beyond its edge.
fn cut_at_frame(context: &Context<'_>, inside: PagePoint, outside: PagePoint) -> PagePoint {
    let frame = context.inputs.view.frame.grown(-4.0);
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
pub(super) fn hold_in_frame<'a>(
    context: &Context<'a>,
    movement: &Movement,
    stops: &mut Vec<PageStop>,
) -> Option<(&'a Place, PagePoint)> {
    let frame = context.inputs.view.frame;
    let mut pointer = None;
    let ends = [movement.via.first().copied(), movement.via.last().copied()];
    for (at_end, stop) in [false, true].into_iter().zip(ends) {
        if at_end {
            stops.reverse();
        }
        let outside = stops.iter().take_while(|s| !frame.contains(s.at)).count();
        if outside > 0 && outside < stops.len() {
            let edge = cut_at_frame(context, stops[outside].at, stops[outside - 1].at);
            stops.drain(..outside - 1);
            stops[0] = PageStop {
                at: edge,
                radius: 0.0,
                breaks: false,
            };
            if let Some(Stop::Place(id)) = stop {
                pointer = Some((context.inputs.campaign.place(id), edge));
            }
        }
        if at_end {
            stops.reverse();
        }
    }
    pointer
}
