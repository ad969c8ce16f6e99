//! Phase maps: one per titled caption, with the same extent and every label in the same place, so
//! that turning from one to the next reads as motion.

use super::context::{Context, InFilm, Inputs};
use super::furniture::{self, Panels};
use super::keyed::Keyed;
use super::lands::Lands;
use super::layout::Layout;
use super::plan::Plan;
use super::reel::Reel;
use super::{reports, scene, shown};
use crate::campaign::Moment;
use crate::diag::Warned;
use crate::scene::Scene;

/// One phase of a campaign.
pub struct Phase {
    /// Title of its caption.
    pub title: String,
    /// Its map.
    pub scene: Scene,
}

/// Draws a map for each titled caption that has a beginning and an end, in the order of the file.
///
/// Labels, arrows, markers and panels have their places from the whole campaign; each phase shows
/// what happened in it, and faintly what was over shortly before.
pub fn phases(inputs: Inputs<'_>) -> Warned<Vec<Phase>> {
    let whole = Context::new(inputs, Moment::End);
    let plan = Plan::of_all(&whole);
    let panels = Panels::new(&whole, (&plan, &Lands::new(&whole)), &Keyed::default());
    let reel = Reel::of(whole.span);
    let film = InFilm {
        range: whole.span,
        date_px: furniture::date_px(&whole, &[]),
    };
    let layout = Layout::of(&whole, (&plan, &panels), (&reel, film));
    let titled = inputs.campaign.captions.iter();
    let value = titled
        .filter(|caption| !caption.title.is_empty())
        .filter_map(|caption| {
            let context = Context::new(inputs, Moment::at(&caption.when)?);
            let lands = Lands::new(&context);
            let plan = Plan::within(&context, &layout.fixed);
            let placement = shown(&context, (&plan, &lands), &layout);
            let panels = Panels::held(&context, (&plan, &lands), &panels);
            Some(Phase {
                title: caption.title.clone(),
                scene: scene(&context, (&plan, &lands), &placement, panels),
            })
        })
        .collect();
    let warnings = reports(&plan, &layout.placement);
    Warned { value, warnings }
}
