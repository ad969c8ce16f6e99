//! Animated PNG: lossless.

use super::{Patch, PngError, Shot, no_frames, same_size};

/// Encodes a film of `count` pictures that runs again and again. Only two pictures are held at a time.
///
/// # Errors
/// If there are no pictures, one of them cannot be had, or they differ in size.
pub fn apng<E: From<PngError>>(
    mut shots: impl Iterator<Item = Result<Shot, E>>,
    count: u32,
) -> Result<Vec<u8>, E> {
    let fault = |e: png::EncodingError| PngError::Encode(e.to_string());
    let first = shots.next().ok_or_else(no_frames)??;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, first.raster.width, first.raster.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_animated(count, 0).map_err(fault)?;
    let mut writer = encoder.write_header().map_err(fault)?;
    writer
        .set_frame_delay(milliseconds(first.seconds), 1000)
        .map_err(fault)?;
    writer.write_image_data(&first.raster.rgb).map_err(fault)?;
    let mut before = first.raster;
    for shot in shots {
        let Shot { raster, seconds } = shot?;
        same_size(&before, &raster)?;
        let patch = Patch::changed(&before, &raster);
        let pixels: Vec<u8> = patch.pixels(&raster).flatten().copied().collect();
        writer
            .set_frame_delay(milliseconds(seconds), 1000)
            .map_err(fault)?;
        // The old rectangle may reach beyond the new one's corner: first back to a corner that fits.
        writer.reset_frame_position().map_err(fault)?;
        writer
            .set_frame_dimension(patch.width, patch.height)
            .map_err(fault)?;
        writer
            .set_frame_position(patch.left, patch.top)
            .map_err(fault)?;
        writer.write_image_data(&pixels).map_err(fault)?;
        before = raster;
    }
    writer.finish().map_err(fault)?;
    Ok(bytes)
}

fn milliseconds(seconds: f64) -> u16 {
    (seconds * 1000.0).round().clamp(1.0, 65_535.0) as u16
}

#[cfg(test)]
mod tests {
    use super::super::tests::dotted;
    use super::*;

    #[test]
    fn a_film_reads_back_as_it_was_drawn() {
        let rasters = [(3, 2), (9, 7), (9, 7), (0, 0)].map(|dot| dotted(20, 10, dot));
        let shots = rasters.clone().map(|raster| {
            Ok::<_, PngError>(Shot {
                raster,
                seconds: 0.5,
            })
        });
        let bytes = apng(shots.into_iter(), 4).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .unwrap();
        assert_eq!(reader.info().animation_control().unwrap().num_frames, 4);
        let mut canvas = rasters[0].rgb.clone();
        for expected in &rasters {
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            reader.next_frame(&mut pixels).unwrap();
            let part = *reader.info().frame_control().unwrap();
            assert_eq!((part.delay_num, part.delay_den), (500, 1000));
            let row = part.width as usize * 3;
            for (y, line) in pixels.chunks(row).take(part.height as usize).enumerate() {
                let at = ((part.y_offset as usize + y) * 20 + part.x_offset as usize) * 3;
                canvas[at..at + row].copy_from_slice(line);
            }
            assert_eq!(canvas, expected.rgb);
        }
    }

    #[test]
    fn pictures_of_two_sizes_are_refused() {
        let shots = [dotted(20, 10, (0, 0)), dotted(10, 20, (0, 0))];
        let shots = shots.map(|raster| {
            Ok::<_, PngError>(Shot {
                raster,
                seconds: 1.0,
            })
        });
        assert!(apng(shots.into_iter(), 2).is_err());
        assert!(apng(std::iter::empty::<Result<Shot, PngError>>(), 0).is_err());
    }
}
