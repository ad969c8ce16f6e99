//! Bundled fonts: one database for measuring labels, for outlining them and for rasterising them,
//! so that a label has the width here that it has in the picture.

mod fonts;
mod glyphs;
mod outline;

pub use fonts::{Family, Fonts, bundled_files};
pub use glyphs::{Description, SetGlyph, describe};
pub use outline::CurveSink;

/// A cut of the bundled fonts.
///
/// Arimo and Tinos have the advance widths of Arial and Times New Roman, so that a label keeps its
/// width where those are installed instead. A style may letter in [`Family::Serif`]: then the first three
/// are cuts of Tinos.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Arimo Regular.
    #[default]
    Sans,
    /// Arimo Bold.
    SansBold,
    /// Arimo Italic.
    SansItalic,
    /// Tinos Italic: water.
    SerifItalic,
}

impl Face {
    /// All cuts, in the order of their files.
    pub const ALL: [Self; 4] = [
        Self::Sans,
        Self::SansBold,
        Self::SansItalic,
        Self::SerifItalic,
    ];

    /// Whether the cut is bold.
    pub fn is_bold(self) -> bool {
        matches!(self, Self::SansBold)
    }

    /// Whether the cut is italic.
    pub fn is_italic(self) -> bool {
        matches!(self, Self::SansItalic | Self::SerifItalic)
    }
}
