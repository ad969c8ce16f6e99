//! Cuts rings and lines where a projection tears the globe or ends.

mod circle;
mod ring;
mod window;

pub use window::Window;

use crate::geom::{LonLat, Sink};
use ring::Region;

/// The part of the globe a projection can draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Domain {
    /// Between two meridians and two parallels: cylinders, cones, the world as an oval.
    Window(Window),
    /// Within a small circle: planes touching the globe.
    Circle {
        /// Its middle.
        center: LonLat,
        /// Its radius in degrees of arc, under 180.
        radius_deg: f64,
    },
}

/// What a ring is of its polygon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The outer ring.
    Shell,
    /// A ring around what does not belong to it.
    Hole,
}

/// How far a longitude is kept from the seam: 0.1 mm, so that rounding cannot throw it across.
const SEAM_DEG: f64 = 1e-9;

impl Domain {
    /// Cuts a ring and hands on what is left as closed rings: those of shells counterclockwise seen
    /// from above, those of holes clockwise, whichever way the ring ran.
    ///
    /// A ring around a pole is taken to enclose the smaller part of the globe; every other ring
    /// encloses what it does on a plane of longitude and latitude. Positions that are not finite are
    /// passed over; longitudes may exceed 180.
    pub fn cut_ring(&self, ring: &[LonLat], part: Part, out: &mut impl Sink<LonLat>) {
        let Some(region) = Region::new(ring) else {
            return;
        };
        let pieces = match self {
            Self::Window(window) => window.cut_region(&region),
            Self::Circle { center, radius_deg } => {
                circle::cut_region(*center, *radius_deg, &region)
            }
        };
        for mut piece in pieces {
            if part == Part::Hole {
                piece.reverse();
            }
            draw(&piece, out);
            out.close();
        }
    }

    /// Cuts an open line and hands on the pieces.
    pub fn cut_line(&self, line: &[LonLat], out: &mut impl Sink<LonLat>) {
        let line = ring::unrolled(line);
        let pieces = match self {
            Self::Window(window) => window.cut_line(&line),
            Self::Circle { center, radius_deg } => circle::cut_line(*center, *radius_deg, &line),
        };
        pieces.iter().for_each(|piece| draw(piece, out));
    }

    /// The position with its longitude in this domain's turn of the globe and clear of the seam;
    /// `None` outside.
    pub(super) fn nudged(&self, p: LonLat) -> Option<LonLat> {
        if !p.lon.is_finite() || !p.lat.is_finite() {
            return None;
        }
        match self {
            Self::Window(window) => window.nudged(p),
            Self::Circle { center, radius_deg } => {
                let lat = p.lat.clamp(-90.0, 90.0);
                let turn = (p.lon - center.lon + 180.0).rem_euclid(360.0) - 180.0;
                let turn = turn.clamp(-180.0 + SEAM_DEG, 180.0 - SEAM_DEG);
                let p = LonLat::new(center.lon + turn, lat);
                // A little grace, for points on the circle itself.
                let is_inside = circle::angle_deg(*center, p) <= radius_deg + 1e-6;
                is_inside.then_some(p)
            }
        }
    }

    /// The same with at most the given window left, if it is one that can be narrowed.
    #[must_use]
    pub fn narrowed(self, to: Window) -> Self {
        match self {
            Self::Window(window) => Self::Window(window.narrowed(to)),
            Self::Circle { .. } => self,
        }
    }
}

fn draw(points: &[LonLat], out: &mut impl Sink<LonLat>) {
    if let Some((first, rest)) = points.split_first() {
        out.move_to(*first);
        rest.iter().for_each(|p| out.line_to(*p));
    }
}
