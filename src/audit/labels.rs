//! Criteria of geometry that are about labels: G1 to G4 and G13.

use super::OfMap;
use super::criterion::{Criterion, Judgement, Level};
use super::shapes::{self, Quad};
use super::sheet::{Label, Marker, Sheet, length_of};
use crate::geom::{PagePoint, PageRect};

/// Labels are kept apart by twice this, px at k = 1.
const GROWTH_PX: f64 = 1.5;
/// Room between a label and the map's frame, px at k = 1.
const FRAME_PX: f64 = 6.0;
/// A label may hide so much of a body's length, px at k = 1.
const COVER_PX: f64 = 12.0;

pub(super) const CLEAR: [Criterion<OfMap>; 4] = [
    Criterion {
        id: "G1",
        what: "pairs of overlapping labels",
        level: Level::Must,
        judge: overlapping_labels,
    },
    Criterion {
        id: "G2",
        what: "labels touching a panel or near the frame",
        level: Level::Must,
        judge: labels_at_panels,
    },
    Criterion {
        id: "G3",
        what: "labels covering a marker or dot",
        level: Level::Must,
        judge: labels_on_markers,
    },
    Criterion {
        id: "G4",
        what: "labels on a movement's body",
        level: Level::Must,
        judge: labels_on_bodies,
    },
];

pub(super) const BELONGING: Criterion<OfMap> = Criterion {
    id: "G13",
    what: "labels nearer to another point than to their own",
    level: Level::Must,
    judge: strayed_labels,
};

/// G1.
fn overlapping_labels(sheet: &Sheet<'_>) -> Judgement {
    let px = sheet.px(GROWTH_PX);
    let grown: Vec<(&str, Vec<Quad>)> = sheet.labels.iter().map(|l| (l.of, grown(l, px))).collect();
    let mut pairs = Vec::new();
    for (index, (of, boxes)) in grown.iter().enumerate() {
        for (other, others) in &grown[..index] {
            if any_overlap(boxes, others) {
                pairs.push(format!("{other} + {of}"));
            }
        }
    }
    Judgement::none(pairs)
}

fn grown(label: &Label<'_>, px: f64) -> Vec<Quad> {
    label.boxes.iter().map(|b| shapes::grown(b, px)).collect()
}

fn any_overlap(some: &[Quad], others: &[Quad]) -> bool {
    let around = |boxes: &[Quad]| shapes::bounds(boxes.iter().flatten().copied());
    let (Some(a), Some(b)) = (around(some), around(others)) else {
        return false;
    };
    a.overlaps(b)
        && some
            .iter()
            .any(|s| others.iter().any(|o| shapes::overlap(s, o)))
}

/// G2.
fn labels_at_panels(sheet: &Sheet<'_>) -> Judgement {
    let inner = sheet.drawing.scene.record.frame.grown(-sheet.px(FRAME_PX));
    let mut offenders = Vec::new();
    for label in &sheet.labels {
        let touched = sheet
            .panels
            .iter()
            .filter(|(_, rect)| touches_rect(label, *rect));
        offenders.extend(touched.map(|(id, _)| format!("{} at {id}", label.of)));
        if !label.boxes.iter().flatten().all(|p| inner.contains(*p)) {
            offenders.push(format!("{} at the frame", label.of));
        }
    }
    Judgement::none(offenders)
}

fn touches_rect(label: &Label<'_>, rect: PageRect) -> bool {
    let panel = rect.corners();
    label.boxes.iter().any(|b| shapes::overlap(b, &panel))
}

/// G3.
fn labels_on_markers(sheet: &Sheet<'_>) -> Judgement {
    let mut offenders = Vec::new();
    for label in &sheet.labels {
        let covered = sheet
            .markers
            .iter()
            .filter(|m| distance(label, m.center) < m.radius);
        offenders.extend(covered.map(|m| format!("{} on {}", label.of, m.id)));
    }
    Judgement::none(offenders)
}

fn distance(label: &Label<'_>, p: PagePoint) -> f64 {
    let distances = label.boxes.iter().map(|b| shapes::distance(b, p));
    distances.fold(f64::INFINITY, f64::min)
}

/// G4.
fn labels_on_bodies(sheet: &Sheet<'_>) -> Judgement {
    let most = sheet.px(COVER_PX);
    let mut offenders = Vec::new();
    for label in &sheet.labels {
        let Some(around) = shapes::bounds(label.boxes.iter().flatten().copied()) else {
            continue;
        };
        for body in &sheet.bodies {
            let near = body
                .stations
                .iter()
                .filter(|s| around.grown(s.half).contains(s.at));
            let covered = near.filter(|s| {
                let (left, right) = s.edges();
                let mut boxes = label.boxes.iter();
                boxes.any(|b| shapes::touches_segment(b, left, right))
            });
            let px = length_of(covered.count());
            if px > most {
                offenders.push(format!("{} on {} for {px:.0} px", label.of, body.of));
            }
        }
    }
    Judgement::none(offenders)
}

/// G13. A label with a leader is tied to its point by that.
fn strayed_labels(sheet: &Sheet<'_>) -> Judgement {
    let gap =
        |label: &Label<'_>, marker: &Marker<'_>| distance(label, marker.center) - marker.radius;
    let mut offenders = Vec::new();
    for label in sheet.labels.iter().filter(|l| !l.leader) {
        let Some(own) = sheet.markers.iter().find(|m| m.id == label.of) else {
            continue;
        };
        // Of two points at one spot none is nearer.
        let others = sheet.markers.iter().filter(|m| m.center != own.center);
        let nearer = others.filter(|m| gap(label, m) < gap(label, own) - 0.01);
        offenders.extend(nearer.map(|m| format!("{} nearer to {}", label.of, m.id)));
    }
    Judgement::none(offenders)
}

#[cfg(test)]
mod tests {
    use crate::audit::Verdict;
    use crate::audit::toy::Toy;
    use crate::geom::PageRect;

    #[test]
    fn g1_labels_less_than_3_px_apart_overlap() {
        let mut toy = Toy::good();
        toy.label("battle-x", PageRect::new(132.5, 150.0, 192.5, 166.0));
        let found = toy.judge("G1");
        assert_eq!(found.verdict, Verdict::Fail);
        assert_eq!(found.offenders, ["battle-ford + battle-x"]);
        let mut toy = Toy::good();
        toy.label("battle-x", PageRect::new(133.5, 150.0, 193.5, 166.0));
        assert_eq!(toy.judge("G1").verdict, Verdict::Pass);
    }

    #[test]
    fn g2_labels_keep_off_panels_and_the_frame() {
        let mut toy = Toy::good();
        toy.label("river", PageRect::new(290.0, 60.0, 310.0, 70.0));
        toy.label("lake", PageRect::new(15.0, 285.0, 60.0, 295.0));
        let found = toy.judge("G2");
        assert_eq!(found.offenders, ["river at legend", "lake at the frame"]);
        assert!(found.is_fault());
    }

    #[test]
    fn g3_no_label_covers_a_marker_not_even_its_own() {
        let mut toy = Toy::good();
        toy.label("lake", PageRect::new(50.0, 148.0, 60.0, 160.0));
        assert_eq!(toy.judge("G3").offenders, ["lake on battle-ford"]);
    }

    #[test]
    fn g4_a_label_across_a_body_is_measured_along_the_body() {
        let mut toy = Toy::good();
        // The toy's arrow runs along y = 200; this label hides 10 px of it, the next one 40.
        toy.label("lake", PageRect::new(150.0, 190.0, 160.0, 210.0));
        assert_eq!(toy.judge("G4").verdict, Verdict::Pass);
        toy.label("town", PageRect::new(185.0, 190.0, 226.0, 210.0));
        let found = toy.judge("G4");
        assert_eq!(found.offenders.len(), 1);
        assert!(
            found.offenders[0].starts_with("town on movement-march for 4"),
            "{found:?}"
        );
    }

    #[test]
    fn g13_a_label_stands_nearest_to_its_own_point() {
        let mut toy = Toy::good();
        toy.label("battle-ford", PageRect::new(300.0, 225.0, 340.0, 235.0));
        let found = toy.judge("G13");
        assert_eq!(found.offenders, ["battle-ford nearer to place-town"]);
        let mut toy = Toy::good();
        toy.marker("event-feast", (50.0, 150.0), 14.0);
        assert_eq!(toy.judge("G13").verdict, Verdict::Pass);
        toy.marker("event-fair", (60.0, 150.0), 8.0);
        assert_eq!(toy.judge("G13").verdict, Verdict::Fail);
    }
}
