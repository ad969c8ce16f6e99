//! The title band above the map.

use super::{clock, plain};
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
    let width = page.width - 2.0 * left;
    let size = fitting(
        context,
        (Face::SansBold, style.lettering.title),
        title,
        width,
    );
    let look = (Face::SansBold, size, style.base.text);
    group.text(plain(context, title, look, PagePoint::new(left, 38.0 * k)));
    let subtitle = subtitle(context);
    if !subtitle.is_empty() {
        let size = fitting(
            context,
            (Face::Sans, style.lettering.subtitle),
            &subtitle,
            width,
        );
        let look = (Face::Sans, size, style.base.second_text);
        group.text(plain(
            context,
            &subtitle,
            look,
            PagePoint::new(left, 63.0 * k),
        ));
    }
}

/// What stands below the title: what a map of one moment shows, else the campaign's subtitle, or its years.
pub(super) fn subtitle(context: &Context<'_>) -> String {
    let header = &context.inputs.campaign.header;
    let subtitle = clock::moment_line(context).unwrap_or_else(|| match &header.when {
        Some(when) if header.subtitle.is_empty() => context.date(when),
        _ => header.subtitle.clone(),
    });
    dashed_years(&subtitle)
}

/// Hyphens between years become en dashes: `1756-57` as printers set it.
fn dashed_years(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |i: Option<usize>| {
        i.and_then(|i| letters.get(i))
            .is_some_and(char::is_ascii_digit)
    };
    let dashed = letters.iter().enumerate().map(|(i, c)| {
        if *c == '-' && is_digit(i.checked_sub(1)) && is_digit(Some(i + 1)) {
            '–'
        } else {
            *c
        }
    });
    dashed.collect()
}

/// The size at which a line fits a width: a long title is set smaller, never cut.
fn fitting(context: &Context<'_>, (face, size): (Face, f64), text: &str, width: f64) -> f64 {
    let wide = context.inputs.fonts.measure(face, size, 0.0, text);
    if wide <= width {
        size
    } else {
        (size * width / wide).floor().max(1.0)
    }
}
