//! Which movements are drawn: all of the moment, thinned by rank until the map can be read.

use super::arrows::Drawn;
use crate::campaign::Movement;
use crate::compose::arrows::Trouble;
use crate::compose::context::Context;
use crate::compose::presence::Presence;
use crate::diag::Diagnostic;
use crate::style::Contents;

/// More movements than this on one map cannot be read (VISUAL-SPEC 1.2).
const MOST_MOVEMENTS: usize = 8;
/// More crossings than this neither.
const MOST_CROSSINGS: usize = 2;

/// A movement of the moment.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    /// The movement.
    pub movement: &'a Movement,
    /// Its index in the campaign.
    pub index: usize,
    /// How present it is.
    pub presence: Presence,
}

/// The movements of the moment that the preset has room for.
pub(super) fn shown_movements<'a>(context: &Context<'a>) -> Vec<Shown<'a>> {
    let movements = context.inputs.campaign.movements.iter().enumerate();
    let shown = movements.filter_map(|(index, movement)| {
        let presence = context.presence(movement.when.as_ref())?;
        Some(Shown {
            movement,
            index,
            presence,
        })
    });
    let mut shown: Vec<Shown<'_>> = shown.collect();
    match context.inputs.preset.contents {
        Contents::All => {}
        Contents::Essential => {
            let highest = shown.iter().map(|s| s.movement.rank).min();
            shown.retain(|s| Some(s.movement.rank) == highest);
        }
    }
    shown
}

/// Movements thinned by rank.
pub(super) struct Thinned<'a> {
    /// Those that are drawn.
    pub kept: Vec<Shown<'a>>,
    /// How many of rank 2 and 3 were left out.
    left_out: [usize; 2],
}

impl<'a> Thinned<'a> {
    /// Thinned until there are few enough.
    pub(super) fn new(shown: Vec<Shown<'a>>) -> Self {
        let mut thinned = Self {
            kept: shown,
            left_out: [0; 2],
        };
        for rank in [3, 2] {
            if thinned.kept.len() > MOST_MOVEMENTS {
                thinned.leave_out(|s| s.movement.rank == rank);
            }
        }
        thinned
    }

    /// Whether the routes can be read; if not, the movement of lowest rank that crosses most is left
    /// out.
    pub(super) fn is_readable(&mut self, drawn: &Drawn<'_>) -> bool {
        let crossings = crossings(drawn);
        if crossings.len() <= MOST_CROSSINGS {
            return true;
        }
        let count = |s: &Shown<'_>| crossings.iter().filter(|of| of.contains(&s.index)).count();
        let worst = self
            .kept
            .iter()
            .filter(|s| s.movement.rank > 1 && count(s) > 0)
            .max_by_key(|s| (s.movement.rank, count(s), s.index))
            .map(|s| s.index);
        match worst {
            Some(index) => {
                self.leave_out(|s| s.index == index);
                false
            }
            None => true,
        }
    }

    fn leave_out(&mut self, is_out: impl Fn(&Shown<'_>) -> bool) {
        for shown in &self.kept {
            if is_out(shown) {
                self.left_out[usize::from(shown.movement.rank > 2)] += 1;
            }
        }
        self.kept.retain(|s| !is_out(s));
    }

    /// What was left out, what would need it, and what routing could not mend.
    pub(super) fn remarks(&self, drawn: &Drawn<'_>, context: &Context<'_>) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        for (rank, count) in [(3, self.left_out[1]), (2, self.left_out[0])] {
            if count > 0 {
                let movements = plural(count);
                let message = format!("{movements} of rank {rank} left out; use --phases");
                all.push(
                    Diagnostic::warning(message)
                        .hint("or give what matters `rank = 1`, or draw one date with `--at`"),
                );
            }
        }
        let crossings = crossings(drawn).len();
        if self.kept.len() > MOST_MOVEMENTS || crossings > MOST_CROSSINGS {
            let movements = plural(self.kept.len());
            let message = format!("{movements} with {crossings} crossings are hard to read");
            all.push(
                Diagnostic::warning(message)
                    .hint("use --phases, or give what matters less `rank = 2`"),
            );
        }
        let name = |index: &usize| &context.inputs.campaign.movements[*index].id;
        all.extend(drawn.troubles.iter().filter_map(|trouble| {
            let message = match trouble {
                Trouble::Crossing { of, angle_deg } if *angle_deg < 30.0 => {
                    let [a, b] = of.each_ref().map(name);
                    format!("movements `{a}` and `{b}` cross at only {angle_deg:.0} degrees")
                }
                Trouble::Crossing { .. } => return None,
                Trouble::Overlap { of, px } => {
                    let [a, b] = of.each_ref().map(name);
                    format!("movements `{a}` and `{b}` run on top of each other for {px:.0} px")
                }
                Trouble::Marker { of, px } => {
                    let name = name(of);
                    format!("movement `{name}` passes a marker {px:.0} px too near")
                }
                Trouble::Lost { of } => {
                    let name = name(of);
                    format!("movement `{name}` is not drawn: at this scale it is too short")
                }
                Trouble::Smoothed { of, stops } => {
                    let name = name(of);
                    format!("movement `{name}` would wind to and fro: stops left out: {stops}")
                }
            };
            Some(Diagnostic::warning(message))
        }));
        all
    }
}

/// The pairs of movements that cross, once for each crossing.
fn crossings(drawn: &Drawn<'_>) -> Vec<[usize; 2]> {
    let crossing = |trouble: &Trouble| match trouble {
        Trouble::Crossing { of, .. } => Some(*of),
        Trouble::Overlap { .. }
        | Trouble::Marker { .. }
        | Trouble::Lost { .. }
        | Trouble::Smoothed { .. } => None,
    };
    drawn.troubles.iter().filter_map(crossing).collect()
}

fn plural(count: usize) -> String {
    match count {
        1 => "1 movement".to_owned(),
        _ => format!("{count} movements"),
    }
}
