//! The map judged by its own numbers: 46 criteria, each a function of the scene and of the written file.
//!
//! | criteria | of | in |
//! |---|---|---|
//! | G1 to G14 | geometry | `labels`, `movements`, `coverage` |
//! | T1 to T5 | text | `lettering` |
//! | C1 to C7 | colour | `colour`, with `vision` |
//! | H1 to H6 | honesty | `honesty` |
//! | F1 to F7 | the file | `file`, with `coordinates` and `profile` |
//! | A1 to A7 | a film | `film` |
//!
//! `docs/check.md` says what each means and what to do when it fails. Lengths are given for a map 1200 px
//! wide and grow with it, as everything that is drawn does.

mod colour;
mod coordinates;
mod coverage;
mod criterion;
mod file;
mod film;
mod honesty;
mod ink;
mod labels;
mod lettering;
mod movements;
mod pixels;
mod profile;
mod shapes;
mod sheet;
#[cfg(test)]
mod toy;
mod vision;

pub use criterion::{Finding, Level, Verdict};
pub use film::{Film, FilmOrder, Still, Tenure};
pub use pixels::Pixels;

use criterion::{Criterion, Judgement};
use sheet::Sheet;

use crate::scene::{Group, Item, PathItem, SCREEN_PX_PER_INCH, Scene};
use crate::text::Fonts;

/// What a map is made for, as far as limits depend on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Purpose {
    /// The preset.
    pub preset: String,
    /// Its smallest lettering, px.
    pub least_text: f64,
    /// The SVG profile.
    pub profile: String,
    /// Whether hills are shaded.
    pub relief: bool,
    /// Whether every drawn fact must have a source.
    pub strict: bool,
}

/// A map with everything that its criteria look at.
#[derive(Clone)]
pub struct Drawing<'a> {
    /// The finished drawing.
    pub scene: &'a Scene,
    /// Fonts to measure with.
    pub fonts: &'a Fonts,
    /// What it is made for.
    pub purpose: Purpose,
    /// The scene of [`grounds`], rasterised at its own size.
    pub ground: Pixels<'a>,
    /// The written SVG.
    pub svg: &'a str,
    /// The SVG of the same campaign drawn once more.
    pub again: &'a str,
    /// The written PNG, read back.
    pub png: Pixels<'a>,
    /// The written SVG, rasterised at the PNG's size.
    pub raster: Pixels<'a>,
    /// How long it took to draw, s.
    pub seconds: f64,
}

/// Judges a map.
type OfMap = fn(&Sheet<'_>) -> Judgement;
/// Judges a film.
type OfFilm = fn(&Film) -> Judgement;

fn of_map() -> impl Iterator<Item = &'static Criterion<OfMap>> {
    let geometry = labels::CLEAR
        .iter()
        .chain(&movements::CRITERIA)
        .chain(&coverage::SHOWN)
        .chain([&labels::BELONGING, &coverage::DROPPED]);
    geometry
        .chain(&lettering::CRITERIA)
        .chain(&colour::CRITERIA)
        .chain(&honesty::CRITERIA)
        .chain(&file::CRITERIA)
}

/// Ids of all criteria with what they measure, in order.
pub fn criteria() -> Vec<(&'static str, &'static str)> {
    let maps = of_map().map(|c| (c.id, c.what));
    maps.chain(film::CRITERIA.iter().map(|c| (c.id, c.what)))
        .collect()
}

/// Computes G1 to F7 for a map.
pub fn map(drawing: &Drawing<'_>) -> Vec<Finding> {
    let sheet = Sheet::new(drawing);
    of_map().map(|c| c.finding((c.judge)(&sheet))).collect()
}

/// Computes A1 to A7 for a film.
pub fn film(film: &Film) -> Vec<Finding> {
    film::CRITERIA
        .iter()
        .map(|c| c.finding((c.judge)(film)))
        .collect()
}

/// The scene without lettering and lines: what lettering stands on, a pixel of it a pixel of the scene
/// whatever its size on paper.
pub fn grounds(scene: &Scene) -> Scene {
    Scene {
        px_per_inch: SCREEN_PX_PER_INCH,
        layers: scene.layers.iter().map(ground).collect(),
        ..scene.clone()
    }
}

fn ground(group: &Group) -> Group {
    let items = group.items.iter().filter_map(|item| match item {
        Item::Group(inner) => Some(Item::Group(ground(inner))),
        Item::Path(path) if path.fill.is_some() => Some(Item::Path(PathItem {
            stroke: None,
            ..path.clone()
        })),
        Item::Image(image) => Some(Item::Image(image.clone())),
        Item::Path(_) | Item::Text(_) => None,
    });
    Group {
        items: items.collect(),
        id: group.id.clone(),
        ..Group::default()
    }
}

#[cfg(test)]
mod tests {
    use super::toy::Toy;
    use super::*;

    #[test]
    fn there_are_46_criteria_in_order() {
        let ids: Vec<&str> = criteria().iter().map(|(id, _)| *id).collect();
        let counts = [("G", 14), ("T", 5), ("C", 7), ("H", 6), ("F", 7), ("A", 7)];
        let wanted = counts
            .into_iter()
            .flat_map(|(group, count)| (1..=count).map(move |n| format!("{group}{n}")));
        assert_eq!(ids, wanted.collect::<Vec<_>>());
        assert_eq!(ids.len(), 46);
    }

    #[test]
    fn a_good_map_passes_everything() {
        let mut toy = Toy::good();
        for found in toy.findings() {
            assert_ne!(found.verdict, Verdict::Fail, "{found:?}");
        }
    }

    #[test]
    fn the_ground_of_a_printed_map_has_the_scenes_own_pixels() {
        let mut printed = Toy::good().scene;
        printed.px_per_inch = 300.0;
        assert_eq!(grounds(&printed).px_per_inch, SCREEN_PX_PER_INCH);
    }

    #[test]
    fn the_ground_has_neither_lines_nor_letters() {
        let ground = grounds(&Toy::good().scene);
        let mut groups = 0;
        ground.visit_groups(&mut |group| {
            groups += 1;
            for item in &group.items {
                match item {
                    Item::Path(path) => assert!(path.stroke.is_none() && path.fill.is_some()),
                    Item::Text(_) => panic!("a text is left"),
                    Item::Group(_) | Item::Image(_) => {}
                }
            }
        });
        assert!(groups > 3);
    }
}
