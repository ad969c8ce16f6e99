//! What a map must show: the positions that the extent is drawn around.
//!
//! Battles, changed land and the middles of marches belong on the map wherever they are. The ends of
//! marches, events and towns that nothing refers to belong on it unless they are outliers: farther
//! from the middle of all than [`OUTLIER`] times the distance within which three quarters of
//! everything lies. So an embassy's Beijing stays beyond the frame, and becomes a pointer, while both
//! capitals of a war between neighbours stay on the map. Rivers, ranges, seas and regions that
//! nothing refers to are there for orientation and widen nothing.

use geo::{BoundingRect, Centroid};

use crate::campaign::{Campaign, Extent, PlaceId, PlaceKind, Resolved, Stop};
use crate::geom::{LonLat, destination, distance_km};

/// How many times farther than three quarters of all places an end of a march may lie.
const OUTLIER: f64 = 2.2;

/// The same for a march that ends in some region: any point of it will do, so the arrow may as well
/// leave through the frame.
const OUTLIER_REGION: f64 = 1.5;

/// Ends this near are always shown, however close together all else is, km.
const ALWAYS_NEAR_KM: f64 = 100.0;

/// Beyond this radius a circle of uncertainty does not widen the map, km.
const WIDEST_CIRCLE_KM: f64 = 200.0;

/// The positions to be shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    /// What the map is drawn around; longitudes run on past ±180 where the antimeridian is crossed.
    pub(super) points: Vec<LonLat>,
}

/// A position that wants to be shown.
#[derive(Clone, Copy)]
struct Wish {
    at: LonLat,
    radius_km: f64,
    place: Option<PlaceId>,
    need: Need,
    is_spot: bool,
}

/// How much it matters that a position is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Always,
    UnlessFar,
}

impl Subject {
    /// The positions of a campaign, as its author or its events ask.
    pub(super) fn of(campaign: &Campaign<Resolved>) -> Self {
        let wishes = match &campaign.map.extent {
            Extent::Places(ids) => ids
                .iter()
                .map(|id| wish(campaign, *id, Need::Always))
                .collect(),
            Extent::Auto | Extent::Box(_) => wishes(campaign),
        };
        let mut subject = Self::weighed(&wishes);
        if matches!(campaign.map.extent, Extent::Auto) {
            subject.add_lands(campaign);
        }
        subject.points = run_on(&subject.points);
        subject
    }

    fn weighed(wishes: &[Wish]) -> Self {
        let mut subject = Self::default();
        let Some(middle) = middle(wishes) else {
            return subject;
        };
        let usual_km = usual_km(wishes, middle);
        for wish in wishes {
            let factor = if wish.is_spot {
                OUTLIER
            } else {
                OUTLIER_REGION
            };
            let reach_km = (usual_km * factor).max(ALWAYS_NEAR_KM);
            match wish.need {
                Need::Always => subject.add(wish.at, wish.radius_km),
                // Where a march ends in some region, its circle may leave the map.
                Need::UnlessFar if distance_km(middle, wish.at) <= reach_km => {
                    subject.add(wish.at, 0.0);
                }
                Need::UnlessFar => {}
            }
        }
        subject
    }

    fn add(&mut self, at: LonLat, radius_km: f64) {
        self.points.push(at);
        if radius_km > 0.0 {
            let radius = radius_km.min(WIDEST_CIRCLE_KM);
            let around = [0.0, 90.0, 180.0, 270.0].map(|bearing| destination(at, bearing, radius));
            self.points.extend(around);
        }
    }

    /// The middles of the sides' lands and the cores of changed land, if they lie near.
    fn add_lands(&mut self, campaign: &Campaign<Resolved>) {
        let near = Near::new(&self.points);
        let is_sides = |side: Option<_>| side.is_some_and(|id| !campaign.side(id).neutral);
        let polities = campaign
            .polities
            .iter()
            .filter(|p| is_sides(p.side))
            .map(|p| (p.area, 0.0));
        let changes = campaign
            .changes
            .iter()
            .flat_map(|c| c.areas.iter().map(|a| (*a, 0.25)));
        for (area, part) in polities.chain(changes).collect::<Vec<_>>() {
            let shape = &campaign.area(area).shape;
            let (Some(middle), Some(bounds)) = (shape.centroid(), shape.bounding_rect()) else {
                continue;
            };
            let at = LonLat::new(middle.x(), middle.y());
            if near.holds(at) {
                self.add(at, part * bounds.height() * 111.2);
            }
        }
    }
}

/// The places that something happens at, and the towns: what a reader will look for on the map.
pub(super) fn looked_for(campaign: &Campaign<Resolved>) -> Vec<PlaceId> {
    let mut ids: Vec<PlaceId> = wishes(campaign).iter().filter_map(|w| w.place).collect();
    ids.sort_unstable();
    ids
}

fn wishes(campaign: &Campaign<Resolved>) -> Vec<Wish> {
    let mut wishes: Vec<Wish> = Vec::new();
    let mut used = vec![false; campaign.places.len()];
    let mut add = |id: PlaceId, need| {
        used[id.0] = true;
        wishes.push(wish(campaign, id, need));
    };
    campaign
        .battles
        .iter()
        .for_each(|b| add(b.place, Need::Always));
    campaign
        .events
        .iter()
        .for_each(|e| add(e.place, Need::UnlessFar));
    campaign.changes.iter().for_each(|c| {
        // What comes long before or after the campaign is shown if there is room.
        let begins = c.when.as_ref().and_then(|date| date.interval.start);
        let in_time = begins.is_none_or(|day| campaign.span().contains(day));
        let need = if in_time {
            Need::Always
        } else {
            Need::UnlessFar
        };
        c.places.iter().for_each(|id| add(*id, need));
    });
    let mut bare = Vec::new();
    for movement in &campaign.movements {
        let last = movement.via.len().saturating_sub(1);
        for (i, stop) in movement.via.iter().enumerate() {
            let need = if i == 0 || i == last {
                Need::UnlessFar
            } else {
                Need::Always
            };
            match stop {
                Stop::Place(id) => add(*id, need),
                Stop::At(at) => bare.push(Wish {
                    at: *at,
                    radius_km: 0.0,
                    place: None,
                    need,
                    is_spot: true,
                }),
                Stop::Edge { .. } => {}
            }
        }
    }
    for (i, place) in campaign.places.iter().enumerate() {
        if !used[i] && is_spot(place.kind) {
            wishes.push(wish(campaign, PlaceId(i), Need::UnlessFar));
        }
    }
    wishes.extend(bare);
    once_each(wishes)
}

/// Whether a kind of place is a spot, and not a stretch of the Earth.
fn is_spot(kind: PlaceKind) -> bool {
    use PlaceKind::{
        Battlefield, City, Fort, Island, Lake, Mountains, Pass, People, Point, Region, River, Sea,
        Town, Valley,
    };
    match kind {
        City | Town | Fort | Pass | Battlefield | Point => true,
        Lake | Sea | River | Mountains | Valley | Region | People | Island => false,
    }
}

fn wish(campaign: &Campaign<Resolved>, id: PlaceId, need: Need) -> Wish {
    let place = campaign.place(id);
    Wish {
        at: place.position,
        radius_km: place.radius_km,
        place: Some(id),
        need,
        is_spot: is_spot(place.kind),
    }
}

/// Each place once, by its strongest need, so that a busy town does not weigh more than others.
fn once_each(wishes: Vec<Wish>) -> Vec<Wish> {
    let mut out: Vec<Wish> = Vec::new();
    for wish in wishes {
        match out
            .iter_mut()
            .find(|w| wish.place.is_some() && w.place == wish.place)
        {
            Some(known) if wish.need == Need::Always => known.need = Need::Always,
            Some(_) => {}
            None => out.push(wish),
        }
    }
    out
}

/// The middle of what must be shown, or else of all: medians, which outliers do not move.
fn middle(wishes: &[Wish]) -> Option<LonLat> {
    let must: Vec<LonLat> = wishes
        .iter()
        .filter(|w| w.need == Need::Always)
        .map(|w| w.at)
        .collect();
    let all: Vec<LonLat> = wishes.iter().map(|w| w.at).collect();
    let points = run_on(if must.is_empty() { &all } else { &must });
    let lon = quantile(points.iter().map(|p| p.lon).collect(), 0.5)?;
    let lat = quantile(points.iter().map(|p| p.lat).collect(), 0.5)?;
    Some(LonLat::new(lon, lat))
}

/// The distance from the middle within which three quarters of all places lie.
fn usual_km(wishes: &[Wish], middle: LonLat) -> f64 {
    let distances = wishes.iter().map(|w| distance_km(middle, w.at)).collect();
    quantile(distances, 0.75).unwrap_or(0.0)
}

/// The value below which a fraction `t` of the values lie, interpolated.
fn quantile(mut values: Vec<f64>, t: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let at = t * values.len().checked_sub(1)? as f64;
    let (low, high) = (values[at.floor() as usize], values[at.ceil() as usize]);
    Some(low + (high - low) * at.fract())
}

/// The points with their longitudes in one turn of the globe: the widest gap between neighbours
/// becomes the seam.
pub(super) fn run_on(points: &[LonLat]) -> Vec<LonLat> {
    let wrapped = |lon: f64| (lon + 180.0).rem_euclid(360.0) - 180.0;
    let mut lons: Vec<f64> = points.iter().map(|p| wrapped(p.lon)).collect();
    lons.sort_by(f64::total_cmp);
    let (Some(first), Some(last)) = (lons.first(), lons.last()) else {
        return Vec::new();
    };
    // The gap across the antimeridian stays the seam unless another is wider.
    let mut seam = (first + 360.0 - last, *first);
    for pair in lons.windows(2) {
        if pair[1] - pair[0] > seam.0 + 1e-9 {
            seam = (pair[1] - pair[0], pair[1]);
        }
    }
    points
        .iter()
        .map(|p| {
            let lon = wrapped(p.lon);
            LonLat::new(if lon < seam.1 { lon + 360.0 } else { lon }, p.lat)
        })
        .collect()
}

/// The box around points, grown by a quarter.
struct Near {
    middle: LonLat,
    reach: (f64, f64),
}

impl Near {
    fn new(points: &[LonLat]) -> Self {
        let points = run_on(points);
        let range = |f: fn(&LonLat) -> f64| {
            let low = points.iter().map(f).fold(f64::INFINITY, f64::min);
            let high = points.iter().map(f).fold(f64::NEG_INFINITY, f64::max);
            ((low + high) / 2.0, (high - low) / 2.0)
        };
        let ((lon, wide), (lat, tall)) = (range(|p| p.lon), range(|p| p.lat));
        Self {
            middle: LonLat::new(lon, lat),
            reach: (wide * 1.25, tall * 1.25),
        }
    }

    fn holds(&self, p: LonLat) -> bool {
        let turn = (p.lon - self.middle.lon + 180.0).rem_euclid(360.0) - 180.0;
        turn.abs() <= self.reach.0 && (p.lat - self.middle.lat).abs() <= self.reach.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(lon: f64, lat: f64, need: Need, id: usize) -> Wish {
        Wish {
            at: LonLat::new(lon, lat),
            radius_km: 0.0,
            place: Some(PlaceId(id)),
            need,
            is_spot: true,
        }
    }

    #[test]
    fn an_embassy_to_a_far_capital_does_not_widen_the_map() {
        let battles = [
            (69.4, 53.3),
            (84.9, 47.6),
            (82.6, 46.4),
            (74.5, 50.3),
            (80.4, 48.0),
        ];
        let mut wishes: Vec<Wish> = battles
            .iter()
            .enumerate()
            .map(|(i, (lon, lat))| spot(*lon, *lat, Need::Always, i))
            .collect();
        wishes.push(spot(81.3, 43.9, Need::UnlessFar, 5));
        wishes.push(spot(116.4, 39.9, Need::UnlessFar, 6));
        let subject = Subject::weighed(&wishes);
        assert_eq!(subject.points.len(), 6);
        assert!(!subject.points.contains(&LonLat::new(116.4, 39.9)));
    }

    #[test]
    fn a_long_march_between_two_places_is_shown_whole() {
        let wishes = [
            spot(2.35, 48.85, Need::UnlessFar, 0),
            spot(37.6, 55.75, Need::Always, 1),
        ];
        assert_eq!(Subject::weighed(&wishes).points.len(), 2);
    }

    #[test]
    fn a_battle_is_shown_however_far() {
        let mut wishes: Vec<Wish> = (0..6)
            .map(|i| spot(10.0 + i as f64, 50.0, Need::UnlessFar, i))
            .collect();
        wishes.push(spot(100.0, 0.0, Need::Always, 9));
        assert!(
            Subject::weighed(&wishes)
                .points
                .contains(&LonLat::new(100.0, 0.0))
        );
    }

    #[test]
    fn longitudes_run_on_across_the_antimeridian() {
        let lons = |points: &[f64]| -> Vec<f64> {
            let points: Vec<_> = points.iter().map(|lon| LonLat::new(*lon, 0.0)).collect();
            run_on(&points).iter().map(|p| p.lon).collect()
        };
        assert_eq!(lons(&[170.0, -160.0, 175.0]), [170.0, 200.0, 175.0]);
        assert_eq!(lons(&[-10.0, 20.0]), [-10.0, 20.0]);
        assert_eq!(lons(&[]), [] as [f64; 0]);
    }
}
