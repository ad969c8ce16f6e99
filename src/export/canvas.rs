//! SVG to pixels, by resvg with the bundled fonts and nothing else: no file, no system font, no network.

use std::io::Cursor;
use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Color, NonZeroRect, Pixmap, Transform};
use resvg::usvg::{
    FontFamily, FontResolver, FontStyle, ImageHrefResolver, ImageKind, ImageRendering, Options,
    Tree, fontdb,
};
use skrifa::MetadataProvider;

use super::png::{Limits, PngError, Raster};
use super::tiles::Tiles;
use crate::geom::Size;
use crate::text::bundled_files;

/// An SVG made ready to be painted, any number of times.
pub struct Drawing {
    tree: Tree,
}

impl Drawing {
    /// Reads an SVG: shapes its texts, unpacks its pictures.
    ///
    /// # Errors
    /// If it is not an SVG.
    pub fn read(svg: &str) -> Result<Self, PngError> {
        let tree = Tree::from_str(svg, &OPTIONS).map_err(|e| PngError::Svg(e.to_string()))?;
        Ok(Self { tree })
    }

    /// Its size, px at scale 1.
    pub fn size(&self) -> Size {
        Size {
            width: f64::from(self.tree.size().width()),
            height: f64::from(self.tree.size().height()),
        }
    }

    /// The tiles of a page that it may touch when it is painted there at scale 1.
    pub fn tiles(&self, page: &Canvas) -> Tiles {
        /// Edges are soft, and rounded.
        const MARGIN_PX: f32 = 2.0;
        let mut tiles = Tiles::none(page);
        let Some(rect) = self.layer_bounds() else {
            return tiles;
        };
        let range =
            |from: f32, to: f32| (from - MARGIN_PX).floor() as i64..(to + MARGIN_PX).ceil() as i64;
        tiles.mark_within(
            range(rect.left(), rect.right()),
            range(rect.top(), rect.bottom()),
        );
        let (marked, all) = tiles.count();
        if marked * 2 < all {
            return tiles;
        }
        // Most likely a frame around others. To look costs as much as to paint it.
        let clear = page.cleared();
        let mut painted = clear.clone();
        painted.paint(self);
        let mut touched = Tiles::none(page);
        touched.mark_unlike(&clear, &painted);
        touched
    }

    /// The rectangle around it, strokes and all.
    pub(super) fn layer_bounds(&self) -> Option<NonZeroRect> {
        let root = self.tree.root();
        root.has_children().then(|| root.layer_bounding_box())
    }

    pub(super) fn render(&self, transform: Transform, pixmap: &mut Pixmap) {
        resvg::render(&self.tree, transform, &mut pixmap.as_mut());
    }
}

/// A picture that drawings are painted on, one over the other.
///
/// Painting the layers of a map one by one gives the same pixels as painting it whole.
#[derive(Clone)]
pub struct Canvas {
    pixmap: Pixmap,
    scale: f64,
}

impl Canvas {
    /// A white canvas for drawings of a size, at `scale` px to the px.
    ///
    /// # Errors
    /// If it would be larger than the limits allow.
    pub fn new(size: Size, scale: f64, limits: Limits) -> Result<Self, PngError> {
        let mut canvas = Self::clear(size, scale, limits)?;
        canvas.pixmap.fill(Color::WHITE);
        Ok(canvas)
    }

    /// A canvas with nothing on it, that what lies below shines through.
    ///
    /// # Errors
    /// If it would be larger than the limits allow.
    pub fn clear(size: Size, scale: f64, limits: Limits) -> Result<Self, PngError> {
        let (width, height) = (size.width * scale, size.height * scale);
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
        let pixmap = Pixmap::new(w, h).ok_or_else(too_large)?;
        Ok(Self { pixmap, scale })
    }

    /// A canvas of the same size with nothing on it.
    fn cleared(&self) -> Self {
        let mut clear = self.clone();
        clear.pixmap.fill(Color::TRANSPARENT);
        clear
    }

    /// Paints a drawing over what is there.
    pub fn paint(&mut self, drawing: &Drawing) {
        let scale = Transform::from_scale(self.scale as f32, self.scale as f32);
        drawing.render(scale, &mut self.pixmap);
    }

    /// Lets another canvas of the same size show instead, by a part in hundredths: 0 nothing, 1 all of it.
    pub fn mix(&mut self, other: &Self, part: f64) {
        let later = (part.clamp(0.0, 1.0) * 100.0).round() as u16;
        let pairs = self.pixmap.data_mut().iter_mut().zip(other.pixmap.data());
        for (pixel, other) in pairs {
            let sum = u16::from(*pixel) * (100 - later) + u16::from(*other) * later;
            *pixel = ((sum + 50) / 100) as u8;
        }
    }

    /// Pixels across and down.
    pub(super) fn size_px(&self) -> (u32, u32) {
        (self.pixmap.width(), self.pixmap.height())
    }

    /// Four bytes a pixel, row by row from the top: red, green and blue, made darker by what comes fourth,
    /// how opaque the pixel is.
    pub(super) fn rgba(&self) -> &[u8] {
        self.pixmap.data()
    }

    /// The same, to be changed.
    pub(super) fn rgba_mut(&mut self) -> &mut [u8] {
        self.pixmap.data_mut()
    }

    /// The pixels as they are, of a canvas that nothing shines through.
    pub fn raster(&self) -> Raster {
        let data = self.pixmap.data();
        let mut rgb = vec![0; data.len() / 4 * 3];
        for (to, from) in rgb.chunks_exact_mut(3).zip(data.chunks_exact(4)) {
            to.copy_from_slice(&from[..3]);
        }
        Raster {
            width: self.pixmap.width(),
            height: self.pixmap.height(),
            rgb,
        }
    }
}

/// Draws an SVG at `scale` times its size.
///
/// # Errors
/// If it is not an SVG, or the picture would be larger than the limits allow.
pub fn rasterise(svg: &str, scale: f64, limits: Limits) -> Result<Raster, PngError> {
    let drawing = Drawing::read(svg)?;
    let mut canvas = Canvas::new(drawing.size(), scale, limits)?;
    canvas.paint(&drawing);
    Ok(canvas.raster())
}

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(options);

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
            resolve_data: Box::new(|_, data, _| picture(data)),
            resolve_string: Box::new(|_, _| None),
        },
        // Between the relief's few soft steps, cubic curves would show nothing that lines do not.
        image_rendering: ImageRendering::Smooth,
        ..Options::default()
    }
}

/// A picture inside of a drawing: PNG or JPEG by its own first bytes, whatever its address calls it, and no
/// larger than a picture may become. A drawing within a drawing, which could be a small file of
/// enormous work, is none.
fn picture(data: Arc<Vec<u8>>) -> Option<ImageKind> {
    let is_png = data.starts_with(b"\x89PNG\r\n\x1a\n");
    let (width, height) = if is_png {
        let side = |at: usize| Some(u32::from_be_bytes(*data.get(at..)?.first_chunk()?));
        (f64::from(side(16)?), f64::from(side(20)?))
    } else {
        let mut decoder = zune_jpeg::JpegDecoder::new(Cursor::new(data.as_slice()));
        decoder.decode_headers().ok()?;
        let (width, height) = decoder.dimensions()?;
        (width as f64, height as f64)
    };
    Limits::default().check(width, height).ok()?;
    Some(match is_png {
        true => ImageKind::PNG(data),
        false => ImageKind::JPEG(data),
    })
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

    fn painted(svg: &str) -> Raster {
        rasterise(svg, 1.0, Limits::default()).unwrap()
    }

    fn dark_pixels(family: &str, style: &str) -> usize {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='40'>\
             <text x='5' y='30' font-size='24' {style} font-family='{family}'>Көкшетау 准</text></svg>"
        );
        painted(&svg).rgb.chunks(3).filter(|p| p[0] < 128).count()
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
        let raster = painted(svg);
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
