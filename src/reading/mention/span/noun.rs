//! Nouns for kinds of places around a name: `Lake Orm`, `the town of Orm`, `Orm's Ford`.

use super::{Ranks, Scan, look_up, may_begin_at};
use crate::gazetteer::FeatureClass;
use crate::reading::mention::Span;

impl Scan<'_> {
    /// The span with the noun before or after its name, and the noun's classes.
    pub(super) fn with_noun(&self, mut span: Span, core: usize, ranks: &mut Ranks) -> Option<Span> {
        let document = self.known.document;
        let lexicon = document.lexicon;
        let noun_at = |i: usize| {
            document
                .tokens
                .get(i)
                .filter(|_| i < self.end)
                .map_or(&[][..], |t| lexicon.classes_of(&t.lower))
        };
        let inside: Vec<FeatureClass> = [core, span.tokens.end - 1]
            .iter()
            .flat_map(|&i| noun_at(i))
            .copied()
            .collect();
        if !inside.is_empty() && span.tokens.len() > 1 {
            span.classes = inside;
        }
        // `River X`, `Mount X` of unknown names begin with the noun and are whole already; a noun alone is no name.
        let only_noun = span.tokens.len() == 1 && !noun_at(core).is_empty();
        if only_noun {
            let next = core + 1;
            let goes_on = may_begin_at(self, next);
            if !goes_on {
                return (span.rank.is_some_and(|r| r <= 2)).then_some(span);
            }
            span.classes = noun_at(core).to_vec();
            let last = self
                .ends(next)
                .into_iter()
                .rev()
                .find(|&e| look_up(self.known, document.text_of(next..e), ranks).is_some());
            span.tokens.end = last.unwrap_or(next + 1);
            span.rank = None;
            return Some(span);
        }
        self.take_owned_noun(&mut span, core, ranks);
        let after = span.tokens.end;
        let classes = noun_at(after);
        let small_and_vague = document.tokens.get(after).is_some_and(|t| {
            !t.capital
                && t.one_of(&[
                    "city", "town", "village", "port", "area", "run", "point", "sound", "wood",
                    "woods", "crossing", "bridge", "station", "frontier", "landing", "range",
                    "empire", "republic", "kingdom", "stream", "channel", "pass", "coast",
                ])
        });
        if !classes.is_empty() && !small_and_vague && span.classes.is_empty() {
            span.classes = classes.to_vec();
            span.tokens.end = after + 1;
            let text = document.text_of(core..after + 1);
            if let Some((rank, class)) = look_up(self.known, text, ranks) {
                span.rank = Some(rank);
                span.best = Some(class);
            }
        }
        if span.classes.is_empty() && core > 0 {
            span.classes = self.noun_before(span.tokens.start);
        }
        Some(span)
    }

    /// `Burton's Ford` is no part of a known Burton.
    fn take_owned_noun(&self, span: &mut Span, core: usize, ranks: &mut Ranks) {
        if !self.is_owned_noun(span.tokens.end) {
            return;
        }
        let document = self.known.document;
        let noun = span.tokens.end + 1;
        span.classes = document
            .lexicon
            .classes_of(&document.tokens[noun].lower)
            .to_vec();
        span.tokens.end = noun + 1;
        let found = look_up(self.known, document.text_of(core..noun + 1), ranks);
        span.rank = found.map(|f| f.0);
        span.best = found.map(|f| f.1);
    }

    /// Classes from `the river X`, `the town of X`, `Straits of X`.
    fn noun_before(&self, start: usize) -> Vec<FeatureClass> {
        let document = self.known.document;
        let sentence = &document.sentences[self.sentence];
        let word = |steps| {
            document
                .before(sentence, start, steps)
                .map_or("", |t| t.lower.as_ref())
        };
        let noun = match (word(1), word(2)) {
            ("of", noun) => noun,
            ("the", "of") => word(3),
            (noun, _) => noun,
        };
        document.lexicon.classes_of(noun).to_vec()
    }
}
