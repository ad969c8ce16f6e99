//! Areas on the page cut by, joined with and shrunk towards each other.
//!
//! The only place where page pixels pass through `geo`'s types; in and out go [`Path`]s.

use geo::{
    Area, BooleanOps, BoundingRect, Buffer, Contains, Coord, Intersects, LineString,
    MultiLineString, MultiPolygon, Polygon, Rect, Simplify,
};

use rstar::primitives::Rectangle;
use rstar::{AABB, RTree};

use super::polyline::Polyline;
use crate::geom::PagePoint;
use crate::scene::Path;

/// Rings smaller than this, px², are slivers of rounding and left out.
const LEAST_AREA_PX2: f64 = 0.5;

/// What lies in both.
pub(super) fn intersection(a: &Path, b: &Path) -> Path {
    path(&polygons(a).intersection(&polygons(b)))
}

/// What lies in `a` but not in `b`.
pub(super) fn difference(a: &Path, b: &Path) -> Path {
    path(&polygons(a).difference(&polygons(b)))
}

/// What lies in either.
pub(super) fn union(a: &Path, b: &Path) -> Path {
    path(&polygons(a).union(&polygons(b)))
}

/// The area without a rim of `px`; grown by it if negative.
///
/// Of an outline whose bends lie closer together than the rim by the thousand there is no rim to
/// see: the area comes back as it is, instead of taking minutes.
pub(super) fn inset(area: &Path, px: f64) -> Path {
    let polygons = polygons(area);
    if is_tangled(&polygons, px.abs()) {
        return area.clone();
    }
    path(&polygons.buffer(-px))
}

/// Pairs of edges within reach of each other that any outline may have.
const HARMLESS_PAIRS: usize = 200_000;
/// Most such pairs for each edge beyond that; the wildest coast has about forty.
const MOST_PAIRS: usize = 60;

/// Whether moving the edges by `reach` px would make them cross each other far too often.
fn is_tangled(area: &MultiPolygon<f64>, reach: f64) -> bool {
    let rings = area
        .iter()
        .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    let boxes: Vec<_> = rings
        .flat_map(LineString::lines)
        .map(|edge| {
            let (a, b) = (edge.start, edge.end);
            Rectangle::from_corners([a.x, a.y], [b.x, b.y])
        })
        .collect();
    let mut left = HARMLESS_PAIRS + boxes.len() * MOST_PAIRS;
    let tree = RTree::bulk_load(boxes);
    for edge in &tree {
        let (low, high) = (edge.lower(), edge.upper());
        let around = AABB::from_corners(
            [low[0] - reach, low[1] - reach],
            [high[0] + reach, high[1] + reach],
        );
        let met = tree.locate_in_envelope_intersecting(&around);
        match left.checked_sub(met.take(left + 1).count()) {
            Some(rest) => left = rest,
            None => return true,
        }
    }
    false
}

/// The parts of lines (open or closed) that run inside an area.
pub(super) fn lines_inside(lines: &Path, area: &Path) -> Path {
    clipped(lines, area, false)
}

/// The parts of lines (open or closed) that run outside of an area.
pub(super) fn lines_outside(lines: &Path, area: &Path) -> Path {
    clipped(lines, area, true)
}

fn clipped(lines: &Path, area: &Path, is_outside: bool) -> Path {
    let lines = lines.polylines().into_iter().map(|(mut line, closed)| {
        if closed && let Some(first) = line.first().copied() {
            line.push(first);
        }
        LineString(line.iter().map(|p| Coord { x: p.x, y: p.y }).collect())
    });
    let inside = polygons(area).clip(&MultiLineString(lines.collect()), is_outside);
    let mut path = Path::new();
    for line in inside {
        let points: Vec<PagePoint> = line
            .coords()
            .map(|c| PagePoint::new(c.x, c.y).quantised())
            .collect();
        path.extend_line(&points);
    }
    path
}

/// Open lines without those shorter than `px`.
pub(super) fn without_specks(lines: &Path, px: f64) -> Path {
    of_length(lines, |length| length >= px)
}

/// Open lines without those longer than `px`.
pub(super) fn without_long(lines: &Path, px: f64) -> Path {
    of_length(lines, |length| length <= px)
}

fn of_length(lines: &Path, is_wanted: impl Fn(f64) -> bool) -> Path {
    chosen(lines, |line| {
        is_wanted(Polyline::new(line.iter().copied()).length())
    })
}

/// Open lines that begin or end where one of the others does.
pub(super) fn touching(lines: &Path, others: &Path) -> Path {
    let ends = |line: &[PagePoint]| [line.first().copied(), line.last().copied()];
    let others = others.polylines();
    let others: Vec<PagePoint> = others
        .iter()
        .flat_map(|(line, _)| ends(line))
        .flatten()
        .collect();
    chosen(lines, |line| {
        let mut ends = ends(line).into_iter().flatten();
        ends.any(|end| others.iter().any(|other| other.distance(end) < 0.1))
    })
}

fn chosen(lines: &Path, is_wanted: impl Fn(&[PagePoint]) -> bool) -> Path {
    let mut kept = Path::new();
    for (line, _) in lines.polylines() {
        if is_wanted(&line) {
            kept.extend_line(&line);
        }
    }
    kept
}

/// The slivers between an area and a larger one that it nearly fills: what of the rest lies within `px` of the area and
/// is narrower than twice that.
pub(super) fn slivers(area: &Path, within: &Path, px: f64) -> Path {
    let rest = difference(within, area);
    let wide = inset(&inset(&rest, px), -px);
    intersection(&difference(&rest, &wide), &inset(area, -px))
}

/// Length of all lines, px.
pub(super) fn length(lines: &Path) -> f64 {
    let lines = lines.polylines().into_iter();
    lines.map(|(line, _)| Polyline::new(line).length()).sum()
}

/// Lines without the bends that a stroke of `px` would hide (Douglas and Peucker).
pub(super) fn simplified(lines: &Path, px: f64) -> Path {
    let mut simple = Path::new();
    for (line, _) in lines.polylines() {
        let line = LineString::from_iter(line.iter().map(|p| (p.x, p.y)));
        let points: Vec<PagePoint> = line
            .simplify(px)
            .coords()
            .map(|c| PagePoint::new(c.x, c.y))
            .collect();
        simple.extend_line(&points);
    }
    simple
}

/// How much an area covers, px².
pub(super) fn page_area(area: &Path) -> f64 {
    polygons(area).unsigned_area()
}

/// A band of `half_width` px to either side of lines.
pub(super) fn band(lines: &Path, half_width: f64) -> Path {
    let lines = lines
        .polylines()
        .into_iter()
        .map(|(line, _)| LineString(line.iter().map(|p| Coord { x: p.x, y: p.y }).collect()));
    path(&MultiLineString(lines.collect()).buffer(half_width))
}

/// An area with the corners between its long edges rounded: Chaikin's cut, `passes` times.
///
/// Only corners whose both edges are longer than `least_px` are cut: a surveyed outline stays as it
/// is, a sketched one loses its angles. `is_sketched` says where that may be: not beyond the frame,
/// where the view has cut the area, and not on a coast. Chaikin (1974), "An algorithm for high-speed
/// curve generation".
pub(super) fn rounded(
    area: &Path,
    (passes, least_px): (usize, f64),
    is_sketched: impl Fn(PagePoint) -> bool,
) -> Path {
    let mut smooth = Path::new();
    for (mut ring, _) in area.polylines() {
        ring.dedup();
        if ring.first() == ring.last() {
            ring.pop();
        }
        for _ in 0..passes {
            ring = cut_corners(&ring, least_px, &is_sketched);
        }
        smooth.extend(&Path::ring(&ring));
    }
    smooth
}

fn cut_corners(
    ring: &[PagePoint],
    least_px: f64,
    is_sketched: &impl Fn(PagePoint) -> bool,
) -> Vec<PagePoint> {
    let count = ring.len();
    let mut cut = Vec::with_capacity(count * 2);
    for i in 0..count {
        let (before, here, after) = (
            ring[(i + count - 1) % count],
            ring[i],
            ring[(i + 1) % count],
        );
        let is_long = here.distance(before) > least_px && here.distance(after) > least_px;
        if is_long && is_sketched(here) {
            cut.push(here.lerp(before, 0.25));
            cut.push(here.lerp(after, 0.25));
        } else {
            cut.push(here);
        }
    }
    cut
}

/// An area that is asked again and again whether a point lies in it.
pub(super) struct Region {
    polygons: Vec<(Rect<f64>, Polygon<f64>)>,
}

impl Region {
    /// Gets an area ready to be asked.
    pub(super) fn new(area: &Path) -> Self {
        let boxed = |p: Polygon<f64>| p.bounding_rect().map(|rect| (rect, p));
        Self {
            polygons: polygons(area).into_iter().filter_map(boxed).collect(),
        }
    }

    /// Whether a point lies in the area.
    pub(super) fn contains(&self, p: PagePoint) -> bool {
        let at = Coord { x: p.x, y: p.y };
        let mut near = self
            .polygons
            .iter()
            .filter(|(rect, _)| rect.intersects(&at));
        near.any(|(_, polygon)| polygon.contains(&at))
    }
}

/// Rings as one multipolygon by the non-zero rule.
fn polygons(area: &Path) -> MultiPolygon<f64> {
    let rings: Vec<Polygon<f64>> = area
        .polylines()
        .into_iter()
        .filter(|(ring, _)| ring.len() > 2)
        .map(|(ring, _)| {
            let corners = ring.into_iter().map(|p| {
                let p = p.quantised();
                Coord { x: p.x, y: p.y }
            });
            Polygon::new(LineString(corners.collect()), Vec::new())
        })
        .filter(|p| signed_area(p.exterior()).abs() > LEAST_AREA_PX2)
        .collect();
    // Shells and holes come apart by their direction: shells turn as the largest ring does.
    let direction = rings
        .iter()
        .map(|p| signed_area(p.exterior()))
        .max_by(|a, b| a.abs().total_cmp(&b.abs()))
        .unwrap_or(1.0);
    let (shells, holes): (Vec<_>, Vec<_>) = rings
        .into_iter()
        .partition(|p| signed_area(p.exterior()) * direction > 0.0);
    let shells = geo::algorithm::unary_union(&shells);
    if holes.is_empty() {
        shells
    } else {
        shells.difference(&MultiPolygon(holes))
    }
}

fn signed_area(ring: &LineString<f64>) -> f64 {
    ring.lines()
        .map(|l| (l.start.x * l.end.y - l.end.x * l.start.y) / 2.0)
        .sum()
}

fn path(polygons: &MultiPolygon<f64>) -> Path {
    let mut path = Path::new();
    for polygon in polygons {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            if signed_area(ring).abs() > LEAST_AREA_PX2 {
                let corners: Vec<PagePoint> = ring
                    .coords()
                    .take(ring.0.len().saturating_sub(1))
                    .map(|c| PagePoint::new(c.x, c.y).quantised())
                    .collect();
                path.extend(&Path::ring(&corners));
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::PageRect;

    fn square(x: f64, y: f64, side: f64) -> Path {
        Path::rect(PageRect::new(x, y, x + side, y + side))
    }

    fn area(path: &Path) -> f64 {
        use geo::Area;
        polygons(path).unsigned_area()
    }

    #[test]
    fn boxes_are_cut_joined_and_shrunk() {
        let (a, b) = (square(0.0, 0.0, 100.0), square(50.0, 50.0, 100.0));
        assert!((area(&intersection(&a, &b)) - 2500.0).abs() < 1.0);
        assert!((area(&difference(&a, &b)) - 7500.0).abs() < 1.0);
        assert!((area(&union(&a, &b)) - 17500.0).abs() < 1.0);
        assert!((area(&inset(&a, 10.0)) - 6400.0).abs() < 10.0);
    }

    #[test]
    fn a_comb_with_thousands_of_teeth_is_left_as_it_is() {
        let teeth = (0..4000).flat_map(|i| {
            let x = f64::from(i) * 0.1;
            [PagePoint::new(x, 10.0), PagePoint::new(x + 0.05, 300.0)]
        });
        let mut comb: Vec<PagePoint> = vec![PagePoint::new(0.0, 310.0)];
        comb.extend(teeth);
        comb.push(PagePoint::new(400.0, 310.0));
        let comb = Path::ring(&comb);
        assert_eq!(inset(&comb, 6.0), comb);
        let coast = Path::circle(PagePoint::new(200.0, 200.0), 150.0);
        assert_ne!(inset(&coast, 6.0), coast);
    }

    #[test]
    fn a_hole_survives() {
        let mut ring = square(0.0, 0.0, 100.0);
        let hole: Vec<PagePoint> = PageRect::new(40.0, 40.0, 60.0, 60.0)
            .corners()
            .into_iter()
            .rev()
            .collect();
        ring.extend(&Path::ring(&hole));
        assert!((area(&intersection(&ring, &square(0.0, 0.0, 50.0))) - 2400.0).abs() < 1.0);
    }

    #[test]
    fn rounding_cuts_corners_of_sketched_outlines_only() {
        let sketched = rounded(&square(0.0, 0.0, 100.0), (2, 8.0), |_| true);
        assert!(area(&sketched) < 9000.0);
        let surveyed = Path::circle(PagePoint::new(0.0, 0.0), 20.0);
        let corners = surveyed.polylines()[0].0.len() - 1;
        assert_eq!(
            rounded(&surveyed, (2, 8.0), |_| true).polylines()[0]
                .0
                .len(),
            corners
        );
    }

    #[test]
    fn corners_that_the_view_cut_are_not_rounded() {
        let frame = PageRect::new(10.0, 10.0, 90.0, 90.0);
        let whole = rounded(&square(0.0, 0.0, 100.0), (2, 8.0), |p| frame.contains(p));
        assert_eq!(area(&whole), 10_000.0);
    }

    #[test]
    fn slivers_along_a_coast_are_told_from_a_neighbours_land() {
        let land = square(0.0, 0.0, 100.0);
        let strays = Path::rect(PageRect::new(0.0, 3.0, 60.0, 97.0));
        let found = slivers(&strays, &land, 4.0);
        assert!((area(&found) - 360.0).abs() < 40.0, "{}", area(&found));
        let crossing = lines_outside(
            &Path::line(&[PagePoint::new(-20.0, 50.0), PagePoint::new(150.0, 50.0)]),
            &land,
        );
        assert!((length(&crossing) - 70.0).abs() < 1e-6);
        assert!((length(&without_long(&crossing, 30.0)) - 20.0).abs() < 1e-6);
        let inland = Path::line(&[PagePoint::new(0.0, 50.0), PagePoint::new(40.0, 60.0)]);
        assert!((length(&touching(&crossing, &inland)) - 20.0).abs() < 1e-6);
    }

    #[test]
    fn short_lines_are_specks() {
        let at = |x: f64| PagePoint::new(x, 0.0);
        let mut lines = Path::line(&[at(0.0), at(3.0)]);
        lines.extend_line(&[at(0.0), at(20.0)]);
        assert_eq!(without_specks(&lines, 10.0).polylines().len(), 1);
    }

    #[test]
    fn a_region_knows_what_lies_in_it() {
        let mut two = square(0.0, 0.0, 10.0);
        two.extend(&square(20.0, 0.0, 10.0));
        let region = Region::new(&two);
        assert!(region.contains(PagePoint::new(5.0, 5.0)));
        assert!(region.contains(PagePoint::new(25.0, 5.0)));
        assert!(!region.contains(PagePoint::new(15.0, 5.0)));
    }
}
