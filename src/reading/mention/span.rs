//! Which words, from one on, may name a place.

mod noun;

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Known, Span, is_joined, is_people_word, may_begin, state};
use crate::gazetteer::{FeatureClass, Query};
use crate::reading::token::Kind;

/// Longest name in tokens.
const MOST_WORDS: usize = 6;

/// What the gazetteer says of a name: rank and class of its best entry.
pub(crate) type Ranks = BTreeMap<String, Option<(u8, FeatureClass)>>;

/// The span that begins at a token, if one does.
pub(super) fn at(known: &Known, sentence: usize, at: usize, ranks: &mut Ranks) -> Option<Span> {
    let state = state::at(known, sentence, at).filter(|_| !known.is_no_part(at));
    if let Some((tokens, name)) = state {
        let (rank, class) = look_up(known, name, ranks).unwrap_or((2, FeatureClass::Province));
        return Some(Span {
            tokens,
            classes: vec![FeatureClass::Province],
            rank: Some(rank.min(2)),
            best: Some(class),
            full_name: Some(name),
        });
    }
    if !may_begin(known, sentence, at) || heads_an_event(known, sentence, at) {
        return None;
    }
    let scan = Scan {
        known,
        sentence,
        end: known.document.sentences[sentence].tokens.end,
    };
    let direction = scan.direction(at);
    let core_start = at + direction;
    if !may_begin(known, sentence, core_start) && direction > 0 {
        return None;
    }
    let mut best: Option<Span> = None;
    for end in scan.ends(core_start).into_iter().rev() {
        let text = known.document.text_of(core_start..end);
        let Some((rank, class)) = look_up(known, text, ranks) else {
            continue;
        };
        let is_people = end == core_start + 1 && is_people_word(known.document, core_start);
        let is_town = class == FeatureClass::Settlement && names_its_power(known, core_start);
        if is_people && !is_town {
            break;
        }
        if scan.is_cut_short(core_start, end) {
            break;
        }
        best = Some(Span {
            tokens: at..end,
            classes: Vec::new(),
            rank: Some(rank),
            best: Some(class),
            full_name: None,
        });
        break;
    }
    let span = best.or_else(|| {
        scan.unknown(core_start).map(|r| Span {
            tokens: at..r.end,
            classes: Vec::new(),
            rank: None,
            best: None,
            full_name: None,
        })
    })?;
    scan.with_noun(span, core_start, ranks)
}

/// Whether a power bears the word in its name, so that a town of that name is its seat: Delhi of the Delhi Sultanate.
fn names_its_power(known: &Known, at: usize) -> bool {
    let document = known.document;
    let people = document.people_of(&document.tokens[at].lower);
    people.is_some_and(|p| {
        let mut words = document.people_name(p).split(' ');
        words.clone().count() > 1 && words.any(|w| w == document.tokens[at].text)
    })
}

/// The longest known name at the beginning of some capitals, or all of them as an unknown one.
pub(super) fn passed_over(
    known: &Known,
    sentence: usize,
    run: Range<usize>,
    ranks: &mut Ranks,
) -> Span {
    let document = known.document;
    let written = document.text_of(run.start..run.start + 1);
    let short = written.trim_end_matches('.').to_lowercase();
    if let Some(&name) = document.lexicon.states.get(short.as_str()) {
        return Span {
            tokens: run.start..run.start + 1,
            classes: vec![FeatureClass::Province],
            rank: Some(2),
            best: Some(FeatureClass::Province),
            full_name: Some(name),
        };
    }
    let scan = Scan {
        known,
        sentence,
        end: run.end,
    };
    let longest = (run.start + 1..=run.end).rev().find_map(|end| {
        Some((
            end,
            look_up(known, document.text_of(run.start..end), ranks)?,
        ))
    });
    let span = match longest {
        Some((end, (rank, class))) => Span {
            tokens: run.start..end,
            classes: Vec::new(),
            rank: Some(rank),
            best: Some(class),
            full_name: None,
        },
        None => Span {
            tokens: run.clone(),
            classes: Vec::new(),
            rank: None,
            best: None,
            full_name: None,
        },
    };
    let whole = span.clone();
    scan.with_noun(span, run.start, ranks).unwrap_or(whole)
}

/// Whether the token is the noun of an event's name: `Battle` of `Battle of X`.
fn heads_an_event(known: &Known, sentence: usize, at: usize) -> bool {
    let document = known.document;
    let next = document.get(&document.sentences[sentence], at + 1);
    let token = &document.tokens[at];
    next.is_some_and(|t| t.one_of(&["of", "in", "at", "on", "for"]))
        && document.lexicon.fights.contains_key(token.lower.as_ref())
}

/// Rank and class of the best entry of a name.
fn look_up(known: &Known, text: &str, ranks: &mut Ranks) -> Option<(u8, FeatureClass)> {
    if let Some(found) = ranks.get(text) {
        return *found;
    }
    let found = known
        .atlas
        .knows(text)
        .then(|| {
            known.atlas.search(&Query {
                name: text,
                ..Query::default()
            })
        })
        .and_then(|c| c.first().map(|c| (c.rank, c.class)));
    ranks.insert(text.to_owned(), found);
    found
}

struct Scan<'a> {
    known: &'a Known<'a>,
    sentence: usize,
    end: usize,
}

impl Scan<'_> {
    /// Words for a part of a land before its name: `Eastern X`.
    fn direction(&self, at: usize) -> usize {
        const PARTS: &[&str] = &[
            "eastern",
            "western",
            "northern",
            "southern",
            "northeastern",
            "northwestern",
            "southeastern",
            "southwestern",
            "central",
            "upper",
            "lower",
            "inner",
            "outer",
            "modern",
        ];
        let document = self.known.document;
        let next_is_name =
            document.tokens.get(at + 1).is_some_and(|t| t.capital) && at + 1 < self.end;
        let whole_known = next_is_name && self.known.atlas.knows(document.text_of(at..at + 2));
        usize::from(document.tokens[at].one_of(PARTS) && next_is_name && !whole_known)
    }

    /// Where a name beginning here may end: after each capital word of the run, small words only between.
    fn ends(&self, start: usize) -> Vec<usize> {
        const SMALL: &[&str] = &[
            "of", "the", "de", "la", "el", "al", "du", "von", "am", "an", "upon", "on", "sur", "-",
            "–", "and", "'", "’", "del", "des", ".", "do", "da", "dos", "das", "di", "les", "los",
            "las", "by",
        ];
        let document = self.known.document;
        let mut ends = Vec::new();
        let mut i = start;
        while i < self.end && i < start + MOST_WORDS {
            let token = &document.tokens[i];
            let blocked = i > start
                && (self.known.is_person(i) || self.known.timeline.covers(self.sentence, i));
            if token.kind == Kind::Word && token.capital && !blocked
                || token.kind == Kind::Number && i > start && document.tokens[i - 1].is(".")
            {
                ends.push(i + 1);
            } else if i > start && (self.is_owned_noun(i) || self.is_owner(i)) {
                // `Sayer's Creek`: the possessive is part of the name.
            } else if !(i > start && token.one_of(SMALL)) {
                // A noun in small letters may close a name: `Yalu river`.
                let noun = i > start
                    && document.tokens[i - 1].capital
                    && !document.lexicon.classes_of(&token.lower).is_empty();
                if noun {
                    ends.push(i + 1);
                }
                break;
            }
            i += 1;
        }
        ends
    }

    /// Whether a known name is only the beginning of another: the Baños of `Baños de la Encina`, the La of `La
    /// Losa`.
    fn is_cut_short(&self, start: usize, end: usize) -> bool {
        let document = self.known.document;
        let is_capital = |i: usize| i < self.end && document.tokens[i].capital;
        let small = |i: usize| {
            let words = &document.lexicon.mention_words;
            i < self.end && words.has("joints", &document.tokens[i].lower)
        };
        let goes_on = small(end)
            && !document.tokens[end].capital
            && (is_capital(end + 1) || small(end + 1) && is_capital(end + 2));
        let is_article = end == start + 1 && small(start) && is_capital(end);
        goes_on || is_article
    }

    /// Whether a possessive is followed by a capital noun for a kind of place.
    fn is_owned_noun(&self, at: usize) -> bool {
        let document = self.known.document;
        at < self.end
            && document.tokens[at].kind == Kind::Possessive
            && at + 1 < self.end
            && document.tokens[at + 1].capital
            && !document
                .lexicon
                .classes_of(&document.tokens[at + 1].lower)
                .is_empty()
    }

    /// Whether a possessive stands between two capitals, as in a name that begins with its owner's: `Orm's Market`.
    fn is_owner(&self, at: usize) -> bool {
        let tokens = &self.known.document.tokens;
        at + 1 < self.end && tokens[at].kind == Kind::Possessive && tokens[at + 1].capital
    }

    /// A run of capitals without an entry.
    fn unknown(&self, start: usize) -> Option<Range<usize>> {
        let document = self.known.document;
        let lexicon = document.lexicon;
        let mut end = start;
        while end < self.end && end < start + 4 {
            let token = &document.tokens[end];
            if end > start && self.is_owned_noun(end) {
                end += 2;
                continue;
            }
            if end > start && self.is_cut_short(start, end) && !token.capital {
                let more = (end + 1..self.end).find(|&i| document.tokens[i].capital);
                end = more.map_or(end, |m| m + 1);
                continue;
            }
            let free = token.capital
                && !is_joined(document, end)
                && !self.known.is_person(end)
                && !lexicon.titles.contains(token.lower.as_ref())
                && !is_people_word(document, end);
            if !free
                || end > start && self.known.is_no_part(end)
                || (lexicon.stop.contains(token.lower.as_ref())
                    && end == start
                    && lexicon.classes_of(&token.lower).is_empty())
            {
                break;
            }
            end += 1;
        }
        let own = (start..end).any(|i| {
            lexicon.classes_of(&document.tokens[i].lower).is_empty()
                && document.tokens[i].text.chars().count() > 1
        });
        (end > start && own).then_some(start..end)
    }
}

fn may_begin_at(scan: &Scan, at: usize) -> bool {
    at < scan.end && may_begin(scan.known, scan.sentence, at)
}
