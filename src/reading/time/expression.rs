//! Expressions of time in a sentence, as far as their own words go.

mod calendar;
mod lone;
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
    /// A day of the month in question: `the 5th`.
    Day(u8),
    /// A day of the week before the date of the letter or dispatch, from 0 for Monday.
    Weekday(i8),
    /// So many days from the date of the letter or dispatch: `yesterday`.
    FromDateline(i32),
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
            false => self
                .relative(at)
                .or_else(|| self.lone(at))
                .or_else(|| self.undated(at)),
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

    fn day(&self, at: usize) -> Option<u8> {
        let token = self.tokens.get(at).filter(|t| t.kind == Kind::Number)?;
        let digits = token
            .text
            .trim_end_matches("st")
            .trim_end_matches("nd")
            .trim_end_matches("rd")
            .trim_end_matches("th")
            // As letters of old write: `the 2d of July`.
            .trim_end_matches('d');
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
