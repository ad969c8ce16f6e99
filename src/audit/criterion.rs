//! What a criterion is, and what comes out of it.

/// A numbered criterion: `J` judges whatever it is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Criterion<J> {
    /// `G1` to `A7`.
    pub(super) id: &'static str,
    /// What is counted or measured.
    pub(super) what: &'static str,
    /// How much it matters.
    pub(super) level: Level,
    /// Computes it.
    pub(super) judge: J,
}

/// How much a criterion matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A map that fails it is faulty.
    Must,
    /// Better so; listed, but no reason to refuse the map.
    Should,
}

/// How a criterion came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Within its limit.
    Pass,
    /// Beyond its limit.
    Fail,
    /// There is nothing on this map to measure.
    NotApplicable,
}

/// A criterion with what was measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `G1` to `A7`.
    pub id: &'static str,
    /// What is counted or measured.
    pub what: &'static str,
    /// How much it matters on this map.
    pub level: Level,
    /// The limit for this map.
    pub limit: String,
    /// What was measured, with its unit.
    pub measured: String,
    /// Whether that is within the limit.
    pub verdict: Verdict,
    /// What is beyond the limit, by id.
    pub offenders: Vec<String>,
}

impl Finding {
    /// Whether the map is faulty because of it.
    pub fn is_fault(&self) -> bool {
        self.verdict == Verdict::Fail && self.level == Level::Must
    }
}

/// What a criterion's function returns.
#[derive(Clone, Debug)]
pub(super) struct Judgement {
    limit: String,
    measured: String,
    verdict: Verdict,
    offenders: Vec<String>,
    level: Option<Level>,
}

impl Judgement {
    /// A measure and whether it is within its limit.
    pub(super) fn new(limit: impl Into<String>, measured: impl Into<String>, passes: bool) -> Self {
        Self {
            limit: limit.into(),
            measured: measured.into(),
            verdict: if passes { Verdict::Pass } else { Verdict::Fail },
            offenders: Vec::new(),
            level: None,
        }
    }

    /// A count that has to be zero.
    pub(super) fn none(offenders: Vec<String>) -> Self {
        let count = offenders.len();
        Self::new("0", count.to_string(), count == 0).with(offenders)
    }

    /// Nothing on this map to measure.
    pub(super) fn not_applicable(limit: impl Into<String>, why: impl Into<String>) -> Self {
        let mut judgement = Self::new(limit, why, true);
        judgement.verdict = Verdict::NotApplicable;
        judgement
    }

    /// The same with what is beyond the limit, by id.
    #[must_use]
    pub(super) fn with(mut self, offenders: Vec<String>) -> Self {
        self.offenders = offenders;
        self
    }

    /// The same with another level than the criterion usually has.
    #[must_use]
    pub(super) fn at_level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }
}

impl<J> Criterion<J> {
    /// The finding of a judgement.
    pub(super) fn finding(&self, judgement: Judgement) -> Finding {
        Finding {
            id: self.id,
            what: self.what,
            level: judgement.level.unwrap_or(self.level),
            limit: judgement.limit,
            measured: judgement.measured,
            verdict: judgement.verdict,
            offenders: judgement.offenders,
        }
    }
}
