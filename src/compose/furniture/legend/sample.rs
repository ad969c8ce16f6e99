//! Samples of the legend, drawn by the map's own code.

use crate::campaign::{BattleSize, EventKind, GroundKind, Victor};
use crate::compose::arrows::ArrowLook;
use crate::compose::context::Context;
use crate::compose::ground;
use crate::compose::hatch::{Hatch, hatch};
use crate::compose::markers;
use crate::compose::polyline::Polyline;
use crate::geom::{PagePoint, PageRect};
use crate::scene::{Fill, Group, Path, Stroke};

/// What stands before the text of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sample {
    /// A movement of a kind.
    Movement(ArrowLook),
    /// The lighter tail of inferred routes.
    Inferred(ArrowLook),
    /// A body as wide as a strength.
    Strength(ArrowLook),
    /// A battle's marker.
    Battle(Victor),
    /// The symbol of another event.
    Event(EventKind),
    /// A circle of uncertain places.
    Uncertain,
    /// Land that changed hands.
    Change {
        /// Its tint.
        tint: Fill,
        /// Its hatching: angle in degrees and lines.
        hatch: Option<(f64, Stroke)>,
        /// The inner band of vassals.
        band: Option<Fill>,
    },
    /// A frontier.
    Frontier(Stroke),
    /// A frontier without a line.
    Fading(Fill),
    /// Ground that the campaign file gives.
    Ground(GroundKind),
}

/// Draws a sample, `at` being the middle of its left end.
pub(super) fn draw(context: &Context<'_>, sample: &Sample, at: PagePoint, group: &mut Group) {
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
        Sample::Strength(look) => {
            let line = Path::line(&[at, at.offset(width, 0.0)]);
            group.path(line, None, Some(look.bar()));
        }
        Sample::Event(kind) => markers::draw_event(context, center, *kind, group),
        Sample::Inferred(look) => {
            let line = Polyline::new([at, at.offset(width, 0.0)]);
            look.draw_inferred_sample(&line, group);
        }
        Sample::Battle(victor) => {
            let look = markers::victor_look(context, *victor);
            let size = (BattleSize::Skirmish, context.inputs.style.markers.skirmish);
            markers::draw_battle(context, center, size, look, group);
        }
        Sample::Uncertain => markers::draw_uncertain(context, Path::circle(center, 8.0 * k), group),
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
