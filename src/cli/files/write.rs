//! Files written whole or not at all.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::super::failure::Failure;

/// Longest file name, in bytes, on the file systems in use.
const LONGEST_NAME: usize = 255;

/// Checks before any work is done that outputs can be written: no input among them, none twice, each
/// in a folder that is there.
pub(in crate::cli) fn check_targets<'a>(
    input: &Path,
    outputs: impl IntoIterator<Item = &'a PathBuf>,
) -> Result<(), Failure> {
    let input = input.canonicalize().ok();
    let mut seen: Vec<PathBuf> = Vec::new();
    for path in outputs {
        if path == Path::new("-") {
            continue;
        }
        let shown = path.display();
        let (folder, name) = split(path).map_err(|e| Failure::path(path, &e))?;
        let folder = match folder.canonicalize() {
            Ok(folder) if folder.is_dir() => folder,
            Ok(_) => return Err(Failure::Io(format!("`{}` is no folder", folder.display()))),
            Err(e) => return Err(Failure::path(&folder, &e)),
        };
        let as_folder = path.as_os_str().as_encoded_bytes().ends_with(b"/");
        if path.is_dir() || as_folder {
            return Err(Failure::Io(format!("`{shown}` is a directory")));
        }
        let target = path.canonicalize().unwrap_or_else(|_| folder.join(name));
        if input.as_ref() == Some(&target) {
            return Err(Failure::Usage(format!(
                "`{shown}` would overwrite the input"
            )));
        }
        if seen.contains(&target) {
            return Err(Failure::Usage(format!("`{shown}` is given twice")));
        }
        seen.push(target);
    }
    Ok(())
}

/// Writes a file whole or not at all; `-` is standard output.
///
/// The bytes go to a hidden file beside the target, to disk, and then under the target's name. A
/// symbolic link stays one: what it points to is replaced.
pub(in crate::cli) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path == Path::new("-") {
        return super::super::output::print_bytes(bytes);
    }
    write_with(path, |file| {
        file.write_all(bytes).map_err(|e| Failure::path(path, &e))
    })
}

/// The same for what is too long for memory: `fill` writes it to the file it is given.
pub(in crate::cli) fn write_with<T>(
    path: &Path,
    fill: impl FnOnce(&mut File) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let fault = |e: io::Error| Failure::path(path, &e);
    if path.is_dir() {
        return Err(Failure::Io(format!("`{}` is a directory", path.display())));
    }
    let target = if path.is_symlink() {
        path.canonicalize().map_err(fault)?
    } else {
        path.to_path_buf()
    };
    let (folder, name) = split(&target).map_err(fault)?;
    let host = host();
    remove_dead(&folder, &name, &host);
    let temporary = folder.join(temporary_name(&name, &host, std::process::id()));
    let written = write_through(&temporary, fault, fill).and_then(|filled| {
        fs::rename(&temporary, &target).map_err(fault)?;
        Ok(filled)
    });
    if written.is_err() {
        // What cannot be removed either is found and removed by the next run.
        let _ = fs::remove_file(&temporary);
        return written;
    }
    // A folder that cannot be synced (some file systems) still holds the whole file.
    let _ = File::open(&folder).and_then(|f| f.sync_all());
    written
}

fn write_through<T>(
    path: &Path,
    fault: impl Fn(io::Error) -> Failure,
    fill: impl FnOnce(&mut File) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(&fault)?;
    let filled = fill(&mut file)?;
    file.sync_all().map_err(fault)?;
    Ok(filled)
}

/// The folder that a file is in or is to be in.
pub(in crate::cli) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

fn split(path: &Path) -> io::Result<(PathBuf, OsString)> {
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::other("no file name"))?;
    Ok((folder_of(path), name.to_owned()))
}

/// The machine's name: two machines that share a folder may run processes of one number.
fn host() -> String {
    let told = fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let told = told.or_else(|| std::env::var("COMPUTERNAME").ok());
    let told = told.or_else(|| std::env::var("HOSTNAME").ok());
    let plain = told.unwrap_or_default();
    let kept = plain
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-');
    match kept.take(63).collect::<String>() {
        host if host.is_empty() => "localhost".to_owned(),
        host => host,
    }
}

/// `.NAME.HOST.PROCESS.tmp`; a long name is cut, so that the whole fits.
fn temporary_name(name: &OsStr, host: &str, process: u32) -> OsString {
    let mut hidden = prefix(name, host);
    hidden.push(format!("{process}.tmp"));
    hidden
}

fn prefix(name: &OsStr, host: &str) -> OsString {
    let rest = format!(".{host}.");
    // A dot, ten digits and `.tmp` come on top.
    let room = LONGEST_NAME - rest.len() - 15;
    let mut prefix = OsString::from(".");
    if name.len() <= room {
        prefix.push(name);
    } else {
        let lossy = name.to_string_lossy();
        prefix.push(&lossy[..lossy.floor_char_boundary(room)]);
    }
    prefix.push(rest);
    prefix
}

/// Removes what runs on this machine that were killed left beside the target.
fn remove_dead(folder: &Path, name: &OsStr, host: &str) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let prefix = prefix(name, host);
    for entry in entries.flatten() {
        if process_of(&entry.file_name(), &prefix).is_some_and(is_dead) {
            // Another run may have removed it just before.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The process that wrote a temporary file of this prefix.
fn process_of(found: &OsStr, prefix: &OsStr) -> Option<u32> {
    let rest = found
        .as_encoded_bytes()
        .strip_prefix(prefix.as_encoded_bytes())?;
    let digits = rest.strip_suffix(b".tmp")?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Whether a process is surely gone. One of our own number left its file before we were started.
fn is_dead(process: u32) -> bool {
    let known = Path::new("/proc/self").exists();
    let running = Path::new(&format!("/proc/{process}")).exists();
    process == std::process::id() || known && !running
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_file_is_replaced_whole_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.svg");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(count(folder.path()), 1);
    }

    #[test]
    fn what_a_killed_run_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: String| fs::write(folder.path().join(name), "half").unwrap();
        put(format!(".map.svg.{}.4294967295.tmp", host()));
        put(".map.svg.elsewhere.4294967295.tmp".to_owned());
        put(format!(".other.svg.{}.4294967295.tmp", host()));
        put(format!(".map.svg.{}.1.tmp", host()));
        write(&folder.path().join("map.svg"), b"whole").unwrap();
        // On systems without `/proc` nobody is known to be dead.
        let left = if Path::new("/proc/self").exists() {
            4
        } else {
            5
        };
        assert_eq!(count(folder.path()), left);
    }

    #[test]
    fn the_longest_name_can_be_written() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a".repeat(251) + ".svg", "ж".repeat(125) + ".svg"] {
            write(&folder.path().join(name), b"x").unwrap();
        }
        assert_eq!(count(folder.path()), 2);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("map.svg")).unwrap();
        assert!(write(&folder.path().join("map.svg"), b"x").is_err());
        assert!(write(&folder.path().join("no/map.svg"), b"x").is_err());
        assert_eq!(count(folder.path()), 1);
    }

    #[test]
    fn targets_are_checked_before_the_work() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.toml"), "x").unwrap();
        let code = |outputs: &[&str]| {
            let outputs: Vec<PathBuf> = outputs.iter().map(|name| at(name)).collect();
            check_targets(&at("a.toml"), &outputs).map_or_else(|e| e.code(), |()| 0)
        };
        assert_eq!(code(&["a.svg", "b.svg"]), 0);
        assert_eq!(code(&["a.toml"]), 2);
        assert_eq!(code(&["./a.svg", "a.svg"]), 2);
        assert_eq!(code(&["no/a.svg"]), 5);
        assert_eq!(code(&["a.toml/a.svg"]), 5);
        fs::create_dir(at("d.svg")).unwrap();
        assert_eq!(code(&["d.svg"]), 5);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("real.svg"), "old").unwrap();
        std::os::unix::fs::symlink("real.svg", at("link.svg")).unwrap();
        write(&at("link.svg"), b"new").unwrap();
        assert_eq!(fs::read(at("real.svg")).unwrap(), b"new");
        assert!(at("link.svg").is_symlink());
        assert!(check_targets(&at("real.svg"), [&at("link.svg")]).is_err());
    }
}
