//! Lines and rings on the grid of a sheet.

use geo::{Coord, LineString, Simplify};
use theatrum::geodata::sheet::GridPoint;

/// A line of grid points; a ring if the last is the first.
pub(crate) type Line = Vec<GridPoint>;

/// Puts degrees on the grid, without repeating a point.
pub(crate) fn quantise(points: impl IntoIterator<Item = (f64, f64)>, scale: i32) -> Line {
    let place = |degrees: f64| (degrees * f64::from(scale)).round() as i32;
    let mut line: Line = points
        .into_iter()
        .map(|(x, y)| [place(x), place(y)])
        .collect();
    line.dedup();
    line
}

/// Twice the area of a ring in grid squares, positive if anticlockwise.
pub(crate) fn doubled_area(ring: &[GridPoint]) -> i64 {
    let cross = |p: &[GridPoint]| {
        i64::from(p[0][0]) * i64::from(p[1][1]) - i64::from(p[1][0]) * i64::from(p[0][1])
    };
    ring.windows(2).map(cross).sum()
}

/// The area of a ring in square km, on a sphere, to a few per cent.
pub(crate) fn area_km2(ring: &[GridPoint], scale: i32) -> f64 {
    let mean_lat = mid_latitude(ring, scale);
    let km = 111.195 / f64::from(scale);
    doubled_area(ring).unsigned_abs() as f64 / 2.0 * km * km * libm::cos(mean_lat.to_radians())
}

/// The length of a line in km.
pub(crate) fn length_km(line: &[GridPoint], scale: i32) -> f64 {
    let km = 111.195 / f64::from(scale);
    let shrink = libm::cos(mid_latitude(line, scale).to_radians());
    let step = |p: &[GridPoint]| {
        let (x, y) = (f64::from(p[1][0] - p[0][0]), f64::from(p[1][1] - p[0][1]));
        libm::hypot(x * shrink, y) * km
    };
    line.windows(2).map(step).sum()
}

fn mid_latitude(line: &[GridPoint], scale: i32) -> f64 {
    let low = line.iter().map(|p| p[1]).min().unwrap_or(0);
    let high = line.iter().map(|p| p[1]).max().unwrap_or(0);
    f64::from(low + high) / 2.0 / f64::from(scale)
}

/// Whether the point lies inside the ring.
pub(crate) fn ring_contains(ring: &[GridPoint], p: GridPoint) -> bool {
    let crosses = |edge: &&[GridPoint]| {
        let [a, b] = [edge[0].map(i64::from), edge[1].map(i64::from)];
        let [x, y] = p.map(i64::from);
        if (a[1] > y) == (b[1] > y) {
            return false;
        }
        let side = (b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1]);
        (side > 0) == (b[1] > a[1])
    };
    ring.windows(2).filter(crosses).count() % 2 == 1
}

/// Simplifies a line, keeping its ends; `tolerance` is in degrees of latitude.
///
/// Degrees of longitude are weighed by their length, or the Arctic would keep points in vain.
/// A ring may come back with fewer than four points: then it is too small to be drawn.
pub(crate) fn simplify(line: &[GridPoint], tolerance: f64, scale: i32) -> Line {
    if line.len() < 3 {
        return line.to_vec();
    }
    if line[0] == line[line.len() - 1] {
        let far = |p: &GridPoint| {
            let (x, y) = (i64::from(p[0] - line[0][0]), i64::from(p[1] - line[0][1]));
            x * x + y * y
        };
        let middle = (0..line.len())
            .max_by_key(|&i| (far(&line[i]), i))
            .unwrap_or(0);
        let mut ring = simplify(&line[..=middle], tolerance, scale);
        ring.pop();
        ring.extend(simplify(&line[middle..], tolerance, scale));
        return ring;
    }
    let shrink = libm::cos(mid_latitude(line, scale).to_radians()).max(0.05);
    let plane = |p: &GridPoint| Coord {
        x: f64::from(p[0]) * shrink,
        y: f64::from(p[1]),
    };
    let simple =
        LineString(line.iter().map(plane).collect()).simplify(tolerance * f64::from(scale));
    let back = |c: &Coord<f64>| [(c.x / shrink).round() as i32, c.y as i32];
    simple.0.iter().map(back).collect()
}
