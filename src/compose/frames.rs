//! Frames of a film in parts, so that what seldom changes is composed once for many frames.

use std::sync::Arc;

use super::base::Base;
use super::context::{Context, Inputs};
use super::furniture::Panels;
use super::lands::Lands;
use super::plan::Plan;
use super::{Layout, event_layers, furniture_layers, land_layers, names, tint_layers};
use crate::campaign::Moment;
use crate::scene::Group;

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

/// What lies on a ground.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameParts {
    /// Movements, markers and labels.
    pub events: Vec<Group>,
    /// Date, caption, time line and frame.
    pub furniture: Vec<Group>,
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

/// Composes what lies on a ground at a moment, with the labels where the layout has them.
pub fn frame_parts<'a>(
    inputs: Inputs<'a>,
    layout: &Layout,
    ground: &Ground<'a>,
    moment: Moment,
) -> FrameParts {
    let context = Context::over(inputs, moment, Arc::clone(&ground.base));
    let plan = Plan::within(&context, &layout.fixed);
    let requests = names::requests(&context, &plan, &Lands::default()).value;
    let mut wanted: Vec<String> = requests.into_iter().map(|r| r.of).collect();
    wanted.extend_from_slice(&ground.names);
    let placement = layout.of(&wanted);
    FrameParts {
        events: event_layers(&context, &plan, &placement),
        furniture: furniture_layers(&context, (&plan, &ground.lands), Panels::default()),
    }
}
