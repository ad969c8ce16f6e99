//! Rebuilds the files in `geodata/` from unpacked registry packages; not part of the shipped crate.

mod settlements;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Rebuilds the files in geodata/ from unpacked registry packages.
#[derive(Parser)]
struct Cli {
    /// Folder of the unpacked packages.
    #[arg(long)]
    sources: PathBuf,
    /// Folder the files are written to.
    #[arg(long, default_value = "geodata")]
    out: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes settlements.bin.
    Settlements,
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    match cli.command {
        Command::Settlements => settlements::build(&cli.sources, &cli.out.join("settlements.bin")),
    }
}
