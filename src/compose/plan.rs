//! What is drawn of a campaign and where: markers, arrows, panels and labels, worked out together
//! before anything is drawn, so that layers and frames agree.

use super::arrows::{self, ArrowLook, Gaps, Keep, PageStop, Presence};
use super::context::Context;
use super::markers;
use super::polyline::Polyline;
use crate::campaign::{Battle, Certainty, Event, Movement, Place, PlaceId, Stop};
use crate::geom::{LonLat, PagePoint};

/// A battle's marker on the page.
pub(super) struct BattleMark<'a> {
    /// The battle.
    pub battle: &'a Battle,
    /// Other battles at the same spot, with their numbers: they share the marker.
    pub(crate) shares: Vec<(usize, &'a Battle)>,
    /// Its number in time order, from 1.
    pub number: usize,
    /// Where the marker stands.
    pub at: PagePoint,
    /// Its radius, px.
    pub radius: f64,
    /// Whether it is going on or over.
    pub presence: Presence,
}

/// A town, fort or pass on the page.
pub(super) struct PlaceMark<'a> {
    /// The place.
    pub place: &'a Place,
    /// Where its dot stands.
    pub at: PagePoint,
    /// The dot's radius, px.
    pub radius: f64,
}

/// An event that is no battle, on the page.
pub(super) struct EventMark<'a> {
    /// The event.
    pub event: &'a Event,
    /// Where its symbol stands.
    pub at: PagePoint,
}

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

/// More movements than this on one map cannot be read (VISUAL-SPEC 1.2).
const MOST_MOVEMENTS: usize = 8;
/// Two markers nearer than this, px at k = 1, are moved apart.
const NEAREST_MARKERS_PX: f64 = 26.0;
/// A marker is moved from its place by at most this, px at k = 1.
const MOST_SHIFT_PX: f64 = 10.0;

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

fn battle_marks<'a>(context: &Context<'a>) -> Vec<BattleMark<'a>> {
    let campaign = context.inputs.campaign;
    let mut order: Vec<&Battle> = campaign.battles.iter().collect();
    // Undated battles keep the place in the file that their author gave them.
    let mut last = i64::MIN;
    let mut keys: Vec<(i64, usize)> = Vec::new();
    for (index, battle) in order.iter().enumerate() {
        let start = battle
            .when
            .as_ref()
            .and_then(|d| d.interval.start)
            .map(|d| d.0);
        last = start.unwrap_or(last);
        keys.push((last, index));
    }
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    order = sorted.iter().map(|(_, index)| order[*index]).collect();
    order
        .into_iter()
        .enumerate()
        .filter_map(|(index, battle)| {
            let presence = context.presence(battle.when.as_ref())?;
            let at = on_page(context, campaign.place(battle.place).position)?;
            let radius = markers::battle_radius(context, battle.size);
            Some(BattleMark {
                battle,
                shares: Vec::new(),
                number: index + 1,
                at,
                radius,
                presence,
            })
        })
        .collect()
}

/// The spot on the page, if it lies within the frame.
fn on_page(context: &Context<'_>, p: LonLat) -> Option<PagePoint> {
    let view = context.inputs.view;
    view.project(p)
        .filter(|at| view.frame.contains(*at))
        .map(PagePoint::quantised)
}

/// Battles nearer than this, px at k = 1, share one marker: they could not be moved apart far enough.
const SAME_SPOT_PX: f64 = 9.0;

/// Battles at one spot under one marker, that of the largest; the others add lines to its label.
fn merged<'a>(marks: Vec<BattleMark<'a>>, k: f64) -> Vec<BattleMark<'a>> {
    let mut kept: Vec<BattleMark<'a>> = Vec::new();
    for mark in marks {
        let near = |other: &&mut BattleMark<'a>| other.at.distance(mark.at) < SAME_SPOT_PX * k;
        let Some(other) = kept.iter_mut().find(near) else {
            kept.push(mark);
            continue;
        };
        if mark.battle.size > other.battle.size {
            other.shares.push((other.number, other.battle));
            (other.number, other.battle) = (mark.number, mark.battle);
            (other.radius, other.presence) = (mark.radius, mark.presence);
        } else {
            other.shares.push((mark.number, mark.battle));
        }
    }
    kept
}

impl<'a> BattleMark<'a> {
    /// Whether one of its battles was fought at this place.
    pub(crate) fn is_at(&self, place: PlaceId) -> bool {
        self.battle.place == place || self.shares.iter().any(|(_, battle)| battle.place == place)
    }

    /// All battles at the marker with their numbers, in time order.
    pub(crate) fn all(&self) -> Vec<(usize, &'a Battle)> {
        let mut all = self.shares.clone();
        all.push((self.number, self.battle));
        all.sort_by_key(|(number, _)| *number);
        all
    }
}

/// Moves markers that touch apart along the line between them.
fn part(battles: &mut [BattleMark<'_>], k: f64) {
    let truth: Vec<PagePoint> = battles.iter().map(|b| b.at).collect();
    for _ in 0..4 {
        for i in 0..battles.len() {
            for j in 0..i {
                let (a, b) = (battles[i].at, battles[j].at);
                let missing = NEAREST_MARKERS_PX * k - a.distance(b);
                if missing <= 0.0 {
                    continue;
                }
                let away = a.distance(b).max(1e-3);
                let (dx, dy) = if away < 0.5 {
                    (1.0, 0.0)
                } else {
                    ((a.x - b.x) / away, (a.y - b.y) / away)
                };
                battles[i].at = a.offset(dx * missing / 2.0, dy * missing / 2.0);
                battles[j].at = b.offset(-dx * missing / 2.0, -dy * missing / 2.0);
            }
        }
    }
    for (battle, truth) in battles.iter_mut().zip(truth) {
        let away = truth.distance(battle.at);
        let held = (MOST_SHIFT_PX * k / away.max(1e-9)).min(1.0);
        battle.at = truth.lerp(battle.at, held).quantised();
    }
}

fn place_marks<'a>(context: &Context<'a>, battles: &[BattleMark<'a>]) -> Vec<PlaceMark<'a>> {
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

fn event_marks<'a>(context: &Context<'a>) -> Vec<EventMark<'a>> {
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

/// The movements of the moment.
fn shown_movements<'a>(context: &Context<'a>) -> Vec<(&'a Movement, Presence)> {
    context
        .inputs
        .campaign
        .movements
        .iter()
        .filter_map(|m| Some((m, context.presence(m.when.as_ref())?)))
        .collect()
}

/// Movements thinned by rank until the map can be read, and how many were left out.
fn thinned(mut shown: Vec<(&Movement, Presence)>) -> (Vec<(&Movement, Presence)>, usize) {
    let all = shown.len();
    for rank in [3, 2] {
        if shown.len() > MOST_MOVEMENTS {
            shown.retain(|(m, _)| m.rank < rank);
        }
    }
    let thinned = all - shown.len();
    (shown, thinned)
}

/// How far the first and last stop of each movement are moved across its direction, so that
/// movements from or to one region do not start or end in one point.
fn spread_ends(context: &Context<'_>, movements: &[(&Movement, Presence)]) -> Vec<[(f64, f64); 2]> {
    let gap = context.inputs.style.movements.advance + 6.0 * context.inputs.preset.k;
    let mut shifts = vec![[(0.0, 0.0); 2]; movements.len()];
    let ends: Vec<(usize, usize, PlaceId, PagePoint, PagePoint)> = movements
        .iter()
        .enumerate()
        .flat_map(|(i, (m, _))| {
            [
                (i, 0, m.via.first(), m.via.get(1)),
                (i, 1, m.via.last(), m.via.get(m.via.len().wrapping_sub(2))),
            ]
        })
        .filter_map(|(i, end, stop, next)| {
            let Some(Stop::Place(id)) = stop else {
                return None;
            };
            let place = context.inputs.campaign.place(*id);
            let is_area = markers::dot_radius(context, place.kind).is_none()
                && !context
                    .inputs
                    .campaign
                    .battles
                    .iter()
                    .any(|b| b.place == *id);
            let here = is_area
                .then(|| context.inputs.view.project(place.position))
                .flatten()?;
            let towards =
                stop_position(context, *next?).and_then(|p| context.inputs.view.project(p))?;
            Some((i, end, *id, here, towards))
        })
        .collect();
    let mut done: Vec<PlaceId> = Vec::new();
    for (_, _, id, here, _) in &ends {
        if done.contains(id) {
            continue;
        }
        done.push(*id);
        let mut group: Vec<_> = ends.iter().filter(|e| e.2 == *id).collect();
        // Side by side in the order in which they leave, seen from the region.
        let (mx, my) = group.iter().fold((0.0, 0.0), |(x, y), e| {
            let away = here.distance(e.4).max(1.0);
            (x + (e.4.x - here.x) / away, y + (e.4.y - here.y) / away)
        });
        let length = libm::hypot(mx, my).max(1e-6);
        let (ax, ay) = (-my / length, mx / length);
        let across =
            |p: PagePoint| ((p.x - here.x) * ax + (p.y - here.y) * ay) / here.distance(p).max(1.0);
        group.sort_by(|a, b| across(a.4).total_cmp(&across(b.4)).then(a.0.cmp(&b.0)));
        let middle = (group.len() as f64 - 1.0) / 2.0;
        for (slot, (i, end, ..)) in group.iter().enumerate() {
            let shift = (slot as f64 - middle) * gap * 1.6;
            shifts[*i][*end] = (ax * shift, ay * shift);
        }
    }
    shifts
}

fn stop_position(context: &Context<'_>, stop: Stop) -> Option<LonLat> {
    match stop {
        Stop::Place(id) => Some(context.inputs.campaign.place(id).position),
        Stop::At(p) => Some(p),
        Stop::Edge { .. } => None,
    }
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

fn page_stop(
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
fn hold_in_frame<'a>(
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
