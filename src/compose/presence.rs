//! How present something with a date is: coming, there, over, leaving.

use super::context::Context;
use crate::campaign::timeline::State;
use crate::campaign::{Date, Easing, Interval, Moment, Passage};

/// A movement that is over keeps this part of its opacity and of its width.
const OVER_OPACITY: f64 = 0.35;
const OVER_WIDTH: f64 = 0.6;

/// A marker has popped up when this part of the way from one frame to the next is gone: 8 of 12
/// pictures.
const POPPED: f64 = 8.0 / 12.0;
/// It is this much larger than it will be when the given part of that time is gone.
const OVERSHOOT: f64 = 1.12;
const OVERSHOOT_AT: f64 = 0.6;

/// How present something is in a picture; in a still one it is there or over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Presence {
    /// How far it has come, 0 to 1: as much of an arrow is there.
    pub come: f64,
    /// The size of its marker, 1 when it has come.
    pub size: f64,
    /// How far it is over, 0 to 1.
    pub over: f64,
    /// How far it has left, 0 to 1.
    pub left: f64,
}

impl Presence {
    /// It happens in what is shown.
    pub(crate) const THERE: Self = Self {
        come: 1.0,
        size: 1.0,
        over: 0.0,
        left: 0.0,
    };
    /// It is over, and shown paler and thinner.
    pub(crate) const OVER: Self = Self {
        over: 1.0,
        ..Self::THERE
    };

    /// Something on its way between two pictures, in each of which it is there, over or absent.
    fn between([from, to]: [Option<Self>; 2], passage: Passage, easing: Easing) -> Option<Self> {
        let t = easing.at(passage.gone());
        match (from, to) {
            (None, None) => None,
            (None, Some(to)) => Some(Self {
                come: t,
                size: popped(passage.gone(), easing),
                ..to
            }),
            (Some(from), None) => Some(Self { left: t, ..from }),
            (Some(from), Some(to)) => Some(Self {
                over: from.over + (to.over - from.over) * t,
                ..Self::THERE
            }),
        }
    }

    /// Whether it is going on, if only for a moment more.
    pub(crate) fn goes_on(self) -> bool {
        self.over < 1.0
    }

    /// What an arrow keeps of its width.
    pub(crate) fn width(self) -> f64 {
        1.0 - (1.0 - OVER_WIDTH) * self.over
    }

    /// How much of an arrow has faded.
    pub(crate) fn paled(self) -> f64 {
        1.0 - (1.0 - (1.0 - OVER_OPACITY) * self.over) * (1.0 - self.left)
    }

    /// How much has faded of what is not there when it is over.
    pub(crate) fn faded(self) -> f64 {
        1.0 - self.come * (1.0 - self.over) * (1.0 - self.left)
    }
}

/// The size of a marker that comes: it grows, is a little too large for a moment, and settles.
fn popped(gone: f64, easing: Easing) -> f64 {
    let t = (gone / POPPED).min(1.0);
    if t < OVERSHOOT_AT {
        OVERSHOOT * easing.at(t / OVERSHOOT_AT)
    } else {
        let settled = easing.at((t - OVERSHOOT_AT) / (1.0 - OVERSHOOT_AT));
        OVERSHOOT + (1.0 - OVERSHOOT) * settled
    }
}

impl Context<'_> {
    /// How present something is in what is shown; none if it has not begun or is long over.
    pub(super) fn presence(&self, when: Option<&Date>) -> Option<Presence> {
        match self.moment {
            Moment::Between(passage) => {
                let ends = [passage.from(), passage.to()].map(|m| self.still(m, when));
                Presence::between(ends, passage, self.inputs.campaign.frames.easing)
            }
            still => self.still(still, when),
        }
    }

    /// How far the way to the next step is gone: 1 in a still picture.
    pub(super) fn gone(&self) -> f64 {
        match self.moment {
            Moment::Between(passage) => self.inputs.campaign.frames.easing.at(passage.gone()),
            Moment::End | Moment::Step { .. } => 1.0,
        }
    }

    fn still(&self, moment: Moment, when: Option<&Date>) -> Option<Presence> {
        still(moment, when, self.span)
    }
}

/// How present something is in a still picture of a campaign that runs so long.
pub(super) fn still(moment: Moment, when: Option<&Date>, span: Interval) -> Option<Presence> {
    match moment.state(when, span) {
        State::Present => Some(Presence::THERE),
        State::NotYet => None,
        State::Past { since } => is_recent(moment, since).then_some(Presence::OVER),
    }
}

/// Whether something that was over on a day still shows, faded: for one step more.
fn is_recent(moment: Moment, since: crate::campaign::Day) -> bool {
    match moment {
        Moment::Step { start, end } => since.0 > start.0 - (end.0 - start.0),
        Moment::End | Moment::Between(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::Day;

    fn at(ends: [Option<Presence>; 2], part: u32) -> Option<Presence> {
        let passage = Passage {
            earlier: (Day(0), Day(1)),
            later: (Day(1), Day(2)),
            part,
            of: 12,
        };
        Presence::between(ends, passage, Easing::Cubic)
    }

    #[test]
    fn what_comes_grows_and_never_shrinks() {
        let ends = [None, Some(Presence::THERE)];
        let come: Vec<f64> = (1..=12).map(|n| at(ends, n).unwrap().come).collect();
        assert!(
            come.is_sorted() && come[0] > 0.0 && come[11] < 1.0,
            "{come:?}"
        );
        assert_eq!(at([None, None], 3), None);
    }

    #[test]
    fn a_marker_overshoots_by_an_eighth_and_has_settled_after_eight_pictures() {
        let ends = [None, Some(Presence::THERE)];
        let sizes: Vec<f64> = (1..=12).map(|n| at(ends, n).unwrap().size).collect();
        let largest = sizes.iter().copied().fold(0.0, f64::max);
        assert!((1.05..=1.12).contains(&largest), "{sizes:?}");
        assert!(sizes[9..].iter().all(|s| *s == 1.0), "{sizes:?}");
    }

    #[test]
    fn what_is_over_fades_and_then_leaves() {
        let there = Some(Presence::THERE);
        let over = Some(Presence::OVER);
        let paled: Vec<f64> = (1..=12)
            .map(|n| at([there, over], n).unwrap().paled())
            .chain((1..=12).map(|n| at([over, None], n).unwrap().paled()))
            .collect();
        assert!(
            paled.is_sorted() && paled[0] < 0.01 && paled[23] > 0.99,
            "{paled:?}"
        );
        assert_eq!(Presence::OVER.paled(), 1.0 - OVER_OPACITY);
        assert_eq!(Presence::OVER.width(), OVER_WIDTH);
    }
}
