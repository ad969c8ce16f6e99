//! Where every bundled file comes from, and under which licence.

use serde::Deserialize;

/// The list of all bundled files.
#[derive(Clone, Debug, Deserialize)]
pub struct Catalog {
    /// One entry per file, in the order of their names.
    #[serde(rename = "file")]
    pub files: Vec<CatalogEntry>,
}

/// What the catalogue says of one file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogEntry {
    /// Path below `geodata/`.
    pub path: String,
    /// What it holds: `land and coast`, `rivers`, `gazetteer`.
    pub layer: String,
    /// Scale of the source, `1:10 million`, or a resolution.
    pub scale: String,
    /// The years it is good for.
    pub years: String,
    /// The registry packages it is made from, with versions, or `authored`.
    pub source: Vec<String>,
    /// SPDX expression, or `public domain`.
    pub licence: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// Date of the source data.
    pub date: String,
    /// What a map that uses it says in its credits; empty if nothing is asked for.
    pub credit: String,
}

impl Catalog {
    /// The catalogue as it is written; it names the hash of every file that is part of the program.
    pub const TEXT: &str =
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/geodata/catalog.toml"));

    /// The catalogue of the files that are part of the program.
    pub fn bundled() -> Self {
        toml::from_str(Self::TEXT).expect("the tests read the catalogue")
    }

    /// The credits that a map of these layers owes, each once.
    pub fn credits<'c>(&'c self, layers: &[&str]) -> Vec<&'c str> {
        let mut credits: Vec<&str> = self
            .files
            .iter()
            .filter(|file| layers.contains(&file.layer.as_str()) && !file.credit.is_empty())
            .map(|file| file.credit.as_str())
            .collect();
        credits.sort_unstable();
        credits.dedup();
        credits
    }
}
