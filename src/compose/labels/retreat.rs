//! What labels give up for lack of room, and why: they say less, they stand apart, they are a number
//! for the key, they are left out.

use super::candidate::Candidate;
use super::conflict::Conflicts;
use super::setting::SetForm;
use super::{Anchor, Request, Wording};
use crate::scene::Standing;

/// A label that is on the map, but not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retreat {
    /// Id of the feature.
    pub of: String,
    /// All that there was to say.
    pub text: String,
    /// What stands on the map instead.
    pub written: String,
    /// How far it went.
    pub step: Step,
    /// Why.
    pub reason: String,
}

/// How far a label retreated, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// It says less.
    Shortened,
    /// It stands apart, tied to its feature by a leader.
    Apart,
    /// It is a number or letter that the key explains.
    Numbered,
}

/// A label that found no room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Id of the feature.
    pub of: String,
    /// The text.
    pub text: String,
    /// Why.
    pub reason: String,
    /// Ids of what stands where it would have stood best.
    pub rivals: Vec<String>,
    /// How much it matters.
    pub standing: Standing,
}

/// All that is known when the choice has been made, to find out why it was so.
pub(super) struct Inquest<'p> {
    pub(super) requests: &'p [Request],
    pub(super) sets: &'p [Vec<SetForm<'p>>],
    pub(super) labels: &'p [Vec<Candidate>],
    pub(super) conflicts: &'p Conflicts,
    pub(super) chosen: &'p [Option<usize>],
}

impl Inquest<'_> {
    /// What a label gave up, if anything.
    pub(super) fn retreat(&self, label: usize) -> Option<Retreat> {
        let candidate = &self.labels[label][self.chosen[label]?];
        let set = &self.sets[label][candidate.form];
        let (wording, apart) = (set.wording, candidate.leader.is_some());
        let step = match wording {
            Wording::Key => Step::Numbered,
            Wording::Full | Wording::Short if apart => Step::Apart,
            Wording::Short => Step::Shortened,
            Wording::Full => return None,
        };
        // Whatever would have been one step better.
        let is_better = |other: &Candidate| {
            let other_wording = self.sets[label][other.form].wording;
            match step {
                Step::Numbered => other_wording < Wording::Key,
                Step::Apart => other.leader.is_none() && other_wording < Wording::Key,
                Step::Shortened => other.leader.is_none() && other_wording < wording,
            }
        };
        Some(Retreat {
            of: self.requests[label].of.clone(),
            text: self.text(label),
            written: set.words(),
            step,
            reason: self.reason(label, is_better),
        })
    }

    /// A label without a place.
    pub(super) fn left_out(&self, label: usize) -> Option<LeftOut> {
        self.chosen[label].is_none().then(|| LeftOut {
            of: self.requests[label].of.clone(),
            text: self.text(label),
            reason: self.reason(label, |_| true),
            rivals: self
                .takers(label, |_| true)
                .map_or_else(Vec::new, |takers| {
                    let of = |other: usize| self.requests[other].of.clone();
                    takers.into_iter().map(of).collect()
                }),
            standing: self.requests[label].standing,
        })
    }

    fn text(&self, label: usize) -> String {
        let first = self.sets[label].first();
        first.map_or_else(String::new, SetForm::words)
    }

    /// Why a label has none of the places that `is_better` tells.
    fn reason(&self, label: usize, is_better: impl Fn(&Candidate) -> bool) -> String {
        let Some(takers) = self.takers(label, is_better) else {
            return no_room(&self.requests[label]).to_owned();
        };
        let takers: Vec<String> = takers
            .into_iter()
            .map(|other| format!("`{}`", self.text(other)))
            .collect();
        match takers.as_slice() {
            [] => "elsewhere it would crowd what is there".to_owned(),
            [one] => format!("{one} takes its room"),
            [first, .., last] => format!("{first} and {last} take its room"),
        }
    }

    /// The labels that stand in the cheapest of the places that `is_better` tells; none if there is no such place.
    fn takers(&self, label: usize, is_better: impl Fn(&Candidate) -> bool) -> Option<Vec<usize>> {
        let wanted = self.labels[label].iter().enumerate();
        let wanted = wanted.filter(|(_, c)| is_better(c));
        let (index, _) = wanted.min_by_key(|(i, c)| (c.cost, *i))?;
        let number = self.conflicts.of(label).start as usize + index;
        let takes = |rival: &u32| {
            let other = self.conflicts.label[*rival as usize] as usize;
            let taken = self.chosen[other].map(|c| self.conflicts.first[other] + c as u32);
            (taken == Some(*rival)).then_some(other)
        };
        Some(
            self.conflicts.rivals[number]
                .iter()
                .filter_map(takes)
                .collect(),
        )
    }
}

fn no_room(request: &Request) -> &'static str {
    match request.anchor {
        Anchor::Point { .. } => "no free space around it",
        Anchor::Line { .. } => "no free space along it",
        Anchor::Area { .. } => "the area has no free space for it",
    }
}
