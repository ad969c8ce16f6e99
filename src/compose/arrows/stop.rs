//! What routing is told: the stops of movements, the markers in their way, their measures.

use crate::geom::PagePoint;

/// A stop of a movement on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PageStop {
    /// Where.
    pub at: PagePoint,
    /// Radius of the marker or dot that stands there, 0 if none, px.
    pub radius: f64,
    /// Whether the movement is broken here, because a battle was fought.
    pub breaks: bool,
}

/// A marker that arrows of others keep clear of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Keep {
    /// Its middle.
    pub at: PagePoint,
    /// Its radius, px.
    pub radius: f64,
}

/// Gaps and widths that routing respects, px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Gaps {
    /// Between a marker and a tail.
    pub tail: f64,
    /// Between a tip and a marker.
    pub tip: f64,
    /// Half the width of the body at its tail.
    pub tail_half: f64,
    /// Half the width of the body at its neck.
    pub half_width: f64,
    /// Half the width of the head.
    pub head_half: f64,
    /// Length of the head.
    pub head_length: f64,
    /// Between bodies side by side.
    pub beside: f64,
    /// Legs shorter than this are not drawn.
    pub least_leg: f64,
}

/// How much of the way to its last stop is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// All of it.
    Whole,
    /// Its beginning: where it ended is not known.
    Beginning,
}

/// A movement that wants a route.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wish {
    /// Its stops, at least two.
    pub stops: Vec<PageStop>,
    /// Its measures.
    pub gaps: Gaps,
    /// How much of the last leg is drawn.
    pub reach: Reach,
    /// Whether its stops lead it over water, where a detour may lead over land.
    pub afloat: bool,
}

impl Gaps {
    /// Half the width of what is drawn at a distance from the tail of a line of some length, px.
    pub(super) fn half_at(&self, along: f64, length: f64) -> f64 {
        let (neck, left) = (length - self.head_length, length - along);
        if left < self.head_length {
            self.head_half * (left / self.head_length).max(0.0)
        } else {
            self.tail_half + (self.half_width - self.tail_half) * (along / neck.max(1e-6))
        }
    }
}
