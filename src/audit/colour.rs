//! Criteria of colour: C1 to C7.

use std::collections::BTreeSet;

use super::OfMap;
use super::criterion::{Criterion, Judgement, Level};
use super::ink::{boxes_of, is_spaced};
use super::sheet::Sheet;
use super::vision::{contrast, least_difference, lightness};
use crate::scene::{Color, Group, Item, Role, SideLook, Text};

const HALO_CONTRAST: f64 = 4.5;
const FILL_CONTRAST: f64 = 3.0;
const SPACED_CONTRAST: f64 = 4.5;
/// Less than this part of a text may stand on a poor ground: edges of fills are smoothed.
const POOR_SHARE: f64 = 0.02;
const CASING_CONTRAST: f64 = 3.0;
const MANY_SIDES: f64 = 11.0;
const TWO_SIDES: f64 = 20.0;
const TINTS: f64 = 6.0;
const GREY_LIGHTNESS: f64 = 15.0;
const MOST_HUES: usize = 7;
/// Outlines that share so many cells of this size, px, have an edge in common.
const CELL_PX: f64 = 12.0;
const SHARED_CELLS: usize = 3;

pub(super) const CRITERIA: [Criterion<OfMap>; 7] = [
    Criterion {
        id: "C1",
        what: "contrast of lettering with its halo",
        level: Level::Must,
        judge: halos,
    },
    Criterion {
        id: "C2",
        what: "contrast of lettering with the fills under it",
        level: Level::Must,
        judge: grounds,
    },
    Criterion {
        id: "C3",
        what: "contrast of sides' lines with their casing",
        level: Level::Must,
        judge: casings,
    },
    Criterion {
        id: "C4",
        what: "difference between sides' lines for all kinds of sight",
        level: Level::Must,
        judge: lines,
    },
    Criterion {
        id: "C5",
        what: "difference between tints of neighbours for all kinds of sight",
        level: Level::Must,
        judge: tints,
    },
    Criterion {
        id: "C6",
        what: "sides that cannot be told apart in grey",
        level: Level::Must,
        judge: greys,
    },
    Criterion {
        id: "C7",
        what: "hues: sides, neutral, water",
        level: Level::Must,
        judge: hues,
    },
];

/// The least of some measures, and those below the limit.
struct Least {
    limit: f64,
    least: Option<f64>,
    offenders: Vec<String>,
}

impl Least {
    fn of(limit: f64) -> Self {
        Self {
            limit,
            least: None,
            offenders: Vec::new(),
        }
    }

    /// Notes a measure that has to reach the limit.
    fn note(&mut self, value: f64, name: impl FnOnce() -> String) {
        self.least = Some(self.least.map_or(value, |l| l.min(value)));
        if value < self.limit {
            self.offenders.push(name());
        }
    }

    fn judged(self, limit: String, unit: &str, nothing: &str) -> Judgement {
        match self.least {
            None => Judgement::not_applicable(limit, nothing),
            Some(least) => Judgement::new(
                limit,
                format!("{least:.1}{unit}"),
                self.offenders.is_empty(),
            )
            .with(self.offenders),
        }
    }
}

/// C1.
fn halos(sheet: &Sheet<'_>) -> Judgement {
    let mut least = Least::of(HALO_CONTRAST);
    for text in &sheet.texts {
        if let Some(halo) = text.halo {
            let found = contrast(text.fill, halo.color);
            least.note(found, || format!("{} ({found:.1})", text.words()));
        }
    }
    least.judged(format!(">= {HALO_CONTRAST}:1"), ":1", "no halo")
}

/// C2. Measured on the pixels of all fills together, relief included, without lines and lettering.
fn grounds(sheet: &Sheet<'_>) -> Judgement {
    // In shares of its own limit, because spaced names have a higher one.
    let (mut worst, mut share) = (f64::INFINITY, f64::INFINITY);
    let mut offenders = Vec::new();
    for text in &sheet.texts {
        let Some(found) = poorest_ground(sheet, text) else {
            continue;
        };
        let limit = if is_spaced(text, sheet.drawing.fonts) {
            SPACED_CONTRAST
        } else {
            FILL_CONTRAST
        };
        if found < limit {
            offenders.push(format!("{} ({found:.1})", text.words()));
        }
        if found / limit < share {
            (worst, share) = (found, found / limit);
        }
    }
    let limit = format!(">= {FILL_CONTRAST}:1, spaced names >= {SPACED_CONTRAST}:1");
    if worst.is_infinite() {
        return Judgement::not_applicable(limit, "no lettering on the map");
    }
    Judgement::new(limit, format!("{worst:.1}:1"), offenders.is_empty()).with(offenders)
}

/// The contrast that all but a small part of a text's ground reaches.
fn poorest_ground(sheet: &Sheet<'_>, text: &Text) -> Option<f64> {
    let ground = &sheet.drawing.ground;
    let mut found: Vec<f64> = Vec::new();
    for quad in boxes_of(text, sheet.drawing.fonts) {
        let pixels = ground.inside(&quad);
        found.extend(pixels.map(|color| contrast(text.fill, color)));
    }
    found.sort_by(f64::total_cmp);
    let at = (found.len() as f64 * POOR_SHARE) as usize;
    found.get(at).copied()
}

/// The sides that have arrows and markers of their own.
fn loud<'s>(sheet: &'s Sheet<'_>) -> Vec<&'s SideLook> {
    let sides = sheet.drawing.scene.record.sides.iter();
    sides.filter(|s| !s.neutral).collect()
}

fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    all.iter()
        .enumerate()
        .flat_map(|(i, a)| all[i + 1..].iter().map(move |b| (a, b)))
}

/// C3.
fn casings(sheet: &Sheet<'_>) -> Judgement {
    let mut least = Least::of(CASING_CONTRAST);
    for side in loud(sheet) {
        let found = contrast(side.line, side.casing);
        least.note(found, || format!("{} ({found:.1})", side.id));
    }
    least.judged(format!(">= {CASING_CONTRAST}:1"), ":1", "no side")
}

/// C4.
fn lines(sheet: &Sheet<'_>) -> Judgement {
    let sides = loud(sheet);
    let limit = if sides.len() > 2 {
        MANY_SIDES
    } else {
        TWO_SIDES
    };
    let mut least = Least::of(limit);
    for (a, b) in pairs(&sides) {
        let (found, sight) = least_difference(a.line, b.line);
        least.note(found, || {
            format!("{} / {}: {found:.1} ({})", a.id, b.id, sight.name())
        });
    }
    least.judged(format!(">= {limit}"), "", "fewer than two sides")
}

/// A polity's land.
struct Land<'a> {
    id: &'a str,
    tint: Color,
    cells: BTreeSet<(i64, i64)>,
    has_line: bool,
}

impl<'a> Land<'a> {
    fn new(group: &'a Group, sheet: &Sheet<'_>) -> Option<Self> {
        let Role::Polity { tint } = group.role else {
            return None;
        };
        let is_line = |g: &&Group| matches!(&g.role, Role::Frontier { of, .. } if *of == group.id);
        Some(Self {
            id: &group.id,
            tint,
            cells: edge_cells(group),
            has_line: sheet.groups.iter().any(is_line),
        })
    }

    fn is_beside(&self, other: &Self) -> bool {
        self.cells.intersection(&other.cells).count() >= SHARED_CELLS
    }
}

/// C5. Land of one holder may well look like one land.
fn tints(sheet: &Sheet<'_>) -> Judgement {
    let groups = sheet.groups.iter();
    let lands: Vec<Land<'_>> = groups.filter_map(|g| Land::new(g, sheet)).collect();
    let mut least = Least::of(TINTS);
    for (a, b) in pairs(&lands) {
        if a.tint == b.tint || a.has_line || b.has_line || !a.is_beside(b) {
            continue;
        }
        let (found, sight) = least_difference(a.tint, b.tint);
        least.note(found, || {
            format!("{} / {}: {found:.1} ({})", a.id, b.id, sight.name())
        });
    }
    least.judged(
        format!(">= {TINTS}, or a line between them"),
        "",
        "no neighbours without a line",
    )
}

/// The cells of a grid through which a group's outlines run.
fn edge_cells(group: &Group) -> BTreeSet<(i64, i64)> {
    let mut cells = BTreeSet::new();
    // A land that fades is in several parts.
    let parts = group.items.iter().filter_map(|item| match item {
        Item::Path(path) => Some(&path.path),
        Item::Group(_) | Item::Text(_) | Item::Image(_) => None,
    });
    for (ring, _) in parts.flat_map(crate::scene::Path::polylines) {
        for i in 0..ring.len() {
            let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
            let steps = (a.distance(b) / CELL_PX * 2.0).ceil().max(1.0) as usize;
            cells.extend((0..=steps).map(|step| {
                let p = a.lerp(b, step as f64 / steps as f64);
                (
                    (p.x / CELL_PX).floor() as i64,
                    (p.y / CELL_PX).floor() as i64,
                )
            }));
        }
    }
    cells
}

/// C6. A side is told by the shape of its markers, the direction of its hatching, or its lightness.
fn greys(sheet: &Sheet<'_>) -> Judgement {
    let alike = |a: &SideLook, b: &SideLook| {
        a.shape == b.shape
            && (a.hatch_deg - b.hatch_deg).abs() < 1.0
            && (lightness(a.line) - lightness(b.line)).abs() < GREY_LIGHTNESS
    };
    let sides = loud(sheet);
    let offenders = pairs(&sides).filter(|(a, b)| alike(a, b));
    Judgement::none(
        offenders
            .map(|(a, b)| format!("{} / {}", a.id, b.id))
            .collect(),
    )
}

/// C7.
fn hues(sheet: &Sheet<'_>) -> Judgement {
    let sides = &sheet.drawing.scene.record.sides;
    let lines: BTreeSet<Color> = sides
        .iter()
        .filter(|s| !s.neutral)
        .map(|s| s.line)
        .collect();
    let neutral = usize::from(sides.iter().any(|s| s.neutral));
    let hues = lines.len() + neutral + 1;
    let mut offenders = Vec::new();
    if hues > MOST_HUES {
        offenders.extend(lines.iter().map(Color::to_string));
    }
    Judgement::new(
        format!("<= {MOST_HUES}"),
        hues.to_string(),
        hues <= MOST_HUES,
    )
    .with(offenders)
}

#[cfg(test)]
mod tests {
    use crate::audit::Verdict;
    use crate::audit::toy::{Toy, text};
    use crate::geom::PageRect;
    use crate::scene::{Color, Group, Halo, Path, Role};

    fn hex(text: &str) -> Color {
        Color::from_hex(text).unwrap()
    }

    #[test]
    fn c1_pale_letters_on_a_pale_halo_fail() {
        let mut toy = Toy::good();
        let mut pale = text("pale", 13.0);
        pale.fill = hex("#999999");
        pale.halo = Some(Halo {
            color: hex("#ffffff"),
            width: 3.0,
        });
        toy.add_text(pale);
        let found = toy.judge("C1");
        assert_eq!(found.offenders, ["pale (2.8)"]);
        assert!(found.is_fault());
    }

    #[test]
    fn c2_letters_are_measured_on_what_lies_under_them() {
        let mut toy = Toy::good();
        toy.add_text(text("on a dark patch", 13.0));
        assert_eq!(toy.judge("C2").verdict, Verdict::Pass);
        // The text starts at 200, 100; a patch under a quarter of it is enough.
        toy.paint_ground(PageRect::new(200.0, 85.0, 225.0, 105.0), hex("#333333"));
        let found = toy.judge("C2");
        assert_eq!(found.offenders.len(), 1, "{found:?}");
        assert!(found.offenders[0].starts_with("on a dark patch"));
    }

    #[test]
    fn c3_a_pale_side_is_lost_on_its_casing() {
        let mut toy = Toy::good();
        toy.scene.record.sides[0].line = hex("#cfcf90");
        let found = toy.judge("C3");
        assert_eq!((found.verdict, found.offenders.len()), (Verdict::Fail, 1));
    }

    #[test]
    fn c4_red_against_green_fails_for_the_colour_blind() {
        let mut toy = Toy::good();
        toy.scene.record.sides[0].line = hex("#b03030");
        toy.scene.record.sides[1].line = hex("#4f7030");
        let found = toy.judge("C4");
        assert_eq!(found.verdict, Verdict::Fail);
        assert!(found.offenders[0].starts_with("blue / red: "), "{found:?}");
    }

    fn land(id: &str, rect: PageRect, tint: &str) -> Group {
        let mut land = Group::new(id).with_role(Role::Polity { tint: hex(tint) });
        land.path(Path::rect(rect), Some(hex(tint).into()), None);
        land
    }

    #[test]
    fn c5_neighbours_in_like_tints_want_a_line_between_them() {
        let mut toy = Toy::good();
        toy.add(land(
            "polity-a",
            PageRect::new(0.0, 0.0, 100.0, 200.0),
            "#bfcbef",
        ));
        toy.add(land(
            "polity-b",
            PageRect::new(100.0, 0.0, 200.0, 200.0),
            "#c2cdee",
        ));
        let found = toy.judge("C5");
        assert_eq!(found.verdict, Verdict::Fail);
        assert!(
            found.offenders[0].starts_with("polity-a / polity-b: "),
            "{found:?}"
        );
        let role = Role::Frontier {
            of: "polity-a".to_owned(),
            precision: 3,
        };
        toy.add(Group::new("").with_role(role));
        assert_eq!(toy.judge("C5").verdict, Verdict::NotApplicable);
    }

    #[test]
    fn c5_lands_apart_are_no_neighbours() {
        let mut toy = Toy::good();
        toy.add(land(
            "polity-a",
            PageRect::new(0.0, 0.0, 100.0, 200.0),
            "#bfcbef",
        ));
        toy.add(land(
            "polity-b",
            PageRect::new(130.0, 0.0, 200.0, 200.0),
            "#c2cdee",
        ));
        assert_eq!(toy.judge("C5").verdict, Verdict::NotApplicable);
    }

    #[test]
    fn c6_sides_of_one_shape_and_lightness_are_one_in_grey() {
        let mut toy = Toy::good();
        let (first, second) = (
            toy.scene.record.sides[0].clone(),
            &mut toy.scene.record.sides[1],
        );
        (second.shape, second.hatch_deg) = (first.shape, first.hatch_deg);
        assert_eq!(toy.judge("C6").offenders, ["blue / red"]);
        toy.scene.record.sides[1].line = hex("#f0a080");
        assert_eq!(toy.judge("C6").verdict, Verdict::Pass);
    }

    #[test]
    fn c7_seven_sides_have_too_many_hues() {
        let mut toy = Toy::good();
        for i in 0..5 {
            let mut side = toy.scene.record.sides[0].clone();
            side.line = Color::new(10 * i, 200, 30);
            toy.scene.record.sides.push(side);
        }
        let found = toy.judge("C7");
        assert_eq!(
            (found.verdict, found.measured.as_str()),
            (Verdict::Fail, "8")
        );
    }
}
