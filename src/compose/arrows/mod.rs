//! Arrows: how marches are routed and drawn.

mod body;
mod curve;
mod look;
mod route;

pub(super) use look::{ArrowLook, Presence};
pub(super) use route::{Gaps, Keep, PageStop, legs};
