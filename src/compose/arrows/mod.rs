//! Arrows: how marches are routed and drawn.

mod bends;
mod body;
mod candidate;
mod clash;
mod clear;
mod curve;
mod leg;
mod look;
mod room;
mod route;
mod scale;
mod stop;
#[cfg(test)]
mod toy;

pub(super) use look::ArrowLook;
pub(super) use route::{Routes, Trouble};
pub(super) use scale::routes_at;
pub(super) use stop::{Keep, PageStop, Reach, Wish};
