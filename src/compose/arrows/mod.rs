//! Arrows: how marches are routed and drawn.
pub mod body;
pub mod curve;
