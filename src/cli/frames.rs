//! `theatrum frames`.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::args::{Every, FramesArgs};
use super::failure::Failure;
use super::say::Say;
use super::{files, load, render};
use crate::campaign::{Calendar, Date, Interval};
use crate::diag::Diagnostic;
use crate::export::{self, Profile};
use crate::film::{self, Step};

/// More frames than this are refused.
const MOST_FRAMES: usize = 100_000;

/// Draws one picture per step, in parallel, each file whole or absent.
pub(super) fn run(args: &FramesArgs, say: &Say) -> Result<(), Failure> {
    let studio = render::studio(&args.look, "frame")?;
    let mut campaign = load::campaign(&args.input, &studio.basemap, say)?;
    render::apply(&args.look, &mut campaign);
    let asked = range(args)?;
    let range = asked
        .or(campaign.frames.range.as_ref().map(|d| d.interval))
        .unwrap_or_else(|| campaign.span());
    let step = match args.every {
        Every::Year => Step::Year,
        Every::Month => Step::Month,
        Every::Day => Step::Day,
    };
    let frames = film::schedule(range, step, MOST_FRAMES).map_err(|why| match why {
        film::Unscheduled::Open => {
            Failure::Usage("the range has no end; give `--from` and `--to`".to_owned())
        }
        film::Unscheduled::TooMany => Failure::Limit(format!("more than {MOST_FRAMES} frames")),
    })?;
    std::fs::create_dir_all(&args.output).map_err(|e| Failure::path(&args.output, &e))?;
    let film = film::Film::new(&studio, &campaign, range);
    let bar = say.progress(frames.len() as u64, "frames");
    let stop = AtomicBool::new(false);
    let first_failure = Mutex::new(None);
    frames.par_iter().for_each(|frame| {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let scene = film.scene(frame);
        let svg = export::svg(&scene, Profile::Web, &studio.fonts);
        let path = args.output.join(format!("{}.png", frame.name));
        let written = render::png(&svg, 1.0).and_then(|png| files::write(&path, &png));
        if let Err(failure) = written {
            stop.store(true, Ordering::Relaxed);
            if let Ok(mut first) = first_failure.lock() {
                first.get_or_insert(failure);
            }
        }
        bar.inc(1);
    });
    bar.finish_and_clear();
    if let Some(failure) = first_failure.into_inner().ok().flatten() {
        return Err(failure);
    }
    say.line(format!(
        "wrote {} frames to {}",
        frames.len(),
        args.output.display()
    ));
    Ok(())
}

fn range(args: &FramesArgs) -> Result<Option<Interval>, Failure> {
    let date = |text: &String| {
        Date::parse(text, Calendar::Gregorian)
            .map_err(|why| Failure::from(Diagnostic::error(format!("bad date `{text}`: {why}"))))
    };
    let (from, to) = (
        args.from.as_ref().map(date).transpose()?,
        args.to.as_ref().map(date).transpose()?,
    );
    match (from, to) {
        (None, None) => Ok(None),
        (Some(from), Some(to)) => {
            let range = Interval {
                start: from.interval.start,
                end: to.interval.end,
            };
            match (range.start, range.end) {
                (Some(start), Some(end)) if start < end => Ok(Some(range)),
                _ => Err(Failure::Usage("`--from` must lie before `--to`".to_owned())),
            }
        }
        _ => Err(Failure::Usage(
            "give `--from` and `--to` together".to_owned(),
        )),
    }
}
