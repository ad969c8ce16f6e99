//! Which candidate of a name is taken, and when none is.

use super::coherence::Belief;
use crate::gazetteer::{Candidate, FeatureClass, fold};
use crate::geom::distance_km;
use crate::reading::mention::Name;

/// Candidates nearer than this are parts of one spot: a town, its fort, the battle before it.
const ONE_SPOT_KM: f64 = 60.0;

/// Fewest places of a document to compare one with.
const FEWEST_TO_COMPARE: usize = 8;
/// Share of the usual support below which a place is a stray: in six articles those that are right have a third
/// or more, or are known everywhere.
const STRAY: f64 = 0.3;
/// The same for a place whose name is only similar to the one in the text.
const STRAY_IF_ONLY_SIMILAR: f64 = 0.6;
/// The best known, by rank, of those that are strays as soon as little is near.
const LEAST_OF_STRAYS: u8 = 3;

/// Belief in a rival elsewhere, as a part of that in the best, above which nothing is chosen.
const RIVAL: f64 = 0.8;

/// Whether one of two candidates contains the other: a town and its province, a trail and its end.
fn is_within(a: &Candidate, b: &Candidate) -> bool {
    use FeatureClass::{Polity, Province, Region, River, Road};
    let holds = |whole: &Candidate| {
        matches!(whole.class, Polity | Province | Region | River | Road)
            && distance_km(a.position, b.position) < whole.extent_km.max(ONE_SPOT_KM)
    };
    holds(a) || holds(b)
}

/// Belief in the strongest candidate elsewhere, as a part of that in the best.
fn rival(candidates: &[Candidate], belief: &Belief, best: usize) -> f64 {
    let spot = candidates[best].position;
    let far = candidates
        .iter()
        .zip(&belief.share)
        .filter(|(c, _)| distance_km(c.position, spot) >= ONE_SPOT_KM)
        .filter(|(c, _)| !is_within(c, &candidates[best]));
    far.map(|(_, share)| share / belief.share[best].max(1e-12))
        .fold(0.0, f64::max)
}

/// The share of belief in all candidates at the same spot as the best.
pub(super) fn together(candidates: &[Candidate], belief: &Belief, best: usize) -> f64 {
    let spot = candidates[best].position;
    let near = candidates
        .iter()
        .zip(&belief.share)
        .filter(|(c, _)| distance_km(c.position, spot) < ONE_SPOT_KM);
    near.map(|(_, share)| share).sum()
}

/// The candidate to take: the likeliest, but of a vast region or a province and a town of its name within it the
/// town, which can be marched to.
pub(super) fn choose(name: &Name, candidates: &[Candidate], belief: &Belief) -> Option<usize> {
    let says_province = !name.classes.is_empty() || 2 * name.articles > name.mentions.len();
    let order = belief.order();
    let best = *order.first()?;
    let is_vast = matches!(
        candidates[best].class,
        FeatureClass::Region | FeatureClass::Plain | FeatureClass::Desert
    ) && candidates[best].extent_km > 400.0;
    let is_province = candidates[best].class == FeatureClass::Province && !says_province;
    let town = order.iter().copied().find(|&i| {
        let c = &candidates[i];
        let own = fold(&name.text);
        let town = fold(&c.name);
        // The town of Rio Grande is not meant by Rio Grande do Sul.
        let is_its_name = town == own || c.rank <= 2 && !own.starts_with(&format!("{town} "));
        c.class == FeatureClass::Settlement
            && c.rank <= 4
            && (is_vast || is_its_name)
            && distance_km(c.position, candidates[best].position) < candidates[best].extent_km
            && belief.support[i] > 0.3 * belief.support[best]
    });
    Some(town.filter(|_| is_vast || is_province).unwrap_or(best))
}

/// Why the best candidate is not good enough, if it is not.
pub(super) fn doubt(
    name: &Name,
    (candidates, best): (&[Candidate], usize),
    belief: &Belief,
    together: f64,
) -> Option<String> {
    let chosen = &candidates[best];
    let support = belief.support[best];
    let likeness = likeness(&name.text, chosen);
    if likeness < 0.72 {
        return Some(format!("only a similar name, `{}`", chosen.name));
    }
    if likeness < 0.99 && support < 0.08 {
        return Some(format!(
            "`{}` has a similar name but lies far from the other places",
            chosen.name
        ));
    }
    let agreement = name
        .classes
        .iter()
        .map(|c| chosen.class.agreement(*c))
        .fold(f64::NEG_INFINITY, f64::max);
    if agreement.is_finite() && agreement < 0.5 && support < 0.12 {
        return Some(format!("`{}` is a {}", chosen.name, chosen.class));
    }
    let obscure =
        chosen.rank >= 4 && !matches!(chosen.class, FeatureClass::Country | FeatureClass::Province);
    if obscure && support < 0.02 && belief.is_judged {
        return Some(format!(
            "`{}` is small and lies far from the other places",
            chosen.name
        ));
    }
    if rival(candidates, belief, best) > RIVAL && together < 0.5 && chosen.rank >= 3 {
        return Some("several places of this name fit alike".to_owned());
    }
    None
}

/// How much of the context lies near the places of a document as a rule; none if they are too few to say.
pub(super) fn usual(mut supports: Vec<f64>) -> Option<f64> {
    if supports.len() < FEWEST_TO_COMPARE {
        return None;
    }
    supports.sort_by(f64::total_cmp);
    supports.get(supports.len() / 2).copied()
}

/// Whether a place lies apart from all that the document tells of: one that few know, or one whose name is only
/// similar. Of countries, seas and well-known towns stories tell from afar.
pub(super) fn is_stray(name: &str, chosen: &Candidate, support: Option<f64>, usual: f64) -> bool {
    use FeatureClass::{Country, Ocean, Polity, Province};
    let is_large = matches!(chosen.class, Country | Ocean | Polity | Province);
    let is_similar = likeness(name, chosen) < 0.99;
    let least = if is_similar {
        STRAY_IF_ONLY_SIMILAR
    } else {
        STRAY
    };
    let may_stray = (is_similar || chosen.rank >= LEAST_OF_STRAYS) && !is_large;
    may_stray && support.is_some_and(|s| s < least * usual)
}

/// How alike the name is to the one that matched, 0 to 1.
fn likeness(name: &str, chosen: &Candidate) -> f64 {
    let folded = fold(name);
    let strip = |text: &str| {
        crate::gazetteer::strip_generic(text).map_or_else(|| text.to_owned(), |s| s.core)
    };
    let (a, b) = (strip(&folded), strip(&chosen.matched));
    let joined = |s: &str| s.replace(' ', "");
    if a.contains(&b) || joined(&a) == joined(&b) || folded == chosen.matched {
        return 1.0;
    }
    strsim::normalized_damerau_levenshtein(&joined(&a), &joined(&b))
}
