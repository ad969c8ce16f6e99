//! `theatrum frames verify`.

use std::path::Path;

use rayon::prelude::*;

use super::folder::Folder;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::say::Say;
use crate::film::{self, FilmPlan, Numbers, Standing};

/// Says what of a folder's plan is done.
pub(super) fn run(path: &Path, missing: bool, say: &Say) -> Result<(), Failure> {
    let folder = Folder::open(path);
    let plan = planned(&folder, path)?;
    let standings: Vec<Standing> = plan.frames.par_iter().map(|f| folder.standing(f)).collect();
    let undone = || {
        let frames = plan.frames.iter().zip(&standings);
        frames.filter(|(_, standing)| **standing != Standing::Done)
    };
    let numbers = Numbers::of(undone().map(|(frame, _)| frame.index));
    if missing {
        output::print(&format!("{numbers}\n"))?;
    } else {
        for (frame, standing) in undone() {
            output::print(&format!("{}: {}\n", frame.file, word(*standing)))?;
        }
        for name in folder.strangers(&plan)? {
            output::print(&format!("{name}: not of this film\n"))?;
        }
    }
    let left = undone().count();
    if left > 0 {
        let all = plan.frames.len();
        return Err(Failure::Incomplete(format!(
            "{left} of {all} frames are to be drawn: {numbers}"
        )));
    }
    if let Some((manifest, root)) = film::manifest(&plan, |file| folder.receipt(file)) {
        folder.write(super::draw::MANIFEST, manifest.as_bytes())?;
        say.line(format!(
            "all {} frames are there; root {root}",
            plan.frames.len()
        ));
    }
    Ok(())
}

/// The plan of a folder.
fn planned(folder: &Folder, path: &Path) -> Result<FilmPlan, Failure> {
    let none = || Failure::Io(format!("`{}` holds no plan of frames", path.display()));
    folder.plan()?.ok_or_else(none)
}

/// The plan of a folder in which every frame is there.
pub(super) fn complete(folder: &Folder, path: &Path) -> Result<FilmPlan, Failure> {
    let plan = planned(folder, path)?;
    let is_done = |frame| folder.standing(frame) == Standing::Done;
    if plan.frames.par_iter().all(is_done) {
        return Ok(plan);
    }
    Err(Failure::Incomplete(format!(
        "frames are missing; see `theatrum frames verify {}`",
        path.display()
    )))
}

fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Done => "done",
        Standing::Missing => "missing",
        Standing::Corrupt => "damaged",
        Standing::Outdated => "drawn from other inputs",
    }
}
