//! Items to the operators of a page's content.

use pdf_writer::types::{LineCapStyle, LineJoinStyle, TextRenderingMode};
use pdf_writer::{Content as Operators, Name, Str};

use super::font::Fonts as Embedded;
use crate::geom::PagePoint;
use crate::scene::{
    Color, Command, Fill, Group, Image, Item, Lettering, LineCap, LineJoin, Path, PathItem, Stroke,
    Text,
};
use crate::text::Fonts;

/// Opacity of fills and of strokes, in thousandths.
pub(super) type Opacities = (u16, u16);

/// An opacity in thousandths as the file states it.
pub(super) fn opacity(thousandths: u16) -> f32 {
    f32::from(thousandths) / 1000.0
}

/// A page's content while it is written, and what it refers to.
pub(super) struct Content<'a> {
    measure: &'a Fonts,
    operators: Operators,
    fonts: Embedded,
    opacities: Vec<Opacities>,
    images: Vec<&'a Image>,
}

/// A page's content with what it refers to, by number: `O0` is the first of `opacities`.
pub(super) struct Drawn<'a> {
    pub(super) operators: Vec<u8>,
    pub(super) fonts: Embedded,
    pub(super) opacities: Vec<Opacities>,
    pub(super) images: Vec<&'a Image>,
}

impl<'a> Content<'a> {
    /// Starts a page: `scale` is points per pixel, `height` that of the page in points.
    pub(super) fn new(measure: &'a Fonts, (scale, height): (f64, f64)) -> Self {
        let mut operators = Operators::new();
        operators.transform([scale as f32, 0.0, 0.0, -scale as f32, 0.0, height as f32]);
        Self {
            measure,
            operators,
            fonts: Embedded::default(),
            opacities: Vec::new(),
            images: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> Drawn<'a> {
        Drawn {
            operators: self.operators.finish().into_vec(),
            fonts: self.fonts,
            opacities: self.opacities,
            images: self.images,
        }
    }

    pub(super) fn group(&mut self, group: &'a Group) {
        for item in &group.items {
            match item {
                Item::Group(inner) => self.group(inner),
                Item::Path(path) => self.path(path),
                Item::Text(text) => self.text(text),
                Item::Image(image) => self.image(image),
            }
        }
    }

    fn path(&mut self, item: &PathItem) {
        let opacity = |o: Option<f64>| (o.unwrap_or(1.0) * 1000.0).round() as u16;
        self.opacity((
            opacity(item.fill.map(|f| f.opacity)),
            opacity(item.stroke.as_ref().map(|s| s.opacity)),
        ));
        if let Some(fill) = item.fill {
            self.fill_color(fill);
        }
        if let Some(stroke) = &item.stroke {
            self.line(stroke);
        }
        self.outline(&item.path);
        match (&item.fill, &item.stroke) {
            (Some(_), Some(_)) => self.operators.fill_nonzero_and_stroke(),
            (Some(_), None) => self.operators.fill_nonzero(),
            (None, Some(_)) => self.operators.stroke(),
            (None, None) => self.operators.end_path(),
        };
    }

    fn opacity(&mut self, wanted: Opacities) {
        let known = self.opacities.iter().position(|o| *o == wanted);
        let number = known.unwrap_or_else(|| {
            self.opacities.push(wanted);
            self.opacities.len() - 1
        });
        self.operators
            .set_parameters(Name(format!("O{number}").as_bytes()));
    }

    fn fill_color(&mut self, fill: Fill) {
        let [r, g, b] = channels(fill.color);
        self.operators.set_fill_rgb(r, g, b);
    }

    fn line(&mut self, stroke: &Stroke) {
        let [r, g, b] = channels(stroke.color);
        let cap = match stroke.cap {
            LineCap::Butt => LineCapStyle::ButtCap,
            LineCap::Round => LineCapStyle::RoundCap,
        };
        let join = match stroke.join {
            LineJoin::Round => LineJoinStyle::RoundJoin,
            LineJoin::Miter => LineJoinStyle::MiterJoin,
        };
        self.operators
            .set_stroke_rgb(r, g, b)
            .set_line_width(short(stroke.width))
            .set_line_cap(cap)
            .set_line_join(join)
            .set_dash_pattern(stroke.dash.iter().map(|d| short(*d)), 0.0);
    }

    fn outline(&mut self, path: &Path) {
        for command in &path.commands {
            match *command {
                Command::MoveTo(p) => self.operators.move_to(short(p.x), short(p.y)),
                Command::LineTo(p) => self.operators.line_to(short(p.x), short(p.y)),
                Command::CurveTo(a, b, p) => self.operators.cubic_to(
                    short(a.x),
                    short(a.y),
                    short(b.x),
                    short(b.y),
                    short(p.x),
                    short(p.y),
                ),
                Command::Close => self.operators.close_path(),
            };
        }
    }

    /// The halo first, as strokes of the letters' outlines, then the letters.
    fn text(&mut self, text: &Text) {
        self.opacity((1000, 1000));
        if let Some(halo) = text.halo {
            self.line(&Stroke::solid(halo.color, halo.width));
            self.lettering(text, TextRenderingMode::Stroke);
        }
        self.fill_color(text.fill.into());
        self.lettering(text, TextRenderingMode::Fill);
    }

    fn lettering(&mut self, text: &Text, mode: TextRenderingMode) {
        self.operators.begin_text().set_text_rendering_mode(mode);
        match &text.lettering {
            Lettering::Lines { lines, rotate_deg } => {
                let pivot = lines.first().map_or(PagePoint::default(), |l| l.origin);
                for line in lines {
                    let origin = turned(line.origin, *rotate_deg, pivot);
                    self.letters(text, &line.text, (origin, *rotate_deg));
                }
            }
            Lettering::Letters { letters, .. } => {
                for (letter, origin, turn) in letters {
                    self.letters(text, letter, (*origin, *turn));
                }
            }
        }
        self.operators.end_text();
    }

    /// Writes a piece of text from its baseline origin, turned clockwise.
    fn letters(&mut self, text: &Text, words: &str, (origin, turn_deg): (PagePoint, f64)) {
        let (sin, cos) = libm::sincos(turn_deg.to_radians());
        let glyphs = self.measure.glyphs(text.face, words);
        let runs = glyphs.chunk_by(|a, b| a.file == b.file && a.y == b.y);
        for run in runs {
            let (along, raised) = (run[0].x * text.size, run[0].y * text.size);
            let at = origin.offset(along * cos + raised * sin, along * sin - raised * cos);
            let (sin, cos) = (sin as f32, cos as f32);
            self.operators
                .set_font(
                    Name(Embedded::name(run[0].file).as_bytes()),
                    short(text.size),
                )
                .set_text_matrix([cos, sin, sin, -cos, short(at.x), short(at.y)]);
            let mut shown = self.operators.show_positioned();
            let mut items = shown.items();
            for (i, glyph) in run.iter().enumerate() {
                let id = self.fonts.use_glyph(glyph);
                items.show(Str(&id.to_be_bytes()));
                if let Some(next) = run.get(i + 1) {
                    // How much less the pen moves than the glyph is wide, in thousandths of an em.
                    let less = (glyph.width - (next.x - glyph.x)) * 1000.0;
                    if less.abs() >= 0.5 {
                        items.adjust(less.round() as f32);
                    }
                }
            }
        }
    }

    fn image(&mut self, image: &'a Image) {
        let rect = image.rect;
        self.opacity((1000, 1000));
        self.operators
            .save_state()
            // A picture fills the unit square, its first row at the top.
            .transform([
                short(rect.width()),
                0.0,
                0.0,
                -short(rect.height()),
                short(rect.x0),
                short(rect.y1),
            ])
            .x_object(Name(format!("I{}", self.images.len()).as_bytes()))
            .restore_state();
        self.images.push(image);
    }
}

fn turned(p: PagePoint, degrees: f64, about: PagePoint) -> PagePoint {
    let (sin, cos) = libm::sincos(degrees.to_radians());
    let (dx, dy) = (p.x - about.x, p.y - about.y);
    about.offset(dx * cos - dy * sin, dx * sin + dy * cos)
}

fn channels(color: Color) -> [f32; 3] {
    [color.r, color.g, color.b].map(|c| short(f64::from(c) / 255.0 * 10.0) / 10.0)
}

/// A number rounded to hundredths: of a pixel, nobody sees less.
fn short(value: f64) -> f32 {
    ((value * 100.0).round() / 100.0) as f32
}
