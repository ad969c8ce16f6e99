//! The ways that a leg may take: bowed more or less to either side, in one lane or another.

use super::bends::{changes_of_direction, least_radius};
use super::clear::{bend_clear, nearby};
use super::course::Course;
use super::leg::{LEAST_RADIUS_WIDTHS, Leg, Way};
use super::room;
use super::stop::{Keep, PageStop, Reach};
use super::terrain::{GROUND_STEP_PX, Terrain, on_land_and_water};
use crate::compose::polyline::Polyline;
use crate::geom::PageRect;

/// One way to draw a leg.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    /// How it departs from the leg's base.
    pub course: Course,
    /// Its centre line, trimmed to its markers; empty if it would be too short to show.
    pub line: Polyline,
    /// What speaks against it by itself, whatever the others do, in px of overlap.
    pub cost: f64,
    /// How far it comes too near to markers that are not its own, px, summed.
    pub trespass_px: f64,
}

/// Bows of a leg that is free between its ends, as fractions of its length; the usual one first.
const OPEN_BOWS: [f64; 8] = [0.10, -0.10, 0.06, -0.06, 0.16, -0.16, 0.23, -0.23];
/// How far the stops of a given way may be moved, as fractions of its length.
const GIVEN_BOWS: [f64; 7] = [0.0, 0.05, -0.05, 0.10, -0.10, 0.15, -0.15];
/// The same for a way that keeps off land, which a wider bow would take across it.
const SEA_BOWS: [f64; 3] = [0.0, 0.01, -0.01];
/// So many of the lanes, the nearest ones, are open to it.
const SEA_LANES: usize = 2;
/// Lanes beside the middle one, in widths of a body with its gap; opposite directions keep left.
const LANES: [f64; 6] = [0.55, -0.55, 1.1, -1.1, 1.7, -1.7];

/// At a marker lanes come together up to this far from its middle at least, px: bodies keep apart at a dot.
const LEAST_LANE_PX: f64 = 9.0;
/// Wide bows for legs that find no other way, the more for those that are free between their ends.
const WIDE_BOWS: [f64; 4] = [0.2, -0.2, 0.3, -0.3];

/// A way passes the stops on it no farther away than this, px: beside their dots, or in the lane beside another's.
const BESIDE_STOP_PX: f64 = 22.0;

/// A leg of unknown end is drawn for this part of its way, but at least so many px.
const BEGINNING: (f64, f64) = (0.3, 60.0);

/// Weights of what speaks against a candidate.
mod weight {
    /// A marker that is not its own in its way: at all, and per px.
    pub(super) const MARKER: (f64, f64) = (150.0, 10.0);
    /// A bend that is too tight: at all, and per width by which it falls short.
    pub(super) const KINK: (f64, f64) = (90.0, 60.0);
    /// Per change of direction beyond the first.
    pub(super) const WINDING: f64 = 40.0;
    /// Per bow of the whole length away from the usual one.
    pub(super) const BOW: f64 = 220.0;
    /// Per px of lane, to the left and to the right of the direction.
    pub(super) const LANE: (f64, f64) = (0.8, 1.0);
    /// Per px by which an end stands back from its marker.
    pub(super) const TAKEN_BACK: f64 = 1.5;
    /// Per px over land where the way that is told lies mostly on water, over water where it does not: armies are shipped.
    pub(super) const WRONG_GROUND: (f64, f64) = (20.0, 1.0);
    /// Per px beyond [`super::BESIDE_STOP_PX`] from a stop that it is told to pass.
    pub(super) const ASTRAY: f64 = 3.0;
    /// Per px beyond the frame.
    pub(super) const OUTSIDE: f64 = 3.0;
    /// A leg too short to be drawn.
    pub(super) const LOST: f64 = 400.0;
}

/// The candidates in the middle lane.
pub(super) fn bows(terrain: &Terrain<'_>) -> Vec<Candidate> {
    fractions(terrain.leg)
        .iter()
        .map(|bow| candidate(terrain, Course::bow(*bow)))
        .collect()
}

/// The candidates in all other lanes, and wider bows.
pub(super) fn lanes(terrain: &Terrain<'_>) -> Vec<Candidate> {
    let leg = terrain.leg;
    let step = 2.0 * leg.gaps.half_width + leg.gaps.beside;
    let gentle = fractions(leg).iter().take(5);
    let (lanes, wide): (&[f64], &[f64]) = match leg.way {
        Way::Open | Way::Given => (&LANES, &WIDE_BOWS),
        Way::Sea => (&LANES[..SEA_LANES], &[]),
    };
    gentle
        .flat_map(|bow| lanes.iter().map(|lane| Course::lane(*bow, lane * step)))
        .chain(wide.iter().map(|bow| Course::bow(*bow)))
        .map(|course| candidate(terrain, course))
        .collect()
}

fn fractions(leg: &Leg) -> &'static [f64] {
    match leg.way {
        Way::Open => &OPEN_BOWS,
        Way::Given => &GIVEN_BOWS,
        Way::Sea => &SEA_BOWS,
    }
}

/// The way of a leg on a course.
pub(super) fn candidate(terrain: &Terrain<'_>, course: Course) -> Candidate {
    let Terrain { leg, foreign, .. } = terrain;
    let bent = bend_clear(&bowed(terrain, course), foreign, leg.gaps);
    let foreign = nearby(&bent, foreign, leg.gaps);
    let (line, taken_back) = drawn_part(leg, course.back, &bent, &foreign);
    let dislike = dislike(leg, course) + taken_back * weight::TAKEN_BACK;
    if line.length() < leg.gaps.least_leg {
        let mut lost = nothing(course);
        lost.cost += dislike;
        return lost;
    }
    let (markers, trespass_px) = trespass(leg, &line, &foreign);
    let cost = dislike
        + markers
        + bending(leg, &line)
        + wrong_ground(terrain, &line)
        + weight::ASTRAY * astray_px(leg, &line)
        + weight::OUTSIDE * outside_px(&line, terrain.ground.frame);
    Candidate {
        course,
        line,
        cost,
        trespass_px,
    }
}

/// The way that is not drawn at all.
pub(super) fn nothing(course: Course) -> Candidate {
    Candidate {
        course,
        line: Polyline::default(),
        cost: weight::LOST,
        trespass_px: 0.0,
    }
}

/// What speaks against leaving the way that is told, or the usual arc.
fn dislike(leg: &Leg, course: Course) -> f64 {
    let usual = match leg.way {
        Way::Open => OPEN_BOWS[0],
        Way::Given | Way::Sea => 0.0,
    };
    let per_px = if course.lane > 0.0 {
        weight::LANE.0
    } else {
        weight::LANE.1
    };
    (course.bow.abs() - usual).abs() * weight::BOW
        + course.lane.abs() * per_px
        + course.farthest() / leg.base.length().max(1.0) * weight::BOW
}

/// What it costs that a line runs over more land than its base, if that lies mostly on water, or over more water, if it
/// does not.
fn wrong_ground(terrain: &Terrain<'_>, line: &Polyline) -> f64 {
    let (before, now) = (terrain.spots, on_land_and_water(line, terrain.ground));
    let (more, per_px) = if before.0 < before.1 {
        (now.0.saturating_sub(before.0), weight::WRONG_GROUND.0)
    } else {
        (now.1.saturating_sub(before.1), weight::WRONG_GROUND.1)
    };
    per_px * more as f64 * GROUND_STEP_PX
}

/// The leg's base bowed to the left by a fraction of its length and moved into a lane.
///
/// At a marker the lanes come together so far that heads still point at it.
fn bowed(terrain: &Terrain<'_>, course: Course) -> Polyline {
    let Terrain { leg, base, .. } = terrain;
    let Course { bow, lane, .. } = course;
    if base.is_empty() {
        return leg.base.clone();
    }
    let length = leg.base.length();
    let end_of = |stop: PageStop| {
        let most = if stop.radius > 0.0 {
            (stop.radius * 0.8 + 1.0).max(LEAST_LANE_PX)
        } else {
            f64::INFINITY
        };
        lane.clamp(-most, most)
    };
    let (start, end) = (end_of(leg.from), end_of(leg.to));
    let ease = |along: f64| {
        let t = (along / (length / 3.0).min(70.0)).clamp(0.0, 1.0);
        t * t * (3.0 - 2.0 * t)
    };
    let count = (base.len() - 1) as f64;
    Polyline::new(base.iter().enumerate().map(|(i, station)| {
        let t = i as f64 / count;
        let along = length * t;
        let aside = lane
            + (start - lane) * (1.0 - ease(along))
            + (end - lane) * (1.0 - ease(length - along));
        station.left(bow * length * 4.0 * t * (1.0 - t) + aside + course.aside_at(along, length))
    }))
}

/// What of a line is drawn: between the edges of its markers, or only its beginning; and by how much its
/// ends were taken back to keep off markers beside them, px.
fn drawn_part(leg: &Leg, back: f64, line: &Polyline, foreign: &[Keep]) -> (Polyline, f64) {
    let reach = |stop: PageStop, gap: f64| {
        if stop.radius > 0.0 {
            stop.radius + gap
        } else {
            0.0
        }
    };
    let start = leaves(line, leg.from, reach(leg.from, leg.gaps.tail));
    let end = line.length() - leaves(&line.reversed(), leg.to, reach(leg.to, leg.gaps.tip));
    let end = match leg.reach {
        Reach::Whole => end,
        Reach::Beginning => {
            let (part, least) = BEGINNING;
            let least = least.max(leg.gaps.least_leg);
            end.min(start + ((end - start) * part).max(least))
        }
    };
    let whole = line.part(start, end - back);
    let (tail, tip) = room::taken_back(&whole, leg.gaps, foreign);
    (whole.part(tail, whole.length() - tip), tail + tip + back)
}

/// How far along a line it has come `px` away from the stop that it begins at.
fn leaves(line: &Polyline, stop: PageStop, px: f64) -> f64 {
    let mut along = 0.0;
    while along < line.length() && line.at(along).at.distance(stop.at) < px {
        along += 1.0;
    }
    along
}

/// What markers in the way cost, and how far the line comes too near to them.
fn trespass(leg: &Leg, line: &Polyline, foreign: &[Keep]) -> (f64, f64) {
    let missing = foreign.iter().map(|k| room::missing(line, leg.gaps, *k));
    let missing = missing.filter(|px| *px > 0.0);
    missing.fold((0.0, 0.0), |(cost, sum), px| {
        (cost + weight::MARKER.0 + weight::MARKER.1 * px, sum + px)
    })
}

fn bending(leg: &Leg, line: &Polyline) -> f64 {
    let width = 2.0 * leg.gaps.half_width;
    let short = (LEAST_RADIUS_WIDTHS - least_radius(line, width)).max(0.0);
    let windings = changes_of_direction(line).saturating_sub(1);
    let kink = if short > 0.0 {
        weight::KINK.0 + weight::KINK.1 * short
    } else {
        0.0
    };
    kink + windings as f64 * weight::WINDING
}

/// How far a line passes its stops beyond what is near, px, summed.
fn astray_px(leg: &Leg, line: &Polyline) -> f64 {
    let through = match leg.reach {
        Reach::Whole => leg.through.as_slice(),
        Reach::Beginning => &[],
    };
    let away = through.iter().map(|stop| line.nearest(*stop).1);
    away.map(|px| (px - BESIDE_STOP_PX).max(0.0)).sum()
}

/// How much of a line runs beyond the frame, but for ends that leave through it.
fn outside_px(line: &Polyline, frame: PageRect) -> f64 {
    const STEP: f64 = 12.0;
    let inner = line.part(24.0, line.length() - 24.0).resampled(STEP);
    let outside = inner.points().iter().filter(|p| !frame.contains(**p));
    outside.count() as f64 * STEP
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::arrows::leg::legs_of;
    use crate::compose::arrows::stop::Wish;
    use crate::compose::arrows::terrain::Ground;
    use crate::compose::arrows::toy;
    use crate::geom::PagePoint;

    const FRAME: PageRect = PageRect {
        x0: -500.0,
        y0: -500.0,
        x1: 1000.0,
        y1: 500.0,
    };

    fn ground(keep: &[Keep]) -> Ground<'_> {
        Ground {
            keep,
            frame: FRAME,
            is_land: &|_| true,
        }
    }

    fn leg(reach: Reach, radius: f64) -> Leg {
        let stop = |x| PageStop {
            at: PagePoint::new(x, 0.0),
            radius,
            breaks: false,
        };
        let wish = Wish {
            stops: vec![stop(0.0), stop(300.0)],
            gaps: toy::GAPS,
            reach,
            afloat: false,
        };
        legs_of(0, &wish).0.remove(0)
    }

    #[test]
    fn ends_keep_their_gaps_from_the_markers() {
        for way in bows(&Terrain::new(&leg(Reach::Whole, 12.0), ground(&[]))) {
            let (tail, tip) = (way.line.at(0.0).at, way.line.at(f64::INFINITY).at);
            assert!((tail.distance(PagePoint::new(0.0, 0.0)) - 19.0).abs() < 1.1);
            assert!((tip.distance(PagePoint::new(300.0, 0.0)) - 17.0).abs() < 1.1);
        }
    }

    #[test]
    fn lanes_run_beside_each_other_and_meet_at_the_marker() {
        let way = &lanes(&Terrain::new(&leg(Reach::Whole, 12.0), ground(&[])))[2];
        let middle = &bows(&Terrain::new(&leg(Reach::Whole, 12.0), ground(&[])))[0];
        let apart = middle
            .line
            .nearest(way.line.at(way.line.length() / 2.0).at)
            .1;
        assert!(apart > 2.0 * toy::GAPS.half_width + 3.0, "{apart}");
        let tip = way.line.at(f64::INFINITY).at;
        assert!(tip.distance(PagePoint::new(300.0, 0.0)) < 18.2, "{tip:?}");
    }

    #[test]
    fn of_a_way_with_unknown_end_the_beginning_is_drawn() {
        let way = &bows(&Terrain::new(&leg(Reach::Beginning, 0.0), ground(&[])))[0];
        assert!(
            (80.0..110.0).contains(&way.line.length()),
            "{}",
            way.line.length()
        );
    }

    #[test]
    fn the_bow_away_from_markers_is_cheaper() {
        let above = [60.0, 105.0, 150.0, 195.0, 240.0].map(|x| Keep {
            at: PagePoint::new(x, -26.0),
            radius: 20.0,
        });
        let ways = bows(&Terrain::new(&leg(Reach::Whole, 0.0), ground(&above)));
        assert!(
            ways[1].cost < ways[0].cost,
            "to the right of the direction, below: {} < {}",
            ways[1].cost,
            ways[0].cost
        );
    }

    #[test]
    fn a_fleet_hardly_strays_from_its_way() {
        let stop = |x: f64, y: f64| PageStop {
            at: PagePoint::new(x, y),
            radius: 0.0,
            breaks: false,
        };
        let wish = |afloat| Wish {
            stops: vec![stop(0.0, 0.0), stop(300.0, 60.0), stop(600.0, 0.0)],
            gaps: toy::GAPS,
            reach: Reach::Whole,
            afloat,
        };
        let farthest = |afloat| {
            let leg = legs_of(0, &wish(afloat)).0.remove(0);
            let terrain = Terrain::new(&leg, ground(&[]));
            let ways = [bows(&terrain), lanes(&terrain)].concat();
            let strays = ways
                .iter()
                .map(|way| way.line.nearest(stop(300.0, 60.0).at).1);
            strays.fold(0.0, f64::max)
        };
        let lane = 2.0 * toy::GAPS.half_width + toy::GAPS.beside;
        assert!(farthest(true) < lane, "{}", farthest(true));
        assert!(farthest(false) > 2.0 * lane, "{}", farthest(false));
    }
}
