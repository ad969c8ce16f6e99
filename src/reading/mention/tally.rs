//! From candidates to mentions: those with enough evidence, counted by name.

use std::collections::{BTreeMap, BTreeSet};

use super::{Candidate, ENOUGH, Known, Mention, Mentions, Name, Span, Use, name_key};
use crate::gazetteer::{FeatureClass, Query};
use crate::reading::document::{Document, Sentence};

/// Evidence that each mention needs even so.
const ENOUGH_HERE: f64 = -0.6;
/// Rank of towns that are meant when a name stands alone, although a lake or river has it too.
const GREAT_TOWN: u8 = 2;
/// The same where no `the` stands before it, as it does before the short name of a river.
const KNOWN_TOWN: u8 = 4;

/// Sets the key of a field of battle apart from that of the water it is named after.
const FIELD: &str = " field";

/// What speaks for a name in the whole text: at its best place, and in all.
#[derive(Clone, Copy)]
struct Total {
    best: f64,
    sum: f64,
}

impl Total {
    /// How much one mention adds to the sum, which no single one decides.
    fn share(evidence: f64) -> f64 {
        evidence.clamp(-1.0, 1.5)
    }

    fn add(&mut self, evidence: f64) {
        self.best = self.best.max(evidence);
        self.sum += Self::share(evidence);
    }

    fn is_enough(self) -> bool {
        self.best + 0.2 * (self.sum - Self::share(self.best)) >= ENOUGH
    }
}

impl Mentions {
    /// The mentions among candidates.
    pub(super) fn accepted(known: &Known, candidates: Vec<Candidate>) -> Self {
        let waters = waters(known, &candidates);
        let keyed: Vec<(String, Candidate)> = candidates
            .into_iter()
            .map(|c| (key_of(known, &c, &waters), c))
            .map(as_field)
            .collect();
        let totals = totals(&keyed);
        let mut found = Self::default();
        let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
        for (key, candidate) in keyed {
            if !totals[&key].is_enough() || candidate.evidence < ENOUGH_HERE {
                continue;
            }
            let name = *by_key
                .entry(key)
                .or_insert_with(|| found.begin(known.document, &candidate.span));
            found.add(known.document, name, candidate);
        }
        found.note_containers(known.document);
        found
    }

    /// A name without mentions yet.
    fn begin(&mut self, document: &Document, span: &Span) -> usize {
        self.names.push(Name {
            text: span.name(document),
            classes: Vec::new(),
            known: span.rank.is_some(),
            mentions: Vec::new(),
            is_fought_at: false,
            articles: 0,
            within: Vec::new(),
            page: None,
        });
        self.names.len() - 1
    }

    fn add(&mut self, document: &Document, index: usize, candidate: Candidate) {
        let Candidate {
            sentence,
            span,
            evidence,
            usage,
        } = candidate;
        let name = &mut self.names[index];
        for class in &span.classes {
            if !name.classes.contains(class) {
                name.classes.push(*class);
            }
        }
        let text = span.name(document);
        if text.len() > name.text.len() {
            name.text = text;
        }
        let before = document.before(&document.sentences[sentence], span.tokens.start, 1);
        name.articles += usize::from(before.is_some_and(|t| t.is("the")));
        if name.page.is_none() {
            let page = super::link_of(document, &span.tokens).filter(|p| *p != name.text);
            name.page = page.map(str::to_owned);
        }
        name.is_fought_at |= usage == Use::Inside;
        name.mentions.push(self.mentions.len());
        self.mentions.push(Mention {
            is_shortened: span.full_name.is_some(),
            sentence,
            range: document.bytes_of(span.tokens.clone()),
            tokens: span.tokens,
            name: index,
            usage,
            evidence,
        });
    }

    /// Notes `X, Y`: X lies in Y.
    fn note_containers(&mut self, document: &Document) {
        for pair in self.mentions.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            let comma = a.tokens.end + 1 == b.tokens.start
                && a.sentence == b.sentence
                && document.tokens[a.tokens.end].is(",");
            // Letters leave the comma out: `Orm Va.`
            let apart = comma || a.tokens.end == b.tokens.start && b.is_shortened;
            let region = apart
                && a.name != b.name
                && is_container(document, &document.sentences[b.sentence], b);
            if region {
                let container = self.names[b.name].text.clone();
                let within = &mut self.names[a.name].within;
                if !within.contains(&container) {
                    within.push(container);
                }
            }
        }
    }
}

fn totals(keyed: &[(String, Candidate)]) -> BTreeMap<String, Total> {
    let mut totals = BTreeMap::new();
    for (key, candidate) in keyed {
        let none = Total {
            best: f64::NEG_INFINITY,
            sum: 0.0,
        };
        let total: &mut Total = totals.entry(key.clone()).or_insert(none);
        total.add(candidate.evidence);
    }
    totals
}

/// The key under which a span is counted with its like.
fn key_of(known: &Known, candidate: &Candidate, waters: &BTreeSet<String>) -> String {
    let span = &candidate.span;
    let key = name_key(&span.name(known.document));
    // Geneva is not Lake Geneva.
    let sentence = &known.document.sentences[candidate.sentence];
    let before = known.document.before(sentence, span.tokens.start, 1);
    let takes_the = before.is_some_and(|t| t.is("the"));
    let is_town = span.best == Some(FeatureClass::Settlement)
        && span
            .rank
            .is_some_and(|r| r <= GREAT_TOWN || r <= KNOWN_TOWN && !takes_the)
        && span.classes.is_empty();
    // The Valley of Mexico is not Mexico.
    let is_land = matches!(
        span.best,
        Some(FeatureClass::Country | FeatureClass::Polity | FeatureClass::Province)
    ) && span.classes.is_empty();
    if (is_town || is_land) && waters.contains(&key) {
        key + " town"
    } else if waters.contains(&key) && is_field(known, candidate) {
        key + FIELD
    } else {
        key
    }
}

/// A name kept for a field of battle is looked up as one.
fn as_field((key, mut candidate): (String, Candidate)) -> (String, Candidate) {
    if key.ends_with(FIELD) {
        candidate.span.classes = vec![FeatureClass::Battlefield];
    }
    (key, candidate)
}

/// Whether a fight is named after a water, and the gazetteer knows where on it that was: `Battle of the Trebia`.
fn is_field(known: &Known, candidate: &Candidate) -> bool {
    let span = &candidate.span;
    if candidate.usage != Use::Inside || !span.classes.is_empty() {
        return false;
    }
    let year = known
        .timeline
        .span
        .map(|(first, last)| i32::midpoint(first, last));
    let name = span.name(known.document);
    let found = known.atlas.search(&Query {
        name: &name,
        classes: &[FeatureClass::Battlefield],
        year,
        ..Query::default()
    });
    let of_then = |y: (Option<i32>, Option<i32>)| {
        let (Some(first), Some(year)) = (y.0, year) else {
            return false;
        };
        (first - 20..=first + 20).contains(&year)
    };
    found
        .iter()
        .any(|c| c.class == FeatureClass::Battlefield && of_then(c.years))
}

/// The keys of names that stand with a noun for water: `Lake Orm`, `Orm River`.
fn waters(known: &Known, candidates: &[Candidate]) -> BTreeSet<String> {
    use FeatureClass::{Gulf, Lake, River, Sea, Strait, Valley};
    let named = candidates.iter().map(|c| &c.span);
    named
        .filter(|s| {
            s.classes
                .iter()
                .any(|c| matches!(c, Gulf | Lake | River | Sea | Strait | Valley))
        })
        .map(|s| name_key(known.document.text_of(s.tokens.clone())))
        .collect()
}

/// `X, Y` with a comma or mark after it is no list.
fn is_container(document: &Document, sentence: &Sentence, b: &Mention) -> bool {
    let next = document.get(sentence, b.tokens.end);
    let listed = document
        .get(sentence, b.tokens.end)
        .is_some_and(|t| t.is(","))
        && document
            .get(sentence, b.tokens.end + 1)
            .is_some_and(|t| t.is("and"));
    next.is_none_or(|t| !t.one_of(&["and", "or"])) && !listed
}
