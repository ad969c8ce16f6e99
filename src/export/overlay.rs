//! A group that shows in part, painted once for all parts.
//!
//! A renderer paints a group with an opacity on a clear ground and lays that over what is there. In a film
//! one group comes bit by bit: it is painted once, and only laid for each frame, with the pixels that the
//! renderer would give.

use resvg::tiny_skia::{IntRect, Pixmap, Transform};

use super::canvas::{Canvas, Drawing};
use super::png::PngError;

/// Pixels that the renderer adds around a group, for edges that are soft.
const MARGIN_PX: i32 = 2;
/// The largest value of a colour.
const FULL: f32 = 255.0;
/// Bytes that are looked at together: what they show already stays as it is.
const BLOCK: usize = 64;
/// Bytes of a pixel.
const PIXEL: usize = 4;

/// A drawing painted as one group.
pub struct Overlay {
    pixmap: Pixmap,
    /// Where its first pixel lies on the canvas.
    at: (i32, i32),
}

impl Overlay {
    /// Paints a drawing for canvases at scale 1 of the size of this one; none if it shows nothing.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn new(drawing: &Drawing, canvas: &Canvas) -> Result<Option<Self>, PngError> {
        let Some((rect, transform)) = placed(drawing, canvas) else {
            return Ok(None);
        };
        let pixmap = Pixmap::new(rect.width(), rect.height());
        let mut pixmap = pixmap.ok_or(PngError::TooLarge {
            width: f64::from(rect.width()),
            height: f64::from(rect.height()),
        })?;
        drawing.render(transform, &mut pixmap);
        let at = (rect.x(), rect.y());
        Ok(Some(Self { pixmap, at }))
    }

    /// Lays it over a canvas, so opaque: 0 not at all, 1 as if it had been painted there.
    pub fn lay(&self, canvas: &mut Canvas, opacity: f32) {
        let [width, own] = [canvas.size_px().0, self.pixmap.width()].map(|w| w as usize * PIXEL);
        let [left, top] = [self.at.0, self.at.1].map(i64::from);
        let first = left.max(0);
        let last = (left + i64::from(self.pixmap.width())).min(i64::from(canvas.size_px().0));
        let Ok(length) = usize::try_from(last - first) else {
            return;
        };
        let [from, to] = [first - left, first].map(|x| x as usize * PIXEL);
        for (y, row) in canvas.rgba_mut().chunks_exact_mut(width).enumerate() {
            let Ok(line) = usize::try_from(y as i64 - top) else {
                continue;
            };
            let Some(line) = self.pixmap.data().chunks_exact(own).nth(line) else {
                break;
            };
            let span = length * PIXEL;
            mix(&mut row[to..to + span], &line[from..from + span], opacity);
        }
    }
}

/// The pixels that the renderer gives a group to be painted on, and how it moves the group there.
fn placed(drawing: &Drawing, canvas: &Canvas) -> Option<(IntRect, Transform)> {
    let bounds = drawing.layer_bounds()?;
    let rect = IntRect::from_xywh(
        (bounds.x().floor() as i32).checked_sub(MARGIN_PX)?,
        (bounds.y().floor() as i32).checked_sub(MARGIN_PX)?,
        (bounds.width().ceil() as u32).checked_add(2 * MARGIN_PX as u32)?,
        (bounds.height().ceil() as u32).checked_add(2 * MARGIN_PX as u32)?,
    )?;
    // No more than two pages to each side.
    let (width, height) = canvas.size_px();
    let (w, h) = (i32::try_from(width).ok()?, i32::try_from(height).ok()?);
    let rect = IntRect::from_ltrb(
        rect.left().max(-2 * w),
        rect.top().max(-2 * h),
        rect.right().min(3 * w),
        rect.bottom().min(3 * h),
    )?;
    // Rounded in the same steps as the renderer does.
    let dx = bounds.x() - (bounds.x() - rect.x() as f32);
    let dy = bounds.y() - (bounds.y() - rect.y() as f32);
    Some((rect, Transform::from_translate(-dx, -dy)))
}

/// Lays pixels over others, the colours of both darkened by what shines through them.
fn mix(below: &mut [u8], above: &[u8], opacity: f32) {
    let blocks = below.chunks_mut(BLOCK).zip(above.chunks(BLOCK));
    for (below, above) in blocks.filter(|(below, above)| below != above) {
        let pixels = below.chunks_exact_mut(PIXEL).zip(above.chunks_exact(PIXEL));
        for (below, above) in pixels {
            let part = |value: u8| f32::from(value) * (1.0 / FULL);
            let through = 1.0 - part(above[3]) * opacity;
            for (below, above) in below.iter_mut().zip(above) {
                let sum = part(*below) * through + part(*above) * opacity;
                *below = (sum.clamp(0.0, 1.0) * FULL).round_ties_even() as u8;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Limits;
    use crate::geom::Size;

    /// Shapes over each other, some clear, some beyond the page.
    const SHAPES: &str = "<path d='M-30 -20 150 8 90 77z' fill='#335577'/>\
        <rect x='10.3' y='5.7' width='60' height='40' fill='#a31' fill-opacity='0.6'/>\
        <path d='M5 60 Q60 20 118 70' fill='none' stroke='#062' stroke-width='3.5'/>";

    fn read(shapes: &str) -> Drawing {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='120' height='80'>{shapes}</svg>"
        );
        Drawing::read(&svg).unwrap()
    }

    #[test]
    fn it_shows_as_a_group_of_that_opacity_does() {
        let size = Size {
            width: 120.0,
            height: 80.0,
        };
        let mut ground = Canvas::new(size, 1.0, Limits::default()).unwrap();
        ground.paint(&read("<circle cx='50' cy='40' r='33' fill='#c8a860'/>"));
        let overlay = Overlay::new(&read(SHAPES), &ground).unwrap().unwrap();
        for hundredths in 1..100 {
            let opacity = format!("{}", f64::from(hundredths) / 100.0);
            let mut expected = ground.clone();
            expected.paint(&read(&format!("<g opacity='{opacity}'>{SHAPES}</g>")));
            let mut laid = ground.clone();
            overlay.lay(&mut laid, opacity.parse().unwrap());
            assert!(laid.raster() == expected.raster(), "{opacity}");
        }
        assert!(Overlay::new(&read(""), &ground).unwrap().is_none());
    }
}
