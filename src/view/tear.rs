//! Where a map of the whole world tears the globe: where the fewest marches and voyages cross.

use crate::campaign::{Campaign, Resolved, Stop};
use crate::geom::{GeoRect, LonLat};

/// A campaign reaches around the globe if it is this wide, degrees.
const AROUND_DEG: f64 = 200.0;
/// Middles are tried in steps of so many degrees.
const STEP_DEG: i32 = 15;

/// The central meridian of a map of the world on which fewer stretches of movements are torn than on the usual one; `None`
/// if the usual one tears none, or no other fewer.
pub(super) fn middle(campaign: &Campaign<Resolved>, extent: GeoRect) -> Option<f64> {
    if extent.width() < AROUND_DEG {
        return None;
    }
    let stretches = stretches(campaign);
    let torn = |middle: f64| stretches.iter().filter(|s| is_torn(**s, middle)).count();
    let usual = if extent.width() >= 359.0 {
        0.0
    } else {
        ((extent.west + extent.east) / 2.0).round()
    };
    let before = torn(usual);
    let steps = 180 / STEP_DEG;
    let others = (1..=steps).flat_map(|i| [f64::from(i * STEP_DEG), -f64::from(i * STEP_DEG)]);
    let best = others
        .map(|turn| (torn(usual + turn), usual + turn))
        .min_by_key(|(count, _)| *count)?;
    (best.0 < before).then_some((best.1 + 180.0).rem_euclid(360.0) - 180.0)
}

/// The ways from stop to stop of all movements.
fn stretches(campaign: &Campaign<Resolved>) -> Vec<[LonLat; 2]> {
    let position = |stop: &Stop| match stop {
        Stop::Place(id) => Some(campaign.place(*id).position),
        Stop::At(p) => Some(*p),
        Stop::Edge { .. } => None,
    };
    let ways = campaign.movements.iter().flat_map(|m| m.via.windows(2));
    ways.filter_map(|pair| Some([position(&pair[0])?, position(&pair[1])?]))
        .collect()
}

/// Whether the short way between two positions crosses the meridian opposite to the middle.
fn is_torn([a, b]: [LonLat; 2], middle: f64) -> bool {
    let inner = |p: LonLat| (p.lon - middle + 180.0).rem_euclid(360.0);
    (inner(a) - inner(b)).abs() > 180.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_is_torn_where_it_crosses_the_far_meridian() {
        let way = [LonLat::new(170.0, 10.0), LonLat::new(-150.0, 20.0)];
        assert!(is_torn(way, 0.0));
        assert!(!is_torn(way, 180.0) && !is_torn(way, -120.0));
        assert!(!is_torn(
            [LonLat::new(-80.0, 0.0), LonLat::new(80.0, 0.0)],
            0.0
        ));
    }
}
