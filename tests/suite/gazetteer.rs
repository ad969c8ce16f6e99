//! The bundled gazetteer: its rows are sound, and names lead to the places meant.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use geo::ChamberlainDuquetteArea;
use theatrum::campaign::PlaceGeometry;
use theatrum::gazetteer::{Candidate, Entry, FeatureClass, Gazetteer, HEADER, Query, TABLES, fold};
use theatrum::geodata::Basemap;
use theatrum::geodata::sheet::Sheet;
use theatrum::geom::{LonLat, distance_km};

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::bundled);

fn best(query: &Query<'_>) -> Candidate {
    let found = GAZETTEER.search(query);
    found
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("nothing for {query:?}"))
}

fn named(name: &str) -> Query<'_> {
    Query {
        name,
        ..Query::default()
    }
}

fn lies_at(candidate: &Candidate, lat: f64, lon: f64, tolerance_km: f64) {
    let off = distance_km(candidate.position, LonLat::new(lon, lat));
    assert!(off <= tolerance_km, "{off:.0} km off: {candidate:?}");
}

#[test]
fn every_row_of_the_tables_parses() {
    for (file, table) in TABLES {
        let mut lines = table.lines();
        assert_eq!(lines.next(), Some(HEADER), "{file}");
        for (line, number) in lines.zip(2..) {
            if let Err(fault) = Entry::parse(line) {
                panic!("{file}:{number}: {fault}");
            }
        }
    }
}

#[test]
fn ids_are_unique_over_all_tables() {
    let mut seen = BTreeMap::new();
    for (file, table) in TABLES {
        for line in table.lines().skip(1) {
            let id = line.split('\t').next().unwrap();
            if let Some(other) = seen.insert(id, file) {
                panic!("`{id}` is in {other} and in {file}");
            }
        }
    }
}

#[test]
fn every_packed_entry_lies_on_the_globe_and_has_a_name() {
    let gazetteer = &GAZETTEER;
    let packed = gazetteer.packed();
    assert!(packed.len() > 90_000);
    for entry in 0..packed.len() as u32 {
        let at = packed.record(entry).unwrap().position;
        assert!(
            at.lat.abs() <= 90.0 && at.lon.abs() <= 180.0,
            "{entry}: {at:?}"
        );
        let is_settlement = packed.record(entry).unwrap().feature.is_none();
        let region = packed.region(entry).len();
        assert!(!packed.label(entry).name.is_empty() && (region >= 2 || !is_settlement));
    }
}

#[test]
fn settlements_are_found_by_any_spelling() {
    for name in [
        "Kokshetau",
        "Kokchetav",
        "Көкшетау",
        "KOKSHETAU",
        "Kökşetaw",
    ] {
        lies_at(&best(&named(name)), 53.283, 69.383, 5.0);
    }
    lies_at(&best(&named("Bayan-\u{430}ul")), 50.793, 75.701, 5.0);
    lies_at(&best(&named("北京")), 39.907, 116.397, 20.0);
    assert_eq!(best(&named("Kokshetau")).names["kk"], "Көкшетау");
}

#[test]
fn old_names_lead_to_the_present_places() {
    let cases = [
        ("Mukden", 41.79, 123.43),
        ("Lemberg", 49.84, 24.02),
        ("Constantinople", 41.01, 28.95),
        ("Stalingrad", 48.71, 44.51),
        ("Danzig", 54.35, 18.65),
        ("Pressburg", 48.15, 17.11),
    ];
    for (name, lat, lon) in cases {
        lies_at(&best(&named(name)), lat, lon, 20.0);
    }
}

#[test]
fn nearness_tells_places_of_one_name_apart() {
    let talas = best(&Query {
        near: Some(LonLat::new(72.0, 42.0)),
        ..named("Talas")
    });
    lies_at(&talas, 42.52, 72.24, 60.0);
    let troy = Query {
        near: Some(LonLat::new(-74.0, 42.0)),
        ..named("Troy")
    };
    lies_at(&best(&troy), 42.73, -73.69, 20.0);
}

#[test]
fn a_country_named_in_the_text_decides() {
    let georgia = Query {
        countries: &["US-GA"],
        ..named("Columbus")
    };
    lies_at(&best(&georgia), 32.46, -84.99, 20.0);
}

#[test]
fn names_and_their_beginnings_are_known_for_longest_match() {
    let gazetteer = &GAZETTEER;
    assert!(gazetteer.has_name(&fold("Saint Petersburg")));
    assert!(gazetteer.may_start("saint petersb") && !gazetteer.has_name("saint petersb"));
    assert!(!gazetteer.may_start("qxzv"));
}

#[test]
fn what_cannot_be_identified_is_not_found_with_confidence() {
    for name in ["Chagan-Odo", "Mount Ku"] {
        let found = GAZETTEER.search(&Query {
            near: Some(LonLat::new(80.0, 48.0)),
            ..named(name)
        });
        let best = found.first().map_or(0.0, |c| c.score);
        assert!(best < 0.35, "{name}: {:?}", found.first());
    }
}

#[test]
fn classes_of_the_tables_are_all_places_of_a_kind() {
    for class in FeatureClass::ALL {
        let kind = class.kind();
        let back = FeatureClass::of_kind(kind);
        assert!(
            back.is_empty() || back.iter().any(|c| c.kind() == kind),
            "{class}"
        );
    }
}

#[test]
fn generic_words_tell_a_river_from_a_town_or_valley() {
    let cases = [
        ("Ishim River", FeatureClass::River),
        ("Chuy River", FeatureClass::River),
        ("Chuy Valley", FeatureClass::Valley),
        ("Lake Zaysan", FeatureClass::Lake),
        ("Irtysh", FeatureClass::River),
        ("Battle Creek", FeatureClass::Settlement),
    ];
    for (name, class) in cases {
        let found = best(&named(name));
        assert_eq!(found.class, class, "{name}: {found:?}");
    }
}

#[test]
fn rivers_and_lakes_have_their_shape_from_the_base_map() {
    let basemap = Basemap::bundled();
    let ishim = GAZETTEER.geometry(&best(&named("Ishim River")), &basemap, None);
    let PlaceGeometry::Line(course) = ishim else {
        panic!("{ishim:?}")
    };
    assert!(course.iter().map(|part| part.0.len()).sum::<usize>() > 200);
    let zaysan = GAZETTEER.geometry(&best(&named("Lake Zaysan")), &basemap, None);
    let PlaceGeometry::Area(shore) = zaysan else {
        panic!("{zaysan:?}")
    };
    // Without the reservoir that joins it since 1960, which reaches 49.75 N.
    let north = shore
        .iter()
        .flat_map(|p| p.exterior().0.iter())
        .map(|c| c.y);
    assert!(north.fold(0.0, f64::max) < 48.6);
}

#[test]
fn no_two_tables_have_the_same_place() {
    let mut seen: BTreeMap<(String, FeatureClass), Vec<(&str, Entry)>> = BTreeMap::new();
    for (file, table) in TABLES {
        for entry in table.lines().skip(1).map(|row| Entry::parse(row).unwrap()) {
            let others = seen.entry((fold(&entry.name), entry.class)).or_default();
            let twin = others.iter().find(|(other, known)| {
                other != file && distance_km(known.position, entry.position) < 30.0
            });
            if let Some((other, known)) = twin {
                panic!("`{}` in {other} is `{}` in {file}", known.id, entry.id);
            }
            others.push((file, entry));
        }
    }
}

#[test]
fn countries_and_provinces_are_found_with_their_outlines() {
    let basemap = Basemap::bundled();
    let cases = [
        ("Kazakhstan", FeatureClass::Country, 48.2, 67.3, "KZ", 2.7e6),
        ("Kasachstan", FeatureClass::Country, 48.2, 67.3, "KZ", 2.7e6),
        ("Xinjiang", FeatureClass::Province, 41.1, 85.5, "CN", 1.64e6),
        (
            "Virginia",
            FeatureClass::Province,
            37.5,
            -78.8,
            "US",
            1.08e5,
        ),
        ("Bavaria", FeatureClass::Province, 48.9, 11.4, "DE", 7.05e4),
        ("Bayern", FeatureClass::Province, 48.9, 11.4, "DE", 7.05e4),
    ];
    for (name, class, lat, lon, country, km2) in cases {
        let found = GAZETTEER.search(&Query {
            classes: &[class],
            ..named(name)
        });
        let unit = found.iter().find(|c| c.class == class).unwrap();
        lies_at(unit, lat, lon, 150.0);
        assert_eq!(unit.countries, [country], "{unit:?}");
        let PlaceGeometry::Area(area) = GAZETTEER.geometry(unit, &basemap, None) else {
            panic!("{name} has no outline");
        };
        let ratio = area.chamberlain_duquette_unsigned_area() / 1e6 / km2;
        assert!((0.93..1.07).contains(&ratio), "{name}: {ratio}");
    }
}

#[test]
fn a_country_is_not_taken_for_the_province_of_its_name() {
    let basemap = Basemap::bundled();
    for (name, class, km2) in [
        ("Luxembourg", FeatureClass::Country, 2600.0),
        ("Georgia", FeatureClass::Country, 69_700.0),
        ("Georgia", FeatureClass::Province, 152_000.0),
    ] {
        let found = GAZETTEER.search(&named(name));
        let unit = found.iter().find(|c| c.class == class).unwrap();
        let PlaceGeometry::Area(area) = GAZETTEER.geometry(unit, &basemap, None) else {
            panic!("{name} has no outline");
        };
        let ratio = area.chamberlain_duquette_unsigned_area() / 1e6 / km2;
        assert!((0.8..1.2).contains(&ratio), "{class} {name}: {ratio}");
    }
}

#[test]
fn every_named_river_and_lake_of_the_base_map_is_found() {
    let rivers = include_bytes!("../../geodata/rivers-10m.bin").as_slice();
    let lakes = include_bytes!("../../geodata/lakes-10m.bin").as_slice();
    let older = include_bytes!("../../geodata/gshhg-rivers-10m.bin").as_slice();
    let water = [
        FeatureClass::River,
        FeatureClass::Canal,
        FeatureClass::Lake,
        FeatureClass::Sea,
    ];
    for sheet in [rivers, lakes, older].map(|bytes| Sheet::open(bytes).unwrap()) {
        for about in sheet.index().filter(|about| !about.name.is_empty()) {
            let found = GAZETTEER.search(&Query {
                classes: &water[..3],
                ..named(&about.name)
            });
            let is_water = |c: &Candidate| water.contains(&c.class) && c.likeness > 0.9;
            let odd = about
                .name
                .contains(|c: char| "()[],/;:|".contains(c) || c.is_ascii_digit());
            assert!(odd || found.iter().any(is_water), "{}", about.name);
        }
    }
}

#[test]
fn a_lake_has_the_shape_of_the_year() {
    let basemap = Basemap::bundled();
    let area = |name: &str, year| {
        let lake = best(&Query {
            classes: &[FeatureClass::Lake],
            ..named(name)
        });
        match GAZETTEER.geometry(&lake, &basemap, Some(year)) {
            PlaceGeometry::Area(area) => area.chamberlain_duquette_unsigned_area() / 1e6,
            other => panic!("{name} in {year}: {other:?}"),
        }
    };
    assert!(area("Lake Zaysan", 1756) < 0.8 * area("Lake Zaysan", 1990));
    assert!(area("Aral Sea", 1873) > 1.5 * area("Aral Sea", 2010));
}
