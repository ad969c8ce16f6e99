//! Scene to PDF: one page of vectors with the letters' fonts embedded, for print and for text that can
//! be searched and copied.
//!
//! The page's content is written in page pixels, y down; one matrix turns it into points, y up. The
//! same scene gives the same bytes: there is no date and no random number in the file.

mod content;
mod font;
mod image;

use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, TextStr};

use crate::scene::Scene;
use crate::text::Fonts;

use content::Content;
use font::Fonts as Embedded;

/// Points in an inch.
const POINTS: f64 = 72.0;

/// Hands out the numbers of objects.
struct Objects(i32);

impl Objects {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// Writes a scene as a PDF of one page.
pub fn pdf(scene: &Scene, fonts: &Fonts) -> Vec<u8> {
    let scale = POINTS / scene.px_per_inch;
    let (width, height) = (scene.size.width * scale, scene.size.height * scale);
    let mut content = Content::new(fonts, (scale, height));
    for layer in &scene.layers {
        content.group(layer);
    }
    let drawn = content.finish();

    let mut objects = Objects(0);
    let (catalog, pages, page, stream) = (
        objects.next(),
        objects.next(),
        objects.next(),
        objects.next(),
    );
    let mut pdf = Pdf::new();
    pdf.catalog(catalog)
        .pages(pages)
        .lang(TextStr(&scene.lang))
        .viewer_preferences()
        .display_doc_title(true);
    pdf.pages(pages).kids([page]).count(1);
    pdf.stream(stream, &packed(&drawn.operators))
        .filter(Filter::FlateDecode);

    let fonts = drawn.fonts.write(&mut pdf, &mut objects);
    let images = image::write(&drawn.images, &mut pdf, &mut objects);
    let states: Vec<Ref> = drawn.opacities.iter().map(|_| objects.next()).collect();
    for (state, (fill, stroke)) in states.iter().zip(&drawn.opacities) {
        pdf.ext_graphics(*state)
            .non_stroking_alpha(content::opacity(*fill))
            .stroking_alpha(content::opacity(*stroke));
    }
    let mut sheet = pdf.page(page);
    sheet
        .parent(pages)
        .media_box(Rect::new(0.0, 0.0, width as f32, height as f32))
        .contents(stream);
    let mut resources = sheet.resources();
    let mut dict = resources.fonts();
    for (file, font) in fonts {
        dict.pair(Name(Embedded::name(file).as_bytes()), font);
    }
    dict.finish();
    let mut dict = resources.x_objects();
    for (i, image) in images.into_iter().enumerate() {
        dict.pair(Name(format!("I{i}").as_bytes()), image);
    }
    dict.finish();
    let mut dict = resources.ext_g_states();
    for (i, state) in states.into_iter().enumerate() {
        dict.pair(Name(format!("O{i}").as_bytes()), state);
    }
    dict.finish();
    resources.finish();
    sheet.finish();

    pdf.document_info(objects.next())
        .title(TextStr(&scene.title))
        .subject(TextStr(&scene.description))
        .producer(TextStr("theatrum"));
    pdf.finish()
}

/// Deflated bytes, as `FlateDecode` reads them.
fn packed(bytes: &[u8]) -> Vec<u8> {
    /// Of 0 to 10: beyond it, packing takes several times as long for a hundredth less.
    const EFFORT: u8 = 6;
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, EFFORT)
}

#[cfg(test)]
mod tests;
