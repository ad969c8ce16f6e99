//! What reading asks of the gazetteer, so that tests can answer with a handful of places.

use crate::gazetteer::{Candidate, Gazetteer, Query, fold};
use crate::geom::LonLat;

/// The names of the world, as reading needs them.
pub trait Atlas {
    /// Whether anything bears this name.
    fn knows(&self, name: &str) -> bool;
    /// Whether a longer name may begin with these words.
    fn may_start(&self, words: &str) -> bool;
    /// What may be meant, best first.
    fn search(&self, query: &Query<'_>) -> Vec<Candidate>;
    /// The point on a candidate's course or in its outline that is nearest to `near`.
    fn nearest(&self, candidate: &Candidate, near: LonLat) -> LonLat;
}

impl Atlas for Gazetteer {
    fn knows(&self, name: &str) -> bool {
        self.has_name(&fold(name))
    }

    fn may_start(&self, words: &str) -> bool {
        Self::may_start(self, &fold(words))
    }

    fn search(&self, query: &Query<'_>) -> Vec<Candidate> {
        Self::search(self, query)
    }

    fn nearest(&self, candidate: &Candidate, near: LonLat) -> LonLat {
        let _ = near;
        candidate.position
    }
}
