//! Turned boxes, segments and circles on the page.

use crate::geom::{PagePoint, PageRect};

/// The corners of a turned box, in order around it.
pub(super) type Quad = [PagePoint; 4];

/// The box with every edge moved outwards by `px`.
pub(super) fn grown(quad: &Quad, px: f64) -> Quad {
    let unit = |from: PagePoint, to: PagePoint| {
        let length = from.distance(to).max(1e-9);
        ((to.x - from.x) / length, (to.y - from.y) / length)
    };
    let (along, across) = (unit(quad[0], quad[1]), unit(quad[0], quad[3]));
    let signs = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
    let mut grown = *quad;
    for (corner, (a, b)) in grown.iter_mut().zip(signs) {
        *corner = corner.offset(
            px * (a * along.0 + b * across.0),
            px * (a * along.1 + b * across.1),
        );
    }
    grown
}

/// Whether two turned boxes share any area, by the separating axis theorem.
pub(super) fn overlap(a: &Quad, b: &Quad) -> bool {
    let separates = |from: PagePoint, to: PagePoint| {
        let (nx, ny) = (from.y - to.y, to.x - from.x);
        let (a_low, a_high) = reach(a, nx, ny);
        let (b_low, b_high) = reach(b, nx, ny);
        a_high <= b_low || b_high <= a_low
    };
    !edges(a)
        .chain(edges(b))
        .any(|(from, to)| separates(from, to))
}

fn reach(quad: &Quad, nx: f64, ny: f64) -> (f64, f64) {
    let along = quad.map(|p| p.x * nx + p.y * ny);
    along
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), d| {
            (low.min(*d), high.max(*d))
        })
}

fn edges(quad: &Quad) -> impl Iterator<Item = (PagePoint, PagePoint)> {
    (0..4).map(|i| (quad[i], quad[(i + 1) % 4]))
}

/// Whether a point lies inside the box or on its edge.
pub(super) fn contains(quad: &Quad, p: PagePoint) -> bool {
    let sides = edges(quad).map(|(a, b)| (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x));
    let (low, high) = sides.fold((0.0_f64, 0.0_f64), |(l, h), s| (l.min(s), h.max(s)));
    low >= -1e-9 || high <= 1e-9
}

/// Distance from a point to the box, 0 inside.
pub(super) fn distance(quad: &Quad, p: PagePoint) -> f64 {
    if contains(quad, p) {
        return 0.0;
    }
    let to_edges = edges(quad).map(|(a, b)| distance_to_segment(p, a, b));
    to_edges.fold(f64::INFINITY, f64::min)
}

/// Distance from a point to a segment.
pub(super) fn distance_to_segment(p: PagePoint, a: PagePoint, b: PagePoint) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let square = dx * dx + dy * dy;
    if square == 0.0 {
        return p.distance(a);
    }
    let t = ((p.x - a.x) * dx + (p.y - a.y) * dy) / square;
    p.distance(a.lerp(b, t.clamp(0.0, 1.0)))
}

/// Whether a segment touches the box.
pub(super) fn touches_segment(quad: &Quad, a: PagePoint, b: PagePoint) -> bool {
    contains(quad, a) || contains(quad, b) || edges(quad).any(|(c, d)| cross([a, b], [c, d]))
}

/// Whether two segments cross; one that only touches the other's end does not count as crossing it, so that
/// a crossing at a corner of a line is one crossing.
pub(super) fn cross([a, b]: [PagePoint; 2], [c, d]: [PagePoint; 2]) -> bool {
    let within = |(t, u): (f64, f64)| (0.0..1.0).contains(&t) && (0.0..1.0).contains(&u);
    meeting([a, b], [c, d]).is_some_and(within)
}

/// Where the lines through two segments meet, as fractions of both; none if they are parallel.
fn meeting([a, b]: [PagePoint; 2], [c, d]: [PagePoint; 2]) -> Option<(f64, f64)> {
    let (rx, ry, sx, sy) = (b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y);
    let product = rx * sy - ry * sx;
    (product.abs() > 1e-12).then(|| {
        let t = ((c.x - a.x) * sy - (c.y - a.y) * sx) / product;
        let u = ((c.x - a.x) * ry - (c.y - a.y) * rx) / product;
        (t, u)
    })
}

/// The radius of the circle through three points; infinite if they are in line.
pub(super) fn circumradius(a: PagePoint, b: PagePoint, c: PagePoint) -> f64 {
    let twice_area = ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)).abs();
    if twice_area < 1e-9 {
        return f64::INFINITY;
    }
    a.distance(b) * b.distance(c) * c.distance(a) / (2.0 * twice_area)
}

/// The upright box around points; none around nothing.
pub(super) fn bounds(points: impl IntoIterator<Item = PagePoint>) -> Option<PageRect> {
    points.into_iter().fold(None, |rect: Option<PageRect>, p| {
        let r = rect.unwrap_or(PageRect::new(p.x, p.y, p.x, p.y));
        Some(PageRect::new(
            r.x0.min(p.x),
            r.y0.min(p.y),
            r.x1.max(p.x),
            r.y1.max(p.y),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quad(x0: f64, y0: f64, x1: f64, y1: f64) -> Quad {
        PageRect::new(x0, y0, x1, y1).corners()
    }

    /// A square of 10 px standing on its corner around a point.
    fn diamond(x: f64, y: f64) -> Quad {
        [(0.0, -5.0), (5.0, 0.0), (0.0, 5.0), (-5.0, 0.0)]
            .map(|(dx, dy)| PagePoint::new(x + dx, y + dy))
    }

    #[test]
    fn boxes_overlap_only_if_no_axis_separates_them() {
        assert!(overlap(
            &quad(0.0, 0.0, 10.0, 10.0),
            &quad(9.0, 9.0, 20.0, 20.0)
        ));
        assert!(!overlap(
            &quad(0.0, 0.0, 10.0, 10.0),
            &quad(10.0, 0.0, 20.0, 10.0)
        ));
        // Their upright bounds overlap, the boxes do not.
        assert!(!overlap(&diamond(0.0, 0.0), &diamond(6.0, 6.0)));
        assert!(overlap(&diamond(0.0, 0.0), &diamond(4.0, 4.0)));
    }

    #[test]
    fn growing_moves_every_edge() {
        assert_eq!(
            grown(&quad(0.0, 0.0, 10.0, 10.0), 1.5),
            quad(-1.5, -1.5, 11.5, 11.5)
        );
        let big = grown(&diamond(0.0, 0.0), 1.0);
        assert!(
            (big[0].y + 5.0 + std::f64::consts::SQRT_2).abs() < 1e-9,
            "{big:?}"
        );
    }

    #[test]
    fn distances_to_boxes() {
        let quad = quad(0.0, 0.0, 10.0, 10.0);
        assert_eq!(distance(&quad, PagePoint::new(5.0, 5.0)), 0.0);
        assert_eq!(distance(&quad, PagePoint::new(13.0, 14.0)), 5.0);
        assert!(touches_segment(
            &quad,
            PagePoint::new(-5.0, 5.0),
            PagePoint::new(15.0, 5.0)
        ));
        assert!(!touches_segment(
            &quad,
            PagePoint::new(-5.0, 12.0),
            PagePoint::new(15.0, 11.0)
        ));
    }

    #[test]
    fn a_circle_through_three_of_its_points_has_its_radius() {
        let on = |deg: f64| {
            let (sin, cos) = libm::sincos(deg.to_radians());
            PagePoint::new(3.0 + 20.0 * cos, 20.0 * sin)
        };
        assert!((circumradius(on(10.0), on(20.0), on(47.0)) - 20.0).abs() < 1e-6);
        assert!(
            circumradius(
                PagePoint::new(0.0, 0.0),
                PagePoint::new(1.0, 1.0),
                PagePoint::new(2.0, 2.0)
            )
            .is_infinite()
        );
    }
}
