//! Which frames a film has.

use super::{Naming, Pace, Step};
use crate::campaign::{Day, Interval, Moment, Passage};

/// What steps are asked for.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// From when to when.
    pub range: Interval,
    /// The step between frames.
    pub pace: Pace,
    /// For [`Step::Events`] and [`Step::Listed`]: the days on which frames begin, in order, the first of which is the
    /// range's start.
    pub turns: &'a [Day],
    /// More steps than this are refused.
    pub most: usize,
}

/// What a frame shows: a step, and for how many steps it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Still {
    /// First day of the step.
    pub start: Day,
    /// The day after its last.
    pub end: Day,
    /// The first day on which the frame is replaced.
    pub until: Day,
    /// The number of steps until then, at least 1.
    pub steps: usize,
}

/// One picture of a film, with its file name without extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What it shows; for a picture between two frames, what the later one does.
    pub still: Still,
    /// Where it lies between two frames; none for a frame.
    pub passage: Option<Passage>,
    /// Sorts by name as by time: `0007_1761`.
    pub name: String,
}

impl Still {
    /// The moment that is shown.
    pub fn moment(&self) -> Moment {
        let (start, end) = (self.start, self.end);
        Moment::Step { start, end }
    }
}

impl Frame {
    /// The moment that the frame shows.
    pub fn moment(&self) -> Moment {
        self.passage
            .map_or_else(|| self.still.moment(), Moment::Between)
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

/// The steps of a range: every calendar step that it touches, exactly, each with a frame of its own.
///
/// # Errors
/// If the range is open, or there would be too many frames.
pub fn stills(request: &Request<'_>) -> Result<Vec<Still>, Unscheduled> {
    let (Some(first), Some(last)) = (request.range.start, request.range.end) else {
        return Err(Unscheduled::Open);
    };
    let pace = request.pace;
    let steps = match pace.step {
        Step::Events | Step::Listed => between(request.turns, last),
        Step::Years(_) | Step::Months(_) | Step::Days(_) => even(first, last, pace, request.most)?,
    };
    if steps.len() > request.most {
        return Err(Unscheduled::TooMany);
    }
    let still = |(start, end)| Still {
        start,
        end,
        until: end,
        steps: 1,
    };
    Ok(steps.into_iter().map(still).collect())
}

/// Stills without those that show the same as the one before them, which stands so much longer.
pub fn without_same(stills: &[Still], is_same: impl Fn(Moment, Moment) -> bool) -> Vec<Still> {
    let mut kept: Vec<Still> = Vec::new();
    let mut before: Option<&Still> = None;
    for still in stills {
        let same = before.is_some_and(|before| is_same(before.moment(), still.moment()));
        match kept.last_mut() {
            Some(standing) if same => {
                standing.until = still.until;
                standing.steps += still.steps;
            }
            _ => kept.push(*still),
        }
        before = Some(still);
    }
    kept
}

/// The pictures of a film: its frames with so many between each two, named to sort as they follow.
///
/// # Errors
/// If there would be more than `most`.
pub fn frames(
    stills: &[Still],
    tween: u32,
    (naming, pace): (&Naming, Pace),
    most: usize,
) -> Result<Vec<Frame>, Unscheduled> {
    let count = stills.len() + stills.len().saturating_sub(1) * tween as usize;
    if count > most {
        return Err(Unscheduled::TooMany);
    }
    let digits = count.to_string().len().max(4);
    let mut frames: Vec<Frame> = Vec::with_capacity(count);
    let mut before: Option<&Still> = None;
    for still in stills {
        let stamp = pace.stamp(still.start);
        let earlier = before.map(|b| (b.start, b.end));
        let parts = 1..=tween;
        let passages = earlier.into_iter().flat_map(|earlier| {
            let passage = move |part| Passage {
                earlier,
                later: (still.start, still.end),
                part,
                of: tween,
            };
            parts.clone().map(passage)
        });
        for passage in passages.map(Some).chain([None]) {
            let stamp = passage.map_or_else(
                || stamp.clone(),
                |p| format!("{stamp}-tween-{:0wide$}", p.part, wide = width(tween)),
            );
            frames.push(Frame {
                still: *still,
                passage,
                name: naming.name(frames.len() + 1, digits, &stamp),
            });
        }
        before = Some(still);
    }
    Ok(frames)
}

/// How many digits a number has, two at least.
fn width(number: u32) -> usize {
    number.to_string().len().max(2)
}

fn even(first: Day, last: Day, pace: Pace, most: usize) -> Result<Vec<(Day, Day)>, Unscheduled> {
    let mut steps = Vec::new();
    let mut start = pace.floor(first);
    while start < last {
        if steps.len() == most {
            return Err(Unscheduled::TooMany);
        }
        let end = pace.next(start);
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

    fn pace(step: Step) -> Pace {
        Pace {
            step,
            calendar: Calendar::Gregorian,
        }
    }

    fn scheduled(
        text: &str,
        step: Step,
        (turns, tween): (&[Day], u32),
        most: usize,
    ) -> Result<Vec<Frame>, Unscheduled> {
        let pace = pace(step);
        let stills = stills(&Request {
            range: range(text),
            pace,
            turns,
            most,
        })?;
        let naming = Naming::new("{index}_{date}", "War");
        super::frames(&stills, tween, (&naming, pace), most)
    }

    fn frames(text: &str, step: Step, most: usize) -> Result<Vec<Frame>, Unscheduled> {
        scheduled(text, step, (&[], 0), most)
    }

    #[test]
    fn pictures_between_frames_sort_between_them() {
        let frames = scheduled("1755/1757", Step::Years(1), (&[], 12), 100).unwrap();
        assert_eq!(frames.len(), 3 + 2 * 12);
        assert!(frames.windows(2).all(|w| w[0].name < w[1].name));
        assert_eq!(frames[1].name, "0002_1756-tween-01");
        assert_eq!(frames[13].name, "0014_1756");
        let passage = frames[13 + 4].passage.unwrap();
        assert_eq!((passage.part, passage.of), (4, 12));
        assert_eq!(passage.from(), frames[13].moment());
        assert_eq!(passage.to(), frames[26].moment());
        assert_eq!(
            scheduled("1755/1757", Step::Years(1), (&[], 12), 26),
            Err(Unscheduled::TooMany)
        );
    }

    #[test]
    fn what_stays_the_same_stands_longer() {
        let request = Request {
            range: range("1755/1760"),
            pace: pace(Step::Years(1)),
            turns: &[],
            most: 10,
        };
        let stills = stills(&request).unwrap();
        let year = |s: &Still| s.start.civil().year;
        // Something changes in 1757 and in 1758.
        let changes = |moment: Moment| {
            let year = moment.days().unwrap().start.unwrap().civil().year;
            [1757, 1758].contains(&year)
        };
        let kept = without_same(&stills, |_, now| !changes(now));
        let told: Vec<_> = kept.iter().map(|s| (year(s), s.steps)).collect();
        assert_eq!(told, [(1755, 2), (1757, 1), (1758, 3)]);
        assert!(kept.windows(2).all(|w| w[0].until == w[1].start));
        assert_eq!(kept[2].until, stills[5].end);
        assert_eq!(kept[0].end, stills[0].end);
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
                .all(|w| w[0].still.end == w[1].still.start && w[0].name < w[1].name)
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
        let frames = scheduled("1756-05", Step::Events, (&[day(1), day(9)], 0), 9).unwrap();
        assert_eq!(frames.len(), 2);
        assert_eq!(
            (frames[0].still.start, frames[0].still.end),
            (day(1), day(9))
        );
        assert_eq!(frames[1].still.end, Calendar::Gregorian.day(1756, 6, 1));
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
