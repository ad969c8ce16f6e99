//! The title band above the map.

use super::plain;
use crate::compose::context::Context;
use crate::geom::{PagePoint, PageRect};
use crate::scene::{Group, Path};
use crate::text::Face;

/// Draws title and subtitle in the band between the page's top and the map.
pub(crate) fn draw(context: &Context<'_>, group: &mut Group) {
    let style = context.inputs.style;
    let (page, frame) = (context.inputs.view.page, context.inputs.view.frame);
    let band = PageRect::new(0.0, 0.0, page.width, frame.y0);
    group.path(Path::rect(band), Some(style.base.paper.into()), None);
    let header = &context.inputs.campaign.header;
    let k = context.inputs.preset.k;
    let left = 20.0 * k;
    let title = context.name(&header.title, &header.titles);
    let size = fitting(
        context,
        title,
        style.lettering.title,
        page.width - 2.0 * left,
    );
    let look = (Face::SansBold, size, style.base.text);
    group.text(plain(context, title, look, PagePoint::new(left, 38.0 * k)));
    if !header.subtitle.is_empty() {
        let look = (Face::Sans, style.lettering.subtitle, style.base.second_text);
        group.text(plain(
            context,
            &header.subtitle,
            look,
            PagePoint::new(left, 63.0 * k),
        ));
    }
}

/// The size at which a line fits a width: a long title is set smaller, never cut.
fn fitting(context: &Context<'_>, text: &str, size: f64, width: f64) -> f64 {
    let wide = context
        .inputs
        .fonts
        .measure(Face::SansBold, size, 0.0, text);
    if wide <= width {
        size
    } else {
        (size * width / wide).floor().max(1.0)
    }
}
