//! `theatrum frames verify`.

use std::path::Path;

use rayon::prelude::*;

use super::folder::Folder;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::say::Say;
use crate::film::{self, Numbers, Standing};

/// Says what of a folder's plan is done.
pub(super) fn run(path: &Path, missing: bool, say: &Say) -> Result<(), Failure> {
    let folder = Folder::open(path);
    let plan = folder
        .plan()?
        .ok_or_else(|| Failure::Io(format!("`{}` holds no plan of frames", path.display())))?;
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

fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Done => "done",
        Standing::Missing => "missing",
        Standing::Corrupt => "damaged",
        Standing::Outdated => "drawn from other inputs",
    }
}
