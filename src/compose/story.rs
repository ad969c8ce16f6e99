//! The map in words, for those who do not see it.

use super::context::Context;
use super::plan::{BattleMark, Plan};
use super::words::filled;
use crate::campaign::Victor;

/// Longest description, characters.
const LONGEST: usize = 900;

/// Sides, dates, battles in order with their victors, land that changed hands.
pub(super) fn describe(context: &Context<'_>, plan: &Plan<'_>) -> String {
    let campaign = context.inputs.campaign;
    let mut sentences = Vec::new();
    let sides: Vec<&str> = campaign
        .sides
        .iter()
        .filter(|s| !s.neutral)
        .map(|s| context.name(&s.name, &s.names))
        .collect();
    let title = context.name(&campaign.header.title, &campaign.header.titles);
    let words = context.words;
    let first = match &campaign.header.when {
        Some(when) => filled(&words.described_dated, "when", &context.date(when)),
        None => words.described.clone(),
    };
    let first = filled(&first, "title", title);
    sentences.push(filled(&first, "sides", &sides.join(&words.against)));
    let mut battles: Vec<_> = plan.battles.iter().flat_map(BattleMark::all).collect();
    battles.sort_by_key(|(number, _)| *number);
    for (number, battle) in battles {
        let name = context.name(&battle.name, &battle.names);
        let when = battle
            .when
            .as_ref()
            .map_or_else(String::new, |d| format!(" ({})", context.date(d)));
        let victor = match battle.victor {
            Victor::Side(id) => {
                let side = campaign.side(id);
                filled(&words.won_by, "side", context.name(&side.name, &side.names))
            }
            Victor::Draw => words.no_victor.clone(),
            Victor::Unknown => words.victor_unknown.clone(),
        };
        sentences.push(format!("{number} {name}{when}: {victor}."));
    }
    let shown = campaign
        .changes
        .iter()
        .filter(|c| context.presence(c.when.as_ref()).is_some());
    sentences.extend(shown.map(|c| format!("{}.", context.name(&c.name, &c.names))));
    let mut text = String::new();
    for sentence in sentences {
        if text.chars().count() + sentence.chars().count() + 1 > LONGEST {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&sentence);
    }
    text
}
