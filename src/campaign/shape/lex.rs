//! Shape text to tokens.

use std::ops::Range;

use super::ShapeError;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name, a file or a number, with spaces inside reduced to one and quotes taken off.
    Word {
        text: String,
        quoted: bool,
    },
    Plus,
    Minus,
    And,
    Open,
    Close,
    Comma,
}

pub(super) type Spanned = (Token, Range<usize>);

pub(super) fn tokens(text: &str) -> Result<Vec<Spanned>, ShapeError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let token = match c {
            '+' => Token::Plus,
            '&' => Token::And,
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            _ if is_minus(text, at) => Token::Minus,
            _ if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            _ => {
                let (word, end) = word(text, at)?;
                found.push((word, at..end));
                at = end;
                continue;
            }
        };
        let end = at + c.len_utf8();
        found.push((token, at..end));
        at = end;
    }
    Ok(found)
}

/// A hyphen is an operator only between spaces or parentheses: `Ust-Kamenogorsk` is one name.
fn is_minus(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let Some(after) = rest.strip_prefix(['-', '−']) else {
        return false;
    };
    let apart = |c: char| c.is_whitespace() || "()'\"".contains(c);
    text[..at].chars().next_back().is_none_or(apart) && after.chars().next().is_none_or(apart)
}

/// Reads words up to the next operator, parenthesis or comma; returns where they end.
fn word(text: &str, start: usize) -> Result<(Token, usize), ShapeError> {
    let mut out = String::new();
    let mut quoted = false;
    let (mut at, mut end) = (start, start);
    while let Some(c) = text[at..].chars().next() {
        if "+&(),".contains(c) || is_minus(text, at) {
            break;
        }
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        if at > end && !out.is_empty() {
            out.push(' ');
        }
        if starts_quote(text, at, c) {
            let inside = at + c.len_utf8();
            let Some(length) = text[inside..].find(c) else {
                return Err(ShapeError {
                    message: format!("the quote {c} is not closed"),
                    range: at..text.len(),
                });
            };
            out.push_str(&text[inside..inside + length]);
            quoted = true;
            at = inside + length + c.len_utf8();
        } else {
            out.push(c);
            at += c.len_utf8();
        }
        end = at;
    }
    Ok((Token::Word { text: out, quoted }, end))
}

/// An apostrophe inside a word is a letter of it: `Qin'an`, `Xi'an`.
fn starts_quote(text: &str, at: usize, c: char) -> bool {
    let before = text[..at].chars().next_back();
    matches!(c, '\'' | '"') && before.is_none_or(|b| b.is_whitespace() || "#(,+&".contains(b))
}
