//! `theatrum read`.

use super::args::{ReadArgs, ReadFormat};
use super::failure::Failure;
use super::say::Say;
use super::{files, load, output};
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
    let text = match args.format {
        ReadFormat::Summary => reading::summary(&reading),
        ReadFormat::Json => reading.to_json(),
    };
    match &args.output {
        Some(path) => files::write(path, text.as_bytes()),
        None => output::print(&text),
    }
}
