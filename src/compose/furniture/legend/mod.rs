//! The legend: only what is drawn, its samples drawn by the map's own code.

mod rows;
mod sample;

use super::{plain, wrapped};
use crate::compose::context::Context;
use crate::compose::lands::Lands;
use crate::compose::plan::Plan;
use crate::geom::{PagePoint, Size};
use crate::scene::{Group, Role};
use crate::text::Face;

use sample::Sample;

/// Texts wider than this are set in two lines, px at k = 1: a wider panel covers too much of the map.
const WIDEST_TEXT_PX: f64 = 216.0;
/// Distance of two lines of one row, in sizes of the lettering.
const LEADING: f64 = 1.25;

/// All rows of a legend with the room that they take in the longest of the map's languages.
pub(super) struct Legend {
    rows: Vec<Row>,
    /// Lines of each row.
    lines: Vec<usize>,
    /// Width of the widest line, px.
    widest: f64,
    /// In so many columns.
    columns: usize,
}

/// One row: a sample and what it means.
struct Row {
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

    /// Draws the sample and what it means, from the middle of the row's left edge.
    fn draw(&self, context: &Context<'_>, at: PagePoint) -> Group {
        let style = context.inputs.style;
        let size = style.lettering.legend;
        let cap = context.inputs.fonts.cap_height(Face::Sans, size);
        let mut drawn = Group::new("")
            .with_role(Role::LegendRow)
            .with_sign(self.sign.clone());
        sample::draw(context, &self.sample, at, &mut drawn);
        let lines = self.lines(context);
        let first = at.y - (lines.len() as f64 - 1.0) / 2.0 * size * LEADING + cap / 2.0;
        for (index, line) in lines.iter().enumerate() {
            let baseline = first + index as f64 * size * LEADING;
            let origin = PagePoint::new(at.x + style.furniture.legend_text, baseline);
            let look = (Face::Sans, size, style.base.text);
            drawn.text(plain(context, line, look, origin));
        }
        drawn
    }
}

impl Legend {
    /// The legend of what is drawn.
    pub(super) fn new(context: &Context<'_>, plan: &Plan<'_>, lands: &Lands<'_>) -> Self {
        let rows = rows::rows(context, plan, lands);
        let mut legend = Self {
            lines: vec![1; rows.len()],
            rows,
            widest: 0.0,
            columns: 1,
        };
        legend.make_room(context, &legend.rows_lines(context));
        if !context.inputs.other_langs.is_empty() {
            for other in context.in_all_languages() {
                let rows = rows::rows(&other, plan, lands);
                let lines: Vec<Vec<String>> = rows.iter().map(|row| row.lines(&other)).collect();
                legend.make_room(context, &lines);
            }
        }
        legend
    }

    /// The same in as many columns as a width has room for, px.
    pub(super) fn wide(mut self, context: &Context<'_>, width: f64) -> Self {
        let padding = context.inputs.style.furniture.panel_padding;
        let most = ((width - padding) / self.column_width(context)).floor();
        let per_column = self.rows.len().div_ceil((most as usize).max(1));
        self.columns = self.rows.len().div_ceil(per_column.max(1)).max(1);
        self
    }

    /// Width of a column with the gap after it, px.
    fn column_width(&self, context: &Context<'_>) -> f64 {
        let furniture = &context.inputs.style.furniture;
        furniture.panel_padding + furniture.legend_text + self.widest
    }

    /// The most rows that a column has.
    fn per_column(&self) -> usize {
        self.rows.len().div_ceil(self.columns).max(1)
    }

    /// Whether there is nothing to explain.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn rows_lines(&self, context: &Context<'_>) -> Vec<Vec<String>> {
        self.rows.iter().map(|row| row.lines(context)).collect()
    }

    /// Makes room for the rows as one language words them.
    fn make_room(&mut self, context: &Context<'_>, wording: &[Vec<String>]) {
        let size = context.inputs.style.lettering.legend;
        for (room, lines) in self.lines.iter_mut().zip(wording) {
            *room = (*room).max(lines.len());
        }
        let widths = wording
            .iter()
            .flatten()
            .map(|line| context.inputs.fonts.measure(Face::Sans, size, 0.0, line));
        self.widest = widths.fold(self.widest, f64::max);
    }

    /// The size of the legend's panel.
    pub(super) fn size(&self, context: &Context<'_>) -> Size {
        let padding = context.inputs.style.furniture.panel_padding;
        let columns = self.lines.chunks(self.per_column());
        let height = |lines: &usize| row_height(context, *lines);
        let heights = columns.map(|column| column.iter().map(height).sum::<f64>());
        Size {
            width: (padding + self.columns as f64 * self.column_width(context)).ceil(),
            height: (1.4 * padding + heights.fold(0.0, f64::max)).ceil(),
        }
    }

    /// Draws the rows from the panel's top left corner, column by column.
    pub(super) fn draw(&self, context: &Context<'_>, at: PagePoint) -> Group {
        let padding = context.inputs.style.furniture.panel_padding;
        let mut legend = Group::new("legend").with_title(context.words.legend.clone());
        let per_column = self.per_column();
        let mut left = at.x + padding;
        for (rows, lines) in self
            .rows
            .chunks(per_column)
            .zip(self.lines.chunks(per_column))
        {
            let mut top = at.y + padding * 0.7;
            for (row, room) in rows.iter().zip(lines) {
                let height = row_height(context, *room);
                legend.group(row.draw(context, PagePoint::new(left, top + height / 2.0)));
                top += height;
            }
            left += self.column_width(context);
        }
        legend
    }
}

/// Height of a row of so many lines, px.
fn row_height(context: &Context<'_>, lines: usize) -> f64 {
    let style = context.inputs.style;
    let more = lines.saturating_sub(1) as f64;
    style.furniture.legend_row + more * style.lettering.legend * LEADING
}
