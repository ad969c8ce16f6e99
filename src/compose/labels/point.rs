//! Places for the name of a point: around it, near and far.

use super::candidate::{Align, Leader, Writing, block};
use super::offer::{Draft, Spot};
use super::setting::SetForm;
use super::shape::Quad;
use crate::geom::{PagePoint, quantise};

/// Distances of a name from its marker at 15 px letters, nearest first.
const DISTANCES: [f64; 3] = [4.0, 9.0, 16.0];
/// One more for the name of a spot where nothing is drawn: it need not be close.
const FAR: f64 = 28.0;
/// Cost of a position for each rank in the order of preference, and of each px of distance.
const PER_RANK: f64 = 3.0;
const PER_PX: f64 = 1.2;
/// Lengths of leaders at 15 px letters.
const LEADERS: [f64; 6] = [22.0, 34.0, 50.0, 72.0, 100.0, 150.0];
/// Lengths of leaders of last resort: where a crowd leaves no room, its names stand around it.
const LONG_LEADERS: [f64; 4] = [200.0, 260.0, 330.0, 410.0];
/// Cost of a leader: to begin with, and per px.
const LEADER: (f64, f64) = (55.0, 0.45);
/// Leaders leave in this many directions, long ones in more.
const SPOKES: usize = 16;
const MORE_SPOKES: usize = 32;

/// A position beside a marker: to the right or left of it (1, -1, or 0 for neither), how far up or
/// down (-1 to 1), and its rank in the order of preference.
type Position = (f64, f64, f64);

/// The eight classical positions, and halfway between some of them others a little dearer.
const POSITIONS: [Position; 16] = [
    (1.0, -1.0, 0.0),
    (1.0, 0.0, 1.0),
    (1.0, 1.0, 2.0),
    (0.0, -1.0, 3.0),
    (0.0, 1.0, 4.0),
    (-1.0, -1.0, 5.0),
    (-1.0, 0.0, 6.0),
    (-1.0, 1.0, 7.0),
    (1.0, -0.5, 1.5),
    (1.0, 0.5, 2.5),
    (0.5, -1.0, 3.5),
    (0.5, 1.0, 4.5),
    (-0.5, -1.0, 5.5),
    (-0.5, 1.0, 6.0),
    (-1.0, -0.5, 6.5),
    (-1.0, 0.5, 7.5),
];

/// The positions around a point, at several distances; in the middle too, if nothing is drawn there.
pub(super) fn around(spot: Spot, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    let mut first_rank = 0.0;
    let mut distances = DISTANCES.to_vec();
    if !spot.marked {
        let top = spot.at.y - set.last_baseline() / 2.0;
        let (boxes, writing) = block(set, Align::Center, spot.at.x, top);
        out.push(Draft::new(0.0, boxes, writing));
        first_rank = 2.0;
        distances.push(FAR);
    }
    for distance in distances {
        let gap = distance * set.size() / 15.0;
        for position in POSITIONS {
            let (align, x, top) = beside(spot, set, gap, position);
            let (boxes, writing) = block(set, align, x, top);
            let rank = position.2 + first_rank;
            let cost = PER_RANK * rank + PER_PX * (distance - DISTANCES[0]);
            out.push(Draft::new(cost, boxes, writing));
        }
    }
}

/// Farther positions, tied to the point by a thin line. A line to where nothing is drawn would point
/// at nothing.
pub(super) fn apart(spot: Spot, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    on_spokes(spot, set, (&LEADERS, SPOKES), out);
}

/// The farthest positions, for what has no room anywhere else.
pub(super) fn far_apart(spot: Spot, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    on_spokes(spot, set, (&LONG_LEADERS, MORE_SPOKES), out);
}

fn on_spokes(
    spot: Spot,
    set: &SetForm<'_>,
    (lengths, spokes): (&[f64], usize),
    out: &mut Vec<Draft>,
) {
    if !spot.marked {
        return;
    }
    for length in lengths {
        let gap = spot.radius + length * set.size() / 15.0;
        for spoke in 0..spokes {
            let turn = spoke as f64 / spokes as f64 * 360.0;
            let (sin, cos) = libm::sincos(turn.to_radians());
            let end = spot.at.offset(gap * cos, gap * sin);
            let (boxes, writing) = tied(set, end, (quantise(cos), quantise(sin)));
            let Some(leader) = leader(spot, &boxes) else {
                continue;
            };
            let mut draft = Draft::new(LEADER.0 + LEADER.1 * length, boxes, writing);
            draft.leader = Some(leader);
            out.push(draft);
        }
    }
}

/// Alignment, where the lines align, and the top of a block beside a marker.
fn beside(spot: Spot, set: &SetForm<'_>, gap: f64, (dx, dy, _): Position) -> (Align, f64, f64) {
    let Spot { at, radius: r, .. } = spot;
    if dx.abs() < 1.0 {
        let x = at.x + dx * 0.5 * set.width;
        let top = if dy < 0.0 {
            at.y - r - 0.75 * gap - set.height
        } else {
            at.y + r + 0.75 * gap
        };
        return (Align::Center, x, top);
    }
    let align = if dx > 0.0 { Align::Left } else { Align::Right };
    let x = at.x + dx * (r + (1.0 - 0.2 * dy.abs()) * gap);
    // Beside the marker a name stands lower than the marker's top: its baseline is what the eye
    // compares with the middle.
    let level = at.y - set.last_baseline() / 2.0;
    let diagonal = if dy < 0.0 {
        at.y - 0.35 * r - 0.65 * gap - set.last_baseline()
    } else {
        at.y + 0.35 * r + 0.65 * gap
    };
    (align, x, level + (diagonal - level) * dy.abs())
}

/// A block whose side, top or bottom touches the end of a leader that runs in a direction.
fn tied(set: &SetForm<'_>, end: PagePoint, (dx, dy): (f64, f64)) -> (Vec<Quad>, Writing) {
    let middle = end.y - set.last_baseline() / 2.0;
    if dx > 0.3 {
        block(set, Align::Left, end.x, middle)
    } else if dx < -0.3 {
        block(set, Align::Right, end.x, middle)
    } else if dy > 0.0 {
        block(set, Align::Center, end.x, end.y)
    } else {
        block(set, Align::Center, end.x, end.y - set.height)
    }
}

/// The line from just outside a marker to just outside its name; `None` if they are too close.
pub(super) fn leader(spot: Spot, boxes: &[Quad]) -> Option<Leader> {
    let ends = boxes.iter().map(|b| b.grown(1.5).nearest(spot.at));
    let to = ends.min_by(|a, b| spot.at.distance(*a).total_cmp(&spot.at.distance(*b)))?;
    let away = spot.at.distance(to);
    let start = spot.radius + 1.0;
    (away > start + 5.0).then(|| Leader {
        from: spot.at.lerp(to, start / away),
        to,
    })
}
