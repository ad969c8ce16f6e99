//! Shortened names of states after a town: `Richmond, Va.`, `Hilton Head, S. C.`.

use std::ops::Range;

use super::Known;

/// The state that begins at a token, as its tokens and full name.
///
/// A bare `Miss.` may be a lady: a stop must follow, and a town or a comma stand before.
pub(super) fn at(
    known: &Known,
    sentence: usize,
    at: usize,
) -> Option<(Range<usize>, &'static str)> {
    let document = known.document;
    let s = &document.sentences[sentence];
    if !document.tokens[at].capital {
        return None;
    }
    let before = document.before(s, at, 1)?;
    let after_place = before.is(",") || before.capital && !before.is("U");
    if !after_place {
        return None;
    }
    let mut end = at;
    let mut letters: Vec<&str> = Vec::new();
    let mut best = None;
    while let Some(token) = document.get(s, end).filter(|t| t.capital) {
        letters.extend(token.text.split('.').filter(|l| !l.is_empty()));
        let stop = document.get(s, end + 1).is_some_and(|t| t.is("."));
        let written = letters.join(" ").to_lowercase();
        if let Some(&name) = document.lexicon.states.get(written.as_str())
            && (stop || written.contains(' '))
        {
            best = Some((at..end + 1, name));
        }
        end += 1 + usize::from(stop);
        if letters.len() > 2 || !stop {
            break;
        }
    }
    best
}
