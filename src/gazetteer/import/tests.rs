use super::super::authored::Course;
use super::*;
use crate::campaign::Certainty;
use crate::gazetteer::FeatureClass;
use crate::geom::LonLat;

/// What an input gives: entries, `line: fault` or notes, rows left out.
#[derive(Default)]
struct Given {
    entries: Vec<PackEntry>,
    faults: Vec<String>,
    notes: Vec<String>,
    skipped: usize,
}

fn given(format: ImportFormat, input: &str) -> Given {
    let mut given = Given::default();
    read(format, input.as_bytes(), &mut |row| {
        match row {
            Row::Entry(entry) => given.entries.push(*entry),
            Row::Skipped => given.skipped += 1,
            Row::Fault { line, what } => given.faults.push(format!("{line}: {what}")),
            Row::Note(note) => given.notes.push(note),
        }
        Ok(())
    })
    .unwrap();
    given
}

const KIEV: &str = "703448\tKyiv\tKyiv\tKiev,Kyjiv,Київ\t50.45466\t30.5238\tP\tPPLC\tUA\t\t12\t\t\t\t2797553\t\t187\tEurope/Kyiv\t2023-01-01";

#[test]
fn a_row_of_geonames_is_read() {
    let river = KIEV.replace("P\tPPLC", "H\tSTM").replace("2797553", "0");
    let hotel = KIEV.replace("P\tPPLC", "S\tHTL");
    let all = given(
        ImportFormat::GeoNames,
        &format!("{KIEV}\r\n{river}\n{hotel}\n"),
    );
    assert_eq!(
        (all.entries.len(), all.skipped, all.faults.len()),
        (2, 1, 0)
    );
    let kiev = &all.entries[0];
    assert_eq!((kiev.entry.id.as_str(), kiev.entry.rank), ("gn:703448", 2));
    assert_eq!(kiev.population, Some(2_797_553));
    assert_eq!(kiev.entry.countries, ["UA"]);
    let names: Vec<&str> = kiev.entry.names.iter().map(|(_, n)| n.as_str()).collect();
    assert_eq!(names, ["Kiev", "Kyjiv", "Київ"]);
    let river = &all.entries[1];
    assert_eq!(
        (river.entry.class, river.population),
        (FeatureClass::River, None)
    );
}

#[test]
fn bad_rows_of_geonames_are_told_with_their_lines() {
    let rows = [
        KIEV.to_owned(),
        KIEV.replace("50.45466", "150.4"),
        KIEV.replace("30.5238", "east"),
        KIEV.replace("\tP\t", "\t"),
        KIEV.replace("703448", "x"),
        "x".repeat(100_000),
        KIEV.to_owned(),
        String::new(),
    ];
    let all = given(ImportFormat::GeoNames, &rows.join("\n"));
    assert_eq!(all.entries.len(), 2);
    assert_eq!(
        all.faults,
        [
            "2: latitude 150.4 is beyond 90",
            "3: longitude `east` is no number",
            "4: 18 columns instead of 19",
            "5: id `x` is no number",
            "6: the row is longer than 65,536 bytes",
        ]
    );
}

#[test]
fn a_table_is_read_by_its_header() {
    let table = "Name;Type;lat;lng;from;names;certainty;population;altitude\n\
        \"Fort; the old\";fort;47.5;-101.25;1863;ru:Форт|Old Fort;uncertain;;5\n\
        Camp;;1;2;;;;120;\n";
    let all = given(ImportFormat::Table, table);
    assert_eq!((all.faults.len(), all.entries.len()), (0, 2));
    assert_eq!(all.notes, ["columns not used: altitude"]);
    let fort = &all.entries[0].entry;
    assert_eq!(
        (fort.name.as_str(), fort.class),
        ("Fort; the old", FeatureClass::Fort)
    );
    assert_eq!(
        (fort.years, fort.certainty),
        ((Some(1863), None), Certainty::Uncertain)
    );
    assert_eq!(fort.names[0], ("ru".to_owned(), "Форт".to_owned()));
    assert_eq!(fort.names[1], ("-".to_owned(), "Old Fort".to_owned()));
    let camp = &all.entries[1];
    assert_eq!(
        (camp.entry.class, camp.population),
        (FeatureClass::Settlement, Some(120))
    );
    assert_eq!(camp.entry.id, "row:2");
}

#[test]
fn bad_tables_and_rows_are_told() {
    let head = given(ImportFormat::Table, "name,x\na,1\n");
    assert_eq!(head.faults, ["1: the first line heads no column lat, lon"]);
    let table = "name,lat,lon,class,rank\n\
        a,1,2,fort\n\
        b,95,2,fort,1\n\
        \"c\nd\",1,2,castle of sand,1\n\
        e,1,2,fort,9\n\
        ,1,2,fort,1\n\
        f,1,2,fort,1\n";
    let all = given(ImportFormat::Table, table);
    assert_eq!(all.entries.len(), 1);
    assert_eq!(
        all.faults,
        [
            "2: 4 columns instead of 5",
            "3: latitude 95 is beyond 90",
            "4: unknown class `castle of sand`; see docs/gazetteer.md",
            "6: rank `9` is not 1 to 5",
            "7: the name is empty",
        ]
    );
}

const LINKED: &str = r#"{"type": "FeatureCollection", "@context": "x", "features": [
{"@id": "whg:1", "type": "Feature",
 "properties": {"title": "Abydos", "ccodes": ["tr", "x"]},
 "when": {"timespans": [{"start": {"in": "-0650"}, "end": {"earliest": "-0334-05"}}]},
 "names": [{"toponym": "Abydos", "lang": "en"}, {"toponym": "Ἄβυδος", "lang": "grc"}],
 "types": [{"identifier": "aat:1", "label": "inhabited place"}, {"label": "town"}],
 "geometry": {"type": "GeometryCollection", "geometries": [
   {"type": "Point", "coordinates": [26.41, 40.19]}]}},
{"type": "Feature", "properties": {"name": "A land"}, "geometry":
 {"type": "Polygon", "coordinates": [[[179,0],[-179,0],[-179,2],[179,2],[179,0]]]}},
{"type": "Feature", "properties": {"name": "A road"}, "geometry":
 {"type": "LineString", "coordinates": [[1,1],[2,2]]}},
{"type": "Feature", "properties": {"name": "Nowhere"}, "geometry": {"type": "Point", "coordinates": [1]}},
{"type": "Feature", "properties": {"name": "A road", "type": "road"}, "geometry":
 {"type": "LineString", "coordinates": [[1,1],[2,2]]}}
]}"#;

#[test]
fn linked_places_are_read_one_by_one() {
    let all = given(ImportFormat::Json, LINKED);
    assert_eq!(
        all.faults,
        [
            "11: `A road`: a line needs a type: river, road ...",
            "13: `Nowhere`: a position is no pair of numbers",
        ]
    );
    let [abydos, land, road] = all.entries.as_slice() else {
        panic!("{} entries", all.entries.len());
    };
    let abydos = &abydos.entry;
    assert_eq!(
        (abydos.id.as_str(), abydos.class),
        ("whg:1", FeatureClass::Settlement)
    );
    assert_eq!(
        (abydos.years, abydos.countries.as_slice()),
        ((Some(-650), Some(-334)), &["TR".to_owned()][..])
    );
    assert_eq!(abydos.names, [("grc".to_owned(), "Ἄβυδος".to_owned())]);
    assert_eq!(abydos.position, LonLat::new(26.41, 40.19));
    let land = &land.entry;
    assert_eq!(land.class, FeatureClass::Region);
    assert!(land.position.lon.abs() > 179.9 && (land.position.lat - 1.0).abs() < 1e-9);
    assert!(
        (150.0..170.0).contains(&land.extent_km),
        "{}",
        land.extent_km
    );
    assert!(matches!(&land.course, Course::Ring(corners) if corners.len() == 4));
    assert_eq!(road.entry.class, FeatureClass::Road);
}

#[test]
fn features_on_lines_of_their_own_and_broken_json_are_understood() {
    let one = r#"{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[1,2]}}"#;
    let lines = given(ImportFormat::Json, &format!("{one}\n{one}\n\n{one}\n"));
    assert_eq!((lines.entries.len(), lines.faults.len()), (3, 0));
    let broken = given(
        ImportFormat::Json,
        &format!("{{\"features\": [\n{one},\n{one},\n{{\"a\""),
    );
    assert_eq!(broken.entries.len(), 2);
    assert!(
        broken.faults[0].starts_with("4: the JSON breaks off"),
        "{:?}",
        broken.faults
    );
    let nothing = given(ImportFormat::Json, "[1, 2]");
    assert_eq!(nothing.faults.len(), 1);
}
