//! Cuts at a small circle.
//!
//! The globe is turned so that the circle's middle is the pole. There the circle is a parallel, and
//! the ring, its turned longitudes running on, is cut at it as at a straight edge; what runs along
//! the edge is an arc. Whether the whole disc must be added (the ring encloses what lies opposite)
//! follows from the area, which must come out as it was.

use std::f64::consts::PI;

use super::ring::Region;
use crate::geom::LonLat;

/// Longest step while looking for crossings.
const STEP_DEG: f64 = 2.0;
/// Step along the circle: at 500 px of radius, chords stray 0.02 px.
const ARC_STEP_DEG: f64 = 0.5;

/// The angle between two positions seen from the globe's centre.
pub(super) fn angle_deg(a: LonLat, b: LonLat) -> f64 {
    let (u, v) = (vector(a), vector(b));
    let cross = [
        u[1] * v[2] - u[2] * v[1],
        u[2] * v[0] - u[0] * v[2],
        u[0] * v[1] - u[1] * v[0],
    ];
    libm::atan2(dot(cross, cross).sqrt(), dot(u, v)).to_degrees()
}

/// The parts of a region within the circle.
pub(super) fn cut_region(center: LonLat, radius_deg: f64, region: &Region) -> Vec<Vec<LonLat>> {
    let circle = Circle::new(center, radius_deg);
    let steps = circle.steps(region.edges());
    let mut pieces = Vec::new();
    let (mut area, mut turn) = (0.0, 0.0);
    for pair in steps.windows(2) {
        let along = pair[1].lon - pair[0].lon;
        area += (1.0 - (pair[0].sine + pair[1].sine) / 2.0) * along;
        turn += along;
    }
    // Cut as if it were closed towards the middle; whole spheres are missing if it is not.
    let spheres = ((region.area - area) / (4.0 * PI)).round();
    let crosses = steps.iter().any(|s| s.sine >= circle.sine);
    // A ring outside of the circle but around it leaves the disc, or takes it away.
    let laps = (turn / (2.0 * PI)).round();
    if crosses {
        pieces.extend(circle.ring(&steps));
    }
    if spheres + if crosses { 0.0 } else { laps } > 0.5 {
        pieces.push(circle.disc());
    }
    pieces
}

/// The parts of an unrolled line within the circle.
pub(super) fn cut_line(center: LonLat, radius_deg: f64, line: &[LonLat]) -> Vec<Vec<LonLat>> {
    let circle = Circle::new(center, radius_deg);
    let steps = circle.steps(line.iter().copied().zip(line.iter().copied().skip(1)));
    let mut pieces: Vec<Vec<LonLat>> = Vec::new();
    let mut piece: Vec<LonLat> = Vec::new();
    for pair in steps.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        match (circle.holds(a), circle.holds(b)) {
            (true, is_in) => {
                if piece.is_empty() {
                    piece.push(a.at);
                }
                if !is_in {
                    piece.push(circle.crossing(a, b).at);
                    pieces.push(std::mem::take(&mut piece));
                } else if b.is_corner {
                    piece.push(b.at);
                }
            }
            (false, true) => {
                piece.push(circle.crossing(b, a).at);
                if b.is_corner {
                    piece.push(b.at);
                }
            }
            (false, false) => {}
        }
    }
    pieces.push(piece);
    pieces.retain(|p| p.len() >= 2);
    pieces
}

/// A position on the way, seen from the globe and from the circle.
#[derive(Clone, Copy)]
struct Step {
    at: LonLat,
    /// Turned longitude in radians, running on.
    lon: f64,
    /// Sine of the turned latitude.
    sine: f64,
    is_corner: bool,
}

struct Circle {
    axes: [[f64; 3]; 3],
    sine: f64,
}

impl Circle {
    fn new(center: LonLat, radius_deg: f64) -> Self {
        let (lon, lat) = (center.lon.to_radians(), center.lat.to_radians());
        let (sin_lon, cos_lon) = (libm::sin(lon), libm::cos(lon));
        let (sin_lat, cos_lat) = (libm::sin(lat), libm::cos(lat));
        Self {
            axes: [
                [-sin_lon, cos_lon, 0.0],
                [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
                [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat],
            ],
            sine: libm::cos(radius_deg.to_radians()),
        }
    }

    fn holds(&self, step: &Step) -> bool {
        step.sine >= self.sine
    }

    fn step(&self, at: LonLat, near_lon: f64) -> Step {
        let v = vector(at);
        let lon = libm::atan2(dot(v, self.axes[1]), dot(v, self.axes[0]));
        let turns = ((lon - near_lon) / (2.0 * PI)).round();
        Step {
            at,
            lon: lon - 2.0 * PI * turns,
            sine: dot(v, self.axes[2]).clamp(-1.0, 1.0),
            is_corner: false,
        }
    }

    /// Walks along edges in small steps.
    fn steps(&self, edges: impl Iterator<Item = (LonLat, LonLat)>) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for (a, b) in edges {
            if steps.is_empty() {
                steps.push(Step {
                    is_corner: true,
                    ..self.step(a, 0.0)
                });
            }
            let turn = (b.lon - a.lon).abs().max((b.lat - a.lat).abs());
            let count = (turn / STEP_DEG).ceil().clamp(1.0, 720.0) as u32;
            for i in 1..=count {
                let near = steps.last().map_or(0.0, |s| s.lon);
                let step = self.step(between(a, b, f64::from(i) / f64::from(count)), near);
                steps.push(Step {
                    is_corner: i == count,
                    ..step
                });
            }
        }
        steps
    }

    /// Where the way from inside to outside crosses the circle, by bisection to a millimetre.
    fn crossing(&self, inside: &Step, outside: &Step) -> Step {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..32 {
            let t = (low + high) / 2.0;
            if self.holds(&self.step(between(inside.at, outside.at, t), inside.lon)) {
                low = t;
            } else {
                high = t;
            }
        }
        self.step(between(inside.at, outside.at, low), inside.lon)
    }

    /// The ring with what lies outside replaced by arcs of the circle.
    fn ring(&self, steps: &[Step]) -> Option<Vec<LonLat>> {
        let start = steps.iter().position(|s| self.holds(s))?;
        let count = steps.len() - 1;
        let (lap, geo_lap) = (
            steps[count].lon - steps[0].lon,
            steps[count].at.lon - steps[0].at.lon,
        );
        let lapped = |step: Step| Step {
            at: LonLat::new(step.at.lon + geo_lap, step.at.lat),
            lon: step.lon + lap,
            ..step
        };
        let rest = steps[start..].windows(2).map(|pair| (pair[0], pair[1]));
        let again = steps[..=start]
            .windows(2)
            .map(|pair| (lapped(pair[0]), lapped(pair[1])));
        let mut piece = Piece::default();
        let mut exit_lon = None;
        for (a, b) in rest.chain(again) {
            match (self.holds(&a), self.holds(&b)) {
                (true, false) => {
                    let out = self.crossing(&a, &b);
                    piece.push(out.at);
                    exit_lon = Some(out.lon);
                }
                (false, true) => {
                    let back = self.crossing(&b, &a);
                    if let Some(out) = exit_lon.take() {
                        piece.arc(self.arc(out, back.lon));
                    }
                    piece.push_anew(back.at);
                }
                (true, true) | (false, false) => {}
            }
            if b.is_corner && self.holds(&b) {
                piece.push(b.at);
            }
        }
        piece.finished()
    }

    /// The whole circle, counterclockwise.
    fn disc(&self) -> Vec<LonLat> {
        let mut piece = Piece::default();
        piece.arc(self.arc(0.0, 2.0 * PI));
        piece.finished().unwrap_or_default()
    }

    /// Positions along the circle between two turned longitudes, ends left out.
    fn arc(&self, from: f64, to: f64) -> Vec<LonLat> {
        let count = ((to - from).abs().to_degrees() / ARC_STEP_DEG)
            .ceil()
            .max(1.0) as u32;
        let cosine = (1.0 - self.sine * self.sine).max(0.0).sqrt();
        let at = |lon: f64| {
            let (x, y) = (cosine * libm::cos(lon), cosine * libm::sin(lon));
            let mix =
                |i: usize| x * self.axes[0][i] + y * self.axes[1][i] + self.sine * self.axes[2][i];
            LonLat::new(
                libm::atan2(mix(1), mix(0)).to_degrees(),
                libm::asin(mix(2).clamp(-1.0, 1.0)).to_degrees(),
            )
        };
        (1..count)
            .map(|i| at(from + (to - from) * f64::from(i) / f64::from(count)))
            .collect()
    }
}

/// A ring in the making, its geographic longitudes running on.
#[derive(Default)]
struct Piece {
    points: Vec<LonLat>,
    shift: f64,
}

impl Piece {
    fn push(&mut self, p: LonLat) {
        self.points.push(LonLat::new(p.lon + self.shift, p.lat));
    }

    /// Adds a point in whichever turn of the globe is nearest to the last one.
    fn push_anew(&mut self, p: LonLat) {
        if let Some(last) = self.points.last() {
            self.shift = ((last.lon - p.lon) / 360.0).round() * 360.0;
        }
        self.push(p);
    }

    fn arc(&mut self, points: Vec<LonLat>) {
        points.into_iter().for_each(|p| self.push_anew(p));
    }

    /// The ring; if it goes around a pole it ends on its first point, a turn further on.
    fn finished(mut self) -> Option<Vec<LonLat>> {
        let (first, last) = (*self.points.first()?, *self.points.last()?);
        let turns = ((last.lon - first.lon) / 360.0).round();
        if turns != 0.0 {
            self.points
                .push(LonLat::new(first.lon + 360.0 * turns, first.lat));
        }
        (self.points.len() >= 3).then_some(self.points)
    }
}

fn between(a: LonLat, b: LonLat, t: f64) -> LonLat {
    LonLat::new(a.lon + (b.lon - a.lon) * t, a.lat + (b.lat - a.lat) * t)
}

fn vector(p: LonLat) -> [f64; 3] {
    let (lon, lat) = (p.lon.to_radians(), p.lat.to_radians());
    let cos_lat = libm::cos(lat);
    [
        cos_lat * libm::cos(lon),
        cos_lat * libm::sin(lon),
        libm::sin(lat),
    ]
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
