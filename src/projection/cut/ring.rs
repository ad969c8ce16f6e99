//! Rings in one winding order, with longitudes that run on where they cross the antimeridian.

use std::f64::consts::PI;

use crate::geom::LonLat;

/// How far halves of what was cut at the antimeridian lap over it: half a kilometre, which is under
/// a pixel on all maps but those of a single battle.
const LAP_DEG: f64 = 0.005;

/// What a ring encloses.
pub(super) struct Region {
    /// The corners, the interior to the left; longitudes run on past ±180; the last is not the first.
    pub(super) points: Vec<LonLat>,
    /// How far the ring turns about the pole it goes around: 0, 360 (north pole) or -360.
    pub(super) turn_deg: f64,
    /// Its area on the unit sphere, 0 to 4 pi.
    pub(super) area: f64,
}

impl Region {
    /// Reads a ring, closed or not; `None` if nothing is left of it.
    pub(super) fn new(ring: &[LonLat]) -> Option<Self> {
        let short = Self::oriented(unrolled(ring));
        // A box around the whole globe has edges of 360 degrees, which are none the short way.
        let is_flat = short.as_ref().is_none_or(|r| r.area < 1e-12);
        if is_flat && spans_globe(ring) {
            return Self::oriented(
                ring.iter()
                    .copied()
                    .filter(is_finite)
                    .map(clamped)
                    .collect(),
            );
        }
        short.map(Self::lapped)
    }

    /// The region with edges along the antimeridian moved a little across it.
    ///
    /// Data is cut there, and two halves of an island that only touch show a hairline between them.
    fn lapped(mut self) -> Self {
        let on_seam = |p: &LonLat| ((p.lon / 180.0).abs() - 1.0).abs() < 1e-12;
        if self.turn_deg != 0.0 || !self.points.iter().any(on_seam) {
            return self;
        }
        let count = self.points.len();
        let mean = self.points.iter().map(|p| p.lon).sum::<f64>() / count as f64;
        let at = |i: usize| &self.points[i % count];
        let moves: Vec<bool> = (0..count)
            .map(|i| on_seam(at(i)) && (on_seam(at(i + count - 1)) || on_seam(at(i + 1))))
            .collect();
        for (p, _) in self
            .points
            .iter_mut()
            .zip(moves)
            .filter(|(_, moves)| *moves)
        {
            p.lon += if p.lon > mean { LAP_DEG } else { -LAP_DEG };
        }
        self
    }

    fn oriented(mut points: Vec<LonLat>) -> Option<Self> {
        let first = *points.first()?;
        let last = *points.last()?;
        let is_same = |a: LonLat, b: LonLat| {
            let turns = (a.lon - b.lon) / 360.0;
            (turns - turns.round()).abs() < 1e-12 && (a.lat - b.lat).abs() < 1e-12
        };
        let mut turn_deg = ((last.lon - first.lon) / 360.0).round() * 360.0;
        if points.len() > 1 && is_same(first, last) {
            points.pop();
        } else if (last.lon - first.lon - turn_deg).abs() > 180.0 + 1e-9 {
            turn_deg = 0.0;
        }
        if points.len() < 3 {
            return None;
        }
        // About a pole at most once: more turns cannot be told from a damaged ring.
        turn_deg = turn_deg.clamp(-360.0, 360.0);
        let mut region = Self {
            points,
            turn_deg,
            area: 0.0,
        };
        let moment = region.moment();
        let is_reversed = if turn_deg == 0.0 {
            region.area = moment.abs();
            moment < 0.0
        } else {
            // The pole on the side where the ring leaves the smaller cap.
            let mean_sine = -moment / turn_deg.to_radians();
            region.area = 2.0 * PI * (1.0 - mean_sine.abs());
            (mean_sine >= 0.0) != (turn_deg > 0.0)
        };
        if is_reversed {
            region.points.reverse();
            region.turn_deg = -region.turn_deg;
        }
        Some(region)
    }

    /// The integral of -sin(lat) over longitude along the ring: its area if it closes.
    fn moment(&self) -> f64 {
        let mut sum = 0.0;
        for (a, b) in self.edges() {
            let (south, north) = (a.lat.to_radians(), b.lat.to_radians());
            let middle = libm::sin((south + north) / 2.0);
            let mean = (libm::sin(south) + 4.0 * middle + libm::sin(north)) / 6.0;
            sum -= mean * (b.lon - a.lon).to_radians();
        }
        sum
    }

    /// The edges in order; the last ends at the first corner, a turn further on if it goes around
    /// a pole.
    pub(super) fn edges(&self) -> impl Iterator<Item = (LonLat, LonLat)> + '_ {
        let end = self
            .points
            .first()
            .map(|p| LonLat::new(p.lon + self.turn_deg, p.lat));
        let next = self.points.iter().skip(1).copied().chain(end);
        self.points.iter().copied().zip(next)
    }

    /// The corners of a polygon on the plane of longitude and latitude: as they are, or closed
    /// along the pole.
    pub(super) fn planar(&self) -> Vec<LonLat> {
        let mut points = self.points.clone();
        if self.turn_deg != 0.0
            && let Some(first) = points.first().copied()
        {
            let pole = if self.turn_deg > 0.0 { 90.0 } else { -90.0 };
            points.push(LonLat::new(first.lon + self.turn_deg, first.lat));
            points.push(LonLat::new(first.lon + self.turn_deg, pole));
            points.push(LonLat::new(first.lon, pole));
        }
        points
    }
}

/// A line whose longitudes run on: each segment goes the short way around the globe.
pub(super) fn unrolled(line: &[LonLat]) -> Vec<LonLat> {
    let mut out: Vec<LonLat> = Vec::with_capacity(line.len());
    for p in line.iter().copied().filter(is_finite).map(clamped) {
        let p = match out.last() {
            Some(last) => {
                let turns = ((p.lon - last.lon) / 360.0).round();
                // Exactly half the globe either way: as written.
                let is_half = ((p.lon - last.lon).abs() - 180.0).abs() < 1e-12;
                LonLat::new(
                    if is_half {
                        p.lon
                    } else {
                        p.lon - 360.0 * turns
                    },
                    p.lat,
                )
            }
            None => p,
        };
        if out.last() != Some(&p) {
            out.push(p);
        }
    }
    out
}

fn spans_globe(ring: &[LonLat]) -> bool {
    let lons = || ring.iter().filter(|p| is_finite(p)).map(|p| p.lon);
    lons().fold(f64::MIN, f64::max) - lons().fold(f64::MAX, f64::min) >= 360.0 - 1e-6
}

fn is_finite(p: &LonLat) -> bool {
    // Beyond a few turns of the globe a longitude is damage, and sums with it lose their digits.
    p.lon.is_finite() && p.lat.is_finite() && p.lon.abs() <= 1080.0
}

fn clamped(p: LonLat) -> LonLat {
    LonLat::new(p.lon, p.lat.clamp(-90.0, 90.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(f64, f64)]) -> Vec<LonLat> {
        points
            .iter()
            .map(|&(lon, lat)| LonLat::new(lon, lat))
            .collect()
    }

    #[test]
    fn a_reversed_ring_is_turned() {
        let square = ring(&[
            (0.0, 0.0),
            (0.0, 10.0),
            (10.0, 10.0),
            (10.0, 0.0),
            (0.0, 0.0),
        ]);
        let region = Region::new(&square).unwrap();
        assert_eq!(region.points[0], LonLat::new(10.0, 0.0));
        assert_eq!(region.turn_deg, 0.0);
        assert!((region.area - 0.030_3).abs() < 1e-4, "{}", region.area);
    }

    #[test]
    fn a_ring_around_a_pole_encloses_the_nearer_one() {
        for (lat, turn) in [(70.0, 360.0), (-70.0, -360.0)] {
            for step in [30.0, -30.0] {
                let around: Vec<_> = (0..12)
                    .map(|i| LonLat::new(f64::from(i) * step, lat))
                    .collect();
                let region = Region::new(&around).unwrap();
                assert_eq!(region.turn_deg, turn, "lat {lat}, step {step}");
                assert!((region.area - 0.378_9).abs() < 1e-3, "{}", region.area);
            }
        }
    }

    #[test]
    fn a_box_around_the_globe_is_the_globe() {
        let world = ring(&[
            (-180.0, -90.0),
            (180.0, -90.0),
            (180.0, 90.0),
            (-180.0, 90.0),
        ]);
        let region = Region::new(&world).unwrap();
        assert!((region.area - 4.0 * PI).abs() < 1e-9);
    }

    #[test]
    fn halves_cut_at_the_antimeridian_lap_over_it() {
        let west = ring(&[(170.0, 60.0), (180.0, 60.0), (180.0, 70.0), (170.0, 70.0)]);
        let east = ring(&[
            (-180.0, 60.0),
            (-170.0, 60.0),
            (-170.0, 70.0),
            (-180.0, 70.0),
        ]);
        let bound = |ring: &[LonLat], pick: fn(f64, f64) -> f64| {
            let region = Region::new(ring).unwrap();
            region.points.iter().map(|p| p.lon).reduce(pick).unwrap()
        };
        assert_eq!(bound(&west, f64::max), 180.005);
        assert_eq!(bound(&east, f64::min), -180.005);
    }

    #[test]
    fn segments_go_the_short_way() {
        let line = unrolled(&ring(&[(170.0, 0.0), (-170.0, 1.0), (170.0, 2.0)]));
        assert_eq!(line, ring(&[(170.0, 0.0), (190.0, 1.0), (170.0, 2.0)]));
    }
}
