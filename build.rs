//! Lists the authored gazetteer tables and indexes their names, so that adding a row or a table needs
//! no change of code and costs nothing at start-up.

#[allow(
    dead_code,
    unreachable_pub,
    reason = "modules of the library, which uses the rest"
)]
#[path = "src/gazetteer/class.rs"]
mod class;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "modules of the library, which uses the rest"
)]
#[path = "src/gazetteer/fold.rs"]
mod fold;
#[allow(
    dead_code,
    unreachable_pub,
    reason = "modules of the library, which uses the rest"
)]
#[path = "src/gazetteer/index.rs"]
mod index;
#[allow(unreachable_pub, reason = "a module of the library")]
#[path = "src/gazetteer/row.rs"]
mod row;

use std::path::{Path, PathBuf};
use std::{env, fs};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("geodata/gazetteer");
    println!("cargo::rerun-if-changed={}", folder.display());
    for code in ["class.rs", "fold.rs", "index.rs", "row.rs"] {
        println!("cargo::rerun-if-changed=src/gazetteer/{code}");
    }
    let tables = tables(&folder)?;
    let mut names = index::IndexBuilder::default();
    let mut list = String::new();
    let mut entry = 0;
    for path in &tables {
        for row in row::rows(&fs::read_to_string(path)?) {
            row::add_names(&mut names, entry, row);
            entry += 1;
        }
        let name = path.file_name().unwrap_or_default();
        list += &format!("({name:?}, include_str!({path:?})),\n");
    }
    let (keys, postings) = names.build()?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("gazetteer_keys.fst"), keys)?;
    fs::write(out.join("gazetteer_postings.bin"), postings)?;
    fs::write(out.join("gazetteer_tables.rs"), format!("&[\n{list}]\n"))?;
    Ok(())
}

/// The tables in the folder, by name; none if there is no folder.
fn tables(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut tables = Vec::new();
    for file in fs::read_dir(folder).into_iter().flatten() {
        let path = file?.path();
        if path.extension().is_some_and(|e| e == "tsv") {
            tables.push(path);
        }
    }
    tables.sort();
    Ok(tables)
}
