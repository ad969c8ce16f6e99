//! Widths of bodies by strength, where enough of them are told.

use super::shown::Shown;
use crate::campaign::{Campaign, Movement, Number, Resolved};

/// Width of a body without strength and of the strongest, px at k = 1.
const LEAST_PX: f64 = 4.0;
const SPAN_PX: f64 = 10.0;
/// Of the main movements so many of three must have a strength: else widths would mislead.
const TOLD_OF_THREE: usize = 2;
/// The strongest must be so many times as strong as the weakest: widths that are all alike say nothing.
const LEAST_RATIO: f64 = 1.25;

/// What the widths of bodies tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::compose) struct Widths {
    /// The largest strength drawn.
    pub largest: f64,
}

impl Widths {
    /// Widths by strength if at least two thirds of the main movements have one, and not all the same.
    pub(super) fn new(campaign: &Campaign<Resolved>, shown: &[Shown<'_>]) -> Option<Self> {
        let main = shown.iter().filter(|s| s.movement.rank == 1);
        let told: Vec<Option<f64>> = main.map(|s| strength(campaign, s.movement)).collect();
        Self::of(&told)
    }

    fn of(told: &[Option<f64>]) -> Option<Self> {
        let known = told.iter().flatten();
        let largest = known.clone().copied().fold(0.0, f64::max);
        let least = known.clone().copied().fold(f64::INFINITY, f64::min);
        let is_told = known.count() * 3 >= told.len() * TOLD_OF_THREE;
        (is_told && largest >= LEAST_RATIO * least && least > 0.0).then_some(Self { largest })
    }

    /// The width of a body, px at k = 1; without a strength the least.
    pub(in crate::compose) fn px(self, strength: Option<f64>) -> f64 {
        let share = strength.map_or(0.0, |s| (s / self.largest).clamp(0.0, 1.0));
        LEAST_PX + SPAN_PX * share
    }

    /// Three round strengths for the legend, the largest first.
    pub(in crate::compose) fn samples(self) -> [f64; 3] {
        let unit = libm::pow(10.0, libm::floor(libm::log10(self.largest)));
        let top = (self.largest / unit).floor() * unit;
        [top, top / 2.0, top / 10.0]
    }
}

/// The strength of a movement's force, if it is told: of a range its middle, of a bound the bound.
pub(super) fn strength(campaign: &Campaign<Resolved>, movement: &Movement) -> Option<f64> {
    let Number { low, high, .. } = campaign.force(movement.force?).strength?;
    let middle = if high.is_finite() {
        (low + high) / 2.0
    } else {
        low
    };
    (middle.is_finite() && middle > 0.0).then_some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strengths_give_widths_only_if_most_are_told_and_they_differ() {
        let of = |told: &[Option<f64>]| Widths::of(told).map(|w| w.largest);
        assert_eq!(of(&[Some(4e4), Some(1e4), None]), Some(4e4));
        assert_eq!(of(&[Some(4e4), None, None]), None);
        assert_eq!(of(&[Some(4e4), Some(4e4), Some(4e4)]), None, "one army");
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn the_strongest_is_widest_and_the_untold_least() {
        let widths = Widths { largest: 20_000.0 };
        assert_eq!(widths.px(Some(20_000.0)), 14.0);
        assert_eq!(widths.px(Some(10_000.0)), 9.0);
        assert_eq!(widths.px(None), 4.0);
        assert_eq!(
            Widths { largest: 23_400.0 }.samples(),
            [20_000.0, 10_000.0, 2_000.0]
        );
    }
}
