//! From the globe to the plane, after d3-geo: cut on the sphere, resample, project.
//!
//! [`Projection::choose`] picks by extent and says why; [`Projection::named`] obeys the author. Rings
//! and lines then run through stages that each take positions or points and feed a [`Sink`]:
//!
//! 1. [`Domain::cut_ring`] puts rings in one winding order, closes those around a pole, and cuts them
//!    where the projection tears the globe: along a meridian, or at a small circle.
//! 2. [`Resample`] projects, adding points until no chord strays from the true curve.
//!
//! Segments between given positions are straight in longitude and latitude, as RFC 7946 has it, so
//! that parallels and treaty meridians stay what they are.
//!
//! [`Sink`]: crate::geom::Sink

mod choose;
mod crs;
mod cut;
mod engine;
mod kind;
mod resample;

pub use crs::ALLOWED_PARAMETERS;
pub use cut::{Domain, Part, Window};
pub use kind::Kind;
pub use resample::{Resample, TOLERANCE_PX, Trace};

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::geom::{GeoRect, LonLat, PlanePoint};
use engine::Engine;

/// A way to draw the globe on a plane, with its parameters.
#[derive(Clone)]
pub struct Projection {
    kind: Kind,
    definition: String,
    summary: String,
    reason: String,
    domain: Domain,
    engine: Arc<dyn Engine>,
}

/// What a projection must keep true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// Directions and small shapes: arrows point where they should.
    #[default]
    Shapes,
    /// Areas: shares of land can be compared.
    Areas,
}

/// Why a projection cannot be used: a lower-case phrase, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectionError {
    /// What is the matter, naming the value in backticks.
    pub message: String,
    /// Imperatives that work when followed literally.
    pub hints: Vec<String>,
}

impl ProjectionError {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hints: Vec::new(),
        }
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl Projection {
    /// Picks the projection for an extent, and its parameters.
    pub fn choose(extent: GeoRect, keep: Keep) -> Self {
        let (kind, reason) = choose::kind_for(extent, keep);
        let parameters = kind.fitted(extent);
        Self::of_kind(kind, &parameters, reason).unwrap_or_else(|_| Self::world(reason_for_world()))
    }

    /// The projection an author asks for.
    ///
    /// `name` is empty, `auto`, `equal-area`, a projection's name, a CRS code or a PROJ string; what
    /// `parameters` (`lon0`, `lat0`, `lat1`, `lat2`, in degrees) leave open is fitted to the extent.
    pub fn named(
        name: &str,
        parameters: &BTreeMap<String, f64>,
        extent: GeoRect,
    ) -> Result<Self, ProjectionError> {
        let name = name.trim();
        kind::check_parameters(parameters)?;
        if name.starts_with('+') || name.contains(':') {
            return match parameters.keys().next() {
                Some(key) => Err(ProjectionError::new(format!("`{name}` takes no `{key}`"))
                    .hint("write it into a PROJ string, or name a projection")),
                None => Self::of_crs(name),
            };
        }
        let (kind, reason) = match name {
            "" | "auto" => choose::kind_for(extent, Keep::Shapes),
            "equal-area" => choose::kind_for(extent, Keep::Areas),
            _ => {
                let kind = Kind::named(name)?;
                kind.check_takes(parameters)?;
                (kind, "as asked for".to_owned())
            }
        };
        let mut all = kind.fitted(extent);
        all.extend(parameters.iter().map(|(k, v)| (k.clone(), *v)));
        Self::of_kind(kind, &all, reason)
    }

    /// The orthographic globe seen from above `center`.
    pub fn globe(center: LonLat) -> Self {
        let parameters = BTreeMap::from([
            ("lon0".to_owned(), center.lon),
            ("lat0".to_owned(), center.lat.clamp(-90.0, 90.0)),
        ]);
        Self::of_kind(Kind::Orthographic, &parameters, "a locator".to_owned())
            .unwrap_or_else(|_| Self::world(reason_for_world()))
    }

    fn world(reason: String) -> Self {
        let parameters = BTreeMap::from([("lon0".to_owned(), 0.0)]);
        Self::of_kind(Kind::EqualEarth, &parameters, reason)
            .expect("Equal Earth about Greenwich needs nothing that could be missing")
    }

    fn of_kind(
        kind: Kind,
        parameters: &BTreeMap<String, f64>,
        reason: String,
    ) -> Result<Self, ProjectionError> {
        let definition = kind.definition(parameters)?;
        Ok(Self {
            kind,
            summary: kind.summary(parameters),
            reason,
            domain: kind.domain(parameters),
            engine: engine::built_in(&definition)?,
            definition,
        })
    }

    fn of_crs(text: &str) -> Result<Self, ProjectionError> {
        let crs = crs::parse(text)?;
        let (engine, domain) = engine::for_crs(&crs)?;
        Ok(Self {
            kind: Kind::Crs,
            summary: crs.name,
            reason: "as asked for".to_owned(),
            domain,
            engine,
            definition: crs.definition,
        })
    }

    /// Projects a position; `None` where the projection has no finite image for it.
    pub fn forward(&self, p: LonLat) -> Option<PlanePoint> {
        let p = self.domain.nudged(p)?;
        self.engine
            .forward(p)
            .filter(|q| q.x.is_finite() && q.y.is_finite())
    }

    /// The position that projects to a point; `None` off the globe's image.
    pub fn inverse(&self, q: PlanePoint) -> Option<LonLat> {
        let p = self.engine.inverse(q)?;
        if !p.lon.is_finite() || !p.lat.is_finite() || p.lat.abs() > 90.0 + 1e-9 {
            return None;
        }
        let p = LonLat::new(p.lon, p.lat.clamp(-90.0, 90.0));
        // Some inverses wrap around or answer for points beyond the edge: only a round trip tells.
        let back = self.forward(p)?;
        let off_m = libm::hypot(back.x - q.x, back.y - q.y);
        (off_m < 1.0).then_some(p)
    }

    /// Which projection it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The part of the globe it can draw, and where it tears it.
    pub fn domain(&self) -> &Domain {
        &self.domain
    }

    /// The PROJ string or CRS code, for those who want to reproduce it.
    pub fn definition(&self) -> &str {
        &self.definition
    }

    /// For the credits: `Lambert conformal conic, 78° E, parallels 44° N and 53° N`.
    pub fn describe(&self) -> &str {
        &self.summary
    }

    /// Why it was taken: `mid-latitudes, 30° wide`.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Debug for Projection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Projection({})", self.definition)
    }
}

fn reason_for_world() -> String {
    "nothing else fits the extent".to_owned()
}
