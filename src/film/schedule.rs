//! Which frames a film has.

use super::{Naming, Step};
use crate::campaign::{Day, Interval, Moment};

/// What frames are asked for.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// From when to when.
    pub range: Interval,
    /// The step between frames.
    pub step: Step,
    /// For [`Step::Events`]: the days on which frames begin, in order, the first of which is the
    /// range's start.
    pub turns: &'a [Day],
    /// How they are named.
    pub naming: &'a Naming,
    /// More frames than this are refused.
    pub most: usize,
}

/// One frame: its step and its file name without extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// First day of the step.
    pub start: Day,
    /// The day after its last.
    pub end: Day,
    /// Sorts by name as by time: `0007_1761`.
    pub name: String,
}

impl Frame {
    /// The moment that the frame shows.
    pub fn moment(&self) -> Moment {
        Moment::Step {
            start: self.start,
            end: self.end,
        }
    }
}

/// Why there is no schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unscheduled {
    /// The range has no beginning or no end.
    Open,
    /// There would be more frames than allowed.
    TooMany,
}

/// The frames of a range: every calendar step that it touches, exactly.
///
/// # Errors
/// If the range is open, or there would be too many frames.
pub fn schedule(request: &Request<'_>) -> Result<Vec<Frame>, Unscheduled> {
    let (Some(first), Some(last)) = (request.range.start, request.range.end) else {
        return Err(Unscheduled::Open);
    };
    let step = request.step;
    let steps = match step {
        Step::Events => between(request.turns, last),
        Step::Years(_) | Step::Months(_) | Step::Days(_) => even(first, last, step, request.most)?,
    };
    if steps.len() > request.most {
        return Err(Unscheduled::TooMany);
    }
    let digits = steps.len().to_string().len().max(4);
    let named = steps
        .into_iter()
        .enumerate()
        .map(|(index, (start, end))| Frame {
            start,
            end,
            name: request.naming.name(index + 1, digits, &step.stamp(start)),
        });
    Ok(named.collect())
}

fn even(first: Day, last: Day, step: Step, most: usize) -> Result<Vec<(Day, Day)>, Unscheduled> {
    let mut steps = Vec::new();
    let mut start = step.floor(first);
    while start < last {
        if steps.len() == most {
            return Err(Unscheduled::TooMany);
        }
        let end = step.next(start);
        steps.push((start, end));
        start = end;
    }
    Ok(steps)
}

/// Steps from each day to the next, the last one to the end of the range.
fn between(turns: &[Day], last: Day) -> Vec<(Day, Day)> {
    let ends = turns.iter().skip(1).copied().chain([last]);
    turns.iter().copied().zip(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Calendar, Date};

    fn range(text: &str) -> Interval {
        Date::parse(text, Calendar::Gregorian).unwrap().interval
    }

    fn scheduled(
        text: &str,
        step: Step,
        turns: &[Day],
        most: usize,
    ) -> Result<Vec<Frame>, Unscheduled> {
        schedule(&Request {
            range: range(text),
            step,
            turns,
            naming: &Naming::new("{index}_{date}", "War"),
            most,
        })
    }

    fn frames(text: &str, step: Step, most: usize) -> Result<Vec<Frame>, Unscheduled> {
        scheduled(text, step, &[], most)
    }

    #[test]
    fn years_are_exactly_those_asked_for() {
        let frames = frames("1755/1865", Step::Years(1), 1000).unwrap();
        assert_eq!(frames.len(), 111);
        assert_eq!(frames[0].name, "0001_1755");
        assert_eq!(frames[110].name, "0111_1865");
        assert!(
            frames
                .windows(2)
                .all(|w| w[0].end == w[1].start && w[0].name < w[1].name)
        );
    }

    #[test]
    fn months_days_and_years_before_christ_work() {
        assert_eq!(
            frames("1756-11/1757-02", Step::Months(1), 10)
                .unwrap()
                .len(),
            4
        );
        let ten = frames("1756-05", Step::Days(10), 10).unwrap();
        assert_eq!(ten.len(), 4);
        assert_eq!(ten[1].name, "0002_1756-05-11");
        let frames = frames("-0263/-0240", Step::Years(1), 100).unwrap();
        assert_eq!(frames.len(), 24);
        assert_eq!(frames[0].name, "0001_-0263");
    }

    #[test]
    fn a_frame_per_event_lasts_until_the_next() {
        let day = |d| Calendar::Gregorian.day(1756, 5, d);
        let frames = scheduled("1756-05", Step::Events, &[day(1), day(9)], 9).unwrap();
        assert_eq!(frames.len(), 2);
        assert_eq!((frames[0].start, frames[0].end), (day(1), day(9)));
        assert_eq!(frames[1].end, Calendar::Gregorian.day(1756, 6, 1));
        assert_eq!(frames[1].name, "0002_1756-05-09");
    }

    #[test]
    fn open_and_endless_ranges_are_refused() {
        assert_eq!(
            frames("1755/..", Step::Years(1), 10),
            Err(Unscheduled::Open)
        );
        assert_eq!(
            frames("1755/1865", Step::Days(1), 10),
            Err(Unscheduled::TooMany)
        );
    }
}
