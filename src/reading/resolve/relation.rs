//! Places without an entry, placed by what is said of them: `near X`, `in the X region`, `20 miles east of X`.

use super::PlaceReading;
use crate::campaign::Certainty;
use crate::geom::{LonLat, destination};
use crate::reading::document::{Document, Role, Sentence};
use crate::reading::mention::{Mention, Mentions, Use};
use crate::reading::token::Kind;

/// Radius given to a place that is only said to be near another.
const NEAR_KM: f64 = 60.0;
/// Radius given to a battlefield whose fight is told together with another place.
const TOGETHER_KM: f64 = 130.0;

/// Places what has no position yet by its relation to what has, where the text states one.
pub(super) fn place_the_rest(
    document: &Document,
    mentions: &Mentions,
    places: &mut [PlaceReading],
) {
    for index in 0..places.len() {
        if places[index].position.is_some() {
            continue;
        }
        let stated = mentions.names[index]
            .mentions
            .iter()
            .find_map(|&m| relation(document, mentions, &mentions.mentions[m], places));
        if let Some((position, radius_km, reason)) = stated {
            places[index].position = Some(position);
            places[index].radius_km = radius_km;
            places[index].certainty = Certainty::Uncertain;
            places[index].reasons.push(reason);
        }
    }
}

type Stated = (LonLat, f64, String);

fn relation(
    document: &Document,
    mentions: &Mentions,
    mention: &Mention,
    places: &[PlaceReading],
) -> Option<Stated> {
    let sentence = &document.sentences[mention.sentence];
    by_distance(document, mentions, mention, sentence, places)
        .or_else(|| by_nearness(document, mentions, mention, sentence, places))
        .or_else(|| of_battle(document, mentions, mention, sentence, places))
}

fn anchor<'a>(
    places: &'a [PlaceReading],
    other: &Mention,
    most_km: f64,
) -> Option<(&'a PlaceReading, LonLat)> {
    let place = &places[other.name];
    let position = place.position?;
    (place.radius_km <= most_km && place.chosen.is_some()).then_some((place, position))
}

/// `X, 20 miles east of Y`.
fn by_distance(
    document: &Document,
    mentions: &Mentions,
    mention: &Mention,
    sentence: &Sentence,
    places: &[PlaceReading],
) -> Option<Stated> {
    let other = mentions.in_sentence(mention.sentence).iter().find(|o| {
        o.tokens.start > mention.tokens.end && o.tokens.start <= mention.tokens.end + 8
    })?;
    let (place, position) = anchor(places, other, 60.0)?;
    let mut km = None;
    let mut bearing = None;
    for at in mention.tokens.end..other.tokens.start {
        let token = &document.tokens[at];
        let unit = match document
            .get(sentence, at + 1)
            .map_or("", |t| t.lower.as_ref())
        {
            "miles" | "mile" => 1.609,
            "km" | "kilometres" | "kilometers" => 1.0,
            _ => 0.0,
        };
        let number = if token.kind == Kind::Number {
            token.text.replace(',', "").parse::<f64>().ok()
        } else {
            document
                .lexicon
                .numbers
                .get(token.lower.as_ref())
                .map(|&n| n as f64)
        };
        if let (Some(number), true) = (number, unit > 0.0) {
            km = Some(number * unit);
        }
        bearing = bearing.or(compass(&token.lower));
    }
    let (km, bearing) = (km.filter(|k| *k < 500.0)?, bearing?);
    Some((
        destination(position, bearing, km),
        (km * 0.25).max(10.0),
        format!("{km:.0} km from {}", place.name),
    ))
}

fn compass(word: &str) -> Option<f64> {
    const POINTS: &[&str] = &[
        "north",
        "northeast",
        "east",
        "southeast",
        "south",
        "southwest",
        "west",
        "northwest",
    ];
    let plain = word.replace('-', "");
    POINTS
        .iter()
        .position(|p| *p == plain)
        .map(|i| i as f64 * 45.0)
}

/// `X, near Y`, `X in the Y valley`.
fn by_nearness(
    document: &Document,
    mentions: &Mentions,
    mention: &Mention,
    sentence: &Sentence,
    places: &[PlaceReading],
) -> Option<Stated> {
    let after = mentions.in_sentence(mention.sentence).iter().find(|o| {
        o.tokens.start >= mention.tokens.end && o.tokens.start <= mention.tokens.end + 4
    })?;
    let between = mention.tokens.end..after.tokens.start;
    let near = between
        .clone()
        .any(|t| document.tokens[t].one_of(&["near", "by", "outside", "close", "beside"]));
    let listed = between.clone().any(|t| document.tokens[t].is("and"));
    let (place, position) = anchor(places, after, 120.0).filter(|_| near && !listed)?;
    let _ = sentence;
    Some((
        position,
        NEAR_KM.max(place.radius_km),
        format!("near {}", place.name),
    ))
}

/// The place of a fight that is told in one sentence with one other place.
fn of_battle(
    document: &Document,
    mentions: &Mentions,
    mention: &Mention,
    sentence: &Sentence,
    places: &[PlaceReading],
) -> Option<Stated> {
    let named_for = |m: &Mention| m.usage == Use::Inside;
    let is_fight = mentions.names[mention.name].mentions.iter().any(|&m| {
        named_for(&mentions.mentions[m])
            && document.sentences[mentions.mentions[m].sentence].role == Role::Heading
    });
    // A known name that fits nowhere is elsewhere, not beside its neighbour.
    if !is_fight || mentions.names[mention.name].known || sentence.role != Role::Prose {
        return None;
    }
    let mut others = mentions
        .in_sentence(mention.sentence)
        .iter()
        .filter(|o| o.name != mention.name);
    let (place, position) = others.find_map(|o| anchor(places, o, 90.0))?;
    Some((
        position,
        TOGETHER_KM.max(place.radius_km),
        format!("told together with {}", place.name),
    ))
}
