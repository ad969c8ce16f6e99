//! Places without an entry, placed by what is said of them: `near X`, `in the X region`, `20 miles east of X`.

mod heed;

use self::heed::heed_what_is_said;
use super::PlaceReading;
use std::ops::Range;

use crate::campaign::Certainty;
use crate::gazetteer::{FeatureClass, relative};
use crate::geom::LonLat;
use crate::reading::document::{Document, Role, Sentence};
use crate::reading::mention::{Mention, Mentions, Use};
use crate::reading::token::Kind;

/// Radius given to a place that is only said to be near another.
const NEAR_KM: f64 = 60.0;
/// Radius given to a battlefield whose fight is told together with another place.
const TOGETHER_KM: f64 = 130.0;
/// Radius given to a place that is said to lie on a river or lake, not where on it.
const ON_WATER_KM: f64 = 80.0;
/// The largest land, by its radius, that says where a place in it is.
const MOST_LAND_KM: f64 = 150.0;
/// The widest circle that `between X and Y` may leave.
const MOST_BETWEEN_KM: f64 = 150.0;

/// Places what has no position yet by its relation to what has, where the text states one.
pub(super) fn place_the_rest(
    document: &Document,
    mentions: &Mentions,
    places: &mut [PlaceReading],
) {
    for index in 0..places.len() {
        if places[index].position.is_some() {
            heed_what_is_said(document, mentions, places, index);
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

/// A mention whose place is sought, among the others of its sentence.
struct Sought<'a> {
    document: &'a Document<'a>,
    mentions: &'a Mentions,
    places: &'a [PlaceReading],
    mention: &'a Mention,
    sentence: &'a Sentence,
}

fn relation(
    document: &Document,
    mentions: &Mentions,
    mention: &Mention,
    places: &[PlaceReading],
) -> Option<Stated> {
    let sought = Sought::new(document, mentions, mention, places);
    sought
        .beside_another()
        .or_else(|| sought.by_water())
        .or_else(|| sought.by_land())
        .or_else(|| sought.of_battle())
}

impl<'a> Sought<'a> {
    fn new(
        document: &'a Document<'a>,
        mentions: &'a Mentions,
        mention: &'a Mention,
        places: &'a [PlaceReading],
    ) -> Self {
        Self {
            document,
            mentions,
            places,
            mention,
            sentence: &document.sentences[mention.sentence],
        }
    }
}

impl Sought<'_> {
    /// Where the words around it put it in regard to a place that is sure.
    fn beside_another(&self) -> Option<Stated> {
        self.by_distance()
            .or_else(|| self.by_two())
            .or_else(|| self.by_direction())
            .or_else(|| self.by_nearness())
    }

    /// The same, where it says how far; `north of X` does not.
    fn so_far_or_near(&self) -> Option<Stated> {
        self.by_distance()
            .or_else(|| self.by_two())
            .or_else(|| self.by_nearness())
    }

    fn word(&self, at: usize) -> &str {
        let token = self.document.get(self.sentence, at);
        token.map_or("", |t| t.lower.as_ref())
    }

    fn others(&self) -> impl Iterator<Item = &Mention> {
        let all = self.mentions.in_sentence(self.mention.sentence).iter();
        all.filter(|o| o.name != self.mention.name)
    }

    /// The mention that begins so many tokens after the name, at most.
    fn next(&self, reach: usize) -> Option<&Mention> {
        let end = self.mention.tokens.end;
        self.others()
            .find(|o| o.tokens.start >= end && o.tokens.start <= end + reach)
    }

    /// `X, 20 miles east of Y`; `30 km east of Y, at X`.
    fn by_distance(&self) -> Option<Stated> {
        let after = self
            .next(9)
            .map(|o| (o, self.mention.tokens.end..o.tokens.start));
        let stated = after.and_then(|(other, words)| self.off(other, words));
        stated.or_else(|| {
            let start = self.mention.tokens.start;
            let other = self
                .others()
                .filter(|o| o.tokens.end <= start && start <= o.tokens.end + 6)
                .last()?;
            let leads = matches!(self.word(start - 1), "at" | "near" | "of");
            let from = other.tokens.start.saturating_sub(7);
            let words = from.max(self.sentence.tokens.start)..other.tokens.start;
            self.off(other, words).filter(|_| leads)
        })
    }

    /// So far from another place, by the number, unit and point of the compass in the words before it.
    fn off(&self, other: &Mention, words: Range<usize>) -> Option<Stated> {
        let (place, position) = anchor(self.places, other, 60.0)?;
        let mut km = None;
        let mut bearing = None;
        for at in words {
            let token = &self.document.tokens[at];
            let unit = match self.word(at + 1) {
                "miles" | "mile" => 1.609,
                "km" | "kilometres" | "kilometers" => 1.0,
                "leagues" => 4.8,
                _ => 0.0,
            };
            let number = if token.kind == Kind::Number {
                token.text.replace(',', "").parse::<f64>().ok()
            } else {
                let numbers = &self.document.lexicon.numbers;
                numbers.get(token.lower.as_ref()).map(|&n| n as f64)
            };
            if let (Some(number), true) = (number, unit > 0.0) {
                km = Some(number * unit);
            }
            bearing = bearing.or(compass(&token.lower));
        }
        let km = km.filter(|k| *k < 500.0)?;
        let far = format!("{km:.0} km from {}", place.name);
        Some(match bearing {
            Some(bearing) => {
                let there = relative::at_distance(position, bearing, km);
                (there.position, (km * 0.25).max(10.0), far)
            }
            None => (position, km.max(10.0), far),
        })
    }

    /// `X, between Y and Z`.
    fn by_two(&self) -> Option<Stated> {
        let end = self.mention.tokens.end;
        let between = (end..end + 4).find(|&i| self.word(i) == "between")?;
        let mut pair = self
            .others()
            .filter(|o| o.tokens.start > between && o.tokens.start <= between + 8);
        let (first, second) = (pair.next()?, pair.next()?);
        let joined = (first.tokens.end..second.tokens.start).any(|i| self.word(i) == "and");
        let (a, at) = anchor(self.places, first, 60.0).filter(|_| joined)?;
        let (b, to) = anchor(self.places, second, 60.0)?;
        let there = relative::between(at, to);
        let reason = format!("between {} and {}", a.name, b.name);
        (there.radius_km < MOST_BETWEEN_KM).then_some((
            there.position,
            there.radius_km.max(10.0),
            reason,
        ))
    }

    /// `X, north of Y`.
    fn by_direction(&self) -> Option<Stated> {
        let other = self.next(6)?;
        let words = self.mention.tokens.end..other.tokens.start;
        let of = words
            .clone()
            .find(|&i| self.word(i) == "of" && compass(self.word(i - 1)).is_some())?;
        let plain = words.clone().all(|i| {
            i <= of
                || matches!(
                    self.word(i),
                    "the" | "town" | "city" | "modern" | "village" | "of"
                )
        });
        let (place, position) = anchor(self.places, other, 60.0).filter(|_| plain)?;
        let bearing = compass(self.word(of - 1))?;
        let there = relative::toward(position, place.radius_km, bearing);
        let reason = format!("{} of {}", self.word(of - 1), place.name);
        Some((there.position, there.radius_km, reason))
    }

    /// `X, near Y`.
    fn by_nearness(&self) -> Option<Stated> {
        let other = self.next(4)?;
        let between = self.mention.tokens.end..other.tokens.start;
        let has = |words: &[&str]| between.clone().any(|t| words.contains(&self.word(t)));
        // `to X by way of Y`
        let near =
            has(&["near", "by", "outside", "close", "beside", "opposite"]) && !has(&["and", "way"]);
        let (place, position) = anchor(self.places, other, 120.0).filter(|_| near)?;
        let reason = format!("near {}", place.name);
        Some((position, NEAR_KM.max(place.radius_km), reason))
    }

    /// `X on the Y River`: on the part of it that the text is about.
    fn by_water(&self) -> Option<Stated> {
        let other = self.next(4)?;
        let between = self.mention.tokens.end..other.tokens.start;
        let on = between.clone().any(|t| self.word(t) == "on");
        let alone = between.clone().all(|t| {
            matches!(
                self.word(t),
                "," | "on"
                    | "the"
                    | "river"
                    | "lower"
                    | "upper"
                    | "shore"
                    | "shores"
                    | "bank"
                    | "banks"
                    | "of"
            )
        });
        let place = &self.places[other.name];
        let is_river = matches!(place.class, Some(FeatureClass::River | FeatureClass::Lake));
        // A known name that fits nowhere is elsewhere.
        let known = self.mentions.names[self.mention.name].known;
        let position = place
            .position
            .filter(|_| on && alone && is_river && !known)?;
        place.chosen.as_ref()?;
        let reason = format!("on the {}", place.name);
        Some((position, ON_WATER_KM, reason))
    }

    /// `X in the Y valley`, `X, a village in Y`.
    fn by_land(&self) -> Option<Stated> {
        let other = self.next(6)?;
        let words = self.mention.tokens.end..other.tokens.start;
        let last = words.clone().rev().find(|&t| self.word(t) != "the")?;
        let is_in = self.word(last) == "in";
        let noun = |t: usize| !self.document.lexicon.classes_of(self.word(t)).is_empty();
        let alone = words
            .clone()
            .all(|t| matches!(self.word(t), "," | "in" | "the" | "a" | "small") || noun(t));
        let (place, position) =
            anchor(self.places, other, MOST_LAND_KM).filter(|_| is_in && alone)?;
        let reason = format!("in {}", place.name);
        Some((position, NEAR_KM.max(place.radius_km), reason))
    }

    /// The place of a fight that is told in one sentence with one other place.
    fn of_battle(&self) -> Option<Stated> {
        let Self {
            document, mentions, ..
        } = self;
        let own = &mentions.names[self.mention.name];
        let is_fight = own.mentions.iter().any(|&m| {
            let m = &mentions.mentions[m];
            m.usage == Use::Inside && document.sentences[m.sentence].role == Role::Heading
        });
        // A known name that fits nowhere is elsewhere, not beside its neighbour.
        if !is_fight || own.known || self.sentence.role != Role::Prose {
            return None;
        }
        let (place, position) = self.others().find_map(|o| anchor(self.places, o, 90.0))?;
        let reason = format!("told together with {}", place.name);
        Some((position, TOGETHER_KM.max(place.radius_km), reason))
    }
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

#[cfg(test)]
mod tests {
    use crate::reading::toy::look;

    /// Where a place that no gazetteer has is put, in tenths of a degree, and why.
    fn put(text: &str) -> Option<(i32, i32, String)> {
        let text = format!(
            "They marched from Orm to Tesk and on to New Orm. They held Orm, Tesk and New Orm. {text}"
        );
        look(&text, |r| {
            let place = r.places.iter().find(|p| p.name == "Xurgan")?;
            let at = place.position?;
            let tenths = |d: f64| (d * 10.0).round() as i32;
            let why = place.reasons.last().cloned().unwrap_or_default();
            Some((tenths(at.lat), tenths(at.lon), why))
        })
    }

    #[test]
    fn what_lies_between_two_places_or_so_far_from_one_is_put_there() {
        let told = put("They camped at Xurgan, between Orm and Tesk.");
        assert_eq!(told, Some((502, 210, "between Orm and Tesk".to_owned())));
        let told = put("They camped at Xurgan, about 70 miles north of Orm.");
        assert_eq!(told, Some((510, 200, "113 km from Orm".to_owned())));
        let told = put("Seventy miles north of Orm, at Xurgan, they camped.");
        assert!(told.is_none_or(|t| t.2.ends_with("from Orm")));
    }

    #[test]
    fn a_direction_a_neighbour_or_a_river_says_where_a_place_is() {
        let told = put("They camped near Xurgan, north of Orm.");
        assert_eq!(told.map(|t| t.2).as_deref(), Some("north of Orm"));
        let told = put("They camped near Xurgan, near modern Orm.");
        assert_eq!(told.map(|t| t.2).as_deref(), Some("near Orm"));
        let told = put("They crossed the Vel River. They camped near Xurgan on the Vel River.");
        assert_eq!(told.map(|t| t.2).as_deref(), Some("on the Vel River"));
    }

    #[test]
    fn what_only_stands_beside_another_place_is_left_open() {
        assert_eq!(put("They camped near Xurgan and Orm."), None);
    }
}
