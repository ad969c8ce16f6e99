//! Relief as engravers make it: ruled lines over the land, wider the deeper the shadow.

use super::context::Context;
use super::hatch::{Hatch, hatch};
use super::relief;
use crate::geom::PagePoint;
use crate::scene::{Group, LineCap, Path, Stroke};

/// From line to line, px at k = 1: a ruling machine sets them so that the tone still shows single lines.
const GAP_PX: f64 = 3.0;
/// Slopes are looked at so often along a line, px at k = 1.
const STEP_PX: f64 = 2.0;
/// The lines rise a little to the right: level ones would be taken for water, steep ones for hatching.
const ANGLE_DEG: f64 = 18.0;
/// From which depth of shadow a line is how wide, px at k = 1.
const TONES: [(f64, f64); 3] = [(0.14, 0.45), (0.36, 0.8), (0.62, 1.25)];

/// Draws the relief over the land of the view.
pub(super) fn draw(context: &Context<'_>, group: &mut Group) {
    let view = context.inputs.view;
    let look = &context.inputs.style.relief;
    let k = context.inputs.preset.k;
    let windows = view.geo_window();
    let reliefs = windows.iter();
    let reliefs = reliefs.filter_map(|window| context.inputs.basemap.relief(*window));
    let reliefs: Vec<_> = reliefs.collect();
    let shadow = |at: PagePoint| {
        let shade = view
            .unproject(at)
            .and_then(|p| reliefs.iter().find_map(|r| r.shade(p)));
        shade.map_or(0.0, relief::shadow)
    };
    let rules = hatch(
        context.land(),
        Hatch {
            angle_deg: ANGLE_DEG,
            gap: GAP_PX * k,
        },
    );
    let mut tones = TONES.map(|_| Path::new());
    for (rule, _) in rules.polylines() {
        let (Some(first), Some(last)) = (rule.first(), rule.last()) else {
            continue;
        };
        rule_tones(*first, *last, STEP_PX * k, &shadow, &mut tones);
    }
    for (path, (_, width)) in tones.into_iter().zip(TONES) {
        let stroke = Stroke::solid(look.shadow, width * k).with_cap(LineCap::Round);
        group.path(path, None, Some(stroke.with_opacity(look.shadow_strength)));
    }
}

/// Adds the stretches of a line to the widest tone that their shadow is deep enough for.
fn rule_tones(
    from: PagePoint,
    to: PagePoint,
    step: f64,
    shadow: &impl Fn(PagePoint) -> f64,
    tones: &mut [Path; 3],
) {
    let steps = (from.distance(to) / step).floor() as usize;
    let at = |i: usize| {
        from.lerp(to, i as f64 * step / from.distance(to))
            .quantised()
    };
    let tone_of = |i: usize| {
        let depth = shadow(at(i));
        TONES.iter().rposition(|(least, _)| depth >= *least)
    };
    let mut open: Option<(usize, usize)> = None;
    for i in 0..=steps {
        let tone = if i < steps { tone_of(i) } else { None };
        if open.map(|(tone, _)| tone) == tone {
            continue;
        }
        if let Some((tone, start)) = open {
            tones[tone].extend_line(&[at(start), at(i)]);
        }
        open = tone.map(|tone| (tone, i));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_swell_where_the_shadow_is_deeper() {
        let mut tones = TONES.map(|_| Path::new());
        let shadow = |p: PagePoint| p.x / 100.0;
        let (from, to) = (PagePoint::new(0.0, 5.0), PagePoint::new(100.0, 5.0));
        rule_tones(from, to, 2.0, &shadow, &mut tones);
        let reach = |path: &Path| {
            let bounds = path.bounds().unwrap();
            (bounds.x0, bounds.x1)
        };
        assert_eq!(reach(&tones[0]), (14.0, 36.0));
        assert_eq!(reach(&tones[1]), (36.0, 62.0));
        assert_eq!(reach(&tones[2]), (62.0, 100.0));
    }
}
