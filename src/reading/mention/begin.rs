//! Where the name of a place may begin.

use super::Known;
use crate::reading::document::{Document, Sentence};
use crate::reading::sides::people_at;

/// Whether a token can begin the name of a place.
pub(crate) fn may_begin(known: &Known, sentence: usize, at: usize) -> bool {
    let document = known.document;
    let s = &document.sentences[sentence];
    !is_joined(document, at)
        && (document.is_name_word(s, at)
            || leads_a_name(document, s, at)
            || begins_known(known, s, at))
        && !known.is_person(at)
        && !known.timeline.covers(sentence, at)
}

/// Whether a hyphen joins a people to what it does: `Danish-held`.
pub(crate) fn is_joined(document: &Document, at: usize) -> bool {
    let last = document.tokens[at].text.rsplit_once('-').map(|(_, l)| l);
    last.is_some_and(|l| document.lexicon.joined.contains(l))
}

/// Whether a sentence begins with a common word that is the first of a known name: `South Orm`.
fn begins_known(known: &Known, sentence: &Sentence, at: usize) -> bool {
    let document = known.document;
    document.tokens[at].capital
        && document.get(sentence, at + 1).is_some_and(|t| t.capital)
        && known.atlas.knows(document.text_of(at..at + 2))
}

/// Whether a sentence begins with a noun that leads a name: `Fort Orm`.
fn leads_a_name(document: &Document, sentence: &Sentence, at: usize) -> bool {
    let noun = &document.tokens[at];
    noun.capital
        && !document.lexicon.classes_of(&noun.lower).is_empty()
        && document
            .get(sentence, at + 1)
            .is_some_and(|t| t.capital && !document.lexicon.stop.contains(t.lower.as_ref()))
}

/// Whether the token names a people and not a land.
pub(crate) fn is_people_word(document: &Document, at: usize) -> bool {
    let Some(people) = people_at(document, at) else {
        return false;
    };
    document.people_of(&document.tokens[at].lower).is_some()
        && document.people_name(people) != document.tokens[at].text
}
