//! The PROJ library: any reference system.

use std::cell::RefCell;

use proj::Proj;

use super::Engine;
use crate::geom::{LonLat, PlanePoint};
use crate::projection::{Domain, ProjectionError, Window};

/// A transformation from WGS 84 by its target.
///
/// PROJ's objects belong to one thread, so each thread keeps the one it used last.
pub(super) struct Native {
    target: String,
}

thread_local! {
    static LAST: RefCell<Option<(String, Proj)>> = const { RefCell::new(None) };
}

impl Native {
    pub(super) fn new(target: &str) -> Result<Self, ProjectionError> {
        create(target).map(|_| Self {
            target: target.to_owned(),
        })
    }

    /// Where the reference system is meant to be used: half the globe about its area of use.
    pub(super) fn domain(&self) -> Domain {
        let area = with(&self.target, |proj| proj.area_of_use().ok()?.0).flatten();
        let middle = area.map_or(0.0, |a| (a.west + a.east) / 2.0);
        let wide = area.is_none_or(|a| a.east - a.west > 100.0);
        let reach = if wide { 180.0 } else { 80.0 };
        Domain::Window(Window {
            west: middle - reach,
            east: middle + reach,
            south: -89.0,
            north: 89.0,
        })
    }
}

impl Engine for Native {
    fn forward(&self, p: LonLat) -> Option<PlanePoint> {
        let (x, y) = with(&self.target, |proj| proj.convert((p.lon, p.lat)).ok()).flatten()?;
        Some(PlanePoint::new(x, y))
    }

    fn inverse(&self, q: PlanePoint) -> Option<LonLat> {
        let back = |proj: &Proj| proj.project((q.x, q.y), true).ok();
        let (lon, lat) = with(&self.target, back).flatten()?;
        Some(LonLat::new(lon, lat))
    }
}

fn with<T>(target: &str, f: impl FnOnce(&Proj) -> T) -> Option<T> {
    LAST.with_borrow_mut(|last| {
        if last.as_ref().is_none_or(|(name, _)| name != target) {
            *last = Some((target.to_owned(), create(target).ok()?));
        }
        last.as_ref().map(|(_, proj)| f(proj))
    })
}

fn create(target: &str) -> Result<Proj, ProjectionError> {
    Proj::new_known_crs("OGC:CRS84", target, None).map_err(|e| {
        let error = ProjectionError::new(format!("the PROJ library refuses `{target}`: {e}"));
        // A database of another version, found by these variables, hides the one built in.
        match ["PROJ_DATA", "PROJ_LIB"]
            .iter()
            .find(|v| std::env::var_os(v).is_some())
        {
            Some(name) => error.hint(format!(
                "unset the variable `{name}`, whose database may be too old"
            )),
            None => error.hint("give a code like `EPSG:3857`, or a projection's name"),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::engine::proj4::Proj4;

    /// The largest difference over a grid of the globe, in metres, where both engines answer.
    fn difference_m(definition: &str) -> (f64, u32) {
        let (ours, theirs) = (
            Proj4::new(definition).unwrap(),
            Native::new(definition).unwrap(),
        );
        let (mut worst, mut count) = (0.0_f64, 0);
        for i in 0..60 {
            for j in 0..60 {
                let p = LonLat::new(20.0 + f64::from(i) * 1.9, -20.0 + f64::from(j) * 1.7);
                if let (Some(a), Some(b)) = (ours.forward(p), theirs.forward(p)) {
                    worst = worst.max((a.x - b.x).abs()).max((a.y - b.y).abs());
                    count += 1;
                }
            }
        }
        (worst, count)
    }

    #[test]
    fn both_engines_agree_to_a_millimetre() {
        for definition in [
            "+proj=lcc +lat_1=44 +lat_2=53 +lat_0=48 +lon_0=78 +datum=WGS84 +type=crs",
            "+proj=merc +lat_ts=0 +lon_0=78 +datum=WGS84 +type=crs",
            "+proj=tmerc +lat_0=50 +lon_0=69 +datum=WGS84 +type=crs",
            "+proj=stere +lat_0=90 +lat_ts=70 +lon_0=45 +datum=WGS84 +type=crs",
            "+proj=stere +lat_0=20 +lon_0=75 +datum=WGS84 +type=crs",
            "+proj=aea +lat_1=29 +lat_2=46 +lat_0=38 +lon_0=76 +datum=WGS84 +type=crs",
            "+proj=laea +lat_0=52 +lon_0=80 +datum=WGS84 +type=crs",
            "+proj=eqearth +lon_0=90 +datum=WGS84 +type=crs",
            "+proj=eqc +lat_ts=12 +lon_0=70 +datum=WGS84 +type=crs",
            "+proj=ortho +lat_0=48 +lon_0=78 +R=6371008.8 +type=crs",
        ] {
            let (worst, count) = difference_m(definition);
            assert!(worst < 0.001, "{definition}: {worst} m");
            assert!(
                count > 1000,
                "{definition}: compared at {count} positions only"
            );
        }
    }

    #[test]
    fn a_code_is_found_in_the_database_and_turned_back() {
        let engine = Native::new("EPSG:2154").unwrap();
        let p = LonLat::new(2.35, 48.85);
        let q = engine.forward(p).unwrap();
        assert!(
            (q.x - 652_300.0).abs() < 200.0 && (q.y - 6_861_700.0).abs() < 500.0,
            "{q:?}"
        );
        let back = engine.inverse(q).unwrap();
        assert!((back.lon - p.lon).abs() < 1e-7 && (back.lat - p.lat).abs() < 1e-7);
        let Domain::Window(w) = engine.domain() else {
            panic!("a window")
        };
        assert!(w.west < 2.0 && w.east > 3.0);
    }

    #[test]
    fn an_unknown_code_is_refused() {
        assert!(Native::new("EPSG:999999").is_err());
    }
}
