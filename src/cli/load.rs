//! From a path to a campaign: an article is drafted first, then both kinds go the same way.

use std::path::Path;

use super::args::{InputArgs, InputFormat};
use super::failure::Failure;
use super::files;
use super::say::Say;
use crate::article::{self, Article, Format};
use crate::campaign::geojson::Shapes;
use crate::campaign::{self, Campaign, Resolved, Written};
use crate::diag::{Diagnostic, Source, Warned};
use crate::film::Input;
use crate::gazetteer::{self, Gazetteer};
use crate::geodata::Basemap;
use crate::reading::{self, World};

/// A campaign and the files it was made from.
pub(super) struct Loaded {
    /// The campaign.
    pub campaign: Campaign<Resolved>,
    /// The campaign file or article, then the shapes, with their hashes.
    pub inputs: Vec<Input>,
}

/// Reads an input and resolves it; what should be said about it is said.
pub(super) fn campaign(
    input: &InputArgs,
    basemap: &Basemap,
    say: &Say,
) -> Result<Campaign<Resolved>, Failure> {
    loaded(input, basemap, say).map(|loaded| loaded.campaign)
}

/// The same, with the files that decide what the campaign is.
pub(super) fn loaded(input: &InputArgs, basemap: &Basemap, say: &Say) -> Result<Loaded, Failure> {
    let gazetteer = Gazetteer::bundled();
    let source = if is_campaign(input) {
        let bytes = files::read(&input.input, files::CAMPAIGN_LIMIT)?;
        Source::new(display(&input.input), text(&input.input, bytes)?)
    } else {
        let article = read_article(input)?;
        let world = World {
            gazetteer: &gazetteer,
            atlas: basemap,
        };
        let reading = reading::read(&article, &world);
        say.line(reading::summary(&reading));
        let draft = reading::draft(&reading);
        Source::new(format!("{} (as drafted)", display(&input.input)), draft)
    };
    let mut warnings = Vec::new();
    let written = campaign::file::parse(&source)?.unpack(&mut warnings);
    let mut inputs = vec![Input::new(&base_name(&input.input), source.text.as_bytes())];
    let shapes = shapes(&input.input, &written, &mut inputs)?.unpack(&mut warnings);
    let resolved = gazetteer::resolve(written, &gazetteer, basemap, &shapes);
    let resolved = resolved.map_err(|mut faults| {
        faults.splice(0..0, warnings.clone());
        Failure::Faults(faults)
    })?;
    let campaign = resolved.unpack(&mut warnings);
    say.diagnostics(&warnings);
    Ok(Loaded { campaign, inputs })
}

/// Whether the input is a campaign file.
fn is_campaign(input: &InputArgs) -> bool {
    match input.input_format {
        Some(format) => format == InputFormat::Campaign,
        None => input
            .input
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("toml")),
    }
}

/// Reads and parses an article.
pub(super) fn read_article(input: &InputArgs) -> Result<Article, Failure> {
    let bytes = files::read(&input.input, files::ARTICLE_LIMIT)?;
    let format = match input.input_format {
        None => None,
        Some(InputFormat::Txt) => Some(Format::Txt),
        Some(InputFormat::Md) => Some(Format::Markdown),
        Some(InputFormat::Html) => Some(Format::Html),
        Some(InputFormat::Wikitext) => Some(Format::Wikitext),
        Some(InputFormat::Campaign) => {
            return Err(Failure::Usage("a campaign file is no article".to_owned()));
        }
    };
    article::parse(&display(&input.input), &bytes, format).map_err(|e| Failure::from(*e))
}

/// The name of a file without its folder.
fn base_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn display(path: &Path) -> String {
    if path == Path::new("-") {
        "<stdin>".to_owned()
    } else {
        path.display().to_string()
    }
}

pub(super) fn text(path: &Path, bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Failure::from(
            Diagnostic::error(format!("`{}` is no UTF-8 text: byte {at}", path.display()))
                .hint("save the file as UTF-8"),
        )
    })
}

/// Reads the GeoJSON files that the campaign's areas name.
fn shapes(
    path: &Path,
    written: &Campaign<Written>,
    inputs: &mut Vec<Input>,
) -> Result<Warned<Shapes>, Failure> {
    let mut shapes = Shapes::new();
    let mut warnings = Vec::new();
    let mut faults = Vec::new();
    for area in &written.areas {
        // A bad expression is reported with its place when it is evaluated.
        let Ok(expression) = campaign::shape::parse(&area.text) else {
            continue;
        };
        for file in expression.files() {
            if shapes.contains_key(file) {
                continue;
            }
            let bytes = files::read_beside(path, file, files::SHAPES_LIMIT)?;
            inputs.push(Input::new(file, &bytes));
            let source = Source::new(file, text(Path::new(file), bytes)?);
            match campaign::geojson::read(&source) {
                Ok(read) => {
                    shapes.insert(file.to_owned(), read.unpack(&mut warnings));
                }
                Err(all) => {
                    faults.extend(all);
                    shapes.insert(file.to_owned(), Default::default());
                }
            }
        }
    }
    if faults.is_empty() {
        Ok(Warned {
            value: shapes,
            warnings,
        })
    } else {
        Err(faults.into())
    }
}
