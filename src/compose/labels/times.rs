//! When things stand on the map: labels and markers of a film that are never seen together are not in each
//! other's way.

use std::collections::BTreeMap;
use std::ops::Range;

/// The steps of a film in which something stands on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times(
    /// In order, apart from each other; none is always.
    Option<Vec<Range<usize>>>,
);

/// For whatever stands all the time.
pub(super) static ALWAYS: Times = Times::ALWAYS;

impl Times {
    /// In all steps.
    pub const ALWAYS: Self = Self(None);

    /// Those steps, counted from 0, of which it is true.
    pub fn of(steps: impl IntoIterator<Item = bool>) -> Self {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (step, _) in steps.into_iter().enumerate().filter(|(_, is_in)| *is_in) {
            match ranges.last_mut() {
                Some(last) if last.end == step => last.end += 1,
                _ => ranges.push(step..step + 1),
            }
        }
        Self(Some(ranges))
    }

    /// The same, each time lasting a step longer: on the way to that it is still seen, fading.
    #[must_use]
    pub fn lingering(self) -> Self {
        let Self(Some(ranges)) = self else {
            return self;
        };
        let mut longer: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match longer.last_mut() {
                Some(last) if last.end >= range.start => last.end = range.end + 1,
                _ => longer.push(range.start..range.end + 1),
            }
        }
        Self(Some(longer))
    }

    /// Whether two things are ever seen together.
    pub fn meets(&self, other: &Self) -> bool {
        let (Some(own), Some(others)) = (&self.0, &other.0) else {
            return !self.is_never() && !other.is_never();
        };
        let (mut i, mut j) = (0, 0);
        while let (Some(a), Some(b)) = (own.get(i), others.get(j)) {
            if a.end <= b.start {
                i += 1;
            } else if b.end <= a.start {
                j += 1;
            } else {
                return true;
            }
        }
        false
    }

    /// Whether it stands in no step.
    pub fn is_never(&self) -> bool {
        self.0.as_ref().is_some_and(Vec::is_empty)
    }
}

/// By the id of a feature, when it and its label stand on the map; what is not listed always does.
#[derive(Clone, Debug, Default)]
pub struct Timetable(BTreeMap<String, Times>);

impl Timetable {
    /// Notes when a feature is there.
    pub fn note(&mut self, of: String, times: Times) {
        self.0.insert(of, times);
    }

    /// When a feature is there.
    pub fn of(&self, of: &str) -> &Times {
        self.0.get(of).unwrap_or(&ALWAYS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(steps: &str) -> Times {
        Times::of(steps.chars().map(|c| c == 'x'))
    }

    #[test]
    fn things_meet_if_they_have_a_step_in_common() {
        assert!(times("xx...").meets(&times(".x...")));
        assert!(!times("xx...").meets(&times("..xxx")));
        assert!(times("x...x").meets(&times("..xxx")));
        assert!(times("x....").meets(&Times::ALWAYS));
        assert!(!times(".....").meets(&Times::ALWAYS));
        assert!(!Times::ALWAYS.meets(&times(".....")));
    }

    #[test]
    fn what_fades_meets_what_comes_in_the_next_step() {
        let fading = times("xx.x.").lingering();
        assert_eq!(fading, times("xxxxx"));
        assert!(times("xx...").lingering().meets(&times("..x..")));
        assert!(!times("xx...").lingering().meets(&times("...x.")));
    }

    #[test]
    fn what_is_not_in_the_table_is_always_there() {
        let mut table = Timetable::default();
        table.note("battle-a".to_owned(), times("x.."));
        assert_eq!(table.of("place-b"), &Times::ALWAYS);
        assert_eq!(table.of("battle-a"), &times("x.."));
    }
}
