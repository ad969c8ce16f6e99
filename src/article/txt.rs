//! Plain text: headings between equals signs, an infobox as a list of `- Key: value` lines under the
//! word `Infobox`, blank lines between paragraphs. The article's text is the input itself.
//!
//! In a text without equals signs, as it is copied from a page, a short line that stands alone before a
//! paragraph and is no sentence is a heading; the first line of a text with parts is its title.

use std::collections::BTreeMap;
use std::ops::Range;

use super::builder::push_section;
use super::{Article, InfoboxEntry, Paragraph, Section, sentence};

/// Least words of a paragraph that a short line before it is taken to head.
const LEAST_WORDS: usize = 4;

/// Parses plain text.
pub(super) fn parse(text: &str) -> Article {
    let mut article = Article {
        text: text.to_owned(),
        ..Article::default()
    };
    article.sections.push(Section {
        level: 1,
        ..Section::default()
    });
    let mut block: Option<Range<usize>> = None;
    let mut infobox = false;
    let bare = bare_headings(text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = trimmed(line, start);
        start += line.len();
        let content = &text[range.clone()];
        if infobox {
            if let Some(entry) = entry(content, range.start) {
                article.infobox.push(entry);
                continue;
            }
            infobox = content.is_empty() && article.infobox.is_empty();
        }
        if content.eq_ignore_ascii_case("infobox") {
            close(&mut article, block.take(), false);
            infobox = true;
        } else if let Some((level, inner)) = heading(content) {
            close(&mut article, block.take(), false);
            add_heading(
                &mut article,
                level,
                range.start + inner.start..range.start + inner.end,
            );
        } else if content.is_empty() {
            close(&mut article, block.take(), false);
        } else if let Some((level, inner)) = bare.get(&range.start) {
            close(&mut article, block.take(), false);
            add_heading(&mut article, *level, inner.clone());
        } else if let Some(item) = list_item(content) {
            close(&mut article, block.take(), false);
            close(&mut article, Some(range.start + item..range.end), true);
        } else {
            block = Some(block.map_or(range.clone(), |b| b.start..range.end));
        }
    }
    close(&mut article, block, false);
    article
}

fn trimmed(line: &str, start: usize) -> Range<usize> {
    let from = start + (line.len() - line.trim_start().len());
    from..(start + line.trim_end().len()).max(from)
}

fn close(article: &mut Article, block: Option<Range<usize>>, list_item: bool) {
    let Some(range) = block else { return };
    let sentences = sentence::split(&article.text, range.clone());
    let section = article.sections.last_mut().expect("the lead is there");
    section.paragraphs.push(Paragraph {
        range,
        sentences,
        list_item,
    });
}

fn add_heading(article: &mut Article, level: u8, range: Range<usize>) {
    let heading = article.text[range.clone()].to_owned();
    let lead_is_empty = article.sections.len() == 1 && article.sections[0].paragraphs.is_empty();
    if article.title.is_empty() && lead_is_empty && level == 1 {
        article.title.clone_from(&heading);
        article.sections[0] = Section {
            heading,
            heading_range: range,
            level: 1,
            ..Section::default()
        };
        return;
    }
    push_section(article, range, heading, level.max(2));
}

/// The headings that no mark tells: level and inner range by the start of the line. Where others are marked
/// only the title is one; where none is, a single short line makes no parts.
fn bare_headings(text: &str) -> BTreeMap<usize, (u8, Range<usize>)> {
    let blocks = blocks(text);
    let marked = text.lines().filter(|l| heading(l.trim()).is_some()).count();
    let mut found = BTreeMap::new();
    for (at, pair) in blocks.windows(2).enumerate() {
        let (line, next) = (&text[pair[0].clone()], &text[pair[1].clone()]);
        let (level, heads) = match at {
            0 => (1, marked > 0 || is_prose(next)),
            _ => (2, marked == 0 && is_prose(next)),
        };
        if let Some(length) = bare_heading(line).filter(|_| heads) {
            found.insert(
                pair[0].start,
                (level, pair[0].start..pair[0].start + length),
            );
        }
    }
    if marked + found.len() < 2 {
        found.clear();
    }
    found
}

/// What stands between blank lines.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let (mut start, mut is_open) = (0, false);
    for line in text.split_inclusive('\n') {
        let range = trimmed(line, start);
        start += line.len();
        let is_blank = range.is_empty();
        match blocks.last_mut().filter(|_| is_open && !is_blank) {
            Some(block) => block.end = range.end,
            None if !is_blank => blocks.push(range),
            None => {}
        }
        is_open = !is_blank;
    }
    blocks
}

/// Whether a block is at least a sentence.
fn is_prose(block: &str) -> bool {
    block.split_whitespace().nth(LEAST_WORDS - 1).is_some()
        && block.ends_with(['.', '!', '?', ')', ']', '"', '”'])
}

/// The length of the heading in a line that is one: short, begun by a capital or a number, and no sentence.
/// What a web page adds to it to be clicked on is left out.
fn bare_heading(line: &str) -> Option<usize> {
    let name = line.strip_suffix("[edit]").unwrap_or(line).trim_end();
    let is_short = name.chars().count() <= 80 && !name.contains('\n');
    let begins = |c: char| c.is_uppercase() || c.is_numeric();
    let is_sentence = name.ends_with(['.', '!', '?', ':', ';', ',']);
    let is_heading = is_short
        && name.starts_with(begins)
        && !is_sentence
        && !name.contains(": ")
        && !name.eq_ignore_ascii_case("infobox");
    is_heading.then_some(name.len())
}

/// The level and inner range of a heading line: `== Background ==`.
fn heading(line: &str) -> Option<(u8, Range<usize>)> {
    let inner = line.trim_start_matches('=');
    let level = line.len() - inner.len();
    let name = inner.trim_end_matches('=');
    let closing = inner.len() - name.len();
    if level == 0 || level > 6 || closing == 0 || name.trim().is_empty() {
        return None;
    }
    let start = level + (name.len() - name.trim_start().len());
    Some((level as u8, start..start + name.trim().len()))
}

fn list_item(line: &str) -> Option<usize> {
    let rest = line.strip_prefix(['-', '*', '•', '#'])?;
    let content = rest.trim_start();
    (content.len() < rest.len() && !content.is_empty()).then(|| line.len() - content.len())
}

/// `- Key: value`, the key without its blanks in lower case.
fn entry(line: &str, start: usize) -> Option<InfoboxEntry> {
    let offset = list_item(line)?;
    let (key, value) = line[offset..].split_once(':')?;
    let from = start + offset + key.len() + 1 + (value.len() - value.trim_start().len());
    let value = value.trim().to_owned();
    Some(InfoboxEntry {
        key: key.trim().to_lowercase(),
        range: from..from + value.len(),
        value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_infobox_and_paragraphs_keep_their_place_in_the_input() {
        let text = "= The Salt War =\r\n\r\nInfobox\r\n- Place: Vale of Orm\r\n- Date: 1301\r\n\r\nIt began. It ended.\r\n\r\n== Siege ==\r\nOne.\r\n* two\r\n";
        let article = parse(text);
        assert_eq!(article.title, "The Salt War");
        assert_eq!(article.infobox[0].key, "place");
        assert_eq!(&text[article.infobox[0].range.clone()], "Vale of Orm");
        assert_eq!(article.sections.len(), 2);
        assert_eq!(article.sections[1].parent, Some(0));
        assert_eq!(
            &text[article.sections[0].paragraphs[0].sentences[1].clone()],
            "It ended."
        );
        assert!(article.sections[1].paragraphs[1].list_item);
        assert_eq!(article.text, text);
    }

    #[test]
    fn short_lines_that_stand_alone_are_headings_where_none_is_marked() {
        let text = "The Salt War\n\nIt began in 1301.\nIt ended soon.\n\nSiege of Orm[edit]\n\nOrm fell on Monday.\n\n\
                    Then peace came.\n\nSigned: nobody\n\nOrm, 1302";
        let article = parse(text);
        assert_eq!(article.title, "The Salt War");
        let headings: Vec<_> = article
            .sections
            .iter()
            .map(|s| s.heading.as_str())
            .collect();
        assert_eq!(headings, ["The Salt War", "Siege of Orm"]);
        assert_eq!(article.sections[0].paragraphs.len(), 1);
        assert_eq!(article.sections[1].paragraphs.len(), 4);
    }

    #[test]
    fn beside_marked_headings_only_the_title_needs_no_mark() {
        let article = parse("The Salt War\n\n== Siege ==\nOrm\n\nOrm\n\nOrm fell on Monday.");
        assert_eq!(article.title, "The Salt War");
        assert_eq!(article.sections.len(), 2);
        assert_eq!(article.sections[1].paragraphs.len(), 3);
    }

    #[test]
    fn a_single_short_line_heads_nothing() {
        let article = parse("Camp near Orm\n\nWe marched all day and are tired.\n\nFaithfully");
        assert_eq!(article.title, "");
        assert_eq!(article.sections[0].paragraphs.len(), 3);
    }

    #[test]
    fn text_without_any_mark_is_one_section() {
        let article = parse("The army left Orm.\nIt reached Bar.\n\nIt rested.");
        assert_eq!(article.sections.len(), 1);
        assert_eq!(article.sections[0].paragraphs.len(), 2);
        assert_eq!(article.sections[0].paragraphs[0].sentences.len(), 2);
    }
}
