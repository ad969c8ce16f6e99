//! The legend: only what is drawn, its samples drawn by the map's own code.

use super::plain;
use crate::campaign::{ChangeKind, EventKind, GroundKind, MovementKind, Precision, Route, Victor};
use crate::compose::arrows::{ArrowLook, Presence};
use crate::compose::context::Context;
use crate::compose::ground;
use crate::compose::hatch::{Hatch, hatch};
use crate::compose::lands::{Lands, tint_and_hatch};
use crate::compose::markers;
use crate::compose::plan::{Arrow, Plan};
use crate::compose::polyline::Polyline;
use crate::compose::signs;
use crate::geom::{PagePoint, PageRect, Size};
use crate::scene::{Fill, Group, Path, Role, Stroke};
use crate::text::Face;

/// One row: a sample and what it means.
pub(super) struct Row<'a> {
    sample: Sample<'a>,
    text: String,
    /// The sign on the map that it explains.
    sign: String,
}

enum Sample<'a> {
    Movement(&'a ArrowLook),
    Inferred(&'a ArrowLook),
    Battle(Victor),
    Uncertain,
    Event(EventKind),
    Change {
        tint: Fill,
        hatch: Option<(f64, Stroke)>,
        band: Option<Fill>,
    },
    Frontier(Stroke),
    Fading(Fill),
    Ground(GroundKind),
}

/// The rows for what is drawn: movements, battles, special signs, areas, lines.
pub(super) fn rows<'a>(
    context: &Context<'_>,
    plan: &'a Plan<'_>,
    lands: &Lands<'_>,
) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    movement_rows(context, plan, &mut rows);
    battle_rows(context, plan, &mut rows);
    if has_uncertain_circle(context, plan) {
        rows.push(Row {
            sample: Sample::Uncertain,
            text: "Exact site unknown".to_owned(),
            sign: signs::UNCERTAIN_SITE.to_owned(),
        });
    }
    event_rows(plan, &mut rows);
    area_rows(context, lands, &mut rows);
    line_rows(context, lands, &mut rows);
    rows.extend(ground::kinds(context).into_iter().map(|kind| Row {
        sample: Sample::Ground(kind),
        text: signs::ground(kind).to_owned(),
        sign: signs::ground(kind).to_owned(),
    }));
    rows
}

fn movement_rows<'a>(context: &Context<'_>, plan: &'a Plan<'_>, rows: &mut Vec<Row<'a>>) {
    let campaign = context.inputs.campaign;
    let mut seen = Vec::new();
    let mut arrows: Vec<_> = plan
        .arrows
        .iter()
        .filter(|a| a.presence == Presence::Present)
        .collect();
    arrows.sort_by_key(|a| (a.movement.side, a.movement.kind));
    let is_inferred = |a: &&Arrow<'_>| {
        let filled = matches!(
            a.movement.kind,
            MovementKind::Advance | MovementKind::Pursuit | MovementKind::Raid
        );
        a.movement.route == Route::Inferred && filled
    };
    let inferred = arrows.iter().copied().find(is_inferred);
    for arrow in arrows {
        let movement = arrow.movement;
        let key = (movement.side, signs::word(movement.kind));
        if !seen.contains(&key) {
            seen.push(key);
            let side = campaign.side(movement.side);
            let text = format!("{}: {}", context.name(&side.name, &side.names), key.1);
            rows.push(Row {
                sample: Sample::Movement(&arrow.look),
                text,
                sign: signs::movement(context, movement),
            });
        }
    }
    if let Some(arrow) = inferred {
        let text = "Lighter tail: route inferred".to_owned();
        rows.push(Row {
            sample: Sample::Inferred(&arrow.look),
            text,
            sign: signs::INFERRED.to_owned(),
        });
    }
}

fn battle_rows(context: &Context<'_>, plan: &Plan<'_>, rows: &mut Vec<Row<'_>>) {
    let campaign = context.inputs.campaign;
    let mut victors: Vec<Victor> = Vec::new();
    for mark in &plan.battles {
        if !victors.contains(&mark.battle.victor) {
            victors.push(mark.battle.victor);
        }
    }
    victors.sort_by_key(|v| match v {
        Victor::Side(side) => side.0,
        Victor::Draw => 1_000,
        Victor::Unknown => 1_001,
    });
    for victor in victors {
        let text = match victor {
            Victor::Side(id) => {
                let side = campaign.side(id);
                format!("Battle won by {}", context.name(&side.name, &side.names))
            }
            Victor::Draw => "Battle without a victor".to_owned(),
            Victor::Unknown => "Battle, victor not known".to_owned(),
        };
        rows.push(Row {
            sample: Sample::Battle(victor),
            text,
            sign: signs::battle(context, victor),
        });
    }
}

fn has_uncertain_circle(context: &Context<'_>, plan: &Plan<'_>) -> bool {
    plan.battles.iter().any(|b| {
        let place = context.inputs.campaign.place(b.battle.place);
        markers::wants_circle(context, place, b.radius)
    })
}

fn event_rows(plan: &Plan<'_>, rows: &mut Vec<Row<'_>>) {
    let kinds = [
        (EventKind::Revolt, "Revolt"),
        (EventKind::Treaty, "Treaty"),
        (EventKind::Other, "Other event"),
    ];
    let is_drawn = |kind| plan.events.iter().any(|mark| mark.event.kind == kind);
    let drawn = kinds.into_iter().filter(|(kind, _)| is_drawn(*kind));
    rows.extend(drawn.map(|(kind, text)| Row {
        sample: Sample::Event(kind),
        text: text.to_owned(),
        sign: signs::event(kind).to_owned(),
    }));
}

fn area_rows(context: &Context<'_>, lands: &Lands<'_>, rows: &mut Vec<Row<'_>>) {
    let style = context.inputs.style;
    for land in &lands.disputed {
        let change = land.change;
        let (tint, hatch) = tint_and_hatch(change);
        let (tint, rival) = (context.palette.side(tint), context.palette.side(hatch));
        let is_vassal = change.kind == ChangeKind::Vassal;
        let hatched = !is_vassal && change.kind != ChangeKind::Restored;
        let stroke = Stroke::solid(rival.colors.line, style.lines.hatch).with_opacity(0.7);
        rows.push(Row {
            sample: Sample::Change {
                tint: tint.colors.tint.into(),
                hatch: hatched.then_some((rival.hatch_deg, stroke)),
                band: is_vassal.then_some(Fill {
                    color: rival.colors.line,
                    opacity: 0.45,
                }),
            },
            text: context.name(&change.name, &change.names).to_owned(),
            sign: signs::change(change),
        });
    }
}

fn line_rows(context: &Context<'_>, lands: &Lands<'_>, rows: &mut Vec<Row<'_>>) {
    let style = context.inputs.style;
    let drawn = |precision| {
        lands
            .holdings
            .iter()
            .find(|h| h.polity.precision == precision && !h.land.is_empty())
    };
    let color = |h: &crate::compose::lands::Holding<'_>| {
        h.polity
            .side
            .map_or(style.base.draw, |s| context.palette.side(s).colors.line)
    };
    if let Some(holding) = drawn(Precision::Treaty) {
        let stroke = Stroke::solid(color(holding), style.lines.frontier_treaty).with_opacity(0.7);
        rows.push(Row {
            sample: Sample::Frontier(stroke),
            text: "Frontier".to_owned(),
            sign: signs::frontier(Precision::Treaty),
        });
    }
    if let Some(holding) = drawn(Precision::Moderate) {
        let stroke = Stroke::solid(color(holding), style.lines.frontier_moderate)
            .dashed(&style.lines.frontier_moderate_dash)
            .with_opacity(0.65);
        rows.push(Row {
            sample: Sample::Frontier(stroke),
            text: "Frontier, moderately well known".to_owned(),
            sign: signs::frontier(Precision::Moderate),
        });
    }
    if let Some(holding) = drawn(Precision::Approximate) {
        let tint = holding
            .polity
            .side
            .map_or(style.base.neutral, |s| context.palette.side(s).colors.tint);
        rows.push(Row {
            sample: Sample::Fading(tint.into()),
            text: "Approximate frontier".to_owned(),
            sign: signs::frontier(Precision::Approximate),
        });
    }
}

/// The size of the legend's panel.
pub(super) fn size(context: &Context<'_>, rows: &[Row<'_>]) -> Size {
    let style = context.inputs.style;
    let measure = |row: &Row<'_>| {
        context
            .inputs
            .fonts
            .measure(Face::Sans, style.lettering.legend, 0.0, &row.text)
    };
    let widest = rows.iter().map(measure).fold(0.0, f64::max);
    let padding = style.furniture.panel_padding;
    Size {
        width: (2.0 * padding + style.furniture.legend_text + widest).ceil(),
        height: (1.4 * padding + style.furniture.legend_row * rows.len() as f64).ceil(),
    }
}

/// Draws the rows from the panel's top left corner.
pub(super) fn draw(context: &Context<'_>, rows: &[Row<'_>], at: PagePoint) -> Group {
    let style = context.inputs.style;
    let furniture = &style.furniture;
    let mut legend = Group::new("legend").with_title("Legend");
    for (index, row) in rows.iter().enumerate() {
        let middle =
            at.y + furniture.panel_padding * 0.7 + furniture.legend_row * (index as f64 + 0.5);
        let left = at.x + furniture.panel_padding;
        let mut drawn = Group::new("")
            .with_role(Role::LegendRow)
            .with_sign(row.sign.clone());
        draw_sample(
            context,
            &row.sample,
            PagePoint::new(left, middle),
            &mut drawn,
        );
        let look = (Face::Sans, style.lettering.legend, style.base.text);
        let baseline = middle
            + context
                .inputs
                .fonts
                .cap_height(Face::Sans, style.lettering.legend)
                / 2.0;
        let origin = PagePoint::new(left + furniture.legend_text, baseline);
        drawn.text(plain(context, &row.text, look, origin));
        legend.group(drawn);
    }
    legend
}

fn draw_sample(context: &Context<'_>, sample: &Sample<'_>, at: PagePoint, group: &mut Group) {
    let style = context.inputs.style;
    let width = style.furniture.legend_sample;
    let center = at.offset(width / 2.0, 0.0);
    let k = context.inputs.preset.k;
    let swatch = PageRect::new(at.x, at.y - 7.0 * k, at.x + width, at.y + 7.0 * k);
    match sample {
        Sample::Movement(look) => {
            let line = Polyline::new([at, at.offset(width, 0.0)]).resampled(4.0);
            look.draw_sample(&line, group);
        }
        Sample::Inferred(look) => {
            let line = Polyline::new([at, at.offset(width, 0.0)]);
            look.draw_inferred_sample(&line, group);
        }
        Sample::Battle(victor) => {
            let look = markers::victor_look(context, *victor);
            markers::draw_battle(
                context,
                center,
                crate::campaign::BattleSize::Skirmish,
                look,
                group,
            );
        }
        Sample::Uncertain => markers::draw_uncertain(context, Path::circle(center, 8.0 * k), group),
        Sample::Event(kind) => markers::draw_event(context, center, *kind, group),
        Sample::Change {
            tint,
            hatch: lines,
            band,
        } => {
            group.path(Path::rect(swatch), Some(*tint), None);
            if let Some((angle_deg, stroke)) = lines {
                let gap = style.lines.hatch_gap_small;
                let lines = hatch(
                    &Path::rect(swatch),
                    Hatch {
                        angle_deg: *angle_deg,
                        gap,
                    },
                );
                group.path(lines, None, Some(stroke.clone()));
            }
            if let Some(fill) = band {
                let width = style.lines.vassal_band;
                let inner = swatch.grown(-width / 2.0);
                let stroke = Stroke::solid(fill.color, width).with_opacity(fill.opacity);
                group.path(Path::rect(inner), None, Some(stroke));
            }
        }
        Sample::Frontier(stroke) => {
            let line = Path::line(&[at, at.offset(width, 0.0)]);
            group.path(line, None, Some(stroke.clone()));
        }
        Sample::Fading(tint) => draw_fading(context, *tint, swatch, group),
        Sample::Ground(kind) => {
            ground::draw_area(context, *kind, &Path::rect(swatch), group);
            let line = Path::line(&[at, at.offset(width, 0.0)]);
            ground::draw_line(context, *kind, &line, group);
        }
    }
}

/// A tint that fades to the right in flat steps, as an approximate frontier does.
fn draw_fading(context: &Context<'_>, tint: Fill, swatch: PageRect, group: &mut Group) {
    for step in 0..4 {
        let x = swatch.x0 + swatch.width() * f64::from(step) / 4.0;
        let part = PageRect::new(x, swatch.y0, x + swatch.width() / 4.0, swatch.y1);
        let strength = f64::from(4 - step) / 4.0;
        let color = context.inputs.style.base.land.mixed(tint.color, strength);
        group.path(Path::rect(part), Some(color.into()), None);
    }
}
