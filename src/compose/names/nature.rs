//! Names of rivers, lakes, mountains and valleys.

use super::lands::region;
use super::{line, point_request};
use crate::campaign::{Place, PlaceGeometry, PlaceKind};
use crate::compose::context::Context;
use crate::compose::labels::{Anchor, Form, FormLine, Rank, Request};
use crate::compose::markers;
use crate::compose::polyline::Polyline;
use crate::geom::quantise;
use crate::scene::{Path, Standing};
use crate::text::Face;

/// Pieces of a river shorter than this part of its longest are not offered to its name.
const LEAST_PIECE: f64 = 0.4;

/// Rivers, lakes, mountains, regions that the campaign names.
pub(super) fn natural(context: &Context<'_>, place: &Place) -> Option<Request> {
    let view = context.inputs.view;
    if !place.label {
        return None;
    }
    let of = format!("place-{}", place.id);
    let request = match (&place.geometry, place.kind) {
        (PlaceGeometry::Line(lines), PlaceKind::River) => {
            course(context, place, &context.lines(lines))
        }
        (PlaceGeometry::Line(lines), PlaceKind::Mountains) => {
            course(context, place, &context.lines(lines))
        }
        (PlaceGeometry::Area(shape), PlaceKind::Lake | PlaceKind::Sea | PlaceKind::Island) => {
            Some(water_area(context, place, &view.area(shape)))
        }
        (_, PlaceKind::Region | PlaceKind::People) => return region(context, place, &of),
        (_, kind) if markers::dot_radius(context, kind).is_some() => None,
        (_, PlaceKind::Battlefield | PlaceKind::Point) => None,
        _ => spot(context, place),
    }?;
    Some(request)
}

fn natural_line(context: &Context<'_>, place: &Place) -> (Rank, FormLine) {
    let style = context.inputs.style;
    let name = context.name(&place.name, &place.names);
    match place.kind {
        PlaceKind::River | PlaceKind::Lake | PlaceKind::Sea => {
            let size = if place.kind == PlaceKind::Sea {
                style.lettering.sea
            } else {
                style.lettering.water
            };
            (
                Rank::Water,
                line(
                    context,
                    name,
                    (Face::SerifItalic, size, style.base.water_text),
                ),
            )
        }
        _ => (
            Rank::Mountains,
            line(
                context,
                name,
                (
                    Face::SansItalic,
                    style.lettering.mountains,
                    style.base.second_text,
                ),
            ),
        ),
    }
}

fn course(context: &Context<'_>, place: &Place, path: &Path) -> Option<Request> {
    let frame = context.inputs.view.frame;
    let visible = path
        .polylines()
        .into_iter()
        .map(|(line, _)| Polyline::new(line.into_iter().filter(|p| frame.contains(*p))));
    let mut pieces: Vec<Polyline> = visible.filter(|l| !l.is_degenerate()).collect();
    pieces.sort_by(|a, b| quantise(b.length()).total_cmp(&quantise(a.length())));
    let longest = pieces.first()?.length();
    pieces.retain(|piece| piece.length() >= LEAST_PIECE * longest);
    pieces.truncate(3);
    let (rank, mut label) = natural_line(context, place);
    label.spacing = context.inputs.style.lettering.water_spacing;
    Some(Request {
        of: format!("place-{}", place.id),
        rank,
        standing: Standing(place.rank.max(2)),
        anchor: Anchor::Line {
            lines: pieces,
            half_width: 1.0,
            gap: 2.5 * context.inputs.preset.k,
        },
        forms: vec![Form::full(vec![label])],
    })
}

fn water_area(context: &Context<'_>, place: &Place, outline: &Path) -> Request {
    let (rank, label) = natural_line(context, place);
    Request {
        of: format!("place-{}", place.id),
        rank,
        standing: Standing(place.rank.max(2)),
        anchor: Anchor::Area {
            outline: outline.clone(),
            most_spacing: 0.3,
        },
        forms: vec![Form::full(vec![label])],
    }
}

/// A name at a spot without a dot: mountains, valleys, lakes without a known shore.
fn spot(context: &Context<'_>, place: &Place) -> Option<Request> {
    let view = context.inputs.view;
    let at = view
        .project(place.position)
        .filter(|p| view.frame.contains(*p))?;
    let (rank, label) = natural_line(context, place);
    let of = format!("place-{}", place.id);
    Some(point_request(&of, rank, (at, 2.0), vec![label]))
}
