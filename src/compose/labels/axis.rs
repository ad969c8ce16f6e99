//! The bent axis of an area: an arc through the middles of its columns.

use super::scan::{self, Rows};
use crate::compose::polyline::Polyline;
use crate::geom::PagePoint;

/// An arc through the middles of the columns of an area.
pub(super) fn middle_arc(columns: &Rows, angle: (f64, f64)) -> Option<Polyline> {
    let longest = |row: &Vec<(f64, f64)>| {
        row.iter()
            .copied()
            .max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))
    };
    let middles: Vec<(f64, f64, f64)> = columns
        .rows
        .iter()
        .enumerate()
        .filter_map(|(i, row)| longest(row).map(|(a, b)| (-columns.y(i), (a + b) / 2.0, b - a)))
        .collect();
    let (first, last) = (
        middles.iter().map(|m| m.0).fold(f64::INFINITY, f64::min),
        middles
            .iter()
            .map(|m| m.0)
            .fold(f64::NEG_INFINITY, f64::max),
    );
    if middles.len() < 6 {
        return None;
    }
    let (a, b, c) = parabola(&middles)?;
    let points = (0..=40).map(|i| {
        let x = first + (last - first) * f64::from(i) / 40.0;
        scan::turned(PagePoint::new(x, a + b * x + c * x * x), angle)
    });
    Some(Polyline::new(points))
}

/// The parabola nearest to points with weights, by least squares.
fn parabola(points: &[(f64, f64, f64)]) -> Option<(f64, f64, f64)> {
    let weight: f64 = points.iter().map(|p| p.2).sum();
    let mean = points.iter().map(|p| p.0 * p.2).sum::<f64>() / weight;
    let (mut s, mut t) = ([0.0; 5], [0.0; 3]);
    for (x, y, w) in points {
        let x = x - mean;
        let mut power = *w;
        for (i, sum) in s.iter_mut().enumerate() {
            *sum += power;
            if i < 3 {
                t[i] += power * y;
            }
            power *= x;
        }
    }
    let det = |m: [[f64; 3]; 3]| {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
            - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    let rows = [[s[0], s[1], s[2]], [s[1], s[2], s[3]], [s[2], s[3], s[4]]];
    let whole = det(rows);
    if whole.abs() < 1e-9 {
        return None;
    }
    let solved = [0, 1, 2].map(|column| {
        let mut replaced = rows;
        for (row, value) in replaced.iter_mut().zip(t) {
            row[column] = value;
        }
        det(replaced) / whole
    });
    let [a, b, c] = solved;
    Some((a - b * mean + c * mean * mean, b - 2.0 * c * mean, c))
}
