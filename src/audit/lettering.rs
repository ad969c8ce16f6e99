//! Criteria of text: T1 to T5.

use std::collections::BTreeSet;

use super::OfMap;
use super::criterion::{Criterion, Judgement, Level};
use super::sheet::{Sheet, reading_deg};

const MOST_FAMILIES: usize = 2;
const MOST_SIZES: usize = 8;
/// A label is upside down beyond this, degrees; half a degree for rounding.
const UPRIGHT_DEG: f64 = 90.5;
/// A label is steep beyond this, degrees.
const STEEP_DEG: f64 = 60.0;
const MOST_STEEP: usize = 1;

pub(super) const CRITERIA: [Criterion<OfMap>; 5] = [
    Criterion {
        id: "T1",
        what: "smallest lettering",
        level: Level::Must,
        judge: smallest,
    },
    Criterion {
        id: "T2",
        what: "families of fonts; sizes",
        level: Level::Must,
        judge: variety,
    },
    Criterion {
        id: "T3",
        what: "characters that no bundled font can draw",
        level: Level::Must,
        judge: missing_glyphs,
    },
    Criterion {
        id: "T4",
        what: "labels upside down",
        level: Level::Must,
        judge: upside_down,
    },
    Criterion {
        id: "T5",
        what: "labels steeper than 60 degrees",
        level: Level::Must,
        judge: steep,
    },
];

/// T1.
fn smallest(sheet: &Sheet<'_>) -> Judgement {
    let least = sheet.drawing.purpose.least_text;
    let limit = format!(">= {least} px");
    let sizes = sheet.texts.iter().map(|t| t.size);
    let Some(smallest) = sizes.min_by(f64::total_cmp) else {
        return Judgement::not_applicable(limit, "no lettering");
    };
    let small = sheet.texts.iter().filter(|t| t.size < least - 0.005);
    let offenders: Vec<String> = small
        .map(|t| format!("{} ({:.1} px)", t.words(), t.size))
        .collect();
    Judgement::new(limit, format!("{smallest:.1} px"), offenders.is_empty()).with(offenders)
}

/// T2.
fn variety(sheet: &Sheet<'_>) -> Judgement {
    let families = sheet.texts.iter();
    let families = families.map(|t| sheet.drawing.fonts.families(t.face)[0]);
    let families: BTreeSet<&str> = families.collect();
    let sizes = sheet.texts.iter().map(|t| (t.size * 100.0).round() as i64);
    let sizes: BTreeSet<i64> = sizes.collect();
    let passes = families.len() <= MOST_FAMILIES && sizes.len() <= MOST_SIZES;
    let limit = format!("<= {MOST_FAMILIES}; <= {MOST_SIZES}");
    let measured = format!("{}; {}", families.len(), sizes.len());
    let mut offenders = Vec::new();
    if families.len() > MOST_FAMILIES {
        offenders.extend(families.iter().map(|f| (*f).to_owned()));
    }
    if sizes.len() > MOST_SIZES {
        offenders.extend(sizes.iter().map(|s| format!("{} px", *s as f64 / 100.0)));
    }
    Judgement::new(limit, measured, passes).with(offenders)
}

/// T3.
fn missing_glyphs(sheet: &Sheet<'_>) -> Judgement {
    let mut missing: BTreeSet<char> = BTreeSet::new();
    for text in &sheet.texts {
        missing.extend(sheet.drawing.fonts.missing_glyphs(text.face, &text.words()));
    }
    let named = missing
        .iter()
        .map(|c| format!("{c} (U+{:04X})", u32::from(*c)));
    Judgement::none(named.collect())
}

/// T4.
fn upside_down(sheet: &Sheet<'_>) -> Judgement {
    Judgement::none(turned_beyond(sheet, UPRIGHT_DEG))
}

/// T5.
fn steep(sheet: &Sheet<'_>) -> Judgement {
    let offenders = turned_beyond(sheet, STEEP_DEG);
    let measured = offenders.len().to_string();
    Judgement::new(
        format!("<= {MOST_STEEP}"),
        measured,
        offenders.len() <= MOST_STEEP,
    )
    .with(offenders)
}

/// The labels that read at more than an angle from the horizontal.
fn turned_beyond(sheet: &Sheet<'_>, degrees: f64) -> Vec<String> {
    let mut found = Vec::new();
    for label in &sheet.labels {
        let turns = label.texts.iter().map(|t| reading_deg(t));
        let steepest = turns.max_by(|a, b| a.abs().total_cmp(&b.abs()));
        if let Some(turn) = steepest.filter(|t| t.abs() > degrees) {
            found.push(format!("{} at {turn:.0} deg", label.of));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::audit::Verdict;
    use crate::audit::toy::{Toy, text};
    use crate::geom::PagePoint;
    use crate::scene::Lettering;

    #[test]
    fn t1_no_lettering_is_smaller_than_its_use_allows() {
        let mut toy = Toy::good();
        toy.add_text(text("tiny", 9.0));
        let found = toy.judge("T1");
        assert_eq!(found.offenders, ["tiny (9.0 px)"]);
        assert_eq!(
            (found.limit.as_str(), found.measured.as_str()),
            (">= 11 px", "9.0 px")
        );
        toy.purpose.least_text = 8.0;
        assert_eq!(toy.judge("T1").verdict, Verdict::Pass);
    }

    #[test]
    fn t2_nine_sizes_are_too_many() {
        let mut toy = Toy::good();
        for size in 20..28 {
            toy.add_text(text("x", f64::from(size)));
        }
        let found = toy.judge("T2");
        assert_eq!(
            (found.verdict, found.measured.as_str()),
            (Verdict::Fail, "1; 9")
        );
    }

    #[test]
    fn t3_characters_without_a_glyph_are_listed_once() {
        let mut toy = Toy::good();
        toy.add_text(text("a\u{1F600}\u{1F600}", 13.0));
        let found = toy.judge("T3");
        assert_eq!(found.offenders, ["\u{1F600} (U+1F600)"]);
        assert!(found.is_fault());
    }

    fn turned(degrees: f64) -> crate::scene::Text {
        let mut turned = text("name", 13.0);
        if let Lettering::Lines { rotate_deg, .. } = &mut turned.lettering {
            *rotate_deg = degrees;
        }
        turned
    }

    #[test]
    fn t4_a_label_turned_by_170_degrees_stands_on_its_head() {
        let mut toy = Toy::good();
        toy.label_with("river", turned(170.0));
        toy.label_with("lake", turned(-80.0));
        assert_eq!(toy.judge("T4").offenders, ["river at 170 deg"]);
    }

    #[test]
    fn t5_one_steep_label_is_allowed_but_not_two() {
        let mut toy = Toy::good();
        toy.label_with("river", turned(70.0));
        assert_eq!(toy.judge("T5").verdict, Verdict::Pass);
        let mut curved = text("ab", 13.0);
        let letter = |c: &str, turn| (c.to_owned(), PagePoint::new(0.0, 0.0), turn);
        curved.lettering = Lettering::Letters {
            text: "ab".to_owned(),
            letters: vec![letter("a", -60.0), letter("b", -70.0)],
        };
        toy.label_with("creek", curved);
        assert_eq!(
            toy.judge("T5").offenders,
            ["river at 70 deg", "creek at -65 deg"]
        );
        assert_eq!(toy.judge("T5").verdict, Verdict::Fail);
    }
}
