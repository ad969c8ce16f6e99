//! A page: the inner points of the chunks that are near each other, as steps.
//!
//! All steps to the east come first, then all to the north: alike things compress better.

use super::directory::Chunk;
use super::varint::{Reader, Writer};
use super::{Corrupt, GridPoint};

/// The inner points of a page's chunks, one after another.
pub(super) struct Page {
    points: Vec<GridPoint>,
    /// Where each chunk begins in `points`.
    offsets: Vec<usize>,
}

impl Page {
    /// The points between the ends of a chunk of this page.
    pub(super) fn inner(&self, chunk: &Chunk) -> &[GridPoint] {
        let start = self.offsets[chunk.slot];
        &self.points[start..start + chunk.inner]
    }

    /// Decodes a page, given its chunks in order.
    pub(super) fn decode(bytes: &[u8], chunks: &[&Chunk]) -> Result<Self, Corrupt> {
        let total = chunks.iter().map(|c| c.inner).sum();
        let mut points = vec![[0, 0]; total];
        let mut from = Reader::new(bytes);
        for axis in 0..2 {
            let mut at = 0;
            for chunk in chunks {
                let mut pen = chunk.start[axis];
                for point in &mut points[at..at + chunk.inner] {
                    pen = pen.wrapping_add(from.signed()?);
                    let inside = chunk.bounds.low[axis] <= pen && pen <= chunk.bounds.high[axis];
                    if !inside {
                        return Err(Corrupt("has a point outside the box of its chunk"));
                    }
                    point[axis] = pen;
                }
                at += chunk.inner;
            }
        }
        if !from.is_at_end() {
            return Err(Corrupt("has a page that is too long"));
        }
        let offsets = chunks.iter().scan(0, |at, chunk| {
            *at += chunk.inner;
            Some(*at - chunk.inner)
        });
        Ok(Self {
            offsets: offsets.collect(),
            points,
        })
    }
}

/// Encodes chunks, each given with both its ends.
pub(super) fn encode(chunks: &[&[GridPoint]]) -> Vec<u8> {
    let mut out = Writer::default();
    for axis in 0..2 {
        for chunk in chunks {
            for pair in chunk[..chunk.len() - 1].windows(2) {
                out.signed(pair[1][axis] - pair[0][axis]);
            }
        }
    }
    out.bytes
}
