//! The maps in `examples/` are what the program draws today.
//!
//! After a change of the drawing: `UPDATE=1 cargo test --test suite examples`, then look at them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A file of an example and the arguments that draw it.
const DRAWN: [(&str, &str, &[&str]); 5] = [
    ("map.svg", "campaign.toml", &[]),
    ("slide.svg", "campaign.toml", &["--preset", "slide-dark"]),
    ("1782.svg", "campaign.toml", &["--at", "1782"]),
    ("1864.svg", "campaign.toml", &["--at", "1864"]),
    ("article-map.svg", "article.md", &[]),
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/first-sino-kazakh-war")
}

fn theatrum(args: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_theatrum"))
        .args(args)
        .current_dir(folder())
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {said}");
    output.stdout
}

/// Compares with the committed file, or replaces it when asked to.
fn compare(name: &str, drawn: &[u8]) {
    let path = folder().join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, drawn).expect("the example can be written");
        return;
    }
    let committed = fs::read(&path).unwrap_or_default();
    if committed == drawn {
        return;
    }
    let actual = std::env::temp_dir().join(format!("theatrum-actual-{name}"));
    fs::write(&actual, drawn).expect("the temporary folder can be written");
    panic!(
        "{} differs from {}; look at both",
        path.display(),
        actual.display()
    );
}

#[test]
fn the_maps_are_as_committed() {
    for (name, input, more) in DRAWN {
        let mut args = vec!["render", input, "-o", "-", "--quiet"];
        args.extend(more);
        compare(name, &theatrum(&args));
    }
}

#[test]
fn the_draft_is_as_committed() {
    compare("draft.toml", &theatrum(&["draft", "article.md", "--quiet"]));
}

#[test]
fn the_draft_is_a_campaign_without_faults() {
    theatrum(&["check", "draft.toml", "--quiet"]);
}
