//! Animated PNG: lossless. Of each picture only the rectangle that changed is stored, and what did not change
//! within it is clear, which packs well.

use super::{Patch, PngError, Raster, Shot, no_frames, same_size};

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
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_animated(count, 0).map_err(fault)?;
    let mut writer = encoder.write_header().map_err(fault)?;
    writer
        .set_frame_delay(milliseconds(first.seconds), 1000)
        .map_err(fault)?;
    let whole = Patch::whole(&first.raster);
    let pixels = changed(whole, None, &first.raster);
    writer.write_image_data(&pixels).map_err(fault)?;
    let mut before = first.raster;
    for shot in shots {
        let Shot { raster, seconds } = shot?;
        same_size(&before, &raster)?;
        let patch = Patch::changed(&before, &raster);
        let pixels = changed(patch, Some(&before), &raster);
        writer.set_blend_op(png::BlendOp::Over).map_err(fault)?;
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

/// The pixels of a rectangle, four bytes each: those that are as before are clear.
fn changed(patch: Patch, before: Option<&Raster>, now: &Raster) -> Vec<u8> {
    let new = patch.pixels(now).flat_map(|line| line.chunks_exact(3));
    let Some(before) = before else {
        return new.flat_map(opaque).collect();
    };
    let old = patch.pixels(before).flat_map(|line| line.chunks_exact(3));
    let pixel = |(old, new): (&[u8], &[u8])| if old == new { [0; 4] } else { opaque(new) };
    old.zip(new).flat_map(pixel).collect()
}

fn opaque(rgb: &[u8]) -> [u8; 4] {
    [rgb[0], rgb[1], rgb[2], 255]
}

fn milliseconds(seconds: f64) -> u16 {
    (seconds * 1000.0).round().clamp(1.0, 65_535.0) as u16
}

#[cfg(test)]
mod tests {
    use super::super::tests::dotted;
    use super::*;

    #[test]
    fn a_film_may_be_one_picture() {
        let raster = dotted(20, 10, (3, 2));
        let shot = Shot {
            raster: raster.clone(),
            seconds: 2.0,
        };
        let bytes = apng(std::iter::once(Ok::<_, PngError>(shot)), 1).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        let drawn = raster.rgb.chunks_exact(3).flat_map(opaque);
        assert!(pixels.into_iter().eq(drawn));
    }

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
            assert_eq!(part.dispose_op, png::DisposeOp::None);
            for (i, pixel) in pixels.chunks_exact(4).enumerate() {
                let (x, y) = (i as u32 % part.width, i as u32 / part.width);
                if y < part.height && pixel[3] > 0 {
                    let at = ((part.y_offset + y) * 20 + part.x_offset + x) as usize * 3;
                    canvas[at..at + 3].copy_from_slice(&pixel[..3]);
                }
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
