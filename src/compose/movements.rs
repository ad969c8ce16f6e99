//! Layers of the campaign itself: movements, circles, towns, battles, labels.

use super::arrows::ArrowLook;
use super::context::Context;
use super::labels::{Placement, Wording};
use super::markers;
use super::plan::{Arrow, Plan};
use super::polyline::Polyline;
use super::tints::{certainty, facts};
use super::{record, signs};
use crate::campaign::{Certainty, Place};
use crate::scene::{Group, Item, MarkerKind, Path, Role, Standing, Stroke};

/// Of a leg that grows nothing is drawn before it has reached this length, px.
const LEAST_GROWN_PX: f64 = 2.0;

/// Light lines around all bodies, below all of them, so that crossings show which is above.
pub(super) fn draw_casings(plan: &Plan<'_>, group: &mut Group) {
    for arrow in drawing_order(plan) {
        // What is over has none.
        let faded = arrow.presence.over.max(arrow.presence.left);
        let mut casing = Group::new("").with_faded(faded);
        for (leg, look) in grown(arrow) {
            look.draw_casing(&leg, arrow.presence, &mut casing);
        }
        if faded <= 0.0 {
            for item in casing.items {
                match item {
                    Item::Path(path) => group.join(path),
                    other => group.items.push(other),
                }
            }
        } else if faded < 1.0 {
            group.group(casing);
        }
    }
}

/// The bodies, less important ones first.
pub(super) fn draw_bodies(context: &Context<'_>, plan: &Plan<'_>, group: &mut Group) {
    for arrow in drawing_order(plan) {
        let movement = arrow.movement;
        let id = format!("movement-{}", movement.id);
        let mut drawn = Group::new(id.clone()).with_sign(signs::movement(context, movement));
        drawn.title = movement_title(context, arrow);
        facts(&mut drawn, context, &movement.provenance);
        if let Some(when) = &movement.when {
            drawn.fact("when", when.edtf.clone());
        }
        for (leg, look) in grown(arrow) {
            let mut body = Group::new("").with_role(Role::Movement {
                of: id.clone(),
                centre_line: leg.points().to_vec(),
                half_widths: look.half_widths(&leg, arrow.presence),
                width: arrow.look.width,
                stops: record::stops(context, plan, movement),
                standing: standing(arrow),
            });
            if look.has_lighter_tail() && arrow.presence.goes_on() {
                signs::INFERRED.clone_into(&mut body.sign);
            }
            look.draw_body(&leg, arrow.presence, &mut body);
            drawn.group(body);
        }
        drawn.pale(arrow.presence.paled());
        group.group(drawn);
    }
}

/// How much a movement matters: one that is over and only shown faintly no more than the least, as it has been named before.
fn standing(arrow: &Arrow<'_>) -> Standing {
    const LEAST: u8 = 3;
    match arrow.presence.goes_on() {
        true => Standing(arrow.movement.rank),
        false => Standing(LEAST),
    }
}

/// The legs of an arrow as far as it has come, each with its look: the tip moves along the line.
fn grown(arrow: &Arrow<'_>) -> Vec<(Polyline, ArrowLook)> {
    let whole: f64 = arrow.legs.iter().map(Polyline::length).sum();
    let mut left = whole * arrow.presence.come;
    let mut grown = Vec::new();
    for leg in &arrow.legs {
        if left >= leg.length() - 1e-6 {
            grown.push((leg.clone(), arrow.look.clone()));
        } else if left > LEAST_GROWN_PX {
            grown.push((leg.part(0.0, left), arrow.look.clone().fitted(left)));
        }
        left -= leg.length();
    }
    grown
}

fn drawing_order<'p, 'a>(plan: &'p Plan<'a>) -> Vec<&'p Arrow<'a>> {
    let mut order: Vec<&Arrow<'_>> = plan.arrows.iter().collect();
    order.sort_by_key(|a| (a.presence.goes_on(), std::cmp::Reverse(a.movement.rank)));
    order
}

fn movement_title(context: &Context<'_>, arrow: &Arrow<'_>) -> String {
    let campaign = context.inputs.campaign;
    let movement = arrow.movement;
    let who = match movement.force {
        Some(force) => &campaign.force(force).name,
        None => &campaign.side(movement.side).name,
    };
    let when = movement
        .when
        .as_ref()
        .map_or_else(String::new, |d| format!(", {}", context.date(d)));
    format!("{who}{when}")
}

/// Circles within which uncertain battlefields and towns lie.
pub(super) fn draw_circles(context: &Context<'_>, plan: &Plan<'_>, group: &mut Group) {
    let view = context.inputs.view;
    let battles = plan.battles.iter().map(|mark| {
        let place = context.inputs.campaign.place(mark.battle.place);
        let gone = 1.0 - mark.presence.come * (1.0 - mark.presence.left);
        (
            format!("battle-{}", mark.battle.id),
            (place, mark.radius),
            gone,
        )
    });
    let places = plan.places.iter();
    let places = places.map(|mark| {
        let of = format!("place-{}", mark.place.id);
        (of, (mark.place, mark.radius), 0.0)
    });
    for (of, (place, radius), gone) in battles.chain(places) {
        if markers::wants_circle(context, place, radius) {
            let mut circle = Group::new("")
                .with_role(Role::UncertainCircle { of })
                .with_faded(gone)
                .with_sign(signs::UNCERTAIN_SITE);
            markers::draw_uncertain(
                context,
                view.circle(place.position, place.radius_km),
                &mut circle,
            );
            group.group(circle);
        }
    }
}

/// Towns, forts, passes, and events that are no battles.
pub(super) fn draw_places(context: &Context<'_>, plan: &Plan<'_>, group: &mut Group) {
    for mark in &plan.places {
        let name = context.name(&mark.place.name, &mark.place.names);
        let role = Role::Marker {
            kind: MarkerKind::Town,
            center: mark.at,
            radius: mark.radius,
            doubt: doubt(context, mark.place),
            standing: Standing(2),
        };
        let mut drawn = Group::new(format!("place-{}", mark.place.id))
            .with_title(name)
            .with_role(role);
        facts(&mut drawn, context, &mark.place.provenance);
        markers::draw_place(context, mark.at, mark.place.kind, &mut drawn);
        group.group(drawn);
    }
    for mark in &plan.events {
        let name = context.name(&mark.event.name, &mark.event.names);
        let radius = context.inputs.style.markers.event;
        let place = context.inputs.campaign.place(mark.event.place);
        let role = Role::Marker {
            kind: MarkerKind::Event,
            center: mark.at,
            radius,
            doubt: doubt(context, place),
            standing: Standing(mark.event.rank),
        };
        let mut drawn = Group::new(format!("event-{}", mark.event.id))
            .with_title(name)
            .with_sign(signs::event(mark.event.kind))
            .with_faded(mark.presence.faded())
            .with_role(role);
        facts(&mut drawn, context, &mark.event.provenance);
        markers::draw_event(context, mark.at, mark.event.kind, &mut drawn);
        group.group(drawn);
    }
}

/// The marker of a battle that is over keeps this part of its colour.
const OVER_COLOR: f64 = 0.45;

/// A marker that stands farther from its battlefield than this has a leader to it, px at k = 1.
const LEADER_LEAST_PX: f64 = 3.0;

/// Battle markers, those moved aside with a leader to the true spot.
pub(super) fn draw_battles(context: &Context<'_>, plan: &Plan<'_>, group: &mut Group) {
    for mark in &plan.battles {
        let battle = mark.battle;
        let name = context.name(&battle.name, &battle.names);
        let when = battle
            .when
            .as_ref()
            .map_or_else(String::new, |d| format!(", {}", context.date(d)));
        let place = context.inputs.campaign.place(battle.place);
        let role = Role::Marker {
            kind: MarkerKind::Battle,
            center: mark.at,
            radius: mark.radius,
            doubt: doubt(context, place),
            standing: Standing(1),
        };
        let mut drawn = Group::new(format!("battle-{}", battle.id))
            .with_sign(signs::battle(context, battle.victor))
            .with_faded(mark.presence.left)
            .with_title(format!("{} {name}{when}", mark.number))
            .with_role(role);
        facts(&mut drawn, context, &battle.provenance);
        if let Some(when) = &battle.when {
            drawn.fact("when", when.edtf.clone());
        }
        drawn.fact("site", certainty(place.provenance.certainty));
        let color_of = |victor| {
            let (color, shape) = markers::victor_look(context, victor);
            let pale = context.inputs.style.base.land.mixed(color, OVER_COLOR);
            (color.mixed(pale, mark.presence.over), shape)
        };
        if mark.at.distance(mark.truth) > LEADER_LEAST_PX * context.inputs.preset.k {
            let style = context.inputs.style;
            let leader = Stroke::solid(style.base.second_text, style.lines.leader);
            drawn.path(Path::line(&[mark.at, mark.truth]), None, Some(leader));
        }
        let size = (battle.size, mark.radius * mark.presence.size);
        let look = color_of(battle.victor);
        markers::draw_battle(context, mark.at, size, look, &mut drawn);
        for other in mark.victors().into_iter().skip(1) {
            let (color, _) = color_of(other);
            let mut half = Group::new("").with_sign(signs::battle(context, other));
            markers::draw_half(context, mark.at, size, (color, look.1), &mut half);
            drawn.group(half);
        }
        group.group(drawn);
    }
}

/// How far a place may lie from where it is drawn, px; 0 if it is known.
fn doubt(context: &Context<'_>, place: &Place) -> f64 {
    match place.provenance.certainty {
        Certainty::Certain => 0.0,
        Certainty::LessCertain | Certainty::Uncertain => {
            place.radius_km * context.inputs.view.px_per_km(place.position)
        }
    }
}

/// Labels with their leaders; `faded` tells how much of the label of a feature has faded.
pub(super) fn draw_labels(
    context: &Context<'_>,
    placement: &Placement,
    faded: impl Fn(&str) -> f64,
    group: &mut Group,
) {
    let style = context.inputs.style;
    for label in &placement.placed {
        let role = Role::Label {
            boxes: label.boxes.clone(),
            of: label.of.clone(),
            leader: label.leader.is_some(),
            bare: label.wording == Wording::Key,
            standing: label.standing,
        };
        let mut drawn = Group::new(format!("label-{}", label.of))
            .with_role(role)
            .with_faded(faded(&label.of));
        if let Some(leader) = &label.leader {
            // On hatching and among rivers a bare line would be lost.
            let casing = Stroke::solid(style.base.paper, style.lines.leader + style.lettering.halo);
            drawn.path(leader.clone(), None, Some(casing));
            let stroke = Stroke::solid(style.base.second_text, style.lines.leader);
            drawn.path(leader.clone(), None, Some(stroke));
        }
        for text in &label.texts {
            drawn.text(text.clone());
        }
        group.group(drawn);
    }
}
