//! Which steps of time a run is about.

use crate::campaign::{Calendar, Campaign, Date, Interval, Resolved};
use crate::cli::args::{RangeArgs, TweenArgs};
use crate::cli::failure::Failure;
use crate::cli::limits;
use crate::diag::Diagnostic;
use crate::film::{self, Frame, Naming, Step, Still, Unscheduled};

/// More frames than this are refused.
const MOST_FRAMES: usize = limits::FRAMES;

/// From when to when: as typed, else as the campaign file says, else the campaign's time.
pub(in crate::cli) fn range(
    args: &RangeArgs,
    campaign: &Campaign<Resolved>,
) -> Result<Interval, Failure> {
    let own = campaign.frames.range.as_ref().map(|d| d.interval);
    Ok(typed(args)?.or(own).unwrap_or_else(|| campaign.span()))
}

fn typed(args: &RangeArgs) -> Result<Option<Interval>, Failure> {
    let date = |text: &String| {
        Date::parse(text, Calendar::Gregorian)
            .map_err(|why| Failure::Typed(Diagnostic::error(format!("bad date `{text}`: {why}"))))
    };
    let (from, to) = (
        args.from.as_ref().map(date).transpose()?,
        args.to.as_ref().map(date).transpose()?,
    );
    let (Some(from), Some(to)) = (&from, &to) else {
        if from.is_none() && to.is_none() {
            return Ok(None);
        }
        return Err(Failure::Usage(
            "give `--from` and `--to` together".to_owned(),
        ));
    };
    match (from.interval.start, to.interval.end) {
        (Some(start), Some(end)) if start < end => Ok(Some(Interval::new(start, end))),
        _ => Err(Failure::Usage("`--from` must lie before `--to`".to_owned())),
    }
}

/// How many pictures come between two frames.
pub(in crate::cli) fn tween(args: &TweenArgs, campaign: &Campaign<Resolved>) -> u32 {
    args.tween
        .map_or(0, |number| number.unwrap_or(campaign.frames.tween))
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
    let turns = film::turning_days(campaign, range);
    let request = film::Request {
        range,
        step,
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
    film::frames(stills, tween, (&naming, step), MOST_FRAMES).map_err(unscheduled)
}

fn unscheduled(why: Unscheduled) -> Failure {
    match why {
        Unscheduled::Open => {
            Failure::Usage("the range has no end; give `--from` and `--to`".to_owned())
        }
        Unscheduled::TooMany => Failure::Limit(format!("more than {MOST_FRAMES} frames")),
    }
}
