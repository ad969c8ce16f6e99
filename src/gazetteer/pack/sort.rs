//! Sorting more names than memory holds: sorted runs are put aside, and merged at the end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use super::build::{Scratch, Storage};

/// A name's bytes and its posting.
pub(super) type Named = (Vec<u8>, u64);

/// Gathers names in any order and gives them back in order.
pub(super) struct Sorter<'s> {
    scratch: &'s dyn Scratch,
    /// Bytes that may be gathered before a run is put aside.
    budget: usize,
    /// All names gathered, one after the other.
    bytes: Vec<u8>,
    /// Where each begins and how long it is, with its posting.
    items: Vec<(u32, u16, u64)>,
    runs: Vec<Box<dyn Storage>>,
}

impl<'s> Sorter<'s> {
    pub(super) fn new(scratch: &'s dyn Scratch, budget: usize) -> Self {
        Self {
            scratch,
            budget,
            bytes: Vec::new(),
            items: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// Adds a name; of one longer than 65,535 bytes the rest does not count.
    pub(super) fn add(&mut self, name: &str, posting: u64) -> io::Result<()> {
        let length = u16::try_from(name.len()).unwrap_or(u16::MAX);
        let start = self.bytes.len() as u32;
        self.bytes.extend(&name.as_bytes()[..usize::from(length)]);
        self.items.push((start, length, posting));
        if self.bytes.len() + self.items.len() * size_of::<(u32, u16, u64)>() >= self.budget {
            self.put_aside()?;
        }
        Ok(())
    }

    fn put_aside(&mut self) -> io::Result<()> {
        let name = |&(start, length, _): &(u32, u16, u64)| {
            &self.bytes[start as usize..start as usize + usize::from(length)]
        };
        self.items
            .sort_unstable_by(|a, b| name(a).cmp(name(b)).then(a.2.cmp(&b.2)));
        let mut run = BufWriter::with_capacity(1 << 20, self.scratch.storage()?);
        for item in &self.items {
            run.write_all(&item.1.to_le_bytes())?;
            run.write_all(name(item))?;
            run.write_all(&item.2.to_le_bytes())?;
        }
        let mut run = run.into_inner().map_err(io::IntoInnerError::into_error)?;
        run.rewind()?;
        self.runs.push(run);
        self.bytes.clear();
        self.items.clear();
        Ok(())
    }

    /// Hands over every name in order, those of one name by posting.
    pub(super) fn merge(mut self, mut take: impl FnMut(Named) -> io::Result<()>) -> io::Result<()> {
        self.put_aside()?;
        self.bytes = Vec::new();
        self.items = Vec::new();
        let mut runs: Vec<_> = self
            .runs
            .drain(..)
            .map(|run| BufReader::with_capacity(1 << 18, run))
            .collect();
        let mut heads = BinaryHeap::new();
        for (number, run) in runs.iter_mut().enumerate() {
            heads.extend(next(run)?.map(|named| Reverse((named, number))));
        }
        while let Some(Reverse((named, number))) = heads.pop() {
            heads.extend(next(&mut runs[number])?.map(|named| Reverse((named, number))));
            take(named)?;
        }
        Ok(())
    }
}

/// The next name of a run; none at its end.
fn next(run: &mut impl Read) -> io::Result<Option<Named>> {
    let mut length = [0; 2];
    match run.read_exact(&mut length) {
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let mut name = vec![0; usize::from(u16::from_le_bytes(length))];
    run.read_exact(&mut name)?;
    let mut posting = [0; 8];
    run.read_exact(&mut posting)?;
    Ok(Some((name, u64::from_le_bytes(posting))))
}
