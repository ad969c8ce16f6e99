//! The view: projection, extent and page together.
//!
//! `View::fit` decides them; after that, everything on the globe becomes page pixels here and nowhere
//! else. Paths come out cut to the frame and a little beyond ([`BLEED_PX`]), thinned, and rounded to
//! 1/1000 px.

mod chain;
mod extent;
mod fit;
mod globe;
mod graticule;
mod lattice;
mod measure;
mod page;
mod tear;
mod window;

pub use globe::Globe;
pub use graticule::GraticuleLine;
pub use lattice::Lattice;
pub use measure::Generalisation;
pub use page::area as ring_area;

use geo::MultiPolygon;

use crate::campaign::PlaceId;
use crate::geom::{GeoRect, LonLat, PagePoint, PageRect, Size, destination};
use crate::projection::{Domain, Part, Projection, Window};
use crate::scene::Path;
use chain::Chain;

/// How far paths go beyond the frame, so that the strokes along their cut edges are not seen.
pub const BLEED_PX: f64 = 60.0;

/// Corners of a circle on the ground: at 300 px of radius, chords stray 0.1 px.
const CIRCLE_CORNERS: u32 = 120;

/// The page a map is laid out on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageLayout {
    /// The whole page.
    pub page: Size,
    /// The map's box on it.
    pub frame: PageRect,
    /// The preset's scale: 1 for a map 1200 px wide.
    pub k: f64,
}

/// A projection laid on a page.
#[derive(Clone, Debug)]
pub struct View {
    /// The whole page.
    pub page: Size,
    /// The map's box on the page.
    pub frame: PageRect,
    /// The preset's scale.
    pub k: f64,
    /// How the globe is drawn.
    pub projection: Projection,
    /// Towns, and places that something happens at, beyond the frame, in the campaign's order; those
    /// at which a movement ends become pointers.
    pub outside: Vec<PlaceId>,
    chain: Chain,
    geo_window: Vec<GeoRect>,
}

impl View {
    fn laid(mut chain: Chain, layout: &PageLayout) -> Self {
        let reach = layout.frame.grown(BLEED_PX);
        let seen = window::around(&chain, reach).unwrap_or(GeoRect::WORLD);
        chain.domain = narrowed(chain.domain, seen);
        chain.clip = reach;
        chain.thin_px = page::THIN_PX * layout.k;
        Self {
            page: layout.page,
            frame: layout.frame,
            k: layout.k,
            projection: chain.projection.clone(),
            outside: Vec::new(),
            chain,
            geo_window: vec![seen],
        }
    }

    /// The same view with paths cut `px` beyond the frame instead of [`BLEED_PX`].
    #[must_use]
    pub fn with_bleed(mut self, px: f64) -> Self {
        self.chain.clip = self.frame.grown(px.min(BLEED_PX));
        self
    }

    /// Where a position lies on the page, inside the frame or not; `None` where there is no image.
    pub fn project(&self, p: LonLat) -> Option<PagePoint> {
        self.chain.project(p).map(PagePoint::quantised)
    }

    /// The position under a point of the page; `None` off the globe.
    pub fn unproject(&self, p: PagePoint) -> Option<LonLat> {
        self.chain.unproject(p)
    }

    /// Whether a position is shown.
    pub fn shows(&self, p: LonLat) -> bool {
        self.project(p).is_some_and(|q| self.frame.contains(q))
    }

    /// What to read of the base data: boxes around all that the frame and its bleed show.
    ///
    /// `east` exceeds 180 where a box crosses the antimeridian.
    pub fn geo_window(&self) -> &[GeoRect] {
        &self.geo_window
    }

    /// Polygons for filling.
    pub fn area(&self, shape: &MultiPolygon<f64>) -> Path {
        let mut path = Path::new();
        for polygon in shape {
            self.add_ring(&positions(polygon.exterior()), Part::Shell, 0.0, &mut path);
            for hole in polygon.interiors() {
                self.add_ring(&positions(hole), Part::Hole, 0.0, &mut path);
            }
        }
        path
    }

    /// One polygon for filling: its outer ring, then its holes.
    pub fn rings(&self, rings: &[Vec<LonLat>]) -> Path {
        self.rings_over(rings, 0.0)
    }

    /// The same without rings that would cover less than `least_area` px².
    pub fn rings_over(&self, rings: &[Vec<LonLat>], least_area: f64) -> Path {
        let mut path = Path::new();
        let mut parts = [Part::Shell]
            .into_iter()
            .chain(std::iter::repeat(Part::Hole));
        for ring in rings {
            let part = parts.next().unwrap_or(Part::Hole);
            self.add_ring(ring, part, least_area, &mut path);
        }
        path
    }

    /// The outline of polygons for stroking: without the edges at which the data or the view is cut.
    pub fn outline(&self, shape: &MultiPolygon<f64>) -> Path {
        let rings = shape
            .iter()
            .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        let lines: Vec<Vec<LonLat>> = rings.map(positions).collect();
        self.coast(&lines)
    }

    /// The outline of rings for stroking: without the edges at which the data or the view is cut.
    pub fn coast(&self, rings: &[Vec<LonLat>]) -> Path {
        let mut path = Path::new();
        for ring in rings {
            for line in measure::without_seams(ring) {
                self.chain.line(&line, &mut path);
            }
        }
        path
    }

    /// An open line, its segments straight in longitude and latitude.
    pub fn line(&self, line: &[LonLat]) -> Path {
        let mut path = Path::new();
        self.chain.line(line, &mut path);
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

    /// A circle on the ground, true to scale.
    pub fn circle(&self, center: LonLat, radius_km: f64) -> Path {
        let ring: Vec<LonLat> = (0..CIRCLE_CORNERS)
            .map(|i| 360.0 * f64::from(i) / f64::from(CIRCLE_CORNERS))
            .map(|bearing| destination(center, bearing, radius_km))
            .collect();
        self.rings(&[ring])
    }

    fn add_ring(&self, ring: &[LonLat], part: Part, least_area: f64, path: &mut Path) {
        if measure::may_be_seen(ring, &self.geo_window) {
            self.chain.ring(ring, part, least_area, path);
        }
    }
}

/// The domain with only what is seen left of it, so that far coasts are not projected.
fn narrowed(domain: Domain, seen: GeoRect) -> Domain {
    /// Room around it, so that the cut itself stays out of sight where meridians bend.
    const ROOM: f64 = 0.15;
    let (dx, dy) = (seen.width() * ROOM + 0.1, seen.height() * ROOM + 0.1);
    if seen.width() + 2.0 * dx >= 359.0 {
        return domain.narrowed(Window {
            south: seen.south - dy,
            north: seen.north + dy,
            ..whole(&domain)
        });
    }
    domain.narrowed(Window {
        west: seen.west - dx,
        east: seen.east + dx,
        south: seen.south - dy,
        north: seen.north + dy,
    })
}

fn whole(domain: &Domain) -> Window {
    match domain {
        Domain::Window(window) => *window,
        Domain::Circle { .. } => GeoRect::WORLD.into(),
    }
}

fn positions(line: &geo::LineString<f64>) -> Vec<LonLat> {
    line.coords().map(|c| LonLat::from(*c)).collect()
}
