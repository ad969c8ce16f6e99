//! Letters as outlines, for output that must look the same without any font.

use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::prelude::{LocationRef, Size};
use skrifa::{GlyphId, MetadataProvider};

use super::{Face, Fonts};
use crate::geom::{PagePoint, Sink};

/// What receives outlines: straight pen movements and cubic curves.
pub trait CurveSink: Sink<PagePoint> {
    /// Draws a cubic curve: two handles and the end.
    fn curve_to(&mut self, a: PagePoint, b: PagePoint, end: PagePoint);
}

impl Fonts {
    /// Draws a line of text from a baseline origin, px, without rotation.
    pub fn outline(
        &self,
        (face, size): (Face, f64),
        origin: PagePoint,
        text: &str,
        sink: &mut dyn CurveSink,
    ) {
        let mut x = origin.x;
        for (font, run) in self.runs(face, text) {
            let scale = size / font.units_per_em();
            let outlines = font.font().outline_glyphs();
            for glyph in font.shape(run) {
                let at = PagePoint::new(
                    x + glyph.x_offset * scale,
                    origin.y - glyph.y_offset * scale,
                );
                if let Some(outline) = outlines.get(GlyphId::new(glyph.id)) {
                    let mut pen = Pen {
                        at,
                        scale,
                        last: at,
                        sink,
                    };
                    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                    // A damaged outline leaves a gap of the right width.
                    let _ = outline.draw(settings, &mut pen);
                }
                x += glyph.advance * scale;
            }
        }
    }
}

struct Pen<'a> {
    at: PagePoint,
    scale: f64,
    last: PagePoint,
    sink: &'a mut dyn CurveSink,
}

impl Pen<'_> {
    fn page(&self, x: f32, y: f32) -> PagePoint {
        self.at
            .offset(f64::from(x) * self.scale, -f64::from(y) * self.scale)
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = self.page(x, y);
        self.sink.move_to(self.last);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.last = self.page(x, y);
        self.sink.line_to(self.last);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (control, end) = (self.page(cx, cy), self.page(x, y));
        // A quadratic curve is the cubic whose handles lie two thirds of the way to its control point.
        let (a, b) = (
            self.last.lerp(control, 2.0 / 3.0),
            end.lerp(control, 2.0 / 3.0),
        );
        self.sink.curve_to(a, b, end);
        self.last = end;
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let end = self.page(x, y);
        self.sink
            .curve_to(self.page(ax, ay), self.page(bx, by), end);
        self.last = end;
    }

    fn close(&mut self) {
        self.sink.close();
    }
}
