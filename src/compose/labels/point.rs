//! Places for the name of a point: around it, near and far.

use super::candidate::{Align, Leader, Writing, block};
use super::setting::SetForm;
use super::shape::Quad;
use super::{Draft, Spot};
use crate::geom::{PagePoint, quantise};

/// Distances of a name from its marker at 15 px letters, nearest first.
const DISTANCES: [f64; 3] = [4.0, 9.0, 16.0];
/// Cost of a position for each rank in the order of preference, and of each px of distance.
const PER_RANK: f64 = 3.0;
const PER_PX: f64 = 1.2;
/// Lengths of leaders at 15 px letters.
const LEADERS: [f64; 5] = [26.0, 40.0, 58.0, 80.0, 110.0];
/// Cost of a leader: to begin with, and per px.
const LEADER: (f64, f64) = (55.0, 0.45);
/// Leaders leave in this many directions.
const SPOKES: usize = 16;

/// Positions in the order of preference, as steps to the right and downwards.
const POSITIONS: [(i8, i8); 8] = [
    (1, -1),
    (1, 0),
    (1, 1),
    (0, -1),
    (0, 1),
    (-1, -1),
    (-1, 0),
    (-1, 1),
];

/// The eight positions around a point, each at three distances; in the middle too, if nothing is drawn there.
pub(super) fn around(spot: Spot, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    let mut first_rank = 0.0;
    if !spot.marked {
        let top = spot.at.y - set.last_baseline() / 2.0;
        let (boxes, writing) = block(set, Align::Center, spot.at.x, top);
        out.push(Draft::new(0.0, boxes, writing));
        first_rank = 2.0;
    }
    for distance in DISTANCES {
        let gap = distance * set.size() / 15.0;
        for (rank, position) in POSITIONS.iter().enumerate() {
            let (align, x, top) = beside(spot, set, gap, *position);
            let (boxes, writing) = block(set, align, x, top);
            let cost = PER_RANK * (rank as f64 + first_rank) + PER_PX * (distance - DISTANCES[0]);
            out.push(Draft::new(cost, boxes, writing));
        }
    }
}

/// Farther positions, tied to the point by a thin line.
pub(super) fn apart(spot: Spot, set: &SetForm<'_>, out: &mut Vec<Draft>) {
    for length in LEADERS {
        let gap = spot.radius + length * set.size() / 15.0;
        for spoke in 0..SPOKES {
            let turn = spoke as f64 / SPOKES as f64 * 360.0;
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
fn beside(spot: Spot, set: &SetForm<'_>, gap: f64, (dx, dy): (i8, i8)) -> (Align, f64, f64) {
    let Spot { at, radius: r, .. } = spot;
    let (align, x) = match dx {
        0 => (Align::Center, at.x),
        step => {
            let diagonal = if dy == 0 { 1.0 } else { 0.8 };
            let x = at.x + f64::from(step) * (r + diagonal * gap);
            (if step > 0 { Align::Left } else { Align::Right }, x)
        }
    };
    let top = match (dx, dy) {
        (_, 0) => at.y - set.last_baseline() / 2.0,
        (0, -1) => at.y - r - 0.75 * gap - set.height,
        (0, _) => at.y + r + 0.75 * gap,
        // Beside the marker a name stands lower than the marker's top: its baseline is what the eye
        // compares with the middle.
        (_, -1) => at.y - 0.35 * r - 0.65 * gap - set.last_baseline(),
        (_, _) => at.y + 0.35 * r + 0.65 * gap,
    };
    (align, x, top)
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
