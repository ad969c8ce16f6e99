//! `theatrum draft`.

use std::path::Path;

use super::args::DraftArgs;
use super::failure::Failure;
use super::say::Say;
use super::{files, load, output};
use crate::diag::Source;
use crate::reading;

/// Renews a campaign file that was drafted from the article before.
fn update(path: &Path, draft: &str, say: &Say) -> Result<(), Failure> {
    let bytes = files::read(path, files::CAMPAIGN_LIMIT)?;
    let source = Source::new(path.display().to_string(), load::text(path, &bytes)?);
    let (text, done) = reading::update(&source, draft).map_err(|fault| Failure::from(*fault))?;
    files::write(path, text.as_bytes())?;
    say.line(format!(
        "updated {}: {} added, {} renewed, {} kept as edited",
        path.display(),
        done.added,
        done.renewed,
        done.kept
    ));
    Ok(())
}

/// Writes a campaign file from an article.
pub(super) fn run(args: &DraftArgs, say: &Say) -> Result<(), Failure> {
    files::check_targets(&args.input.input, &args.output)?;
    let article = load::read_article(&args.input)?;
    let reading = load::reading(&article, &args.input, say)?;
    if args.review {
        let review = reading::review(&reading);
        return match &args.output {
            Some(path) => files::write(path, review.as_bytes()),
            None => output::print(&review),
        };
    }
    let draft = reading::draft(&reading);
    if let Some(path) = &args.update {
        return update(path, &draft, say);
    }
    match &args.output {
        Some(path) => {
            files::write(path, draft.as_bytes())?;
            if path != Path::new("-") {
                say.line(format!("wrote {}", path.display()));
            }
            Ok(())
        }
        None => output::print(&draft),
    }
}
