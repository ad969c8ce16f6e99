//! A source file held in memory, and where in it a byte lies.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The name and text of an input file.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// As shown to the user: usually the path as typed, `<stdin>` for standard input.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A shared [`SourceFile`]; cheap to clone into every span.
#[derive(Clone, PartialEq, Eq)]
pub struct Source(Arc<SourceFile>);

// A span is debugged often, and never for the megabytes behind it.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Source").field(&self.name).finish()
    }
}

impl Source {
    /// A source from its name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self(Arc::new(SourceFile {
            name: name.into(),
            text: text.into(),
        }))
    }

    /// Line and column of a byte offset.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let end = self.text.floor_char_boundary(offset);
        let before = &self.text[..end];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        LineColumn {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl Deref for Source {
    type Target = SourceFile;

    fn deref(&self) -> &SourceFile {
        &self.0
    }
}

/// A place in a text, both counted from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let source = Source::new("a.txt", "Қазақ\nхан");
        let at = source.line_column("Қазақ\nх".len());
        assert_eq!(at, LineColumn { line: 2, column: 2 });
    }
}
