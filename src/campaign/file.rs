//! Campaign files.
