use super::*;
use crate::geom::{PagePoint, PageRect, Size};
use crate::scene::{Color, Group, Halo, Image, ImageFormat, Item, Lettering, Path, Text, TextLine};
use crate::text::Face;

fn scene(words: &str) -> Scene {
    let mut layer = Group::new("labels");
    layer.path(
        Path::rect(PageRect::new(0.0, 0.0, 48.0, 48.0)),
        Some(Color::new(255, 0, 0).into()),
        None,
    );
    layer.text(Text {
        face: Face::Sans,
        size: 12.0,
        fill: Color::new(0, 0, 0),
        halo: Some(Halo {
            color: Color::new(255, 255, 255),
            width: 3.0,
        }),
        lettering: Lettering::Lines {
            lines: vec![TextLine {
                text: words.to_owned(),
                origin: PagePoint::new(10.0, 20.0),
                width: 30.0,
            }],
            rotate_deg: 0.0,
        },
        versions: Vec::new(),
    });
    Scene {
        size: Size {
            width: 96.0,
            height: 48.0,
        },
        px_per_inch: 96.0,
        title: "Көкшетау".to_owned(),
        description: String::new(),
        lang: "kk".to_owned(),
        layers: vec![layer],
        record: crate::scene::Record::default(),
    }
}

/// The unpacked streams of a file, one after the other.
fn streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    let find = |from: usize, what: &[u8]| {
        let at = pdf[from..].windows(what.len()).position(|w| w == what);
        at.map(|at| from + at)
    };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = find(from, b"\nstream\n") {
        let start = start + 8;
        let end = find(start, b"\nendstream").unwrap();
        found.push(miniz_oxide::inflate::decompress_to_vec_zlib(&pdf[start..end]).unwrap());
        from = end;
    }
    found
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_page_is_as_large_as_the_map_is_on_paper() {
    let fonts = Fonts::bundled();
    let mut map = scene("x");
    assert!(text_of(&pdf(&map, &fonts)).contains("/MediaBox [0 0 72 36]"));
    map.px_per_inch = 192.0;
    assert!(text_of(&pdf(&map, &fonts)).contains("/MediaBox [0 0 36 18]"));
}

#[test]
fn the_same_scene_gives_the_same_bytes() {
    let fonts = Fonts::bundled();
    assert_eq!(pdf(&scene("Irtysh"), &fonts), pdf(&scene("Irtysh"), &fonts));
}

#[test]
fn letters_are_embedded_and_can_be_read_back() {
    let fonts = Fonts::bundled();
    let bytes = pdf(&scene("Көк 准"), &fonts);
    let file = text_of(&bytes);
    for name in ["THEATR+Arimo", "THEATR+NotoSerifSC"] {
        assert!(file.contains(name), "{name}");
    }
    let streams = streams(&bytes);
    let texts: Vec<String> = streams.iter().map(|s| text_of(s)).collect();
    // The code points of the letters in the maps from glyphs to text.
    for code in ["041A", "04E9", "043A", "51C6"] {
        let mapped = texts
            .iter()
            .any(|t| t.contains("begincmap") && t.contains(&format!("<{code}>")));
        assert!(mapped, "{code}");
    }
    // A cut down font is small, and is a font.
    let font = streams
        .iter()
        .find(|s| s.starts_with(&[0, 1, 0, 0]))
        .unwrap();
    assert!(font.len() < 8_000, "{}", font.len());
    // The halo is stroked before the letters are filled.
    let page = texts.iter().find(|t| t.contains("BT")).unwrap();
    assert!(page.find("1 Tr").unwrap() < page.find("0 Tr").unwrap());
}

#[test]
fn pictures_keep_their_transparency() {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(vec![0, 0, 0, 10, 20, 30]);
    encoder.set_trns(vec![0, 128]);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[0, 1]).unwrap();
    writer.finish().unwrap();
    let mut map = scene("x");
    map.layers[0].items.push(Item::Image(Image {
        rect: PageRect::new(0.0, 0.0, 96.0, 48.0),
        format: ImageFormat::Png,
        bytes,
    }));
    let streams = streams(&pdf(&map, &Fonts::bundled()));
    assert!(streams.contains(&vec![0, 0, 0, 10, 20, 30]));
    assert!(streams.contains(&vec![0, 128]));
}
