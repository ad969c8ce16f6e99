//! Builds an article piece by piece, for the formats whose text is not the input itself.

use super::{Article, Coordinate, InfoboxEntry, Link, Paragraph, Section, sentence};

/// Collects headings, paragraphs and links, and keeps the text they point into.
#[derive(Default)]
pub(super) struct Builder {
    article: Article,
    paragraph: Option<(usize, bool)>,
}

impl Builder {
    /// Starts a section; the first heading of level 1 is the title.
    pub(super) fn heading(&mut self, level: u8, heading: &str) {
        self.end_paragraph();
        let heading = squeeze(heading);
        if level <= 1
            && self.article.title.is_empty()
            && self
                .article
                .sections
                .iter()
                .all(|s| s.paragraphs.is_empty())
        {
            self.article.title.clone_from(&heading);
            let start = self.article.text.len();
            self.article.text.push_str(&heading);
            self.article.text.push_str("\n\n");
            let section = Section {
                heading_range: start..start + heading.len(),
                heading,
                level: 1,
                ..Section::default()
            };
            if self.article.sections.is_empty() {
                self.article.sections.push(section);
            } else {
                self.article.sections[0] = section;
            }
            return;
        }
        self.ensure_lead();
        let start = self.article.text.len();
        self.article.text.push_str(&heading);
        self.article.text.push_str("\n\n");
        let level = level.max(2);
        push_section(
            &mut self.article,
            start..start + heading.len(),
            heading,
            level,
        );
    }

    /// A line of the infobox.
    pub(super) fn infobox(&mut self, key: &str, value: &str) {
        self.end_paragraph();
        let value = squeeze(value);
        let key = plain_key(key);
        if key == "combatant" && value.contains(';') {
            for (i, side) in value.split(';').enumerate() {
                self.infobox(&format!("{key}{}", i + 1), side);
            }
            return;
        }
        let start = self.article.text.len();
        self.article.text.push_str(&value);
        self.article.text.push('\n');
        let range = start..start + value.len();
        self.article
            .infobox
            .push(InfoboxEntry { key, value, range });
    }

    /// Starts a paragraph or list item, ending the one before.
    pub(super) fn start_paragraph(&mut self, list_item: bool) {
        self.end_paragraph();
        self.paragraph = Some((self.article.text.len(), list_item));
    }

    /// Adds words to the paragraph, their blanks squeezed; starts one if none is open.
    pub(super) fn words(&mut self, words: &str) {
        if self.paragraph.is_none() {
            if words.trim().is_empty() {
                return;
            }
            self.start_paragraph(false);
        }
        for c in words.chars() {
            if !c.is_whitespace() {
                self.article.text.push(c);
            } else if !self.article.text.ends_with([' ', '\n']) {
                self.article.text.push(' ');
            }
        }
    }

    /// Where the text ends: for marking what a link covers.
    pub(super) fn position(&self) -> usize {
        self.article.text.len()
    }

    /// A link over the words since `start`.
    pub(super) fn link(&mut self, start: usize, target: &str) {
        let range = start..self.article.text.len();
        if !range.is_empty() {
            self.article.links.push(Link {
                range,
                target: target.to_owned(),
            });
        }
    }

    /// A position stated where the text ends.
    pub(super) fn coordinate(&mut self, lat: f64, lon: f64) {
        let at = self.article.text.len();
        self.article.coordinates.push(Coordinate {
            range: at..at,
            lat,
            lon,
        });
    }

    /// Ends the paragraph and splits it into sentences.
    pub(super) fn end_paragraph(&mut self) {
        let Some((start, list_item)) = self.paragraph.take() else {
            return;
        };
        let end = self.article.text.trim_end().len().max(start);
        self.ensure_lead();
        let sentences = sentence::split(&self.article.text, start..end);
        if sentences.is_empty() {
            return;
        }
        self.article.text.push_str("\n\n");
        let section = self.article.sections.last_mut().expect("the lead is there");
        section.paragraphs.push(Paragraph {
            range: start..end,
            sentences,
            list_item,
        });
    }

    /// The article.
    pub(super) fn finish(mut self) -> Article {
        self.end_paragraph();
        self.ensure_lead();
        self.article
    }

    fn ensure_lead(&mut self) {
        if self.article.sections.is_empty() {
            self.article.sections.push(Section {
                level: 1,
                ..Section::default()
            });
        }
    }
}

/// The key of a line as the sources of pages write it: `Belligerents1` is `combatant1`.
fn plain_key(key: &str) -> String {
    let key = key.trim().to_lowercase();
    let stem = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let plain = match stem {
        "belligerents" | "combatants" => "combatant",
        "commanders and leaders" | "commanders" | "leaders" => "commander",
        "casualties and losses" | "losses" => "casualties",
        "location" => "place",
        _ => stem,
    };
    format!("{plain}{}", &key[stem.len()..])
}

/// Appends a section under the nearest one of a lower level.
pub(super) fn push_section(
    article: &mut Article,
    range: std::ops::Range<usize>,
    heading: String,
    level: u8,
) {
    let mut parent = article.sections.len().checked_sub(1);
    while let Some(p) = parent {
        if article.sections[p].level < level {
            break;
        }
        parent = article.sections[p].parent;
    }
    article.sections.push(Section {
        heading,
        heading_range: range,
        level,
        parent,
        paragraphs: Vec::new(),
    });
}

/// The text with every run of blanks as one space.
pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
