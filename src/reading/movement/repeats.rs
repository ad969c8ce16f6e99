//! One movement told twice, in a summary and in its section, is one.

use super::{MovementReading, formation};
use crate::campaign::MovementKind;
use crate::reading::time::When;

/// Adds a movement, or what it tells anew to the one it repeats.
pub(super) fn add(found: &mut Vec<MovementReading>, movement: MovementReading) {
    if let Some(begun) = found.last_mut().filter(|m| goes_on(m, &movement)) {
        begun.to = movement.to;
        begun.is_whole = true;
        return;
    }
    let Some(first) = found.iter_mut().find(|m| is_same(m, &movement)) else {
        found.push(movement);
        return;
    };
    let done = first.kind == MovementKind::Planned && movement.kind != MovementKind::Planned;
    if done {
        // What was planned was then done.
        *first = movement;
        return;
    }
    if (first.from.is_none() || first.from_is_inferred) && !movement.from_is_inferred {
        first.from_is_inferred &= movement.from.is_none();
        first.from = movement.from.or(first.from);
    }
    if first.via.is_empty() {
        first.via = movement.via;
    }
    if first.to.is_empty() {
        first.to = movement.to;
    }
    first.person = first.person.or(movement.person);
    let vague = |w: Option<When>| w.is_none_or(|w| w.inherited);
    if vague(first.when) && !vague(movement.when) {
        first.when = movement.when;
    }
}

fn is_same(a: &MovementReading, b: &MovementReading) -> bool {
    let same_actor = a.side == b.side
        && (a.person == b.person || a.person.is_none() || b.person.is_none())
        && (a.side.is_some() || a.who == b.who)
        && !formation::are_two(&a.who, &b.who);
    let same_goal = match (a.to.last(), b.to.last()) {
        (Some(x), Some(y)) => x == y,
        (None, None) => a.from == b.from && a.via == b.via,
        _ => false,
    };
    let apart = |x: &MovementReading, y: &MovementReading| {
        x.from.is_some()
            && y.from.is_some()
            && x.from != y.from
            && !x.from_is_inferred
            && !y.from_is_inferred
    };
    let same_kind = a.kind == b.kind || a.to.last().is_some() && is_away(a) == is_away(b);
    let told_before = same_goal && same_kind || is_part_of_way(a, b);
    let undated = |m: &MovementReading| m.when.is_none_or(|w| w.inherited);
    let same_origin = a.to.is_empty() && a.from.is_some() && (undated(a) || undated(b));
    same_actor && told_before && !apart(a, b) && (same_origin || overlap(a.when, b.when))
}

/// Whether one told in the sentence before only crossed something, and the next came to its goal.
fn goes_on(begun: &MovementReading, next: &MovementReading) -> bool {
    let crossed = begun.to.is_empty() && begun.from.is_none() && !begun.via.is_empty();
    let came = next.via.is_empty() && !next.to.is_empty() && next.to != begun.via;
    let follows = next.sentence == begun.sentence + 1 && begun.person == next.person;
    let open = next.from.is_none() || next.from_is_inferred;
    let advances = |m: &MovementReading| m.kind == MovementKind::Advance;
    crossed
        && came
        && follows
        && open
        && begun.person.is_some()
        && advances(begun)
        && advances(next)
}

/// Whether they go from a lost field: to flee to a town is not to have marched there.
fn is_away(movement: &MovementReading) -> bool {
    let beaten = matches!(movement.kind, MovementKind::Retreat | MovementKind::Flight);
    beaten && movement.from.is_some() && !movement.from_is_inferred
}

/// Whether one only names a part of the way of the other: `his crossing of the Alps`.
fn is_part_of_way(a: &MovementReading, b: &MovementReading) -> bool {
    let is_part = |part: &MovementReading, whole: &MovementReading| {
        part.from.is_none()
            && part.to.is_empty()
            && !part.via.is_empty()
            && part.via.iter().all(|v| whole.via.contains(v))
    };
    a.kind == b.kind && (is_part(a, b) || is_part(b, a))
}

/// Whether two dates may be one.
fn overlap(a: Option<When>, b: Option<When>) -> bool {
    let (Some(a), Some(b)) = (a, b) else {
        return true;
    };
    let low = |w: When| (w.start.year, w.start.month, w.start.day);
    let high = |w: When| {
        let full = |n: u8| if n == 0 { 99 } else { n };
        (w.end.year, full(w.end.month), full(w.end.day))
    };
    low(a) <= high(b) && low(b) <= high(a)
}
