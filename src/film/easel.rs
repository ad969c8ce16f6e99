//! Frames painted one over the other, by what they differ in.
//!
//! A frame is a backdrop with pieces upon it: arrows, markers, names, the date. Where it has the backdrop
//! and the pieces of another frame, it has its pixels, too. So of a frame that is painted over another only
//! those tiles of the page are painted that a piece has come to or gone from, or whose backdrop is another:
//! with all pieces that touch them, in order, each painted whole on a canvas put aside, from which the tiles
//! are taken.

use std::sync::Arc;

use crate::export::{Canvas, Drawing, PngError, Strips, Tiles};
use crate::scene::Group;

/// A canvas with a frame on it, over which the next one is painted.
pub(super) struct Easel {
    backdrop: Arc<Canvas>,
    pieces: Vec<Arc<Piece>>,
    canvas: Canvas,
    aside: Canvas,
    /// The file of a frame that was on it, with the tiles that have been painted since.
    packed: Option<(Strips, Tiles)>,
}

/// A thing on a backdrop, made ready to be painted.
struct Piece {
    layer: Group,
    drawing: Drawing,
    /// Those that it may touch.
    tiles: Tiles,
}

impl Easel {
    /// An easel with a backdrop and nothing on it.
    pub(super) fn new(backdrop: Arc<Canvas>) -> Self {
        Self {
            canvas: Canvas::clone(&backdrop),
            aside: Canvas::clone(&backdrop),
            backdrop,
            pieces: Vec::new(),
            packed: None,
        }
    }

    /// Paints a frame: a backdrop with layers on it, which `read` makes ready.
    ///
    /// # Errors
    /// If a layer cannot be read; nothing is painted then.
    pub(super) fn paint(
        &mut self,
        backdrop: Arc<Canvas>,
        layers: impl Iterator<Item = Group>,
        read: impl Fn(&Group) -> Result<Drawing, PngError>,
    ) -> Result<(), PngError> {
        let (pieces, mut unlike) = self.pieces_of(layers, read)?;
        if !Arc::ptr_eq(&self.backdrop, &backdrop) {
            unlike.mark_unlike(&self.backdrop, &backdrop);
        }
        unlike.copy(&backdrop, &mut self.aside);
        for piece in pieces.iter().filter(|piece| piece.tiles.touch(&unlike)) {
            self.aside.paint(&piece.drawing);
        }
        unlike.copy(&self.aside, &mut self.canvas);
        if let Some((_, since)) = &mut self.packed {
            since.mark(&unlike);
        }
        (self.backdrop, self.pieces) = (backdrop, pieces);
        Ok(())
    }

    /// The frame that is on it.
    pub(super) fn canvas(&self) -> &Canvas {
        &self.canvas
    }

    /// The PNG file of the frame that is on it, packed fast.
    ///
    /// # Errors
    /// If the packer fails.
    pub(super) fn file(&mut self) -> Result<Vec<u8>, PngError> {
        let before = self.packed.as_ref().map(|(strips, since)| (strips, since));
        let strips = Strips::pack(&self.canvas, before)?;
        let file = strips.file();
        self.packed = Some((strips, Tiles::none(&self.canvas)));
        Ok(file)
    }

    /// The pieces of layers, those that are there already taken over, with the tiles in which they are not as
    /// what is there.
    fn pieces_of(
        &self,
        layers: impl Iterator<Item = Group>,
        read: impl Fn(&Group) -> Result<Drawing, PngError>,
    ) -> Result<(Vec<Arc<Piece>>, Tiles), PngError> {
        let mut unlike = Tiles::none(&self.canvas);
        let mut old = self.pieces.as_slice();
        let mut pieces = Vec::new();
        for layer in layers.flat_map(split) {
            if let Some(at) = old.iter().position(|piece| piece.layer == layer) {
                old[..at].iter().for_each(|gone| unlike.mark(&gone.tiles));
                pieces.push(Arc::clone(&old[at]));
                old = &old[at + 1..];
            } else {
                let drawing = read(&layer)?;
                let tiles = drawing.tiles(&self.canvas);
                unlike.mark(&tiles);
                pieces.push(Arc::new(Piece {
                    layer,
                    drawing,
                    tiles,
                }));
            }
        }
        old.iter().for_each(|gone| unlike.mark(&gone.tiles));
        Ok((pieces, unlike))
    }
}

/// A layer as layers of one item each, unless it is faded as a whole.
fn split(mut layer: Group) -> Vec<Group> {
    if layer.faded > 0.0 {
        return vec![layer];
    }
    let items = std::mem::take(&mut layer.items);
    let alone = |item| Group {
        items: vec![item],
        ..layer.clone()
    };
    items.into_iter().map(alone).collect()
}
