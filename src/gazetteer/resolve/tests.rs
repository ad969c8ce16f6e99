use std::sync::LazyLock;

use super::*;
use crate::campaign::file;
use crate::campaign::geojson;
use crate::diag::Source;
use geo::{Area as _, MultiLineString, wkt};

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::bundled);

/// One river and one lake.
struct Toy;

impl Atlas for Toy {
    fn lines(&self, name: &str, _: Option<i32>) -> Vec<MultiLineString<f64>> {
        match name {
            "Irtysh" => {
                vec![wkt!(MULTILINESTRING((89.5 47.3,82.6 49.95,80.25 50.4,73.37 54.98,69.2 61.1)))]
            }
            _ => Vec::new(),
        }
    }

    fn lakes(&self, name: &str, _: Option<i32>) -> Vec<MultiPolygon<f64>> {
        match name {
            "Balkhash" | "balkhash" => {
                vec![wkt!(MULTIPOLYGON(((73.5 45.0,79.0 46.0,79.0 46.8,74.0 46.8,73.5 45.0))))]
            }
            "Lake Malawi" | "Malawi" => {
                vec![wkt!(MULTIPOLYGON(
                    ((
                        34.2 - 14.0,
                        34.8 - 14.0,
                        34.8 - 9.6,
                        34.2 - 9.6,
                        34.2 - 14.0
                    ))
                ))]
            }
            _ => Vec::new(),
        }
    }

    fn lands(&self, name: &str) -> Vec<MultiPolygon<f64>> {
        match name {
            "Malawi" => vec![wkt!(MULTIPOLYGON(
                ((
                    33.0 - 17.0,
                    36.0 - 17.0,
                    36.0 - 9.0,
                    33.0 - 9.0,
                    33.0 - 17.0
                ))
            ))],
            _ => Vec::new(),
        }
    }
}

const HEAD: &str = "format = \"campaign/1\"\n[campaign]\ntitle = \"T\"\nwhen = \"1756\"\n\
    [sides.a]\nname = \"A\"\n[sides.b]\nname = \"B\"\n";

fn resolved(body: &str) -> Result<Warned<Campaign<Resolved>>, Vec<Diagnostic>> {
    let source = Source::new("t.toml", format!("{HEAD}{body}"));
    let parsed = file::parse(&source).expect("the test's campaign parses");
    let borders = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"west","properties":{},
        "geometry":{"type":"Polygon","coordinates":[[[60,40],[60,50],[80,50],[80,40],[60,40]]]}}]}"#;
    let file = geojson::read(&Source::new("borders.geojson", borders))
        .unwrap()
        .value;
    let shapes = Shapes::from([("borders.geojson".to_owned(), file)]);
    resolve(parsed.value, &GAZETTEER, &Toy, &shapes)
}

fn places(body: &str) -> Vec<Place> {
    resolved(body)
        .unwrap_or_else(|log| panic!("{log:#?}"))
        .value
        .places
}

fn off_km(place: &Place, lat: f64, lon: f64) -> f64 {
    distance_km(place.position, LonLat::new(lon, lat))
}

#[test]
fn names_are_placed_and_given_positions_kept() {
    let found = places(
        "[places.k]\nname = \"Kokshetau\"\nkind = \"town\"\n\
         [places.x]\nname = \"Nowhere at all\"\nat = \"50N 70E\"\n",
    );
    assert!(off_km(&found[0], 53.283, 69.383) < 5.0);
    assert_eq!(found[0].names["kk"], "Көкшетау");
    assert_eq!(found[1].position, LonLat::new(70.0, 50.0));
}

#[test]
fn a_river_stands_where_the_campaign_is_with_its_course() {
    let found = places(
        "[places.k]\nname = \"Kokshetau\"\nat = \"53.28N 69.38E\"\n\
         [places.a]\nname = \"Astana\"\nat = \"51.2N 71.4E\"\n\
         [places.i]\nname = \"Irtysh River\"\nkind = \"river\"\n",
    );
    let irtysh = &found[2];
    assert!(
        matches!(irtysh.geometry, PlaceGeometry::Line(_)),
        "{irtysh:?}"
    );
    assert_eq!(irtysh.kind, PlaceKind::River);
    assert!(off_km(irtysh, 53.3, 75.4) < 150.0, "{irtysh:?}");
}

#[test]
fn a_lake_given_by_position_gets_its_shore() {
    let found =
        places("[places.b]\nname = \"Lake Balkhash\"\nkind = \"lake\"\nat = \"46.4N 75E\"\n");
    assert!(
        matches!(found[0].geometry, PlaceGeometry::Area(_)),
        "{:?}",
        found[0]
    );
}

#[test]
fn all_unknown_names_are_reported_at_once_with_suggestions() {
    let log = resolved(
        "[places.a]\nname = \"Kokshetav\"\n[places.b]\nname = \"Zzyzxqwk\"\n[places.c]\nname = \"Qqqqvvk\"\n",
    )
    .unwrap_err();
    let errors: Vec<_> = log
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .collect();
    assert_eq!(errors.len(), 2, "{log:#?}");
    assert!(
        errors
            .iter()
            .all(|e| e.span.is_some() && !e.hints.is_empty())
    );
}

#[test]
fn an_ambiguous_name_is_drawn_and_reported_with_positions() {
    let warned = resolved("[places.a]\nname = \"Springfield\"\nkind = \"town\"\n").unwrap();
    let [warning] = warned.warnings.as_slice() else {
        panic!("{:#?}", warned.warnings)
    };
    assert!(warning.message.contains("several places"), "{warning:?}");
    assert!(warning.hints[0].contains("at = \""));
    assert_eq!(
        warned.value.places[0].provenance.certainty,
        Certainty::LessCertain
    );
}

#[test]
fn a_homonym_is_told_by_the_other_places() {
    let found = places(
        "[places.a]\nname = \"Atlanta\"\n[places.b]\nname = \"Macon\"\n[places.c]\nname = \"Savannah\"\n\
         [places.d]\nname = \"Columbus\"\n[places.e]\nname = \"Augusta\"\n",
    );
    for (place, lat, lon) in [(&found[3], 32.46, -84.99), (&found[4], 33.47, -81.97)] {
        assert!(off_km(place, lat, lon) < 30.0, "{place:?}");
    }
}

fn area_of(shape: &str) -> Result<f64, Vec<Diagnostic>> {
    let body = format!(
        "[places.talas]\nname = \"Talas\"\nat = \"42N 72E\"\nradius_km = 50\n\
         [[polities]]\nid = \"p\"\nname = \"P\"\nside = \"a\"\nshape = \"{shape}\"\n"
    );
    let warned = resolved(&body)?;
    Ok(warned.value.areas[0].shape.signed_area())
}

#[test]
fn a_country_comes_before_a_lake_that_is_also_called_so() {
    let body = "[places.karonga]\nname = \"Karonga\"\nat = \"9.93S 33.93E\"\n\
        [[polities]]\nid = \"p\"\nname = \"P\"\nside = \"a\"\nshape = \"Malawi\"\n";
    let area = resolved(body).unwrap().value.areas[0].shape.signed_area();
    assert!((area - 24.0).abs() < 1e-6, "{area}");
}

#[test]
fn shapes_are_computed_from_files_names_and_sides() {
    let cases = [
        ("borders.geojson#west", 200.0),
        ("borders.geojson#west & east-of(70E)", 100.0),
        ("borders.geojson#west - north-of(45N)", 100.0),
        ("box(60E 40N 62E 42N) + box(61E 40N 63E 42N)", 6.0),
    ];
    for (shape, square_degrees) in cases {
        let area = area_of(shape).unwrap();
        assert!((area - square_degrees).abs() < 1e-6, "{shape}: {area}");
    }
    let circle = area_of("talas").unwrap();
    assert!((circle - 0.854).abs() < 0.02, "{circle}");
}

#[test]
fn shapes_that_cannot_be_made_say_why() {
    let cases = [
        ("borders.geojson#wset", "no shape `wset`"),
        (
            "box(60E 40N 62E 42N) & box(70E 40N 72E 42N)",
            "comes out empty",
        ),
        ("box(60E 40N 62E 42N) - Qqqvvzzk", "unknown name `Qqqvvzzk`"),
        ("box(60E 40N 62E 42N) & north-of(70E)", "no such side"),
    ];
    for (shape, message) in cases {
        let log = area_of(shape).unwrap_err();
        assert!(log[0].message.contains(message), "{log:#?}");
        assert!(log[0].span.is_some());
    }
}

#[test]
fn countries_of_the_base_map_can_be_cut_along_its_lakes_and_rivers() {
    let source = Source::new(
        "t.toml",
        format!(
            "{HEAD}[[polities]]\nid = \"p\"\nname = \"P\"\nside = \"a\"\nshape = \"Kazakhstan - east-of(Balkhash, Chu)\"\n"
        ),
    );
    let parsed = file::parse(&source).expect("the test's campaign parses");
    let basemap = crate::geodata::Basemap::bundled();
    let resolved = resolve(parsed.value, &GAZETTEER, &basemap, &Shapes::new());
    let resolved = resolved.unwrap_or_else(|log| panic!("{log:#?}")).value;
    let west = &resolved.areas[0].shape;
    let contains = |lon, lat| west.contains(&Point::new(lon, lat));
    assert!(contains(66.0, 48.0), "the steppe is gone");
    assert!(
        !contains(79.0, 44.0) && !contains(82.0, 49.5),
        "the east is still there"
    );
}
