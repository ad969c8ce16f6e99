//! Films from outside: resumed, drawn in parts, damaged, verified.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::cli::{SMALL, refused, small, text, theatrum};

/// The files of a folder and their bytes; receipts too.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for below in [folder.to_owned(), folder.join(".receipts")] {
        for entry in fs::read_dir(below).unwrap().map(Result::unwrap) {
            if entry.path().is_file() {
                let name = entry.file_name().into_string().unwrap();
                all.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    all
}

fn draw(war: &Path, film: &Path, more: &[&str]) -> String {
    let mut args = vec!["frames", text(war), "-o", text(film)];
    args.extend(["--from", "1800", "--to", "1804", "--format", "svg"]);
    args.extend(more);
    let done = theatrum(&args).assert().success();
    String::from_utf8_lossy(&done.get_output().stderr).into_owned()
}

#[test]
fn frames_sort_by_name_as_by_time_and_tell_what_happens() {
    let (folder, war) = small();
    let film = folder.path().join("film");
    draw(&war, &film, &[]);
    let files = files(&film);
    let drawn: Vec<&String> = files.keys().filter(|n| n.ends_with(".svg")).collect();
    let years = 1800..1805;
    let expected: Vec<String> = years
        .enumerate()
        .map(|(n, year)| format!("a-small-war_{:04}_{year}.svg", n + 1))
        .collect();
    assert_eq!(drawn, expected.iter().collect::<Vec<_>>());
    let told: serde_json::Value = serde_json::from_slice(&files["frames.json"]).unwrap();
    let begins = told[1]["begins"].as_array().unwrap();
    assert_eq!(begins.len(), 2, "{told}");
    assert!(told[0]["begins"].as_array().unwrap().is_empty());
    assert_eq!(told[1]["to"], "1801-12-31");
    let list = String::from_utf8(files["frames.txt"].clone()).unwrap();
    assert_eq!(list.matches("duration").count(), 5);
    assert!(files["captions.vtt"].starts_with(b"WEBVTT"));
}

#[test]
fn what_is_there_is_not_drawn_again() {
    let (folder, war) = small();
    let film = folder.path().join("film");
    draw(&war, &film, &[]);
    let before = files(&film);
    fs::remove_file(film.join("a-small-war_0002_1801.svg")).unwrap();
    fs::write(film.join("a-small-war_0004_1803.svg"), "damaged").unwrap();
    let said = refused(&["frames", "verify", text(&film)], 6);
    assert!(
        said.contains("2 of 5 frames") && said.contains("2,4"),
        "{said}"
    );
    let said = draw(&war, &film, &[]);
    assert!(said.contains("wrote 2 frames; 3 were there"), "{said}");
    assert_eq!(files(&film), before);
    theatrum(&["frames", "verify", text(&film)])
        .assert()
        .success();
}

#[test]
fn parts_make_the_same_film_as_one_run() {
    let (folder, war) = small();
    let (whole, parts) = (folder.path().join("whole"), folder.path().join("parts"));
    draw(&war, &whole, &[]);
    for part in ["3/3", "1/3"] {
        draw(&war, &parts, &["--shard", part]);
    }
    let run = theatrum(&["frames", "verify", text(&parts), "--missing"])
        .assert()
        .code(6);
    let missing = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    assert_eq!(missing, "2,5\n");
    draw(&war, &parts, &["--index", missing.trim()]);
    theatrum(&["frames", "verify", text(&parts)])
        .assert()
        .success();
    assert_eq!(files(&whole), files(&parts));
}

#[test]
fn frames_that_the_film_does_not_have_are_refused() {
    let (folder, war) = small();
    let film = folder.path().join("film");
    let said = draw(&war, &film, &["--index", "2,6-8"]);
    assert!(
        said.contains("no frame 6-8: the film has the frames 1 to 5") && said.contains("wrote 1"),
        "{said}"
    );
    let none = folder.path().join("none");
    let beyond = ["frames", text(&war), "-o", text(&none), "--index", "99"];
    let said = refused(&beyond, 2);
    assert!(said.contains("no frame 99"), "{said}");
    assert!(!none.exists());
}

#[test]
fn a_changed_input_is_noticed() {
    let (folder, war) = small();
    let film = folder.path().join("film");
    draw(&war, &film, &[]);
    fs::write(&war, SMALL.replace("A small war", "Another war")).unwrap();
    let args = [
        "frames",
        text(&war),
        "-o",
        text(&film),
        "--shard",
        "1/2",
        "--to",
        "1804",
    ];
    let said = refused(
        &[args.as_slice(), &["--from", "1800", "--format", "svg"]].concat(),
        1,
    );
    assert!(
        said.contains("another film: `war.toml`") && said.contains("--force"),
        "{said}"
    );
    let said = draw(&war, &film, &[]);
    assert!(said.contains("wrote 5 frames"), "{said}");
    let pictures = files(&film).into_keys().filter(|n| n.ends_with(".svg"));
    assert!(pictures.into_iter().all(|n| n.starts_with("another-war_")));
}

#[test]
fn a_julian_campaign_has_julian_days_and_one_end_of_a_range_is_enough() {
    let (folder, war) = small();
    let julian = SMALL
        .replace(
            "when = \"1800/1802\"",
            "when = \"1800/1802\"\ncalendar = \"julian\"",
        )
        .replace("1801-05-04", "1800-02-29");
    fs::write(&war, &julian).unwrap();
    let drawn = |name: &str, range: &[&str]| {
        let film = folder.path().join(name);
        let args = ["frames", text(&war), "-o", text(&film), "--format", "svg"];
        theatrum(&[&args, range].concat()).assert().success();
        let mut files = files(&film);
        files.retain(|name, _| name.ends_with(".svg"));
        files
    };
    let range = [
        "--every",
        "day",
        "--from",
        "1800-02-28",
        "--to",
        "1800-03-01",
    ];
    let days = drawn("days", &range);
    let names: Vec<&str> = days.keys().map(String::as_str).collect();
    let expected = ["0001_1800-02-28", "0002_1800-02-29", "0003_1800-03-01"];
    assert_eq!(names, expected.map(|n| format!("a-small-war_{n}.svg")));
    let begun = |name: &str| String::from_utf8_lossy(&days[name]).contains("id=\"battle-");
    assert!(!begun(names[0]) && begun(names[1]));
    assert_eq!(drawn("to", &["--to", "1801"]).len(), 2);
    assert_eq!(drawn("from", &["--from", "1802"]).len(), 1);
    let film = folder.path().join("none");
    let args = ["frames", text(&war), "-o", text(&film), "--from", "1803"];
    assert!(refused(&args, 2).contains("give `--to`"));
}

#[test]
fn steps_may_be_events_or_any_number_of_days() {
    let (folder, war) = small();
    let film = folder.path().join("film");
    let draw = |every: &str| {
        let film = film.join(every);
        let mut args = vec!["frames", text(&war), "-o", text(&film), "--every", every];
        args.extend([
            "--from", "1801-04", "--to", "1801-05", "--format", "svg", "--quiet",
        ]);
        theatrum(&args).assert().success();
        files(&film)
            .into_keys()
            .filter(|n| n.ends_with(".svg"))
            .collect::<Vec<_>>()
    };
    assert_eq!(draw("30 days").len(), 3);
    let events = draw("event");
    let expected = [
        "a-small-war_0001_1801-04-01.svg",
        "a-small-war_0002_1801-05-04.svg",
    ];
    assert_eq!(events, expected);
    refused(&["frames", "verify", text(folder.path())], 5);
    theatrum(&[
        "frames",
        text(&war),
        "-o",
        text(&film),
        "--every",
        "fortnight",
    ])
    .assert()
    .code(2);
    theatrum(&["frames", text(&war), "-o", text(&film), "--shard", "3/2"])
        .assert()
        .code(2);
}

#[test]
fn the_campaign_file_says_how_its_film_goes_on() {
    let (folder, war) = small();
    let film = |frames: &str| {
        let text = format!("{SMALL}\n[frames]\n{frames}\n");
        fs::write(&war, text).unwrap();
        let film = folder.path().join("film");
        let args = [
            "frames",
            war.to_str().unwrap(),
            "-o",
            film.to_str().unwrap(),
        ];
        let args = [args.as_slice(), &["--format", "svg", "-q"]].concat();
        let run = theatrum(&args).assert();
        let Some(0) = run.get_output().status.code() else {
            let said = String::from_utf8_lossy(&run.get_output().stderr);
            return vec![said.into_owned()];
        };
        let names = files(&film).into_keys().filter(|n| n.ends_with(".svg"));
        names.collect::<Vec<_>>()
    };
    let months = film("by = \"month\"\nrange = \"1801-04/1801-06\"");
    assert_eq!(months.len(), 3);
    assert_eq!(months[0], "a-small-war_0001_1801-04.svg");
    let listed = film("by = \"list\"\ndates = [\"1801-05\", \"1801\", \"1802\"]");
    let expected = [
        "a-small-war_0001_1801-01-01.svg",
        "a-small-war_0002_1801-05-01.svg",
        "a-small-war_0003_1802-01-01.svg",
    ];
    assert_eq!(listed, expected);
    let none = film("by = \"list\"");
    assert!(none[0].contains("no `dates` in `[frames]`"), "{none:?}");
}

#[test]
fn frames_become_films() {
    let (folder, war) = small();
    let film = folder.path().join("war.gif");
    let mut args = vec!["frames", text(&war), "--from", "1800", "--to", "1802"];
    args.extend(["-o", text(&film)]);
    theatrum(&args).assert().success();
    assert!(fs::read(&film).unwrap().starts_with(b"GIF89a"));
    let (frames, apng) = (
        folder.path().join("war.frames"),
        folder.path().join("war.apng"),
    );
    theatrum(&["frames", "merge", text(&frames), "-o", text(&apng)])
        .assert()
        .success();
    let bytes = fs::read(&apng).unwrap();
    assert_eq!(bytes.windows(4).filter(|w| w == b"fcTL").count(), 3);
    // Without ffmpeg the command that would do is printed.
    let film = folder.path().join("war.mp4");
    let mut run = theatrum(&["frames", "merge", text(&frames), "-o", text(&film)]);
    let run = run.env("PATH", "/nonexistent").assert().code(1);
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(
        said.contains("ffmpeg -hide_banner") && said.contains("war.mp4"),
        "{said}"
    );
    assert!(!film.exists());
    fs::remove_file(frames.join("a-small-war_0002_1801.png")).unwrap();
    refused(&["frames", "merge", text(&frames), "-o", text(&apng)], 6);
    refused(&["frames", "merge", text(&frames), "-o", "war.avi"], 2);
}

#[test]
fn pictures_between_frames_are_drawn_when_asked_for() {
    let (folder, war) = small();
    let film = folder.path().join("film");
    fs::write(&war, format!("{SMALL}\n[frames]\ntween = 4\nfps = 10\n")).unwrap();
    draw(&war, &film, &["--tween"]);
    let drawn = files(&film);
    let svgs: Vec<&String> = drawn.keys().filter(|n| n.ends_with(".svg")).collect();
    assert_eq!(svgs.len(), 5 + 4 * 4);
    assert_eq!(svgs[1], "a-small-war_0002_1801-tween-01.svg");
    let told: serde_json::Value = serde_json::from_slice(&drawn["frames.json"]).unwrap();
    assert_eq!(told[1]["seconds"], 0.1);
    assert_eq!(told[5]["seconds"], 2.0);
    // The arrow grows: its outline differs in each picture, and it is there in none before.
    let arrow = |name: &str| {
        let svg = String::from_utf8(drawn[name].clone()).unwrap();
        let at = svg.find("id=\"movement-");
        at.map(|at| svg[at..].split("/>").next().unwrap().to_owned())
    };
    let grown: Vec<_> = svgs[0..=5].iter().map(|name| arrow(name)).collect();
    assert_eq!(grown[0], None);
    assert!(
        grown[2..]
            .windows(2)
            .all(|w| w[0] != w[1] && w[1].is_some()),
        "{grown:?}"
    );
    // Parts drawn elsewhere are the same.
    let parts = folder.path().join("parts");
    for part in ["1/2", "2/2"] {
        draw(&war, &parts, &["--tween", "--shard", part]);
    }
    let same = |name: &&&String| files(&parts).get(**name) == drawn.get(**name);
    assert_eq!(svgs.iter().filter(same).count(), svgs.len());
}

#[test]
fn frames_that_show_the_same_are_left_out_when_asked_for() {
    let (folder, war) = small();
    let film = folder.path().join("film");
    draw(&war, &film, &["--skip-same"]);
    let told: serde_json::Value = serde_json::from_slice(&files(&film)["frames.json"]).unwrap();
    let told = told.as_array().unwrap();
    let seconds: f64 = told.iter().map(|t| t["seconds"].as_f64().unwrap()).sum();
    assert_eq!(
        seconds,
        1.0 + 3.0 * 2.0 + 4.0,
        "they last as long as all five"
    );
    assert!(told.len() < 5, "{told:?}");
    assert_eq!(told.last().unwrap()["to"], "1804-12-31");
}

#[test]
fn a_film_is_one_page_that_needs_no_network() {
    let (folder, war) = small();
    let page = folder.path().join("war.html");
    let mut args = vec!["frames", text(&war), "--every", "month", "-o", text(&page)];
    args.extend(["--from", "1801-01", "--to", "1801-12"]);
    theatrum(&args).assert().success();
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("\"date\":\"May 1801\"") && page.contains("max=\"11\""));
    // The battle of May is there from then on; what is always there carries no mark.
    assert!(page.contains("data-frames=\"4"), "{}", page.len());
    for outside in ["src=", "href=\"http", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn layers_of_frames_are_resumed_and_drawn_in_parts() {
    let (folder, war) = small();
    let (film, parts) = (folder.path().join("film"), folder.path().join("parts"));
    let draw = |film: &Path, more: &[&str]| {
        let mut args = vec!["frames", text(&war), "-o", text(film), "--layers"];
        args.extend(["--from", "1800", "--to", "1802"]);
        let done = theatrum(&[&args, more].concat()).assert().success();
        String::from_utf8_lossy(&done.get_output().stderr).into_owned()
    };
    assert!(draw(&film, &[]).contains("wrote 21 layers of frames"));
    let folders = [
        "1-base",
        "2-polities",
        "3-towns",
        "4-movements",
        "5-battles",
        "6-labels",
        "7-furniture",
    ];
    for name in folders {
        let there = |file: &str| film.join(name).join(file).is_file();
        assert!(
            there("a-small-war_0001_1800.png") && there("a-small-war_0003_1802.png"),
            "{name}"
        );
        assert!(there("frames.txt"), "{name}");
    }
    fs::remove_file(film.join("4-movements/a-small-war_0002_1801.png")).unwrap();
    fs::write(film.join("6-labels/a-small-war_0002_1801.png"), "damaged").unwrap();
    fs::write(film.join("6-labels/another.png"), "what").unwrap();
    let run = theatrum(&["frames", "verify", text(&film), "--missing"])
        .assert()
        .code(6);
    assert_eq!(String::from_utf8_lossy(&run.get_output().stdout), "2\n");
    let run = theatrum(&["frames", "verify", text(&film)])
        .assert()
        .code(6);
    let said = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    assert!(
        said.contains("6-labels/another.png: not of this film"),
        "{said}"
    );
    assert!(draw(&film, &[]).contains("wrote 2 layers of frames; 19 were there"));
    draw(&parts, &["--shard", "2/2"]);
    draw(&parts, &["--index", "1,3"]);
    theatrum(&["frames", "verify", text(&parts)])
        .assert()
        .success();
    let root = |film: &Path| fs::read(film.join("manifest.sha256")).unwrap();
    assert_eq!(root(&film), root(&parts));
    refused(&["frames", "merge", text(&film), "-o", "war.gif"], 2);
    // Another film in the same folder takes the layers away.
    self::draw(&war, &film, &[]);
    assert!(!film.join("4-movements/a-small-war_0002_1801.png").exists());
}

#[test]
fn layers_are_no_film_and_no_drawing() {
    let (_folder, war) = small();
    for (output, more) in [
        ("war.gif", "--png=fast"),
        ("war.html", "--png=fast"),
        ("film", "--format=svg"),
    ] {
        let said = refused(&["frames", text(&war), "--layers", "-o", output, more], 2);
        assert!(said.contains("`--layers`"), "{said}");
    }
}
