//! One movement told twice, in a summary and in its section, is one.

use super::{MovementReading, formation};
use crate::campaign::MovementKind;
use crate::reading::time::When;

/// Adds a movement, or what it tells anew to the one it repeats.
pub(super) fn add(found: &mut Vec<MovementReading>, movement: MovementReading) {
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
    let same_kind = a.kind == b.kind || a.to.last().is_some();
    same_actor && same_goal && same_kind && !apart(a, b) && overlap(a.when, b.when)
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
