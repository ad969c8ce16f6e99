//! Who does the sums: proj4rs, or the PROJ library.

#[cfg(feature = "proj")]
mod native;
mod proj4;

use std::sync::Arc;

use super::crs::Crs;
use super::{Domain, ProjectionError};
use crate::geom::{LonLat, PlanePoint};

/// Projects single positions, in degrees of WGS 84.
pub(super) trait Engine: Send + Sync {
    /// The image of a position; may be `None` or not finite outside the domain.
    fn forward(&self, p: LonLat) -> Option<PlanePoint>;
    /// The position of an image; may answer nonsense for points that are none.
    fn inverse(&self, q: PlanePoint) -> Option<LonLat>;
}

/// The engine every build has.
pub(super) fn built_in(definition: &str) -> Result<Arc<dyn Engine>, ProjectionError> {
    Ok(Arc::new(proj4::Proj4::new(definition)?))
}

/// An engine for a reference system, and where it can be drawn: the built-in one if it can.
pub(super) fn for_crs(crs: &Crs) -> Result<(Arc<dyn Engine>, Domain), ProjectionError> {
    if let Some(domain) = crs.domain
        && let Ok(engine) = built_in(&crs.definition)
    {
        return Ok((engine, domain));
    }
    library(crs)
}

#[cfg(feature = "proj")]
fn library(crs: &Crs) -> Result<(Arc<dyn Engine>, Domain), ProjectionError> {
    let engine = native::Native::new(&crs.definition)?;
    let domain = match crs.domain {
        Some(domain) => domain,
        None => engine.domain(),
    };
    Ok((Arc::new(engine), domain))
}

#[cfg(not(feature = "proj"))]
fn library(crs: &Crs) -> Result<(Arc<dyn Engine>, Domain), ProjectionError> {
    Err(
        ProjectionError::new(format!("`{}` needs the PROJ library", crs.name))
            .hint("install theatrum with `--features proj`")
            .hint("use `auto`, or a projection by its name"),
    )
}
