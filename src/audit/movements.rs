//! Criteria of geometry that are about movements: G5 to G9.

use super::OfMap;
use super::criterion::{Criterion, Judgement, Level};
use super::shapes;
use super::sheet::{Body, Marker, Sheet, Station, length_of, stations_in};
use crate::geom::PageRect;

/// Room between a body and a marker that is not its own, px at k = 1.
const CLEARANCE_PX: f64 = 8.0;
/// More crossings than this tangle a map.
const MOST_CROSSINGS: usize = 2;
/// Movements cross at this angle at least, degrees.
const LEAST_ANGLE_DEG: f64 = 30.0;
/// Bodies nearer than this touch, px at k = 1.
const TOUCH_PX: f64 = 2.0;
/// Bodies may touch for so long, px at k = 1.
const TOUCH_LENGTH_PX: f64 = 25.0;
/// A centre line bends no tighter than so many widths of its body.
const LEAST_BEND: f64 = 2.0;
/// The bend of thinner bodies is measured as if they were so wide, px: below it the line's corners show.
const LEAST_CHORD_PX: f64 = 4.0;

pub(super) const CRITERIA: [Criterion<OfMap>; 5] = [
    Criterion {
        id: "G5",
        what: "movements near a marker that is not theirs",
        level: Level::Must,
        judge: bodies_near_markers,
    },
    Criterion {
        id: "G6",
        what: "movements over their own marker",
        level: Level::Must,
        judge: bodies_over_markers,
    },
    Criterion {
        id: "G7",
        what: "crossings of movements; smallest angle",
        level: Level::Must,
        judge: crossings,
    },
    Criterion {
        id: "G8",
        what: "movements overlapping lengthwise",
        level: Level::Must,
        judge: shared_corridors,
    },
    Criterion {
        id: "G9",
        what: "smallest radius of a centre line, in widths",
        level: Level::Must,
        judge: tightest_bend,
    },
];

/// G5.
fn bodies_near_markers(sheet: &Sheet<'_>) -> Judgement {
    let least = sheet.px(CLEARANCE_PX);
    let mut offenders = Vec::new();
    for (body, marker, gap) in gaps(sheet) {
        if !is_own(body, marker) && gap < least {
            offenders.push(format!(
                "{} at {:.0} px from {}",
                body.of,
                gap.max(0.0),
                marker.id
            ));
        }
    }
    Judgement::none(offenders)
}

/// G6.
fn bodies_over_markers(sheet: &Sheet<'_>) -> Judgement {
    let over = gaps(sheet).filter(|(body, marker, gap)| is_own(body, marker) && *gap < 0.0);
    let offenders = over.map(|(body, marker, _)| format!("{} over {}", body.of, marker.id));
    Judgement::none(offenders.collect())
}

fn is_own(body: &Body<'_>, marker: &Marker<'_>) -> bool {
    body.stops.iter().any(|stop| stop == marker.id)
}

/// Every leg with every marker and the room between their edges.
fn gaps<'s, 'a>(sheet: &'s Sheet<'a>) -> impl Iterator<Item = (&'s Body<'a>, &'s Marker<'a>, f64)> {
    sheet.bodies.iter().flat_map(move |body| {
        sheet.markers.iter().map(move |marker| {
            let edges = body
                .stations
                .iter()
                .map(|s| s.at.distance(marker.center) - s.half);
            (
                body,
                marker,
                edges.fold(f64::INFINITY, f64::min) - marker.radius,
            )
        })
    })
}

/// G7.
fn crossings(sheet: &Sheet<'_>) -> Judgement {
    let mut found: Vec<(f64, String)> = Vec::new();
    for (a, b) in pairs(sheet, 0.0) {
        for angle in crossing_angles(a, b) {
            found.push((angle, format!("{} x {} at {angle:.0} deg", a.of, b.of)));
        }
    }
    let limit = format!("<= {MOST_CROSSINGS}; >= {LEAST_ANGLE_DEG} deg");
    let Some(least) = found.iter().map(|(angle, _)| *angle).min_by(f64::total_cmp) else {
        return Judgement::new(limit, "0", true);
    };
    let passes = found.len() <= MOST_CROSSINGS && least >= LEAST_ANGLE_DEG;
    let too_many = found.len() > MOST_CROSSINGS;
    let offenders = found
        .iter()
        .filter(|(angle, _)| too_many || *angle < LEAST_ANGLE_DEG);
    let offenders = offenders.map(|(_, text)| text.clone()).collect();
    Judgement::new(limit, format!("{}; {least:.0} deg", found.len()), passes).with(offenders)
}

/// Legs of different movements that come nearer to each other than `px`, edge to edge of their bounds.
fn pairs<'s, 'a>(sheet: &'s Sheet<'a>, px: f64) -> Vec<(&'s Body<'a>, &'s Body<'a>)> {
    let bounds: Vec<Option<PageRect>> = sheet.bodies.iter().map(reach).collect();
    let mut pairs = Vec::new();
    for (i, a) in sheet.bodies.iter().enumerate() {
        for (j, b) in sheet.bodies.iter().enumerate().take(i) {
            let (Some(one), Some(other)) = (bounds[i], bounds[j]) else {
                continue;
            };
            if a.of != b.of && one.grown(px + 0.5).overlaps(other) {
                pairs.push((b, a));
            }
        }
    }
    pairs
}

fn reach(body: &Body<'_>) -> Option<PageRect> {
    let widest = body.stations.iter().map(|s| s.half).fold(0.0, f64::max);
    shapes::bounds(body.stations.iter().map(|s| s.at)).map(|r| r.grown(widest))
}

/// The angles at which two centre lines cross, 0 to 90 degrees.
fn crossing_angles(a: &Body<'_>, b: &Body<'_>) -> Vec<f64> {
    let mut angles = Vec::new();
    for one in a.stations.windows(2) {
        for other in b.stations.windows(2) {
            if shapes::cross([one[0].at, one[1].at], [other[0].at, other[1].at]) {
                angles.push(angle_between(&one[0], &other[0]));
            }
        }
    }
    angles
}

/// The angle between the lines at two stations, whichever way they run, 0 to 90 degrees.
fn angle_between(a: &Station, b: &Station) -> f64 {
    let dot = a.direction.0 * b.direction.0 + a.direction.1 * b.direction.1;
    libm::acos(dot.abs().min(1.0)).to_degrees()
}

/// G8. What crosses at the angle of G7 or more does not run along.
fn shared_corridors(sheet: &Sheet<'_>) -> Judgement {
    let (touch, most) = (sheet.px(TOUCH_PX), sheet.px(TOUCH_LENGTH_PX));
    let mut offenders = Vec::new();
    for (a, b) in pairs(sheet, touch) {
        let along = |s: &&Station| {
            let mut others = b.stations.iter();
            others.any(|o| {
                s.at.distance(o.at) - s.half - o.half < touch
                    && angle_between(s, o) < LEAST_ANGLE_DEG
            })
        };
        let px = length_of(a.stations.iter().filter(along).count());
        if px > most {
            offenders.push(format!("{} along {} for {px:.0} px", a.of, b.of));
        }
    }
    Judgement::none(offenders)
}

/// G9. The radius is that of the circle through spots one width apart.
fn tightest_bend(sheet: &Sheet<'_>) -> Judgement {
    let mut tightest: Option<f64> = None;
    let mut offenders = Vec::new();
    for body in &sheet.bodies {
        let width = body.width.max(LEAST_CHORD_PX);
        let step = stations_in(width);
        let bends = body
            .stations
            .windows(2 * step + 1)
            .map(|run| shapes::circumradius(run[0].at, run[step].at, run[2 * step].at) / width);
        let bend = bends.fold(f64::INFINITY, f64::min);
        if bend < LEAST_BEND {
            offenders.push(format!("{} {bend:.1}", body.of));
        }
        tightest = Some(tightest.map_or(bend, |t| t.min(bend)));
    }
    let limit = format!(">= {LEAST_BEND}");
    match tightest {
        None => Judgement::not_applicable(limit, "no movement"),
        Some(bend) if bend.is_infinite() => Judgement::new(limit, "straight", true),
        Some(bend) => {
            Judgement::new(limit, format!("{bend:.1}"), bend >= LEAST_BEND).with(offenders)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::Verdict;
    use crate::audit::toy::Toy;

    #[test]
    fn g5_a_foreign_marker_is_kept_clear_of() {
        let mut toy = Toy::good();
        toy.movement("raid", &[(290.0, 100.0), (290.0, 230.0)], &[]);
        let found = toy.judge("G5");
        assert_eq!(found.offenders, ["movement-raid at 2 px from place-town"]);
        assert!(found.is_fault());
    }

    #[test]
    fn g6_a_body_ends_before_its_own_marker() {
        let mut toy = Toy::good();
        toy.movement("raid", &[(90.0, 100.0), (50.0, 155.0)], &["battle-ford"]);
        assert_eq!(
            toy.judge("G6").offenders,
            ["movement-raid over battle-ford"]
        );
    }

    #[test]
    fn g7_crossings_are_counted_and_their_angles_measured() {
        let mut toy = Toy::good();
        toy.movement("one", &[(120.0, 230.0), (160.0, 100.0)], &[]);
        let found = toy.judge("G7");
        assert_eq!(
            (found.verdict, found.measured.as_str()),
            (Verdict::Pass, "1; 73 deg")
        );
        toy.movement("two", &[(150.0, 204.0), (240.0, 194.0)], &[]);
        let found = toy.judge("G7");
        assert_eq!(found.verdict, Verdict::Fail);
        assert_eq!(found.offenders.len(), 1, "{found:?}");
        assert!(found.offenders[0].starts_with("movement-march x movement-two at 6"));
    }

    #[test]
    fn g7_more_than_two_crossings_tangle() {
        let mut toy = Toy::good();
        for (name, x) in [("a", 140.0), ("b", 170.0), ("c", 200.0)] {
            toy.movement(name, &[(x, 160.0), (x, 240.0)], &[]);
        }
        let found = toy.judge("G7");
        assert_eq!((found.verdict, found.offenders.len()), (Verdict::Fail, 3));
    }

    #[test]
    fn g8_two_arrows_in_one_corridor_overlap() {
        let mut toy = Toy::good();
        toy.movement("other", &[(130.0, 208.0), (220.0, 208.0)], &[]);
        let found = toy.judge("G8");
        assert_eq!(found.offenders.len(), 1, "{found:?}");
        assert!(found.offenders[0].starts_with("movement-march along movement-other for"));
        let mut toy = Toy::good();
        toy.movement("beside", &[(130.0, 225.0), (220.0, 225.0)], &[]);
        toy.movement("across", &[(180.0, 170.0), (180.0, 230.0)], &[]);
        assert_eq!(toy.judge("G8").verdict, Verdict::Pass);
    }

    #[test]
    fn g9_a_hairpin_is_too_tight() {
        let mut toy = Toy::good();
        assert_eq!(toy.judge("G9").measured, "straight");
        toy.movement("bent", &[(100.0, 60.0), (150.0, 60.0), (110.0, 90.0)], &[]);
        let found = toy.judge("G9");
        assert_eq!(found.verdict, Verdict::Fail);
        assert!(found.offenders[0].starts_with("movement-bent"));
    }
}
