//! What a film shows, step by step: what decides which of its labels are ever seen together.

use super::labels::Times;
use super::presence::{self, Presence};
use crate::campaign::{Date, Interval, Moment};

/// The steps of a film in a range of time.
#[derive(Clone, Debug)]
pub struct Reel {
    /// From when to when it runs.
    pub range: Interval,
    /// What its frames show, in order.
    steps: Vec<Moment>,
    /// Whether a frame melts into the next: then the labels of both are seen on the way.
    melts: bool,
}

impl Reel {
    /// A film of these steps; `melts` tells whether there is anything between two of them. Without any step
    /// all that happens in the range may be seen together.
    pub fn new(range: Interval, steps: Vec<Moment>, melts: bool) -> Self {
        Self {
            range,
            steps,
            melts,
        }
    }

    /// A film of which only the range is known.
    pub fn of(range: Interval) -> Self {
        Self::new(range, Vec::new(), false)
    }

    /// What its frames show, in order.
    pub(super) fn steps(&self) -> &[Moment] {
        &self.steps
    }

    /// When something is seen of which it is known in which steps it stands.
    pub(super) fn times(&self, stands: impl Fn(Moment) -> bool) -> Times {
        if self.steps.is_empty() {
            return Times::ALWAYS;
        }
        let times = Times::of(self.steps.iter().map(|step| stands(*step)));
        match self.melts {
            true => times.lingering(),
            false => times,
        }
    }

    /// When something with a date is seen, there or over, in a campaign that runs so long.
    pub(super) fn shown(&self, when: Option<&Date>, span: Interval) -> Times {
        self.times(|step| presence::still(step, when, span).is_some())
    }

    /// When it is seen as going on.
    pub(super) fn going(&self, when: Option<&Date>, span: Interval) -> Times {
        self.times(|step| presence::still(step, when, span).is_some_and(Presence::goes_on))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::Calendar;

    #[test]
    fn what_is_over_is_seen_for_one_step_more_and_melts_away_in_the_next() {
        let date = |text: &str| Date::parse(text, Calendar::Gregorian).unwrap();
        let range = date("1861/1865").interval;
        let steps = ["1861", "1862", "1863", "1864", "1865"];
        let steps = || steps.iter().filter_map(|s| Moment::at(&date(s))).collect();
        let of = |battle: &str, melts| {
            let reel = Reel::new(range, steps(), melts);
            reel.shown(Some(&date(battle)), range)
        };
        assert!(of("1861-07", false).meets(&of("1862-07", false)));
        assert!(!of("1861-07", false).meets(&of("1863-07", false)));
        assert!(of("1861-07", true).meets(&of("1863-07", true)));
        assert!(!of("1861-07", true).meets(&of("1864-07", true)));
        let unknown = Reel::of(range).shown(Some(&date("1861-07")), range);
        assert_eq!(unknown, Times::ALWAYS);
    }
}
