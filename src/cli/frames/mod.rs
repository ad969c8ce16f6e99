//! `theatrum frames`: a picture per step of time, and what may be asked about a folder of them.

mod draw;
mod folder;
mod merge;
pub(super) mod page;
pub(super) mod range;
mod verify;

use std::path::Path;

use super::args::{DrawFramesArgs, FrameFormat, FramesArgs, FramesCommand, InputArgs};
use super::failure::Failure;
use super::say::Say;
use crate::film::Movie;

/// Draws frames, or looks after those that were drawn.
pub(super) fn run(args: &FramesArgs, say: &Say) -> Result<(), Failure> {
    match (&args.command, &args.input, &args.output) {
        (Some(FramesCommand::Verify { folder, missing }), ..) => verify::run(folder, *missing, say),
        (Some(FramesCommand::Merge { folder, output }), ..) => merge::run(folder, output, say),
        (None, Some(input), Some(output)) => {
            let input = InputArgs {
                input: input.clone(),
                input_format: args.input_format,
                packs: args.packs.clone(),
            };
            refuse_layers(&args.draw, output)?;
            if page::is_page(output) {
                return page::run((&input, output), &args.draw, say);
            }
            if Movie::of(output).is_none() {
                return draw::run((&input, output), &args.draw, say);
            }
            let folder = output.with_extension("frames");
            draw::run((&input, &folder), &args.draw, say)?;
            merge::run(&folder, std::slice::from_ref(output), say)
        }
        (None, ..) => Err(Failure::Usage("give a campaign and `-o FOLDER`".to_owned())),
    }
}

/// Layers are pictures in folders: a film or a page is made of whole frames.
fn refuse_layers(args: &DrawFramesArgs, output: &Path) -> Result<(), Failure> {
    if !args.layers {
        return Ok(());
    }
    if args.format == FrameFormat::Svg {
        let why = "`--layers` writes PNG; the groups of an SVG frame are its layers already";
        return Err(Failure::Usage(why.to_owned()));
    }
    if page::is_page(output) || Movie::of(output).is_some() {
        let why = "`--layers` writes pictures, no film: give `-o` a folder";
        return Err(Failure::Usage(why.to_owned()));
    }
    Ok(())
}
