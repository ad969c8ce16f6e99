//! What lies apart from all that a document tells of is left open.

use super::PlaceReading;
use super::choice;
use super::coherence::Belief;
use crate::campaign::Certainty;
use crate::gazetteer::{Candidate, FeatureClass};
use crate::geom::{LonLat, distance_km};
use crate::reading::document::Document;
use crate::reading::mention::Mentions;

/// Fewest places that have a middle.
const FEWEST: usize = 8;
/// The best known, by rank, of those that may be outliers.
const LITTLE_KNOWN: u8 = 4;
/// The largest, by radius in km, of those that say where a story is.
const SPOT_KM: f64 = 120.0;
/// An outlier is so many times as far from the middle as three quarters of the places, and no less far in km.
const FAR: f64 = 4.0;
const LEAST_FAR_KM: f64 = 1500.0;
/// A lonely one is so many times as far from what is told with it as that is spread, and no less far in km.
const LONELY: f64 = 1.5;
const LEAST_LONELY_KM: f64 = 300.0;
/// The same where only one place is told with it.
const LEAST_ALONE_KM: f64 = 400.0;

/// Leaves open what was chosen only because no other place bears the name, far from everything that the
/// document tells of: the Goose Creek of a war in Montana is not the one in Virginia.
pub(super) fn leave_open(
    candidates: &[Vec<Candidate>],
    beliefs: &[Belief],
    places: &mut [PlaceReading],
) {
    let support = |i: usize, place: &PlaceReading| {
        let id = &place.chosen.as_ref()?.id;
        let at = candidates[i].iter().position(|c| c.id == *id)?;
        beliefs[i].is_judged.then(|| beliefs[i].support[at])
    };
    let of_all: Vec<Option<f64>> = places
        .iter()
        .enumerate()
        .map(|(i, place)| support(i, place))
        .collect();
    let Some(usual) = choice::usual(of_all.iter().flatten().copied().collect()) else {
        return;
    };
    for (place, support) in places.iter_mut().zip(of_all) {
        let Some(chosen) = place
            .chosen
            .take_if(|c| choice::is_stray(&place.name, c, support, usual))
        else {
            continue;
        };
        leave(place, chosen);
    }
}

fn leave(place: &mut PlaceReading, chosen: Candidate) {
    place.reasons = vec![format!(
        "left open: `{}` lies far from the other places",
        chosen.name
    )];
    place.alternatives.insert(0, chosen);
    place.position = None;
    place.radius_km = 0.0;
    place.certainty = Certainty::Uncertain;
}

/// Leaves open the little known that lie far from where the story is, whatever great towns it tells of beside
/// them, and hamlets far from all that is told in one breath with them.
pub(super) fn leave_outliers_open(
    document: &Document,
    mentions: &Mentions,
    places: &mut [PlaceReading],
) {
    let is_large = |c: &Candidate| {
        use FeatureClass::{Country, Ocean, Polity, Province, Region, Sea};
        matches!(c.class, Country | Ocean | Polity | Province | Region | Sea)
            || c.extent_km > SPOT_KM
    };
    let spots: Vec<Option<LonLat>> = places
        .iter()
        .map(|p| Some(p.chosen.as_ref().filter(|c| !is_large(c))?.position))
        .collect();
    let all: Vec<LonLat> = spots.iter().flatten().copied().collect();
    let Some((middle, spread)) = theatre(&all) else {
        return;
    };
    for index in 0..places.len() {
        let Some(spot) = spots[index] else { continue };
        let is_far = distance_km(spot, middle) > (FAR * spread).max(LEAST_FAR_KM);
        // What is nearer to the middle than they are is no stray: they are.
        let is_outmost = |near: &[LonLat], spot: LonLat| {
            near.iter()
                .all(|p| distance_km(*p, middle) < distance_km(spot, middle))
        };
        let is_lonely = |c: &Candidate| {
            c.class == FeatureClass::Settlement
                && c.id.starts_with("gn:")
                && mentions.names[index].within.is_empty()
                && mentions.names[index].page.is_none()
                && beside(document, mentions, index, &spots)
                    .is_some_and(|near| is_apart(&near, spot) && is_outmost(&near, spot))
        };
        let place = &mut places[index];
        let is_out = |c: &mut Candidate| c.rank >= LITTLE_KNOWN && (is_far || is_lonely(c));
        if let Some(chosen) = place.chosen.take_if(is_out) {
            leave(place, chosen);
        }
    }
}

/// The middle of some places, to which as many as can be are near, and the distance in km within which three
/// quarters of them lie.
fn theatre(all: &[LonLat]) -> Option<(LonLat, f64)> {
    if all.len() < FEWEST {
        return None;
    }
    let sorted = |from: &LonLat| {
        let mut distances: Vec<f64> = all.iter().map(|p| distance_km(*from, *p)).collect();
        distances.sort_by(f64::total_cmp);
        distances
    };
    let half = |p: &LonLat| sorted(p)[all.len() / 2];
    let middle = all
        .iter()
        .copied()
        .min_by(|a, b| half(a).total_cmp(&half(b)))?;
    Some((middle, sorted(&middle)[(all.len() - 1) * 3 / 4]))
}

/// Whether a spot lies far from some that lie together.
fn is_apart(near: &[LonLat], spot: LonLat) -> bool {
    let alone = if near.len() < 2 {
        LEAST_ALONE_KM
    } else {
        LEAST_LONELY_KM
    };
    let pairs = near
        .iter()
        .flat_map(|a| near.iter().map(|b| distance_km(*a, *b)));
    let least = (LONELY * pairs.fold(0.0, f64::max)).max(alone);
    near.iter().all(|p| distance_km(*p, spot) > least)
}

/// The spots told in one paragraph with a name; none if there are none.
fn beside(
    document: &Document,
    mentions: &Mentions,
    name: usize,
    spots: &[Option<LonLat>],
) -> Option<Vec<LonLat>> {
    let mut near = Vec::new();
    for &m in &mentions.names[name].mentions {
        let sentence = mentions.mentions[m].sentence;
        let paragraph = document.sentences[sentence].paragraph;
        let from = mentions
            .mentions
            .iter()
            .filter(|o| document.sentences[o.sentence].paragraph == paragraph && o.name != name);
        near.extend(from.filter_map(|o| spots[o.name]));
    }
    (!near.is_empty()).then_some(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_story_is_not_drawn_off_by_one_far_town() {
        let mut all: Vec<LonLat> = (0..8)
            .map(|i| LonLat::new(20.0 + 0.1 * f64::from(i), 50.0))
            .collect();
        all.push(LonLat::new(-90.0, 45.0));
        let (middle, spread) = theatre(&all).unwrap();
        assert!((middle.lon - 20.35).abs() < 0.2, "{middle:?}");
        assert!(spread < 50.0);
        assert!(theatre(&all[..3]).is_none());
    }
}
