//! Labels: everything that wants a name on the map, placed together.
//!
//! Whoever draws a feature asks for a label with a [`Request`]; [`place`] finds room for all of them
//! among the [`Obstacles`], all on the page ([`place_at`], if it is of another size than usual). What finds no room is reported, never dropped in silence.
//!
//! Every label is given candidates with a cost (`offer`: `point`, `along`, `area`), judged by what they
//! cover (`ground`); which of them exclude or crowd each other is found once (`conflict`), and one is chosen
//! for each label so that all together cost least (`solve`).
//!
//! Where room is short a label retreats step by step (`retreat`): it says less, it stands apart on a leader,
//! it is a number explained in the key, and only then it is left out.

mod along;
mod area;
mod axis;
mod barrier;
mod candidate;
mod conflict;
mod curve;
mod ground;
mod offer;
mod point;
mod retreat;
mod scale;
mod scan;
mod setting;
mod shape;
mod shore;
mod solve;
mod times;

use rayon::prelude::*;

use crate::compose::polyline::Polyline;
use crate::geom::{PagePoint, PageRect};
use crate::scene::{Color, Path, Standing, Text};
use crate::text::{Face, Fonts};

pub use retreat::{LeftOut, Retreat, Step};
pub use scale::place_at;
pub use times::{Times, Timetable};

use candidate::Candidate;
use conflict::{Conflicts, Voice};
use ground::Ground;
use offer::{Reach, candidates};
use retreat::Inquest;
use setting::SetForm;
use shape::Quad;
use solve::{Effort, Goal};

/// A feature that wants its name on the map.
#[derive(Clone, Debug)]
pub struct Request {
    /// Id of the feature that is named; the label's own id is `label-` and this.
    pub of: String,
    /// What kind of thing is named: decides the order of placing.
    pub rank: Rank,
    /// How much it matters that it is named.
    pub standing: Standing,
    /// Where the feature is.
    pub anchor: Anchor,
    /// What may be written, the fullest form first; at least one.
    pub forms: Vec<Form>,
}

impl Request {
    /// What it costs to leave the label out, in thousandths.
    fn left_out_cost(&self) -> i64 {
        let by_rank = match self.rank {
            Rank::Battle => 3000,
            Rank::MainMovement => 2500,
            Rank::GreatPolity => 2000,
            Rank::Town => 800,
            Rank::Movement => 700,
            Rank::Water | Rank::Region => 400,
            Rank::Mountains | Rank::SmallPolity => 300,
        };
        let by_standing = match self.standing {
            Standing(0 | 1) => 4,
            Standing(2) => 2,
            Standing(_) => 1,
        };
        by_rank * by_standing * 1000
    }
}

/// The order of placing, most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Battles.
    Battle,
    /// Movements of standing 1.
    MainMovement,
    /// The sides' own polities.
    GreatPolity,
    /// Towns, forts and events.
    Town,
    /// Other movements.
    Movement,
    /// Rivers, lakes, seas.
    Water,
    /// Regions.
    Region,
    /// Mountains, valleys.
    Mountains,
    /// Neutral polities.
    SmallPolity,
}

/// Where a feature is on the page.
#[derive(Clone, Debug)]
pub enum Anchor {
    /// A marker or dot.
    Point {
        /// Its middle.
        at: PagePoint,
        /// Its radius, px.
        radius: f64,
    },
    /// A river's course or a movement's centre line.
    Line {
        /// Its pieces, the best one to be named first, each in the feature's own direction.
        lines: Vec<Polyline>,
        /// Half the width of what is drawn along it, px.
        half_width: f64,
        /// Gap between that and the baseline or the top of the letters, px.
        gap: f64,
    },
    /// An area; the name goes inside, along its axis.
    Area {
        /// Its outline.
        outline: Path,
        /// Letter-spacing may grow up to this, em.
        most_spacing: f64,
    },
}

/// One way to write a label: lines from top to bottom.
#[derive(Clone, Debug)]
pub struct Form {
    /// How much of what there is to say it says.
    pub wording: Wording,
    /// The lines.
    pub lines: Vec<FormLine>,
}

impl Form {
    /// A form that says everything.
    pub fn full(lines: Vec<FormLine>) -> Self {
        let wording = Wording::Full;
        Self { wording, lines }
    }

    /// A form that says less: without the date, or only who.
    pub fn short(lines: Vec<FormLine>) -> Self {
        let wording = Wording::Short;
        Self { wording, lines }
    }

    /// A number or letter alone, which the key explains.
    pub fn key(line: FormLine) -> Self {
        let wording = Wording::Key;
        let lines = vec![line];
        Self { wording, lines }
    }
}

/// How much of what there is to say a form says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wording {
    /// Everything.
    Full,
    /// Less: no date, or only who.
    Short,
    /// A number or letter that the key explains.
    Key,
}

/// One line of a label.
#[derive(Clone, Debug)]
pub struct FormLine {
    /// The characters, as they will stand on the map.
    pub text: String,
    /// Font.
    pub face: Face,
    /// Size, px.
    pub size: f64,
    /// Letter-spacing, px.
    pub spacing: f64,
    /// Colour.
    pub color: Color,
    /// Width of the halo's stroke, px.
    pub halo: f64,
}

/// What labels must or should keep clear of.
#[derive(Clone, Debug, Default)]
pub struct Obstacles {
    /// The map's frame: labels stay 6 px inside.
    pub frame: Option<PageRect>,
    /// Panels: never covered.
    pub panels: Vec<PageRect>,
    /// Markers and dots with the id of their feature: never covered.
    pub markers: Vec<(PagePoint, f64, String)>,
    /// Bodies of movements with half their width and the id of their feature: not to be covered for
    /// more than 12 px.
    pub bodies: Vec<(Polyline, f64, String)>,
    /// Rivers, shores, frontiers: better not covered, and better not between a point and its name.
    pub lines: Vec<Polyline>,
    /// The sea and great lakes, for harbours.
    pub water: Path,
    /// Whether names may bend.
    pub baselines: Baselines,
}

/// Whether names may follow curves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Baselines {
    /// Along rivers and arcs, letter by letter.
    #[default]
    Bent,
    /// One straight piece for each line, so that it can be edited or translated.
    Straight,
}

/// A label with its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Id of the feature.
    pub of: String,
    /// How much it matters.
    pub standing: Standing,
    /// How much of what there was to say it says.
    pub wording: Wording,
    /// The lettering, final.
    pub texts: Vec<Text>,
    /// The turned boxes that it fills.
    pub boxes: Vec<[PagePoint; 4]>,
    /// A thin line to the feature, if the label stands apart.
    pub leader: Option<Path>,
}

/// The labels that found room, in the order of the requests, and those that did not.
#[derive(Clone, Debug, Default)]
pub struct Placement {
    /// With their places.
    pub placed: Vec<Placed>,
    /// What some of them gave up for lack of room.
    pub retreats: Vec<Retreat>,
    /// Without.
    pub left_out: Vec<LeftOut>,
}

impl Placement {
    /// Labels that are no more than a number or letter on the map: the key has to explain them.
    pub fn numbered(&self) -> impl Iterator<Item = &Retreat> {
        self.retreats.iter().filter(|r| r.step == Step::Numbered)
    }
}

/// Everything that wants a label on one map, and everything that is in the way.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// The features.
    pub requests: Vec<Request>,
    /// The map under the labels.
    pub obstacles: Obstacles,
    /// When each of them is there; always on a map that stands still.
    pub times: Timetable,
}

/// Finds room for all labels; all lengths are those of a page 1200 px wide.
pub fn place(requests: &[Request], obstacles: &Obstacles, fonts: &Fonts, halo: Color) -> Placement {
    place_in_time((requests, obstacles), &Timetable::default(), fonts, halo)
}

/// Finds one place for each label of a film: labels that are never seen together may have the same.
fn place_in_time(
    (requests, obstacles): (&[Request], &Obstacles),
    times: &Timetable,
    fonts: &Fonts,
    halo: Color,
) -> Placement {
    let ground = Ground::new(obstacles, times);
    let sets: Vec<Vec<SetForm<'_>>> = requests
        .iter()
        .map(|r| r.forms.iter().map(|f| SetForm::new(f, fonts)).collect())
        .collect();
    let goals: Vec<Goal> = requests.iter().map(goal).collect();
    let voices: Vec<Voice<'_>> = requests.iter().map(|r| Voice::new(r, times)).collect();
    let offer = |i: usize, reach| candidates(&ground, &requests[i], &sets[i], reach);
    let near = (0..requests.len()).into_par_iter();
    let mut offers = Offers::new(near.map(|i| offer(i, Reach::Near)).collect(), &voices);
    // Only where something found no room are leaders worth their search, then numbers, then long leaders:
    // for it, and for whoever might make room for it.
    let mut went_far = vec![false; requests.len()];
    for reach in [Reach::Far, Reach::Key, Reach::Farther] {
        let quick = offers.solved(&goals, Effort::Quick);
        if !quick.contains(&None) {
            break;
        }
        let mut asked = troubled(&quick, &offers.conflicts);
        if reach == Reach::Farther {
            // Nobody goes far away to make room for another.
            asked = quick.iter().map(Option::is_none).collect();
            went_far.clone_from(&asked);
        }
        offers.widen(&asked, &voices, |i| offer(i, reach));
    }
    let mut chosen = offers.solved(&goals, Effort::Full);
    let lost = chosen.iter().zip(went_far);
    let lost: Vec<bool> = lost.map(|(c, went)| c.is_none() && !went).collect();
    if offers.widen(&lost, &voices, |i| offer(i, Reach::Farther)) {
        chosen = offers.solved(&goals, Effort::Full);
    }
    let Offers { labels, conflicts } = &offers;
    let inquest = Inquest {
        requests,
        sets: &sets,
        labels,
        conflicts,
        chosen: &chosen,
    };
    let mut placement = Placement::default();
    for (i, request) in requests.iter().enumerate() {
        placement.retreats.extend(inquest.retreat(i));
        placement.left_out.extend(inquest.left_out(i));
        if let Some(choice) = chosen[i] {
            let candidate = &labels[i][choice];
            let set = &sets[i][candidate.form];
            placement.placed.push(placed(request, candidate, set, halo));
        }
    }
    placement
}

/// The candidates of all labels and what they exclude.
struct Offers {
    labels: Vec<Vec<Candidate>>,
    conflicts: Conflicts,
}

impl Offers {
    fn new(labels: Vec<Vec<Candidate>>, voices: &[Voice<'_>]) -> Self {
        let conflicts = Conflicts::new(&labels, voices);
        Self { labels, conflicts }
    }

    fn solved(&self, goals: &[Goal], effort: Effort) -> Vec<Option<usize>> {
        solve::solve(&self.labels, goals, &self.conflicts, effort)
    }

    /// Adds candidates to the labels that ask for them; whether there are any.
    fn widen(
        &mut self,
        asked: &[bool],
        voices: &[Voice<'_>],
        more: impl Fn(usize) -> Vec<Candidate> + Sync,
    ) -> bool {
        let before: usize = self.labels.iter().map(Vec::len).sum();
        let all = self.labels.par_iter_mut().zip(asked).enumerate();
        all.filter(|(_, (_, asked))| **asked)
            .for_each(|(i, (label, _))| label.extend(more(i)));
        let is_wider = self.labels.iter().map(Vec::len).sum::<usize>() > before;
        if is_wider {
            self.conflicts = Conflicts::new(&self.labels, voices);
        }
        is_wider
    }
}

/// Which labels found no room, or take room that one of those could use.
fn troubled(chosen: &[Option<usize>], conflicts: &Conflicts) -> Vec<bool> {
    let mut troubled: Vec<bool> = chosen.iter().map(Option::is_none).collect();
    for label in 0..chosen.len() {
        let Some(choice) = chosen[label] else {
            continue;
        };
        let number = conflicts.of(label).start as usize + choice;
        let rivals = conflicts.rivals[number].iter();
        let mut rivals = rivals.map(|n| conflicts.label[*n as usize] as usize);
        troubled[label] = rivals.any(|other| chosen[other].is_none());
    }
    troubled
}

fn goal(request: &Request) -> Goal {
    Goal {
        left_out: request.left_out_cost(),
        order: request.rank as u32,
    }
}

fn placed(request: &Request, candidate: &Candidate, set: &SetForm<'_>, halo: Color) -> Placed {
    let leader = candidate
        .leader
        .map(|l| Path::line(&[l.from.quantised(), l.to.quantised()]));
    let corners = |b: &Quad| b.corners().map(PagePoint::quantised);
    Placed {
        of: request.of.clone(),
        standing: request.standing,
        wording: set.wording,
        texts: candidate.texts(set, halo),
        boxes: candidate.boxes.iter().map(corners).collect(),
        leader,
    }
}

#[cfg(test)]
mod tests;
