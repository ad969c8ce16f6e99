//! What an expression means where it stands: missing years come from the sentence, the paragraph, the
//! section, its headings, the story so far, and the infobox, in this order.

use std::ops::Range;

use super::bounds;
use super::expression::{Expression, Part, Partial, Said, expressions};
use super::span::{limits, span};
use super::{Point, When};
use crate::reading::document::{Document, Role};

/// An expression and what it means; `when` is none if it cannot be said.
#[derive(Clone, Debug)]
pub(crate) struct Timed {
    pub(crate) tokens: Range<usize>,
    pub(crate) when: Option<When>,
    /// Whether it dates the story and not an aside.
    pub(crate) in_story: bool,
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
        let mut reader = Reader {
            document,
            span,
            limits: limits(document, &written),
            story: None,
            section_story: vec![None; document.article.sections.len().max(1)],
            section_year: vec![None; document.article.sections.len().max(1)],
        };
        let (mut timed, mut reached, mut first_of) = (Vec::new(), Vec::new(), Vec::new());
        for (i, expressions) in written.iter().enumerate() {
            reader.enter(i);
            reached.push(reader.here(i));
            first_of.push(timed.len());
            let mut sentence_date = None;
            for (n, expression) in expressions.iter().enumerate() {
                let when = reader
                    .before_later(expression, &expressions[n + 1..])
                    .filter(|_| sentence_date.is_none())
                    .or_else(|| reader.resolve(i, expression, sentence_date));
                let in_story =
                    when.is_some_and(|w| reader.is_in_story(&w)) && !reader.is_aside(i, expression);
                if in_story {
                    reader.tell(i, when);
                    sentence_date = when;
                }
                reader.note_year(i, expression, when);
                timed.push(Timed {
                    tokens: expression.tokens.clone(),
                    when,
                    in_story,
                });
            }
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
        let here = self
            .in_sentence(sentence)
            .iter()
            .filter(|t| t.in_story && t.when.is_some());
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

struct Reader<'a> {
    document: &'a Document<'a>,
    span: Option<(i32, i32)>,
    /// First and last date of the campaign, if both are told to the month.
    limits: Option<(Point, Point)>,
    /// The last date of the story, in reading order.
    story: Option<When>,
    /// The last date within each section.
    section_story: Vec<Option<When>>,
    /// The last date with a year of its own within each section, of the story or near it.
    section_year: Vec<Option<When>>,
}

/// How far from the story a date may lie that later days of its section count from, in years.
const NEAR_STORY: i32 = 40;

impl Reader<'_> {
    fn enter(&mut self, sentence: usize) {
        let s = &self.document.sentences[sentence];
        if let Role::Infobox(_) = s.role {
            self.section_story[s.section] = None;
        }
    }

    /// The date in force where a sentence begins.
    fn here(&self, sentence: usize) -> Option<When> {
        let section = self.document.sentences[sentence].section;
        let chain = self
            .document
            .article
            .ancestry(section)
            .find_map(|s| self.section_story[s].filter(|_| s == section));
        chain.or(self.story).or_else(|| self.of_span())
    }

    fn of_span(&self) -> Option<When> {
        let (first, last) = self.span?;
        let year = |year| Point {
            year,
            month: 0,
            day: 0,
        };
        Some(When {
            end: year(last),
            inherited: true,
            ..When::at(year(first))
        })
    }

    fn tell(&mut self, sentence: usize, when: Option<When>) {
        let s = &self.document.sentences[sentence];
        if matches!(s.role, Role::Infobox(_)) {
            return;
        }
        self.story = when;
        self.section_story[s.section] = when;
    }

    /// Remembers a date that says its year, whether of the story or just outside of it.
    fn note_year(&mut self, sentence: usize, expression: &Expression, when: Option<When>) {
        let Some(when) = when.filter(|w| !w.inherited) else {
            return;
        };
        let is_near = self.span.is_none_or(|(first, last)| {
            when.end.year >= first - NEAR_STORY && when.start.year <= last + NEAR_STORY
        });
        let section = self.document.sentences[sentence].section;
        if is_near && !self.is_aside(sentence, expression) {
            self.section_year[section] = Some(when);
        } else if self.is_in_story(&when) {
            self.section_year[section] = None;
        }
    }

    /// The date whose year a day or month without one takes: the last told, or a later one of this section that
    /// says its year.
    fn of_year(&self, sentence: usize, told: Option<When>) -> Option<When> {
        let section = self.document.sentences[sentence].section;
        let stated = self.section_year[section];
        stated.filter(|s| !self.is_in_story(s)).or(told)
    }

    fn is_in_story(&self, when: &When) -> bool {
        self.span.is_none_or(|(first, last)| {
            let slack = 2 + (last - first) / 4;
            when.end.year >= first - slack && when.start.year <= last + slack
        })
    }

    /// An aside does not move the story: `since 1400`, `the winter`.
    fn is_aside(&self, sentence: usize, expression: &Expression) -> bool {
        let s = &self.document.sentences[sentence];
        let first = &self.document.tokens[expression.tokens.start];
        let before = |words: &[&str]| {
            let token = self.document.before(s, expression.tokens.start, 1);
            token.is_some_and(|t| t.one_of(words))
        };
        if matches!(expression.said, Said::Season(None, _)) {
            return !first.one_of(&["that", "late", "early"])
                && !before(&["in", "during", "by", "until", "through"]);
        }
        before(&["since", "before", "until"])
    }

    fn resolve(
        &self,
        sentence: usize,
        expression: &Expression,
        in_sentence: Option<When>,
    ) -> Option<When> {
        let base = in_sentence.or_else(|| self.here(sentence));
        let mut when = match expression.said {
            Said::Points(start, end) => {
                let base = in_sentence.or_else(|| self.of_year(sentence, base));
                self.points(start, end, base)?
            }
            Said::Season(year, code) => {
                season(year.or(base.map(|b| b.end.year))?, code, year.is_none())
            }
            Said::Years(shift) => self.shifted_years(shift, base?),
            Said::Months(shift) => inherited(base?.end.plus_months(shift)?),
            Said::Days(shift) => shifted_days(shift, base?)?,
            Said::Vague => return None,
        };
        narrow(&mut when, expression.part);
        when.approximate |= expression.approximate;
        Some(when)
    }

    /// `took X on 25 December, and Y on 28 February 1403`: a day without a year comes before one told after it.
    fn before_later(&self, expression: &Expression, later: &[Expression]) -> Option<When> {
        let Said::Points(start, end) = expression.said else {
            return None;
        };
        let Said::Points(next, _) = later.first()?.said else {
            return None;
        };
        let (month, next_month, year) = (start.month?, next.month?, next.year?);
        let is_bare = start.year.is_none() && end.year.is_none();
        if !is_bare || self.limits.is_none() && self.span.is_none() {
            return None;
        }
        let year = if (month, start.day) > (next_month, next.day) {
            year - 1
        } else {
            year
        };
        let base = When::at(Point {
            year,
            ..Point::default()
        });
        self.points(start, end, Some(base))
    }

    fn points(&self, start: Partial, end: Partial, base: Option<When>) -> Option<When> {
        let point = |p: Partial, year| Point {
            year,
            month: p.month.unwrap_or(0),
            day: p.day.unwrap_or(0),
        };
        if let (Some(first), Some(last)) = (start.year, end.year) {
            let wraps = first == last && start.month > end.month;
            let first = if wraps { first - 1 } else { first };
            return Some(When {
                end: point(end, last),
                ..When::at(point(start, first))
            });
        }
        let base = base?;
        let mut year = if self.is_whole_span(&base) {
            base.start.year
        } else {
            base.end.year
        };
        let month = start.month.unwrap_or(0);
        // Told in order: January after a November is the next year's; not so after `late in 1402`.
        let is_sharp = base.season.is_some() || base.start.month == base.end.month;
        if month > 0
            && is_sharp
            && base.end.month >= month + 6
            && self.span.is_none_or(|(_, last)| year < last)
        {
            year += 1;
        }
        year = self.within_limits(point(start, year)).year;
        let last = if end.month < start.month {
            year + 1
        } else {
            year
        };
        Some(When {
            end: point(end, last),
            inherited: true,
            ..When::at(point(start, year))
        })
    }

    /// A day or month without a year of its own is of a year that the campaign's dates allow, if one does.
    fn within_limits(&self, date: Point) -> Point {
        let Some((first, last)) = self.limits.filter(|_| date.month > 0) else {
            return date;
        };
        let months = |p: Point| p.year * 12 + i32::from(p.month);
        let of_year = |year| Point { year, ..date };
        let is_in = |p: Point| (months(first)..=months(last)).contains(&months(p));
        let told = [date.year, date.year - 1, date.year + 1];
        let is_of_war = (first.year..=last.year).contains(&date.year);
        let fits = told.into_iter().map(of_year).find(|p| is_in(*p));
        fits.filter(|_| is_of_war).unwrap_or(date)
    }

    fn is_whole_span(&self, when: &When) -> bool {
        self.span.is_some_and(|(first, last)| {
            first != last && when.start.year == first && when.end.year == last
        })
    }

    fn shifted_years(&self, shift: i32, base: When) -> When {
        inherited(Point {
            year: base.end.year + shift,
            month: 0,
            day: 0,
        })
    }
}

fn inherited(point: Point) -> When {
    When {
        inherited: true,
        ..When::at(point)
    }
}

fn shifted_days(shift: i32, base: When) -> Option<When> {
    match base.end.plus_days(shift) {
        Some(point) => Some(inherited(point)),
        None if base.end.month > 0 => Some(When {
            approximate: true,
            ..inherited(Point { day: 0, ..base.end })
        }),
        None => None,
    }
}

fn season(year: i32, code: u8, is_inherited: bool) -> When {
    let (first, last, last_year) = match code {
        21 => (3, 5, year),
        22 => (6, 8, year),
        23 => (9, 11, year),
        _ => (12, 2, if year == -1 { 1 } else { year + 1 }),
    };
    let end = Point {
        year: last_year,
        month: last,
        day: 0,
    };
    When {
        end,
        season: Some(code),
        inherited: is_inherited,
        ..When::at(Point {
            year,
            month: first,
            day: 0,
        })
    }
}

/// Narrows a year to the third that is meant; a month stays whole and becomes approximate.
fn narrow(when: &mut When, part: Part) {
    if part == Part::Whole {
        return;
    }
    when.approximate = true;
    if when.start.month == 0 && when.start == when.end {
        let (first, last) = match part {
            Part::Early => (1, 4),
            Part::Mid => (5, 8),
            Part::Late => (9, 12),
            Part::Whole => return,
        };
        when.start.month = first;
        when.end.month = last;
    }
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
