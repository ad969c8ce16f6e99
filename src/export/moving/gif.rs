//! GIF: 255 colours for the whole film; what does not change is transparent.

use std::borrow::Cow;

use ::gif::{DisposalMethod, Encoder, EncodingError, Frame, Repeat};

use super::colors::Colors;
use super::{Palette, Patch, PngError, Raster, Shot, no_frames, same_size};

/// The index of the transparent colour.
const TRANSPARENT: u8 = 255;

/// Encodes a film that runs again and again, in the colours of a palette that has seen its pictures.
///
/// # Errors
/// If there are no pictures, one of them cannot be had, they differ in size or are larger than 65,535 px.
pub fn gif<E: From<PngError>>(
    mut shots: impl Iterator<Item = Result<Shot, E>>,
    palette: Palette,
) -> Result<Vec<u8>, E> {
    let fault = |e: EncodingError| PngError::Encode(e.to_string());
    let mut colors = palette.finish();
    let first = shots.next().ok_or_else(no_frames)??;
    let side =
        |px: u32| u16::try_from(px).map_err(|_| PngError::Encode("too large for GIF".to_owned()));
    let (width, height) = (side(first.raster.width)?, side(first.raster.height)?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height, &colors.bytes()).map_err(fault)?;
    encoder.set_repeat(Repeat::Infinite).map_err(fault)?;
    let patch = Patch::whole(&first.raster);
    let mut frame = frame(&first.raster, None, patch, &mut colors);
    let mut clock = Clock::default();
    frame.delay = clock.delay(first.seconds);
    encoder.write_frame(&frame).map_err(fault)?;
    let mut before = first.raster;
    for shot in shots {
        let Shot { raster, seconds } = shot?;
        same_size(&before, &raster)?;
        let patch = Patch::changed(&before, &raster);
        let mut frame = self::frame(&raster, Some(&before), patch, &mut colors);
        frame.delay = clock.delay(seconds);
        encoder.write_frame(&frame).map_err(fault)?;
        before = raster;
    }
    drop(encoder);
    Ok(bytes)
}

fn frame(
    raster: &Raster,
    before: Option<&Raster>,
    patch: Patch,
    colors: &mut Colors,
) -> Frame<'static> {
    let indices: Vec<u8> = match before {
        None => patch
            .pixels(raster)
            .flat_map(|l| l.chunks_exact(3))
            .map(|p| colors.index(p))
            .collect(),
        Some(before) => {
            let old = patch.pixels(before).flat_map(|line| line.chunks_exact(3));
            let new = patch.pixels(raster).flat_map(|line| line.chunks_exact(3));
            let index = |(old, new): (&[u8], &[u8])| {
                if old == new {
                    TRANSPARENT
                } else {
                    colors.index(new)
                }
            };
            old.zip(new).map(index).collect()
        }
    };
    Frame {
        dispose: DisposalMethod::Keep,
        transparent: before.map(|_| TRANSPARENT),
        left: patch.left as u16,
        top: patch.top as u16,
        width: patch.width as u16,
        height: patch.height as u16,
        buffer: Cow::Owned(indices),
        ..Frame::default()
    }
}

/// How long a film has run, as it should and as the whole hundredths of a second that GIF knows make it.
#[derive(Default)]
struct Clock {
    seconds: f64,
    hundredths: f64,
}

impl Clock {
    /// The hundredths of a second for which a picture stays: what one is given too little the next have
    /// more, so that thirty pictures of a thirtieth last one second.
    ///
    /// At least two, as viewers take less for ten.
    fn delay(&mut self, seconds: f64) -> u16 {
        self.seconds += seconds;
        let due = (self.seconds * 100.0).round() - self.hundredths;
        let delay = due.clamp(2.0, 65_535.0);
        self.hundredths += delay;
        delay as u16
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::dotted;
    use super::*;

    #[test]
    fn a_film_of_few_colours_reads_back_as_it_was_drawn() {
        let rasters = [(3, 2), (9, 7), (9, 7), (0, 0)].map(|dot| dotted(20, 10, dot));
        let mut palette = Palette::default();
        // The dots may fall between samples: their colour is counted from a picture full of it.
        palette.add(&Raster {
            width: 9,
            height: 9,
            rgb: [180, 30, 10].repeat(81),
        });
        rasters.iter().for_each(|r| palette.add(r));
        let shots = rasters.clone().map(|raster| {
            Ok::<_, PngError>(Shot {
                raster,
                seconds: 2.0,
            })
        });
        let bytes = gif(shots.into_iter(), palette).unwrap();
        let mut options = ::gif::DecodeOptions::new();
        options.set_color_output(::gif::ColorOutput::RGBA);
        let mut reader = options.read_info(bytes.as_slice()).unwrap();
        let mut canvas = vec![0; 20 * 10 * 3];
        for expected in &rasters {
            let frame = reader.read_next_frame().unwrap().unwrap();
            assert_eq!(frame.delay, 200);
            for (i, pixel) in frame
                .buffer
                .chunks_exact(4)
                .enumerate()
                .filter(|(_, p)| p[3] > 0)
            {
                let x = usize::from(frame.left) + i % usize::from(frame.width);
                let y = usize::from(frame.top) + i / usize::from(frame.width);
                let at = (y * 20 + x) * 3;
                canvas[at..at + 3].copy_from_slice(&pixel[..3]);
            }
            assert_eq!(canvas, expected.rgb);
        }
    }

    #[test]
    fn thirty_pictures_of_a_thirtieth_last_a_second() {
        let mut clock = Clock::default();
        let delays: Vec<u16> = (0..30).map(|_| clock.delay(1.0 / 30.0)).collect();
        assert_eq!(delays[..4], [3, 4, 3, 3]);
        assert_eq!(delays.iter().sum::<u16>(), 100);
        assert_eq!(clock.delay(2.0), 200);
        // What is too fast for viewers is made up for by what follows.
        assert_eq!([clock.delay(0.01), clock.delay(0.5)], [2, 49]);
    }

    #[test]
    fn flat_tints_keep_their_colour_among_thousands() {
        let rgb: Vec<u8> = (0..90_000u32)
            .flat_map(|i| match i % 2 {
                0 => [246, 241, 230],
                _ => [(i / 300) as u8, (i % 251) as u8, (i % 13) as u8 * 19],
            })
            .collect();
        let raster = Raster {
            width: 300,
            height: 300,
            rgb,
        };
        let mut palette = Palette::default();
        palette.add(&raster);
        let mut colors = palette.finish();
        let index = usize::from(colors.index(&[246, 241, 230]));
        assert_eq!(&colors.bytes()[index * 3..index * 3 + 3], [246, 241, 230]);
    }
}
