//! Sea and land.

use super::context::Context;
use crate::scene::{Group, Path};

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
