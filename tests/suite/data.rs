//! The bundled data: the catalogue agrees with the files, and the base map reads them rightly.

use geo::{Area, BoundingRect, Geometry};
use sha2::{Digest, Sha256};
use std::path::Path;
use theatrum::geodata::sheet::{About, Draft, DraftFeature, DraftPart, PartKind, Sheet};
use theatrum::geodata::{BaseLayer, Basemap, Catalog, Detail};
use theatrum::geom::{GeoRect, LonLat};

const fn rect(west: f64, south: f64, east: f64, north: f64) -> GeoRect {
    GeoRect {
        west,
        south,
        east,
        north,
    }
}

#[test]
fn the_catalogue_has_the_digest_of_every_shipped_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata");
    let catalog = Catalog::bundled();
    for entry in &catalog.files {
        let bytes = std::fs::read(folder.join(&entry.path)).unwrap();
        let digest: String = Sha256::digest(&bytes)
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        assert_eq!(
            digest, entry.sha256,
            "{} has changed: run `cargo run -p theatrum-geodata catalog`",
            entry.path
        );
    }
    for file in std::fs::read_dir(&folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let is_listed = catalog.files.iter().any(|entry| entry.path == name);
        assert!(
            !name.ends_with(".bin") || is_listed,
            "{name} is not in the catalogue"
        );
    }
}

/// The area inside the rectangle, in square degrees.
fn area_inside(geometry: &Geometry<f64>, within: GeoRect) -> f64 {
    use geo::{BooleanOps, MultiPolygon, Rect};
    let frame = Rect::new((within.west, within.south), (within.east, within.north)).to_polygon();
    let Geometry::MultiPolygon(areas) = geometry else {
        panic!("land is made of areas")
    };
    areas
        .intersection(&MultiPolygon(vec![frame]))
        .unsigned_area()
}

#[test]
fn a_window_shows_what_the_whole_shows_there() {
    let basemap = Basemap::bundled();
    let window = rect(20.0, 34.0, 30.0, 42.0);
    let area = |read: GeoRect| -> f64 {
        let land = basemap.features(BaseLayer::Land, Detail::Medium, read);
        land.iter().map(|f| area_inside(&f.geometry, window)).sum()
    };
    let (near, far) = (area(window), area(GeoRect::WORLD));
    assert!((near - far).abs() < 1e-6, "{near} and {far}");
    assert!(near > 20.0, "Greece and Asia Minor are land: {near}");
}

#[test]
fn a_window_across_the_antimeridian_has_one_chukotka() {
    let land = Basemap::bundled().features(
        BaseLayer::Land,
        Detail::Medium,
        rect(170.0, 65.5, 190.0, 69.0),
    );
    let covers = |f: &&theatrum::geodata::Feature| {
        let bounds = f.geometry.bounding_rect().unwrap();
        bounds.min().x < 172.0 && bounds.max().x > 188.0
    };
    assert_eq!(land.iter().filter(covers).count(), 1);
}

#[test]
fn the_irtysh_is_one_line_from_china_to_the_ob() {
    let rivers = Basemap::bundled().named_line("Ertis");
    assert_eq!(rivers.len(), 1);
    assert_eq!(rivers[0].name, "Irtysh");
    let bounds = rivers[0].geometry.bounding_rect().unwrap();
    assert!(bounds.max().x > 89.0, "it begins in China: {bounds:?}");
    assert!(bounds.max().y > 60.5, "it falls into the Ob: {bounds:?}");
}

#[test]
fn no_reservoir_is_there_before_its_year() {
    let lakes =
        Basemap::bundled().features(BaseLayer::Lakes, Detail::Fine, rect(60.0, 40.0, 92.0, 56.0));
    let names = |year: i32| -> Vec<&str> {
        lakes
            .iter()
            .filter(|f| f.exists_in(year))
            .map(|f| f.name.as_str())
            .collect()
    };
    assert!(!names(1756).iter().any(|name| name.contains("Reservoir")));
    assert!(names(1980).contains(&"Kapchagay Reservoir"));
    for year in [1756, 1980] {
        let zaysan = names(year).iter().filter(|n| **n == "Lake Zaysan").count();
        assert_eq!(zaysan, 1, "in {year}");
    }
}

#[test]
fn the_aral_sea_shrinks() {
    let aral = Basemap::bundled().named_lake("Aral Sea");
    let size = |year: i32| -> f64 {
        aral.iter()
            .filter(|f| f.exists_in(year))
            .map(|f| f.geometry.unsigned_area())
            .sum()
    };
    assert!(size(1756) > 2.0 * size(2000) && size(2000) > 0.0);
}

#[test]
fn countries_and_provinces_are_found_by_name() {
    let basemap = Basemap::bundled();
    assert_eq!(basemap.named_area("Казахстан")[0].name, "Kazakhstan");
    assert_eq!(basemap.named_area("xinjiang")[0].name, "Xinjiang");
    assert!(basemap.named_area("Atlantis").is_empty());
}

#[test]
fn mountains_have_relief_and_the_sea_is_flat() {
    let relief = Basemap::bundled()
        .relief(rect(70.0, 40.0, 90.0, 50.0))
        .unwrap();
    let row = (0..100).map(|i| {
        relief
            .shade(LonLat::new(76.0 + f64::from(i) * 0.05, 42.1))
            .unwrap()
    });
    let (least, most) = row.fold((255, 0), |(a, b), grey| (grey.min(a), grey.max(b)));
    assert!(
        most - least > 40,
        "the Tian Shan is steep: {least} to {most}"
    );
    assert_eq!(relief.shade(LonLat::new(60.0, 45.0)), None);
    let sea = Basemap::bundled()
        .relief(rect(179.0, 0.0, 181.0, 1.0))
        .unwrap();
    assert_eq!(
        sea.shade(LonLat::new(-179.5, 0.5)),
        Some(theatrum::geodata::relief::FLAT)
    );
}

fn toy_sheet() -> Vec<u8> {
    let ring: Vec<[i32; 2]> = (0..=400)
        .map(|i| [(i % 400 - 200_i32).abs() * 5, i % 400 * 2])
        .collect();
    let draft = Draft {
        scale: 10,
        arcs: vec![ring],
        features: vec![DraftFeature {
            about: About {
                name: "Toy".to_owned(),
                from: Some(-44),
                ..About::default()
            },
            parts: vec![DraftPart {
                kind: PartKind::Exterior,
                arcs: vec![!0],
            }],
        }],
    };
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    draft.encode(|block| ruzstd::encoding::compress_to_vec(block, level))
}

#[test]
fn a_sheet_comes_back_as_it_was_written() {
    let bytes = toy_sheet();
    let sheet = Sheet::open(&bytes).unwrap();
    let whole = sheet.whole(|_| true).unwrap();
    assert_eq!(
        (whole[0].0.name.as_str(), whole[0].0.from),
        ("Toy", Some(-44))
    );
    let Geometry::MultiPolygon(areas) = &whole[0].1 else {
        panic!("a ring is an area")
    };
    assert_eq!(areas.0[0].exterior().0.len(), 401);
    assert_eq!(areas.0[0].exterior().0[1], geo::Coord { x: 99.5, y: 79.8 });
}

#[test]
fn a_damaged_sheet_is_an_error_or_read_but_never_a_panic() {
    let bytes = toy_sheet();
    for length in 0..bytes.len() {
        let read = Sheet::open(&bytes[..length]).and_then(|s| s.whole(|_| true).map(|w| w.len()));
        assert!(read.is_err(), "cut to {length} bytes");
    }
    for at in 0..bytes.len() {
        for flip in [0x01, 0x80, 0xff] {
            let mut damaged = bytes.clone();
            damaged[at] ^= flip;
            let _ = Sheet::open(&damaged).and_then(|s| s.whole(|_| true).map(|w| w.len()));
        }
    }
}
