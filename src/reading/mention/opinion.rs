//! The model's say beside the rules: it raises and lowers what they found, and adds names they passed over.

use super::span::{self, Ranks};
use super::{Candidate, Known, Span, Use, sentences};
use crate::gazetteer::FeatureClass;
use crate::reading::document::Document;
use crate::reading::recognizer::{Opinion, Scene};
use crate::reading::token::Token;

/// Evidence of a name that is refused.
const REFUSED: f64 = -2.0;
/// From so much evidence on the rules are sure, and the model cannot refuse.
const SETTLED: f64 = 3.0;
/// A dateline stands among so many words.
const OPENING: usize = 12;

/// How far the model is trusted.
struct Trust {
    /// How much evidence one step of the log odds is worth.
    worth: f64,
    /// The most it counts for or against.
    most: f64,
    /// Log odds from which on a name that the rules passed over is one.
    sure: f64,
    /// Log odds up to which a name is refused, whatever speaks for it.
    veto: f64,
    /// Whether unknown names and powers are raised too.
    lifts_all: bool,
}

/// Letters and dispatches are what the model learnt from.
const LETTER: Trust = Trust {
    worth: 0.5,
    most: 2.0,
    sure: 0.3,
    veto: -1.0,
    lifts_all: true,
};
/// Articles are written more evenly, and the rules read them better.
const ARTICLE: Trust = Trust {
    worth: 0.12,
    most: 0.4,
    sure: f64::INFINITY,
    veto: f64::NEG_INFINITY,
    lifts_all: false,
};

impl Trust {
    fn lifts(&self, span: &Span) -> bool {
        use FeatureClass::{Country, Polity};
        let is_power = |class: &FeatureClass| matches!(class, Country | Polity);
        let is_spot = !span.best.iter().chain(&span.classes).any(is_power);
        self.lifts_all || span.rank.is_some() && is_spot
    }

    /// `None` for texts of neither kind, on which the model has not been tried.
    fn in_a(document: &Document) -> Option<&'static Self> {
        let article = document.article;
        let has_parts = article.sections.iter().filter(|s| s.level > 0).count() > 1;
        if has_parts || !article.infobox.is_empty() {
            Some(&ARTICLE)
        } else {
            is_letter(document).then_some(&LETTER)
        }
    }
}

/// Whether somebody writes to somebody: in the first or second person, or under a dateline in capitals.
fn is_letter(document: &Document) -> bool {
    let tokens = &document.tokens;
    let is_writer = |(at, token): (usize, &Token)| {
        // `Francis I` and `World War I` are nobody's words.
        let is_numeral = at > 0 && tokens[at - 1].capital;
        token.one_of(&["we", "my", "our", "you", "your"]) || token.text == "I" && !is_numeral
    };
    let is_loud = |t: &Token| t.text.len() > 3 && t.text.chars().all(char::is_uppercase);
    tokens.iter().enumerate().any(is_writer) || tokens.iter().take(OPENING).any(is_loud)
}

/// Asks the model about every capital, given what the rules found.
pub(super) fn ask(known: &Known, candidates: &[Candidate]) -> Opinion {
    let found = candidates.iter().map(|c| (&c.span, c.evidence));
    let scene = Scene::new(known.document, known.persons, found);
    let read = sentences(known.document).map(|s| &known.document.sentences[s]);
    Opinion::of(&scene, read)
}

/// Lets the model weigh in on the rules' candidates and add its own.
pub(super) fn weigh_in(
    known: &Known,
    opinion: &Opinion,
    candidates: &mut Vec<Candidate>,
    ranks: &mut Ranks,
) {
    let Some(trust) = Trust::in_a(known.document) else {
        return;
    };
    let mut taken = vec![false; known.document.tokens.len()];
    for candidate in candidates.iter_mut() {
        taken[candidate.span.tokens.clone()].fill(true);
        let odds = opinion.on(candidate.span.tokens.clone());
        let most = if trust.lifts(&candidate.span) {
            trust.most
        } else {
            0.0
        };
        let is_settled = candidate.evidence >= SETTLED;
        candidate.evidence += (trust.worth * odds).clamp(-trust.most, most);
        if odds < trust.veto && !is_settled {
            candidate.evidence = candidate.evidence.min(REFUSED);
        }
    }
    for sentence in sentences(known.document) {
        let tokens = known.document.sentences[sentence].tokens.clone();
        let is_own =
            |t: usize| t < tokens.end && !taken[t] && opinion.at(t).is_some_and(|o| o > trust.sure);
        let mut at = tokens.start;
        while at < tokens.end {
            if !is_own(at) {
                at += 1;
                continue;
            }
            let end = (at..).find(|&t| !is_own(t)).expect("sentences end");
            let span = span::passed_over(known, sentence, at..end, ranks);
            at = span.tokens.end;
            let odds = opinion.on(span.tokens.clone());
            candidates.push(Candidate {
                sentence,
                evidence: (1.0 + trust.worth * odds).min(trust.most),
                span,
                usage: Use::Place,
            });
        }
    }
    candidates.sort_by_key(|c| c.span.tokens.start);
}
