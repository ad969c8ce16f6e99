//! Text to elements: how letters get their halo and keep their places in every viewer.

use svg::node::Blob;
use svg::node::element::Element;

use super::{Profile, Writer, clean, filled, stroked, with, with_text};
use crate::export::number::{coordinate, number, path_data};
use crate::geom::PagePoint;
use crate::scene::{Fill, Halo, Lettering, Path, Stroke, Text};
use crate::text::{Face, Fonts};

/// What is painted of some letters.
#[derive(Clone, Copy)]
enum Paint {
    Letters,
    Halo(Halo),
    Both(Halo),
}

/// A text in one of its languages.
#[derive(Clone, Copy)]
struct Wording<'t> {
    /// None for the language of the map itself.
    lang: Option<&'t str>,
    size: f64,
    lettering: &'t Lettering,
}

impl Writer<'_> {
    /// The elements of a text, in drawing order.
    pub(super) fn text(&self, text: &Text) -> Vec<Element> {
        if self.profile == Profile::Outline {
            return vec![self.outlined(text)];
        }
        match (self.profile, text.halo) {
            (_, None) => self.painted(text, Paint::Letters),
            (Profile::Office, Some(halo)) => {
                let mut elements = self.painted(text, Paint::Halo(halo));
                elements.extend(self.painted(text, Paint::Letters));
                elements
            }
            (_, Some(halo)) => self.painted(text, Paint::Both(halo)),
        }
    }

    fn painted(&self, text: &Text, paint: Paint) -> Vec<Element> {
        let own = wording(text);
        if self.profile == Profile::Wiki || !text.versions.is_empty() {
            return vec![self.switch(text, |w| self.whole(text, w, paint))];
        }
        match own.lettering {
            Lettering::Letters { letters, .. } if own.lettering.straight_turn().is_none() => {
                letters
                    .iter()
                    .filter(|(letter, _, _)| !letter.trim().is_empty())
                    .map(|(letter, origin, turn)| {
                        let element = turned(self.element(text, own.size, paint), *turn, *origin);
                        with_text(placed(element, *origin), letter)
                    })
                    .collect()
            }
            Lettering::Lines { .. } | Lettering::Letters { .. } => {
                vec![self.whole(text, own, paint)]
            }
        }
    }

    /// One child for each language, the map's own last and without a condition: what a viewer takes
    /// that knows none of the others. Translation tools want each under an id.
    fn switch<'t>(&self, text: &'t Text, child: impl Fn(Wording<'t>) -> Element) -> Element {
        let number = self.texts.get() + 1;
        self.texts.set(number);
        let mut switch = Element::new("switch");
        let others = text.versions.iter().map(|v| Wording {
            lang: Some(&v.lang),
            size: v.size,
            lettering: &v.lettering,
        });
        for wording in others.chain([wording(text)]) {
            let element = child(wording);
            let element = match wording.lang {
                Some(lang) => {
                    let element = with(element, "systemLanguage", clean(lang));
                    with(element, "id", format!("t{number}-{}", clean(lang)))
                }
                None => with(element, "id", format!("t{number}")),
            };
            switch.get_children_mut().push(element.into());
        }
        switch
    }

    /// A wording as a single element.
    fn whole(&self, text: &Text, wording: Wording<'_>, paint: Paint) -> Element {
        let element = self.element(text, wording.size, paint);
        match wording.lettering {
            Lettering::Lines { lines, rotate_deg } => {
                let origin = lines.first().map_or(PagePoint::default(), |l| l.origin);
                let element = turned(element, *rotate_deg, origin);
                if let [only] = lines.as_slice() {
                    return self.with_words(placed(element, only.origin), &only.text);
                }
                let lines = lines.iter().map(|l| (self.words(&l.text), l.origin));
                with_spans(element, lines)
            }
            Lettering::Letters {
                text: words,
                letters,
            } => {
                let origin = letters.first().map_or(PagePoint::default(), |l| l.1);
                let turn = chord_deg(wording.lettering, letters);
                let element = turned(element, turn, origin);
                if self.profile == Profile::Wiki {
                    let spacing = self.spacing(text, wording.size, words, letters);
                    let element = match spacing {
                        Some(px) => with(element, "letter-spacing", number(px)),
                        None => element,
                    };
                    return self.with_words(placed(element, origin), words);
                }
                let flat = letters.iter().map(|(letter, at, _)| {
                    let along = at.distance(origin);
                    (letter.clone(), origin.offset(along, 0.0))
                });
                with_spans(element, flat)
            }
        }
    }

    fn with_words(&self, element: Element, words: &str) -> Element {
        with_text(element, &self.words(words))
    }

    /// A text as the profile may hold it: translation tools read `$1` as a gap to be filled.
    fn words(&self, words: &str) -> String {
        let mut safe = String::with_capacity(words.len());
        for c in words.chars() {
            if self.profile == Profile::Wiki && c.is_ascii_digit() && safe.ends_with('$') {
                safe.push('\u{a0}');
            }
            safe.push(c);
        }
        safe
    }

    /// The gap between letters beyond their own widths, px; none if there is none to speak of.
    fn spacing(
        &self,
        text: &Text,
        size: f64,
        words: &str,
        letters: &[(String, PagePoint, f64)],
    ) -> Option<f64> {
        let (first, last) = (letters.first()?, letters.last()?);
        let gaps = letters.len().saturating_sub(1);
        let advances = self.fonts.advances(text.face, size, words);
        let own: f64 = advances.iter().take(gaps).map(|(_, advance)| advance).sum();
        let spacing = (first.1.distance(last.1) - own) / gaps.max(1) as f64;
        (gaps > 0 && spacing.abs() > 0.05).then_some(spacing)
    }

    fn element(&self, text: &Text, size: f64, paint: Paint) -> Element {
        let families = self.fonts.families(text.face);
        let family = match self.profile {
            Profile::Office => families[0].to_owned(),
            Profile::Web | Profile::Wiki | Profile::Outline => families
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
        element = with(element, "font-size", number(size));
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

    /// Letters as outlines; the words stay in a label and a title for those who do not see them.
    fn outlined(&self, text: &Text) -> Element {
        if text.versions.is_empty() {
            return self.drawn(text, wording(text));
        }
        self.switch(text, |w| self.drawn(text, w))
    }

    fn drawn(&self, text: &Text, wording: Wording<'_>) -> Element {
        let words = wording.lettering.words();
        let path = outline_of(self.fonts, (text.face, wording.size), wording.lettering);
        let mut element = with(Element::new("g"), "aria-label", clean(&words));
        let title = with_text(Element::new("title"), &words);
        element.get_children_mut().push(title.into());
        if words.is_empty() {
            return element;
        }
        let data = path_data(&path);
        if let Some(halo) = text.halo {
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
}

fn wording(text: &Text) -> Wording<'_> {
    Wording {
        lang: None,
        size: text.size,
        lettering: &text.lettering,
    }
}

/// Lettering as an outline.
fn outline_of(fonts: &Fonts, look: (Face, f64), lettering: &Lettering) -> Path {
    let flat = |origin: PagePoint, words: &str| {
        let mut path = Path::new();
        fonts.outline(look, origin, words, &mut path);
        path
    };
    let mut path = Path::new();
    match lettering {
        Lettering::Lines { lines, rotate_deg } => {
            let pivot = lines.first().map_or(PagePoint::default(), |l| l.origin);
            for line in lines {
                path.extend(&flat(line.origin, &line.text).turned(*rotate_deg, pivot));
            }
        }
        Lettering::Letters { letters, .. } => {
            for (letter, origin, turn) in letters {
                path.extend(&flat(*origin, letter).turned(*turn, *origin));
            }
        }
    }
    path
}

/// The turn of letters on one line; of letters on a curve, that of the chord from the first to the last.
fn chord_deg(lettering: &Lettering, letters: &[(String, PagePoint, f64)]) -> f64 {
    if let Some(turn) = lettering.straight_turn() {
        return turn;
    }
    let (Some(first), Some(last)) = (letters.first(), letters.last()) else {
        return 0.0;
    };
    libm::atan2(last.1.y - first.1.y, last.1.x - first.1.x).to_degrees()
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
fn with_spans(mut element: Element, pieces: impl Iterator<Item = (String, PagePoint)>) -> Element {
    let spans: String = pieces
        .map(|(piece, origin)| with_text(placed(Element::new("tspan"), origin), &piece).to_string())
        .collect();
    element.get_children_mut().push(Blob::new(spans).into());
    element
}
