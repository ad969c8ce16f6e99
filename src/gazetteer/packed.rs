//! The packed part of the gazetteer, `geodata/settlements.bin`: settlements, and the countries, provinces,
//! rivers and lakes of the base map, each as a point with its names.
//!
//! Opening it parses nothing but a header: the name index is walked where it lies, positions are read
//! from fixed-width records, and only the names of entries that are shown are decompressed.
//!
//! Layout, all integers little-endian: the magic, then seven section lengths as `u32`, then the sections
//! keys, postings, regions, records, block offsets, blocks, features.
//!
//! * regions: eight bytes of text (`US-GA`, zero-padded) and the number of the first entry, sorted by it
//! * records: [`RECORD`] bytes each: 20 bits of longitude, 20 of latitude, 8 of size: the
//!   population of a settlement, the radius of anything else
//! * blocks: zstd frames of [`BLOCK`] entries each: zigzag varints of id differences, then a line per
//!   entry, the main name and `lang:name` pairs, separated by tabs
//! * features: a byte for each of the last entries, which are no settlements: [`pack_feature`]

use std::sync::OnceLock;

use super::class::FeatureClass;
use super::index::{NameIndex, read_varint};
use crate::geom::LonLat;

/// The first bytes of the file.
pub const MAGIC: &[u8; 8] = b"theatrG2";
/// Bytes of a record.
pub const RECORD: usize = 6;
/// Entries of a block of names.
///
/// Smaller blocks pack worse (512: 4 % larger), larger ones take longer to open for one name.
pub const BLOCK: usize = 1024;
/// Most bytes a block may unpack to.
pub const BLOCK_LIMIT: usize = 1 << 17;
/// The language tag under which the code of a feature stands among its names.
pub const CODE: &str = "code";
/// Number of sections.
const SECTIONS: usize = 7;
/// Steps of the size byte per doubling of the population.
const SIZE_STEPS: f64 = 10.0;
/// Steps of the size byte per doubling of the radius.
const EXTENT_STEPS: f64 = 18.0;
/// The classes of the entries that are no settlements, by number.
const CLASSES: [FeatureClass; 5] = [
    FeatureClass::Country,
    FeatureClass::Province,
    FeatureClass::River,
    FeatureClass::Lake,
    FeatureClass::Canal,
];

/// The size byte of a settlement: ten steps for each doubling of its population.
pub fn size_of_population(population: u64) -> u8 {
    size(population as f64, SIZE_STEPS)
}

/// The size byte of a feature with this rough radius.
pub fn size_of_extent(km: f64) -> u8 {
    size(km, EXTENT_STEPS)
}

fn size(value: f64, steps: f64) -> u8 {
    let steps = libm::log2(value.max(0.0) + 1.0) * steps;
    steps.round().clamp(0.0, 255.0) as u8
}

/// The byte of a feature's class and rank; `None` for a class that is not packed.
pub fn pack_feature(class: FeatureClass, rank: u8) -> Option<u8> {
    let number = CLASSES.iter().position(|c| *c == class)?;
    Some((number as u8) << 3 | rank & 7)
}

/// The record of an entry.
pub fn pack_record(at: LonLat, size: u8) -> [u8; RECORD] {
    let steps = f64::from(1 << 20);
    let lon = ((at.lon + 180.0) / 360.0 * steps).clamp(0.0, steps - 1.0) as u64;
    let lat = ((at.lat + 90.0) / 180.0 * steps).clamp(0.0, steps - 1.0) as u64;
    let bytes = (lon | lat << 20 | u64::from(size) << 40).to_le_bytes();
    std::array::from_fn(|i| bytes[i])
}

/// What is known of an entry without unpacking its name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// Where it lies, to 20 m.
    pub position: LonLat,
    /// Size byte.
    pub size: u8,
    /// Class and rank of what is no settlement.
    pub feature: Option<(FeatureClass, u8)>,
}

impl Record {
    /// The record in these bytes and the feature byte, which a settlement has not.
    pub fn unpack(bytes: [u8; RECORD], feature: Option<u8>) -> Self {
        let all = bytes
            .iter()
            .rev()
            .fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        let steps = f64::from(1 << 20);
        let mask = (1 << 20) - 1;
        let lon = ((all & mask) as f64 + 0.5) / steps * 360.0 - 180.0;
        let lat = ((all >> 20 & mask) as f64 + 0.5) / steps * 180.0 - 90.0;
        let feature = feature.and_then(|byte| {
            let class = *CLASSES.get(usize::from(byte >> 3))?;
            Some((class, (byte & 7).clamp(1, 5)))
        });
        Self {
            position: LonLat::new(lon, lat),
            size: (all >> 40) as u8,
            feature,
        }
    }

    /// What it is.
    pub fn class(self) -> FeatureClass {
        self.feature
            .map_or(FeatureClass::Settlement, |(class, _)| class)
    }

    /// Inhabitants, to a few per cent; 0 if unknown or not a settlement.
    pub fn population(self) -> f64 {
        match self.feature {
            None => libm::exp2(f64::from(self.size) / SIZE_STEPS) - 1.0,
            Some(_) => 0.0,
        }
    }

    /// Rough radius in km, 0 of a settlement.
    pub fn extent_km(self) -> f64 {
        match self.feature {
            None => 0.0,
            Some(_) => libm::exp2(f64::from(self.size) / EXTENT_STEPS) - 1.0,
        }
    }
}

/// Names of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Number in the source: the GeoNames id of a settlement, 0 of anything else.
    pub id: u64,
    /// Code of what is no settlement: `KZ`, `CN-65`, `upper-arrow-lake`.
    pub code: String,
    /// Main name.
    pub name: String,
    /// Names in other languages, with their tags.
    pub names: Vec<(String, String)>,
}

/// The opened file.
pub struct Packed {
    /// Its names.
    pub index: NameIndex,
    regions: &'static [u8],
    records: &'static [u8],
    offsets: &'static [u8],
    blocks: &'static [u8],
    features: &'static [u8],
    unpacked: Vec<OnceLock<Vec<Label>>>,
}

impl Packed {
    /// Opens the file; `None` if it is not one.
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let header = MAGIC.len() + SECTIONS * 4;
        if bytes.get(..MAGIC.len())? != MAGIC {
            return None;
        }
        let mut start = header;
        let mut sections = Vec::new();
        for i in 0..SECTIONS {
            let length = read_u32(bytes, MAGIC.len() + 4 * i)? as usize;
            sections.push(bytes.get(start..start.checked_add(length)?)?);
            start += length;
        }
        let [keys, postings, regions, records, offsets, blocks, features]: [&'static [u8];
            SECTIONS] = sections.try_into().ok()?;
        let count = (offsets.len() / 4).saturating_sub(1);
        Some(Self {
            index: NameIndex::new(keys, postings)?,
            regions,
            records,
            offsets,
            blocks,
            features,
            unpacked: std::iter::repeat_with(OnceLock::new).take(count).collect(),
        })
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.records.len() / RECORD
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The record of an entry.
    pub fn record(&self, entry: u32) -> Option<Record> {
        let start = entry as usize * RECORD;
        let bytes = self.records.get(start..start + RECORD)?;
        let settlements = self.len().saturating_sub(self.features.len());
        let feature = (entry as usize).checked_sub(settlements);
        let feature = feature.and_then(|i| self.features.get(i).copied());
        Some(Record::unpack(bytes.try_into().ok()?, feature))
    }

    /// The code of the region an entry lies in: `US-GA`, or just `US`.
    pub fn region(&self, entry: u32) -> &str {
        const ROW: usize = 12;
        let row = |i: usize| &self.regions[i * ROW..(i + 1) * ROW];
        let (mut low, mut high) = (0, self.regions.len() / ROW);
        while low < high {
            let middle = low.midpoint(high);
            match read_u32(row(middle), 8) {
                Some(first) if first <= entry => low = middle + 1,
                _ => high = middle,
            }
        }
        let Some(i) = low.checked_sub(1) else {
            return "";
        };
        std::str::from_utf8(&row(i)[..8]).map_or("", |code| code.trim_end_matches('\0'))
    }

    /// The names of an entry.
    pub fn label(&self, entry: u32) -> Label {
        let (block, within) = (entry as usize / BLOCK, entry as usize % BLOCK);
        let labels = self
            .unpacked
            .get(block)
            .map(|cell| cell.get_or_init(|| self.unpack(block).unwrap_or_default()));
        labels
            .and_then(|labels| labels.get(within).cloned())
            .unwrap_or_default()
    }

    fn unpack(&self, block: usize) -> Option<Vec<Label>> {
        let start = read_u32(self.offsets, 4 * block)? as usize;
        let end = read_u32(self.offsets, 4 * block + 4)? as usize;
        let mut text = Vec::with_capacity(BLOCK_LIMIT);
        ruzstd::decoding::FrameDecoder::new()
            .decode_all_to_vec(self.blocks.get(start..end)?, &mut text)
            .ok()?;
        let count = BLOCK.min(self.len().saturating_sub(block * BLOCK));
        let mut rest = text.as_slice();
        let mut id = 0;
        let ids: Vec<u64> = (0..count)
            .map_while(|_| {
                id += unzigzag(read_varint(&mut rest)?);
                u64::try_from(id).ok()
            })
            .collect();
        let lines = std::str::from_utf8(rest).ok()?.lines();
        Some(ids.into_iter().zip(lines).map(label).collect())
    }
}

fn label((id, line): (u64, &str)) -> Label {
    let mut fields = line.split('\t');
    let mut label = Label {
        id,
        name: fields.next().unwrap_or_default().to_owned(),
        ..Label::default()
    };
    for (tag, text) in fields.filter_map(|field| field.split_once(':')) {
        if tag == CODE {
            text.clone_into(&mut label.code);
        } else {
            label.names.push((tag.to_owned(), text.to_owned()));
        }
    }
    label
}

/// Maps signed numbers to unsigned ones, small to small.
pub fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

fn read_u32(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::distance_km;

    #[test]
    fn a_record_keeps_its_position_to_thirty_metres() {
        for (lon, lat) in [(69.394, 53.284), (-180.0, -90.0), (180.0, 90.0), (0.0, 0.0)] {
            let at = LonLat::new(lon, lat);
            let record = Record::unpack(pack_record(at, 170), None);
            assert!(distance_km(record.position, at) < 0.03, "{record:?}");
            assert_eq!(record.size, 170);
        }
    }

    #[test]
    fn size_tells_the_population_to_five_per_cent() {
        for population in [1, 500, 40_308, 18_960_744] {
            let size = size_of_population(population);
            let record = Record::unpack(pack_record(LonLat::new(0.0, 0.0), size), None);
            let ratio = record.population() / population as f64;
            assert!((0.94..1.06).contains(&ratio), "{population}: {ratio}");
        }
    }

    #[test]
    fn a_feature_keeps_its_class_rank_and_radius() {
        let bytes = pack_record(LonLat::new(90.0, 75.0), size_of_extent(1700.0));
        let river = Record::unpack(bytes, pack_feature(FeatureClass::River, 4));
        assert_eq!(river.feature, Some((FeatureClass::River, 4)));
        assert!((river.extent_km() / 1700.0 - 1.0).abs() < 0.03);
        assert_eq!(river.population(), 0.0);
        assert_eq!(pack_feature(FeatureClass::Fort, 1), None);
    }

    #[test]
    fn zigzag_is_undone() {
        for value in [0, -1, 1, 1_000_000, -1_000_000] {
            assert_eq!(unzigzag(zigzag(value)), value);
        }
    }

    #[test]
    fn anything_but_the_file_is_refused() {
        for bytes in [
            &b""[..],
            b"theatrG2",
            b"theatrG2\xff\xff\xff\xff",
            b"garbage that is longer than it",
        ] {
            assert!(Packed::open(bytes).is_none());
        }
    }
}
