//! Positions as people write them: `53.283N 69.383E`, `53°17′N 69°23′E`.
//!
//! The hemisphere letters are required, so latitude and longitude cannot be swapped.

use crate::geom::{GeoRect, LonLat};

/// One coordinate with its hemisphere, in signed degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Coordinate {
    /// A latitude.
    Lat(f64),
    /// A longitude.
    Lon(f64),
}

/// Reads a position; the error is a phrase for the author.
pub fn position(text: &str) -> Result<LonLat, String> {
    match coordinates(text)?[..] {
        [Coordinate::Lat(lat), Coordinate::Lon(lon)]
        | [Coordinate::Lon(lon), Coordinate::Lat(lat)] => Ok(LonLat::new(lon, lat)),
        _ => Err("a position is one latitude and one longitude: `53.283N 69.383E`".to_owned()),
    }
}

/// Reads a box from its south-western and north-eastern corners: `64E 41N 94E 56N`.
///
/// The eastern edge is beyond 180 when the box crosses the antimeridian.
pub fn geo_rect(text: &str) -> Result<GeoRect, String> {
    let all = coordinates(text)?;
    let lon = |c: &Coordinate| match c {
        Coordinate::Lon(lon) => Some(*lon),
        Coordinate::Lat(_) => None,
    };
    let lat = |c: &Coordinate| match c {
        Coordinate::Lat(lat) => Some(*lat),
        Coordinate::Lon(_) => None,
    };
    let lons: Vec<f64> = all.iter().filter_map(lon).collect();
    let lats: Vec<f64> = all.iter().filter_map(lat).collect();
    let ([west, east], [south, north]) = (&lons[..], &lats[..]) else {
        return Err("a box is two longitudes and two latitudes: `64E 41N 94E 56N`".to_owned());
    };
    if south >= north || west == east {
        return Err("the box is empty: write its south-western corner first".to_owned());
    }
    let east = if east > west { *east } else { east + 360.0 };
    Ok(GeoRect {
        west: *west,
        south: *south,
        east,
        north: *north,
    })
}

/// Reads any number of coordinates, each a number of degrees with a hemisphere letter.
pub fn coordinates(text: &str) -> Result<Vec<Coordinate>, String> {
    let pieces = text.split_inclusive(['N', 'S', 'E', 'W', 'n', 's', 'e', 'w']);
    pieces
        .map(|piece| piece.trim_matches([' ', ',', ';', '\t']))
        .filter(|piece| !piece.is_empty())
        .map(coordinate)
        .collect()
}

fn coordinate(piece: &str) -> Result<Coordinate, String> {
    let bad = || {
        "write degrees with hemisphere letters, `53.283N 69.383E`, or `[longitude, latitude]`"
            .to_owned()
    };
    let hemisphere = piece.chars().next_back().ok_or_else(bad)?;
    let number = &piece[..piece.len() - hemisphere.len_utf8()];
    let degrees = degrees(number).ok_or_else(bad)?;
    let (limit, made) = match hemisphere.to_ascii_uppercase() {
        'N' => (90.0, Coordinate::Lat(degrees)),
        'S' => (90.0, Coordinate::Lat(-degrees)),
        'E' => (180.0, Coordinate::Lon(degrees)),
        'W' => (180.0, Coordinate::Lon(-degrees)),
        _ => return Err(bad()),
    };
    if degrees > limit {
        return Err(format!(
            "`{piece}` is out of range: at most {limit} degrees"
        ));
    }
    Ok(made)
}

/// `53.283`, `53°17′`, `53°16'58.8"`; only plain decimal digits, no sign or exponent.
fn degrees(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text
        .split(['°', '′', '\'', '″', '"', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let plain = |part: &&str| part.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if parts.is_empty() || parts.len() > 3 || !parts.iter().all(plain) {
        return None;
    }
    let mut total = 0.0;
    for (part, unit) in parts.iter().zip([1.0, 60.0, 3600.0]) {
        let value: f64 = part.parse().ok()?;
        if unit > 1.0 && value >= 60.0 {
            return None;
        }
        total += value / unit;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_read_in_either_order() {
        let kokshetau = LonLat::new(69.383, 53.283);
        for text in ["53.283N 69.383E", "69.383E, 53.283N", "53.283 N, 69.383 E"] {
            assert_eq!(position(text), Ok(kokshetau), "{text}");
        }
        assert_eq!(position("33.5S 70W"), Ok(LonLat::new(-70.0, -33.5)));
    }

    #[test]
    fn minutes_and_seconds_are_read() {
        let p = position("53°30′N 69°15'36\"E").unwrap();
        assert!((p.lat - 53.5).abs() < 1e-12 && (p.lon - 69.26).abs() < 1e-12);
    }

    #[test]
    fn wrong_positions_are_refused() {
        let cases = [
            ("53.283 69.383", "hemisphere letters"),
            ("53N 54N", "one latitude and one longitude"),
            ("53N", "one latitude"),
            ("", "one latitude"),
            ("91N 10E", "out of range"),
            ("10N 181E", "out of range"),
            ("nan N 10E", "hemisphere"),
            ("infN 10E", "hemisphere"),
            ("1e5N 10E", "one latitude"),
            ("53°77′N 10E", "hemisphere"),
            ("53N 10E x", "hemisphere"),
        ];
        for (text, part) in cases {
            let message = position(text).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
    }

    #[test]
    fn boxes_may_cross_the_antimeridian() {
        let rect = geo_rect("170E 40N 170W 60N").unwrap();
        assert_eq!((rect.west, rect.east), (170.0, 190.0));
        assert!(geo_rect("64E 56N 94E 41N").is_err());
        assert!(geo_rect("64E 41N 94E").is_err());
    }
}
