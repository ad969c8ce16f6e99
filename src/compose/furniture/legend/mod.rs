//! The legend: only what is drawn, its samples drawn by the map's own code.

mod rows;
mod sample;

pub(super) use rows::rows;

use super::{plain, wrapped};
use crate::compose::context::Context;
use crate::geom::{PagePoint, Size};
use crate::scene::{Group, Role};
use crate::text::Face;

use sample::Sample;

/// Texts wider than this are set in two lines, px at k = 1: a wider panel covers too much of the map.
const WIDEST_TEXT_PX: f64 = 216.0;
/// Distance of two lines of one row, in sizes of the lettering.
const LEADING: f64 = 1.25;

/// One row: a sample and what it means.
pub(super) struct Row {
    sample: Sample,
    text: String,
    /// The sign on the map that it explains, empty if it explains no single one.
    sign: String,
}

impl Row {
    fn lines(&self, context: &Context<'_>) -> Vec<String> {
        let look = (Face::Sans, context.inputs.style.lettering.legend);
        let widest = WIDEST_TEXT_PX * context.inputs.preset.k;
        wrapped(context.inputs.fonts, &self.text, look, widest)
    }

    fn height(&self, context: &Context<'_>) -> f64 {
        let style = context.inputs.style;
        let more = self.lines(context).len().saturating_sub(1) as f64;
        style.furniture.legend_row + more * style.lettering.legend * LEADING
    }
}

/// The size of the legend's panel.
pub(super) fn size(context: &Context<'_>, rows: &[Row]) -> Size {
    let style = context.inputs.style;
    let fonts = context.inputs.fonts;
    let measure = |line: &String| fonts.measure(Face::Sans, style.lettering.legend, 0.0, line);
    let widest = rows
        .iter()
        .flat_map(|row| row.lines(context))
        .map(|line| measure(&line))
        .fold(0.0, f64::max);
    let padding = style.furniture.panel_padding;
    let height: f64 = rows.iter().map(|row| row.height(context)).sum();
    Size {
        width: (2.0 * padding + style.furniture.legend_text + widest).ceil(),
        height: (1.4 * padding + height).ceil(),
    }
}

/// Draws the rows from the panel's top left corner.
pub(super) fn draw(context: &Context<'_>, rows: &[Row], at: PagePoint) -> Group {
    let style = context.inputs.style;
    let furniture = &style.furniture;
    let size = style.lettering.legend;
    let cap = context.inputs.fonts.cap_height(Face::Sans, size);
    let mut legend = Group::new("legend").with_title(context.words.legend.clone());
    let mut top = at.y + furniture.panel_padding * 0.7;
    let left = at.x + furniture.panel_padding;
    for row in rows {
        let middle = top + row.height(context) / 2.0;
        let mut drawn = Group::new("")
            .with_role(Role::LegendRow)
            .with_sign(row.sign.clone());
        sample::draw(
            context,
            &row.sample,
            PagePoint::new(left, middle),
            &mut drawn,
        );
        let lines = row.lines(context);
        let first = middle - (lines.len() as f64 - 1.0) / 2.0 * size * LEADING + cap / 2.0;
        for (index, line) in lines.iter().enumerate() {
            let baseline = first + index as f64 * size * LEADING;
            let origin = PagePoint::new(left + furniture.legend_text, baseline);
            let look = (Face::Sans, size, style.base.text);
            drawn.text(plain(context, line, look, origin));
        }
        legend.group(drawn);
        top += row.height(context);
    }
    legend
}
