//! Shaded relief: grey tiles of JPEG over the whole world.
//!
//! Light falls from the north-west. Flat ground, the sea and lakes have the grey [`FLAT`]; slopes
//! in the light are lighter, slopes in the shade darker. The tone of heights is not in it.

use super::Corrupt;
use crate::geom::{GeoRect, LonLat};
use std::io::Cursor;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The grey of ground without slope.
pub const FLAT: u8 = 128;

/// The first bytes of a file of relief; the last is the version of the format.
const MAGIC: &[u8; 4] = b"THR1";

/// The tiles of a file of relief: `MAGIC`, then the width of a tile in pixels, the columns and the
/// rows as 16 bits each, then where each tile ends, in rows from the north-west, as 32 bits.
pub struct Tiles<'a> {
    side: usize,
    columns: usize,
    rows: usize,
    tiles: Vec<&'a [u8]>,
}

/// The relief inside a rectangle.
pub struct Relief {
    /// Pixels to the degree.
    scale: f64,
    /// The pixel of the north-west corner, counted from 180 west and the north pole.
    origin: [i64; 2],
    width: usize,
    greys: Vec<u8>,
}

/// Makes a file of relief of encoded tiles; a tile without bytes is flat.
pub fn encode(side: u16, columns: u16, tiles: &[Vec<u8>]) -> Vec<u8> {
    let rows = (tiles.len() / usize::from(columns)) as u16;
    let mut bytes = MAGIC.to_vec();
    for number in [side, columns, rows] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    let mut end = 0u32;
    for tile in tiles {
        end += tile.len() as u32;
        bytes.extend_from_slice(&end.to_le_bytes());
    }
    tiles.iter().for_each(|tile| bytes.extend_from_slice(tile));
    bytes
}

impl<'a> Tiles<'a> {
    /// Finds the tiles of a file of relief.
    ///
    /// # Errors
    /// If the bytes are not such a file, or not a whole one.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Corrupt> {
        let (header, rest) = bytes
            .split_first_chunk::<10>()
            .ok_or(Corrupt("has no header"))?;
        if &header[..4] != MAGIC {
            return Err(Corrupt("is not a relief of this version"));
        }
        let number = |at: usize| usize::from(u16::from_le_bytes([header[at], header[at + 1]]));
        let (side, columns, rows) = (number(4), number(6), number(8));
        if !(1..=4096).contains(&side) || columns == 0 || rows == 0 {
            return Err(Corrupt("has impossible tiles"));
        }
        let ends = rest
            .get(..columns * rows * 4)
            .ok_or(Corrupt("ends inside its header"))?;
        let body = &rest[ends.len()..];
        let mut start = 0;
        let mut tiles = Vec::with_capacity(columns * rows);
        for end in ends.chunks_exact(4) {
            let end = u32::from_le_bytes([end[0], end[1], end[2], end[3]]) as usize;
            tiles.push(
                body.get(start..end)
                    .ok_or(Corrupt("has a tile beyond its end"))?,
            );
            start = end;
        }
        Ok(Self {
            side,
            columns,
            rows,
            tiles,
        })
    }

    /// Decodes what the rectangle shows.
    ///
    /// # Errors
    /// If a tile is damaged.
    pub fn window(&self, rect: GeoRect) -> Result<Relief, Corrupt> {
        let scale = (self.side * self.columns) as f64 / 360.0;
        let pixel = |degrees: f64| (degrees * scale).floor() as i64;
        let bottom = (self.rows * self.side) as i64 - 1;
        let top = (pixel(90.0 - rect.north) - 1).clamp(0, bottom);
        let (left, right) = (pixel(rect.west + 180.0) - 1, pixel(rect.east + 180.0) + 2);
        let (width, height) = (
            (right - left) as usize,
            ((pixel(90.0 - rect.south) + 2).clamp(top, bottom) - top + 1) as usize,
        );
        let mut relief = Relief {
            scale,
            origin: [left, top],
            width,
            greys: vec![FLAT; width * height],
        };
        let side = self.side as i64;
        for row in top.div_euclid(side)..=(top + height as i64 - 1).div_euclid(side) {
            for column in left.div_euclid(side)..=(right - 1).div_euclid(side) {
                let around = column.rem_euclid(self.columns as i64);
                let tile = self.tiles[row as usize * self.columns + around as usize];
                if !tile.is_empty() {
                    relief.paste(&self.decode(tile)?, [column * side, row * side], self.side);
                }
            }
        }
        Ok(relief)
    }

    fn decode(&self, tile: &[u8]) -> Result<Vec<u8>, Corrupt> {
        let options = DecoderOptions::default()
            .jpeg_set_out_colorspace(ColorSpace::Luma)
            .set_max_width(self.side)
            .set_max_height(self.side);
        let mut decoder = JpegDecoder::new_with_options(Cursor::new(tile), options);
        let greys = decoder
            .decode()
            .map_err(|_| Corrupt("has a damaged tile"))?;
        if decoder.dimensions() != Some((self.side, self.side)) || greys.len() != self.side.pow(2) {
            return Err(Corrupt("has a tile of the wrong size"));
        }
        Ok(greys)
    }
}

impl Relief {
    fn paste(&mut self, tile: &[u8], corner: [i64; 2], side: usize) {
        let height = (self.greys.len() / self.width) as i64;
        let left = corner[0].max(self.origin[0]);
        let right = (corner[0] + side as i64).min(self.origin[0] + self.width as i64);
        let top = corner[1].max(self.origin[1]);
        let bottom = (corner[1] + side as i64).min(self.origin[1] + height);
        let length = (right - left).max(0) as usize;
        for y in top..bottom {
            let from = (y - corner[1]) as usize * side + (left - corner[0]) as usize;
            let to = (y - self.origin[1]) as usize * self.width + (left - self.origin[0]) as usize;
            self.greys[to..to + length].copy_from_slice(&tile[from..from + length]);
        }
    }

    /// The grey at a position, between four pixels; `None` outside of the rectangle.
    ///
    /// More than [`FLAT`] is in the light, less in the shade.
    pub fn shade(&self, at: LonLat) -> Option<u8> {
        let x = (at.lon + 180.0) * self.scale - 0.5;
        let y = ((90.0 - at.lat) * self.scale - 0.5).max(0.0);
        let turn = 360.0 * self.scale;
        let x = [x, x + turn, x - turn]
            .into_iter()
            .map(|x| x - self.origin[0] as f64)
            .find(|x| *x >= 0.0 && *x < (self.width - 1) as f64)?;
        let y = y - self.origin[1] as f64;
        let last = self.greys.len() / self.width - 1;
        if y < 0.0 || y > last as f64 + 0.5 {
            return None;
        }
        let (left, top) = (x as usize, (y as usize).min(last));
        let below = (top + 1).min(last);
        let (right_share, low_share) = (x - left as f64, y - top as f64);
        let row = |y: usize| {
            let pair = &self.greys[y * self.width + left..=y * self.width + left + 1];
            f64::from(pair[0]) * (1.0 - right_share) + f64::from(pair[1]) * right_share
        };
        Some((row(top) * (1.0 - low_share) + row(below) * low_share).round() as u8)
    }
}
