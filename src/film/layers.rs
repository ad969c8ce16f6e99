//! Frames taken apart: each layer painted on a clear ground, as a picture of its own.

use super::composer::{Composed, ComposedStep};
use super::renderer::FrameRenderer;
use super::stratum::Stratum;
use crate::campaign::Moment;
use crate::compose;
use crate::export::{Canvas, Limits, Pile, PngError};
use crate::scene::Group;

/// Layers laid over each other, as pictures and painted together.
#[derive(Clone)]
pub(super) struct Piled {
    pile: Pile,
    whole: Canvas,
}

impl<'f> FrameRenderer<'f> {
    /// The PNG files of a moment's layers, back to front, in the order of [`Stratum::ALL`].
    ///
    /// Laid over each other they give the frame, but for one or two of 255 steps of a colour.
    ///
    /// # Errors
    /// If the page is over the limits of a picture.
    pub fn layers(&self, moment: Moment) -> Result<Vec<Vec<u8>>, PngError> {
        let frame = self.composer.compose(moment);
        let key = (frame.backdrop(), frame.parts.events.clone());
        let below = self.piles.get(&key, || self.below_furniture(&frame))?;
        let mut piled = Piled::clone(&below);
        self.add(&mut piled, &frame, Stratum::Furniture)?;
        Ok(piled.pile.into_files())
    }

    fn below_furniture(&self, frame: &Composed<'f>) -> Result<Piled, PngError> {
        let page = self.composer.film.inputs().view.page;
        let whole = Canvas::new(page, 1.0, Limits::default())?;
        let pile = Pile::new(&whole);
        let mut piled = Piled { pile, whole };
        for layer in Stratum::ALL {
            if layer != Stratum::Furniture {
                self.add(&mut piled, frame, layer)?;
            }
        }
        Ok(piled)
    }

    fn add(&self, piled: &mut Piled, frame: &Composed<'f>, layer: Stratum) -> Result<(), PngError> {
        let groups = frame.groups(layer);
        let clear = match layer {
            Stratum::Polities => self.tints(frame)?,
            _ => self.over(self.clear()?, &groups)?,
        };
        let whole = std::mem::replace(&mut piled.whole, self.clear()?);
        piled.whole = match layer {
            Stratum::Polities => Canvas::clone(&*self.backdrop(frame)?),
            _ => self.over(whole, &groups)?,
        };
        piled.pile.add(&clear, &piled.whole, self.packing)
    }

    /// The tints of a frame. Between two grounds they are mixed, so that the land below stays out of it;
    /// where that changes itself, its later state comes with its tints.
    fn tints(&self, frame: &Composed<'f>) -> Result<Canvas, PngError> {
        let of = |step: &ComposedStep<'f>| self.over(self.clear()?, &step.ground.tints);
        let Some(before) = &frame.before else {
            return of(&frame.now);
        };
        let mut tints = of(before)?;
        let gone = frame.parts.gone;
        if before.key.age != frame.now.key.age {
            return self.over(tints, &[compose::coming(&frame.now.ground, gone)]);
        }
        tints.mix(&of(&frame.now)?, gone);
        Ok(tints)
    }
}

impl Composed<'_> {
    /// What is drawn on a layer, but for tints, which may be mixed.
    fn groups(&self, layer: Stratum) -> Vec<Group> {
        let parts = &self.parts;
        match layer {
            Stratum::Base => self
                .before
                .as_ref()
                .unwrap_or(&self.now)
                .ground
                .land
                .clone(),
            Stratum::Polities => Vec::new(),
            Stratum::Furniture => [parts.furniture.as_slice(), &parts.clock].concat(),
            Stratum::Towns | Stratum::Movements | Stratum::Battles | Stratum::Labels => {
                let events = parts.events.iter();
                let of_layer = events.filter(|group| Stratum::of_events(&group.id) == layer);
                of_layer.cloned().collect()
            }
        }
    }
}
