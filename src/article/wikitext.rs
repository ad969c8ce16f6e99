//! The source of a wiki page: one pass over the marks with a stack of open templates and links, so
//! that time grows with length only, whatever is left open.

use super::Article;
use super::builder::Builder;
use template::Template;

mod template;

/// Links and templates nested deeper than this are dropped: text is copied once per level.
const MAX_DEPTH: usize = 40;

/// Parses wikitext.
pub(super) fn parse(text: &str) -> Article {
    let mut reader = Reader {
        text,
        at: 0,
        builder: Builder::default(),
        open: Vec::new(),
        line: Vec::new(),
        tables: 0,
        unclosed: Vec::new(),
    };
    reader.run();
    reader.builder.finish()
}

/// A piece of a line outside of templates.
enum Piece {
    Words(String),
    Link { words: String, target: String },
    Coordinate(f64, f64),
}

/// What is open: a template `{{` or a link `[[`, its parts so far.
struct Frame {
    link: bool,
    parts: Vec<String>,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    builder: Builder,
    open: Vec<Frame>,
    line: Vec<Piece>,
    tables: usize,
    /// Closing marks that were looked for in vain: not looked for again.
    unclosed: Vec<&'static str>,
}

impl Reader<'_> {
    fn run(&mut self) {
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            if rest.starts_with("<") {
                self.tag();
            } else if rest.starts_with("{{") {
                self.push(false);
            } else if rest.starts_with("[[") {
                self.push(true);
            } else if rest.starts_with("}}") && self.open.last().is_some_and(|f| !f.link) {
                self.at += 2;
                self.close_template();
            } else if rest.starts_with("]]") && self.open.last().is_some_and(|f| f.link) {
                self.at += 2;
                self.close_link();
            } else if rest.starts_with("''") {
                self.at += rest.len() - rest.trim_start_matches('\'').len();
            } else {
                self.character(rest);
            }
        }
        for frame in std::mem::take(&mut self.open) {
            if !frame.link {
                continue;
            }
            self.words(&frame.parts.join(" "));
        }
        self.end_line();
    }

    fn push(&mut self, link: bool) {
        self.at += 2;
        if self.open.len() < MAX_DEPTH {
            self.open.push(Frame {
                link,
                parts: vec![String::new()],
            });
        }
    }

    fn character(&mut self, rest: &str) {
        let c = rest.chars().next().expect("not at the end");
        self.at += c.len_utf8();
        if let Some(frame) = self.open.last_mut() {
            match c {
                '|' => frame.parts.push(String::new()),
                _ => frame.parts.last_mut().expect("one part at least").push(c),
            }
        } else if c == '\n' {
            self.end_line();
        } else {
            let plain = rest
                .find(['<', '{', '[', '}', ']', '\'', '\n'])
                .unwrap_or(rest.len())
                .max(c.len_utf8());
            self.at += plain - c.len_utf8();
            self.words(&rest[..plain]);
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(frame) = self.open.last_mut() {
            frame
                .parts
                .last_mut()
                .expect("one part at least")
                .push_str(words);
        } else if let Some(Piece::Words(last)) = self.line.last_mut() {
            last.push_str(words);
        } else {
            self.line.push(Piece::Words(words.to_owned()));
        }
    }

    fn close_template(&mut self) {
        let frame = self.open.pop().expect("a template is open");
        match Template::read(&frame.parts) {
            Template::Infobox(entries) if self.open.is_empty() => {
                for (key, value) in entries {
                    self.builder.infobox(&key, &value);
                }
            }
            Template::Coordinate(lat, lon) if self.open.is_empty() => {
                self.line.push(Piece::Coordinate(lat, lon))
            }
            Template::Coordinate(lat, lon) => self.words(&format!("{lat}, {lon}")),
            Template::Words(words) => self.words(&words),
            Template::Infobox(_) | Template::Nothing => {}
        }
    }

    fn close_link(&mut self) {
        let frame = self.open.pop().expect("a link is open");
        let target = frame.parts[0].trim().to_owned();
        let space = target.split(':').next().unwrap_or("").trim().to_lowercase();
        if target.contains(':') && matches!(space.as_str(), "file" | "image" | "category" | "media")
        {
            return;
        }
        let words = frame.parts.last().expect("one part at least").clone();
        if self.open.is_empty() {
            self.line.push(Piece::Link { words, target });
        } else {
            self.words(&words);
        }
    }

    /// A tag: comments and references go with what they hold, a break is a comma, others vanish.
    fn tag(&mut self) {
        const WITH_CONTENT: &[(&str, &str)] = &[
            ("<!--", "-->"),
            ("<ref", "</ref>"),
            ("<gallery", "</gallery>"),
            ("<math", "</math>"),
            ("<nowiki>", "</nowiki>"),
        ];
        let rest = &self.text[self.at..];
        for &(opening, closing) in WITH_CONTENT {
            if !rest
                .get(..opening.len())
                .is_some_and(|s| s.eq_ignore_ascii_case(opening))
                || self.unclosed.contains(&closing)
            {
                continue;
            }
            let tag_end = rest.find('>').unwrap_or(0);
            if opening == "<ref" && rest[..tag_end].ends_with('/') {
                self.at += tag_end + 1;
                return;
            }
            match rest.find(closing) {
                Some(end) => self.at += end + closing.len(),
                None => {
                    self.unclosed.push(closing);
                    self.at += 1;
                }
            }
            return;
        }
        // Attributes of real tags are short; a lone `<` in prose must not swallow the text.
        let window = &rest.as_bytes()[..rest.len().min(300)];
        let named = window
            .get(1)
            .is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/');
        match window.iter().position(|&b| b == b'>') {
            Some(end) if named => {
                self.at += end + 1;
                if rest[..=end].to_ascii_lowercase().starts_with("<br") {
                    self.words(", ");
                }
            }
            _ => {
                self.at += 1;
                self.words("<");
            }
        }
    }

    fn end_line(&mut self) {
        let pieces = std::mem::take(&mut self.line);
        let plain: String = pieces
            .iter()
            .map(|p| match p {
                Piece::Words(w) | Piece::Link { words: w, .. } => w.as_str(),
                Piece::Coordinate(..) => "",
            })
            .collect();
        let trimmed = plain.trim();
        if trimmed.starts_with("{|") {
            self.tables += 1;
        } else if trimmed.starts_with("|}") {
            self.tables = self.tables.saturating_sub(1);
        } else if self.tables > 0 || (trimmed.starts_with("__") && trimmed.ends_with("__")) {
        } else if trimmed.is_empty() {
            self.builder.end_paragraph();
            self.pieces(pieces, 0);
        } else if trimmed.starts_with('=') && trimmed.ends_with('=') && trimmed.len() > 2 {
            let level = (trimmed.len() - trimmed.trim_start_matches('=').len()).min(6);
            self.builder.heading(level as u8, trimmed.trim_matches('='));
        } else if let marks @ 1.. =
            trimmed.len() - trimmed.trim_start_matches(['*', '#', ':', ';']).len()
        {
            self.builder.start_paragraph(true);
            self.pieces(pieces, marks);
            self.builder.end_paragraph();
        } else {
            self.builder.words(" ");
            self.pieces(pieces, 0);
        }
    }

    /// Hands a line's pieces on, without the first `skip` bytes (the marks of a list).
    fn pieces(&mut self, pieces: Vec<Piece>, mut skip: usize) {
        for piece in pieces {
            match piece {
                Piece::Words(words) => {
                    let words = words.trim_start_matches(|_| {
                        let more = skip > 0;
                        skip = skip.saturating_sub(1);
                        more
                    });
                    self.builder.words(&entities(words));
                }
                Piece::Link { words, target } => {
                    self.builder.words("");
                    let start = self.builder.position();
                    self.builder.words(&entities(&words));
                    self.builder
                        .link(start.min(self.builder.position()), &target);
                }
                Piece::Coordinate(lat, lon) => self.builder.coordinate(lat, lon),
            }
        }
    }
}

/// The text with the entities that wiki pages use.
fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&nbsp;", " ")
        .replace("&ndash;", "–")
        .replace("&mdash;", "—")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "{{Short description|A war}}\n{{Infobox military conflict\n| conflict = Salt War\n| place = [[Orm|Vale of Orm]]\n| combatant1 = {{flag|Kingdom of Bar}}<br>{{flagicon|X}} Mor\n}}\nThe '''Salt War''' began in [[Orm|the Vale]]<ref name=a>x. y.</ref> near {{coord|50|30|N|20|15|E}}. It <!-- no --> ended.\n\n== Siege ==\n* one\n[[File:a.jpg|thumb|A [[picture]]]]\n{| class=x\n| cell\n|}\nLast.";

    #[test]
    fn marks_are_stripped_and_facts_kept() {
        let article = parse(PAGE);
        assert_eq!(
            article
                .infobox
                .iter()
                .map(|e| (e.key.as_str(), e.value.as_str()))
                .collect::<Vec<_>>(),
            [
                ("conflict", "Salt War"),
                ("place", "Vale of Orm"),
                ("combatant1", "Kingdom of Bar, Mor")
            ]
        );
        let lead = &article.sections[0].paragraphs[0];
        assert_eq!(
            &article.text[lead.range.clone()],
            "The Salt War began in the Vale near . It ended."
        );
        assert_eq!(article.links[0].target, "Orm");
        assert_eq!(&article.text[article.links[0].range.clone()], "the Vale");
        assert!(
            (article.coordinates[0].lat - 50.5).abs() < 1e-9
                && (article.coordinates[0].lon - 20.25).abs() < 1e-9
        );
        assert_eq!(article.sections[1].heading, "Siege");
        assert_eq!(article.sections[1].paragraphs.len(), 2);
    }

    #[test]
    fn what_is_left_open_costs_no_more_than_its_length() {
        for mark in ["{{a|", "[[a|", "<ref", "<!--", "{|\n", "''", "{{a|[[b|"] {
            let text = mark.repeat(200_000);
            parse(&text);
        }
    }
}
