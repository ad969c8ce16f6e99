//! Makes the bytes of a sheet.

use super::directory::{About, Arc, Chunk, Directory, Entry, PageSpan, Part, PartKind};
use super::{CHUNK, GridBox, GridPoint, MAGIC, page};

/// How many bytes of steps a page holds before compression: smaller pages compress worse, larger
/// ones make a small window decode points it does not need.
const PAGE_BYTES: usize = 40_000;

/// What a sheet is made from.
pub struct Draft {
    /// Grid points to the degree.
    pub scale: i32,
    /// Lines that rings and lines run along, of two points or more.
    pub arcs: Vec<Vec<GridPoint>>,
    /// The features, in drawing order.
    pub features: Vec<DraftFeature>,
}

/// A feature of a [`Draft`].
pub struct DraftFeature {
    /// What is known of it.
    pub about: About,
    /// Its rings or lines; holes follow their outer ring.
    pub parts: Vec<DraftPart>,
}

/// A ring or line of a [`DraftFeature`].
pub struct DraftPart {
    /// Ring, hole or line.
    pub kind: PartKind,
    /// Arcs by index; `!index` runs backwards.
    pub arcs: Vec<i32>,
}

impl Draft {
    /// The bytes of the sheet, its blocks compressed to zstd frames by `compress`.
    ///
    /// # Panics
    /// If an arc has fewer than two points.
    pub fn encode(self, compress: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let mut lines: Vec<&[GridPoint]> = Vec::new();
        let mut arcs = Vec::new();
        for arc in &self.arcs {
            let first = lines.len();
            lines.extend(cut(arc));
            arcs.push(Arc {
                first,
                count: lines.len() - first,
            });
        }
        let pages_of = assign_pages(&lines);
        let (pages, body) = pack_pages(&lines, &pages_of, &compress);
        let mut slots = vec![0; pages.len()];
        let chunks = lines.iter().zip(&pages_of).map(|(line, &page)| {
            slots[page] += 1;
            describe(line, page, slots[page] - 1)
        });
        let directory = Directory {
            scale: self.scale,
            chunks: chunks.collect(),
            pages,
            arcs,
            entries: self
                .features
                .into_iter()
                .map(DraftFeature::into_entry)
                .collect(),
        };
        let unpacked = directory.encode();
        let packed = compress(&unpacked);
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&(packed.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&(unpacked.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&packed);
        bytes.extend_from_slice(&body);
        bytes
    }
}

impl DraftFeature {
    fn into_entry(self) -> Entry {
        let part = |part: DraftPart| Part {
            kind: part.kind,
            arcs: part.arcs,
        };
        Entry {
            about: self.about,
            parts: self.parts.into_iter().map(part).collect(),
        }
    }
}

/// Cuts an arc into chunks of equal length that share their ends.
fn cut(arc: &[GridPoint]) -> impl Iterator<Item = &[GridPoint]> {
    assert!(arc.len() >= 2, "an arc has two ends");
    let steps = arc.len() - 1;
    let pieces = steps.div_ceil(CHUNK);
    (0..pieces).map(move |i| &arc[i * steps / pieces..=(i + 1) * steps / pieces])
}

fn describe(line: &[GridPoint], page: usize, slot: usize) -> Chunk {
    Chunk {
        page,
        slot,
        start: line[0],
        end: line[line.len() - 1],
        bounds: GridBox::around(line),
        inner: line.len() - 2,
    }
}

/// Gives every chunk a page, following a curve that keeps near things near.
fn assign_pages(lines: &[&[GridPoint]]) -> Vec<usize> {
    let key = |line: &[GridPoint]| {
        let GridBox { low, high } = GridBox::around(line);
        let centre = |i: usize| (i64::from(low[i]) + i64::from(high[i])) / 2 + (1 << 24);
        interleave(centre(0) as u32, centre(1) as u32)
    };
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_cached_key(|&i| (key(lines[i]), i));
    let mut pages = vec![0; lines.len()];
    let (mut page, mut filled) = (0, 0);
    for i in order {
        let size = page::encode(&lines[i..=i]).len();
        if filled > 0 && filled + size > PAGE_BYTES {
            page += 1;
            filled = 0;
        }
        filled += size;
        pages[i] = page;
    }
    pages
}

/// The place along the Z-order curve: the bits of the two numbers in turn.
fn interleave(x: u32, y: u32) -> u64 {
    let spread = |n: u32| (0..32).fold(0u64, |all, bit| all | u64::from(n >> bit & 1) << (2 * bit));
    spread(x) | spread(y) << 1
}

fn pack_pages(
    lines: &[&[GridPoint]],
    pages_of: &[usize],
    compress: impl Fn(&[u8]) -> Vec<u8>,
) -> (Vec<PageSpan>, Vec<u8>) {
    let count = pages_of.iter().max().map_or(0, |last| last + 1);
    let mut members = vec![Vec::new(); count];
    for (line, &page) in lines.iter().zip(pages_of) {
        members[page].push(*line);
    }
    let mut body = Vec::new();
    let mut pages = Vec::new();
    for chunks in members {
        let unpacked = page::encode(&chunks);
        let packed = compress(&unpacked);
        pages.push(PageSpan {
            offset: body.len(),
            packed: packed.len(),
            unpacked: unpacked.len(),
        });
        body.extend_from_slice(&packed);
    }
    (pages, body)
}
