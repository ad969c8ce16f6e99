//! What panels would cover, and how much that matters.

use super::panel::Panel;
use crate::compose::context::Context;
use crate::compose::hatch::{Hatch, hatch};
use crate::compose::lands::Lands;
use crate::compose::plan::Plan;
use crate::geom::{PagePoint, PageRect, Size};
use crate::scene::Path;

/// What must not be covered weighs more than all land together.
pub(super) const PRECIOUS: f64 = 1_000.0;
/// How much worse the next of the corners that a panel likes is: as bad as neutral land below it.
const LESS_LIKED: f64 = 0.9;
/// How bad a place between the corners is: worse than a side's land below a panel in a corner, for a
/// panel in the middle of an edge cuts the map in two.
const OFF_CORNER: f64 = 4.5;

/// A panel between the corners cuts the map in two if it takes more than this part of its height and width.
const CUTTING: f64 = 0.18;

/// Whether a panel stands between the corners and is so large that it cuts the map in two.
pub(super) fn cuts_in_two(frame: PageRect, panel: PageRect) -> bool {
    let at_side = panel.x0 - frame.x0 < 1.0 || frame.x1 - panel.x1 < 1.0;
    let at_end = panel.y0 - frame.y0 < 1.0 || frame.y1 - panel.y1 < 1.0;
    let is_large = |panel: f64, frame: f64| panel > CUTTING * frame;
    !(at_side && at_end)
        && is_large(panel.width(), frame.width())
        && is_large(panel.height(), frame.height())
}

/// Cost of hiding all of a holder's land: worse than any place between the corners.
const HIDDEN: f64 = 12.0;

/// What a panel would cover, and how much that matters.
pub(super) struct Cover {
    precious: Vec<(PagePoint, f64)>,
    /// The land of each holder.
    holdings: Vec<Runs>,
    any_land: Runs,
}

impl Cover {
    pub(super) fn new(context: &Context<'_>, plan: &Plan<'_>, lands: &Lands<'_>) -> Self {
        let k = context.inputs.preset.k;
        let mut precious: Vec<(PagePoint, f64)> = Vec::new();
        precious.extend(plan.battles.iter().map(|b| (b.at, b.radius + 14.0 * k)));
        precious.extend(plan.places.iter().map(|p| (p.at, p.radius + 10.0 * k)));
        let event = context.inputs.style.markers.event;
        precious.extend(plan.events.iter().map(|e| (e.at, event + 6.0 * k)));
        for leg in plan.arrows.iter().flat_map(|a| &a.legs) {
            let spots = leg.resampled(12.0 * k);
            precious.extend(spots.points().iter().map(|p| (*p, 12.0 * k)));
        }
        let mut holdings = Vec::new();
        for holding in &lands.holdings {
            let side = holding.polity.side.map(|s| context.palette.side(s));
            if side.is_some_and(|s| !s.neutral) {
                let mut land = Runs::default();
                land.add(&holding.land);
                holdings.push(land.within(context.inputs.view.frame));
            }
        }
        for changed in &lands.disputed {
            for (ring, _) in changed.districts.polylines() {
                precious.extend(ring.iter().step_by(6).map(|p| (*p, 4.0 * k)));
            }
        }
        let mut any_land = Runs::default();
        any_land.add(context.land());
        Self {
            precious,
            holdings,
            any_land,
        }
    }

    /// The cheapest place for a panel, with what it costs; `likes` are corners, best first, `placed` the panels that
    /// have one.
    pub(super) fn best(
        &self,
        frame: PageRect,
        (size, likes): (Size, &[(f64, f64)]),
        placed: &[Panel],
    ) -> (f64, PageRect) {
        let (w, h) = (size.width, size.height);
        let rect = |fx: f64, fy: f64| {
            let x = frame.x0 + (frame.width() - w) * fx;
            let y = frame.y0 + (frame.height() - h) * fy;
            PageRect::new(x.round(), y.round(), x.round() + w, y.round() + h)
        };
        let mut candidates: Vec<(f64, PageRect)> = Vec::new();
        for (order, (fx, fy)) in likes.iter().enumerate() {
            candidates.push((order as f64 * LESS_LIKED, rect(*fx, *fy)));
        }
        for step in 1..8 {
            let f = f64::from(step) / 8.0;
            for (fx, fy) in [(f, 0.0), (f, 1.0), (0.0, f), (1.0, f)] {
                candidates.push((OFF_CORNER, rect(fx, fy)));
            }
        }
        let cost = |(dislike, rect): &(f64, PageRect)| dislike + self.cost(*rect, placed);
        let best = candidates.iter().min_by(|a, b| {
            crate::geom::quantise(cost(a)).total_cmp(&crate::geom::quantise(cost(b)))
        });
        best.map_or_else(|| (PRECIOUS, rect(1.0, 0.0)), |one| (cost(one), one.1))
    }

    fn cost(&self, rect: PageRect, placed: &[Panel]) -> f64 {
        if placed.iter().any(|p| p.rect.grown(8.0).overlaps(rect)) {
            return f64::INFINITY;
        }
        let covered = self
            .precious
            .iter()
            .filter(|(p, r)| rect.grown(*r).contains(*p))
            .count();
        let own_land: f64 = self.holdings.iter().map(|land| land.share(rect)).sum();
        let hidden: f64 = self.holdings.iter().map(|land| land.hidden(rect)).sum();
        PRECIOUS * covered as f64 + 3.0 * own_land + HIDDEN * hidden + self.any_land.share(rect)
    }
}

/// Distance between the lines by which areas are measured, px: 30 of them cross the smallest panel.
const RUN_GAP_PX: f64 = 2.0;

/// Areas as level lines that cross them, to measure parts of them quickly.
#[derive(Default)]
struct Runs {
    /// Left ends, and right ends' x.
    lines: Vec<(PagePoint, f64)>,
}

impl Runs {
    fn add(&mut self, area: &Path) {
        let lines = hatch(
            area,
            Hatch {
                angle_deg: 0.0,
                gap: RUN_GAP_PX,
            },
        );
        let lines = lines.polylines().into_iter();
        self.lines
            .extend(lines.map(|(line, _)| (line[0], line[1].x)));
    }

    /// What of them lies in a box.
    fn within(self, rect: PageRect) -> Self {
        let lines = self.lines.into_iter().filter_map(|(a, end)| {
            let (x0, x1) = (a.x.max(rect.x0), end.min(rect.x1));
            let is_inside = rect.y0 <= a.y && a.y < rect.y1 && x0 < x1;
            is_inside.then_some((PagePoint::new(x0, a.y), x1))
        });
        Self {
            lines: lines.collect(),
        }
    }

    /// What fraction of a box the areas fill.
    fn share(&self, rect: PageRect) -> f64 {
        self.covered_px(rect) * RUN_GAP_PX / (rect.width() * rect.height())
    }

    /// What fraction of the areas a box hides.
    fn hidden(&self, rect: PageRect) -> f64 {
        let all: f64 = self.lines.iter().map(|(a, end)| end - a.x).sum();
        self.covered_px(rect) / all.max(1.0)
    }

    /// Length of the lines in a box.
    fn covered_px(&self, rect: PageRect) -> f64 {
        let crossing = self
            .lines
            .iter()
            .filter(|(a, _)| rect.y0 <= a.y && a.y < rect.y1);
        crossing
            .map(|(a, end)| (end.min(rect.x1) - a.x.max(rect.x0)).max(0.0))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_panel_between_the_corners_cuts_the_map_in_two() {
        let frame = PageRect::new(0.0, 80.0, 1200.0, 950.0);
        let at = |x: f64, y: f64, w: f64, h: f64| PageRect::new(x, y, x + w, y + h);
        assert!(cuts_in_two(frame, at(340.0, 80.0, 290.0, 355.0)));
        assert!(
            !cuts_in_two(frame, at(910.0, 80.0, 290.0, 355.0)),
            "a corner"
        );
        assert!(!cuts_in_two(frame, at(340.0, 80.0, 200.0, 44.0)), "small");
    }

    #[test]
    fn runs_measure_what_a_box_covers() {
        let mut runs = Runs::default();
        runs.add(&Path::rect(PageRect::new(0.0, 0.0, 100.0, 100.0)));
        runs.add(&Path::circle(PagePoint::new(300.0, 100.0), 50.0));
        assert!((runs.share(PageRect::new(50.0, 0.0, 150.0, 100.0)) - 0.5).abs() < 0.01);
        let around = runs.share(PageRect::new(250.0, 50.0, 350.0, 150.0));
        assert!(
            (around - std::f64::consts::FRAC_PI_4).abs() < 0.02,
            "{around}"
        );
        assert_eq!(runs.share(PageRect::new(0.0, 200.0, 50.0, 250.0)), 0.0);
        let square = runs.within(PageRect::new(50.0, 0.0, 200.0, 200.0));
        assert!((square.hidden(PageRect::new(75.0, 0.0, 500.0, 300.0)) - 0.5).abs() < 0.01);
    }
}
