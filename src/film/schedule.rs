//! Which frames a film has.

use crate::campaign::{Calendar, Day, Interval};

/// The step between frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A calendar year.
    Year,
    /// A calendar month.
    Month,
    /// A day.
    Day,
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

/// Why there is no schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unscheduled {
    /// The range has no beginning or no end.
    Open,
    /// There would be more frames than allowed.
    TooMany,
}

/// The frames of a range: every calendar step that it touches, exactly.
pub fn schedule(range: Interval, step: Step, most: usize) -> Result<Vec<Frame>, Unscheduled> {
    let (Some(first), Some(last)) = (range.start, range.end) else {
        return Err(Unscheduled::Open);
    };
    let mut frames = Vec::new();
    let mut start = floor(first, step);
    while start < last {
        if frames.len() == most {
            return Err(Unscheduled::TooMany);
        }
        let end = next(start, step);
        frames.push((start, end));
        start = end;
    }
    let digits = frames.len().to_string().len().max(4);
    let named = frames
        .into_iter()
        .enumerate()
        .map(|(index, (start, end))| Frame {
            start,
            end,
            name: format!("{:0digits$}_{}", index + 1, date(start, step)),
        });
    Ok(named.collect())
}

fn floor(day: Day, step: Step) -> Day {
    let civil = day.civil();
    match step {
        Step::Year => Calendar::Gregorian.day(civil.year, 1, 1),
        Step::Month => Calendar::Gregorian.day(civil.year, civil.month, 1),
        Step::Day => day,
    }
}

fn next(day: Day, step: Step) -> Day {
    let civil = day.civil();
    match step {
        Step::Year => Calendar::Gregorian.day(civil.year + 1, 1, 1),
        Step::Month if civil.month == 12 => Calendar::Gregorian.day(civil.year + 1, 1, 1),
        Step::Month => Calendar::Gregorian.day(civil.year, civil.month + 1, 1),
        Step::Day => day.next(),
    }
}

/// The step's date in EDTF, as part of a file name.
fn date(day: Day, step: Step) -> String {
    let civil = day.civil();
    let sign = if civil.year < 0 { "-" } else { "" };
    let year = format!("{sign}{:04}", civil.year.abs());
    match step {
        Step::Year => year,
        Step::Month => format!("{year}-{:02}", civil.month),
        Step::Day => format!("{year}-{:02}-{:02}", civil.month, civil.day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::Date;

    fn range(text: &str) -> Interval {
        Date::parse(text, Calendar::Gregorian).unwrap().interval
    }

    #[test]
    fn years_are_exactly_those_asked_for() {
        let frames = schedule(range("1755/1865"), Step::Year, 1000).unwrap();
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
    fn months_and_years_before_christ_work() {
        assert_eq!(
            schedule(range("1756-11/1757-02"), Step::Month, 10)
                .unwrap()
                .len(),
            4
        );
        let frames = schedule(range("-0263/-0240"), Step::Year, 100).unwrap();
        assert_eq!(frames.len(), 24);
        assert_eq!(frames[0].name, "0001_-0263");
    }

    #[test]
    fn open_and_endless_ranges_are_refused() {
        assert_eq!(
            schedule(range("1755/.."), Step::Year, 10),
            Err(Unscheduled::Open)
        );
        assert_eq!(
            schedule(range("1755/1865"), Step::Day, 10),
            Err(Unscheduled::TooMany)
        );
    }
}
