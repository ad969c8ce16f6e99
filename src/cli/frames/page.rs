//! A film as one page of HTML with a time slider.

use std::path::Path;

use rayon::prelude::*;

use super::range;
use crate::campaign::{Campaign, Date, Interval, Resolved};
use crate::cli::args::{DrawFramesArgs, InputArgs};
use crate::cli::failure::Failure;
use crate::cli::say::Say;
use crate::cli::{files, load, render};
use crate::compose::Studio;
use crate::export::{self, PageFrame};
use crate::film::{self, Film, Frame, FrameComposer, Step};

/// More frames than this make a page too heavy for browsers.
const MOST_FRAMES: usize = 1000;

/// Whether a path names a page.
pub(in crate::cli) fn is_page(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str());
    extension.is_some_and(|e| e.eq_ignore_ascii_case("html") || e.eq_ignore_ascii_case("htm"))
}

/// Draws all frames of a range into one page and writes it.
pub(super) fn run(
    (input, output): (&InputArgs, &Path),
    args: &DrawFramesArgs,
    say: &Say,
) -> Result<(), Failure> {
    let studio = render::studio(&args.look, "article")?;
    let mut campaign = load::campaign(input, &studio.basemap, say)?;
    render::apply(&args.look, &mut campaign);
    let range = range::range(&args.range, &campaign)?;
    let step = range::step(&args.range, &campaign)?;
    let page = page((&studio, &campaign), (range, step), Begin::First, say)?;
    files::write(output, page.as_bytes())?;
    say.line(format!("wrote {}", output.display()));
    Ok(())
}

/// The frame that a page shows when it is opened.
#[derive(Clone, Copy)]
pub(in crate::cli) enum Begin {
    /// The first: the page tells a story.
    First,
    /// The last: the page is a map of all that happened.
    Last,
}

/// Draws all frames of a range into one page.
pub(in crate::cli) fn page(
    (studio, campaign): (&Studio, &Campaign<Resolved>),
    (range, step): (Interval, Step),
    begin: Begin,
    say: &Say,
) -> Result<String, Failure> {
    let frames = range::frames(campaign, range, step)?;
    if frames.len() > MOST_FRAMES {
        let many = frames.len();
        return Err(Failure::Limit(format!(
            "a page of {many} frames is too heavy: at most {MOST_FRAMES}"
        )));
    }
    // A page fades by itself, without pictures in between.
    let coming = f64::from(campaign.frames.tween) / campaign.frames.fps;
    let told = film::tell(campaign, &frames, "", studio.lang.as_deref());
    // A page fades from frame to frame.
    let film = Film::new(studio, campaign, &range::reel(range, &frames, true));
    say.diagnostics(&film.remarks());
    let composer = FrameComposer::new(&film);
    let bar = say.progress(frames.len() as u64, "frames");
    let pages: Vec<PageFrame> = frames
        .par_iter()
        .zip(told)
        .map(|(frame, told)| {
            bar.inc(1);
            PageFrame {
                scene: composer.scene(frame.moment()),
                date: shown(frame, campaign),
                caption: told.caption,
                seconds: told.seconds,
                coming,
            }
        })
        .collect();
    bar.finish_and_clear();
    let first = match begin {
        Begin::First => 0,
        Begin::Last => pages.len().saturating_sub(1),
    };
    export::html(&pages, first, &studio.fonts)
        .ok_or_else(|| Failure::Usage("the range has no frames".to_owned()))
}

/// The date of what a frame shows, in English.
fn shown(frame: &Frame, campaign: &Campaign<Resolved>) -> String {
    let days = (frame.still.start, frame.still.end);
    let date = Date::of_step(days, campaign.header.calendar);
    date.map_or_else(String::new, |date| date.display())
}
