//! The free part of an area, cut into rows.

use geo::Simplify;

use super::ground::Ground;
use crate::geom::{PagePoint, PageRect};
use crate::scene::Path;

/// Details of an outline smaller than this do not matter to a name, px.
const TOLERANCE: f64 = 1.2;
/// Names keep this far from panels, px.
const PANEL_GAP: f64 = 3.0;

/// An area turned so that its name runs to the right, cut into rows of free stretches.
pub(super) struct Rows {
    /// Middle of the first row.
    pub(super) top: f64,
    /// Distance between rows.
    pub(super) step: f64,
    /// Free stretches of each row, left to right.
    pub(super) rows: Vec<Vec<(f64, f64)>>,
}

/// The closed rings of an area, thinned.
pub(super) fn rings(outline: &Path) -> Vec<Vec<PagePoint>> {
    let lines = outline.polylines().into_iter();
    lines
        .map(|(mut ring, _)| {
            ring.extend(ring.first().copied());
            let line = geo::LineString::from_iter(ring.iter().map(|p| (p.x, p.y)));
            let thinned = line.simplify(TOLERANCE);
            let corners = thinned.0.iter().map(|c| PagePoint::new(c.x, c.y));
            corners.collect::<Vec<_>>()
        })
        .filter(|ring| ring.len() > 3)
        .collect()
}

/// A point turned about the page's corner, counter-clockwise by the angle given as sine and cosine.
pub(super) fn turned_back(p: PagePoint, (sin, cos): (f64, f64)) -> PagePoint {
    PagePoint::new(p.x * cos + p.y * sin, p.y * cos - p.x * sin)
}

/// The reverse of [`turned_back`].
pub(super) fn turned(p: PagePoint, (sin, cos): (f64, f64)) -> PagePoint {
    turned_back(p, (-sin, cos))
}

impl Rows {
    /// Cuts an area; rows are `step` px apart after turning the area back by an angle.
    pub(super) fn new(
        rings: &[Vec<PagePoint>],
        ground: &Ground<'_>,
        angle: (f64, f64),
        step: f64,
    ) -> Self {
        let rings: Vec<Vec<PagePoint>> = rings.iter().map(|r| back(r, angle)).collect();
        let frame = ground.frame().map(|f| closed(f, angle));
        let clip = frame.as_deref().unwrap_or(&[]);
        let reach = |points: &mut dyn Iterator<Item = f64>| {
            points.fold((f64::INFINITY, f64::NEG_INFINITY), |r, y| {
                (r.0.min(y), r.1.max(y))
            })
        };
        let (mut y0, mut y1) = reach(&mut rings.iter().flatten().map(|p| p.y));
        if !clip.is_empty() {
            let (f0, f1) = reach(&mut clip.iter().map(|p| p.y));
            (y0, y1) = (y0.max(f0), y1.min(f1));
        }
        let count = ((y1 - y0) / step).floor().max(0.0) as usize;
        let top = y0 + step / 2.0;
        let mut rows = Self {
            top,
            step,
            rows: vec![Vec::new(); count],
        };
        let mut land = rows.crossings(&rings);
        for row in &mut land {
            row.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        let frame_rows = rows.crossings(frame.as_slice());
        let panels = ground.panels().map(|p| closed(p.grown(PANEL_GAP), angle));
        let panels: Vec<_> = panels.map(|p| rows.crossings(&[p])).collect();
        for (i, row) in land.iter().enumerate() {
            let mut free = inside(row);
            if frame.is_some() {
                let seen = span(&frame_rows[i]);
                free.retain_mut(|s| {
                    *s = (s.0.max(seen.0), s.1.min(seen.1));
                    s.1 > s.0
                });
            }
            for panel in &panels {
                free = without(&free, span(&panel[i]));
            }
            rows.rows[i] = free;
        }
        rows
    }

    /// Where each row crosses rings, and which way.
    fn crossings(&self, rings: &[Vec<PagePoint>]) -> Vec<Vec<(f64, i32)>> {
        let mut rows = vec![Vec::new(); self.rows.len()];
        let last = self.rows.len() as f64 - 1.0;
        for pair in rings.iter().flat_map(|r| r.windows(2)) {
            let (a, b, way) = if pair[0].y <= pair[1].y {
                (pair[0], pair[1], 1)
            } else {
                (pair[1], pair[0], -1)
            };
            let from = ((a.y - self.top) / self.step).ceil().max(0.0);
            let to = ((b.y - self.top) / self.step).ceil() - 1.0;
            if a.y == b.y || to < from || from > last {
                continue;
            }
            for (i, row) in rows
                .iter_mut()
                .enumerate()
                .take(to.min(last) as usize + 1)
                .skip(from as usize)
            {
                let t = (self.y(i) - a.y) / (b.y - a.y);
                row.push((a.x + (b.x - a.x) * t, way));
            }
        }
        rows
    }

    /// The middle of a row.
    pub(super) fn y(&self, row: usize) -> f64 {
        self.top + self.step * row as f64
    }

    /// Stretches that are free in a row and in `around` rows above and below it.
    pub(super) fn free(&self, row: usize, around: usize) -> Vec<(f64, f64)> {
        if row < around || row + around >= self.rows.len() {
            return Vec::new();
        }
        let mut free = self.rows[row - around].clone();
        for other in &self.rows[row - around + 1..=row + around] {
            free = common(&free, other);
        }
        free
    }

    /// Middle of the free part, and its extent: sums over rows.
    pub(super) fn moments(&self) -> Moments {
        let mut m = Moments::default();
        for (i, row) in self.rows.iter().enumerate() {
            let y = self.y(i);
            for (a, b) in row {
                let (w, x) = (b - a, (a + b) / 2.0);
                m.area += w;
                m.x += w * x;
                m.y += w * y;
                m.xx += w * x * x + w * w * w / 12.0;
                m.xy += w * x * y;
                m.yy += w * y * y;
            }
        }
        m
    }
}

/// Sums over an area that tell where it is and how it lies.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moments {
    pub(super) area: f64,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Moments {
    /// The area's middle.
    pub(super) fn center(&self) -> PagePoint {
        PagePoint::new(self.x / self.area, self.y / self.area)
    }

    /// Direction of the longer axis in degrees clockwise, -90 to 90, and how many times it is longer.
    pub(super) fn axis(&self) -> (f64, f64) {
        let c = self.center();
        let (xx, yy) = (
            self.xx / self.area - c.x * c.x,
            self.yy / self.area - c.y * c.y,
        );
        let xy = self.xy / self.area - c.x * c.y;
        let angle = 0.5 * libm::atan2(2.0 * xy, xx - yy).to_degrees();
        let (mean, spread) = ((xx + yy) / 2.0, libm::hypot((xx - yy) / 2.0, xy));
        (angle, ((mean + spread) / (mean - spread).max(1e-6)).sqrt())
    }
}

fn back(ring: &[PagePoint], angle: (f64, f64)) -> Vec<PagePoint> {
    ring.iter().map(|p| turned_back(*p, angle)).collect()
}

fn closed(rect: PageRect, angle: (f64, f64)) -> Vec<PagePoint> {
    let mut ring = rect.corners().to_vec();
    ring.push(ring[0]);
    back(&ring, angle)
}

/// Stretches within rings by the non-zero rule.
fn inside(crossings: &[(f64, i32)]) -> Vec<(f64, f64)> {
    let mut stretches = Vec::new();
    let (mut winding, mut start) = (0, 0.0);
    for (x, way) in crossings {
        if winding == 0 {
            start = *x;
        }
        winding += way;
        if winding == 0 && *x > start {
            stretches.push((start, *x));
        }
    }
    stretches
}

/// The stretch that a convex ring takes of a row; empty if it misses it.
fn span(crossings: &[(f64, i32)]) -> (f64, f64) {
    let start = (f64::INFINITY, f64::NEG_INFINITY);
    crossings
        .iter()
        .fold(start, |s, (x, _)| (s.0.min(*x), s.1.max(*x)))
}

fn without(free: &[(f64, f64)], taken: (f64, f64)) -> Vec<(f64, f64)> {
    if taken.1 <= taken.0 {
        return free.to_vec();
    }
    let pieces = free
        .iter()
        .flat_map(|(a, b)| [(*a, b.min(taken.0)), (a.max(taken.1), *b)]);
    pieces.filter(|(a, b)| b > a).collect()
}

fn common(a: &[(f64, f64)], b: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (x, y)));
    let shared = pairs.map(|(x, y)| (x.0.max(y.0), x.1.min(y.1)));
    shared.filter(|(from, to)| to > from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::labels::{Obstacles, Timetable};

    fn rows(outline: &Path, obstacles: &Obstacles) -> Rows {
        Rows::new(
            &rings(outline),
            &Ground::new(obstacles, &Timetable::default()),
            (0.0, 1.0),
            10.0,
        )
    }

    #[test]
    fn holes_and_panels_split_a_row() {
        let mut outline = Path::rect(PageRect::new(0.0, 0.0, 100.0, 40.0));
        let mut hole = PageRect::new(40.0, 0.0, 60.0, 20.0).corners();
        hole.reverse();
        outline.extend(&Path::ring(&hole));
        let obstacles = Obstacles {
            panels: vec![PageRect::new(13.0, 23.0, 17.0, 60.0)],
            ..Obstacles::default()
        };
        let rows = rows(&outline, &obstacles);
        assert_eq!(rows.rows[0], [(0.0, 40.0), (60.0, 100.0)]);
        assert_eq!(rows.rows[3], [(0.0, 10.0), (20.0, 100.0)]);
        assert_eq!(rows.free(1, 1), [(0.0, 10.0), (20.0, 40.0), (60.0, 100.0)]);
    }

    #[test]
    fn the_axis_of_a_slanting_bar_is_found() {
        let bar = Path::rect(PageRect::new(100.0, 100.0, 300.0, 140.0));
        let bar = bar.turned(30.0, PagePoint::new(200.0, 120.0));
        let (angle, stretch) = rows(&bar, &Obstacles::default()).moments().axis();
        assert!(
            (angle - 30.0).abs() < 2.0 && stretch > 4.0,
            "{angle} {stretch}"
        );
    }
}
