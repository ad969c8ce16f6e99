//! Positions under many points of the page at once.

use super::View;
use crate::geom::{LonLat, PagePoint, PageRect};

/// Side of a cell, px.
///
/// On a map as wide as a continent, meridians bend by 0.01 px within it.
const CELL_PX: f64 = 16.0;

/// How far a cell's middle may lie from where its corners put it, as a fraction of its diagonal: a
/// quarter of a pixel.
const MOST_BEND: f64 = 0.01;

/// The positions under a box of the page: worked out at the corners of cells and interpolated inside
/// them, which takes a hundredth of the time of unprojecting every pixel.
///
/// Cells in which the projection bends too much, or tears, are unprojected point by point.
pub struct Lattice<'v> {
    view: &'v View,
    rect: PageRect,
    columns: usize,
    cells: Vec<Cell>,
}

/// What is known of a cell.
enum Cell {
    /// Its corners: north-west, north-east, south-west, south-east, their longitudes continuous.
    Even([LonLat; 4]),
    /// Corners do not tell what lies between.
    Uneven,
}

impl View {
    /// The positions under a box of the page.
    pub fn lattice(&self, rect: PageRect) -> Lattice<'_> {
        let count = |px: f64| (px / CELL_PX).ceil().max(1.0) as usize;
        let (columns, rows) = (count(rect.width()), count(rect.height()));
        let at = |column: usize, row: usize, shift: f64| {
            PagePoint::new(
                rect.x0 + (column as f64 + shift) * CELL_PX,
                rect.y0 + (row as f64 + shift) * CELL_PX,
            )
        };
        let corners: Vec<Option<LonLat>> = (0..=rows)
            .flat_map(|row| (0..=columns).map(move |column| (column, row)))
            .map(|(column, row)| self.unproject(at(column, row, 0.0)))
            .collect();
        let corner = |column: usize, row: usize| corners[row * (columns + 1) + column];
        let mut cells = Vec::with_capacity(columns * rows);
        for row in 0..rows {
            for column in 0..columns {
                let around =
                    [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(x, y)| corner(column + x, row + y));
                let middle = self.unproject(at(column, row, 0.5));
                cells.push(Cell::new(around, middle));
            }
        }
        Lattice {
            view: self,
            rect,
            columns,
            cells,
        }
    }
}

impl Cell {
    fn new(corners: [Option<LonLat>; 4], middle: Option<LonLat>) -> Self {
        let ([Some(a), Some(b), Some(c), Some(d)], Some(middle)) = (corners, middle) else {
            return Self::Uneven;
        };
        let corners = [a, b, c, d].map(|p| beside(p, a));
        let guess = between(&corners, 0.5, 0.5);
        let off = degrees_apart(guess, beside(middle, a));
        if off <= MOST_BEND * degrees_apart(corners[0], corners[3]) {
            Self::Even(corners)
        } else {
            Self::Uneven
        }
    }
}

impl Lattice<'_> {
    /// The position under a point of the box, to a quarter of a pixel; `None` off the globe.
    ///
    /// The longitude may lie a turn beyond ±180.
    pub fn position(&self, p: PagePoint) -> Option<LonLat> {
        let (x, y) = (
            (p.x - self.rect.x0) / CELL_PX,
            (p.y - self.rect.y0) / CELL_PX,
        );
        let (column, row) = (x.max(0.0) as usize, y.max(0.0) as usize);
        let cell = self
            .cells
            .get(row * self.columns + column.min(self.columns - 1));
        match cell {
            Some(Cell::Even(corners)) => Some(between(corners, x - column as f64, y - row as f64)),
            Some(Cell::Uneven) | None => self.view.unproject(p),
        }
    }
}

/// The same position with the longitude that is nearest to another's.
fn beside(p: LonLat, other: LonLat) -> LonLat {
    let turns = ((p.lon - other.lon) / 360.0).round();
    LonLat::new(p.lon - 360.0 * turns, p.lat)
}

fn between([a, b, c, d]: &[LonLat; 4], x: f64, y: f64) -> LonLat {
    let mix = |a: LonLat, b: LonLat, t: f64| {
        LonLat::new(a.lon + (b.lon - a.lon) * t, a.lat + (b.lat - a.lat) * t)
    };
    mix(mix(*a, *b, x), mix(*c, *d, x), y)
}

/// The distance in degrees of a great circle, near enough for positions close together.
fn degrees_apart(a: LonLat, b: LonLat) -> f64 {
    let narrow = libm::cos(a.lat.to_radians());
    libm::hypot((b.lon - a.lon) * narrow, b.lat - a.lat)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::{GeoRect, Size};
    use crate::projection::Projection;
    use crate::view::PageLayout;

    fn view(projection: &str, extent: GeoRect) -> View {
        let frame = PageRect::new(0.0, 0.0, 600.0, 400.0);
        let layout = PageLayout {
            page: Size {
                width: 600.0,
                height: 400.0,
            },
            frame,
            k: 1.0,
        };
        let projection = Projection::named(projection, &Default::default(), extent).unwrap();
        View::of(projection, extent, &layout)
    }

    /// The largest distance, px, between the lattice's position and the point it was asked for.
    fn worst(view: &View) -> f64 {
        let lattice = view.lattice(view.frame);
        let mut worst = 0.0_f64;
        let mut seen = 0;
        for i in 0..120 {
            for j in 0..80 {
                let p = PagePoint::new(f64::from(i) * 5.0 + 0.7, f64::from(j) * 5.0 + 2.3);
                assert_eq!(lattice.position(p).is_some(), view.unproject(p).is_some());
                let Some(at) = lattice.position(p) else {
                    continue;
                };
                let at = LonLat::new((at.lon + 540.0).rem_euclid(360.0) - 180.0, at.lat);
                if let Some(back) = view.project(at) {
                    worst = worst.max(back.distance(p));
                    seen += 1;
                }
            }
        }
        assert!(seen > 1000, "{seen}");
        worst
    }

    #[test]
    fn positions_are_true_to_a_quarter_of_a_pixel() {
        let steppe = GeoRect {
            west: 55.0,
            south: 38.0,
            east: 100.0,
            north: 57.0,
        };
        let pacific = GeoRect {
            west: 160.0,
            south: -20.0,
            east: 210.0,
            north: 20.0,
        };
        let arctic = GeoRect {
            west: -180.0,
            south: 60.0,
            east: 180.0,
            north: 90.0,
        };
        for (name, extent) in [
            ("auto", steppe),
            ("mercator", pacific),
            ("polar-stereographic", arctic),
            ("equal-earth", GeoRect::WORLD),
        ] {
            let off = worst(&view(name, extent));
            assert!(off < 0.3, "{name}: {off} px");
        }
    }
}
