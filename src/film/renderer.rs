//! Frames as pixels, each part painted only when it changes.
//!
//! A frame is painted back to front in four parts: land with its relief, tints with the water upon
//! them, events with their labels and the furniture, the clock. The canvas as it is after each of the
//! first three is kept, so a frame begins with a copy of the last one that it shares with a frame before.
//! Nothing is painted on a clear ground and laid over another, because that would round differently: the
//! pixels are those of the whole scene painted at once. Of the file, too, only those strips are packed
//! that are not as they were in the last frame.

use std::sync::{Arc, Mutex, PoisonError};

use super::Film;
use super::layers::Piled;
use super::recent::Recent;
use crate::campaign::Moment;
use crate::compose::{self, Base, FrameParts, Ground, GroundKey, Wanted};
use crate::export::{self, Canvas, Drawing, Limits, Packing, PngError, Profile, Raster, Strips};
use crate::scene::Group;

/// States of the land that are kept: threads at neighbouring frames need two at a change.
const GROUNDS: usize = 3;
/// Canvases with events that are kept; each is as large as a frame.
const CANVASES: usize = 3;
/// Steps of which it is kept what wants a label.
const WANTED: usize = 4;
/// Encoded frames that are kept for those that are the same.
const FILES: usize = 2;
/// Frames of which the layers below the furniture are kept.
const PILES: usize = 2;

/// What lies below the events: a ground, and on the way from another one that one, with how much of
/// the later shows, in hundredths.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Backdrop {
    ground: GroundKey,
    before: Option<(GroundKey, u8)>,
}

/// Draws the frames of a film, from any number of threads.
pub struct FrameRenderer<'f> {
    pub(super) film: &'f Film<'f>,
    pub(super) packing: Packing,
    /// Years in which the base map changes.
    years: Vec<i32>,
    bases: Recent<usize, Arc<Base>>,
    grounds: Recent<GroundKey, Ground<'f>>,
    land: Recent<usize, Canvas>,
    tinted: Recent<GroundKey, Canvas>,
    wanted: Recent<Moment, Wanted>,
    eventful: Recent<(Backdrop, Vec<Group>, Vec<Group>), Canvas>,
    /// The frame packed last.
    packed: Mutex<Option<Arc<Strips>>>,
    files: Recent<(Backdrop, FrameParts), Vec<u8>>,
    pub(super) piles: Recent<(Backdrop, Vec<Group>), Piled>,
}

impl<'f> FrameRenderer<'f> {
    /// A renderer that has drawn nothing yet.
    pub fn new(film: &'f Film<'f>, packing: Packing) -> Self {
        Self {
            film,
            packing,
            years: compose::years_of_change(film.inputs()),
            bases: Recent::new(2),
            grounds: Recent::new(GROUNDS),
            land: Recent::new(1),
            tinted: Recent::new(GROUNDS),
            wanted: Recent::new(WANTED),
            eventful: Recent::new(CANVASES),
            packed: Mutex::new(None),
            files: Recent::new(FILES),
            piles: Recent::new(PILES),
        }
    }

    /// The pixels of a moment.
    ///
    /// # Errors
    /// If the page is over the limits of a picture.
    pub fn raster(&self, moment: Moment) -> Result<Raster, PngError> {
        let frame = self.compose(moment)?;
        Ok(self.paint(&frame)?.raster())
    }

    /// The PNG file of a moment; that of a frame like one before is a copy.
    ///
    /// # Errors
    /// If the page is over the limits of a picture.
    pub fn png(&self, moment: Moment) -> Result<Arc<Vec<u8>>, PngError> {
        let frame = self.compose(moment)?;
        let key = (frame.backdrop(), frame.parts.clone());
        self.files.get(&key, || self.packed(self.paint(&frame)?))
    }

    /// The file of a canvas.
    fn packed(&self, canvas: Canvas) -> Result<Vec<u8>, PngError> {
        match self.packing {
            Packing::Small => export::encode(&canvas.raster(), Packing::Small),
            Packing::Fast => {
                let last = || self.packed.lock().unwrap_or_else(PoisonError::into_inner);
                let before = last().clone();
                let strips = Arc::new(Strips::pack(canvas, before.as_deref())?);
                *last() = Some(Arc::clone(&strips));
                Ok(strips.file())
            }
        }
    }

    /// Whether a moment's picture is that of the one before it, but for the date and the time line.
    ///
    /// # Errors
    /// If the page is over the limits of a picture.
    pub fn is_same(&self, before: Moment, now: Moment) -> Result<bool, PngError> {
        let campaign = self.film.campaign;
        let caption = |moment: Moment| {
            let caption = moment.days().and_then(|days| campaign.caption_in(days));
            caption.map(|caption| &caption.text)
        };
        if caption(before) != caption(now) {
            return Ok(false);
        }
        let (before, now) = (self.compose(before)?, self.compose(now)?);
        Ok(before.now.key == now.now.key && before.parts.events == now.parts.events)
    }

    pub(super) fn compose(&self, moment: Moment) -> Result<Composed<'f>, PngError> {
        let (from, to) = match moment {
            Moment::Between(passage) => (Some(passage.from()), passage.to()),
            still => (None, still),
        };
        let now = self.step(to)?;
        let before = from.map(|step| self.step(step)).transpose()?;
        let parts = compose::frame_parts(
            self.film.inputs(),
            self.film.layout(),
            (
                &now.ground,
                (&now.wanted, before.as_ref().map(|b| &*b.wanted)),
            ),
            moment,
        );
        let before = before.filter(|before| before.key != now.key);
        Ok(Composed { now, before, parts })
    }

    /// What is known of a step before it is painted.
    fn step(&self, moment: Moment) -> Result<ComposedStep<'f>, PngError> {
        let inputs = self.film.inputs();
        let key = compose::ground_key(inputs, moment, &self.years);
        let base = self
            .bases
            .get(&key.age, || Ok::<_, PngError>(Arc::new(Base::default())))?;
        let ground = self.grounds.get(&key, || {
            Ok::<_, PngError>(compose::ground(inputs, moment, &base))
        })?;
        let wanted = self.wanted.get(&moment, || {
            let layout = self.film.layout();
            Ok::<_, PngError>(compose::wanted(inputs, layout, &ground, moment))
        })?;
        Ok(ComposedStep {
            key,
            ground,
            wanted,
        })
    }

    fn paint(&self, frame: &Composed<'f>) -> Result<Canvas, PngError> {
        let parts = &frame.parts;
        let key = (
            frame.backdrop(),
            parts.events.clone(),
            parts.furniture.clone(),
        );
        let eventful = self.eventful.get(&key, || {
            let upon = [parts.events.as_slice(), &parts.furniture].concat();
            self.over(self.backdrop(frame)?, &upon)
        })?;
        self.over(Canvas::clone(&eventful), &parts.clock)
    }

    /// What lies below the events, painted.
    pub(super) fn backdrop(&self, frame: &Composed<'f>) -> Result<Canvas, PngError> {
        let Some(before) = &frame.before else {
            return Ok(Canvas::clone(&*self.tinted(&frame.now)?));
        };
        let coming = compose::coming(&frame.now.ground, frame.parts.gone);
        self.over(Canvas::clone(&*self.tinted(before)?), &[coming])
    }

    /// A ground with its tints, painted.
    fn tinted(&self, step: &ComposedStep<'f>) -> Result<Arc<Canvas>, PngError> {
        let ComposedStep { key, ground, .. } = step;
        self.tinted.get(key, || {
            let land = self.land.get(&key.age, || {
                let page = self.film.inputs().view.page;
                self.over(Canvas::new(page, 1.0, Limits::default())?, &ground.land)
            })?;
            self.over(Canvas::clone(&land), &ground.tints)
        })
    }

    /// A canvas with layers painted over it.
    pub(super) fn over(&self, mut canvas: Canvas, layers: &[Group]) -> Result<Canvas, PngError> {
        let inputs = self.film.inputs();
        let svg = export::svg_layers(layers, inputs.view.page, Profile::Web, inputs.fonts);
        canvas.paint(&Drawing::read(&svg)?);
        Ok(canvas)
    }
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

impl Composed<'_> {
    pub(super) fn backdrop(&self) -> Backdrop {
        let gone = (self.parts.gone * 100.0).round() as u8;
        Backdrop {
            ground: self.now.key.clone(),
            before: self.before.as_ref().map(|b| (b.key.clone(), gone)),
        }
    }
}
