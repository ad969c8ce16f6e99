//! Frames as pixels, each part painted only when it changes.
//!
//! A frame is painted back to front in four parts: land with its relief, tints with the water upon
//! them, events with their labels, furniture. The canvas as it is after each of the first three is
//! kept, so a frame begins with a copy of the last one that it shares with a frame before. Nothing is
//! painted on a clear ground and laid over another, because that would round differently: the pixels
//! are those of the whole scene painted at once.

use std::sync::Arc;

use super::Film;
use super::recent::Recent;
use crate::campaign::Moment;
use crate::compose::{self, Base, FrameParts, Ground, GroundKey};
use crate::export::{self, Canvas, Drawing, Limits, Packing, PngError, Profile, Raster};
use crate::scene::Group;

/// States of the land that are kept: threads at neighbouring frames need two at a change.
const GROUNDS: usize = 3;
/// Canvases with events that are kept; each is as large as a frame.
const CANVASES: usize = 3;
/// Encoded frames that are kept for those that are the same.
const FILES: usize = 2;

/// Draws the frames of a film, from any number of threads.
pub struct FrameRenderer<'f> {
    film: &'f Film<'f>,
    packing: Packing,
    /// Years in which the base map changes.
    years: Vec<i32>,
    bases: Recent<usize, Arc<Base>>,
    grounds: Recent<GroundKey, Ground<'f>>,
    land: Recent<usize, Canvas>,
    tinted: Recent<GroundKey, Canvas>,
    eventful: Recent<(GroundKey, Vec<Group>), Canvas>,
    files: Recent<(GroundKey, FrameParts), Vec<u8>>,
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
            eventful: Recent::new(CANVASES),
            files: Recent::new(FILES),
        }
    }

    /// The pixels of a moment.
    ///
    /// # Errors
    /// If the page is over the limits of a picture.
    pub fn raster(&self, moment: Moment) -> Result<Raster, PngError> {
        let frame = self.compose(moment)?;
        self.paint(&frame)
    }

    /// The PNG file of a moment; that of a frame like one before is a copy.
    ///
    /// # Errors
    /// If the page is over the limits of a picture.
    pub fn png(&self, moment: Moment) -> Result<Arc<Vec<u8>>, PngError> {
        let frame = self.compose(moment)?;
        let key = (frame.key.clone(), frame.parts.clone());
        self.files
            .get(&key, || export::encode(&self.paint(&frame)?, self.packing))
    }

    fn compose(&self, moment: Moment) -> Result<Composed<'f>, PngError> {
        let inputs = self.film.inputs();
        let key = compose::ground_key(inputs, moment, &self.years);
        let base = self
            .bases
            .get(&key.age, || Ok::<_, PngError>(Arc::new(Base::default())))?;
        let ground = self.grounds.get(&key, || {
            Ok::<_, PngError>(compose::ground(inputs, moment, &base))
        })?;
        let parts = compose::frame_parts(inputs, self.film.layout(), &ground, moment);
        Ok(Composed { key, ground, parts })
    }

    fn paint(&self, frame: &Composed<'f>) -> Result<Raster, PngError> {
        let Composed { key, ground, parts } = frame;
        let page = self.film.inputs().view.page;
        let over = |mut canvas: Canvas, layers: &[Group]| {
            let fonts = self.film.inputs().fonts;
            let svg = export::svg_layers(layers, page, Profile::Web, fonts);
            canvas.paint(&Drawing::read(&svg)?);
            Ok::<_, PngError>(canvas)
        };
        let eventful = self
            .eventful
            .get(&(key.clone(), parts.events.clone()), || {
                let tinted = self.tinted.get(key, || {
                    let land = self.land.get(&key.age, || {
                        over(Canvas::new(page, 1.0, Limits::default())?, &ground.land)
                    })?;
                    over(Canvas::clone(&land), &ground.tints)
                })?;
                over(Canvas::clone(&tinted), &parts.events)
            })?;
        Ok(over(Canvas::clone(&eventful), &parts.furniture)?.raster())
    }
}

/// A frame composed but not painted.
struct Composed<'f> {
    key: GroundKey,
    ground: Arc<Ground<'f>>,
    parts: FrameParts,
}
