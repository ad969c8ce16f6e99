//! Hatching as clipped line segments in one path: patterns are drawn wrong by too many viewers.

use crate::geom::{PagePoint, Sink};
use crate::scene::Path;

/// How an area is hatched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hatch {
    /// Degrees counterclockwise from the page's x axis: 45 rises to the right.
    pub angle_deg: f64,
    /// Distance between lines, px.
    pub gap: f64,
}

/// Shortest segment that is drawn, px: shorter ones are specks along the edge.
const LEAST_SEGMENT_PX: f64 = 1.5;

/// The hatching lines inside a path (non-zero rule).
///
/// Lines stand on a grid fixed to the page, so that the hatchings of neighbouring areas meet.
pub(super) fn hatch(area: &Path, how: Hatch) -> Path {
    let (sin, cos) = libm::sincos(how.angle_deg.to_radians());
    // Turned so that hatching lines are level: u along a line, v across.
    let turn = |p: PagePoint| (p.x * cos - p.y * sin, p.x * sin + p.y * cos);
    let back = |u: f64, v: f64| PagePoint::new(u * cos + v * sin, v * cos - u * sin);
    let mut crossings: Vec<(i64, f64, i32)> = Vec::new();
    for (ring, _) in area.polylines() {
        let corners: Vec<(f64, f64)> = ring.iter().map(|p| turn(*p)).collect();
        for i in 0..corners.len() {
            cross(
                &mut crossings,
                corners[i],
                corners[(i + 1) % corners.len()],
                how.gap,
            );
        }
    }
    crossings.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut lines = Path::new();
    let mut winding = 0;
    for pair in crossings.windows(2) {
        let (row, u, turn) = pair[0];
        winding += turn;
        if pair[1].0 != row {
            winding = 0;
        } else if winding != 0 && pair[1].1 - u >= LEAST_SEGMENT_PX {
            let v = row as f64 * how.gap;
            lines.move_to(back(u, v));
            lines.line_to(back(pair[1].1, v));
        }
    }
    lines
}

/// Notes where the edge from `a` to `b` crosses the rows of the grid, and in which direction.
fn cross(crossings: &mut Vec<(i64, f64, i32)>, a: (f64, f64), b: (f64, f64), gap: f64) {
    let direction = if b.1 > a.1 { 1 } else { -1 };
    let (low, high) = if a.1 < b.1 { (a, b) } else { (b, a) };
    // Half-open: a row through a corner belongs to the edge above it only.
    let first = (low.1 / gap).ceil() as i64;
    let end = (high.1 / gap).ceil() as i64;
    for row in first..end {
        let t = (row as f64 * gap - low.1) / (high.1 - low.1);
        crossings.push((row, low.0 + (high.0 - low.0) * t, direction));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::PageRect;

    fn total_length(path: &Path) -> f64 {
        path.polylines()
            .iter()
            .map(|(line, _)| line[0].distance(line[1]))
            .sum()
    }

    #[test]
    fn the_lines_fill_a_box_evenly() {
        let lines = hatch(
            &Path::rect(PageRect::new(0.0, 0.0, 90.0, 90.0)),
            Hatch {
                angle_deg: 45.0,
                gap: 9.0,
            },
        );
        // Area divided by the distance between lines.
        assert!(
            (total_length(&lines) - 900.0).abs() < 60.0,
            "{}",
            total_length(&lines)
        );
    }

    #[test]
    fn holes_stay_free() {
        let mut area = Path::rect(PageRect::new(0.0, 0.0, 90.0, 90.0));
        let hole: Vec<PagePoint> = PageRect::new(30.0, 30.0, 60.0, 60.0)
            .corners()
            .into_iter()
            .rev()
            .collect();
        area.extend(&Path::ring(&hole));
        let lines = hatch(
            &area,
            Hatch {
                angle_deg: 0.0,
                gap: 10.0,
            },
        );
        assert!((total_length(&lines) - (6.0 * 90.0 + 3.0 * 60.0)).abs() < 1e-6);
    }

    #[test]
    fn forty_five_degrees_rise_to_the_right() {
        let lines = hatch(
            &Path::rect(PageRect::new(0.0, 0.0, 50.0, 50.0)),
            Hatch {
                angle_deg: 45.0,
                gap: 9.0,
            },
        );
        let (line, _) = &lines.polylines()[0];
        let (dx, dy) = (line[1].x - line[0].x, line[1].y - line[0].y);
        assert!(dx * dy < 0.0, "{dx} {dy}");
    }
}
