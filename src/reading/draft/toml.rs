//! Writing TOML by hand, because a draft is read by people: aligned, commented, in a fixed order.

use std::fmt::Write;

/// A text as a TOML string.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A list of strings.
pub(super) fn list(items: &[String]) -> String {
    let quoted: Vec<String> = items.iter().map(|i| quoted(i)).collect();
    format!("[{}]", quoted.join(", "))
}

/// One table with its keys in line.
pub(super) struct Table {
    head: String,
    comments: Vec<String>,
    rows: Vec<(String, String, String)>,
}

impl Table {
    /// A table under its head: `[sides.north]`, `[[battles]]`.
    pub(super) fn new(head: impl Into<String>) -> Self {
        Self {
            head: head.into(),
            comments: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// A remark above the table.
    pub(super) fn remark(&mut self, text: impl Into<String>) -> &mut Self {
        self.comments.push(text.into());
        self
    }

    /// A key with a value that is written already.
    pub(super) fn raw(&mut self, key: &str, value: impl Into<String>) -> &mut Self {
        self.rows
            .push((key.to_owned(), value.into(), String::new()));
        self
    }

    /// A key with a text; nothing if the text is empty.
    pub(super) fn text(&mut self, key: &str, value: &str) -> &mut Self {
        if !value.is_empty() {
            self.raw(key, quoted(value));
        }
        self
    }

    /// A remark behind the last key.
    pub(super) fn doubt(&mut self, text: &str) -> &mut Self {
        if let Some((_, _, remark)) = self.rows.last_mut() {
            *remark = one_line(text);
        }
        self
    }

    /// Writes the table and an empty line.
    pub(super) fn write(&self, out: &mut String) {
        self.write_with("", out);
    }

    /// Writes the table as a comment: complete but for what the editor must add.
    pub(super) fn write_commented(&self, out: &mut String) {
        self.write_with("# ", out);
    }

    fn write_with(&self, prefix: &str, out: &mut String) {
        let width = self
            .rows
            .iter()
            .map(|(key, ..)| key.len())
            .max()
            .unwrap_or(0);
        for comment in &self.comments {
            let _ = writeln!(out, "# {}", one_line(comment));
        }
        let _ = writeln!(out, "{prefix}{}", self.head);
        for (key, value, remark) in &self.rows {
            let _ = write!(out, "{prefix}{key:width$} = {value}");
            let _ = if remark.is_empty() {
                writeln!(out)
            } else {
                writeln!(out, "  # {remark}")
            };
        }
        out.push('\n');
    }
}

/// A remark must not break out of its line.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Words before which a clause may end: what follows adds to what was said. Not `and`, after which half of a pair
/// would be lost.
const JOINTS: [&str; 11] = [
    " but ",
    " while ",
    " when ",
    " after ",
    " before ",
    " because ",
    " until ",
    " where ",
    " which ",
    " who ",
    " so that ",
];
/// Words with which a clause begins that says nothing by itself.
const OPENERS: [&str; 16] = [
    "although ",
    "though ",
    "while ",
    "when ",
    "after ",
    "before ",
    "as ",
    "if ",
    "since ",
    "because ",
    "despite ",
    "following ",
    "on ",
    "in ",
    "by ",
    "with ",
];
/// Words that no text ends with.
const DANGLING: &[&str] = &[
    "and", "but", "or", "while", "which", "who", "where", "when", "with", "that",
];
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
    let stop = stop.into_iter().find(|&at| !is_within_number(&cut, at));
    let joint = JOINTS.iter().filter_map(|joint| cut.rfind(joint)).max();
    let is_opening = |end: usize| {
        let start = cut.to_lowercase();
        OPENERS.iter().any(|o| start.starts_with(o)) && !cut[..end].contains(',')
    };
    let ends = stop.into_iter().chain(joint);
    let clause = ends.filter(|&i| i > least && !is_opening(i)).max();
    match clause {
        Some(end) => format!("{}.", without_dangling(&cut[..end])),
        None => {
            let end = cut.rfind(' ').unwrap_or(cut.len());
            format!("{}…", cut[..end].trim_end_matches([' ', ',', ';', '-']))
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
        if !DANGLING.contains(&last) {
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
    fn a_text_cannot_leave_its_string_or_comment() {
        assert_eq!(quoted("a \"b\"\\\n"), "\"a \\\"b\\\"\\\\ \"");
        let mut out = String::new();
        Table::new("[x]").remark("a\nb = 1").write(&mut out);
        assert_eq!(out, "# a b = 1\n[x]\n\n");
    }

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
}
