//! Frames of a film in parts, so that what seldom changes is composed once for many frames; and the
//! pictures between two frames.

use std::sync::Arc;

use super::base::Base;
use super::context::{Context, Inputs};
use super::furniture::Panels;
use super::lands::Lands;
use super::plan::Plan;
use super::{
    Layout, clock_layers, event_layers, finished, furniture_layers, land_layers, names, shown,
    tint_layers,
};
use crate::campaign::{Moment, Passage};
use crate::scene::{Group, Item, Role, Scene};

/// What decides a ground: moments with the same key have the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroundKey {
    /// How often the base map has changed by then.
    pub age: usize,
    /// Polities that hold land, then changes that are shown, by number.
    held: [Vec<usize>; 2],
    /// Roads, woods and the like that are there, by number.
    features: Vec<usize>,
}

/// A frame below its movements.
pub struct Ground<'a> {
    /// Sea, land and relief: the same in all grounds of an age.
    pub land: Vec<Group>,
    /// Polities, changes, frontiers, water and graticule.
    pub tints: Vec<Group>,
    base: Arc<Base>,
    lands: Lands<'a>,
    /// Ids of the polities that want a label.
    names: Vec<String>,
}

/// The ids of what wants a label in a step.
pub type Wanted = Vec<String>;

/// What lies on a ground.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameParts {
    /// How far the way to the frame is gone, 0 to 1 in hundredths: so much of its ground shows over
    /// that of the frame before. It is 1 in a frame itself.
    pub gone: f64,
    /// Movements, markers and labels.
    pub events: Vec<Group>,
    /// Title, legend and what else stands upon the map.
    pub furniture: Vec<Group>,
    /// Date, caption, time line and frame.
    pub clock: Vec<Group>,
}

/// The key of a moment's ground; `years` are those in which the base map changes.
pub fn ground_key(inputs: Inputs<'_>, moment: Moment, years: &[i32]) -> GroundKey {
    let context = Context::new(inputs, moment);
    let features = inputs.campaign.features.iter().enumerate();
    let there = features.filter(|(_, f)| context.holds(f.when.as_ref()));
    GroundKey {
        age: years.iter().filter(|y| **y <= context.year()).count(),
        held: Lands::held(&context),
        features: there.map(|(index, _)| index).collect(),
    }
}

/// The years in which lakes and rivers of the view come or go, in order.
pub fn years_of_change(inputs: Inputs<'_>) -> Vec<i32> {
    Context::new(inputs, Moment::End).years_of_change()
}

/// Composes the ground of a moment on what has been worked out of the base map.
pub fn ground<'a>(inputs: Inputs<'a>, moment: Moment, base: &Arc<Base>) -> Ground<'a> {
    let context = Context::over(inputs, moment, Arc::clone(base));
    let lands = Lands::new(&context);
    let polities = names::polities(&context, &lands).into_iter();
    Ground {
        land: land_layers(&context),
        tints: tint_layers(&context, &lands),
        base: Arc::clone(base),
        names: polities.map(|request| request.of).collect(),
        lands,
    }
}

/// What wants a label in a step on its ground.
pub fn wanted(inputs: Inputs<'_>, layout: &Layout, ground: &Ground<'_>, step: Moment) -> Wanted {
    let context = Context::over(inputs, step, Arc::clone(&ground.base)).in_film(layout.film);
    let plan = Plan::within(&context, &layout.fixed);
    let requests = names::requests(&context, &plan, &Lands::default()).value;
    layout.wanted(requests.iter().map(|r| &r.of).chain(&ground.names))
}

/// Composes what lies on a ground at a moment, with the labels where the layout has them; `wanted` is
/// what wants one then, and what wanted one in the step before, if the moment lies between the two.
pub fn frame_parts<'a>(
    inputs: Inputs<'a>,
    layout: &Layout,
    (ground, wanted): (&Ground<'a>, (&Wanted, Option<&Wanted>)),
    moment: Moment,
) -> FrameParts {
    let context = Context::over(inputs, moment, Arc::clone(&ground.base)).in_film(layout.film);
    let plan = Plan::within(&context, &layout.fixed);
    let gone = context.gone();
    let (now, before) = wanted;
    let placement = layout.only(|of| is_in(now, of) || before.is_some_and(|b| is_in(b, of)));
    let faded = |of: &str| match before.map(|before| is_in(before, of)) {
        Some(false) => 1.0 - gone,
        Some(true) if !is_in(now, of) => gone,
        _ => 0.0,
    };
    FrameParts {
        gone: (gone * 100.0).round() / 100.0,
        events: event_layers(&context, &plan, (&placement, &faded)),
        furniture: furniture_layers(&context, (&plan, &ground.lands), Panels::default()),
        clock: clock_layers(&context),
    }
}

fn is_in(wanted: &Wanted, of: &str) -> bool {
    wanted.iter().any(|id| id == of)
}

/// A ground that comes over another one, of which so much shows: 0 nothing, 1 all.
pub fn coming(ground: &Ground<'_>, gone: f64) -> Group {
    let mut coming = Group::new("coming")
        .with_role(Role::Layer)
        .with_faded(1.0 - gone);
    let layers = ground.land.iter().chain(&ground.tints);
    coming.items = layers.cloned().map(Item::Group).collect();
    coming
}

/// The scene of a frame of which all parts are known: its ground with the one that it comes over, if any,
/// and what lies on it.
pub fn frame_scene(
    inputs: Inputs<'_>,
    layout: &Layout,
    ((before, ground), parts): ((Option<&Ground<'_>>, &Ground<'_>), FrameParts),
    moment: Moment,
) -> Scene {
    let context = Context::over(inputs, moment, Arc::clone(&ground.base)).in_film(layout.film);
    let plan = Plan::within(&context, &layout.fixed);
    let placement = shown(&context, (&plan, &ground.lands), layout);
    let layers = laid((before, ground), parts);
    finished(&context, &plan, &placement, layers)
}

/// Composes a picture between two frames afresh: the later ground comes over the earlier one.
pub(super) fn passage(inputs: Inputs<'_>, layout: &Layout, passage: Passage) -> Vec<Group> {
    let moments = [passage.from(), passage.to()];
    let [earlier, later] = moments.map(|step| ground(inputs, step, &Arc::default()));
    let before = wanted(inputs, layout, &earlier, moments[0]);
    let now = wanted(inputs, layout, &later, moments[1]);
    let labels = (&now, Some(&before));
    let parts = frame_parts(inputs, layout, (&later, labels), Moment::Between(passage));
    let years = years_of_change(inputs);
    let [from, to] = moments.map(|step| ground_key(inputs, step, &years));
    let earlier = Some(&earlier).filter(|_| from != to);
    laid((earlier, &later), parts)
}

/// The parts of a frame over each other.
fn laid((before, ground): (Option<&Ground<'_>>, &Ground<'_>), parts: FrameParts) -> Vec<Group> {
    let below = before.unwrap_or(ground);
    let mut layers = [below.land.as_slice(), &below.tints].concat();
    if before.is_some() {
        layers.iter_mut().for_each(Group::forget_ids);
        layers.push(coming(ground, parts.gone));
    }
    layers.extend(parts.events);
    layers.extend(parts.furniture);
    layers.extend(parts.clock);
    layers
}
