//! How far what belongs to a verb reaches, and which words only look like verbs of motion.

use super::is;
use crate::reading::document::Sentence;
use crate::reading::story::Story;
use crate::reading::token::Kind;

/// Whether a word that is noun and verb alike stands as a noun that moves nobody: `on land`, `by force`.
pub(super) fn is_bare_noun(story: &Story, sentence: &Sentence, at: usize) -> bool {
    let token = &story.document.tokens[at];
    let verbal = story
        .document
        .before(sentence, at, 1)
        .is_some_and(|t| is(story, "verbal", t));
    let names_motion = story
        .document
        .lexicon
        .motion_nouns
        .contains_key(token.lower.as_ref());
    is(story, "bare_nouns", token) && !verbal && !names_motion
}

/// Whether a form of a verb only describes the noun before it: `men led by X`.
pub(super) fn is_attribute(story: &Story, sentence: &Sentence, at: usize) -> bool {
    let document = story.document;
    let by = document.get(sentence, at + 1).is_some_and(|t| t.is("by"));
    by && document.tokens[at].one_of(&["led", "followed", "brought", "taken", "joined", "sent"])
        && !story.is_passive(sentence, at)
}

/// How far what belongs to the verb may reach.
pub(super) fn limit(story: &Story, sentence: &Sentence, from: usize) -> usize {
    let document = story.document;
    let last = sentence.tokens.end.min(from + 32);
    for i in from..last {
        let token = &document.tokens[i];
        let so_far = token.is("as") && is_as_far(story, sentence, i);
        if is(story, "ends", token) && !so_far {
            return i;
        }
        // The next verb takes what comes after it, unless it is an infinitive or goes on with this one.
        let verb = token.kind == Kind::Word
            && !token.capital
            && document.lexicon.verbs.contains_key(token.lower.as_ref())
            && !token.lower.ends_with("ing");
        let nominal = document
            .before(sentence, i, 1)
            .is_some_and(|t| t.one_of(&["the", "a", "an", "of"]));
        if verb && !nominal && i > from && !is_attribute(story, sentence, i) {
            return i;
        }
        let participle = token.is(",")
            && document.get(sentence, i + 1).is_some_and(|t| {
                t.lower.ends_with("ing")
                    && !t.capital
                    && !document.lexicon.verbs.contains_key(t.lower.as_ref())
                    && !t.one_of(&["including", "following", "according", "during"])
            });
        if i > from && (participle || begins_clause(story, sentence, i)) {
            return i;
        }
    }
    last
}

/// Whether either `as` of `as far as X`, `as far south as X` stands at a token.
pub(super) fn is_as_far(story: &Story, sentence: &Sentence, at: usize) -> bool {
    let document = story.document;
    let far = |i: Option<usize>| {
        let token = i.and_then(|i| document.get(sentence, i));
        token.is_some_and(|t| t.is("far"))
    };
    far(Some(at + 1)) || far(at.checked_sub(1)) || far(at.checked_sub(2))
}

/// Whether a clause of its own begins at `and`: `and burnt the town`, `, and the Danes gave up`.
pub(super) fn begins_clause(story: &Story, sentence: &Sentence, at: usize) -> bool {
    let document = story.document;
    if !document.tokens[at].one_of(&["and", ","]) {
        return false;
    }
    let adverb = document.get(sentence, at + 1).is_some_and(|t| {
        t.one_of(&["later", "then", "soon", "also", "finally"]) || t.lower.ends_with("ly")
    });
    let past = document
        .get(sentence, at + 1 + usize::from(adverb))
        .is_some_and(|t| {
            let verb =
                t.lower.ends_with("ed") && !document.lexicon.verbs.contains_key(t.lower.as_ref());
            !t.capital && (verb || is(story, "pasts", t))
        });
    let comma = document.before(sentence, at, 1).is_some_and(|t| t.is(","));
    let actor = (at + 1..(at + 4).min(sentence.tokens.end)).any(|i| {
        story.actor_at(sentence, i).is_some_and(|a| {
            story
                .mention_at(story.index_of(sentence), a.words.start)
                .is_none()
        })
    });
    past || comma && actor
}
