//! Why a name was placed where it is: its mentions, what the gazetteer offers for it, and what decided.

use std::fmt::Write;

use super::json::certainty;
use super::{PlaceReading, Reading, Use};
use crate::diag::did_you_mean;
use crate::gazetteer::{Candidate, fold};
use crate::geom::LonLat;

/// Most mentions that are shown with their sentence.
const MOST_MENTIONS: usize = 8;

/// What was decided about a name of the article, and why; none if nothing of this name was read.
pub fn explain(reading: &Reading, name: &str) -> Option<String> {
    let key = fold(name);
    let mut out = String::new();
    let places = reading.places.iter().enumerate();
    for (index, place) in places.filter(|(_, p)| fold(&p.name) == key || p.id == name) {
        explain_place(reading, index, place, &mut out);
    }
    for person in &reading.persons {
        let is_named = fold(&person.name).split(' ').any(|w| w == key) || fold(&person.name) == key;
        if is_named {
            let side = person
                .side
                .map_or("no side", |s| reading.sides[s].name.as_str());
            let _ = writeln!(out, "{}: a person, {side}", person.name);
        }
    }
    for side in &reading.sides {
        if fold(&side.name) == key || side.aliases.iter().any(|a| fold(a) == key) {
            let _ = writeln!(
                out,
                "{}: a side, named {} times; also {}",
                side.name,
                side.weight,
                side.aliases.join(", ")
            );
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The name of the reading nearest to one that was not found.
pub fn nearest_name<'a>(reading: &'a Reading, name: &str) -> Option<&'a str> {
    did_you_mean(name, reading.places.iter().map(|p| p.name.as_str()))
}

fn explain_place(reading: &Reading, index: usize, place: &PlaceReading, out: &mut String) {
    let _ = match place.position {
        Some(position) => writeln!(
            out,
            "{}: placed at {}, {}",
            place.name,
            written(position),
            certainty(place.certainty)
        ),
        None => writeln!(out, "{}: left open", place.name),
    };
    if place.radius_km > 0.0 && place.position.is_some() {
        let _ = writeln!(out, "  within {:.0} km", place.radius_km);
    }
    match &place.chosen {
        Some(chosen) => candidate("chosen", chosen, out),
        None => {
            let _ = writeln!(out, "  chosen: none");
        }
    }
    for reason in &place.reasons {
        let _ = writeln!(out, "    {reason}");
    }
    for other in &place.alternatives {
        candidate("or", other, out);
    }
    let mentions: Vec<_> = reading
        .mentions
        .iter()
        .filter(|m| m.name == index)
        .collect();
    let _ = writeln!(out, "  named {} times:", mentions.len());
    for mention in mentions.iter().take(MOST_MENTIONS) {
        let usage = match mention.usage {
            Use::Place => "as a place",
            Use::Inside => "in the name of something",
        };
        let _ = writeln!(
            out,
            "    {usage} (evidence {:.1}): {}",
            mention.evidence,
            reading.quote(mention.sentence)
        );
    }
}

fn candidate(role: &str, c: &Candidate, out: &mut String) {
    let _ = writeln!(
        out,
        "  {role}: {} ({}, {}), {}, score {:.2}{}",
        c.name,
        c.id,
        c.class,
        written(c.position),
        c.score,
        if c.reasons.is_empty() {
            String::new()
        } else {
            format!(": {}", c.reasons.join("; "))
        }
    );
}

fn written(p: LonLat) -> String {
    let hemisphere = |v: f64, plus, minus| if v < 0.0 { minus } else { plus };
    format!(
        "{:.2}{} {:.2}{}",
        p.lat.abs(),
        hemisphere(p.lat, 'N', 'S'),
        p.lon.abs(),
        hemisphere(p.lon, 'E', 'W')
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::toy::{WAR, look};

    #[test]
    fn a_place_tells_its_reasons_and_mentions() {
        let told = look(WAR, |r| explain(r, "tesk").unwrap());
        assert!(told.starts_with("Tesk: placed at 50.40N 22.00E"), "{told}");
        assert!(told.contains("in the name of something"), "{told}");
    }

    #[test]
    fn persons_and_sides_are_told_from_places() {
        look(WAR, |r| {
            assert!(explain(r, "Orlow").unwrap().contains("a person, Denmark"));
            assert!(explain(r, "Danish").unwrap().contains("a side"));
            assert_eq!(explain(r, "Nowhere"), None);
        });
    }
}
