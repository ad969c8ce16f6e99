//! Building a pack: rows go out as they come, their names are sorted, and an index is made of them.

use std::io::{self, Read, Seek, Write};

use sha2::{Digest, Sha256};

use super::super::authored::Entry;
use super::super::class::strip_generic;
use super::super::fold::fold;
use super::super::index::{NameKind, write_varint};
use super::sort::Sorter;
use super::{BLOCK_NAMES, Footer, MAGIC, PackPosting};

/// Memory for names that are gathered before they are sorted and put aside, bytes.
///
/// 28 bytes a name: a dump of twelve million rows is sorted in a dozen runs.
const BUDGET: usize = 96 << 20;
/// Most postings of a name. Four thousand places are called San José; of more, the obscure ones tell
/// nothing.
const MOST_POSTINGS: usize = 4000;

/// A row of a pack.
#[derive(Clone, Debug, PartialEq)]
pub struct PackEntry {
    /// The feature with its names.
    pub entry: Entry,
    /// Inhabitants, if known: by them a settlement is weighed as those of the bundled table are.
    pub population: Option<u64>,
}

impl PackEntry {
    fn line(&self) -> String {
        let population = self.population.map(|p| p.to_string());
        format!("{}\t{}", self.entry.line(), population.unwrap_or_default())
    }

    /// Reads a row as [`PackEntry::line`] writes it.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let (row, population) = line.rsplit_once('\t')?;
        Some(Self {
            entry: Entry::read(row).ok()?,
            population: population.parse().ok(),
        })
    }
}

/// Something to put bytes aside in and read them back from.
pub trait Storage: Read + Write + Seek {}

impl<T: Read + Write + Seek> Storage for T {}

/// Where what does not fit memory is put aside.
pub trait Scratch {
    /// Makes an empty storage.
    ///
    /// # Errors
    /// If there is no room.
    fn storage(&self) -> io::Result<Box<dyn Storage>>;
}

/// How much a pack holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Entries.
    pub entries: u64,
    /// Different folded names.
    pub names: u64,
}

/// Writes a pack.
pub struct PackBuilder<'s, W> {
    out: W,
    names: Sorter<'s>,
    entries: u64,
    entry_count: u64,
    hash: Sha256,
}

impl<'s, W: Write> PackBuilder<'s, W> {
    /// Begins a pack.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn new(out: W, scratch: &'s dyn Scratch) -> io::Result<Self> {
        Self::within(out, scratch, BUDGET)
    }

    /// The same with another budget of memory, bytes.
    pub(super) fn within(mut out: W, scratch: &'s dyn Scratch, budget: usize) -> io::Result<Self> {
        out.write_all(MAGIC)?;
        Ok(Self {
            out,
            names: Sorter::new(scratch, budget),
            entries: 0,
            entry_count: 0,
            hash: Sha256::new(),
        })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add(&mut self, row: &PackEntry) -> io::Result<()> {
        let (at, rank) = (self.entries, row.entry.rank);
        let line = row.line();
        let mut record = Vec::with_capacity(line.len() + 8);
        write_varint(&mut record, line.len() as u64);
        record.extend(crc32fast::hash(line.as_bytes()).to_le_bytes());
        record.extend(line.as_bytes());
        self.out.write_all(&record)?;
        self.hash.update(&record);
        self.entries += record.len() as u64;
        self.entry_count += 1;
        let mut add = |name: &str, [whole, core]: [NameKind; 2]| {
            let folded = fold(name);
            let posting = |kind| PackPosting { at, kind, rank }.pack();
            if folded.is_empty() {
                return Ok(());
            }
            if let Some(stripped) = strip_generic(&folded).filter(|s| !s.core.is_empty()) {
                self.names.add(&stripped.core, posting(core))?;
            }
            self.names.add(&folded, posting(whole))
        };
        add(&row.entry.name, [NameKind::Main, NameKind::MainCore])?;
        for (_, name) in &row.entry.names {
            add(name, [NameKind::Other, NameKind::OtherCore])?;
        }
        Ok(())
    }

    /// Sorts the names, writes them and the index, and gives back what it wrote to.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> io::Result<(W, Counts)> {
        let mut blocks = Blocks::new(self.out);
        let mut name: Vec<u8> = Vec::new();
        let mut postings: Vec<u64> = Vec::new();
        self.names.merge(|(next, posting)| {
            if next != name {
                blocks.add(&name, &postings)?;
                postings.clear();
                name = next;
            }
            // Of the ways in which one entry bears the name, the first counts.
            if postings.last().is_none_or(|last| last >> 5 != posting >> 5) {
                postings.push(posting);
            }
            Ok(())
        })?;
        blocks.add(&name, &postings)?;
        blocks.close()?;
        let Blocks {
            mut out,
            index,
            names,
            name_count,
            ..
        } = blocks;
        out.write_all(&index)?;
        let footer = Footer {
            entries: self.entries,
            names,
            index: index.len() as u64,
            entry_count: self.entry_count,
            name_count,
            hash: self.hash.finalize().into(),
            index_crc: crc32fast::hash(&index),
        };
        out.write_all(&footer.to_bytes())?;
        let counts = Counts {
            entries: self.entry_count,
            names: name_count,
        };
        Ok((out, counts))
    }
}

/// Writes names in order, block by block, and gathers the index.
struct Blocks<W> {
    out: W,
    index: Vec<u8>,
    /// Bytes of all closed blocks.
    names: u64,
    name_count: u64,
    block: Vec<u8>,
    in_block: usize,
    first: Vec<u8>,
    last: Vec<u8>,
}

impl<W: Write> Blocks<W> {
    fn new(out: W) -> Self {
        Self {
            out,
            index: Vec::new(),
            names: 0,
            name_count: 0,
            block: Vec::new(),
            in_block: 0,
            first: Vec::new(),
            last: Vec::new(),
        }
    }

    fn add(&mut self, name: &[u8], postings: &[u64]) -> io::Result<()> {
        if postings.is_empty() {
            return Ok(());
        }
        if self.in_block == BLOCK_NAMES {
            self.close()?;
        }
        if self.in_block == 0 {
            self.first = name.to_vec();
            self.last.clear();
        }
        let shared = self
            .last
            .iter()
            .zip(name)
            .take_while(|(a, b)| a == b)
            .count();
        write_varint(&mut self.block, shared as u64);
        write_varint(&mut self.block, (name.len() - shared) as u64);
        self.block.extend(&name[shared..]);
        let kept = best_known(postings);
        write_varint(&mut self.block, kept.len() as u64);
        let mut before = 0;
        for posting in kept {
            write_varint(&mut self.block, posting - before);
            before = posting;
        }
        self.last = name.to_vec();
        self.in_block += 1;
        self.name_count += 1;
        Ok(())
    }

    /// Writes the block that is open, if there is one.
    fn close(&mut self) -> io::Result<()> {
        if self.in_block == 0 {
            return Ok(());
        }
        self.out
            .write_all(&crc32fast::hash(&self.block).to_le_bytes())?;
        self.out.write_all(&self.block)?;
        let length = self.block.len() as u64 + 4;
        write_varint(&mut self.index, self.first.len() as u64);
        self.index.extend(&self.first);
        write_varint(&mut self.index, length);
        self.names += length;
        self.block.clear();
        self.in_block = 0;
        Ok(())
    }
}

/// The postings in order, without the most obscure where there are too many.
fn best_known(postings: &[u64]) -> Vec<u64> {
    let mut kept = postings.to_vec();
    if kept.len() > MOST_POSTINGS {
        kept.sort_by_key(|posting| PackPosting::unpack(*posting).rank);
        kept.truncate(MOST_POSTINGS);
        kept.sort_unstable();
    }
    kept
}
