//! The index: names that found no room on the map, each after its number or letter there.

use super::{plain, wrapped};
use crate::compose::context::Context;
use crate::compose::keyed::Keyed;
use crate::geom::{PagePoint, Size};
use crate::scene::{Group, Role};
use crate::text::Face;

/// Rows wider than this are broken, px at k = 1: no wider than the legend above or below it.
const WIDEST_PX: f64 = 268.0;
/// Distance of lines, in sizes of the lettering.
const LEADING: f64 = 1.3;

/// Each entry's lines, with the id of its feature.
fn lines<'k>(context: &Context<'_>, keyed: &'k Keyed) -> Vec<(&'k str, Vec<String>)> {
    let look = (Face::Sans, context.inputs.style.lettering.legend);
    let widest = WIDEST_PX * context.inputs.preset.k;
    let broken = |row: &String| wrapped(context.inputs.fonts, row, look, widest);
    let entries = keyed.entries.iter();
    entries
        .map(|e| (e.of.as_str(), e.rows.iter().flat_map(broken).collect()))
        .collect()
}

/// The size of the panel.
pub(super) fn size(context: &Context<'_>, keyed: &Keyed) -> Size {
    let style = context.inputs.style;
    let (size, padding) = (style.lettering.legend, style.furniture.panel_padding);
    let fonts = context.inputs.fonts;
    let all = lines(context, keyed)
        .into_iter()
        .flat_map(|(_, lines)| lines);
    let (count, widest) = all.fold((0, 0.0_f64), |(count, widest), line| {
        let width = fonts.measure(Face::Sans, size, 0.0, &line);
        (count + 1, widest.max(width))
    });
    Size {
        width: (2.0 * padding + widest).ceil(),
        height: (1.4 * padding + f64::from(count) * size * LEADING).ceil(),
    }
}

/// Draws the panel's rows from its top left corner.
pub(super) fn draw(context: &Context<'_>, keyed: &Keyed, at: PagePoint) -> Group {
    let style = context.inputs.style;
    let (size, padding) = (style.lettering.legend, style.furniture.panel_padding);
    let look = (Face::Sans, size, style.base.text);
    let mut index = Group::new("index");
    let mut baseline = at.y + 0.7 * padding + size;
    for (of, lines) in lines(context, keyed) {
        let of = of.to_owned();
        let mut row = Group::new("").with_role(Role::KeyEntry { of });
        for line in lines {
            let origin = PagePoint::new(at.x + padding, baseline);
            row.text(plain(context, &line, look, origin));
            baseline += size * LEADING;
        }
        index.group(row);
    }
    index
}
