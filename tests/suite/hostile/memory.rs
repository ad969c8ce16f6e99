//! Memory in proportion to the input, or none in proportion where an input is read bit by bit.
#![cfg(target_os = "linux")]

use std::fmt::Write;
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::{SMALL, text};

/// What the program takes for itself and its bundled data, MB.
const OWN: u64 = 100;

/// The most memory that a run held, MB, of which it must succeed.
#[track_caller]
fn peak(args: &[&str]) -> u64 {
    let mut child = Command::new(env!("CARGO_BIN_EXE_theatrum"))
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program is built");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    let ended = loop {
        if let Some(ended) = child.try_wait().expect("it can be asked") {
            break ended;
        }
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok());
        most = most.max(kilobytes.unwrap_or(0));
        thread::sleep(Duration::from_millis(2));
    };
    assert!(ended.success(), "{args:?}: {ended}");
    assert!(most > 5000, "nothing was measured: {most} kB");
    most >> 10
}

#[track_caller]
fn within(args: &[&str], most: u64) {
    let took = peak(args);
    assert!(took <= most, "{args:?} took {took} MB of at most {most}");
}

#[test]
fn a_long_article_takes_six_times_its_length() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("a.txt");
    let mut long = String::new();
    for day in 0..20_000 {
        let of = day % 28 + 1;
        writeln!(
            long,
            "On {of} May 1756 the army of Prince {day} marched from Kazan to Moscow.\n"
        )
        .unwrap();
    }
    fs::write(&article, &long).unwrap();
    let megabytes = long.len() as u64 >> 20;
    within(&["read", text(&article)], OWN + 6 * (megabytes + 1));
}

#[test]
fn many_vertices_take_six_times_their_length() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let ring: Vec<String> = (0..=200_000)
        .map(|i| {
            let turn = f64::from(i % 200_000) / 200_000.0 * std::f64::consts::TAU;
            format!(
                "[{:.9},{:.9}]",
                3.0 + 2.0 * libm::cos(turn),
                47.0 + libm::sin(turn)
            )
        })
        .collect();
    let shape = format!(
        "{{\"type\":\"Polygon\",\"coordinates\":[[{}]]}}",
        ring.join(",")
    );
    let polity = "[[polities]]\nname = \"P\"\nside = \"west\"\nshape = \"land.geojson\"\n";
    fs::write(at("land.geojson"), &shape).unwrap();
    fs::write(at("war.toml"), format!("{SMALL}{polity}")).unwrap();
    let megabytes = shape.len() as u64 >> 20;
    let (war, map) = (at("war.toml"), at("map.svg"));
    let args = ["render", text(&war), "--no-relief", "-o", text(&map)];
    within(&args, OWN + 6 * (megabytes + 1));
}

#[test]
fn a_corpus_of_any_length_takes_the_memory_of_a_part() {
    let folder = tempfile::tempdir().unwrap();
    let (corpus, found) = (folder.path().join("c.jsonl"), folder.path().join("f.jsonl"));
    let sentence = "On 3 May 1756 the army marched from Kazan to Moscow. ";
    let mut lines = String::new();
    for id in 0..6_000 {
        writeln!(
            lines,
            "{{\"id\": {id}, \"text\": \"{}\"}}",
            sentence.repeat(20)
        )
        .unwrap();
    }
    fs::write(&corpus, lines).unwrap();
    let args = [
        "read",
        text(&corpus),
        "--format",
        "jsonl",
        "-o",
        text(&found),
    ];
    within(&args, OWN + 50);
}

#[test]
fn a_pack_is_built_in_bounded_memory() {
    let folder = tempfile::tempdir().unwrap();
    let (dump, pack) = (folder.path().join("d.txt"), folder.path().join("d.pack"));
    let mut rows = String::new();
    for id in 0..150_000 {
        let lat = f64::from(id % 900) / 10.0;
        writeln!(
            rows,
            "{id}\tHamlet {id}\tHamlet {id}\tKhutor {id},Aul {id},Хутор {id}\t{lat}\t{lat}\tP\tPPL\tKZ\t\t\t\t\t\t{id}\t\t\t\t2020-01-01"
        )
        .unwrap();
    }
    fs::write(&dump, rows).unwrap();
    within(
        &["gazetteer", "build", text(&dump), "-o", text(&pack)],
        OWN + 120,
    );
}
