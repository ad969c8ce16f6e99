//! `theatrum read`.

mod corpus;

use std::path::Path;

use crate::cli::args::{ReadArgs, ReadFormat};
use crate::cli::failure::Failure;
use crate::cli::say::Say;
use crate::cli::{files, load, output};
use crate::diag::{self, Diagnostic};
use crate::reading;

/// Shows what is found in an article.
pub(super) fn run(args: &ReadArgs, say: &Say) -> Result<(), Failure> {
    files::check_targets(&args.input.input, &args.output)?;
    if args.format == Some(ReadFormat::Jsonl) {
        return corpus::run(args, say);
    }
    let article = load::read_article(&args.input)?;
    let reading = load::reading(&article, &args.input, say)?;
    if !args.explain.is_empty() {
        let told = diag::printable(&explained(&reading, &args.explain)?);
        if args.output.is_empty() {
            return output::print(&told);
        }
        return (args.output.iter()).try_for_each(|path| files::write(path, told.as_bytes()));
    }
    let summary = || diag::printable(&reading::summary(&reading));
    if args.output.is_empty() {
        return output::print(&match args.format {
            None | Some(ReadFormat::Summary) => summary(),
            Some(ReadFormat::Json | ReadFormat::Jsonl) => reading.to_json(),
        });
    }
    for path in &args.output {
        let text = match args.format.unwrap_or_else(|| by_extension(path)) {
            ReadFormat::Summary => summary(),
            ReadFormat::Json | ReadFormat::Jsonl => reading.to_json(),
        };
        files::write(path, text.as_bytes())?;
    }
    Ok(())
}

fn by_extension(path: &Path) -> ReadFormat {
    if path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("json"))
    {
        ReadFormat::Json
    } else {
        ReadFormat::Summary
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
