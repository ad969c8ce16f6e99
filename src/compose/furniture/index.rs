//! The index: names that found no room on the map, each after its number or letter there; in one column on the map
//! or beside it, in several below it.

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

/// An entry with its rows broken into lines, and how far they are set in, px.
struct Block<'k> {
    entry: &'k Entry,
    lines: Vec<String>,
    indent: f64,
}

/// The index set in columns.
pub(super) struct Index<'k> {
    columns: Vec<Vec<Block<'k>>>,
    /// Width of each column without the gap after it, px.
    widths: Vec<f64>,
    /// The size of its panel.
    pub size: Size,
}

impl<'k> Index<'k> {
    /// In one column.
    pub(super) fn narrow(context: &Context<'_>, keyed: &'k Keyed) -> Self {
        Self::in_columns(context, keyed, 1)
    }

    /// In as many columns as a width has room for, px.
    pub(super) fn wide(context: &Context<'_>, keyed: &'k Keyed, width: f64) -> Self {
        let padding = context.inputs.style.furniture.panel_padding;
        let column = WIDEST_PX * context.inputs.preset.k + padding;
        let columns = ((width - padding) / column).floor().max(1.0);
        let mut index = Self::in_columns(context, keyed, columns as usize);
        index.size.width = width;
        index
    }

    fn in_columns(context: &Context<'_>, keyed: &'k Keyed, most: usize) -> Self {
        let style = context.inputs.style;
        let (size, padding) = (style.lettering.legend, style.furniture.panel_padding);
        let blocks: Vec<Block<'k>> = keyed.entries.iter().map(|e| block(context, e)).collect();
        let columns = even(blocks, most);
        let measure = |line: &String| context.inputs.fonts.measure(Face::Sans, size, 0.0, line);
        let width = |block: &Block<'_>| {
            let widths = block.lines.iter().map(measure);
            block.indent + widths.fold(0.0, f64::max)
        };
        let widths: Vec<f64> = columns
            .iter()
            .map(|column| column.iter().map(width).fold(0.0, f64::max))
            .collect();
        let rows = columns.iter().map(|c| count(c)).max().unwrap_or(0);
        Self {
            size: Size {
                width: (padding + widths.iter().map(|w| w + padding).sum::<f64>()).ceil(),
                height: (1.4 * padding + rows as f64 * size * LEADING).ceil(),
            },
            columns,
            widths,
        }
    }

    /// Draws the rows from the panel's top left corner, a letter before the first of those it stands for.
    pub(super) fn draw(&self, context: &Context<'_>, at: PagePoint) -> Group {
        let style = context.inputs.style;
        let (size, padding) = (style.lettering.legend, style.furniture.panel_padding);
        let look = |face: Face| (face, size, style.base.text);
        let mut index = Group::new("index");
        let mut left = at.x + padding;
        for (column, width) in self.columns.iter().zip(&self.widths) {
            let mut baseline = at.y + 0.7 * padding + size;
            for block in column {
                let of = block.entry.of.clone();
                let mut row = Group::new("").with_role(Role::KeyEntry { of });
                if let Some(letter) = block.entry.letter() {
                    let origin = PagePoint::new(left, baseline);
                    row.text(plain(context, letter, look(Face::SansBold), origin));
                }
                for line in &block.lines {
                    let origin = PagePoint::new(left + block.indent, baseline);
                    row.text(plain(context, line, look(Face::Sans), origin));
                    baseline += size * LEADING;
                }
                index.group(row);
            }
            left += width + padding;
        }
        index
    }
}

fn block<'k>(context: &Context<'_>, entry: &'k Entry) -> Block<'k> {
    let look = (Face::Sans, context.inputs.style.lettering.legend);
    let indent = entry.letter().map_or(0.0, |_| INDENT * look.1);
    let widest = WIDEST_PX * context.inputs.preset.k - indent;
    let broken = |row: &String| wrapped(context.inputs.fonts, row, look, widest);
    Block {
        entry,
        lines: entry.rows.iter().flat_map(broken).collect(),
        indent,
    }
}

fn count(column: &[Block<'_>]) -> usize {
    column.iter().map(|block| block.lines.len()).sum()
}

/// Blocks in at most so many columns of about the same length, none of them broken.
fn even(blocks: Vec<Block<'_>>, most: usize) -> Vec<Vec<Block<'_>>> {
    let each = count(&blocks).div_ceil(most.max(1));
    let mut columns: Vec<Vec<Block<'_>>> = vec![Vec::new()];
    for block in blocks {
        let is_full = columns.len() < most && columns.last().is_some_and(|c| count(c) >= each);
        if is_full {
            columns.push(Vec::new());
        }
        if let Some(last) = columns.last_mut() {
            last.push(block);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::keyed::tests::entry;

    #[test]
    fn columns_are_of_about_the_same_length() {
        let entries: Vec<Entry> = (1..=10).map(|n| entry(&n.to_string())).collect();
        let block = |entry| Block {
            entry,
            lines: vec![String::new(); 2],
            indent: 0.0,
        };
        let columns = even(entries.iter().map(block).collect(), 3);
        let counts: Vec<usize> = columns.iter().map(|c| count(c)).collect();
        assert_eq!(counts, [8, 8, 4]);
    }
}
