//! GeoJSON files as programs, people and attackers write them.

use std::f64::consts::PI;
use std::fmt::Write;
use std::fs;

use super::{refused, said, text, theatrum};

const CAMPAIGN: &str = "[campaign]\ntitle = \"T\"\n[map]\nextent = \"0E 40N 20E 50N\"\n\
    [sides.w]\nname = \"W\"\ncolor = \"blue\"\n[[polities]]\nname = \"P\"\nside = \"w\"\n";

fn collection(kind: &str, coordinates: &str) -> String {
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"id\":\"land\",\
         \"properties\":{{}},\"geometry\":{{\"type\":\"{kind}\",\"coordinates\":{coordinates}}}}}]}}"
    )
}

/// A folder with a campaign whose land is this GeoJSON.
fn campaign(geojson: &str, shape: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("war.toml");
    fs::write(&path, format!("{CAMPAIGN}shape = {shape:?}\n")).unwrap();
    fs::write(folder.path().join("land.geojson"), geojson).unwrap();
    (folder, path)
}

#[track_caller]
fn refuse(geojson: &str, code: i32, parts: &[&str]) {
    let (_folder, path) = campaign(geojson, "land.geojson");
    let told = refused(&["check", text(&path)], code);
    for part in parts {
        assert!(told.contains(part), "missing {part:?} in:\n{told}");
    }
}

/// Draws the land and returns the SVG and what was said.
#[track_caller]
fn drawn(geojson: &str) -> (String, String) {
    let (folder, path) = campaign(geojson, "land.geojson");
    let map = folder.path().join("map.svg");
    let said = said(&["render", text(&path), "-o", text(&map), "--no-relief"]);
    let svg = fs::read_to_string(map).unwrap();
    assert!(
        !svg.contains("NaN") && !svg.contains("inf"),
        "numbers that are none"
    );
    assert!(svg.contains("id=\"polity-"), "the land is on the map");
    (svg, said)
}

fn ring(vertices: impl Iterator<Item = (f64, f64)>) -> String {
    let mut text = String::from("[[");
    for (index, (lon, lat)) in vertices.enumerate() {
        let comma = if index == 0 { "" } else { "," };
        write!(text, "{comma}[{lon},{lat}]").unwrap();
    }
    text + "]]"
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of faults")]
fn positions_that_are_none_are_refused_by_feature_and_vertex() {
    let polygon = |rings: &str| collection("Polygon", rings);
    let at = "land.geojson:1:";
    refuse(
        &polygon("[[[0,0],[],[1,1],[0,0]]]"),
        1,
        &["vertex 2 of ring 1", at],
    );
    refuse(
        &polygon("[[[0,0],[30],[1,1],[0,0]]]"),
        1,
        &["vertex 2 of ring 1", at],
    );
    refuse(
        &collection("MultiPolygon", "[[[[0,0],[],[1,1],[0,0]]]]"),
        1,
        &["vertex 2", at],
    );
    refuse(
        "{\"type\":\"Point\",\"coordinates\":[]}",
        1,
        &["not GeoJSON", at],
    );
    refuse(
        "{\"type\":\"LineString\",\"coordinates\":[[30],[1,2]]}",
        1,
        &["has no area"],
    );
    refuse(
        &polygon("[[[NaN,0],[1,1],[2,2],[0,0]]]"),
        1,
        &["finite numbers", at],
    );
    refuse(
        &polygon("[[[Infinity,0],[1,1],[2,2],[0,0]]]"),
        1,
        &["finite numbers", at],
    );
    refuse(
        &polygon("[[[1e400,0],[1,1],[2,2],[0,0]]]"),
        1,
        &["finite numbers", at],
    );
    refuse(
        &polygon("[[[1e308,0],[1,1],[2,2],[0,0]]]"),
        1,
        &["out of range", at],
    );
    refuse(
        &polygon("[[[0x10,0],[1,1],[2,2],[0,0]]]"),
        1,
        &["not GeoJSON", at],
    );
    let long = format!("[[[{},0],[1,1],[2,2],[0,0]]]", "1".repeat(1_000_000));
    refuse(&polygon(&long), 1, &["not GeoJSON", at]);
    refuse(
        &polygon("[[[0,0],[0,91],[1,1],[0,0]]]"),
        1,
        &["vertex 2 of ring 1 is out of range"],
    );
    let metres = "[[[445277,5311971],[556597,5311971],[556597,5465442],[445277,5311971]]]";
    refuse(&polygon(metres), 1, &["EPSG:3857", "EPSG:4326"]);
}

#[test]
fn nesting_without_end_is_refused() {
    let told = ["nested too deep", "land.geojson:1:"];
    refuse(&"[".repeat(200_000), 4, &told);
    refuse(
        &"{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(5000),
        4,
        &told,
    );
}

#[test]
fn rings_without_area_are_left_out_with_a_warning() {
    for rings in [
        "[]",
        "[[]]",
        "[[[0,0],[1,1],[0,0]]]",
        "[[[0,0],[1e-300,0],[0,1e-300],[0,0]]]",
        "[[[5,45],[5,45],[5,45],[5,45]]]",
    ] {
        refuse(
            &collection("Polygon", rings),
            1,
            &["has no area and is left out", "comes out empty"],
        );
    }
}

#[test]
fn rings_that_programs_get_wrong_are_mended() {
    for (what, rings, told) in [
        ("bow tie", "[[[2,42],[12,48],[12,42],[2,48],[2,42]]]", None),
        (
            "spike",
            "[[[2,42],[12,42],[12,48],[7,48],[7,80],[7,48],[2,48],[2,42]]]",
            None,
        ),
        (
            "unclosed",
            "[[[2,42],[12,42],[12,48],[2,48]]]",
            Some("ring 1 is not closed"),
        ),
        (
            "repeated",
            "[[[2,42],[2,42],[12,42],[12,42],[12,48],[2,48],[2,48],[2,42]]]",
            None,
        ),
        ("reversed", "[[[2,42],[2,48],[12,48],[12,42],[2,42]]]", None),
        (
            "hole outside",
            "[[[2,42],[12,42],[12,48],[2,48],[2,42]],[[14,42],[16,42],[16,44],[14,42]]]",
            None,
        ),
        (
            "tiny beside large",
            "[[[2,42],[12,42],[12,48],[2,48],[2,42]],[[3,43],[3,43],[3,43],[3,43]]]",
            Some("ring 2 has no area"),
        ),
    ] {
        let (_, said) = drawn(&collection("Polygon", rings));
        match told {
            Some(part) => assert!(said.contains(part), "{what}: {said}"),
            None => assert!(!said.contains("warning: feature"), "{what}: {said}"),
        }
    }
}

#[test]
fn a_star_that_crosses_itself_a_hundred_million_times_is_refused() {
    let n = 20_000;
    let star = ring((0..=n).map(|i| {
        let angle = 2.0 * PI * f64::from(i % n) * f64::from(n / 2 - 1) / f64::from(n);
        (7.0 + 4.0 * libm::cos(angle), 45.0 + 3.0 * libm::sin(angle))
    }));
    refuse(
        &collection("Polygon", &star),
        1,
        &["cross each other too often", "war.toml:11:9"],
    );
}

#[test]
fn a_comb_of_many_teeth_comes_to_an_end() {
    let teeth = 4000;
    let step = 10.0 / f64::from(teeth);
    let points = (0..teeth).flat_map(|i| {
        let lon = 2.0 + f64::from(i) * step;
        [(lon, 48.0), (lon + step / 2.0, 43.0)]
    });
    let closed = [(2.0, 42.0)]
        .into_iter()
        .chain(points)
        .chain([(12.0, 42.0), (2.0, 42.0)]);
    drawn(&collection("Polygon", &ring(closed)));
}

#[test]
fn a_hundred_thousand_vertices_are_drawn() {
    let n = 100_000;
    let circle = ring((0..=n).map(|i| {
        let angle = 2.0 * PI * f64::from(i % n) / f64::from(n);
        (7.0 + 4.0 * libm::cos(angle), 45.0 + 3.0 * libm::sin(angle))
    }));
    let (svg, _) = drawn(&collection("Polygon", &circle));
    assert!(
        svg.len() < 3_000_000,
        "what cannot be seen is not written: {}",
        svg.len()
    );
}

#[test]
fn thousands_of_holes_are_drawn() {
    let mut rings = String::from("[[[2,42],[12,42],[12,48],[2,48],[2,42]]");
    for i in 0..5000 {
        let (lon, lat) = (
            2.05 + 9.8 * f64::from(i % 100) / 100.0,
            42.05 + 5.8 * f64::from(i / 100) / 50.0,
        );
        let (east, north) = (lon + 0.02, lat + 0.02);
        write!(
            rings,
            ",[[{lon},{lat}],[{east},{lat}],[{east},{north}],[{lon},{lat}]]"
        )
        .unwrap();
    }
    drawn(&collection("Polygon", &(rings + "]")));
}

#[test]
fn the_antimeridian_and_the_poles_are_drawn_in_every_projection() {
    let lands = [
        (
            "beyond 180",
            "[[[170,-10],[190,-10],[190,10],[170,10],[170,-10]]]",
        ),
        (
            "jumping back",
            "[[[170,-10],[-170,-10],[-170,10],[170,10],[170,-10]]]",
        ),
        (
            "antarctica",
            "[[[-180,-70],[180,-70],[180,-90],[-180,-90],[-180,-70]]]",
        ),
        (
            "whole world",
            "[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]",
        ),
        (
            "round the pole",
            "[[[0,70],[90,70],[170,70],[-100,70],[0,70]]]",
        ),
        (
            "to the pole",
            "[[[0,60],[30,60],[30,89.999999],[0,89.999999],[0,60]]]",
        ),
        (
            "beyond 360",
            "[[[340,-10],[360,-10],[360,10],[340,10],[340,-10]]]",
        ),
    ];
    let projections = [
        "equirectangular",
        "mercator",
        "equal-earth",
        "lambert-azimuthal-equal-area",
        "polar-stereographic",
        "orthographic",
    ];
    for (n, (what, rings)) in lands.into_iter().enumerate() {
        let (folder, path) = campaign(&collection("Polygon", rings), "land.geojson");
        let wide = CAMPAIGN.replace("0E 40N 20E 50N", "180W 80S 180E 85N");
        fs::write(&path, format!("{wide}shape = \"land.geojson\"\n")).unwrap();
        for projection in [projections[n % 6], projections[(n + 3) % 6]] {
            let map = folder.path().join("map.svg");
            let args = ["render", text(&path), "-o", text(&map), "--no-relief"];
            theatrum(&args)
                .args(["--projection", projection])
                .assert()
                .success();
            let svg = fs::read_to_string(&map).unwrap();
            assert!(
                !svg.contains("NaN") && !svg.contains("inf"),
                "{what} in {projection}"
            );
        }
    }
}
