//! Coordinate reference systems as authors name them: a code, or a PROJ string of known parameters.

use super::{Domain, ProjectionError, Window};
use crate::geom::LonLat;

/// Parameters a PROJ string may have. Whatever reads files or grids, or chains operations, is not
/// among them: a campaign file may come from a stranger.
pub const ALLOWED_PARAMETERS: [&str; 34] = [
    "proj", "lat_0", "lat_1", "lat_2", "lat_3", "lat_b", "lat_ts", "lon_0", "lon_1", "lon_2",
    "lon_3", "lonc", "alpha", "gamma", "azi", "tilt", "h", "x_0", "y_0", "k", "k_0", "zone",
    "south", "units", "to_meter", "ellps", "datum", "R", "a", "b", "rf", "no_defs", "type", "W",
];

/// Projections that are maps of the globe; anything else in PROJ converts, shifts or reads files.
const CYLINDRICAL: [&str; 62] = [
    "adams_hemi",
    "aitoff",
    "apian",
    "aea",
    "bacon",
    "boggs",
    "bonne",
    "cass",
    "cc",
    "cea",
    "collg",
    "comill",
    "crast",
    "denoy",
    "eck1",
    "eck2",
    "eck3",
    "eck4",
    "eck5",
    "eck6",
    "eqc",
    "eqdc",
    "eqearth",
    "etmerc",
    "euler",
    "fahey",
    "fouc",
    "gall",
    "gins8",
    "gn_sinu",
    "goode",
    "gstmerc",
    "hammer",
    "hatano",
    "kav5",
    "kav7",
    "krovak",
    "lagrng",
    "lcc",
    "leac",
    "loxim",
    "mbtfpq",
    "mill",
    "merc",
    "moll",
    "natearth",
    "natearth2",
    "nell",
    "omerc",
    "ortel",
    "patterson",
    "poly",
    "putp2",
    "robin",
    "sinu",
    "somerc",
    "tmerc",
    "utm",
    "vandg",
    "wag4",
    "webmerc",
    "wintri",
];
const AZIMUTHAL: [(&str, f64); 10] = [
    ("aeqd", 179.0),
    ("gnom", 75.0),
    ("laea", 179.0),
    ("nsper", 60.0),
    ("ortho", 89.5),
    ("stere", 120.0),
    ("sterea", 120.0),
    ("tpers", 60.0),
    ("ups", 60.0),
    ("airy", 89.0),
];

/// A reference system to draw in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Crs {
    /// What the credits call it.
    pub(super) name: String,
    /// A PROJ string, or a code that only the PROJ library knows.
    pub(super) definition: String,
    /// Where it can be drawn, as far as the text tells.
    pub(super) domain: Option<Domain>,
}

/// Reads `EPSG:3857` or `+proj=...`.
pub(super) fn parse(text: &str) -> Result<Crs, ProjectionError> {
    if text.starts_with('+') {
        return parse_string(text);
    }
    let (authority, code) = text.split_once(':').unwrap_or((text, ""));
    let authority = authority.trim().to_uppercase();
    let code = code.trim();
    let plain = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !["EPSG", "ESRI", "IGNF", "OGC", "IAU_2015"].contains(&authority.as_str()) || !plain(code) {
        return Err(
            ProjectionError::new(format!("`{text}` is no coordinate reference system"))
                .hint("give a code like `EPSG:3857`, a PROJ string, or a projection's name"),
        );
    }
    let name = format!("{authority}:{code}");
    match known_code(&authority, code) {
        Some(string) => Ok(Crs {
            name,
            ..parse_string(&string)?
        }),
        None => Ok(Crs {
            definition: name.clone(),
            name,
            domain: None,
        }),
    }
}

/// The few codes people use most, so that they work without the PROJ library.
fn known_code(authority: &str, code: &str) -> Option<String> {
    let number: u32 = code.parse().ok().filter(|_| authority == "EPSG")?;
    match number {
        3857 => Some("+proj=merc +a=6378137 +b=6378137 +lon_0=0".to_owned()),
        3395 => Some("+proj=merc +lon_0=0 +datum=WGS84".to_owned()),
        3413 => Some("+proj=stere +lat_0=90 +lat_ts=70 +lon_0=-45 +datum=WGS84".to_owned()),
        3031 => Some("+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=0 +datum=WGS84".to_owned()),
        8857 => Some("+proj=eqearth +lon_0=0 +datum=WGS84".to_owned()),
        32601..=32660 => Some(format!("+proj=utm +zone={} +datum=WGS84", number - 32600)),
        32701..=32760 => Some(format!(
            "+proj=utm +zone={} +south +datum=WGS84",
            number - 32700
        )),
        _ => None,
    }
}

fn parse_string(text: &str) -> Result<Crs, ProjectionError> {
    let mut kept: Vec<(&str, &str)> = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.strip_prefix('+').unwrap_or(word);
        let (name, value) = bare.split_once('=').unwrap_or((bare, ""));
        if !ALLOWED_PARAMETERS.contains(&name) {
            return Err(
                ProjectionError::new(format!("`+{name}` is not allowed in a projection"))
                    .hint("leave it out: files, grids and pipelines are not read"),
            );
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || "_.-+".contains(c);
        if value.len() > 40 || !value.chars().all(plain) {
            return Err(ProjectionError::new(format!(
                "`+{word}` has no usable value"
            )));
        }
        if name != "type" && name != "no_defs" {
            kept.push((name, value));
        }
    }
    let get = |name: &str| kept.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
    let angle = |name: &str| get(name).and_then(|v| v.parse::<f64>().ok());
    let projection = get("proj").unwrap_or("");
    let lon0 = match (angle("lon_0"), angle("lonc"), angle("zone")) {
        (Some(lon), _, _) | (None, Some(lon), _) => lon,
        (None, None, Some(zone)) => zone * 6.0 - 183.0,
        (None, None, None) => 0.0,
    };
    if !(-360.0..=360.0).contains(&lon0) {
        return Err(ProjectionError::new(format!(
            "central meridian `{lon0}` is out of range"
        )));
    }
    let domain = domain(
        projection,
        LonLat::new(lon0, angle("lat_0").unwrap_or(0.0)),
        &angle,
    )
    .ok_or_else(|| {
        ProjectionError::new(format!("`+proj={projection}` is no map projection"))
            .hint("use one that draws the globe, such as `+proj=laea +lat_0=48 +lon_0=70`")
    })?;
    let words = kept.iter().map(|(name, value)| match *value {
        "" => format!("+{name}"),
        value => format!("+{name}={value}"),
    });
    let string = words.collect::<Vec<_>>().join(" ");
    Ok(Crs {
        name: format!("PROJ {string}"),
        definition: format!("{string} +type=crs"),
        domain: Some(domain),
    })
}

fn domain(projection: &str, center: LonLat, angle: &dyn Fn(&str) -> Option<f64>) -> Option<Domain> {
    if let Some((_, radius_deg)) = AZIMUTHAL.iter().find(|(name, _)| *name == projection) {
        return Some(Domain::Circle {
            center,
            radius_deg: *radius_deg,
        });
    }
    if !CYLINDRICAL.contains(&projection) {
        return None;
    }
    let (mut south, mut north, mut reach) = (-90.0, 90.0, 180.0);
    match projection {
        "lcc" | "eqdc" | "poly" => {
            let lean = angle("lat_1").unwrap_or(0.0) + angle("lat_2").unwrap_or(0.0);
            (south, north) = if lean < 0.0 {
                (-90.0, 70.0)
            } else {
                (-70.0, 90.0)
            };
        }
        "merc" | "webmerc" | "mill" | "gall" => {
            (south, north) = (
                -super::kind::MERCATOR_LIMIT_DEG,
                super::kind::MERCATOR_LIMIT_DEG,
            );
        }
        "tmerc" | "utm" | "etmerc" | "gstmerc" | "cass" | "somerc" | "krovak" | "omerc" => {
            reach = 80.0
        }
        _ => {}
    }
    Some(Domain::Window(Window {
        west: center.lon - reach,
        east: center.lon + reach,
        south,
        north,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_grids_and_pipelines_are_refused() {
        for text in [
            "+proj=merc +nadgrids=@/etc/passwd",
            "+proj=pipeline +step +proj=merc",
            "+proj=merc +geoidgrids=https://example.org/x",
            "+init=epsg:3857",
            "+proj=longlat",
            "+proj=hgridshift +grids=x",
            "+proj=merc +lon_0=/etc",
            "file:/etc/passwd",
            "EPSG:",
            "EPSG:38 57",
            "+",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn utm_codes_need_no_library() {
        let crs = parse("epsg:32643").unwrap();
        assert_eq!(crs.name, "EPSG:32643");
        assert_eq!(crs.definition, "+proj=utm +zone=43 +datum=WGS84 +type=crs");
        let Some(Domain::Window(w)) = crs.domain else {
            panic!("a window")
        };
        assert_eq!((w.west, w.east), (75.0 - 80.0, 75.0 + 80.0));
    }
}
