//! Pictures as the audit sees them.

use super::shapes::{self, Quad};
use crate::geom::PagePoint;
use crate::scene::Color;

/// An opaque picture, row by row from the top, three bytes a pixel.
#[derive(Clone, Copy, Debug)]
pub struct Pixels<'a> {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green and blue of each.
    pub rgb: &'a [u8],
}

impl Pixels<'_> {
    /// The pixels whose middles lie in a turned box.
    pub(super) fn inside(&self, quad: &Quad) -> impl Iterator<Item = Color> {
        let bounds = shapes::bounds(quad.iter().copied()).unwrap_or_default();
        let cut = |value: f64, most: u32| value.clamp(0.0, f64::from(most)) as u32;
        let (x0, x1) = (
            cut(bounds.x0, self.width),
            cut(bounds.x1.ceil(), self.width),
        );
        let (y0, y1) = (
            cut(bounds.y0, self.height),
            cut(bounds.y1.ceil(), self.height),
        );
        (y0..y1)
            .flat_map(move |y| (x0..x1).map(move |x| (x, y)))
            .filter(|(x, y)| {
                shapes::contains(
                    quad,
                    PagePoint::new(f64::from(*x) + 0.5, f64::from(*y) + 0.5),
                )
            })
            .filter_map(|(x, y)| self.at(x, y))
    }

    fn at(&self, x: u32, y: u32) -> Option<Color> {
        let start = (y as usize * self.width as usize + x as usize) * 3;
        let pixel = self.rgb.get(start..start + 3)?;
        Some(Color::new(pixel[0], pixel[1], pixel[2]))
    }

    /// The part of all pixels that differ from another picture's by more than `most` in a channel; all if
    /// the sizes differ.
    pub(super) fn share_unlike(&self, other: &Self, most: u8) -> f64 {
        if (self.width, self.height) != (other.width, other.height)
            || self.rgb.len() != other.rgb.len()
        {
            return 1.0;
        }
        let pixels = self.rgb.chunks(3).zip(other.rgb.chunks(3));
        let unlike = pixels.filter(|(a, b)| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > most));
        unlike.count() as f64 / (self.rgb.len() / 3).max(1) as f64
    }
}
