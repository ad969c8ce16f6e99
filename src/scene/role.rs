//! What a group in a scene is, so that the audit can judge it and a page can answer a click.

use crate::geom::{PagePoint, PageRect};

/// What a group is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Role {
    /// Structure without a meaning of its own.
    #[default]
    Structure,
    /// A layer of the map.
    Layer,
    /// A polity's land.
    Polity,
    /// Land that changed hands.
    Change,
    /// A movement's body.
    Movement {
        /// Centre line of the body, px, flattened.
        centre_line: Vec<PagePoint>,
        /// Width of the body at its neck, px.
        width: f64,
        /// Its standing.
        standing: Standing,
    },
    /// A marker of a battle, town or event.
    Marker {
        /// Its middle.
        center: PagePoint,
        /// Its radius, px.
        radius: f64,
        /// Its standing.
        standing: Standing,
    },
    /// The circle within which an uncertain place lies.
    UncertainCircle,
    /// A label.
    Label {
        /// Corners of the (turned) boxes that the lettering fills.
        boxes: Vec<[PagePoint; 4]>,
        /// Id of the feature it names.
        of: String,
        /// Its standing.
        standing: Standing,
    },
    /// A name in place of a label that found no room: an entry of the key.
    KeyEntry {
        /// Id of the feature it names.
        of: String,
    },
    /// A panel of furniture, opaque.
    Panel {
        /// What it covers.
        rect: PageRect,
    },
    /// A row of the legend.
    LegendRow,
}

/// How much a feature matters: 1 is always drawn, 3 is left out first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing(pub u8);
