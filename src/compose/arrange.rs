//! Plan, panels and labels of one map, worked out together: what finds no room for its name is a number or
//! letter that a panel explains, or on a small map is left out.

use super::context::Context;
use super::furniture::Panels;
use super::keyed::Keyed;
use super::labels::{Job, Placement, Rank, Request, Timetable};
use super::lands::Lands;
use super::plan::{Hidden, Plan};
use super::{names, obstacles, placed, reports};
use crate::diag::Diagnostic;
use crate::style::Contents;

/// A panel takes room itself, which may cost other labels theirs: so often names move into it.
const MOST_KEYED: usize = 5;
/// Half of what has no name is left out at a time: so often, 40 markers become one.
const MOST_THINNED: usize = 8;

/// Everything of a map that has a place.
pub(super) struct Arranged<'a> {
    pub plan: Plan<'a>,
    pub panels: Panels,
    pub placement: Placement,
    /// What was left out or gave way.
    pub remarks: Vec<Diagnostic>,
}

/// Arranges a map as its preset wants it.
pub(super) fn arrange<'a>(context: &Context<'a>, lands: &Lands<'a>) -> Arranged<'a> {
    match context.inputs.preset.contents {
        Contents::All => keyed(context, lands, Plan::new(context)),
        Contents::Essential => thinned(context, lands),
    }
}

/// Moves names without room into a panel.
fn keyed<'a>(context: &Context<'a>, lands: &Lands<'a>, plan: Plan<'a>) -> Arranged<'a> {
    let mut remarks = Vec::new();
    let requests = names::requests(context, &plan, lands).unpack(&mut remarks);
    let mut keyed = Keyed::default();
    let mut panels = Panels::new(context, (&plan, lands), &keyed);
    let mut job = Job {
        obstacles: obstacles::gather(context, &plan, lands, &panels),
        requests,
        times: Timetable::default(),
    };
    let mut placement = placed(&context.inputs, &job);
    let requests = job.requests.clone();
    for _ in 0..MOST_KEYED {
        if !keyed.take((context, &plan), &requests, &placement) {
            break;
        }
        panels = Panels::new(context, (&plan, lands), &keyed);
        job.obstacles.panels = obstacles::panels(context, &panels);
        job.requests = keyed.reworded(&requests);
        placement = placed(&context.inputs, &job);
    }
    if keyed.forget(&placement) {
        // On a page with room for all of it below the map nothing may have to be forgotten.
        let wanted = panels.index_below;
        panels = Panels::new(context, (&plan, lands), &keyed);
        panels.index_below = wanted;
        job.obstacles.panels = obstacles::panels(context, &panels);
        job.requests = keyed.reworded(&requests);
        placement = placed(&context.inputs, &job);
    }
    placement
        .retreats
        .retain(|retreat| !keyed.explains(&retreat.of));
    remarks.extend(reports(&plan, &placement));
    remarks.extend(keyed.reports());
    Arranged {
        plan,
        panels,
        placement,
        remarks,
    }
}

/// Leaves out markers, then movements, until every one that is drawn has its name.
fn thinned<'a>(context: &Context<'a>, lands: &Lands<'a>) -> Arranged<'a> {
    let mut hidden = Hidden::default();
    let mut round = 0;
    loop {
        let mut remarks = Vec::new();
        let plan = Plan::without(context, &hidden);
        let panels = Panels::new(context, (&plan, lands), &Keyed::default());
        let job = Job {
            requests: names::requests(context, &plan, lands).unpack(&mut remarks),
            obstacles: obstacles::gather(context, &plan, lands, &panels),
            times: Timetable::default(),
        };
        let mut placement = placed(&context.inputs, &job);
        placement
            .left_out
            .retain(|left| !is_extra(&job.requests, &left.of));
        if round < MOST_THINNED && hidden.take(&plan, &placement) {
            round += 1;
            continue;
        }
        remarks.extend(reports(&plan, &placement));
        remarks.extend(hidden.report());
        return Arranged {
            plan,
            panels,
            placement,
            remarks,
        };
    }
}

/// Whether a name is of land or water only: a small map has those for which there happens to be room.
fn is_extra(requests: &[Request], of: &str) -> bool {
    let rank = requests.iter().find(|r| r.of == of).map(|r| r.rank);
    matches!(rank, Some(Rank::Water | Rank::Region | Rank::Mountains))
}
