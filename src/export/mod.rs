//! Scene to bytes. An exporter is a `match` over the items of a scene and decides nothing.

mod canvas;
mod html;
mod moving;
mod number;
mod overlay;
mod pdf;
mod pile;
mod png;
mod strips;
mod svg;
mod tiles;

pub use self::canvas::{Canvas, Drawing, rasterise};
pub use self::html::{Frame as PageFrame, html, page_policy};
pub use self::moving::{Palette, Shot, apng, gif};
pub use self::number::number;
pub use self::overlay::Overlay;
pub use self::pdf::pdf;
pub use self::pile::Pile;
pub use self::png::{Limits, Packing, PngError, Raster, decode, encode, encode_for_paper};
pub use self::strips::Strips;
pub use self::svg::{Profile, svg, svg_layers};
pub use self::tiles::Tiles;
