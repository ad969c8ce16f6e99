//! Between which dates something undated happened.
//!
//! A date told in an earlier paragraph is not the date of what comes later: that lies between it and the next
//! date told, and within what the last heading and the campaign state.

use std::ops::Range;

use super::context::Timeline;
use super::{Point, When};
use crate::reading::document::{Document, Role};

/// For each sentence whose paragraph has told no date yet, the bounds of what it tells.
pub(super) fn bounds(timeline: &Timeline, document: &Document) -> Vec<Option<When>> {
    let next = next_dates(timeline, document, Reach::Text);
    let next_of_section = next_dates(timeline, document, Reach::Section);
    let mut heading: Option<When> = None;
    let mut dated = None;
    let mut all = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        if sentence.role == Role::Heading {
            let mut own = timeline
                .in_sentence(index)
                .iter()
                .rev()
                .filter_map(|t| t.when);
            heading = own.next().or(heading);
        }
        let reached = timeline.story_date(index);
        let is_loose = dated != Some(sentence.paragraph) && sentence.role == Role::Prose;
        let of_heading = heading.filter(|h| {
            reached.is_some_and(|r| h.start.year <= r.start.year && r.start.year <= h.end.year)
        });
        let ends = [
            next[index].map(|w| w.start),
            of_heading.map(|w| w.end),
            last_year(timeline),
        ];
        // A section may go back to what happened elsewhere before.
        let back = next_of_section[index].filter(|n| reached.is_some_and(|r| n.end < r.start));
        let loose = reached.filter(|_| is_loose);
        all.push(match back {
            Some(next) => loose.and_then(|_| before(next)),
            None => loose.and_then(|r| between(r, ends)),
        });
        if timeline.in_sentence(index).iter().any(|t| t.is_told) {
            dated = Some(sentence.paragraph);
        }
    }
    all
}

impl Timeline {
    /// When something may have happened of which all that is known is that it was later than `reached`: until the
    /// next date told in the sentences that follow, or the end of the campaign.
    pub(crate) fn after(&self, mut following: Range<usize>, reached: When) -> Option<When> {
        let coming = following.find_map(|index| {
            let mut own = self.in_sentence(index).iter().filter(|t| t.in_story);
            own.find_map(|t| t.when)
        });
        between(reached, [coming.map(|w| w.start), None, last_year(self)])
    }
}

fn last_year(timeline: &Timeline) -> Option<Point> {
    let (_, year) = timeline.span?;
    Some(Point {
        year,
        ..Point::default()
    })
}

/// For each sentence the first date of the story told in it or after it, in its section or anywhere.
fn next_dates(timeline: &Timeline, document: &Document, reach: Reach) -> Vec<Option<When>> {
    let sentences = &document.sentences;
    let mut next = vec![None; sentences.len()];
    let mut coming = None;
    for index in (0..sentences.len()).rev() {
        let following = sentences.get(index + 1);
        let is_last = following.is_none_or(|f| f.section != sentences[index].section);
        if is_last && reach == Reach::Section {
            coming = None;
        }
        let own = timeline.in_sentence(index).iter();
        coming = own.filter(|t| t.in_story).find_map(|t| t.when).or(coming);
        next[index] = coming;
    }
    next
}

/// How far ahead a date is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Section,
    Text,
}

/// In the year of a date, up to its month.
fn before(next: When) -> Option<When> {
    let year = Point {
        month: 0,
        day: 0,
        ..next.start
    };
    Some(When {
        start: year,
        end: next.start.coarse(),
        season: None,
        approximate: true,
        inherited: true,
    })
}

/// From what was reached to the first of the ends that is not before it; days would claim too much.
fn between(reached: When, ends: [Option<Point>; 3]) -> Option<When> {
    let start = reached.start.coarse();
    let late = |p: &Point| (p.year, if p.month == 0 { 13 } else { p.month });
    // A range that was stated holds as a whole.
    let least = if reached.start == reached.end {
        (start.year, start.month)
    } else {
        late(&reached.end)
    };
    let end = ends
        .into_iter()
        .flatten()
        .filter(|e| late(e) >= least)
        .min_by_key(late)?;
    let mut end = end.coarse();
    // Until the end of the year of which the month is known.
    if end.month == 0 && end.year == start.year && start.month > 0 {
        end.month = 12;
    }
    Some(When {
        start,
        end,
        season: None,
        approximate: true,
        inherited: true,
    })
}

#[cfg(test)]
mod tests {
    use crate::reading::toy::look;

    #[test]
    fn an_undated_battle_lies_between_the_dates_around_it() {
        let text = "The war of the Danes and the Swedes was fought from 1402 to 1410.\n\nIn May 1402 the Danes took Orm from the Swedes.\n\nThe Swedes won the Battle of Tesk.\n\nIn 1405 the Danes left.";
        let when = look(text, |r| {
            r.battles
                .iter()
                .find(|b| b.name.contains("Tesk"))
                .unwrap()
                .when
        });
        assert_eq!(when.unwrap().edtf(), "1402-05~/1405~");
    }
}
