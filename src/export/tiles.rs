//! Which parts of a picture are to be painted anew: a page cut into tiles.

use std::ops::Range;

use super::canvas::Canvas;

/// Pixels of a tile across: a row of one is a few cache lines.
const WIDTH: usize = 64;
/// Pixels of a tile down: those of a strip, so that a tile lies in one strip of the file.
pub(super) const HEIGHT: usize = 24;
/// Bytes of a pixel.
const PIXEL: usize = 4;

/// Some of the tiles of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiles {
    /// Pixels across and down.
    size: (usize, usize),
    /// Tiles in a row.
    across: usize,
    marked: Vec<bool>,
}

impl Tiles {
    /// None of the tiles of a canvas.
    pub fn none(canvas: &Canvas) -> Self {
        let (width, height) = canvas.size_px();
        let size = (width as usize, height as usize);
        let across = size.0.div_ceil(WIDTH);
        Self {
            size,
            across,
            marked: vec![false; across * size.1.div_ceil(HEIGHT)],
        }
    }

    /// Marks those in which two canvases of one size differ.
    pub fn mark_unlike(&mut self, a: &Canvas, b: &Canvas) {
        let row = self.size.0 * PIXEL;
        let rows = a.rgba().chunks_exact(row).zip(b.rgba().chunks_exact(row));
        for (y, (a, b)) in rows.enumerate().filter(|(_, (a, b))| a != b) {
            let first = y / HEIGHT * self.across;
            let tiles = a.chunks(WIDTH * PIXEL).zip(b.chunks(WIDTH * PIXEL));
            for (mark, (a, b)) in self.marked[first..].iter_mut().zip(tiles) {
                *mark |= a != b;
            }
        }
    }

    /// Marks those between pixels from left to right and from top to bottom.
    pub(super) fn mark_within(&mut self, x: Range<i64>, y: Range<i64>) {
        let down = self.marked.len() / self.across.max(1);
        let (columns, rows) = (within(x, WIDTH, self.across), within(y, HEIGHT, down));
        for row in rows.map(|row| row * self.across) {
            self.marked[row + columns.start..row + columns.end].fill(true);
        }
    }

    /// Marks the tiles of the same page that others mark.
    pub fn mark(&mut self, others: &Self) {
        for (mark, other) in self.marked.iter_mut().zip(&others.marked) {
            *mark |= other;
        }
    }

    /// Whether they have one in common with others of the same page.
    pub fn touch(&self, others: &Self) -> bool {
        let mut pairs = self.marked.iter().zip(&others.marked);
        pairs.any(|(own, other)| own & other)
    }

    /// How many are marked, of how many.
    pub(super) fn count(&self) -> (usize, usize) {
        let marked = self.marked.iter().filter(|marked| **marked);
        (marked.count(), self.marked.len())
    }

    /// Whether one of a row of tiles is marked.
    pub(super) fn is_in_row(&self, row: usize) -> bool {
        let mut rows = self.marked.chunks(self.across);
        rows.nth(row).is_none_or(|tiles| tiles.contains(&true))
    }

    /// The bytes of the marked tiles in a canvas, side by side ones of a pixel row together.
    fn spans(&self) -> impl Iterator<Item = Range<usize>> {
        let (width, height) = self.size;
        let tiles = self.marked.chunks(self.across.max(1)).enumerate();
        let runs = tiles.flat_map(|(row, tiles)| runs(tiles).map(move |run| (row, run)));
        runs.flat_map(move |(row, run)| {
            let columns = run.start * WIDTH..width.min(run.end * WIDTH);
            let lines = row * HEIGHT..height.min((row + 1) * HEIGHT);
            lines.map(move |y| {
                let start = y * width;
                (start + columns.start) * PIXEL..(start + columns.end) * PIXEL
            })
        })
    }

    /// Copies the marked tiles of one canvas to another of the same size.
    pub fn copy(&self, from: &Canvas, to: &mut Canvas) {
        let to = to.rgba_mut();
        for span in self.spans() {
            to[span.clone()].copy_from_slice(&from.rgba()[span]);
        }
    }
}

/// The numbers of the tiles of a length that a range of pixels lies in, of which there are so many.
fn within(pixels: Range<i64>, length: usize, most: usize) -> Range<usize> {
    if pixels.is_empty() {
        return 0..0;
    }
    let length = length as i64;
    let tile = |pixel: i64| pixel.clamp(0, most as i64 * length) as usize;
    let length = length as usize;
    tile(pixels.start) / length..tile(pixels.end).div_ceil(length)
}

/// Runs of marked tiles in a row.
fn runs(tiles: &[bool]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    tiles.chunk_by(|a, b| a == b).filter_map(move |run| {
        let range = start..start + run.len();
        start = range.end;
        run[0].then_some(range)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Drawing, Limits};
    use crate::geom::Size;

    fn canvas(svg: &str) -> Canvas {
        let size = Size {
            width: 200.0,
            height: 100.0,
        };
        let mut canvas = Canvas::new(size, 1.0, Limits::default()).unwrap();
        let svg =
            format!("<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'>{svg}</svg>");
        canvas.paint(&Drawing::read(&svg).unwrap());
        canvas
    }

    #[test]
    fn what_differs_is_found_and_copied() {
        let (plain, dotted) = (
            canvas(""),
            canvas("<rect x='190' y='94' width='9' height='4'/>"),
        );
        let mut tiles = Tiles::none(&plain);
        tiles.mark_unlike(&plain, &dotted);
        let marked: Vec<usize> = (0..tiles.marked.len())
            .filter(|i| tiles.marked[*i])
            .collect();
        // Four tiles a row, the last one eight pixels wide; the fifth row is four pixels high.
        assert_eq!(marked, [14, 15, 18, 19]);
        let mut copy = plain.clone();
        tiles.copy(&dotted, &mut copy);
        assert_eq!(copy.raster(), dotted.raster());
    }

    #[test]
    fn only_what_lies_on_the_page_is_marked() {
        let of = |x, y| {
            let mut tiles = Tiles::none(&canvas(""));
            tiles.mark_within(x, y);
            tiles
        };
        let tiles = of(-50..10, -9..30);
        assert!(tiles.is_in_row(0) && tiles.is_in_row(1) && !tiles.is_in_row(2));
        assert!(tiles.touch(&of(63..80, 47..60)));
        assert!(!tiles.touch(&of(64..80, 0..60)));
        assert!(!tiles.touch(&of(0..9, 48..60)));
        for outside in [of(-9..0, 0..9), of(256..300, 0..9), of(5..5, 50..60)] {
            assert_eq!(outside.count().0, 0);
        }
    }

    #[test]
    fn a_frame_around_the_page_does_not_touch_what_it_frames() {
        let page = canvas("");
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'>\
                   <path d='M0 0H200V100H0zM9 9V91H191V9z'/></svg>";
        let tiles = Drawing::read(svg).unwrap().tiles(&page);
        assert_eq!(tiles.count(), (18, 20));
    }
}
