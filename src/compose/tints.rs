//! Polity tints, hatching of changed land, frontiers.

use super::context::Context;
use super::hatch::{Hatch, hatch};
use super::lands::{Disputed, Holding, Lands, tint_and_hatch};
use super::overlay;
use super::{record, signs};
use crate::campaign::{Certainty, ChangeKind, Precision, SideId};
use crate::geodata::BaseLayer;
use crate::scene::{Color, Fill, Group, Path, Role, Stroke};

/// An approximate frontier fades in this many flat steps.
const FADE_STEPS: usize = 4;
/// The bands it fades in follow it to so many px.
const FADE_TOLERANCE_PX: f64 = 0.5;
/// Shorter stretches of frontier are shreds of a coast, px at k = 1.
const LEAST_FRONTIER_PX: f64 = 16.0;
/// A frontier crosses the shore on at most so many times its width.
const CROSSING: f64 = 2.5;
/// It fades over at most this part of the side of a square as large as the land.
const SMALL_LAND_FADE: f64 = 0.15;
/// Areas smaller than this, px², are hatched more closely.
const SMALL_AREA_PX2: f64 = 9_000.0;

/// The land of polities.
pub(super) fn draw_polities(context: &Context<'_>, lands: &Lands<'_>, group: &mut Group) {
    for holding in &lands.holdings {
        let mut polity = feature(
            &format!("polity-{}", holding.polity.id),
            &holding.polity.name,
        )
        .with_role(Role::Polity {
            tint: tint_of(context, holding),
        })
        .with_sign(holding.sign(context));
        facts(&mut polity, context, &holding.polity.provenance);
        let tint = tint_of(context, holding);
        match holding.polity.precision {
            Precision::Approximate => draw_fading(context, holding, tint, &mut polity),
            Precision::Moderate | Precision::Treaty => {
                polity.path(holding.land.clone(), Some(wash(context, tint)), None);
            }
        }
        group.group(polity);
    }
}

fn feature(id: &str, title: &str) -> Group {
    Group::new(id).with_title(title)
}

/// Writes where a fact comes from into its group.
pub(super) fn facts(group: &mut Group, context: &Context<'_>, from: &crate::campaign::Provenance) {
    if let Some(source) = from.source {
        let entry = &context.inputs.campaign.sources[source.0];
        let section = if from.section.is_empty() {
            String::new()
        } else {
            format!("#{}", from.section)
        };
        group.fact("source", format!("{}{section}", entry.title));
    }
    group.fact("quote", from.quote.clone());
    group.fact("note", from.note.clone());
    group.fact("certainty", certainty(from.certainty));
}

/// A certainty as a fact, empty if nothing speaks against it.
pub(super) fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "",
        Certainty::LessCertain => "less-certain",
        Certainty::Uncertain => "uncertain",
    }
}

fn tint_of(context: &Context<'_>, holding: &Holding<'_>) -> Color {
    match holding.polity.side {
        Some(side) => context.palette.side(side).colors.tint,
        None => context.inputs.style.base.neutral,
    }
}

/// A tint over the land: opaque on plain land, else washed over the relief.
fn wash(context: &Context<'_>, tint: Color) -> Fill {
    if context.has_relief() {
        glaze(context, tint, 1.0)
    } else {
        tint.into()
    }
}

/// A tint so transparent that what lies under it shows through, its colour chosen so that flat land
/// gets exactly the tint at full strength.
fn glaze(context: &Context<'_>, tint: Color, strength: f64) -> Fill {
    let style = context.inputs.style;
    let most = style.relief.tint_opacity;
    let undo = |tint: u8, land: u8| {
        let value = (f64::from(tint) - (1.0 - most) * f64::from(land)) / most;
        value.round().clamp(0.0, 255.0) as u8
    };
    let land = style.base.land;
    let color = Color::new(
        undo(tint.r, land.r),
        undo(tint.g, land.g),
        undo(tint.b, land.b),
    );
    Fill {
        color,
        opacity: most * strength,
    }
}

/// Largest area that the fading along a frontier may take, in areas of the land: a frontier so folded that it
/// would fade over itself again and again does not fade.
const MOST_FADE: f64 = 4.0;

/// A tint that fades towards the frontier: bands side by side, each a step stronger.
///
/// Only towards a frontier on land: where the sea begins is known. Bands rather than nested areas,
/// so that no land is painted twice; they are transparent, so that no seam shows between them.
fn draw_fading(context: &Context<'_>, holding: &Holding<'_>, tint: Color, group: &mut Group) {
    let frontier = overlay::simplified(holding.frontier(context), FADE_TOLERANCE_PX);
    let fade_px = fade_px(context, &holding.land);
    if overlay::length(&frontier) * fade_px > MOST_FADE * overlay::page_area(&holding.land) {
        group.path(holding.land.clone(), Some(glaze(context, tint, 1.0)), None);
        return;
    }
    let step_px = fade_px / FADE_STEPS as f64;
    let mut rest = holding.land.clone();
    for step in 1..FADE_STEPS {
        let rim = overlay::band(&frontier, step_px * step as f64);
        let fill = glaze(context, tint, step as f64 / FADE_STEPS as f64);
        group.path(overlay::intersection(&rest, &rim), Some(fill), None);
        rest = overlay::difference(&rest, &rim);
    }
    group.path(rest, Some(glaze(context, tint, 1.0)), None);
}

/// Where a holding ends on land.
///
/// Where two drawings of one coast stray from each other, shreds of the coast would count as
/// frontier; they are short.
pub(super) fn frontier(context: &Context<'_>, holding: &Holding<'_>) -> Path {
    let mut inside = overlay::lines_inside(&holding.outline, context.inland());
    if let Some(px) = context.stray_px() {
        // What crosses the shore is frontier, what runs along it another drawing of the coast.
        let deep = overlay::inset(context.land(), px);
        let shallow = overlay::lines_outside(&inside, &deep);
        let crossing = overlay::without_long(&shallow, CROSSING * px);
        inside = overlay::lines_inside(&inside, &deep);
        inside.extend(&overlay::touching(&crossing, &inside));
    }
    overlay::without_specks(&inside, LEAST_FRONTIER_PX * context.inputs.preset.k)
}

/// Over which length a frontier fades: less in a small land, which would fade away.
fn fade_px(context: &Context<'_>, land: &Path) -> f64 {
    let side = libm::sqrt(overlay::page_area(land));
    (SMALL_LAND_FADE * side).min(context.inputs.style.lines.frontier_fade)
}

/// Land that changed hands: one side's tint, the other's hatching.
pub(super) fn draw_changes(context: &Context<'_>, lands: &Lands<'_>, group: &mut Group) {
    for (index, land) in lands.disputed.iter().enumerate() {
        let change = land.change;
        let mut drawn = feature(&format!("change-{}", change.id), &change.name)
            .with_role(Role::Change)
            .with_sign(signs::change(context, change));
        facts(&mut drawn, context, &change.provenance);
        drawn.path(
            land.tinted.clone(),
            Some(wash(
                context,
                context.palette.side(land.tint_side()).colors.tint,
            )),
            None,
        );
        if change.kind == ChangeKind::Vassal {
            draw_vassal(context, land, &mut drawn);
        } else if change.kind != ChangeKind::Restored {
            let later = &lands.disputed[index + 1..];
            let (_, side) = tint_and_hatch(change);
            draw_hatching(
                context,
                (side, &uncrossed(&land.shaped, later)),
                (change.provenance.certainty, false),
                &mut drawn,
            );
            let districts = overlay::difference(&land.districts, &land.shaped);
            let districts = uncrossed(&districts, later);
            draw_hatching(
                context,
                (change.rival, &districts),
                (change.provenance.certainty, true),
                &mut drawn,
            );
        }
        group.group(drawn);
    }
}

fn is_hatched(kind: ChangeKind) -> bool {
    !matches!(kind, ChangeKind::Vassal | ChangeKind::Restored)
}

/// Whether anything of a change shows: a later one may hatch all of its land anew.
pub(super) fn is_seen(lands: &Lands<'_>, index: usize) -> bool {
    let (land, later) = (&lands.disputed[index], &lands.disputed[index + 1..]);
    !is_hatched(land.change.kind)
        || !land.tinted.is_empty()
        || [&land.shaped, &land.districts]
            .iter()
            .any(|area| !uncrossed(area, later).is_empty())
}

/// What is left of an area without the hatched land of later changes: two hatchings never cross.
fn uncrossed(area: &Path, later: &[Disputed<'_>]) -> Path {
    let hatched = later.iter().filter(|l| is_hatched(l.change.kind));
    hatched.fold(area.clone(), |area, land| {
        overlay::difference(&overlay::difference(&area, &land.shaped), &land.districts)
    })
}

/// Hatches an area in a side's colour; a district's without known limits as closely as a small one.
fn draw_hatching(
    context: &Context<'_>,
    (side, area): (SideId, &Path),
    (certainty, district): (Certainty, bool),
    group: &mut Group,
) {
    if area.is_empty() {
        return;
    }
    let style = context.inputs.style;
    let look = context.palette.side(side);
    let small = district
        || area
            .bounds()
            .is_some_and(|b| b.width() * b.height() < SMALL_AREA_PX2);
    let (gap, opacity) = if small {
        (style.lines.hatch_gap_small, 0.7)
    } else {
        (style.lines.hatch_gap, 0.6)
    };
    let lines = hatch(
        area,
        Hatch {
            angle_deg: look.hatch_deg,
            gap,
        },
    );
    let stroke = hatching(context, side, certainty).with_opacity(opacity);
    group.path(lines, None, Some(stroke));
}

/// The lines that hatch land in a side's colour, dashed where it is doubtful that it changed hands.
pub(super) fn hatching(context: &Context<'_>, side: SideId, certainty: Certainty) -> Stroke {
    let lines = &context.inputs.style.lines;
    let stroke = Stroke::solid(context.palette.side(side).colors.line, lines.hatch);
    match certainty {
        Certainty::Certain => stroke,
        Certainty::LessCertain | Certainty::Uncertain => stroke.dashed(&lines.hatch_dash),
    }
}

/// A vassal's land: a band of the overlord's colour along the inside of its edge. A line, not an area:
/// the halos of names break it.
fn draw_vassal(context: &Context<'_>, land: &Disputed<'_>, group: &mut Group) {
    let style = context.inputs.style;
    let color = context.palette.side(land.change.rival).colors.line;
    let width = style.lines.vassal_band;
    let middle = overlay::inset(&land.outline, width / 2.0);
    let band = overlay::lines_inside(&middle, context.land());
    let stroke = Stroke::solid(color, width).with_opacity(0.45);
    group.path(band, None, Some(stroke));
}

/// Present-day borders, thin and grey, only if the campaign asks for them.
pub(crate) fn draw_modern_borders(context: &Context<'_>, group: &mut Group) {
    if !context.inputs.campaign.map.modern_borders {
        return;
    }
    let style = context.inputs.style;
    let mut borders = Path::new();
    for feature in context.features(BaseLayer::Admin0Lines) {
        if let geo::Geometry::MultiLineString(lines) = &feature.geometry {
            borders.extend(&context.lines(lines));
        }
    }
    let stroke = Stroke::solid(style.base.modern_border, style.lines.modern_border)
        .dashed(&style.lines.modern_border_dash);
    group.path(borders, None, Some(stroke));
}

/// Frontiers that are known well enough to be lines; only where they run over land.
pub(super) fn draw_frontiers(context: &Context<'_>, lands: &Lands<'_>, group: &mut Group) {
    let style = context.inputs.style;
    for holding in &lands.holdings {
        let color = match holding.polity.side {
            Some(side) => context.palette.side(side).colors.line,
            None => style.base.draw,
        };
        let stroke = match holding.polity.precision {
            Precision::Approximate => continue,
            Precision::Moderate => Stroke::solid(color, style.lines.frontier_moderate)
                .dashed(&style.lines.frontier_moderate_dash)
                .with_opacity(0.65),
            Precision::Treaty => {
                Stroke::solid(color, style.lines.frontier_treaty).with_opacity(0.7)
            }
        };
        if holding.frontier(context).is_empty() {
            continue;
        }
        let role = Role::Frontier {
            of: format!("polity-{}", holding.polity.id),
            precision: record::precision(holding.polity.precision),
        };
        let mut line = Group::new("").with_role(role);
        line.path(holding.frontier(context).clone(), None, Some(stroke));
        group.group(line);
    }
}
