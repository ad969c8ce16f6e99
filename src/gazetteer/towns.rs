//! Towns for orientation, of the time of the map.

use super::{Entry, FeatureClass, Gazetteer};
use crate::campaign::{Certainty, Names, Town};

/// Less known towns orient nobody.
const LEAST_KNOWN: u8 = 3;
/// Of a town whose table says no year in which its name began to be used, the name is taken to be at
/// least as old as this year: most are, and a later map would be the poorer without them.
const UNDATED_FROM: i32 = 1800;

/// The towns known to stand in a year under their names, the best known first.
pub(super) fn towns(gazetteer: &Gazetteer, year: Option<i32>) -> Vec<Town> {
    let standing = |entry: &&Entry| {
        entry.class == FeatureClass::Settlement
            && entry.rank <= LEAST_KNOWN
            && entry.certainty == Certainty::Certain
            && was_called_so(entry.years, year)
    };
    let mut found: Vec<&Entry> = gazetteer.entries().filter(standing).collect();
    found.sort_by(|a, b| (a.rank, &a.id).cmp(&(b.rank, &b.id)));
    found.into_iter().map(town).collect()
}

/// Whether a name in use in these years was so in a year; of a map without a year nothing is known.
fn was_called_so((from, to): (Option<i32>, Option<i32>), year: Option<i32>) -> bool {
    let Some(year) = year else {
        return false;
    };
    from.unwrap_or(UNDATED_FROM) <= year && to.is_none_or(|to| year <= to)
}

fn town(entry: &Entry) -> Town {
    let tagged = entry.names.iter().filter(|(tag, _)| tag != "-");
    let mut names = Names::new();
    for (tag, name) in tagged {
        names.entry(tag.clone()).or_insert_with(|| name.clone());
    }
    // Other English names are no translations of the first.
    names.remove("en");
    Town {
        id: entry.id.clone(),
        name: entry.name.clone(),
        names,
        position: entry.position,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_not_older_than_its_town() {
        assert!(was_called_so((Some(-500), Some(600)), Some(-216)));
        assert!(!was_called_so((Some(-500), Some(600)), Some(700)));
        assert!(!was_called_so((None, None), Some(1756)));
        assert!(was_called_so((None, None), Some(1942)));
        assert!(!was_called_so((None, None), None));
    }

    #[test]
    fn the_best_known_towns_come_first_and_each_once() {
        let gazetteer = Gazetteer::bundled();
        let found = towns(&gazetteer, Some(1942));
        assert!(found.len() > 100, "{}", found.len());
        let rank = |town: &Town| gazetteer.entry(&town.id).map(|e| e.rank);
        assert!(found.windows(2).all(|w| rank(&w[0]) <= rank(&w[1])));
        assert!(found.iter().any(|t| t.name == "Sollum"));
        assert!(towns(&gazetteer, Some(-3000)).len() < found.len());
    }
}
