//! Dates as historians know them: EDTF level 0 and 1, BC, seasons, open intervals.
//!
//! Inside, every date is a half-open interval of days in the proleptic Gregorian calendar, so that
//! "until June" and "from July" neither overlap nor leave a gap.

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

/// A half-open interval of days: `start` belongs to it, `end` does not; none is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// First day, none if it was always so.
    pub start: Option<Day>,
    /// The day after the last, none if it stays so.
    pub end: Option<Day>,
}

/// A date or interval as written, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// The EDTF text: `1756-05/1756-08-18`.
    pub edtf: String,
    /// What it covers.
    pub interval: Interval,
    /// `~` or `%`: about.
    pub approximate: bool,
    /// `?` or `%`: doubtful.
    pub uncertain: bool,
}
