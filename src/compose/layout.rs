//! Where labels, markers and arrows stand in all frames of a film: worked out once for everything that
//! happens in it.

use std::collections::BTreeMap;

use super::context::{Context, InFilm, Inputs};
use super::furniture::{self, Panels};
use super::labels::{self, Placement, Request};
use super::lands::Lands;
use super::lasting::Lasting;
use super::plan::{Fixed, Plan};
use super::reel::Reel;
use super::{names, obstacles, placed, towns};
use crate::campaign::{Day, Interval, Moment};
use crate::diag::Diagnostic;

/// Where labels, markers and arrows stand in all frames of a film, so that nothing jumps.
pub struct Layout {
    pub(super) film: InFilm,
    pub(super) placement: Placement,
    pub(super) fixed: Fixed,
    /// By the id of a land the id under which its name is placed.
    placed_as: BTreeMap<String, String>,
}

/// A moment of the land with the names that it wants.
struct Named {
    /// Its day.
    day: Day,
    requests: Vec<Request>,
}

impl Layout {
    /// Places the labels of everything that a film shows.
    pub fn new(inputs: Inputs<'_>, reel: &Reel) -> Self {
        let whole = match (reel.range.start, reel.range.end) {
            (Some(start), Some(end)) => Moment::Step { start, end },
            _ => Moment::End,
        };
        let still = Context::new(inputs, whole);
        let film = InFilm {
            range: reel.range,
            date_px: furniture::date_px(&still, reel.steps()),
        };
        let context = still.in_film(film);
        let plan = Plan::of_film(&context, reel);
        Self::of(&context, (&plan, &Panels::default()), (reel, film))
    }

    /// Places the labels of a plan.
    pub(super) fn of(
        context: &Context<'_>,
        (plan, panels): (&Plan<'_>, &Panels),
        (reel, film): (&Reel, InFilm),
    ) -> Self {
        // Every polity of the range wants its name, so each is looked at in its own time.
        let mut requests = names::requests(context, plan, &Lands::default()).value;
        let mut times = plan.times.clone();
        let moments = named(context, reel.range);
        let days: Vec<Day> = moments.iter().map(|named| named.day).collect();
        let mut lands = Lasting::default();
        moments
            .into_iter()
            .for_each(|named| lands.add(named.requests));
        let lasted = lands.finish();
        for (request, wanted) in lasted.names {
            let stands = |step| wanted.contains(&moment_of(&days, step));
            times.note(request.of.clone(), reel.times(stands));
            requests.push(request);
        }
        let job = labels::Job {
            obstacles: obstacles::gather(context, plan, &Lands::default(), panels),
            requests,
            times,
        };
        Self {
            film,
            placed_as: lasted.placed_as,
            placement: placed(&context.inputs, &job),
            fixed: plan.fixed(),
        }
    }

    /// The id under which the label of a feature is placed: a land keeps its name's when its own changes.
    pub(super) fn placed_as(&self, of: &str) -> String {
        self.placed_as.get(of).map_or(of, String::as_str).to_owned()
    }

    /// The ids under which labels are placed that are wanted by what is shown. Towns of the base map stay as
    /// they were chosen, whatever comes and goes around them.
    pub(super) fn wanted<'r>(&self, shown: impl Iterator<Item = &'r String>) -> Vec<String> {
        let towns = self.placement.placed.iter().map(|label| &label.of);
        let towns = towns.filter(|of| towns::is_town(of)).cloned();
        let shown = shown.filter(|of| !towns::is_town(of));
        shown.map(|of| self.placed_as(of)).chain(towns).collect()
    }

    /// The labels that are placed under wanted ids.
    pub(super) fn only(&self, is_wanted: impl Fn(&str) -> bool) -> Placement {
        let mut placement = self.placement.clone();
        placement.placed.retain(|label| is_wanted(&label.of));
        placement
    }

    /// What of the film has no name in it, as it found no room.
    pub fn remarks(&self) -> Vec<Diagnostic> {
        let missed = self.placement.left_out.iter();
        let missed = missed.filter(|left| !towns::is_town(&left.of));
        missed
            .map(|left| {
                let (text, reason) = (&left.text, &left.reason);
                Diagnostic::warning(format!("label `{text}` left out of all frames: {reason}"))
            })
            .collect()
    }
}

/// The number, from 1, of the last of these days that is not after a step.
fn moment_of(days: &[Day], step: Moment) -> usize {
    let last = step.days().and_then(|days| days.end).map(Day::previous);
    match last {
        Some(last) => days.partition_point(|day| *day <= last).max(1),
        None => days.len(),
    }
}

/// The names of lands on each day on which the land changes hands in a range, and on its first.
fn named(context: &Context<'_>, range: Interval) -> Vec<Named> {
    let campaign = context.inputs.campaign;
    let polities = campaign.polities.iter().map(|p| p.when.as_ref());
    let changes = campaign.changes.iter().map(|c| c.when.as_ref());
    let starts = polities
        .chain(changes)
        .filter_map(|when| when?.interval.start);
    let mut days: Vec<Day> = range.start.into_iter().chain(starts).collect();
    days.retain(|day| range.contains(*day));
    days.sort_unstable();
    days.dedup();
    days.into_iter()
        .map(|day| {
            let moment = Moment::Step {
                start: day,
                end: day.next(),
            };
            let then = Context::new(context.inputs, moment);
            let requests = names::polities(&then, &Lands::new(&then));
            Named { day, requests }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_has_the_names_of_its_last_day() {
        let days = [Day(0), Day(50), Day(100)];
        let step = |start, end| Moment::Step {
            start: Day(start),
            end: Day(end),
        };
        assert_eq!(moment_of(&days, step(0, 50)), 1);
        assert_eq!(moment_of(&days, step(0, 51)), 2);
        assert_eq!(moment_of(&days, step(60, 100)), 2);
        assert_eq!(moment_of(&days, step(100, 200)), 3);
    }
}
