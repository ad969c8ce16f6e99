//! Linked Places Format, GeoJSON-T and plain GeoJSON, one feature at a time.
//!
//! Whatever the size of the collection, no more than one feature is in memory.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::super::authored::{Course, Entry};
use super::super::class::FeatureClass;
use super::super::pack::PackEntry;
use super::shape::shape;
use super::{Row, Take, country_codes};
use crate::campaign::Certainty;

pub(super) fn read(input: impl BufRead, take: Take<'_>) -> io::Result<()> {
    let line = Rc::new(Cell::new(1));
    let counting = Counting {
        input,
        line: Rc::clone(&line),
    };
    let mut reader = serde_json::Deserializer::from_reader(counting);
    let mut outcome = Ok(());
    let mut sink = Sink {
        take,
        line: &line,
        outcome: &mut outcome,
        count: 0,
    };
    // One collection, or a feature a line.
    let mut read = Ok(());
    while read.is_ok() {
        match reader.end() {
            Ok(()) => break,
            Err(_) => read = Collection(&mut sink).deserialize(&mut reader),
        }
    }
    outcome?;
    match read {
        Ok(()) => Ok(()),
        Err(e) if e.is_io() => Err(e.into()),
        Err(e) => take(Row::Fault {
            line: line.get().max(e.line() as u64),
            what: format!("the JSON breaks off or is faulty: {e}"),
        }),
    }
}

/// Counts the lines that were read.
struct Counting<R> {
    input: R,
    line: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        let breaks = buffer[..count].iter().filter(|b| **b == b'\n').count();
        self.line.set(self.line.get() + breaks as u64);
        Ok(count)
    }
}

/// Where features go, and whether that went well.
struct Sink<'a, 't> {
    take: Take<'t>,
    line: &'a Cell<u64>,
    outcome: &'a mut io::Result<()>,
    count: u64,
}

impl Sink<'_, '_> {
    /// Takes a feature; an error ends the reading, and is in `outcome`.
    fn feature<E: serde::de::Error>(&mut self, feature: &Value, line: u64) -> Result<(), E> {
        self.count += 1;
        let row = match entry(feature, self.count) {
            Ok(entry) => Row::Entry(Box::new(entry)),
            Err(what) => Row::Fault { line, what },
        };
        (self.take)(row).map_err(|why| {
            let told = E::custom("stopped");
            *self.outcome = Err(why);
            told
        })
    }
}

/// A collection of features, or one feature alone.
struct Collection<'s, 'a, 't>(&'s mut Sink<'a, 't>);

impl<'de> DeserializeSeed<'de> for Collection<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Collection<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FeatureCollection or a Feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let line = self.0.line.get();
        let mut alone = serde_json::Map::new();
        let mut is_collection = false;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" => {
                    is_collection = true;
                    map.next_value_seed(Features(&mut *self.0))?;
                }
                "geometry" | "properties" | "names" | "types" | "when" | "@id" | "id" => {
                    alone.insert(key, map.next_value()?);
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match is_collection {
            true => Ok(()),
            false => self.0.feature(&Value::Object(alone), line),
        }
    }
}

/// The features of a collection.
struct Features<'s, 'a, 't>(&'s mut Sink<'a, 't>);

impl<'de> DeserializeSeed<'de> for Features<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut features: A) -> Result<(), A::Error> {
        while let Some((feature, line)) = features.next_element_seed(Feature(self.0.line))? {
            self.0.feature(&feature, line)?;
        }
        Ok(())
    }
}

/// A feature and the line on which it begins.
struct Feature<'a>(&'a Cell<u64>);

impl<'de> DeserializeSeed<'de> for Feature<'_> {
    type Value = (Value, u64);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        // The reader has seen the first letter of the feature, and nothing after it.
        let line = self.0.get();
        let feature = serde::Deserialize::deserialize(deserializer)?;
        Ok((feature, line))
    }
}

/// An entry from a feature, the `number`-th of its file.
fn entry(feature: &Value, number: u64) -> Result<PackEntry, String> {
    let properties = &feature["properties"];
    let named = ["title", "name", "NAME", "Name"];
    let title = named.iter().find_map(|key| properties[*key].as_str());
    let names = names(feature);
    let first = names.first().map(|(_, name)| name.as_str());
    let name = title.or(first).map(str::trim).filter(|n| !n.is_empty());
    let name = name
        .ok_or_else(|| format!("feature {number} has no name"))?
        .to_owned();
    let told = |why: String| format!("`{name}`: {why}");
    let shape = shape(&feature["geometry"]).map_err(told)?;
    let class = class(feature, &shape.course).map_err(told)?;
    let id = [&feature["@id"], &feature["id"], &properties["id"]]
        .into_iter()
        .find_map(word)
        .unwrap_or_else(|| format!("feature:{number}"));
    let codes = properties["ccodes"].as_array().into_iter().flatten();
    let entry = Entry {
        id,
        names: names
            .into_iter()
            .filter(|(_, other)| *other != name)
            .collect(),
        class,
        position: shape.at,
        extent_km: shape.extent_km,
        years: years(feature),
        rank: match properties["rank"].as_u64() {
            Some(rank @ 1..=5) => rank as u8,
            _ => 3,
        },
        certainty: Certainty::Certain,
        countries: country_codes(codes.filter_map(Value::as_str)),
        course: shape.course,
        source: properties["source"].as_str().unwrap_or_default().to_owned(),
        note: String::new(),
        name,
    };
    Ok(PackEntry {
        entry,
        population: None,
    })
}

/// A text or a number as a word; none if it is neither.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The names with their languages: `names` of Linked Places.
fn names(feature: &Value) -> Vec<(String, String)> {
    let names = feature["names"].as_array().into_iter().flatten();
    names
        .filter_map(|name| {
            let toponym = name["toponym"].as_str()?.trim();
            let lang = name["lang"].as_str().filter(|l| !l.is_empty());
            (!toponym.is_empty()).then(|| (lang.unwrap_or("-").to_owned(), toponym.to_owned()))
        })
        .collect()
}

/// The class: by the types' labels, by `class` or `type`, by the GeoNames letter; of what says nothing of
/// itself an outline is a region and a point a settlement.
fn class(feature: &Value, course: &Course) -> Result<FeatureClass, String> {
    let properties = &feature["properties"];
    let types = feature["types"].as_array().into_iter().flatten();
    let labels = types.flat_map(|t| [&t["label"], &t["sourceLabel"]]);
    let told = labels.chain([&properties["class"], &properties["type"]]);
    let told: Vec<&str> = told.filter_map(Value::as_str).collect();
    if let Some(class) = told.iter().find_map(|word| word.parse().ok()) {
        return Ok(class);
    }
    let letter = properties["fclasses"][0].as_str();
    let by_letter = match letter {
        Some("P" | "p") => Some(FeatureClass::Settlement),
        Some("A" | "a") => Some(FeatureClass::Province),
        Some("L" | "l") => Some(FeatureClass::Region),
        _ => None,
    };
    match (by_letter, told.first()) {
        (Some(class), _) => Ok(class),
        (None, Some(word)) => Err(format!("unknown type `{word}`; see docs/gazetteer.md")),
        (None, None) => match course {
            Course::Ring(_) => Ok(FeatureClass::Region),
            Course::None => Ok(FeatureClass::Settlement),
            Course::Line(_) => Err("a line needs a type: river, road ...".to_owned()),
        },
    }
}

/// The first and the last year of the time spans; none where one is open.
fn years(feature: &Value) -> (Option<i32>, Option<i32>) {
    let spans = feature["when"]["timespans"].as_array();
    let Some(spans) = spans.filter(|spans| !spans.is_empty()) else {
        return (None, None);
    };
    let year = |end: &Value, keys: [&str; 3]| {
        let given = keys.iter().map(|key| &end[*key]).chain([end]);
        given.filter_map(word).find_map(|text| leading_year(&text))
    };
    let starts = spans
        .iter()
        .map(|s| year(&s["start"], ["in", "earliest", "latest"]));
    let ends = spans
        .iter()
        .map(|s| year(&s["end"], ["in", "latest", "earliest"]));
    let earliest = starts.reduce(|a, b| a.zip(b).map(|(a, b)| a.min(b)));
    let latest = ends.reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b)));
    (earliest.flatten(), latest.flatten())
}

/// The year that an ISO date begins with: `-0263-05-01`.
fn leading_year(text: &str) -> Option<i32> {
    let (sign, digits) = match text.trim().strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.trim()),
    };
    let digits = digits.split('-').next()?;
    let year = digits.parse::<i32>().ok().filter(|year| *year <= 9999)?;
    Some(sign * year)
}
