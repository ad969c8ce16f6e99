//! Centre lines: smooth curves through few points.

#[cfg(test)]
use crate::compose::polyline::Polyline;
use crate::geom::PagePoint;

/// Distance between the corners of a flattened curve, px: finer cannot be seen.
const STEP_PX: f64 = 3.0;

/// The whole curve through points.
#[cfg(test)]
pub(super) fn through(points: &[PagePoint]) -> Polyline {
    Polyline::new(spans(points).into_iter().flatten())
}

/// The curve through points in pieces, one from each point to the next, both included.
///
/// Centripetal Catmull-Rom, which has neither loops nor overshoot: Yuksel, Schaefer, Keyser (2011),
/// "Parameterization and applications of Catmull-Rom curves".
pub(super) fn spans(points: &[PagePoint]) -> Vec<Vec<PagePoint>> {
    let [first, second, ..] = points else {
        return Vec::new();
    };
    let (last, before) = (points[points.len() - 1], points[points.len() - 2]);
    // Phantom ends mirror the inner neighbours, so that the curve leaves and arrives straight.
    let mut ends = vec![second.lerp(*first, 2.0)];
    ends.extend_from_slice(points);
    ends.push(before.lerp(last, 2.0));
    ends.windows(4)
        .map(|four| span([four[0], four[1], four[2], four[3]]))
        .collect()
}

/// A single arc from `a` to `b` whose middle stands `bulge` chords to the left of the chord.
#[cfg(test)]
pub(super) fn arc(a: PagePoint, b: PagePoint, bulge: f64) -> Polyline {
    let middle = a
        .lerp(b, 0.5)
        .offset((b.y - a.y) * bulge * 2.0, -(b.x - a.x) * bulge * 2.0);
    let steps = (a.distance(b) / STEP_PX).ceil().max(8.0) as usize;
    Polyline::new((0..=steps).map(|i| {
        let t = i as f64 / steps as f64;
        a.lerp(middle, t).lerp(middle.lerp(b, t), t)
    }))
}

/// One span of the curve, from the second to the third of four points.
fn span([p0, p1, p2, p3]: [PagePoint; 4]) -> Vec<PagePoint> {
    let knot = |a: PagePoint, b: PagePoint| a.distance(b).sqrt().max(1e-3);
    let (t1, t2) = (knot(p0, p1), knot(p0, p1) + knot(p1, p2));
    let t3 = t2 + knot(p2, p3);
    let steps = (p1.distance(p2) / STEP_PX).ceil().max(1.0) as usize;
    let at = |i: usize| {
        let t = t1 + (t2 - t1) * i as f64 / steps as f64;
        let a1 = p0.lerp(p1, t / t1);
        let a2 = p1.lerp(p2, (t - t1) / (t2 - t1));
        let a3 = p2.lerp(p3, (t - t2) / (t3 - t2));
        let b1 = a1.lerp(a2, t / t2);
        let b2 = a2.lerp(a3, (t - t1) / (t3 - t1));
        b1.lerp(b2, (t - t1) / (t2 - t1))
    };
    (0..=steps).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_passes_through_its_points() {
        let points = [(0.0, 0.0), (100.0, 40.0), (130.0, 200.0)].map(|(x, y)| PagePoint::new(x, y));
        let curve = through(&points);
        for p in points {
            assert!(curve.nearest(p).1 < 1e-6);
        }
    }

    #[test]
    fn an_arc_bulges_to_the_left_of_its_direction() {
        let line = arc(PagePoint::new(0.0, 0.0), PagePoint::new(100.0, 0.0), 0.1);
        let middle = line.at(line.length() / 2.0).at;
        assert!((middle.y + 10.0).abs() < 0.1, "{middle:?}");
    }
}
