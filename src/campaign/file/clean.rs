//! Text from outside made fit to be shown: no control, override or tag characters, no monsters.

use unicode_segmentation::UnicodeSegmentation;

/// The longest text of a name or label, in graphemes; a line across the widest map holds 250.
pub const MAX_GRAPHEMES: usize = 500;

/// Marks on one base letter; no script of the world stacks more than five.
const MAX_MARKS: usize = 8;

/// A text as it can be shown, and what was taken out.
pub(super) struct Cleaned {
    pub(super) text: String,
    /// Control, override and tag characters removed.
    pub(super) removed: usize,
    /// Whether the text or a stack of marks was cut.
    pub(super) cut: bool,
}

/// Removes what must not be shown; line breaks and tabs become spaces.
pub(super) fn clean(text: &str) -> Cleaned {
    let spaced = text
        .split(['\n', '\r', '\t'])
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let spaced = spaced.collect::<Vec<_>>().join(" ");
    let kept: String = spaced.chars().filter(|c| !hidden(*c)).collect();
    let removed = spaced.chars().count() - kept.chars().count();
    let mut out = String::with_capacity(kept.len());
    let mut cut = false;
    for (n, grapheme) in kept.graphemes(true).enumerate() {
        if n == MAX_GRAPHEMES {
            out.push('…');
            cut = true;
            break;
        }
        let within = grapheme.char_indices().nth(MAX_MARKS + 1);
        cut |= within.is_some();
        out.push_str(&grapheme[..within.map_or(grapheme.len(), |(end, _)| end)]);
    }
    Cleaned {
        text: out,
        removed,
        cut,
    }
}

/// Characters that change what is around them without being seen, or are none.
fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{2028}' | '\u{2029}' | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e007f}')
        || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_removed_and_counted() {
        let cleaned = clean("Ko\u{202e}kshe\u{0}tau\u{1b}[31m");
        assert_eq!(cleaned.text, "Kokshetau[31m");
        assert_eq!(cleaned.removed, 3);
    }

    #[test]
    fn real_scripts_are_kept() {
        for text in ["Көкшетау", "القاهرة", "北京", "ירושלים", "Bayan-аul <&\"'>"]
        {
            let cleaned = clean(text);
            assert_eq!(
                (cleaned.text.as_str(), cleaned.removed, cleaned.cut),
                (text, 0, false)
            );
        }
    }

    #[test]
    fn monsters_are_cut() {
        let long = clean(&"a".repeat(1_000_000));
        assert_eq!(long.text.chars().count(), 501);
        assert!(long.cut);
        let marks = clean(&format!("a{}", "\u{301}".repeat(300)));
        assert_eq!(marks.text.chars().count(), 9);
        assert!(marks.cut);
        assert_eq!(clean(&"\n".repeat(100_000)).text, "");
        assert_eq!(clean("two\n  lines").text, "two lines");
    }
}
