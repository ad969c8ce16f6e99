//! Shape expressions: the land a text means, said with names.
//!
//! ```text
//! shape   = part { ("+" | "-") part }          union, difference; from the left
//! part    = atom { "&" atom }                  intersection, binds tighter
//! atom    = name | file | file "#" feature | call | "(" shape ")"
//! call    = ("north-of" | "south-of" | "east-of" | "west-of") "(" anchor { "," anchor } ")"
//!         | "circle" "(" anchor "," km ")"     | "buffer" "(" name "," km ")"
//!         | "box" "(" 64E 41N 94E 56N ")"      | "polygon" "(" position { "," position } ")"
//! anchor  = name | position | 75E | 45N
//! ```
//!
//! A name runs on until an operator, a comma or a parenthesis, so it may hold spaces; an operator
//! `-` stands between spaces, so it may hold hyphens. Anything else goes into quotes: `'A & B'`.
//! Here is only what an expression says; the gazetteer knows what its names mean.

mod lex;
mod parse;

pub use parse::parse;

use std::ops::Range;

use crate::geom::{GeoRect, LonLat};

/// An expression and where it stands, in bytes of the text parsed.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it says.
    pub kind: ExprKind,
    /// Where it stands.
    pub range: Range<usize>,
}

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A named area: `Kazakhstan`, or a place of the campaign by id or name.
    Name(String),
    /// A feature of the user's file, by id or name; none is all of the file.
    File {
        /// The file: `borders.geojson`.
        file: String,
        /// After the `#`.
        feature: Option<String>,
    },
    /// Everything in either.
    Union(Box<Expr>, Box<Expr>),
    /// What is in the first and not in the second.
    Difference(Box<Expr>, Box<Expr>),
    /// What is in both.
    Intersection(Box<Expr>, Box<Expr>),
    /// All that lies on one side of a line through the anchors, in their order.
    SideOf {
        /// Which side.
        side: Compass,
        /// Rivers, lakes, places, positions, meridians or parallels; at least one.
        anchors: Vec<Anchor>,
    },
    /// A circle.
    Circle {
        /// Its centre: a name or a position.
        center: Anchor,
        /// Its radius in km, above 0.
        radius_km: f64,
    },
    /// All that lies within a distance of a line or area.
    Buffer {
        /// The line or area.
        of: Anchor,
        /// The distance in km, above 0.
        km: f64,
    },
    /// A box in degrees.
    Box(GeoRect),
    /// A polygon from its corners, at least three.
    Polygon(Vec<LonLat>),
}

/// A side of the sky.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compass {
    /// Towards the pole.
    North,
    /// Towards the other pole.
    South,
    /// To the right.
    East,
    /// To the left.
    West,
}

/// Something that a side, a circle or a buffer refers to.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    /// What it is.
    pub kind: AnchorKind,
    /// Where it stands.
    pub range: Range<usize>,
}

/// What an anchor is.
#[derive(Clone, Debug, PartialEq)]
pub enum AnchorKind {
    /// A named thing: `Balkhash`, `Chu`.
    Name(String),
    /// A position.
    At(LonLat),
    /// A line of constant longitude, in degrees.
    Meridian(f64),
    /// A line of constant latitude, in degrees.
    Parallel(f64),
}

/// What is wrong with an expression, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShapeError {
    /// A phrase for the author.
    pub message: String,
    /// Where, in bytes of the text parsed.
    pub range: Range<usize>,
}

impl Expr {
    /// The files it refers to, in order, each as often as it is named.
    pub fn files(&self) -> Vec<&str> {
        match &self.kind {
            ExprKind::File { file, .. } => vec![file],
            ExprKind::Union(a, b) | ExprKind::Difference(a, b) | ExprKind::Intersection(a, b) => {
                [a.files(), b.files()].concat()
            }
            ExprKind::Name(_)
            | ExprKind::SideOf { .. }
            | ExprKind::Circle { .. }
            | ExprKind::Buffer { .. }
            | ExprKind::Box(_)
            | ExprKind::Polygon(_) => Vec::new(),
        }
    }
}
