//! How the page is divided: title band, map, credits or caption below it.

use crate::campaign::{Campaign, Resolved};
use crate::geom::{PageRect, Size};
use crate::style::Preset;
use crate::view::{PageLayout, View};

/// Height of the title band, px at k = 1.
const TITLE_PX: f64 = 78.0;
/// Height of the credits strip, px at k = 1: two lines, or three small ones.
const CREDITS_PX: f64 = 46.0;
/// Height of the caption bar of a frame, px.
const CAPTION_PX: f64 = 120.0;

/// The page of a preset: where the preset leaves the height open, it follows the campaign's extent.
pub(super) fn layout(campaign: &Campaign<Resolved>, preset: &Preset) -> PageLayout {
    let top = if preset.title {
        TITLE_PX * preset.k
    } else {
        0.0
    };
    let below = match (preset.clock, preset.credits) {
        (true, _) => CAPTION_PX,
        (false, true) => CREDITS_PX * preset.k,
        (false, false) => 0.0,
    };
    let [least, most] = preset.height.map(|h| h - top - below);
    let height = if least < most {
        View::frame_height(campaign, preset.width, (least, most))
    } else {
        least
    };
    PageLayout {
        page: Size {
            width: preset.width,
            height: even(top + height + below),
        },
        frame: PageRect::new(0.0, top, preset.width, even(top + height + below) - below),
        k: preset.k,
    }
}

/// Films want even sizes.
fn even(px: f64) -> f64 {
    (px / 2.0).round() * 2.0
}
