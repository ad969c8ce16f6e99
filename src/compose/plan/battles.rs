//! Battle markers: in time order, those at one spot under one, those that touch moved apart.

use super::on_page;
use crate::campaign::{Battle, PlaceId};
use crate::compose::arrows::Presence;
use crate::compose::context::Context;
use crate::compose::markers;
use crate::geom::PagePoint;

/// A battle's marker on the page.
pub(in crate::compose) struct BattleMark<'a> {
    /// The battle.
    pub battle: &'a Battle,
    /// Other battles at the same spot, with their numbers: they share the marker.
    pub(crate) shares: Vec<(usize, &'a Battle)>,
    /// Its number in time order, from 1.
    pub number: usize,
    /// Where the marker stands.
    pub at: PagePoint,
    /// Its radius, px.
    pub radius: f64,
    /// Whether it is going on or over.
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
}

/// Two markers nearer than this, px at k = 1, are moved apart.
const NEAREST_MARKERS_PX: f64 = 26.0;

/// A marker is moved from its place by at most this, px at k = 1.
const MOST_SHIFT_PX: f64 = 10.0;

/// Battles nearer than this, px at k = 1, share one marker: they could not be moved apart far enough.
const SAME_SPOT_PX: f64 = 9.0;

/// The battles of the moment in time order.
pub(super) fn battle_marks<'a>(context: &Context<'a>) -> Vec<BattleMark<'a>> {
    let campaign = context.inputs.campaign;
    let mut order: Vec<&Battle> = campaign.battles.iter().collect();
    // Undated battles keep the place in the file that their author gave them.
    let mut last = i64::MIN;
    let mut keys: Vec<(i64, usize)> = Vec::new();
    for (index, battle) in order.iter().enumerate() {
        let start = battle
            .when
            .as_ref()
            .and_then(|d| d.interval.start)
            .map(|d| d.0);
        last = start.unwrap_or(last);
        keys.push((last, index));
    }
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    order = sorted.iter().map(|(_, index)| order[*index]).collect();
    order
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
                radius,
                presence,
            })
        })
        .collect()
}

/// Battles at one spot under one marker, that of the largest; the others add lines to its label.
pub(super) fn merged<'a>(marks: Vec<BattleMark<'a>>, k: f64) -> Vec<BattleMark<'a>> {
    let mut kept: Vec<BattleMark<'a>> = Vec::new();
    for mark in marks {
        let near = |other: &&mut BattleMark<'a>| other.at.distance(mark.at) < SAME_SPOT_PX * k;
        let Some(other) = kept.iter_mut().find(near) else {
            kept.push(mark);
            continue;
        };
        if mark.battle.size > other.battle.size {
            other.shares.push((other.number, other.battle));
            (other.number, other.battle) = (mark.number, mark.battle);
            (other.radius, other.presence) = (mark.radius, mark.presence);
        } else {
            other.shares.push((mark.number, mark.battle));
        }
    }
    kept
}

/// Moves markers that touch apart along the line between them.
pub(super) fn part(battles: &mut [BattleMark<'_>], k: f64) {
    let truth: Vec<PagePoint> = battles.iter().map(|b| b.at).collect();
    for _ in 0..4 {
        for i in 0..battles.len() {
            for j in 0..i {
                let (a, b) = (battles[i].at, battles[j].at);
                let missing = NEAREST_MARKERS_PX * k - a.distance(b);
                if missing <= 0.0 {
                    continue;
                }
                let away = a.distance(b).max(1e-3);
                let (dx, dy) = if away < 0.5 {
                    (1.0, 0.0)
                } else {
                    ((a.x - b.x) / away, (a.y - b.y) / away)
                };
                battles[i].at = a.offset(dx * missing / 2.0, dy * missing / 2.0);
                battles[j].at = b.offset(-dx * missing / 2.0, -dy * missing / 2.0);
            }
        }
    }
    for (battle, truth) in battles.iter_mut().zip(truth) {
        let away = truth.distance(battle.at);
        let held = (MOST_SHIFT_PX * k / away.max(1e-9)).min(1.0);
        battle.at = truth.lerp(battle.at, held).quantised();
    }
}
