//! Criteria of the written file: F1 to F7.

use std::collections::BTreeMap;

use super::OfMap;
use super::coordinates;
use super::criterion::{Criterion, Judgement, Level};
use super::profile;
use super::sheet::Sheet;

/// Pictures are alike if at most this part of their pixels differs ...
const UNLIKE_SHARE: f64 = 0.005;
/// ... by more than this in a channel.
const UNLIKE_BY: u8 = 8;
/// A map of the article preset without relief takes at most this, on four cores.
const MOST_SECONDS: f64 = 1.0;
/// So many offenders are named, the others counted.
const MOST_NAMED: usize = 12;

pub(super) const CRITERIA: [Criterion<OfMap>; 7] = [
    Criterion {
        id: "F1",
        what: "size of the SVG",
        level: Level::Must,
        judge: size,
    },
    Criterion {
        id: "F2",
        what: "elements of the SVG",
        level: Level::Must,
        judge: elements,
    },
    Criterion {
        id: "F3",
        what: "coordinates finer than 0.1 px, with an exponent or a unit",
        level: Level::Must,
        judge: numbers,
    },
    Criterion {
        id: "F4",
        what: "elements and attributes outside of the profile",
        level: Level::Must,
        judge: foreign,
    },
    Criterion {
        id: "F5",
        what: "drawn again, the same bytes",
        level: Level::Must,
        judge: repeatable,
    },
    Criterion {
        id: "F6",
        what: "pixels of the PNG unlike a raster of the SVG",
        level: Level::Must,
        judge: pictures,
    },
    Criterion {
        id: "F7",
        what: "time to draw",
        level: Level::Should,
        judge: time,
    },
];

fn is_slide(sheet: &Sheet<'_>) -> bool {
    sheet.drawing.purpose.preset.starts_with("slide")
}

/// F1.
fn size(sheet: &Sheet<'_>) -> Judgement {
    let most = if is_slide(sheet) { 300 } else { 500 };
    let bytes = sheet.drawing.svg.len();
    Judgement::new(
        format!("<= {most} KB"),
        format!("{} KB", bytes.div_ceil(1000)),
        bytes <= most * 1000,
    )
}

/// Judges the parsed SVG.
fn parsed(
    sheet: &Sheet<'_>,
    limit: &str,
    judge: impl FnOnce(&roxmltree::Document<'_>) -> Judgement,
) -> Judgement {
    let document = sheet
        .xml
        .get_or_init(|| roxmltree::Document::parse(sheet.drawing.svg).map_err(|e| e.to_string()));
    match document {
        Ok(document) => judge(document),
        Err(why) => Judgement::new(limit, "no XML", false).with(vec![why.clone()]),
    }
}

/// F2.
fn elements(sheet: &Sheet<'_>) -> Judgement {
    let most = if is_slide(sheet) { 600 } else { 1500 };
    let limit = format!("<= {most}");
    parsed(sheet, &limit, |document| {
        let count = document
            .descendants()
            .filter(roxmltree::Node::is_element)
            .count();
        Judgement::new(limit.as_str(), count.to_string(), count <= most)
    })
}

/// F3.
fn numbers(sheet: &Sheet<'_>) -> Judgement {
    parsed(sheet, "0", |document| {
        let mut faults = Counted::default();
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let drawn = node.attributes().filter(|a| !is_paper_size(&node, a));
            for attribute in drawn {
                for fault in coordinates::faults(attribute.name(), attribute.value()) {
                    faults.add(format!(
                        "{}/{}: {fault}",
                        node.tag_name().name(),
                        attribute.name()
                    ));
                }
            }
        }
        faults.judged()
    })
}

/// Whether an attribute is a side of the sheet that the whole drawing is printed on: no coordinate, and
/// the only measure that SVG can give in millimetres alone.
fn is_paper_size(node: &roxmltree::Node<'_, '_>, attribute: &roxmltree::Attribute<'_, '_>) -> bool {
    let is_root = node.parent().is_some_and(|parent| parent.is_root());
    let millimetres = attribute.value().strip_suffix("mm");
    is_root
        && matches!(attribute.name(), "width" | "height")
        && millimetres.is_some_and(|mm| mm.parse::<f64>().is_ok())
}

/// F4.
fn foreign(sheet: &Sheet<'_>) -> Judgement {
    parsed(sheet, "0", |document| {
        let mut faults = Counted::default();
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            profile::faults(&node, &sheet.drawing.purpose.profile)
                .into_iter()
                .for_each(|f| faults.add(f));
        }
        faults.judged()
    })
}

/// Faults of a kind with their number.
#[derive(Default)]
struct Counted(BTreeMap<String, usize>);

impl Counted {
    fn add(&mut self, kind: String) {
        *self.0.entry(kind).or_default() += 1;
    }

    fn judged(self) -> Judgement {
        let count: usize = self.0.values().sum();
        let mut named: Vec<String> = self
            .0
            .into_iter()
            .map(|(kind, n)| format!("{kind} ({n} times)"))
            .collect();
        let more = named.len().saturating_sub(MOST_NAMED);
        named.truncate(MOST_NAMED);
        if more > 0 {
            named.push(format!("and {more} more"));
        }
        Judgement::new("0", count.to_string(), count == 0).with(named)
    }
}

/// F5.
fn repeatable(sheet: &Sheet<'_>) -> Judgement {
    let same = sheet.drawing.svg == sheet.drawing.again;
    let mut offenders = Vec::new();
    if !same {
        let lines = sheet.drawing.svg.lines().zip(sheet.drawing.again.lines());
        let differs = lines.enumerate().find(|(_, (a, b))| a != b);
        offenders
            .extend(differs.map(|(index, _)| format!("first difference in line {}", index + 1)));
    }
    Judgement::new("yes", if same { "yes" } else { "no" }, same).with(offenders)
}

/// F6.
fn pictures(sheet: &Sheet<'_>) -> Judgement {
    let share = sheet
        .drawing
        .png
        .share_unlike(&sheet.drawing.raster, UNLIKE_BY);
    let limit = format!("<= {} % by more than {UNLIKE_BY}/255", UNLIKE_SHARE * 100.0);
    Judgement::new(
        limit,
        format!("{:.2} %", share * 100.0),
        share <= UNLIKE_SHARE,
    )
}

/// F7. Without a map of the article preset it is only told.
fn time(sheet: &Sheet<'_>) -> Judgement {
    let seconds = sheet.drawing.seconds;
    let limit = format!("<= {MOST_SECONDS} s");
    let purpose = &sheet.drawing.purpose;
    if purpose.preset != "article" || purpose.relief {
        return Judgement::not_applicable(limit, format!("{seconds:.2} s"));
    }
    Judgement::new(limit, format!("{seconds:.2} s"), seconds <= MOST_SECONDS)
}

#[cfg(test)]
mod tests {
    use crate::audit::toy::Toy;
    use crate::audit::{Level, Verdict};

    #[test]
    fn f1_a_file_over_half_a_megabyte_is_too_long() {
        let mut toy = Toy::good();
        toy.svg = toy
            .svg
            .replace("<title>", &format!("<title>{}", "x".repeat(400_000)));
        assert_eq!(toy.judge("F1").verdict, Verdict::Pass);
        toy.purpose.preset = "slide".to_owned();
        let found = toy.judge("F1");
        assert_eq!(
            (found.verdict, found.limit.as_str()),
            (Verdict::Fail, "<= 300 KB")
        );
    }

    #[test]
    fn f2_elements_are_counted() {
        let mut toy = Toy::good();
        toy.svg = toy.svg.replace("</svg>", &("<g/>".repeat(1500) + "</svg>"));
        let found = toy.judge("F2");
        assert_eq!(found.verdict, Verdict::Fail);
        toy.svg = "<svg".to_owned();
        assert_eq!(toy.judge("F2").measured, "no XML");
    }

    #[test]
    fn f3_a_hundredth_of_a_pixel_is_too_fine() {
        let mut toy = Toy::good();
        toy.svg = toy.svg.replace(
            "</svg>",
            "<path d=\"M1.25 3l1e3 2\"/><rect x=\"4px\"/></svg>",
        );
        let found = toy.judge("F3");
        assert_eq!(found.measured, "3");
        assert!(found.offenders[0].contains("path/d"), "{found:?}");
    }

    #[test]
    fn f3_the_size_of_the_sheet_may_be_in_millimetres() {
        let mut toy = Toy::good();
        toy.svg = toy.svg.replace("width=\"400\"", "width=\"127.05mm\"");
        assert_eq!(toy.judge("F3").measured, "0");
        toy.svg = toy.svg.replace("</svg>", "<rect width=\"4mm\"/></svg>");
        assert_eq!(toy.judge("F3").offenders, ["rect/width: unit (1 times)"]);
    }

    #[test]
    fn f4_style_sheets_and_foreign_elements_are_found() {
        let mut toy = Toy::good();
        toy.svg = toy
            .svg
            .replace("</svg>", "<style>a{}</style><g class=\"x\"/></svg>");
        let found = toy.judge("F4");
        assert_eq!(
            found.offenders,
            ["<style> (1 times)", "class on <g> (1 times)"]
        );
        assert!(found.is_fault());
    }

    #[test]
    fn f5_another_drawing_is_not_the_same() {
        let mut toy = Toy::good();
        assert_eq!(toy.judge("F5").measured, "yes");
        toy.again = Some(toy.svg.replace("Toy", "Joy"));
        let found = toy.judge("F5");
        assert_eq!(found.verdict, Verdict::Fail);
        assert_eq!(found.offenders, ["first difference in line 2"]);
    }

    #[test]
    fn f6_one_pixel_in_a_hundred_is_too_many() {
        let mut toy = Toy::good();
        toy.raster
            .iter_mut()
            .step_by(300)
            .for_each(|b| *b = b.wrapping_add(100));
        let found = toy.judge("F6");
        assert_eq!(
            (found.verdict, found.measured.as_str()),
            (Verdict::Fail, "1.00 %")
        );
    }

    #[test]
    fn f7_a_slow_map_is_told_but_no_fault() {
        let mut toy = Toy::good();
        toy.seconds = 3.0;
        let found = toy.judge("F7");
        assert_eq!((found.verdict, found.level), (Verdict::Fail, Level::Should));
        toy.purpose.relief = true;
        assert_eq!(toy.judge("F7").verdict, Verdict::NotApplicable);
    }
}
