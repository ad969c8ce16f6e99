//! The decoder, the documentation and the schema know the same keys.

use serde_json::Value;
use theatrum::campaign::file::TABLES;

const DOCS: &str = include_str!("../../docs/campaign-file.md");
const SCHEMA: &str = include_str!("../../docs/campaign.schema.json");

/// The part of the docs about a table.
fn section(table: &str) -> &'static str {
    let heading = |line: &str| match table {
        "" => line == "### The root",
        _ => [
            format!("`[{table}]`"),
            format!("`[{table}.x]`"),
            format!("`[[{table}]]`"),
        ]
        .iter()
        .any(|form| line == format!("### {form}")),
    };
    let start = DOCS.lines().find(|line| heading(line));
    let start = start.unwrap_or_else(|| panic!("`{table}` has no section"));
    let from = DOCS
        .find(&format!("{start}\n"))
        .expect("it was found above");
    let text = &DOCS[from + start.len()..];
    text.split("\n##").next().unwrap_or_default()
}

#[test]
fn every_key_is_documented() {
    for (table, keys) in TABLES {
        // The parameters of a projection are described where the map is.
        let text = section(if *table == "projection" { "map" } else { table });
        for key in *keys {
            assert!(text.contains(&format!("`{key}`")), "`{key}` of `{table}`");
        }
    }
}

#[test]
fn the_schema_has_the_same_keys() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    for (table, keys) in TABLES {
        let object = if table.is_empty() {
            &schema
        } else {
            &schema["$defs"][table]
        };
        assert_eq!(
            object["additionalProperties"],
            Value::Bool(false),
            "{table}"
        );
        let properties = object["properties"].as_object().expect("it has properties");
        let mut listed: Vec<&str> = properties.keys().map(String::as_str).collect();
        let mut known = keys.to_vec();
        listed.sort_unstable();
        known.sort_unstable();
        assert_eq!(listed, known, "{table}");
    }
}

#[test]
fn the_examples_of_the_docs_are_read() {
    let blocks = DOCS.split("```toml\n").skip(1);
    let mut count = 0;
    for block in blocks {
        let text = block.split("```").next().unwrap_or_default();
        if text.contains("[campaign]") {
            let source = theatrum::diag::Source::new("docs", text);
            assert!(theatrum::campaign::file::parse(&source).is_ok(), "{text}");
            count += 1;
        }
    }
    assert!(count > 0);
}

#[test]
fn the_dates_of_the_docs_are_shown_as_they_say() {
    let rows = DOCS
        .lines()
        .filter(|line| line.starts_with("| `\"") && line.matches('|').count() == 4);
    let mut count = 0;
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let written = cells[1]
            .split('`')
            .nth(1)
            .unwrap_or_default()
            .trim_matches('"');
        let date =
            theatrum::campaign::Date::parse(written, theatrum::campaign::Calendar::Gregorian);
        let shown = date.expect("the docs show good dates").display();
        // Some rows show several dates; the seasons show one of the middle.
        if !cells[1].contains('…') {
            assert!(cells[3].starts_with(&shown), "{row}: {shown}");
        }
        count += 1;
    }
    assert!(count > 10, "{count}");
}
