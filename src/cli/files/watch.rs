//! Waiting until a file is saved.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// How often files are looked at: a person does not notice a fifth of a second.
const INTERVAL: Duration = Duration::from_millis(200);
/// An editor that writes a file piece by piece does so within this time.
const CALM: Duration = Duration::from_millis(60);

/// By what a change of a file is known; none of a file that is not there.
type Stamp = Option<(SystemTime, u64)>;

/// Files and how they were when they were read.
#[derive(Default)]
pub(in crate::cli) struct Watch(BTreeMap<PathBuf, Stamp>);

impl Watch {
    /// Watches these files, too; of those that are watched, the changes since are not forgotten.
    pub(in crate::cli) fn add(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        for path in paths {
            let now = stamp(&path);
            self.0.entry(path).or_insert(now);
        }
    }

    /// Waits until a file has changed and has come to rest; the change counts as seen.
    pub(in crate::cli) fn wait(&mut self) {
        while !self.refresh() {
            thread::sleep(INTERVAL);
        }
        loop {
            thread::sleep(CALM);
            if !self.refresh() {
                return;
            }
        }
    }

    /// Looks at the files; whether one has changed.
    fn refresh(&mut self) -> bool {
        let mut changed = false;
        for (path, known) in &mut self.0 {
            let now = stamp(path);
            changed |= now != *known;
            *known = now;
        }
        changed
    }
}

fn stamp(path: &Path) -> Stamp {
    let about = fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_shows_once_and_a_file_may_come_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mut watch = Watch::default();
        watch.add([path.clone()]);
        assert!(!watch.refresh());
        fs::write(&path, "1").unwrap();
        watch.add([path.clone()]);
        assert!(watch.refresh() && !watch.refresh());
        fs::write(&path, "22").unwrap();
        watch.wait();
        assert!(!watch.refresh());
        fs::remove_file(&path).unwrap();
        assert!(watch.refresh());
    }
}
