//! The map under the labels: what they must not cover, what they had better not cover, and what that
//! costs (VISUAL-SPEC 9.2).

use geo::Simplify;
use rstar::{AABB, RTree, RTreeObject};

use super::Obstacles;
use super::candidate::Leader;
use super::shape::Quad;
use crate::compose::polyline::Polyline;
use crate::geom::{PagePoint, PageRect};
use crate::scene::{Path, Standing};

/// Labels end this far inside the frame, px.
const FRAME_MARGIN: f64 = 6.0;
/// Room around a label that nothing else may enter, px: the visible part of its halo.
pub(super) const MARGIN: f64 = 1.5;
/// A spread-out name may cross a movement over this much of its length, px; other labels never.
const BODY_TOLERANCE: f64 = 12.0;
/// Parts of lines shorter than this do not matter to a label, px.
const LINE_TOLERANCE: f64 = 0.7;

/// Cost of a river, shore or frontier under a label, per px.
const COVERED_LINE: f64 = 0.8 / 5.0;
/// The same for the name of a river, which had better not be struck through by its river.
const COVERED_COURSE: f64 = 0.8;
/// Cost of a movement under a spread-out name: to begin with, and per px.
const COVERED_BODY: (f64, f64) = (40.0, 14.0 / 5.0);
/// Cost of a leader across a foreign movement.
const LEADER_OVER_BODY: f64 = 45.0;
/// Cost of a river, shore or frontier between a point and its name.
const OTHER_SIDE: f64 = 25.0;
/// Cost of being nearer to a foreign marker than to one's own; with a leader it matters less.
const NEARER_TO_ANOTHER: (f64, f64) = (60.0, 30.0);
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
}

/// Whose label is judged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'s> {
    /// Id of the feature.
    pub(super) of: &'s str,
    /// How much it matters.
    pub(super) standing: Standing,
    /// The marker it belongs to, if it is a point.
    pub(super) home: Option<Home>,
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
}

/// The point that a label names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Home {
    /// Its middle.
    pub(super) at: PagePoint,
    /// Its radius, px.
    pub(super) radius: f64,
    /// Whether it lies at the water, so that its name belongs there.
    pub(super) harbour: bool,
}

struct Disc<'o> {
    at: PagePoint,
    radius: f64,
    owner: &'o str,
}

struct Segment<'o> {
    a: PagePoint,
    b: PagePoint,
    half_width: f64,
    owner: &'o str,
}

impl RTreeObject for Disc<'_> {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        let (p, r) = (self.at, self.radius);
        AABB::from_corners([p.x - r, p.y - r], [p.x + r, p.y + r])
    }
}

impl RTreeObject for Segment<'_> {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        let (a, b, h) = (self.a, self.b, self.half_width);
        AABB::from_corners(
            [a.x.min(b.x) - h, a.y.min(b.y) - h],
            [a.x.max(b.x) + h, a.y.max(b.y) + h],
        )
    }
}

fn envelope(rect: PageRect) -> AABB<[f64; 2]> {
    AABB::from_corners([rect.x0, rect.y0], [rect.x1, rect.y1])
}

impl<'o> Ground<'o> {
    /// Sorts the obstacles into trees.
    pub(super) fn new(obstacles: &'o Obstacles) -> Self {
        let markers = obstacles.markers.iter();
        let discs = markers.map(|(at, radius, owner)| Disc {
            at: *at,
            radius: *radius,
            owner,
        });
        let bodies = obstacles.bodies.iter();
        let bodies = bodies.flat_map(|(line, half, owner)| body(line, *half, owner));
        let lines = obstacles.lines.iter();
        let lines = lines.flat_map(|l| segments(l.points(), 0.0, ""));
        Self {
            frame: obstacles.frame.map(|f| f.grown(-FRAME_MARGIN)),
            panels: obstacles.panels.iter().map(|p| Quad::upright(*p)).collect(),
            markers: RTree::bulk_load(discs.collect()),
            bodies: RTree::bulk_load(bodies.collect()),
            lines: RTree::bulk_load(lines.collect()),
            shores: RTree::bulk_load(shores(&obstacles.water)),
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
        self.markers.iter().any(|m| m.owner == of)
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
        let bodies = self.covered_bodies(boxes, subject)?;
        let lines: f64 = boxes.iter().map(|b| self.covered_lines(b)).sum();
        let home = subject.home.map_or(0.0, |home| {
            self.far_from_home(boxes, leader, (home, subject.of))
        });
        let per_px = match subject.kind {
            SubjectKind::River => COVERED_COURSE,
            SubjectKind::Plain | SubjectKind::Spread => COVERED_LINE,
        };
        Some(leader_cost + bodies + lines * per_px + home)
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
            .any(|m| {
                // Its own marker may come as close as its own gap allows.
                let label = if m.owner == subject.of { label } else { &grown };
                label.distance(m.at) < m.radius
            })
    }

    /// Cost of what a leader crosses; `None` if that is a marker or a panel, or a movement for a name
    /// that may be left out.
    fn judge_leader(&self, leader: Leader, subject: Subject<'_>) -> Option<f64> {
        let quad = Quad::around(leader.from, leader.to, 1.0);
        let near = envelope(quad.bounds().grown(1.0));
        let hits_marker = self
            .markers
            .locate_in_envelope_intersecting(&near)
            .any(|m| m.owner != subject.of && quad.distance(m.at) < m.radius + 1.0);
        if hits_marker || self.panels.iter().any(|p| p.overlaps(&quad)) {
            return None;
        }
        let crosses_body = self
            .bodies
            .locate_in_envelope_intersecting(&near)
            .any(|s| s.owner != subject.of && quad.grown(s.half_width).covered(s.a, s.b) > 0.0);
        match (crosses_body, subject.standing) {
            (false, _) => Some(0.0),
            (true, Standing(0 | 1)) => Some(LEADER_OVER_BODY),
            (true, Standing(_)) => None,
        }
    }

    /// Cost of movements under a label; `None` if it covers too much of one.
    fn covered_bodies(&self, boxes: &[Quad], subject: Subject<'_>) -> Option<f64> {
        let mut covered = 0.0;
        for label in boxes {
            for s in self
                .bodies
                .locate_in_envelope_intersecting(&envelope(label.bounds().grown(2.0)))
            {
                // Its own movement may be close by; from others the halo keeps clear.
                let margin = if s.owner == subject.of { -1.0 } else { 1.0 };
                covered += label.grown(s.half_width + margin).covered(s.a, s.b);
            }
        }
        let allowed = match subject.kind {
            SubjectKind::Spread => BODY_TOLERANCE,
            SubjectKind::Plain | SubjectKind::River => 0.0,
        };
        if covered > allowed {
            return None;
        }
        let (once, per_px) = COVERED_BODY;
        Some(if covered > 0.0 {
            once + per_px * covered
        } else {
            0.0
        })
    }

    fn covered_lines(&self, label: &Quad) -> f64 {
        self.lines
            .locate_in_envelope_intersecting(&envelope(label.bounds()))
            .map(|s| label.covered(s.a, s.b))
            .sum()
    }

    /// Cost of a place that does not clearly belong to its point.
    fn far_from_home(&self, boxes: &[Quad], leader: Option<Leader>, of: (Home, &str)) -> f64 {
        let (home, id) = of;
        let Some((own, near)) = boxes
            .iter()
            .map(|b| (b.distance(home.at), b.nearest(home.at)))
            .min_by(|a, b| a.0.total_cmp(&b.0))
        else {
            return 0.0;
        };
        let mut cost = 0.0;
        let (plain, with_leader) = NEARER_TO_ANOTHER;
        let penalty = if leader.is_some() { with_leader } else { plain };
        cost += penalty * self.mistaken(boxes, own, (home.radius, id));
        let in_water = home.harbour && boxes.iter().all(|b| self.is_in_water(b.center()));
        if home.harbour && !in_water {
            cost += HARBOUR_ON_LAND;
        }
        if !in_water && leader.is_none() && self.is_parted(home, near, own) {
            cost += OTHER_SIDE;
        }
        cost
    }

    /// 1 if another marker is nearer to the label than its own, less if it is nearly so.
    fn mistaken(&self, boxes: &[Quad], own: f64, (radius, of): (f64, &str)) -> f64 {
        let reach = own + 12.0;
        let mut most = 0.0_f64;
        for label in boxes {
            let near = envelope(label.bounds().grown(reach));
            for m in self.markers.locate_in_envelope_intersecting(&near) {
                if m.owner == of {
                    continue;
                }
                let away = label.distance(m.at);
                let (edge, own_edge) = (away - m.radius, own - radius);
                if away <= own || edge <= own_edge {
                    return 1.0;
                }
                if edge < own_edge + 3.0 {
                    most = most.max(0.2);
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

/// A movement as segments, its head wider than its body.
///
/// Heads are 2.3 times as wide as bodies, 4.6 times as wide as thin lines, and 1.15 times as long
/// as they are wide (VISUAL-SPEC 7.1).
fn body<'o>(line: &Polyline, half_width: f64, owner: &'o str) -> Vec<Segment<'o>> {
    const THIN: f64 = 2.5;
    let mut all: Vec<_> = segments(line.points(), half_width, owner).collect();
    if line.is_degenerate() {
        return all;
    }
    let head = half_width * if half_width < THIN { 4.6 } else { 2.3 };
    let (tip, third) = (line.length(), head * 2.0 * 1.15 / 3.0);
    for (part, width) in [(3.0, 0.9), (2.0, 0.6), (1.0, 0.3)] {
        let back = (tip - part * third).max(0.0);
        let piece = line.part(back, (back + third).min(tip));
        all.extend(segments(piece.points(), head * width, owner));
    }
    all
}

fn segments<'o>(
    points: &[PagePoint],
    half_width: f64,
    owner: &'o str,
) -> impl Iterator<Item = Segment<'o>> + use<'o> {
    let line = geo::LineString::from_iter(points.iter().map(|p| (p.x, p.y)));
    let thinned = line.simplify(if half_width > 0.0 {
        0.25
    } else {
        LINE_TOLERANCE
    });
    let corners: Vec<_> = thinned.0.iter().map(|c| PagePoint::new(c.x, c.y)).collect();
    let pairs: Vec<_> = corners.windows(2).map(|w| (w[0], w[1])).collect();
    pairs.into_iter().map(move |(a, b)| Segment {
        a,
        b,
        half_width,
        owner,
    })
}

fn shores<'o>(water: &Path) -> Vec<Segment<'o>> {
    let rings = water.polylines().into_iter();
    rings
        .flat_map(|(mut ring, _)| {
            ring.extend(ring.first().copied());
            segments(&ring, 0.0, "")
        })
        .collect()
}
