//! A line on the page, measured along its length.

use crate::geom::{PagePoint, PageRect};

/// A flattened line with the distance of each corner from its start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Polyline {
    points: Vec<PagePoint>,
    distances: Vec<f64>,
}

/// A spot on a line: where, and which way the line runs there (unit vector).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Station {
    /// Position on the page.
    pub at: PagePoint,
    /// Direction, x component.
    pub dx: f64,
    /// Direction, y component.
    pub dy: f64,
}

impl Station {
    /// The point `px` to the left of the line (up, when it runs to the right).
    pub fn left(self, px: f64) -> PagePoint {
        self.at.offset(self.dy * px, -self.dx * px)
    }

    /// A spot with the direction from one point to another; along the x axis if they are the same.
    pub fn between(at: PagePoint, before: PagePoint, after: PagePoint) -> Self {
        let flat = Self {
            at,
            dx: 1.0,
            dy: 0.0,
        };
        smoothed(flat, (before, after))
    }

    /// Degrees clockwise from the page's x axis, -180 to 180.
    pub fn angle_deg(self) -> f64 {
        libm::atan2(self.dy, self.dx).to_degrees()
    }
}

impl Polyline {
    /// A line through points; repeated ones are dropped.
    pub fn new(points: impl IntoIterator<Item = PagePoint>) -> Self {
        let points = points.into_iter();
        let most = points.size_hint().0;
        let mut line = Self {
            points: Vec::with_capacity(most),
            distances: Vec::with_capacity(most),
        };
        for p in points {
            match (line.points.last(), line.distances.last()) {
                (Some(last), Some(so_far)) => {
                    let step = last.distance(p);
                    if step > 1e-6 {
                        line.distances.push(so_far + step);
                        line.points.push(p);
                    }
                }
                _ => {
                    line.points.push(p);
                    line.distances.push(0.0);
                }
            }
        }
        line
    }

    /// Its corners.
    pub fn points(&self) -> &[PagePoint] {
        &self.points
    }

    /// The distance of each corner from the start, px.
    pub fn distances(&self) -> &[f64] {
        &self.distances
    }

    /// The box around it; `None` if it has no points.
    pub fn bounds(&self) -> Option<PageRect> {
        let first = *self.points.first()?;
        let start = PageRect::new(first.x, first.y, first.x, first.y);
        Some(self.points.iter().fold(start, |r, p| {
            PageRect::new(r.x0.min(p.x), r.y0.min(p.y), r.x1.max(p.x), r.y1.max(p.y))
        }))
    }

    /// Its length, px.
    pub fn length(&self) -> f64 {
        self.distances.last().copied().unwrap_or(0.0)
    }

    /// Whether it has a direction at all.
    pub fn is_degenerate(&self) -> bool {
        self.points.len() < 2
    }

    /// The spot `distance` px from the start, held to the ends.
    ///
    /// # Panics
    ///
    /// If the line has no point.
    pub fn at(&self, distance: f64) -> Station {
        if self.points.len() < 2 {
            let at = self.points.first().copied().expect("a line has a point");
            return Station {
                at,
                dx: 1.0,
                dy: 0.0,
            };
        }
        let after = self
            .distances
            .partition_point(|d| *d <= distance)
            .clamp(1, self.points.len() - 1);
        self.within(after, distance)
    }

    /// The spot `distance` px from the start, its direction taken over `reach` px to either side, so
    /// that a single corner does not turn it.
    pub fn smooth_at(&self, distance: f64, reach: f64) -> Station {
        let ends = (self.at(distance - reach).at, self.at(distance + reach).at);
        smoothed(self.at(distance), ends)
    }

    /// The same at distances that only grow; the line has a direction.
    pub fn smooth_spots(
        &self,
        distances: impl Iterator<Item = f64> + Clone,
        reach: f64,
    ) -> impl Iterator<Item = Station> {
        let before = self.spots(distances.clone().map(move |d| d - reach));
        let after = self.spots(distances.clone().map(move |d| d + reach));
        let spots = self.stations(distances).zip(before.zip(after));
        spots.map(|(spot, ends)| smoothed(spot, ends))
    }

    /// The part between two distances from the start.
    #[must_use]
    pub fn part(&self, from: f64, to: f64) -> Self {
        if self.is_degenerate() || to <= from {
            return Self::default();
        }
        let inner = self
            .points
            .iter()
            .zip(&self.distances)
            .filter(|(_, d)| **d > from && **d < to)
            .map(|(p, _)| *p);
        let mut points = vec![self.at(from).at];
        points.extend(inner);
        points.push(self.at(to).at);
        Self::new(points)
    }

    /// The same line with a corner about every `step` px.
    #[must_use]
    pub fn resampled(&self, step: f64) -> Self {
        if self.is_degenerate() {
            return self.clone();
        }
        let pieces = (self.length() / step).round().max(1.0) as usize;
        let length = self.length();
        Self::new(self.spots((0..=pieces).map(|i| length * i as f64 / pieces as f64)))
    }

    /// The spots at distances from the start that only grow, held to the ends; the line has a direction.
    pub fn spots(&self, distances: impl Iterator<Item = f64>) -> impl Iterator<Item = PagePoint> {
        self.stations(distances).map(|station| station.at)
    }

    /// The same with the directions there.
    fn stations(&self, distances: impl Iterator<Item = f64>) -> impl Iterator<Item = Station> {
        let mut after = 1;
        distances.map(move |distance| {
            while after + 1 < self.points.len() && self.distances[after] <= distance {
                after += 1;
            }
            self.within(after, distance)
        })
    }

    /// The spot at a distance from the start on the segment that ends with a corner, held to its ends.
    fn within(&self, after: usize, distance: f64) -> Station {
        let (a, b) = (self.points[after - 1], self.points[after]);
        let (start, end) = (self.distances[after - 1], self.distances[after]);
        let length = end - start;
        Station {
            at: a.lerp(b, ((distance - start) / length).clamp(0.0, 1.0)),
            dx: (b.x - a.x) / length,
            dy: (b.y - a.y) / length,
        }
    }

    /// The same line on a page `by` times as large.
    #[must_use]
    pub fn scaled(&self, by: f64) -> Self {
        Self::new(self.points.iter().map(|p| p.scaled(by)))
    }

    /// The same line run the other way.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self::new(self.points.iter().rev().copied())
    }

    /// Distance from the start of the spot nearest to `p`, and how far `p` is from it.
    pub fn nearest(&self, p: PagePoint) -> (f64, f64) {
        let mut best = (0.0, f64::INFINITY);
        let ends = self.points.windows(2).zip(self.distances.windows(2));
        for (pair, along) in ends {
            let (a, length) = (pair[0], along[1] - along[0]);
            let (dx, dy) = (pair[1].x - a.x, pair[1].y - a.y);
            let t = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (length * length);
            let t = t.clamp(0.0, 1.0);
            let (x, y) = (a.x + dx * t - p.x, a.y + dy * t - p.y);
            let square = x * x + y * y;
            if square < best.1 {
                best = (along[0] + t * length, square);
            }
        }
        (best.0, best.1.sqrt())
    }
}

/// A spot with the direction from one point to another, if they are apart.
fn smoothed(spot: Station, (a, b): (PagePoint, PagePoint)) -> Station {
    let length = a.distance(b);
    if length < 1e-6 {
        return spot;
    }
    Station {
        at: spot.at,
        dx: (b.x - a.x) / length,
        dy: (b.y - a.y) / length,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corner() -> Polyline {
        Polyline::new([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)].map(|(x, y)| PagePoint::new(x, y)))
    }

    #[test]
    fn stations_follow_the_line() {
        let line = corner();
        assert_eq!(line.length(), 20.0);
        assert_eq!(line.at(15.0).at, PagePoint::new(10.0, 5.0));
        assert_eq!(line.at(99.0).at, PagePoint::new(10.0, 10.0));
        assert_eq!(line.at(5.0).left(2.0), PagePoint::new(5.0, -2.0));
    }

    #[test]
    fn spots_in_a_row_are_those_looked_up_one_by_one() {
        let line = corner();
        let distances = (-2..=12).map(|i| f64::from(i) * 2.0);
        let row: Vec<Station> = line.smooth_spots(distances.clone(), 3.0).collect();
        let single: Vec<Station> = distances.map(|d| line.smooth_at(d, 3.0)).collect();
        assert_eq!(row, single);
    }

    #[test]
    fn a_part_keeps_its_inner_corners() {
        let part = corner().part(5.0, 12.0);
        assert_eq!(part.points().len(), 3);
        assert_eq!(part.length(), 7.0);
    }

    #[test]
    fn the_nearest_spot_is_found() {
        let (along, away) = corner().nearest(PagePoint::new(13.0, 4.0));
        assert_eq!((along, away), (14.0, 3.0));
    }
}
