//! `theatrum draft`.

use super::args::DraftArgs;
use super::failure::Failure;
use super::say::Say;
use super::{files, load, output};
use crate::gazetteer::Gazetteer;
use crate::geodata::Basemap;
use crate::reading::{self, World};

/// Writes a campaign file from an article.
pub(super) fn run(args: &DraftArgs, say: &Say) -> Result<(), Failure> {
    let article = load::read_article(&args.input)?;
    let (gazetteer, basemap) = (Gazetteer::bundled(), Basemap::bundled());
    let world = World {
        gazetteer: &gazetteer,
        atlas: &basemap,
    };
    let reading = reading::read(&article, &world);
    let draft = reading::draft(&reading);
    match &args.output {
        Some(path) => {
            files::write(path, draft.as_bytes())?;
            say.line(format!("wrote {}", path.display()));
            Ok(())
        }
        None => output::print(&draft),
    }
}
