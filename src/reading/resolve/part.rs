//! Which part of a long feature is meant: the one nearest to the places named with it.

use super::PlaceReading;
use super::coherence;
use crate::gazetteer::FeatureClass;
use crate::geom::{LonLat, distance_km};
use crate::reading::book::PlaceBook;
use crate::reading::document::Document;
use crate::reading::mention::{Mentions, Name};

/// Moves rivers, ranges and the like to the part of them that the text is about: nearest to the places
/// named around them.
pub(super) fn move_onto_features(
    document: &Document,
    mentions: &Mentions,
    atlas: &dyn PlaceBook,
    places: &mut [PlaceReading],
) {
    let fixed: Vec<Option<LonLat>> = places
        .iter()
        .map(|p| {
            p.position
                .filter(|_| p.chosen.as_ref().is_some_and(|c| c.extent_km <= 120.0))
        })
        .collect();
    for (i, name) in mentions.names.iter().enumerate() {
        let Some(chosen) = places[i].chosen.clone() else {
            continue;
        };
        let is_long = matches!(
            chosen.class,
            FeatureClass::River | FeatureClass::Canal | FeatureClass::Range | FeatureClass::Road
        );
        if !is_long {
            continue;
        }
        let Some(context) = context(document, mentions, name, i, &fixed) else {
            continue;
        };
        let mut near = atlas.nearest(&chosen, context);
        if chosen.class == FeatureClass::Range && is_lived_in(document, mentions, name) {
            // As a land it is meant as a whole: neither its end nor its middle.
            near = middle(&[near, chosen.position]).unwrap_or(near);
        }
        if distance_km(near, chosen.position) > 10.0 {
            places[i].position = Some(near);
            places[i]
                .reasons
                .push("the part nearest to the places named with it".to_owned());
        }
    }
}

/// Whether a range is named as a land that people are in: `the Danes in the X Mountains`.
fn is_lived_in(document: &Document, mentions: &Mentions, name: &Name) -> bool {
    name.mentions.iter().all(|&m| {
        let mention = &mentions.mentions[m];
        let sentence = &document.sentences[mention.sentence];
        let before = |s| document.before(sentence, mention.tokens.start, s);
        let the = usize::from(before(1).is_some_and(|t| t.is("the")));
        before(1 + the).is_some_and(|t| t.one_of(&["in", "of", "throughout"]))
    })
}

/// The middle of the placed names around the mentions of a name: in the sentence, else in the paragraph.
fn context(
    document: &Document,
    mentions: &Mentions,
    name: &Name,
    index: usize,
    fixed: &[Option<LonLat>],
) -> Option<LonLat> {
    let mut points = Vec::new();
    for reach in [0, 1] {
        for &m in &name.mentions {
            let home = &document.sentences[mentions.mentions[m].sentence];
            let own = mentions.mentions[m].sentence;
            let (from, to) = if reach == 0 {
                (own, own)
            } else {
                (own.saturating_sub(6), own + 6)
            };
            for sentence in from..=to.min(document.sentences.len() - 1) {
                if reach == 1 && document.sentences[sentence].section != home.section {
                    continue;
                }
                let others = mentions
                    .in_sentence(sentence)
                    .iter()
                    .filter(|o| o.name != index);
                points.extend(others.filter_map(|o| fixed[o.name]));
            }
        }
        if !points.is_empty() {
            break;
        }
    }
    middle(&points)
}

/// The mean of some positions on the sphere.
pub(crate) fn middle(points: &[LonLat]) -> Option<LonLat> {
    if points.is_empty() {
        return None;
    }
    let (mut x, mut y, mut z) = (0.0, 0.0, 0.0);
    for p in points {
        let v = coherence::unit(*p);
        x += v[0];
        y += v[1];
        z += v[2];
    }
    let length = libm::sqrt(x * x + y * y + z * z);
    (length > 1e-9).then(|| LonLat {
        lon: libm::atan2(y, x).to_degrees(),
        lat: libm::asin(z / length).to_degrees(),
    })
}
