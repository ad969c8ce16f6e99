//! Which movements are drawn.

use crate::campaign::Movement;
use crate::compose::arrows::Presence;
use crate::compose::context::Context;

/// More movements than this on one map cannot be read (VISUAL-SPEC 1.2).
const MOST_MOVEMENTS: usize = 8;

/// The movements of the moment.
pub(super) fn shown_movements<'a>(context: &Context<'a>) -> Vec<(&'a Movement, Presence)> {
    context
        .inputs
        .campaign
        .movements
        .iter()
        .filter_map(|m| Some((m, context.presence(m.when.as_ref())?)))
        .collect()
}

/// Movements thinned by rank until the map can be read, and how many were left out.
pub(super) fn thinned(
    mut shown: Vec<(&Movement, Presence)>,
) -> (Vec<(&Movement, Presence)>, usize) {
    let all = shown.len();
    for rank in [3, 2] {
        if shown.len() > MOST_MOVEMENTS {
            shown.retain(|(m, _)| m.rank < rank);
        }
    }
    let thinned = all - shown.len();
    (shown, thinned)
}
