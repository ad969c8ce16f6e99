//! Outlines on the page.

use crate::geom::{PagePoint, PageRect, Sink};
use crate::text::CurveSink;

/// One pen movement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {
    /// Lift the pen and set it down.
    MoveTo(PagePoint),
    /// Straight to a point.
    LineTo(PagePoint),
    /// A cubic curve: two handles and the end.
    CurveTo(PagePoint, PagePoint, PagePoint),
    /// Back to where this ring began.
    Close,
}

/// An outline in page pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// Pen movements; the first is a `MoveTo`.
    pub commands: Vec<Command>,
}

impl Path {
    /// An empty path.
    pub const fn new() -> Self {
        Self {
            commands: Vec::new(),
        }
    }

    /// An open line through points.
    pub fn line(points: &[PagePoint]) -> Self {
        let mut path = Self::new();
        path.extend_line(points);
        path
    }

    /// A closed ring through points.
    pub fn ring(points: &[PagePoint]) -> Self {
        let mut path = Self::line(points);
        if !path.is_empty() {
            path.close();
        }
        path
    }

    /// An upright box.
    pub fn rect(rect: PageRect) -> Self {
        Self::ring(&rect.corners())
    }

    /// A circle, as four cubic curves.
    pub fn circle(center: PagePoint, radius: f64) -> Self {
        /// Handle length for a quarter circle: 4/3 (sqrt 2 - 1), off by at most 0.03 % of the radius.
        const KAPPA: f64 = 0.552_284_749_8;
        let (r, k) = (radius, radius * KAPPA);
        let at = |dx: f64, dy: f64| center.offset(dx, dy);
        Self {
            commands: vec![
                Command::MoveTo(at(r, 0.0)),
                Command::CurveTo(at(r, k), at(k, r), at(0.0, r)),
                Command::CurveTo(at(-k, r), at(-r, k), at(-r, 0.0)),
                Command::CurveTo(at(-r, -k), at(-k, -r), at(0.0, -r)),
                Command::CurveTo(at(k, -r), at(r, -k), at(r, 0.0)),
                Command::Close,
            ],
        }
    }

    /// Whether nothing would be drawn.
    pub fn is_empty(&self) -> bool {
        self.commands.is_empty()
    }

    /// Adds an open line through points.
    pub fn extend_line(&mut self, points: &[PagePoint]) {
        if let Some((first, rest)) = points.split_first() {
            self.move_to(*first);
            rest.iter().for_each(|p| self.line_to(*p));
        }
    }

    /// Adds all of another path.
    pub fn extend(&mut self, other: &Self) {
        self.commands.extend_from_slice(&other.commands);
    }

    /// The same outline turned clockwise about a point.
    #[must_use]
    pub fn turned(&self, degrees: f64, about: PagePoint) -> Self {
        if degrees == 0.0 {
            return self.clone();
        }
        let (sin, cos) = libm::sincos(degrees.to_radians());
        self.mapped(|p| {
            let (dx, dy) = (p.x - about.x, p.y - about.y);
            about.offset(dx * cos - dy * sin, dx * sin + dy * cos)
        })
    }

    /// The same outline with every point moved.
    #[must_use]
    pub fn mapped(&self, map: impl Fn(PagePoint) -> PagePoint) -> Self {
        let commands = self.commands.iter().map(|command| match *command {
            Command::MoveTo(p) => Command::MoveTo(map(p)),
            Command::LineTo(p) => Command::LineTo(map(p)),
            Command::CurveTo(a, b, p) => Command::CurveTo(map(a), map(b), map(p)),
            Command::Close => Command::Close,
        });
        Self {
            commands: commands.collect(),
        }
    }

    /// The same outline on a page `by` times as large.
    #[must_use]
    pub fn scaled(&self, by: f64) -> Self {
        self.mapped(|p| p.scaled(by))
    }

    /// The corners of every sub-path, curves flattened to chords of about 2 px; whether it is closed.
    pub fn polylines(&self) -> Vec<(Vec<PagePoint>, bool)> {
        let mut lines: Vec<(Vec<PagePoint>, bool)> = Vec::new();
        for command in &self.commands {
            match *command {
                Command::MoveTo(p) => lines.push((vec![p], false)),
                Command::LineTo(p) => {
                    if let Some((line, _)) = lines.last_mut() {
                        line.push(p);
                    }
                }
                Command::CurveTo(a, b, end) => {
                    if let Some((line, _)) = lines.last_mut() {
                        flatten(line, a, b, end);
                    }
                }
                Command::Close => {
                    if let Some((_, closed)) = lines.last_mut() {
                        *closed = true;
                    }
                }
            }
        }
        lines
    }

    /// The box around all corners and handles; `None` if empty.
    pub fn bounds(&self) -> Option<PageRect> {
        let mut points = self.commands.iter().flat_map(|c| match *c {
            Command::MoveTo(p) | Command::LineTo(p) => vec![p],
            Command::CurveTo(a, b, p) => vec![a, b, p],
            Command::Close => vec![],
        });
        let first = points.next()?;
        let start = PageRect::new(first.x, first.y, first.x, first.y);
        Some(points.fold(start, |r, p| {
            PageRect::new(r.x0.min(p.x), r.y0.min(p.y), r.x1.max(p.x), r.y1.max(p.y))
        }))
    }
}

fn flatten(line: &mut Vec<PagePoint>, a: PagePoint, b: PagePoint, end: PagePoint) {
    let Some(&start) = line.last() else { return };
    let length = start.distance(a) + a.distance(b) + b.distance(end);
    let steps = (length / 2.0).ceil().clamp(1.0, 200.0) as usize;
    for i in 1..=steps {
        let t = i as f64 / steps as f64;
        let (ab, bc, cd) = (start.lerp(a, t), a.lerp(b, t), b.lerp(end, t));
        line.push(ab.lerp(bc, t).lerp(bc.lerp(cd, t), t));
    }
}

impl Sink<PagePoint> for Path {
    fn move_to(&mut self, p: PagePoint) {
        self.commands.push(Command::MoveTo(p));
    }

    fn line_to(&mut self, p: PagePoint) {
        self.commands.push(Command::LineTo(p));
    }

    fn close(&mut self) {
        self.commands.push(Command::Close);
    }
}

impl CurveSink for Path {
    fn curve_to(&mut self, a: PagePoint, b: PagePoint, end: PagePoint) {
        self.commands.push(Command::CurveTo(a, b, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flattened_circle_keeps_its_radius() {
        let lines = Path::circle(PagePoint::new(10.0, 20.0), 12.0).polylines();
        let (points, closed) = &lines[0];
        assert!(closed);
        for p in points {
            let r = p.distance(PagePoint::new(10.0, 20.0));
            assert!((r - 12.0).abs() < 0.01, "{r}");
        }
    }
}
