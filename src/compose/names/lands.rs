//! Names of polities and regions, spread over their land.

use crate::campaign::{ChangeKind, Place, PlaceGeometry};
use crate::compose::context::Context;
use crate::compose::labels::{Anchor, Form, FormLine, Rank, Request};
use crate::compose::lands::{Holding, Lands};
use crate::compose::overlay;
use crate::scene::{Color, Path, Standing};
use crate::style::Contents;
use crate::text::Face;

/// The names of polities.
pub(in crate::compose) fn polities(context: &Context<'_>, lands: &Lands<'_>) -> Vec<Request> {
    let style = context.inputs.style;
    let sizes = style.lettering.polity;
    let visible = |path: &Path| area_in_frame(context, path);
    let own_size = |neutral: bool, area: f64| match (neutral, area) {
        (false, a) if a > 90_000.0 => sizes[0],
        (_, a) if a > 40_000.0 => sizes[1],
        _ => sizes[2],
    };
    let k2 = context.inputs.preset.k * context.inputs.preset.k;
    named_holdings(context, lands)
        .into_iter()
        .filter(|h| visible(&h.land) > 2_500.0 * k2)
        .map(|h| {
            let look = h.polity.side.map(|side| context.palette.side(side));
            let neutral = look.is_none_or(|l| l.neutral);
            let color = match look {
                Some(look) if !neutral => look.colors.on_tint,
                _ => style.base.neutral_text,
            };
            let size = own_size(neutral, visible(&h.land) / k2);
            let name = context.name(&h.polity.name, &h.polity.names);
            let rank = if neutral {
                Rank::SmallPolity
            } else {
                Rank::GreatPolity
            };
            let standing = Standing(if neutral { 2 } else { 1 });
            let spacing = style.lettering.polity_spacing;
            area_request(
                context,
                (&format!("polity-{}", h.polity.id), rank, standing),
                &undisputed(h, lands),
                (name, size, color, spacing),
            )
        })
        .collect()
}

/// The polities that get their names: all, or the two largest ones in view.
fn named_holdings<'l, 'a>(context: &Context<'_>, lands: &'l Lands<'a>) -> Vec<&'l Holding<'a>> {
    let mut all: Vec<&Holding<'_>> = lands.holdings.iter().collect();
    match context.inputs.preset.contents {
        Contents::All => {}
        Contents::Essential => {
            let area = |h: &&Holding<'_>| crate::geom::quantise(area_in_frame(context, &h.land));
            all.sort_by(|a, b| area(b).total_cmp(&area(a)));
            all.truncate(2);
        }
    }
    all
}

/// What of a polity's land is not hatched: there its name reads best. All of it if little is left.
fn undisputed(holding: &Holding<'_>, lands: &Lands<'_>) -> Path {
    let calm = lands
        .disputed
        .iter()
        .filter(|d| d.change.kind != ChangeKind::Vassal)
        .fold(holding.land.clone(), |rest, d| {
            overlay::difference(&rest, &d.shaped)
        });
    if page_area(&calm) > 0.35 * page_area(&holding.land) {
        calm
    } else {
        holding.land.clone()
    }
}

fn area_request(
    context: &Context<'_>,
    (of, rank, standing): (&str, Rank, Standing),
    outline: &Path,
    (name, size, color, spacing): (&str, f64, Color, f64),
) -> Request {
    let halo = context.inputs.style.lettering.halo_spaced;
    let form = |size: f64, spacing: f64| {
        Form::full(vec![FormLine {
            text: name.to_uppercase(),
            face: Face::SansBold,
            size,
            spacing: spacing * size,
            color,
            halo,
        }])
    };
    let mut forms = vec![form(size, spacing), form(size, spacing / 3.0)];
    // Rather small and inside than large and nowhere: in a size that the map has anyway.
    let [.., smallest] = context.inputs.style.lettering.polity;
    if size > smallest {
        forms.push(form(smallest, spacing / 3.0));
    }
    if context.inputs.preset.contents == Contents::Essential {
        forms.push(form(smallest.min(size), 0.0));
    }
    Request {
        of: of.to_owned(),
        rank,
        standing,
        anchor: Anchor::Area {
            outline: outline.clone(),
            most_spacing: 0.6,
        },
        forms,
    }
}

/// A region's name; of one whose outline is not known, within a circle about its middle.
pub(super) fn region(context: &Context<'_>, place: &Place, of: &str) -> Option<Request> {
    let view = context.inputs.view;
    let style = context.inputs.style;
    let outline = match &place.geometry {
        PlaceGeometry::Area(shape) => view.area(shape),
        PlaceGeometry::Line(_) | PlaceGeometry::Point => {
            view.circle(place.position, place.radius_km.max(150.0))
        }
    };
    view.project(place.position)
        .filter(|p| view.frame.contains(*p))?;
    let name = context.name(&place.name, &place.names);
    let look = (
        name,
        style.lettering.region,
        style.base.second_text,
        style.lettering.region_spacing,
    );
    Some(area_request(
        context,
        (of, Rank::Region, Standing(place.rank.max(2))),
        &outline,
        look,
    ))
}

/// How much of an area shows within the frame, px².
fn area_in_frame(context: &Context<'_>, path: &Path) -> f64 {
    page_area(&overlay::intersection(
        path,
        &Path::rect(context.inputs.view.frame),
    ))
}

/// The area of a path, px², by the shoelace formula; holes count off.
fn page_area(path: &Path) -> f64 {
    path.polylines()
        .iter()
        .map(|(ring, _)| {
            (0..ring.len())
                .map(|i| {
                    let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
                    (a.x * b.y - b.x * a.y) / 2.0
                })
                .sum::<f64>()
        })
        .sum::<f64>()
        .abs()
}
