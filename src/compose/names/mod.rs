//! Who wants a label: a request for every feature of the plan and for land and water.

mod battles;
mod lands;
mod movements;
mod nature;
mod twice;

pub(super) use battles::{doubt, in_doubt, place_of_battle};
pub(super) use lands::polities;

use super::context::Context;
use super::labels::{Anchor, Form, FormLine, Rank, Request};
use super::lands::Lands;
use super::plan::{Arrow, BattleMark, EventMark, Plan};
use crate::campaign::{Date, PlaceKind};
use crate::diag::Warned;
use crate::geom::PagePoint;
use crate::scene::{Color, Standing};
use crate::style::Contents;
use crate::text::Face;

/// All labels that the map wants, most important first within each kind; notes on what has its name
/// already.
pub(super) fn requests(
    context: &Context<'_>,
    plan: &Plan<'_>,
    lands: &Lands<'_>,
) -> Warned<Vec<Request>> {
    let mut all = Vec::new();
    let has_key = context.has_key();
    let of_battle = |mark: &BattleMark<'_>| battles::battle(context, mark, has_key);
    match context.film {
        None => all.extend(plan.battles.iter().map(of_battle)),
        Some(_) => {
            let apart = plan.battles.iter().flat_map(BattleMark::apart);
            all.extend(apart.map(|mark| of_battle(&mark)));
        }
    }
    // What is over and only shown faintly has been named before.
    let present = |a: &&Arrow<'_>| a.presence.goes_on();
    let arrows = plan.arrows.iter().filter(present);
    all.extend(
        arrows
            .clone()
            .filter_map(|a| movements::movement(context, a)),
    );
    all.extend(arrows.flat_map(|a| movements::pointers(context, a)));
    all.extend(polities(context, lands));
    all.extend(plan.places.iter().map(|p| {
        let line = sans(
            context,
            context.name(&p.place.name, &p.place.names),
            Face::Sans,
        );
        let of = format!("place-{}", p.place.id);
        // Where something happened in the town, its name stands beside the sign of that.
        let is_there = |e: &&EventMark<'_>| e.at.distance(p.at) < 1.0;
        let radius = match plan.events.iter().find(is_there) {
            Some(_) => context.inputs.style.markers.event.max(p.radius),
            None => p.radius,
        };
        let mut request = point_request(&of, Rank::Town, (p.at, radius), vec![line]);
        if p.place.kind == PlaceKind::City {
            request.standing = Standing(1);
        }
        request
    }));
    all.extend(plan.events.iter().map(|e| {
        let name = context.name(&e.event.name, &e.event.names).to_owned();
        let name = in_doubt(name, e.event.provenance.certainty);
        let mut line = sans(context, &name, Face::SansItalic);
        line.color = context.inputs.style.base.second_text;
        let mut lines = vec![line];
        lines.extend(date_line(context, e.event.when.as_ref()));
        let radius = context.inputs.style.markers.event;
        point_request(
            &format!("event-{}", e.event.id),
            Rank::Town,
            (e.at, radius),
            lines,
        )
    }));
    let natural = twice::natural_once(context, plan);
    all.extend(natural.value);
    all.extend(super::ground::requests(context));
    all.extend(super::towns::requests(context, plan));
    Warned {
        value: all,
        warnings: natural.warnings,
    }
}

fn line(context: &Context<'_>, text: &str, (face, size, color): (Face, f64, Color)) -> FormLine {
    let halo = context.inputs.style.lettering.halo;
    FormLine {
        text: text.to_owned(),
        face,
        size,
        spacing: 0.0,
        color,
        halo,
    }
}

fn sans(context: &Context<'_>, text: &str, face: Face) -> FormLine {
    let style = context.inputs.style;
    line(context, text, (face, style.lettering.town, style.base.text))
}

fn date_line(context: &Context<'_>, when: Option<&Date>) -> Option<FormLine> {
    let style = context.inputs.style;
    if context.inputs.preset.contents == Contents::Essential {
        return None;
    }
    let text = context.date(when.filter(|_| !context.is_one_day())?);
    Some(line(
        context,
        &text,
        (Face::Sans, style.lettering.date, style.base.second_text),
    ))
}

fn point_request(
    of: &str,
    rank: Rank,
    (at, radius): (PagePoint, f64),
    lines: Vec<FormLine>,
) -> Request {
    let short = lines.iter().take(1).cloned().collect();
    let has_more = lines.len() > 1;
    let mut forms = vec![Form::full(lines)];
    if has_more {
        forms.push(Form::short(short));
    }
    let anchor = Anchor::Point { at, radius };
    Request {
        of: of.to_owned(),
        rank,
        standing: Standing(2),
        anchor,
        forms,
    }
}
