//! Where sentences end: a stop, a space and a new beginning, unless the word before is an abbreviation.

use std::ops::Range;

/// Abbreviations that another word always follows: titles, `Fort`, `about`, months.
const NEVER_LAST: &[&str] = &[
    "adm", "apr", "aug", "brig", "c", "ca", "capt", "cdr", "cf", "cmdr", "col", "comm", "cpl",
    "cpt", "dec", "dr", "e.g", "feb", "fr", "ft", "gen", "gov", "hon", "i.e", "jan", "lieut", "lt",
    "maj", "messrs", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "op", "pres", "prof",
    "r.adm", "rev", "sen", "sept", "sep", "sgt", "st", "ste", "supt", "vol", "vs", "v.adm", "viz",
    "approx", "resp", "genl", "genls", "sergt", "corpl", "capn", "comdr", "regt", "majr", "adml",
];

/// Abbreviations that may close a sentence: they do when a common first word follows.
const MAYBE_LAST: &[&str] = &[
    "a.d", "a.m", "b.c", "b.c.e", "c.e", "co", "d.c", "esq", "etc", "inc", "jr", "ltd", "p.m",
    "sr", "u.k", "u.s", "u.s.a", "u.s.s.r",
];

/// Words that seldom stand with a capital inside a sentence.
const STARTERS: &[&str] = &[
    "a",
    "after",
    "all",
    "although",
    "an",
    "and",
    "as",
    "at",
    "before",
    "but",
    "by",
    "despite",
    "during",
    "for",
    "from",
    "he",
    "her",
    "his",
    "however",
    "in",
    "it",
    "its",
    "later",
    "meanwhile",
    "of",
    "on",
    "only",
    "she",
    "since",
    "so",
    "some",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "to",
    "under",
    "when",
    "while",
    "with",
];

/// The sentences of a stretch of text, each trimmed of blanks, in order.
pub(super) fn split(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = range.start;
    let body = &text[range.clone()];
    for (i, c) in body.char_indices() {
        let ends = match c {
            '.' | '!' | '?' | '…' => stop_ends(body, i, c),
            '。' | '！' | '？' => Some(i + c.len_utf8()),
            _ => None,
        };
        if let Some(end) = ends {
            let end = range.start + end;
            if end > start {
                push_trimmed(text, start..end, &mut sentences);
                start = end;
            }
        }
    }
    push_trimmed(text, start..range.end, &mut sentences);
    sentences
}

fn push_trimmed(text: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start().len());
    let end = range.start + slice.trim_end().len();
    if start < end {
        sentences.push(start..end);
    }
}

/// Quotes, brackets and further stops that close a sentence together; a longer row of them is no end.
const MOST_CLOSERS: usize = 16;

/// Blanks after a stop that are looked over for the next word.
const MOST_BLANKS: usize = 64;

/// The end of the sentence that the stop at `i` closes, if it does.
fn stop_ends(body: &str, i: usize, stop: char) -> Option<usize> {
    let after = &body[i + stop.len_utf8()..];
    let is_closer = |c: &char| "\"'”’»)].!?".contains(*c);
    let closing = after.chars().take(MOST_CLOSERS).take_while(is_closer);
    let closers: usize = closing.map(char::len_utf8).sum();
    let rest = &after[closers..];
    let blanks = rest
        .chars()
        .take(MOST_BLANKS)
        .take_while(|c| c.is_whitespace());
    let next = &rest[blanks.map(char::len_utf8).sum()..];
    if next.len() == rest.len() && !rest.is_empty() {
        return None;
    }
    let end = i + stop.len_utf8() + closers;
    let Some(first) = next
        .trim_start_matches(['"', '\'', '“', '‘', '«', '(', '['])
        .chars()
        .next()
    else {
        return Some(end);
    };
    if first.is_lowercase() {
        return None;
    }
    if stop == '.' && closers == 0 && abbreviation(body, i, next, first) {
        return None;
    }
    Some(end)
}

/// Whether the word before the stop at `i` is an abbreviation that goes on.
fn abbreviation(body: &str, i: usize, next: &str, first: char) -> bool {
    // Longer than any abbreviation: keeps the look back short, whatever the text.
    let from = body.floor_char_boundary(i.saturating_sub(24));
    let before = &body[from..i];
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '–' | '—'))
        .next()
        .unwrap_or("");
    let lower = word.to_lowercase();
    if NEVER_LAST.contains(&lower.as_str()) {
        return lower != "no" || first.is_ascii_digit();
    }
    let follower: String = next
        .chars()
        .take_while(|c| c.is_alphabetic())
        .take(16)
        .collect::<String>()
        .to_lowercase();
    if MAYBE_LAST.contains(&lower.as_str()) {
        return !STARTERS.contains(&follower.as_str());
    }
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    initial && !STARTERS.contains(&follower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        split(text, 0..text.len())
            .into_iter()
            .map(|r| &text[r])
            .collect()
    }

    #[test]
    fn titles_and_initials_do_not_end_a_sentence() {
        assert_eq!(
            sentences("Maj. Gen. J. B. Orlow came. He left."),
            ["Maj. Gen. J. B. Orlow came.", "He left."]
        );
    }

    #[test]
    fn an_era_ends_a_sentence_only_before_a_first_word() {
        assert_eq!(
            sentences("It fell in 90 B.C. The town burnt."),
            ["It fell in 90 B.C.", "The town burnt."]
        );
        assert_eq!(sentences("From Washington, D.C. Smith rode west.").len(), 1);
    }

    #[test]
    fn closing_quotes_belong_to_the_sentence() {
        assert_eq!(
            sentences("He said \"go.\" They went (at last.) Good"),
            ["He said \"go.\"", "They went (at last.)", "Good"]
        );
    }

    #[test]
    fn a_row_of_stops_is_looked_at_once() {
        let work = |n: usize| sentences(&".".repeat(n)).len() + sentences(&". ".repeat(n)).len();
        assert!(work(200_000) > 0);
        assert_eq!(sentences("He left... They stayed.").len(), 2);
    }

    #[test]
    fn decimals_and_lower_case_go_on() {
        assert_eq!(sentences("It was 2.5 km wide etc. and deep.").len(), 1);
    }
}
