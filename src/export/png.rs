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
    /// A third smaller, in ten times the time.
    Small,
}

/// Encodes a picture as PNG.
///
/// # Errors
/// If the encoder fails.
pub fn encode(raster: &Raster, packing: Packing) -> Result<Vec<u8>, PngError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, raster.width, raster.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(match packing {
        Packing::Fast => png::Compression::Fast,
        Packing::Small => png::Compression::High,
    });
    let fault = |e: png::EncodingError| PngError::Encode(e.to_string());
    let mut writer = encoder.write_header().map_err(fault)?;
    writer.write_image_data(&raster.rgb).map_err(fault)?;
    writer.finish().map_err(fault)?;
    Ok(bytes)
}
