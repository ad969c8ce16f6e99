//! Dates: what the text says (`expression`), and what it means where it stands (`context`).

mod bounds;
mod context;
mod expression;
mod reader;
mod span;

pub(crate) use context::Timeline;

/// A year, perhaps a month, perhaps a day. Years before Christ are negative: -261 is 261 BC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// The year; there is no year 0.
    pub year: i32,
    /// 1 to 12, or 0 if not said.
    pub month: u8,
    /// 1 to 31, or 0 if not said.
    pub day: u8,
}

/// A date or stretch of time in the words of historians.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// From.
    pub start: Point,
    /// To, inclusive; the same as `start` for a date.
    pub end: Point,
    /// EDTF code of a season (21 spring to 24 winter) of the start's year.
    pub season: Option<u8>,
    /// Said to be about.
    pub approximate: bool,
    /// Taken from the context, in whole or in part.
    pub inherited: bool,
}

impl When {
    /// One date.
    pub fn at(point: Point) -> Self {
        Self {
            start: point,
            end: point,
            season: None,
            approximate: false,
            inherited: false,
        }
    }

    /// The date as EDTF. EDTF counts years before Christ from 0: 261 BC is `-0260`.
    pub fn edtf(&self) -> String {
        let mark = if self.approximate { "~" } else { "" };
        if let Some(season) = self.season {
            return format!("{}-{season}{mark}", edtf_year(self.start.year));
        }
        let start = edtf_point(self.start);
        if self.start == self.end {
            return format!("{start}{mark}");
        }
        format!("{start}{mark}/{}{mark}", edtf_point(self.end))
    }

    /// Whether the day is known.
    pub fn is_full(&self) -> bool {
        self.start.day > 0
    }
}

fn edtf_year(year: i32) -> String {
    if year < 0 {
        if year == -1 {
            "0000".to_owned()
        } else {
            format!("-{:04}", -(year + 1))
        }
    } else {
        format!("{year:04}")
    }
}

fn edtf_point(p: Point) -> String {
    let year = edtf_year(p.year);
    match (p.month, p.day) {
        (0, _) => year,
        (month, 0) => format!("{year}-{month:02}"),
        (month, day) => format!("{year}-{month:02}-{day:02}"),
    }
}

impl Point {
    /// The point with the year as historians count it: `-0261-05` is May 261 BC.
    pub fn historical(self) -> String {
        let sign = if self.year < 0 { "-" } else { "" };
        let year = format!("{sign}{:04}", self.year.abs());
        match (self.month, self.day) {
            (0, _) => year,
            (month, 0) => format!("{year}-{month:02}"),
            (month, day) => format!("{year}-{month:02}-{day:02}"),
        }
    }

    /// The point to the month.
    pub(crate) fn coarse(self) -> Self {
        Self { day: 0, ..self }
    }

    /// The point so many days on, none if it has no day.
    pub(crate) fn plus_days(self, days: i32) -> Option<Self> {
        if self.day == 0 || self.year.abs() > 9000 {
            return None;
        }
        let date =
            jiff::civil::Date::new(self.year as i16, self.month as i8, self.day as i8).ok()?;
        let date = date
            .checked_add(jiff::Span::new().try_days(days).ok()?)
            .ok()?;
        Some(Self {
            year: i32::from(date.year()),
            month: date.month() as u8,
            day: date.day() as u8,
        })
    }

    /// The day of the week, from 0 for Monday; none if it has no day.
    pub(crate) fn weekday(self) -> Option<i8> {
        if self.day == 0 || self.year.abs() > 9000 {
            return None;
        }
        let date =
            jiff::civil::Date::new(self.year as i16, self.month as i8, self.day as i8).ok()?;
        Some(date.weekday().to_monday_zero_offset())
    }

    /// The point so many months on; without a month, none.
    pub(crate) fn plus_months(self, months: i32) -> Option<Self> {
        if self.month == 0 {
            return None;
        }
        let total = i32::from(self.month) - 1 + months;
        Some(Self {
            year: self.year + total.div_euclid(12),
            month: (total.rem_euclid(12) + 1) as u8,
            day: 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edtf_counts_years_before_christ_from_zero() {
        assert_eq!(
            When::at(Point {
                year: -261,
                month: 0,
                day: 0
            })
            .edtf(),
            "-0260"
        );
        assert_eq!(
            Point {
                year: -261,
                month: 5,
                day: 0
            }
            .historical(),
            "-0261-05"
        );
    }

    #[test]
    fn days_are_added_across_months() {
        let date = Point {
            year: 1812,
            month: 12,
            day: 30,
        };
        assert_eq!(
            date.plus_days(3),
            Some(Point {
                year: 1813,
                month: 1,
                day: 2
            })
        );
    }
}
