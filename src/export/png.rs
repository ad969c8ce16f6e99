//! Pixels to PNG.

use std::fmt;

/// How large a picture may become.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest side, px.
    pub side: u32,
    /// Number of pixels.
    pub pixels: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            side: 16_384,
            pixels: 100_000_000,
        }
    }
}

impl Limits {
    /// Refuses a picture of this size, px, if it is too large.
    pub(super) fn check(self, width: f64, height: f64) -> Result<(), PngError> {
        let fits = width.max(height) <= f64::from(self.side);
        if fits && width * height <= self.pixels as f64 {
            return Ok(());
        }
        Err(PngError::TooLarge { width, height })
    }
}

/// Why no picture was made.
#[derive(Debug)]
pub enum PngError {
    /// It would be larger than the limits allow.
    TooLarge {
        /// Width asked for, px.
        width: f64,
        /// Height asked for, px.
        height: f64,
    },
    /// The SVG could not be read back.
    Svg(String),
    /// The encoder failed.
    Encode(String),
}

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { width, height } => {
                write!(
                    f,
                    "a picture of {width:.0} x {height:.0} px is over the limit"
                )
            }
            Self::Svg(why) => write!(f, "the drawing cannot be rasterised: {why}"),
            Self::Encode(why) => write!(f, "the picture cannot be encoded: {why}"),
        }
    }
}

impl std::error::Error for PngError {}

/// A picture: opaque RGB, row by row from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Three bytes a pixel.
    pub rgb: Vec<u8>,
}

/// How hard a picture is packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Packing {
    /// In a few milliseconds.
    #[default]
    Fast,
    /// Smaller, in several times the time.
    Small,
}

/// Encodes a picture as PNG.
///
/// # Errors
/// If the encoder fails.
pub fn encode(raster: &Raster, packing: Packing) -> Result<Vec<u8>, PngError> {
    encoded(raster, packing, None)
}

/// Encodes a picture as PNG that says how large it is on paper.
///
/// # Errors
/// If the encoder fails.
pub fn encode_for_paper(raster: &Raster, dots_per_inch: f64) -> Result<Vec<u8>, PngError> {
    let dots_per_metre = (dots_per_inch / 0.0254).round() as u32;
    let dots = png::PixelDimensions {
        xppu: dots_per_metre,
        yppu: dots_per_metre,
        unit: png::Unit::Meter,
    };
    encoded(raster, Packing::Small, Some(dots))
}

/// Encodes pixels of four bytes, the last of which says how opaque they are, as PNG.
pub(super) fn encode_clear(
    size: (u32, u32),
    rgba: &[u8],
    packing: Packing,
) -> Result<Vec<u8>, PngError> {
    packed((size, png::ColorType::Rgba, rgba), packing, None)
}

fn encoded(
    raster: &Raster,
    packing: Packing,
    dots: Option<png::PixelDimensions>,
) -> Result<Vec<u8>, PngError> {
    let size = (raster.width, raster.height);
    packed((size, png::ColorType::Rgb, &raster.rgb), packing, dots)
}

fn packed(
    (size, color, pixels): ((u32, u32), png::ColorType, &[u8]),
    packing: Packing,
    dots: Option<png::PixelDimensions>,
) -> Result<Vec<u8>, PngError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(match packing {
        Packing::Fast => png::Compression::Fastest,
        Packing::Small => png::Compression::High,
    });
    encoder.set_pixel_dims(dots);
    let fault = |e: png::EncodingError| PngError::Encode(e.to_string());
    let mut writer = encoder.write_header().map_err(fault)?;
    writer.write_image_data(pixels).map_err(fault)?;
    writer.finish().map_err(fault)?;
    Ok(bytes)
}

/// Reads back a picture that [`encode`] wrote.
///
/// # Errors
/// If it is no PNG, not opaque RGB of eight bits, or larger than the usual [`Limits`].
pub fn decode(bytes: &[u8]) -> Result<Raster, PngError> {
    let fault = |e: png::DecodingError| PngError::Encode(e.to_string());
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
        .read_info()
        .map_err(fault)?;
    let (width, height) = (reader.info().width, reader.info().height);
    Limits::default().check(f64::from(width), f64::from(height))?;
    let unlike = || PngError::Encode("it is not opaque RGB of eight bits".to_owned());
    let mut rgb = vec![0; reader.output_buffer_size().ok_or_else(unlike)?];
    let info = reader.next_frame(&mut rgb).map_err(fault)?;
    if (info.color_type, info.bit_depth) != (png::ColorType::Rgb, png::BitDepth::Eight) {
        return Err(unlike());
    }
    rgb.truncate(info.buffer_size());
    Ok(Raster {
        width: info.width,
        height: info.height,
        rgb,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_survives_its_file() {
        let raster = Raster {
            width: 3,
            height: 2,
            rgb: (0..18).map(|i| i * 13).collect(),
        };
        for packing in [Packing::Fast, Packing::Small] {
            let bytes = encode(&raster, packing).unwrap();
            assert_eq!(decode(&bytes).unwrap(), raster);
        }
        assert!(decode(b"GIF89a").is_err());
    }

    #[test]
    fn a_picture_for_paper_says_its_resolution() {
        let raster = Raster {
            width: 2,
            height: 1,
            rgb: vec![0; 6],
        };
        let bytes = encode_for_paper(&raster, 300.0).unwrap();
        let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info();
        let dots = reader.unwrap().info().pixel_dims.unwrap();
        assert_eq!((dots.xppu, dots.yppu), (11_811, 11_811));
    }
}
