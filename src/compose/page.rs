//! How the page is divided: title band, map, credits or caption below it.

use super::context::Inputs;
use crate::campaign::{Campaign, Resolved};
use crate::geom::{PagePoint, PageRect, Size};
use crate::scene::{Group, Path};
use crate::style::Preset;
use crate::view::{PageLayout, View};

/// Height of the title band, px at k = 1.
const TITLE_PX: f64 = 78.0;
/// Height of the credits strip, px at k = 1: two lines, or three small ones.
const CREDITS_PX: f64 = 46.0;
/// Height of the caption bar of a frame, px.
const CAPTION_PX: f64 = 120.0;

/// A column beside the map for panels that find no place on it, px at k = 1.
pub(super) const COLUMN_PX: f64 = 306.0;

/// Room that the page gives to furniture beside the map, px.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Beside {
    /// Below the map, for the key.
    pub below: f64,
    /// A column at the right, for panels.
    pub right: f64,
    /// Whether the legend stands below the map, too.
    pub legend_below: bool,
}

/// The page of a preset: where the preset leaves the height open, it follows the campaign's extent.
pub(super) fn layout(campaign: &Campaign<Resolved>, preset: &Preset, beside: Beside) -> PageLayout {
    let top = if preset.title {
        (TITLE_PX * preset.k).round()
    } else {
        0.0
    };
    // The frame begins and ends with a pixel: programs differ in how they draw a line between two.
    let below = (bottom(preset) + beside.below).ceil();
    let width = preset.width - beside.right;
    let [least, most] = preset.height.map(|h| h - top - below);
    let height = if least < most {
        View::frame_height(campaign, width, (least, most))
    } else {
        least
    };
    PageLayout {
        page: Size {
            width: preset.width,
            height: even(top + height + below),
        },
        frame: PageRect::new(0.0, top, width, even(top + height + below) - below),
        k: preset.k,
    }
}

/// The strip at the page's bottom for the credits, or for the caption of a frame, as [`layout`] divides the page.
pub(super) fn credits_strip(inputs: &Inputs<'_>) -> PageRect {
    let page = inputs.view.page;
    let top = page.height - bottom(inputs.preset);
    PageRect::new(0.0, top, page.width, page.height)
}

/// Height of what stands at the page's bottom whatever the campaign, px.
fn bottom(preset: &Preset) -> f64 {
    match (preset.clock, preset.credits) {
        (true, _) => CAPTION_PX,
        (false, true) => CREDITS_PX * preset.k,
        (false, false) => 0.0,
    }
}

/// The strip of the key, between map and credits; without height if there is no key.
pub(super) fn key_strip(inputs: &Inputs<'_>) -> PageRect {
    let credits = credits_strip(inputs);
    PageRect::new(0.0, inputs.view.frame.y1, credits.x1, credits.y0)
}

/// The column beside the map, if the page has one.
pub(super) fn column(inputs: &Inputs<'_>) -> Option<PageRect> {
    let (page, frame) = (inputs.view.page, inputs.view.frame);
    let column = PageRect::new(frame.x1, frame.y0, page.width, frame.y1);
    (column.width() > COLUMN_PX / 2.0).then_some(column)
}

/// The line around the map, within its frame: an area, as some programs widen thin lines.
pub(super) fn border(frame: PageRect, width: f64) -> Path {
    let inner = frame.grown(-width);
    let mut border = Path::rect(frame);
    border.extend(&Path::ring(&[
        PagePoint::new(inner.x0, inner.y0),
        PagePoint::new(inner.x0, inner.y1),
        PagePoint::new(inner.x1, inner.y1),
        PagePoint::new(inner.x1, inner.y0),
    ]));
    border
}

/// Covers what the map draws beyond its frame but within the page.
pub(super) fn mask(inputs: &Inputs<'_>, group: &mut Group) {
    let (page, f) = (inputs.view.page, inputs.view.frame);
    let strips = [
        PageRect::new(0.0, 0.0, page.width, f.y0),
        PageRect::new(0.0, f.y1, page.width, page.height),
        PageRect::new(0.0, f.y0, f.x0, f.y1),
        PageRect::new(f.x1, f.y0, page.width, f.y1),
    ];
    for strip in strips
        .into_iter()
        .filter(|s| s.width() > 0.5 && s.height() > 0.5)
    {
        let paper = inputs.style.base.paper;
        group.path(Path::rect(strip), Some(paper.into()), None);
    }
}

/// Films want even sizes.
fn even(px: f64) -> f64 {
    (px / 2.0).round() * 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::overlay;

    #[test]
    fn a_border_is_a_line_within_the_frame() {
        let frame = PageRect::new(10.0, 20.0, 60.0, 50.0);
        let line = border(frame, 2.0);
        assert_eq!(line.bounds(), Some(frame));
        let middle = Path::rect(frame.grown(-2.0));
        assert!(overlay::intersection(&line, &middle).is_empty());
        assert!(!overlay::intersection(&line, &Path::rect(frame.grown(-1.0))).is_empty());
    }
}
