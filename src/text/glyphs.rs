//! Shaped glyphs, for output that embeds the fonts themselves.

use super::fonts::FILES;
use super::{Face, Fonts};

/// A glyph of a shaped line; measures in em.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SetGlyph<'t> {
    /// The font file it is in, by its number in [`super::bundled_files`].
    pub file: usize,
    /// Its number in the file.
    pub id: u16,
    /// Where it stands from the start of the line.
    pub x: f64,
    /// How far it is raised.
    pub y: f64,
    /// Width that the file gives it, without kerning.
    pub width: f64,
    /// The characters it stands for; empty for all but the first glyph of a cluster.
    pub text: &'t str,
}

impl Fonts {
    /// The glyphs of a line of text.
    pub fn glyphs<'t>(&self, face: Face, text: &'t str) -> Vec<SetGlyph<'t>> {
        let mut set: Vec<SetGlyph<'t>> = Vec::new();
        let mut pen = 0.0;
        for (font, run) in self.runs(face, text) {
            let shaped = font.shape(run);
            for (i, glyph) in shaped.iter().enumerate() {
                let later = shaped[i..].iter().map(|g| g.cluster);
                let end = later.into_iter().find(|c| *c > glyph.cluster);
                let is_first = i == 0 || shaped[i - 1].cluster != glyph.cluster;
                let own = glyph.cluster..end.unwrap_or(run.len());
                let id = u16::try_from(glyph.id).unwrap_or(0);
                set.push(SetGlyph {
                    file: font.file(),
                    id,
                    x: pen + glyph.x_offset / font.units_per_em(),
                    y: glyph.y_offset / font.units_per_em(),
                    width: font.glyph_width(id),
                    text: if is_first { &run[own] } else { "" },
                });
                pen += glyph.advance / font.units_per_em();
            }
        }
        set
    }
}

/// A bundled font as a PDF describes it; measures in thousandths of an em.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// The PostScript name.
    pub name: String,
    /// Height of the tallest letters.
    pub ascent: f32,
    /// Depth of the deepest ones, negative.
    pub descent: f32,
    /// Height of capitals.
    pub cap_height: f32,
    /// Whether it slants.
    pub italic: bool,
    /// Left, bottom, right and top of the box around all letters.
    pub bounds: [f32; 4],
}

/// Describes a bundled font file by its number.
///
/// # Panics
///
/// If there is no file of that number, or it is no font, which a test rules out.
pub fn describe(file: usize) -> Description {
    use skrifa::MetadataProvider;
    use skrifa::prelude::{LocationRef, Size};
    use skrifa::string::StringId;
    let font = skrifa::FontRef::new(FILES[file]).expect("bundled fonts are fonts");
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let thousandths = |units: f32| units * 1000.0 / f32::from(metrics.units_per_em);
    let mut names = font.localized_strings(StringId::POSTSCRIPT_NAME);
    let name = names.next().map_or_else(String::new, |n| n.to_string());
    let bounds = metrics.bounds.unwrap_or_default();
    Description {
        italic: name.contains("Italic"),
        name,
        ascent: thousandths(metrics.ascent),
        descent: thousandths(metrics.descent),
        cap_height: thousandths(metrics.cap_height.unwrap_or(metrics.ascent * 0.72)),
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(thousandths),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_stand_where_the_measure_says() {
        let fonts = Fonts::bundled();
        let text = "AV Көк 准";
        let set = fonts.glyphs(Face::Sans, text);
        let last = set.last().unwrap();
        let width = fonts.measure(Face::Sans, 1.0, 0.0, text);
        assert!((last.x + last.width - width).abs() < 1e-6);
        assert!(set[1].x < set[0].width, "AV is kerned");
        let words: String = set.iter().map(|g| g.text).collect();
        assert_eq!(words, text);
        assert_ne!(last.file, set[0].file);
    }

    #[test]
    fn every_bundled_file_has_a_description() {
        let names: Vec<String> = (0..FILES.len()).map(|i| describe(i).name).collect();
        assert_eq!(names[..3], ["Arimo", "Arimo-Bold", "Arimo-Italic"]);
        assert!(describe(5).italic && !describe(0).italic);
        assert!(describe(0).cap_height > 600.0 && describe(0).descent < -150.0);
    }
}
