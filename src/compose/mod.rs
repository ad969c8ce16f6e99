//! Campaign to scene.
pub mod arrows;
mod hatch;
pub mod labels;
mod overlay;
mod palette;
mod polyline;
