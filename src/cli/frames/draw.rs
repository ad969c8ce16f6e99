//! Drawing frames, in parallel, each file whole or absent, what is there already left alone.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};

use rayon::prelude::*;

use super::folder::{Folder, TOLD};
use super::range;
use crate::campaign::{Campaign, Interval, Resolved};
use crate::cli::args::{DrawFramesArgs, FrameFormat, InputArgs, PackingArg};
use crate::cli::failure::Failure;
use crate::cli::load::{self, Loaded};
use crate::cli::render;
use crate::cli::say::Say;
use crate::compose::{Reel, Studio};
use crate::diag::Diagnostic;
use crate::export::{self, Packing, Profile};
use crate::film::{
    self, Film, FilmPlan, Frame, FrameComposer, FrameRenderer, Header, PlannedFrame, Selection,
    Standing, Step, Still, Stratum,
};

/// Hashes of all frames, as `sha256sum --check` reads them.
pub(super) const MANIFEST: &str = "manifest.sha256";

/// Draws the frames that are not there yet.
pub(super) fn run(
    (input, output): (&InputArgs, &Path),
    args: &DrawFramesArgs,
    say: &Say,
) -> Result<(), Failure> {
    let studio = render::studio(&args.look, "frame")?;
    let Loaded {
        mut campaign,
        inputs,
    } = load::loaded(input, &studio.basemap, say)?;
    render::apply(&args.look, &mut campaign);
    let range = range::range(&args.range, &campaign)?;
    let step = range::step(&args.range, &campaign)?;
    let mut stills = range::stills(&campaign, range, step)?;
    let tween = range::tween(&args.tween, &campaign);
    let reel = Reel::new(range, stills.iter().map(Still::moment).collect(), tween > 0);
    let film = LazyLock::new(|| Film::new(&studio, &campaign, &reel));
    if args.tween.skip_same {
        let composer = FrameComposer::new(&film);
        stills = film::without_same(&stills, |a, b| composer.is_same(a, b));
    }
    let frames = range::pictures(&campaign, &stills, (step, tween))?;
    let options = options(args, range, (step, tween));
    let header = Header::new(inputs, campaign.frames.fps, options, &studio);
    let mut plan = FilmPlan::new(header, &frames, extension(args.format));
    if args.layers {
        plan = plan.in_layers();
    }
    let selection = selection(args);
    refuse_beyond(&selection, &plan, say)?;
    let folder = Folder::create(output)?;
    prepare(&folder, &plan, &selection, args.force)?;
    tell(&folder, &campaign, &frames, args)?;
    let wanted: Vec<&PlannedFrame> = plan
        .selected(&selection)
        .into_par_iter()
        .filter(|f| args.force || folder.standing(f) != Standing::Done)
        .collect();
    if !wanted.is_empty() {
        say.diagnostics(&film.remarks());
        draw(&wanted, &folder, &film, (args, &studio, say))?;
    }
    conclude(&folder, &plan, (&selection, wanted.len()), say)
}

fn selection(args: &DrawFramesArgs) -> Selection {
    match (&args.shard, &args.index) {
        (Some(shard), _) => Selection::Shard(*shard),
        (_, Some(numbers)) => Selection::Numbers(numbers.clone()),
        (None, None) => Selection::All,
    }
}

/// Numbers of frames that the film does not have are a mistake, all the more if there are no others.
fn refuse_beyond(selection: &Selection, plan: &FilmPlan, say: &Say) -> Result<(), Failure> {
    let last = plan.frames.last().map_or(0, |frame| frame.index);
    let Selection::Numbers(numbers) = selection else {
        return Ok(());
    };
    let Some(beyond) = numbers.beyond(last) else {
        return Ok(());
    };
    let why = format!("there is no frame {beyond}: the film has the frames 1 to {last}");
    if plan.selected(selection).is_empty() {
        return Err(Failure::Usage(why));
    }
    say.diagnostics(&[Diagnostic::warning(why)]);
    Ok(())
}

fn extension(format: FrameFormat) -> &'static str {
    match format {
        FrameFormat::Png => "png",
        FrameFormat::Svg => "svg",
    }
}

/// Everything besides the inputs that decides the bytes of the frames.
fn options(args: &DrawFramesArgs, range: Interval, (step, tween): (Step, u32)) -> Vec<String> {
    let look = &args.look;
    let day = |day: Option<crate::campaign::Day>| day.map_or_else(String::new, |d| d.0.to_string());
    let mut options = vec![
        format!("format={}", extension(args.format)),
        format!("png={:?}", args.png),
        format!("range={}/{}", day(range.start), day(range.end)),
        // Which labels are seen together decides where they stand.
        format!("every={step}"),
    ];
    options.extend((tween > 0).then(|| "melting".to_owned()));
    let named = [("lang", &look.lang), ("projection", &look.projection)];
    let asked = named
        .iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", value.as_ref()?)));
    options.extend(asked);
    options.extend(args.layers.then(|| "layers".to_owned()));
    options
}

/// Puts the plan into the folder. A whole run replaces another film's plan and frames; a part of a
/// film must not, as other machines may be at work on it.
fn prepare(
    folder: &Folder,
    plan: &FilmPlan,
    selection: &Selection,
    force: bool,
) -> Result<(), Failure> {
    let former = if force {
        folder.plan().unwrap_or_default()
    } else {
        folder.plan()?
    };
    if let Some(former) = former.filter(|former| former != plan) {
        if *selection != Selection::All && !force {
            let what = changed(&former, plan);
            return Err(
                Diagnostic::error(format!("the folder holds another film: {what}"))
                    .hint("draw into another folder, or with `--force` over that film")
                    .into(),
            );
        }
        folder.clear(&former, plan);
    }
    folder.write_plan(plan)
}

/// Why a plan is not the former one.
fn changed(former: &FilmPlan, plan: &FilmPlan) -> String {
    let (old, new) = (&former.header, &plan.header);
    let input = new.inputs.iter().find(|i| !old.inputs.contains(i));
    if let Some(input) = input {
        format!("`{}` is not as it was", input.file)
    } else if old.theatrum != new.theatrum || old.data != new.data {
        "it was drawn by another version or in another style".to_owned()
    } else {
        "it has other frames or options".to_owned()
    }
}

/// Writes what goes with the frames: times, captions, what begins and ends.
fn tell(
    folder: &Folder,
    campaign: &Campaign<Resolved>,
    frames: &[Frame],
    args: &DrawFramesArgs,
) -> Result<(), Failure> {
    let told = film::tell(
        campaign,
        frames,
        extension(args.format),
        args.look.lang.as_deref(),
    );
    let json = serde_json::to_string_pretty(&told).unwrap_or_default() + "\n";
    folder.write(TOLD, json.as_bytes())?;
    let list = film::concat(&told);
    if args.layers {
        for layer in Stratum::ALL {
            folder.write_below(layer.folder(), "frames.txt", list.as_bytes())?;
        }
    } else {
        folder.write("frames.txt", list.as_bytes())?;
    }
    folder.write("captions.vtt", film::captions(&told).as_bytes())
}

fn draw(
    wanted: &[&PlannedFrame],
    folder: &Folder,
    film: &Film<'_>,
    (args, studio, say): (&DrawFramesArgs, &Studio, &Say),
) -> Result<(), Failure> {
    let renderer = FrameRenderer::new(film, packing(args.png));
    let pictures: Vec<&[&PlannedFrame]> = wanted.chunk_by(|a, b| a.index == b.index).collect();
    let bar = say.progress(pictures.len() as u64, "frames");
    let drawn = for_each(&pictures, |files| {
        draw_one(files, folder, (args.format, &renderer, studio))?;
        bar.inc(1);
        Ok(())
    });
    bar.finish_and_clear();
    drawn
}

/// Draws a frame: one file, or those of its layers.
fn draw_one(
    files: &[&PlannedFrame],
    folder: &Folder,
    (format, renderer, studio): (FrameFormat, &FrameRenderer<'_>, &Studio),
) -> Result<(), Failure> {
    let Some(first) = files.first() else {
        return Ok(());
    };
    let moment = first.moment();
    match (format, first.layer) {
        (FrameFormat::Svg, _) => {
            let svg = export::svg(&renderer.scene(moment), Profile::Web, &studio.fonts);
            folder.write_frame(first, svg.as_bytes())
        }
        (FrameFormat::Png, None) => {
            let png = renderer.png(moment).map_err(render::unpictured)?;
            folder.write_frame(first, &png)
        }
        (FrameFormat::Png, Some(_)) => {
            let pngs = renderer.layers(moment).map_err(render::unpictured)?;
            let mut layers = Stratum::ALL.into_iter().zip(pngs);
            layers.try_for_each(|(layer, png)| {
                let file = files.iter().find(|file| file.layer == Some(layer));
                file.map_or(Ok(()), |file| folder.write_frame(file, &png))
            })
        }
    }
}

fn packing(packing: PackingArg) -> Packing {
    match packing {
        PackingArg::Fast => Packing::Fast,
        PackingArg::Small => Packing::Small,
    }
}

/// Does the work for every frame, on all cores, until one fails.
///
/// Threads take the frames in order: neighbours share most of what they show.
fn for_each(
    frames: &[&[&PlannedFrame]],
    work: impl Fn(&[&PlannedFrame]) -> Result<(), Failure> + Sync,
) -> Result<(), Failure> {
    let next = AtomicUsize::new(0);
    let first_failure = Mutex::new(None);
    let labour = || {
        while let Some(frame) = frames.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(failure) = work(frame) {
                next.store(frames.len(), Ordering::Relaxed);
                if let Ok(mut first) = first_failure.lock() {
                    first.get_or_insert(failure);
                }
            }
        }
    };
    let threads = rayon::current_num_threads().min(frames.len());
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(labour);
        }
        labour();
    });
    let failure = first_failure.into_inner().ok().flatten();
    failure.map_or(Ok(()), Err)
}

/// Says what was done; once all frames are there, writes their hashes and the one over them.
fn conclude(
    folder: &Folder,
    plan: &FilmPlan,
    (selection, drawn): (&Selection, usize),
    say: &Say,
) -> Result<(), Failure> {
    let there = plan.selected(selection).len() - drawn;
    let what = match (plan.is_in_layers(), drawn) {
        (true, _) => "layers of frames",
        (false, 1) => "frame",
        (false, _) => "frames",
    };
    say.line(match there {
        0 => format!("wrote {drawn} {what}"),
        1 => format!("wrote {drawn} {what}; 1 was there already"),
        _ => format!("wrote {drawn} {what}; {there} were there already"),
    });
    if *selection == Selection::All
        && let Some((manifest, root)) = film::manifest(plan, |file| folder.receipt(file))
    {
        folder.write(MANIFEST, manifest.as_bytes())?;
        say.line(format!("root {root}"));
    }
    Ok(())
}
