//! `theatrum render`.

use std::path::{Path, PathBuf};

use super::args::{LookArgs, ProfileArg, RenderArgs};
use super::failure::Failure;
use super::frames::page::{self, Begin};
use super::judge::Order;
use super::say::Say;
use super::{beside, files, judge, load};
use crate::audit::Finding;
use crate::campaign::{Campaign, Date, Moment, ProjectionRequest, Resolved};
use crate::compose::Studio;
use crate::compose::labels::Baselines;
use crate::diag::Diagnostic;
use crate::export::{self, Limits, Packing, PngError, Profile};
use crate::film::Step;
use crate::scene::{SCREEN_PX_PER_INCH, Scene};
use crate::style::ReliefTechnique;

/// So many offenders of a criterion are named.
const MOST_OFFENDERS: usize = 5;

/// What a file is to be, by its extension.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Svg,
    Png,
    Pdf,
    Html,
}

/// Draws the input to every output.
pub(super) fn run(args: &RenderArgs, say: &Say) -> Result<(), Failure> {
    let formats = formats(args)?;
    files::check_targets(&args.input.input, &args.output)?;
    let mut studio = studio(&args.look, "article")?;
    let profile = profile(&args.look, &studio);
    let mut campaign = load::campaign(&args.input, &studio.basemap, say)?;
    apply(&args.look, &mut campaign);
    let moment = moment(args.at.as_deref(), &campaign)?;
    speak(&mut studio, args, &campaign);
    write_pages(args, &formats, (&studio, &campaign), say)?;
    if formats.iter().all(|format| *format == Format::Html) {
        return Ok(());
    }
    let working = say.working("drawing");
    let scenes = if args.strict {
        let order = Order::new(&args.look, "article", profile).strict();
        let judged = judge::map(
            (&studio, &campaign),
            &|| studio.draw(&campaign, moment),
            &order,
        )?;
        say.diagnostics(&judged.warnings);
        refuse(&judged.findings)?;
        vec![(None, judged.scene)]
    } else {
        scenes(args, (&studio, &campaign), moment, say)?
    };
    drop(working);
    for (number, scene) in scenes {
        let svg = export::svg(&scene, profile, &studio.fonts);
        for (path, format) in args.output.iter().zip(&formats) {
            let path = &numbered(path, number);
            let working = say.working("writing");
            match format {
                Format::Html => continue,
                Format::Svg => files::write(path, svg.as_bytes())?,
                Format::Pdf => files::write(path, &export::pdf(&scene, &studio.fonts))?,
                Format::Png => files::write(path, &picture(&svg, args.scale, &scene)?)?,
            }
            drop(working);
            if path != Path::new("-") {
                say.line(format!("wrote {}", path.display()));
            }
        }
        beside::write(args, (&campaign, &scene), number, say)?;
    }
    Ok(())
}

/// Writes the pages among the outputs: they hold all of the campaign's time, an event a step, and open
/// where the map of the whole is.
fn write_pages(
    args: &RenderArgs,
    formats: &[Format],
    (studio, campaign): (&Studio, &Campaign<Resolved>),
    say: &Say,
) -> Result<(), Failure> {
    let outputs = args.output.iter().zip(formats);
    let pages: Vec<&PathBuf> = outputs
        .filter(|(_, format)| **format == Format::Html)
        .map(|(path, _)| path)
        .collect();
    if pages.is_empty() {
        return Ok(());
    }
    if args.at.is_some() || args.phases || args.strict || !args.langs.is_empty() {
        let message = "a page has all dates and one language: `--at`, `--phases`, `--strict` and \
                       `--langs` are for files of other kinds";
        return Err(Failure::Usage(message.to_owned()));
    }
    let range = campaign.frames.range.as_ref().map(|date| date.interval);
    let range = range.unwrap_or_else(|| campaign.span());
    let text = page::page((studio, campaign), (range, Step::Events), Begin::Last, say)?;
    for path in pages {
        files::write(path, text.as_bytes())?;
        say.line(format!("wrote {}", path.display()));
    }
    Ok(())
}

/// Sets the languages of a map in several: those that are typed, else those that the campaign asks for
/// in a file of the first output's name. The campaign's own is always one of them.
fn speak(studio: &mut Studio, args: &RenderArgs, campaign: &Campaign<Resolved>) {
    let asked = if args.langs.is_empty() {
        let name = args.output.first().and_then(|path| path.file_name());
        let named = |o: &&crate::campaign::Output| Path::new(&o.file).file_name() == name;
        let output = campaign.outputs.iter().find(named);
        output.map_or(&[][..], |o| o.langs.as_slice())
    } else {
        &args.langs
    };
    if let ([only], None) = (asked, &studio.lang) {
        studio.lang = Some(only.clone());
        return;
    }
    let mut others: Vec<String> = Vec::new();
    for lang in asked {
        if *lang != campaign.header.lang && !others.contains(lang) {
            others.push(lang.clone());
        }
    }
    if others.is_empty() {
        return;
    }
    studio.lang = None;
    studio.other_langs = others;
    studio.baselines = Baselines::Straight;
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
pub(super) fn numbered(path: &Path, number: Option<usize>) -> PathBuf {
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
            Some("pdf") => Ok(Format::Pdf),
            Some("html" | "htm") => Ok(Format::Html),
            None if path == Path::new("-") => Ok(Format::Svg),
            _ => Err(Failure::Usage(format!(
                "`{}` is neither .svg nor .png nor .pdf nor .html",
                path.display()
            ))),
        }
    };
    args.output.iter().map(format).collect()
}

/// The moment that a date names, in the campaign's calendar; the end without one.
pub(super) fn moment(text: Option<&str>, campaign: &Campaign<Resolved>) -> Result<Moment, Failure> {
    let Some(text) = text else {
        return Ok(Moment::End);
    };
    let date = Date::parse(text, campaign.header.calendar).map_err(|why| {
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
    let profile = profile(look, &studio);
    suit(&mut studio, profile);
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

/// The profile that is asked for, else the preset's.
pub(super) fn profile(look: &LookArgs, studio: &Studio) -> Profile {
    match look.profile {
        Some(ProfileArg::Web) => Profile::Web,
        Some(ProfileArg::Office) => Profile::Office,
        Some(ProfileArg::Wiki) => Profile::Wiki,
        Some(ProfileArg::Outline) => Profile::Outline,
        None => {
            let named = Profile::ALL
                .iter()
                .find(|(name, _)| *name == studio.preset.profile);
            named.map_or(Profile::Web, |(_, profile)| *profile)
        }
    }
}

/// Leaves out what the programs of a profile cannot draw or edit: bent names, shaded hills.
fn suit(studio: &mut Studio, profile: Profile) {
    match profile {
        Profile::Web => {}
        Profile::Wiki => studio.baselines = Baselines::Straight,
        Profile::Office => {
            studio.baselines = Baselines::Straight;
            studio.preset.relief = false;
        }
        // Some programs know no half-transparent pictures; ruled relief is none.
        Profile::Outline => {
            studio.preset.relief &= studio.style.relief.technique == ReliefTechnique::Ruling;
        }
    }
}

/// The PNG of a map: for the screen pixel by pixel, for paper at 300 dots per inch.
fn picture(svg: &str, scale: f64, scene: &Scene) -> Result<Vec<u8>, Failure> {
    /// Dots in an inch of a printed page.
    const PRINT: f64 = 300.0;
    if scene.px_per_inch == SCREEN_PX_PER_INCH {
        return png(svg, scale);
    }
    let dots = PRINT * scale;
    let raster =
        export::rasterise(svg, dots / SCREEN_PX_PER_INCH, Limits::default()).map_err(unpictured)?;
    export::encode_for_paper(&raster, dots).map_err(unpictured)
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
