//! What the audit wants to know of a map beyond what is drawn.

use std::collections::BTreeSet;

use super::context::Context;
use super::labels::Placement;
use super::palette::MarkerShape;
use super::plan::Plan;
use super::{markers, towns, water};
use crate::campaign::{Movement, PlaceId, Precision, SideId, Stop};
use crate::geodata::{BaseLayer, Catalog};
use crate::scene::{Asked, DataSet, Dropped, Fate, Record, SideLook, WaterBody};

/// Layer of the catalogue from which a place comes whose gazetteer id begins so.
const SETTLEMENT: &str = "gn:";

/// The record of a map.
pub(super) fn record(context: &Context<'_>, plan: &Plan<'_>, placement: &Placement) -> Record {
    let inputs = &context.inputs;
    Record {
        frame: inputs.view.frame,
        k: inputs.preset.k,
        projection: inputs.view.projection.describe().to_owned(),
        px_per_km: inputs.view.scale(),
        year: context.year(),
        has_legend: inputs.preset.legend && context.shows("legend"),
        sides: sides(context),
        asked: asked(context, plan),
        dropped: dropped(placement),
        water: water_bodies(context),
        data_sets: data_sets(context),
    }
}

fn sides(context: &Context<'_>) -> Vec<SideLook> {
    let sides = context.inputs.campaign.sides.iter().enumerate();
    sides
        .map(|(index, side)| {
            let look = context.palette.side(SideId(index));
            SideLook {
                id: side.id.clone(),
                line: look.colors.line,
                casing: context.inputs.style.base.paper,
                tint: look.colors.tint,
                shape: match look.shape {
                    MarkerShape::Disc => 1,
                    MarkerShape::Square => 2,
                    MarkerShape::Triangle => 3,
                    MarkerShape::Diamond => 4,
                    MarkerShape::Hexagon => 5,
                },
                hatch_deg: look.hatch_deg,
                neutral: look.neutral,
            }
        })
        .collect()
}

/// Battles, towns with a dot and ends of drawn movements, each with what became of it.
fn asked(context: &Context<'_>, plan: &Plan<'_>) -> Vec<Asked> {
    let campaign = context.inputs.campaign;
    let fate = |id: PlaceId| {
        let place = campaign.place(id);
        let is_pointed_at = || {
            let mut pointers = plan.arrows.iter().flat_map(|a| &a.pointers);
            pointers.any(|pointer| pointer.place == id)
        };
        let at = context.inputs.view.project(place.position);
        if at.is_some_and(|at| context.inputs.view.frame.contains(at)) {
            Fate::Inside
        } else if is_pointed_at() {
            Fate::Pointer
        } else {
            Fate::Outside
        }
    };
    let mut asked: Vec<Asked> = Vec::new();
    let battles = campaign.battles.iter();
    for battle in battles.filter(|b| context.presence(b.when.as_ref()).is_some()) {
        let id = format!("battle-{}", battle.id);
        let fate = fate(battle.place);
        asked.push(Asked { id, fate });
    }
    for (index, place) in campaign.places.iter().enumerate() {
        let is_wanted = place.label && !is_end_of_undrawn(context, plan, PlaceId(index));
        if is_wanted && markers::dot_radius(context, place.kind).is_some() {
            let id = format!("place-{}", place.id);
            let fate = fate(PlaceId(index));
            asked.push(Asked { id, fate });
        }
    }
    for movement in plan.arrows.iter().map(|a| a.movement) {
        for stop in [movement.via.first(), movement.via.last()] {
            if let Some(Stop::Place(place)) = stop {
                let end = &campaign.place(*place).id;
                let id = format!("movement-{} at {end}", movement.id);
                let fate = fate(*place);
                asked.push(Asked { id, fate });
            }
        }
    }
    asked
}

/// Whether a place is on the map only as the end of movements that are not drawn.
fn is_end_of_undrawn(context: &Context<'_>, plan: &Plan<'_>, id: PlaceId) -> bool {
    let campaign = context.inputs.campaign;
    if context.inputs.view.shows(campaign.place(id).position) {
        return false;
    }
    let ends_at = |m: &Movement| {
        let ends = [m.via.first(), m.via.last()];
        ends.contains(&Some(&Stop::Place(id)))
    };
    let is_drawn = |m: &Movement| plan.arrows.iter().any(|a| std::ptr::eq(a.movement, m));
    let mut led = campaign.movements.iter().filter(|m| ends_at(m)).peekable();
    led.peek().is_some() && !led.any(is_drawn)
}

fn dropped(placement: &Placement) -> Vec<Dropped> {
    let left_out = placement.left_out.iter();
    let left_out = left_out.filter(|left| !towns::is_town(&left.of));
    left_out
        .map(|left| Dropped {
            of: left.of.clone(),
            text: left.text.clone(),
            reason: left.reason.clone(),
            standing: left.standing,
        })
        .collect()
}

fn water_bodies(context: &Context<'_>) -> Vec<WaterBody> {
    let bodies = water::bodies(context).into_iter();
    bodies
        .filter(|body| body.from.is_some() || body.until.is_some())
        .map(|body| WaterBody {
            name: body.name,
            from: body.from,
            until: body.until,
        })
        .collect()
}

/// The bundled data that is drawn: by the sources of the features in view, the relief, the places found in
/// the gazetteer; each data set once.
pub(super) fn data_sets(context: &Context<'_>) -> Vec<DataSet> {
    let campaign = context.inputs.campaign;
    let mut features = context.features(BaseLayer::Land);
    features.extend(water::bodies(context));
    if campaign.map.modern_borders {
        features.extend(context.features(BaseLayer::Admin0Lines));
    }
    let sources: BTreeSet<&str> = features.iter().map(|f| f.source.as_str()).collect();
    let is_found = |prefix: &str| {
        let mut places = campaign.places.iter();
        places.any(|p| p.found_as.starts_with(prefix))
    };
    let has_settlements = is_found(SETTLEMENT);
    let is_used = |layer: &str, credit: &str| match layer {
        "relief" => context.has_relief(),
        _ if layer.starts_with("settlements") => has_settlements,
        "gazetteer" | "authored lines and areas" => false,
        _ => sources.iter().any(|s| !s.is_empty() && credit.contains(s)),
    };
    let mut sets: Vec<DataSet> = Vec::new();
    for file in Catalog::bundled().files {
        let is_new = sets.iter().all(|set| set.credit != file.credit);
        if is_new && is_used(&file.layer, &file.credit) {
            sets.push(DataSet {
                layer: file.layer,
                credit: file.credit,
                licence: file.licence,
            });
        }
    }
    sets.sort_by(|a, b| a.credit.cmp(&b.credit));
    sets
}

/// The ids of the markers at which a movement begins, passes and ends.
pub(super) fn stops(context: &Context<'_>, plan: &Plan<'_>, movement: &Movement) -> Vec<String> {
    let campaign = context.inputs.campaign;
    let mut ids = Vec::new();
    for stop in &movement.via {
        let Stop::Place(id) = stop else { continue };
        let battles = plan.battles.iter().filter(|b| b.is_at(*id));
        let covering = plan.stands_for(context, *id).into_iter();
        ids.extend(
            battles
                .chain(covering)
                .map(|b| format!("battle-{}", b.battle.id)),
        );
        ids.push(format!("place-{}", campaign.place(*id).id));
        let events = plan.events.iter().filter(|e| e.event.place == *id);
        ids.extend(events.map(|e| format!("event-{}", e.event.id)));
    }
    ids
}

/// How well a frontier is known, 1 to 3.
pub(super) fn precision(precision: Precision) -> u8 {
    match precision {
        Precision::Approximate => 1,
        Precision::Moderate => 2,
        Precision::Treaty => 3,
    }
}
