//! A campaign: who fought, where, when, who marched, who held what.
//!
//! Both inputs meet here. An article is read into a `Campaign<Written>`; a campaign file is parsed
//! into one; the gazetteer turns it into a `Campaign<Resolved>`, the only one that can be drawn.
//! Everything refers to sides, forces, places and areas by index, so resolving replaces two vectors
//! and leaves the rest alone.

pub mod date;
pub mod dated;
pub mod file;
pub mod geojson;
pub mod position;
pub mod shape;
pub mod timeline;

mod model;

pub use date::{Calendar, Civil, Date, DateWords, Day, Interval};
pub use model::*;
pub use timeline::{Moment, Passage, State};
