//! Where the campaign takes place, and how a stop that lies far out of it is shown.

use super::Stop;
use crate::gazetteer::FeatureClass;
use crate::geom::{LonLat, bearing_deg, distance_km};
use crate::reading::Reading;
use crate::reading::resolve::middle;

/// A stop farther out than this from the middle of the theatre, in multiples of its half width, is shown at the frame.
const FAR_OUT: f64 = 3.5;
/// How many times farther than three quarters of all a place may lie to be in the frame, and how near is near in
/// any case, in km.
const FRAME: f64 = 2.2;
/// The same for a landmark, which the frame need not hold.
const LANDMARK: f64 = 1.6;
const LEAST_FRAME_KM: f64 = 100.0;

/// Where the campaign took place: the middle of its battles and towns, and how far they reach.
pub(super) struct Theatre {
    pub(super) middle: Option<LonLat>,
    pub(super) reach_km: f64,
    /// Within which three quarters of them lie, in km.
    usual_km: f64,
}

impl Theatre {
    pub(super) fn of(reading: &Reading) -> Self {
        let fought = reading
            .battles
            .iter()
            .filter_map(|b| reading.places[b.place?].position);
        let mut points: Vec<LonLat> = fought.collect();
        if points.len() < 3 {
            let small = reading
                .places
                .iter()
                .filter(|p| p.radius_km < 150.0 && p.weight > 0);
            points.extend(small.filter_map(|p| p.position));
        }
        let middle = middle(&points);
        let mut reach: Vec<f64> = middle.map_or(Vec::new(), |m| {
            points.iter().map(|p| distance_km(m, *p)).collect()
        });
        reach.sort_by(f64::total_cmp);
        // Nine tenths: one battle at the other end of the world does not make the theatre.
        let reach_km = reach
            .get(reach.len() * 9 / 10)
            .or(reach.last())
            .copied()
            .unwrap_or(0.0)
            .max(150.0);
        let usual_km = reach.get(reach.len() * 3 / 4).copied().unwrap_or(reach_km);
        Self {
            middle,
            reach_km,
            usual_km,
        }
    }

    /// Whether a place is near enough for the map to be drawn around it.
    pub(super) fn frames(&self, reading: &Reading, place: usize) -> bool {
        let position = reading.places[place].position;
        let far = self.middle.zip(position).map(|(m, p)| distance_km(m, p));
        far.is_none_or(|km| km < FRAME * self.usual_km.max(LEAST_FRAME_KM))
    }

    /// The stop for a place: itself, or where it lies beyond the frame.
    pub(super) fn stop(&self, reading: &Reading, place: usize) -> Option<Stop> {
        let position = reading.places[place].position?;
        let Some(middle) = self.middle else {
            return Some(Stop::Place(place));
        };
        let far = distance_km(middle, position);
        // A river is placed where the campaign meets it, however long it is.
        let class = reading.places[place].class;
        let is_vast = class == Some(FeatureClass::Ocean)
            || (class != Some(FeatureClass::River) && reading.places[place].radius_km > 700.0);
        if far > FAR_OUT * self.reach_km + 300.0 || (is_vast && far > self.reach_km) {
            return Some(Stop::Edge(compass(bearing_deg(middle, position))));
        }
        (!is_vast).then_some(Stop::Place(place))
    }
}

/// Fewest spots of which some may be outliers.
const FEWEST_WITH_OUTLIERS: usize = 5;

/// Whether a spot is no outlier among those of a map, as the frame is drawn around them.
pub(super) fn is_in_frame(spots: &[LonLat], spot: Option<LonLat>) -> bool {
    // Few have no outliers.
    let Some(spot) = spot.filter(|_| spots.len() >= FEWEST_WITH_OUTLIERS) else {
        return true;
    };
    let middle_of = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let middle = LonLat {
        lon: middle_of(spots.iter().map(|p| p.lon).collect()),
        lat: middle_of(spots.iter().map(|p| p.lat).collect()),
    };
    let mut reach: Vec<f64> = spots.iter().map(|p| distance_km(middle, *p)).collect();
    reach.sort_by(f64::total_cmp);
    let usual = reach[(reach.len() - 1) * 3 / 4];
    distance_km(middle, spot) < (LANDMARK * usual).max(LEAST_FRAME_KM)
}

pub(super) fn compass(bearing_deg: f64) -> &'static str {
    const POINTS: [&str; 8] = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];
    POINTS[((bearing_deg.rem_euclid(360.0) + 22.5) / 45.0) as usize % 8]
}
