//! What can be typed after `theatrum gazetteer`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::examples::BUILD_EXAMPLES;

/// `theatrum gazetteer`.
#[derive(Debug, Args)]
pub(in crate::cli) struct GazetteerArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: GazetteerCommand,
}

/// What to do with the gazetteer.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum GazetteerCommand {
    /// Show the candidates for a name, best first, with scores and reasons.
    Search(SearchArgs),
    /// Build a pack from a gazetteer of your own, to be used with `--gazetteer`.
    #[command(after_help = BUILD_EXAMPLES)]
    Build(BuildArgs),
}

/// `theatrum gazetteer search`.
#[derive(Debug, Args)]
pub(in crate::cli) struct SearchArgs {
    /// The name as written in a text.
    pub name: String,
    /// Prefer what is near: latitude,longitude in degrees.
    #[arg(long, allow_hyphen_values = true)]
    pub near: Option<String>,
    /// Prefer a class: river, lake, range, settlement ...
    #[arg(long)]
    pub class: Option<String>,
    /// Prefer what bore the name in a year (negative is BC).
    #[arg(long, allow_hyphen_values = true)]
    pub year: Option<i32>,
    /// Show at most so many.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..))]
    pub most: u16,
    /// A gazetteer pack to ask, too; may be given several times.
    #[arg(long = "gazetteer", value_name = "PACK")]
    pub packs: Vec<PathBuf>,
}

/// `theatrum gazetteer build`.
#[derive(Debug, Args)]
pub(in crate::cli) struct BuildArgs {
    /// GeoNames dumps (.txt), Linked Places or GeoJSON files (.json .geojson), tables (.csv .tsv).
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// Where to write the pack.
    #[arg(short, long)]
    pub output: PathBuf,
    /// What the inputs are, whatever their names say.
    #[arg(long, value_enum)]
    pub format: Option<ImportArg>,
    /// Leave bad rows out, with a warning, instead of writing nothing.
    #[arg(long)]
    pub lenient: bool,
}

/// Formats of gazetteers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ImportArg {
    /// A GeoNames dump, unpacked.
    Geonames,
    /// Linked Places Format, GeoJSON or GeoJSON-T.
    Json,
    /// A table with a header.
    Csv,
}
