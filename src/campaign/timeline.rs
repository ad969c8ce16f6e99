//! Which moment of a campaign a map shows.

use super::date::Day;

/// The state that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Everything that happened, the land as it was during the campaign.
    End,
    /// What holds on one day; nothing later is drawn, what is past has faded.
    Step {
        /// First day of the step.
        start: Day,
        /// The day after the step's last.
        end: Day,
    },
}
