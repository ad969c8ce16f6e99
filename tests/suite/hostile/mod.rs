//! What a careless or hostile user can give the program: a clear refusal or a right map, never a
//! panic, a hang, or half a file. One theme a file.

mod articles;
mod campaigns;
mod growth;
mod labels;
mod memory;
mod outputs;
mod paths;
mod pictures;
mod sameness;
mod shapes;

use std::path::{Path, PathBuf};

pub(super) use super::cli::{SMALL, refused, small, text, theatrum};

/// A folder with one file in it.
fn with_file(name: &str, bytes: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("it can be written");
    (folder, path)
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("it is a folder");
    let mut names: Vec<String> = entries
        .map(|e| e.expect("it can be listed").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// What a run says that must succeed.
#[track_caller]
fn said(args: &[&str]) -> String {
    let done = theatrum(args).assert().success();
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(!said.contains("panicked"), "{said}");
    said
}
