//! The key: battles by number, with what is said of each, in columns below the map.

use super::{plain, wrapped};
use crate::campaign::{Battle, Campaign, Moment, Resolved};
use crate::compose::context::Context;
use crate::compose::names::{doubt, in_doubt, place_of_battle};
use crate::compose::page;
use crate::compose::plan::{BattleMark, Plan, in_time_order};
use crate::compose::presence;
use crate::compose::words::Words;
use crate::geom::PagePoint;
use crate::scene::{Group, Path, Role};
use crate::style::{Preset, Style};
use crate::text::{Face, Fonts};

/// Columns of the key.
const COLUMNS: usize = 3;
/// Between columns, and around the key, px at k = 1.
const GAP_PX: f64 = 20.0;
/// Distance of its lines, in sizes of the lettering.
const LEADING: f64 = 1.3;
/// A key taller than this part of the page's width would be a second article below the map.
const TALLEST: f64 = 0.15;

/// The entries of the key with their lines, measured before the map has a frame.
pub(crate) struct Key {
    entries: Vec<Entry>,
    /// Height of the strip below the map, px.
    pub height: f64,
}

struct Entry {
    number: usize,
    of: String,
    lines: Vec<String>,
}

impl Key {
    /// The key of what a map shows.
    pub(crate) fn of(context: &Context<'_>) -> Option<Self> {
        let inputs = &context.inputs;
        let look = (inputs.style, inputs.fonts);
        Self::new(
            (inputs.campaign, context.moment),
            inputs.preset,
            look,
            inputs.lang,
        )
    }

    /// The key of a campaign at a moment; none if its battles have no captions, or more than there is room for.
    pub(crate) fn new(
        (campaign, moment): (&Campaign<Resolved>, Moment),
        preset: &Preset,
        (style, fonts): (&Style, &Fonts),
        lang: Option<&str>,
    ) -> Option<Self> {
        let show = &campaign.map.show;
        if !preset.key || !(show.is_empty() || show.iter().any(|s| s == "key")) {
            return None;
        }
        let span = campaign.span();
        let is_shown = |b: &&Battle| presence::still(moment, b.when.as_ref(), span).is_some();
        let mut shown = campaign.battles.iter().filter(is_shown);
        if shown.all(|b| b.caption.is_empty()) {
            return None;
        }
        let size = style.lettering.scale;
        let width = column_width(preset);
        let words = Words::of(lang.unwrap_or(&campaign.header.lang));
        let entries: Vec<Entry> = in_time_order(campaign)
            .into_iter()
            .enumerate()
            .filter(|(_, battle)| is_shown(battle))
            .map(|(index, battle)| {
                let name = lang.and_then(|lang| battle.names.get(lang));
                let name = place_of_battle(name.unwrap_or(&battle.name));
                let name = in_doubt(name, doubt(campaign, battle));
                let when = battle.when.as_ref();
                let when =
                    when.map_or_else(String::new, |d| format!(", {}", d.display_in(&words.dates)));
                let mut text = format!("{} {name}{when}", index + 1);
                if !battle.caption.is_empty() {
                    text.push_str(": ");
                    text.push_str(&battle.caption);
                }
                Entry {
                    number: index + 1,
                    of: format!("battle-{}", battle.id),
                    lines: wrapped(fonts, &text, (Face::Sans, size), width),
                }
            })
            .collect();
        let rows = columns(entries.iter()).iter().map(|c| rows(c)).max()?;
        let height = rows as f64 * size * LEADING + GAP_PX * preset.k;
        (rows > 0 && height <= TALLEST * preset.width).then_some(Self { entries, height })
    }

    /// Draws the entries of the battles of a plan into the strip below the map.
    pub(crate) fn draw(self, context: &Context<'_>, plan: &Plan<'_>, group: &mut Group) {
        let style = context.inputs.style;
        let mut strip = page::key_strip(&context.inputs);
        strip.y1 = strip.y1.min(strip.y0 + self.height);
        let size = style.lettering.scale;
        let look = (Face::Sans, size, style.base.text);
        let gap = GAP_PX * context.inputs.preset.k;
        let mut key = Group::new("key").with_role(Role::Panel { rect: strip });
        key.path(Path::rect(strip), Some(style.base.paper.into()), None);
        let drawn: Vec<usize> = plan
            .battles
            .iter()
            .flat_map(BattleMark::all)
            .map(|(n, _)| n)
            .collect();
        let width = column_width(context.inputs.preset);
        let shown = self.entries.iter().filter(|e| drawn.contains(&e.number));
        for (column, entries) in columns(shown).into_iter().enumerate() {
            let left = strip.x0 + gap + column as f64 * (width + gap);
            let mut baseline = strip.y0 + gap * 0.5 + size;
            for entry in entries {
                let mut row = Group::new("").with_role(Role::KeyEntry {
                    of: entry.of.clone(),
                });
                for line in &entry.lines {
                    row.text(plain(context, line, look, PagePoint::new(left, baseline)));
                    baseline += size * LEADING;
                }
                key.group(row);
            }
        }
        group.group(key);
    }
}

fn column_width(preset: &Preset) -> f64 {
    let gaps = GAP_PX * preset.k * (COLUMNS + 1) as f64;
    (preset.width - gaps) / COLUMNS as f64
}

fn rows(entries: &[&Entry]) -> usize {
    entries.iter().map(|e| e.lines.len()).sum()
}

/// The entries in columns as even as they can be, none of them broken.
fn columns<'e>(entries: impl Iterator<Item = &'e Entry>) -> Vec<Vec<&'e Entry>> {
    let all: Vec<&Entry> = entries.collect();
    let mut least = rows(&all).div_ceil(COLUMNS);
    loop {
        let mut columns: Vec<Vec<&Entry>> = vec![Vec::new()];
        for entry in &all {
            let last = columns.last_mut().expect("there is a first column");
            if rows(last) + entry.lines.len() > least && !last.is_empty() {
                columns.push(vec![entry]);
            } else {
                last.push(entry);
            }
        }
        if columns.len() <= COLUMNS {
            return columns;
        }
        least += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: usize, lines: usize) -> Entry {
        Entry {
            number,
            of: String::new(),
            lines: vec![String::new(); lines],
        }
    }

    #[test]
    fn columns_are_even_and_in_order() {
        let entries: Vec<Entry> = [3, 1, 2, 2, 3, 1]
            .into_iter()
            .enumerate()
            .map(|(i, l)| entry(i, l))
            .collect();
        let columns = columns(entries.iter());
        assert_eq!(columns.len(), 3);
        assert!(columns.iter().all(|c| rows(c) <= 5));
        let order: Vec<usize> = columns.iter().flatten().map(|e| e.number).collect();
        assert_eq!(order, [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn no_entries_need_one_empty_column() {
        assert_eq!(columns([].iter()).iter().map(|c| rows(c)).max(), Some(0));
    }
}
