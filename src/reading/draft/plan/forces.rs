//! Forces: who leads troops, alone or together.

use crate::reading::Reading;

/// Titles that may stand before the second of two joined names.
const MOST_TITLES: usize = 2;

/// A body of troops: a side and its leaders.
pub(in crate::reading::draft) struct Force {
    pub(in crate::reading::draft) id: String,
    pub(in crate::reading::draft) side: usize,
    pub(in crate::reading::draft) commanders: Vec<usize>,
}

/// One force for each leader of a side who marches or fights; who leads together with him belongs to it.
pub(super) fn forces(reading: &Reading) -> Vec<Force> {
    let mut forces: Vec<Force> = Vec::new();
    let fought = reading
        .battles
        .iter()
        .flat_map(|b| b.parts.iter().map(|p| (p.side, p.commanders.clone())));
    let marched = reading
        .movements
        .iter()
        .filter_map(|m| Some((m.side?, vec![m.person?])));
    let leaders = marched.chain(fought).flat_map(|(side, commanders)| {
        let own = commanders.into_iter().map(move |c| (side, c));
        own.filter(|&(side, c)| reading.persons[c].side == Some(side))
    });
    let leaders: Vec<(usize, usize)> = leaders.collect();
    for &(side, first) in &leaders {
        let is_free = |c: usize| !forces.iter().any(|f| f.commanders.contains(&c));
        if !is_free(first) {
            continue;
        }
        // Who led in one battle did not lead one force for that.
        let mut commanders = vec![first];
        for &(of, other) in &leaders {
            let joins = of == side && !commanders.contains(&other) && is_free(other);
            if joins && are_joined(reading, first, other) {
                commanders.push(other);
            } else if joins && are_joined(reading, other, first) {
                commanders.insert(0, other);
            }
        }
        let slug = crate::reading::slug(&reading.persons[first].name);
        let taken = forces
            .iter()
            .filter(|f| f.id == slug || f.id.starts_with(&format!("{slug}_")))
            .count();
        let id = if taken == 0 {
            slug
        } else {
            format!("{slug}_{}", taken + 1)
        };
        forces.push(Force {
            id,
            side,
            commanders,
        });
    }
    forces
}

/// Whether the text names two persons, in this order, as one leadership: `Fude and Zhaohui`.
fn are_joined(reading: &Reading, first: usize, second: usize) -> bool {
    let last = |p: usize| {
        let name = reading.persons[p].name.as_str();
        name.rsplit(' ').next().unwrap_or(name)
    };
    let text = &reading.article.text;
    text.match_indices(last(first)).any(|(at, name)| {
        let mut words = text[at + name.len()..].split_whitespace();
        words.by_ref().take(MOST_TITLES).any(|word| word == "and")
            && words
                .take(MOST_TITLES + 1)
                .any(|word| word.trim_matches([',', '.', ';']) == last(second))
    })
}
