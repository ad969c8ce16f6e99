//! Arrows: how marches are routed and drawn.

mod bends;
mod body;
mod candidate;
mod clash;
mod clear;
mod course;
mod curve;
mod leg;
mod look;
mod reshape;
mod room;
mod route;
mod router;
mod scale;
mod shaping;
mod stop;
mod terrain;
#[cfg(test)]
mod toy;

pub(super) use clash::LEAST_ANGLE_DEG;
pub(super) use look::ArrowLook;
pub(super) use route::{MOST_CROSSINGS, Routes, Trouble};
pub(super) use scale::routes_at;
pub(super) use stop::{Keep, PageStop, Reach, Wish};
pub(super) use terrain::Ground;
