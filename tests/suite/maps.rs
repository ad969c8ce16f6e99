//! Golden maps: each folder of `tests/maps/` shows one thing.
//!
//! After a change of the drawing: `UPDATE=1 cargo test --test suite maps`, then look at them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A larger picture shows more than one thing.
const MOST_BYTES: usize = 20 << 10;

fn folders() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/maps");
    let entries = fs::read_dir(all).expect("there are golden maps");
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    folders.sort();
    folders
}

fn drawn(folder: &Path) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_theatrum"))
        .args(["render", "campaign.toml", "-o", "-", "--quiet"])
        .current_dir(folder)
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", folder.display());
    output.stdout
}

#[test]
fn golden_maps_are_as_committed() {
    for folder in folders() {
        let svg = drawn(&folder);
        assert!(
            svg.len() <= MOST_BYTES,
            "{}: {} bytes",
            folder.display(),
            svg.len()
        );
        let golden = folder.join("map.svg");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&golden, svg).expect("the golden map can be written");
            continue;
        }
        if fs::read(&golden).unwrap_or_default() != svg {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            let actual = std::env::temp_dir().join(format!("theatrum-actual-{name}.svg"));
            fs::write(&actual, svg).expect("the temporary folder can be written");
            panic!(
                "{} differs from {}; look at both",
                golden.display(),
                actual.display()
            );
        }
    }
}
