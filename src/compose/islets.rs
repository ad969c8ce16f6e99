//! Islands too small to show: they would be specks of dust.

use super::context::Context;
use crate::geom::PagePoint;
use crate::scene::Path;
use crate::view::ring_area;

/// Islands and lakes with less than this are left out, px² at k = 1.
const LEAST_PX2: f64 = 12.0;
/// ... unless something of the campaign lies so near, px at k = 1.
const NEAR_PX: f64 = 6.0;

/// The least area of an island or a lake that is drawn, px².
pub(super) fn least_px2(context: &Context<'_>) -> f64 {
    LEAST_PX2 * context.inputs.preset.k * context.inputs.preset.k
}

/// Shores without those of islands too small to show, except where the campaign has a place.
pub(super) fn without(context: &Context<'_>, shores: &Path) -> Path {
    let view = context.inputs.view;
    let places = context.inputs.campaign.places.iter();
    let places: Vec<PagePoint> = places.filter_map(|p| view.project(p.position)).collect();
    let near = NEAR_PX * context.inputs.preset.k;
    larger(shores, least_px2(context), |p| {
        places.iter().any(|place| place.distance(p) < near)
    })
}

/// The rings of at least an area, those with a point that matters, and all lines that are no rings.
fn larger(shores: &Path, least_px2: f64, matters: impl Fn(PagePoint) -> bool) -> Path {
    let mut kept = Path::new();
    for (line, closed) in shores.polylines() {
        let is_ring = closed || (line.len() > 3 && line.first() == line.last());
        let shows = !is_ring || ring_area(&line).abs() >= least_px2;
        if !shows && !line.iter().any(|p| matters(*p)) {
            continue;
        }
        if closed {
            kept.extend(&Path::ring(&line));
        } else {
            kept.extend_line(&line);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::PageRect;

    #[test]
    fn an_islet_is_left_out_unless_something_happens_there() {
        let speck = |x: f64| PageRect::new(x, 0.0, x + 2.0, 2.0);
        let mut shores = Path::rect(speck(0.0));
        shores.extend(&Path::rect(speck(50.0)));
        shores.extend(&Path::rect(PageRect::new(100.0, 0.0, 110.0, 10.0)));
        let kept = larger(&shores, 12.0, |p| p.x >= 50.0 && p.x < 60.0);
        let firsts: Vec<f64> = kept.polylines().iter().map(|(ring, _)| ring[0].x).collect();
        assert_eq!(firsts, [50.0, 100.0]);
    }

    #[test]
    fn a_shore_cut_by_the_frame_is_kept_however_short() {
        let shore = Path::line(&[PagePoint::new(0.0, 0.0), PagePoint::new(1.0, 1.0)]);
        assert_eq!(larger(&shore, 12.0, |_| false), shore);
    }
}
