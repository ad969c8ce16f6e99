//! Which steps of time a run is about.

use crate::campaign::{Calendar, Campaign, Date, Interval, Resolved};
use crate::cli::args::{RangeArgs, TweenArgs};
use crate::cli::failure::Failure;
use crate::cli::limits;
use crate::compose::Reel;
use crate::diag::Diagnostic;
use crate::film::{self, Frame, Naming, Pace, Step, Still, Unscheduled};

/// More frames than this are refused.
const MOST_FRAMES: usize = limits::FRAMES;

/// The step between frames: as typed, else as the campaign file says.
pub(in crate::cli) fn step(
    args: &RangeArgs,
    campaign: &Campaign<Resolved>,
) -> Result<Step, Failure> {
    let step = match args.every {
        Some(step) => step,
        None => campaign.frames.by.parse().map_err(Failure::Usage)?,
    };
    if step == Step::Listed && campaign.frames.dates.is_empty() {
        let why = "there are no `dates` in `[frames]` to make a frame of each";
        return Err(Failure::Usage(why.to_owned()));
    }
    Ok(step)
}

/// From when to when: as typed, else as the campaign file says, else from the first of its dates to the last, else
/// the campaign's time.
pub(in crate::cli) fn range(
    args: &RangeArgs,
    campaign: &Campaign<Resolved>,
) -> Result<Interval, Failure> {
    let own = campaign.frames.range.as_ref().map(|d| d.interval);
    let listed = match step(args, campaign)? {
        Step::Listed => listed(campaign),
        Step::Years(_) | Step::Months(_) | Step::Days(_) | Step::Events => None,
    };
    let own = own.or(listed).unwrap_or_else(|| campaign.span());
    let calendar = campaign.header.calendar;
    let typed = |date| typed(date, calendar);
    let (from, to) = (typed(args.from.as_ref())?, typed(args.to.as_ref())?);
    let start = from.map_or(own.start, |from| from.start);
    let end = to.map_or(own.end, |to| to.end);
    match (start, end) {
        (Some(start), Some(end)) if start >= end => {
            let why = match (from, to) {
                (Some(_), None) => {
                    "`--from` lies after the end of the campaign's range: give `--to`"
                }
                (None, Some(_)) => "`--to` lies before the campaign's range: give `--from`",
                (None, None) | (Some(_), Some(_)) => "`--from` must lie before `--to`",
            };
            Err(Failure::Usage(why.to_owned()))
        }
        (start, end) => Ok(Interval { start, end }),
    }
}

/// From the first of the campaign file's dates to the last.
fn listed(campaign: &Campaign<Resolved>) -> Option<Interval> {
    let dates = || campaign.frames.dates.iter().map(|date| date.interval);
    let start = dates().filter_map(|date| date.start).min();
    let end = dates().filter_map(|date| date.end).max();
    start.is_some().then_some(Interval { start, end })
}

/// The time of a date that was typed, in the campaign's calendar.
fn typed(date: Option<&String>, calendar: Calendar) -> Result<Option<Interval>, Failure> {
    let read = |text: &String| {
        Date::parse(text, calendar)
            .map_err(|why| Failure::Typed(Diagnostic::error(format!("bad date `{text}`: {why}"))))
    };
    Ok(date.map(read).transpose()?.map(|date| date.interval))
}

/// How many pictures come between two frames.
pub(in crate::cli) fn tween(args: &TweenArgs, campaign: &Campaign<Resolved>) -> u32 {
    args.tween
        .map_or(0, |number| number.unwrap_or(campaign.frames.tween))
}

/// The film of frames, one for each step; `melts` tells whether one melts into the next.
pub(in crate::cli) fn reel(range: Interval, frames: &[Frame], melts: bool) -> Reel {
    let steps = frames.iter().map(|frame| frame.still.moment());
    Reel::new(range, steps.collect(), melts)
}

/// The frames of a range, one for each step.
pub(in crate::cli) fn frames(
    campaign: &Campaign<Resolved>,
    range: Interval,
    step: Step,
) -> Result<Vec<Frame>, Failure> {
    pictures(campaign, &stills(campaign, range, step)?, (step, 0))
}

/// The steps of a range.
pub(super) fn stills(
    campaign: &Campaign<Resolved>,
    range: Interval,
    step: Step,
) -> Result<Vec<Still>, Failure> {
    let turns = film::turning_days(campaign, range, step);
    let request = film::Request {
        range,
        pace: pace(campaign, step),
        turns: &turns,
        most: MOST_FRAMES,
    };
    film::stills(&request).map_err(unscheduled)
}

/// The frames of steps, with so many pictures between each two.
pub(super) fn pictures(
    campaign: &Campaign<Resolved>,
    stills: &[Still],
    (step, tween): (Step, u32),
) -> Result<Vec<Frame>, Failure> {
    let naming = Naming::new(&campaign.frames.name, &campaign.header.title);
    let pace = pace(campaign, step);
    film::frames(stills, tween, (&naming, pace), MOST_FRAMES).map_err(unscheduled)
}

fn pace(campaign: &Campaign<Resolved>, step: Step) -> Pace {
    let calendar = campaign.header.calendar;
    Pace { step, calendar }
}

fn unscheduled(why: Unscheduled) -> Failure {
    match why {
        Unscheduled::Open => {
            Failure::Usage("the range has no end; give `--from` and `--to`".to_owned())
        }
        Unscheduled::TooMany => Failure::Limit(format!("more than {MOST_FRAMES} frames")),
    }
}
