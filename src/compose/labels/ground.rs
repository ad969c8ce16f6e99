//! The map under the labels: what they must not cover, what they had better not cover, and what that
//! costs.

use rstar::{AABB, RTree};

use super::barrier::{Disc, Owner, Segment, body, envelope, segments, shores};
use super::candidate::Leader;
use super::shape::Quad;
use super::{Baselines, Obstacles, Timetable};
use crate::geom::{PagePoint, PageRect};
use crate::scene::Standing;

/// Labels end this far inside the frame, px.
const FRAME_MARGIN: f64 = 6.0;
/// Room around a label that nothing else may enter, px: the visible part of its halo.
pub(super) const MARGIN: f64 = 1.5;
/// Movements keep this far from the letters of a label, px at 13 px letters; less costs.
const BODY_AIR: f64 = 4.0;

/// Cost of a river, shore or frontier under a label, per px.
const COVERED_LINE: f64 = 0.8 / 5.0;
/// The same for the name of a river, which had better not be struck through by its river.
const COVERED_COURSE: f64 = 0.8;
/// The same for a spread-out name, whose letters are lost on a shore.
const COVERED_BY_SPREAD: f64 = 0.35;
/// Cost of a movement between the letters of a spread-out name: to begin with, and per px.
const CROSSED_BY_BODY: (f64, f64) = (30.0, 14.0 / 5.0);
/// Cost of a foreign movement in the air around a label.
const NEAR_BODY: f64 = 7.0;
/// Cost of a leader across a foreign movement, and across one that is a mere line, no more than this wide.
const LEADER_OVER_BODY: f64 = 80.0;
const LEADER_OVER_LINE: f64 = 30.0;
const LINE_WIDTH: f64 = 5.0;
/// Spread letters of a land's name nearer to a marker than this, px, seem to name it, which costs so much.
const SPREAD_AIR: (f64, f64) = (6.0, 25.0);
/// Cost of a river, shore or frontier between a point and its name.
const OTHER_SIDE: f64 = 25.0;
/// Between a name and the body of its own movement, px at k = 1: it may not touch (criterion G4 of `docs/check.md`).
const OWN_MARGIN: f64 = 0.3;
/// Cost of being nearer to a foreign marker than to one's own: for the name of a spot where nothing is
/// drawn, and for one on a leader. A marker's name without a leader must not be.
const NEARER_TO_ANOTHER: (f64, f64) = (60.0, 55.0);
/// Part of that for being nearly so.
const NEARLY_NEARER: f64 = 0.2;
/// Cost of a harbour's name on land.
const HARBOUR_ON_LAND: f64 = 24.0;

/// Everything labels must or should keep clear of, ready to be asked.
pub(super) struct Ground<'o> {
    frame: Option<PageRect>,
    panels: Vec<Quad>,
    markers: RTree<Disc<'o>>,
    bodies: RTree<Segment<'o>>,
    lines: RTree<Segment<'o>>,
    shores: RTree<Segment<'o>>,
    /// Whether names may bend.
    pub(super) baselines: Baselines,
    times: &'o Timetable,
}

/// Whose label is judged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'s> {
    /// The feature, and when its label is there.
    pub(super) owner: Owner<'s>,
    /// How much it matters.
    pub(super) standing: Standing,
    /// The marker it belongs to, if it is a point.
    pub(super) home: Option<Home>,
    /// Whether it may become a number that the key explains.
    pub(super) has_key: bool,
    /// What may lie under it.
    pub(super) kind: SubjectKind,
}

/// What may lie under a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SubjectKind {
    /// Thin lines.
    Plain,
    /// Thin lines, but better not its own.
    River,
    /// Its letters are spread so far apart that a movement may pass between them.
    Spread,
    /// Thin lines; it names a movement.
    Movement,
}

/// The point that a label names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Home {
    /// Its middle.
    pub(super) at: PagePoint,
    /// Its radius, px.
    pub(super) radius: f64,
    /// Whether something is drawn there.
    pub(super) marked: bool,
    /// Whether it lies at the water, so that its name belongs there.
    pub(super) harbour: bool,
}

impl Subject<'_> {
    /// Whether a marker is its own, or at the same spot: several battles may share one, and a town may have an event.
    fn owns(&self, marker: &Disc<'_>) -> bool {
        let is_at_home = |home: Home| home.marked && home.at == marker.at;
        marker.owner.of == self.owner.of || self.home.is_some_and(is_at_home)
    }

    /// Whether it is ever seen together with something.
    fn meets(&self, owner: Owner<'_>) -> bool {
        self.owner.times.meets(owner.times)
    }
}

impl<'o> Ground<'o> {
    /// Sorts the obstacles, each with its time, into trees.
    pub(super) fn new(obstacles: &'o Obstacles, times: &'o Timetable) -> Self {
        let owner = |of: &'o String| Owner {
            of,
            times: times.of(of),
        };
        let markers = obstacles.markers.iter();
        let discs = markers.map(|(at, radius, of)| Disc {
            at: *at,
            radius: *radius,
            owner: owner(of),
        });
        let bodies = obstacles.bodies.iter();
        let bodies = bodies.flat_map(|(line, half, of)| body(line, *half, owner(of)));
        let lines = obstacles.lines.iter();
        let lines = lines.flat_map(|l| segments(l.points(), 0.0, Owner::NOBODY));
        Self {
            frame: obstacles.frame.map(|f| f.grown(-FRAME_MARGIN)),
            panels: obstacles.panels.iter().map(|p| Quad::upright(*p)).collect(),
            markers: RTree::bulk_load(discs.collect()),
            bodies: RTree::bulk_load(bodies.collect()),
            lines: RTree::bulk_load(lines.collect()),
            shores: RTree::bulk_load(shores(&obstacles.water)),
            baselines: obstacles.baselines,
            times,
        }
    }

    /// A feature with its time.
    pub(super) fn owner<'s>(&'s self, of: &'s str) -> Owner<'s> {
        Owner {
            of,
            times: self.times.of(of),
        }
    }

    /// Where labels may stand.
    pub(super) fn frame(&self) -> Option<PageRect> {
        self.frame
    }

    /// Panels, as boxes.
    pub(super) fn panels(&self) -> impl Iterator<Item = PageRect> {
        self.panels.iter().map(Quad::bounds)
    }

    /// Whether a feature has a marker of its own.
    pub(super) fn has_marker(&self, of: &str) -> bool {
        self.markers.iter().any(|m| m.owner.of == of)
    }

    /// Whether water comes within reach of a marker.
    pub(super) fn is_harbour(&self, at: PagePoint, radius: f64) -> bool {
        let reach = radius + 6.0;
        let near = PageRect::new(at.x, at.y, at.x, at.y).grown(reach);
        self.shores
            .locate_in_envelope_intersecting(&envelope(near))
            .any(|s| Quad::around(s.a, s.b, 0.0).distance(at) <= reach)
    }

    /// What it costs that a label stands here; `None` if it must not.
    pub(super) fn judge(
        &self,
        boxes: &[Quad],
        leader: Option<Leader>,
        subject: Subject<'_>,
    ) -> Option<f64> {
        if boxes.iter().any(|b| self.is_forbidden(b, subject)) {
            return None;
        }
        let leader_cost = match leader {
            Some(leader) => self.judge_leader(leader, subject)?,
            None => 0.0,
        };
        let bodies = self.near_bodies(boxes, subject)?;
        let crossed = match subject.kind {
            SubjectKind::Spread => {
                self.beside_markers(boxes, subject) + self.bodies_between(boxes, subject)
            }
            SubjectKind::Plain | SubjectKind::River | SubjectKind::Movement => 0.0,
        };
        let lines: f64 = boxes.iter().map(|b| self.covered_lines(b)).sum();
        let home = match subject.home {
            Some(home) => self.far_from_home(boxes, leader, (home, subject))?,
            None => 0.0,
        };
        let per_px = match subject.kind {
            SubjectKind::River => COVERED_COURSE,
            SubjectKind::Spread => COVERED_BY_SPREAD,
            SubjectKind::Plain | SubjectKind::Movement => COVERED_LINE,
        };
        Some(leader_cost + bodies + crossed + lines * per_px + home)
    }

    fn is_forbidden(&self, label: &Quad, subject: Subject<'_>) -> bool {
        let grown = label.grown(MARGIN);
        let bounds = grown.bounds();
        if self.frame.is_some_and(|f| !f.encloses(label.bounds())) {
            return true;
        }
        if self.panels.iter().any(|p| p.overlaps(&grown.grown(1.0))) {
            return true;
        }
        self.markers
            .locate_in_envelope_intersecting(&envelope(bounds))
            .filter(|m| subject.meets(m.owner))
            .any(|m| {
                // Its own marker may come as close as its own gap allows.
                let label = if subject.owns(m) { label } else { &grown };
                label.distance(m.at) < m.radius
            })
    }

    /// Cost of what a leader crosses; `None` if that is a marker or a panel, or a movement for a name
    /// that may be left out or can be a letter instead.
    fn judge_leader(&self, leader: Leader, subject: Subject<'_>) -> Option<f64> {
        let quad = Quad::around(leader.from, leader.to, 1.0);
        let near = envelope(quad.bounds().grown(1.0));
        let hits_marker = self
            .markers
            .locate_in_envelope_intersecting(&near)
            .filter(|m| subject.meets(m.owner) && !subject.owns(m))
            .any(|m| quad.distance(m.at) < m.radius + 1.0);
        if hits_marker || self.panels.iter().any(|p| p.overlaps(&quad)) {
            return None;
        }
        let bodies = self.bodies.locate_in_envelope_intersecting(&near);
        let crossed = bodies
            .filter(|s| s.owner.of != subject.owner.of && subject.meets(s.owner))
            .filter(|s| quad.grown(s.half_width).covered(s.a, s.b) > 0.0);
        let widest = crossed.map(|s| 2.0 * s.half_width).fold(0.0, f64::max);
        // A leader from movement to movement would be taken for the other one's: better a letter.
        let is_misleading = subject.kind == SubjectKind::Movement && subject.has_key;
        match subject.standing {
            _ if widest == 0.0 => Some(0.0),
            _ if is_misleading => None,
            _ if widest <= LINE_WIDTH => Some(LEADER_OVER_LINE),
            // A dot without a name says less than a name across a movement.
            Standing(0..=2) => Some(LEADER_OVER_BODY),
            Standing(_) => None,
        }
    }

    /// Cost of foreign movements in the air around a label; `None` if one touches its letters.
    fn near_bodies(&self, boxes: &[Quad], subject: Subject<'_>) -> Option<f64> {
        let mut is_near = false;
        for label in boxes {
            let around = envelope(label.bounds().grown(BODY_AIR));
            let bodies = self.bodies.locate_in_envelope_intersecting(&around);
            for s in bodies.filter(|s| subject.meets(s.owner)) {
                // Its own movement may be close by; from others the halo keeps clear.
                let is_own = s.owner.of == subject.owner.of;
                let margin = if is_own { OWN_MARGIN } else { MARGIN };
                let covers = |px: f64| label.grown(s.half_width + px).covered(s.a, s.b) > 0.0;
                if covers(margin) {
                    return None;
                }
                is_near |= !is_own && !is_near && covers(BODY_AIR);
            }
        }
        Some(if is_near { NEAR_BODY } else { 0.0 })
    }

    /// Cost of movements that pass between the letters of a spread-out name.
    fn bodies_between(&self, letters: &[Quad], subject: Subject<'_>) -> f64 {
        let mut covered = 0.0;
        for pair in letters.windows(2) {
            let gap = Quad::between(&pair[0], &pair[1]);
            let near = envelope(gap.bounds());
            let bodies = self.bodies.locate_in_envelope_intersecting(&near);
            for s in bodies.filter(|s| subject.meets(s.owner)) {
                covered += gap.grown(s.half_width).covered(s.a, s.b);
            }
        }
        let (once, per_px) = CROSSED_BY_BODY;
        if covered > 0.0 {
            once + per_px * covered
        } else {
            0.0
        }
    }

    /// Cost of letters of a land's name close beside a marker, which they would seem to name.
    fn beside_markers(&self, boxes: &[Quad], subject: Subject<'_>) -> f64 {
        let is_beside = |label: &Quad| {
            let near = label.grown(SPREAD_AIR.0);
            self.markers
                .locate_in_envelope_intersecting(&envelope(near.bounds()))
                .any(|m| subject.meets(m.owner) && near.distance(m.at) < m.radius)
        };
        if boxes.iter().any(is_beside) {
            SPREAD_AIR.1
        } else {
            0.0
        }
    }

    fn covered_lines(&self, label: &Quad) -> f64 {
        self.lines
            .locate_in_envelope_intersecting(&envelope(label.bounds()))
            .map(|s| label.covered(s.a, s.b))
            .sum()
    }

    /// Cost of a place that does not clearly belong to its point; `None` if it would be taken for the
    /// name of another.
    fn far_from_home(
        &self,
        boxes: &[Quad],
        leader: Option<Leader>,
        (home, subject): (Home, Subject<'_>),
    ) -> Option<f64> {
        let (own, near) = boxes
            .iter()
            .map(|b| (b.distance(home.at), b.nearest(home.at)))
            .min_by(|a, b| a.0.total_cmp(&b.0))?;
        let mistaken = self.mistaken(boxes, own, (home.radius, subject));
        if mistaken >= 1.0 && home.marked && leader.is_none() {
            return None;
        }
        let (plain, with_leader) = NEARER_TO_ANOTHER;
        let mut cost = mistaken * if leader.is_some() { with_leader } else { plain };
        let in_water = home.harbour && boxes.iter().all(|b| self.is_in_water(b.center()));
        if home.harbour && !in_water {
            cost += HARBOUR_ON_LAND;
        }
        if !in_water && leader.is_none() && self.is_parted(home, near, own) {
            cost += OTHER_SIDE;
        }
        Some(cost)
    }

    /// 1 if another marker is nearer to the label than its own, less if it is nearly so.
    fn mistaken(&self, boxes: &[Quad], own: f64, (radius, subject): (f64, Subject<'_>)) -> f64 {
        let reach = own + 12.0;
        let mut most = 0.0_f64;
        for label in boxes {
            let near = envelope(label.bounds().grown(reach));
            for m in self.markers.locate_in_envelope_intersecting(&near) {
                if subject.owns(m) || !subject.meets(m.owner) {
                    continue;
                }
                let away = label.distance(m.at);
                let (edge, own_edge) = (away - m.radius, own - radius);
                if away <= own || edge <= own_edge {
                    return 1.0;
                }
                if edge < own_edge + 3.0 {
                    most = most.max(NEARLY_NEARER);
                }
            }
        }
        most
    }

    /// Whether a river, shore or frontier runs between a point and its name.
    fn is_parted(&self, home: Home, near: PagePoint, away: f64) -> bool {
        if away <= home.radius + 1.0 {
            return false;
        }
        let start = home.at.lerp(near, (home.radius + 1.0) / away);
        let gap = Quad::around(start, near, 0.2);
        self.lines
            .locate_in_envelope_intersecting(&envelope(gap.bounds()))
            .any(|s| gap.covered(s.a, s.b) > 0.0)
    }

    /// Whether a spot lies in the water, by the shores between it and the left end of the page.
    fn is_in_water(&self, p: PagePoint) -> bool {
        let ray = AABB::from_corners([-1e6, p.y], [p.x, p.y]);
        let mut winding = 0;
        for s in self.shores.locate_in_envelope_intersecting(&ray) {
            if (s.a.y <= p.y) == (s.b.y <= p.y) {
                continue;
            }
            let x = s.a.x + (p.y - s.a.y) / (s.b.y - s.a.y) * (s.b.x - s.a.x);
            if x < p.x {
                winding += if s.b.y > s.a.y { 1 } else { -1 };
            }
        }
        winding != 0
    }
}
