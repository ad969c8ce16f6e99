//! Captions: what a sentence says, without its date and place, which stand beside it, in few characters.

use crate::reading::english::{Lexicon, Uses};

/// Longest caption in characters.
pub(super) const MOST_CAPTION: usize = 90;
/// A phrase that names a fight has no more words.
const MOST_OPENING: usize = 9;
/// So many words at most stand before what is said of them between commas.
const MOST_SUBJECT: usize = 7;
/// What has fewer words says nothing.
const LEAST_WORDS: usize = 4;

/// The caption that a sentence makes; `None` if beside a name and a date it says nothing.
pub(super) fn caption(sentence: &str) -> Option<String> {
    let plain = without_asides(sentence);
    let mut rest = plain.as_str();
    while let Some(shorter) = without_opening(rest) {
        rest = shorter;
    }
    if rest.split_whitespace().count() < LEAST_WORDS || is_opening(rest) && !rest.contains(", ") {
        return None;
    }
    let mut letters = rest.chars();
    let first = letters.next()?;
    let text: String = first.to_uppercase().chain(letters).collect();
    let is_long = text.chars().count() > MOST_CAPTION;
    let plain = if is_long {
        without_apposition(&text)
    } else {
        None
    };
    Some(shortened(&plain.unwrap_or(text), MOST_CAPTION))
}

/// What follows a pronoun that begins a caption: of whom it speaks another sentence says.
pub(super) fn after_pronoun(text: &str) -> Option<&str> {
    words()
        .has("pronouns", &first_word(text))
        .then(|| text.split_once(' ').map_or("", |(_, rest)| rest))
}

/// Whether a caption begins with one man: `He took Orm`.
pub(super) fn is_he(text: &str) -> bool {
    text.starts_with("He ")
}

/// The sentence without what is said of its subject between commas: `The fleet, led by Orm, sank two ships`.
fn without_apposition(text: &str) -> Option<String> {
    let (subject, rest) = text.split_once(", ")?;
    let (aside, rest) = rest.split_once(", ")?;
    let first = first_word(aside);
    let is_aside = words().has("phrases", &first)
        || words().has("asides", &first)
        || first.ends_with("ing")
        || first.ends_with("ed");
    let is_subject = subject.split_whitespace().count() <= MOST_SUBJECT;
    (is_aside && is_subject && !is_continued(rest)).then(|| format!("{subject} {rest}"))
}

/// The sentence without its first clause or phrase, if that only tells when or in which fight, or ties it to another sentence;
/// `None` if it does not begin so, or if nothing would be left.
fn without_opening(text: &str) -> Option<&str> {
    let rest = after_date(text).or_else(|| after_comma(text))?;
    (!is_continued(rest) && rest.split_whitespace().count() >= LEAST_WORDS).then_some(rest)
}

/// What follows an opening up to a comma.
fn after_comma(text: &str) -> Option<&str> {
    let ends = text.match_indices(", ").map(|(at, _)| at);
    let end = ends.into_iter().find(|at| !is_within_date(text, *at))?;
    let opening = &text[..end];
    let first = first_word(opening);
    let mut each = opening.split_whitespace().map(bare);
    let is_fight = words().has("phrases", &first)
        && each.clone().count() <= MOST_OPENING
        && each.any(|word| words().has("fights", &word));
    let is_tie = words().has("ties", &first) && !opening.contains(' ');
    let goes = is_fight || is_tie || words().has("openers", &first);
    goes.then(|| text[end + 2..].trim_start())
}

/// What follows a date at the head of a sentence: `On 9 May 1702 the guard ...`.
fn after_date(text: &str) -> Option<&str> {
    if !words().has("phrases", &first_word(text)) {
        return None;
    }
    let (mut end, mut date_end, mut is_dated) = (0, 0, false);
    for word in text.split_inclusive(' ') {
        let plain = bare(word);
        let is_certain = Lexicon::english().months.contains_key(plain.as_str()) || is_year(&plain);
        if end > 0 && !is_certain && !is_day(&plain) && !is_date_word(&plain) {
            break;
        }
        is_dated |= is_certain;
        end += word.len();
        // An article may belong to what follows.
        if !words().has("date_links", &plain) {
            date_end = end;
        }
    }
    is_dated.then(|| text[date_end..].trim_start())
}

fn is_date_word(word: &str) -> bool {
    ["dates", "date_links"]
        .iter()
        .any(|usage| words().has(usage, word))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// `9`, `9th` or `9-11`.
fn is_day(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().count() <= 5
}

/// Whether a comma stands before a year or, in `September 9, 1932, ...`, between a day and its year.
fn is_within_date(text: &str, comma: usize) -> bool {
    let after = text[comma + 2..].split([' ', ',', '.']).next();
    after.is_some_and(is_year)
}

fn is_opening(text: &str) -> bool {
    let first = first_word(text);
    ["openers", "phrases"]
        .iter()
        .any(|usage| words().has(usage, &first))
}

/// Whether a text goes on with a clause that was begun before it.
fn is_continued(text: &str) -> bool {
    let first = first_word(text);
    first == "and" || words().has("joints", &first)
}

fn first_word(text: &str) -> String {
    bare(text.split(' ').next().unwrap_or_default())
}

/// A word in lower case without the marks around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

fn words() -> &'static Uses {
    &Lexicon::english().caption_words
}

/// A cut text keeps at least this part of the room.
const LEAST_KEPT: f64 = 0.3;

/// A sentence cut to so many characters where a clause ends, or else at a word's end.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let plain = without_asides(text);
    if plain.chars().count() <= most {
        return plain;
    }
    let cut: String = plain.chars().take(most - 1).collect();
    // A clause is a better end than a word, if it leaves enough.
    let least = (cut.len() as f64 * LEAST_KEPT) as usize;
    let stop = cut.rmatch_indices([',', ';', '–', ':']).map(|(at, _)| at);
    let stop = stop.into_iter().find(|&at| !is_within_number(&plain, at));
    let joints = words().of("joints");
    let joint = joints
        .filter_map(|word| cut.rfind(&format!(" {word} ")))
        .max();
    let ends_opening = |end: usize| is_opening(&cut) && !cut[..end].contains(',');
    let ends = stop.into_iter().chain(joint);
    let clause = ends.filter(|&i| i > least && !ends_opening(i)).max();
    match clause {
        Some(end) => format!("{}.", without_dangling(&cut[..end])),
        None => {
            let end = cut.rfind(' ').unwrap_or(cut.len());
            format!("{}…", without_dangling(&cut[..end]))
        }
    }
}

/// Whether a comma or dash stands between digits: `1,000`, `1756–57`.
fn is_within_number(text: &str, at: usize) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    is_digit(text[..at].chars().next_back()) && is_digit(text[at..].chars().nth(1))
}

/// The text without the words and marks at its end that wait for more: `failed, and`.
fn without_dangling(text: &str) -> &str {
    let mut kept = text;
    loop {
        let bare = kept.trim_end_matches([' ', ',', ';', ':', '–']);
        let (start, last) = bare.rsplit_once(' ').unwrap_or(("", bare));
        if !words().has("dangling", last) {
            return bare;
        }
        kept = start;
    }
}

/// The text without what stands in parentheses.
fn without_asides(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" ,", ",")
        .replace(" .", ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_ends_at_a_clause_or_a_word() {
        let text = "The Danes crossed the river (in flood) at night, took the bridge by surprise, and burnt the mills behind them.";
        assert_eq!(shortened(text, 60), "The Danes crossed the river at night.");
        let text = "The Danes left Orm on 2 May with 1,000 men of the guard who had come from Bar";
        assert_eq!(
            shortened(text, 45),
            "The Danes left Orm on 2 May with 1,000 men…"
        );
        let text = "The Danes tried to take the town and, while it rained, lost all their guns";
        assert_eq!(shortened(text, 45), "The Danes tried to take the town.");
        assert_eq!(shortened("One two three four", 12), "One two…");
        let text = "The garrison of the fort surrendered when its powder and most of its food had been used up.";
        assert_eq!(shortened(text, 70), "The garrison of the fort surrendered.");
        let text = "After the long siege of the northern fort, the garrison gave up its guns and its colours.";
        assert!(
            shortened(text, 60).ends_with('…'),
            "a beginning is no sentence"
        );
    }

    #[test]
    fn a_caption_says_what_happened_and_not_when_or_where() {
        let told = |text: &str| caption(text).unwrap_or_default();
        assert_eq!(
            told("On 9 May 1702, the Danes took Orm."),
            "The Danes took Orm."
        );
        assert_eq!(
            told("On May 9, 1702, the Danes took Orm."),
            "The Danes took Orm."
        );
        assert_eq!(
            told("However, in the Battle of Orm, on 9 May, the guard held the bridge."),
            "The guard held the bridge."
        );
        assert_eq!(
            told("Although the Danes had few guns, they took the town of Orm."),
            "They took the town of Orm."
        );
        assert_eq!(
            told("In the harbour of Orm, all ships were burnt."),
            "In the harbour of Orm, all ships were burnt.",
            "that says where in it"
        );
    }

    #[test]
    fn a_caption_has_a_subject_and_what_it_did() {
        let told = |text: &str| caption(text).unwrap_or_default();
        assert_eq!(
            told(
                "On 9 May 1702 the guard took the bridge, and two days later broke into the town of Orm by night."
            ),
            "The guard took the bridge, and two days later broke into the town of Orm by night."
        );
        assert_eq!(
            told(
                "The ironclad Orm, under the command of the old Captain Bar, sank two of the three ships that lay there."
            ),
            "The ironclad Orm sank two of the three ships that lay there."
        );
        assert_eq!(
            told("In the spring of 1702 he marched to Orm, north of Bar, and won."),
            "He marched to Orm, north of Bar, and won."
        );
    }

    #[test]
    fn a_name_and_a_date_are_no_caption() {
        assert_eq!(caption("At the Battle of Orm, on 9-11 May 1702."), None);
        assert_eq!(caption("In the second Battle of Orm."), None);
        assert_eq!(caption("Orm fell."), None);
    }
}
