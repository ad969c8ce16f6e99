//! From positions to paths: cut, resample, project, cut to the page, thin.

use super::page::{Cut, LineCut, RingCut, THIN_PX};
use crate::geom::{LonLat, PagePoint, PageRect, PlanePoint};
use crate::projection::{Domain, Part, Projection, Resample, Trace};
use crate::scene::Path;

/// A projection laid on a page.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    pub(super) projection: Projection,
    /// Pixels per unit of the plane.
    pub(super) scale: f64,
    /// Where the plane's origin lies on the page.
    pub(super) origin: PagePoint,
    /// What paths are cut to.
    pub(super) clip: PageRect,
    /// How far a thinned line may stray, px.
    pub(super) thin_px: f64,
    /// The projection's domain, narrowed to what the page can see.
    pub(super) domain: Domain,
}

/// Beyond this many px a point is as good as at infinity, and sums with it lose their digits.
const FARTHEST_PX: f64 = 1e9;

impl Chain {
    /// Lays the plane so that the box `from` of it (metres) has its middle in the middle of `onto`
    /// and fits.
    pub(super) fn fitted(projection: Projection, from: PlaneBox, onto: PageRect) -> Self {
        let scale = (onto.width() / from.width()).min(onto.height() / from.height());
        let (middle, center) = (from.center(), onto.center());
        Self {
            domain: *projection.domain(),
            projection,
            scale,
            origin: center.offset(-middle.x * scale, middle.y * scale),
            clip: onto,
            thin_px: THIN_PX,
        }
    }

    pub(super) fn project(&self, p: LonLat) -> Option<PagePoint> {
        let q = self.projection.forward(p)?;
        let on_page = PagePoint::new(
            self.origin.x + q.x * self.scale,
            self.origin.y - q.y * self.scale,
        );
        let is_near = on_page.x.abs() < FARTHEST_PX && on_page.y.abs() < FARTHEST_PX;
        is_near.then_some(on_page)
    }

    pub(super) fn unproject(&self, p: PagePoint) -> Option<LonLat> {
        let q = PlanePoint::new(
            (p.x - self.origin.x) / self.scale,
            (self.origin.y - p.y) / self.scale,
        );
        self.projection.inverse(q)
    }

    fn cut(&self) -> Cut {
        Cut {
            to: self.clip,
            thin_px: self.thin_px,
        }
    }

    /// Adds a ring for filling.
    pub(super) fn ring(&self, ring: &[LonLat], part: Part, least_area: f64, path: &mut Path) {
        let mut cut = RingCut::new(self.cut(), least_area, path);
        let project = |p| self.project(p);
        let mut resample = Resample::new(project, self.clip, Trace::Ring, &mut cut);
        self.domain.cut_ring(ring, part, &mut resample);
    }

    /// Adds a line for stroking.
    pub(super) fn line(&self, line: &[LonLat], path: &mut Path) {
        let mut cut = LineCut::new(self.cut(), path);
        let project = |p| self.project(p);
        let mut resample = Resample::new(project, self.clip, Trace::Line, &mut cut);
        self.domain.cut_line(line, &mut resample);
        cut.finish();
    }
}

/// A box on the projection plane, in its units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PlaneBox {
    pub(super) min: PlanePoint,
    pub(super) max: PlanePoint,
}

impl PlaneBox {
    /// The box around points; `None` if there are none.
    pub(super) fn around(points: &[PlanePoint]) -> Option<Self> {
        let first = *points.first()?;
        let start = Self {
            min: first,
            max: first,
        };
        Some(points.iter().fold(start, |b, p| Self {
            min: PlanePoint::new(b.min.x.min(p.x), b.min.y.min(p.y)),
            max: PlanePoint::new(b.max.x.max(p.x), b.max.y.max(p.y)),
        }))
    }

    pub(super) fn width(self) -> f64 {
        self.max.x - self.min.x
    }

    pub(super) fn height(self) -> f64 {
        self.max.y - self.min.y
    }

    pub(super) fn center(self) -> PlanePoint {
        PlanePoint::new(
            (self.min.x + self.max.x) / 2.0,
            (self.min.y + self.max.y) / 2.0,
        )
    }

    /// The box with each edge moved outwards.
    pub(super) fn grown(self, dx: f64, dy: f64) -> Self {
        Self {
            min: PlanePoint::new(self.min.x - dx, self.min.y - dy),
            max: PlanePoint::new(self.max.x + dx, self.max.y + dy),
        }
    }
}
