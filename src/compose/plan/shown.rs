//! Which movements are drawn: all of the moment, thinned by rank until the map can be read.

use super::arrows::Drawn;
use super::battles::BattleMark;
use crate::campaign::{Movement, MovementKind, Stop};
use crate::compose::arrows::{LEAST_ANGLE_DEG, MOST_CROSSINGS, Trouble};
use crate::compose::context::Context;
use crate::compose::presence::Presence;
use crate::diag::Diagnostic;
use crate::style::Contents;

/// More movements than this on one map cannot be read.
const MOST_MOVEMENTS: usize = 8;

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
    /// How many of each rank were left out, from 1 on.
    left_out: [usize; 3],
    /// Whether the map says only what is essential, and clearly.
    is_small: bool,
}

impl<'a> Thinned<'a> {
    /// Thinned until there are few enough.
    pub(super) fn new(shown: Vec<Shown<'a>>, contents: Contents) -> Self {
        let mut thinned = Self {
            kept: shown,
            left_out: [0; 3],
            is_small: contents == Contents::Essential,
        };
        for rank in [3, 2] {
            if thinned.kept.len() > MOST_MOVEMENTS {
                thinned.leave_out(|s| s.movement.rank == rank);
            }
        }
        thinned
    }

    /// Whether the routes can be read; if not, the movement of lowest rank that is most in the way is left
    /// out.
    ///
    /// One of the first rank only gives way where too many cross or the map is small; a raid or the way of a few before an
    /// army's or a fleet's, one that leads to no battle before one that does, and never the only one of its side.
    pub(super) fn is_readable(&mut self, drawn: &Drawn<'_>, battles: &[BattleMark<'_>]) -> bool {
        let faults = faults(drawn);
        let leads_to_battle = |s: &Shown<'_>| {
            let last = s.movement.via.last();
            matches!(last, Some(Stop::Place(id)) if battles.iter().any(|b| b.is_at(*id)))
        };
        let is_tangled = crossings(drawn).len() > MOST_CROSSINGS;
        let count = |s: &Shown<'_>| faults.iter().filter(|of| of.contains(&s.index)).count();
        let is_alone = |s: &Shown<'_>| {
            let side = s.movement.side;
            self.kept.iter().filter(|o| o.movement.side == side).count() == 1
        };
        let gives_way = is_tangled || self.is_small;
        let may_go = |s: &&Shown<'_>| s.movement.rank > 1 || gives_way && !is_alone(s);
        let weight = |s: &&Shown<'_>| {
            let is_lesser = is_lesser(s.movement.kind);
            (
                s.movement.rank,
                is_lesser,
                !leads_to_battle(s),
                count(s),
                s.index,
            )
        };
        let in_the_way = self.kept.iter().filter(|s| count(s) > 0);
        let worst = in_the_way
            .filter(may_go)
            .max_by_key(weight)
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
                let rank = usize::from(shown.movement.rank).clamp(1, 3);
                self.left_out[rank - 1] += 1;
            }
        }
        self.kept.retain(|s| !is_out(s));
    }

    /// What was left out, what would need it, and what routing could not mend.
    pub(super) fn remarks(&self, drawn: &Drawn<'_>, context: &Context<'_>) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        for (rank, count) in [3, 2, 1].map(|rank| (rank, self.left_out[rank - 1])) {
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
                    format!("movement `{name}` is not drawn: at this scale it is too short, or lost among marks")
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

/// Whether a kind of movement matters less than the march of an army.
fn is_lesser(kind: MovementKind) -> bool {
    match kind {
        MovementKind::Advance | MovementKind::Pursuit | MovementKind::Retreat => false,
        MovementKind::Raid
        | MovementKind::Flight
        | MovementKind::Return
        | MovementKind::Embassy
        | MovementKind::Transfer
        | MovementKind::Planned => true,
    }
}

/// What makes the routes hard to read, each with the movements that are part of it.
fn faults(drawn: &Drawn<'_>) -> Vec<Vec<usize>> {
    let is_tangled = crossings(drawn).len() > MOST_CROSSINGS;
    let fault = |trouble: &Trouble| match trouble {
        Trouble::Crossing { of, angle_deg } => {
            (is_tangled || *angle_deg < LEAST_ANGLE_DEG).then(|| of.to_vec())
        }
        Trouble::Overlap { of, .. } => Some(of.to_vec()),
        Trouble::Marker { of, .. } => Some(vec![*of]),
        Trouble::Lost { .. } | Trouble::Smoothed { .. } => None,
    };
    drawn.troubles.iter().filter_map(fault).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Campaign, Written, file};
    use crate::diag::Source;

    /// A campaign of marches between two spots, each of a rank and kind, by the sides in turn.
    fn campaign(marches: &[(u8, &str)]) -> Campaign<Written> {
        let mut text =
            "[campaign]\ntitle = \"x\"\n[sides.a]\nname = \"A\"\n[sides.b]\nname = \"B\"\n"
                .to_owned();
        for (i, (rank, kind)) in marches.iter().enumerate() {
            let side = ["a", "b"][i % 2];
            text += &format!(
                "[[movements]]\nid = \"m{i}\"\nside = \"{side}\"\nkind = \"{kind}\"\nrank = {rank}\nvia = [\"50N 10E\", \"51N 11E\"]\n"
            );
        }
        file::parse(&Source::new("x.toml", text)).unwrap().value
    }

    fn thinned(campaign: &Campaign<Written>, contents: Contents) -> Thinned<'_> {
        let shown = campaign.movements.iter().enumerate();
        let shown = shown.map(|(index, movement)| Shown {
            movement,
            index,
            presence: Presence::THERE,
        });
        Thinned::new(shown.collect(), contents)
    }

    fn kept(thinned: &Thinned<'_>) -> Vec<usize> {
        thinned.kept.iter().map(|s| s.index).collect()
    }

    fn tangled(pairs: &[[usize; 2]]) -> Drawn<'static> {
        let crossing = |of: &[usize; 2]| Trouble::Crossing {
            of: *of,
            angle_deg: 60.0,
        };
        Drawn {
            arrows: Vec::new(),
            widths: None,
            troubles: pairs.iter().map(crossing).collect(),
        }
    }

    #[test]
    fn of_too_many_movements_the_third_rank_goes_before_the_second() {
        let march = |rank| (rank, "advance");
        let ranks = [3, 2, 1, 1, 1, 2, 1, 3, 1, 1].map(march);
        let eight = thinned(&campaign(&ranks), Contents::All).left_out;
        assert_eq!(eight, [0, 0, 2], "eight are left, which can be read");
        let ranks = [3, 2, 1, 1, 1, 2, 1, 1, 1, 1].map(march);
        let campaign = campaign(&ranks);
        let thinned = thinned(&campaign, Contents::All);
        assert_eq!(thinned.left_out, [0, 2, 1]);
        assert_eq!(kept(&thinned), [2, 3, 4, 6, 7, 8, 9]);
    }

    #[test]
    fn movements_of_the_first_rank_stay_however_many() {
        let campaign = campaign(&[(1, "advance"); 12]);
        assert_eq!(thinned(&campaign, Contents::All).kept.len(), 12);
    }

    #[test]
    fn of_tangled_movements_the_lowest_rank_then_the_lesser_kind_goes_one_at_a_time() {
        let campaign = campaign(&[
            (1, "advance"),
            (1, "advance"),
            (2, "advance"),
            (1, "raid"),
            (1, "advance"),
        ]);
        let mut thinned = thinned(&campaign, Contents::All);
        let drawn = tangled(&[[0, 1], [1, 2], [2, 3], [0, 3]]);
        assert!(!thinned.is_readable(&drawn, &[]));
        assert_eq!(kept(&thinned), [0, 1, 3, 4], "rank 2");
        assert!(!thinned.is_readable(&tangled(&[[0, 1], [1, 3], [0, 3]]), &[]));
        assert_eq!(
            kept(&thinned),
            [0, 1, 4],
            "the raid, though it is its side's second"
        );
    }

    #[test]
    fn two_crossings_are_read_and_the_only_movement_of_a_side_stays() {
        let campaign = campaign(&[(1, "advance"), (1, "raid"), (1, "advance")]);
        let mut thinned = thinned(&campaign, Contents::All);
        assert!(thinned.is_readable(&tangled(&[[0, 1], [1, 2]]), &[]));
        assert!(!thinned.is_readable(&tangled(&[[0, 1], [1, 2], [0, 1]]), &[]));
        assert_eq!(
            kept(&thinned),
            [1, 2],
            "the raid is all that the second side has"
        );
    }
}
