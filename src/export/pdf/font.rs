//! The fonts of a PDF: of each only the glyphs that are used, with the characters they stand for.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;

use super::{Objects, packed};
use crate::text::{SetGlyph, bundled_files, describe};

/// Identity of character collections: glyphs are numbered as they come.
const IDENTITY: SystemInfo<'_> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// The used glyphs of every font file, by the file's number.
#[derive(Default)]
pub(super) struct Fonts(BTreeMap<usize, Subset>);

#[derive(Default)]
struct Subset {
    glyphs: GlyphRemapper,
    /// Width in em and text of each glyph, by its number in the subset.
    used: BTreeMap<u16, (f64, String)>,
}

impl Fonts {
    /// The name of a font in the page's resources.
    pub(super) fn name(file: usize) -> String {
        format!("F{file}")
    }

    /// The number of a glyph in its font's subset.
    pub(super) fn use_glyph(&mut self, glyph: &SetGlyph<'_>) -> u16 {
        let subset = self.0.entry(glyph.file).or_default();
        let id = subset.glyphs.remap(glyph.id);
        let entry = subset
            .used
            .entry(id)
            .or_insert_with(|| (glyph.width, String::new()));
        if entry.1.is_empty() {
            glyph.text.clone_into(&mut entry.1);
        }
        id
    }

    /// Writes all fonts; their objects by the number of the file.
    pub(super) fn write(&self, pdf: &mut Pdf, objects: &mut Objects) -> Vec<(usize, Ref)> {
        let fonts = self.0.iter();
        fonts
            .map(|(file, subset)| (*file, subset.write(*file, pdf, objects)))
            .collect()
    }
}

impl Subset {
    fn write(&self, file: usize, pdf: &mut Pdf, objects: &mut Objects) -> Ref {
        let about = describe(file);
        // Six capitals before a plus sign say that the font is cut down.
        let name = format!("THEATR+{}", about.name);
        let name = Name(name.as_bytes());
        let (font, cid, descriptor, data, cmap) = (
            objects.next(),
            objects.next(),
            objects.next(),
            objects.next(),
            objects.next(),
        );
        pdf.type0_font(font)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(cmap);
        let mut descendant = pdf.cid_font(cid);
        descendant
            .subtype(CidFontType::Type2)
            .base_font(name)
            .system_info(IDENTITY)
            .font_descriptor(descriptor)
            .default_width(0.0)
            .cid_to_gid_map_predefined(Name(b"Identity"));
        let mut widths = descendant.widths();
        for (id, (width, _)) in &self.used {
            widths.consecutive(*id, [(width * 1000.0).round() as f32]);
        }
        widths.finish();
        descendant.finish();
        let [x0, y0, x1, y1] = about.bounds;
        let slant = if about.italic { -12.0 } else { 0.0 };
        let mut flags = FontFlags::SYMBOLIC;
        flags.set(FontFlags::ITALIC, about.italic);
        pdf.font_descriptor(descriptor)
            .name(name)
            .flags(flags)
            .bbox(Rect::new(x0, y0, x1, y1))
            .italic_angle(slant)
            .ascent(about.ascent)
            .descent(about.descent)
            .cap_height(about.cap_height)
            .stem_v(if about.name.contains("Bold") {
                140.0
            } else {
                80.0
            })
            .font_file2(data);
        let cut = subsetter::subset(bundled_files()[file], 0, &self.glyphs)
            .expect("bundled fonts can be cut down, a test does it");
        pdf.stream(data, &packed(&cut))
            .filter(Filter::FlateDecode)
            .pair(
                Name(b"Length1"),
                i32::try_from(cut.len()).unwrap_or(i32::MAX),
            );
        pdf.cmap(cmap, &packed(&self.meanings()))
            .filter(Filter::FlateDecode);
        font
    }

    /// Which text each glyph stands for, so that it can be searched and copied.
    fn meanings(&self) -> Vec<u8> {
        let mut words = UnicodeCmap::new(Name(b"Theatrum"), IDENTITY);
        for (id, (_, text)) in self.used.iter().filter(|(_, (_, text))| !text.is_empty()) {
            words.pair_with_multiple(*id, text.chars());
        }
        words.finish().to_vec()
    }
}
