//! What frames show, composed in parts that are kept for the next ones.

use std::sync::Arc;

use super::Film;
use super::recent::Recent;
use crate::campaign::Moment;
use crate::compose::{self, Base, FrameParts, Ground, GroundKey, Wanted};
use crate::scene::Scene;

/// States of the land that are kept: threads at neighbouring frames need two at a change.
pub(super) const GROUNDS: usize = 3;
/// States of the base map that are kept.
const BASES: usize = 2;
/// Steps of which it is kept what wants a label.
const WANTED: usize = 4;

/// Composes the frames of a film, from any number of threads.
pub struct FrameComposer<'f> {
    pub(super) film: &'f Film<'f>,
    /// Years in which the base map changes.
    years: Vec<i32>,
    bases: Recent<usize, Arc<Base>>,
    grounds: Recent<GroundKey, Ground<'f>>,
    wanted: Recent<Moment, Wanted>,
}

/// A frame composed but not painted; on the way from one ground to another both.
pub(super) struct Composed<'f> {
    pub(super) now: ComposedStep<'f>,
    /// The step before with its other ground; none in a frame itself, and on the same ground.
    pub(super) before: Option<ComposedStep<'f>>,
    pub(super) parts: FrameParts,
}

pub(super) struct ComposedStep<'f> {
    pub(super) key: GroundKey,
    pub(super) ground: Arc<Ground<'f>>,
    wanted: Arc<Wanted>,
}

impl<'f> FrameComposer<'f> {
    /// A composer that has composed nothing yet.
    pub fn new(film: &'f Film<'f>) -> Self {
        Self {
            film,
            years: compose::years_of_change(film.inputs()),
            bases: Recent::new(BASES),
            grounds: Recent::new(GROUNDS),
            wanted: Recent::new(WANTED),
        }
    }

    /// The scene of a moment: that which [`Film::scene`] composes afresh.
    pub fn scene(&self, moment: Moment) -> Scene {
        let Composed { now, before, parts } = self.compose(moment);
        let before = before.as_ref().map(|before| &*before.ground);
        let grounds = (before, &*now.ground);
        compose::frame_scene(
            self.film.inputs(),
            self.film.layout(),
            (grounds, parts),
            moment,
        )
    }

    /// Whether a moment's picture is that of the one before it, but for the date and the time line.
    pub fn is_same(&self, before: Moment, now: Moment) -> bool {
        let campaign = self.film.campaign;
        let caption = |moment: Moment| {
            let caption = moment.days().and_then(|days| campaign.caption_in(days));
            caption.map(|caption| &caption.text)
        };
        if caption(before) != caption(now) {
            return false;
        }
        let (before, now) = (self.compose(before), self.compose(now));
        before.now.key == now.now.key && before.parts.events == now.parts.events
    }

    pub(super) fn compose(&self, moment: Moment) -> Composed<'f> {
        let (from, to) = match moment {
            Moment::Between(passage) => (Some(passage.from()), passage.to()),
            still => (None, still),
        };
        let now = self.step(to);
        let before = from.map(|step| self.step(step));
        let wanted = (&*now.wanted, before.as_ref().map(|b| &*b.wanted));
        let parts = compose::frame_parts(
            self.film.inputs(),
            self.film.layout(),
            (&now.ground, wanted),
            moment,
        );
        let before = before.filter(|before| before.key != now.key);
        Composed { now, before, parts }
    }

    /// What is known of a step before it is painted.
    fn step(&self, moment: Moment) -> ComposedStep<'f> {
        let (inputs, layout) = (self.film.inputs(), self.film.layout());
        let key = compose::ground_key(inputs, moment, &self.years);
        let base = self.bases.value(&key.age, Arc::default);
        let ground = self
            .grounds
            .value(&key, || compose::ground(inputs, moment, &base));
        let wanted = self
            .wanted
            .value(&moment, || compose::wanted(inputs, layout, &ground, moment));
        ComposedStep {
            key,
            ground,
            wanted,
        }
    }
}
