//! Which projection suits an extent, and why.

use super::{Keep, Kind};
use crate::geom::GeoRect;

/// Up to here from the equator, a cylinder fits better than a cone.
const TROPICAL_DEG: f64 = 15.0;
/// Beyond this latitude, a cone is so flat that a plane fits better.
const POLAR_DEG: f64 = 70.0;
/// Beyond this latitude many degrees of longitude are few kilometres: what is too wide for a cone is drawn about the pole,
/// for on a map of the world it would be smeared along the upper edge.
const NORTHERN_DEG: f64 = 50.0;
/// The width over which Mercator's growth towards the corners stays small.
const MERCATOR_WIDTH_DEG: f64 = 40.0;
/// Beyond this width no conformal map looks right across the equator.
const WORLD_WIDTH_DEG: f64 = 90.0;
/// On one side of it a cone holds longer: an ocean and its two shores.
const OCEAN_WIDTH_DEG: f64 = 110.0;

/// The plane that touches the globe near a pole.
fn polar(keep: Keep) -> Kind {
    match keep {
        Keep::Shapes => Kind::PolarStereographic,
        Keep::Areas => Kind::LambertAzimuthal,
    }
}

/// Picks a projection by the middle latitude and the width of the extent.
pub(super) fn kind_for(extent: GeoRect, keep: Keep) -> (Kind, String) {
    let middle = (extent.south + extent.north) / 2.0;
    let (width, from_equator) = (extent.width(), middle.abs());
    let whole = |degrees: f64| format!("{degrees:.0}°");
    if from_equator > POLAR_DEG {
        let reason = format!("centre at {} latitude", whole(from_equator));
        return (polar(keep), reason);
    }
    let on_one_side = from_equator > TROPICAL_DEG && extent.south * extent.north > 0.0;
    let widest = if on_one_side {
        OCEAN_WIDTH_DEG
    } else {
        WORLD_WIDTH_DEG
    };
    if width > widest && on_one_side && from_equator > NORTHERN_DEG {
        let reason = format!(
            "{} wide, centre {} from the equator",
            whole(width),
            whole(from_equator)
        );
        return (polar(keep), reason);
    }
    if width > widest {
        return (Kind::EqualEarth, format!("{} wide", whole(width)));
    }
    let reason = format!(
        "{} wide, centre {} from the equator",
        whole(width),
        whole(from_equator)
    );
    let kind = match (from_equator <= TROPICAL_DEG, keep) {
        (true, Keep::Shapes) if width < MERCATOR_WIDTH_DEG => Kind::Mercator,
        (true, Keep::Shapes) => Kind::Equirectangular,
        (true, Keep::Areas) => Kind::LambertAzimuthal,
        (false, Keep::Shapes) => Kind::LambertConformalConic,
        (false, Keep::Areas) => Kind::Albers,
    };
    (kind, reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::Projection;

    fn rect(west: f64, south: f64, east: f64, north: f64) -> GeoRect {
        GeoRect {
            west,
            south,
            east,
            north,
        }
    }

    #[test]
    fn each_row_of_the_table_is_chosen() {
        let cases = [
            (rect(-10.0, -10.0, 20.0, 20.0), Kind::Mercator),
            (rect(-10.0, -10.0, 40.0, 20.0), Kind::Equirectangular),
            (rect(64.0, 41.0, 94.0, 56.0), Kind::LambertConformalConic),
            (
                rect(150.0, -50.0, 190.0, -20.0),
                Kind::LambertConformalConic,
            ),
            (rect(0.0, 68.0, 60.0, 85.0), Kind::PolarStereographic),
            (rect(-70.0, 52.0, 75.0, 82.0), Kind::PolarStereographic),
            (rect(-70.0, 20.0, 75.0, 60.0), Kind::EqualEarth),
            (rect(-180.0, -90.0, 180.0, -60.0), Kind::PolarStereographic),
            (rect(-60.0, 10.0, 60.0, 60.0), Kind::EqualEarth),
            (rect(-80.0, 5.0, 20.0, 58.0), Kind::LambertConformalConic),
            (rect(-50.0, -20.0, 50.0, 58.0), Kind::EqualEarth),
            (GeoRect::WORLD, Kind::EqualEarth),
        ];
        for (extent, kind) in cases {
            assert_eq!(
                Projection::choose(extent, Keep::Shapes).kind(),
                kind,
                "{extent:?}"
            );
        }
    }

    #[test]
    fn the_steppe_war_gets_its_cone() {
        let p = Projection::choose(rect(63.6, 41.0, 93.0, 56.0), Keep::Shapes);
        assert_eq!(
            p.describe(),
            "Lambert conformal conic, centred on 78° E, standard parallels 44° N and 54° N"
        );
    }

    #[test]
    fn equal_area_is_an_option() {
        let steppe = rect(64.0, 41.0, 94.0, 56.0);
        assert_eq!(Projection::choose(steppe, Keep::Areas).kind(), Kind::Albers);
        let pole = rect(-180.0, 60.0, 180.0, 90.0);
        assert_eq!(
            Projection::choose(pole, Keep::Areas).kind(),
            Kind::LambertAzimuthal
        );
    }
}
