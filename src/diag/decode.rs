//! From bytes to text: UTF-8 only, everything else named with the byte where it shows.

use super::{Diagnostic, Source};

/// The text of a file, without a byte order mark.
///
/// # Errors
/// If the bytes are no UTF-8 text: says what they look like instead, and at which byte, line and column.
pub fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Box<Diagnostic>> {
    if let Some((what, hint)) = foreign(bytes) {
        let message = format!("`{name}` cannot be read as text: looks like {what} at byte 0");
        return Err(Box::new(Diagnostic::error(message).hint(hint)));
    }
    let (body, skipped) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, 3),
        None => (bytes, 0),
    };
    if let Some(at) = body.iter().position(|&b| b == 0) {
        let hint = "give plain text in UTF-8, not a binary file";
        return Err(fault((name, bytes), at + skipped, "NUL byte", hint));
    }
    std::str::from_utf8(body).map_err(|e| {
        let at = e.valid_up_to();
        let what = format!("no valid UTF-8: byte 0x{:02X}", body[at]);
        let hint = "save the file as UTF-8; a lone high byte is often Latin-1";
        fault((name, bytes), at + skipped, &what, hint)
    })
}

/// A fault at a byte, shown in its line as far as that is text.
fn fault((name, bytes): (&str, &[u8]), at: usize, what: &str, hint: &str) -> Box<Diagnostic> {
    let rest = &bytes[at..];
    let line = rest.iter().take(LINE_SHOWN).position(|&b| b == b'\n');
    let end = at + line.unwrap_or(LINE_SHOWN.min(rest.len()));
    let before = String::from_utf8_lossy(&bytes[..at]).into_owned();
    let after = String::from_utf8_lossy(&bytes[at..end]);
    let spot = before.len()..before.len() + after.chars().next().map_or(0, char::len_utf8);
    let message = format!("`{name}` cannot be read as text: {what} at byte {at}");
    let source = Source::new(name, before + &after);
    Box::new(Diagnostic::error(message).at(&source, spot).hint(hint))
}

/// Bytes after a fault that are kept for its excerpt.
const LINE_SHOWN: usize = 200;

/// What other kind of file the first bytes betray, and what to do with it.
fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const MAGIC: &[(&[u8], &str, &str)] = &[
        (
            b"\xFF\xFE",
            "UTF-16 (little-endian)",
            "convert it: iconv -f UTF-16 -t UTF-8",
        ),
        (
            b"\xFE\xFF",
            "UTF-16 (big-endian)",
            "convert it: iconv -f UTF-16 -t UTF-8",
        ),
        (b"\x1F\x8B", "gzip", "unpack it first: gunzip"),
        (b"\x28\xB5\x2F\xFD", "zstd", "unpack it first: unzstd"),
        (
            b"\x7FELF",
            "a program (ELF)",
            "give an article, not a program",
        ),
        (
            b"PK\x03\x04",
            "a zip or office file",
            "save the article as plain text or HTML",
        ),
        (b"%PDF", "PDF", "convert it to text first: pdftotext"),
        (
            b"\x89PNG",
            "a PNG picture",
            "give an article, not a picture",
        ),
    ];
    let known = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic));
    if let Some((_, what, hint)) = known {
        return Some((what, hint));
    }
    let zeros = |skip: usize| {
        bytes
            .iter()
            .skip(skip)
            .step_by(2)
            .take(32)
            .filter(|&&b| b == 0)
            .count()
    };
    if bytes.len() >= 8
        && (zeros(1) >= 4.max(bytes.len().min(64) / 3)
            || zeros(0) >= 4.max(bytes.len().min(64) / 3))
    {
        return Some((
            "UTF-16 without a byte order mark",
            "convert it: iconv -f UTF-16LE -t UTF-8",
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(bytes: &[u8]) -> String {
        decode("a.txt", bytes).unwrap_err().message
    }

    #[test]
    fn a_byte_order_mark_is_taken_off() {
        assert_eq!(decode("a.txt", "\u{FEFF}War".as_bytes()).unwrap(), "War");
    }

    #[test]
    fn bad_bytes_are_named_with_their_offset() {
        assert!(message(b"abc\xE9 def").contains("0xE9 at byte 3"));
        assert!(message(b"ab\0c").contains("NUL byte at byte 2"));
        assert!(message(b"\xEF\xBB\xBFab\0c").contains("at byte 5"));
    }

    #[test]
    fn other_kinds_of_files_are_recognised() {
        assert!(message(b"\xFF\xFEW\0a\0r\0").contains("UTF-16"));
        assert!(message(b"W\0a\0r\0 \0i\0s\0").contains("UTF-16"));
        assert!(message(b"\x1F\x8B\x08").contains("gzip"));
        assert!(message(b"\x7FELF\x02").contains("ELF"));
    }

    #[test]
    fn the_fault_is_shown_with_its_line_and_column() {
        let fault = decode("a.txt", b"one\ntw\xE9o\nthree").unwrap_err();
        let shown = super::super::render(&[*fault], super::super::Colour::Plain);
        assert!(shown.contains("--> a.txt:2:3"), "{shown}");
        for bytes in [&b"\xE9"[..], b"\0", b"ab\xFF", b"\xE2\x82"] {
            let fault = decode("a.txt", bytes).unwrap_err();
            assert!(fault.span.is_some(), "{bytes:?}");
            super::super::render(&[*fault], super::super::Colour::Plain);
        }
    }
}
