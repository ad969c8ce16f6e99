//! From a path to a campaign: an article is drafted first, then both kinds go the same way.

use std::path::{Path, PathBuf};

use super::args::{InputArgs, InputFormat};
use super::failure::Failure;
use super::files;
use super::say::Say;
use crate::article::{self, Article};
use crate::campaign::geojson::Shapes;
use crate::campaign::{self, Campaign, ProjectionRequest, Resolved, Written};
use crate::diag::{self, Diagnostic, Source, Warned};
use crate::film::Input;
use crate::gazetteer::{self, Gazetteer};
use crate::geodata::Basemap;
use crate::geom::GeoRect;
use crate::projection::Projection;
use crate::reading::{self, Reading, World};

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
    let Warned { value, warnings } = warned(input, basemap, say)?;
    say.diagnostics(&warnings);
    Ok(value)
}

/// The same, with what should be said about it.
pub(super) fn warned(
    input: &InputArgs,
    basemap: &Basemap,
    say: &Say,
) -> Result<Warned<Loaded>, Failure> {
    let gazetteer = gazetteer(&input.packs)?;
    let source = match Given::read(input)? {
        Given::Campaign(source) => source,
        Given::Article(article) => {
            let world = World {
                gazetteer: &gazetteer,
                atlas: basemap,
            };
            let working = say.working("reading");
            let reading = reading::read(&article, &world);
            drop(working);
            say.line(reading::summary(&reading));
            if reading.places.iter().all(|p| p.position.is_none()) {
                return Err(nothing_to_map(&input.input));
            }
            let draft = reading::draft(&reading);
            Source::new(format!("{} (as drafted)", display(&input.input)), draft)
        }
    };
    let mut warnings = Vec::new();
    let written = campaign::file::parse(&source)?.unpack(&mut warnings);
    check_projection(&written.map.projection)?;
    let mut inputs = vec![Input::new(&base_name(&input.input), source.text.as_bytes())];
    let shapes = shapes(&input.input, &written, &mut inputs)?.unpack(&mut warnings);
    inputs.extend(pack_inputs(&gazetteer, &input.packs));
    let resolved = gazetteer::resolve(written, &gazetteer, basemap, &shapes);
    check_packs(&gazetteer, &input.packs)?;
    let resolved = resolved.map_err(|mut faults| {
        faults.splice(0..0, warnings.clone());
        Failure::Faults(faults)
    })?;
    let campaign = resolved.unpack(&mut warnings);
    Ok(Warned {
        value: Loaded { campaign, inputs },
        warnings,
    })
}

/// The bundled gazetteer and the packs beside it.
pub(super) fn gazetteer(packs: &[PathBuf]) -> Result<Gazetteer, Failure> {
    let packs = packs.iter().map(|path| files::open_pack(path));
    let packs = packs.collect::<Result<Vec<_>, _>>()?;
    Ok(Gazetteer::bundled().with_packs(packs))
}

/// Tells which of the packs was found damaged while it was used; what could not be read of it was taken
/// as absent, so the result is not to be trusted.
pub(super) fn check_packs(gazetteer: &Gazetteer, paths: &[PathBuf]) -> Result<(), Failure> {
    let mut damaged = gazetteer.packs().iter().zip(paths);
    match damaged.find(|(pack, _)| pack.is_damaged()) {
        None => Ok(()),
        Some((_, path)) => {
            let what = format!("`{}` is damaged", path.display());
            Err(Diagnostic::error(what).hint("build it again").into())
        }
    }
}

/// The packs as files that decide what the campaign is, known by the hash of what is in them.
fn pack_inputs(gazetteer: &Gazetteer, paths: &[PathBuf]) -> Vec<Input> {
    let packs = gazetteer.packs().iter().zip(paths);
    packs
        .map(|(pack, path)| Input::new(&base_name(path), &pack.hash()))
        .collect()
}

/// The files that decide how the map of an input looks: itself and the shapes that it names, as far as
/// they can be told from it.
pub(super) fn files_of(input: &InputArgs) -> Vec<PathBuf> {
    let mut paths = vec![input.input.clone()];
    paths.extend(input.packs.iter().cloned());
    let Ok(Given::Campaign(source)) = Given::read(input) else {
        return paths;
    };
    let Ok(written) = campaign::file::parse(&source) else {
        return paths;
    };
    let areas = written.value.areas.iter();
    for expression in areas.filter_map(|area| campaign::shape::parse(&area.text).ok()) {
        let named = expression.files();
        paths.extend(
            named
                .into_iter()
                .map(|file| input.input.with_file_name(file)),
        );
    }
    paths
}

/// Checks that a projection can be drawn at all; whether it suits the extent shows when it is fitted.
pub(super) fn check_projection(asked: &ProjectionRequest) -> Result<(), Diagnostic> {
    let anywhere = GeoRect {
        west: 0.0,
        south: 40.0,
        east: 10.0,
        north: 50.0,
    };
    let Err(error) = Projection::named(&asked.kind, &asked.parameters, anywhere) else {
        return Ok(());
    };
    let mut fault = Diagnostic::error(error.message);
    fault.hints = error.hints;
    fault.span.clone_from(&asked.span);
    Err(fault)
}

/// An input as its kind.
enum Given {
    Campaign(Source),
    Article(Article),
}

impl Given {
    /// Reads an input: what it is told by the option, the file's name, or else by its first lines.
    fn read(input: &InputArgs) -> Result<Self, Failure> {
        let name = display(&input.input);
        let told = match input.input_format {
            Some(format) => Some(format == InputFormat::Campaign),
            None => input
                .input
                .extension()
                .map(|e| e.eq_ignore_ascii_case("toml")),
        };
        let limit = match told {
            Some(true) => files::CAMPAIGN_LIMIT,
            Some(false) | None => files::ARTICLE_LIMIT,
        };
        let bytes = files::read(&input.input, limit)?;
        if told.unwrap_or_else(|| looks_like_campaign(&bytes)) {
            let text = diag::decode(&name, &bytes).map_err(|e| Failure::from(*e))?;
            return Ok(Self::Campaign(Source::new(name, text)));
        }
        let format = input.input_format.and_then(InputFormat::article);
        let article = article::parse(&name, &bytes, format).map_err(|e| Failure::from(*e))?;
        Ok(Self::Article(article))
    }
}

/// Whether a text without a telling name has the one table that every campaign file has.
fn looks_like_campaign(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|&b| b == b'\n');
    lines.any(|line| line.trim_ascii() == b"[campaign]")
}

/// Reads what an article tells, with the packs that the input names.
pub(super) fn reading<'a>(
    article: &'a Article,
    input: &InputArgs,
    say: &Say,
) -> Result<Reading<'a>, Failure> {
    let (gazetteer, basemap) = (gazetteer(&input.packs)?, Basemap::bundled());
    let world = World {
        gazetteer: &gazetteer,
        atlas: &basemap,
    };
    let working = say.working("reading");
    let reading = reading::read(article, &world);
    drop(working);
    check_packs(&gazetteer, &input.packs)?;
    Ok(reading)
}

/// Reads and parses an article.
pub(super) fn read_article(input: &InputArgs) -> Result<Article, Failure> {
    match Given::read(input)? {
        Given::Article(article) => Ok(article),
        Given::Campaign(source) => Err(Failure::Usage(format!(
            "`{}` is a campaign file, not an article",
            source.name
        ))),
    }
}

/// The article names no place that the gazetteer knows: a map of it would show nothing of it.
fn nothing_to_map(path: &Path) -> Failure {
    let message = format!("no place of `{}` could be found on the map", display(path));
    Diagnostic::error(message)
        .hint("look at what was read with `theatrum read`")
        .hint("or write a campaign file with `theatrum draft` and give the places positions")
        .into()
}

/// The name of a file without its folder.
fn base_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The name of an input as messages call it.
pub(super) fn display(path: &Path) -> String {
    if path == Path::new("-") {
        "<stdin>".to_owned()
    } else {
        path.display().to_string()
    }
}

/// The text of a file.
pub(super) fn text(path: &Path, bytes: &[u8]) -> Result<String, Failure> {
    let text = diag::decode(&display(path), bytes).map_err(|e| Failure::from(*e))?;
    Ok(text.to_owned())
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
            let text = diag::decode(file, &bytes).map_err(|e| Failure::from(*e))?;
            let source = Source::new(file, text);
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
