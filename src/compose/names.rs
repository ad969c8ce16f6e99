//! Who wants a label: a request for every feature of the plan and for land and water.

use super::context::Context;
use super::labels::{Anchor, Form, FormLine, Rank, Request};
use super::lands::{Holding, Lands};
use super::overlay;
use super::plan::{Arrow, BattleMark, Heading, Plan, Pointer};
use super::polyline::Polyline;
use crate::campaign::{ChangeKind, Date, Place, PlaceGeometry, PlaceKind};
use crate::scene::{Color, Path, Standing};
use crate::text::Face;

/// All labels that the map wants, most important first within each kind.
pub(super) fn requests(context: &Context<'_>, plan: &Plan<'_>, lands: &Lands<'_>) -> Vec<Request> {
    let mut all = Vec::new();
    all.extend(plan.battles.iter().map(|b| battle(context, b)));
    all.extend(plan.arrows.iter().filter_map(|a| movement(context, a)));
    all.extend(plan.arrows.iter().flat_map(|a| pointers(context, a)));
    all.extend(polities(context, lands));
    all.extend(plan.places.iter().map(|p| {
        let line = sans(
            context,
            context.name(&p.place.name, &p.place.names),
            Face::Sans,
        );
        point_request(
            &format!("place-{}", p.place.id),
            Rank::Town,
            (p.at, p.radius),
            vec![line],
        )
    }));
    all.extend(plan.events.iter().map(|e| {
        let name = context.name(&e.event.name, &e.event.names).to_owned();
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
    all.extend(
        context
            .inputs
            .campaign
            .places
            .iter()
            .filter_map(|p| natural(context, p)),
    );
    all
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
    let text = when?.display();
    Some(line(
        context,
        &text,
        (Face::Sans, style.lettering.date, style.base.second_text),
    ))
}

fn point_request(
    of: &str,
    rank: Rank,
    (at, radius): (crate::geom::PagePoint, f64),
    lines: Vec<FormLine>,
) -> Request {
    let short = lines.iter().take(1).cloned().collect();
    let mut forms = vec![Form { lines }];
    if forms[0].lines.len() > 1 {
        forms.push(Form { lines: short });
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

/// Number, name and date of a battle; of several at one spot, a line each, dates only if one.
fn battle(context: &Context<'_>, mark: &BattleMark<'_>) -> Request {
    let style = context.inputs.style;
    let look = (Face::SansBold, style.lettering.battle, style.base.text);
    let mut lines = Vec::new();
    for (number, battle) in mark.all() {
        let name = place_of_battle(context.name(&battle.name, &battle.names));
        lines.push(line(context, &format!("{number} {name}"), look));
        lines.extend(date_line(context, battle.when.as_ref()));
    }
    let bare: Vec<FormLine> = lines
        .iter()
        .filter(|l| l.face == Face::SansBold)
        .cloned()
        .collect();
    let mut forms = vec![Form { lines }];
    if bare.len() < forms[0].lines.len() {
        forms.push(Form { lines: bare });
    }
    Request {
        of: format!("battle-{}", mark.battle.id),
        rank: Rank::Battle,
        standing: Standing(1),
        anchor: Anchor::Point {
            at: mark.at,
            radius: mark.radius,
        },
        forms,
    }
}

/// The place in a battle's name: the marker says already that it was a battle.
fn place_of_battle(name: &str) -> &str {
    const WORDS: [&str; 5] = [
        "Battle of ",
        "Siege of ",
        "Capture of ",
        "Skirmish at ",
        "Skirmish in ",
    ];
    let place = WORDS
        .iter()
        .find_map(|words| name.strip_prefix(words))
        .unwrap_or(name);
    place.strip_prefix("the ").unwrap_or(place)
}

/// The name along a movement's longest leg: who and when, then who alone.
fn movement(context: &Context<'_>, arrow: &Arrow<'_>) -> Option<Request> {
    let style = context.inputs.style;
    let campaign = context.inputs.campaign;
    let movement = arrow.movement;
    let name = match (&movement.label, movement.force) {
        (label, Some(force)) if label.is_empty() => {
            let force = campaign.force(force);
            context.name(&force.name, &force.names)
        }
        (label, _) => context.name(label, &movement.labels),
    };
    if name.is_empty() {
        return None;
    }
    let longest = arrow.legs.iter().max_by(|a, b| {
        crate::geom::quantise(a.length()).total_cmp(&crate::geom::quantise(b.length()))
    })?;
    let color = context.palette.side(movement.side).colors.text;
    let look = (Face::SansBold, style.lettering.movement, color);
    let mut forms = Vec::new();
    if let Some(when) = &movement.when {
        let text = format!("{name}, {}", when.display());
        forms.push(Form {
            lines: vec![line(context, &text, look)],
        });
    }
    forms.push(Form {
        lines: vec![line(context, name, look)],
    });
    let rank = if movement.rank == 1 {
        Rank::MainMovement
    } else {
        Rank::Movement
    };
    let gap = if arrow.look.half_width() < 2.0 * context.inputs.preset.k {
        4.0
    } else {
        3.5
    };
    Some(Request {
        of: format!("movement-{}", movement.id),
        rank,
        standing: Standing(movement.rank),
        anchor: Anchor::Line {
            line: longest.clone(),
            half_width: arrow.look.half_width(),
            gap: gap * context.inputs.preset.k,
        },
        forms,
    })
}

/// "to Beijing" beside an arrow that leaves the map, "from Beijing" beside one that enters it.
fn pointers(context: &Context<'_>, arrow: &Arrow<'_>) -> Vec<Request> {
    let color = context.palette.side(arrow.movement.side).colors.text;
    let request = |pointer: &Pointer| {
        let place = context.inputs.campaign.place(pointer.place);
        let name = context.name(&place.name, &place.names);
        let (word, id) = match pointer.heading {
            Heading::From => ("from", "origin"),
            Heading::To => ("to", "pointer"),
        };
        let mut label = sans(context, &format!("{word} {name}"), Face::SansItalic);
        label.color = color;
        let of = format!("{id}-{}", arrow.movement.id);
        point_request(&of, Rank::Movement, (pointer.at, 6.0), vec![label])
    };
    arrow.pointers.iter().map(request).collect()
}

/// The names of polities.
pub(super) fn polities(context: &Context<'_>, lands: &Lands<'_>) -> Vec<Request> {
    let style = context.inputs.style;
    let sizes = style.lettering.polity;
    let visible = |path: &Path| area_in_frame(context, path);
    let own_size = |neutral: bool, area: f64| match (neutral, area) {
        (false, a) if a > 90_000.0 => sizes[0],
        (_, a) if a > 40_000.0 => sizes[1],
        _ => sizes[2],
    };
    let k2 = context.inputs.preset.k * context.inputs.preset.k;
    lands
        .holdings
        .iter()
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
    let form = |text: String, spacing: f64| Form {
        lines: vec![FormLine {
            text,
            face: Face::SansBold,
            size,
            spacing: spacing * size,
            color,
            halo,
        }],
    };
    Request {
        of: of.to_owned(),
        rank,
        standing,
        anchor: Anchor::Area {
            outline: outline.clone(),
            most_spacing: 0.6,
        },
        forms: vec![
            form(name.to_uppercase(), spacing),
            form(name.to_uppercase(), spacing / 3.0),
        ],
    }
}

/// Rivers, lakes, mountains, regions that the campaign names.
fn natural(context: &Context<'_>, place: &Place) -> Option<Request> {
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
        (_, kind) if super::markers::dot_radius(context, kind).is_some() => None,
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
    let longest = visible.max_by(|a, b| {
        crate::geom::quantise(a.length()).total_cmp(&crate::geom::quantise(b.length()))
    })?;
    let (rank, mut label) = natural_line(context, place);
    label.spacing = context.inputs.style.lettering.water_spacing;
    (!longest.is_degenerate()).then(|| Request {
        of: format!("place-{}", place.id),
        rank,
        standing: Standing(place.rank.max(2)),
        anchor: Anchor::Line {
            line: longest,
            half_width: 1.0,
            gap: 2.5 * context.inputs.preset.k,
        },
        forms: vec![Form { lines: vec![label] }],
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
        forms: vec![Form { lines: vec![label] }],
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

fn region(context: &Context<'_>, place: &Place, of: &str) -> Option<Request> {
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
