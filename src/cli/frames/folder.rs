//! A folder of frames: the plan, the pictures, a receipt for each.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::files;
use crate::diag::Diagnostic;
use crate::film::{self, FilmPlan, PlannedFrame, Receipt, Standing, Stratum, Told};

/// What each frame tells.
pub(super) const TOLD: &str = "frames.json";
const PLAN: &str = "plan.jsonl";
const RECEIPTS: &str = ".receipts";
const LONGEST_PLAN: u64 = 64 << 20;
const LONGEST_RECEIPT: u64 = 4096;
const LONGEST_FRAME: u64 = 1 << 30;

/// A folder of frames.
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// A folder that is made if missing.
    pub(super) fn create(path: &Path) -> Result<Self, Failure> {
        let folder = Self::open(path);
        make(&path.join(RECEIPTS))?;
        Ok(folder)
    }

    /// A folder that should be there already.
    pub(super) fn open(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// The plan that the folder was made for, if it has one.
    pub(super) fn plan(&self) -> Result<Option<FilmPlan>, Failure> {
        let path = self.path.join(PLAN);
        if !path.exists() {
            return Ok(None);
        }
        let bytes = files::read(&path, LONGEST_PLAN)?;
        let plan = FilmPlan::parse(&String::from_utf8_lossy(&bytes)).map_err(|line| {
            Diagnostic::error(format!(
                "`{}`, line {line}: not a plan of frames",
                path.display()
            ))
            .hint("draw with `--force`, which writes the plan anew")
        })?;
        Ok(Some(plan))
    }

    /// Writes a file of this name, whole or not at all, unless it has these bytes already.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.path.join(name);
        let same = files::read(&path, LONGEST_FRAME).is_ok_and(|old| old == bytes);
        if same {
            Ok(())
        } else {
            files::write(&path, bytes)
        }
    }

    /// Writes a file into a folder of this folder, which is made if missing.
    pub(super) fn write_below(&self, below: &str, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        make(&self.path.join(below))?;
        self.write(&format!("{below}/{name}"), bytes)
    }

    /// Writes the plan.
    pub(super) fn write_plan(&self, plan: &FilmPlan) -> Result<(), Failure> {
        self.write(PLAN, plan.to_text().as_bytes())
    }

    /// Writes a frame and then its receipt: without the receipt the frame does not count.
    pub(super) fn write_frame(&self, frame: &PlannedFrame, bytes: &[u8]) -> Result<(), Failure> {
        let receipt_path = self.receipt_path(&frame.file);
        if let Some(layer) = frame.layer {
            make(&self.path.join(layer.folder()))?;
            make(&self.path.join(RECEIPTS).join(layer.folder()))?;
        }
        files::write(&self.path.join(&frame.file), bytes)?;
        let receipt = Receipt::new(&frame.key, bytes);
        files::write(&receipt_path, receipt.to_text().as_bytes())
    }

    /// The receipt of a frame, if it has one that can be read.
    pub(super) fn receipt(&self, file: &str) -> Option<Receipt> {
        let bytes = files::read(&self.receipt_path(file), LONGEST_RECEIPT).ok()?;
        Receipt::parse(std::str::from_utf8(&bytes).ok()?)
    }

    /// How a frame of a plan stands: its bytes are read and hashed.
    pub(super) fn standing(&self, frame: &PlannedFrame) -> Standing {
        let receipt = self.receipt(&frame.file);
        if receipt.is_none() {
            return Standing::Missing;
        }
        let bytes = files::read(&self.path.join(&frame.file), LONGEST_FRAME).ok();
        film::standing(&frame.key, receipt.as_ref(), bytes.as_deref())
    }

    /// The bytes of a frame.
    pub(super) fn frame(&self, file: &str) -> Result<Vec<u8>, Failure> {
        files::read(&self.path.join(file), LONGEST_FRAME)
    }

    /// What each frame tells, with how long it stays.
    pub(super) fn told(&self) -> Result<Vec<Told>, Failure> {
        let path = self.path.join(TOLD);
        let bytes = files::read(&path, LONGEST_PLAN)?;
        serde_json::from_slice(&bytes)
            .map_err(|why| Failure::Io(format!("`{}`: {why}", path.display())))
    }

    /// Removes the frames of a former plan that the present one has no more.
    pub(super) fn clear(&self, former: &FilmPlan, plan: &FilmPlan) {
        let kept: BTreeSet<&str> = plan.frames.iter().map(|f| f.file.as_str()).collect();
        for frame in &former.frames {
            let file = frame.file.as_str();
            if is_below(file) && !kept.contains(file) && self.receipt(file).is_some() {
                // What cannot be removed is found by `verify`.
                let _ = fs::remove_file(self.path.join(&frame.file));
                let _ = fs::remove_file(self.receipt_path(&frame.file));
            }
        }
    }

    /// Pictures that are in no plan, and temporary files of runs that were killed.
    pub(super) fn strangers(&self, plan: &FilmPlan) -> Result<Vec<String>, Failure> {
        let planned: BTreeSet<&str> = plan.frames.iter().map(|f| f.file.as_str()).collect();
        let mut strangers = Vec::new();
        for below in std::iter::once("").chain(Stratum::ALL.map(Stratum::folder)) {
            let path = self.path.join(below);
            if !below.is_empty() && !path.is_dir() {
                continue;
            }
            let entries = fs::read_dir(&path).map_err(|e| Failure::path(&path, &e))?;
            for entry in entries.flatten() {
                let name = Path::new(below).join(entry.file_name());
                let name = name.to_string_lossy().into_owned();
                let picture = name.ends_with(".png") || name.ends_with(".svg");
                if name.ends_with(".tmp") || picture && !planned.contains(name.as_str()) {
                    strangers.push(name);
                }
            }
        }
        strangers.sort_unstable();
        Ok(strangers)
    }

    fn receipt_path(&self, file: &str) -> PathBuf {
        self.path.join(RECEIPTS).join(format!("{file}.json"))
    }
}

/// Makes a folder if it is missing.
fn make(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|e| Failure::path(path, &e))
}

/// Whether a file of a plan lies in its folder, or in the folder of a layer below it.
fn is_below(file: &str) -> bool {
    let names: Vec<Component<'_>> = Path::new(file).components().collect();
    let folders = Stratum::ALL.map(Stratum::folder);
    match names.as_slice() {
        [Component::Normal(_)] => true,
        [Component::Normal(folder), Component::Normal(_)] => folders.iter().any(|f| f == folder),
        _ => false,
    }
}
