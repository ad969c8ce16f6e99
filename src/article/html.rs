//! Saved pages, through `scraper`: headings, paragraphs, lists, and a table of class `infobox`.

use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

use super::Article;
use super::builder::Builder;
use super::markdown::page_of;

/// Elements within elements: browsers stop at 512 too, and no real page comes near.
///
/// The parser looks through all open elements at every tag, so depth costs time squared.
pub(super) const MAX_DEPTH: usize = 512;

/// Elements that need no end tag or have none; they do not nest for ever.
const CLOSED_BY_OTHERS: &[&str] = &[
    "area", "base", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "head", "hr",
    "html", "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt",
    "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Where the tags of a page exceed the depth that is read; a glance over the text, without a parser.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        let (closing, rest) = match rest.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let letters = rest.bytes().take(16).take_while(u8::is_ascii_alphanumeric);
        let name = rest[..letters.count()].to_ascii_lowercase();
        if name.is_empty() || CLOSED_BY_OTHERS.contains(&name.as_str()) {
            continue;
        }
        depth = if closing {
            depth.saturating_sub(1)
        } else {
            depth + 1
        };
        if depth > MAX_DEPTH {
            return Some(at);
        }
    }
    None
}

/// Parses a page.
pub(super) fn parse(text: &str) -> Article {
    let page = Html::parse_document(text);
    let mut reader = Reader::default();
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => reader.open(element),
                Node::Text(words) => reader.words(words),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    reader.close(element);
                }
            }
        }
    }
    let mut article = reader.builder.finish();
    if article.title.is_empty() {
        article.title = reader.title;
    }
    article
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    title: String,
    in_title: bool,
    skipped: usize,
    heading: Option<String>,
    links: Vec<(usize, String)>,
    /// Depth of tables, and the depth at which an infobox began.
    tables: usize,
    infobox: Option<usize>,
    key: String,
    /// What the row of an infobox holds so far: its key, if it has one, and its values.
    row: Row,
    cell: Option<String>,
}

/// A row of an infobox.
#[derive(Default)]
struct Row {
    has_key: bool,
    values: Vec<String>,
}

impl Reader {
    fn open(&mut self, element: &Element) {
        if self.skipped > 0 || is_skipped(element) {
            self.skipped += 1;
            return;
        }
        match element.name() {
            "title" => self.in_title = true,
            "table" => {
                self.tables += 1;
                if self.infobox.is_none() && has_class(element, "infobox") {
                    self.infobox = Some(self.tables);
                }
                // A table within a cell has the rows that count.
                self.cell = None;
            }
            "tr" => self.row = Row::default(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = Some(String::new()),
            "th" | "td" if self.infobox.is_some() => self.cell = Some(String::new()),
            "br" | "li" if self.cell.is_some() => self.words(", "),
            "p" | "blockquote" | "dd" if self.tables == 0 => self.builder.start_paragraph(false),
            "li" if self.tables == 0 => self.builder.start_paragraph(true),
            "a" => {
                let title = element.attr("title").map(str::to_owned);
                let target = title.unwrap_or_else(|| page_of(element.attr("href").unwrap_or("")));
                self.links.push((self.builder.position(), target));
            }
            _ => {}
        }
    }

    fn close(&mut self, element: &Element) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match element.name() {
            "title" => self.in_title = false,
            "table" => {
                if self.infobox == Some(self.tables) {
                    self.infobox = None;
                }
                self.tables = self.tables.saturating_sub(1);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = element.name().as_bytes()[1] - b'0';
                let heading = self.heading.take().unwrap_or_default();
                if !heading.trim().is_empty() {
                    self.builder.heading(level, &heading);
                }
            }
            "th" if self.cell.is_some() => {
                self.key = self.cell.take().unwrap_or_default();
                self.row.has_key = true;
            }
            "td" if self.cell.is_some() => {
                let value = self.cell.take().unwrap_or_default();
                let value = value.trim_matches([',', ' ', '\n']);
                self.row.values.push(value.to_owned());
            }
            "tr" if self.infobox.is_some() => self.end_row(),
            "p" | "blockquote" | "dd" | "li" if self.tables == 0 => self.builder.end_paragraph(),
            "a" => {
                if let Some((start, target)) = self.links.pop() {
                    self.builder
                        .link(start.min(self.builder.position()), &target);
                }
            }
            _ => {}
        }
    }

    /// A row with a key is a line; of one without, under a heading like `Belligerents`, each cell is one.
    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        let several = !row.has_key && row.values.len() > 1;
        for (i, value) in row.values.iter().enumerate() {
            if several {
                let key = format!("{}{}", self.key.trim(), i + 1);
                self.builder.infobox(&key, value);
            } else {
                self.builder.infobox(&self.key, value);
            }
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_title {
            self.title.push_str(words.trim());
        } else if self.skipped > 0 {
        } else if let Some(heading) = &mut self.heading {
            heading.push_str(words);
        } else if let Some(cell) = &mut self.cell {
            cell.push_str(words);
        } else if self.tables == 0 {
            self.builder.words(words);
        }
    }
}

fn has_class(element: &Element, class: &str) -> bool {
    element.classes().any(|c| c == class)
}

fn is_skipped(element: &Element) -> bool {
    const TAGS: &[&str] = &[
        "aside", "button", "code", "figure", "footer", "form", "nav", "noscript", "pre", "script",
        "style", "svg", "template",
    ];
    const CLASSES: &[&str] = &[
        "hatnote",
        "metadata",
        "mw-editsection",
        "navbox",
        "noprint",
        "reference",
        "reflist",
        "thumb",
        "toc",
    ];
    TAGS.contains(&element.name()) || element.classes().any(|c| CLASSES.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_in_tags_that_have_an_end() {
        assert_eq!(too_deep(&"<div>".repeat(MAX_DEPTH)), None);
        assert_eq!(
            too_deep(&"<div>".repeat(MAX_DEPTH + 1)),
            Some(5 * MAX_DEPTH)
        );
        for fine in [
            "<p>word",
            "<br>",
            "<div>a</div>",
            "1 < 2 ",
            "<li>",
            "<DIV></dIv>",
        ] {
            assert_eq!(too_deep(&fine.repeat(3 * MAX_DEPTH)), None, "{fine}");
        }
    }

    #[test]
    fn columns_of_an_infobox_are_sides() {
        let article = parse(
            "<h1>War</h1><table class=infobox><tr><td colspan=2><table><tr><th>Date</th><td>1402</td></tr></table></td></tr>\
             <tr><th colspan=2>Belligerents</th></tr><tr><td><ul><li>Denmark</li><li>Orm</li></ul></td><td>Sweden</td></tr>\
             <tr><th colspan=2>Commanders and leaders</th></tr><tr><td>Orlow</td><td>Kurck</td></tr></table><p>It began.</p>",
        );
        let lines: Vec<String> = article
            .infobox
            .iter()
            .map(|e| format!("{}={}", e.key, e.value))
            .collect();
        assert_eq!(
            lines,
            [
                "date=1402",
                "combatant1=Denmark, Orm",
                "combatant2=Sweden",
                "commander1=Orlow",
                "commander2=Kurck"
            ]
        );
    }

    #[test]
    fn a_page_keeps_its_words_and_loses_its_furniture() {
        let article = parse(
            "<html><head><title>x</title><style>p{}</style></head><body><nav>Menu</nav><h1>The Salt War</h1>\
             <table class=infobox><tr><th>Place</th><td>Orm<br>Bar</td></tr></table>\
             <p>It began in <a href='/wiki/Orm' title='Orm Vale'>Orm</a>.<sup class=reference>[1]</sup> It ended.</p><h2>Siege</h2><ul><li>one</ul>",
        );
        assert_eq!(article.title, "The Salt War");
        assert_eq!(article.infobox[0].key, "place");
        assert_eq!(article.infobox[0].value, "Orm, Bar");
        assert_eq!(article.links[0].target, "Orm Vale");
        let paragraph = &article.sections[0].paragraphs[0];
        assert_eq!(
            &article.text[paragraph.range.clone()],
            "It began in Orm. It ended."
        );
        assert!(article.sections[1].paragraphs[0].list_item);
    }
}
