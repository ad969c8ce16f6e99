//! What holds at a moment: the state of a thing with dates when a frame is drawn.
//!
//! All intervals are half-open, so of a polity until a day and its successor from that day exactly
//! one holds, whatever the moment.

use super::date::{Date, Day, Interval};

/// The state that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Everything that happened in the campaign's time, on the land as it was when it began.
    End,
    /// What holds at the end of a step; nothing later is drawn, what is past has faded.
    Step {
        /// First day of the step.
        start: Day,
        /// The day after the step's last.
        end: Day,
    },
    /// On the way from one step to the next.
    Between(Passage),
}

/// A picture between those of two steps that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// First day of the earlier step, and the day after its last.
    pub earlier: (Day, Day),
    /// First day of the later step, and the day after its last.
    pub later: (Day, Day),
    /// Number of the picture among those between the two, from 1.
    pub part: u32,
    /// How many there are.
    pub of: u32,
}

impl Passage {
    /// The earlier step.
    pub fn from(self) -> Moment {
        let (start, end) = self.earlier;
        Moment::Step { start, end }
    }

    /// The later step.
    pub fn to(self) -> Moment {
        let (start, end) = self.later;
        Moment::Step { start, end }
    }

    /// How much of the way is gone: above 0, below 1.
    pub fn gone(self) -> f64 {
        f64::from(self.part) / (f64::from(self.of) + 1.0)
    }
}

/// How a thing with a date stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It begins later.
    NotYet,
    /// It touches the moment.
    Present,
    /// It is over.
    Past {
        /// The first day on which it was over.
        since: Day,
    },
}

impl Moment {
    /// The step that a date covers; none if the date is open at an end.
    pub fn at(date: &Date) -> Option<Self> {
        let Interval { start, end } = date.interval;
        start.zip(end).map(|(start, end)| Self::Step { start, end })
    }

    /// The days of a step, the later one's on the way between two; none for the campaign as a whole.
    pub fn days(self) -> Option<Interval> {
        let (start, end) = match self {
            Self::End => return None,
            Self::Step { start, end } => (start, end),
            Self::Between(passage) => passage.later,
        };
        Some(Interval::new(start, end))
    }

    /// How a battle, march or event stands: present in every step it touches.
    ///
    /// `campaign` is the campaign's time ([`super::Campaign::span`]), which is the window of a still map.
    pub fn state(self, when: Option<&Date>, campaign: Interval) -> State {
        let when = when.map_or(Interval::ALWAYS, |date| date.interval);
        let window = self.days().unwrap_or(campaign);
        match (window.start, when.end) {
            (Some(start), Some(end)) if end <= start => State::Past { since: end },
            _ if when.overlaps(window) => State::Present,
            _ => State::NotYet,
        }
    }

    /// Whether land is held so: on the last day of a step, or on the campaign's first day.
    pub fn holds(self, when: Option<&Date>, campaign: Interval) -> bool {
        let when = when.map_or(Interval::ALWAYS, |date| date.interval);
        match self.land_day(campaign) {
            Some(day) => when.contains(day),
            None => when.start.is_none(),
        }
    }

    /// The day whose frontiers are drawn; none is a day before all others.
    fn land_day(self, campaign: Interval) -> Option<Day> {
        match self.days() {
            None => campaign.start,
            Some(days) => days.end.map(Day::previous),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::date::Calendar;
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text, Calendar::Gregorian).unwrap()
    }

    fn step(text: &str) -> Moment {
        Moment::at(&date(text)).unwrap()
    }

    const NO_TIME: Interval = Interval::ALWAYS;

    #[test]
    fn a_march_is_present_in_each_step_it_touches() {
        let march = date("1756-05/1756-08-18");
        let state = |at| step(at).state(Some(&march), NO_TIME);
        assert_eq!(state("1756-04"), State::NotYet);
        assert_eq!(state("1756-05"), State::Present);
        assert_eq!(state("1756-08"), State::Present);
        let since = Calendar::Gregorian.day(1756, 8, 19);
        assert_eq!(state("1756-09"), State::Past { since });
        assert_eq!(state("1756"), State::Present);
    }

    #[test]
    fn land_is_as_at_the_end_of_a_step() {
        let (before, after) = (date("../1782-05"), date("1782-06/.."));
        assert!(step("1781").holds(Some(&before), NO_TIME));
        assert!(step("1782").holds(Some(&after), NO_TIME));
        assert!(!step("1782").holds(Some(&before), NO_TIME));
    }

    #[test]
    fn a_still_map_has_the_land_of_the_first_day_and_the_marches_of_all() {
        let war = date("1756/1757").interval;
        assert!(Moment::End.holds(Some(&date("../1756-06")), war));
        assert!(!Moment::End.holds(Some(&date("1756-07/..")), war));
        assert_eq!(
            Moment::End.state(Some(&date("1757-07")), war),
            State::Present
        );
        assert_eq!(Moment::End.state(Some(&date("1864")), war), State::NotYet);
        let undated = Moment::End.state(None, war);
        assert_eq!(undated, State::Present);
    }

    proptest! {
        #[test]
        fn of_a_polity_and_its_successor_exactly_one_holds(
            year in -3000i64..2000, month in 1u8..=12, start in -800_000i64..20_000, days in 1i64..800,
        ) {
            let sign = if year < 0 { "-" } else { "" };
            let until = format!("../{sign}{:04}-{month:02}", year.abs());
            let until = date(&until);
            let next = until.interval.end.unwrap().civil();
            let sign = if next.year < 0 { "-" } else { "" };
            let from = date(&format!("{sign}{:04}-{:02}/..", next.year.abs(), next.month));
            let moment = Moment::Step { start: Day(start), end: Day(start + days) };
            for moment in [moment, Moment::End] {
                let campaign = Interval::new(Day(start), Day(start + 1));
                let holds = [&until, &from].map(|d| moment.holds(Some(d), campaign));
                prop_assert!(holds[0] != holds[1]);
            }
        }

        #[test]
        fn states_only_go_forward(a in -400i64..400, n in 1i64..200, b in -400i64..400) {
            let order = |s| match s {
                State::NotYet => 0,
                State::Present => 1,
                State::Past { .. } => 2,
            };
            let civil = |day: i64| {
                let c = Day(day).civil();
                format!("{:04}-{:02}-{:02}", c.year, c.month, c.day)
            };
            let when = date(&format!("{}/{}", civil(a), civil(a + n)));
            let states = [b, b + 1, b + 2]
                .map(|d| Moment::Step { start: Day(d), end: Day(d + 1) })
                .map(|m| order(m.state(Some(&when), NO_TIME)));
            prop_assert!(states.is_sorted());
        }
    }
}
