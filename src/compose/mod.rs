//! Campaign to scene: everything a map shows, decided and placed.
//!
//! One file per layer, each `fn draw(&Context, ..., &mut Group)`; they know nothing of each other and
//! are put in order in one place, [`compose`]. Labels are placed last, with the list of everything
//! that they must keep clear of.

mod arrange;
mod arrows;
mod base;
mod context;
mod frames;
mod furniture;
mod graticule;
mod ground;
mod hatch;
mod islets;
mod keyed;
pub mod labels;
mod lands;
mod languages;
mod lasting;
mod layout;
mod letters;
mod markers;
mod movements;
mod names;
mod obstacles;
mod overlay;
mod page;
mod palette;
mod phases;
mod plan;
mod polyline;
mod presence;
mod record;
mod reel;
mod relief;
mod ruling;
mod signs;
mod story;
mod studio;
mod tints;
mod towns;
mod water;
mod words;

pub use base::Base;
pub use context::Inputs;
pub use frames::{
    FrameParts, Ground, GroundKey, Wanted, coming, frame_parts, frame_scene, ground, ground_key,
    wanted, years_of_change,
};
pub use layout::Layout;
pub use phases::{Phase, phases};
pub use reel::Reel;
pub use studio::Studio;

use crate::campaign::{Moment, Stop};
use crate::diag::{Diagnostic, Warned};
use crate::scene::{Group, Role, Scene};

use context::Context;
use furniture::{Key, Panels};
use keyed::Keyed;
use labels::{Placement, Step, Timetable};
use lands::Lands;
use plan::Plan;

/// Composes the map of one moment.
pub fn compose(inputs: Inputs<'_>, moment: Moment) -> Warned<Scene> {
    attempt(inputs, moment).0
}

/// How the panels found room.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Fit {
    /// How much of what matters they cover.
    crowding: usize,
    /// How many names found no room, neither on the map nor in the index.
    lost: usize,
    /// Height that the index would take below the map, px; 0 without one.
    index_below: f64,
    /// Height that the legend would take there, px; 0 without one.
    legend_below: f64,
}

impl Fit {
    /// What speaks against it: what is covered before what has no name.
    fn badness(self) -> (usize, usize) {
        (self.crowding, self.lost)
    }
}

fn attempt(inputs: Inputs<'_>, moment: Moment) -> (Warned<Scene>, Fit) {
    let context = Context::new(inputs, moment);
    let lands = Lands::new(&context);
    let arranged = arrange::arrange(&context, &lands);
    let fit = Fit {
        crowding: arranged.panels.crowding,
        lost: arranged.placement.left_out.len(),
        index_below: arranged.panels.index_below,
        legend_below: arranged.panels.legend_below,
    };
    let mut warnings = arranged.remarks;
    warnings.extend(outside(&context));
    warnings.extend(letters::missing(&context));
    let (plan, placement) = (&arranged.plan, &arranged.placement);
    let value = scene(&context, (plan, &lands), placement, arranged.panels);
    (Warned { value, warnings }, fit)
}

/// Finds room for labels at the preset's scale.
fn placed(inputs: &Inputs<'_>, job: &labels::Job) -> Placement {
    labels::place_at(inputs.preset.k, job, inputs.fonts, inputs.style.base.paper)
}

/// What wants a label at a moment and what is in the way, as [`compose`] hands it to [`labels::place_at`].
pub fn label_job(inputs: Inputs<'_>, moment: Moment) -> labels::Job {
    let context = Context::new(inputs, moment);
    let lands = Lands::new(&context);
    let plan = Plan::new(&context);
    let panels = Panels::new(&context, (&plan, &lands), &Keyed::default());
    labels::Job {
        requests: names::requests(&context, &plan, &lands).value,
        obstacles: obstacles::gather(&context, &plan, &lands, &panels),
        times: Timetable::default(),
    }
}

/// Composes one frame with the labels where the layout has them.
pub fn compose_frame(inputs: Inputs<'_>, layout: &Layout, moment: Moment) -> Scene {
    let context = Context::new(inputs, moment).in_film(layout.film);
    let lands = Lands::new(&context);
    let plan = Plan::within(&context, &layout.fixed);
    let placement = shown(&context, (&plan, &lands), layout);
    let layers = match moment {
        Moment::Between(passage) => frames::passage(inputs, layout, passage),
        Moment::End | Moment::Step { .. } => {
            draw(&context, (&plan, &lands), &placement, Panels::default())
        }
    };
    finished(&context, &plan, &placement, layers)
}

/// The labels of what is shown, where the layout has them.
fn shown(
    context: &Context<'_>,
    (plan, lands): (&Plan<'_>, &Lands<'_>),
    layout: &Layout,
) -> Placement {
    let requests = names::requests(context, plan, lands).value;
    let wanted = layout.wanted(requests.iter().map(|r| &r.of));
    layout.only(|of| wanted.iter().any(|id| id == of))
}

fn scene(
    context: &Context<'_>,
    (plan, lands): (&Plan<'_>, &Lands<'_>),
    placement: &Placement,
    panels: Panels,
) -> Scene {
    let layers = draw(context, (plan, lands), placement, panels);
    finished(context, plan, placement, layers)
}

/// A scene of layers that are drawn.
fn finished(
    context: &Context<'_>,
    plan: &Plan<'_>,
    placement: &Placement,
    layers: Vec<Group>,
) -> Scene {
    let campaign = context.inputs.campaign;
    Scene {
        size: context.inputs.view.page,
        px_per_inch: context.inputs.preset.px_per_inch,
        title: context
            .name(&campaign.header.title, &campaign.header.titles)
            .to_owned(),
        description: story::describe(context, plan),
        lang: context
            .inputs
            .lang
            .unwrap_or(&campaign.header.lang)
            .to_owned(),
        layers,
        record: record::record(context, plan, placement),
    }
}

/// All layers in drawing order, back to front.
fn draw(
    context: &Context<'_>,
    (plan, lands): (&Plan<'_>, &Lands<'_>),
    placement: &Placement,
    panels: Panels,
) -> Vec<Group> {
    let mut layers = land_layers(context);
    layers.extend(tint_layers(context, lands));
    layers.extend(event_layers(context, plan, (placement, &|_| 0.0)));
    layers.extend(furniture_layers(context, (plan, lands), panels));
    layers.extend(clock_layers(context));
    layers
}

/// What only the base map decides.
fn land_layers(context: &Context<'_>) -> Vec<Group> {
    drawn([
        layer("sea", |g| base::draw_sea(context, g)),
        layer("land", |g| base::draw_land(context, g)),
        layer("relief", |g| relief::draw(context, g)),
    ])
}

/// Who holds what, and the water and lines over it.
fn tint_layers(context: &Context<'_>, lands: &Lands<'_>) -> Vec<Group> {
    drawn([
        layer("ground", |g| ground::draw_areas(context, g)),
        layer("polities", |g| tints::draw_polities(context, lands, g)),
        layer("changes", |g| tints::draw_changes(context, lands, g)),
        layer("frontiers", |g| {
            tints::draw_modern_borders(context, g);
            tints::draw_frontiers(context, lands, g);
        }),
        layer("water", |g| water::draw(context, g)),
        layer("roads", |g| ground::draw_lines(context, g)),
        layer("graticule", |g| graticule::draw(context, g)),
    ])
}

/// What happens, with all labels, each faded as told for the feature that it names.
fn event_layers(
    context: &Context<'_>,
    plan: &Plan<'_>,
    (placement, faded): (&Placement, &dyn Fn(&str) -> f64),
) -> Vec<Group> {
    drawn([
        layer("towns", |g| towns::draw(context, placement, g)),
        layer("degrees", |g| graticule::draw_degrees(context, plan, g)),
        layer("casings", |g| movements::draw_casings(plan, g)),
        layer("movements", |g| movements::draw_bodies(context, plan, g)),
        layer("uncertain", |g| movements::draw_circles(context, plan, g)),
        layer("places", |g| movements::draw_places(context, plan, g)),
        layer("battles", |g| movements::draw_battles(context, plan, g)),
        layer("labels", |g| {
            movements::draw_labels(context, placement, faded, g)
        }),
    ])
}

/// What stands around and upon the map, and seldom changes.
fn furniture_layers(
    context: &Context<'_>,
    (plan, lands): (&Plan<'_>, &Lands<'_>),
    panels: Panels,
) -> Vec<Group> {
    let inputs = &context.inputs;
    drawn([layer("furniture", |g| {
        page::mask(inputs, g);
        if inputs.preset.title && context.shows("title") {
            furniture::draw_title(context, g);
        }
        if inputs.preset.credits && context.shows("credits") {
            furniture::draw_credits(context, plan, lands, g);
        }
        if let Some(key) = Key::of(context)
            && page::key_strip(inputs).height() >= key.height - 1.0
        {
            key.draw(context, plan, g);
        }
        panels.draw(context, g);
    })])
}

/// What tells the time, which each frame of a film has its own of, and the line about the map.
fn clock_layers(context: &Context<'_>) -> Vec<Group> {
    let inputs = &context.inputs;
    drawn([
        layer("clock", |g| {
            if inputs.preset.clock {
                furniture::draw_clock(context, g);
            }
        }),
        layer("frame", |g| {
            let border = page::border(inputs.view.frame, inputs.style.lines.frame);
            g.path(border, Some(inputs.style.base.frame.into()), None);
        }),
    ])
}

fn layer(id: &str, draw: impl FnOnce(&mut Group)) -> Group {
    let mut group = Group::new(id).with_role(Role::Layer);
    draw(&mut group);
    group
}

/// The layers on which something is drawn.
fn drawn<const N: usize>(layers: [Group; N]) -> Vec<Group> {
    let layers = layers.into_iter();
    layers.filter(|layer| !layer.items.is_empty()).collect()
}

/// Places with a dot that lie beyond the frame and are not shown by a pointer.
fn outside(context: &Context<'_>) -> Vec<Diagnostic> {
    let campaign = context.inputs.campaign;
    let leads = |id| {
        let ends = |m: &crate::campaign::Movement| {
            [m.via.first().copied(), m.via.last().copied()].contains(&Some(Stop::Place(id)))
        };
        campaign.movements.iter().any(ends)
    };
    let lost = context.inputs.view.outside.iter().filter(|id| !leads(**id));
    lost.map(|id| {
        Diagnostic::warning(format!(
            "`{}` lies outside of the map",
            campaign.place(*id).name
        ))
        .hint("name it in `extent` to have it shown")
    })
    .collect()
}

fn reports(plan: &Plan<'_>, placement: &Placement) -> Vec<Diagnostic> {
    let mut all = plan.remarks.clone();
    all.extend(placement.retreats.iter().map(|retreat| {
        let done = match retreat.step {
            Step::Shortened => format!("shortened to `{}`", retreat.written),
            Step::Apart => "set apart".to_owned(),
            Step::Numbered => format!("is `{}` on the map, and in the key", retreat.written),
        };
        let (text, reason) = (&retreat.text, &retreat.reason);
        Diagnostic::note(format!("label `{text}` {done}: {reason}"))
    }));
    let missed = placement.left_out.iter();
    let missed = missed.filter(|left| !towns::is_town(&left.of));
    all.extend(missed.map(|left| {
        Diagnostic::warning(format!("label `{}` left out: {}", left.text, left.reason))
    }));
    all
}
