//! Lists the authored gazetteer tables, so that adding one needs no change of code.

use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("geodata/gazetteer");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut tables = Vec::new();
    for file in fs::read_dir(&folder).into_iter().flatten() {
        let path = file?.path();
        if path.extension().is_some_and(|e| e == "tsv") {
            tables.push(path);
        }
    }
    tables.sort();
    let rows: String = tables
        .iter()
        .filter_map(|path| Some((path.file_name()?.to_str()?, path.to_str()?)))
        .map(|(name, path)| format!("({name:?}, include_str!({path:?})),\n"))
        .collect();
    let out = Path::new(&env::var("OUT_DIR")?).join("gazetteer_tables.rs");
    fs::write(out, format!("&[\n{rows}]\n"))?;
    Ok(())
}
