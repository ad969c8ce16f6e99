//! Towns of the base map: small and grey, for orientation; they give way to all that the campaign says.

use super::context::Context;
use super::labels::{Anchor, Form, FormLine, Placement, Rank, Request};
use super::plan::Plan;
use crate::campaign::Town;
use crate::geom::PagePoint;
use crate::scene::{Group, Path, Standing, Stroke};
use crate::style::Contents;
use crate::text::Face;

/// One town at most for so much of the map, px² at k = 1: a dozen on a page of the article.
const ROOM_PX2: f64 = 70_000.0;
const MOST: usize = 12;
/// Between two towns, px at k = 1.
const APART_PX: f64 = 70.0;
/// Between a town and a marker of the campaign, px at k = 1.
const FROM_MARKERS_PX: f64 = 30.0;
/// Radius of the dot, as a part of that of the campaign's towns.
const DOT: f64 = 0.7;

/// The id under which a town's label stands.
fn id(town: &Town) -> String {
    format!("town-{}", town.id)
}

/// Whether a label is that of a town of the base map: nobody misses it.
pub(super) fn is_town(of: &str) -> bool {
    of.starts_with("town-")
}

/// The towns that the map has room for, the best known first.
fn chosen<'a>(context: &Context<'a>, plan: &Plan<'_>) -> Vec<(&'a Town, PagePoint)> {
    let inputs = &context.inputs;
    if inputs.preset.contents == Contents::Essential {
        return Vec::new();
    }
    let (view, k) = (inputs.view, inputs.preset.k);
    let area = view.frame.width() * view.frame.height() / (k * k);
    let most = ((area / ROOM_PX2) as usize).min(MOST);
    let battles = plan.battles.iter().map(|mark| mark.at);
    let markers: Vec<PagePoint> = battles
        .chain(plan.places.iter().map(|mark| mark.at))
        .chain(plan.events.iter().map(|mark| mark.at))
        .collect();
    let mut chosen: Vec<(&Town, PagePoint)> = Vec::new();
    for town in &inputs.campaign.map.towns {
        let Some(at) = view.project(town.position) else {
            continue;
        };
        let is_free = view.frame.grown(-APART_PX / 2.0 * k).contains(at)
            && markers
                .iter()
                .all(|m| m.distance(at) >= FROM_MARKERS_PX * k)
            && chosen.iter().all(|(_, o)| o.distance(at) >= APART_PX * k)
            && !is_of_campaign(context, town);
        if is_free && chosen.len() < most {
            chosen.push((town, at));
        }
    }
    chosen
}

/// Whether the campaign has a place of that name, which then is shown as the campaign wants it.
fn is_of_campaign(context: &Context<'_>, town: &Town) -> bool {
    let same = |name: &str| name.to_lowercase() == town.name.to_lowercase();
    let mut places = context.inputs.campaign.places.iter();
    places.any(|place| same(&place.name) || place.names.values().any(|name| same(name)))
}

/// Labels for the towns.
pub(super) fn requests(context: &Context<'_>, plan: &Plan<'_>) -> Vec<Request> {
    let style = context.inputs.style;
    let request = |(town, at): (&Town, PagePoint)| Request {
        of: id(town),
        rank: Rank::SmallPolity,
        standing: Standing(3),
        anchor: Anchor::Point {
            at,
            radius: radius(context),
        },
        forms: vec![Form::full(vec![FormLine {
            text: context.name(&town.name, &town.names).to_owned(),
            face: Face::Sans,
            size: style.lettering.date,
            spacing: 0.0,
            color: style.base.second_text,
            halo: style.lettering.halo,
        }])],
    };
    chosen(context, plan).into_iter().map(request).collect()
}

fn radius(context: &Context<'_>) -> f64 {
    context.inputs.style.markers.town * DOT
}

/// Dots of the towns whose names found room: one without its name would tell nothing.
pub(super) fn draw(context: &Context<'_>, placement: &Placement, group: &mut Group) {
    let style = context.inputs.style;
    let casing = Stroke::solid(style.base.paper, style.markers.casing);
    for town in &context.inputs.campaign.map.towns {
        let of = id(town);
        if !placement.placed.iter().any(|label| label.of == of) {
            continue;
        }
        if let Some(at) = context.inputs.view.project(town.position) {
            let mut dot = Group::new(of).with_title(context.name(&town.name, &town.names));
            let fill = Some(style.base.second_text.into());
            dot.path(
                Path::circle(at, radius(context)),
                fill,
                Some(casing.clone()),
            );
            group.group(dot);
        }
    }
}
