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
}
