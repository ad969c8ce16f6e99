//! theatrum draws campaign maps from articles and campaign files.

pub mod article;
pub mod audit;
pub mod campaign;
pub mod cli;
pub mod compose;
pub mod diag;
pub mod export;
pub mod film;
pub mod gazetteer;
pub mod geodata;
pub mod geom;
pub mod projection;
pub mod reading;
pub mod scene;
pub mod style;
pub mod text;
pub mod view;
