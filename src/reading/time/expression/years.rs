//! Years: bare, as a range, with their era; and numbers that only look like one.

use super::{Partial, Said, Scan};
use crate::reading::token::Kind;

/// Words before a bare number that make it a year.
const BEFORE: &[&str] = &[
    "in", "since", "by", "until", "till", "from", "of", "to", "between", "and", "during", "(", ",",
    "before", "after", "around", "through", "circa", "year", "-", "–", "early", "late", "mid",
    "as",
];

impl Scan<'_> {
    /// `1756`, `1756-57`, `264 to 241 BC`.
    pub(super) fn years(&self, at: usize, hedged: bool) -> Option<(usize, Said)> {
        if self.tokens.get(at).is_some_and(|t| t.kind == Kind::Number) && self.is_vague(at) {
            let century = self
                .tokens
                .get(at + 1)
                .is_some_and(|t| t.one_of(&["century", "centuries"]));
            return Some((at + 1 + usize::from(century), Said::Vague));
        }
        let first = self
            .number(at)
            .filter(|n| *n > 0 && self.tokens[at].text.len() <= 4)? as i32;
        let (after_first, era) = self.era(at + 1);
        if let Some(range) = self.range_from(first, after_first, era.is_some()) {
            return Some(range);
        }
        if let Some(sign) = era {
            let year = point(sign * first);
            return Some((after_first, Said::Points(year, year)));
        }
        let cued = hedged
            || self.previous(at).is_none_or(|t| t.one_of(BEFORE))
            || self.tokens.get(at + 1).is_none_or(|t| {
                t.kind == Kind::Mark || self.document.lexicon.stop.contains(t.lower.as_ref())
            });
        (cued
            && plausible(first)
            && self.tokens[at].text.len() == 4
            && !self.counts_something(at + 1))
        .then_some((at + 1, Said::Points(point(first), point(first))))
    }

    /// The rest of a range that begins with a year: a dash or word and the second year.
    fn range_from(&self, first: i32, dash: usize, has_era: bool) -> Option<(usize, Said)> {
        if !(self.is_dash(dash) || self.is(dash, "to") || self.is(dash, "and")) {
            return None;
        }
        let second = self.number(dash + 1)?;
        let (end, second_era) = self.era(dash + 2);
        let first_long = i64::from(first);
        if second_era == Some(-1) && first_long >= second {
            return Some((end, Said::Points(point(-first), point(-(second as i32)))));
        }
        let written = self.tokens[dash + 1].text.len();
        let whole = if written == 2 && first >= 1000 {
            first_long / 100 * 100 + second
        } else {
            second
        };
        (!has_era
            && plausible(first)
            && (first_long..first_long + 200).contains(&whole)
            && !self.counts_something(end)
            && written != 3)
            .then_some((end, Said::Points(point(first), point(whole as i32))))
    }

    /// Whether a noun that is counted follows: `2000 men`.
    fn counts_something(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| {
            t.kind == Kind::Word
                && (self.document.lexicon.troops.contains(t.lower.as_ref())
                    || t.one_of(&[
                        "killed",
                        "wounded",
                        "dead",
                        "casualties",
                        "prisoners",
                        "guns",
                        "horses",
                        "miles",
                        "km",
                        "kilometres",
                        "kilometers",
                        "feet",
                        "m",
                        "people",
                        "strong",
                        "of",
                        "tons",
                        "civilians",
                        "captives",
                        "tonnes",
                    ])
                    || self
                        .document
                        .lexicon
                        .people_of
                        .contains_key(t.lower.as_ref()))
        })
    }

    /// `1860s`, `18th century`.
    fn is_vague(&self, at: usize) -> bool {
        let text = self.tokens[at].text;
        (text.len() == 5 && text.ends_with("0s"))
            || (self
                .tokens
                .get(at + 1)
                .is_some_and(|t| t.one_of(&["century", "centuries"]))
                && !text.ends_with(|c: char| c.is_ascii_digit()))
    }

    pub(super) fn year_after(&self, at: usize) -> (usize, Option<i32>) {
        let comma = usize::from(self.is(at, ",") || self.is(at, "of"));
        match self.full_year(at + comma) {
            Some((end, year)) => (end, Some(year)),
            None => (self.after_same_year(at), None),
        }
    }

    pub(super) fn full_year(&self, at: usize) -> Option<(usize, i32)> {
        let number = self
            .number(at)
            .filter(|_| self.tokens[at].text.len() <= 4)? as i32;
        match self.era(at + 1) {
            (end, Some(sign)) => Some((end, sign * number)),
            (_, None) => {
                (plausible(number) && self.tokens[at].text.len() >= 3).then_some((at + 1, number))
            }
        }
    }

    pub(super) fn year(&self, at: usize) -> Option<i32> {
        self.full_year(at).map(|(_, y)| y)
    }

    /// The end of an era mark and its sign.
    fn era(&self, at: usize) -> (usize, Option<i32>) {
        let sign = match self.word(at) {
            Some("bc" | "bce" | "b.c" | "b.c.e") => -1,
            Some("ad" | "ce" | "a.d" | "c.e") => 1,
            _ => return (at, None),
        };
        let abbreviated = self.tokens[at].text.contains('.')
            && self.is(at + 1, ".")
            && at + 2 < self.tokens.len();
        (at + 1 + usize::from(abbreviated), Some(sign))
    }
}

fn point(year: i32) -> Partial {
    Partial {
        year: Some(year),
        ..Partial::default()
    }
}

/// Whether a bare number may be a year.
fn plausible(year: i32) -> bool {
    (100..=2100).contains(&year)
}
