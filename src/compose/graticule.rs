//! The graticule: off unless the campaign asks for it.

use super::context::Context;
use crate::scene::{Group, Stroke};

/// Draws meridians and parallels if `graticule` is among the base layers.
pub(super) fn draw(context: &Context<'_>, group: &mut Group) {
    if !context
        .inputs
        .campaign
        .map
        .base
        .iter()
        .any(|b| b == "graticule")
    {
        return;
    }
    let style = context.inputs.style;
    let stroke = Stroke::solid(style.base.second_text, style.lines.graticule).with_opacity(0.4);
    let view = context.inputs.view;
    for line in view.graticule(view.graticule_step()) {
        group.path(line.path, None, Some(stroke.clone()));
    }
}
