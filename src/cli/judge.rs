//! Maps and films brought before the audit: drawn, written, drawn again, rasterised.

use std::time::Instant;

use rayon::prelude::*;

use super::args::LookArgs;
use super::failure::Failure;
use super::frames::range::reel;
use super::render;
use crate::audit::{self, Drawing, Film, FilmOrder, Finding, Pixels, Purpose, Still, Tenure};
use crate::campaign::{Campaign, Interval, Resolved};
use crate::compose::Studio;
use crate::diag::{Diagnostic, Warned};
use crate::export::{self, Profile, Raster};
use crate::film::{self, Frame, FrameComposer};
use crate::scene::Scene;

/// So many frames are held in memory at once.
const FRAMES_AT_ONCE: usize = 16;

/// What a map is judged as.
#[derive(Clone, Debug)]
pub(super) struct Order {
    preset: String,
    profile: Profile,
    strict: bool,
}

impl Order {
    /// A map as the look asks for it; `preset` is the one taken if it names none.
    pub(super) fn new(look: &LookArgs, preset: &str, profile: Profile) -> Self {
        Self {
            preset: look.preset.clone().unwrap_or_else(|| preset.to_owned()),
            profile,
            strict: false,
        }
    }

    /// The same, but a fact without a source is a fault.
    pub(super) fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    fn purpose(&self, studio: &Studio, campaign: &Campaign<Resolved>) -> Purpose {
        let named = Profile::ALL
            .iter()
            .find(|(_, known)| *known == self.profile);
        let base = &campaign.map.base;
        Purpose {
            preset: self.preset.clone(),
            least_text: studio.preset.least_text,
            profile: named.map_or("web", |(name, _)| name).to_owned(),
            relief: studio.preset.relief && (base.is_empty() || base.iter().any(|b| b == "relief")),
            strict: self.strict,
        }
    }
}

/// A map with what the audit found.
pub(super) struct Judged {
    /// The map.
    pub(super) scene: Scene,
    /// What was said while it was drawn.
    pub(super) warnings: Vec<Diagnostic>,
    /// G1 to F7.
    pub(super) findings: Vec<Finding>,
}

/// How a map is drawn.
pub(super) type Draw<'d> = &'d (dyn Fn() -> Warned<Scene> + Sync);

/// Draws a map of a campaign and judges it.
pub(super) fn map(
    (studio, campaign): (&Studio, &Campaign<Resolved>),
    draw: Draw<'_>,
    order: &Order,
) -> Result<Judged, Failure> {
    let write = |scene: &Scene, profile| export::svg(scene, profile, &studio.fonts);
    let start = Instant::now();
    let drawn = draw();
    let svg = write(&drawn.value, order.profile);
    let seconds = start.elapsed().as_secs_f64();
    // Once more on a single thread: the bytes must not depend on how the work is shared out.
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let alone = alone.map_err(|e| Failure::Io(format!("no thread to draw on: {e}")))?;
    let again = alone.install(|| write(&draw().value, order.profile));
    let png = export::decode(&render::png(&svg, 1.0)?).map_err(render::unpictured)?;
    let raster = rasterise(&svg)?;
    let ground = rasterise(&write(&audit::grounds(&drawn.value), Profile::Web))?;
    let findings = audit::map(&Drawing {
        scene: &drawn.value,
        fonts: &studio.fonts,
        purpose: order.purpose(studio, campaign),
        ground: pixels(&ground),
        svg: &svg,
        again: &again,
        png: pixels(&png),
        raster: pixels(&raster),
        seconds,
    });
    Ok(Judged {
        scene: drawn.value,
        warnings: drawn.warnings,
        findings,
    })
}

fn rasterise(svg: &str) -> Result<Raster, Failure> {
    export::rasterise(svg, 1.0, export::Limits::default()).map_err(render::unpictured)
}

fn pixels(raster: &Raster) -> Pixels<'_> {
    Pixels {
        width: raster.width,
        height: raster.height,
        rgb: &raster.rgb,
    }
}

/// Draws all frames of a film and judges them together.
pub(super) fn film(
    studio: &Studio,
    campaign: &Campaign<Resolved>,
    range: Interval,
    (frames, steps): (&[Frame], usize),
) -> Vec<Finding> {
    let film = film::Film::new(studio, campaign, &reel(range, frames, false));
    let composer = FrameComposer::new(&film);
    let mut stills = Vec::with_capacity(frames.len());
    let mut before: Option<Scene> = None;
    for some in frames.chunks(FRAMES_AT_ONCE) {
        let scenes: Vec<Scene> = some
            .par_iter()
            .map(|frame| composer.scene(frame.moment()))
            .collect();
        for (frame, scene) in some.iter().zip(scenes) {
            let days = (frame.still.start.0, frame.still.end.0);
            stills.push(Still::new(&frame.name, days, &scene, before.as_ref()));
            before = Some(scene);
        }
    }
    audit::film(&Film {
        order: order(campaign, range, steps),
        stills,
    })
}

fn order(campaign: &Campaign<Resolved>, range: Interval, steps: usize) -> FilmOrder {
    let tenures = campaign.polities.iter().map(|polity| {
        let when = polity.when.as_ref().map(|date| date.interval);
        Tenure {
            id: format!("polity-{}", polity.id),
            start: when.and_then(|w| w.start).map(|day| day.0),
            end: when.and_then(|w| w.end).map(|day| day.0),
        }
    });
    FilmOrder {
        first: range.start.map_or(0, |day| day.0),
        last: range.end.map_or(0, |day| day.previous().0),
        steps,
        skips_same: false,
        tenures: tenures.collect(),
    }
}
