//! Moving pictures: rasters and their times to APNG and GIF. Of each picture only the rectangle that
//! changed is stored.

mod apng;
mod colors;
mod gif;

pub use apng::apng;
pub use colors::Palette;
pub use gif::gif;

use super::{PngError, Raster};

/// A picture of a film and how long it stays.
#[derive(Clone, Debug, PartialEq)]
pub struct Shot {
    /// The picture.
    pub raster: Raster,
    /// Seconds.
    pub seconds: f64,
}

/// A rectangle of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Patch {
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

impl Patch {
    /// The whole of a picture.
    fn whole(raster: &Raster) -> Self {
        Self {
            left: 0,
            top: 0,
            width: raster.width,
            height: raster.height,
        }
    }

    /// The smallest rectangle that holds every pixel in which two pictures of one size differ; a
    /// single pixel if they are the same.
    fn changed(before: &Raster, after: &Raster) -> Self {
        let row = after.width as usize * 3;
        let rows = before.rgb.chunks(row).zip(after.rgb.chunks(row));
        let (mut top, mut bottom, mut left, mut right) = (None, 0, usize::MAX, 0);
        for (y, (old, new)) in rows.enumerate() {
            if old == new {
                continue;
            }
            top.get_or_insert(y);
            bottom = y;
            let differs = |x: &usize| old[*x] != new[*x];
            left = (0..row).find(differs).map_or(left, |x| left.min(x / 3));
            right = (0..row).rfind(differs).map_or(right, |x| right.max(x / 3));
        }
        let Some(top) = top else {
            return Self {
                left: 0,
                top: 0,
                width: 1,
                height: 1,
            };
        };
        Self {
            left: left as u32,
            top: top as u32,
            width: (right - left + 1) as u32,
            height: (bottom - top + 1) as u32,
        }
    }

    /// The pixels of a picture within it, row by row.
    fn pixels(self, raster: &Raster) -> impl Iterator<Item = &[u8]> {
        let row = raster.width as usize * 3;
        let (from, to) = (
            self.left as usize * 3,
            (self.left + self.width) as usize * 3,
        );
        let rows = raster.rgb.chunks(row);
        let rows = rows.skip(self.top as usize).take(self.height as usize);
        rows.map(move |line| &line[from..to])
    }
}

/// Refuses a film whose pictures are not all of one size.
fn same_size(first: &Raster, other: &Raster) -> Result<(), PngError> {
    if (first.width, first.height) == (other.width, other.height) {
        return Ok(());
    }
    Err(PngError::Encode(
        "the frames are not all of one size".to_owned(),
    ))
}

fn no_frames() -> PngError {
    PngError::Encode("there are no frames".to_owned())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A picture of one colour with a dot of another.
    pub(crate) fn dotted(width: u32, height: u32, dot: (u32, u32)) -> Raster {
        let mut rgb = [200, 210, 220].repeat((width * height) as usize);
        let at = ((dot.1 * width + dot.0) * 3) as usize;
        rgb[at..at + 3].copy_from_slice(&[180, 30, 10]);
        Raster { width, height, rgb }
    }

    #[test]
    fn the_changed_rectangle_holds_every_change_and_no_more() {
        let (a, b) = (dotted(20, 10, (3, 2)), dotted(20, 10, (9, 7)));
        let patch = Patch::changed(&a, &b);
        assert_eq!(
            patch,
            Patch {
                left: 3,
                top: 2,
                width: 7,
                height: 6
            }
        );
        assert_eq!(patch.pixels(&b).count(), 6);
        assert!(patch.pixels(&b).all(|line| line.len() == 21));
        let same = Patch::changed(&a, &a);
        assert_eq!((same.width, same.height), (1, 1));
    }
}
