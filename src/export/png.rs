//! SVG to PNG, by resvg with the bundled fonts and nothing else: no file, no system font, no network.

use std::fmt;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{
    FontFamily, FontResolver, FontStyle, ImageHrefResolver, ImageRendering, Options, Tree, fontdb,
};
use skrifa::MetadataProvider;

use crate::text::bundled_files;

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

/// Draws an SVG at `scale` times its size.
pub fn rasterise(svg: &str, scale: f64, limits: Limits) -> Result<Raster, PngError> {
    let tree = Tree::from_str(svg, &options()).map_err(|e| PngError::Svg(e.to_string()))?;
    let (width, height) = (
        f64::from(tree.size().width()) * scale,
        f64::from(tree.size().height()) * scale,
    );
    let too_large = || PngError::TooLarge { width, height };
    let longest = width.max(height);
    if !longest.is_finite() || longest > f64::from(limits.side) || longest < 1.0 {
        return Err(too_large());
    }
    let (w, h) = (
        width.round().max(1.0) as u32,
        height.round().max(1.0) as u32,
    );
    if u64::from(w) * u64::from(h) > limits.pixels {
        return Err(too_large());
    }
    let mut pixmap = Pixmap::new(w, h).ok_or_else(too_large)?;
    pixmap.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(
        &tree,
        Transform::from_scale(scale as f32, scale as f32),
        &mut pixmap.as_mut(),
    );
    let rgb = pixmap
        .pixels()
        .iter()
        .flat_map(|p| [p.red(), p.green(), p.blue()])
        .collect();
    Ok(Raster {
        width: w,
        height: h,
        rgb,
    })
}

/// Encodes a picture as PNG, fast rather than small.
pub fn encode_fast(raster: &Raster) -> Result<Vec<u8>, PngError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, raster.width, raster.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let fault = |e: png::EncodingError| PngError::Encode(e.to_string());
    let mut writer = encoder.write_header().map_err(fault)?;
    writer.write_image_data(&raster.rgb).map_err(fault)?;
    writer.finish().map_err(fault)?;
    Ok(bytes)
}

fn options() -> Options<'static> {
    let mut fonts = fontdb::Database::new();
    for file in bundled_files() {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(file)));
    }
    Options {
        fontdb: Arc::new(fonts),
        font_resolver: FontResolver {
            select_font: Box::new(|font, fonts| {
                let serif = font.families().iter().any(is_serif);
                let italic = font.style() != FontStyle::Normal;
                pick(fonts, serif, italic, font.weight() >= 600)
            }),
            select_fallback: Box::new(|c, tried, fonts| {
                let mut ids = fonts.faces().map(|f| f.id);
                ids.find(|id| !tried.contains(id) && has_char(fonts, *id, c))
            }),
        },
        image_href_resolver: ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        // Between the relief's few soft steps, cubic curves would show nothing that lines do not.
        image_rendering: ImageRendering::Smooth,
        ..Options::default()
    }
}

fn has_char(fonts: &fontdb::Database, id: fontdb::ID, c: char) -> bool {
    let mapped = fonts.with_face_data(id, |data, index| {
        let font = skrifa::FontRef::from_index(data, index).ok()?;
        font.charmap().map(c)
    });
    mapped.flatten().is_some()
}

fn is_serif(family: &FontFamily) -> bool {
    match family {
        FontFamily::Serif => true,
        FontFamily::Named(name) => name.contains("Times") || name.contains("Tinos"),
        FontFamily::SansSerif
        | FontFamily::Cursive
        | FontFamily::Fantasy
        | FontFamily::Monospace => false,
    }
}

/// The bundled cut for what an SVG asks; water is serif italic, all else sans.
fn pick(fonts: &fontdb::Database, serif: bool, italic: bool, bold: bool) -> Option<fontdb::ID> {
    let family = fontdb::Family::Name(if serif { "Tinos" } else { "Arimo" });
    fonts.query(&fontdb::Query {
        families: &[family],
        weight: if bold {
            fontdb::Weight::BOLD
        } else {
            fontdb::Weight::NORMAL
        },
        stretch: fontdb::Stretch::Normal,
        style: if italic {
            fontdb::Style::Italic
        } else {
            fontdb::Style::Normal
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dark_pixels(family: &str, style: &str) -> usize {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='40'>\
             <text x='5' y='30' font-size='24' {style} font-family='{family}'>Көкшетау 准</text></svg>"
        );
        let raster = rasterise(&svg, 1.0, Limits::default()).unwrap();
        raster.rgb.chunks(3).filter(|p| p[0] < 128).count()
    }

    #[test]
    fn text_shows_whatever_family_is_asked_for() {
        for family in ["Arial", "Times New Roman", "sans-serif", "Nonesuch"] {
            assert!(dark_pixels(family, "") > 300, "{family}");
        }
        assert!(dark_pixels("Arial", "font-weight='bold'") > dark_pixels("Arial", ""));
    }

    #[test]
    fn files_on_disk_are_never_read() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' \
                   xmlns:xlink='http://www.w3.org/1999/xlink' width='20' height='20'>\
                   <image width='20' height='20' xlink:href='styles/fonts/x.png'/></svg>";
        let raster = rasterise(svg, 1.0, Limits::default()).unwrap();
        assert!(raster.rgb.iter().all(|b| *b == 255));
    }

    #[test]
    fn a_monstrous_size_is_refused_before_memory_is_taken() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='100000' height='100000'/>";
        assert!(matches!(
            rasterise(svg, 1.0, Limits::default()),
            Err(PngError::TooLarge { .. })
        ));
    }
}
