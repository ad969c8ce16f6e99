//! proj4rs: pure Rust, within 1e-8 m of PROJ on the projections it knows.

use proj4rs::Proj;
use proj4rs::transform::transform;

use super::Engine;
use crate::geom::{LonLat, PlanePoint};
use crate::projection::ProjectionError;

pub(super) struct Proj4 {
    globe: Proj,
    plane: Proj,
}

impl Proj4 {
    pub(super) fn new(definition: &str) -> Result<Self, ProjectionError> {
        let refused = |e: proj4rs::errors::Error| {
            ProjectionError::new(format!("the projection `{definition}` is refused: {e}"))
        };
        let plane = Proj::from_proj_string(definition).map_err(refused)?;
        let globe = Proj::from_proj_string("+proj=longlat +datum=WGS84").map_err(refused)?;
        let engine = Self { globe, plane };
        // What cannot be turned back cannot be fitted to a page.
        if engine.plane.has_forward() && engine.plane.has_inverse() {
            Ok(engine)
        } else {
            Err(ProjectionError::new(format!(
                "the projection `{definition}` has no inverse"
            )))
        }
    }
}

impl Engine for Proj4 {
    fn forward(&self, p: LonLat) -> Option<PlanePoint> {
        let mut point = (p.lon.to_radians(), p.lat.to_radians());
        transform(&self.globe, &self.plane, &mut point).ok()?;
        Some(PlanePoint::new(point.0, point.1))
    }

    fn inverse(&self, q: PlanePoint) -> Option<LonLat> {
        let mut point = (q.x, q.y);
        transform(&self.plane, &self.globe, &mut point).ok()?;
        Some(LonLat::new(point.0.to_degrees(), point.1.to_degrees()))
    }
}
