//! Positions and boxes. The type of a coordinate says where it lives: on the globe, on the
//! projection plane, or on the page.

mod sphere;

pub use sphere::{EARTH_RADIUS_M, bearing_deg, destination, distance_km, interpolate};

/// A position on the globe, in degrees, longitude first as in GeoJSON.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    /// Degrees east of Greenwich, usually within ±180; views that cross the antimeridian may exceed it.
    pub lon: f64,
    /// Degrees north of the equator, within ±90.
    pub lat: f64,
}

impl LonLat {
    /// A position from longitude and latitude in degrees.
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }
}

impl From<LonLat> for geo::Coord<f64> {
    fn from(p: LonLat) -> Self {
        Self { x: p.lon, y: p.lat }
    }
}

impl From<geo::Coord<f64>> for LonLat {
    fn from(c: geo::Coord<f64>) -> Self {
        Self::new(c.x, c.y)
    }
}

/// A position on the projection plane, in metres, y to the north.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanePoint {
    /// Metres east.
    pub x: f64,
    /// Metres north.
    pub y: f64,
}

impl PlanePoint {
    /// A position from metres east and metres north.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// A position on the page, in pixels, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PagePoint {
    /// Pixels from the left edge.
    pub x: f64,
    /// Pixels from the top edge.
    pub y: f64,
}

impl PagePoint {
    /// A position from pixels right and pixels down.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Distance to another point, in px.
    pub fn distance(self, other: Self) -> f64 {
        let (dx, dy) = (other.x - self.x, other.y - self.y);
        // Pages are far too small for the squares to overflow, which `hypot` takes care of.
        (dx * dx + dy * dy).sqrt()
    }

    /// The point at fraction `t` of the way to `other`.
    pub fn lerp(self, other: Self, t: f64) -> Self {
        Self::new(
            self.x + (other.x - self.x) * t,
            self.y + (other.y - self.y) * t,
        )
    }

    /// This point moved by `dx`, `dy` px.
    pub fn offset(self, dx: f64, dy: f64) -> Self {
        Self::new(self.x + dx, self.y + dy)
    }

    /// The same point on a page `by` times as large.
    #[must_use]
    pub fn scaled(self, by: f64) -> Self {
        Self::new(self.x * by, self.y * by)
    }

    /// Rounds to 1/1000 px, so that comparisons and sorts agree on every machine.
    pub fn quantised(self) -> Self {
        Self::new(quantise(self.x), quantise(self.y))
    }
}

/// Rounds a page measure to 1/1000 px, so that comparisons and sorts agree on every machine.
pub fn quantise(px: f64) -> f64 {
    (px * 1000.0).round() / 1000.0
}

/// A width and a height, in px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Pixels across.
    pub width: f64,
    /// Pixels down.
    pub height: f64,
}

/// An upright box on the page, in px.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PageRect {
    /// Left edge.
    pub x0: f64,
    /// Top edge.
    pub y0: f64,
    /// Right edge.
    pub x1: f64,
    /// Bottom edge.
    pub y1: f64,
}

impl PageRect {
    /// A box from its edges: left, top, right, bottom.
    pub const fn new(x0: f64, y0: f64, x1: f64, y1: f64) -> Self {
        Self { x0, y0, x1, y1 }
    }

    /// Pixels across.
    pub fn width(self) -> f64 {
        self.x1 - self.x0
    }

    /// Pixels down.
    pub fn height(self) -> f64 {
        self.y1 - self.y0
    }

    /// The middle of the box.
    pub fn center(self) -> PagePoint {
        PagePoint::new((self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0)
    }

    /// The box with every edge moved outwards by `px` (inwards if negative).
    pub fn grown(self, px: f64) -> Self {
        Self::new(self.x0 - px, self.y0 - px, self.x1 + px, self.y1 + px)
    }

    /// The same box on a page `by` times as large.
    #[must_use]
    pub fn scaled(self, by: f64) -> Self {
        Self::new(self.x0 * by, self.y0 * by, self.x1 * by, self.y1 * by)
    }

    /// Whether the point lies inside or on the edge.
    pub fn contains(self, p: PagePoint) -> bool {
        p.x >= self.x0 && p.x <= self.x1 && p.y >= self.y0 && p.y <= self.y1
    }

    /// Whether the whole of `other` lies inside.
    pub fn encloses(self, other: Self) -> bool {
        other.x0 >= self.x0 && other.x1 <= self.x1 && other.y0 >= self.y0 && other.y1 <= self.y1
    }

    /// Whether the two boxes share any area.
    pub fn overlaps(self, other: Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    /// The four corners, clockwise from the top left.
    pub fn corners(self) -> [PagePoint; 4] {
        [
            PagePoint::new(self.x0, self.y0),
            PagePoint::new(self.x1, self.y0),
            PagePoint::new(self.x1, self.y1),
            PagePoint::new(self.x0, self.y1),
        ]
    }
}

/// A box in degrees. `east` may exceed 180 when the box crosses the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeoRect {
    /// Western edge, degrees, within -180 to 180.
    pub west: f64,
    /// Southern edge, degrees.
    pub south: f64,
    /// Eastern edge, degrees, at least `west`, at most `west` + 360.
    pub east: f64,
    /// Northern edge, degrees.
    pub north: f64,
}

impl GeoRect {
    /// The whole globe.
    pub const WORLD: Self = Self {
        west: -180.0,
        south: -90.0,
        east: 180.0,
        north: 90.0,
    };

    /// Degrees from west to east.
    pub fn width(self) -> f64 {
        self.east - self.west
    }

    /// Degrees from south to north.
    pub fn height(self) -> f64 {
        self.north - self.south
    }

    /// Whether the position lies inside, whichever turn of the globe its longitude is given in.
    pub fn contains(self, p: LonLat) -> bool {
        let turns = [p.lon - 360.0, p.lon, p.lon + 360.0];
        p.lat >= self.south
            && p.lat <= self.north
            && turns
                .iter()
                .any(|lon| (self.west..=self.east).contains(lon))
    }
}

/// Receives a geometry as a stream of pen movements; the stages of the projection chain are sinks
/// that feed sinks.
pub trait Sink<P> {
    /// Lifts the pen and sets it down at `p`.
    fn move_to(&mut self, p: P);
    /// Draws a straight line to `p`.
    fn line_to(&mut self, p: P);
    /// Closes the present ring.
    fn close(&mut self);
}
