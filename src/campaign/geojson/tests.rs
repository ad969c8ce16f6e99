use super::*;
use crate::diag::{Colour, render};
use geo::Area;
use proptest::prelude::*;

fn polygon(rings: &str) -> String {
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{{\"type\":\"Feature\",\"id\":\"land\",\
         \"properties\":{{\"name\":\"The Land\"}},\"geometry\":{{\"type\":\"Polygon\",\
         \"coordinates\":{rings}}}}}]}}"
    )
}

fn told(text: &str) -> String {
    match read(&Source::new("b.geojson", text)) {
        Ok(read) => render(&read.warnings, Colour::Plain),
        Err(faults) => format!("refused\n{}", render(&faults, Colour::Plain)),
    }
}

const SQUARE: &str = "[[[0,0],[0,10],[10,10],[10,0],[0,0]]]";

#[test]
fn areas_are_found_by_id_and_name() {
    let file = read(&Source::new("b.geojson", polygon(SQUARE)))
        .unwrap()
        .value;
    for name in ["land", "The Land", "the land"] {
        assert!(file.find(name).is_some(), "{name}");
    }
    assert!(file.find("sea").is_none());
    assert_eq!(file.names().collect::<Vec<_>>(), ["land", "The Land"]);
    assert_eq!(file.all().0.len(), 1);
}

#[test]
fn rings_are_wound_alike_whatever_the_file_says() {
    let hole = "[[[0,0],[0,10],[10,10],[10,0],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]]";
    for rings in [SQUARE, hole] {
        let file = read(&Source::new("b", polygon(rings))).unwrap().value;
        let shape = file.all();
        assert!(shape.signed_area() > 0.0);
        for inner in shape.0[0].interiors() {
            assert!(Polygon::new(inner.clone(), vec![]).signed_area() < 0.0);
        }
    }
}

use geo::Polygon;

#[test]
fn what_is_wrong_is_said_with_the_feature_and_the_vertex() {
    let metres = "[[[7000000,6000000],[7100000,6000000],[7100000,6200000],[7000000,6000000]]]";
    let cases = [
        (
            polygon("[[[0,0],[],[1,1],[0,0]]]"),
            "refused\nerror: feature 1 (`land`): vertex 2 of ring 1 is not a pair",
        ),
        (
            polygon("[[[0,0],[30],[1,1],[0,0]]]"),
            "is not a pair of numbers",
        ),
        (polygon(metres), "looks like metres (EPSG:3857)"),
        (polygon("[[[],[0,1],[1,1],[0,0]]]"), "refused"),
        (
            polygon("[[[0,0],[0,95],[10,95],[0,0]]]"),
            "vertex 2 of ring 1 is out of range",
        ),
        (polygon("[[[0,0],[400,0],[10,10],[0,0]]]"), "out of range"),
        (polygon("[[[0,0],[NaN,5],[10,10],[0,0]]]"), "finite numbers"),
        (polygon("[[[0,0],[1e400,5],[10,10],[0,0]]]"), "refused"),
        (polygon("[[[0,0],[Infinity,5],[10,10],[0,0]]]"), "refused"),
        (polygon("[[[0,0],[\"a\",5],[10,10],[0,0]]]"), "refused"),
        (
            polygon("[[[0,0],[0,10],[10,10],[10,0]]]"),
            "warning: feature 1 (`land`): ring 1 is not closed",
        ),
        (polygon("[]"), "has no area and is left out"),
        (polygon("[[]]"), "has no area and is left out"),
        (
            polygon("[[[0,0],[1,1],[0,0]]]"),
            "has no area and is left out",
        ),
        (
            polygon("[[[0,0],[1e-300,0],[0,1e-300],[0,0]]]"),
            "has no area and is left out",
        ),
        (
            "{\"type\":\"Point\",\"coordinates\":[1,2]}".to_owned(),
            "has no area",
        ),
        ("{\"type\":\"Topology\"}".to_owned(), "this is not GeoJSON"),
        (String::new(), "this is not GeoJSON"),
        ("[".repeat(200_000), "nested too deep"),
        ("{\"a\":".repeat(5000), "nested too deep"),
    ];
    for (text, part) in cases {
        let told = told(&text);
        assert!(told.contains(part), "{part:?} not in: {told}");
    }
}

#[test]
fn faults_are_shown_where_the_feature_begins() {
    let shown = told(&polygon("[[[0,0],[],[1,1],[0,0]]]"));
    assert!(shown.contains("--> b.geojson:2:1"), "{shown}");
    let broken = "{\"type\": \"FeatureCollection\",\n\"features\": [,]}";
    assert!(told(broken).contains("b.geojson:2:"));
}

#[test]
fn a_collection_gives_its_polygons() {
    let text = format!(
        "\u{feff}{{\"type\":\"GeometryCollection\",\"geometries\":[{{\"type\":\"Polygon\",\
         \"coordinates\":{SQUARE}}},{{\"type\":\"Point\",\"coordinates\":[1,2]}}]}}"
    );
    assert_eq!(
        read(&Source::new("b", text)).unwrap().value.all().0.len(),
        1
    );
}

#[test]
fn shapes_across_the_antimeridian_and_round_a_pole_keep_together() {
    let area = |rings: &str| {
        let file = read(&Source::new("b", polygon(rings))).unwrap();
        (file.value.all().unsigned_area(), file.warnings.len())
    };
    // The same box, cut at 180 degrees, running on beyond it, and jumping back.
    assert_eq!(
        area("[[[170,-10],[190,-10],[190,10],[170,10],[170,-10]]]"),
        (400.0, 0)
    );
    assert_eq!(
        area("[[[170,-10],[-170,-10],[-170,10],[170,10],[170,-10]]]"),
        (400.0, 0)
    );
    assert_eq!(
        area("[[[-170,-10],[170,-10],[170,10],[-170,10],[-170,-10]]]"),
        (400.0, 0)
    );
    let world = "[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]";
    assert_eq!(area(world), (64_800.0, 0));
    let cap = "[[[0,70],[90,70],[170,70],[-100,70],[0,70]]]";
    assert_eq!(area(cap), (7200.0, 1));
    assert!(told(&polygon(cap)).contains("goes round a pole"));
}

#[test]
fn a_bow_tie_is_kept_and_a_needle_is_not() {
    let count = |rings: &str| {
        read(&Source::new("b", polygon(rings)))
            .unwrap()
            .value
            .features
            .len()
    };
    assert_eq!(count("[[[2,42],[12,48],[12,42],[2,48],[2,42]]]"), 1);
    assert_eq!(count("[[[2,42],[12,48],[7,45],[2,42]]]"), 0);
    assert_eq!(count("[[[2,42],[2,42],[2,42],[2,42]]]"), 0);
}

#[test]
fn too_many_vertices_are_refused() {
    let ring = "[0,0],".repeat(MAX_VERTICES + 1) + "[1,1]";
    assert!(told(&polygon(&format!("[[{ring}]]"))).contains("too many vertices"));
}

proptest! {
    #[test]
    fn no_positions_make_the_reader_panic(rings in "\\[\\[(\\[(-?[0-9]{1,3}(,-?[0-9]{1,2}){0,2})?\\],){0,6}\\[0,0\\]\\]\\]") {
        let _ = read(&Source::new("b", polygon(&rings)));
    }
}
