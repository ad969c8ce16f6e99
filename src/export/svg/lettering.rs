//! Text to elements: how letters get their halo and keep their places in every viewer.

use svg::node::Blob;
use svg::node::element::Element;

use super::{Profile, Writer, clean, filled, stroked, with, with_text};
use crate::export::number::{coordinate, number, path_data};
use crate::geom::PagePoint;
use crate::scene::{Fill, Halo, Lettering, Path, Stroke, Text};

/// What is painted of some letters.
#[derive(Clone, Copy)]
enum Paint {
    Letters,
    Halo(Halo),
    Both(Halo),
}

impl Writer<'_> {
    /// The elements of a text, in drawing order.
    pub(super) fn text(&self, text: &Text) -> Vec<Element> {
        match (self.profile, text.halo) {
            (Profile::Outline, halo) => vec![self.outlined(text, halo)],
            (_, None) => self.painted(text, Paint::Letters),
            (Profile::Web, Some(halo)) => self.painted(text, Paint::Both(halo)),
            (Profile::Office, Some(halo)) => {
                let mut elements = self.painted(text, Paint::Halo(halo));
                elements.extend(self.painted(text, Paint::Letters));
                elements
            }
        }
    }

    fn painted(&self, text: &Text, paint: Paint) -> Vec<Element> {
        match &text.lettering {
            Lettering::Lines { lines, rotate_deg } => {
                let element = self.element(text, paint);
                let origin = lines.first().map_or(PagePoint::default(), |l| l.origin);
                let element = turned(element, *rotate_deg, origin);
                if let [only] = lines.as_slice() {
                    return vec![with_text(placed(element, only.origin), &only.text)];
                }
                vec![with_spans(
                    element,
                    lines.iter().map(|l| (l.text.as_str(), l.origin)),
                )]
            }
            Lettering::Letters { letters, .. } => {
                let straight = letters.windows(2).all(|w| w[0].2 == w[1].2);
                if straight && letters.first().is_none_or(|l| l.2 == 0.0) {
                    let letters = letters.iter().map(|(c, p, _)| (c.as_str(), *p));
                    return vec![with_spans(self.element(text, paint), letters)];
                }
                letters
                    .iter()
                    .filter(|(letter, _, _)| !letter.trim().is_empty())
                    .map(|(letter, origin, turn)| {
                        let element = turned(self.element(text, paint), *turn, *origin);
                        with_text(placed(element, *origin), letter)
                    })
                    .collect()
            }
        }
    }

    fn element(&self, text: &Text, paint: Paint) -> Element {
        let families = text.face.families();
        let family = match self.profile {
            Profile::Office => families[0].to_owned(),
            Profile::Web | Profile::Outline => families
                .iter()
                .map(|f| {
                    if f.contains(' ') {
                        format!("'{f}'")
                    } else {
                        (*f).to_owned()
                    }
                })
                .collect::<Vec<_>>()
                .join(", "),
        };
        let mut element = with(Element::new("text"), "font-family", family);
        element = with(element, "font-size", number(text.size));
        if text.face.is_bold() {
            element = with(element, "font-weight", "bold");
        }
        if text.face.is_italic() {
            element = with(element, "font-style", "italic");
        }
        let letters = Fill::from(text.fill);
        match paint {
            Paint::Letters => filled(element, Some(&letters)),
            Paint::Halo(halo) => stroked(filled(element, Some(&halo.color.into())), &outline(halo)),
            Paint::Both(halo) => {
                let element = stroked(filled(element, Some(&letters)), &outline(halo));
                with(element, "paint-order", "stroke")
            }
        }
    }

    /// Letters as outlines; the words stay in a label for those who do not see them.
    fn outlined(&self, text: &Text, halo: Option<Halo>) -> Element {
        let mut path = Path::new();
        match &text.lettering {
            Lettering::Lines { lines, rotate_deg } => {
                let pivot = lines.first().map_or(PagePoint::default(), |l| l.origin);
                for line in lines {
                    let flat = self.outline(text, line.origin, &line.text);
                    path.extend(&flat.turned(*rotate_deg, pivot));
                }
            }
            Lettering::Letters { letters, .. } => {
                for (letter, origin, turn) in letters {
                    path.extend(&self.outline(text, *origin, letter).turned(*turn, *origin));
                }
            }
        }
        let mut element = with(Element::new("g"), "aria-label", clean(&text.words()));
        let data = path_data(&path);
        if let Some(halo) = halo {
            let behind = with(Element::new("path"), "d", data.clone());
            let behind = stroked(filled(behind, Some(&halo.color.into())), &outline(halo));
            element.get_children_mut().push(behind.into());
        }
        let front = filled(
            with(Element::new("path"), "d", data),
            Some(&text.fill.into()),
        );
        element.get_children_mut().push(front.into());
        element
    }

    fn outline(&self, text: &Text, origin: PagePoint, words: &str) -> Path {
        let mut path = Path::new();
        self.fonts
            .outline((text.face, text.size), origin, words, &mut path);
        path
    }
}

fn outline(halo: Halo) -> Stroke {
    Stroke::solid(halo.color, halo.width)
}

fn placed(element: Element, origin: PagePoint) -> Element {
    let (x, y) = (coordinate(origin.x), coordinate(origin.y));
    with(with(element, "x", x), "y", y)
}

fn turned(element: Element, degrees: f64, about: PagePoint) -> Element {
    if degrees == 0.0 {
        return element;
    }
    let turn = format!(
        "rotate({} {} {})",
        number(degrees),
        coordinate(about.x),
        coordinate(about.y)
    );
    with(element, "transform", turn)
}

/// Pieces of text, each at its own place, written without white space between them: it would show.
fn with_spans<'t>(
    mut element: Element,
    pieces: impl Iterator<Item = (&'t str, PagePoint)>,
) -> Element {
    let spans: String = pieces
        .map(|(piece, origin)| with_text(placed(Element::new("tspan"), origin), piece).to_string())
        .collect();
    element.get_children_mut().push(Blob::new(spans).into());
    element
}
