//! Frames to PNG, strip by strip: a strip that is as in the frame before is not packed again.
//!
//! Every strip is a chunk of its own, packed without a look at its neighbours, so the bytes of a file
//! depend on its pixels alone, whatever frame came before.

use std::sync::Arc;

use super::canvas::Canvas;
use super::png::PngError;
use super::tiles::{self, Tiles};

/// Rows of a strip: fewer are packed again in vain when something changes, more waste fewer bytes.
const ROWS: usize = tiles::HEIGHT;
/// First bytes of a PNG file.
const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// Eight bits, red, green and blue; usual packing and filters, no interlace.
const KIND: [u8; 5] = [8, 2, 0, 0, 0];
/// How a zlib stream begins.
const ZLIB: [u8; 2] = [0x78, 0x01];
/// An empty block, stored: after it the next one begins on a whole byte.
const EMPTY: [u8; 4] = [0, 0, 0xFF, 0xFF];
/// The same as the last block.
const LAST: [u8; 5] = [1, 0, 0, 0xFF, 0xFF];
/// Bytes before and after the blocks in what the packer gives: its head and its checksum.
const WRAPPING: (usize, usize) = (2, 4);

/// A packed frame.
pub struct Strips {
    /// Pixels across and down.
    size: (u32, u32),
    strips: Vec<Arc<Strip>>,
}

struct Strip {
    /// The whole chunk.
    chunk: Vec<u8>,
    /// Adler-32 of what it holds when unpacked, and its length.
    sum: (u32, usize),
}

impl Strips {
    /// Packs a canvas; strips without a tile in which it differs from an earlier one are taken from that one's.
    ///
    /// # Errors
    /// If the packer fails.
    pub fn pack(canvas: &Canvas, before: Option<(&Self, &Tiles)>) -> Result<Self, PngError> {
        let size = canvas.size_px();
        let width = size.0 as usize;
        let before = before.filter(|(before, _)| before.size == size);
        let strips = canvas.rgba().chunks(ROWS * width * 4).enumerate();
        let strips = strips.map(|(number, pixels)| {
            let known = before.filter(|(_, unlike)| !unlike.is_in_row(number));
            let known = known.and_then(|(before, _)| before.strips.get(number));
            known.map_or_else(
                || Strip::pack(pixels, width).map(Arc::new),
                |strip| Ok(Arc::clone(strip)),
            )
        });
        let strips = strips.collect::<Result<_, _>>()?;
        Ok(Self { size, strips })
    }

    /// The file.
    pub fn file(&self) -> Vec<u8> {
        let (width, height) = self.size;
        let packed: usize = self.strips.iter().map(|s| s.chunk.len()).sum();
        let mut file = Vec::with_capacity(packed + 128);
        file.extend(SIGNATURE);
        let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
        file.extend(chunk(b"IHDR", &[&size, KIND.as_slice()].concat()));
        file.extend(chunk(b"IDAT", &ZLIB));
        let mut sum = 1;
        for strip in &self.strips {
            file.extend(&strip.chunk);
            sum = joined(sum, strip.sum);
        }
        file.extend(chunk(b"IDAT", &[&LAST[..], &sum.to_be_bytes()].concat()));
        file.extend(chunk(b"IEND", &[]));
        file
    }
}

impl Strip {
    fn pack(pixels: &[u8], width: usize) -> Result<Self, PngError> {
        let rows = filtered(pixels, width);
        let packed = fdeflate::compress_to_vec(&rows);
        let (head, sum) = WRAPPING;
        let unlike =
            || PngError::Encode("the packer writes other blocks than it should".to_owned());
        let end = packed.len().checked_sub(sum).ok_or_else(unlike)?;
        let mut blocks = packed.get(head..end).ok_or_else(unlike)?.to_vec();
        // One block, marked as the last, the code of whose end is all ones.
        let (Some(first), Some(bits_free)) = (
            blocks.first().copied(),
            blocks.last().map(|b| b.leading_zeros()),
        ) else {
            return Err(unlike());
        };
        if first & 1 == 0 || bits_free > 7 {
            return Err(unlike());
        }
        blocks[0] = first & !1;
        // Three bits say that an empty block follows; they are zeros that are there already, or more.
        if bits_free < 3 {
            blocks.push(0);
        }
        blocks.extend(EMPTY);
        let sum = packed
            .last_chunk()
            .map_or(0, |sum| u32::from_be_bytes(*sum));
        Ok(Self {
            chunk: chunk(b"IDAT", &blocks),
            sum: (sum, rows.len()),
        })
    }
}

/// Rows of red, green and blue, each with its filter: differences from the row above, those of the first
/// row from the pixel to the left.
fn filtered(pixels: &[u8], width: usize) -> Vec<u8> {
    const SUB: u8 = 1;
    const UP: u8 = 2;
    let row = width * 4;
    let mut filtered = vec![0; pixels.len() / row * (1 + width * 3)];
    let mut above: Option<&[u8]> = None;
    let lines = filtered.chunks_exact_mut(1 + width * 3);
    for (line, colors) in lines.zip(pixels.chunks_exact(row)) {
        line[0] = if above.is_some() { UP } else { SUB };
        let to = &mut line[1..];
        match above {
            Some(above) if above == colors => {}
            Some(above) => differences(to, colors, above),
            None => {
                to[..3].copy_from_slice(&colors[..3]);
                differences(&mut to[3..], &colors[4..], colors);
            }
        }
        above = Some(colors);
    }
    filtered
}

fn differences(to: &mut [u8], colors: &[u8], from: &[u8]) {
    let pairs = colors.chunks_exact(4).zip(from.chunks_exact(4));
    for (to, (color, from)) in to.chunks_exact_mut(3).zip(pairs) {
        to[0] = color[0].wrapping_sub(from[0]);
        to[1] = color[1].wrapping_sub(from[1]);
        to[2] = color[2].wrapping_sub(from[2]);
    }
}

/// A chunk of a PNG file: length, name, data, checksum.
fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = Vec::with_capacity(data.len() + 12);
    chunk.extend((data.len() as u32).to_be_bytes());
    chunk.extend(name);
    chunk.extend(data);
    let sum = crc32fast::hash(&chunk[4..]);
    chunk.extend(sum.to_be_bytes());
    chunk
}

/// The Adler-32 of data and more data after it, from those of both; RFC 1950, 8.2.
fn joined(first: u32, (second, length): (u32, usize)) -> u32 {
    const MODULUS: u64 = 65_521;
    let parts = |sum: u32| (u64::from(sum & 0xFFFF), u64::from(sum >> 16));
    let ((a1, b1), (a2, b2)) = (parts(first), parts(second));
    let length = length as u64 % MODULUS;
    let a = (a1 + a2 + MODULUS - 1) % MODULUS;
    let b = (b1 + b2 + length * (a1 + MODULUS - 1)) % MODULUS;
    (b as u32) << 16 | a as u32
}

#[cfg(test)]
mod tests {
    use super::super::canvas::{Drawing, rasterise};
    use super::super::png::{Limits, decode};
    use super::*;
    use crate::geom::Size;

    fn svg(x: u32) -> String {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='97' height='131'>\
             <path d='M0 0 97 0 97 131z' fill='#335577'/>\
             <circle cx='{x}' cy='60' r='11' fill='#aa3311' fill-opacity='0.5'/></svg>"
        )
    }

    fn canvas(x: u32) -> Canvas {
        let drawing = Drawing::read(&svg(x)).unwrap();
        let size = Size {
            width: 97.0,
            height: 131.0,
        };
        let mut canvas = Canvas::new(size, 1.0, Limits::default()).unwrap();
        canvas.paint(&drawing);
        canvas
    }

    fn packed(x: u32, before: Option<(u32, &Strips)>) -> Strips {
        let canvas = canvas(x);
        let mut unlike = Tiles::none(&canvas);
        let before = before.map(|(x, strips)| {
            unlike.mark_unlike(&self::canvas(x), &canvas);
            (strips, &unlike)
        });
        Strips::pack(&canvas, before).unwrap()
    }

    #[test]
    fn a_frame_reads_back_as_it_was_drawn_whatever_was_before() {
        let mut before: Option<(u32, Strips)> = None;
        for x in [20, 20, 70, 33] {
            let strips = packed(x, before.as_ref().map(|(x, strips)| (*x, strips)));
            let expected = rasterise(&svg(x), 1.0, Limits::default()).unwrap();
            assert_eq!(decode(&strips.file()).unwrap(), expected);
            assert_eq!(strips.file(), packed(x, None).file());
            before = Some((x, strips));
        }
    }

    #[test]
    fn strips_without_a_change_are_taken_over() {
        let one = packed(20, None);
        let two = packed(70, Some((20, &one)));
        let pairs = one.strips.iter().zip(&two.strips);
        let kept: Vec<bool> = pairs.map(|(a, b)| Arc::ptr_eq(a, b)).collect();
        assert_eq!(kept, [true, true, false, true, true, true]);
    }

    #[test]
    fn any_length_of_data_ends_on_a_whole_byte() {
        // Every number of bits may be left over in the last byte.
        for width in 1..40 {
            let pixels: Vec<u8> = (0..width * 4 * 3).map(|i| (i * i % 251) as u8).collect();
            let strip = Strip::pack(&pixels, width).unwrap();
            let blocks = &strip.chunk[8..strip.chunk.len() - 4];
            let stream = [&ZLIB, blocks, &LAST, &strip.sum.0.to_be_bytes()[..]].concat();
            let unpacked = miniz_oxide::inflate::decompress_to_vec_zlib(&stream).unwrap();
            assert_eq!(unpacked, filtered(&pixels, width), "{width}");
        }
    }

    #[test]
    fn checksums_join() {
        let (a, b) = (
            vec![250; 70_000],
            (0..9999).map(|i| i as u8).collect::<Vec<_>>(),
        );
        let of = |data: &[u8]| {
            let (mut a, mut b) = (1u32, 0u32);
            for byte in data {
                a = (a + u32::from(*byte)) % 65_521;
                b = (b + a) % 65_521;
            }
            b << 16 | a
        };
        let whole = of(&[a.as_slice(), &b].concat());
        assert_eq!(
            joined(joined(1, (of(&a), a.len())), (of(&b), b.len())),
            whole
        );
    }
}
