//! What a scene is made of.

use super::{Color, Fill, Path, Role, Stroke};
use crate::geom::{PagePoint, PageRect};
use crate::text::Face;

/// One thing in a drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Several things under one name.
    Group(Group),
    /// A filled or stroked outline.
    Path(PathItem),
    /// A piece of lettering.
    Text(Text),
    /// A raster picture.
    Image(Image),
}

/// Several things under one name: a layer, a feature, a panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Unique in the scene, or empty.
    pub id: String,
    /// Readable name, may be empty: becomes `<title>`.
    pub title: String,
    /// What it is, for the audit and for interactive pages.
    pub role: Role,
    /// The sign that it is drawn with, as a row of the legend explains it: `advance of qing`. Empty if it
    /// needs no explanation.
    pub sign: String,
    /// Facts about it as key and value: `source`, `quote`, `when`, `certainty`; become `data-*`.
    pub data: Vec<(&'static str, String)>,
    /// How much of it has faded away, as a whole: 0 is opaque, 1 not there; only on the way from one
    /// frame to the next.
    pub faded: f64,
    /// Contents in drawing order.
    pub items: Vec<Item>,
}

impl Group {
    /// An empty layer or feature with an id.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            ..Self::default()
        }
    }

    /// The same with a role.
    #[must_use]
    pub fn with_role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// The same with a sign of the legend.
    #[must_use]
    pub fn with_sign(mut self, sign: impl Into<String>) -> Self {
        self.sign = sign.into();
        self
    }

    /// The same, faded as a whole.
    #[must_use]
    pub fn with_faded(mut self, faded: f64) -> Self {
        self.faded = faded;
        self
    }

    /// Makes every path in it so much more transparent, 0 to 1: for what stays pale in a still picture,
    /// as many programs do not know the opacity of a group.
    pub fn pale(&mut self, by: f64) {
        if by <= 0.0 {
            return;
        }
        for item in &mut self.items {
            match item {
                Item::Group(group) => group.pale(by),
                Item::Path(path) => {
                    if let Some(fill) = &mut path.fill {
                        fill.opacity *= 1.0 - by;
                    }
                    if let Some(stroke) = &mut path.stroke {
                        stroke.opacity *= 1.0 - by;
                    }
                }
                Item::Image(_) | Item::Text(_) => {}
            }
        }
    }

    /// The same with a title.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Adds a fact, unless its value is empty.
    pub fn fact(&mut self, key: &'static str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.data.push((key, value));
        }
    }

    /// The value of a fact, empty if it has none.
    pub fn datum(&self, key: &str) -> &str {
        let fact = self.data.iter().find(|(known, _)| *known == key);
        fact.map_or("", |(_, value)| value.as_str())
    }

    /// Adds an outline, unless it is empty.
    pub fn path(&mut self, path: Path, fill: Option<Fill>, stroke: Option<Stroke>) {
        if !path.is_empty() {
            self.items.push(Item::Path(PathItem { path, fill, stroke }));
        }
    }

    /// Adds an outline to one of the group's own that is painted alike, if there is one: where they overlap both show the
    /// same.
    pub fn join(&mut self, item: PathItem) {
        let alike = self.items.iter_mut().find_map(|other| match other {
            Item::Path(other) if other.fill == item.fill && other.stroke == item.stroke => {
                Some(&mut other.path)
            }
            _ => None,
        });
        match alike {
            Some(path) => path.extend(&item.path),
            None => self.items.push(Item::Path(item)),
        }
    }

    /// Adds lettering.
    pub fn text(&mut self, text: Text) {
        self.items.push(Item::Text(text));
    }

    /// Adds a group, unless it is empty.
    pub fn group(&mut self, group: Self) {
        if !group.items.is_empty() {
            self.items.push(Item::Group(group));
        }
    }

    /// Takes the ids from this group and every group inside it, where they would be there twice.
    pub fn forget_ids(&mut self) {
        self.id.clear();
        for item in &mut self.items {
            if let Item::Group(group) = item {
                group.forget_ids();
            }
        }
    }

    /// Visits this group and every group inside it, parents first.
    pub fn visit_groups<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        for item in &self.items {
            if let Item::Group(group) = item {
                group.visit_groups(visit);
            }
        }
    }
}

/// An outline with its paints; at least one of them is present.
#[derive(Clone, Debug, PartialEq)]
pub struct PathItem {
    /// Where it runs.
    pub path: Path,
    /// Inside, by the non-zero rule.
    pub fill: Option<Fill>,
    /// Along it.
    pub stroke: Option<Stroke>,
}

/// Lettering of one font, size and colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The font.
    pub face: Face,
    /// Font size, px.
    pub size: f64,
    /// Colour of the letters.
    pub fill: Color,
    /// Outline behind the letters.
    pub halo: Option<Halo>,
    /// Where the letters stand.
    pub lettering: Lettering,
    /// The same in other languages, at the same spot; empty on a map in one language.
    pub versions: Vec<Version>,
}

/// A text in another language; font and colours are those of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Language, a BCP 47 tag.
    pub lang: String,
    /// Font size, px.
    pub size: f64,
    /// Where the letters stand.
    pub lettering: Lettering,
}

impl Text {
    /// All its words, lines joined by spaces.
    pub fn words(&self) -> String {
        self.lettering.words()
    }
}

/// Where the letters of a text stand.
#[derive(Clone, Debug, PartialEq)]
pub enum Lettering {
    /// Straight lines, turned about the first line's origin.
    Lines {
        /// The lines, top to bottom, left-aligned at their own origins before turning.
        lines: Vec<TextLine>,
        /// Degrees clockwise.
        rotate_deg: f64,
    },
    /// Letter by letter, spaced out or along a curve: each grapheme with its baseline origin and
    /// its turn in degrees clockwise.
    Letters {
        /// The whole text, for those who do not see it.
        text: String,
        /// Letters in reading order.
        letters: Vec<(String, PagePoint, f64)>,
    },
}

impl Lettering {
    /// All its words, lines joined by spaces.
    pub fn words(&self) -> String {
        match self {
            Self::Lines { lines, .. } => lines
                .iter()
                .map(|l| l.text.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            Self::Letters { text, .. } => text.clone(),
        }
    }

    /// The common turn of letters that stand on one straight line, degrees clockwise; none for a
    /// curve, for several lines, and for what is no row of letters.
    pub fn straight_turn(&self) -> Option<f64> {
        /// Origins are rounded to thousandths of a pixel.
        const OFF_LINE_PX: f64 = 0.01;
        let Self::Letters { letters, .. } = self else {
            return None;
        };
        let (_, first, turn) = letters.first()?;
        let (sin, cos) = libm::sincos(turn.to_radians());
        let on_line = |(_, at, own): &(String, PagePoint, f64)| {
            let off = (at.y - first.y) * cos - (at.x - first.x) * sin;
            own == turn && off.abs() < OFF_LINE_PX
        };
        letters.iter().all(on_line).then_some(*turn)
    }
}

/// One straight line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// The characters.
    pub text: String,
    /// Left end of the baseline, before the text's rotation.
    pub origin: PagePoint,
    /// Measured width, px.
    pub width: f64,
}

/// A light outline behind letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Halo {
    /// Its colour.
    pub color: Color,
    /// Stroke width, px; half of it shows.
    pub width: f64,
}

/// A raster picture, drawn into a box.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// Where it is drawn.
    pub rect: PageRect,
    /// How `bytes` are encoded.
    pub format: ImageFormat,
    /// The encoded file.
    pub bytes: Vec<u8>,
}

/// Encoding of a raster picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}
