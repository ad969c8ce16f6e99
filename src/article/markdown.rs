//! Markdown, through `pulldown-cmark`. A list right under a heading or line `Infobox` is the infobox.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Article;
use super::builder::Builder;

/// Parses Markdown.
pub(super) fn parse(text: &str) -> Article {
    let mut reader = Reader::default();
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(text, options) {
        reader.take(event);
    }
    reader.builder.finish()
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    /// Words of a heading or table cell, collected until it ends.
    aside: Option<String>,
    links: Vec<(usize, String)>,
    /// Depth of what is not read: footnotes, code, pictures.
    skipped: usize,
    infobox: bool,
    row: Vec<String>,
}

impl Reader {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag) {
        match tag {
            Tag::FootnoteDefinition(_) | Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock => {
                self.skipped += 1
            }
            Tag::Heading { .. } | Tag::TableCell => self.aside = Some(String::new()),
            Tag::Paragraph | Tag::BlockQuote(_) if !self.infobox => {
                self.builder.start_paragraph(false)
            }
            Tag::Item if self.infobox => self.aside = Some(String::new()),
            Tag::Item => self.builder.start_paragraph(true),
            Tag::Link {
                dest_url, title, ..
            } => {
                let target = if title.is_empty() {
                    page_of(&dest_url)
                } else {
                    title.to_string()
                };
                self.links.push((self.builder.position(), target));
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::FootnoteDefinition | TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            TagEnd::Heading(level) => {
                let heading = self.aside.take().unwrap_or_default();
                self.infobox = heading.trim().eq_ignore_ascii_case("infobox");
                if !self.infobox {
                    self.builder.heading(level as u8, &heading);
                }
            }
            TagEnd::TableCell => self.row.push(self.aside.take().unwrap_or_default()),
            TagEnd::TableRow | TagEnd::TableHead => self.end_row(),
            TagEnd::Item if self.aside.is_some() => {
                let line = self.aside.take().unwrap_or_default();
                if let Some((key, value)) = line.split_once(':') {
                    self.builder.infobox(key, value);
                }
            }
            TagEnd::Paragraph if self.infobox && self.aside.is_some() => {}
            TagEnd::Paragraph | TagEnd::Item => self.builder.end_paragraph(),
            TagEnd::List(_) => self.infobox = false,
            TagEnd::Link => {
                if let Some((start, target)) = self.links.pop() {
                    self.builder
                        .link(start.min(self.builder.position()), &target);
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.skipped > 0 {
            return;
        }
        match &mut self.aside {
            Some(aside) => aside.push_str(words),
            None => self.builder.words(words),
        }
    }

    /// A row of two cells is a line of an infobox; others are read as a list item.
    fn end_row(&mut self) {
        match std::mem::take(&mut self.row).as_slice() {
            [key, value] if !key.trim().is_empty() => self.builder.infobox(key, value),
            cells => {
                self.builder.start_paragraph(true);
                self.builder.words(&cells.join(" "));
                self.builder.end_paragraph();
            }
        }
    }
}

/// The page an address leads to: the last part of its path.
pub(super) fn page_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or("");
    path.rsplit('/').next().unwrap_or("").replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_paragraphs_and_links_are_read() {
        let article = parse(
            "# The Salt War\n\nIt began in [Orm](https://x.org/wiki/Orm_Vale). It\nended.\n\n## Siege\n\n- one\n- two\n",
        );
        assert_eq!(article.title, "The Salt War");
        assert_eq!(article.sections[0].paragraphs[0].sentences.len(), 2);
        assert_eq!(article.links[0].target, "Orm Vale");
        assert_eq!(&article.text[article.links[0].range.clone()], "Orm");
        assert!(article.sections[1].paragraphs[1].list_item);
    }

    #[test]
    fn an_infobox_is_a_list_or_a_table_of_two_columns() {
        let list = parse("# W\n\n## Infobox\n\n- Place: Orm\n- Date: 1301\n\nText here.\n");
        assert_eq!(list.infobox.len(), 2);
        assert_eq!(list.sections[0].paragraphs.len(), 1);
        let table = parse("# W\n\n| Date | 1301 |\n|---|---|\n| Place | Orm |\n");
        assert_eq!(table.infobox[1].value, "Orm");
    }
}
