//! What each label offers the solver: places made by the kind of its feature, judged by the ground.

use super::along::{self, Course, Kind};
use super::area::{self, Region};
use super::candidate::{Candidate, Leader, Writing};
use super::ground::{Ground, Home, Subject, SubjectKind};
use super::point;
use super::setting::SetForm;
use super::shape::Quad;
use super::{Anchor, Baselines, Rank, Request, Wording};
use crate::geom::{PagePoint, quantise};
use crate::scene::Standing;

/// How far from its feature a label may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Beside it.
    Near,
    /// Apart, with a leader.
    Far,
    /// Beside it, but only as a number or letter for the key.
    Key,
    /// Far apart, wherever there is room at all.
    Farther,
}

impl Reach {
    /// A label offers at most this many candidates to the solver.
    fn most_candidates(self) -> usize {
        match self {
            Self::Near => 48,
            // Each leader bars a long strip to many others.
            Self::Far => 24,
            Self::Key => 20,
            Self::Farther => 48,
        }
    }

    /// Whether a form is used at this reach.
    fn has(self, wording: Wording) -> bool {
        match self {
            Self::Near | Self::Far => wording != Wording::Key,
            Self::Key => wording == Wording::Key,
            // What is no more than a number has no other wording.
            Self::Farther => true,
        }
    }
}

/// A point that wants its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    /// Its middle.
    pub(super) at: PagePoint,
    /// Its radius, px.
    pub(super) radius: f64,
    /// Whether something is drawn there.
    pub(super) marked: bool,
}

/// A candidate that has not been judged yet.
pub(super) struct Draft {
    /// What it costs by itself.
    pub(super) cost: f64,
    /// What the letters fill.
    pub(super) boxes: Vec<Quad>,
    /// The thin line, if it stands apart.
    pub(super) leader: Option<Leader>,
    /// Where the letters stand.
    pub(super) writing: Writing,
}

impl Draft {
    /// A place without a leader.
    pub(super) fn new(cost: f64, boxes: Vec<Quad>, writing: Writing) -> Self {
        Self {
            cost,
            boxes,
            leader: None,
            writing,
        }
    }
}

/// Cost of each other way to say everything, and of each way to say less.
const OTHER_FORM: f64 = 6.0;
const SHORTER_FORM: f64 = 20.0;
/// A mere number costs this part of leaving the label out, in percent: more than any leader, and more
/// than leaving out what matters less.
const NUMBER_ONLY_PERCENT: i64 = 15;
/// Cost of each piece of a line after the best.
const LESSER_PIECE: f64 = 8.0;
/// So many allowed places are looked at; the rest are dearer.
const ENOUGH: usize = 72;
/// Candidates whose middles are nearer than this are one to the solver, px.
const TOO_ALIKE: f64 = 2.5;

/// The places where a label may stand, best first.
pub(super) fn candidates(
    ground: &Ground<'_>,
    request: &Request,
    sets: &[SetForm<'_>],
    reach: Reach,
) -> Vec<Candidate> {
    let size = sets.first().map_or(1.0, SetForm::size);
    let feature = feature(ground, request, size);
    let home = match &feature {
        Feature::Point(spot) => Some(Home {
            at: spot.at,
            radius: spot.radius,
            marked: spot.marked,
            harbour: ground.is_harbour(spot.at, spot.radius),
        }),
        Feature::Lines(_) | Feature::Area(_) | Feature::Unseen => None,
    };
    let subject = Subject {
        owner: ground.owner(&request.of),
        standing: request.standing,
        home,
        has_key: sets.iter().any(|set| set.wording == Wording::Key),
        kind: match &feature {
            // A water's name stands on its own shore, or has it close by.
            Feature::Area(_) if request.rank == Rank::Water => SubjectKind::Plain,
            Feature::Area(_) => SubjectKind::Spread,
            Feature::Lines(courses) => courses[0].subject(),
            Feature::Point(_) | Feature::Unseen => SubjectKind::Plain,
        },
    };
    let weight = weight(request.rank);
    let mut drafts = drafts(&feature, request.standing, sets, reach);
    if ground.baselines == Baselines::Straight {
        drafts.retain(|(_, draft)| draft.writing.is_straight());
    }
    drafts.sort_by(|(_, a), (_, b)| quantise(a.cost).total_cmp(&quantise(b.cost)));
    // Those with a leader and those without, lest many of one kind that are alike keep out the other.
    let mut found = [Vec::new(), Vec::new()];
    for (form, draft) in drafts {
        let found = &mut found[usize::from(draft.leader.is_some())];
        if found.len() == ENOUGH {
            continue;
        }
        let Some(cost) = ground.judge(&draft.boxes, draft.leader, subject) else {
            continue;
        };
        let number_only = match sets[form].wording {
            Wording::Key => request.left_out_cost() / 100 * NUMBER_ONLY_PERCENT,
            Wording::Full | Wording::Short => 0,
        };
        found.push(Candidate {
            form,
            cost: (quantise((cost + draft.cost) * weight) * 1000.0) as i64 + number_only,
            boxes: draft.boxes,
            leader: draft.leader,
            writing: draft.writing,
        });
    }
    let most = reach.most_candidates();
    found.map(|found| thinned(found, most)).concat()
}

/// A feature as the makers of candidates see it.
enum Feature<'g, 'o> {
    Point(Spot),
    /// At least one piece, the best first.
    Lines(Vec<Course>),
    Area(Region<'g, 'o>),
    /// Nothing of it shows.
    Unseen,
}

fn feature<'g, 'o>(ground: &'g Ground<'o>, request: &Request, size: f64) -> Feature<'g, 'o> {
    match &request.anchor {
        Anchor::Point { at, radius } => Feature::Point(Spot {
            at: *at,
            radius: *radius,
            marked: ground.has_marker(&request.of),
        }),
        Anchor::Line {
            lines,
            half_width,
            gap,
        } => {
            let kind = match request.rank {
                Rank::MainMovement | Rank::Movement => Kind::Movement,
                Rank::Battle
                | Rank::GreatPolity
                | Rank::Town
                | Rank::Water
                | Rank::Region
                | Rank::Mountains
                | Rank::SmallPolity => Kind::River,
            };
            let course = |line| Course::new((line, kind), (*half_width, *gap), size);
            let courses: Vec<Course> = lines.iter().map(course).collect();
            if courses.is_empty() {
                Feature::Unseen
            } else {
                Feature::Lines(courses)
            }
        }
        Anchor::Area {
            outline,
            most_spacing,
        } => {
            // Lakes are often too small for their names; land without room stays without a name.
            let may_leave = request.rank == Rank::Water;
            Region::new(ground, outline, *most_spacing, may_leave)
                .map_or(Feature::Unseen, Feature::Area)
        }
    }
}

/// All places of all forms, with the number of the form.
fn drafts(
    feature: &Feature<'_, '_>,
    standing: Standing,
    sets: &[SetForm<'_>],
    reach: Reach,
) -> Vec<(usize, Draft)> {
    // What matters least is left out before the map is strewn with thin lines and numbers.
    if reach != Reach::Near && standing >= Standing(3) {
        return Vec::new();
    }
    let mut all = Vec::new();
    let mut dearer = -OTHER_FORM;
    let used = sets.iter().enumerate();
    for (form, set) in used.filter(|(_, set)| reach.has(set.wording)) {
        let mut out = Vec::new();
        match (feature, reach) {
            (Feature::Point(spot), Reach::Near) => point::around(*spot, set, &mut out),
            (Feature::Point(spot), Reach::Far) => point::apart(*spot, set, &mut out),
            (Feature::Point(spot), Reach::Farther) => point::far_apart(*spot, set, &mut out),
            (Feature::Point(spot), Reach::Key) => {
                point::around(*spot, set, &mut out);
                point::apart(*spot, set, &mut out);
            }
            (Feature::Lines(courses), _) => pieces(courses, set, reach, &mut out),
            (Feature::Area(region), Reach::Near) => area::within(region, set, &mut out),
            // A side's own land is named before its battles give up theirs; across its rim if need be.
            (Feature::Area(region), Reach::Far) if standing <= Standing(1) => {
                area::upon(region, set, &mut out);
            }
            (Feature::Area(region), Reach::Farther) => {
                area::upon(region, set, &mut out);
                if standing <= Standing(1) || region.may_leave {
                    area::apart(region, set, &mut out);
                }
            }
            (Feature::Area(_), Reach::Far | Reach::Key) | (Feature::Unseen, _) => {}
        }
        dearer += match set.wording {
            Wording::Full | Wording::Key => OTHER_FORM,
            Wording::Short => SHORTER_FORM,
        };
        all.extend(out.into_iter().map(|mut draft| {
            draft.cost += dearer;
            (form, draft)
        }));
    }
    all
}

/// Places at each piece of a line.
fn pieces(courses: &[Course], set: &SetForm<'_>, reach: Reach, out: &mut Vec<Draft>) {
    for (i, course) in courses.iter().enumerate() {
        let before = out.len();
        match reach {
            Reach::Near => along::along(course, set, out),
            Reach::Far => along::apart(course, set, out),
            Reach::Farther => along::far_apart(course, set, out),
            Reach::Key => along::near(course, set, out),
        }
        for draft in &mut out[before..] {
            draft.cost += LESSER_PIECE * i as f64;
        }
    }
}

/// Keeps the best candidates that differ.
fn thinned(mut found: Vec<Candidate>, most: usize) -> Vec<Candidate> {
    found.sort_by_key(|c| c.cost);
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in found {
        let is_new = |k: &Candidate| {
            k.form != candidate.form
                || k.boxes.len() != candidate.boxes.len()
                || k.boxes
                    .iter()
                    .zip(&candidate.boxes)
                    .any(|(a, b)| a.center().distance(b.center()) > TOO_ALIKE)
        };
        if kept.iter().all(is_new) {
            kept.push(candidate);
        }
        if kept.len() == most {
            break;
        }
    }
    kept
}

/// A bad place for an important name costs more than one for a lesser.
fn weight(rank: Rank) -> f64 {
    match rank {
        Rank::Battle => 1.6,
        Rank::MainMovement => 1.4,
        Rank::GreatPolity => 1.2,
        Rank::Town | Rank::Movement => 1.0,
        Rank::Water | Rank::Region => 0.8,
        Rank::Mountains | Rank::SmallPolity => 0.7,
    }
}
