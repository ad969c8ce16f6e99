//! `theatrum read`.

use super::args::{ReadArgs, ReadFormat};
use super::failure::Failure;
use super::say::Say;
use super::{files, load, output};
use crate::diag::Diagnostic;
use crate::gazetteer::Gazetteer;
use crate::geodata::Basemap;
use crate::reading::{self, World};

/// Shows what is found in an article.
pub(super) fn run(args: &ReadArgs, _say: &Say) -> Result<(), Failure> {
    let article = load::read_article(&args.input)?;
    let (gazetteer, basemap) = (Gazetteer::bundled(), Basemap::bundled());
    let world = World {
        gazetteer: &gazetteer,
        atlas: &basemap,
    };
    let reading = reading::read(&article, &world);
    if !args.explain.is_empty() {
        return write(args, &explained(&reading, &args.explain)?);
    }
    let text = match args.format {
        ReadFormat::Summary => reading::summary(&reading),
        ReadFormat::Json => reading.to_json(),
    };
    write(args, &text)
}

fn write(args: &ReadArgs, text: &str) -> Result<(), Failure> {
    match &args.output {
        Some(path) => files::write(path, text.as_bytes()),
        None => output::print(text),
    }
}

/// Why the names were read as they were; all that are not in the article are reported.
fn explained(reading: &reading::Reading, names: &[String]) -> Result<String, Failure> {
    let (mut told, mut unknown) = (String::new(), Vec::new());
    for name in names {
        match reading::explain(reading, name) {
            Some(text) => told.push_str(&text),
            None => {
                let fault = Diagnostic::error(format!("nothing named `{name}` was read"));
                unknown.push(match reading::nearest_name(reading, name) {
                    Some(near) => {
                        fault.hint(format!("explain `{near}`, the nearest name that was"))
                    }
                    None => fault.hint("list what was read with `theatrum places`"),
                });
            }
        }
    }
    if unknown.is_empty() {
        Ok(told)
    } else {
        Err(Failure::Faults(unknown))
    }
}
