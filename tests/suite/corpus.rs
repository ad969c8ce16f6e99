//! `theatrum read --format jsonl`: many articles in one run.

use std::fmt::Write;
use std::fs;

use serde_json::Value;

use super::cli::{refused, text, theatrum};

const WAR: &str = "In May 1756 the Qing army marched from Beijing to Khovd.";

fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines.map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn every_document_has_a_line_in_the_order_of_the_input() {
    let folder = tempfile::tempdir().unwrap();
    let (corpus, found) = (folder.path().join("c.jsonl"), folder.path().join("f.jsonl"));
    let mut input = String::new();
    for i in 0..600 {
        writeln!(
            input,
            "{{\"id\": {i}, \"text\": \"{}\"}}",
            if i % 3 == 0 { WAR } else { "Nothing." }
        )
        .unwrap();
    }
    fs::write(&corpus, input).unwrap();
    theatrum(&[
        "read",
        text(&corpus),
        "--format",
        "jsonl",
        "-o",
        text(&found),
    ])
    .assert()
    .success();
    let found = lines(&fs::read_to_string(found).unwrap());
    let ids: Vec<u64> = found.iter().map(|f| f["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, (0..600).collect::<Vec<_>>());
    let places = |i: usize| found[i]["places"].as_array().unwrap().len();
    assert!(places(0) >= 2 && places(599) == 0 && found[300]["places"] == found[0]["places"]);
}

#[test]
fn a_bad_line_is_told_and_does_not_lose_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("c.jsonl");
    let good = |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"{WAR}\"}}");
    let input = [
        good("a"),
        "{\"id\": \"b\", \"text\": }".to_owned(),
        String::new(),
        "{\"id\": \"c\"}".to_owned(),
        good("d\\u001b[31m"),
    ];
    fs::write(&corpus, input.join("\r\n")).unwrap();
    let done = theatrum(&["read", text(&corpus), "--format", "jsonl"])
        .assert()
        .code(1);
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(said.contains("c.jsonl:2:21: expected value"), "{said}");
    assert!(
        said.contains("c.jsonl:4:11: missing field `text`"),
        "{said}"
    );
    assert!(said.contains("2 bad lines; all others were read"), "{said}");
    let told = String::from_utf8_lossy(&done.get_output().stdout).into_owned();
    let ids: Vec<Value> = lines(&told).into_iter().map(|f| f["id"].clone()).collect();
    assert_eq!(ids, ["a", "d\u{1b}[31m"]);
    assert!(!told.contains('\u{1b}'));
}

#[test]
fn standard_input_is_read_too_and_two_outputs_are_refused() {
    let done = theatrum(&["read", "-", "--format", "jsonl"])
        .write_stdin(format!("{{\"id\": 1, \"text\": \"{WAR}\"}}"))
        .assert()
        .success();
    assert_eq!(
        lines(&String::from_utf8_lossy(&done.get_output().stdout)).len(),
        1
    );
    let told = refused(&["read", "-", "--format", "jsonl", "-o", "a", "-o", "b"], 2);
    assert!(told.contains("one `--output`"), "{told}");
}
