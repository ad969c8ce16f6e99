//! The reading as JSON: offsets in code points, years before Christ as historians count them.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Outcome, PlaceReading, Reading, When};
use crate::campaign::Certainty;

const STEP: usize = 1024;

/// Code points before byte offsets of one text.
struct CodePoints<'a> {
    text: &'a str,
    /// The count at every so many bytes, so that no lookup walks far.
    steps: Vec<usize>,
}

impl<'a> CodePoints<'a> {
    fn new(text: &'a str) -> Self {
        let mut steps = Vec::new();
        let mut count = 0;
        for (i, byte) in text.bytes().enumerate() {
            if i % STEP == 0 {
                steps.push(count);
            }
            count += usize::from(byte & 0xC0 != 0x80);
        }
        steps.push(count);
        Self { text, steps }
    }

    fn at(&self, byte: usize) -> usize {
        let step = byte / STEP;
        let rest = &self.text.as_bytes()[step * STEP..byte];
        self.steps[step] + rest.iter().filter(|&&b| b & 0xC0 != 0x80).count()
    }
}

#[derive(Serialize)]
struct Toponym<'a> {
    start: usize,
    end: usize,
    name: &'a str,
    place: &'a str,
    lat: Option<f64>,
    lon: Option<f64>,
    radius_km: f64,
    certainty: &'static str,
}

impl Reading<'_> {
    /// The reading as JSON, in lines.
    pub fn to_json(&self) -> String {
        format!("{:#}", self.to_value())
    }

    /// The reading as JSON.
    pub fn to_value(&self) -> Value {
        json!({
            "article": self.article.title,
            "years": self.span.map(|(first, last)| [first, last]),
            "toponyms": self.toponyms(),
            "places": self.places.iter().map(place).collect::<Vec<_>>(),
            "sides": self.sides.iter().map(|s| json!({"id": s.id, "name": s.name, "aliases": s.aliases})).collect::<Vec<_>>(),
            "persons": self.persons.iter().map(|p| json!({"name": p.name, "side": self.side_name(p.side)})).collect::<Vec<_>>(),
            "dates": self.dates(),
            "battles": self.battles.iter().map(|b| self.battle(b)).collect::<Vec<_>>(),
            "movements": self.movements.iter().map(|m| self.movement(m)).collect::<Vec<_>>(),
            "control_changes": self.control_changes.iter().map(|c| self.control(c)).collect::<Vec<_>>(),
            "border_changes": self.border_changes.iter().map(|c| self.border(c)).collect::<Vec<_>>(),
        })
    }

    fn toponyms(&self) -> Vec<Toponym<'_>> {
        let points = CodePoints::new(&self.article.text);
        let toponym = |m: &super::Mention| {
            let place: &PlaceReading = &self.places[m.name];
            Toponym {
                start: points.at(m.range.start),
                end: points.at(m.range.end),
                name: &self.article.text[m.range.clone()],
                place: &place.id,
                lat: place.position.map(|p| round(p.lat)),
                lon: place.position.map(|p| round(p.lon)),
                radius_km: place.radius_km,
                certainty: certainty(place.certainty),
            }
        };
        self.mentions.iter().map(toponym).collect()
    }

    fn dates(&self) -> Vec<Value> {
        let points = CodePoints::new(&self.article.text);
        let date = |d: &super::DateReading| {
            json!({
                "start": points.at(d.range.start),
                "end": points.at(d.range.end),
                "name": &self.article.text[d.range.clone()],
                "edtf": d.when.map(|w| w.edtf()),
                "date_start": start(d.when),
                "date_end": end(d.when),
            })
        };
        self.dates.iter().map(date).collect()
    }

    fn battle(&self, b: &super::BattleReading) -> Value {
        let side = |p: &super::Part| {
            let commanders: Vec<&str> = p
                .commanders
                .iter()
                .map(|&c| self.persons[c].name.as_str())
                .collect();
            json!({"name": self.sides[p.side].name, "commanders": commanders, "strength": p.strength.map(super::Quantity::written), "losses": p.losses.map(super::Quantity::written)})
        };
        let winner = match b.victor {
            Outcome::Side(s) => Some(self.sides[s].name.as_str()),
            Outcome::Draw => Some("inconclusive"),
            Outcome::Unknown => None,
        };
        let place = b.place.map(|p| &self.places[p]);
        json!({
            "name": b.name,
            "place": place.map(|p| &p.name),
            "lat": place.and_then(|p| p.position).map(|p| round(p.lat)),
            "lon": place.and_then(|p| p.position).map(|p| round(p.lon)),
            "date_start": start(b.when),
            "date_end": end(b.when),
            "edtf": b.when.map(|w| w.edtf()),
            "sides": b.parts.iter().map(side).collect::<Vec<_>>(),
            "winner": winner,
            "quote": b.quoted().map(|s| self.quote(s)),
        })
    }

    fn movement(&self, m: &super::MovementReading) -> Value {
        json!({
            "who": m.who,
            "side": self.side_name(m.side),
            "kind": format!("{:?}", m.kind).to_lowercase(),
            "from": m.from.map(|p| self.stop(p)),
            "inferred": m.from_is_inferred,
            "via": m.via.iter().map(|&p| self.stop(p)).collect::<Vec<_>>(),
            "to": m.to.iter().map(|&p| self.stop(p)).collect::<Vec<_>>(),
            "date_start": start(m.when),
            "date_end": end(m.when),
            "edtf": m.when.map(|w| w.edtf()),
            "quote": self.quote(m.sentence),
        })
    }

    fn control(&self, c: &super::ControlChange) -> Value {
        json!({
            "by": self.side_name(c.from),
            "to": self.side_name(c.to),
            "places": self.names(&c.places),
            "date_start": start(c.when),
            "date_end": end(c.when),
            "quote": self.quote(c.sentence),
        })
    }

    fn border(&self, c: &super::BorderChange) -> Value {
        let share = |s: &super::Share| json!({"side": self.side_name(s.side), "percent": s.percent, "places": self.names(&s.places)});
        json!({
            "date": start(c.when),
            "date_end": end(c.when),
            "instrument": c.instrument,
            "from": self.side_name(c.from),
            "to": self.side_name(c.to),
            "shares": c.shares.iter().map(share).collect::<Vec<_>>(),
            "places": self.names(&c.places),
            "quote": self.quote(c.sentence),
        })
    }

    fn stop(&self, place: usize) -> Value {
        let place = &self.places[place];
        json!({"name": place.name, "lat": place.position.map(|p| round(p.lat)), "lon": place.position.map(|p| round(p.lon))})
    }

    fn names(&self, places: &[usize]) -> Vec<&str> {
        places
            .iter()
            .map(|&p| self.places[p].name.as_str())
            .collect()
    }

    fn side_name(&self, side: Option<usize>) -> Option<&str> {
        side.map(|s| self.sides[s].name.as_str())
    }

    /// The sentence with its blanks squeezed.
    pub fn quote(&self, sentence: usize) -> String {
        let text = &self.article.text[self.sentences[sentence].clone()];
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn place(p: &PlaceReading) -> Value {
    let alternatives: Vec<Value> = p.alternatives.iter().map(|a| json!({"id": a.id, "name": a.name, "class": a.class.to_string(), "lat": round(a.position.lat), "lon": round(a.position.lon)})).collect();
    json!({
        "id": p.id,
        "name": p.name,
        "class": p.class.map(|c| c.to_string()),
        "lat": p.position.map(|q| round(q.lat)),
        "lon": p.position.map(|q| round(q.lon)),
        "radius_km": p.radius_km,
        "certainty": certainty(p.certainty),
        "gazetteer": p.chosen.as_ref().map(|c| &c.id),
        "reasons": p.reasons,
        "alternatives": alternatives,
    })
}

pub(super) fn certainty(c: Certainty) -> &'static str {
    match c {
        Certainty::Certain => "certain",
        Certainty::LessCertain => "less-certain",
        Certainty::Uncertain => "uncertain",
    }
}

fn start(when: Option<When>) -> Option<String> {
    when.map(|w| w.start.historical())
}

fn end(when: Option<When>) -> Option<String> {
    when.map(|w| w.end.historical())
}

/// Ten metres are more than any text tells.
fn round(degrees: f64) -> f64 {
    (degrees * 1e4).round() / 1e4
}
