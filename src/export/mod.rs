//! Scene to bytes. An exporter is a `match` over the items of a scene and decides nothing.

mod number;
mod png;
mod svg;

pub use self::number::number;
pub use self::png::{Limits, PngError, Raster, encode_fast, rasterise};
pub use self::svg::{Profile, svg};
