//! Films: one scene per step, all in one view, with one layout of labels.

mod composer;
mod easel;
mod layers;
mod ledger;
mod movie;
mod naming;
mod narration;
mod plan;
mod recent;
mod renderer;
mod schedule;
mod selection;
mod step;
mod stratum;

pub use composer::FrameComposer;
pub use ledger::{Receipt, Standing, manifest, standing};
pub use movie::Movie;
pub use naming::{Naming, slug};
pub use narration::{Told, captions, concat, tell};
pub use plan::{Between, FilmPlan, Header, Input, PlannedFrame, hash};
pub use renderer::FrameRenderer;
pub use schedule::{Frame, Request, Still, Unscheduled, frames, stills, without_same};
pub use selection::{Numbers, Selection, Shard};
pub use step::{Pace, Step, turning_days};
pub use stratum::Stratum;

use crate::campaign::{Campaign, Moment, Resolved};
use crate::compose::{Inputs, Layout, Reel, Studio};
use crate::diag::Diagnostic;
use crate::scene::Scene;
use crate::view::View;

/// A campaign ready to be drawn at any moment of a range.
pub struct Film<'a> {
    studio: &'a Studio,
    campaign: &'a Campaign<Resolved>,
    view: View,
    layout: Layout,
}

impl<'a> Film<'a> {
    /// Fits the view and places the labels of everything that the film shows, once.
    pub fn new(studio: &'a Studio, campaign: &'a Campaign<Resolved>, reel: &Reel) -> Self {
        let view = studio.view(campaign).value;
        let layout = studio.layout(campaign, &view, reel);
        Self {
            studio,
            campaign,
            view,
            layout,
        }
    }

    /// The scene of a moment, composed afresh: what the scenes of a [`FrameComposer`] and the pixels of a
    /// [`FrameRenderer`] are compared with.
    pub fn scene(&self, moment: Moment) -> Scene {
        self.studio
            .draw_frame(self.campaign, &self.view, &self.layout, moment)
    }

    /// What of the film has no name in it, as it found no room.
    pub fn remarks(&self) -> Vec<Diagnostic> {
        self.layout.remarks()
    }

    fn inputs(&self) -> Inputs<'_> {
        self.studio.inputs(self.campaign, &self.view)
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
