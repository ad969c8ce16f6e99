//! Articles: one input format per file, all parsed into the same sections and sentences.

/// An article as its readers see it: plain text with sections, sentences, an infobox and links.
///
/// All ranges are byte ranges into `text`; `reading` converts to code points where a format asks for them.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Title, from the first heading.
    pub title: String,
    /// The plain text that all ranges point into: for `.txt` the input itself.
    pub text: String,
    /// Name of the input, for diagnostics.
    pub source_name: String,
    /// Key and value lines of the infobox, in order.
    pub infobox: Vec<InfoboxEntry>,
    /// Sections in order of the text; the lead is the first, at level 1 with the title as heading.
    pub sections: Vec<Section>,
    /// Links in the text and, where the input gives them, coordinates of what they lead to.
    pub links: Vec<Link>,
}

/// A line of the infobox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InfoboxEntry {
    /// Key in lower case without digits kept apart: `combatant1` stays `combatant1`.
    pub key: String,
    /// Value as plain text.
    pub value: String,
    /// Where the value stands in the text.
    pub range: std::ops::Range<usize>,
}

/// A section: its heading, its depth, its own paragraphs (not those of its subsections).
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Heading without its marks.
    pub heading: String,
    /// Where the heading stands.
    pub heading_range: std::ops::Range<usize>,
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
    pub range: std::ops::Range<usize>,
    /// Its sentences, each trimmed.
    pub sentences: Vec<std::ops::Range<usize>>,
    /// Whether it is an item of a list.
    pub list_item: bool,
}

/// A link in the text.
#[derive(Clone, Debug)]
pub struct Link {
    /// The linked words.
    pub range: std::ops::Range<usize>,
    /// Title of the page it leads to.
    pub target: String,
}
