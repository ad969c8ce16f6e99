//! Layers as pictures that the lower ones shine through, each fitted to what lies below it.
//!
//! Painting rounds at every touch of the brush, and a layer painted for itself is touched less often
//! than one painted upon others: four translucent strokes over each other may come out three steps of
//! a colour paler. So a layer's colours are compared with those of the layers painted together, and
//! mended where they would be more than one step off.

use super::canvas::Canvas;
use super::png::{Packing, PngError, encode_clear};

/// How far a colour may be off, of 255 steps, before it is mended.
const MOST_STEPS: u8 = 1;

/// Layers laid over each other so far.
#[derive(Clone)]
pub struct Pile {
    /// What they give when they are laid over each other as pictures: three bytes a pixel.
    laid: Vec<u8>,
    files: Vec<Vec<u8>>,
}

impl Pile {
    /// A pile without a layer, for layers of the size of a canvas.
    pub fn new(canvas: &Canvas) -> Self {
        Self {
            laid: vec![0; canvas.rgba().len() / 4 * 3],
            files: Vec::new(),
        }
    }

    /// Lays a layer, painted on a clear ground, on top; `whole` is it painted upon those below.
    ///
    /// # Errors
    /// If the layer cannot be encoded.
    pub fn add(
        &mut self,
        layer: &Canvas,
        whole: &Canvas,
        packing: Packing,
    ) -> Result<(), PngError> {
        let mut rgba = layer.rgba().to_vec();
        let wholes = whole.rgba().chunks_exact(4);
        let pixels = rgba.chunks_exact_mut(4).zip(wholes);
        for ((pixel, whole), laid) in pixels.zip(self.laid.chunks_exact_mut(3)) {
            if let Some(opaque) = std::num::NonZeroU8::new(pixel[3]) {
                for (color, (whole, laid)) in pixel.iter_mut().zip(whole.iter().zip(laid)) {
                    (*color, *laid) = fitted((*color, opaque.get()), *laid, *whole);
                }
            }
        }
        self.files
            .push(encode_clear(layer.size_px(), &rgba, packing)?);
        Ok(())
    }

    /// The files of the layers, from the lowest.
    pub fn into_files(self) -> Vec<Vec<u8>> {
        self.files
    }
}

/// A colour of a layer, once it is no longer darkened by what shines through, with what comes of it when it
/// is laid over another; `wanted` is what should.
fn fitted((dark, opaque): (u8, u8), below: u8, wanted: u8) -> (u8, u8) {
    let part = i32::from(opaque);
    let under = i32::from(below) * (255 - part);
    let laid = |color: u8| ((i32::from(color) * part + under + 127) / 255) as u8;
    let own = ((i32::from(dark) * 255 + part / 2) / part).min(255) as u8;
    if laid(own).abs_diff(wanted) <= MOST_STEPS {
        return (own, laid(own));
    }
    let exact = f64::from(i32::from(wanted) * 255 - under) / f64::from(part);
    let mended = exact.round().clamp(0.0, 255.0) as u8;
    (mended, laid(mended))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_kept_unless_they_would_be_off() {
        assert_eq!(fitted((60, 100), 200, 182), (153, 182));
        assert_eq!(fitted((60, 100), 200, 181), (153, 182));
        let (mended, laid) = fitted((60, 100), 200, 185);
        assert!(mended > 153 && laid == 185);
        assert_eq!(fitted((77, 255), 200, 77), (77, 77));
        // What cannot be reached is come as near to as can be.
        assert_eq!(fitted((3, 3), 10, 90).0, 255);
    }
}
