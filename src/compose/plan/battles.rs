//! Battle markers: in time order, those at one spot under one, those that touch moved apart.

use super::on_page;
use crate::campaign::{Battle, Campaign, PlaceId, Resolved, Victor};
use crate::compose::context::Context;
use crate::compose::markers;
use crate::compose::presence::Presence;
use crate::geom::PagePoint;

/// A battle's marker on the page.
#[derive(Clone)]
pub(in crate::compose) struct BattleMark<'a> {
    /// The battle.
    pub battle: &'a Battle,
    /// Other battles at the same spot, with their numbers: they share the marker.
    pub(crate) shares: Vec<(usize, &'a Battle)>,
    /// Its number in time order, from 1.
    pub number: usize,
    /// Where the marker stands.
    pub at: PagePoint,
    /// Where the battle was fought: apart from `at` if another marker stood in the way.
    pub truth: PagePoint,
    /// Its radius, px.
    pub radius: f64,
    /// How present it is.
    pub presence: Presence,
}

impl<'a> BattleMark<'a> {
    /// Whether one of its battles was fought at this place.
    pub(crate) fn is_at(&self, place: PlaceId) -> bool {
        self.battle.place == place || self.shares.iter().any(|(_, battle)| battle.place == place)
    }

    /// All battles at the marker with their numbers, in time order.
    pub(crate) fn all(&self) -> Vec<(usize, &'a Battle)> {
        let mut all = self.shares.clone();
        all.push((self.number, self.battle));
        all.sort_by_key(|(number, _)| *number);
        all
    }

    /// A marker for each of its battles, where this one stands: each has a name of its own in a film, in which
    /// one may be over before another.
    pub(crate) fn apart(&self) -> Vec<Self> {
        let alone = |(number, battle)| Self {
            battle,
            shares: Vec::new(),
            number,
            ..*self
        };
        self.all().into_iter().map(alone).collect()
    }

    /// The victor by whom the marker looks; after him another's, if a battle that shares it went otherwise.
    pub(crate) fn victors(&self) -> Vec<Victor> {
        let mut victors = vec![self.battle.victor];
        let others = self.all().into_iter().map(|(_, battle)| battle.victor);
        victors.extend(others.filter(|v| *v != self.battle.victor).take(1));
        victors
    }

    /// Takes another marker's battles; the larger battle gives the marker its look.
    fn absorb(&mut self, other: Self) {
        self.shares.extend(other.shares);
        if other.battle.size > self.battle.size {
            self.shares.push((self.number, self.battle));
            (self.number, self.battle) = (other.number, other.battle);
            (self.radius, self.presence) = (other.radius, other.presence);
            self.truth = other.truth;
        } else {
            self.shares.push((other.number, other.battle));
        }
    }

    /// Moves the marker towards a spot, as far as it may stand from the truth.
    fn move_to(&mut self, at: PagePoint, k: f64) {
        let away = self.truth.distance(at);
        let held = (MOST_SHIFT_PX * k / away.max(1e-9)).min(1.0);
        self.at = self.truth.lerp(at, held).quantised();
    }
}

/// Two markers nearer than this, px at k = 1, are moved apart.
const NEAREST_MARKERS_PX: f64 = 26.0;

/// A marker is moved from its place by at most this, px at k = 1.
const MOST_SHIFT_PX: f64 = 10.0;
/// Battles nearer than this, px, are at one spot.
const SAME_SPOT_PX: f64 = 3.0;
/// Markers may come nearer by this before they are combined, px at k = 1: nobody sees it.
const SLACK_PX: f64 = 1.0;
/// Rounds in which a crowd of markers finds its places.
const ROUNDS: usize = 24;

/// All battles in time order; the undated keep the place in the file that their author gave them.
pub(in crate::compose) fn in_time_order(campaign: &Campaign<Resolved>) -> Vec<&Battle> {
    let mut last = i64::MIN;
    let mut order: Vec<(i64, &Battle)> = Vec::new();
    for battle in &campaign.battles {
        let start = battle.when.as_ref().and_then(|d| d.interval.start);
        last = start.map_or(last, |day| day.0);
        order.push((last, battle));
    }
    order.sort_by_key(|(day, _)| *day);
    order.into_iter().map(|(_, battle)| battle).collect()
}

/// The battles of the moment in time order.
pub(super) fn battle_marks<'a>(context: &Context<'a>) -> Vec<BattleMark<'a>> {
    let campaign = context.inputs.campaign;
    in_time_order(campaign)
        .into_iter()
        .enumerate()
        .filter_map(|(index, battle)| {
            let presence = context.presence(battle.when.as_ref())?;
            let at = on_page(context, campaign.place(battle.place).position)?;
            let radius = markers::battle_radius(context, battle.size);
            Some(BattleMark {
                battle,
                shares: Vec::new(),
                number: index + 1,
                at,
                truth: at,
                radius,
                presence,
            })
        })
        .collect()
}

/// Whether two markers are ever seen together.
pub(super) type Together<'t> = &'t dyn Fn(&BattleMark<'_>, &BattleMark<'_>) -> bool;

/// Battles at one spot under one marker.
pub(super) fn at_one_spot<'a>(
    marks: Vec<BattleMark<'a>>,
    together: Together<'_>,
) -> Vec<BattleMark<'a>> {
    let mut kept: Vec<BattleMark<'_>> = Vec::new();
    for mark in marks {
        match kept
            .iter_mut()
            .find(|k| k.at.distance(mark.at) < SAME_SPOT_PX && together(k, &mark))
        {
            Some(other) => other.absorb(mark),
            None => kept.push(mark),
        }
    }
    kept
}

/// Markers that touch moved apart, and those that would still touch combined into one.
pub(super) fn combined<'a>(
    marks: Vec<BattleMark<'a>>,
    k: f64,
    together: Together<'_>,
) -> Vec<BattleMark<'a>> {
    let mut marks = at_one_spot(marks, together);
    loop {
        part(&mut marks, k, together);
        let near = (NEAREST_MARKERS_PX - SLACK_PX) * k;
        let Some((kept, absorbed)) = nearest_pair(&marks, near, together) else {
            return marks;
        };
        let other = marks.remove(absorbed);
        // What was pushed aside for the two goes back to where it was.
        marks[kept].absorb(other);
        marks.iter_mut().for_each(|mark| mark.at = mark.truth);
    }
}

/// The two markers nearest to each other, if nearer than `px`; the earlier one first.
fn nearest_pair(
    marks: &[BattleMark<'_>],
    px: f64,
    together: Together<'_>,
) -> Option<(usize, usize)> {
    let pairs = (0..marks.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    let away = |(a, b): &(usize, usize)| marks[*a].at.distance(marks[*b].at);
    pairs
        .filter(|pair| away(pair) < px && together(&marks[pair.0], &marks[pair.1]))
        .min_by(|p, q| away(p).total_cmp(&away(q)))
}

/// Moves markers that touch apart along the lines between them, none farther than it may go.
fn part(marks: &mut [BattleMark<'_>], k: f64, together: Together<'_>) {
    for _ in 0..ROUNDS {
        for i in 0..marks.len() {
            for j in 0..i {
                let (a, b) = (marks[i].at, marks[j].at);
                let away = a.distance(b);
                let missing = NEAREST_MARKERS_PX * k - away;
                if missing <= 0.0 || !together(&marks[i], &marks[j]) {
                    continue;
                }
                let (dx, dy) = if away < 0.5 {
                    (1.0, 0.0)
                } else {
                    ((a.x - b.x) / away, (a.y - b.y) / away)
                };
                let half = missing / 2.0;
                marks[i].move_to(a.offset(dx * half, dy * half), k);
                marks[j].move_to(b.offset(-dx * half, -dy * half), k);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{BattleSize, Provenance};
    use std::collections::BTreeMap;

    fn battle(size: BattleSize) -> Battle {
        Battle {
            id: String::new(),
            name: String::new(),
            names: BTreeMap::new(),
            place: PlaceId(0),
            when: None,
            size,
            belligerents: Vec::new(),
            victor: Victor::Unknown,
            caption: String::new(),
            rank: 1,
            provenance: Provenance::default(),
        }
    }

    fn marks<'a>(battle: &'a Battle, spots: &[(f64, f64)]) -> Vec<BattleMark<'a>> {
        let mark = |(index, (x, y)): (usize, &(f64, f64))| BattleMark {
            battle,
            shares: Vec::new(),
            number: index + 1,
            at: PagePoint::new(*x, *y),
            truth: PagePoint::new(*x, *y),
            radius: 12.0,
            presence: Presence::THERE,
        };
        spots.iter().enumerate().map(mark).collect()
    }

    #[test]
    fn markers_that_touch_are_moved_apart_by_at_most_ten_px() {
        let battle = battle(BattleSize::Battle);
        let parted = combined(
            marks(&battle, &[(100.0, 100.0), (112.0, 100.0)]),
            1.0,
            &|_, _| true,
        );
        assert_eq!(parted.len(), 2);
        assert!(parted[0].at.distance(parted[1].at) >= 25.0);
        assert!(parted.iter().all(|m| m.at.distance(m.truth) <= 10.001));
    }

    #[test]
    fn markers_too_near_to_be_parted_are_combined() {
        let battle = battle(BattleSize::Battle);
        let spots = [(100.0, 100.0), (103.0, 100.0), (200.0, 100.0)];
        let parted = combined(marks(&battle, &spots), 1.0, &|_, _| true);
        assert_eq!(parted.len(), 2);
        let numbers: Vec<usize> = parted[0].all().iter().map(|(n, _)| *n).collect();
        assert_eq!(numbers, [1, 2]);
        assert_eq!(parted[1].at, parted[1].truth);
    }

    #[test]
    fn markers_that_are_never_seen_together_stay_where_they_are() {
        let battle = battle(BattleSize::Battle);
        let spots = [(100.0, 100.0), (100.0, 100.0), (112.0, 100.0)];
        let apart = combined(marks(&battle, &spots), 1.0, &|_, _| false);
        assert_eq!(apart.len(), 3);
        assert!(apart.iter().all(|m| m.at == m.truth));
    }

    #[test]
    fn a_shared_marker_has_the_victors_of_its_battles() {
        let (first, mut second) = (battle(BattleSize::Major), battle(BattleSize::Battle));
        second.victor = Victor::Draw;
        let mut shared = marks(&first, &[(100.0, 100.0)]);
        shared.extend(marks(&second, &[(101.0, 100.0)]));
        let shared = combined(shared, 1.0, &|_, _| true);
        assert_eq!(shared.len(), 1);
        assert_eq!(shared[0].victors(), [Victor::Unknown, Victor::Draw]);
    }

    #[test]
    fn no_two_markers_of_a_crowd_touch() {
        let battle = battle(BattleSize::Battle);
        let spots: Vec<(f64, f64)> = (0..12)
            .map(|i| {
                (
                    100.0 + f64::from(i % 4) * 9.0,
                    100.0 + f64::from(i / 4) * 9.0,
                )
            })
            .collect();
        let parted = combined(marks(&battle, &spots), 1.0, &|_, _| true);
        for (i, a) in parted.iter().enumerate() {
            for b in &parted[..i] {
                assert!(a.at.distance(b.at) >= 24.9);
            }
        }
        let all: usize = parted.iter().map(|m| m.all().len()).sum();
        assert_eq!(all, 12, "none is lost");
    }
}
