//! Packs: gazetteers of the user's own, built once and read beside the bundled one.
//!
//! A pack may hold twelve million rows; it is never read whole. In memory is one name of every block
//! of names, a name is looked up by reading the one block it can be in, and an entry by reading its row.
//!
//! Layout, all integers little-endian, numbers of variable length as in the name index:
//!
//! * eight bytes that say what it is, `theatrP1`
//! * entries: for each the length of its row, a CRC-32, and the row: the columns of an authored table and
//!   the population
//! * names: blocks of up to 64 folded names in order, a CRC-32 before each. Of each name: how
//!   many bytes it shares with the one before it, how many follow, these bytes, and its postings
//! * index: for each block the length of its first name, the name, and the length of the block
//! * footer: where the blocks begin and how many entries and names there are

mod build;
mod reader;
mod sort;

pub use build::{Counts, PackBuilder, PackEntry, Scratch, Storage};
pub use reader::{NotAPack, Pack, ReadAt};

use super::index::{NameKind, read_varint};

/// The first bytes of a pack; the last one is the version of the layout.
const MAGIC: &[u8; 8] = b"theatrP1";
/// Most names of a block: so few are read for one that is sought that it takes microseconds.
const BLOCK_NAMES: usize = 64;

/// An entry that bears a name, by the place of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PackPosting {
    /// Where its row begins among the entries.
    pub(super) at: u64,
    /// How the name belongs to it.
    pub(super) kind: NameKind,
    /// 1 known to everybody .. 5 obscure.
    pub(super) rank: u8,
}

impl PackPosting {
    fn pack(self) -> u64 {
        self.at << 5 | (self.kind as u64) << 3 | u64::from(self.rank & 7)
    }

    fn unpack(packed: u64) -> Self {
        Self {
            at: packed >> 5,
            kind: NameKind::ALL[(packed >> 3 & 3) as usize],
            rank: (packed & 7) as u8,
        }
    }
}

/// The end of a pack: how long its sections are and what they must add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Footer {
    /// Bytes of the entries.
    entries: u64,
    /// Bytes of the names.
    names: u64,
    /// Bytes of the index.
    index: u64,
    /// Number of entries.
    entry_count: u64,
    /// Number of names.
    name_count: u64,
    /// SHA-256 of the entries: what the pack is known by.
    hash: [u8; 32],
    /// CRC-32 of the index.
    index_crc: u32,
}

impl Footer {
    /// Bytes of a footer, with its own CRC-32 at the end.
    const LENGTH: usize = 5 * 8 + 32 + 4 + 4;

    fn to_bytes(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(Self::LENGTH);
        for number in [
            self.entries,
            self.names,
            self.index,
            self.entry_count,
            self.name_count,
        ] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(self.hash);
        bytes.extend(self.index_crc.to_le_bytes());
        bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
        bytes
    }

    /// The footer in these bytes, if they are whole.
    fn of(bytes: &[u8]) -> Option<Self> {
        let (told, crc) = bytes.split_last_chunk::<4>()?;
        if crc32fast::hash(told) != u32::from_le_bytes(*crc) {
            return None;
        }
        let number = |i: usize| Some(u64::from_le_bytes(*told.get(8 * i..)?.first_chunk()?));
        Some(Self {
            entries: number(0)?,
            names: number(1)?,
            index: number(2)?,
            entry_count: number(3)?,
            name_count: number(4)?,
            hash: *told.get(40..)?.first_chunk()?,
            index_crc: u32::from_le_bytes(*told.get(72..)?.first_chunk()?),
        })
    }
}

/// Reads a number and takes so many bytes.
fn read_bytes<'b>(bytes: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = usize::try_from(read_varint(bytes)?).ok()?;
    bytes.split_off(..length)
}

#[cfg(test)]
mod tests;
