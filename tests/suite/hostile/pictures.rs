//! Pictures that a drawing shows: only those inside of it, only PNG and JPEG, none beyond the limits.

use std::fmt::Write;
use std::fs;
use std::time::{Duration, Instant};

use base64::Engine;
use theatrum::export::{Limits, Packing, Raster, encode, rasterise};

/// Eight by eight red pixels.
fn red() -> Vec<u8> {
    let rgb = [255, 0, 0].repeat(64);
    let raster = Raster {
        width: 8,
        height: 8,
        rgb,
    };
    encode(&raster, Packing::Fast).unwrap()
}

fn data(kind: &str, bytes: &[u8]) -> String {
    let coded = base64::engine::general_purpose::STANDARD.encode(bytes);
    format!("data:{kind};base64,{coded}")
}

/// Whether a picture at this address shows anything.
fn shows(href: &str) -> bool {
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
         width='8' height='8'><rect width='8' height='8' fill='#0000ff'/>\
         <image width='8' height='8' xlink:href='{href}'/></svg>"
    );
    let raster = rasterise(&svg, 1.0, Limits::default()).unwrap();
    raster.rgb != [0, 0, 255].repeat(64)
}

#[test]
fn no_picture_is_read_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("red.png");
    fs::write(&path, red()).unwrap();
    let path = path.to_str().unwrap();
    assert!(shows(&data("image/png", &red())), "the control shows");
    for href in [
        path.to_owned(),
        format!("file://{path}"),
        "red.png".to_owned(),
    ] {
        assert!(!shows(&href), "{href}");
    }
}

#[test]
fn a_drawing_within_a_drawing_is_not_drawn() {
    let inner = "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'>\
        <rect width='8' height='8' fill='red'/></svg>";
    let mut packed = Vec::from(b"\x1f\x8b\x08\0\0\0\0\0\0\xff");
    packed.extend(miniz_oxide::deflate::compress_to_vec(inner.as_bytes(), 6));
    packed.extend([0; 8]);
    for kind in ["image/svg+xml", "image/png", "text/plain"] {
        assert!(!shows(&data(kind, inner.as_bytes())), "{kind}");
        assert!(!shows(&data(kind, &packed)), "{kind}");
    }
    // The name of a type does not matter, what it is does.
    assert!(shows(&data("image/gif", &red())));
}

#[test]
fn a_picture_that_claims_to_be_enormous_takes_no_memory() {
    let begun = Instant::now();
    let mut png = red();
    png[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    assert!(!shows(&data("image/png", &png)));
    // The frame header of a JPEG of 65,000 by 65,000 px.
    let jpeg = b"\xff\xd8\xff\xc0\x00\x11\x08\xfd\xe8\xfd\xe8\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00\xff\xd9";
    assert!(!shows(&data("image/jpeg", jpeg)));
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn entities_are_not_expanded_without_end() {
    let begun = Instant::now();
    let mut bomb = String::from("<!DOCTYPE svg [<!ENTITY a0 'aaaaaaaaaa'>");
    for i in 1..10 {
        write!(
            bomb,
            "<!ENTITY a{i} '{}'>",
            format!("&a{};", i - 1).repeat(10)
        )
        .unwrap();
    }
    bomb +=
        "]><svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><text>&a9;</text></svg>";
    let _ = rasterise(&bomb, 1.0, Limits::default());
    assert!(begun.elapsed() < Duration::from_secs(10));
    let outside = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\
        <svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><text>&x;</text></svg>";
    assert!(rasterise(outside, 1.0, Limits::default()).is_err());
}
