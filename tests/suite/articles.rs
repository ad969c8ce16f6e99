//! Short articles about wars of every age, read and compared with what is said in them.
//!
//! `tests/articles/NAME.json` beside each text lists facts that must be read and names that must not be.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use theatrum::article;
use theatrum::gazetteer::Gazetteer;
use theatrum::geodata::Basemap;
use theatrum::reading::{self, World};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles")
}

/// The articles in the order of their names.
fn articles() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries
        .map(|e| e.expect("it can be listed").path())
        .filter(|p| p.extension().is_some_and(|e| e != "json"))
        .collect();
    paths.sort();
    paths
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Every fact of `expected` that `read` lacks, in words.
fn missing(read: &Value, expected: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut want = |what: &str, fact: &Value, found: bool| {
        if !found {
            faults.push(format!("{what} {fact}"));
        }
    };
    for fact in list(expected, "places") {
        want(
            "place",
            fact,
            list(read, "places").iter().any(|p| is_place(p, fact)),
        );
    }
    for fact in list(expected, "battles") {
        want(
            "battle",
            fact,
            list(read, "battles").iter().any(|b| is_battle(b, fact)),
        );
    }
    for fact in list(expected, "movements") {
        want(
            "movement",
            fact,
            list(read, "movements").iter().any(|m| is_movement(m, fact)),
        );
    }
    for fact in list(expected, "changes") {
        want(
            "change",
            fact,
            list(read, "border_changes")
                .iter()
                .any(|c| is_change(c, fact)),
        );
    }
    for name in list(expected, "absent") {
        let found = list(read, "places").iter().any(|p| p["name"] == *name);
        want("no place", name, !found);
    }
    faults
}

fn is_place(place: &Value, fact: &Value) -> bool {
    let (Some(lat), Some(lon)) = (place["lat"].as_f64(), place["lon"].as_f64()) else {
        return false;
    };
    let number = |key: &str| fact[key].as_f64().expect("a number");
    // On scales of some ten kilometres a flat earth will do.
    let north = (lat - number("lat")) * 111.2;
    let east = (lon - number("lon")) * 111.2 * libm::cos(lat.to_radians());
    place["name"] == fact["name"] && libm::hypot(north, east) <= number("within_km")
}

fn is_battle(battle: &Value, fact: &Value) -> bool {
    let winner = fact.get("winner").is_none_or(|w| battle["winner"] == *w);
    battle["place"] == fact["place"]
        && text(battle, "edtf").starts_with(text(fact, "when"))
        && winner
}

fn is_movement(movement: &Value, fact: &Value) -> bool {
    let ends_at = list(movement, "to").iter().any(|p| p["name"] == fact["to"]);
    let begins_at = fact
        .get("from")
        .is_none_or(|f| movement["from"]["name"] == *f);
    text(movement, "who").contains(text(fact, "who")) && ends_at && begins_at
}

fn is_change(change: &Value, fact: &Value) -> bool {
    let place = list(change, "places").contains(&fact["place"]);
    let parties = change["from"] == fact["from"] && change["to"] == fact["to"];
    place && parties && text(change, "date").starts_with(text(fact, "when"))
}

#[test]
fn the_facts_of_each_article_are_read() {
    let (gazetteer, basemap) = (Gazetteer::bundled(), Basemap::bundled());
    let world = World {
        gazetteer: &gazetteer,
        atlas: &basemap,
    };
    let mut faults = Vec::new();
    for path in articles() {
        let name = path
            .file_name()
            .expect("it is a file")
            .to_string_lossy()
            .into_owned();
        let bytes = fs::read(&path).expect("it can be read");
        let article = article::parse(&name, &bytes, None).expect("it is an article");
        let read = serde_json::from_str(&reading::read(&article, &world).to_json()).expect("JSON");
        let golden = fs::read_to_string(path.with_extension("json")).expect("each has its facts");
        let expected = serde_json::from_str(&golden).expect("JSON");
        faults.extend(
            missing(&read, &expected)
                .iter()
                .map(|f| format!("{name}: {f}")),
        );
    }
    assert!(faults.is_empty(), "not read:\n{}", faults.join("\n"));
}

#[test]
fn every_article_drafts_a_campaign_file_without_faults() {
    let (gazetteer, basemap) = (Gazetteer::bundled(), Basemap::bundled());
    let world = World {
        gazetteer: &gazetteer,
        atlas: &basemap,
    };
    for path in articles() {
        let name = path.to_string_lossy().into_owned();
        let article = article::parse(&name, &fs::read(&path).expect("it can be read"), None);
        let article = article.expect("it is an article");
        let draft = reading::draft(&reading::read(&article, &world));
        let source = theatrum::diag::Source::new(name.clone(), draft);
        let campaign = theatrum::campaign::file::parse(&source);
        let campaign = campaign.unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        assert!(!campaign.value.battles.is_empty(), "{name} has battles");
        let long = campaign
            .value
            .captions
            .iter()
            .find(|c| c.text.chars().count() > 90);
        assert!(long.is_none(), "{name}: {long:?}");
    }
}
