//! Dates as historians know them: EDTF level 0 and 1, BC, seasons, open intervals.
//!
//! Inside, every date is a half-open interval of days in the proleptic Gregorian calendar, so that
//! "until June" and "from July" neither overlap nor leave a gap. A date remembers how it was written,
//! and is shown that way: a Julian date keeps its Julian day and month.

mod civil;
mod display;
mod parse;

pub use civil::{Calendar, Civil, Day};
pub use display::DateWords;

use display::Writer;
use parse::Written;

/// A half-open interval of days: `start` belongs to it, `end` does not; none is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// First day, none if it was always so.
    pub start: Option<Day>,
    /// The day after the last, none if it stays so.
    pub end: Option<Day>,
}

impl Interval {
    /// All of time.
    pub const ALWAYS: Self = Self {
        start: None,
        end: None,
    };

    /// The days from `start` up to but without `end`.
    pub const fn new(start: Day, end: Day) -> Self {
        Self {
            start: Some(start),
            end: Some(end),
        }
    }

    /// Whether the day belongs to it.
    pub fn contains(self, day: Day) -> bool {
        !self.begins_after(day) && !self.ends_by(day)
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Self) -> bool {
        let before = |end: Option<Day>, start: Option<Day>| match (end, start) {
            (Some(end), Some(start)) => end <= start,
            (None, _) | (_, None) => false,
        };
        !before(self.end, other.start) && !before(other.end, self.start)
    }

    /// Whether it begins after the day.
    pub fn begins_after(self, day: Day) -> bool {
        self.start.is_some_and(|start| start > day)
    }

    /// Whether it is over on the day.
    pub fn ends_by(self, day: Day) -> bool {
        self.end.is_some_and(|end| end <= day)
    }

    /// The shortest interval around both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            start: self.start.zip(other.start).map(|(a, b)| a.min(b)),
            end: self.end.zip(other.end).map(|(a, b)| a.max(b)),
        }
    }
}

/// A date or interval as written, and what it means. Made by [`Date::parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// The EDTF text: `1756-05/1756-08-18`.
    pub edtf: String,
    /// What it covers.
    pub interval: Interval,
    /// `~` or `%` somewhere in it: about.
    pub approximate: bool,
    /// `?` or `%` somewhere in it: doubtful.
    pub uncertain: bool,
    written: Written,
}

impl Date {
    /// The date of a step of time, of its first day and the day after its last, said no more exactly than it
    /// is long: the day, the months of up to sixty days, else the years. None for a year that no date can have.
    pub fn of_step((start, end): (Day, Day), calendar: Calendar) -> Option<Self> {
        let said = |day: Day| {
            let Civil { year, month, day } = calendar.civil(day);
            let sign = if year < 0 { "-" } else { "" };
            let year = match year.abs() {
                digits @ ..=9999 => format!("{sign}{digits:04}"),
                more => format!("Y{sign}{more}"),
            };
            match end.0 - start.0 {
                ..=1 => format!("{year}-{month:02}-{day:02}"),
                2..=60 => format!("{year}-{month:02}"),
                _ => year,
            }
        };
        let (first, last) = (said(start), said(end.previous()));
        let text = match first == last {
            true => first,
            false => format!("{first}/{last}"),
        };
        Self::parse(&text, calendar).ok()
    }

    /// Reads an EDTF date or interval of level 0 or 1; a year may also be written `264 BC`.
    ///
    /// Days, months and years are those of `calendar`; the interval is Gregorian. The error is a
    /// phrase for the author, without the text itself.
    pub fn parse(text: &str, calendar: Calendar) -> Result<Self, String> {
        let written = parse::written(text, calendar)?;
        let interval = written.interval(calendar);
        if let (Some(start), Some(end)) = (interval.start, interval.end)
            && start >= end
        {
            return Err("the interval ends before it begins".to_owned());
        }
        Ok(Self {
            edtf: text.trim().to_owned(),
            interval,
            approximate: written.parts().any(|p| p.approximate),
            uncertain: written.parts().any(|p| p.uncertain),
            written,
        })
    }

    /// The date in English words: `18 Aug 1756`, `c. Jun 1756`, `autumn 1756`, `1756–57`, `264 BC`.
    pub fn display(&self) -> String {
        self.display_in(DateWords::english())
    }

    /// The date in the words of a language.
    pub fn display_in(&self, words: &DateWords) -> String {
        Writer(words).date(&self.written)
    }

    /// The same without months and days: `1756`, `1756–57`, `264 BC`.
    pub fn display_years(&self) -> String {
        self.display_years_in(DateWords::english())
    }

    /// Its years alone, in the words of a language.
    pub fn display_years_in(&self, words: &DateWords) -> String {
        Writer(words).years(&self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Date {
        Date::parse(text, Calendar::Gregorian).unwrap()
    }

    #[test]
    fn another_language_has_its_own_words() {
        let words = DateWords {
            months: std::array::from_fn(|i| format!("m{}", i + 1)),
            about: "ок. {}".to_owned(),
            before_christ: "{} до н. э.".to_owned(),
            century: "{roman} в.".to_owned(),
            ..DateWords::english().clone()
        };
        let cases = [
            ("1756-08-18", "18 m8 1756"),
            ("1756-06~", "ок. m6 1756"),
            ("-0263", "264 до н. э."),
            ("17XX", "XVIII в."),
            ("1756-08-18/1756-08-20", "18–20 m8 1756"),
        ];
        for (text, shown) in cases {
            assert_eq!(parse(text).display_in(&words), shown, "{text}");
        }
    }

    fn days(text: &str) -> (Option<Civil>, Option<Civil>) {
        let interval = parse(text).interval;
        (interval.start.map(Day::civil), interval.end.map(Day::civil))
    }

    const fn civil(year: i64, month: u8, day: u8) -> Option<Civil> {
        Some(Civil { year, month, day })
    }

    #[test]
    fn a_step_is_said_as_exactly_as_it_is_long() {
        let cases = [
            ("1756-08-18", "18 Aug 1756"),
            ("1756-08", "Aug 1756"),
            ("1756-08-21/1756-08-30", "Aug 1756"),
            ("1757-11-05/1757-12-04", "Nov–Dec 1757"),
            ("1755-07-09/1756-05-19", "1755–56"),
            ("1864", "1864"),
            ("-0263", "264 BC"),
            ("-0217-05/-0215-08", "218–216 BC"),
        ];
        for (text, expected) in cases {
            for calendar in [Calendar::Gregorian, Calendar::Julian] {
                let days = Date::parse(text, calendar).unwrap().interval;
                let days = days.start.zip(days.end).unwrap();
                let date = Date::of_step(days, calendar).unwrap();
                assert_eq!(date.display(), expected);
            }
        }
    }

    #[test]
    fn each_precision_covers_its_days() {
        let cases = [
            ("1756", civil(1756, 1, 1), civil(1757, 1, 1)),
            ("1756-12", civil(1756, 12, 1), civil(1757, 1, 1)),
            ("1756-08-18", civil(1756, 8, 18), civil(1756, 8, 19)),
            ("1756-02", civil(1756, 2, 1), civil(1756, 3, 1)),
            ("1756-21", civil(1756, 3, 1), civil(1756, 6, 1)),
            ("1756-23", civil(1756, 9, 1), civil(1756, 12, 1)),
            ("1756-24", civil(1756, 12, 1), civil(1757, 3, 1)),
            ("175X", civil(1750, 1, 1), civil(1760, 1, 1)),
            ("17XX", civil(1700, 1, 1), civil(1800, 1, 1)),
            ("1756-XX", civil(1756, 1, 1), civil(1757, 1, 1)),
            ("1756-05-XX", civil(1756, 5, 1), civil(1756, 6, 1)),
            ("1756/1757", civil(1756, 1, 1), civil(1758, 1, 1)),
            ("1756-05/1756-08-18", civil(1756, 5, 1), civil(1756, 8, 19)),
            ("../1757", None, civil(1758, 1, 1)),
            ("1755/..", civil(1755, 1, 1), None),
            ("1755/", civil(1755, 1, 1), None),
            ("-0263", civil(-263, 1, 1), civil(-262, 1, 1)),
            ("264 BC", civil(-263, 1, 1), civil(-262, 1, 1)),
            ("264 BC/241 BC", civil(-263, 1, 1), civil(-239, 1, 1)),
            ("AD 9", civil(9, 1, 1), civil(10, 1, 1)),
            ("1 BC", civil(0, 1, 1), civil(1, 1, 1)),
            ("Y-17000", civil(-17000, 1, 1), civil(-16999, 1, 1)),
            ("Y12026", civil(12026, 1, 1), civil(12027, 1, 1)),
        ];
        for (text, start, end) in cases {
            assert_eq!(days(text), (start, end), "{text}");
        }
    }

    #[test]
    fn julian_dates_are_converted_and_shown_as_written() {
        let date = Date::parse("1709-06-27", Calendar::Julian).unwrap();
        assert_eq!(date.interval.start.map(Day::civil), civil(1709, 7, 8));
        assert_eq!(date.display(), "27 Jun 1709");
        let leap = Date::parse("1700-02-29", Calendar::Julian).unwrap();
        assert_eq!(leap.interval.start.map(Day::civil), civil(1700, 3, 11));
        assert!(Date::parse("1700-02-29", Calendar::Gregorian).is_err());
    }

    #[test]
    fn years_alone_leave_months_and_their_doubts_out() {
        let cases = [
            ("1756-06~/1756-08-18", "1756"),
            ("1756-11/1757-02", "1756–57"),
            ("1756~", "c. 1756"),
            ("1756-21", "1756"),
            ("-0217-03", "218 BC"),
            ("175X", "1750s"),
        ];
        for (text, shown) in cases {
            assert_eq!(parse(text).display_years(), shown, "{text}");
        }
    }

    #[test]
    fn marks_of_doubt_are_read() {
        let flags = |text| (parse(text).approximate, parse(text).uncertain);
        assert_eq!(flags("1756-05~"), (true, false));
        assert_eq!(flags("1756-05?"), (false, true));
        assert_eq!(flags("1756-05%"), (true, true));
        assert_eq!(flags("1755-09~/1757-06"), (true, false));
        assert_eq!(flags("1756"), (false, false));
    }

    #[test]
    fn wrong_dates_say_what_is_wrong() {
        let cases = [
            ("", "empty"),
            ("next week", "not a date"),
            ("1756-02-30", "February 1756 has 29 days"),
            ("1757-02-29", "February 1757 has 28 days"),
            ("1756-13", "month 13"),
            ("1756-25", "month 25"),
            ("1756-00", "month 0"),
            ("1756-5", "two digits"),
            ("1756-05-1", "two digits"),
            ("756", "four digits"),
            ("12026", "Y12026"),
            ("1757/1756", "ends before it begins"),
            ("1756/1757/1758", "one `/`"),
            ("../..", "both ends"),
            ("0 BC", "no year 0"),
            ("Y99999999999999999999", "year"),
            ("1756-08-18T12:00", "time of day"),
            ("18.08.1756", "1756-08-18"),
        ];
        for (text, part) in cases {
            let message = Date::parse(text, Calendar::Gregorian).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
    }

    #[test]
    fn dates_read_well_in_english() {
        let cases = [
            ("1756-08-18", "18 Aug 1756"),
            ("1756-06~", "c. Jun 1756"),
            ("1756-06?", "Jun 1756?"),
            ("1756-06%", "c. Jun 1756?"),
            ("1756-09", "Sep 1756"),
            ("1756-23", "autumn 1756"),
            ("1756", "1756"),
            ("175X", "1750s"),
            ("17XX", "18th century"),
            ("1756/1757", "1756–57"),
            ("1799/1801", "1799–1801"),
            ("1756-05/1756-08", "May–Aug 1756"),
            ("1756-05/1756-08-18", "May – 18 Aug 1756"),
            ("1756-08-01/1756-08-18", "1–18 Aug 1756"),
            ("1756-08-30/1756-09-02", "30 Aug – 2 Sep 1756"),
            ("1755-09~/1757-06", "c. Sep 1755 – Jun 1757"),
            ("1756-08~/1756-12~", "c. Aug – c. Dec 1756"),
            ("1757-10~/..", "from c. Oct 1757"),
            ("../1757", "until 1757"),
            ("-0263", "264 BC"),
            ("-0263/-0240", "264–241 BC"),
            ("-0215-08-02", "2 Aug 216 BC"),
            ("-0001/0009", "2 BC – AD 9"),
            ("0009", "AD 9"),
            ("Y-17000", "17001 BC"),
        ];
        for (text, shown) in cases {
            assert_eq!(parse(text).display(), shown, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_panic(text in "[-0-9/.~?%XY BC]{0,20}|\\PC{0,20}") {
            if let Ok(date) = Date::parse(&text, Calendar::Gregorian) {
                prop_assert!(!date.display().is_empty());
                let again = Date::parse(&date.edtf, Calendar::Gregorian).unwrap();
                prop_assert_eq!(again, date);
            }
        }

        #[test]
        fn overlap_is_sharing_a_day(a in -50i64..50, b in 1i64..30, c in -50i64..50, d in 1i64..30) {
            let x = Interval::new(Day(a), Day(a + b));
            let y = Interval::new(Day(c), Day(c + d));
            let shared = (-100..100).any(|n| x.contains(Day(n)) && y.contains(Day(n)));
            prop_assert_eq!(x.overlaps(y), shared);
        }
    }
}
