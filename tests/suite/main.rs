//! All tests that look at the program from outside, in one binary.
#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test may fail as the test does"
)]

mod articles;
mod campaign_docs;
mod check;
mod cli;
mod corpus;
mod data;
mod dense;
mod diagnostics;
mod examples;
mod exit_codes;
mod film;
mod film_labels;
mod first_sino_kazakh_war;
mod frames;
mod gazetteer;
mod gazetteer_coverage;
mod gazetteer_rows;
mod hostile;
mod layering;
mod maps;
mod packs;
mod preview;
mod projections;
mod svg_rules;
