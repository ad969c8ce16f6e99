//! The furniture of frames: big date, caption bar, time line.

use std::collections::BTreeSet;

use super::{plain, title};
use crate::campaign::{Caption, Date, Day, Moment};
use crate::compose::context::Context;
use crate::geom::{PagePoint, PageRect};
use crate::scene::{Group, Path, Role, Stroke};
use crate::text::Face;

/// Draws date, caption and time line; on a still map without a moment the campaign's title and years instead.
pub(crate) fn draw(context: &Context<'_>, group: &mut Group) {
    let style = context.inputs.style;
    let (page, frame) = (context.inputs.view.page, context.inputs.view.frame);
    let bar = PageRect::new(0.0, frame.y1, page.width, page.height);
    let mut caption = Group::new("caption").with_role(Role::Panel { rect: bar });
    caption.path(Path::rect(bar), Some(style.base.paper.into()), None);
    let Some(days) = days(context) else {
        draw_titles(context, bar, &mut caption);
        group.group(caption);
        return;
    };
    if let Some((text, faded)) = caption_of(context) {
        let size = fitting(context, text, page.width * 0.9);
        let origin = PagePoint::new(page.width * 0.05, bar.y0 + bar.height() * 0.46);
        let lettering = plain(context, text, (Face::Sans, size, style.base.text), origin);
        if faded > 0.0 {
            let mut fading = Group::new("").with_faded(faded);
            fading.text(lettering);
            caption.group(fading);
        } else {
            caption.text(lettering);
        }
    }
    draw_time_line(context, bar, &mut caption);
    group.group(caption);
    group.group(date_panel(context, &date_text(context, days)));
}

/// The campaign's title, and below it its subtitle or years.
fn draw_titles(context: &Context<'_>, bar: PageRect, caption: &mut Group) {
    let (style, header) = (context.inputs.style, &context.inputs.campaign.header);
    let left = bar.width() * 0.05;
    let title = context.name(&header.title, &header.titles);
    let lines = [
        (
            title.to_owned(),
            Face::SansBold,
            style.base.text,
            (38.0, 0.42),
        ),
        (
            title::subtitle(context),
            Face::Sans,
            style.base.second_text,
            (26.0, 0.78),
        ),
    ];
    for (text, face, color, (most, down)) in lines {
        let wide = context.inputs.fonts.measure(face, most, 0.0, &text);
        let size = (most * (bar.width() * 0.9 / wide).min(1.0))
            .floor()
            .max(20.0);
        let origin = PagePoint::new(left, bar.y0 + bar.height() * down);
        if !text.is_empty() {
            caption.text(plain(context, &text, (face, size, color), origin));
        }
    }
}

/// First day and the day after the last of what is shown; none for the campaign as a whole.
fn days(context: &Context<'_>) -> Option<(Day, Day)> {
    let days = context.moment.days()?;
    days.start.zip(days.end)
}

/// The caption of the moment with how much of it has faded: on the way from one step to the next the
/// one's caption goes, then the other's comes, as letters over letters cannot be read.
fn caption_of<'a>(context: &Context<'a>) -> Option<(&'a str, f64)> {
    let campaign = context.inputs.campaign;
    let of = |moment: Moment| {
        let caption = campaign.caption_in(moment.days()?)?;
        Some(context.name(&caption.text, &caption.texts))
    };
    let Moment::Between(passage) = context.moment else {
        return of(context.moment).map(|text| (text, 0.0));
    };
    let (before, now) = (of(passage.from()), of(passage.to()));
    let gone = 2.0 * context.gone();
    if before == now {
        now.map(|text| (text, 0.0))
    } else if gone < 1.0 {
        before.map(|text| (text, gone))
    } else {
        now.map(|text| (text, 2.0 - gone))
    }
}

/// Where the big date stands: the same in all frames of a film, wide enough for each of its dates.
pub(super) fn date_rect(context: &Context<'_>) -> PageRect {
    let frame = context.inputs.view.frame;
    let (_, widest) = date_px_of(context);
    PageRect::new(
        frame.x0,
        frame.y0,
        frame.x0 + widest + DATE_PX * 0.8,
        frame.y0 + DATE_PX * 1.35,
    )
}

/// Size of a year, px.
const DATE_PX: f64 = 96.0;
/// Dates that are wider are set smaller, px.
const WIDEST_DATE_PX: f64 = 400.0;

/// Size and width of the widest of the dates that frames of these steps show, px.
pub(crate) fn date_px(context: &Context<'_>, steps: &[Moment]) -> (f64, f64) {
    let days = steps.iter().filter_map(|step| step.days());
    let days = days.filter_map(|days| days.start.zip(days.end));
    // A year, however short its number is, has room for four digits, and digits are all of a width.
    let like = |text: String| text.replace(|c: char| c.is_ascii_digit(), "0");
    let mut texts: BTreeSet<String> = days.map(|days| like(date_text(context, days))).collect();
    texts.insert("0000".to_owned());
    let fonts = context.inputs.fonts;
    let wide = |text: &String| fonts.measure(Face::SansBold, DATE_PX, 0.0, text);
    let widest = texts.iter().map(wide).fold(0.0, f64::max);
    let shrunk = (WIDEST_DATE_PX / widest).min(1.0);
    ((DATE_PX * shrunk).floor(), widest * shrunk)
}

/// The same of the film that is drawn, or of what is shown alone.
fn date_px_of(context: &Context<'_>) -> (f64, f64) {
    match context.film {
        Some(film) => film.date_px,
        None => date_px(context, &[context.moment]),
    }
}

/// What a still map of one moment says below its title: the date, and what happened then.
pub(super) fn moment_line(context: &Context<'_>) -> Option<String> {
    let days = days(context)?;
    if let Some(phase) = phase(context) {
        let text = context.name(&phase.text, &phase.texts);
        let (title, date) = (&phase.title, context.date(&phase.when));
        return Some(if says(title, &date) {
            format!("{title}: {text}")
        } else {
            format!("{title}, {date}: {text}")
        });
    }
    let date = date_text(context, days);
    Some(match caption_of(context) {
        Some((caption, _)) => format!("{date}: {caption}"),
        None => date,
    })
}

/// Whether a title says a date already: each word of it.
fn says(title: &str, date: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let title = words(title);
    words(date).iter().all(|word| title.contains(word))
}

/// The titled caption whose time is exactly what is shown.
fn phase<'a>(context: &Context<'a>) -> Option<&'a Caption> {
    let step = context.moment.days()?;
    let mut captions = context.inputs.campaign.captions.iter();
    captions.find(|c| !c.title.is_empty() && c.when.interval == step)
}

fn date_panel(context: &Context<'_>, text: &str) -> Group {
    let style = context.inputs.style;
    let rect = date_rect(context);
    let mut panel = Group::new("date").with_role(Role::Panel { rect });
    panel.path(Path::rect(rect), Some(style.base.paper.into()), None);
    let (size, _) = date_px_of(context);
    let cap = context.inputs.fonts.cap_height(Face::SansBold, size);
    let origin = PagePoint::new(rect.x0 + DATE_PX * 0.4, rect.center().y + cap / 2.0);
    panel.text(plain(
        context,
        text,
        (Face::SansBold, size, style.base.text),
        origin,
    ));
    panel
}

fn date_text(context: &Context<'_>, days: (Day, Day)) -> String {
    let date = Date::of_step(days, context.inputs.campaign.header.calendar);
    date.map_or_else(String::new, |date| context.date(&date))
}

fn fitting(context: &Context<'_>, text: &str, width: f64) -> f64 {
    let wide = context.inputs.fonts.measure(Face::Sans, 38.0, 0.0, text);
    (38.0 * (width / wide).min(1.0)).floor().max(20.0)
}

/// The end of what is shown, in days; on the way from one step to the next it moves from the one's end to
/// the other's.
fn now(context: &Context<'_>) -> Option<f64> {
    let (_, end) = days(context)?;
    let before = match context.moment {
        Moment::Between(passage) => passage.earlier.1,
        Moment::End | Moment::Step { .. } => end,
    };
    Some(before.0 as f64 + (end.0 - before.0) as f64 * context.gone())
}

/// A line from the first to the last date of the film with the present one enlarged.
fn draw_time_line(context: &Context<'_>, bar: PageRect, group: &mut Group) {
    let Some(now) = now(context) else {
        return;
    };
    let campaign = context.inputs.campaign;
    let own = campaign.frames.range.as_ref().map(|date| date.interval);
    let range = context.film.map(|film| film.range);
    let range = range.or(own).unwrap_or(context.span);
    let (Some(first), Some(last)) = (range.start, range.end) else {
        return;
    };
    let style = context.inputs.style;
    let y = bar.y1 - bar.height() * 0.22;
    let (left, right) = draw_ends(context, bar, (first, last), group);
    let t = ((now - first.0 as f64) / (last.0 - first.0).max(1) as f64).clamp(0.0, 1.0);
    let line = Path::line(&[PagePoint::new(left, y), PagePoint::new(right, y)]);
    group.path(
        line,
        None,
        Some(Stroke::solid(style.base.second_text, 2.0).with_opacity(0.5)),
    );
    for battle in &campaign.battles {
        if let Some(day) = battle.when.as_ref().and_then(|d| d.interval.start) {
            let at = (day.0 - first.0) as f64 / (last.0 - first.0).max(1) as f64;
            if (0.0..=1.0).contains(&at) {
                let dot = PagePoint::new(left + (right - left) * at, y);
                group.path(
                    Path::circle(dot, 4.0),
                    Some(style.base.second_text.into()),
                    None,
                );
            }
        }
    }
    let now = PagePoint::new(left + (right - left) * t, y);
    group.path(Path::circle(now, 9.0), Some(style.base.text.into()), None);
}

/// Between the time line and the dates at its ends, px.
const END_GAP_PX: f64 = 20.0;
/// A time line shorter than this is told by its months, days.
const FEW_DAYS: i64 = 3 * 366;

/// Writes when the time line begins and ends; what is left between for the line itself.
fn draw_ends(
    context: &Context<'_>,
    bar: PageRect,
    (first, last): (Day, Day),
    group: &mut Group,
) -> (f64, f64) {
    let calendar = context.inputs.campaign.header.calendar;
    let text = |day: Day| {
        let civil = calendar.civil(day);
        let days = if last.0 - first.0 < FEW_DAYS {
            let next = civil.year * 12 + i64::from(civil.month);
            let month = next.rem_euclid(12) as u8 + 1;
            let after = calendar.day(next.div_euclid(12), month, 1);
            (calendar.day(civil.year, civil.month, 1), after)
        } else {
            let after = calendar.day(civil.year + 1, 1, 1);
            (calendar.day(civil.year, 1, 1), after)
        };
        date_text(context, days)
    };
    let (begin, end) = (text(first), text(last.previous()));
    let (fonts, size) = (context.inputs.fonts, context.inputs.style.lettering.date);
    let wide = |text: &str| fonts.measure(Face::Sans, size, 0.0, text);
    let (left, right) = (bar.width() * 0.05, bar.width() * 0.95);
    let look = (Face::Sans, size, context.inputs.style.base.second_text);
    let y = bar.y1 - bar.height() * 0.22 + fonts.cap_height(Face::Sans, size) / 2.0;
    let ends = [(&begin, left), (&end, right - wide(&end))];
    for (text, x) in ends {
        group.text(plain(context, text, look, PagePoint::new(x, y)));
    }
    let line_end = right - wide(&end) - END_GAP_PX;
    (left + wide(&begin) + END_GAP_PX, line_end)
}
