//! First and last year of a campaign.

use std::collections::BTreeMap;

use super::Point;
use super::expression::{Expression, Partial, Said};
use crate::reading::document::{Document, Role};

/// Sentences at the beginning of an article that may say when its war was fought.
const LEAD: usize = 3;
/// Dates after the years of the lead from which on the story goes on beyond them.
const FEWEST_LATER: usize = 3;
/// Longest war that a lead is believed to state, in years.
const LONGEST_WAR: i32 = 130;

/// First and last date of the campaign, if the infobox tells both to the month.
pub(super) fn limits(document: &Document, written: &[Vec<Expression>]) -> Option<(Point, Point)> {
    let dated = document
        .sentences
        .iter()
        .zip(written)
        .find(|(s, _)| match s.role {
            Role::Infobox(i) => document.article.infobox[i].key == "date",
            Role::Prose | Role::Heading => false,
        })?;
    let mut first: Option<Point> = None;
    let mut last: Option<Point> = None;
    let point = |p: Partial, year: Option<i32>| Point {
        year: year.unwrap_or(0),
        month: p.month.unwrap_or(0),
        day: p.day.unwrap_or(0),
    };
    for expression in dated.1 {
        let Said::Points(start, end) = expression.said else {
            return None;
        };
        first = first.or(Some(point(start, start.year.or(end.year))));
        last = Some(point(end, end.year));
    }
    let known = |p: &Point| p.year != 0 && p.month != 0;
    first
        .filter(known)
        .zip(last.filter(known))
        .filter(|(a, b)| a <= b)
}

/// First and last year of the campaign: the infobox, else the title and the years the text dwells on.
pub(super) fn span(document: &Document, written: &[Vec<Expression>]) -> Option<(i32, i32)> {
    let years = |e: &Expression| match e.said {
        Said::Points(start, end) => start.year.or(end.year).zip(end.year.or(start.year)),
        Said::Season(year, _) => year.zip(year),
        Said::Years(_)
        | Said::Months(_)
        | Said::Days(_)
        | Said::Day(_)
        | Said::Weekday(_)
        | Said::FromDateline(_)
        | Said::Vague => None,
    };
    let of_infobox = document
        .sentences
        .iter()
        .zip(written)
        .filter(|(s, _)| match s.role {
            Role::Infobox(i) => {
                document.article.infobox[i].key.contains("date")
                    || document.article.infobox[i].key == "when"
            }
            Role::Prose | Role::Heading => false,
        });
    let stated: Vec<_> = of_infobox.flat_map(|(_, e)| e).filter_map(years).collect();
    if let (Some(first), Some(last)) = (
        stated.iter().map(|y| y.0).min(),
        stated.iter().map(|y| y.1).max(),
    ) {
        return Some((first, last));
    }
    if let Some(range) = of_lead(document, written, years) {
        return Some(told_further(range, written));
    }
    let mut weights: BTreeMap<i32, u32> = BTreeMap::new();
    for (sentence, expressions) in document.sentences.iter().zip(written) {
        for expression in expressions {
            let Some((first, last)) = years(expression) else {
                continue;
            };
            let day = matches!(expression.said, Said::Points(p, _) if p.month.is_some());
            let weight = if sentence.role == Role::Heading {
                5
            } else {
                1 + 2 * u32::from(day)
            };
            *weights.entry(first).or_default() += weight;
            if last != first {
                *weights.entry(last).or_default() += weight;
            }
        }
    }
    dwelt_on(&weights)
}

/// The range with the years after it that the text goes on to tell day by day: a war of succession, and the
/// conquest that followed it.
fn told_further((first, last): (i32, i32), written: &[Vec<Expression>]) -> (i32, i32) {
    let day_by_day = written.iter().flatten().filter_map(|e| {
        let Said::Points(start, end) = e.said else {
            return None;
        };
        end.year.filter(|_| start.month.is_some())
    });
    let mut later: Vec<i32> = day_by_day.filter(|y| *y > last).collect();
    later.sort_unstable();
    if later.len() < FEWEST_LATER {
        return (first, last);
    }
    let goes_on = |end: i32, year: i32| if year - end <= 2 { year } else { end };
    (first, later.into_iter().fold(last, goes_on))
}

/// The years around the heaviest one: neighbours that weigh enough and are not too far apart.
fn dwelt_on(weights: &BTreeMap<i32, u32>) -> Option<(i32, i32)> {
    let (&peak, &top) = weights
        .iter()
        .max_by_key(|(year, weight)| (**weight, -**year))?;
    // Ancient and medieval stories move in longer steps than modern ones.
    let gap = if peak < 500 {
        60
    } else if peak < 1500 {
        20
    } else {
        4
    };
    let enough = |w: u32| w * 12 >= top;
    let (mut first, mut last) = (peak, peak);
    for (&year, &weight) in weights.range(..peak).rev() {
        if first - year <= gap && enough(weight) {
            first = year;
        }
    }
    for (&year, &weight) in weights.range(peak..) {
        if year - last <= gap && enough(weight) {
            last = year;
        }
    }
    Some((first, last))
}

/// The range of years that the first sentences state: `was fought from 1700 to 1721`.
fn of_lead(
    document: &Document,
    written: &[Vec<Expression>],
    years: impl Fn(&Expression) -> Option<(i32, i32)>,
) -> Option<(i32, i32)> {
    let lead = document.sentences.iter().zip(written);
    let lead = lead.filter(|(s, _)| s.role == Role::Prose).take(LEAD);
    for (_, expressions) in lead {
        let stated: Vec<(i32, i32)> = expressions.iter().filter_map(&years).collect();
        let is_war = |(a, b): &(i32, i32)| a < b && b - a <= LONGEST_WAR;
        if let Some(range) = stated.iter().copied().find(is_war) {
            return Some(range);
        }
        // `from 3 June 1402 to 5 May 1403` are two expressions.
        let from = expressions.first().is_some_and(|e| {
            let before = e.tokens.start.checked_sub(1);
            before.is_some_and(|at| document.tokens[at].one_of(&["from", "between"]))
        });
        if let ([(first, _), (_, last), ..], true) = (stated.as_slice(), from)
            && first <= last
            && last - first <= LONGEST_WAR
        {
            return Some((*first, *last));
        }
    }
    None
}
