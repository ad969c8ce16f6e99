//! A film before the audit: what was asked, and what its frames show. Its criteria are A1 to A7.

mod criteria;
#[cfg(test)]
mod tests;

pub(super) use criteria::CRITERIA;

use std::collections::BTreeMap;

use crate::geom::{PagePoint, PageRect, Size};
use crate::scene::{Group, Record, Role, Scene};

/// What was asked of a film.
#[derive(Clone, Debug, Default)]
pub struct FilmOrder {
    /// Its first day, a count of days.
    pub first: i64,
    /// Its last day.
    pub last: i64,
    /// How many years, months or days it touches.
    pub steps: usize,
    /// Whether frames like the one before are left out and last longer instead.
    pub skips_same: bool,
    /// Who held land, and when.
    pub tenures: Vec<Tenure>,
}

/// A time for which a polity holds its land.
#[derive(Clone, Debug)]
pub struct Tenure {
    /// Id of the polity's group in the scene.
    pub id: String,
    /// Its first day; none is always.
    pub start: Option<i64>,
    /// The day after its last; none is for good.
    pub end: Option<i64>,
}

/// What the criteria look at of one frame.
#[derive(Clone, Debug)]
pub struct Still {
    name: String,
    start: i64,
    end: i64,
    /// For how many steps it is shown.
    steps: usize,
    same_as_last: bool,
    size: Size,
    record: (PageRect, String, i64),
    panels: BTreeMap<String, PageRect>,
    labels: BTreeMap<String, Vec<[PagePoint; 4]>>,
    polities: Vec<String>,
}

impl Still {
    /// Notes a frame: its name, its first day and the day after its last, its scene and the one before it.
    pub fn new(
        name: &str,
        (start, end): (i64, i64),
        scene: &Scene,
        before: Option<&Scene>,
    ) -> Self {
        let mut still = Self {
            name: name.to_owned(),
            start,
            end,
            steps: 1,
            same_as_last: before.is_some_and(|before| is_same_map(scene, before)),
            size: scene.size,
            record: view(&scene.record),
            panels: BTreeMap::new(),
            labels: BTreeMap::new(),
            polities: Vec::new(),
        };
        scene.visit_groups(&mut |group| match &group.role {
            Role::Panel { rect } => {
                still.panels.insert(group.id.clone(), *rect);
            }
            Role::Label { boxes, of, .. } => {
                still.labels.insert(of.clone(), boxes.clone());
            }
            Role::Polity { .. } => still.polities.push(group.id.clone()),
            _ => {}
        });
        still
    }

    /// The same shown for more than one step.
    #[must_use]
    pub fn lasting(mut self, steps: usize) -> Self {
        self.steps = steps;
        self
    }
}

/// Frame, projection and scale, the last in a millionth of a pixel per km.
fn view(record: &Record) -> (PageRect, String, i64) {
    (
        record.frame,
        record.projection.clone(),
        (record.px_per_km * 1e6).round() as i64,
    )
}

/// Whether two frames show the same map, whatever their date.
fn is_same_map(a: &Scene, b: &Scene) -> bool {
    let is_map = |layer: &&Group| !["furniture", "clock"].contains(&layer.id.as_str());
    a.layers
        .iter()
        .filter(is_map)
        .eq(b.layers.iter().filter(is_map))
}

/// A film: what was asked, and its frames in the order in which they are shown.
#[derive(Clone, Debug)]
pub struct Film {
    /// What was asked.
    pub order: FilmOrder,
    /// Its frames.
    pub stills: Vec<Still>,
}
