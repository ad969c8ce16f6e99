//! The command line from outside: every subcommand, its outputs and its exit codes.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// A small war in the middle of France, quick to draw.
pub(crate) const SMALL: &str = r##"
[campaign]
title = "A small war"
when = "1800/1802"
[map]
extent = "0E 45N 6E 49N"
[sides.west]
name = "West"
color = "blue"
[sides.east]
name = "East"
color = "vermilion"
[forces.ours]
name = "Ours"
side = "west"
[places.ford]
name = "The Ford"
at = "47N 2E"
[places.hill]
name = "The Hill"
at = "46.5N 4E"
[[movements]]
label = "March"
force = "ours"
via = ["ford", "hill"]
when = "1801"
[[battles]]
name = "Battle of the Hill"
place = "hill"
when = "1801-05-04"
sides = { west = "ours" }
victor = "west"
"##;

const EXAMPLE: &str = "examples/first-sino-kazakh-war";

/// The program, run in the repository's root; a hang is a failure.
pub(crate) fn theatrum(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("theatrum").expect("the program is built");
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .timeout(std::time::Duration::from_secs(300))
        .args(args);
    command
}

/// A folder with the small campaign in it.
pub(crate) fn small() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("war.toml");
    fs::write(&path, SMALL).expect("it can be written");
    (folder, path)
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("temporary names are text")
}

/// Standard output of a run that must succeed.
#[track_caller]
fn printed(args: &[&str]) -> String {
    let done = theatrum(args).assert().success();
    String::from_utf8(done.get_output().stdout.clone()).expect("it prints text")
}

/// What a run that must stop with `code` says on standard error.
#[track_caller]
pub(crate) fn refused(args: &[&str], code: i32) -> String {
    let done = theatrum(args).assert().code(code);
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(
        said.starts_with("error: ") || said.contains("\nerror: "),
        "{said}"
    );
    assert!(!said.contains("panicked"), "{said}");
    said
}

#[test]
fn render_writes_every_output_and_says_so() {
    let (folder, war) = small();
    let (svg, png) = (folder.path().join("a.svg"), folder.path().join("a.PNG"));
    let done = theatrum(&["render", text(&war), "-o", text(&svg), "-o", text(&png)])
        .assert()
        .success();
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(said.contains("a.svg") && said.contains("a.PNG"), "{said}");
    assert!(done.get_output().stdout.is_empty());
    assert!(fs::read_to_string(svg).unwrap().starts_with("<"));
    assert!(fs::read(png).unwrap().starts_with(b"\x89PNG"));
}

#[test]
fn the_scale_makes_the_picture_larger() {
    let (folder, war) = small();
    let mut widths = Vec::new();
    for scale in ["1", "2"] {
        let path = folder.path().join(format!("{scale}.png"));
        theatrum(&["render", text(&war), "--scale", scale, "-o", text(&path)])
            .assert()
            .success();
        let bytes = fs::read(path).unwrap();
        widths.push(u32::from_be_bytes(bytes[16..20].try_into().unwrap()));
    }
    assert_eq!(widths[1], 2 * widths[0]);
}

#[test]
fn a_dash_reads_standard_input_and_writes_standard_output() {
    let (_folder, war) = small();
    let from_file = printed(&["-q", "render", text(&war), "-o", "-"]);
    let done = theatrum(&["-q", "render", "-", "--input-format", "campaign", "-o", "-"])
        .write_stdin(SMALL)
        .assert()
        .success()
        .stderr("");
    assert!(from_file.contains("</svg>"));
    assert_eq!(
        String::from_utf8_lossy(&done.get_output().stdout),
        from_file
    );
}

#[test]
fn a_quiet_run_says_nothing_but_errors() {
    let (folder, war) = small();
    let svg = folder.path().join("a.svg");
    theatrum(&["--quiet", "render", text(&war), "-o", text(&svg)])
        .assert()
        .success()
        .stdout("")
        .stderr("");
    refused(&["--quiet", "render", "none.toml", "-o", text(&svg)], 5);
}

#[test]
fn profiles_presets_and_projections_can_be_chosen() {
    let (_folder, war) = small();
    let base = ["-q", "render", text(&war), "-o", "-"];
    let plain = printed(&base);
    for more in [
        ["--profile", "outline"],
        ["--profile", "office"],
        ["--preset", "slide"],
        ["--projection", "mercator"],
    ] {
        let args: Vec<&str> = base.iter().copied().chain(more).collect();
        assert_ne!(printed(&args), plain, "{more:?}");
    }
}

#[test]
fn read_shows_a_summary_and_json() {
    let article = format!("{EXAMPLE}/article.md");
    assert!(printed(&["read", &article]).contains("Ayagoz"));
    let json = printed(&["read", &article, "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(value.is_object());
}

#[test]
fn a_draft_can_be_checked_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("draft.toml");
    let article = format!("{EXAMPLE}/article.md");
    theatrum(&["draft", &article, "-o", text(&draft)])
        .assert()
        .success();
    // Its map may fail criteria, but the file has no fault.
    let checked = theatrum(&["check", text(&draft)]).output().unwrap();
    let said = String::from_utf8_lossy(&checked.stderr).into_owned();
    assert!(said.contains("can be drawn"), "{said}");
    assert_eq!(
        fs::read_to_string(&draft).unwrap(),
        printed(&["draft", &article])
    );
}

#[test]
fn places_are_listed_in_five_forms() {
    let (_folder, war) = small();
    let list = |format| printed(&["-q", "places", text(&war), "--format", format]);
    assert!(list("table").contains("The Ford"));
    let csv = list("csv");
    assert_eq!(csv.lines().count(), 3, "{csv}");
    for format in ["json", "geojson", "lpf"] {
        let value: serde_json::Value = serde_json::from_str(&list(format)).unwrap();
        let all = if format == "json" {
            &value
        } else {
            &value["features"]
        };
        assert_eq!(all.as_array().map(Vec::len), Some(2), "{format}");
    }
    let lpf: serde_json::Value = serde_json::from_str(&list("lpf")).unwrap();
    assert_eq!(lpf["features"][0]["names"][0]["toponym"], "The Ford");
}

#[test]
fn check_counts_and_finds_faults_without_drawing() {
    let (folder, war) = small();
    let done = theatrum(&["check", text(&war)]).assert().success();
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(said.contains("2 places, 1 battle, 1 movement"), "{said}");
    fs::write(&war, SMALL.replace("\"hill\"]", "\"hlil\"]")).unwrap();
    let said = refused(&["check", text(&war)], 1);
    assert!(said.contains("unknown place `hlil`") && said.contains("did you mean `hill`"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn frames_writes_one_picture_per_year() {
    let (folder, war) = small();
    let film = folder.path().join("film");
    let dates = ["--from", "1800", "--to", "1802"];
    let mut args = vec!["frames", text(&war), "-o", text(&film)];
    args.extend(dates);
    theatrum(&args).assert().success();
    for name in ["0001_1800", "0002_1801", "0003_1802"] {
        let bytes = fs::read(film.join(format!("a-small-war_{name}.png"))).unwrap();
        assert!(bytes.starts_with(b"\x89PNG"), "{name}");
    }
}

#[test]
fn the_gazetteer_is_searched() {
    let found = printed(&[
        "gazetteer",
        "search",
        "Ishim",
        "--class",
        "river",
        "--near",
        "52,69",
    ]);
    assert!(found.contains("river"), "{found}");
    refused(&["gazetteer", "search", "Qqxzyv Wkrzt"], 1);
    refused(&["gazetteer", "search", "Ishim", "--near", "a,b"], 2);
    refused(&["gazetteer", "search", "Ishim", "--class", "planet"], 2);
}

#[test]
fn styles_lists_styles_and_presets() {
    let list = printed(&["styles"]);
    for name in ["article", "slide", "frame"] {
        assert!(list.contains(name), "{list}");
    }
}

#[test]
fn completions_and_the_manual_are_printed() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(
            printed(&["completions", shell]).contains("theatrum"),
            "{shell}"
        );
    }
    let manual = printed(&["man"]);
    assert!(manual.contains(".TH theatrum") && manual.contains("render"));
}

#[test]
fn phases_are_numbered_files_with_every_label_in_the_same_place() {
    let (folder, path) = small();
    let captions = r#"
[[captions]]
when = "1801-01/1801-06"
title = "March"
text = "They march."
[[captions]]
when = "1801-05"
title = "Battle"
text = "They fight."
"#;
    fs::write(&path, format!("{SMALL}{captions}")).expect("it can be written");
    let output = folder.path().join("map.svg");
    let output = output.to_str().expect("a plain path");
    let input = path.to_str().expect("a plain path");
    theatrum(&["render", "--phases", input, "-o", output])
        .assert()
        .success();
    let phase = |number: u8| {
        let path = folder.path().join(format!("map-{number}.svg"));
        fs::read_to_string(path).expect("the phase was written")
    };
    let label = |svg: &str| {
        let found = svg
            .lines()
            .find(|line| line.contains("1 The Hill") || line.contains(">1 Hill"));
        found.map(str::to_owned)
    };
    let (first, second) = (phase(1), phase(2));
    assert!(first.contains("March, Jan") && second.contains("Battle, May 1801"));
    assert!(label(&first).is_some());
    assert_eq!(label(&first), label(&second));
    assert!(!folder.path().join("map-3.svg").exists());
}

#[test]
fn phases_need_titled_captions_and_a_file_name() {
    let (_folder, path) = small();
    let input = path.to_str().expect("a plain path");
    theatrum(&["render", "--phases", input, "-o", "-"])
        .assert()
        .code(2);
    theatrum(&["render", "--phases", input, "-o", "/tmp/none.svg"])
        .assert()
        .code(1);
    theatrum(&["render", "--phases", "--at", "1801", input, "-o", "a.svg"])
        .assert()
        .code(2);
}
