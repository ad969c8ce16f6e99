//! Criteria of geometry that are about what is shown at all: G10 to G12 and G14.

use super::OfMap;
use super::criterion::{Criterion, Judgement, Level};
use super::sheet::Sheet;
use crate::geom::{PagePoint, PageRect};
use crate::scene::{Fate, Group, Item, Role, Standing};

/// So many of the labels may find no room.
const MOST_DROPPED: f64 = 0.1;
/// Land is under a panel if more than this part of its outline is.
const HIDDEN: f64 = 0.5;

pub(super) const SHOWN: [Criterion<OfMap>; 3] = [
    Criterion {
        id: "G10",
        what: "battles, towns and ends of movements in the frame or pointed at",
        level: Level::Must,
        judge: within_the_frame,
    },
    Criterion {
        id: "G11",
        what: "features under a panel",
        level: Level::Must,
        judge: under_panels,
    },
    Criterion {
        id: "G12",
        what: "battles, towns and main movements with a name",
        level: Level::Must,
        judge: named,
    },
];

pub(super) const DROPPED: Criterion<OfMap> = Criterion {
    id: "G14",
    what: "names dropped for lack of room",
    level: Level::Must,
    judge: dropped,
};

/// A share as people read it.
pub(super) fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "100 %".to_owned();
    }
    format!("{:.0} % of {whole}", part as f64 / whole as f64 * 100.0)
}

/// G10.
fn within_the_frame(sheet: &Sheet<'_>) -> Judgement {
    let asked = &sheet.drawing.scene.record.asked;
    let lost = asked.iter().filter(|a| a.fate == Fate::Outside);
    let lost: Vec<String> = lost.map(|a| a.id.clone()).collect();
    let measured = percent(asked.len() - lost.len(), asked.len());
    Judgement::new("100 %", measured, lost.is_empty()).with(lost)
}

/// G11.
fn under_panels(sheet: &Sheet<'_>) -> Judgement {
    let frame = sheet.drawing.scene.record.frame;
    let mut offenders = Vec::new();
    for (id, rect) in &sheet.panels {
        let Some(panel) = common(*rect, frame) else {
            continue;
        };
        let markers = sheet
            .markers
            .iter()
            .filter(|m| distance(panel, m.center) < m.radius);
        offenders.extend(markers.map(|m| format!("{} under {id}", m.id)));
        let mut bodies: Vec<&str> = Vec::new();
        for body in &sheet.bodies {
            let mut stations = body.stations.iter().filter(|s| frame.contains(s.at));
            if !bodies.contains(&body.of) && stations.any(|s| distance(panel, s.at) < s.half) {
                bodies.push(body.of);
            }
        }
        offenders.extend(bodies.iter().map(|of| format!("{of} under {id}")));
        let changes = sheet.groups.iter().filter(|g| g.role == Role::Change);
        let hidden = changes.filter(|g| share_inside(g, panel, frame) > HIDDEN);
        offenders.extend(hidden.map(|g| format!("{} under {id}", g.id)));
    }
    Judgement::none(offenders)
}

fn common(a: PageRect, b: PageRect) -> Option<PageRect> {
    a.overlaps(b).then(|| {
        PageRect::new(
            a.x0.max(b.x0),
            a.y0.max(b.y0),
            a.x1.min(b.x1),
            a.y1.min(b.y1),
        )
    })
}

fn distance(rect: PageRect, p: PagePoint) -> f64 {
    let nearest = PagePoint::new(p.x.clamp(rect.x0, rect.x1), p.y.clamp(rect.y0, rect.y1));
    p.distance(nearest)
}

/// Which part of a group's outlines in the frame lies in a box.
fn share_inside(group: &Group, rect: PageRect, frame: PageRect) -> f64 {
    let paths = group.items.iter().filter_map(|item| match item {
        Item::Path(path) => Some(path.path.polylines()),
        Item::Group(_) | Item::Text(_) | Item::Image(_) => None,
    });
    let lines = paths.flatten().map(|(line, _)| line);
    let points: Vec<PagePoint> = lines.flatten().filter(|p| frame.contains(*p)).collect();
    let inside = points.iter().filter(|p| rect.contains(**p)).count();
    inside as f64 / points.len().max(1) as f64
}

/// G12. A bare number or letter is no name unless the key explains it.
fn named(sheet: &Sheet<'_>) -> Judgement {
    let named = sheet.named();
    let markers = sheet.markers.iter().map(|m| m.id);
    let main = sheet.bodies.iter().filter(|b| b.standing <= Standing(1));
    let mut wanted: Vec<&str> = markers.chain(main.map(|b| b.of)).collect();
    wanted.dedup();
    let nameless = wanted.iter().filter(|id| !named.contains(id));
    let nameless: Vec<String> = nameless.map(|id| (*id).to_owned()).collect();
    let measured = percent(wanted.len() - nameless.len(), wanted.len());
    Judgement::new("100 %", measured, nameless.is_empty()).with(nameless)
}

/// G14.
fn dropped(sheet: &Sheet<'_>) -> Judgement {
    let dropped = &sheet.drawing.scene.record.dropped;
    let all = sheet.labels.len() + dropped.len();
    let main = dropped.iter().filter(|d| d.standing <= Standing(1)).count();
    let passes = main == 0 && dropped.len() as f64 <= MOST_DROPPED * all as f64;
    let measured = format!("{} of {all}, {main} of rank 1", dropped.len());
    let listed = dropped
        .iter()
        .map(|d| format!("{}: {} ({})", d.of, d.text, d.reason));
    Judgement::new("<= 10 %, none of rank 1", measured, passes).with(listed.collect())
}

#[cfg(test)]
mod tests {
    use crate::audit::Verdict;
    use crate::audit::toy::Toy;
    use crate::scene::{Asked, Dropped, Fate, Role, Standing};

    #[test]
    fn g10_what_lies_outside_without_a_pointer_is_lost() {
        let mut toy = Toy::good();
        for (id, fate) in [("place-far", Fate::Outside), ("place-off", Fate::Pointer)] {
            let id = id.to_owned();
            toy.scene.record.asked.push(Asked { id, fate });
        }
        let found = toy.judge("G10");
        assert_eq!(found.offenders, ["place-far"]);
        assert_eq!(found.measured, "67 % of 3");
    }

    #[test]
    fn g11_panels_hide_no_feature() {
        let mut toy = Toy::good();
        toy.movement("raid", &[(250.0, 40.0), (380.0, 40.0)], &[]);
        toy.marker("place-hid", (310.0, 30.0), 3.0);
        let found = toy.judge("G11");
        assert_eq!(
            found.offenders,
            ["place-hid under legend", "movement-raid under legend"]
        );
        assert_eq!(found.verdict, Verdict::Fail);
    }

    #[test]
    fn g12_every_marker_and_main_movement_has_a_name() {
        let mut toy = Toy::good();
        toy.marker("place-lone", (200.0, 40.0), 3.0);
        let found = toy.judge("G12");
        assert_eq!(found.offenders, ["place-lone"]);
        toy.key_entry("place-lone");
        assert_eq!(toy.judge("G12").verdict, Verdict::Pass);
    }

    #[test]
    fn g12_a_letter_without_a_key_is_no_name() {
        let mut toy = Toy::good();
        if let Role::Label { bare, .. } = &mut toy.group("label-place-town").role {
            *bare = true;
        }
        assert_eq!(toy.judge("G12").offenders, ["place-town"]);
        toy.key_entry("place-town");
        assert_eq!(toy.judge("G12").verdict, Verdict::Pass);
    }

    #[test]
    fn g14_dropped_names_are_listed_and_few() {
        let mut toy = Toy::good();
        for i in 0..27 {
            let x = f64::from(i);
            toy.label(
                &format!("l{i}"),
                crate::geom::PageRect::new(x, 0.0, x + 1.0, 1.0),
            );
        }
        let drop = |standing| Dropped {
            of: "place-a".to_owned(),
            text: "A".to_owned(),
            reason: "no free space around it".to_owned(),
            standing: Standing(standing),
        };
        toy.scene.record.dropped.push(drop(2));
        let found = toy.judge("G14");
        assert_eq!(found.verdict, Verdict::Pass);
        assert_eq!(found.offenders, ["place-a: A (no free space around it)"]);
        toy.scene.record.dropped.push(drop(1));
        assert_eq!(toy.judge("G14").verdict, Verdict::Fail);
        toy.scene.record.dropped = vec![drop(3); 4];
        assert_eq!(toy.judge("G14").verdict, Verdict::Fail);
    }
}
