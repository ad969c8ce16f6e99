//! Who acts in a clause: the subject of its verb, also through `and`, participles and pronouns.

use super::{Actor, BREAKS, Story};
use crate::reading::document::{Role, Sentence};

/// Prepositions before a noun that does not act.
const OBLIQUE: &[&str] = &[
    "by", "against", "with", "in", "into", "near", "through", "via", "across", "toward", "towards",
    "for", "of", "to", "from", "under", "on", "at", "over", "between", "upon", "around",
];
/// How far before its verb a subject may stand, in tokens.
const REACH: usize = 30;
/// How many sentences back a pronoun may point.
const BACK: usize = 3;

impl Story<'_> {
    /// Who acts by the verb at a token: the nearest actor before it in its clause that is no object; after
    /// `and` or as a participle it shares the subject of the verb before.
    pub(crate) fn actor_before(&self, sentence: &Sentence, at: usize) -> Option<Actor> {
        let from = self.clause_start(sentence, at);
        let mut nearest = None;
        let mut fallback = None;
        for i in (from..at).rev() {
            if let Some(actor) = self.pronoun(sentence, i) {
                return Some(actor);
            }
            if self.is_first_person(i) {
                return self.actor_at(sentence, i);
            }
            if self.shares_subject(sentence, i, at) {
                return self
                    .subject_from(sentence, from, i)
                    .or(nearest)
                    .or(fallback);
            }
            let Some(actor) = self.actor_at(sentence, i) else {
                continue;
            };
            // `led by X`, `against the X`, `in X`: not who acts, unless nobody else is there.
            let head = self.head_of(sentence, actor.words.start);
            if !OBLIQUE.contains(&head) {
                nearest = Some(actor);
                break;
            }
            if fallback.is_none() && matches!(head, "by" | "of" | "under") {
                fallback = Some(actor);
            }
        }
        nearest.or(fallback)
    }

    fn clause_start(&self, sentence: &Sentence, at: usize) -> usize {
        let from = sentence.tokens.start.max(at.saturating_sub(REACH));
        (from..at)
            .rev()
            .find(|&i| {
                self.document.tokens[i].one_of(BREAKS) && !self.shares_subject(sentence, i, at)
            })
            .map_or(from, |i| i + 1)
    }

    /// Whether the token is the `and` right before a verb, or the comma before a participle.
    fn shares_subject(&self, sentence: &Sentence, i: usize, at: usize) -> bool {
        let token = &self.document.tokens[i];
        let near = at - i <= 2
            || at - i == 3 && !self.document.tokens[i + 1].capital
            || at - i <= 7 && (i + 1..at).all(|t| self.is_of_time(sentence, t));
        let participle = self.document.tokens[at].lower.ends_with("ing");
        let adjunct = participle && token.one_of(&["by", "before", "after", "without", "while"]);
        // `crossed the X, occupied Y and ...`: verbs in a row.
        let in_row = token.is(",") && i + 1 == at && self.is_row(sentence, at);
        let joins = adjunct
            || token.one_of(&["and", "but"])
            || in_row
            || token.is(",") && (participle || self.is_and(sentence, i + 1));
        joins && near && (i + 1..at).all(|t| self.actor_at(sentence, t).is_none())
    }

    /// Whether a past verb right after a comma is one of several in a row, and no participle: `, followed by`.
    fn is_row(&self, sentence: &Sentence, at: usize) -> bool {
        let verb = &self.document.tokens[at];
        let past = self
            .document
            .lexicon
            .verbs
            .contains_key(verb.lower.as_ref());
        let participle = self
            .document
            .get(sentence, at + 1)
            .is_some_and(|t| t.one_of(&["by", "under", "with", "from", "to", "in", "at"]));
        past && !participle
    }

    /// Whether a word only says when: `and two days later took X`, `and on 3 June took X`.
    fn is_of_time(&self, sentence: &Sentence, at: usize) -> bool {
        let token = &self.document.tokens[at];
        token.one_of(&[
            "later",
            "then",
            "soon",
            "again",
            "finally",
            "on",
            "in",
            "by",
            "days",
            "day",
            "weeks",
            "week",
            "months",
            "month",
            "the",
            "next",
            "same",
            "following",
            "after",
        ]) || self
            .document
            .lexicon
            .numbers
            .contains_key(token.lower.as_ref())
            || self.timeline.covers(self.index_of(sentence), at)
    }

    fn is_and(&self, sentence: &Sentence, at: usize) -> bool {
        self.document.get(sentence, at).is_some_and(|t| t.is("and"))
    }

    /// The first actor of a clause that can be its subject.
    fn subject_from(&self, sentence: &Sentence, from: usize, to: usize) -> Option<Actor> {
        let from = self.after_opening(sentence, from, to).unwrap_or(from);
        (from..to).find_map(|i| {
            if let Some(actor) = self.pronoun(sentence, i) {
                return Some(actor);
            }
            let actor = self.actor_at(sentence, i)?;
            let head = self.head_of(sentence, actor.words.start);
            (!OBLIQUE.contains(&head)).then_some(actor)
        })
    }

    /// Where the main clause begins after one that says why or when: `In order to stop the Danes, Kurck ...`.
    fn after_opening(&self, sentence: &Sentence, from: usize, to: usize) -> Option<usize> {
        let first = &self.document.tokens[sentence.tokens.start];
        let words = &self.document.lexicon.caption_words;
        let opens = words.has("phrases", &first.lower)
            || words.has("openers", &first.lower)
            || first.one_of(&["to", "for", "fearing", "hoping", "without"]);
        if !opens || from > sentence.tokens.start + 1 {
            return None;
        }
        let acts = |comma: &usize| {
            let skip = usize::from(self.document.tokens[comma + 1].one_of(&["the", "a", "king"]));
            let at = comma + 1 + skip;
            let actor = (at < to).then(|| self.actor_at(sentence, at)).flatten();
            actor.is_some_and(|a| !self.document.tokens[a.words.end.min(to)].one_of(&[",", "and"]))
        };
        (from..to.saturating_sub(1))
            .filter(|&i| self.document.tokens[i].is(","))
            .find(acts)
            .map(|comma| comma + 1)
    }

    /// Whether the writer's own people are meant: `we`, `I`.
    fn is_first_person(&self, at: usize) -> bool {
        self.document.tokens[at].one_of(&["we", "i"])
    }

    /// Whom `he`, `they` or `his troops` at a token means.
    fn pronoun(&self, sentence: &Sentence, at: usize) -> Option<Actor> {
        let token = &self.document.tokens[at];
        let next = self.document.get(sentence, at + 1);
        let troops = |of: &[&str]| {
            token.one_of(of)
                && next.is_some_and(|t| self.document.lexicon.troops.contains(t.lower.as_ref()))
        };
        let of_person = token.one_of(&["he", "she"]) || troops(&["his", "her"]);
        let of_many = token.is("they") || troops(&["their"]);
        if !of_person && !of_many {
            return None;
        }
        let writers = |a: &Actor| self.document.tokens[a.words.start].one_of(&["we", "our"]);
        let fits = |actor: &Actor| (!of_person || actor.person.is_some()) && !writers(actor);
        let own = self
            .subject_from(sentence, sentence.tokens.start, at.min(sentence.tokens.end))
            .filter(|a| a.words.end <= at && fits(a));
        own.or_else(|| self.antecedent(sentence, fits))
    }

    /// The persons whom `he` and the like mean in a sentence.
    pub(crate) fn meant_by_pronouns(&self, sentence: &Sentence) -> Vec<usize> {
        let pronouns = sentence
            .tokens
            .clone()
            .filter(|&i| self.document.tokens[i].is("he"));
        let meant = pronouns.filter_map(|i| self.pronoun(sentence, i)?.person);
        meant.take(1).collect()
    }

    /// The subject of the nearest sentence before in the same section that fits.
    pub(crate) fn antecedent(
        &self,
        sentence: &Sentence,
        fits: impl Fn(&Actor) -> bool,
    ) -> Option<Actor> {
        let sentences = &self.document.sentences;
        let index = self.index_of(sentence);
        let back = sentences[..index].iter().rev().take(BACK);
        let mut told = back.take_while(|s| s.section == sentence.section && s.role == Role::Prose);
        told.find_map(|s| {
            let actors = s.tokens.clone().filter_map(|i| {
                let actor = self.actor_at(s, i)?;
                let head = self.head_of(s, actor.words.start);
                (!OBLIQUE.contains(&head) && fits(&actor)).then_some(actor)
            });
            let first = actors.into_iter().next();
            // `The X under Y ...`: nobody but Y is a person there.
            first.or_else(|| {
                let led = s.tokens.clone().filter_map(|i| self.actor_at(s, i));
                led.into_iter().find(|a| a.person.is_some() && fits(a))
            })
        })
    }

    /// The word before a noun phrase, its article, adjectives and `the town of` left out.
    pub(crate) fn head_of(&self, sentence: &Sentence, start: usize) -> &str {
        let mut at = start;
        for _ in 0..4 {
            let Some(token) = self.document.before(sentence, at, 1) else {
                return "";
            };
            let of_kind = token.is("of")
                && self.document.before(sentence, at, 2).is_some_and(|t| {
                    let lexicon = self.document.lexicon;
                    let works = lexicon.motion_words.has("lines", &t.lower);
                    !t.capital && (works || !lexicon.classes_of(&t.lower).is_empty())
                });
            if of_kind {
                at -= 2;
                continue;
            }
            let skipped = token.one_of(&[
                "the", "a", "an", "his", "their", "general", "generals", "admiral", "king", "all",
                "most",
            ]) || token.capital
                && self.document.lexicon.titles.contains(token.lower.as_ref());
            if !skipped {
                return &token.lower;
            }
            at -= 1;
        }
        self.document
            .before(sentence, at, 1)
            .map_or("", |t| t.lower.as_ref())
    }
}
