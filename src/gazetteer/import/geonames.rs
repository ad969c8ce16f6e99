//! GeoNames dumps: `allCountries.txt`, `KZ.txt` and the like, as `readme.txt` beside them describes.

use std::io::{self, BufRead};

use super::super::authored::{Course, Entry};
use super::super::class::FeatureClass;
use super::super::pack::PackEntry;
use super::super::score::rank_of_population;
use super::{Row, Take, country_codes, number, position};
use crate::campaign::Certainty;

/// Columns of a dump.
const COLUMNS: usize = 19;
/// The longest row that is read, bytes; the documented most is some 11,000 characters.
const LONGEST: u64 = 1 << 16;

pub(super) fn read(mut input: impl BufRead, take: Take<'_>) -> io::Result<()> {
    let mut bytes = Vec::new();
    let mut line = 0;
    loop {
        bytes.clear();
        line += 1;
        if io::Read::take(&mut input, LONGEST).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(());
        }
        let cut = bytes.last() != Some(&b'\n') && bytes.len() as u64 == LONGEST;
        if cut {
            let what = "the row is longer than 65,536 bytes".to_owned();
            take(Row::Fault { line, what })?;
            input.skip_until(b'\n')?;
            continue;
        }
        let row = std::str::from_utf8(&bytes).map_err(|_| "the row is not UTF-8".to_owned());
        let row = row.and_then(|text| parse(text.trim_end_matches(['\n', '\r'])));
        take(row.unwrap_or_else(|what| Row::Fault { line, what }))?;
    }
}

fn parse(line: &str) -> Result<Row, String> {
    let fields: Vec<&str> = line.split('\t').collect();
    if fields.len() != COLUMNS {
        return Err(format!("{} columns instead of {COLUMNS}", fields.len()));
    }
    let id = fields[0].parse::<u64>();
    let id = id.map_err(|_| format!("id `{}` is no number", fields[0]))?;
    let (lat, lon) = (
        number(fields[4], "latitude")?,
        number(fields[5], "longitude")?,
    );
    let at = position(lat, lon)?;
    let name = fields[1].trim();
    if name.is_empty() {
        return Err("the name is empty".to_owned());
    }
    let population = match fields[14] {
        "" => 0,
        text => text
            .parse::<u64>()
            .map_err(|_| format!("population `{text}` is no number"))?,
    };
    let Some(class) = class(fields[6], fields[7]) else {
        return Ok(Row::Skipped);
    };
    let others = std::iter::once(fields[2]).chain(fields[3].split(','));
    let mut names: Vec<(String, String)> = Vec::new();
    for other in others.map(str::trim) {
        if !other.is_empty() && other != name && names.last().is_none_or(|(_, last)| last != other)
        {
            names.push(("-".to_owned(), other.to_owned()));
        }
    }
    let is_settlement = class == FeatureClass::Settlement;
    let entry = Entry {
        id: format!("gn:{id}"),
        name: name.to_owned(),
        names,
        class,
        position: at,
        extent_km: 0.0,
        years: (None, None),
        rank: rank(class, population),
        certainty: Certainty::Certain,
        countries: country_codes(std::iter::once(fields[8]).chain(fields[9].split(','))),
        course: Course::None,
        source: "GeoNames".to_owned(),
        note: String::new(),
    };
    Ok(Row::Entry(Box::new(PackEntry {
        entry,
        population: is_settlement.then_some(population),
    })))
}

/// States are known, all else in a dump of the world is obscure unless many people live there.
fn rank(class: FeatureClass, population: u64) -> u8 {
    match class {
        FeatureClass::Country => 1,
        _ => rank_of_population(population as f64),
    }
}

/// The class of a feature by its GeoNames class and code; none of what no map of a campaign shows.
fn class(class: &str, code: &str) -> Option<FeatureClass> {
    use FeatureClass as C;
    Some(match (class, code) {
        ("P", _) | ("S", "ANS") => C::Settlement,
        ("A", "PCLH") => C::Polity,
        ("A", code) if code.starts_with("PCL") => C::Country,
        ("A", code) if code.starts_with("ADM") => C::Province,
        ("A", "TERR") | ("L", "RGN" | "RGNE" | "RGNH" | "RGNL") => C::Region,
        ("H", code) if code.starts_with("STM") => C::River,
        ("H", code) if code.starts_with("CNL") => C::Canal,
        ("H", code) if code.starts_with("LK") || code.starts_with("LGN") => C::Lake,
        ("H", "SEA") => C::Sea,
        ("H", "OCN") => C::Ocean,
        ("H", "STRT" | "SD" | "CHN" | "CHNM" | "NRWS") => C::Strait,
        ("H", "BAY" | "BAYS" | "GULF" | "BGHT" | "ESTY" | "FJD" | "FJDS" | "INLT") => C::Gulf,
        ("H", "MRSH" | "MRSHN" | "SWMP" | "BOG" | "BOGS" | "WTLD") => C::Marsh,
        ("T", "MT" | "PK" | "PKS" | "VLC" | "HLL") => C::Peak,
        ("T", "MTS" | "HLLS" | "RDGE") => C::Range,
        ("T", "PASS" | "GAP") => C::Pass,
        ("T", "CAPE" | "HDLD" | "PT") => C::Cape,
        ("T", "ISL" | "ISLET") => C::Island,
        ("T", "ISLS") => C::Archipelago,
        ("T", "PEN" | "ISTH") => C::Peninsula,
        ("T", "PLN" | "PLNS") | ("V", "GRSLD") => C::Plain,
        ("T", "DSRT" | "ERG") => C::Desert,
        ("T", "VAL" | "VALS") => C::Valley,
        ("T", "PLAT" | "UPLD") => C::Plateau,
        ("T", "DLTA") => C::Delta,
        ("L", "OAS") => C::Oasis,
        ("L", "BTL") => C::Battlefield,
        ("V", "FRST") => C::Forest,
        ("S", "FT" | "CSTL") => C::Fort,
        ("S", "FY") => C::Ford,
        _ => return None,
    })
}
