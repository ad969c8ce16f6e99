//! One map in several languages: everything stands where the widest language has room, and each text
//! carries its versions.
//!
//! The map is composed once for each language with the same plan, panels and places for labels; the
//! drawings differ in nothing but their texts, which are then put into one.

use std::collections::BTreeMap;

use super::context::{Context, Inputs};
use super::furniture::Panels;
use super::keyed::Keyed;
use super::labels::{Anchor, Form, FormLine, Job, Placed, Placement, Request, Timetable};
use super::lands::Lands;
use super::plan::Plan;
use super::{names, obstacles, outside, placed, reports, scene};
use crate::campaign::Moment;
use crate::diag::Warned;
use crate::geom::PagePoint;
use crate::scene::{Group, Item, Lettering, Scene, Text, TextLine, Version};
use crate::text::Fonts;

/// Composes the map of one moment in the campaign's own language and in the others that are asked for.
pub(super) fn compose(inputs: Inputs<'_>, moment: Moment) -> Warned<Scene> {
    let context = Context::new(inputs, moment);
    let lands = Lands::new(&context);
    let plan = Plan::new(&context);
    let panels = Panels::new(&context, (&plan, &lands), &Keyed::default());
    let obstacles = obstacles::gather(&context, &plan, &lands, &panels);
    let others = inputs.other_langs.iter();
    let languages: Vec<Context<'_>> = others.map(|lang| context.in_language(Some(lang))).collect();
    let mut warnings = Vec::new();
    let mut own = names::requests(&context, &plan, &lands).unpack(&mut warnings);
    let mut wordings: Vec<Vec<Request>> = languages
        .iter()
        .map(|other| names::requests(other, &plan, &lands).value)
        .collect();
    align(&mut own, &mut wordings);
    let widest = widest(&own, &wordings, inputs.fonts);
    let job = Job {
        requests: widest,
        obstacles,
        times: Timetable::default(),
    };
    let placement = placed(&inputs, &job);
    let reword = |wording: &[Request]| reworded(&placement, (&job.requests, wording), inputs.fonts);
    warnings.extend(reports(&plan, &placement));
    warnings.extend(outside(&context));
    let mut value = scene(&context, (&plan, &lands), &reword(&own), panels);
    for (other, wording) in languages.iter().zip(&wordings) {
        let panels = Panels::new(other, (&plan, &lands), &Keyed::default());
        let version = scene(other, (&plan, &lands), &reword(wording), panels);
        add_version(&mut value, &version);
    }
    Warned { value, warnings }
}

/// Keeps of each request the forms that every language has: where one is worded in other forms than
/// the rest, a short name for a long one, that is the fullest alone.
fn align(own: &mut [Request], others: &mut [Vec<Request>]) {
    let shape = |r: &Request| -> Vec<usize> { r.forms.iter().map(|f| f.lines.len()).collect() };
    for request in own {
        let is_alike = |all: &Vec<Request>| {
            same(all, request).is_none_or(|other| shape(other) == shape(request))
        };
        if others.iter().all(is_alike) {
            continue;
        }
        request.forms.truncate(1);
        let versions = others.iter_mut().flatten();
        for version in versions.filter(|r| r.of == request.of) {
            version.forms.truncate(1);
        }
    }
}

/// The requests with every line in the language in which it is widest.
fn widest(own: &[Request], others: &[Vec<Request>], fonts: &Fonts) -> Vec<Request> {
    let width = |line: &FormLine| fonts.measure(line.face, line.size, line.spacing, &line.text);
    let mut widest = own.to_vec();
    for request in &mut widest {
        for all in others {
            let Some(wording) = same(all, request) else {
                continue;
            };
            for (line, other) in lines_mut(request).zip(lines(&wording.forms)) {
                if width(other) > width(line) {
                    line.text.clone_from(&other.text);
                }
            }
        }
    }
    widest
}

/// The request of the same feature in another language.
fn same<'r>(all: &'r [Request], request: &Request) -> Option<&'r Request> {
    all.iter().find(|other| other.of == request.of)
}

fn lines(forms: &[Form]) -> impl Iterator<Item = &FormLine> {
    forms.iter().flat_map(|form| &form.lines)
}

fn lines_mut(request: &mut Request) -> impl Iterator<Item = &mut FormLine> {
    request.forms.iter_mut().flat_map(|form| &mut form.lines)
}

/// The placed labels with the words of one language in the room of the widest.
fn reworded(
    placement: &Placement,
    (widest, wording): (&[Request], &[Request]),
    fonts: &Fonts,
) -> Placement {
    let mut placement = placement.clone();
    for label in &mut placement.placed {
        let Some(request) = widest.iter().find(|r| r.of == label.of) else {
            continue;
        };
        let Some(own) = same(wording, request) else {
            continue;
        };
        let words: BTreeMap<&str, &str> = lines(&request.forms)
            .zip(lines(&own.forms))
            .map(|(wide, own)| (wide.text.as_str(), own.text.as_str()))
            .collect();
        let side = side(&request.anchor, label);
        for text in &mut label.texts {
            reword(text, &words, side, fonts);
        }
    }
    placement
}

/// Where shorter words stand in the room of longer ones: 0 at its left end, 1 at its right.
fn side(anchor: &Anchor, label: &Placed) -> f64 {
    let Anchor::Point { at, .. } = anchor else {
        return 0.5;
    };
    let xs = label.boxes.iter().flatten().map(|corner| corner.x);
    let (left, right) = xs.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| {
        (a.min(x), b.max(x))
    });
    if left >= at.x {
        0.0
    } else if right <= at.x {
        1.0
    } else {
        0.5
    }
}

/// Puts other words into a text, each line within the width of the old one.
fn reword(text: &mut Text, words: &BTreeMap<&str, &str>, side: f64, fonts: &Fonts) {
    let (face, size) = (text.face, text.size);
    match &mut text.lettering {
        Lettering::Lines { lines, rotate_deg } => {
            let (sin, cos) = libm::sincos(rotate_deg.to_radians());
            for line in lines {
                let Some(own) = words.get(line.text.as_str()) else {
                    continue;
                };
                let width = fonts.measure(face, size, 0.0, own);
                let shift = (line.width - width) * side;
                *line = TextLine {
                    text: (*own).to_owned(),
                    origin: line.origin.offset(shift * cos, shift * sin).quantised(),
                    width,
                };
            }
        }
        Lettering::Letters { text: old, letters } => {
            if let Some(own) = words.get(old.as_str()) {
                let advances = |words| fonts.advances(face, size, words);
                let spread = spread(letters, &advances(old), &advances(own));
                *letters = spread;
                (*own).clone_into(old);
            }
        }
    }
}

/// A row of letters and their turns.
type Row = Vec<(String, PagePoint, f64)>;

/// Other letters as far apart as those of a straight row, in the middle of its room.
fn spread(row: &Row, old: &[(&str, f64)], own: &[(&str, f64)]) -> Row {
    let (Some(first), Some(last)) = (row.first(), row.last()) else {
        return Row::new();
    };
    let (sin, cos) = libm::sincos(first.2.to_radians());
    let sum = |advances: &[(&str, f64)]| advances.iter().map(|(_, a)| a).sum::<f64>();
    let before_last = &old[..old.len().saturating_sub(1)];
    let gaps = before_last.len().max(1) as f64;
    let spacing = (first.1.distance(last.1) - sum(before_last)) / gaps;
    let width = |advances: &[(&str, f64)]| {
        sum(advances) + spacing * advances.len().saturating_sub(1) as f64
    };
    let mut along = (width(old) - width(own)) / 2.0;
    own.iter()
        .map(|(letter, advance)| {
            let at = first.1.offset(along * cos, along * sin).quantised();
            along += advance + spacing;
            ((*letter).to_owned(), at, first.2)
        })
        .collect()
}

/// Adds the texts of the same drawing in another language, where they differ.
fn add_version(scene: &mut Scene, other: &Scene) {
    for layer in &mut scene.layers {
        if let Some(same) = other.layers.iter().find(|l| l.id == layer.id) {
            add_to_group(layer, same, &other.lang);
        }
    }
}

/// The drawings differ in texts alone, but one language may fill more lines than another: texts and
/// groups are paired by their order, and what has no partner says nothing in the other language.
fn add_to_group(group: &mut Group, other: &Group, lang: &str) {
    let mut texts = other.items.iter().filter_map(as_text);
    let mut groups = other.items.iter().filter_map(as_group);
    for item in &mut group.items {
        match item {
            Item::Text(text) => match texts.next() {
                Some(same) if same.lettering == text.lettering => {}
                Some(same) => add_to_text(text, same, lang),
                None => {
                    let silent = silent(text);
                    add_to_text(text, &silent, lang);
                }
            },
            Item::Group(inner) => {
                if let Some(same) = groups.next() {
                    add_to_group(inner, same, lang);
                }
            }
            Item::Path(_) | Item::Image(_) => {}
        }
    }
    for more in texts {
        let mut text = silent(more);
        add_to_text(&mut text, more, lang);
        group.text(text);
    }
}

fn add_to_text(text: &mut Text, other: &Text, lang: &str) {
    text.versions.push(Version {
        lang: lang.to_owned(),
        size: other.size,
        lettering: other.lettering.clone(),
    });
}

/// The same text without words.
fn silent(text: &Text) -> Text {
    let origin = match &text.lettering {
        Lettering::Lines { lines, .. } => lines.first().map(|l| l.origin),
        Lettering::Letters { letters, .. } => letters.first().map(|l| l.1),
    };
    let line = TextLine {
        text: String::new(),
        origin: origin.unwrap_or_default(),
        width: 0.0,
    };
    Text {
        lettering: Lettering::Lines {
            lines: vec![line],
            rotate_deg: 0.0,
        },
        versions: Vec::new(),
        ..text.clone()
    }
}

fn as_text(item: &Item) -> Option<&Text> {
    match item {
        Item::Text(text) => Some(text),
        Item::Group(_) | Item::Path(_) | Item::Image(_) => None,
    }
}

fn as_group(item: &Item) -> Option<&Group> {
    match item {
        Item::Group(group) => Some(group),
        Item::Text(_) | Item::Path(_) | Item::Image(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Color;
    use crate::text::Face;

    fn line(words: &str, x: f64, width: f64) -> Text {
        Text {
            face: Face::Sans,
            size: 10.0,
            fill: Color::new(0, 0, 0),
            halo: None,
            lettering: Lettering::Lines {
                lines: vec![TextLine {
                    text: words.to_owned(),
                    origin: PagePoint::new(x, 5.0),
                    width,
                }],
                rotate_deg: 0.0,
            },
            versions: Vec::new(),
        }
    }

    #[test]
    fn shorter_words_keep_to_the_side_of_their_marker() {
        let fonts = Fonts::bundled();
        let width = fonts.measure(Face::Sans, 10.0, 0.0, "Ob");
        let words = BTreeMap::from([("Irtysh", "Ob")]);
        for (side, x) in [
            (0.0, 100.0),
            (0.5, 100.0 + (60.0 - width) / 2.0),
            (1.0, 160.0 - width),
        ] {
            let mut text = line("Irtysh", 100.0, 60.0);
            reword(&mut text, &words, side, &fonts);
            let Lettering::Lines { lines, .. } = &text.lettering else {
                panic!("it was a line")
            };
            assert_eq!(lines[0].text, "Ob");
            assert!((lines[0].origin.x - x).abs() < 0.002, "{side}");
        }
    }

    #[test]
    fn spaced_letters_keep_their_gaps_and_their_middle() {
        let at = |x: f64| PagePoint::new(x, 0.0);
        let row: Row = [("A", 0.0), ("B", 20.0), ("C", 40.0)]
            .map(|(c, x)| (c.to_owned(), at(x), 0.0))
            .to_vec();
        let old = [("A", 10.0), ("B", 10.0), ("C", 10.0)];
        // 50 px wide; two letters with the same gap of 10 take 30.
        let own = spread(&row, &old, &[("X", 10.0), ("Y", 10.0)]);
        assert_eq!(own[0].1, at(10.0));
        assert_eq!(own[1].1, at(30.0));
    }

    #[test]
    fn a_line_more_in_one_language_says_nothing_in_the_other() {
        let mut group = Group::new("credits");
        group.text(line("one", 0.0, 20.0));
        let mut other = Group::new("credits");
        other.text(line("раз", 0.0, 20.0));
        other.text(line("два", 0.0, 20.0));
        add_to_group(&mut group, &other, "ru");
        let texts: Vec<&Text> = group.items.iter().filter_map(as_text).collect();
        assert_eq!(texts.len(), 2);
        assert_eq!(
            (texts[0].words(), texts[1].words()),
            ("one".into(), String::new())
        );
        assert_eq!(texts[0].versions[0].lettering.words(), "раз");
        assert_eq!(texts[1].versions[0].lettering.words(), "два");
    }
}
