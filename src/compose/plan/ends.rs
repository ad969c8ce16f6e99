//! The ends of movements from or to one region, side by side.

use super::shown::Shown;
use super::stops::stop_position;
use crate::campaign::{PlaceId, Stop};
use crate::compose::context::Context;
use crate::compose::markers;
use crate::geom::PagePoint;

/// How far the first and last stop of each movement are moved across its direction, so that
/// movements from or to one region do not start or end in one point.
pub(super) fn spread_ends(context: &Context<'_>, movements: &[Shown<'_>]) -> Vec<[(f64, f64); 2]> {
    let gap = context.inputs.style.movements.advance + 6.0 * context.inputs.preset.k;
    let mut shifts = vec![[(0.0, 0.0); 2]; movements.len()];
    let ends: Vec<(usize, usize, PlaceId, PagePoint, PagePoint)> = movements
        .iter()
        .enumerate()
        .flat_map(|(i, shown)| {
            let m = shown.movement;
            [
                (i, 0, m.via.first(), m.via.get(1)),
                (i, 1, m.via.last(), m.via.get(m.via.len().wrapping_sub(2))),
            ]
        })
        .filter_map(|(i, end, stop, next)| {
            let Some(Stop::Place(id)) = stop else {
                return None;
            };
            let place = context.inputs.campaign.place(*id);
            let is_area = markers::dot_radius(context, place.kind).is_none()
                && !context
                    .inputs
                    .campaign
                    .battles
                    .iter()
                    .any(|b| b.place == *id);
            let here = is_area
                .then(|| context.inputs.view.project(place.position))
                .flatten()?;
            let towards =
                stop_position(context, *next?).and_then(|p| context.inputs.view.project(p))?;
            Some((i, end, *id, here, towards))
        })
        .collect();
    let mut done: Vec<PlaceId> = Vec::new();
    for (_, _, id, here, _) in &ends {
        if done.contains(id) {
            continue;
        }
        done.push(*id);
        let mut group: Vec<_> = ends.iter().filter(|e| e.2 == *id).collect();
        // Side by side in the order in which they leave, seen from the region.
        let (mx, my) = group.iter().fold((0.0, 0.0), |(x, y), e| {
            let away = here.distance(e.4).max(1.0);
            (x + (e.4.x - here.x) / away, y + (e.4.y - here.y) / away)
        });
        let length = libm::hypot(mx, my).max(1e-6);
        let (ax, ay) = (-my / length, mx / length);
        let across =
            |p: PagePoint| ((p.x - here.x) * ax + (p.y - here.y) * ay) / here.distance(p).max(1.0);
        group.sort_by(|a, b| across(a.4).total_cmp(&across(b.4)).then(a.0.cmp(&b.0)));
        let middle = (group.len() as f64 - 1.0) / 2.0;
        for (slot, (i, end, ..)) in group.iter().enumerate() {
            let shift = (slot as f64 - middle) * gap * 1.6;
            shifts[*i][*end] = (ax * shift, ay * shift);
        }
    }
    shifts
}
