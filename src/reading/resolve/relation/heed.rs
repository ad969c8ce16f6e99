//! What the text says of where a place is counts before a namesake far from there.

use super::{NEAR_KM, PlaceReading, Sought};
use crate::campaign::Certainty;
use crate::gazetteer::{Candidate, FeatureClass};
use crate::geom::distance_km;
use crate::reading::document::Document;
use crate::reading::mention::Mentions;

/// How far from where the text puts it a place must lie to be none that is meant, in km.
const LEAST_CONTRADICTION_KM: f64 = 150.0;
/// Rank of towns that are meant wherever the text seems to put them.
const KNOWN_TO_ALL: u8 = 2;

/// A place that the text puts beside another is none of its name far from there: the other of them is meant that
/// is near, or one that no gazetteer has.
pub(super) fn heed_what_is_said(
    document: &Document,
    mentions: &Mentions,
    places: &mut [PlaceReading],
    index: usize,
) {
    let is_spot = |p: &PlaceReading| {
        use FeatureClass::{Battlefield, Fort, Settlement};
        let is_known_to_all = p.chosen.as_ref().is_some_and(|c| c.rank <= KNOWN_TO_ALL);
        matches!(p.class, Some(Battlefield | Fort | Settlement))
            && p.radius_km < NEAR_KM
            && !is_known_to_all
    };
    let Some(chosen) = places[index].position.filter(|_| is_spot(&places[index])) else {
        return;
    };
    let said = mentions.names[index].mentions.iter().find_map(|&m| {
        Sought::new(document, mentions, &mentions.mentions[m], places).so_far_or_near()
    });
    let Some((position, radius_km, reason)) = said else {
        return;
    };
    let far = (3.0 * radius_km).max(LEAST_CONTRADICTION_KM);
    if distance_km(chosen, position) < far {
        return;
    }
    let place = &mut places[index];
    let near = |c: &Candidate| distance_km(c.position, position) < 1.5 * radius_km.max(NEAR_KM);
    let other = place.alternatives.iter().find(|c| near(c)).cloned();
    let at = other.as_ref().map_or(position, |c| c.position);
    place.position = Some(at);
    place.radius_km = other.as_ref().map_or(radius_km, |c| c.extent_km);
    place.certainty = other
        .as_ref()
        .map_or(Certainty::Uncertain, |_| Certainty::LessCertain);
    place.reasons = vec![reason];
    place.chosen = other;
}
