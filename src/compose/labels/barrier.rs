//! What lies on the map as the trees of `ground` hold it: discs and straight pieces.

use geo::Simplify;
use rstar::{AABB, RTreeObject};

use super::times::{ALWAYS, Times};
use crate::compose::polyline::Polyline;
use crate::geom::{PagePoint, PageRect};
use crate::scene::Path;

/// Parts of lines shorter than this do not matter to a label, px.
const LINE_TOLERANCE: f64 = 0.7;

/// Whose something on the map is, and when it is there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owner<'o> {
    /// Id of the feature.
    pub(super) of: &'o str,
    /// When it is there.
    pub(super) times: &'o Times,
}

impl Owner<'_> {
    /// Of what is no feature's and always there.
    pub(super) const NOBODY: Self = Self {
        of: "",
        times: &ALWAYS,
    };
}

/// A marker or dot.
pub(super) struct Disc<'o> {
    pub(super) at: PagePoint,
    pub(super) radius: f64,
    pub(super) owner: Owner<'o>,
}

/// A straight piece of a movement's body, or of a thin line.
pub(super) struct Segment<'o> {
    pub(super) a: PagePoint,
    pub(super) b: PagePoint,
    pub(super) half_width: f64,
    pub(super) owner: Owner<'o>,
}

impl RTreeObject for Disc<'_> {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        let (p, r) = (self.at, self.radius);
        AABB::from_corners([p.x - r, p.y - r], [p.x + r, p.y + r])
    }
}

impl RTreeObject for Segment<'_> {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        let (a, b, h) = (self.a, self.b, self.half_width);
        AABB::from_corners(
            [a.x.min(b.x) - h, a.y.min(b.y) - h],
            [a.x.max(b.x) + h, a.y.max(b.y) + h],
        )
    }
}

/// What the tree is asked for.
pub(super) fn envelope(rect: PageRect) -> AABB<[f64; 2]> {
    AABB::from_corners([rect.x0, rect.y0], [rect.x1, rect.y1])
}

/// A movement as segments, its head wider than its body.
///
/// Heads are 2.3 times as wide as bodies, 4.6 times as wide as thin lines, and 1.15 times as long
/// as they are wide.
pub(super) fn body<'o>(line: &Polyline, half_width: f64, owner: Owner<'o>) -> Vec<Segment<'o>> {
    const THIN: f64 = 2.5;
    let mut all: Vec<_> = segments(line.points(), half_width, owner).collect();
    if line.is_degenerate() {
        return all;
    }
    let head = half_width * if half_width < THIN { 4.6 } else { 2.3 };
    let (tip, third) = (line.length(), head * 2.0 * 1.15 / 3.0);
    for (part, width) in [(3.0, 0.9), (2.0, 0.6), (1.0, 0.3)] {
        let back = (tip - part * third).max(0.0);
        let piece = line.part(back, (back + third).min(tip));
        all.extend(segments(piece.points(), head * width, owner));
    }
    all
}

pub(super) fn segments<'o>(
    points: &[PagePoint],
    half_width: f64,
    owner: Owner<'o>,
) -> impl Iterator<Item = Segment<'o>> + use<'o> {
    let line = geo::LineString::from_iter(points.iter().map(|p| (p.x, p.y)));
    let thinned = line.simplify(if half_width > 0.0 {
        0.25
    } else {
        LINE_TOLERANCE
    });
    let corners: Vec<_> = thinned.0.iter().map(|c| PagePoint::new(c.x, c.y)).collect();
    let pairs: Vec<_> = corners.windows(2).map(|w| (w[0], w[1])).collect();
    pairs.into_iter().map(move |(a, b)| Segment {
        a,
        b,
        half_width,
        owner,
    })
}

pub(super) fn shores<'o>(water: &Path) -> Vec<Segment<'o>> {
    let rings = water.polylines().into_iter();
    rings
        .flat_map(|(mut ring, _)| {
            ring.extend(ring.first().copied());
            segments(&ring, 0.0, Owner::NOBODY)
        })
        .collect()
}
