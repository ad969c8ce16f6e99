//! Bundled fonts: one database for measuring labels and for rasterising them.

/// A cut of the bundled fonts.
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
