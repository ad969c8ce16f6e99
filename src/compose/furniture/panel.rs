//! Panels: opaque boxes with furniture, each where it covers least.

use super::cover::{self, Cover, PRECIOUS};
use super::index::Index;
use super::key::Key;
use super::legend::Legend;
use super::{locator, scale};
use crate::compose::context::Context;
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
    /// How much they cover of what must not be covered, for want of a free place: so many markers, and spots of arrows.
    pub crowding: usize,
    /// Height that the index would take below the map, px; 0 without one.
    pub index_below: f64,
    /// Height that the legend would take there, px; 0 without one.
    pub legend_below: f64,
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
        let page_width = context.inputs.view.page.width;
        if !keyed.entries.is_empty() {
            let below = Index::wide(context, keyed, page_width);
            panels.index_below = below.size.height;
        }
        if let Some(legend) = legend(context, (plan, lands)) {
            let below = legend.wide(context, page_width).size(context);
            panels.legend_below = below.height;
        }
        let mut top = column.map_or(0.0, |c| c.y0);
        let mut strip = below_key(context);
        for one in wanted(context, (plan, lands), keyed) {
            if one.is_below {
                let y1 = strip.y0 + one.size.height;
                panels.add(&one, PageRect { y1, ..strip });
                strip.y0 = y1;
                continue;
            }
            let wish = (one.size, one.likes.as_slice());
            let frame = context.inputs.view.frame;
            let (cost, on_map) = cover.best(frame, wish, &panels.all);
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
                    if cost >= PRECIOUS {
                        panels.crowding += (cost / PRECIOUS).min(1e6) as usize;
                    } else if one.is_text && cover::cuts_in_two(frame, on_map) {
                        panels.crowding += 1;
                    }
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

/// The legend, if the preset and the campaign want it and there is something to explain.
fn legend(context: &Context<'_>, (plan, lands): (&Plan<'_>, &Lands<'_>)) -> Option<Legend> {
    let is_wanted = context.inputs.preset.legend && context.shows("legend");
    let legend = is_wanted.then(|| Legend::new(context, plan, lands));
    legend.filter(|legend| !legend.is_empty())
}

/// The index, and whether it stands below the map: it does where so much room is left for it, px.
fn index<'k>(context: &Context<'_>, keyed: &'k Keyed, room_px: f64) -> (Index<'k>, bool) {
    let below = Index::wide(context, keyed, below_key(context).width());
    if room_px >= below.size.height {
        (below, true)
    } else {
        (Index::narrow(context, keyed), false)
    }
}

/// The legend in one column, or in several across the page if it stands below the map.
fn wanted_legend<'d>(context: &'d Context<'_>, legend: Legend) -> Wanted<'d> {
    let is_below = context.inputs.legend_below;
    let width = below_key(context).width();
    let legend = if is_below {
        legend.wide(context, width)
    } else {
        legend
    };
    let mut size = legend.size(context);
    if is_below {
        size.width = width;
    }
    Wanted {
        id: "legend",
        size,
        opaque: true,
        is_text: true,
        is_below,
        draw: Box::new(move |at| legend.draw(context, at)),
        likes: LEGEND_LIKES,
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
    let mut room_px = below_key(context).height();
    if let Some(legend) = legend(context, (plan, lands)) {
        let legend = wanted_legend(context, legend);
        if legend.is_below {
            room_px -= legend.size.height;
        }
        wanted.push(legend);
    }
    if !keyed.entries.is_empty() {
        let (index, is_below) = index(context, keyed, room_px);
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
