//! Arrows: how marches are routed and drawn.

mod body;
mod curve;
mod look;
mod route;

pub use look::{ArrowLook, Presence};
pub use route::{Gaps, Keep, PageStop, legs};
