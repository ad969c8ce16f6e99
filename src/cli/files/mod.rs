//! Files: read with limits, written whole or not at all. The one door to the file system.

mod place;
mod watch;
mod write;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

pub(super) use place::open_pack;
pub(super) use watch::Watch;
pub(super) use write::{check_targets, folder_of, write, write_with};

use super::failure::Failure;
use super::limits;
use crate::diag::Diagnostic;

/// Longest article, bytes.
pub(super) const ARTICLE_LIMIT: u64 = limits::ARTICLE_BYTES;
/// Longest campaign file, bytes.
pub(super) const CAMPAIGN_LIMIT: u64 = limits::CAMPAIGN_BYTES;
/// Longest GeoJSON file, bytes.
pub(super) const SHAPES_LIMIT: u64 = limits::SHAPES_BYTES;

/// Reads a whole file, or standard input for `-`.
///
/// Only regular files are opened: a pipe or a device could hang or never end.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    if path == Path::new("-") {
        return read_at_most(io::stdin().lock(), "standard input", limit);
    }
    let about = fs::metadata(path).map_err(|e| Failure::path(path, &e))?;
    let name = format!("`{}`", path.display());
    if about.is_dir() {
        return Err(Failure::Io(format!("{name} is a directory, not a file")));
    }
    if !about.is_file() {
        let hint = "; give `-` to read standard input";
        return Err(Failure::Io(format!("{name} is no regular file{hint}")));
    }
    let file = File::open(path).map_err(|e| Failure::path(path, &e))?;
    read_at_most(file, &name, limit)
}

/// Opens a regular file to read it bit by bit.
pub(super) fn open(path: &Path) -> io::Result<File> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    File::open(path)
}

fn read_at_most(from: impl Read, name: &str, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    from.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| Failure::io(name, &e))?;
    if bytes.len() as u64 > limit {
        let most = match limit >> 20 {
            0 => format!("{limit} bytes"),
            megabytes => format!("{megabytes} MB"),
        };
        let fault = Diagnostic::error(format!("{name} is longer than {most}")).over_limit();
        return Err(fault.hint("give only the part that the map needs").into());
    }
    Ok(bytes)
}

/// Reads a file that a campaign file names: only a regular file below the campaign's own folder.
pub(super) fn read_beside(campaign: &Path, named: &str, limit: u64) -> Result<Vec<u8>, Failure> {
    let refused = |why: &str| Failure::Io(format!("`{named}` is not read: {why}"));
    let path = Path::new(named);
    let plain = path
        .components()
        .all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
    if !plain || named.contains(['\\', '\0', ':']) || named.starts_with('~') {
        return Err(refused("it must lie in the campaign's folder"));
    }
    let folder = match campaign.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    };
    let folder = folder
        .canonicalize()
        .map_err(|e| Failure::path(&folder, &e))?;
    let full = folder.join(path);
    let full = full.canonicalize().map_err(|e| Failure::path(&full, &e))?;
    if !full.starts_with(&folder) {
        return Err(refused("it must lie in the campaign's folder"));
    }
    read(&full, limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_outside_the_campaigns_folder_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("in");
        fs::create_dir(&inside).unwrap();
        fs::write(folder.path().join("secret.geojson"), "{}").unwrap();
        fs::write(inside.join("a.geojson"), "{}").unwrap();
        let campaign = inside.join("campaign.toml");
        assert!(read_beside(&campaign, "a.geojson", 10).is_ok());
        for path in [
            "../secret.geojson",
            "/etc/passwd",
            "..\\secret.geojson",
            "\\\\host\\share\\a.geojson",
            "file:///etc/passwd",
            "~/a.geojson",
            "/proc/self/environ",
            ".",
            "",
            "a\0b",
        ] {
            assert!(read_beside(&campaign, path, 10).is_err(), "{path}");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(
                folder.path().join("secret.geojson"),
                inside.join("out.geojson"),
            )
            .unwrap();
            symlink(folder.path(), inside.join("up")).unwrap();
            symlink("loop.geojson", inside.join("loop.geojson")).unwrap();
            symlink("/dev/zero", inside.join("zero.geojson")).unwrap();
            symlink("a.geojson", inside.join("fine.geojson")).unwrap();
            for path in [
                "out.geojson",
                "up/secret.geojson",
                "loop.geojson",
                "zero.geojson",
            ] {
                assert!(read_beside(&campaign, path, 10).is_err(), "{path}");
            }
            assert!(read_beside(&campaign, "fine.geojson", 10).is_ok());
        }
    }

    #[test]
    fn a_file_over_the_limit_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "12345").unwrap();
        assert_eq!(read(&path, 6).unwrap(), b"12345");
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        assert_eq!(
            read(&path, 4).unwrap_err().code(),
            super::super::failure::LIMIT
        );
    }
}
