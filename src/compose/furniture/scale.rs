//! The scale bar: a round length, true at the middle of the map.

use super::plain;
use crate::compose::context::Context;
use crate::geom::{PagePoint, PageRect, Size};
use crate::scene::{Group, Path};
use crate::text::Face;

/// The scale is left out where it varies by more than this over the map.
const MOST_VARIATION: f64 = 0.08;

/// A bar of a round length.
pub(super) struct Bar {
    km: f64,
    px: f64,
}

/// The longest bar of 1, 2 or 4 times a power of ten (its half is round too) that fits; none if the
/// scale varies too much over the map.
pub(super) fn choose(context: &Context<'_>) -> Option<Bar> {
    let view = context.inputs.view;
    let sizes = &context.inputs.style.furniture;
    if view.scale_variation() > MOST_VARIATION {
        return None;
    }
    let px_per_km = view.px_per_km(view.unproject(view.frame.center())?);
    let mut best = None;
    for power in -2..5 {
        for unit in [1.0, 2.0, 4.0] {
            let km = unit * libm::pow(10.0, f64::from(power));
            let px = km * px_per_km;
            if px >= sizes.scale_least * 0.75 && px <= sizes.scale_most {
                best = Some(Bar { km, px });
            }
        }
    }
    best
}

/// The size of the bar's panel.
pub(super) fn size(context: &Context<'_>, bar: &Bar) -> Size {
    let k = context.inputs.preset.k;
    Size {
        width: bar.px + 56.0 * k,
        height: 44.0 * k,
    }
}

/// Draws the bar from its panel's top left corner.
pub(super) fn draw(context: &Context<'_>, bar: &Bar, at: PagePoint) -> Group {
    let style = context.inputs.style;
    let k = context.inputs.preset.k;
    let look = (Face::Sans, style.lettering.scale, style.base.text);
    // In the middle of pixels, where every rasteriser draws thin upright lines alike.
    let on_pixel = |px: f64| px.round() + 0.5;
    let (left, base) = (on_pixel(at.x + 20.0 * k), on_pixel(at.y + 28.5 * k));
    let mut group = Group::new("scale");
    // Filled boxes and no lines: printers widen thin lines to whole dots.
    let half = style.lines.scale / 2.0;
    let tick = (5.0 * k).round();
    let x = |t: f64| on_pixel(left + bar.px * t - 0.5);
    let mut ticks = Path::rect(PageRect::new(
        x(0.0) - half,
        base - half,
        x(1.0) + half,
        base + half,
    ));
    for t in [0.0, 0.5, 1.0] {
        let upright = PageRect::new(x(t) - half, base - tick, x(t) + half, base);
        ticks.extend(&Path::rect(upright));
    }
    group.path(ticks, Some(style.base.text.into()), None);
    let write = |group: &mut Group, t: f64, text: &str, unit: &str| {
        let half = context
            .inputs
            .fonts
            .measure(Face::Sans, style.lettering.scale, 0.0, text)
            / 2.0;
        let origin = PagePoint::new(x(t) - half, at.y + 18.0 * k);
        group.text(plain(context, &format!("{text}{unit}"), look, origin));
    };
    write(&mut group, 0.0, "0", "");
    write(&mut group, 0.5, &number(bar.km / 2.0), "");
    write(
        &mut group,
        1.0,
        &number(bar.km),
        &format!(" {}", context.words.km),
    );
    group
}

fn number(km: f64) -> String {
    if km >= 1.0 {
        let digits = format!("{km:.0}");
        let cut = digits.len().saturating_sub(3);
        return if digits.len() > 4 {
            format!("{} {}", &digits[..cut], &digits[cut..])
        } else {
            digits
        };
    }
    format!("{km}")
}
