//! Measures for tests.

use super::stop::Gaps;

/// An advance at k = 1.
pub(super) const GAPS: Gaps = Gaps {
    tail: 7.0,
    tip: 5.0,
    tail_half: 2.5,
    half_width: 5.5,
    head_half: 12.5,
    head_length: 29.0,
    beside: 4.0,
    least_leg: 22.0,
};
