//! Rows of the legend: movements, battles, special signs, areas, lines; only what is drawn.

use super::Row;
use super::sample::Sample;
use crate::campaign::{
    ChangeKind, EventKind, MovementKind, Precision, Route, Side, SideId, Victor,
};
use crate::compose::context::Context;
use crate::compose::ground;
use crate::compose::lands::{Disputed, Holding, Lands, tint_and_hatch};
use crate::compose::markers;
use crate::compose::names::in_doubt;
use crate::compose::plan::{Arrow, Plan};
use crate::compose::signs;
use crate::compose::tints;
use crate::compose::words::filled;
use crate::scene::{Fill, Stroke};

/// The rows for what is drawn, each sample once.
pub(super) fn rows(context: &Context<'_>, plan: &Plan<'_>, lands: &Lands<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    movement_rows(context, plan, &mut rows);
    strength_rows(context, plan, &mut rows);
    battle_rows(context, plan, &mut rows);
    if has_uncertain_circle(context, plan) {
        rows.push(Row {
            sample: Sample::Uncertain,
            text: context.words.site_unknown.clone(),
            sign: signs::UNCERTAIN_SITE.to_owned(),
        });
    }
    event_rows(context, plan, &mut rows);
    area_rows(context, lands, &mut rows);
    line_rows(context, lands, &mut rows);
    rows.extend(ground::kinds(context).into_iter().map(|kind| Row {
        sample: Sample::Ground(kind),
        text: context.words.ground(kind).to_owned(),
        sign: signs::ground(kind).to_owned(),
    }));
    rows
}

/// A side before a noun: its adjective if the file gives one, in the file's own language.
fn adjective<'s>(context: &'s Context<'_>, side: &'s Side) -> &'s str {
    let translated = context.inputs.lang.and_then(|lang| side.names.get(lang));
    match translated {
        Some(name) => name,
        None if side.adjective.is_empty() => &side.name,
        None => &side.adjective,
    }
}

fn movement_rows(context: &Context<'_>, plan: &Plan<'_>, rows: &mut Vec<Row>) {
    let campaign = context.inputs.campaign;
    let mut seen = Vec::new();
    let mut arrows: Vec<_> = plan
        .arrows
        .iter()
        .filter(|a| a.presence.goes_on())
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
            let side = adjective(context, campaign.side(movement.side));
            rows.push(Row {
                sample: Sample::Movement(arrow.look.clone()),
                text: format!("{side} {}", context.words.movement(movement.kind)),
                sign: signs::movement(context, movement),
            });
        }
    }
    if let Some(arrow) = inferred {
        rows.push(Row {
            sample: Sample::Inferred(arrow.look.clone()),
            text: context.words.inferred_tail.clone(),
            sign: signs::INFERRED.to_owned(),
        });
    }
}

/// Three strengths with the width of their bodies, where widths tell strengths.
fn strength_rows(context: &Context<'_>, plan: &Plan<'_>, rows: &mut Vec<Row>) {
    let wide = plan.arrows.iter().find(|a| a.look.is_wide());
    let (Some(widths), Some(arrow)) = (plan.widths, wide) else {
        return;
    };
    for strength in widths.samples() {
        let width = widths.px(Some(strength)) * context.inputs.preset.k;
        rows.push(Row {
            sample: Sample::Strength(arrow.look.clone().with_width(width, 0.0)),
            text: filled(
                &context.words.strong,
                "number",
                &context.words.number(strength),
            ),
            sign: String::new(),
        });
    }
}

fn battle_rows(context: &Context<'_>, plan: &Plan<'_>, rows: &mut Vec<Row>) {
    let campaign = context.inputs.campaign;
    let mut victors: Vec<Victor> = Vec::new();
    for mark in &plan.battles {
        for victor in mark.victors() {
            if !victors.contains(&victor) {
                victors.push(victor);
            }
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
                filled(
                    &context.words.battle_won,
                    "side",
                    context.name(&side.name, &side.names),
                )
            }
            Victor::Draw => context.words.battle_draw.clone(),
            Victor::Unknown => context.words.battle_unknown.clone(),
        };
        rows.push(Row {
            sample: Sample::Battle(victor),
            text,
            sign: signs::battle(context, victor),
        });
    }
}

fn has_uncertain_circle(context: &Context<'_>, plan: &Plan<'_>) -> bool {
    let battles = plan.battles.iter();
    let battles = battles.map(|b| (context.inputs.campaign.place(b.battle.place), b.radius));
    let places = plan.places.iter().map(|p| (p.place, p.radius));
    battles
        .chain(places)
        .any(|(place, radius)| markers::wants_circle(context, place, radius))
}

fn event_rows(context: &Context<'_>, plan: &Plan<'_>, rows: &mut Vec<Row>) {
    for kind in [EventKind::Revolt, EventKind::Treaty, EventKind::Other] {
        if plan.events.iter().any(|e| e.event.kind == kind) {
            rows.push(Row {
                sample: Sample::Event(kind),
                text: context.words.event(kind).to_owned(),
                sign: signs::event(kind).to_owned(),
            });
        }
    }
}

/// Land that changed hands: what looks alike shares a row.
fn area_rows(context: &Context<'_>, lands: &Lands<'_>, rows: &mut Vec<Row>) {
    let mut seen: Vec<(Sample, Vec<&Disputed<'_>>)> = Vec::new();
    for (index, land) in lands.disputed.iter().enumerate() {
        if !tints::is_seen(lands, index) {
            continue;
        }
        let sample = area_sample(context, land);
        match seen.iter_mut().find(|(known, _)| *known == sample) {
            Some((_, alike)) => alike.push(land),
            None => seen.push((sample, vec![land])),
        }
    }
    for (sample, alike) in seen {
        rows.push(Row {
            sample,
            text: area_text(context, &alike),
            sign: signs::change(context, alike[0].change),
        });
    }
}

fn area_sample(context: &Context<'_>, land: &Disputed<'_>) -> Sample {
    let change = land.change;
    let (tint, hatch) = tint_and_hatch(change);
    let (tint, rival) = (context.palette.side(tint), context.palette.side(hatch));
    let is_vassal = change.kind == ChangeKind::Vassal;
    let hatched = !is_vassal && change.kind != ChangeKind::Restored;
    let stroke = tints::hatching(context, hatch, change.provenance.certainty);
    Sample::Change {
        tint: tint.colors.tint.into(),
        hatch: hatched.then_some((rival.hatch_deg, stroke.with_opacity(0.7))),
        band: is_vassal.then_some(Fill {
            color: rival.colors.line,
            opacity: 0.45,
        }),
    }
}

/// What land that looks alike has in common: its name if all bear the same one, else what happened; with a
/// question mark if any of it is doubtful.
fn area_text(context: &Context<'_>, alike: &[&Disputed<'_>]) -> String {
    let certainties = alike.iter().map(|land| land.change.provenance.certainty);
    let certainty = certainties.max().unwrap_or_default();
    in_doubt(plain_area_text(context, alike), certainty)
}

fn plain_area_text(context: &Context<'_>, alike: &[&Disputed<'_>]) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for land in alike {
        let text = context.name(&land.change.name, &land.change.names);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    if let [text] = texts[..] {
        return text.to_owned();
    }
    let name = |side: SideId| {
        let side = context.inputs.campaign.side(side);
        context.name(&side.name, &side.names)
    };
    let first = alike[0].change;
    let (holder, rival) = (name(first.holder), name(first.rival));
    let mut kinds: Vec<ChangeKind> = alike.iter().map(|land| land.change.kind).collect();
    kinds.dedup();
    let pattern = match kinds[..] {
        [kind] => context.words.change(kind),
        _ => &context.words.passed,
    };
    filled(&filled(pattern, "holder", holder), "rival", rival)
}

fn line_rows(context: &Context<'_>, lands: &Lands<'_>, rows: &mut Vec<Row>) {
    let style = context.inputs.style;
    let color = |h: &Holding<'_>| {
        h.polity
            .side
            .map_or(style.base.draw, |s| context.palette.side(s).colors.line)
    };
    for (precision, text) in [
        (Precision::Treaty, &context.words.frontier),
        (Precision::Moderate, &context.words.frontier_moderate),
        (Precision::Approximate, &context.words.frontier_approximate),
    ] {
        let drawn =
            |h: &&Holding<'_>| h.polity.precision == precision && !h.sign(context).is_empty();
        let Some(holding) = lands.holdings.iter().find(drawn) else {
            continue;
        };
        let sample = match precision {
            Precision::Treaty => {
                let stroke = Stroke::solid(color(holding), style.lines.frontier_treaty);
                Sample::Frontier(stroke.with_opacity(0.7))
            }
            Precision::Moderate => {
                let stroke = Stroke::solid(color(holding), style.lines.frontier_moderate);
                let dashed = stroke.dashed(&style.lines.frontier_moderate_dash);
                Sample::Frontier(dashed.with_opacity(0.65))
            }
            Precision::Approximate => {
                let side = holding.polity.side;
                let tint = side.map_or(style.base.neutral, |s| context.palette.side(s).colors.tint);
                Sample::Fading(tint.into())
            }
        };
        rows.push(Row {
            sample,
            text: text.to_owned(),
            sign: signs::frontier(precision),
        });
    }
}
