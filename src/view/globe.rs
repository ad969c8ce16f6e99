//! The small globe that tells where on Earth a map lies.

use super::View;
use super::chain::{Chain, PlaneBox};
use crate::geom::{EARTH_RADIUS_M, LonLat, PagePoint, PageRect, PlanePoint};
use crate::projection::{Part, Projection};
use crate::scene::Path;

/// An orthographic globe in a corner of the page.
#[derive(Clone, Debug)]
pub struct Globe {
    /// Its middle on the page.
    pub center: PagePoint,
    /// Its radius, px.
    pub radius: f64,
    chain: Chain,
}

impl Globe {
    /// The globe as seen from above a position.
    pub fn new(above: LonLat, center: PagePoint, radius: f64) -> Self {
        let plane = PlaneBox {
            min: PlanePoint::new(-EARTH_RADIUS_M, -EARTH_RADIUS_M),
            max: PlanePoint::new(EARTH_RADIUS_M, EARTH_RADIUS_M),
        };
        let onto = PageRect::new(center.x, center.y, center.x, center.y).grown(radius);
        let mut chain = Chain::fitted(Projection::globe(above), plane, onto);
        chain.clip = onto.grown(1.0);
        Self {
            center,
            radius,
            chain,
        }
    }

    /// The globe that shows where a view lies: from above its middle, in whole degrees.
    pub fn locating(view: &View, center: PagePoint, radius: f64) -> Self {
        let middle = view
            .unproject(view.frame.center())
            .unwrap_or(LonLat::new(0.0, 0.0));
        // A little off the equator the globe looks round and not like a target.
        let lat = middle.lat.round().clamp(-70.0, 70.0);
        Self::new(LonLat::new(middle.lon.round(), lat), center, radius)
    }

    /// The disc of the sea.
    pub fn disc(&self) -> Path {
        Path::circle(self.center, self.radius)
    }

    /// One polygon for filling: its outer ring, then its holes; specks are left out.
    pub fn rings(&self, rings: &[Vec<LonLat>]) -> Path {
        /// Smaller islands are dust on a globe of this size, px².
        const SPECK: f64 = 1.0;
        let mut path = Path::new();
        for (i, ring) in rings.iter().enumerate() {
            let part = if i == 0 { Part::Shell } else { Part::Hole };
            self.chain.ring(ring, part, SPECK, &mut path);
        }
        path
    }

    /// Open lines in one path.
    pub fn lines(&self, lines: &[Vec<LonLat>]) -> Path {
        let mut path = Path::new();
        lines
            .iter()
            .for_each(|line| self.chain.line(line, &mut path));
        path
    }

    /// The border of a view's frame as it lies on the globe, closed; empty if it has none.
    pub fn border_of(&self, view: &View) -> Path {
        let mut path = Path::new();
        self.chain.ring(&view.border(), Part::Shell, 0.0, &mut path);
        path
    }

    /// Where a position lies on the page; `None` on the far side.
    pub fn project(&self, p: LonLat) -> Option<PagePoint> {
        self.chain.project(p).map(PagePoint::quantised)
    }
}
