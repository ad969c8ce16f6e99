//! Expressions of time in a sentence, as far as their own words go.

mod relative;
mod years;

use std::ops::Range;

use crate::reading::document::{Document, Sentence};
use crate::reading::token::{Kind, Token};

/// A point some parts of which the words leave open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Partial {
    pub(crate) year: Option<i32>,
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
}

/// What an expression says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// From one point to another; equal for a date.
    Points(Partial, Partial),
    /// A season, of a year or of the year in question.
    Season(Option<i32>, u8),
    /// The same, next or previous year, month or day, counted from the one in question.
    Years(i32),
    Months(i32),
    Days(i32),
    /// A century, decade or the like: no date, but no number either.
    Vague,
}

/// Which third of its span is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    Early,
    Mid,
    Late,
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expression {
    pub(crate) tokens: Range<usize>,
    pub(crate) said: Said,
    pub(crate) part: Part,
    pub(crate) approximate: bool,
}

/// The expressions of a sentence, in order, none overlapping.
pub(crate) fn expressions(document: &Document, sentence: &Sentence) -> Vec<Expression> {
    let scan = Scan {
        document,
        tokens: &document.tokens[..sentence.tokens.end],
        start: sentence.tokens.start,
    };
    let mut found = Vec::new();
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        match scan.expression(at) {
            Some(expression) if expression.tokens.end > at => {
                at = expression.tokens.end;
                found.push(expression);
            }
            _ => at += 1,
        }
    }
    found
}

struct Scan<'a> {
    document: &'a Document<'a>,
    tokens: &'a [Token<'a>],
    start: usize,
}

impl Scan<'_> {
    fn expression(&self, at: usize) -> Option<Expression> {
        let (core, part, approximate) = self.hedges(at);
        let hedged = core > at;
        let (end, said) = self.calendar(core, hedged).or_else(|| match hedged {
            true => self.hedged_unit(core),
            false => self.relative(at).or_else(|| self.undated(at)),
        })?;
        Some(Expression {
            tokens: at..end,
            said,
            part,
            approximate,
        })
    }

    /// Words before the date: `early`, `the end of`, `about`.
    fn hedges(&self, at: usize) -> (usize, Part, bool) {
        let (mut core, mut part, mut approximate) = (at, Part::Whole, false);
        for _ in 0..3 {
            if let Some((len, p)) = self.part(core) {
                part = p;
                core += len;
            } else if self.word(core).is_some_and(|w| {
                matches!(
                    w,
                    "about" | "around" | "circa" | "c" | "ca" | "approximately"
                )
            }) {
                approximate = true;
                core += 1;
                core += usize::from(self.is(core, "."));
            } else {
                break;
            }
        }
        (core, part, approximate)
    }

    fn part(&self, at: usize) -> Option<(usize, Part)> {
        let of = |w: &str| match w {
            "early" | "beginning" | "start" => Some(Part::Early),
            "mid" | "middle" | "mid-" => Some(Part::Mid),
            "late" | "end" | "close" => Some(Part::Late),
            _ => None,
        };
        let word = self.word(at)?;
        if let Some(rest) = word
            .strip_prefix("mid-")
            .filter(|r| self.document.lexicon.months.contains_key(*r))
        {
            // `mid-May` is one token; the month is read from it by `month_at`.
            let _ = rest;
            return None;
        }
        if matches!(word, "early" | "mid" | "late") {
            return Some((
                1 + usize::from(self.is(at + 1, "-")) + usize::from(self.is(at + 1, "in")),
                of(word)?,
            ));
        }
        let the = usize::from(word == "the");
        let part = of(self.word(at + the)?)?;
        self.is(at + the + 1, "of").then_some((the + 2, part))
    }

    /// A date of the calendar: its end and what it says.
    fn calendar(&self, at: usize, hedged: bool) -> Option<(usize, Said)> {
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
    fn after_same_year(&self, at: usize) -> usize {
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

    fn day(&self, at: usize) -> Option<u8> {
        let token = self.tokens.get(at).filter(|t| t.kind == Kind::Number)?;
        let digits = token
            .text
            .trim_end_matches("st")
            .trim_end_matches("nd")
            .trim_end_matches("rd")
            .trim_end_matches("th");
        digits.parse().ok().filter(|d| (1..=31).contains(d))
    }

    fn month(&self, at: usize) -> Option<u8> {
        let token = self
            .tokens
            .get(at)
            .filter(|t| t.kind == Kind::Word && (t.capital || t.lower.starts_with("mid-")))?;
        let name = token.lower.strip_prefix("mid-").unwrap_or(&token.lower);
        self.document.lexicon.months.get(name).copied()
    }

    fn is_month(&self, at: usize) -> bool {
        self.month(at).is_some()
    }

    fn number(&self, at: usize) -> Option<i64> {
        let token = self.tokens.get(at).filter(|t| t.kind == Kind::Number)?;
        token.text.parse().ok()
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.tokens
            .get(at)
            .filter(|t| t.kind == Kind::Word)
            .map(|t| t.lower.as_ref())
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is(word))
    }

    fn is_dash(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|t| matches!(t.text, "-" | "–" | "—" | "/" | "‑"))
    }

    fn previous(&self, at: usize) -> Option<&Token<'_>> {
        (at > self.start).then(|| &self.tokens[at - 1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Format, parse};
    use crate::reading::english::Lexicon;

    fn said(text: &str) -> Vec<(String, Said)> {
        let article = parse("t", text.as_bytes(), Some(Format::Txt)).unwrap();
        let document = Document::new(&article, Lexicon::english());
        let all = document
            .sentences
            .iter()
            .flat_map(|s| expressions(&document, s));
        all.map(|e| (document.text_of(e.tokens.clone()).to_owned(), e.said))
            .collect()
    }

    fn points(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Partial {
        Partial { year, month, day }
    }

    #[test]
    fn days_months_and_years_in_either_order() {
        let date = points(Some(1631), Some(9), Some(17));
        for text in [
            "It fell on 17 September 1631.",
            "It fell on September 17, 1631.",
            "It fell on the 17th of September 1631.",
        ] {
            assert_eq!(said(text)[0].1, Said::Points(date, date), "{text}");
        }
    }

    #[test]
    fn ranges_take_the_year_of_their_end() {
        assert_eq!(
            said("On 27 May-3 June 1431 they met.")[0].1,
            Said::Points(
                points(Some(1431), Some(5), Some(27)),
                points(Some(1431), Some(6), Some(3))
            )
        );
        assert_eq!(
            said("between January 25-29 they met")[0].1,
            Said::Points(
                points(None, Some(1), Some(25)),
                points(None, Some(1), Some(29))
            )
        );
        assert_eq!(
            said("The war (310 to 306 BC) ended.")[0].1,
            Said::Points(
                points(Some(-310), None, None),
                points(Some(-306), None, None)
            )
        );
        assert_eq!(
            said("the war of 1618–48")[0].1,
            Said::Points(
                points(Some(1618), None, None),
                points(Some(1648), None, None)
            )
        );
    }

    #[test]
    fn numbers_of_troops_are_not_years() {
        assert!(said("He had about 2000 men and 1500 horses, of 1800 troops.").is_empty());
    }

    #[test]
    fn relative_and_vague_expressions() {
        assert_eq!(said("Three days later it fell.")[0].1, Said::Days(3));
        assert_eq!(said("It fell in July the same year.").len(), 1);
        assert_eq!(said("It fell the same year.")[0].1, Said::Years(0));
        assert_eq!(said("In the 18th century it grew.")[0].1, Said::Vague);
        assert_eq!(
            said("That autumn it fell; in the spring of 1402 it rose.")[1].1,
            Said::Season(Some(1402), 21)
        );
    }

    #[test]
    fn words_of_time_without_a_date_are_found() {
        assert_eq!(said("They held it for three long weeks.")[0].1, Said::Vague);
        assert_eq!(said("It is now a ruin.")[0].1, Said::Vague);
        assert_eq!(said("It fell by the end of the year.")[0].1, Said::Years(0));
    }

    #[test]
    fn parts_are_kept() {
        let article = parse("t", b"It began in late May 1302.", Some(Format::Txt)).unwrap();
        let document = Document::new(&article, Lexicon::english());
        let found = expressions(&document, &document.sentences[0]);
        assert_eq!(found[0].part, Part::Late);
    }
}
