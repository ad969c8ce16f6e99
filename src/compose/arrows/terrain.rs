//! What a leg lies in, measured once for all ways that are tried of it.

use super::leg::Leg;
use super::stop::Keep;
use crate::compose::polyline::{Polyline, Station};
use crate::geom::{PagePoint, PageRect};

/// Corners of a leg's base stand this far apart when it is bowed, px.
const BASE_STEP_PX: f64 = 6.0;
/// A way is looked at so often to see what it runs over, px.
pub(super) const GROUND_STEP_PX: f64 = 16.0;

/// A body passes by so much nearer to the stops on its way than to markers of others, px: then 2 px are left.
const NEARER_TO_OWN_PX: f64 = 6.5;

/// What all ways are looked at against.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'g> {
    /// Markers, which arrows of others keep clear of.
    pub keep: &'g [Keep],
    /// The map's frame.
    pub frame: PageRect,
    /// Whether a spot lies on land.
    pub is_land: &'g dyn Fn(PagePoint) -> bool,
}

/// A leg made ready for trying many ways of it.
pub(super) struct Terrain<'l> {
    /// The leg.
    pub leg: &'l Leg,
    /// What lies around.
    pub ground: Ground<'l>,
    /// The markers that are not its own.
    pub foreign: Vec<Keep>,
    /// Its base in even steps.
    pub base: Vec<Station>,
    /// Spots of its base on land and on water.
    pub spots: (usize, usize),
}

impl<'l> Terrain<'l> {
    /// Measures a leg once for all its ways.
    pub(super) fn new(leg: &'l Leg, ground: Ground<'l>) -> Self {
        let is_foreign =
            |k: &&Keep| k.at.distance(leg.from.at) > 1.0 && k.at.distance(leg.to.at) > 1.0;
        let line = leg.base.resampled(BASE_STEP_PX);
        let base = match line.points().len().checked_sub(1) {
            Some(count) if count > 0 => {
                let along = (0..=count).map(|i| line.length() * i as f64 / count as f64);
                line.smooth_spots(along, 12.0).collect()
            }
            _ => Vec::new(),
        };
        Self {
            leg,
            ground,
            foreign: ground
                .keep
                .iter()
                .filter(is_foreign)
                .map(|keep| beside(*keep, leg))
                .collect(),
            base,
            spots: on_land_and_water(&leg.base, ground),
        }
    }
}

/// A marker as a leg keeps clear of it: it may pass close beside a stop on its own way, and is only not drawn over it.
fn beside(keep: Keep, leg: &Leg) -> Keep {
    let is_own = leg.through.iter().any(|at| keep.at.distance(*at) < 1.0);
    let nearer = if is_own { NEARER_TO_OWN_PX } else { 0.0 };
    Keep {
        radius: keep.radius - nearer,
        ..keep
    }
}

/// How many spots of a line lie on land, and how many on water.
pub(super) fn on_land_and_water(line: &Polyline, ground: Ground<'_>) -> (usize, usize) {
    let line = line.resampled(GROUND_STEP_PX);
    let spots = line.points();
    let dry = spots.iter().filter(|p| (ground.is_land)(**p)).count();
    (dry, spots.len() - dry)
}
