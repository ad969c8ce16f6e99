//! Names like a name that is not in the gazetteer, for `did you mean`.

use fst::Automaton;

use super::fold::fold;
use super::index::{NameIndex, NameKind};
use super::score::importance_of_rank;
use super::{FeatureClass, Gazetteer};

/// Most suggestions.
const MOST: usize = 3;

impl Gazetteer {
    /// The main names of up to three entries whose names differ from this one in a letter or two, the
    /// likeliest first.
    pub fn similar(&self, name: &str) -> Vec<String> {
        let folded = fold(name);
        let distance = match folded.len() {
            0..3 | 60.. => return Vec::new(),
            3..6 => 1,
            _ => 2,
        };
        let near = |index: &NameIndex| {
            let automaton = Misspelt::of(&folded, distance);
            index.matching(automaton, 200)
        };
        let mut found: Vec<(usize, f64, String)> = Vec::new();
        for (key, postings) in near(&self.authored.index) {
            let edits = strsim::damerau_levenshtein(&key, &folded);
            let entries = postings.iter().filter_map(|p| self.authored.entry(p.entry));
            found.extend(entries.map(|e| (edits, importance_of_rank(e.rank), e.name.clone())));
        }
        for (key, postings) in near(&self.packed.index) {
            let edits = strsim::damerau_levenshtein(&key, &folded);
            for posting in postings.iter().filter(|p| p.kind == NameKind::Main) {
                let Some(record) = self.packed.record(posting.entry) else {
                    continue;
                };
                if record.class() != FeatureClass::Settlement || record.population() > 1e4 {
                    let weight = f64::from(record.size) / 255.0;
                    found.push((edits, weight, self.packed.label(posting.entry).name));
                }
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        let mut names: Vec<String> = Vec::new();
        for (_, _, name) in found {
            if names.len() < MOST && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// Accepts what is made from a name by a few insertions, deletions and replacements; the first letter stays,
/// because typists rarely miss it and it saves nearly all of the walk.
struct Misspelt {
    name: Vec<u8>,
    edits: u8,
}

impl Misspelt {
    fn of(name: &str, edits: u8) -> Self {
        Self {
            name: name.as_bytes().to_vec(),
            edits,
        }
    }
}

/// The state is a row of the edit table, or nothing before the first letter.
impl Automaton for Misspelt {
    type State = Option<Vec<u8>>;

    fn start(&self) -> Self::State {
        None
    }

    fn is_match(&self, row: &Self::State) -> bool {
        row.as_ref()
            .and_then(|row| row.last())
            .is_some_and(|edits| *edits <= self.edits)
    }

    fn can_match(&self, row: &Self::State) -> bool {
        row.as_ref()
            .is_none_or(|row| row.iter().any(|edits| *edits <= self.edits))
    }

    fn accept(&self, row: &Self::State, byte: u8) -> Self::State {
        let far = self.edits + 1;
        let Some(row) = row else {
            let first = self.name.first() == Some(&byte);
            let count = self.name.len() as u8;
            let after_first = |i: u8| {
                if first && i > 0 {
                    (i - 1).min(far)
                } else {
                    far
                }
            };
            return Some((0..=count).map(after_first).collect());
        };
        let mut next = vec![(row[0] + 1).min(far)];
        for (i, letter) in self.name.iter().enumerate() {
            let replaced = row[i] + u8::from(*letter != byte);
            let best = replaced.min(row[i + 1] + 1).min(next[i] + 1);
            next.push(best.min(far));
        }
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(name: &str, typed: &str) -> bool {
        let automaton = Misspelt::of(typed, 2);
        let end = name
            .bytes()
            .fold(automaton.start(), |state, b| automaton.accept(&state, b));
        automaton.is_match(&end)
    }

    #[test]
    fn two_slips_are_forgiven_and_three_are_not() {
        assert!(accepts("kovno", "kovna") && accepts("kovno", "kovnoo") && accepts("kovno", "kvn"));
        assert!(accepts("kovno", "kovno") && !accepts("kovno", "kavnaa"));
        assert!(!accepts("kovno", "lovno"));
    }
}
