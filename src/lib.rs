//! theatrum draws campaign maps from articles and campaign files: bundled data and fonts, no network,
//! the same bytes on every machine.
//!
//! # The pipeline
//!
//! A map is made in one direction. Each step is a function between plain values, and each finishes
//! its job, so that the next has nothing left to decide:
//!
//! 1. [`article::parse`] turns text, Markdown, HTML or wikitext into an [`Article`]: sections and
//!    sentences with their places in the text.
//! 2. [`reading::read`] finds in it who fought whom, where, when and with what result, each with the
//!    sentence behind it, and [`reading::draft`] writes that down as a campaign file that a person can
//!    correct.
//! 3. [`campaign::file::parse`] reads a campaign file: a [`Campaign`] at the stage [`Written`], its
//!    places still names. Everything wrong with the file is told at once, as [`Diagnostic`]s.
//! 4. [`gazetteer::resolve`] finds the places and the land: the stage [`Resolved`]. A campaign at
//!    another stage cannot be drawn; the compiler sees to it.
//! 5. [`View::fit`] chooses projection, extent and page: from here on there are pixels.
//! 6. [`compose::compose`] draws a [`Moment`] of the campaign as a [`Scene`], in which everything is
//!    final: paths, colours, measured letters, an id and a source for each thing. [`Studio`] does this
//!    step and the one before with the bundled base map, fonts and styles; [`film`] does it for every
//!    step of a range of time with one view and one layout of labels.
//! 7. [`export`] writes a scene as SVG, and the SVG as PNG.
//!
//! `ARCHITECTURE.md` says which module may use which; [`cli`] is the command line over all of them.
//!
//! # From another program
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let text = "[campaign]\ntitle = \"The Hundred Days\"\nwhen = \"1815\"\n\
//! #     [map]\nextent = \"3E 50N 6E 51.5N\"\n[sides.allies]\nname = \"Allies\"\n\
//! #     [places.waterloo]\nname = \"Waterloo\"\nat = \"50.68N 4.41E\"\n\
//! #     [[battles]]\nname = \"Waterloo\"\nplace = \"waterloo\"\nwhen = \"1815-06-18\"\n\
//! #     victor = \"allies\"\n";
//! use theatrum::{Gazetteer, Moment, Profile, Source, Studio, campaign, export, gazetteer};
//!
//! let studio = Studio::new("article").map_err(|fault| fault.message)?;
//! let written = campaign::file::parse(&Source::new("war.toml", text)).map_err(theatrum::told)?;
//! let shapes = campaign::geojson::Shapes::new(); // the GeoJSON files that it names: none
//! let found = gazetteer::resolve(written.value, &Gazetteer::bundled(), &studio.basemap, &shapes)
//!     .map_err(theatrum::told)?;
//! let svg = export::svg(&studio.draw(&found.value, Moment::End).value, Profile::Web, &studio.fonts);
//!
//! assert!(svg.starts_with("<?xml") && svg.contains("Waterloo"));
//! # Ok(())
//! # }
//! ```

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
pub mod preview;
pub mod projection;
pub mod reading;
pub mod scene;
pub mod style;
pub mod text;
pub mod view;

pub use article::Article;
pub use campaign::{Campaign, Moment, Resolved, Written};
pub use compose::Studio;
pub use diag::{Diagnostic, Source, told};
pub use export::Profile;
pub use gazetteer::Gazetteer;
pub use geodata::Basemap;
pub use reading::Reading;
pub use scene::Scene;
pub use style::Style;
pub use view::View;
