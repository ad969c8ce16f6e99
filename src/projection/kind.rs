//! The projections known by name.

use std::collections::BTreeMap;

use super::{Domain, ProjectionError, Window};
use crate::geom::{EARTH_RADIUS_M, GeoRect, LonLat};

/// A projection known by name, or a CRS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Conformal, for mid-latitudes.
    LambertConformalConic,
    /// Conformal, for the tropics.
    Mercator,
    /// Conformal along a meridian.
    TransverseMercator,
    /// Conformal, about a pole.
    PolarStereographic,
    /// Conformal, about any point.
    Stereographic,
    /// Equal-area, for mid-latitudes.
    Albers,
    /// Equal-area, about any point.
    LambertAzimuthal,
    /// Equal-area, the world.
    EqualEarth,
    /// Degrees as squares at one latitude.
    Equirectangular,
    /// The globe from afar.
    Orthographic,
    /// A coordinate reference system by code or PROJ string.
    Crs,
}

/// Parameters that may be given by name.
const PARAMETERS: [&str; 4] = ["lon0", "lat0", "lat1", "lat2"];

/// How far from its middle meridian transverse Mercator is of use, degrees.
const TRANSVERSE_REACH_DEG: f64 = 80.0;

/// Where Mercator ends, as on web maps: there the world is a square.
pub(super) const MERCATOR_LIMIT_DEG: f64 = 85.051_128_779_8;

/// How far beyond the equator a conic goes: farther on, shapes are monstrous and soon infinite.
const CONIC_LIMIT_DEG: f64 = 70.0;

/// Extents lower than this are fitted to a twentieth of a degree, others to whole ones.
const SMALL_DEG: f64 = 2.0;

impl Kind {
    /// All that have a name, with it.
    pub const NAMED: [(&'static str, Self); 10] = [
        ("lambert-conformal-conic", Self::LambertConformalConic),
        ("mercator", Self::Mercator),
        ("transverse-mercator", Self::TransverseMercator),
        ("polar-stereographic", Self::PolarStereographic),
        ("stereographic", Self::Stereographic),
        ("albers", Self::Albers),
        ("lambert-azimuthal-equal-area", Self::LambertAzimuthal),
        ("equal-earth", Self::EqualEarth),
        ("equirectangular", Self::Equirectangular),
        ("orthographic", Self::Orthographic),
    ];

    /// The projection of that name.
    pub fn named(name: &str) -> Result<Self, ProjectionError> {
        let folded = name.to_lowercase().replace([' ', '_'], "-");
        let found = Self::NAMED.iter().find(|(known, _)| *known == folded);
        found.map(|(_, kind)| *kind).ok_or_else(|| {
            let known = Self::NAMED.map(|(known, _)| known).join("`, `");
            let nearest = Self::NAMED
                .iter()
                .map(|(known, _)| *known)
                .min_by_key(|k| strsim::damerau_levenshtein(k, &folded));
            let error = ProjectionError::new(format!("unknown projection `{name}`"));
            match nearest.filter(|k| strsim::damerau_levenshtein(k, &folded) * 3 <= k.len()) {
                Some(like) => error.hint(format!("use `{like}`")),
                None => error.hint(format!(
                    "use `auto`, `equal-area`, `{known}`, or a PROJ string"
                )),
            }
        })
    }

    /// What it is called in the credits.
    pub fn title(self) -> &'static str {
        match self {
            Self::LambertConformalConic => "Lambert conformal conic",
            Self::Mercator => "Mercator",
            Self::TransverseMercator => "Transverse Mercator",
            Self::PolarStereographic => "Polar stereographic",
            Self::Stereographic => "Stereographic",
            Self::Albers => "Albers equal-area conic",
            Self::LambertAzimuthal => "Lambert azimuthal equal-area",
            Self::EqualEarth => "Equal Earth",
            Self::Equirectangular => "Equirectangular",
            Self::Orthographic => "Orthographic",
            Self::Crs => "Coordinate reference system",
        }
    }

    /// The parameters it takes.
    fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::LambertConformalConic | Self::Albers => &["lon0", "lat0", "lat1", "lat2"],
            Self::Mercator | Self::Equirectangular | Self::PolarStereographic => &["lon0", "lat1"],
            Self::TransverseMercator
            | Self::Stereographic
            | Self::LambertAzimuthal
            | Self::Orthographic => &["lon0", "lat0"],
            Self::EqualEarth => &["lon0"],
            Self::Crs => &[],
        }
    }

    /// Refuses parameters that this projection has no use for.
    pub(super) fn check_takes(self, given: &BTreeMap<String, f64>) -> Result<(), ProjectionError> {
        let takes = self.parameters();
        match given.keys().find(|key| !takes.contains(&key.as_str())) {
            Some(key) => {
                let title = self.title();
                Err(
                    ProjectionError::new(format!("the {title} projection takes no `{key}`"))
                        .hint(format!("leave it out, or give `{}`", takes.join("`, `"))),
                )
            }
            None => Ok(()),
        }
    }

    /// Parameters in whole degrees that suit an extent.
    pub(super) fn fitted(self, extent: GeoRect) -> BTreeMap<String, f64> {
        let middle_lat = (extent.south + extent.north) / 2.0;
        // Whole degrees read best; on a battlefield there may be none.
        let steps = if extent.height() < SMALL_DEG {
            20.0
        } else {
            1.0
        };
        let round = |degrees: f64| (degrees * steps).round() / steps;
        let lon0 = wrapped(round((extent.west + extent.east) / 2.0));
        let part = |t: f64| round(extent.south + extent.height() * t);
        let mut fitted = BTreeMap::from([("lon0".to_owned(), lon0)]);
        let mut set = |name: &str, value: f64| fitted.insert(name.to_owned(), value);
        match self {
            Self::LambertConformalConic | Self::Albers => {
                let (mut lat1, lat2) = (part(1.0 / 6.0), part(5.0 / 6.0));
                // Parallels that mirror each other make a cylinder, which a cone cannot be.
                if lat1 + lat2 == 0.0 {
                    lat1 += 1.0;
                }
                set("lat1", lat1.clamp(-80.0, 80.0));
                set("lat2", lat2.clamp(-80.0, 80.0));
                set("lat0", round(middle_lat).clamp(-80.0, 80.0));
            }
            Self::Equirectangular => {
                set("lat1", middle_lat.round().clamp(-80.0, 80.0));
            }
            Self::Mercator => {
                set("lat1", 0.0);
            }
            Self::PolarStereographic => {
                let pole: f64 = if middle_lat < 0.0 { -1.0 } else { 1.0 };
                let nearest = if middle_lat < 0.0 {
                    -extent.north
                } else {
                    extent.south
                };
                set(
                    "lat1",
                    pole * ((nearest + 90.0) / 2.0).round().clamp(60.0, 90.0),
                );
            }
            Self::TransverseMercator
            | Self::Stereographic
            | Self::LambertAzimuthal
            | Self::Orthographic => {
                // Around the pole the pole is the middle, whatever the extent's southern edge.
                let circumpolar = extent.width() > 180.0 && middle_lat.abs() > 45.0;
                let pole = if middle_lat < 0.0 { -90.0 } else { 90.0 };
                set(
                    "lat0",
                    if circumpolar {
                        pole
                    } else {
                        middle_lat.round()
                    },
                );
            }
            Self::EqualEarth | Self::Crs => {}
        }
        fitted
    }

    /// The PROJ string.
    pub(super) fn definition(self, p: &BTreeMap<String, f64>) -> Result<String, ProjectionError> {
        let get = |name: &str| p.get(name).copied().unwrap_or(0.0);
        let (lon0, lat0, lat1, lat2) = (get("lon0"), get("lat0"), get("lat1"), get("lat2"));
        if matches!(self, Self::LambertConformalConic | Self::Albers) && (lat1 + lat2).abs() < 1e-6
        {
            return Err(ProjectionError::new(format!(
                "standard parallels `{lat1}` and `{lat2}` mirror each other about the equator"
            ))
            .hint("use `mercator`, or other parallels"));
        }
        let pole = if lat1 < 0.0 { -90 } else { 90 };
        let body = match self {
            Self::LambertConformalConic => {
                format!("lcc +lat_1={lat1} +lat_2={lat2} +lat_0={lat0} +lon_0={lon0}")
            }
            Self::Albers => format!("aea +lat_1={lat1} +lat_2={lat2} +lat_0={lat0} +lon_0={lon0}"),
            Self::Mercator => format!("merc +lat_ts={lat1} +lon_0={lon0}"),
            Self::Equirectangular => format!("eqc +lat_ts={lat1} +lon_0={lon0}"),
            Self::TransverseMercator => format!("tmerc +lat_0={lat0} +lon_0={lon0}"),
            Self::PolarStereographic => format!("stere +lat_0={pole} +lat_ts={lat1} +lon_0={lon0}"),
            Self::Stereographic => format!("stere +lat_0={lat0} +lon_0={lon0}"),
            Self::LambertAzimuthal => format!("laea +lat_0={lat0} +lon_0={lon0}"),
            Self::EqualEarth => format!("eqearth +lon_0={lon0}"),
            // On a sphere, so that the visible hemisphere is exactly a disc.
            Self::Orthographic => {
                let sphere = format!("ortho +lat_0={lat0} +lon_0={lon0} +R={EARTH_RADIUS_M}");
                return Ok(format!("+proj={sphere} +type=crs"));
            }
            Self::Crs => return Err(ProjectionError::new("a CRS has no parameters of ours")),
        };
        Ok(format!("+proj={body} +datum=WGS84 +type=crs"))
    }

    /// The part of the globe it can draw.
    pub(super) fn domain(self, p: &BTreeMap<String, f64>) -> Domain {
        let get = |name: &str| p.get(name).copied().unwrap_or(0.0);
        let center = LonLat::new(get("lon0"), get("lat0"));
        let window = |reach: f64, south: f64, north: f64| {
            Domain::Window(Window {
                west: center.lon - reach,
                east: center.lon + reach,
                south,
                north,
            })
        };
        let circle = |center: LonLat, radius_deg: f64| Domain::Circle { center, radius_deg };
        match self {
            Self::LambertConformalConic if get("lat1") + get("lat2") > 0.0 => {
                window(180.0, -CONIC_LIMIT_DEG, 90.0)
            }
            Self::LambertConformalConic => window(180.0, -90.0, CONIC_LIMIT_DEG),
            Self::Mercator => window(180.0, -MERCATOR_LIMIT_DEG, MERCATOR_LIMIT_DEG),
            Self::TransverseMercator => window(TRANSVERSE_REACH_DEG, -90.0, 90.0),
            Self::Albers | Self::EqualEarth | Self::Equirectangular | Self::Crs => {
                window(180.0, -90.0, 90.0)
            }
            Self::PolarStereographic => {
                let pole = if get("lat1") < 0.0 { -90.0 } else { 90.0 };
                circle(LonLat::new(center.lon, pole), 120.0)
            }
            Self::Stereographic => circle(center, 120.0),
            Self::LambertAzimuthal => circle(center, 179.0),
            Self::Orthographic => circle(center, 89.999),
        }
    }

    /// One line for the credits.
    pub(super) fn summary(self, p: &BTreeMap<String, f64>) -> String {
        let mut parts = vec![self.title().to_owned()];
        let takes = |name: &str| p.get(name).filter(|_| self.parameters().contains(&name));
        match (self, takes("lon0"), takes("lat0")) {
            (Self::LambertConformalConic | Self::Albers, Some(lon), _) | (_, Some(lon), None) => {
                parts.push(format!("centred on {}", degrees(*lon, 'E', 'W')));
            }
            (_, Some(lon), Some(lat)) => {
                let (lat, lon) = (degrees(*lat, 'N', 'S'), degrees(*lon, 'E', 'W'));
                parts.push(format!("centred on {lat}, {lon}"));
            }
            (_, None, _) => {}
        }
        match (takes("lat1"), takes("lat2")) {
            (Some(a), Some(b)) => {
                let (a, b) = (degrees(*a, 'N', 'S'), degrees(*b, 'N', 'S'));
                parts.push(format!("standard parallels {a} and {b}"));
            }
            (Some(a), None) => parts.push(format!("true to scale at {}", degrees(*a, 'N', 'S'))),
            (None, _) => {}
        }
        parts.join(", ")
    }
}

/// Refuses parameters that no projection takes, and values that are no angles.
pub(super) fn check_parameters(given: &BTreeMap<String, f64>) -> Result<(), ProjectionError> {
    for (name, value) in given {
        if !PARAMETERS.contains(&name.as_str()) {
            let known = PARAMETERS.join("`, `");
            return Err(
                ProjectionError::new(format!("unknown projection parameter `{name}`"))
                    .hint(format!("use `{known}`")),
            );
        }
        let limit = if name == "lon0" { 360.0 } else { 90.0 };
        if !value.is_finite() || value.abs() > limit {
            return Err(ProjectionError::new(format!(
                "projection parameter `{name} = {value}` is out of range"
            ))
            .hint(format!("give degrees between -{limit} and {limit}")));
        }
    }
    Ok(())
}

fn wrapped(lon: f64) -> f64 {
    if (-180.0..=180.0).contains(&lon) {
        lon
    } else {
        (lon + 180.0).rem_euclid(360.0) - 180.0
    }
}

fn degrees(value: f64, positive: char, negative: char) -> String {
    match value {
        0.0 => "0°".to_owned(),
        v if v > 0.0 => format!("{v}° {positive}"),
        v => format!("{}° {negative}", -v),
    }
}
