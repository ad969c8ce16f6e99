//! Shaded relief, freed of the tone of heights and of the sea.

use crate::shapes;
use crate::sources::{GDL, MAGICS, Sources};
use anyhow::{Context, Result, ensure};
use jpeg_encoder::{ColorType, Encoder};
use std::io::Cursor;
use theatrum::geodata::relief::{self, FLAT};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

const FILE: &str = "usr/share/gnudatalanguage/resource/maps/earth.jpg";
const LAND: &str = "usr/share/magics/10m/ne_10m_land.shp";

/// Pixels of the picture across and down; 30 to the degree.
const SIZE: [usize; 2] = [10_800, 5_400];
const SCALE: i32 = 30;

/// Pixels across a tile, 20 degrees: larger ones make a small map decode much that it does not
/// show, smaller ones spend bytes on headers.
const SIDE: usize = 600;

/// At 62 the mountains are clean at twice their size; the file stays within its budget.
const QUALITY: u8 = 62;

/// Height shows in the source as lightness over wide areas; what is left of it after the mean of
/// this many pixels around is taken away is light and shade.
const BLOCK: usize = 8;
const BLUR_BLOCKS: usize = 3;

/// Makes the file of relief.
pub(crate) fn file(sources: &Sources) -> Result<Vec<u8>> {
    let bytes = sources.read(&GDL, FILE)?;
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    let greys = decoder.decode().context("decoding the relief")?;
    ensure!(
        greys.len() == SIZE[0] * SIZE[1],
        "the relief is not grey or of another size"
    );
    let land = land_mask(sources)?;
    let mean = blurred(&greys, &land);
    let shades: Vec<u8> = (0..greys.len())
        .map(|i| {
            if land[i] {
                shade(greys[i], mean_at(&mean, i))
            } else {
                FLAT
            }
        })
        .collect();
    let columns = SIZE[0] / SIDE;
    let tiles = (0..columns * (SIZE[1] / SIDE))
        .map(|tile| encode_tile(&shades, tile % columns * SIDE, tile / columns * SIDE))
        .collect::<Result<Vec<_>>>()?;
    Ok(relief::encode(SIDE as u16, columns as u16, &tiles))
}

fn shade(grey: u8, mean: f32) -> u8 {
    (f32::from(FLAT) + f32::from(grey) - mean)
        .round()
        .clamp(0.0, 255.0) as u8
}

fn encode_tile(shades: &[u8], left: usize, top: usize) -> Result<Vec<u8>> {
    let rows = (top..top + SIDE).map(|y| &shades[y * SIZE[0] + left..][..SIDE]);
    let tile: Vec<u8> = rows.flatten().copied().collect();
    let mut bytes = Vec::new();
    if tile.iter().any(|grey| *grey != FLAT) {
        let mut encoder = Encoder::new(&mut bytes, QUALITY);
        encoder.set_optimized_huffman_tables(true);
        encoder.encode(&tile, SIDE as u16, SIDE as u16, ColorType::Luma)?;
    }
    Ok(bytes)
}

/// Which pixels have their middle on land, by the even-odd rule along each row.
fn land_mask(sources: &Sources) -> Result<Vec<bool>> {
    let fine = SCALE * 2;
    let mut crossings = vec![Vec::new(); SIZE[1]];
    for shape in shapes::read(&sources.path(&MAGICS, LAND)?, fine)? {
        for area in shape.areas {
            for ring in std::iter::once(&area.exterior).chain(&area.holes) {
                ring.windows(2)
                    .for_each(|edge| cross(edge[0], edge[1], &mut crossings));
            }
        }
    }
    let mut land = vec![false; SIZE[0] * SIZE[1]];
    for (row, mut xs) in crossings.into_iter().enumerate() {
        xs.sort_by(f64::total_cmp);
        for pair in xs.chunks_exact(2) {
            let pixel = |x: f64| (x.round().max(0.0) as usize).min(SIZE[0]);
            land[row * SIZE[0]..][pixel(pair[0])..pixel(pair[1])].fill(true);
        }
    }
    Ok(land)
}

/// Notes where an edge, on a grid of half pixels, crosses the middles of rows.
fn cross(a: [i32; 2], b: [i32; 2], crossings: &mut [Vec<f64>]) {
    let place = |p: [i32; 2]| {
        (
            f64::from(p[0] + 360 * SCALE) / 2.0,
            f64::from(180 * SCALE - p[1]) / 2.0,
        )
    };
    let (mut from, mut to) = (place(a), place(b));
    if from.1 > to.1 {
        std::mem::swap(&mut from, &mut to);
    }
    let rows = (from.1 - 0.5).ceil().max(0.0) as usize..(to.1 - 0.5).ceil().max(0.0) as usize;
    for row in rows.start..rows.end.min(crossings.len()) {
        let t = (row as f64 + 0.5 - from.1) / (to.1 - from.1);
        crossings[row].push(from.0 + (to.0 - from.0) * t);
    }
}

/// The mean grey of the land around each block of pixels.
struct Means {
    columns: usize,
    values: Vec<f32>,
}

fn blurred(greys: &[u8], land: &[bool]) -> Means {
    let (columns, rows) = (SIZE[0] / BLOCK, SIZE[1] / BLOCK);
    let mut sums = vec![(0.0f32, 0.0f32); columns * rows];
    for (i, grey) in greys.iter().enumerate().filter(|(i, _)| land[*i]) {
        let block = (i / SIZE[0] / BLOCK) * columns + i % SIZE[0] / BLOCK;
        sums[block].0 += f32::from(*grey);
        sums[block].1 += 1.0;
    }
    let reach = BLUR_BLOCKS as i64;
    let sums_at = |row: i64, column: i64| {
        let row = row.clamp(0, rows as i64 - 1) as usize;
        sums[row * columns + column.rem_euclid(columns as i64) as usize]
    };
    let values = (0..(columns * rows) as i64).map(|block| {
        let (row, column) = (block / columns as i64, block % columns as i64);
        let mut total = (0.0, 0.0);
        for (y, x) in (-reach..=reach).flat_map(|y| (-reach..=reach).map(move |x| (y, x))) {
            // A round, soft window: a square one leaves crosses around peaks.
            let weight = 1.0 - (x * x + y * y) as f32 / (2 * (reach + 1) * (reach + 1)) as f32;
            let sum = sums_at(row + y, column + x);
            total = (total.0 + sum.0 * weight, total.1 + sum.1 * weight);
        }
        if total.1 > 0.0 {
            total.0 / total.1
        } else {
            f32::from(FLAT)
        }
    });
    Means {
        columns,
        values: values.collect(),
    }
}

/// The mean at a pixel, between the middles of four blocks.
fn mean_at(means: &Means, pixel: usize) -> f32 {
    let middle = |p: usize| (p as f32 + 0.5) / BLOCK as f32 - 0.5;
    let (x, y) = (middle(pixel % SIZE[0]), middle(pixel / SIZE[0]));
    let rows = means.values.len() / means.columns;
    let (left, top) = (x.floor(), y.floor().max(0.0));
    let at = |row: f32, column: f32| {
        let row = (row as usize).min(rows - 1);
        let column = (column as i64).rem_euclid(means.columns as i64) as usize;
        means.values[row * means.columns + column]
    };
    let (u, v) = (x - left, (y - top).clamp(0.0, 1.0));
    let line = |row: f32| at(row, left) * (1.0 - u) + at(row, left + 1.0) * u;
    line(top) * (1.0 - v) + line(top + 1.0) * v
}
