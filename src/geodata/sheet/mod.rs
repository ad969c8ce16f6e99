//! A sheet: one bundled file of lines and areas that is read only where a map looks.
//!
//! Every ring and line is made of arcs, every arc of chunks of at most `CHUNK` steps, on a grid
//! of `scale` points to the degree. The directory holds the box and the two ends of every chunk;
//! the points between lie in compressed pages of chunks that are near each other. A map decodes
//! the pages whose chunks meet its window. A chunk that does not meet it is drawn as its chord,
//! which changes nothing inside the window, because chunk and chord lie in one box outside it. So
//! rings stay whole and no tile shows a seam. Neighbouring areas share the arcs of their border.
//!
//! Longitudes run on past 180 where a ring crosses the antimeridian; no ring is cut there.

mod directory;
mod page;
mod read;
mod varint;
mod write;

pub use directory::{About, Name, PartKind};
pub use write::{Draft, DraftFeature, DraftPart};

use directory::{Chunk, Directory};
use page::Page;
use std::fmt;
use std::sync::OnceLock;

/// The most steps in a chunk: fewer make the directory larger, more make chords coarser and pages
/// fuller of points that are outside the window.
pub(crate) const CHUNK: usize = 128;

/// The first bytes of a sheet; the last is the version of the format.
const MAGIC: &[u8; 4] = b"THS1";

/// The largest directory or page that is decoded, in bytes, whatever a header says.
const LARGEST_BLOCK: usize = 16 << 20;

/// Why a bundled file cannot be read: a phrase that completes `the file`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corrupt(pub &'static str);

impl fmt::Display for Corrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the file {}", self.0)
    }
}

impl std::error::Error for Corrupt {}

/// A point on a sheet's grid: x to the east, y to the north.
pub type GridPoint = [i32; 2];

/// An upright box on a sheet's grid, edges included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GridBox {
    pub(crate) low: GridPoint,
    pub(crate) high: GridPoint,
}

impl GridBox {
    fn around(points: &[GridPoint]) -> Self {
        let first = Self {
            low: points[0],
            high: points[0],
        };
        points.iter().fold(first, |all, &p| all.with(p))
    }

    fn with(self, p: GridPoint) -> Self {
        self.joined(Self { low: p, high: p })
    }

    fn joined(self, other: Self) -> Self {
        let pick =
            |f: fn(i32, i32) -> i32, a: GridPoint, b: GridPoint| [f(a[0], b[0]), f(a[1], b[1])];
        Self {
            low: pick(i32::min, self.low, other.low),
            high: pick(i32::max, self.high, other.high),
        }
    }

    fn meets(self, other: Self) -> bool {
        (0..2).all(|i| self.low[i] <= other.high[i] && other.low[i] <= self.high[i])
    }
}

/// A sheet whose directory has been read; pages are decoded when a window asks for them.
pub struct Sheet<'a> {
    directory: Directory,
    /// The chunks of each page, in order.
    members: Vec<Vec<usize>>,
    /// The box of every part of every entry.
    bounds: Vec<Vec<GridBox>>,
    pages: &'a [u8],
    /// The pages that have been asked for: a map comes back to most of them.
    decoded: Vec<OnceLock<Page>>,
}

impl<'a> Sheet<'a> {
    /// Reads the directory of a sheet.
    ///
    /// # Errors
    /// If the bytes are not a sheet, or not a whole one.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Corrupt> {
        let header: &[u8; 12] = bytes.first_chunk().ok_or(Corrupt("has no header"))?;
        if &header[..4] != MAGIC {
            return Err(Corrupt("is not a sheet of this version"));
        }
        let number = |at: usize| {
            u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
                as usize
        };
        let (packed, unpacked) = (number(4), number(8));
        let body = &bytes[12..];
        if packed > body.len() {
            return Err(Corrupt("ends inside its directory"));
        }
        let (directory, pages) = body.split_at(packed);
        let directory = Directory::decode(&unpack(directory, unpacked)?)?;
        if directory.pages_end() != pages.len() {
            return Err(Corrupt("does not end with its last page"));
        }
        let mut members = vec![Vec::new(); directory.pages.len()];
        for (index, chunk) in directory.chunks.iter().enumerate() {
            members[chunk.page].push(index);
        }
        let mut sheet = Self {
            decoded: members.iter().map(|_| OnceLock::new()).collect(),
            directory,
            members,
            bounds: Vec::new(),
            pages,
        };
        sheet.bounds = sheet.measure_parts()?;
        Ok(sheet)
    }

    /// The points between the ends of a chunk.
    fn inner(&self, chunk: &Chunk) -> Result<&[GridPoint], Corrupt> {
        if chunk.inner == 0 {
            return Ok(&[]);
        }
        let cell = &self.decoded[chunk.page];
        let page = match cell.get() {
            Some(page) => page,
            None => {
                let page = self.decode(chunk.page)?;
                cell.get_or_init(|| page)
            }
        };
        Ok(page.inner(chunk))
    }

    fn decode(&self, page: usize) -> Result<Page, Corrupt> {
        let span = self.directory.pages[page];
        let packed = &self.pages[span.offset..span.offset + span.packed];
        let members = self.members[page].iter();
        let chunks: Vec<&Chunk> = members.map(|&i| &self.directory.chunks[i]).collect();
        Page::decode(&unpack(packed, span.unpacked)?, &chunks)
    }

    fn measure_parts(&self) -> Result<Vec<Vec<GridBox>>, Corrupt> {
        let measure = |part| {
            let boxes = self.run(part).map(|(chunk, _)| chunk.bounds);
            boxes
                .reduce(GridBox::joined)
                .ok_or(Corrupt("has an empty part"))
        };
        let entries = self.directory.entries.iter();
        entries
            .map(|e| e.parts.iter().map(measure).collect())
            .collect()
    }
}

fn unpack(packed: &[u8], length: usize) -> Result<Vec<u8>, Corrupt> {
    if length > LARGEST_BLOCK {
        return Err(Corrupt("has too large a block"));
    }
    let mut unpacked = Vec::with_capacity(length);
    let mut decoder = ruzstd::decoding::FrameDecoder::new();
    decoder.set_max_window_size(LARGEST_BLOCK as u64);
    decoder
        .decode_all_to_vec(packed, &mut unpacked)
        .map_err(|_| Corrupt("has a damaged block"))?;
    if unpacked.len() != length {
        return Err(Corrupt("has a block of the wrong length"));
    }
    Ok(unpacked)
}
