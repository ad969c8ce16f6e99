//! Reading: from an article to who fought whom, where, when, who marched and what changed hands, each
//! with the sentence behind it.

mod battle;
mod book;
mod change;
mod document;
mod draft;
mod english;
mod explain;
mod json;
mod mention;
mod movement;
mod persons;
mod quantity;
mod recognizer;
mod resolve;
mod sides;
mod story;
mod summary;
mod time;
mod token;

#[cfg(test)]
mod toy;

pub use battle::{BattleReading, Outcome, Part};
pub use book::{PlaceBook, World};
pub use change::{BorderChange, ControlChange, Share};
pub use draft::{Doubt, Updated, doubts, draft, review, update};
pub use explain::{explain, nearest_name};
pub use mention::{Mention, Name, Use};
pub use movement::MovementReading;
pub use persons::Person;
pub use quantity::{Bound, Quantity};
pub use recognizer::{BUCKETS, STEPS, Sample, samples};
pub use resolve::PlaceReading;
pub use sides::Side;
pub use summary::summary;
pub use time::{Point, When};

use crate::article::Article;
use document::Document;
use english::Lexicon;

/// What was read from an article.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// The article.
    pub article: &'a Article,
    /// Who fought, and other powers of the story.
    pub sides: Vec<Side>,
    /// Commanders and other persons.
    pub persons: Vec<Person>,
    /// Places, one for each name, in the order of their first mention.
    pub places: Vec<PlaceReading>,
    /// Where they are named.
    pub mentions: Vec<Mention>,
    /// Dates and other expressions of time, in the order of the text.
    pub dates: Vec<DateReading>,
    /// Battles, in the order of the text.
    pub battles: Vec<BattleReading>,
    /// Movements, in the order of the text.
    pub movements: Vec<MovementReading>,
    /// Land given up or taken in the campaign.
    pub control_changes: Vec<ControlChange>,
    /// Lasting changes of borders.
    pub border_changes: Vec<BorderChange>,
    /// First and last year of the campaign.
    pub span: Option<(i32, i32)>,
    /// For each side its main opponent.
    pub opponents: Vec<Option<usize>>,
    /// Sections with the dates they tell of and their first sentence.
    pub section_dates: Vec<(usize, When, Option<usize>)>,
    /// The sentences, to which everything refers.
    pub sentences: Vec<std::ops::Range<usize>>,
}

/// An expression of time and what it means where it stands.
#[derive(Clone, Debug)]
pub struct DateReading {
    /// In bytes.
    pub range: std::ops::Range<usize>,
    /// None if it says no date: `three days`, `the 18th century`.
    pub when: Option<When>,
}

/// Reads an article.
pub fn read<'a>(article: &'a Article, atlas: &dyn PlaceBook) -> Reading<'a> {
    let document = Document::new(article, Lexicon::english());
    let mut sides = sides::Sides::find(&document);
    let persons = persons::Persons::find(&document, &sides, atlas);
    let timeline = time::Timeline::new(&document);
    sides.find_lands(atlas, timeline.span.map(|(first, _)| first));
    let known = mention::Known {
        document: &document,
        persons: &persons,
        timeline: &timeline,
        atlas,
        opinion: None,
    };
    let mentions = mention::Mentions::find(&known);
    let places = resolve::places(&document, &mentions, &timeline, atlas);
    let story = story::Story {
        document: &document,
        sides: &sides,
        persons: &persons,
        timeline: &timeline,
        mentions: &mentions,
        places: &places,
    };
    let battles = battle::battles(&story);
    let (control_changes, border_changes) = change::changes(&story);
    let of_borders: Vec<usize> = border_changes.iter().map(|c| c.sentence).collect();
    let movements = movement::movements(&story, &battle::fought_at(&story, &battles), &of_borders);
    Reading {
        article,
        sides: sides.sides.clone(),
        persons: persons.persons.clone(),
        places,
        mentions: mentions.mentions.clone(),
        dates: dates(&document, &timeline),
        battles,
        movements,
        control_changes,
        border_changes,
        span: timeline.span,
        opponents: (0..sides.sides.len()).map(|s| sides.opponent(s)).collect(),
        section_dates: section_dates(&document, &timeline),
        sentences: document.sentences.iter().map(|s| s.range.clone()).collect(),
    }
}

/// The dates as they are written: both ends of a range.
fn dates(document: &Document, timeline: &time::Timeline) -> Vec<DateReading> {
    let mut dates = Vec::new();
    for timed in &timeline.timed {
        let whole = timed.tokens.clone();
        let ends = timed
            .when
            .filter(|w| w.start != w.end && w.season.is_none());
        let link = ends.and_then(|_| link_within(document, whole.clone()));
        let mut push = |tokens: std::ops::Range<usize>, when| {
            dates.push(DateReading {
                range: document.bytes_of(tokens),
                when,
            });
        };
        match (ends, link) {
            (Some(when), Some(link)) => {
                push(
                    whole.start..link,
                    Some(When {
                        end: when.start,
                        ..when
                    }),
                );
                push(
                    link + 1..whole.end,
                    Some(When {
                        start: when.end,
                        ..when
                    }),
                );
            }
            _ => push(whole, timed.when),
        }
    }
    dates
}

/// What links the two ends of a range.
fn link_within(document: &Document, tokens: std::ops::Range<usize>) -> Option<usize> {
    (tokens.start + 1..tokens.end.saturating_sub(1))
        .find(|&t| document.tokens[t].one_of(&["-", "–", "—", "to", "and", "/"]))
}

/// For each section with prose and dates of its own: from when to when, and its first sentence.
fn section_dates(
    document: &Document,
    timeline: &time::Timeline,
) -> Vec<(usize, When, Option<usize>)> {
    let mut dates: Vec<(usize, When, Option<usize>)> = Vec::new();
    let mut first = None;
    let mut section = usize::MAX;
    for (index, sentence) in document.sentences.iter().enumerate() {
        if sentence.role != document::Role::Prose
            || document.article.sections[sentence.section].level < 2
        {
            continue;
        }
        if sentence.section != section {
            section = sentence.section;
            first = Some(index);
        }
        for when in timeline
            .in_sentence(index)
            .iter()
            .filter(|t| t.in_story)
            .filter_map(|t| t.when)
        {
            match dates.last_mut().filter(|(s, ..)| *s == section) {
                Some((_, own, _)) => {
                    own.start = own.start.min(when.start);
                    own.end = own.end.max(when.end);
                }
                None => dates.push((
                    section,
                    When {
                        season: None,
                        approximate: false,
                        ..when
                    },
                    first,
                )),
            }
        }
    }
    dates
}

/// An id made of a name: lower-case letters and digits, words joined by underscores.
pub(crate) fn slug(name: &str) -> String {
    let folded = crate::gazetteer::fold(name);
    let mut slug = String::new();
    for c in any_ascii::any_ascii(&folded).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('_') && !slug.is_empty() {
            slug.push('_');
        }
    }
    let slug = slug.trim_matches('_').to_owned();
    if slug.is_empty() {
        "x".to_owned()
    } else {
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::toy::look;

    #[test]
    fn one_endless_sentence_is_read_in_pieces() {
        for piece in [
            "Battle of Orm ",
            "(",
            "3 June 1402 ",
            "Danish troops marched to Tesk and ",
            "General A. ",
        ] {
            look(&piece.repeat(4000), |r| {
                assert!(r.sentences.len() >= 4000 / 400)
            });
        }
    }
}
