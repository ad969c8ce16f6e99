//! Dates of the calendar: days, months and seasons, with or without their year.

use super::{Partial, Said, Scan};

impl Scan<'_> {
    /// A date of the calendar: its end and what it says.
    pub(super) fn calendar(&self, at: usize, hedged: bool) -> Option<(usize, Said)> {
        self.season(at)
            .or_else(|| self.day_month(at))
            .or_else(|| self.month_day(at))
            .or_else(|| self.month_year(at, hedged))
            .or_else(|| self.years(at, hedged))
    }

    /// `18 August 1756`, `25-29 January`, `27 May-28 May 1905`, `the 5th of May`.
    fn day_month(&self, at: usize) -> Option<(usize, Said)> {
        let the = usize::from(self.is(at, "the"));
        let first = self.day(at + the)?;
        let mut i = at + the + 1;
        let mut second = None;
        if self.is_dash(i) || self.is(i, "and") || self.is(i, "to") {
            second = self.day(i + 1);
            i += if second.is_some() { 2 } else { 0 };
        }
        i += usize::from(self.is(i, "of"));
        let month = self.month(i)?;
        i += 1;
        let mut start = Partial {
            day: Some(first),
            month: Some(month),
            year: None,
        };
        let mut end = Partial {
            day: Some(second.unwrap_or(first)),
            ..start
        };
        // `13 February - 14 February 1904`
        if second.is_none()
            && (self.is_dash(i) || self.is(i, "to"))
            && let (Some(day), Some(month)) = (self.day(i + 1), self.month(i + 2))
        {
            end = Partial {
                day: Some(day),
                month: Some(month),
                year: None,
            };
            i += 3;
        }
        let (i, year) = self.year_after(i);
        start.year = year;
        end.year = year;
        Some((i, Said::Points(start, end)))
    }

    /// `August 18, 1756`, `January 25-29`, `May 3 to June 4, 1862`.
    fn month_day(&self, at: usize) -> Option<(usize, Said)> {
        let month = self.month(at)?;
        let the = usize::from(self.is(at + 1, "the"));
        let first = self.day(at + 1 + the)?;
        let mut i = at + 2 + the;
        let start = Partial {
            day: Some(first),
            month: Some(month),
            year: None,
        };
        let mut end = start;
        if self.is_dash(i) || self.is(i, "to") || self.is(i, "and") {
            if let Some(day) = self
                .day(i + 1)
                .filter(|d| *d > first && !self.is_month(i + 2))
            {
                end.day = Some(day);
                i += 2;
            } else if let (Some(other), Some(day)) = (self.month(i + 1), self.day(i + 2)) {
                end = Partial {
                    day: Some(day),
                    month: Some(other),
                    year: None,
                };
                i += 3;
            }
        }
        let (i, year) = self.year_after(i);
        Some((
            i,
            Said::Points(Partial { year, ..start }, Partial { year, ..end }),
        ))
    }

    /// `August 1756`, `May-June 1756`, `in August`.
    fn month_year(&self, at: usize, hedged: bool) -> Option<(usize, Said)> {
        let month = self.month(at)?;
        let start = Partial {
            month: Some(month),
            ..Partial::default()
        };
        let mut end = start;
        let mut i = at + 1;
        let goes_on = self.is_dash(i) || self.is(i, "to") || self.is(i, "and");
        let other = self
            .month(i + 1)
            .filter(|_| goes_on && self.day(i + 2).is_none());
        if let Some(other) = other {
            end.month = Some(other);
            i += 2;
        }
        i += usize::from(self.is(i, "of") && self.year(i + 1).is_some());
        let (after, year) = self.year_after(i);
        const BEFORE: &[&str] = &[
            "in",
            "on",
            "by",
            "of",
            "since",
            "until",
            "till",
            "from",
            "to",
            "during",
            "that",
            "this",
            "last",
            "next",
            "through",
            "before",
            "after",
            "and",
            "between",
            "mid",
            "late",
            "early",
            "(",
            "throughout",
        ];
        let cued = hedged
            || year.is_some()
            || self.previous(at).is_some_and(|t| t.one_of(BEFORE))
            || self.tokens[at].lower.starts_with("mid-");
        cued.then_some((
            after,
            Said::Points(Partial { year, ..start }, Partial { year, ..end }),
        ))
    }

    /// `July of the same year`: the month alone says as much.
    pub(super) fn after_same_year(&self, at: usize) -> usize {
        let of = usize::from(self.is(at, "of"));
        let the = usize::from(self.is(at + of, "the"));
        let same = self.is(at + of + the, "same") || self.is(at + of, "that");
        if same && self.is(at + of + the + 1, "year") {
            at + of + the + 2
        } else {
            at
        }
    }

    /// `the autumn of 1756`, `spring 1757`, `that winter`.
    fn season(&self, at: usize) -> Option<(usize, Said)> {
        let the = usize::from(self.word(at).is_some_and(|w| matches!(w, "the" | "that")));
        let code = match self.word(at + the)? {
            "spring" => 21,
            "summer" => 22,
            "autumn" | "fall" => 23,
            "winter" => 24,
            _ => return None,
        };
        let is_fall = self.is(at + the, "fall");
        let i = at + the + 1;
        let of = usize::from(self.is(i, "of"));
        let comma = usize::from(self.is(i, ","));
        if let Some((end, year)) = self.full_year(i + of.max(comma)) {
            // `winter of 1812-13` is that of the first year.
            let end = if self.is_dash(end) && self.number(end + 1).is_some() {
                end + 2
            } else {
                end
            };
            return Some((end, Said::Season(Some(year), code)));
        }
        let cue = self.previous(at).is_some_and(|t| {
            t.one_of(&["in", "during", "by", "until", "through", "late", "early"])
        }) || the > 0
            || !self.tokens[at].capital && matches!(code, 22 | 24);
        (cue && !is_fall && of == 0).then_some((i, Said::Season(None, code)))
    }
}
