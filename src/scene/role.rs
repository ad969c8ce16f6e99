//! What a group in a scene is, so that the audit can judge it and a page can answer a click.

use super::Color;
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
    Polity {
        /// Its colour at full strength.
        tint: Color,
    },
    /// The line along a polity's edge, where the frontier is known well enough for one.
    Frontier {
        /// Id of the polity.
        of: String,
        /// How well it is known: 1 is approximate, 3 fixed by treaty.
        precision: u8,
    },
    /// Land that changed hands.
    Change,
    /// One leg of a movement's body.
    Movement {
        /// Id of the movement.
        of: String,
        /// Centre line of the body from tail to tip, px, flattened.
        centre_line: Vec<PagePoint>,
        /// Half the width of what is drawn at each point of the centre line, px.
        half_widths: Vec<f64>,
        /// Width of the body at its neck, px.
        width: f64,
        /// Ids of the markers at which it begins, passes and ends.
        stops: Vec<String>,
        /// Its standing.
        standing: Standing,
    },
    /// A marker of a battle, town or event.
    Marker {
        /// Of what.
        kind: MarkerKind,
        /// Its middle.
        center: PagePoint,
        /// Its radius, px.
        radius: f64,
        /// The true site lies within so many px, 0 if it is known.
        doubt: f64,
        /// Its standing.
        standing: Standing,
    },
    /// The circle within which an uncertain place lies.
    UncertainCircle {
        /// Id of the marker whose site it is.
        of: String,
    },
    /// A label.
    Label {
        /// Corners of the (turned) boxes that the lettering fills.
        boxes: Vec<[PagePoint; 4]>,
        /// Id of the feature it names.
        of: String,
        /// Whether a thin line leads to the feature.
        leader: bool,
        /// Whether it is a bare number or letter that an entry of the key must explain.
        bare: bool,
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
    /// A row of the legend; the group's `sign` is what it explains.
    LegendRow,
    /// The line of sources and licences.
    Credits,
}

/// What a marker marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkerKind {
    /// A battle, skirmish or siege.
    Battle,
    /// A town, fort or pass.
    Town,
    /// A revolt, treaty or other event.
    Event,
}

/// How much a feature matters: 1 is always drawn, 3 is left out first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing(pub u8);
