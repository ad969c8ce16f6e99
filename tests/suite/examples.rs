//! The maps in `examples/` are what the program draws today.
//!
//! After a change of the drawing: `UPDATE=1 cargo test --test suite examples`, then look at them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A folder of `examples/`, a file of it, and the arguments that draw it.
const DRAWN: &[(&str, &str, &[&str])] = &[
    ("aleutians-1942", "map.svg", &["campaign.toml"]),
    ("american-civil-war", "map.svg", &["campaign.toml"]),
    ("anglo-zulu-war", "map.svg", &["campaign.toml"]),
    ("arctic-1941-43", "map.svg", &["campaign.toml"]),
    ("austrian-succession", "map.svg", &["campaign.toml"]),
    (SEED, "map.svg", &["campaign.toml"]),
    (SEED, "slide.svg", &["campaign.toml", "--preset=slide-dark"]),
    (SEED, "1782.svg", &["campaign.toml", "--at=1782"]),
    (SEED, "1864.svg", &["campaign.toml", "--at=1864"]),
    (SEED, "article-map.svg", &["article.md"]),
    ("imjin-war", "map.svg", &["campaign.toml"]),
    ("second-punic-war", "map.svg", &["campaign.toml"]),
    ("seven-years-war", "map.svg", &["campaign.toml"]),
    ("trafalgar-1805", "map.svg", &["campaign.toml"]),
    ("waterloo-1815", "map.svg", &["campaign.toml"]),
];

/// The example that has an article too.
const SEED: &str = "first-sino-kazakh-war";

fn folder(example: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(example)
}

fn theatrum(example: &str, args: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_theatrum"))
        .args(args)
        .current_dir(folder(example))
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{example} {args:?}: {said}");
    output.stdout
}

/// Compares with the committed file, or replaces it when asked to.
fn compare(example: &str, name: &str, drawn: &[u8]) {
    let path = folder(example).join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, drawn).expect("the example can be written");
        return;
    }
    let committed = fs::read(&path).unwrap_or_default();
    if committed == drawn {
        return;
    }
    let actual = std::env::temp_dir().join(format!("theatrum-actual-{example}-{name}"));
    fs::write(&actual, drawn).expect("the temporary folder can be written");
    panic!(
        "{} differs from {}; look at both",
        path.display(),
        actual.display()
    );
}

#[test]
fn the_maps_are_as_committed() {
    for (example, name, more) in DRAWN {
        let mut args = vec!["render", "-o", "-", "--quiet"];
        args.extend(*more);
        compare(example, name, &theatrum(example, &args));
    }
}

/// A folder without a row in [`DRAWN`] would be an example that nobody looks at.
#[test]
fn every_example_is_drawn() {
    let folders = fs::read_dir(folder("")).expect("there are examples");
    for entry in folders {
        let entry = entry.expect("the folder can be read");
        let name = entry.file_name();
        // A folder without a campaign shows something else: how to draw on clusters.
        if !entry.path().join("campaign.toml").exists() {
            continue;
        }
        let is_drawn = DRAWN.iter().any(|(example, _, _)| name == *example);
        assert!(is_drawn, "{name:?} has no row in the table");
    }
}

#[test]
fn a_battlefield_has_its_own_ground_and_no_dates_of_the_one_day() {
    let svg = theatrum(
        "waterloo-1815",
        &["render", "campaign.toml", "-o", "-", "--quiet"],
    );
    let svg = String::from_utf8(svg).expect("SVG is UTF-8");
    assert!(svg.contains("id=\"feature-brussels_road\""));
    assert!(
        svg.contains("standard parallels 50.65° N and 50.7° N"),
        "projection"
    );
    assert!(!svg.contains(">18 Jun 1815<"), "the title tells the day");
}

#[test]
fn the_draft_is_as_committed() {
    let draft = theatrum(SEED, &["draft", "article.md", "--quiet"]);
    compare(SEED, "draft.toml", &draft);
}

#[test]
fn the_draft_is_a_campaign_without_faults() {
    theatrum(SEED, &["render", "draft.toml", "--quiet", "-o", "-"]);
}
