//! `theatrum render`.

use std::path::{Path, PathBuf};

use super::args::{LookArgs, ProfileArg, RenderArgs};
use super::failure::Failure;
use super::judge::Order;
use super::say::Say;
use super::{files, judge, load};
use crate::audit::Finding;
use crate::campaign::{Calendar, Campaign, Date, Moment, ProjectionRequest, Resolved};
use crate::compose::Studio;
use crate::diag::Diagnostic;
use crate::export::{self, Limits, Packing, PngError, Profile};
use crate::scene::Scene;

/// So many offenders of a criterion are named.
const MOST_OFFENDERS: usize = 5;

/// What a file is to be, by its extension.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Svg,
    Png,
}

/// Draws the input to every output.
pub(super) fn run(args: &RenderArgs, say: &Say) -> Result<(), Failure> {
    let formats = formats(args)?;
    files::check_targets(&args.input.input, &args.output)?;
    let moment = args.at.as_deref().map_or(Ok(Moment::End), moment)?;
    let studio = studio(&args.look, "article")?;
    let mut campaign = load::campaign(&args.input, &studio.basemap, say)?;
    apply(&args.look, &mut campaign);
    let working = say.working("drawing");
    let profile = profile(&args.look, &studio);
    let drawn = if args.strict {
        let order = Order::new(&args.look, "article", profile).strict();
        let judged = judge::map(&studio, &campaign, moment, &order)?;
        say.diagnostics(&judged.warnings);
        refuse(&judged.findings)?;
        vec![(None, judged.svg)]
    } else {
        let written = |scene| export::svg(&scene, profile, &studio.fonts);
        let scenes = scenes(args, (&studio, &campaign), moment, say)?.into_iter();
        scenes
            .map(|(number, scene)| (number, written(scene)))
            .collect()
    };
    drop(working);
    for (number, svg) in drawn {
        for (path, format) in args.output.iter().zip(&formats) {
            let path = &numbered(path, number);
            let working = say.working("writing");
            match format {
                Format::Svg => files::write(path, svg.as_bytes())?,
                Format::Png => files::write(path, &png(&svg, args.scale)?)?,
            }
            drop(working);
            if path != Path::new("-") {
                say.line(format!("wrote {}", path.display()));
            }
        }
    }
    Ok(())
}

/// Refuses a map that fails a criterion, with every criterion that it fails.
fn refuse(findings: &[Finding]) -> Result<(), Failure> {
    let faults: Vec<Diagnostic> = findings
        .iter()
        .filter(|f| f.is_fault())
        .map(fault)
        .collect();
    if faults.is_empty() {
        return Ok(());
    }
    Err(faults.into())
}

fn fault(finding: &Finding) -> Diagnostic {
    let Finding {
        id,
        what,
        measured,
        limit,
        offenders,
        ..
    } = finding;
    let mut named: Vec<&str> = offenders.iter().map(String::as_str).collect();
    named.truncate(MOST_OFFENDERS);
    let named = if named.is_empty() {
        String::new()
    } else {
        format!(" ({})", named.join("; "))
    };
    Diagnostic::error(format!(
        "{id}, {what}: {measured}, but the limit is {limit}{named}"
    ))
}

/// The map that is asked for, or its phases with their numbers.
fn scenes(
    args: &RenderArgs,
    (studio, campaign): (&Studio, &Campaign<Resolved>),
    moment: Moment,
    say: &Say,
) -> Result<Vec<(Option<usize>, Scene)>, Failure> {
    if !args.phases {
        let drawn = studio.draw(campaign, moment);
        say.diagnostics(&drawn.warnings);
        return Ok(vec![(None, drawn.value)]);
    }
    if args.output.iter().any(|path| path == Path::new("-")) {
        let message = "phases are several files; give `--output` a file name";
        return Err(Failure::Usage(message.to_owned()));
    }
    let drawn = studio.phases(campaign);
    if drawn.value.is_empty() {
        let none = Diagnostic::error("no caption has a title, so there are no phases to draw")
            .hint("give `[[captions]]` a `title` and a `when` with a beginning and an end");
        return Err(none.into());
    }
    say.diagnostics(&drawn.warnings);
    let scenes = drawn.value.into_iter().map(|phase| phase.scene);
    Ok(scenes
        .enumerate()
        .map(|(index, scene)| (Some(index + 1), scene))
        .collect())
}

/// `war.svg` becomes `war-2.svg` for the second phase.
fn numbered(path: &Path, number: Option<usize>) -> PathBuf {
    let (Some(number), Some(stem), Some(extension)) = (number, path.file_stem(), path.extension())
    else {
        return path.to_owned();
    };
    let mut name = stem.to_owned();
    name.push(format!("-{number}."));
    name.push(extension);
    path.with_file_name(name)
}

fn formats(args: &RenderArgs) -> Result<Vec<Format>, Failure> {
    let format = |path: &PathBuf| {
        let extension = path
            .extension()
            .and_then(|e| e.to_str())
            .map(str::to_ascii_lowercase);
        match extension.as_deref() {
            Some("svg") => Ok(Format::Svg),
            Some("png") => Ok(Format::Png),
            None if path == Path::new("-") => Ok(Format::Svg),
            _ => Err(Failure::Usage(format!(
                "`{}` is neither .svg nor .png",
                path.display()
            ))),
        }
    };
    args.output.iter().map(format).collect()
}

/// The moment that a date names.
pub(super) fn moment(text: &str) -> Result<Moment, Failure> {
    let date = Date::parse(text, Calendar::Gregorian).map_err(|why| {
        Failure::Typed(
            Diagnostic::error(format!("bad date `{text}`: {why}"))
                .hint("write `--at 1782` or `--at 1756-08-18`"),
        )
    })?;
    Moment::at(&date).ok_or_else(|| Failure::Usage(format!("`{text}` has no end; give one date")))
}

/// The studio that the look asks for.
pub(super) fn studio(look: &LookArgs, preset: &str) -> Result<Studio, Failure> {
    if let Some(projection) = &look.projection {
        load::check_projection(&ProjectionRequest {
            kind: projection.clone(),
            ..ProjectionRequest::default()
        })
        .map_err(Failure::Typed)?;
    }
    let mut studio =
        Studio::new(look.preset.as_deref().unwrap_or(preset)).map_err(Failure::Typed)?;
    if let Some(style) = &look.style {
        studio = studio.with_style(style).map_err(Failure::Typed)?;
    }
    if look.no_relief {
        studio.preset.relief = false;
    }
    studio.lang.clone_from(&look.lang);
    Ok(studio)
}

/// Lays what was typed over what the campaign asks for.
pub(super) fn apply(look: &LookArgs, campaign: &mut Campaign<Resolved>) {
    if let Some(projection) = &look.projection {
        campaign.map.projection = ProjectionRequest {
            kind: projection.clone(),
            ..ProjectionRequest::default()
        };
    }
}

/// The profile asked for, else that of the preset.
pub(super) fn profile(look: &LookArgs, studio: &Studio) -> Profile {
    match look.profile {
        Some(ProfileArg::Web) => Profile::Web,
        Some(ProfileArg::Office) => Profile::Office,
        Some(ProfileArg::Outline) => Profile::Outline,
        None => {
            let named = Profile::ALL
                .iter()
                .find(|(name, _)| *name == studio.preset.profile);
            named.map_or(Profile::Web, |(_, profile)| *profile)
        }
    }
}

/// The PNG of an SVG.
pub(super) fn png(svg: &str, scale: f64) -> Result<Vec<u8>, Failure> {
    let raster = export::rasterise(svg, scale, Limits::default()).map_err(unpictured)?;
    export::encode(&raster, Packing::Fast).map_err(unpictured)
}

/// Why there is no picture, as a failure of the program.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what `map_err` hands over"
)]
pub(super) fn unpictured(why: PngError) -> Failure {
    match why {
        PngError::TooLarge { .. } => Diagnostic::error(why.to_string())
            .over_limit()
            .hint("give a smaller `--scale`")
            .into(),
        PngError::Svg(_) | PngError::Encode(_) => Failure::Io(why.to_string()),
    }
}
