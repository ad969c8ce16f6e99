//! Other people's gazetteers as rows of a pack, one input format a file.
//!
//! Inputs are read row by row: a dump of GeoNames has twelve million. A bad row is told with its line and
//! does not end the reading.

mod geonames;
mod linked;
mod shape;
mod table;

use std::io::{self, BufRead};

use super::pack::PackEntry;

/// The format of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportFormat {
    /// A GeoNames dump: 19 columns between tabs, without a header.
    GeoNames,
    /// GeoJSON, GeoJSON-T or Linked Places Format.
    Json,
    /// A table with a header, between commas, semicolons or tabs.
    Table,
}

impl ImportFormat {
    /// The format that files with this extension have, if it tells.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::GeoNames),
            "json" | "geojson" | "jsonld" | "lpf" => Some(Self::Json),
            "csv" | "tsv" => Some(Self::Table),
            _ => None,
        }
    }
}

/// What a row of an input gives.
#[derive(Debug)]
pub enum Row {
    /// A row for the pack.
    Entry(Box<PackEntry>),
    /// Something of a kind that no map of a campaign shows: a hotel, a school.
    Skipped,
    /// A fault.
    Fault {
        /// The line, from 1.
        line: u64,
        /// What is the matter.
        what: String,
    },
    /// Something to know of the whole input.
    Note(String),
}

/// Where rows go.
pub type Take<'t> = &'t mut dyn FnMut(Row) -> io::Result<()>;

/// Reads an input to its end.
///
/// # Errors
/// If it cannot be read, or `take` fails.
pub fn read(format: ImportFormat, input: impl BufRead, take: Take<'_>) -> io::Result<()> {
    match format {
        ImportFormat::GeoNames => geonames::read(input, take),
        ImportFormat::Json => linked::read(input, take),
        ImportFormat::Table => table::read(input, take),
    }
}

/// A number that is one.
fn number(text: &str, what: &str) -> Result<f64, String> {
    let number = text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
    number.ok_or_else(|| format!("{what} `{text}` is no number"))
}

/// A position in degrees.
fn position(lat: f64, lon: f64) -> Result<crate::geom::LonLat, String> {
    if lat.abs() > 90.0 {
        return Err(format!("latitude {lat} is beyond 90"));
    }
    if lon.abs() > 180.0 {
        return Err(format!("longitude {lon} is beyond 180"));
    }
    Ok(crate::geom::LonLat::new(lon, lat))
}

/// The codes in a list of countries; what is none is left out.
fn country_codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let is_code = |code: &&str| code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic());
    let mut found: Vec<String> = Vec::new();
    for code in codes.into_iter().map(str::trim).filter(is_code) {
        let code = code.to_ascii_uppercase();
        if !found.contains(&code) {
            found.push(code);
        }
    }
    found
}

#[cfg(test)]
mod tests;
