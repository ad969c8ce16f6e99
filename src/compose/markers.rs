//! Markers: battles by victor's shape, towns, circles of uncertain places, other events.

use super::context::Context;
use super::overlay;
use super::palette::MarkerShape;
use crate::campaign::{BattleSize, Certainty, Place, PlaceKind, Victor};
use crate::geom::{PagePoint, PageRect, Sink};
use crate::scene::{Color, Fill, Group, LineCap, Path, Stroke};

/// Radius of a battle's marker, px.
pub(super) fn battle_radius(context: &Context<'_>, size: BattleSize) -> f64 {
    let sizes = &context.inputs.style.markers;
    match size {
        BattleSize::Skirmish => sizes.skirmish,
        BattleSize::Battle => sizes.battle,
        BattleSize::Major => sizes.major,
        BattleSize::Siege => sizes.siege,
    }
}

/// Radius of a place's dot, px; none for what has no dot.
pub(super) fn dot_radius(context: &Context<'_>, kind: PlaceKind) -> Option<f64> {
    let sizes = &context.inputs.style.markers;
    match kind {
        PlaceKind::City => Some(sizes.city),
        PlaceKind::Town | PlaceKind::Fort | PlaceKind::Pass => Some(sizes.town),
        PlaceKind::Battlefield
        | PlaceKind::Point
        | PlaceKind::Lake
        | PlaceKind::Sea
        | PlaceKind::River
        | PlaceKind::Mountains
        | PlaceKind::Valley
        | PlaceKind::Region
        | PlaceKind::People
        | PlaceKind::Island => None,
    }
}

/// How a battle's marker looks: the victor's colour and shape, grey disc if nobody won.
pub(super) fn victor_look(context: &Context<'_>, victor: Victor) -> (Color, MarkerShape) {
    match victor {
        Victor::Side(side) => {
            let look = context.palette.side(side);
            (look.colors.line, look.shape)
        }
        Victor::Draw | Victor::Unknown => (context.inputs.style.base.draw, MarkerShape::Disc),
    }
}

/// A battle's marker of a radius, px: the shape, a casing around it, two crossed swords in it, a ring for a siege.
pub(super) fn draw_battle(
    context: &Context<'_>,
    at: PagePoint,
    (size, radius): (BattleSize, f64),
    (color, shape): (Color, MarkerShape),
    group: &mut Group,
) {
    let style = context.inputs.style;
    let paper = style.base.paper;
    let body = body_radius(size, radius);
    let at = on_pixels(shape, at, body);
    if size == BattleSize::Siege {
        group.path(
            Path::circle(at, radius + style.markers.casing * 0.5),
            Some(paper.into()),
            Some(Stroke::solid(color, style.markers.casing * 0.8)),
        );
    }
    draw_cased(
        (shape, at, body),
        color,
        (paper, style.markers.casing),
        group,
    );
    draw_swords(at, body, paper, group);
}

/// A shape with a casing of a width around it, px.
fn draw_cased(
    (shape, at, radius): (MarkerShape, PagePoint, f64),
    color: Color,
    (paper, casing): (Color, f64),
    group: &mut Group,
) {
    // One path for both: its line is the casing.
    let line = Stroke::solid(paper, casing);
    let around = grown(shape, at, radius, casing / 2.0);
    group.path(around, Some(color.into()), Some(line));
}

/// Radius of the marker's shape itself, px: within the ring of a siege.
fn body_radius(size: BattleSize, radius: f64) -> f64 {
    match size {
        BattleSize::Siege => radius * 0.78,
        BattleSize::Skirmish | BattleSize::Battle | BattleSize::Major => radius,
    }
}

/// The right half of a marker in another victor's colour, where battles that went to different sides
/// share it.
pub(super) fn draw_half(
    context: &Context<'_>,
    at: PagePoint,
    (size, radius): (BattleSize, f64),
    (color, shape): (Color, MarkerShape),
    group: &mut Group,
) {
    let radius = body_radius(size, radius);
    let at = on_pixels(shape, at, radius);
    let right = PageRect::new(
        at.x,
        at.y - 2.0 * radius,
        at.x + 2.0 * radius,
        at.y + 2.0 * radius,
    );
    let half = overlay::intersection(&outline(shape, at, radius), &Path::rect(right));
    group.path(half, Some(color.into()), None);
    draw_swords(at, radius, context.inputs.style.base.paper, group);
}

/// Half the side of a square marker, px: its edges can lie on whole pixels.
fn half_side(radius: f64) -> f64 {
    (1.81 * radius).round() / 2.0
}

/// Where a marker is drawn, less than a pixel from its site: the edges of a square lie on whole pixels, as
/// every program draws them alike there and sharp.
fn on_pixels(shape: MarkerShape, at: PagePoint, radius: f64) -> PagePoint {
    let half = half_side(radius);
    match shape {
        MarkerShape::Square => {
            PagePoint::new((at.x - half).round() + half, (at.y - half).round() + half)
        }
        MarkerShape::Disc | MarkerShape::Triangle | MarkerShape::Diamond | MarkerShape::Hexagon => {
            at
        }
    }
}

/// A side's shape around a point; all have about the same area.
fn outline(shape: MarkerShape, at: PagePoint, radius: f64) -> Path {
    grown(shape, at, radius, 0.0)
}

/// The same with each edge `px` farther out.
fn grown(shape: MarkerShape, at: PagePoint, radius: f64, px: f64) -> Path {
    let corners = |count: usize, start_deg: f64, reach: f64| {
        let turn_deg = 360.0 / count as f64;
        let reach = reach * radius + px / libm::cos((turn_deg / 2.0).to_radians());
        let points: Vec<PagePoint> = (0..count)
            .map(|i| {
                let turn = (start_deg + turn_deg * i as f64).to_radians();
                at.offset(reach * libm::cos(turn), reach * libm::sin(turn))
            })
            .collect();
        Path::ring(&points)
    };
    match shape {
        MarkerShape::Disc => Path::circle(at, radius + px),
        MarkerShape::Square => {
            let half = half_side(radius) + px;
            Path::rect(PageRect::new(
                at.x - half,
                at.y - half,
                at.x + half,
                at.y + half,
            ))
        }
        MarkerShape::Triangle => corners(3, -90.0, 1.45),
        MarkerShape::Diamond => corners(4, 0.0, 1.34),
        MarkerShape::Hexagon => corners(6, 0.0, 1.1),
    }
}

/// Two crossed swords, each with a short guard.
fn draw_swords(at: PagePoint, radius: f64, color: Color, group: &mut Group) {
    let stroke = Stroke::solid(color, radius * 0.17).with_cap(LineCap::Round);
    let mut swords = Path::new();
    for side in [-1.0, 1.0] {
        let along = |t: f64, across: f64| {
            // From the hilt below to the point above, leaning to the other side.
            let (ux, uy) = (
                -side * std::f64::consts::FRAC_1_SQRT_2,
                -std::f64::consts::FRAC_1_SQRT_2,
            );
            at.offset(
                (ux * t - uy * across) * radius,
                (uy * t + ux * across) * radius,
            )
        };
        swords.move_to(along(-0.62, 0.0));
        swords.line_to(along(0.66, 0.0));
        swords.move_to(along(-0.36, -0.2));
        swords.line_to(along(-0.36, 0.2));
    }
    group.path(swords, None, Some(stroke));
}

/// A town's dot, a city's larger one, a fort's square.
pub(super) fn draw_place(context: &Context<'_>, at: PagePoint, kind: PlaceKind, group: &mut Group) {
    let style = context.inputs.style;
    let Some(radius) = dot_radius(context, kind) else {
        return;
    };
    let ring = Stroke::solid(style.base.text, style.markers.town_ring);
    let body = match kind {
        PlaceKind::Fort => outline(MarkerShape::Square, at, radius),
        PlaceKind::Pass => {
            let mut gap = Path::line(&[
                at.offset(-radius, -radius),
                at.offset(-radius * 0.4, 0.0),
                at.offset(-radius, radius),
            ]);
            gap.extend_line(&[
                at.offset(radius, -radius),
                at.offset(radius * 0.4, 0.0),
                at.offset(radius, radius),
            ]);
            group.path(gap, None, Some(ring));
            return;
        }
        _ => Path::circle(at, radius),
    };
    group.path(body, Some(style.base.paper.into()), Some(ring));
}

/// Whether a place needs a circle: it is not known exactly, and its marker would not hide the circle.
pub(super) fn wants_circle(context: &Context<'_>, place: &Place, marker_radius: f64) -> bool {
    let least = match place.provenance.certainty {
        Certainty::Certain => return false,
        Certainty::LessCertain => 18.0 * context.inputs.preset.k,
        Certainty::Uncertain => marker_radius,
    };
    place.radius_km * context.inputs.view.px_per_km(place.position) > least
}

/// The circle within which an uncertain place lies, dotted.
pub(super) fn draw_uncertain(context: &Context<'_>, circle: Path, group: &mut Group) {
    let style = context.inputs.style;
    let stroke = Stroke::solid(style.base.second_text, style.lines.uncertain_circle)
        .dashed(&style.lines.uncertain_circle_dash)
        .with_cap(LineCap::Round);
    group.path(circle, None, Some(stroke));
}

/// The symbol of an event that is no battle: a flame, a scroll or a flag.
pub(super) fn draw_event(
    context: &Context<'_>,
    at: PagePoint,
    kind: crate::campaign::EventKind,
    group: &mut Group,
) {
    use crate::campaign::EventKind;
    let style = context.inputs.style;
    let r = style.markers.event;
    let p = |x: f64, y: f64| at.offset(x * r, y * r);
    let ink = Fill::from(style.base.second_text);
    let casing = Stroke::solid(style.base.paper, style.markers.casing * 2.0);
    let symbol = match kind {
        EventKind::Revolt => Path::ring(&[
            p(0.0, -1.0),
            p(0.35, -0.35),
            p(0.7, -0.5),
            p(0.75, 0.3),
            p(0.45, 0.85),
            p(0.0, 1.0),
            p(-0.45, 0.85),
            p(-0.75, 0.3),
            p(-0.55, -0.3),
            p(-0.25, -0.05),
        ]),
        EventKind::Treaty => Path::ring(&[
            p(-0.6, -0.9),
            p(0.8, -0.9),
            p(0.8, 0.5),
            p(0.5, 0.9),
            p(-0.9, 0.9),
            p(-0.9, 0.6),
            p(-0.6, 0.5),
        ]),
        EventKind::Other => Path::ring(&[
            p(-0.7, -1.0),
            p(0.9, -0.65),
            p(-0.4, -0.2),
            p(-0.4, 1.0),
            p(-0.7, 1.0),
        ]),
    };
    group.path(symbol.clone(), Some(style.base.paper.into()), Some(casing));
    group.path(symbol, Some(ink), None);
}
