//! The packed part of the gazetteer: settlements, provinces and countries from `geodata/settlements.bin`.
//!
//! Opening it parses nothing but a header: the name index is walked where it lies, positions are read
//! from fixed-width records, and only the names of entries that are shown are decompressed.
//!
//! Layout, all integers little-endian: the magic, then six section lengths as `u32`, then the sections
//! keys, postings, regions, records, block offsets, blocks.
//!
//! * regions: eight bytes of text (`US-GA`, zero-padded) and the number of the first entry, sorted by it
//! * records: [`RECORD`] bytes each: 20 bits of longitude, 20 of latitude, 8 of size
//! * blocks: zstd frames of [`BLOCK`] entries each: zigzag varints of id differences, then a line per
//!   entry, the main name and `lang:name` pairs, separated by tabs

use std::sync::OnceLock;

use super::class::FeatureClass;
use super::index::{NameIndex, read_varint};
use crate::geom::LonLat;

/// The first bytes of the file.
pub const MAGIC: &[u8; 8] = b"theatrG1";
/// Bytes of a record.
pub const RECORD: usize = 6;
/// Entries of a block of names.
///
/// Smaller blocks pack worse (512: 4 % larger), larger ones take longer to open for one name.
pub const BLOCK: usize = 1024;
/// Most bytes a block may unpack to.
pub const BLOCK_LIMIT: usize = 1 << 17;
/// Size byte of a province.
pub const SIZE_PROVINCE: u8 = 254;
/// Size byte of a country.
pub const SIZE_COUNTRY: u8 = 255;
/// Steps of the size byte per doubling of the population.
const SIZE_STEPS: f64 = 10.0;

/// The size byte of a settlement: ten steps for each doubling of its population.
pub fn size_of_population(population: u64) -> u8 {
    let steps = libm::log2(population as f64 + 1.0) * SIZE_STEPS;
    steps.round().clamp(0.0, f64::from(SIZE_PROVINCE - 1)) as u8
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
}

impl Record {
    /// The record in these bytes.
    pub fn unpack(bytes: [u8; RECORD]) -> Self {
        let all = bytes
            .iter()
            .rev()
            .fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        let steps = f64::from(1 << 20);
        let mask = (1 << 20) - 1;
        let lon = ((all & mask) as f64 + 0.5) / steps * 360.0 - 180.0;
        let lat = ((all >> 20 & mask) as f64 + 0.5) / steps * 180.0 - 90.0;
        Self {
            position: LonLat::new(lon, lat),
            size: (all >> 40) as u8,
        }
    }

    /// What it is.
    pub fn class(self) -> FeatureClass {
        match self.size {
            SIZE_COUNTRY => FeatureClass::Country,
            SIZE_PROVINCE => FeatureClass::Province,
            _ => FeatureClass::Settlement,
        }
    }

    /// Inhabitants, to a few per cent; 0 if unknown or not a settlement.
    pub fn population(self) -> f64 {
        match self.class() {
            FeatureClass::Settlement => libm::exp2(f64::from(self.size) / SIZE_STEPS) - 1.0,
            _ => 0.0,
        }
    }
}

/// Names of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Number in the source: the GeoNames id of a settlement.
    pub id: u64,
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
    unpacked: Vec<OnceLock<Vec<Label>>>,
}

impl Packed {
    /// Opens the file; `None` if it is not one.
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let header = MAGIC.len() + 6 * 4;
        if bytes.get(..MAGIC.len())? != MAGIC {
            return None;
        }
        let mut start = header;
        let mut sections = Vec::new();
        for i in 0..6 {
            let length = read_u32(bytes, MAGIC.len() + 4 * i)? as usize;
            sections.push(bytes.get(start..start.checked_add(length)?)?);
            start += length;
        }
        let [keys, postings, regions, records, offsets, blocks]: [&'static [u8]; 6] =
            sections.try_into().ok()?;
        let count = (offsets.len() / 4).saturating_sub(1);
        Some(Self {
            index: NameIndex::new(keys, postings)?,
            regions,
            records,
            offsets,
            blocks,
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
        Some(Record::unpack(bytes.try_into().ok()?))
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
    Label {
        id,
        name: fields.next().unwrap_or_default().to_owned(),
        names: fields
            .filter_map(|field| field.split_once(':'))
            .map(|(language, name)| (language.to_owned(), name.to_owned()))
            .collect(),
    }
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
            let record = Record::unpack(pack_record(at, 170));
            assert!(distance_km(record.position, at) < 0.03, "{record:?}");
            assert_eq!(record.size, 170);
        }
    }

    #[test]
    fn size_tells_the_population_to_five_per_cent() {
        for population in [1, 500, 40_308, 18_960_744] {
            let size = size_of_population(population);
            let record = Record::unpack(pack_record(LonLat::new(0.0, 0.0), size));
            let ratio = record.population() / population as f64;
            assert!((0.94..1.06).contains(&ratio), "{population}: {ratio}");
        }
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
            b"theatrG1",
            b"theatrG1\xff\xff\xff\xff",
            b"garbage that is longer than it",
        ] {
            assert!(Packed::open(bytes).is_none());
        }
    }
}
