//! What an expression means where it stands: the years, months and days that it leaves open.

use super::expression::{Expression, Part, Partial, Said};
use super::{Point, When};
use crate::reading::document::{Document, Role};

/// Reads the expressions of a document in their order.
pub(super) struct Reader<'a> {
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
    /// When the letter or dispatch was written that is being read.
    dateline: Option<When>,
}

/// Tokens of a sentence among which the date of a letter or dispatch stands.
const DATELINE: usize = 10;
/// Days by which a bare day before the last one told is of the next month.
const HALF_MONTH: u8 = 15;
/// How far from the story a date may lie that later days of its section count from, in years.
const NEAR_STORY: i32 = 40;

impl<'a> Reader<'a> {
    pub(super) fn new(
        document: &'a Document<'a>,
        span: Option<(i32, i32)>,
        limits: Option<(Point, Point)>,
    ) -> Self {
        let sections = document.article.sections.len().max(1);
        Self {
            document,
            span,
            limits,
            story: None,
            section_story: vec![None; sections],
            section_year: vec![None; sections],
            dateline: None,
        }
    }
}

impl Reader<'_> {
    /// Whether an expression is the date of a letter or dispatch: `ORM, 30 May 1402 -`, `Orm, June 3rd, 1402`.
    pub(super) fn is_dateline(&self, sentence: usize, expression: &Expression) -> bool {
        let Said::Points(start, end) = expression.said else {
            return false;
        };
        let s = &self.document.sentences[sentence];
        let opens = sentence == 0
            || self.document.sentences[sentence - 1].paragraph != s.paragraph
            || self.document.sentences[sentence - 1].role != Role::Prose;
        let head = &self.document.tokens[s.tokens.start..expression.tokens.start];
        let is_loud = |t: &crate::reading::token::Token| {
            t.text.len() >= 3 && t.text.chars().all(char::is_uppercase)
        };
        let is_plain = head.iter().all(|t| {
            t.capital
                || t.kind == crate::reading::token::Kind::Mark
                || t.one_of(&["at", "near", "camp", "of", "the"])
        });
        // A letter begins with nothing but where and when.
        let ends = expression.tokens.end + 1 >= s.tokens.end;
        let is_letter = self.dateline.is_none() && ends && start.year.is_some();
        opens
            && s.role == Role::Prose
            && start == end
            && start.day.is_some()
            && head.len() <= DATELINE
            && (head.iter().any(is_loud) || is_plain && is_letter && !head.is_empty())
    }

    pub(super) fn note_dateline(&mut self, when: Option<When>) {
        self.dateline = when.or(self.dateline);
    }

    pub(super) fn enter(&mut self, sentence: usize) {
        let s = &self.document.sentences[sentence];
        if let Role::Infobox(_) = s.role {
            self.section_story[s.section] = None;
        }
    }

    /// The date in force where a sentence begins.
    pub(super) fn here(&self, sentence: usize) -> Option<When> {
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

    pub(super) fn tell(&mut self, sentence: usize, when: Option<When>) {
        let s = &self.document.sentences[sentence];
        if matches!(s.role, Role::Infobox(_)) {
            return;
        }
        self.story = when;
        self.section_story[s.section] = when;
    }

    /// Remembers a date that says its year, whether of the story or just outside of it.
    pub(super) fn note_year(
        &mut self,
        sentence: usize,
        expression: &Expression,
        when: Option<When>,
    ) {
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

    pub(super) fn is_in_story(&self, when: &When) -> bool {
        self.span.is_none_or(|(first, last)| {
            let slack = 2 + (last - first) / 4;
            when.end.year >= first - slack && when.start.year <= last + slack
        })
    }

    /// An aside does not move the story: `since 1400`, `the winter`.
    pub(super) fn is_aside(&self, sentence: usize, expression: &Expression) -> bool {
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

    pub(super) fn resolve(
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
            Said::Day(day) => self.day_of_month(day, base?)?,
            Said::Weekday(day) => self.weekday(day)?,
            Said::FromDateline(shift) => shifted_days(shift, self.dateline?)?,
            Said::Vague => return None,
        };
        narrow(&mut when, expression.part);
        when.approximate |= expression.approximate;
        Some(when)
    }

    /// A day of the month last told, or of the next where that has passed it: by far, or, in a letter, as far as the
    /// day on which it was written.
    fn day_of_month(&self, day: u8, base: When) -> Option<When> {
        let told = base.end;
        let of = |month: Point| Point { day, ..month };
        let month = Some(Point { day: 0, ..told }).filter(|m| m.month > 0)?;
        let next = month.plus_months(1)?;
        let chosen = match self.dateline.map(|d| d.end) {
            Some(written) if of(month) > written => month.plus_months(-1)?,
            Some(written) if day < told.day && of(next) <= written => next,
            Some(_) => month,
            None if told.day > 0 && day + HALF_MONTH < told.day => next,
            None => month,
        };
        Some(inherited(of(chosen)))
    }

    /// The last such day on or before the date of the letter or dispatch.
    fn weekday(&self, day: i8) -> Option<When> {
        let written = self.dateline?.end;
        let back = (written.weekday()? - day).rem_euclid(7);
        written.plus_days(-i32::from(back)).map(inherited)
    }

    /// Whether a date with a year of its own dates what its sentence tells, though it lies outside of the story;
    /// not when something in it was made: `the fort, built in 1402`.
    pub(super) fn dates_a_deed(&self, sentence: usize, expression: &Expression) -> bool {
        let s = &self.document.sentences[sentence];
        let makings = &self.document.lexicon.times;
        let made = (1..=3).any(|steps| {
            let before = self.document.before(s, expression.tokens.start, steps);
            before.is_some_and(|t| makings.has("makings", &t.lower))
        });
        s.role == Role::Prose && !made && !self.is_aside(sentence, expression)
    }

    /// `took X on 25 December, and Y on 28 February 1403`: a day without a year comes before one told after it.
    pub(super) fn before_later(
        &self,
        expression: &Expression,
        later: &[Expression],
    ) -> Option<When> {
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
