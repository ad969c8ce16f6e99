//! Frames as pixels, each part painted only when it changes.
//!
//! A frame is painted back to front: land with its relief, tints with the water upon them, then what lies on
//! that backdrop, the events with their labels, the furniture and the clock. The canvas is kept as it is after
//! each of the first two; of what lies on it only what is not as in a frame painted before is painted
//! ([`super::easel`]). Nothing is painted on a clear ground and laid over another, because that would round
//! differently, but for a ground that comes over another one, which the whole scene has as a group that fades
//! in: the pixels are those of the whole scene painted at once. Of the file, too, only those strips are packed
//! that are not as they were in it.

use std::sync::{Arc, Mutex, PoisonError};

use super::Film;
use super::composer::{Composed, ComposedStep, FrameComposer, GROUNDS};
use super::easel::Easel;
use super::layers::Piled;
use super::recent::Recent;
use crate::campaign::Moment;
use crate::compose::{self, GroundKey};
use crate::export::{self, Canvas, Drawing, Limits, Overlay, Packing, PngError, Profile, Raster};
use crate::scene::{Group, Scene};

/// Grounds that come over others.
const COMING: usize = 2;
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
    pub(super) composer: FrameComposer<'f>,
    pub(super) packing: Packing,
    land: Recent<usize, Canvas>,
    tinted: Recent<GroundKey, Canvas>,
    coming: Recent<GroundKey, Option<Overlay>>,
    /// Easels at which no thread is at work.
    easels: Mutex<Vec<Easel>>,
    pub(super) piles: Recent<(Backdrop, Vec<Group>), Piled>,
}

impl<'f> FrameRenderer<'f> {
    /// A renderer that has drawn nothing yet.
    pub fn new(film: &'f Film<'f>, packing: Packing) -> Self {
        Self {
            composer: FrameComposer::new(film),
            packing,
            land: Recent::new(1),
            tinted: Recent::new(GROUNDS),
            coming: Recent::new(COMING),
            easels: Mutex::new(Vec::new()),
            piles: Recent::new(PILES),
        }
    }

    /// The scene of a moment.
    pub fn scene(&self, moment: Moment) -> Scene {
        self.composer.scene(moment)
    }

    /// The pixels of a moment.
    ///
    /// # Errors
    /// If the page is over the limits of a picture.
    pub fn raster(&self, moment: Moment) -> Result<Raster, PngError> {
        self.painted(moment, |easel| Ok(easel.canvas().raster()))
    }

    /// The PNG file of a moment.
    ///
    /// # Errors
    /// If the page is over the limits of a picture.
    pub fn png(&self, moment: Moment) -> Result<Vec<u8>, PngError> {
        self.painted(moment, |easel| match self.packing {
            Packing::Small => export::encode(&easel.canvas().raster(), Packing::Small),
            Packing::Fast => easel.file(),
        })
    }

    /// What comes of an easel with a moment's frame on it.
    fn painted<T>(
        &self,
        moment: Moment,
        take: impl FnOnce(&mut Easel) -> Result<T, PngError>,
    ) -> Result<T, PngError> {
        let frame = self.composer.compose(moment);
        let backdrop = self.backdrop(&frame)?;
        let easels = || self.easels.lock().unwrap_or_else(PoisonError::into_inner);
        let free = easels().pop();
        let mut easel = free.unwrap_or_else(|| Easel::new(Arc::clone(&backdrop)));
        let parts = frame.parts;
        let layers = parts.events.into_iter().chain(parts.furniture);
        easel.paint(backdrop, layers.chain(parts.clock), |layer| {
            self.drawing(std::slice::from_ref(layer))
        })?;
        let taken = take(&mut easel);
        easels().push(easel);
        taken
    }

    /// What lies below the events, painted.
    pub(super) fn backdrop(&self, frame: &Composed<'f>) -> Result<Arc<Canvas>, PngError> {
        let Some(before) = &frame.before else {
            return self.tinted(&frame.now);
        };
        let (now, gone) = (&frame.now, frame.parts.gone);
        let mut canvas = Canvas::clone(&*self.tinted(before)?);
        if gone >= 1.0 {
            canvas.paint(&self.drawing(&[compose::coming(&now.ground, gone)])?);
        } else {
            let coming = self.coming.get(&now.key, || {
                let layers = [now.ground.land.as_slice(), &now.ground.tints].concat();
                Overlay::new(&self.drawing(&layers)?, &canvas)
            })?;
            if let Some(coming) = &*coming {
                coming.lay(&mut canvas, gone as f32);
            }
        }
        Ok(Arc::new(canvas))
    }

    /// A ground with its tints, painted.
    fn tinted(&self, step: &ComposedStep<'f>) -> Result<Arc<Canvas>, PngError> {
        let ComposedStep { key, ground, .. } = step;
        self.tinted.get(key, || {
            let land = self.land.get(&key.age, || {
                let page = self.composer.film.inputs().view.page;
                self.over(Canvas::new(page, 1.0, Limits::default())?, &ground.land)
            })?;
            self.over(Canvas::clone(&land), &ground.tints)
        })
    }

    /// A canvas with layers painted over it.
    pub(super) fn over(&self, mut canvas: Canvas, layers: &[Group]) -> Result<Canvas, PngError> {
        canvas.paint(&self.drawing(layers)?);
        Ok(canvas)
    }

    fn drawing(&self, layers: &[Group]) -> Result<Drawing, PngError> {
        let inputs = self.composer.film.inputs();
        let svg = export::svg_layers(layers, inputs.view.page, Profile::Web, inputs.fonts);
        Drawing::read(&svg)
    }

    /// A canvas with nothing on it.
    pub(super) fn clear(&self) -> Result<Canvas, PngError> {
        Canvas::clear(
            self.composer.film.inputs().view.page,
            1.0,
            Limits::default(),
        )
    }
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
