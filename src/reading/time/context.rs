//! The dates of a document: missing years come from the sentence, the paragraph, the section, its headings,
//! the story so far, and the infobox, in this order.

use std::ops::Range;

use super::When;
use super::bounds;
use super::expression::{Expression, expressions};
use super::reader::Reader;
use super::span::{limits, span};
use crate::reading::document::Document;

/// An expression and what it means; `when` is none if it cannot be said.
#[derive(Clone, Debug)]
pub(crate) struct Timed {
    pub(crate) tokens: Range<usize>,
    pub(crate) when: Option<When>,
    /// Whether it dates the story and not an aside.
    pub(crate) in_story: bool,
    /// Whether it dates what its sentence tells: the story, or what came long before or after it.
    pub(crate) is_told: bool,
}

/// All dates of a document, in its order.
pub(crate) struct Timeline {
    pub(crate) timed: Vec<Timed>,
    /// First and last year of the campaign, if they can be told.
    pub(crate) span: Option<(i32, i32)>,
    /// For each sentence, the date the story has reached when it begins.
    reached: Vec<Option<When>>,
    /// For each sentence, the first of its dates in `timed`.
    first_of: Vec<usize>,
}

impl Timeline {
    /// Dates a document.
    pub(crate) fn new(document: &Document) -> Self {
        let written: Vec<Vec<Expression>> = document
            .sentences
            .iter()
            .map(|s| expressions(document, s))
            .collect();
        let span = span(document, &written);
        let mut reader = Reader::new(document, span, limits(document, &written));
        let (mut timed, mut reached, mut first_of) = (Vec::new(), Vec::new(), Vec::new());
        let mut outside: Option<(usize, When)> = None;
        for (i, expressions) in written.iter().enumerate() {
            reader.enter(i);
            let paragraph = document.sentences[i].paragraph;
            outside = outside.filter(|(p, _)| *p == paragraph);
            reached.push(outside.map(|o| o.1).or_else(|| reader.here(i)));
            first_of.push(timed.len());
            let told = read_sentence(&mut reader, i, expressions);
            if told.iter().any(|t| t.in_story) {
                outside = None;
            } else if let Some(last) = told.iter().rev().find(|t| t.is_told) {
                outside = last.when.map(|w| (paragraph, w));
            }
            timed.extend(told);
        }
        first_of.push(timed.len());
        let mut timeline = Self {
            timed,
            span,
            reached,
            first_of,
        };
        timeline.loosen(document);
        timeline
    }

    /// The dates in a sentence.
    pub(crate) fn in_sentence(&self, sentence: usize) -> &[Timed] {
        &self.timed[self.first_of[sentence]..self.first_of[sentence + 1]]
    }

    /// The date of what happens at a token: the nearest date in the sentence, else what the story has reached.
    pub(crate) fn at(&self, sentence: usize, token: usize) -> Option<When> {
        let dated = self.in_sentence(sentence).iter();
        let dated = dated.filter(|t| t.when.is_some());
        let of_story = dated.clone().any(|t| t.in_story);
        let here = dated.filter(|t| if of_story { t.in_story } else { t.is_told });
        let nearest = here.min_by_key(|t| {
            if t.tokens.start > token {
                t.tokens.start - token
            } else {
                token.saturating_sub(t.tokens.end)
            }
        });
        nearest
            .and_then(|t| t.when)
            .or_else(|| self.reached(sentence))
    }

    /// Whether the token is part of a date.
    pub(crate) fn covers(&self, sentence: usize, token: usize) -> bool {
        self.in_sentence(sentence)
            .iter()
            .any(|t| t.tokens.contains(&token))
    }

    /// When what a sentence without a date tells may have happened: the date its paragraph has reached, else
    /// between the dates told before and after it.
    pub(crate) fn reached(&self, sentence: usize) -> Option<When> {
        self.reached[sentence].map(|w| When {
            inherited: true,
            ..w
        })
    }

    /// Replaces what was reached by bounds where no date stands in the paragraph.
    fn loosen(&mut self, document: &Document) {
        let loose = bounds::bounds(self, document);
        for (reached, bounds) in self.reached.iter_mut().zip(loose) {
            *reached = bounds.or(*reached);
        }
    }

    /// The date the story had reached when a sentence begins.
    pub(super) fn story_date(&self, sentence: usize) -> Option<When> {
        self.reached[sentence]
    }
}

/// The dates of a sentence.
fn read_sentence(reader: &mut Reader, i: usize, expressions: &[Expression]) -> Vec<Timed> {
    let mut told = Vec::new();
    let mut sentence_date = None;
    for (n, expression) in expressions.iter().enumerate() {
        let when = reader
            .before_later(expression, &expressions[n + 1..])
            .filter(|_| sentence_date.is_none())
            .or_else(|| reader.resolve(i, expression, sentence_date));
        let of_then =
            when.is_some_and(|w| reader.is_in_story(&w)) && !reader.is_aside(i, expression);
        let is_dateline = reader.is_dateline(i, expression);
        if of_then {
            reader.tell(i, when);
            sentence_date = when;
        }
        if is_dateline {
            reader.note_dateline(when);
        }
        // `On 6 October they came, avenging the defeat of 1896`: an aside.
        if of_then || sentence_date.is_none() {
            reader.note_year(i, expression, when);
        }
        // When something was written is not when it happened.
        let in_story = of_then && !is_dateline;
        let is_deed = when.is_some_and(|w| !w.inherited) && reader.dates_a_deed(i, expression);
        told.push(Timed {
            tokens: expression.tokens.clone(),
            when,
            in_story,
            is_told: in_story || is_deed && !is_dateline,
        });
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Format, parse};
    use crate::reading::english::Lexicon;

    fn edtf(text: &str) -> Vec<String> {
        let article = parse("t", text.as_bytes(), Some(Format::Txt)).unwrap();
        let document = Document::new(&article, Lexicon::english());
        Timeline::new(&document)
            .timed
            .iter()
            .map(|t| t.when.map_or("-".into(), |w| w.edtf()))
            .collect()
    }

    #[test]
    fn a_day_takes_its_year_from_the_story() {
        assert_eq!(
            edtf("They left Orm in May 1402. On 3 June they met.\n\nOn 9 July it ended."),
            ["1402-05", "1402-06-03", "1402-07-09"]
        );
    }

    #[test]
    fn a_heading_gives_the_year_of_its_section() {
        assert_eq!(
            edtf("In 1403 it ended.\n\n== Campaign of 1402 ==\n\nOn 3 June they met."),
            ["1403", "1402", "1402-06-03"]
        );
    }

    #[test]
    fn the_story_goes_on_into_the_next_year() {
        assert_eq!(
            edtf("- a\n\nIn November 1402 they met. In January they left. In 1403 it ended."),
            ["1402-11", "1403-01", "1403"]
        );
    }

    #[test]
    fn a_day_without_a_year_is_within_the_campaign_and_before_the_day_told_next() {
        assert_eq!(
            edtf(
                "Infobox\n- Date: 30 November 1402 - 13 March 1403\n\nIn January 1403 they met. They had come to Orm on 7 December."
            ),
            ["1402-11-30", "1403-03-13", "1403-01", "1402-12-07"]
        );
        assert_eq!(
            edtf(
                "The war of 1402 to 1403. They won on 25 December, and again on 28 February 1403."
            ),
            ["1402/1403", "1402-12-25", "1403-02-28"]
        );
    }

    #[test]
    fn relative_dates_count_from_the_last_one() {
        assert_eq!(
            edtf(
                "On 30 May 1402 they met. Three days later they left. In July the same year it ended."
            ),
            ["1402-05-30", "1402-06-02", "1402-07"]
        );
    }

    #[test]
    fn late_in_a_year_is_its_last_third() {
        assert_eq!(
            edtf("By late 1402 they had left, in the autumn of 1403 they came."),
            ["1402-09~/1402-12~", "1403-23"]
        );
    }
}
