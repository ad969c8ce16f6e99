//! Movements on the page: their stops, looks and routes.

use super::ends::spread_ends;
use super::shown::Shown;
use super::stops::{Pointer, hold_in_frame, page_stop, stop_position};
use super::widths::Widths;
use super::{Arrow, Plan};
use crate::campaign::{Movement, MovementKind, Stop};
use crate::compose::arrows::{
    ArrowLook, Ground, Keep, PageStop, Reach, Routes, Trouble, Wish, routes_at,
};
use crate::compose::context::Context;
use crate::geom::PagePoint;

/// A way is looked at so often to see whether it runs over land, px at k = 1.
const LAND_STEP_PX: f64 = 3.0;
/// A movement is a fleet's if less than this part of its way lies on land: ports lie a little inland.
const MOST_ON_LAND: f64 = 0.1;

/// Movements with their routes.
pub(super) struct Drawn<'a> {
    /// Those of which a leg is long enough to be drawn.
    pub arrows: Vec<Arrow<'a>>,
    /// What the widths tell.
    pub widths: Option<Widths>,
    /// What routing left undone, by the index of the movement in the campaign.
    pub troubles: Vec<Trouble>,
}

/// Routes movements among the marks of a plan.
pub(super) fn draw<'a>(context: &Context<'a>, plan: &Plan<'a>, shown: &[Shown<'a>]) -> Drawn<'a> {
    let widths = Widths::new(context.inputs.campaign, shown);
    draw_with((context, plan), shown, widths)
}

/// The same with widths that tell strengths of more than these.
pub(super) fn draw_with<'a>(
    (context, plan): (&Context<'a>, &Plan<'a>),
    shown: &[Shown<'a>],
    widths: Option<Widths>,
) -> Drawn<'a> {
    let shifts = spread_ends(context, shown);
    let wished: Vec<Wished<'a>> = shown
        .iter()
        .zip(shifts)
        .filter_map(|(shown, shift)| wished(context, plan, (*shown, shift), widths))
        .collect();
    let parts = wished.iter().map(|w| w.wishes.len());
    let owners: Vec<usize> = parts
        .enumerate()
        .flat_map(|(of, count)| std::iter::repeat_n(of, count))
        .collect();
    let wishes: Vec<Wish> = wished.iter().flat_map(|w| w.wishes.clone()).collect();
    let ground = Ground {
        keep: &keep(context, plan),
        frame: context.inputs.view.frame,
        is_land: &|p| context.is_inland(p),
    };
    let Routes { legs, troubles } = routes_at(context.inputs.preset.k, &wishes, ground);
    let mut whole = vec![Vec::new(); wished.len()];
    for (of, part) in owners.iter().zip(legs) {
        whole[*of].extend(part);
    }
    let index = |of: usize| wished[owners[of]].shown.index;
    let is_whole_lost = |t: &Trouble| match t {
        Trouble::Lost { of } => whole[owners[*of]].is_empty(),
        _ => true,
    };
    let mut troubles: Vec<Trouble> = troubles.into_iter().filter(is_whole_lost).collect();
    for trouble in &mut troubles {
        *trouble = renamed(trouble, index);
    }
    let arrows = wished
        .into_iter()
        .zip(whole)
        .filter(|(_, legs)| !legs.is_empty())
        .map(|(wished, legs)| Arrow {
            movement: wished.shown.movement,
            index: wished.shown.index,
            look: wished.look,
            legs,
            presence: wished.shown.presence,
            pointers: wished.pointers,
        })
        .collect();
    Drawn {
        arrows,
        widths,
        troubles,
    }
}

struct Wished<'a> {
    shown: Shown<'a>,
    look: ArrowLook,
    /// One, or one on each side of the line along which the map tears the globe.
    wishes: Vec<Wish>,
    pointers: Vec<Pointer>,
}

fn wished<'a>(
    context: &Context<'a>,
    plan: &Plan<'a>,
    (shown, shift): (Shown<'a>, [(f64, f64); 2]),
    widths: Option<Widths>,
) -> Option<Wished<'a>> {
    let movement = shown.movement;
    let look = look(context, movement, widths);
    let last = movement.via.len() - 1;
    let mut stops: Vec<PageStop> = Vec::new();
    let mut done: Vec<Vec<PageStop>> = Vec::new();
    for (index, stop) in movement.via.iter().enumerate() {
        let neighbour = movement.via.get(if index == 0 { 1 } else { index - 1 });
        let mut page = page_stop(context, *stop, neighbour.copied(), plan)?;
        page.breaks &= index > 0 && index < last;
        let shift = match index {
            0 => shift[0],
            i if i == last => shift[1],
            _ => (0.0, 0.0),
        };
        if page.radius == 0.0 {
            page.at = page.at.offset(shift.0, shift.1);
        }
        let before = index.checked_sub(1).map(|before| movement.via[before]);
        if let Some([out, back]) = before.and_then(|before| torn(context, before, *stop)) {
            stops.push(spot(out));
            done.push(std::mem::replace(&mut stops, vec![spot(back)]));
        }
        stops.push(page);
    }
    let pointers = if done.is_empty() {
        hold_in_frame(context, movement, &mut stops)
    } else {
        Vec::new()
    };
    done.push(stops);
    let gaps = look.gaps(&context.inputs.style.movements, context.inputs.preset.k);
    // Of a retreat straight towards an edge only the direction is known, not where it ended.
    let is_open = last == 1 && matches!(movement.via[last], Stop::Edge { .. });
    let reach = if is_open && movement.kind == MovementKind::Retreat {
        Reach::Beginning
    } else {
        Reach::Whole
    };
    let parts = done.into_iter().filter(|stops| stops.len() >= 2);
    let wishes: Vec<Wish> = parts
        .map(|stops| Wish {
            afloat: is_afloat(context, &stops),
            stops,
            gaps,
            reach,
        })
        .collect();
    (!wishes.is_empty()).then_some(Wished {
        shown,
        look,
        wishes,
        pointers,
    })
}

/// Where the way between two stops meets the line along which the map tears the globe, on either side.
fn torn(context: &Context<'_>, from: Stop, to: Stop) -> Option<[PagePoint; 2]> {
    let (from, to) = (stop_position(context, from)?, stop_position(context, to)?);
    context.inputs.view.torn(from, to)
}

/// A stop at a spot of the page where nothing stands.
fn spot(at: PagePoint) -> PageStop {
    PageStop {
        at,
        radius: 0.0,
        breaks: false,
    }
}

/// Spots between two points, and how many of them lie on land.
fn seen(context: &Context<'_>, a: PagePoint, b: PagePoint) -> (usize, usize) {
    let step = LAND_STEP_PX * context.inputs.preset.k;
    let steps = (a.distance(b) / step).ceil().max(1.0) as usize;
    let spots = (0..=steps).map(|i| a.lerp(b, i as f64 / steps as f64));
    (steps + 1, spots.filter(|p| context.is_inland(*p)).count())
}

/// Whether nearly all of the way from stop to stop lies on water.
fn is_afloat(context: &Context<'_>, stops: &[PageStop]) -> bool {
    let legs = stops.windows(2).map(|s| seen(context, s[0].at, s[1].at));
    let (all, on_land) = legs.fold((0, 0), |sum, leg| (sum.0 + leg.0, sum.1 + leg.1));
    (on_land as f64) < MOST_ON_LAND * all as f64
}

fn look(context: &Context<'_>, movement: &Movement, widths: Option<Widths>) -> ArrowLook {
    let style = context.inputs.style;
    let color = context.palette.side(movement.side).colors.line;
    let look = ArrowLook::new(
        movement.kind,
        movement.route,
        color,
        style.base.paper,
        &style.movements,
    );
    let look = look.with_core(context.core_px(context.palette.side(movement.side)));
    match widths {
        Some(widths) if look.is_wide() => {
            let strength = super::widths::strength(context.inputs.campaign, movement);
            let width = widths.px(strength) * context.inputs.preset.k;
            look.with_width(width, style.movements.head_least)
        }
        _ => look,
    }
}

/// All markers, which arrows keep clear of.
fn keep(context: &Context<'_>, plan: &Plan<'_>) -> Vec<Keep> {
    let radius = context.inputs.style.markers.event;
    let battles = plan.battles.iter().map(|b| (b.at, b.radius));
    let places = plan.places.iter().map(|p| (p.at, p.radius));
    let events = plan.events.iter().map(|e| (e.at, radius));
    battles
        .chain(places)
        .chain(events)
        .map(|(at, radius)| Keep { at, radius })
        .collect()
}

/// A trouble with the campaign's own indices.
fn renamed(trouble: &Trouble, index: impl Fn(usize) -> usize) -> Trouble {
    match *trouble {
        Trouble::Crossing { of, angle_deg } => Trouble::Crossing {
            of: of.map(index),
            angle_deg,
        },
        Trouble::Overlap { of, px } => Trouble::Overlap {
            of: of.map(index),
            px,
        },
        Trouble::Marker { of, px } => Trouble::Marker { of: index(of), px },
        Trouble::Lost { of } => Trouble::Lost { of: index(of) },
        Trouble::Smoothed { of, stops } => Trouble::Smoothed {
            of: index(of),
            stops,
        },
    }
}
