//! `theatrum render`.

use std::path::Path;

use super::args::{LookArgs, ProfileArg, RenderArgs};
use super::failure::Failure;
use super::say::Say;
use super::{files, load};
use crate::campaign::{Calendar, Campaign, Date, Moment, Resolved};
use crate::compose::Studio;
use crate::diag::Diagnostic;
use crate::export::{self, Limits, Packing, PngError, Profile};

/// What a file is to be, by its extension.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Svg,
    Png,
}

/// Draws the input to every output.
pub(super) fn run(args: &RenderArgs, say: &Say) -> Result<(), Failure> {
    let formats = formats(args)?;
    let moment = args.at.as_deref().map_or(Ok(Moment::End), moment)?;
    let studio = studio(&args.look, "article")?;
    let mut campaign = load::campaign(&args.input, &studio.basemap, say)?;
    apply(&args.look, &mut campaign);
    let drawn = studio.draw(&campaign, moment);
    say.diagnostics(&drawn.warnings);
    let profile = profile(&args.look, &studio);
    let svg = export::svg(&drawn.value, profile, &studio.fonts);
    for (path, format) in args.output.iter().zip(formats) {
        match format {
            Format::Svg => files::write(path, svg.as_bytes())?,
            Format::Png => files::write(path, &png(&svg, args.scale)?)?,
        }
        if path != Path::new("-") {
            say.line(format!("wrote {}", path.display()));
        }
    }
    Ok(())
}

fn formats(args: &RenderArgs) -> Result<Vec<Format>, Failure> {
    let input = args.input.input.canonicalize().ok();
    args.output
        .iter()
        .map(|path| {
            if input.is_some() && path.canonicalize().ok() == input {
                return Err(Failure::Usage(format!(
                    "`{}` would overwrite the input",
                    path.display()
                )));
            }
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
        })
        .collect()
}

/// The moment that a date names.
fn moment(text: &str) -> Result<Moment, Failure> {
    let date = Date::parse(text, Calendar::Gregorian).map_err(|why| {
        Diagnostic::error(format!("bad date `{text}`: {why}"))
            .hint("write `--at 1782` or `--at 1756-08-18`")
    })?;
    Moment::at(&date).ok_or_else(|| Failure::Usage(format!("`{text}` has no end; give one date")))
}

/// The studio that the look asks for.
pub(super) fn studio(look: &LookArgs, preset: &str) -> Result<Studio, Failure> {
    let mut studio = Studio::new(look.preset.as_deref().unwrap_or(preset))?;
    if let Some(style) = &look.style {
        studio = studio.with_style(style)?;
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
        campaign.map.projection.kind.clone_from(projection);
        campaign.map.projection.parameters.clear();
    }
}

fn profile(look: &LookArgs, studio: &Studio) -> Profile {
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
    let failure = |e: PngError| match e {
        PngError::TooLarge { .. } => Failure::Limit(e.to_string()),
        PngError::Svg(_) | PngError::Encode(_) => Failure::Io(e.to_string()),
    };
    let raster = export::rasterise(svg, scale, Limits::default()).map_err(failure)?;
    export::encode(&raster, Packing::Fast).map_err(failure)
}
