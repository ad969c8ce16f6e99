//! Words, numbers and marks of a text.

use std::borrow::Cow;
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, with apostrophes and hyphens inside.
    Word,
    /// Begins with a digit: `20,000`, `3rd`.
    Number,
    /// A mark.
    Mark,
    /// The `'s` of a possessive.
    Possessive,
}

/// A token and where it stands, in bytes.
#[derive(Clone, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) text: &'a str,
    pub(crate) lower: Cow<'a, str>,
    pub(crate) range: Range<usize>,
    pub(crate) kind: Kind,
    pub(crate) capital: bool,
}

impl Token<'_> {
    /// Whether it is this word, any case, or this mark.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    /// Whether it is one of these words.
    pub(crate) fn one_of(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_ref())
    }
}

/// Arabic articles that a hyphen joins to a name.
const ARTICLES: &[&str] = &[
    "al", "el", "an", "ar", "as", "ash", "ad", "adh", "at", "az", "ed", "er", "es", "esh", "et",
    "ez", "ul", "ud", "ur", "us",
];

/// The tokens of a stretch of text.
pub(crate) fn tokens(text: &str, range: Range<usize>) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let c = rest.chars().next().expect("not at the end");
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (len, kind) = if c.is_ascii_digit() {
            (number_len(rest), Kind::Number)
        } else if c.is_alphabetic() {
            (word_len(rest), Kind::Word)
        } else if matches!(c, '\'' | '’')
            && found
                .last()
                .is_some_and(|t: &Token| t.range.end == at && t.kind == Kind::Word)
        {
            possessive(rest)
        } else {
            (c.len_utf8(), Kind::Mark)
        };
        found.push(token(text, at..at + len, kind));
        at += len;
    }
    found
}

fn token(text: &str, range: Range<usize>, kind: Kind) -> Token<'_> {
    let slice = &text[range.clone()];
    let capital = kind == Kind::Word && {
        // `al-Nasir` is a name though its article is small.
        let own = slice
            .split_once('-')
            .filter(|(article, _)| ARTICLES.contains(article));
        own.map_or(slice, |(_, name)| name)
            .starts_with(char::is_uppercase)
    };
    let lower = if slice.chars().any(char::is_uppercase) {
        Cow::Owned(slice.to_lowercase())
    } else {
        Cow::Borrowed(slice)
    };
    Token {
        text: slice,
        lower,
        range,
        kind,
        capital,
    }
}

fn number_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut len = 0;
    while len < bytes.len() {
        let next_digit = bytes.get(len + 1).is_some_and(u8::is_ascii_digit);
        match bytes[len] {
            b'0'..=b'9' => len += 1,
            b',' | b'.' if next_digit && bytes[len - 1].is_ascii_digit() => len += 1,
            b'a'..=b'z' | b'A'..=b'Z' => len += 1,
            _ => break,
        }
    }
    len
}

/// The length of a word: letters and marks on them; apostrophes and hyphens between letters; stops within `B.C`.
fn word_len(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    let mut letters = 0;
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let letter_follows = next.is_some_and(char::is_alphabetic);
        let goes_on = match c {
            '\'' | '’' => letter_follows && !ends_possessive(&rest[i..]),
            '-' | '‐' | '‑' => letter_follows,
            '.' => letters == 1 && letter_follows && is_initials(&rest[i..]),
            _ => c.is_alphanumeric() || is_combining(c),
        };
        if !goes_on {
            return i;
        }
        letters = if c == '.' { 0 } else { letters + 1 };
    }
    rest.len()
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{5b0}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{200c}' | '\u{200d}')
}

/// Whether `.B` is followed by another stop or no letter: `B.C.` but not `x.The`.
fn is_initials(rest: &str) -> bool {
    let mut chars = rest.chars().skip(2);
    !chars.next().is_some_and(char::is_alphabetic)
}

fn ends_possessive(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    chars.next().is_some_and(|c| matches!(c, 's' | 'S'))
        && !chars.next().is_some_and(char::is_alphabetic)
}

fn possessive(rest: &str) -> (usize, Kind) {
    let mark = rest.chars().next().map_or(0, char::len_utf8);
    if ends_possessive(rest) {
        (mark + 1, Kind::Possessive)
    } else {
        (mark, Kind::Mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        tokens(text, 0..text.len())
            .into_iter()
            .map(|t| t.text)
            .collect()
    }

    #[test]
    fn words_keep_their_hyphens_and_lose_their_possessives() {
        assert_eq!(
            texts("Orlow's port-city, Kar-аul–Bar"),
            ["Orlow", "'s", "port-city", ",", "Kar-аul", "–", "Bar"]
        );
        assert_eq!(
            texts("O'Neill’s the soldiers' tents"),
            ["O'Neill", "’s", "the", "soldiers", "'", "tents"]
        );
    }

    #[test]
    fn numbers_eras_and_ranges_are_apart() {
        assert_eq!(
            texts("20,000 men, 3rd, 149 B.C. - 25-29 May-3 June"),
            [
                "20,000", "men", ",", "3rd", ",", "149", "B.C", ".", "-", "25", "-", "29", "May",
                "-", "3", "June"
            ]
        );
    }
}
