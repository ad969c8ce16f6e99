//! Days, and the two calendars they are counted in.

/// A day: days since 1970-01-01, proleptic Gregorian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

/// Which calendar dates of the input are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Calendar {
    /// Proleptic Gregorian.
    #[default]
    Gregorian,
    /// Julian.
    Julian,
}

/// A day by year, month and day; year 0 is 1 BC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// Astronomical year.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Day {
    /// The first day of a Gregorian year.
    pub fn start_of_year(year: i64) -> Self {
        Calendar::Gregorian.day(year, 1, 1)
    }

    /// Its Gregorian year, month and day.
    pub fn civil(self) -> Civil {
        Calendar::Gregorian.civil(self)
    }

    /// The next day.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0 - 1)
    }
}

fn small(n: i64) -> u8 {
    u8::try_from(n).expect("months and days are below 32")
}

impl Calendar {
    /// The day with this year, month and day in this calendar; the day may run past its month.
    ///
    /// Hinnant, `days_from_civil`; in the Julian calendar a cycle is four years of 1461 days, and its
    /// 1 March of year 0 is 28 February Gregorian.
    pub fn day(self, year: i64, month: u8, day: u8) -> Day {
        let shifted_year = year - i64::from(month <= 2);
        let day_of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
        let days = match self {
            Self::Gregorian => {
                let era = shifted_year.div_euclid(400);
                let year_of_era = shifted_year.rem_euclid(400);
                era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100
                    + day_of_year
            }
            Self::Julian => {
                let era = shifted_year.div_euclid(4);
                era * 1461 + shifted_year.rem_euclid(4) * 365 + day_of_year - 2
            }
        };
        Day(days - 719_468)
    }

    /// The year, month and day that a day has in this calendar.
    ///
    /// Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
    pub fn civil(self, day: Day) -> Civil {
        let (year, day_of_year) = match self {
            Self::Gregorian => {
                let z = day.0 + 719_468;
                let (era, day) = (z.div_euclid(146_097), z.rem_euclid(146_097));
                let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
                (era * 400 + year, day - (365 * year + year / 4 - year / 100))
            }
            Self::Julian => {
                let z = day.0 + 719_470;
                let (era, day) = (z.div_euclid(1461), z.rem_euclid(1461));
                let year = (day - day / 1460) / 365;
                (era * 4 + year, day - 365 * year)
            }
        };
        let shifted = (5 * day_of_year + 2) / 153;
        let month = (shifted + 2) % 12 + 1;
        Civil {
            year: year + i64::from(month <= 2),
            month: small(month),
            day: small(day_of_year - (153 * shifted + 2) / 5 + 1),
        }
    }

    /// How many days the month has.
    pub(super) fn days_in_month(self, year: i64, month: u8) -> u8 {
        let leap = match self {
            Self::Gregorian => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0),
            Self::Julian => year % 4 == 0,
        };
        match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_epoch_is_day_zero() {
        assert_eq!(Calendar::Gregorian.day(1970, 1, 1), Day(0));
        assert_eq!(Calendar::Gregorian.day(1969, 12, 31), Day(-1));
    }

    #[test]
    fn the_calendars_part_as_history_tells() {
        let same = [
            ((1582, 10, 5), (1582, 10, 15)),
            ((1752, 9, 3), (1752, 9, 14)),
            ((1917, 10, 25), (1917, 11, 7)),
            ((-43, 3, 15), (-43, 3, 13)),
        ];
        for ((jy, jm, jd), (gy, gm, gd)) in same {
            let julian = Calendar::Julian.day(jy, jm, jd);
            assert_eq!(
                julian,
                Calendar::Gregorian.day(gy, gm, gd),
                "{jy}-{jm}-{jd}"
            );
        }
    }

    proptest! {
        #[test]
        fn days_and_civil_dates_are_inverse(n in -1_000_000_000i64..1_000_000_000) {
            for calendar in [Calendar::Gregorian, Calendar::Julian] {
                let civil = calendar.civil(Day(n));
                prop_assert_eq!(calendar.day(civil.year, civil.month, civil.day), Day(n));
                let days = calendar.days_in_month(civil.year, civil.month);
                prop_assert!((1..=days).contains(&civil.day));
            }
        }

        #[test]
        fn days_agree_with_another_calendar_crate(n in -3_000_000i64..2_900_000) {
            let epoch = jiff::civil::date(1970, 1, 1);
            let other = epoch.checked_add(jiff::Span::new().days(n)).unwrap();
            let civil = Day(n).civil();
            prop_assert_eq!(
                (civil.year, civil.month, civil.day),
                (i64::from(other.year()), other.month().unsigned_abs(), other.day().unsigned_abs())
            );
        }
    }
}
