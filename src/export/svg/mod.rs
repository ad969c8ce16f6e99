//! Scene to SVG.
//!
//! Only elements and attributes that viewers agree on are written, by attributes alone: no style
//! sheet, no clip, no mask, no text on a path. What a profile changes is how letters get their halo
//! and whether they are letters at all.

mod lettering;

use std::cell::Cell;

use svg::Document;
use svg::node::Value;
use svg::node::element::{Element, Group as GroupElement};

use super::number::{coordinate, number, path_data};
use crate::geom::Size;
use crate::scene::{
    Fill, Group, Image, ImageFormat, Item, LineCap, LineJoin, PathItem, SCREEN_PX_PER_INCH, Scene,
    Stroke,
};
use crate::text::Fonts;

/// For whom the file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Browsers and converters: live text, the halo painted under its own letters.
    #[default]
    Web,
    /// Office programs: live text, the halo as a second copy behind it, one family name.
    Office,
    /// Wikis and translation tools: every text one straight element in a `<switch>`.
    Wiki,
    /// Anything: letters as outlines.
    Outline,
}

impl Profile {
    /// All profiles with the names by which they are asked for.
    pub const ALL: [(&'static str, Self); 4] = [
        ("web", Self::Web),
        ("office", Self::Office),
        ("wiki", Self::Wiki),
        ("outline", Self::Outline),
    ];
}

/// What every element needs while it is written.
struct Writer<'a> {
    profile: Profile,
    fonts: &'a Fonts,
    /// How many texts have been written under an id.
    texts: Cell<usize>,
}

/// Writes a scene as an SVG document.
pub fn svg(scene: &Scene, profile: Profile, fonts: &Fonts) -> String {
    let document = document(scene.size)
        .set("width", on_paper(scene, scene.size.width))
        .set("height", on_paper(scene, scene.size.height))
        .set("role", "img")
        .set("aria-labelledby", "map-title map-desc")
        .set("xml:lang", clean(&scene.lang))
        .add(named("title", "map-title", &scene.title))
        .add(named("desc", "map-desc", &scene.description));
    written(document, &scene.layers, &Writer::new(profile, fonts))
}

/// Writes some layers of a scene as an SVG document, to be painted over others.
pub fn svg_layers(layers: &[Group], size: Size, profile: Profile, fonts: &Fonts) -> String {
    written(document(size), layers, &Writer::new(profile, fonts))
}

fn document(size: Size) -> Document {
    let (width, height) = (number(size.width), number(size.height));
    Document::new()
        .set("viewBox", format!("0 0 {width} {height}"))
        .set("width", width)
        .set("height", height)
}

fn written(mut document: Document, layers: &[Group], writer: &Writer<'_>) -> String {
    if has_image(layers) {
        document = document.set("xmlns:xlink", "http://www.w3.org/1999/xlink");
    }
    for layer in layers {
        document = document.add(writer.group(layer));
    }
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text.push_str(&document.to_string());
    text.push('\n');
    text
}

/// A side of the page: in px for the screen, else in millimetres.
fn on_paper(scene: &Scene, px: f64) -> String {
    if scene.px_per_inch == SCREEN_PX_PER_INCH {
        return number(px);
    }
    format!("{}mm", number(px / scene.px_per_inch * 25.4))
}

fn has_image(groups: &[Group]) -> bool {
    groups.iter().any(|g| {
        g.items.iter().any(|item| match item {
            Item::Image(_) => true,
            Item::Group(inner) => has_image(std::slice::from_ref(inner)),
            Item::Path(_) | Item::Text(_) => false,
        })
    })
}

fn named(element: &str, id: &str, text: &str) -> Element {
    with_text(with(Element::new(element), "id", id), text)
}

/// An element with an attribute.
fn with(mut element: Element, name: &str, value: impl Into<Value>) -> Element {
    element
        .get_attributes_mut()
        .insert(name.to_owned(), value.into());
    element
}

/// An element with a text as its only content.
fn with_text(mut element: Element, text: &str) -> Element {
    element
        .get_children_mut()
        .push(svg::node::Text::new(clean(text)).into());
    element
}

/// A text without the characters that XML forbids or that reorder what surrounds them.
///
/// XML 1.0, 2.2; Unicode bidi overrides and isolates, and tag characters.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|c| is_safe(*c)).collect()
}

fn is_safe(c: char) -> bool {
    let code = u32::from(c);
    !(c.is_control()
        || matches!(code, 0x202A..=0x202E | 0x2066..=0x2069 | 0xE0000..=0xE007F)
        || code & 0xFFFE == 0xFFFE
        || matches!(code, 0xFDD0..=0xFDEF))
}

impl<'a> Writer<'a> {
    fn new(profile: Profile, fonts: &'a Fonts) -> Self {
        Self {
            profile,
            fonts,
            texts: Cell::new(0),
        }
    }

    fn group(&self, group: &Group) -> GroupElement {
        let mut element = GroupElement::new();
        if !group.id.is_empty() {
            element = element.set("id", clean(&group.id));
        }
        if group.faded > 0.0 {
            element = element.set("opacity", number(1.0 - group.faded));
        }
        for (key, value) in &group.data {
            element = element.set(format!("data-{key}"), clean(value));
        }
        if self.has_title(group) {
            element = element.add(with_text(Element::new("title"), &group.title));
        }
        self.items(element, &group.items)
    }

    /// An element with items in it, those of groups that say nothing themselves directly.
    fn items(&self, element: GroupElement, items: &[Item]) -> GroupElement {
        items.iter().fold(element, |element, item| match item {
            Item::Group(inner) if self.is_plain(inner) => self.items(element, &inner.items),
            Item::Group(inner) => element.add(self.group(inner)),
            Item::Path(path) => element.add(path_element(path)),
            Item::Image(image) => element.add(image_element(image)),
            Item::Text(text) => self.text(text).into_iter().fold(element, |e, t| e.add(t)),
        })
    }

    /// Whether a group's title is written: a browser shows it to who points at the feature, an office
    /// program, for which every element is one more to move, does not.
    fn has_title(&self, group: &Group) -> bool {
        !group.title.is_empty() && self.profile != Profile::Office
    }

    fn is_plain(&self, group: &Group) -> bool {
        group.id.is_empty() && group.data.is_empty() && group.faded <= 0.0 && !self.has_title(group)
    }
}

fn path_element(item: &PathItem) -> Element {
    let element = with(Element::new("path"), "d", path_data(&item.path));
    let element = filled(element, item.fill.as_ref());
    match &item.stroke {
        Some(stroke) => stroked(element, stroke),
        None => element,
    }
}

fn filled(element: Element, fill: Option<&Fill>) -> Element {
    match fill {
        None => with(element, "fill", "none"),
        Some(fill) => {
            let element = with(element, "fill", fill.color.to_string());
            if fill.opacity < 1.0 {
                with(element, "fill-opacity", number(fill.opacity))
            } else {
                element
            }
        }
    }
}

fn stroked(element: Element, stroke: &Stroke) -> Element {
    let mut element = with(element, "stroke", stroke.color.to_string());
    element = with(element, "stroke-width", number(stroke.width));
    if stroke.opacity < 1.0 {
        element = with(element, "stroke-opacity", number(stroke.opacity));
    }
    if !stroke.dash.is_empty() {
        let dash: Vec<String> = stroke.dash.iter().map(|d| number(*d)).collect();
        element = with(element, "stroke-dasharray", dash.join(" "));
    }
    if stroke.cap == LineCap::Round {
        element = with(element, "stroke-linecap", "round");
    }
    if stroke.join == LineJoin::Round {
        element = with(element, "stroke-linejoin", "round");
    }
    element
}

fn image_element(image: &Image) -> Element {
    use base64::Engine;
    let mime = match image.format {
        ImageFormat::Png => "image/png",
        ImageFormat::Jpeg => "image/jpeg",
    };
    let data = base64::engine::general_purpose::STANDARD.encode(&image.bytes);
    let element = with(Element::new("image"), "x", coordinate(image.rect.x0));
    let element = with(element, "y", coordinate(image.rect.y0));
    let element = with(element, "width", coordinate(image.rect.width()));
    let element = with(element, "height", coordinate(image.rect.height()));
    let element = with(element, "preserveAspectRatio", "none");
    // Several viewers know only the older spelling of `href`.
    with(element, "xlink:href", format!("data:{mime};base64,{data}"))
}

#[cfg(test)]
mod tests;
