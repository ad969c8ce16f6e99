//! Reading a pack where it lies.

use std::fmt;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use super::build::PackEntry;
use super::{Footer, MAGIC, PackPosting, read_bytes};
use crate::gazetteer::index::read_varint;

/// Most rows are shorter, so that one reading gets them whole; bytes.
const ROW_GUESS: usize = 512;
/// No row is longer, bytes: GeoNames allows 10,000 characters of other names.
const LONGEST_ROW: usize = 1 << 20;

/// Bytes that can be read at any place, by several threads at once.
pub trait ReadAt: Send + Sync {
    /// Number of bytes.
    fn length(&self) -> u64;

    /// Fills the buffer with the bytes from a place on.
    ///
    /// # Errors
    /// If they cannot be read or there are not so many.
    fn read_at(&self, buffer: &mut [u8], at: u64) -> io::Result<()>;
}

impl ReadAt for Vec<u8> {
    fn length(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, buffer: &mut [u8], at: u64) -> io::Result<()> {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        let found = self.get(start..).and_then(|rest| rest.get(..buffer.len()));
        buffer.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// Why something is no pack.
#[derive(Debug)]
pub enum NotAPack {
    /// It begins otherwise.
    Foreign,
    /// It was made for another version of theatrum.
    Version,
    /// Its end is missing or does not fit the rest.
    Damaged,
    /// It could not be read.
    Io(io::Error),
}

impl fmt::Display for NotAPack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("it is no gazetteer pack"),
            Self::Version => f.write_str("it was built by another version of theatrum"),
            Self::Damaged => f.write_str("it is damaged or was cut short"),
            Self::Io(why) => write!(f, "{why}"),
        }
    }
}

impl From<io::Error> for NotAPack {
    fn from(why: io::Error) -> Self {
        Self::Io(why)
    }
}

/// An open pack.
pub struct Pack {
    bytes: Box<dyn ReadAt>,
    footer: Footer,
    /// The first name of each block and where the block begins among the names.
    blocks: Vec<(Box<[u8]>, u64)>,
    damaged: AtomicBool,
}

impl Pack {
    /// Opens a pack; only its end is read.
    ///
    /// # Errors
    /// If it is none, is cut short, or was made for another version.
    pub fn open(bytes: Box<dyn ReadAt>) -> Result<Self, NotAPack> {
        let mut magic = [0; MAGIC.len()];
        let begin = bytes.read_at(&mut magic, 0);
        match begin {
            Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Err(NotAPack::Foreign),
            other => other?,
        }
        if magic[..7] != MAGIC[..7] {
            return Err(NotAPack::Foreign);
        }
        if magic != *MAGIC {
            return Err(NotAPack::Version);
        }
        let end = bytes.length().checked_sub(Footer::LENGTH as u64);
        let end = end.ok_or(NotAPack::Damaged)?;
        let mut footer = [0; Footer::LENGTH];
        bytes.read_at(&mut footer, end)?;
        let footer = Footer::of(&footer).ok_or(NotAPack::Damaged)?;
        let whole = (MAGIC.len() as u64)
            .checked_add(footer.entries)
            .and_then(|sum| sum.checked_add(footer.names))
            .and_then(|sum| sum.checked_add(footer.index));
        if whole != Some(end) {
            return Err(NotAPack::Damaged);
        }
        let mut index = vec![0; footer.index as usize];
        bytes.read_at(&mut index, end - footer.index)?;
        if crc32fast::hash(&index) != footer.index_crc {
            return Err(NotAPack::Damaged);
        }
        Ok(Self {
            bytes,
            footer,
            blocks: blocks(&index).ok_or(NotAPack::Damaged)?,
            damaged: AtomicBool::new(false),
        })
    }

    /// Number of entries.
    pub fn len(&self) -> u64 {
        self.footer.entry_count
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.footer.entry_count == 0
    }

    /// What it is known by: two packs of the same entries have the same.
    pub fn hash(&self) -> [u8; 32] {
        self.footer.hash
    }

    /// Whether something that was read did not fit its checksum; it was then taken as absent.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// The entries that bear this folded name.
    pub(in crate::gazetteer) fn get(&self, folded: &str) -> Vec<PackPosting> {
        let after = self
            .blocks
            .partition_point(|(first, _)| **first <= *folded.as_bytes());
        let Some(block) = after.checked_sub(1) else {
            return Vec::new();
        };
        let Some(names) = self.block(block) else {
            self.damaged.store(true, Ordering::Relaxed);
            return Vec::new();
        };
        sought(&names, folded.as_bytes()).unwrap_or_default()
    }

    /// Whether any entry bears this folded name.
    pub(in crate::gazetteer) fn has(&self, folded: &str) -> bool {
        !self.get(folded).is_empty()
    }

    /// Whether any folded name starts with these letters.
    pub(in crate::gazetteer) fn any_starts_with(&self, prefix: &str) -> bool {
        let prefix = prefix.as_bytes();
        let after = self.blocks.partition_point(|(first, _)| **first < *prefix);
        let next = self.blocks.get(after);
        if next.is_some_and(|(first, _)| first.starts_with(prefix)) {
            return true;
        }
        let names = after.checked_sub(1).and_then(|block| self.block(block));
        let mut found = false;
        if let Some(names) = names {
            // A block that ends early is damaged: what was read of it counts.
            let _ = each(&names, |name, _| {
                found |= name.starts_with(prefix);
                found
            });
        }
        found
    }

    /// The entry whose row is at a place.
    pub(in crate::gazetteer) fn entry(&self, at: u64) -> Option<PackEntry> {
        let entry = self.row(at).and_then(|row| PackEntry::parse(&row));
        if entry.is_none() {
            self.damaged.store(true, Ordering::Relaxed);
        }
        entry
    }

    fn row(&self, at: u64) -> Option<String> {
        let left = self.footer.entries.checked_sub(at)?;
        let start = MAGIC.len() as u64 + at;
        let mut head = vec![0; ROW_GUESS.min(usize::try_from(left).ok()?)];
        self.bytes.read_at(&mut head, start).ok()?;
        let mut rest = head.as_slice();
        let length = usize::try_from(read_varint(&mut rest)?).ok()?;
        let crc = u32::from_le_bytes(*rest.split_off(..4)?.first_chunk()?);
        if length > LONGEST_ROW {
            return None;
        }
        let skipped = head.len() - rest.len();
        let row = match rest.get(..length) {
            Some(row) => row.to_vec(),
            None => {
                let mut row = vec![0; length];
                self.bytes.read_at(&mut row, start + skipped as u64).ok()?;
                row
            }
        };
        if crc32fast::hash(&row) != crc {
            return None;
        }
        String::from_utf8(row).ok()
    }

    /// The names of a block, checked.
    fn block(&self, number: usize) -> Option<Vec<u8>> {
        let start = self.blocks.get(number)?.1;
        let end = self
            .blocks
            .get(number + 1)
            .map_or(self.footer.names, |b| b.1);
        let mut block = vec![0; usize::try_from(end.checked_sub(start)?).ok()?];
        let names = MAGIC.len() as u64 + self.footer.entries;
        self.bytes.read_at(&mut block, names + start).ok()?;
        let crc = u32::from_le_bytes(*block.first_chunk()?);
        block.drain(..4);
        (crc32fast::hash(&block) == crc).then_some(block)
    }
}

/// The blocks of an index.
fn blocks(mut index: &[u8]) -> Option<Vec<(Box<[u8]>, u64)>> {
    let (mut blocks, mut start) = (Vec::new(), 0_u64);
    while !index.is_empty() {
        let first = read_bytes(&mut index)?;
        blocks.push((first.into(), start));
        start = start.checked_add(read_varint(&mut index)?)?;
    }
    Some(blocks)
}

/// The postings of a name in a block; none if it is not there.
fn sought(block: &[u8], name: &[u8]) -> Option<Vec<PackPosting>> {
    let mut found = None;
    each(block, |here, postings| {
        if here == name {
            found = Some(postings.to_vec());
        }
        here >= name
    })?;
    found
}

/// Visits the names of a block with their postings until `visit` says that it has enough; `None` if the
/// block breaks off.
fn each(mut block: &[u8], mut visit: impl FnMut(&[u8], &[PackPosting]) -> bool) -> Option<()> {
    let (mut name, mut postings) = (Vec::new(), Vec::new());
    while !block.is_empty() {
        let shared = usize::try_from(read_varint(&mut block)?).ok()?;
        name.truncate(shared);
        name.extend(read_bytes(&mut block)?);
        postings.clear();
        let mut packed = 0_u64;
        for _ in 0..read_varint(&mut block)? {
            packed = packed.checked_add(read_varint(&mut block)?)?;
            postings.push(PackPosting::unpack(packed));
        }
        if visit(&name, &postings) {
            break;
        }
    }
    Some(())
}
