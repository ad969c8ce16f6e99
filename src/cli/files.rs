//! Files: read with limits, written whole or not at all. The one door to the file system.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use super::failure::Failure;

/// Longest article, bytes.
pub(super) const ARTICLE_LIMIT: u64 = 128 << 20;
/// Longest campaign file, bytes.
pub(super) const CAMPAIGN_LIMIT: u64 = 4 << 20;
/// Longest GeoJSON file, bytes.
pub(super) const SHAPES_LIMIT: u64 = 256 << 20;

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
        return Err(Failure::Io(format!("{name} is no regular file")));
    }
    let file = File::open(path).map_err(|e| Failure::path(path, &e))?;
    read_at_most(file, &name, limit)
}

fn read_at_most(from: impl Read, name: &str, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    from.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| Failure::io(name, &e))?;
    if bytes.len() as u64 > limit {
        return Err(Failure::Limit(format!(
            "{name} is longer than {} MB",
            limit >> 20
        )));
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
    if !plain || named.contains(['\\', '\0', ':']) {
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

/// Writes a file whole or not at all; `-` is standard output.
///
/// The bytes go to a hidden file beside the target, to disk, and then under the target's name.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path == Path::new("-") {
        return super::output::print_bytes(bytes);
    }
    let fault = |e: io::Error| Failure::path(path, &e);
    if path.is_dir() {
        return Err(Failure::Io(format!("`{}` is a directory", path.display())));
    }
    let (folder, name) = split(path).map_err(fault)?;
    remove_dead(&folder, &name);
    let temporary = folder.join(temporary_name(&name, std::process::id()));
    let written = write_through(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    if let Err(e) = written {
        // What cannot be removed either is found and removed by the next run.
        let _ = fs::remove_file(&temporary);
        return Err(fault(e));
    }
    // A folder that cannot be synced (some file systems) still holds the whole file.
    let _ = File::open(&folder).and_then(|f| f.sync_all());
    Ok(())
}

fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn split(path: &Path) -> io::Result<(PathBuf, OsString)> {
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::other("no file name"))?;
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    };
    Ok((folder, name.to_owned()))
}

fn temporary_name(name: &OsStr, process: u32) -> OsString {
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{process}.tmp"));
    hidden
}

/// Removes what runs that were killed left beside the target.
fn remove_dead(folder: &Path, name: &OsStr) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let prefix = format!(".{}.", name.to_string_lossy());
    for entry in entries.flatten() {
        let found = entry.file_name();
        let process = found
            .to_str()
            .and_then(|f| f.strip_prefix(&prefix)?.strip_suffix(".tmp"));
        let Some(process) = process.and_then(|p| p.parse::<u32>().ok()) else {
            continue;
        };
        let alive =
            process != std::process::id() && Path::new(&format!("/proc/{process}")).exists();
        if !alive && Path::new("/proc/self").exists() || process == std::process::id() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.svg");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_run_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".map.svg.4294967295.tmp"), "half").unwrap();
        write(&folder.path().join("map.svg"), b"whole").unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

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
            "a\0b",
        ] {
            assert!(read_beside(&campaign, path, 10).is_err(), "{path}");
        }
        #[cfg(unix)]
        {
            let link = inside.join("link.geojson");
            std::os::unix::fs::symlink(folder.path().join("secret.geojson"), link).unwrap();
            assert!(read_beside(&campaign, "link.geojson", 10).is_err());
        }
    }

    #[test]
    fn a_file_over_the_limit_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "12345").unwrap();
        assert!(read(&path, 5).is_ok());
        assert!(matches!(read(&path, 4), Err(Failure::Limit(_))));
    }
}
