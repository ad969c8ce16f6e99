//! `theatrum gazetteer`: looking names up, and building packs of one's own.

mod build;
mod search;

use super::args::{GazetteerArgs, GazetteerCommand};
use super::failure::Failure;
use super::say::Say;

/// Looks a name up or builds a pack.
pub(super) fn run(args: &GazetteerArgs, say: &Say) -> Result<(), Failure> {
    match &args.command {
        GazetteerCommand::Search(args) => search::run(args),
        GazetteerCommand::Build(args) => build::run(args, say),
    }
}
