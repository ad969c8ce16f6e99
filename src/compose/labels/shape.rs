//! Boxes that may be turned: what letters fill, tested against each other and against the map.

use crate::geom::{PagePoint, PageRect};

/// A box turned about its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Quad {
    center: PagePoint,
    /// Unit vector along the box's width.
    ux: f64,
    uy: f64,
    half_width: f64,
    half_height: f64,
}

impl Quad {
    /// An upright box.
    pub(super) fn upright(rect: PageRect) -> Self {
        Self {
            center: rect.center(),
            ux: 1.0,
            uy: 0.0,
            half_width: rect.width() / 2.0,
            half_height: rect.height() / 2.0,
        }
    }

    /// A box given in the coordinates of an origin and a direction: x along the direction, y to the
    /// right of it (downwards when it runs to the right).
    pub(super) fn turned(origin: PagePoint, (ux, uy): (f64, f64), local: PageRect) -> Self {
        let c = local.center();
        Self {
            center: origin.offset(c.x * ux - c.y * uy, c.x * uy + c.y * ux),
            ux,
            uy,
            half_width: local.width() / 2.0,
            half_height: local.height() / 2.0,
        }
    }

    /// The box around a line of some width.
    pub(super) fn around(a: PagePoint, b: PagePoint, width: f64) -> Self {
        let length = a.distance(b).max(1e-6);
        let direction = ((b.x - a.x) / length, (b.y - a.y) / length);
        let local = PageRect::new(0.0, -width / 2.0, length, width / 2.0);
        Self::turned(a, direction, local)
    }

    /// The box between two neighbouring letters, from middle to middle and as high as the lower one.
    pub(super) fn between(a: &Self, b: &Self) -> Self {
        let height = 2.0 * a.half_height.min(b.half_height);
        Self::around(a.center, b.center, height)
    }

    /// The upright box around boxes that are all upright themselves; `None` if one is turned.
    pub(super) fn hull_of_upright(boxes: &[Self]) -> Option<Self> {
        let mut hull = boxes.first()?.bounds();
        for quad in boxes {
            if quad.uy != 0.0 {
                return None;
            }
            let b = quad.bounds();
            hull = PageRect::new(
                hull.x0.min(b.x0),
                hull.y0.min(b.y0),
                hull.x1.max(b.x1),
                hull.y1.max(b.y1),
            );
        }
        Some(Self::upright(hull))
    }

    /// The four corners, clockwise from where reading starts at the top.
    pub(super) fn corners(&self) -> [PagePoint; 4] {
        let (w, h) = (self.half_width, self.half_height);
        [(-w, -h), (w, -h), (w, h), (-w, h)].map(|(x, y)| self.outward(x, y))
    }

    /// The upright box around it.
    pub(super) fn bounds(&self) -> PageRect {
        let (w, h) = (self.half_width, self.half_height);
        let dx = w * self.ux.abs() + h * self.uy.abs();
        let dy = w * self.uy.abs() + h * self.ux.abs();
        let c = self.center;
        PageRect::new(c.x - dx, c.y - dy, c.x + dx, c.y + dy)
    }

    /// The middle.
    pub(super) fn center(&self) -> PagePoint {
        self.center
    }

    /// The box with every edge moved outwards.
    #[must_use]
    pub(super) fn grown(mut self, px: f64) -> Self {
        self.half_width += px;
        self.half_height += px;
        self
    }

    /// Whether the two share any area.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        if !self.bounds().overlaps(other.bounds()) {
            return false;
        }
        if self.uy == 0.0 && other.uy == 0.0 {
            return true;
        }
        !self.separates(other) && !other.separates(self)
    }

    /// Whether one of this box's own directions shows a gap to the other.
    fn separates(&self, other: &Self) -> bool {
        let (dx, dy) = (
            other.center.x - self.center.x,
            other.center.y - self.center.y,
        );
        let along = (dx * self.ux + dy * self.uy).abs();
        let across = (dy * self.ux - dx * self.uy).abs();
        let cos = (self.ux * other.ux + self.uy * other.uy).abs();
        let sin = (self.ux * other.uy - self.uy * other.ux).abs();
        along >= self.half_width + other.half_width * cos + other.half_height * sin
            || across >= self.half_height + other.half_width * sin + other.half_height * cos
    }

    /// How much of a straight line lies inside, px.
    pub(super) fn covered(&self, a: PagePoint, b: PagePoint) -> f64 {
        let (a, b) = (self.inward(a), self.inward(b));
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        for (start, end, half) in [(a.x, b.x, self.half_width), (a.y, b.y, self.half_height)] {
            let step = end - start;
            if step.abs() < 1e-9 {
                if start.abs() > half {
                    return 0.0;
                }
                continue;
            }
            let (enter, leave) = ((-half - start) / step, (half - start) / step);
            from = from.max(enter.min(leave));
            to = to.min(enter.max(leave));
        }
        if to <= from {
            0.0
        } else {
            (to - from) * a.distance(b)
        }
    }

    /// The spot of the box nearest to `p`.
    pub(super) fn nearest(&self, p: PagePoint) -> PagePoint {
        let local = self.inward(p);
        self.outward(
            local.x.clamp(-self.half_width, self.half_width),
            local.y.clamp(-self.half_height, self.half_height),
        )
    }

    /// How far `p` is from the box; 0 inside.
    pub(super) fn distance(&self, p: PagePoint) -> f64 {
        self.nearest(p).distance(p)
    }

    fn inward(&self, p: PagePoint) -> PagePoint {
        let (dx, dy) = (p.x - self.center.x, p.y - self.center.y);
        PagePoint::new(dx * self.ux + dy * self.uy, dy * self.ux - dx * self.uy)
    }

    fn outward(&self, x: f64, y: f64) -> PagePoint {
        self.center
            .offset(x * self.ux - y * self.uy, x * self.uy + y * self.ux)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(x: f64, y: f64, degrees: f64) -> Quad {
        let (sin, cos) = libm::sincos(degrees.to_radians());
        let local = PageRect::new(-20.0, -5.0, 20.0, 5.0);
        Quad::turned(PagePoint::new(x, y), (cos, sin), local)
    }

    #[test]
    fn boxes_whose_bounds_meet_may_still_be_apart() {
        let (a, b) = (turned(0.0, 0.0, 45.0), turned(18.0, -8.0, 45.0));
        assert!(a.bounds().overlaps(b.bounds()));
        assert!(!a.overlaps(&b));
        assert!(a.overlaps(&turned(12.0, 12.0, 45.0)));
        assert!(a.overlaps(&turned(3.0, 0.0, -45.0)));
    }

    #[test]
    fn a_line_through_a_turned_box_is_covered_by_its_height() {
        let quad = turned(0.0, 0.0, 90.0);
        let covered = quad.covered(PagePoint::new(-50.0, 3.0), PagePoint::new(50.0, 3.0));
        assert!((covered - 10.0).abs() < 1e-9, "{covered}");
        assert_eq!(
            quad.covered(PagePoint::new(-50.0, 30.0), PagePoint::new(50.0, 30.0)),
            0.0
        );
    }

    #[test]
    fn the_nearest_spot_lies_on_the_edge() {
        let quad = turned(0.0, 0.0, 0.0);
        assert_eq!(
            quad.nearest(PagePoint::new(30.0, 0.0)),
            PagePoint::new(20.0, 0.0)
        );
        assert_eq!(quad.distance(PagePoint::new(1.0, 1.0)), 0.0);
    }
}
