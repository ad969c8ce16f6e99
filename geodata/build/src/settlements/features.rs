//! Countries, provinces, rivers and lakes of the base map as entries of the table.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use theatrum::gazetteer::packed::{Label, pack_feature, size_of_extent};
use theatrum::gazetteer::{FeatureClass, fold, skeleton, strip_generic};
use theatrum::geodata::Name;
use theatrum::geom::LonLat;

use super::{Entry, lands, names, waters};
use crate::sources::Sources;

/// Languages whose names are kept for showing.
const SHOWN: [&str; 2] = ["ru", "zh"];
/// Countries whose provinces keep them.
const TRANSLATED: [&str; 10] = ["AF", "CN", "KG", "KZ", "MN", "RU", "TJ", "TM", "UA", "UZ"];
/// Provinces of this rank have only their English names: there are three thousand of them.
const OBSCURE: u8 = 5;
/// Characters of a code: enough to tell features of one name apart.
const LONGEST_CODE: usize = 40;

/// A feature on its way into the table.
pub(super) struct Found {
    pub(super) class: FeatureClass,
    /// 1 known to everybody .. 5 obscure.
    pub(super) rank: u8,
    /// ISO code; made of the name if empty.
    pub(super) code: String,
    /// Code of the country, may be empty.
    pub(super) region: String,
    pub(super) name: String,
    pub(super) names: Vec<Name>,
    pub(super) at: LonLat,
    pub(super) extent_km: f64,
}

/// All features of the base map that bear a name.
pub(super) fn of_basemap(sources: &Sources, out: &Path) -> Result<Vec<Entry>> {
    let lands = lands::read(sources)?;
    let mut found = waters::read(out, &lands)?;
    found.extend(lands.into_iter().map(|land| land.found));
    found.sort_by(|a, b| (&a.region, &a.code, &a.name).cmp(&(&b.region, &b.code, &b.name)));
    let mut codes = BTreeMap::<(FeatureClass, String), usize>::new();
    let mut entries = Vec::new();
    for mut feature in found {
        if feature.code.is_empty() {
            feature.code = fold(&feature.name).replace(' ', "-");
            feature.code.truncate(LONGEST_CODE);
        }
        let count = codes
            .entry((feature.class, feature.code.clone()))
            .or_default();
        *count += 1;
        if *count > 1 {
            feature.code = format!("{}-{count}", feature.code);
        }
        entries.push(entry_of(feature)?);
    }
    Ok(entries)
}

fn entry_of(feature: Found) -> Result<Entry> {
    let byte = pack_feature(feature.class, feature.rank);
    Ok(Entry {
        at: feature.at,
        size: size_of_extent(feature.extent_km),
        feature: Some(byte.context("a class that is not packed")?),
        keys: keys(&feature),
        label: Label {
            id: 0,
            names: shown(&feature),
            code: feature.code,
            name: feature.name,
        },
        region: feature.region,
    })
}

/// Names for showing: of provinces only those of the countries that speak the languages or border them.
fn shown(feature: &Found) -> Vec<(String, String)> {
    if feature.class == FeatureClass::Province && !TRANSLATED.contains(&feature.region.as_str()) {
        return Vec::new();
    }
    let kept = feature
        .names
        .iter()
        .filter(|n| SHOWN.contains(&n.language.as_str()) && names::clean(&n.text));
    kept.map(|n| (n.language.clone(), n.text.clone())).collect()
}

/// Folded names for the index: the main one without generic words, and others that do not share a
/// skeleton with one before, which the index finds anyhow. Countries keep every name in Latin letters.
fn keys(feature: &Found) -> Vec<String> {
    let main = fold(&feature.name);
    let mut kept: Vec<String> = Vec::new();
    let mut skeletons = vec![skeleton(&main)];
    if let Some(stripped) = strip_generic(&main) {
        skeletons.push(skeleton(&stripped.core));
        kept.push(stripped.core);
    }
    let readable = feature.names.iter().filter(|n| names::readable(&n.text));
    for name in readable {
        let folded = fold(&name.text);
        let key = strip_generic(&folded).map_or(folded, |stripped| stripped.core);
        let bones = skeleton(&key);
        let is_english = name.language == "en" || feature.class == FeatureClass::Country;
        let is_obscure = feature.class == FeatureClass::Province && feature.rank == OBSCURE;
        if is_obscure && !is_english {
            continue;
        }
        if key.len() < 3 || key == main || kept.contains(&key) {
            continue;
        }
        if is_english || !skeletons.contains(&bones) {
            skeletons.push(bones);
            kept.push(key);
        }
    }
    kept
}
