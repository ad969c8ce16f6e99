//! The authored part of the gazetteer: rows of `geodata/gazetteer/*.tsv`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::class::FeatureClass;
use super::index::NameIndex;
use super::row;
use crate::campaign::{Certainty, Names};
use crate::geom::LonLat;

/// The header line of every table.
pub const HEADER: &str = "id\tname\tclass\tlat\tlon\textent_km\tfrom\tto\trank\tcertainty\tcountry\tnames\tcourse\tsource\tnote";

/// One row: a feature with all its names.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Unique id: `lake-zaysan`.
    pub id: String,
    /// The name an English text uses most.
    pub name: String,
    /// Other names, each with its language tag, `-` for none in particular.
    pub names: Vec<(String, String)>,
    /// What it is.
    pub class: FeatureClass,
    /// A point on it.
    pub position: LonLat,
    /// Rough radius in km, 0 for a point.
    pub extent_km: f64,
    /// First and last year of the name's use, none for no limit, negative for BC.
    pub years: (Option<i32>, Option<i32>),
    /// 1 known to everybody .. 5 obscure.
    pub rank: u8,
    /// How sure the position is.
    pub certainty: Certainty,
    /// ISO 3166 alpha-2 codes of the present countries.
    pub countries: Vec<String>,
    /// Its course or outline, where the table gives one.
    pub course: Course,
    /// `authored`, or a citation.
    pub source: String,
    /// A remark, may be empty.
    pub note: String,
}

/// The `course` column.
#[derive(Clone, Debug, PartialEq)]
pub enum Course {
    /// Nothing given.
    None,
    /// Points along a line, from source to mouth.
    Line(Vec<LonLat>),
    /// Corners of an outline, closed implicitly.
    Ring(Vec<LonLat>),
}

impl Entry {
    /// Reads a row of a table.
    ///
    /// # Errors
    /// Names the column that is wrong.
    pub fn parse(line: &str) -> Result<Self, String> {
        let entry = Self::read(line)?;
        let is_slug = |b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-');
        if !entry.id.bytes().all(is_slug) {
            return Err(format!("id `{}` is not a slug", entry.id));
        }
        Ok(entry)
    }

    /// Reads a row whose id may be any word: `gn:1522203`.
    pub(super) fn read(line: &str) -> Result<Self, String> {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[
            id,
            name,
            class,
            lat,
            lon,
            extent,
            from,
            to,
            rank,
            certainty,
            country,
            names,
            course,
            source,
            note,
        ] = fields.as_slice()
        else {
            return Err(format!("{} columns instead of 15", fields.len()));
        };
        if id.is_empty() || id.contains(char::is_whitespace) {
            return Err(format!("id `{id}` is not a word"));
        }
        if name.trim().is_empty() {
            return Err("name is empty".to_owned());
        }
        let class = FeatureClass::ALL.iter().find(|c| c.word() == class);
        Ok(Self {
            id: id.to_owned(),
            name: name.to_owned(),
            names: names.split('|').filter_map(tagged).collect(),
            class: *class.ok_or_else(|| format!("unknown class `{}`", fields[2]))?,
            position: position(lat, lon)?,
            extent_km: number(extent, "extent_km").and_then(|km| match km {
                0.0..=21000.0 => Ok(km),
                _ => Err(format!("extent_km `{extent}` is out of range")),
            })?,
            years: (year(from)?, year(to)?),
            rank: match rank {
                "1" | "2" | "3" | "4" | "5" => rank.as_bytes()[0] - b'0',
                _ => return Err(format!("rank `{rank}` is not 1 to 5")),
            },
            certainty: Certainty::of_word(certainty)
                .ok_or_else(|| format!("unknown certainty `{certainty}`"))?,
            countries: countries(country)?,
            course: parse_course(course)?,
            source: source.to_owned(),
            note: note.to_owned(),
        })
    }

    /// The row that [`Entry::read`] reads as this entry; tabs and the like in its texts become spaces.
    pub(super) fn line(&self) -> String {
        let year = |year: Option<i32>| year.map_or_else(String::new, |y| y.to_string());
        let names = self.names.iter().map(|(tag, name)| {
            let name = plain(name).replace('|', " ");
            format!("{}:{name}", plain(tag).replace(['|', ':'], " "))
        });
        let course = match &self.course {
            Course::None => String::new(),
            Course::Line(points) => written(points),
            Course::Ring(points) => format!("ring {}", written(points)),
        };
        [
            self.id.split_whitespace().collect::<Vec<_>>().join("_"),
            plain(&self.name),
            self.class.word().to_owned(),
            self.position.lat.to_string(),
            self.position.lon.to_string(),
            self.extent_km.to_string(),
            year(self.years.0),
            year(self.years.1),
            self.rank.to_string(),
            self.certainty.word().to_owned(),
            self.countries.join(","),
            names.collect::<Vec<_>>().join("|"),
            course,
            plain(&self.source),
            plain(&self.note),
        ]
        .join("\t")
    }

    /// Names by language, the first of each language, English first of all the main name.
    pub fn names_by_language(&self) -> Names {
        let mut by_language = Names::new();
        by_language.insert("en".to_owned(), self.name.clone());
        for (language, name) in self.names.iter().filter(|(l, _)| l != "-") {
            by_language
                .entry(language.clone())
                .or_insert_with(|| name.clone());
        }
        by_language
    }
}

/// A text without the characters that end a column or a row.
fn plain(text: &str) -> String {
    text.replace(char::is_control, " ").trim().to_owned()
}

/// Points as the column `course` has them.
fn written(points: &[LonLat]) -> String {
    let pairs = points.iter().map(|p| format!("{} {}", p.lat, p.lon));
    pairs.collect::<Vec<_>>().join(";")
}

fn tagged(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let (language, name) = text.split_once(':').unwrap_or(("-", text));
    Some((language.to_owned(), name.trim().to_owned()))
}

fn number(text: &str, column: &str) -> Result<f64, String> {
    let value = text.trim().parse::<f64>().ok().filter(|v| v.is_finite());
    value.ok_or_else(|| format!("{column} `{text}` is not a number"))
}

fn position(lat: &str, lon: &str) -> Result<LonLat, String> {
    let at = LonLat::new(number(lon, "lon")?, number(lat, "lat")?);
    if at.lat.abs() > 90.0 || at.lon.abs() > 180.0 {
        return Err(format!("position `{lat} {lon}` is out of range"));
    }
    Ok(at)
}

fn year(text: &str) -> Result<Option<i32>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let year = text.parse::<i32>().ok().filter(|y| y.abs() <= 9999);
    year.map(Some)
        .ok_or_else(|| format!("`{text}` is not a year"))
}

fn countries(text: &str) -> Result<Vec<String>, String> {
    let codes = text.split(',').filter(|c| !matches!(*c, "-" | ""));
    codes
        .map(|code| match code.as_bytes() {
            [b'A'..=b'Z', b'A'..=b'Z'] => Ok(code.to_owned()),
            _ => Err(format!("`{code}` is not a country code")),
        })
        .collect()
}

fn parse_course(text: &str) -> Result<Course, String> {
    let (is_ring, points) = match text.strip_prefix("ring ") {
        Some(corners) => (true, corners),
        None => (false, text),
    };
    if points.trim().is_empty() {
        return Ok(Course::None);
    }
    let points = points
        .split(';')
        .map(|pair| {
            let (lat, lon) = pair
                .trim()
                .split_once(' ')
                .ok_or_else(|| format!("`{pair}` is not a position"))?;
            position(lat, lon)
        })
        .collect::<Result<Vec<_>, String>>()?;
    match (is_ring, points.len()) {
        (true, 3..) => Ok(Course::Ring(points)),
        (false, 2..) => Ok(Course::Line(points)),
        _ => Err(format!("course has only {} points", points.len())),
    }
}

/// All rows and the index of their names. A row is read when it is first asked for.
pub(super) struct Authored {
    rows: Vec<(&'static str, OnceLock<Option<Entry>>)>,
    pub(super) index: NameIndex,
    by_id: OnceLock<BTreeMap<&'static str, u32>>,
}

impl Authored {
    /// The tables with the index that the build script made of them.
    pub(super) fn new(tables: impl IntoIterator<Item = &'static str>, index: NameIndex) -> Self {
        let rows = tables.into_iter().flat_map(row::rows);
        Self {
            rows: rows.map(|row| (row, OnceLock::new())).collect(),
            index,
            by_id: OnceLock::new(),
        }
    }

    /// The entry of this number; `None` also for a row that does not parse, of which tests allow none.
    pub(super) fn entry(&self, number: u32) -> Option<&Entry> {
        let (row, cell) = self.rows.get(number as usize)?;
        cell.get_or_init(|| Entry::parse(row).ok()).as_ref()
    }

    /// All entries, in the order of the tables.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        (0..).zip(&self.rows).filter_map(|(i, _)| self.entry(i))
    }

    pub(super) fn by_id(&self, id: &str) -> Option<&Entry> {
        let by_id = self.by_id.get_or_init(|| {
            let ids = self.rows.iter().map(|(row, _)| row.split('\t').next());
            ids.map(Option::unwrap_or_default).zip(0..).collect()
        });
        self.entry(*by_id.get(id)?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::index::IndexBuilder;
    use super::*;

    const EMIL: &str = "emil-river\tEmil River\triver\t46.4\t82.9\t120\t\t\t4\tcertain\tCN,KZ\tru:Эмель|zh:额敏河|-:Emel\t46.6 83.9;46.4 82.9;46.3 82.1\tauthored\t";

    #[test]
    fn a_row_is_read_whole() {
        let emil = Entry::parse(EMIL).unwrap();
        assert_eq!(emil.class, FeatureClass::River);
        assert_eq!(emil.position, LonLat::new(82.9, 46.4));
        assert_eq!(emil.countries, ["CN", "KZ"]);
        assert_eq!(emil.names_by_language()["zh"], "额敏河");
        assert!(matches!(emil.course, Course::Line(points) if points.len() == 3));
    }

    #[test]
    fn faults_are_named() {
        let faults = [
            (EMIL.replace("46.4\t82.9", "146.4\t82.9"), "out of range"),
            (EMIL.replace("\triver\t", "\tstream\t"), "class `stream`"),
            (EMIL.replace("emil-river", "Emil"), "slug"),
            (EMIL.replace("46.6 83.9;", "46.6,83.9;"), "not a position"),
            (EMIL.replace("\tauthored", ""), "14 columns"),
        ];
        for (row, wanted) in faults {
            let fault = Entry::parse(&row).unwrap_err();
            assert!(fault.contains(wanted), "{fault}");
        }
    }

    #[test]
    fn names_are_indexed_with_and_without_generic_words() {
        let mut names = IndexBuilder::default();
        row::add_names(&mut names, 0, EMIL);
        let (keys, postings) = names.build().unwrap();
        let index = NameIndex::new(keys, postings).unwrap();
        let table: &str = Box::leak(format!("{HEADER}\n{EMIL}\n").into_boxed_str());
        let authored = Authored::new([table], index);
        for name in ["emil river", "emil", "emel"] {
            let found = authored.index.get(name);
            assert_eq!(authored.entry(found[0].entry).unwrap().id, "emil-river");
        }
        assert!(authored.by_id("emil-river").is_some() && authored.by_id("emil").is_none());
    }
}
