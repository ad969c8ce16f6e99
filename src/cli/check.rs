//! `theatrum check`.

use super::args::CheckArgs;
use super::failure::Failure;
use super::say::Say;
use super::{load, render};
use crate::campaign::Moment;

/// Reports problems of a campaign: what cannot be read or found, and what the map would leave out.
pub(super) fn run(args: &CheckArgs, say: &Say) -> Result<(), Failure> {
    let studio = render::studio(&args.look, "article")?;
    let mut campaign = load::campaign(&args.input, &studio.basemap, say)?;
    render::apply(&args.look, &mut campaign);
    let drawn = studio.draw(&campaign, Moment::End);
    say.diagnostics(&drawn.warnings);
    let count =
        |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    say.line(format!(
        "{}, {}, {}, {}: can be drawn, {}",
        count(campaign.places.len(), "place", "places"),
        count(campaign.battles.len(), "battle", "battles"),
        count(campaign.movements.len(), "movement", "movements"),
        count(campaign.polities.len(), "polity", "polities"),
        count(drawn.warnings.len(), "warning", "warnings"),
    ));
    Ok(())
}
