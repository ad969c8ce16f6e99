//! The credits line: what is approximate, where facts and base map come from, which projection.

use super::{plain, wrapped};
use crate::campaign::{Precision, Route};
use crate::compose::context::Context;
use crate::compose::lands::Lands;
use crate::compose::page;
use crate::compose::plan::Plan;
use crate::compose::record;
use crate::compose::words::filled;
use crate::geom::PagePoint;
use crate::scene::{Group, Path, Role};
use crate::text::Face;

/// Draws the credits in the strip between the map and the page's bottom.
pub(crate) fn draw(context: &Context<'_>, plan: &Plan<'_>, lands: &Lands<'_>, group: &mut Group) {
    let style = context.inputs.style;
    let page = context.inputs.view.page;
    let strip = page::credits_strip(&context.inputs);
    let mut credits = Group::new("credits").with_role(Role::Credits);
    credits.path(Path::rect(strip), Some(style.base.paper.into()), None);
    let k = context.inputs.preset.k;
    let left = 12.0 * k;
    let text = text(context, plan, lands);
    let (size, lines) = fitted(context, &text, page.width - 2.0 * left);
    let look = (Face::Sans, size, style.base.second_text);
    let step = (strip.height() - 4.0 * k) / lines.len().max(2) as f64;
    for (index, line) in lines.iter().enumerate() {
        let baseline = strip.y0 + step * (index as f64 + 0.5) + size * 0.5;
        credits.text(plain(context, line, look, PagePoint::new(left, baseline)));
    }
    group.group(credits);
}

/// The credits in at most two lines of the usual size, else in as many of the smallest as it takes.
fn fitted(context: &Context<'_>, text: &str, width: f64) -> (f64, Vec<String>) {
    let usual = context.inputs.style.lettering.scale;
    let fonts = context.inputs.fonts;
    let lines = wrapped(fonts, text, (Face::Sans, usual), width);
    if lines.len() <= 2 {
        return (usual, lines);
    }
    let least = context.inputs.preset.least_text.min(usual);
    (least, wrapped(fonts, text, (Face::Sans, least), width))
}

/// The whole of the credits as one text.
pub(super) fn text(context: &Context<'_>, plan: &Plan<'_>, lands: &Lands<'_>) -> String {
    let campaign = context.inputs.campaign;
    let words = context.words;
    let mut sentences = Vec::new();
    let approximate = lands
        .holdings
        .iter()
        .any(|h| h.polity.precision == Precision::Approximate);
    let inferred = plan
        .arrows
        .iter()
        .any(|a| a.movement.route == Route::Inferred);
    match (approximate, inferred) {
        (true, true) => sentences.push(words.frontiers_and_routes.clone()),
        (true, false) => sentences.push(words.frontiers_only.clone()),
        (false, true) => sentences.push(words.routes_only.clone()),
        (false, false) => {}
    }
    // A remark on what is drawn belongs to the map, not only to its file; said once.
    let mut notes: Vec<&str> = lands
        .disputed
        .iter()
        .map(|d| d.change.provenance.note.as_str())
        .collect();
    notes.retain(|note| !note.is_empty());
    notes.dedup();
    sentences.extend(
        notes
            .into_iter()
            .map(|note| format!("{}.", note.trim_end_matches('.'))),
    );
    if context.is_beyond_base() {
        let what = if context.has_own_ground() {
            &words.own_ground
        } else {
            &words.coarse_base
        };
        sentences.push(what.clone());
    }
    if !campaign.map.towns.is_empty() {
        sentences.push(words.grey_towns.clone());
    }
    let sources: Vec<String> = campaign.sources.iter().map(source).collect();
    if !sources.is_empty() {
        let word = if sources.len() == 1 {
            &words.source
        } else {
            &words.sources
        };
        sentences.push(filled(word, "list", &sources.join("; ")));
    }
    let mut owed: Vec<String> = record::data_sets(context)
        .into_iter()
        .map(|set| set.credit)
        .collect();
    owed.retain(|credit| !credit.is_empty());
    sentences.push(filled(&words.base, "list", &owed.join(", ")));
    sentences.push(format!("{}.", context.inputs.view.projection.describe()));
    sentences.join(" ")
}

fn source(entry: &crate::campaign::SourceEntry) -> String {
    let work = if entry.work.is_empty() {
        String::new()
    } else {
        format!(", {}", entry.work)
    };
    let licence = if entry.licence.is_empty() {
        String::new()
    } else {
        format!(" ({})", entry.licence)
    };
    format!("“{}”{work}{licence}", entry.title)
}
