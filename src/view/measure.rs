//! Measures of a view: its scale, its border on the globe, what suits it.

use super::View;
use crate::geom::{GeoRect, LonLat, PagePoint, bearing_deg, destination, distance_km, interpolate};
use crate::projection::Domain;

/// Half the length over which the scale is measured, km.
const PROBE_KM: f64 = 0.5;

/// So near to the tear of the globe a way ends and goes on, degrees.
const SEAM_DEG: f64 = 1e-6;

/// Points along each edge of the frame.
const EDGE_STEPS: u32 = 24;

/// Which of the prepared base data suits a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generalisation {
    /// Drawn for 1:110 million.
    World,
    /// Drawn for 1:50 million.
    Continent,
    /// Drawn for 1:10 million.
    Region,
}

impl View {
    /// Pixels per kilometre at a position, the mean over all directions; 0 where there is no image.
    pub fn px_per_km(&self, at: LonLat) -> f64 {
        let across = |bearing: f64| {
            let a = self
                .chain
                .project(destination(at, bearing + 180.0, PROBE_KM))?;
            let b = self.chain.project(destination(at, bearing, PROBE_KM))?;
            Some(a.distance(b) / (2.0 * PROBE_KM))
        };
        let (Some(north), Some(east)) = (across(0.0), across(90.0)) else {
            return 0.0;
        };
        (north * east).sqrt()
    }

    /// Pixels per kilometre in the middle of the frame.
    pub fn scale(&self) -> f64 {
        let middle = self.unproject(self.frame.center());
        middle.map_or(0.0, |p| self.px_per_km(p))
    }

    /// By what fraction the largest scale in the frame exceeds the smallest: 0.08 is 8 %.
    pub fn scale_variation(&self) -> f64 {
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for i in 0..=6 {
            for j in 0..=6 {
                let at = PagePoint::new(
                    self.frame.x0 + self.frame.width() * f64::from(i) / 6.0,
                    self.frame.y0 + self.frame.height() * f64::from(j) / 6.0,
                );
                let scale = self.unproject(at).map_or(0.0, |p| self.px_per_km(p));
                if scale > 0.0 {
                    (least, most) = (least.min(scale), most.max(scale));
                }
            }
        }
        if least.is_finite() {
            most / least - 1.0
        } else {
            0.0
        }
    }

    /// The direction on the page, as a unit vector, in which a bearing leaves a position.
    pub fn direction(&self, at: LonLat, bearing: f64) -> Option<(f64, f64)> {
        let (a, b) = (
            self.chain.project(at)?,
            self.chain.project(destination(at, bearing, PROBE_KM))?,
        );
        let length = a.distance(b);
        (length > 0.0).then(|| ((b.x - a.x) / length, (b.y - a.y) / length))
    }

    /// The direction on the page in which a place outside lies, seen from one inside.
    pub fn direction_to(&self, from: LonLat, to: LonLat) -> Option<(f64, f64)> {
        self.direction(from, bearing_deg(from, to))
    }

    /// Where the shortest way from a place inside to one outside leaves the frame, and the direction
    /// it has there; `None` if it does not.
    pub fn exit(&self, from: LonLat, to: LonLat) -> Option<(PagePoint, (f64, f64))> {
        const STEPS: u32 = 400;
        let along = |i: u32| {
            self.chain
                .project(interpolate(from, to, f64::from(i) / f64::from(STEPS)))
        };
        let mut inside = along(0).filter(|p| self.frame.contains(*p))?;
        for i in 1..=STEPS {
            let next = along(i)?;
            if self.frame.contains(next) {
                inside = next;
                continue;
            }
            let (mut low, mut high) = (0.0, 1.0);
            for _ in 0..24 {
                let t = (low + high) / 2.0;
                let is_in = self.frame.contains(inside.lerp(next, t));
                (low, high) = if is_in { (t, high) } else { (low, t) };
            }
            let length = inside.distance(next);
            let heading = ((next.x - inside.x) / length, (next.y - inside.y) / length);
            return Some((inside.lerp(next, low).quantised(), heading));
        }
        None
    }

    /// Where the short way between two positions comes to the line along which the map tears the globe, and where it goes on
    /// from on the other side; `None` if it does not.
    pub fn torn(&self, from: LonLat, to: LonLat) -> Option<[PagePoint; 2]> {
        let Domain::Window(window) = self.projection.domain() else {
            return None;
        };
        if window.east - window.west < 359.0 {
            return None;
        }
        let inner = |p: LonLat| (p.lon - window.west).rem_euclid(360.0);
        let (a, b) = (inner(from), inner(to));
        if (a - b).abs() <= 180.0 {
            return None;
        }
        // The way leaves at the edge that is nearer to where it begins.
        let (left, right) = (window.west + SEAM_DEG, window.west + 360.0 - SEAM_DEG);
        let (before, after, out, back) = if a > b {
            (360.0 - a, b, right, left)
        } else {
            (a, 360.0 - b, left, right)
        };
        let lat = from.lat + (to.lat - from.lat) * before / (before + after).max(1e-9);
        let spot = |lon: f64| self.project(LonLat::new(lon, lat));
        Some([spot(out)?, spot(back)?])
    }

    /// The frame's border on the globe, closed, clockwise from the top left; empty if a corner lies
    /// off the globe.
    pub fn border(&self) -> Vec<LonLat> {
        let corners = self.frame.corners();
        let ends = corners.iter().skip(1).chain(corners.first());
        let mut border = Vec::new();
        for (a, b) in corners.iter().zip(ends) {
            for i in 0..EDGE_STEPS {
                match self.unproject(a.lerp(*b, f64::from(i) / f64::from(EDGE_STEPS))) {
                    Some(p) => border.push(p),
                    None => return Vec::new(),
                }
            }
        }
        border
    }

    /// Degrees of longitude that the frame shows.
    pub fn width_deg(&self) -> f64 {
        super::window::around(&self.chain, self.frame).map_or(360.0, GeoRect::width)
    }

    /// Which base data suits the scale: a step of it should be about a pixel.
    pub fn generalisation(&self) -> Generalisation {
        match self.scale() {
            // The data's points lie about 25, 8 and 1 km apart.
            px_per_km if px_per_km > 0.18 => Generalisation::Region,
            px_per_km if px_per_km > 0.05 => Generalisation::Continent,
            _ => Generalisation::World,
        }
    }

    /// The distance between two positions on the ground, as the scale bar has it, km.
    pub fn ground_km(&self, a: PagePoint, b: PagePoint) -> Option<f64> {
        Some(distance_km(self.unproject(a)?, self.unproject(b)?))
    }
}

/// Whether a ring may touch one of the boxes; rings around a pole may.
pub(super) fn may_be_seen(ring: &[LonLat], windows: &[GeoRect]) -> bool {
    let range = |f: fn(&LonLat) -> f64| {
        let low = ring.iter().map(f).fold(f64::INFINITY, f64::min);
        (low, ring.iter().map(f).fold(f64::NEG_INFINITY, f64::max))
    };
    let ((west, east), (south, north)) = (range(|p| p.lon), range(|p| p.lat));
    if west > east || south > north {
        return false;
    }
    // Across the antimeridian, or around a pole: the longitudes tell nothing.
    let is_wide = east - west > 180.0;
    windows.iter().any(|w| {
        let beside = |turn: f64| east + turn < w.west || west + turn > w.east;
        let apart = !is_wide && [-720.0, -360.0, 0.0, 360.0, 720.0].into_iter().all(beside);
        let above = south > w.north || north < w.south;
        !(apart || above && !is_wide)
    })
}

/// A ring as lines, without the edges that lie on the antimeridian or a pole: there the data was
/// cut, not the land.
pub(super) fn without_seams(ring: &[LonLat]) -> Vec<Vec<LonLat>> {
    let on = |value: f64, edge: f64| (value.abs() - edge).abs() < 1e-6;
    let is_seam = |a: LonLat, b: LonLat| {
        (on(a.lon, 180.0) && on(b.lon, 180.0)) || (on(a.lat, 90.0) && on(b.lat, 90.0))
    };
    let close = match (ring.first(), ring.last()) {
        (Some(first), Some(last)) if first != last => Some(*first),
        _ => None,
    };
    let mut lines: Vec<Vec<LonLat>> = vec![Vec::new()];
    for p in ring.iter().copied().chain(close) {
        let last = lines.last().and_then(|line| line.last()).copied();
        if last.is_some_and(|last| is_seam(last, p)) {
            lines.push(Vec::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push(p);
        }
    }
    lines.retain(|line| line.len() > 1);
    lines
}
