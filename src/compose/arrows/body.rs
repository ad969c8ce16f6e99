//! Bodies: tapered outlines with a head, around a centre line.

use crate::compose::polyline::{Polyline, Station};
use crate::geom::PagePoint;
use crate::scene::Path;
use crate::text::CurveSink;

/// Distance between the stations of an outline, px; between them it is a cubic curve.
const STATION_PX: f64 = 16.0;

/// The measures of a body, px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct BodyShape {
    /// Width at the tail.
    pub tail: f64,
    /// Width at the neck.
    pub neck: f64,
    /// How the width grows between them.
    pub exponent: f64,
    /// Width of the head.
    pub head_width: f64,
    /// Length of the head.
    pub head_length: f64,
    /// Whether the tail has a notch.
    pub notched: bool,
}

/// A head takes at most this part of a leg, and is so many times as wide as the body before it: with less of a body an
/// arrow looks like a stray triangle, and where its first third is lighter nothing of the full tone would be left.
const HEAD_OF_LEG: f64 = 0.55;
const HEAD_OF_NECK: f64 = 2.0;

impl BodyShape {
    /// All of it larger or smaller.
    pub(super) fn scaled(self, by: f64) -> Self {
        Self {
            tail: self.tail * by,
            neck: self.neck * by,
            head_width: self.head_width * by,
            head_length: self.head_length * by,
            ..self
        }
    }

    /// The shape with a head, and if need be a body, small enough for a line of a length.
    pub(super) fn fitted(mut self, length: f64) -> Self {
        let by = HEAD_OF_LEG * length / self.head_length;
        if by < 1.0 {
            self.head_length *= by;
            self.head_width *= by;
            self.neck = self.neck.min(self.head_width / HEAD_OF_NECK);
            self.tail = self.tail.min(self.neck);
        }
        self
    }
}

/// The outline of an arrow along a centre line, tip at its end; empty if the line is too short for
/// its head.
pub(super) fn outline(line: &Polyline, shape: BodyShape) -> Path {
    let length = line.length();
    if line.is_degenerate() || length < shape.head_length * 1.2 {
        return Path::new();
    }
    let neck = length - shape.head_length;
    let count = (neck / STATION_PX).round().max(2.0) as usize;
    let stations: Vec<(Station, f64)> = (0..=count)
        .map(|i| {
            let t = i as f64 / count as f64;
            let width = shape.tail + (shape.neck - shape.tail) * libm::pow(t, shape.exponent);
            (line.smooth_at(neck * t, STATION_PX / 2.0), width / 2.0)
        })
        .collect();
    let left: Vec<PagePoint> = stations.iter().map(|(s, half)| s.left(*half)).collect();
    let right: Vec<PagePoint> = stations
        .iter()
        .rev()
        .map(|(s, half)| s.left(-half))
        .collect();
    let (base, _) = stations[count];
    let tip = line.at(length).at;
    let head = head_station(base.at, tip);
    let mut path = Path::new();
    smooth_run(&mut path, &left, Start::Move);
    for corner in [
        head.left(shape.head_width / 2.0),
        tip,
        head.left(-shape.head_width / 2.0),
    ] {
        crate::geom::Sink::line_to(&mut path, corner);
    }
    smooth_run(&mut path, &right, Start::Line);
    if shape.notched {
        crate::geom::Sink::line_to(&mut path, line.at(shape.neck * 0.9).at);
    }
    crate::geom::Sink::close(&mut path);
    path
}

/// An open head only, for thin movements: a filled triangle.
pub(super) fn head(line: &Polyline, width: f64, length: f64) -> Path {
    if line.is_degenerate() {
        return Path::new();
    }
    let end = line.length();
    let tip = line.at(end).at;
    let station = head_station(line.at(end - length).at, tip);
    Path::ring(&[station.left(width / 2.0), tip, station.left(-width / 2.0)])
}

/// The base of a head: its direction is the chord over the head's length, so that a last wiggle of
/// the line does not turn it.
fn head_station(base: PagePoint, tip: PagePoint) -> Station {
    let length = base.distance(tip).max(1e-6);
    Station {
        at: base,
        dx: (tip.x - base.x) / length,
        dy: (tip.y - base.y) / length,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Start {
    Move,
    Line,
}

/// Cubic curves through points, with the tangents of a Catmull-Rom spline.
fn smooth_run(path: &mut Path, points: &[PagePoint], start: Start) {
    use crate::geom::Sink;
    match start {
        Start::Move => path.move_to(points[0]),
        Start::Line => path.line_to(points[0]),
    }
    let last = points.len() - 1;
    for i in 0..last {
        let (a, b) = (points[i], points[i + 1]);
        let before = if i == 0 { a } else { points[i - 1] };
        let after = if i + 1 == last { b } else { points[i + 2] };
        let leave = a.offset((b.x - before.x) / 6.0, (b.y - before.y) / 6.0);
        let arrive = b.offset((a.x - after.x) / 6.0, (a.y - after.y) / 6.0);
        path.curve_to(leave, arrive, b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::arrows::curve;

    const SHAPE: BodyShape = BodyShape {
        tail: 5.0,
        neck: 11.0,
        exponent: 0.9,
        head_width: 25.0,
        head_length: 29.0,
        notched: false,
    };

    #[test]
    fn the_body_reaches_from_tail_to_tip_and_is_as_wide_as_its_head() {
        let line = curve::arc(PagePoint::new(0.0, 0.0), PagePoint::new(200.0, 0.0), 0.0);
        let bounds = outline(&line, SHAPE).bounds().unwrap();
        assert!((bounds.x0).abs() < 1e-6 && (bounds.x1 - 200.0).abs() < 1e-6);
        assert!((bounds.height() - 25.0).abs() < 0.1, "{bounds:?}");
    }

    #[test]
    fn a_short_line_has_a_small_head() {
        let line = curve::arc(PagePoint::new(0.0, 0.0), PagePoint::new(24.0, 0.0), 0.0);
        let small = SHAPE.fitted(24.0);
        assert!(!outline(&line, small).is_empty());
        assert!(small.head_width >= 2.0 * small.neck && small.head_length < 13.3);
        let rest = line.part(8.0, 24.0);
        assert!(
            !outline(&rest, small).is_empty(),
            "two thirds in the full tone"
        );
        assert_eq!(SHAPE.fitted(200.0), SHAPE);
    }

    #[test]
    fn a_line_shorter_than_its_head_has_no_body() {
        let line = curve::arc(PagePoint::new(0.0, 0.0), PagePoint::new(20.0, 0.0), 0.0);
        assert!(outline(&line, SHAPE).is_empty());
    }
}
