//! Pictures in a PDF: colours, and a mask where they are not opaque.

use pdf_writer::{Filter, Finish, Pdf, Ref};

use super::{Objects, packed};
use crate::scene::{Image, ImageFormat};

/// A picture unpacked: three bytes of colour and one of opacity for each pixel, rows from the top.
struct Pixels {
    width: u32,
    height: u32,
    colors: Vec<u8>,
    opacities: Vec<u8>,
}

/// Writes all pictures; one that cannot be read is left out of the page as an empty one.
pub(super) fn write(images: &[&Image], pdf: &mut Pdf, objects: &mut Objects) -> Vec<Ref> {
    let images = images.iter();
    images
        .map(|image| {
            let pixels = unpacked(image).unwrap_or_else(empty);
            write_one(&pixels, pdf, objects)
        })
        .collect()
}

fn write_one(pixels: &Pixels, pdf: &mut Pdf, objects: &mut Objects) -> Ref {
    let (picture, mask) = (objects.next(), objects.next());
    let (width, height) = (
        i32::try_from(pixels.width).unwrap_or(1),
        i32::try_from(pixels.height).unwrap_or(1),
    );
    let colors = packed(&pixels.colors);
    let mut object = pdf.image_xobject(picture, &colors);
    object.filter(Filter::FlateDecode);
    object.width(width).height(height).bits_per_component(8);
    object.color_space().device_rgb();
    object.interpolate(true).s_mask(mask);
    object.finish();
    let opacities = packed(&pixels.opacities);
    let mut object = pdf.image_xobject(mask, &opacities);
    object.filter(Filter::FlateDecode);
    object.width(width).height(height).bits_per_component(8);
    object.color_space().device_gray();
    object.interpolate(true);
    object.finish();
    picture
}

fn empty() -> Pixels {
    Pixels {
        width: 1,
        height: 1,
        colors: vec![255; 3],
        opacities: vec![0],
    }
}

fn unpacked(image: &Image) -> Option<Pixels> {
    match image.format {
        ImageFormat::Png => png(&image.bytes),
        ImageFormat::Jpeg => jpeg(&image.bytes),
    }
}

fn png(bytes: &[u8]) -> Option<Pixels> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let mut data = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut data).ok()?;
    data.truncate(info.buffer_size());
    let (mut colors, mut opacities) = (Vec::new(), Vec::new());
    for pixel in data.chunks_exact(info.color_type.samples()) {
        let (rgb, opacity) = match *pixel {
            [grey] => ([grey; 3], 255),
            [grey, opacity] => ([grey; 3], opacity),
            [r, g, b] => ([r, g, b], 255),
            [r, g, b, opacity, ..] => ([r, g, b], opacity),
            [] => return None,
        };
        colors.extend(rgb);
        opacities.push(opacity);
    }
    Some(Pixels {
        width: info.width,
        height: info.height,
        colors,
        opacities,
    })
}

fn jpeg(bytes: &[u8]) -> Option<Pixels> {
    use zune_jpeg::zune_core::colorspace::ColorSpace;
    use zune_jpeg::zune_core::options::DecoderOptions;
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder =
        zune_jpeg::JpegDecoder::new_with_options(std::io::Cursor::new(bytes), options);
    let colors = decoder.decode().ok()?;
    let (width, height) = decoder.dimensions()?;
    Some(Pixels {
        width: u32::try_from(width).ok()?,
        height: u32::try_from(height).ok()?,
        opacities: vec![255; colors.len() / 3],
        colors,
    })
}
