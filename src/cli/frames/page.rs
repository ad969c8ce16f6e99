//! A film as one page of HTML with a time slider.

use std::path::Path;

use rayon::prelude::*;

use super::range;
use crate::campaign::{Calendar, Campaign, Date, Interval, Resolved};
use crate::cli::args::{DrawFramesArgs, InputArgs};
use crate::cli::failure::Failure;
use crate::cli::say::Say;
use crate::cli::{files, load, render};
use crate::compose::Studio;
use crate::export::{self, PageFrame};
use crate::film::{self, Film, FrameComposer, Step};

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
    let page = page(
        (&studio, &campaign),
        (range, args.range.every),
        Begin::First,
        say,
    )?;
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
    let film = Film::new(studio, campaign, range);
    let composer = FrameComposer::new(&film);
    let bar = say.progress(frames.len() as u64, "frames");
    let pages: Vec<PageFrame> = frames
        .par_iter()
        .zip(told)
        .map(|(frame, told)| {
            bar.inc(1);
            PageFrame {
                scene: composer.scene(frame.moment()),
                date: shown((step, campaign.header.calendar), &told.from),
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

/// The first day of a step as the step is told: a year, a month, a day.
fn shown((step, calendar): (Step, Calendar), day: &str) -> String {
    let parts = match step {
        Step::Years(_) => 2,
        Step::Months(_) => 1,
        Step::Days(_) | Step::Events => 0,
    };
    let mut text = day;
    for _ in 0..parts {
        text = text.rsplit_once('-').map_or(text, |(rest, _)| rest);
    }
    Date::parse(text, calendar).map_or_else(|_| day.to_owned(), |date| date.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_told_as_exactly_as_they_are() {
        let shown = |step, day| shown((step, Calendar::Julian), day);
        assert_eq!(shown(Step::Years(1), "1756-01-01"), "1756");
        assert_eq!(shown(Step::Months(1), "1756-05-01"), "May 1756");
        assert_eq!(shown(Step::Events, "1756-08-18"), "18 Aug 1756");
        assert_eq!(shown(Step::Years(1), "-0263-01-01"), "264 BC");
        assert_eq!(shown(Step::Days(1), "-0099-02-29"), "29 Feb 100 BC");
    }
}
