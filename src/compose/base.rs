//! Sea and land.

use std::sync::OnceLock;

use super::context::Context;
use super::overlay::Region;
use crate::geodata::Feature;
use crate::scene::{Group, Image, Path};

/// What has been worked out of the base map for a view, as each thing is first asked for.
///
/// Good for all moments between two years in which lakes or rivers come or go.
#[derive(Default)]
pub struct Base {
    /// All land on the page.
    pub(super) land: OnceLock<Path>,
    /// Land that is not shore.
    pub(super) inland: OnceLock<Path>,
    /// All land, to ask of points.
    pub(super) land_region: OnceLock<Region>,
    /// The rivers that are drawn, with their courses on the page.
    pub(super) rivers: OnceLock<Vec<(Feature, Path)>>,
    /// The shading; none where the ground is flat.
    pub(super) relief: OnceLock<Option<Image>>,
}

/// The sea, over the whole frame.
pub(super) fn draw_sea(context: &Context<'_>, group: &mut Group) {
    let frame = context.inputs.view.frame;
    group.path(
        Path::rect(frame),
        Some(context.inputs.style.base.sea.into()),
        None,
    );
}

/// Dry land.
pub(super) fn draw_land(context: &Context<'_>, group: &mut Group) {
    group.path(
        context.land().clone(),
        Some(context.inputs.style.base.land.into()),
        None,
    );
}
