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
