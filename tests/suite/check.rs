//! `theatrum check` and `render --strict`: the map judged from outside.

use std::fs;

use crate::cli::{SMALL, small, text, theatrum};

/// Standard output and exit code of a check.
fn checked(args: &[&str]) -> (String, i32) {
    let done = theatrum(args).output().expect("the program runs");
    let code = done.status.code().expect("it was not killed");
    (
        String::from_utf8(done.stdout).expect("it prints text"),
        code,
    )
}

/// The ids of a table's lines in order.
fn ids(table: &str) -> Vec<&str> {
    let words = table
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let first = words.filter_map(|line| line.split_whitespace().next());
    first
        .filter(|word| word.starts_with(['G', 'T', 'C', 'H', 'F', 'A']))
        .collect()
}

fn all() -> Vec<&'static str> {
    theatrum::audit::criteria()
        .iter()
        .map(|(id, _)| *id)
        .collect()
}

#[test]
fn the_documentation_lists_the_criteria_of_the_program() {
    let docs = fs::read_to_string("docs/check.md").expect("it is there");
    let rows = docs.lines().filter_map(|line| line.strip_prefix("| "));
    let first = rows.filter_map(|row| row.split(' ').next());
    let listed: Vec<&str> = first
        .filter(|word| word.ends_with(|c: char| c.is_ascii_digit()))
        .collect();
    assert_eq!(listed, all());
}

#[test]
fn a_map_is_judged_by_39_criteria_and_a_film_by_46() {
    let (_folder, war) = small();
    let (table, _) = checked(&["check", text(&war)]);
    assert_eq!(ids(&table), all()[..39], "{table}");
    let film = [
        "check",
        text(&war),
        "--frames",
        "--from",
        "1800",
        "--to",
        "1802",
    ];
    let (table, _) = checked(&film);
    assert_eq!(ids(&table), all(), "{table}");
    for id in ["A1", "A3", "A6", "A7"] {
        let line = table.lines().find(|line| line.trim_start().starts_with(id));
        assert!(line.is_some_and(|line| line.ends_with("pass")), "{line:?}");
    }
}

#[test]
fn json_says_what_the_exit_code_says() {
    let (_folder, war) = small();
    let (json, code) = checked(&["check", text(&war), "--strict", "--format", "json"]);
    let sheets: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(sheets[0]["preset"], "article");
    assert_eq!(
        sheets[0]["passes"], false,
        "nothing in the small war has a source"
    );
    assert_eq!(code, 1);
    let criteria = sheets[0]["criteria"].as_array().expect("it is a list");
    let sources = criteria
        .iter()
        .find(|c| c["id"] == "H5")
        .expect("it is there");
    assert_eq!(sources["level"], "must");
    assert_eq!(sources["verdict"], "fail");
    assert_eq!(sources["offenders"].as_array().map(Vec::len), Some(2));
}

#[test]
fn all_presets_are_judged_in_one_run() {
    let (_folder, war) = small();
    let (json, _) = checked(&["check", text(&war), "--all-presets", "--format", "json"]);
    let sheets: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let presets = theatrum::style::Preset::names();
    assert_eq!(sheets.as_array().map(Vec::len), Some(presets.len()));
}

#[test]
fn strict_writes_no_file_of_a_map_without_sources() {
    let (folder, war) = small();
    let map = folder.path().join("map.svg");
    let done = theatrum(&["render", text(&war), "--strict", "-o", text(&map)])
        .assert()
        .code(1);
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(said.contains("H5") && said.contains("movement-"), "{said}");
    assert!(!map.exists());
}

#[test]
fn strict_writes_a_map_that_passes() {
    let (folder, war) = small();
    let source = "[sources.book]\ntitle = \"A book\"\n";
    let sourced = SMALL
        .replace("[[movements]]\n", "[[movements]]\nsource = \"book\"\n")
        .replace("[[battles]]\n", "[[battles]]\nsource = \"book\"\n");
    fs::write(&war, sourced + source).expect("it can be written");
    let map = folder.path().join("map.svg");
    theatrum(&["render", text(&war), "--strict", "-o", text(&map)])
        .assert()
        .success();
    assert!(map.exists());
}

#[test]
fn dates_of_a_film_are_refused_without_a_film() {
    let (_folder, war) = small();
    theatrum(&["check", text(&war), "--from", "1800", "--to", "1801"])
        .assert()
        .code(2);
}

#[test]
fn the_legend_explains_every_sign_and_no_other() {
    let (_folder, war) = small();
    // The circle of the ford is too small to be drawn; the treaty has a symbol of its own.
    let ford = "at = \"47N 2E\"\nradius_km = 1\ncertainty = \"uncertain\"";
    let treaty =
        "[[events]]\nname = \"Peace\"\nkind = \"treaty\"\nplace = \"ford\"\nwhen = \"1802\"\n";
    let text_of = SMALL.replace("at = \"47N 2E\"", ford) + treaty;
    fs::write(&war, text_of).expect("it can be written");
    let (table, _) = checked(&["check", text(&war)]);
    let line = table
        .lines()
        .find(|line| line.trim_start().starts_with("H1"));
    assert!(line.is_some_and(|line| line.ends_with("pass")), "{table}");
}
