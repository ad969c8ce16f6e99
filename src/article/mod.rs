//! Articles: one input format per file, all parsed into the same sections and sentences.

mod builder;
mod html;
mod markdown;
mod sentence;
mod txt;
mod wikitext;

use std::ops::Range;

use crate::diag::{Diagnostic, Source, decode};

/// An article as its readers see it: plain text with sections, sentences, an infobox and links.
///
/// All ranges are byte ranges into `text`; `reading` converts to code points where a format asks for them.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Title, from the first heading.
    pub title: String,
    /// The plain text that all ranges point into: for `.txt` the input itself (without a byte order mark).
    pub text: String,
    /// Name of the input, for diagnostics.
    pub source_name: String,
    /// Key and value lines of the infobox, in order.
    pub infobox: Vec<InfoboxEntry>,
    /// Sections in order of the text; the lead is the first, at level 1 with the title as heading.
    pub sections: Vec<Section>,
    /// Links in the text, in its order.
    pub links: Vec<Link>,
    /// Coordinates that the input states, in its order.
    pub coordinates: Vec<Coordinate>,
}

/// A line of the infobox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InfoboxEntry {
    /// Key in lower case, its digits kept: `combatant1`.
    pub key: String,
    /// Value as plain text.
    pub value: String,
    /// Where the value stands in the text.
    pub range: Range<usize>,
}

/// A section: its heading, its depth, its own paragraphs (not those of its subsections).
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Heading without its marks.
    pub heading: String,
    /// Where the heading stands.
    pub heading_range: Range<usize>,
    /// 1 for the article, 2 for `==`, 3 for `===`.
    pub level: u8,
    /// Index of the enclosing section.
    pub parent: Option<usize>,
    /// Paragraphs, each split into sentences.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph or list item.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// Where it stands.
    pub range: Range<usize>,
    /// Its sentences, each trimmed.
    pub sentences: Vec<Range<usize>>,
    /// Whether it is an item of a list.
    pub list_item: bool,
}

/// A link in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The linked words.
    pub range: Range<usize>,
    /// Title of the page it leads to.
    pub target: String,
}

/// A position that the input states for the words before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Coordinate {
    /// Where in the text it stood; empty range if it left no text.
    pub range: Range<usize>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// The formats an article can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, headings between equals signs.
    Txt,
    /// `CommonMark`.
    Markdown,
    /// A saved page.
    Html,
    /// The source of a wiki page.
    Wikitext,
}

impl Format {
    /// The format that a file name or, without a telling name, the text itself suggests.
    pub fn of(name: &str, text: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
        match extension.as_deref() {
            Some("md" | "markdown") => Self::Markdown,
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("wiki" | "wikitext" | "mediawiki") => Self::Wikitext,
            Some("txt" | "text") => Self::Txt,
            Some(_) | None => Self::sniff(text),
        }
    }

    fn sniff(text: &str) -> Self {
        let start = text.trim_start().get(..512).unwrap_or(text.trim_start());
        let lower = start.to_ascii_lowercase();
        if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
            Self::Html
        } else if start.contains("{{") && text.contains("[[") {
            Self::Wikitext
        } else if text.starts_with("# ") || text.contains("\n## ") {
            Self::Markdown
        } else {
            Self::Txt
        }
    }
}

/// Parses an article from the bytes of a file.
///
/// `format` overrules what the name suggests. Fails with the byte at fault when the bytes are no UTF-8
/// text, when tags of a page are nested without end, and when the article has no words.
pub fn parse(name: &str, bytes: &[u8], format: Option<Format>) -> Result<Article, Box<Diagnostic>> {
    let text = decode(name, bytes)?;
    let format = format.unwrap_or_else(|| Format::of(name, text));
    if format == Format::Html
        && let Some(at) = html::too_deep(text)
    {
        let message = format!("tags are nested deeper than {}", html::MAX_DEPTH);
        let fault = Diagnostic::error(message).at(&Source::new(name, text), at..at + 1);
        return Err(Box::new(
            fault
                .over_limit()
                .hint("close the tags, or give the article as text"),
        ));
    }
    let mut article = match format {
        Format::Txt => txt::parse(text),
        Format::Markdown => markdown::parse(text),
        Format::Html => html::parse(text),
        Format::Wikitext => wikitext::parse(text),
    };
    name.clone_into(&mut article.source_name);
    if !article
        .sections
        .iter()
        .any(|s| s.paragraphs.iter().any(|p| !p.sentences.is_empty()))
        && article.infobox.is_empty()
    {
        return Err(Box::new(
            Diagnostic::error(format!("no text in `{name}`"))
                .hint("give an article with at least one sentence"),
        ));
    }
    if article.title.is_empty() {
        let conflict = ["conflict", "name"]
            .iter()
            .find_map(|k| article.infobox_value(k));
        let title = conflict.map_or_else(|| stem(name), |c| c.value.trim());
        article.title = title.to_owned();
    }
    Ok(article)
}

fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

impl Article {
    /// The infobox value under a key, if it is there and not empty.
    pub fn infobox_value(&self, key: &str) -> Option<&InfoboxEntry> {
        self.infobox
            .iter()
            .find(|e| e.key == key && !e.value.trim().is_empty())
    }

    /// The chain of sections from the given one up to the article.
    pub fn ancestry(&self, section: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(section), |&s| self.sections[s].parent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_name_or_by_its_first_words() {
        assert_eq!(Format::of("a.md", ""), Format::Markdown);
        assert_eq!(Format::of("-", "<!DOCTYPE html><p>x"), Format::Html);
        assert_eq!(Format::of("-", "{{Infobox}} [[Bar]]"), Format::Wikitext);
        assert_eq!(Format::of("-", "The army left."), Format::Txt);
    }

    #[test]
    fn an_article_without_words_is_refused_with_a_hint() {
        let error = parse("a.txt", b"  \n\n", None).unwrap_err();
        assert!(error.message.contains("`a.txt`"));
        assert_eq!(error.hints.len(), 1);
    }
}
