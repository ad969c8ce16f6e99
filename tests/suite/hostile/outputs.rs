//! Outputs whole or absent, whatever happens to the disk, the terminal or the process.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::{names, refused, said, small, text, theatrum};

fn is_whole(png: &Path) -> bool {
    let bytes = fs::read(png).expect("it can be read");
    bytes.starts_with(b"\x89PNG") && bytes.ends_with(b"IEND\xAE\x42\x60\x82")
}

#[test]
fn what_cannot_be_written_is_said_before_the_work() {
    let (folder, war) = small();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let refuse = |output: &str, code: i32, part: &str| {
        let told = refused(&["render", text(&war), "-o", output], code);
        assert!(told.contains(part), "{told}");
        assert!(!told.contains("wrote"), "{told}");
    };
    refuse(&at("none/map.svg"), 5, "none");
    refuse(&at("war.toml/map.svg"), 5, "war.toml");
    fs::create_dir(at("map.svg")).unwrap();
    refuse(&at("map.svg"), 5, "is a directory");
    refuse(&at("map.gif"), 2, "neither .svg nor .png");
    refuse(&at("map"), 2, "neither .svg nor .png");
    refuse("", 2, "error: ");
    assert_eq!(names(folder.path()), ["map.svg", "war.toml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_is_named() {
    // Not even root can make files in `/proc`.
    let (_folder, war) = small();
    let told = refused(
        &["render", text(&war), "-o", "/proc/map.svg", "--no-relief"],
        5,
    );
    assert!(told.contains("/proc/map.svg"), "{told}");
}

#[test]
fn no_input_is_overwritten_and_no_output_given_twice() {
    let (folder, war) = small();
    let svg = folder.path().join("war.svg");
    fs::copy(&war, &svg).unwrap();
    let before = fs::read(&svg).unwrap();
    let as_campaign = ["--input-format", "campaign"];
    let told = |args: &[&str]| refused(args, 2);
    let over = [
        "render",
        text(&svg),
        as_campaign[0],
        as_campaign[1],
        "-o",
        text(&svg),
    ];
    assert!(told(&over).contains("would overwrite the input"));
    for command in ["places", "read", "draft"] {
        assert!(told(&[command, text(&war), "-o", text(&war)]).contains("would overwrite"));
    }
    assert_eq!(fs::read(&svg).unwrap(), before);
    let map = folder.path().join("map.svg");
    let twice = ["render", text(&war), "-o", text(&map), "-o", text(&map)];
    assert!(told(&twice).contains("is given twice"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_a_reader_that_left_is_none() {
    use std::process::{Command, Stdio};

    let (_folder, war) = small();
    let program = assert_cmd::cargo::cargo_bin("theatrum");
    for args in [
        &["styles"][..],
        &["--help"],
        &["--version"],
        &["man"],
        &["completions", "bash"],
        &["-q", "places", text(&war)],
        &["-q", "render", text(&war), "--no-relief", "-o", "-"],
    ] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let mut command = Command::new(&program);
        let status = command
            .args(args)
            .stdout(full)
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(5), "{args:?} to a full disk");
        let mut child = Command::new(&program)
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        assert_eq!(
            child.wait().unwrap().code(),
            Some(0),
            "{args:?} to a closed pipe"
        );
    }
}

/// A run under a limit for the size of files, in blocks of 512 bytes or more, whose signal is ignored:
/// writes fail as on a full disk.
#[cfg(target_os = "linux")]
fn on_a_small_disk(blocks: &str, args: &[&str]) -> std::process::Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    std::process::Command::new("sh")
        .args(["-c", &script, "sh"])
        .arg(assert_cmd::cargo::cargo_bin("theatrum"))
        .args(args)
        .output()
        .unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_leaves_the_old_file_and_nothing_else() {
    let (folder, war) = small();
    let map = folder.path().join("map.png");
    fs::write(&map, "old").unwrap();
    for blocks in ["0", "1", "8", "64"] {
        let args = ["render", text(&war), "--no-relief", "-o", text(&map)];
        let output = on_a_small_disk(blocks, &args);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(5), "{blocks} blocks: {told}");
        assert!(told.contains("map.png"), "{told}");
        assert_eq!(fs::read(&map).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["map.png", "war.toml"]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn every_command_that_writes_says_that_the_disk_is_full() {
    let (folder, war) = small();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let row = "name,lat,lon\n".to_owned() + &"Somewhere far away,1.5,2.5\n".repeat(400);
    fs::write(at("a.csv"), row).unwrap();
    let line = "{\"id\": 1, \"text\": \"They marched from Kazan to Moscow in May 1756.\"}\n";
    fs::write(at("c.jsonl"), line.repeat(50)).unwrap();
    fs::write(
        at("war.txt"),
        "They marched from Kazan to Moscow in May 1756. ".repeat(9),
    )
    .unwrap();
    let (table, corpus, article) = (at("a.csv"), at("c.jsonl"), at("war.txt"));
    let before = names(folder.path());
    let output = at("out");
    let commands: [&[&str]; 5] = [
        &["gazetteer", "build", &table, "-o", &output],
        &["read", &corpus, "--format", "jsonl", "-o", &output],
        &["read", &article, "--format", "json", "-o", &output],
        &["draft", &article, "-o", &output],
        &["places", text(&war), "--format", "json", "-o", &output],
    ];
    for args in commands {
        let done = on_a_small_disk("0", args);
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(5), "{args:?}: {told}");
        assert_eq!(told.matches("error: ").count(), 1, "{args:?}: {told}");
        assert_eq!(names(folder.path()), before, "{args:?}");
    }
    let page = at("map.html");
    let done = on_a_small_disk("4", &["render", text(&war), "-o", &page]);
    assert_eq!(done.status.code(), Some(5));
    assert_eq!(names(folder.path()), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_run_leaves_whole_files_and_its_rest_goes_with_the_next() {
    let (folder, war) = small();
    let map = folder.path().join("map.png");
    let args = ["-q", "render", text(&war), "--no-relief", "-o", text(&map)];
    let program = assert_cmd::cargo::cargo_bin("theatrum");
    theatrum(&args).assert().success();
    let whole = fs::read(&map).unwrap();
    for millis in (0..24).map(|step| step * step) {
        let mut child = std::process::Command::new(&program)
            .args(args)
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(millis));
        // A run that is over already cannot be killed, and left a whole file.
        let _ = child.kill();
        child.wait().unwrap();
        assert_eq!(fs::read(&map).unwrap(), whole, "killed after {millis} ms");
    }
    let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap();
    let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let host: String = host.chars().filter(plain).take(63).collect();
    // As a killed run leaves it, by a process of a number that no process has.
    let left = folder
        .path()
        .join(format!(".map.png.{host}.4294967295.tmp"));
    fs::write(&left, "half").unwrap();
    theatrum(&args).assert().success();
    assert!(is_whole(&map));
    assert_eq!(names(folder.path()), ["map.png", "war.toml"]);
}

#[test]
fn a_picture_over_the_limit_is_refused_before_memory_is_taken() {
    use theatrum::export::{Limits, rasterise};
    let svg = |w: u32, h: u32| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='{w}' height='{h}'/>")
    };
    let small = Limits {
        side: 100,
        pixels: 5000,
    };
    assert!(rasterise(&svg(99, 1), 1.0, small).is_ok());
    assert!(rasterise(&svg(100, 50), 1.0, small).is_ok());
    assert!(rasterise(&svg(101, 1), 1.0, small).is_err());
    assert!(rasterise(&svg(100, 51), 1.0, small).is_err());
    assert!(rasterise(&svg(50, 25), 2.0, small).is_ok());
    assert!(rasterise(&svg(51, 25), 2.0, small).is_err());
    let most = Limits::default();
    assert!(rasterise(&svg(16_385, 1), 1.0, most).is_err());
    assert!(rasterise(&svg(10_001, 10_000), 1.0, most).is_err());
}

#[test]
fn several_outputs_take_their_format_from_their_names() {
    let (folder, war) = small();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let names = ["p.csv", "p.json", "p.geojson", "p.jsonld", "p.txt"].map(at);
    let mut args = vec!["places", text(&war)];
    for name in &names {
        args.extend(["-o", name]);
    }
    said(&args);
    let texts = names.map(|name| fs::read_to_string(name).unwrap());
    assert!(texts[0].starts_with("id,name,lat,lon"));
    assert!(texts[1].starts_with('['));
    assert!(texts[2].contains("FeatureCollection") && !texts[2].contains("toponym"));
    assert!(texts[3].contains("toponym"));
    assert!(texts[4].contains("The Ford"));
}
