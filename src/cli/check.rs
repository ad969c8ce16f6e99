//! `theatrum check`.

use super::args::{CheckArgs, CheckFormat};
use super::failure::Failure;
use super::frames::range;
use super::judge::{Draw, Order};
use super::say::Say;
use super::table::{self, Sheet};
use super::{judge, load, output, render};
use crate::audit::Finding;
use crate::campaign::{Campaign, Day, Interval, Moment, Resolved};
use crate::compose::Studio;
use crate::diag::{Diagnostic, Warned};
use crate::film::{self, Film, Frame, Pace, Step};
use crate::style::Preset;

/// Reports problems of a campaign, then judges its map: in one preset, in all, or as a film.
pub(super) fn run(args: &CheckArgs, say: &Say) -> Result<(), Failure> {
    if !args.frames && (args.range.from.is_some() || args.range.to.is_some()) {
        return Err(Failure::Usage(
            "`--from` and `--to` go with `--frames`".to_owned(),
        ));
    }
    let usual = if args.frames { "frame" } else { "article" };
    let studio = render::studio(&args.look, usual)?;
    let mut campaign = load::campaign(&args.input, &studio.basemap, say)?;
    render::apply(&args.look, &mut campaign);
    let moment = render::moment(args.at.as_deref(), &campaign)?;
    let sheets = if args.all_presets {
        all_presets(args, &campaign, moment)?
    } else if args.frames {
        vec![reel(args, &studio, &campaign)?]
    } else {
        let draw = || studio.draw(&campaign, moment);
        vec![sheet(args, (&studio, &campaign), (usual, &draw))?]
    };
    for sheet in &sheets {
        say.diagnostics(&sheet.warnings);
    }
    say.line(summary(&campaign, &sheets));
    output::print(&match args.format {
        CheckFormat::Table => table::text(&sheets),
        CheckFormat::Json => table::json(&sheets),
    })?;
    verdict(&sheets)
}

/// One map in the preset of the look.
fn sheet(
    args: &CheckArgs,
    (studio, campaign): (&Studio, &Campaign<Resolved>),
    (usual, draw): (&str, Draw<'_>),
) -> Result<Sheet, Failure> {
    let mut order = Order::new(&args.look, usual, render::profile(&args.look, studio));
    if args.strict {
        order = order.strict();
    }
    let judged = judge::map((studio, campaign), draw, &order)?;
    Ok(Sheet {
        preset: args.look.preset.clone().unwrap_or_else(|| usual.to_owned()),
        warnings: judged.warnings,
        findings: judged.findings,
    })
}

fn all_presets(
    args: &CheckArgs,
    campaign: &Campaign<Resolved>,
    moment: Moment,
) -> Result<Vec<Sheet>, Failure> {
    let presets = Preset::names().into_iter();
    let sheets = presets.map(|preset| {
        let studio = render::studio(&args.look, &preset)?;
        let draw = || studio.draw(campaign, moment);
        sheet(args, (&studio, campaign), (&preset, &draw))
    });
    sheets.collect()
}

/// All frames together, and the last one as a map, drawn as it is in the film.
fn reel(
    args: &CheckArgs,
    studio: &Studio,
    campaign: &Campaign<Resolved>,
) -> Result<Sheet, Failure> {
    let range = range::range(&args.range, campaign)?;
    let step = range::step(&args.range, campaign)?;
    let frames = range::frames(campaign, range, step)?;
    let last = frames.last().map_or(Moment::End, Frame::moment);
    let draw = || {
        let film = Film::new(studio, campaign, &range::reel(range, &frames, false));
        Warned {
            value: film.scene(last),
            warnings: film.remarks(),
        }
    };
    let mut sheet = sheet(args, (studio, campaign), ("frame", &draw))?;
    let steps = match step {
        Step::Events | Step::Listed => film::turning_days(campaign, range, step).len(),
        Step::Years(_) | Step::Months(_) | Step::Days(_) => {
            let calendar = campaign.header.calendar;
            steps(range, Pace { step, calendar })
        }
    };
    sheet
        .findings
        .extend(judge::film(studio, campaign, range, (&frames, steps)));
    Ok(sheet)
}

/// How many steps of some years, months or days a range touches, counted on the calendar.
fn steps(range: Interval, Pace { step, calendar }: Pace) -> usize {
    let (Some(first), Some(last)) = (range.start, range.end.map(Day::previous)) else {
        return 0;
    };
    let (from, to) = (calendar.civil(first), calendar.civil(last));
    let years = to.year - from.year;
    let months = 12 * years + i64::from(to.month) - i64::from(from.month);
    let (units, each) = match step {
        Step::Years(n) => (years + 1, n),
        Step::Months(n) => (months + 1, n),
        Step::Days(n) => (last.0 - first.0 + 1, n),
        Step::Events | Step::Listed => (0, 1),
    };
    usize::try_from((units + i64::from(each) - 1) / i64::from(each)).unwrap_or(0)
}

fn summary(campaign: &Campaign<Resolved>, sheets: &[Sheet]) -> String {
    let count =
        |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let warnings = sheets.iter().map(|sheet| sheet.warnings.len()).sum();
    format!(
        "{}, {}, {}, {}: can be drawn, {}",
        count(campaign.places.len(), "place", "places"),
        count(campaign.battles.len(), "battle", "battles"),
        count(campaign.movements.len(), "movement", "movements"),
        count(campaign.polities.len(), "polity", "polities"),
        count(warnings, "warning", "warnings"),
    )
}

/// An error if a criterion fails that must not.
fn verdict(sheets: &[Sheet]) -> Result<(), Failure> {
    let faults = sheets.iter().filter_map(|sheet| {
        let failed = sheet.findings.iter().filter(|f| f.is_fault());
        let ids: Vec<&str> = failed.map(|f: &Finding| f.id).collect();
        (!ids.is_empty()).then(|| {
            Diagnostic::error(format!("the {} map fails {}", sheet.preset, ids.join(", ")))
        })
    });
    let faults: Vec<Diagnostic> = faults.collect();
    if faults.is_empty() {
        return Ok(());
    }
    Err(faults.into())
}
