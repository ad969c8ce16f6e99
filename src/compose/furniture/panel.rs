//! Panels: opaque boxes with furniture, each where it covers least.

use super::index::Index;
use super::key::Key;
use super::legend::Legend;
use super::{locator, scale};
use crate::compose::context::Context;
use crate::compose::hatch::{Hatch, hatch};
use crate::compose::keyed::Keyed;
use crate::compose::lands::Lands;
use crate::compose::page;
use crate::compose::plan::Plan;
use crate::geom::{PagePoint, PageRect, Size};
use crate::scene::{Group, Path, Role};

/// A panel with its place.
pub(crate) struct Panel {
    /// Where it stands.
    pub rect: PageRect,
    /// What it holds.
    pub content: Group,
    /// Whether it has a paper ground.
    pub opaque: bool,
}

/// All panels of a map.
#[derive(Default)]
pub(crate) struct Panels {
    /// In drawing order.
    pub all: Vec<Panel>,
    /// Whether one of them covers what must not be covered, for want of a free place.
    pub is_crowded: bool,
    /// Height that the index would take below the map, px; 0 without one.
    pub index_below: f64,
}

/// A panel before it has a place: its size and how it draws itself from its top left corner.
struct Wanted<'d> {
    id: &'static str,
    size: Size,
    opaque: bool,
    /// Whether it may stand in a column beside the map.
    is_text: bool,
    /// Whether it stands below the map.
    is_below: bool,
    /// Corners it likes, best first: fractions of the frame's width and height.
    draw: Box<dyn Fn(PagePoint) -> Group + 'd>,
    likes: [(f64, f64); 4],
}

const LEGEND_LIKES: [(f64, f64); 4] = [(1.0, 0.0), (0.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
const SCALE_LIKES: [(f64, f64); 4] = [(0.0, 1.0), (1.0, 1.0), (0.0, 0.0), (1.0, 0.0)];
const LOCATOR_LIKES: [(f64, f64); 4] = [(1.0, 1.0), (0.0, 1.0), (1.0, 0.0), (0.0, 0.0)];

impl Panels {
    /// Chooses a place for every panel of the preset: on the map, or in the column beside it.
    pub(crate) fn new(
        context: &Context<'_>,
        (plan, lands): (&Plan<'_>, &Lands<'_>),
        keyed: &Keyed,
    ) -> Self {
        let cover = Cover::new(context, plan, lands);
        let column = page::column(&context.inputs);
        let mut panels = Self::default();
        if !keyed.entries.is_empty() {
            let below = Index::wide(context, keyed, context.inputs.view.page.width);
            panels.index_below = below.size.height;
        }
        let mut top = column.map_or(0.0, |c| c.y0);
        for one in wanted(context, (plan, lands), keyed) {
            if one.is_below {
                let strip = below_key(context);
                panels.add(
                    &one,
                    PageRect {
                        y1: strip.y0 + one.size.height,
                        ..strip
                    },
                );
                continue;
            }
            let (cost, on_map) = cover.best(context.inputs.view.frame, &one, &panels);
            // In the column the legend and its like come first, and then what would cover the campaign.
            let in_column = column
                .map(|c| PageRect::new(c.x0, top, c.x0 + one.size.width, top + one.size.height))
                .filter(|rect| column.is_some_and(|c| rect.y1 <= c.y1));
            match in_column {
                Some(rect) if one.is_text || cost >= PRECIOUS => {
                    top = rect.y1;
                    panels.add(&one, rect);
                }
                // A globe that hides a battle is worth less than the battle.
                None if cost >= PRECIOUS && one.id == "locator" && column.is_some() => {}
                _ => {
                    panels.is_crowded |= cost >= PRECIOUS;
                    panels.add(&one, on_map);
                }
            }
        }
        panels
    }

    /// The same panels with the content of another moment, each in the corner where it is held.
    pub(crate) fn held(
        context: &Context<'_>,
        (plan, lands): (&Plan<'_>, &Lands<'_>),
        places: &Self,
    ) -> Self {
        let frame = context.inputs.view.frame;
        let mut panels = Self::default();
        let keyed = Keyed::default();
        for one in wanted(context, (plan, lands), &keyed) {
            let place = places.all.iter().find(|p| p.content.id == one.id);
            let Some(place) = place.map(|p| p.rect) else {
                continue;
            };
            let (w, h) = (one.size.width, one.size.height);
            let x = if place.center().x > frame.center().x {
                place.x1 - w
            } else {
                place.x0
            };
            let y = if place.center().y > frame.center().y {
                place.y1 - h
            } else {
                place.y0
            };
            panels.add(&one, PageRect::new(x, y, x + w, y + h));
        }
        panels
    }

    fn add(&mut self, one: &Wanted<'_>, rect: PageRect) {
        let mut content =
            (one.draw)(PagePoint::new(rect.x0, rect.y0)).with_role(Role::Panel { rect });
        one.id.clone_into(&mut content.id);
        self.all.push(Panel {
            rect,
            content,
            opaque: one.opaque,
        });
    }

    /// What labels must keep clear of.
    pub(crate) fn rects(&self) -> Vec<PageRect> {
        self.all.iter().map(|p| p.rect).collect()
    }

    /// Draws all panels.
    pub(crate) fn draw(self, context: &Context<'_>, group: &mut Group) {
        for panel in self.all {
            let mut drawn =
                Group::new(panel.content.id.clone()).with_role(panel.content.role.clone());
            if panel.opaque {
                drawn.path(
                    Path::rect(panel.rect),
                    Some(context.inputs.style.base.paper.into()),
                    None,
                );
            }
            drawn.items.extend(panel.content.items);
            group.group(drawn);
        }
    }
}

/// What of the strip below the map the key leaves free.
fn below_key(context: &Context<'_>) -> PageRect {
    let strip = page::key_strip(&context.inputs);
    let key = Key::of(context).map_or(0.0, |key| key.height);
    PageRect::new(strip.x0, (strip.y0 + key).min(strip.y1), strip.x1, strip.y1)
}

/// The index, and whether it stands below the map: it does where it fits.
fn index<'k>(context: &Context<'_>, keyed: &'k Keyed) -> (Index<'k>, bool) {
    let strip = below_key(context);
    let below = Index::wide(context, keyed, strip.width());
    if strip.height() >= below.size.height {
        (below, true)
    } else {
        (Index::narrow(context, keyed), false)
    }
}

/// The panels of the preset that the campaign asks for; those placed first choose first.
fn wanted<'d>(
    context: &'d Context<'_>,
    (plan, lands): (&Plan<'_>, &Lands<'_>),
    keyed: &'d Keyed,
) -> Vec<Wanted<'d>> {
    let preset = context.inputs.preset;
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    let legend = Legend::new(context, plan, lands);
    if preset.legend && context.shows("legend") && !legend.is_empty() {
        wanted.push(Wanted {
            id: "legend",
            size: legend.size(context),
            opaque: true,
            is_text: true,
            is_below: false,
            draw: Box::new(move |at| legend.draw(context, at)),
            likes: LEGEND_LIKES,
        });
    }
    if !keyed.entries.is_empty() {
        let (index, is_below) = index(context, keyed);
        wanted.push(Wanted {
            id: "index",
            size: index.size,
            opaque: true,
            is_text: true,
            is_below,
            draw: Box::new(move |at| index.draw(context, at)),
            likes: LEGEND_LIKES,
        });
    }
    if preset.scale
        && context.shows("scale")
        && let Some(bar) = scale::choose(context)
    {
        wanted.push(Wanted {
            id: "scale",
            size: scale::size(context, &bar),
            opaque: true,
            is_text: false,
            is_below: false,
            draw: Box::new(move |at| scale::draw(context, &bar, at)),
            likes: SCALE_LIKES,
        });
    }
    if preset.locator
        && context.shows("locator")
        && let Some(size) = locator::size(context)
    {
        wanted.push(Wanted {
            id: "locator",
            size,
            opaque: false,
            is_text: false,
            is_below: false,
            draw: Box::new(move |at| locator::draw(context, at)),
            likes: LOCATOR_LIKES,
        });
    }
    wanted
}

/// What must not be covered weighs more than all land together.
const PRECIOUS: f64 = 1_000.0;
/// How much worse the next of the corners that a panel likes is: as bad as neutral land below it.
const LESS_LIKED: f64 = 0.9;
/// How bad a place between the corners is: worse than a side's land below a panel in a corner, for a
/// panel in the middle of an edge cuts the map in two.
const OFF_CORNER: f64 = 4.5;

/// Cost of hiding all of a holder's land: worse than any place between the corners.
const HIDDEN: f64 = 12.0;

/// What a panel would cover, and how much that matters.
struct Cover {
    precious: Vec<(PagePoint, f64)>,
    /// The land of each holder.
    holdings: Vec<Runs>,
    any_land: Runs,
}

impl Cover {
    fn new(context: &Context<'_>, plan: &Plan<'_>, lands: &Lands<'_>) -> Self {
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

    /// The cheapest place, with what it costs.
    fn best(&self, frame: PageRect, wanted: &Wanted<'_>, placed: &Panels) -> (f64, PageRect) {
        let (w, h) = (wanted.size.width, wanted.size.height);
        let rect = |fx: f64, fy: f64| {
            let x = frame.x0 + (frame.width() - w) * fx;
            let y = frame.y0 + (frame.height() - h) * fy;
            PageRect::new(x.round(), y.round(), x.round() + w, y.round() + h)
        };
        let mut candidates: Vec<(f64, PageRect)> = Vec::new();
        for (order, (fx, fy)) in wanted.likes.iter().enumerate() {
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

    fn cost(&self, rect: PageRect, placed: &Panels) -> f64 {
        if placed.all.iter().any(|p| p.rect.grown(8.0).overlaps(rect)) {
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
