//! Days that say neither month nor year: `the 5th`, `on Friday`, `yesterday`.

use super::{Said, Scan};
use crate::reading::token::Kind;

/// The days of the week, from Monday.
const WEEK: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

impl Scan<'_> {
    /// A day of the month in question, or one told from the date of the letter or dispatch.
    pub(super) fn lone(&self, at: usize) -> Option<(usize, Said)> {
        self.ordinal(at)
            .or_else(|| self.weekday(at))
            .or_else(|| self.near_today(at))
    }

    /// `on the 5th`, `since the 13th`; not `the 9th Regiment`, `the 5th of them`.
    fn ordinal(&self, at: usize) -> Option<(usize, Said)> {
        let words = &self.document.lexicon.times;
        let is_cued = self
            .previous(at)
            .is_some_and(|t| words.has("before_days", &t.lower) || t.text == "," || t.text == ";");
        let token = self
            .tokens
            .get(at + 1)
            .filter(|_| is_cued && self.is(at, "the"))?;
        let is_ordinal = token.text.ends_with(char::is_alphabetic);
        let day = self.day(at + 1).filter(|_| is_ordinal)?;
        let ends = self.tokens.get(at + 2).is_none_or(|t| {
            t.kind == Kind::Mark && !matches!(t.text, "-" | "–" | "(")
                || !t.capital
                    && !t.is("of")
                    && self.document.lexicon.stop.contains(t.lower.as_ref())
                || t.one_of(&["inst", "instant"])
        });
        let inst = self
            .tokens
            .get(at + 2)
            .is_some_and(|t| t.one_of(&["inst", "instant"]));
        ends.then_some((at + 2 + usize::from(inst), Said::Day(day)))
    }

    /// `on Friday`, `Wednesday night`; not `Friday, 3 May`, which says its date, nor what is to come.
    fn weekday(&self, at: usize) -> Option<(usize, Said)> {
        let token = self.tokens.get(at).filter(|t| t.capital)?;
        let day = WEEK.iter().position(|w| *w == token.lower)?;
        let next = at + 1 + usize::from(self.is(at + 1, ","));
        let the = usize::from(self.is(next, "the"));
        let dated = self.day(next + the).is_some() || self.is_month(next);
        let words = &self.document.lexicon.times;
        let to_come = (1..=12)
            .filter_map(|s| at.checked_sub(s).filter(|&i| i >= self.start))
            .chain(at + 1..at + 4)
            .filter_map(|i| self.tokens.get(i))
            .any(|t| words.has("to_come", &t.lower));
        let after = at + 1;
        let part = usize::from(
            self.word(after)
                .is_some_and(|w| words.has("parts_of_day", w)),
        );
        (!dated && !to_come).then_some((after + part, Said::Weekday(day as i8)))
    }

    /// `yesterday`, `this morning`.
    fn near_today(&self, at: usize) -> Option<(usize, Said)> {
        let words = &self.document.lexicon.times;
        match self.word(at)? {
            "yesterday" => Some((at + 1, Said::FromDateline(-1))),
            "this" | "last"
                if self
                    .word(at + 1)
                    .is_some_and(|w| words.has("parts_of_day", w)) =>
            {
                let shift = if self.is(at, "last") { -1 } else { 0 };
                Some((at + 2, Said::FromDateline(shift)))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::toy::look;

    #[test]
    fn days_of_a_letter_are_of_its_month_and_week() {
        let text = "ORM, 30 May 1402 - On Friday we took Tesk. We had come on the 5th. Our men rested yesterday. We shall leave on Saturday. The 9th Regiment stays.";
        let told = look(text, |r| {
            let edtf = |d: &crate::reading::DateReading| d.when.map(|w| w.edtf());
            r.dates.iter().filter_map(edtf).collect::<Vec<_>>()
        });
        // As Gregorian days are counted back, that day was a Sunday.
        assert_eq!(
            told,
            ["1402-05-30", "1402-05-28", "1402-05-05", "1402-05-29"]
        );
    }
}
