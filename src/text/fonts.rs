//! Measuring text with the bundled fonts, shaped as the rasteriser shapes it.

use harfrust::{Direction, FontRef, ShapeOptions, Shaper, ShaperData, UnicodeBuffer};
use skrifa::MetadataProvider;
use skrifa::prelude::{LocationRef, Size};
use unicode_segmentation::UnicodeSegmentation;

use super::Face;

const SANS: &[u8] = include_bytes!("../../styles/fonts/Arimo-Regular.ttf");
const SANS_BOLD: &[u8] = include_bytes!("../../styles/fonts/Arimo-Bold.ttf");
const SANS_ITALIC: &[u8] = include_bytes!("../../styles/fonts/Arimo-Italic.ttf");
const SERIF: &[u8] = include_bytes!("../../styles/fonts/Tinos-Regular.ttf");
const SERIF_BOLD: &[u8] = include_bytes!("../../styles/fonts/Tinos-Bold.ttf");
const SERIF_ITALIC: &[u8] = include_bytes!("../../styles/fonts/Tinos-Italic.ttf");
const HAN: &[u8] = include_bytes!("../../styles/fonts/NotoSerifSC-Subset.ttf");

/// All font files; a font knows its own by its number here.
pub(super) const FILES: [&[u8]; 7] = [
    SANS,
    SANS_BOLD,
    SANS_ITALIC,
    SERIF,
    SERIF_BOLD,
    SERIF_ITALIC,
    HAN,
];

/// The font files inside the program, for whoever rasterises or embeds them.
pub fn bundled_files() -> [&'static [u8]; 7] {
    FILES
}

/// The bundled fonts, ready to measure.
pub struct Fonts {
    family: Family,
    faces: [Font; 4],
    han: Font,
}

/// In what everything but water is lettered; water is always serif italic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// Arimo.
    #[default]
    Sans,
    /// Tinos.
    Serif,
}

/// One font file.
pub(super) struct Font {
    font: FontRef<'static>,
    /// Its number among [`FILES`].
    file: usize,
    shaper: ShaperData,
    units_per_em: f64,
    ascent: f64,
    descent: f64,
    cap_height: f64,
}

/// A glyph of a shaped text, in font units.
pub(super) struct Glyph {
    pub(super) id: u32,
    /// Byte offset of its cluster in the text.
    pub(super) cluster: usize,
    pub(super) advance: f64,
    pub(super) x_offset: f64,
    pub(super) y_offset: f64,
}

impl Fonts {
    /// The fonts inside the program.
    ///
    /// # Panics
    ///
    /// If a bundled file is no font, which a test rules out.
    pub fn bundled() -> Self {
        Self::of_family(Family::Sans)
    }

    /// The fonts inside the program for a style that letters in `family`.
    ///
    /// # Panics
    ///
    /// If a bundled file is no font, which a test rules out.
    pub fn of_family(family: Family) -> Self {
        let faces = match family {
            Family::Sans => [0, 1, 2, 5],
            Family::Serif => [3, 4, 5, 5],
        };
        Self {
            family,
            faces: faces.map(Font::load),
            han: Font::load(6),
        }
    }

    /// The family names an SVG asks for, most wanted first; each has the bundled font's widths.
    pub fn families(&self, face: Face) -> &'static [&'static str] {
        match (self.family, face) {
            (Family::Sans, Face::Sans | Face::SansBold | Face::SansItalic) => &[
                "Arial",
                "Liberation Sans",
                "Arimo",
                "Helvetica",
                "sans-serif",
            ],
            (Family::Serif, _) | (Family::Sans, Face::SerifItalic) => &[
                "Times New Roman",
                "Liberation Serif",
                "Tinos",
                "Times",
                "serif",
            ],
        }
    }

    /// Width of a line, px, with `spacing` px after each letter but the last.
    pub fn measure(&self, face: Face, size: f64, spacing: f64, text: &str) -> f64 {
        let letters = text.graphemes(true).count();
        let width: f64 = self
            .runs(face, text)
            .map(|(font, run)| font.width(run))
            .sum::<f64>()
            * size;
        width + spacing * letters.saturating_sub(1) as f64
    }

    /// Each grapheme with its advance in px, kerning included, without letter-spacing.
    pub fn advances<'t>(&self, face: Face, size: f64, text: &'t str) -> Vec<(&'t str, f64)> {
        let mut advances = Vec::new();
        for (font, run) in self.runs(face, text) {
            let glyphs = font.shape(run);
            let mut starts = run.grapheme_indices(true).peekable();
            while let Some((start, grapheme)) = starts.next() {
                let end = starts.peek().map_or(run.len(), |(next, _)| *next);
                let units: f64 = glyphs
                    .iter()
                    .filter(|g| (start..end).contains(&g.cluster))
                    .map(|g| g.advance)
                    .sum();
                advances.push((grapheme, units / font.units_per_em * size));
            }
        }
        advances
    }

    /// Height of the tallest letters above the baseline, px.
    pub fn ascent(&self, face: Face, size: f64) -> f64 {
        self.font(face).ascent * size
    }

    /// Depth of the deepest letters below the baseline, px, positive.
    pub fn descent(&self, face: Face, size: f64) -> f64 {
        self.font(face).descent * size
    }

    /// Height of capitals above the baseline, px.
    pub fn cap_height(&self, face: Face, size: f64) -> f64 {
        self.font(face).cap_height * size
    }

    /// The characters of a text that no bundled font can draw, each once, in order.
    pub fn missing_glyphs(&self, face: Face, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for c in text.chars().filter(|c| !c.is_control()) {
            let known = self.font(face).has(c) || self.han.has(c);
            if !known && !missing.contains(&c) {
                missing.push(c);
            }
        }
        missing
    }

    fn font(&self, face: Face) -> &Font {
        match face {
            Face::Sans => &self.faces[0],
            Face::SansBold => &self.faces[1],
            Face::SansItalic => &self.faces[2],
            Face::SerifItalic => &self.faces[3],
        }
    }

    /// Splits a text into runs of one font: what the face cannot draw but the Han font can goes there.
    pub(super) fn runs<'f, 't>(
        &'f self,
        face: Face,
        text: &'t str,
    ) -> impl Iterator<Item = (&'f Font, &'t str)> {
        let main = self.font(face);
        let is_han = move |c: char| !main.has(c) && self.han.has(c);
        let mut rest = text;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let han = is_han(first);
            let end = rest.find(|c| is_han(c) != han).unwrap_or(rest.len());
            let (run, tail) = rest.split_at(end);
            rest = tail;
            Some((if han { &self.han } else { main }, run))
        })
    }
}

impl Font {
    fn load(file: usize) -> Self {
        let font = FontRef::new(FILES[file]).expect("bundled fonts are fonts");
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let units_per_em = f64::from(metrics.units_per_em);
        let em = |units: f32| f64::from(units) / units_per_em;
        Self {
            shaper: ShaperData::new(&font),
            ascent: em(metrics.ascent),
            descent: -em(metrics.descent),
            cap_height: em(metrics.cap_height.unwrap_or(metrics.ascent * 0.72)),
            units_per_em,
            font,
            file,
        }
    }

    /// Width of a glyph without kerning, em.
    pub(super) fn glyph_width(&self, id: u16) -> f64 {
        let metrics = self
            .font
            .glyph_metrics(Size::unscaled(), LocationRef::default());
        let units = metrics.advance_width(skrifa::GlyphId::from(id));
        f64::from(units.unwrap_or(0.0)) / self.units_per_em
    }

    /// Number of its file.
    pub(super) fn file(&self) -> usize {
        self.file
    }

    fn has(&self, c: char) -> bool {
        self.font.charmap().map(c).is_some()
    }

    /// Width in em.
    fn width(&self, text: &str) -> f64 {
        self.shape(text).iter().map(|g| g.advance).sum::<f64>() / self.units_per_em
    }

    pub(super) fn shape(&self, text: &str) -> Vec<Glyph> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        if buffer.direction() == Direction::Invalid {
            buffer.set_direction(Direction::LeftToRight);
        }
        let shaper: Shaper<'_> = self.shaper.shaper(&self.font).build();
        let shaped = shaper.shape(buffer, ShapeOptions::new());
        shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, position)| Glyph {
                id: info.glyph_id,
                cluster: info.cluster as usize,
                advance: f64::from(position.x_advance),
                x_offset: f64::from(position.x_offset),
                y_offset: f64::from(position.y_offset),
            })
            .collect()
    }

    pub(super) fn units_per_em(&self) -> f64 {
        self.units_per_em
    }

    pub(super) fn font(&self) -> &FontRef<'static> {
        &self.font
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kerning_counts() {
        let fonts = Fonts::bundled();
        let pair = fonts.measure(Face::Sans, 100.0, 0.0, "AV");
        let apart =
            fonts.measure(Face::Sans, 100.0, 0.0, "A") + fonts.measure(Face::Sans, 100.0, 0.0, "V");
        assert!(pair < apart - 1.0, "{pair} {apart}");
    }

    #[test]
    fn advances_add_up_to_the_width() {
        let fonts = Fonts::bundled();
        for text in ["Көкшетау", "Émile Zölà", "准噶尔 Dzungaria", ""] {
            let sum: f64 = fonts
                .advances(Face::SansBold, 15.0, text)
                .iter()
                .map(|a| a.1)
                .sum();
            assert!((sum - fonts.measure(Face::SansBold, 15.0, 0.0, text)).abs() < 1e-6);
        }
    }

    #[test]
    fn kazakh_greek_russian_and_diacritics_have_glyphs() {
        let fonts = Fonts::bundled();
        for face in Face::ALL {
            let text = "ӘәҒғҚқҢңӨөҰұҮүҺһІі Ельцын ЖШЩ Ἀθῆναι āṭḥġǐẒ ʾʿ Łódź Győr – “”’…№";
            assert_eq!(
                fonts.missing_glyphs(face, text),
                Vec::<char>::new(),
                "{face:?}"
            );
        }
    }

    #[test]
    fn a_serif_style_is_measured_in_its_own_cuts() {
        let (sans, serif) = (Fonts::bundled(), Fonts::of_family(Family::Serif));
        let width = |fonts: &Fonts, face| fonts.measure(face, 100.0, 0.0, "Көкшетау 1756");
        for face in [Face::Sans, Face::SansBold, Face::SansItalic] {
            assert!(width(&serif, face) < width(&sans, face) - 10.0, "{face:?}");
            assert_eq!(serif.families(face)[0], "Times New Roman");
            assert_eq!(serif.missing_glyphs(face, "Қаңтар № ǵ"), Vec::<char>::new());
        }
        assert_eq!(
            width(&serif, Face::SerifItalic),
            width(&sans, Face::SerifItalic)
        );
    }

    #[test]
    fn a_character_nobody_draws_is_reported_once() {
        let fonts = Fonts::bundled();
        assert_eq!(
            fonts.missing_glyphs(Face::Sans, "a\u{1F600}b\u{1F600}"),
            ['\u{1F600}']
        );
    }
}
