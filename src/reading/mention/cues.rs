//! What the words around a span say for or against a place.

use super::{Known, Span, Use};
use crate::gazetteer::FeatureClass;
use crate::reading::document::{Role, Sentence};
use crate::reading::token::Kind;

/// How much speaks for a place, and how it is used.
pub(super) fn judge(known: &Known, sentence: usize, span: &Span) -> (f64, Use) {
    let judge = Judge {
        known,
        sentence: &known.document.sentences[sentence],
        index: sentence,
        span,
    };
    let mut usage = Use::Place;
    let mut evidence = judge.of_gazetteer() + judge.of_noun() + judge.of_role();
    if judge.is_event_name() {
        usage = Use::Inside;
        evidence += 2.0;
    } else {
        evidence += judge.of_cue() + judge.of_link();
    }
    if span
        .best
        .is_some_and(|c| matches!(c, FeatureClass::Country | FeatureClass::Polity))
        && usage == Use::Place
    {
        usage = Use::Inside;
    }
    evidence += judge.of_what_follows() + judge.against();
    (evidence, usage)
}

/// How far before a stop its verb may stand when other stops are between, in tokens.
const WAY_REACH: usize = 12;

struct Judge<'a> {
    known: &'a Known<'a>,
    sentence: &'a Sentence,
    index: usize,
    span: &'a Span,
}

impl Judge<'_> {
    fn before(&self, steps: usize) -> &str {
        self.known
            .document
            .before(self.sentence, self.span.tokens.start, steps)
            .map_or("", |t| t.lower.as_ref())
    }

    fn after(&self, steps: usize) -> &str {
        self.known
            .document
            .get(self.sentence, self.span.tokens.end + steps - 1)
            .map_or("", |t| t.lower.as_ref())
    }

    fn of_gazetteer(&self) -> f64 {
        let words = self.span.tokens.len();
        let several = if words > 1 { 0.5 } else { 0.0 };
        match self.span.rank {
            Some(1) => 1.8 + several,
            Some(2) => 1.5 + several,
            Some(3) => 0.8 + several,
            Some(4) => 0.4 + several,
            Some(_) => 0.1 + several,
            None => -0.1,
        }
    }

    fn of_noun(&self) -> f64 {
        match (self.span.classes.is_empty(), self.span.rank) {
            (true, _) => 0.0,
            (false, Some(_)) => 1.2,
            (false, None) => 2.1,
        }
    }

    fn of_role(&self) -> f64 {
        match self.sentence.role {
            Role::Infobox(_) => 1.2,
            Role::Heading | Role::Prose => 0.0,
        }
    }

    /// `Battle of X`, `battles of X and Y`, `Treaty of X`.
    fn is_event_name(&self) -> bool {
        let lexicon = self.known.document.lexicon;
        let of = if self.before(1) == "the" { 2 } else { 1 };
        if !matches!(self.before(of), "of" | "in" | "at") {
            return false;
        }
        let noun = self.before(of + 1);
        lexicon.fights.contains_key(noun)
            || (self.before(of) == "of" && lexicon.mention_words.has("treaties", noun))
    }

    /// What a page of its own says for a name that no person bears.
    fn of_link(&self) -> f64 {
        let is_linked = super::link_of(self.known.document, &self.span.tokens).is_some();
        if is_linked { 0.5 } else { 0.0 }
    }

    /// `the capital, X`, `his fortress of X`.
    fn is_named_after_its_kind(&self) -> bool {
        let kind = self.before(2);
        let places = &self.known.document.lexicon.place_nouns;
        self.before(1) == ","
            && (matches!(kind, "capital" | "stronghold" | "seat" | "base")
                || places
                    .get(kind)
                    .is_some_and(|c| c.contains(&FeatureClass::Settlement)))
    }

    fn of_cue(&self) -> f64 {
        let lexicon = self.known.document.lexicon;
        let the = self.before(1) == "the";
        let is_todays = lexicon.mention_words.has("todays", self.before(1));
        let word = if the || is_todays {
            self.before(2)
        } else {
            self.before(1)
        };
        let is_strong = lexicon.strong_cues.contains(word)
            || lexicon.reached_cues.contains(word)
            || self.is_named_after_its_kind()
            || word == "as" && (self.before(2) == "far" || self.before(3) == "far")
            || self.is_goal() && !the;
        let cue = if is_strong {
            1.6
        } else if lexicon.verb_cues.contains(word) || self.is_somebodys() {
            1.2
        } else if lexicon.weak_cues.contains(word) {
            0.7
        } else if word == "," || word == "and" {
            0.3
        } else {
            0.0
        };
        // An article before a bare name: a people, a ship, a thing, or a river.
        let bare = the && self.span.classes.is_empty() && self.span.tokens.len() == 1;
        let land = self
            .span
            .best
            .is_some_and(|c| !matches!(c, FeatureClass::Settlement | FeatureClass::Fort));
        cue - if bare && !land { 1.3 } else { 0.0 }
    }

    /// `Danish-held X`.
    fn is_somebodys(&self) -> bool {
        let start = self.span.tokens.start;
        start > self.sentence.tokens.start && super::is_joined(self.known.document, start - 1)
    }

    /// `RICHMOND, VA., June 1`, `Warrensburg May 31`: where a letter or dispatch was written.
    fn is_dateline(&self) -> bool {
        let document = self.known.document;
        let mut next = self.span.tokens.end;
        for _ in 0..2 {
            next += usize::from(
                document
                    .get(self.sentence, next)
                    .is_some_and(|t| t.one_of(&[",", "."])),
            );
            if let Some((state, _)) = super::state::at(
                self.known,
                self.index,
                next.min(self.sentence.tokens.end - 1),
            ) {
                next = state.end;
            }
        }
        document
            .get(self.sentence, next)
            .is_some_and(|t| t.capital && document.lexicon.months.contains_key(t.lower.as_ref()))
            && document
                .get(self.sentence, next + 1)
                .is_some_and(|t| t.kind == Kind::Number || t.is("."))
    }

    fn of_what_follows(&self) -> f64 {
        let document = self.known.document;
        let next = self.span.tokens.end;
        if self.span.full_name.is_some() {
            return 1.0;
        }
        if self.is_dateline() {
            return 1.4;
        }
        let state = super::state::at(
            self.known,
            self.index,
            next.min(self.sentence.tokens.end - 1),
        )
        .is_some();
        if state && next < self.sentence.tokens.end {
            return 1.2;
        }
        if self.suffers() {
            return 1.7;
        }
        if self.is_apposed() {
            return 1.0;
        }
        let follows = document.get(self.sentence, next);
        if follows.is_some_and(|t| t.is(","))
            && document
                .get(self.sentence, next + 1)
                .is_some_and(|t| t.capital && self.known.atlas.knows(t.text))
        {
            let is_state = document
                .get(self.sentence, next + 1)
                .is_some_and(|t| document.lexicon.states.values().any(|s| *s == t.text));
            return if is_state { 1.2 } else { 0.6 };
        }
        if follows.is_some_and(|t| t.capital && t.kind == Kind::Word) {
            return -1.1;
        }
        let words = &document.lexicon.mention_words;
        let named_only = self.span.rank.is_none_or(|r| r > 2);
        if named_only
            && follows.is_some_and(|t| {
                document.lexicon.troops.contains(t.lower.as_ref()) || words.has("deeds", &t.lower)
            })
        {
            -1.2
        } else {
            0.0
        }
    }

    /// Whether a lone word that opens a sentence stands nowhere else, with a verb after it: `Storms wrecked`.
    fn acts_once(&self) -> bool {
        // Towns and lands do much, capes and hills nothing.
        use FeatureClass::{Country, Polity, Province, Region, Settlement};
        let is_land = matches!(
            self.span.best,
            Some(Country | Polity | Province | Region | Settlement)
        );
        let acts = !is_land && self.after(1).ends_with("ed") && !self.suffers();
        acts && self.known.document.times(self.span.tokens.start) == 1
    }

    /// `X fell on 3 June`, `X was besieged`: what befalls towns.
    fn suffers(&self) -> bool {
        let words = &self.known.document.lexicon.mention_words;
        let adverb = usize::from(matches!(
            self.after(2),
            "then" | "soon" | "finally" | "also"
        ));
        matches!(self.after(1), "was" | "were") && words.has("befalls", self.after(2 + adverb))
            || matches!(self.after(1), "fell" | "surrendered" | "capitulated")
                && matches!(self.after(2), "on" | "in" | "to" | "after" | "without")
                && self.span.rank.is_some()
    }

    /// `X, the capital of`, `X, a town`.
    fn is_apposed(&self) -> bool {
        let noun = if self.after(3) == "main" || self.after(3) == "chief" {
            4
        } else {
            3
        };
        let places = &self.known.document.lexicon.place_nouns;
        self.after(1) == ","
            && matches!(self.after(2), "the" | "a" | "an")
            && (matches!(self.after(noun), "capital" | "stronghold" | "seat")
                || places.contains_key(self.after(noun)))
    }

    /// A verb of motion before `to X` or `from X`, next to it or with other stops between: `marched from Y to X`.
    fn is_goal(&self) -> bool {
        let lexicon = self.known.document.lexicon;
        let link = if self.before(1) == "the" { 2 } else { 1 };
        if !lexicon.mention_words.has("ways", self.before(link)) {
            return false;
        }
        let is_verb = |steps| {
            lexicon.verbs.contains_key(self.before(steps))
                && !matches!(self.before(steps), "go" | "left" | "lead" | "pass")
        };
        let start = self.span.tokens.start;
        let is_stop = |steps| {
            let token = self.known.document.before(self.sentence, start, steps);
            token.is_some_and(|t| {
                t.capital
                    || t.kind == Kind::Possessive
                    || lexicon.mention_words.has("ways", &t.lower)
                    || lexicon.mention_words.has("between_ways", &t.lower)
            })
        };
        if (link + 1..=link + 4).any(is_verb) {
            return true;
        }
        let beyond = (link + 1..=link + WAY_REACH).find(|&s| !is_stop(s));
        beyond.is_some_and(is_verb)
    }

    fn against(&self) -> f64 {
        let document = self.known.document;
        let lexicon = document.lexicon;
        let mut minus = 0.0;
        if self.span.full_name.is_some() {
            return 0.0;
        }
        let words = &lexicon.mention_words;
        if words.has("things", self.after(1)) {
            minus -= 1.6;
        }
        if words.has("ships", self.before(1))
            || words.has("ships", self.before(2)) && self.before(1) != "of"
        {
            minus -= 3.0;
        }
        let of = if self.before(1) == "the" { 2 } else { 1 };
        if self.before(of) == "of" && words.has("typed_of", self.before(of + 1)) {
            minus -= 3.0;
        }
        if lexicon.titles.contains(self.before(1)) && self.span.classes.is_empty() {
            minus -= 2.0;
        }
        // `the Stone of Destiny` is a thing.
        let alone = self.span.tokens.len() == 1 && self.span.classes.is_empty();
        let named_of = self.after(1) == "of"
            && document
                .get(self.sentence, self.span.tokens.end + 1)
                .is_some_and(|t| t.capital);
        if alone && named_of && self.before(1) == "the" {
            minus -= 1.5;
        }
        let first = self.span.tokens.start == self.sentence.tokens.start;
        let previous = document.before(self.sentence, self.span.tokens.start, 1);
        // `At X` opens a sentence.
        let opens = self.span.tokens.start == self.sentence.tokens.start + 1
            && previous.is_some_and(|t| lexicon.stop.contains(t.lower.as_ref()));
        let joins = previous.is_some_and(|t| t.capital && t.kind == Kind::Word);
        if joins && !first && !opens && !self.is_somebodys() {
            minus -= 1.2;
        }
        let lone = first && self.span.tokens.len() == 1;
        if lone && !self.suffers() && (self.span.rank.is_none_or(|r| r > 2) || self.acts_once()) {
            minus -= 0.8;
        }
        let only = self.span.tokens.len() == 1;
        if only
            && lexicon
                .vague
                .contains(document.tokens[self.span.tokens.start].lower.as_ref())
        {
            minus -= 6.0;
        }
        if self.span.tokens.len() == 1
            && lexicon
                .stop
                .contains(document.tokens[self.span.tokens.start].lower.as_ref())
        {
            minus -= 2.0;
        }
        minus
    }
}
