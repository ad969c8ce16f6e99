//! The index: names that found no room on the map, each after its number or letter there.

use super::{plain, wrapped};
use crate::compose::context::Context;
use crate::compose::keyed::{Entry, Keyed};
use crate::geom::{PagePoint, Size};
use crate::scene::{Group, Role};
use crate::text::Face;

/// Rows wider than this are broken, px at k = 1: no wider than the legend above or below it.
const WIDEST_PX: f64 = 268.0;
/// Rows after a letter are set in by so many sizes of the lettering.
const INDENT: f64 = 1.4;
/// Distance of lines, in sizes of the lettering.
const LEADING: f64 = 1.3;

/// The lines of an entry, and how far they are set in, px.
fn lines(context: &Context<'_>, entry: &Entry) -> (Vec<String>, f64) {
    let look = (Face::Sans, context.inputs.style.lettering.legend);
    let indent = entry.letter().map_or(0.0, |_| INDENT * look.1);
    let widest = WIDEST_PX * context.inputs.preset.k - indent;
    let broken = |row: &String| wrapped(context.inputs.fonts, row, look, widest);
    (entry.rows.iter().flat_map(broken).collect(), indent)
}

/// The size of the panel.
pub(super) fn size(context: &Context<'_>, keyed: &Keyed) -> Size {
    let style = context.inputs.style;
    let (size, padding) = (style.lettering.legend, style.furniture.panel_padding);
    let (mut count, mut widest) = (0_usize, 0.0_f64);
    for entry in &keyed.entries {
        let (lines, indent) = lines(context, entry);
        count += lines.len();
        let widths = lines
            .iter()
            .map(|line| context.inputs.fonts.measure(Face::Sans, size, 0.0, line));
        widest = widths.fold(widest, |widest, width| widest.max(indent + width));
    }
    Size {
        width: (2.0 * padding + widest).ceil(),
        height: (1.4 * padding + count as f64 * size * LEADING).ceil(),
    }
}

/// Draws the panel's rows from its top left corner, a letter before the first of those it stands for.
pub(super) fn draw(context: &Context<'_>, keyed: &Keyed, at: PagePoint) -> Group {
    let style = context.inputs.style;
    let (size, padding) = (style.lettering.legend, style.furniture.panel_padding);
    let look = |face: Face| (face, size, style.base.text);
    let mut index = Group::new("index");
    let mut baseline = at.y + 0.7 * padding + size;
    for entry in &keyed.entries {
        let of = entry.of.clone();
        let mut row = Group::new("").with_role(Role::KeyEntry { of });
        let left = at.x + padding;
        if let Some(letter) = entry.letter() {
            let origin = PagePoint::new(left, baseline);
            row.text(plain(context, letter, look(Face::SansBold), origin));
        }
        let (lines, indent) = lines(context, entry);
        for line in lines {
            let origin = PagePoint::new(left + indent, baseline);
            row.text(plain(context, &line, look(Face::Sans), origin));
            baseline += size * LEADING;
        }
        index.group(row);
    }
    index
}
