//! What part of the globe a page shows.

use super::chain::Chain;
use super::extent::run_on;
use crate::geom::{GeoRect, LonLat, PagePoint, PageRect};

/// Cells of the grid by which the page is probed, each way.
const GRID: u32 = 24;

/// Each turn of the globe may be approached to this before it counts as all of it, degrees.
const NEARLY_ALL_DEG: f64 = 320.0;

/// The box in degrees around all that a rectangle of the page shows; `None` if it shows nothing of
/// the globe.
pub(super) fn around(chain: &Chain, rect: PageRect) -> Option<GeoRect> {
    let seen = probe(chain, rect);
    let lats = || seen.iter().map(|p| p.lat);
    let mut south = lats().reduce(f64::min)?;
    let mut north = lats().reduce(f64::max)?;
    let lons: Vec<f64> = run_on(&seen).iter().map(|p| p.lon).collect();
    let mut west = lons.iter().copied().reduce(f64::min)?;
    let mut east = lons.iter().copied().reduce(f64::max)?;
    // Between two probes the true edge may bulge by a part of a cell.
    let slack_lat = (north - south) / f64::from(GRID);
    let slack_lon = (east - west) / f64::from(GRID);
    south = (south - slack_lat).max(-90.0);
    north = (north + slack_lat).min(90.0);
    (west, east) = (west - slack_lon, east + slack_lon);
    for (pole, edge) in [(-90.0, &mut south), (90.0, &mut north)] {
        let image = chain.project(LonLat::new(chain_middle(chain), pole));
        if image.is_some_and(|p| rect.contains(p)) {
            *edge = pole;
            (west, east) = (-180.0, 180.0);
        }
    }
    if east - west > NEARLY_ALL_DEG {
        (west, east) = (-180.0, 180.0);
    } else if west < -180.0 {
        (west, east) = (west + 360.0, east + 360.0);
    } else if west >= 180.0 {
        (west, east) = (west - 360.0, east - 360.0);
    }
    Some(GeoRect {
        west,
        south,
        east,
        north,
    })
}

/// Positions under a grid on the rectangle.
fn probe(chain: &Chain, rect: PageRect) -> Vec<LonLat> {
    let step = |low: f64, high: f64, i: u32| low + (high - low) * f64::from(i) / f64::from(GRID);
    let mut seen = Vec::new();
    for row in 0..=GRID {
        for column in 0..=GRID {
            let p = PagePoint::new(step(rect.x0, rect.x1, column), step(rect.y0, rect.y1, row));
            seen.extend(chain.unproject(p));
        }
    }
    seen
}

/// A longitude at which both poles, if they have an image, have it.
fn chain_middle(chain: &Chain) -> f64 {
    match chain.projection.domain() {
        crate::projection::Domain::Window(w) => (w.west + w.east) / 2.0,
        crate::projection::Domain::Circle { center, .. } => center.lon,
    }
}
