//! `theatrum draft`.

use super::args::DraftArgs;
use super::failure::Failure;
use super::say::Say;
use super::{files, load, output};
use crate::gazetteer::Gazetteer;
use crate::reading;

/// Writes a campaign file from an article.
pub fn run(args: &DraftArgs, say: &Say) -> Result<(), Failure> {
    let article = load::read_article(&args.input)?;
    let reading = reading::read(&article, &Gazetteer::bundled());
    let draft = reading.draft();
    match &args.output {
        Some(path) => {
            files::write(path, draft.as_bytes())?;
            say.line(format!("wrote {}", path.display()));
            Ok(())
        }
        None => output::print(&draft),
    }
}
