//! What labels keep clear of, gathered from everything that is drawn.

use super::context::Context;
use super::furniture::Panels;
use super::labels::Obstacles;
use super::lands::Lands;
use super::overlay;
use super::plan::Plan;
use super::polyline::Polyline;
use crate::geodata::BaseLayer;
use crate::geom::PageRect;
use crate::scene::Path;

/// Lists markers, bodies, panels, lines and water.
pub(super) fn gather(
    context: &Context<'_>,
    plan: &Plan<'_>,
    lands: &Lands<'_>,
    panels: &Panels,
) -> Obstacles {
    let mut markers: Vec<_> = plan
        .battles
        .iter()
        .flat_map(|mark| match context.film {
            None => vec![(mark.at, mark.radius, mark.battle)],
            Some(_) => mark
                .all()
                .into_iter()
                .map(|(_, battle)| (mark.at, mark.radius, battle))
                .collect(),
        })
        .map(|(at, radius, battle)| (at, radius, format!("battle-{}", battle.id)))
        .collect();
    markers.extend(
        plan.places
            .iter()
            .map(|p| (p.at, p.radius, format!("place-{}", p.place.id))),
    );
    let event_radius = context.inputs.style.markers.event;
    markers.extend(
        plan.events
            .iter()
            .map(|e| (e.at, event_radius, format!("event-{}", e.event.id))),
    );
    let bodies = plan.arrows.iter().flat_map(|arrow| {
        let id = format!("movement-{}", arrow.movement.id);
        let half = arrow.look.half_width();
        arrow
            .legs
            .iter()
            .map(move |leg| (leg.clone(), half, id.clone()))
    });
    let mut lines: Vec<Polyline> = Vec::new();
    for (_, course) in context.rivers() {
        lines.extend(polylines(course));
    }
    lines.extend(super::ground::lines(context));
    lines.extend(polylines(context.land()));
    for lake in context.features(BaseLayer::Lakes) {
        if let geo::Geometry::MultiPolygon(shape) = &lake.geometry {
            lines.extend(polylines(&context.inputs.view.area(shape)));
        }
    }
    for holding in &lands.holdings {
        lines.extend(polylines(&holding.land));
    }
    Obstacles {
        frame: Some(context.inputs.view.frame),
        panels: self::panels(context, panels),
        markers,
        bodies: bodies.collect(),
        lines,
        water: sea(context),
        baselines: context.inputs.baselines,
    }
}

/// Panels and furniture that never moves.
pub(super) fn panels(context: &Context<'_>, panels: &Panels) -> Vec<PageRect> {
    let mut rects = panels.rects();
    rects.extend(super::furniture::fixed_rects(context));
    rects
}

/// The sea within the frame and a little beyond.
fn sea(context: &Context<'_>) -> Path {
    const BEYOND_PX: f64 = 20.0;
    let seen = Path::rect(context.inputs.view.frame.grown(BEYOND_PX));
    overlay::difference(&seen, context.land())
}

fn polylines(path: &Path) -> impl Iterator<Item = Polyline> {
    path.polylines().into_iter().map(|(mut line, closed)| {
        if closed && let Some(first) = line.first().copied() {
            line.push(first);
        }
        Polyline::new(line)
    })
}
