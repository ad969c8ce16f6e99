//! `theatrum preview`.

use std::path::Path;
use std::thread;

use super::args::PreviewArgs;
use super::failure::Failure;
use super::files::Watch;
use super::frames::page::{self, Begin};
use super::load::{self, Loaded};
use super::say::Say;
use super::{output, render};
use crate::compose::Studio;
use crate::diag::{Diagnostic, Severity, Warned};
use crate::preview::Preview;

/// Serves the map of an input and draws it anew at every change, until it is interrupted.
pub(super) fn run(args: &PreviewArgs, say: &Say) -> Result<(), Failure> {
    if args.input.input == Path::new("-") {
        let message = "standard input cannot be watched; give a file";
        return Err(Failure::Usage(message.to_owned()));
    }
    let studio = render::studio(&args.look, "article")?;
    let mut watch = Watch::default();
    watch.add(load::files_of(&args.input));
    let preview = Preview::bind(args.port)
        .map_err(|e| Failure::io(format!("port {} of this machine", args.port), &e))?;
    let publisher = preview.publisher();
    output::print(&format!("{}\n", preview.address()))?;
    let server = thread::spawn(|| preview.serve());
    while !server.is_finished() {
        let (map, said) = match draw(args, &studio, say) {
            Ok(Warned { value, warnings }) => (Some(value), warnings),
            Err(failure) => (None, failure.diagnostics()),
        };
        say.diagnostics(&said);
        let worth_showing: Vec<Diagnostic> = said
            .into_iter()
            .filter(|d| d.severity != Severity::Note)
            .collect();
        publisher.publish(map, &worth_showing);
        watch.add(load::files_of(&args.input));
        watch.wait();
    }
    match server.join() {
        Ok(Err(e)) => Err(Failure::io("the preview", &e)),
        Ok(Ok(())) | Err(_) => Err(Failure::Io("the preview has ended".to_owned())),
    }
}

/// The map page of the input as it is now, and what is to be said about it.
fn draw(args: &PreviewArgs, studio: &Studio, say: &Say) -> Result<Warned<String>, Failure> {
    let mut warnings: Vec<Diagnostic> = Vec::new();
    let loaded = load::warned(&args.input, &studio.basemap, say)?;
    let Loaded { mut campaign, .. } = loaded.unpack(&mut warnings);
    render::apply(&args.look, &mut campaign);
    let range = campaign.frames.range.as_ref().map(|date| date.interval);
    let range = range.unwrap_or_else(|| campaign.span());
    let page = page::page((studio, &campaign), (range, args.every), Begin::Last, say)?;
    Ok(Warned {
        value: page,
        warnings,
    })
}
