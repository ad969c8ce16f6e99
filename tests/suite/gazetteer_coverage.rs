//! What the authored rows cover, by continent and century, as a report: `target/tmp/gazetteer-coverage.md`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use theatrum::gazetteer::{Entry, FeatureClass, Gazetteer};
use theatrum::geom::LonLat;

use super::gazetteer_rows::meet;

const CONTINENTS: [&str; 6] = [
    "Europe",
    "Asia",
    "Africa",
    "North America",
    "South America",
    "Oceania",
];

/// A part of the world by rough boxes, good enough to see what is missing.
fn continent(at: LonLat) -> &'static str {
    let LonLat { lon, lat } = at;
    let africa = lat < 37.5 && (-18.0..34.0).contains(&lon) && !(lat > 35.0 && lon > 11.5)
        || lat < 12.0 && (-18.0..52.0).contains(&lon);
    match () {
        () if lon < -30.0 && lat < 13.0 && !(lon < -77.5 && lat > 7.5) => "South America",
        () if lon < -30.0 => "North America",
        () if africa => "Africa",
        () if lat < -10.0 || lat < 0.0 && lon > 130.0 || lon > 145.0 && lat < 20.0 => "Oceania",
        () if lon < 28.0 || lon < 60.0 && lat > 47.0 || lon < 45.0 && lat > 44.0 => "Europe",
        () => "Asia",
    }
}

/// The centuries from the tenth before Christ to the twenty-first, by their first years as historians
/// and this gazetteer count them.
fn centuries() -> impl Iterator<Item = (String, i32, i32)> {
    (-10..21).map(|number: i32| match number {
        ..0 => (format!("{} BC", -number), number * 100, number * 100 + 99),
        _ => ((number + 1).to_string(), number * 100, number * 100 + 99),
    })
}

/// How many rows of each continent are wanted.
fn count(gazetteer: &Gazetteer, wanted: impl Fn(&Entry) -> bool) -> [usize; 6] {
    CONTINENTS.map(|c| {
        let rows = gazetteer.entries();
        rows.filter(|e| continent(e.position) == c && wanted(e))
            .count()
    })
}

/// A table in Markdown: for each line its name and a number for each continent.
fn table(head: &str, lines: &[(String, [usize; 6])]) -> String {
    let mut table = format!(
        "| {head} | {} | all |\n|---{}\n",
        CONTINENTS.join(" | "),
        "|---".repeat(7) + "|"
    );
    for (name, counts) in lines {
        let cells = counts.map(|count| count.to_string()).join(" | ");
        let all: usize = counts.iter().sum();
        writeln!(table, "| {name} | {cells} | {all} |").unwrap();
    }
    table
}

#[test]
fn what_the_rows_cover_is_reported() {
    let gazetteer = Gazetteer::bundled();
    let by_century = centuries().map(|(name, first, last)| {
        let dated = |e: &Entry| e.years != (None, None) && meet(e.years, (Some(first), Some(last)));
        (name, count(&gazetteer, dated))
    });
    let undated = count(&gazetteer, |e| e.years == (None, None));
    let by_century: Vec<_> = by_century
        .chain([("any time".to_owned(), undated)])
        .collect();
    let by_class = FeatureClass::ALL.iter().map(|class| {
        let counts = count(&gazetteer, |e| e.class == *class);
        (class.word().to_owned(), counts)
    });
    let by_class: Vec<_> = by_class.collect();
    let all = count(&gazetteer, |_| true);
    assert!(
        all.iter().all(|count| *count >= 100),
        "a continent is nearly empty: {all:?}"
    );
    let report = format!(
        "# Rows of the authored gazetteer\n\n{}\n{}",
        table("century", &by_century),
        table("class", &by_class)
    );
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gazetteer-coverage.md");
    fs::write(path, report).unwrap();
}
