//! Tables with a header: CSV, and the authored tables' own format.

use std::io::{self, BufRead};

use csv::{ErrorKind, Position, ReaderBuilder, StringRecord, Trim};

use super::super::authored::{Course, Entry};
use super::super::class::FeatureClass;
use super::super::pack::PackEntry;
use super::super::score::rank_of_population;
use super::{Row, Take, country_codes, number, position};
use crate::campaign::Certainty;

/// A column, the names by which it may be headed, and whether a table must have it.
type Column = (Field, &'static [&'static str], bool);

/// The columns that are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Id,
    Name,
    Class,
    Lat,
    Lon,
    Extent,
    From,
    To,
    Rank,
    Certainty,
    Country,
    Names,
    Population,
    Source,
    Note,
}

const COLUMNS: [Column; 15] = [
    (Field::Id, &["id"], false),
    (Field::Name, &["name", "title", "toponym"], true),
    (Field::Class, &["class", "type", "kind"], false),
    (Field::Lat, &["lat", "latitude"], true),
    (Field::Lon, &["lon", "lng", "long", "longitude"], true),
    (Field::Extent, &["extent_km"], false),
    (Field::From, &["from", "start"], false),
    (Field::To, &["to", "end"], false),
    (Field::Rank, &["rank"], false),
    (Field::Certainty, &["certainty"], false),
    (Field::Country, &["country", "ccodes", "countries"], false),
    (Field::Names, &["names", "variants"], false),
    (Field::Population, &["population"], false),
    (Field::Source, &["source"], false),
    (Field::Note, &["note"], false),
];

pub(super) fn read(mut input: impl BufRead, take: Take<'_>) -> io::Result<()> {
    let delimiter = delimiter(input.fill_buf()?);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(Trim::All)
        .from_reader(input);
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(e) => return take(fault(e)?),
    };
    let columns = match Columns::of(&header) {
        Ok(columns) => columns,
        Err(what) => return take(Row::Fault { line: 1, what }),
    };
    let unused = columns.unused(&header);
    if !unused.is_empty() {
        take(Row::Note(format!(
            "columns not used: {}",
            unused.join(", ")
        )))?;
    }
    let mut record = StringRecord::new();
    let mut number = 0_u64;
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                number += 1;
                let line = record.position().map_or(0, Position::line);
                let row = columns.entry(&record, number);
                take(row.map_or_else(
                    |what| Row::Fault { line, what },
                    |entry| Row::Entry(Box::new(entry)),
                ))?;
            }
            Err(e) => take(fault(e)?)?,
        }
    }
}

/// The sign between columns, by the first line.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |sign: u8| line.iter().filter(|b| **b == sign).count();
    let signs = [b',', b';', b'\t'];
    signs
        .into_iter()
        .max_by_key(|sign| (count(*sign), *sign == b','))
        .unwrap_or(b',')
}

/// A row that is no row, as a fault; what could not be read, as an error.
fn fault(error: csv::Error) -> io::Result<Row> {
    let line = error.position().map_or(1, Position::line);
    let what = match error.kind() {
        ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("{len} columns instead of {expected_len}")
        }
        ErrorKind::Utf8 { .. } => "the row is not UTF-8".to_owned(),
        ErrorKind::Io(_) => return Err(error.into()),
        _ => error.to_string(),
    };
    Ok(Row::Fault { line, what })
}

/// Where in a row each column is.
struct Columns([Option<usize>; COLUMNS.len()]);

impl Columns {
    fn of(header: &StringRecord) -> Result<Self, String> {
        let heads: Vec<String> = header.iter().map(str::to_lowercase).collect();
        let find = |names: &[&str]| heads.iter().position(|head| names.contains(&head.as_str()));
        let found = COLUMNS.map(|(_, names, _)| find(names));
        let missing: Vec<&str> = COLUMNS
            .iter()
            .zip(&found)
            .filter(|((_, _, needed), at)| *needed && at.is_none())
            .map(|((_, names, _), _)| names[0])
            .collect();
        if missing.is_empty() {
            Ok(Self(found))
        } else {
            Err(format!(
                "the first line heads no column {}",
                missing.join(", ")
            ))
        }
    }

    fn unused<'h>(&self, header: &'h StringRecord) -> Vec<&'h str> {
        let unused = header.iter().enumerate();
        unused
            .filter(|(at, head)| !head.is_empty() && !self.0.contains(&Some(*at)))
            .map(|(_, head)| head)
            .collect()
    }

    fn get<'r>(&self, record: &'r StringRecord, field: Field) -> &'r str {
        let at = COLUMNS.iter().position(|(f, ..)| *f == field);
        let at = at.and_then(|at| self.0[at]);
        at.and_then(|at| record.get(at)).unwrap_or_default()
    }

    fn entry(&self, record: &StringRecord, row: u64) -> Result<PackEntry, String> {
        let get = |field| self.get(record, field);
        let name = get(Field::Name);
        if name.is_empty() {
            return Err("the name is empty".to_owned());
        }
        let class: FeatureClass = match get(Field::Class) {
            "" => FeatureClass::Settlement,
            word => word
                .parse()
                .map_err(|_| format!("unknown class `{word}`; see docs/gazetteer.md"))?,
        };
        let (lat, lon) = (
            number(get(Field::Lat), "lat")?,
            number(get(Field::Lon), "lon")?,
        );
        let population = match get(Field::Population) {
            "" => None,
            text => Some(number(text, "population")?.max(0.0) as u64),
        };
        let entry = Entry {
            id: match get(Field::Id) {
                "" => format!("row:{row}"),
                id => id.to_owned(),
            },
            name: name.to_owned(),
            names: names(get(Field::Names)),
            class,
            position: position(lat, lon)?,
            extent_km: extent(get(Field::Extent))?,
            years: (year(get(Field::From))?, year(get(Field::To))?),
            rank: match get(Field::Rank) {
                "" => population.map_or(3, |p| rank_of_population(p as f64)),
                "1" => 1,
                "2" => 2,
                "3" => 3,
                "4" => 4,
                "5" => 5,
                rank => return Err(format!("rank `{rank}` is not 1 to 5")),
            },
            certainty: match get(Field::Certainty) {
                "" => Certainty::Certain,
                word => {
                    Certainty::of_word(word).ok_or_else(|| format!("unknown certainty `{word}`"))?
                }
            },
            countries: country_codes(get(Field::Country).split([',', ';', '|', ' '])),
            course: Course::None,
            source: get(Field::Source).to_owned(),
            note: get(Field::Note).to_owned(),
        };
        Ok(PackEntry {
            population: population.filter(|_| class == FeatureClass::Settlement),
            entry,
        })
    }
}

/// `ru:Эмель|Emel` as names with their languages.
fn names(text: &str) -> Vec<(String, String)> {
    let names = text
        .split('|')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names
        .map(|name| match name.split_once(':') {
            Some((tag, name)) if !tag.is_empty() && tag.len() <= 12 => {
                (tag.to_owned(), name.trim().to_owned())
            }
            _ => ("-".to_owned(), name.to_owned()),
        })
        .collect()
}

/// A radius in km, 0 if none is given.
fn extent(text: &str) -> Result<f64, String> {
    let km = match text {
        "" => 0.0,
        text => number(text, "extent_km")?,
    };
    if (0.0..=21000.0).contains(&km) {
        Ok(km)
    } else {
        Err(format!("extent_km {km} is not from 0 to 21000"))
    }
}

fn year(text: &str) -> Result<Option<i32>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let year = text.parse::<i32>().ok().filter(|year| year.abs() <= 9999);
    year.map(Some).ok_or_else(|| format!("`{text}` is no year"))
}
