//! The step between frames, and the days on which frames begin.

use std::fmt;
use std::str::FromStr;

use crate::campaign::{Calendar, Campaign, Day, Interval, Resolved};

/// The step between frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many calendar years.
    Years(u32),
    /// So many calendar months.
    Months(u32),
    /// So many days.
    Days(u32),
    /// From one day on which something begins to the next.
    Events,
    /// From one of the campaign file's dates to the next.
    Listed,
}

/// A step, with the calendar whose years and months it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The step.
    pub step: Step,
    /// The campaign's calendar.
    pub calendar: Calendar,
}

impl Pace {
    /// The first day of the step that holds a day. Steps of several days count from that day.
    pub(super) fn floor(self, day: Day) -> Day {
        let civil = self.calendar.civil(day);
        match self.step {
            Step::Years(_) => self.calendar.day(civil.year, 1, 1),
            Step::Months(_) => self.calendar.day(civil.year, civil.month, 1),
            Step::Days(_) | Step::Events | Step::Listed => day,
        }
    }

    /// The day after the last of the step that begins on a day.
    pub(super) fn next(self, day: Day) -> Day {
        let civil = self.calendar.civil(day);
        match self.step {
            Step::Years(n) => self.calendar.day(civil.year + i64::from(n), 1, 1),
            Step::Months(n) => {
                let months = civil.year * 12 + i64::from(civil.month) - 1 + i64::from(n);
                let month = months.rem_euclid(12) as u8 + 1;
                self.calendar.day(months.div_euclid(12), month, 1)
            }
            Step::Days(n) => Day(day.0 + i64::from(n)),
            Step::Events | Step::Listed => day.next(),
        }
    }

    /// A step's first day in EDTF, as exact as the step is, as part of a file name.
    pub(super) fn stamp(self, day: Day) -> String {
        let civil = self.calendar.civil(day);
        let sign = if civil.year < 0 { "-" } else { "" };
        let year = format!("{sign}{:04}", civil.year.abs());
        match self.step {
            Step::Years(_) => year,
            Step::Months(_) => format!("{year}-{:02}", civil.month),
            Step::Days(_) | Step::Events | Step::Listed => {
                format!("{year}-{:02}-{:02}", civil.month, civil.day)
            }
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Years(1) => f.write_str("year"),
            Self::Months(1) => f.write_str("month"),
            Self::Days(1) => f.write_str("day"),
            Self::Years(n) => write!(f, "{n} years"),
            Self::Months(n) => write!(f, "{n} months"),
            Self::Days(n) => write!(f, "{n} days"),
            Self::Events => f.write_str("event"),
            Self::Listed => f.write_str("list"),
        }
    }
}

impl FromStr for Step {
    type Err = String;

    /// Reads `year`, `month`, `week`, `day`, `event`, `list`, or a number of the first four: `10 days`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hint =
            || "write year, month, week, day, event, list, or a number: \"10 days\"".to_owned();
        let words: Vec<&str> = text.split_whitespace().collect();
        let (count, unit) = match words.as_slice() {
            [unit] => (1, *unit),
            [count, unit] => (count.parse().map_err(|_| hint())?, *unit),
            _ => return Err(hint()),
        };
        if !(1..=10_000).contains(&count) {
            return Err("a step is 1 to 10,000 long".to_owned());
        }
        match unit.strip_suffix('s').unwrap_or(unit) {
            "year" => Ok(Self::Years(count)),
            "month" => Ok(Self::Months(count)),
            "week" => Ok(Self::Days(7 * count)),
            "day" => Ok(Self::Days(count)),
            "event" if count == 1 => Ok(Self::Events),
            "list" if count == 1 => Ok(Self::Listed),
            _ => Err(hint()),
        }
    }
}

/// The days of a range on which frames begin that follow no calendar: its first, and those of the campaign's list
/// or those on which something of it begins; none for other steps.
pub fn turning_days(campaign: &Campaign<Resolved>, range: Interval, step: Step) -> Vec<Day> {
    let starts: Vec<Day> = match step {
        Step::Years(_) | Step::Months(_) | Step::Days(_) => return Vec::new(),
        Step::Listed => {
            let dates = campaign.frames.dates.iter();
            dates.filter_map(|date| date.interval.start).collect()
        }
        Step::Events => beginnings(campaign).collect(),
    };
    let mut days: Vec<Day> = range.start.into_iter().chain(starts).collect();
    days.retain(|day| range.contains(*day));
    days.sort_unstable();
    days.dedup();
    days
}

/// The days on which something begins.
fn beginnings(campaign: &Campaign<Resolved>) -> impl Iterator<Item = Day> {
    let dates = campaign
        .battles
        .iter()
        .map(|b| b.when.as_ref())
        .chain(campaign.movements.iter().map(|m| m.when.as_ref()))
        .chain(campaign.changes.iter().map(|c| c.when.as_ref()))
        .chain(campaign.events.iter().map(|e| e.when.as_ref()))
        .chain(campaign.polities.iter().map(|p| p.when.as_ref()))
        .chain(campaign.captions.iter().map(|c| Some(&c.when)));
    dates.filter_map(|date| date?.interval.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_read_as_they_are_written() {
        for text in [
            "year", "month", "day", "event", "list", "10 days", "2 years", "3 months",
        ] {
            assert_eq!(text.parse::<Step>().unwrap().to_string(), text);
        }
        assert_eq!("2 weeks".parse(), Ok(Step::Days(14)));
        for text in [
            "",
            "0 days",
            "fortnight",
            "10 events",
            "x days",
            "10 days more",
        ] {
            assert!(text.parse::<Step>().is_err(), "{text}");
        }
    }

    #[test]
    fn months_go_over_the_year_in_any_era() {
        for calendar in [Calendar::Gregorian, Calendar::Julian] {
            let pace = |step| Pace { step, calendar };
            let day = calendar.day(-44, 11, 1);
            let months = pace(Step::Months(3));
            assert_eq!(months.next(day), calendar.day(-43, 2, 1));
            assert_eq!(months.floor(Day(day.0 + 29)), day);
            assert_eq!(months.stamp(day), "-0044-11");
            let years = pace(Step::Years(1));
            assert_eq!(years.next(calendar.day(0, 1, 1)), calendar.day(1, 1, 1));
        }
    }
}
