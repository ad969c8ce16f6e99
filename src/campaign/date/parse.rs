//! EDTF text to its parts.

use super::{Calendar, Day, Interval};

/// Years beyond this are refused: nobody marched then, and a frame for each would never end.
const MAX_YEAR: i64 = 1_000_000;

/// A date as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Single(Part),
    Between(Part, Part),
    From(Part),
    Until(Part),
}

/// One end of an interval, or a whole date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) year: i64,
    pub(super) precision: Precision,
    pub(super) approximate: bool,
    pub(super) uncertain: bool,
}

/// How finely a part is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    Century,
    Decade,
    Year,
    /// 1 spring to 4 winter.
    Season(u8),
    Month(u8),
    Day(u8, u8),
}

impl Written {
    pub(super) fn parts(&self) -> impl Iterator<Item = Part> + use<> {
        let (a, b) = match *self {
            Self::Single(p) | Self::From(p) | Self::Until(p) => (p, None),
            Self::Between(a, b) => (a, Some(b)),
        };
        std::iter::once(a).chain(b)
    }

    pub(super) fn interval(&self, calendar: Calendar) -> Interval {
        let (start, end) = match self {
            Self::Single(p) => (Some(p), Some(p)),
            Self::Between(a, b) => (Some(a), Some(b)),
            Self::From(p) => (Some(p), None),
            Self::Until(p) => (None, Some(p)),
        };
        Interval {
            start: start.map(|p| p.days(calendar).0),
            end: end.map(|p| p.days(calendar).1),
        }
    }
}

impl Part {
    /// First day, and the day after the last.
    fn days(self, calendar: Calendar) -> (Day, Day) {
        let first_of = |year, month| match month {
            13.. => calendar.day(year + 1, month - 12, 1),
            _ => calendar.day(year, month, 1),
        };
        let years = |n| (first_of(self.year, 1), first_of(self.year + n, 1));
        match self.precision {
            Precision::Century => years(100),
            Precision::Decade => years(10),
            Precision::Year => years(1),
            Precision::Season(n) => (first_of(self.year, 3 * n), first_of(self.year, 3 * n + 3)),
            Precision::Month(m) => (first_of(self.year, m), first_of(self.year, m + 1)),
            Precision::Day(m, d) => {
                let day = calendar.day(self.year, m, d);
                (day, day.next())
            }
        }
    }
}

pub(super) fn written(text: &str, calendar: Calendar) -> Result<Written, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("the date is empty".to_owned());
    }
    let Some((from, to)) = text.split_once('/') else {
        return part(text, calendar).map(Written::Single);
    };
    if to.contains('/') {
        return Err("an interval has one `/`".to_owned());
    }
    let open = |end: &str| matches!(end.trim(), "" | "..");
    match (open(from), open(to)) {
        (true, true) => Err("both ends of the interval are open".to_owned()),
        (true, false) => part(to, calendar).map(Written::Until),
        (false, true) => part(from, calendar).map(Written::From),
        (false, false) => Ok(Written::Between(part(from, calendar)?, part(to, calendar)?)),
    }
}

fn part(text: &str, calendar: Calendar) -> Result<Part, String> {
    let text = text.trim();
    let bare = text.trim_end_matches(['~', '?', '%']);
    let marks = &text[bare.len()..];
    let (year, precision) = era(bare).unwrap_or_else(|| edtf(bare))?;
    if year.abs() > MAX_YEAR {
        return Err(format!("year {year} is out of range"));
    }
    if let Precision::Day(month, day) = precision {
        check_day(year, month, day, calendar)?;
    }
    Ok(Part {
        year,
        precision,
        approximate: marks.contains(['~', '%']),
        uncertain: marks.contains(['?', '%']),
    })
}

type Parsed = Result<(i64, Precision), String>;

/// `264 BC`, `264 BCE`, `AD 9`, `9 AD`, `9 CE`; none if the text is in none of these forms.
fn era(text: &str) -> Option<Parsed> {
    let (word, number) = ["BCE", "BC", "AD", "CE"].into_iter().find_map(|word| {
        let rest = text
            .strip_suffix(word)
            .or_else(|| text.strip_prefix(word))?;
        Some((word, rest.trim()))
    })?;
    let year: i64 = number.parse().ok().filter(|_| digits(number))?;
    if year == 0 {
        return Some(Err("there is no year 0 BC or AD 0".to_owned()));
    }
    let year = if word.starts_with('B') {
        1 - year
    } else {
        year
    };
    Some(Ok((year, Precision::Year)))
}

fn edtf(text: &str) -> Parsed {
    if let Some(rest) = text.strip_prefix('Y') {
        let number = rest.strip_prefix('-').unwrap_or(rest);
        let year = rest.parse().ok().filter(|_| digits(number));
        return year
            .map(|year| (year, Precision::Year))
            .ok_or_else(|| "after `Y` comes a year, at most 1,000,000".to_owned());
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let mut fields = rest.split('-');
    let (year, precision) = year(fields.next().unwrap_or_default())?;
    if sign < 0 && precision != Precision::Year {
        return Err("unknown digits are only read in years AD: write both years".to_owned());
    }
    let year = sign * year;
    let (Some(month), day) = (fields.next(), fields.next()) else {
        return Ok((year, precision));
    };
    if precision != Precision::Year || fields.next().is_some() {
        return Err(NOT_A_DATE.to_owned());
    }
    month_and_day(month, day).map(|precision| (year, precision))
}

const NOT_A_DATE: &str = "this is not a date: write `1756`, `1756-08` or `1756-08-18`";

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn year(text: &str) -> Parsed {
    let known = text.trim_end_matches('X');
    if !digits(known) {
        return Err(NOT_A_DATE.to_owned());
    }
    match (text.len(), text.len() - known.len()) {
        (4, unknown @ 0..=2) => {
            let precision = [Precision::Year, Precision::Decade, Precision::Century][unknown];
            let padded = format!("{known}{}", "0".repeat(unknown));
            let year = padded.parse().map_err(|_| NOT_A_DATE.to_owned())?;
            Ok((year, precision))
        }
        (0..=3, 0) => Err(format!("a year has four digits: `{text:0>4}` for `{text}`")),
        (5.., 0) => Err(format!(
            "a year of more than four digits begins with `Y`: `Y{text}`"
        )),
        _ => Err(NOT_A_DATE.to_owned()),
    }
}

fn month_and_day(month: &str, day: Option<&str>) -> Result<Precision, String> {
    let two = |text: &str| match text.parse::<u8>() {
        Ok(n) if text.len() == 2 && digits(text) => Ok(n),
        _ if text.contains(['T', ':']) => {
            Err("a time of day is not used: end after the day".into())
        }
        Ok(_) if digits(text) => Err("month and day have two digits: `1756-05-08`".to_owned()),
        _ => Err(NOT_A_DATE.to_owned()),
    };
    if month == "XX" && day.is_none_or(|d| d == "XX") {
        return Ok(Precision::Year);
    }
    let month = two(month)?;
    match (month, day) {
        (21..=24, None) => Ok(Precision::Season(month - 20)),
        (1..=12, None | Some("XX")) => Ok(Precision::Month(month)),
        (1..=12, Some(day)) => Ok(Precision::Day(month, two(day)?)),
        _ => Err(format!(
            "there is no month {month}: months are 01 to 12, seasons 21 (spring) to 24 (winter)"
        )),
    }
}

fn check_day(year: i64, month: u8, day: u8, calendar: Calendar) -> Result<(), String> {
    let last = calendar.days_in_month(year, month);
    if (1..=last).contains(&day) {
        return Ok(());
    }
    let name = MONTHS[usize::from(month) - 1];
    Err(format!(
        "there is no day {day}: {name} {year} has {last} days"
    ))
}

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
