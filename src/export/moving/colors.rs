//! One palette for a whole film, so that no colour flickers from frame to frame.

use std::collections::BTreeMap;

use color_quant::NeuQuant;

use super::Raster;

/// Colours of a palette; one more index is the transparent one.
const COLORS: usize = 255;
/// So many of them are the film's commonest colours, kept exactly: flat tints must not shift.
const EXACT: usize = 127;
/// Every n-th pixel across and down is looked at.
const SAMPLE: usize = 3;
/// How thoroughly the network of the rest is trained, 1 (all samples) to 30.
const TRAINING: i32 = 10;

/// Counts the colours of a film.
#[derive(Default)]
pub struct Palette {
    counts: BTreeMap<[u8; 3], u32>,
}

/// A finished palette.
pub(super) struct Colors {
    colors: Vec<[u8; 3]>,
    known: BTreeMap<[u8; 3], u8>,
}

impl Palette {
    /// Counts the colours of a picture.
    pub fn add(&mut self, raster: &Raster) {
        let rows = raster.rgb.chunks(raster.width as usize * 3).step_by(SAMPLE);
        for pixel in rows.flat_map(|row| row.chunks_exact(3).step_by(SAMPLE)) {
            *self
                .counts
                .entry([pixel[0], pixel[1], pixel[2]])
                .or_default() += 1;
        }
    }

    /// The commonest colours as they are, the others as near as the rest of the palette comes.
    pub(super) fn finish(self) -> Colors {
        let mut common: Vec<([u8; 3], u32)> = self.counts.into_iter().collect();
        common.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut colors: Vec<[u8; 3]> = common.iter().take(EXACT).map(|(c, _)| *c).collect();
        let rest = &common[colors.len()..];
        if rest.len() <= COLORS - EXACT {
            colors.extend(rest.iter().map(|(c, _)| *c));
        } else {
            // A colour counts more often the commoner it is, without drowning the rare ones.
            let weighed = rest.iter().flat_map(|(c, n)| {
                let times = (32 - n.leading_zeros()) as usize;
                std::iter::repeat_n([c[0], c[1], c[2], 255], times)
            });
            let samples: Vec<u8> = weighed.flatten().collect();
            let network = NeuQuant::new(TRAINING, COLORS - EXACT, &samples);
            let map = network.color_map_rgb();
            colors.extend(map.chunks_exact(3).map(|c| [c[0], c[1], c[2]]));
        }
        let numbered = colors.iter().enumerate();
        let known = numbered
            .map(|(index, color)| (*color, index as u8))
            .collect();
        Colors { colors, known }
    }
}

impl Colors {
    /// The palette's bytes: 256 colours, the last of which is the transparent one's.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes: Vec<u8> = self.colors.iter().flatten().copied().collect();
        bytes.resize(256 * 3, 0);
        bytes
    }

    /// The index of the colour nearest to a pixel's.
    pub(super) fn index(&mut self, pixel: &[u8]) -> u8 {
        let color = [pixel[0], pixel[1], pixel[2]];
        if let Some(index) = self.known.get(&color) {
            return *index;
        }
        let distance = |other: &[u8; 3]| {
            // Weights of a cheap perceptual distance: the eye sees green best, blue least.
            let squared = |i: usize, weight: i32| {
                let d = i32::from(color[i]) - i32::from(other[i]);
                weight * d * d
            };
            squared(0, 3) + squared(1, 4) + squared(2, 2)
        };
        let nearest = (0..self.colors.len()).min_by_key(|i| distance(&self.colors[*i]));
        let index = nearest.unwrap_or(0) as u8;
        self.known.insert(color, index);
        index
    }
}
