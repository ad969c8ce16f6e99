//! The finished drawing: the narrow waist between composing and exporting.
//!
//! Promises, which `audit` checks and every exporter relies on:
//!
//! 1. All coordinates are page pixels at the scene's own size, finite, within the page grown by 60 px.
//! 2. Paints are absolute colours; nothing inherits.
//! 3. Text is measured and placed: every line has its own baseline origin and width.
//! 4. Items are in drawing order; group and feature ids are unique, lower case, `[a-z0-9-]`.
//! 5. A feature's group carries its source and quote, so that exporters need no campaign.

mod item;
mod paint;
mod path;
mod record;
mod role;

pub use item::{
    Group, Halo, Image, ImageFormat, Item, Lettering, PathItem, Text, TextLine, Version,
};
pub use paint::{Color, Fill, LineCap, LineJoin, Stroke};
pub use path::{Command, Path};
pub use record::{Asked, DataSet, Dropped, Fate, Record, SideLook, WaterBody};
pub use role::{MarkerKind, Role, Standing};

use crate::geom::Size;

/// Pixels in an inch to a screen, as CSS counts them.
pub const SCREEN_PX_PER_INCH: f64 = 96.0;

/// A finished drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Page size in px; both even.
    pub size: Size,
    /// Pixels in an inch of paper: [`SCREEN_PX_PER_INCH`] on a screen.
    pub px_per_inch: f64,
    /// Title for those who do not see the map.
    pub title: String,
    /// Description for those who do not see the map, at most 900 characters.
    pub description: String,
    /// Language of the texts, a BCP 47 tag.
    pub lang: String,
    /// Layers in drawing order.
    pub layers: Vec<Group>,
    /// What the drawing was made from and what it leaves out.
    pub record: Record,
}

impl Scene {
    /// Visits every group, parents before children, in drawing order.
    pub fn visit_groups<'a>(&'a self, visit: &mut impl FnMut(&'a Group)) {
        for layer in &self.layers {
            layer.visit_groups(visit);
        }
    }
}
