//! Campaign to scene.
pub mod arrows;
mod hatch;
mod overlay;
mod polyline;
