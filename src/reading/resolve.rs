//! From names to places on the globe: the candidates of each name are weighed against each other so that the
//! whole document makes one picture; what does not fit in is left open. A wrong point is worse than none.

mod choice;
mod coherence;
mod part;
mod relation;
mod stray;

use std::collections::BTreeMap;

pub(crate) use self::part::middle;
use super::book::PlaceBook;
use super::document::Document;
use super::mention::{Mentions, Name, Use};
use super::time::Timeline;
use crate::campaign::Certainty;
use crate::gazetteer::{Candidate, FeatureClass, Query, fold};
use crate::geom::{LonLat, distance_km};

/// A place of the story, one for each name.
#[derive(Clone, Debug)]
pub struct PlaceReading {
    /// As the text writes it.
    pub name: String,
    /// Stable id, made of the name.
    pub id: String,
    /// What it is, if the text or the gazetteer says.
    pub class: Option<FeatureClass>,
    /// Where; none if it cannot be told.
    pub position: Option<LonLat>,
    /// Radius in km within which it lies.
    pub radius_km: f64,
    /// How sure the position is.
    pub certainty: Certainty,
    /// What was chosen from the gazetteer.
    pub chosen: Option<Candidate>,
    /// What else may be meant, best first.
    pub alternatives: Vec<Candidate>,
    /// Why it was placed so, or not placed.
    pub reasons: Vec<String>,
    /// Sentence of its first mention.
    pub sentence: usize,
    /// How often it is named as a place.
    pub weight: usize,
}

/// Entries nearer than this are of one town, in km.
const SAME_SPOT_KM: f64 = 30.0;
/// Stories before this year know few of today's states.
const FIRST_OF_STATES: i32 = 1000;
/// Years before or after a story by which a power of another time is out of it.
const OUT_OF_TIME: i32 = 150;
/// Years by which the middle of a story may miss those of a fight in it.
const FIELD_YEARS: i32 = 15;
/// Most candidates weighed for a name.
const MOST_CANDIDATES: usize = 8;
/// How many more are weighed that lie near places without namesakes.
const MOST_NEAR: usize = 4;
/// The largest of those, by its radius in km, and how near to two of them counts.
const ANCHOR_KM: f64 = 100.0;
const NEAR_ANCHOR_KM: f64 = 250.0;

/// Places every name of a document.
pub(crate) fn places(
    document: &Document,
    mentions: &Mentions,
    timeline: &Timeline,
    atlas: &dyn PlaceBook,
) -> Vec<PlaceReading> {
    let year = timeline
        .span
        .map(|(first, last)| i32::midpoint(first, last));
    let mut candidates = candidates(mentions, year, atlas);
    leave_out_of_time(timeline, &mut candidates);
    let weights = coherence::weights(document, mentions);
    let beliefs = coherence::settle(&candidates, &weights);
    let mut places: Vec<PlaceReading> = Vec::new();
    for (i, name) in mentions.names.iter().enumerate() {
        places.push(judge(name, &candidates[i], &beliefs[i], mentions));
    }
    stray::leave_open(&candidates, &beliefs, &mut places);
    stray::leave_outliers_open(document, mentions, &mut places);
    tell_spellings_apart(&candidates, &beliefs, &mut places);
    unique_ids(&mut places);
    part::move_onto_features(document, mentions, atlas, &mut places);
    relation::place_the_rest(document, mentions, &mut places);
    places
}

fn candidates(
    mentions: &Mentions,
    year: Option<i32>,
    atlas: &dyn PlaceBook,
) -> Vec<Vec<Candidate>> {
    let containers: BTreeMap<&str, String> = mentions
        .names
        .iter()
        .flat_map(|n| &n.within)
        .filter_map(|w| Some((w.as_str(), code_of(w, atlas)?)))
        .collect();
    let search = |name: &Name| {
        let codes: Vec<&str> = name
            .within
            .iter()
            .filter_map(|w| containers.get(w.as_str()).map(String::as_str))
            .collect();
        let mut classes = name.classes.clone();
        if name.is_fought_at && !classes.is_empty() {
            // `Battle of the X River`: the field that bears the river's name will do.
            classes.push(FeatureClass::Battlefield);
        }
        let query = Query {
            name: &name.text,
            classes: &classes,
            near: None,
            year,
            countries: &codes,
        };
        let mut found = of_page(name, &query, atlas);
        if found.is_empty() {
            found = atlas.search(&query);
        }
        for candidate in &mut found {
            candidate.score *= fitness(name, candidate) * timeliness(name, candidate, year);
            // Today's states are named in old stories only for want of another word.
            let is_old = year.is_some_and(|y| y < FIRST_OF_STATES);
            if is_old && candidate.class == FeatureClass::Country {
                candidate.score *= 0.7;
            }
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        if let Some(best) = found.first().map(|c| c.score) {
            found.retain(|c| c.score >= 0.25 * best);
        }
        found
    };
    let mut found: Vec<Vec<Candidate>> = mentions.names.iter().map(search).collect();
    keep_the_likely(&mut found);
    found
}

/// What the page that a name links to is called, where the gazetteer knows just that.
fn of_page(name: &Name, query: &Query, atlas: &dyn PlaceBook) -> Vec<Candidate> {
    let Some(page) = &name.page else {
        return Vec::new();
    };
    // `Bender, Moldova` and `Treaty of X (1706)`: what comes after only tells it from others.
    let plain = page.split([',', '(']).next().unwrap_or(page).trim();
    if fold(plain) == fold(&name.text) || !atlas.knows(plain) {
        return Vec::new();
    }
    let mut found = atlas.search(&Query {
        name: plain,
        ..*query
    });
    found.retain(|c| c.likeness > 0.99);
    for candidate in &mut found {
        // The text's name is another of its own.
        candidate.matched = fold(&name.text);
    }
    found
}

/// Of a name that many places bear the best known are kept, and those near places that nothing else is called.
fn keep_the_likely(found: &mut [Vec<Candidate>]) {
    let is_sure = |c: &&Vec<Candidate>| c.len() == 1 && c[0].likeness > 0.99;
    let sure = found.iter().filter(is_sure).map(|c| &c[0]);
    let anchors: Vec<LonLat> = sure
        .filter(|c| c.extent_km <= ANCHOR_KM)
        .map(|c| c.position)
        .collect();
    for candidates in found.iter_mut().filter(|c| c.len() > MOST_CANDIDATES) {
        let rest = candidates.split_off(MOST_CANDIDATES);
        let near = |c: &Candidate| {
            let mut close = anchors
                .iter()
                .filter(|a| distance_km(**a, c.position) < NEAR_ANCHOR_KM);
            close.nth(1).is_some()
        };
        candidates.extend(rest.into_iter().filter(near).take(MOST_NEAR));
    }
}

/// Powers that were gone long before the story, or came long after it, are none of its places.
fn leave_out_of_time(timeline: &Timeline, candidates: &mut [Vec<Candidate>]) {
    let Some((first, last)) = timeline.span else {
        return;
    };
    let is_of_then = |c: &Candidate| {
        let gone = c.years.1.is_some_and(|end| end < first - OUT_OF_TIME);
        let to_come = c.years.0.is_some_and(|start| start > last + OUT_OF_TIME);
        c.class != FeatureClass::Polity || !(gone || to_come)
    };
    for found in candidates {
        found.retain(is_of_then);
    }
}

/// How well the years of a field fit the story, as a factor, where the text tells of a fight there.
fn timeliness(name: &Name, c: &Candidate, year: Option<i32>) -> f64 {
    let (Some(first), Some(year)) = (c.years.0, year) else {
        return 1.0;
    };
    let last = c.years.1.unwrap_or(first);
    if c.class != FeatureClass::Battlefield || !name.is_fought_at {
        return 1.0;
    }
    let is_of_then = (first - FIELD_YEARS..=last + FIELD_YEARS).contains(&year);
    match c.certainty {
        // Where the fight was is not known; the town or river it is named after is.
        Certainty::Uncertain => 0.6,
        Certainty::Certain if is_of_then => 1.5,
        Certainty::LessCertain if is_of_then => 1.0,
        Certainty::Certain | Certainty::LessCertain => 0.5,
    }
}

/// How well the way a name is written fits what a candidate is, as a factor.
fn fitness(name: &Name, c: &Candidate) -> f64 {
    use FeatureClass as C;
    let mut factor = 1.0;
    // The whole name says more than its core: `Fort Orm` is no town of Orm.
    if c.matched == fold(&name.text) && name.text.contains(' ') {
        factor *= 1.3;
    }
    // A field of battle bears the town's name, and is meant where the battle is.
    if c.class == C::Battlefield && !name.is_fought_at {
        factor *= 0.75;
    }
    if name.classes.is_empty() {
        let usually_the = 2 * name.articles > name.mentions.len();
        let takes_the = matches!(
            c.class,
            C::River
                | C::Range
                | C::Strait
                | C::Sea
                | C::Gulf
                | C::Canal
                | C::Ocean
                | C::Archipelago
        );
        let spot = matches!(c.class, C::Settlement | C::Fort | C::Oasis);
        // `in Orm` is a town or land, `the Orm` a river or range.
        if takes_the && !usually_the {
            factor *= 0.7;
        }
        if spot && usually_the {
            factor *= 0.6;
        }
    }
    factor
}

/// The code of a country or of a region in it, by name.
fn code_of(name: &str, atlas: &dyn PlaceBook) -> Option<String> {
    let classes = [FeatureClass::Province, FeatureClass::Country];
    let found = atlas.search(&Query {
        name,
        classes: &classes,
        ..Query::default()
    });
    let best = found.into_iter().find(|c| classes.contains(&c.class))?;
    if best.class == FeatureClass::Province && !best.region.is_empty() {
        Some(best.region)
    } else {
        best.countries.into_iter().next()
    }
}

/// Chooses among a name's candidates, or leaves it open.
fn judge(
    name: &Name,
    candidates: &[Candidate],
    belief: &coherence::Belief,
    mentions: &Mentions,
) -> PlaceReading {
    let first = &mentions.mentions[name.mentions[0]];
    let weight = name
        .mentions
        .iter()
        .filter(|&&m| mentions.mentions[m].usage == Use::Place)
        .count();
    let mut place = PlaceReading {
        name: name.text.clone(),
        id: String::new(),
        class: name.classes.first().copied(),
        position: None,
        radius_km: 0.0,
        certainty: Certainty::Uncertain,
        chosen: None,
        alternatives: Vec::new(),
        reasons: Vec::new(),
        sentence: first.sentence,
        weight,
    };
    let Some(best) = choice::choose(name, candidates, belief) else {
        place.reasons.push("no entry of this name".to_owned());
        return place;
    };
    let chosen = &candidates[best];
    place.alternatives = belief
        .order()
        .into_iter()
        .filter(|&i| i != best)
        .take(4)
        .map(|i| candidates[i].clone())
        .collect();
    let together = choice::together(candidates, belief, best);
    if let Some(doubt) = choice::doubt(name, (candidates, best), belief, together) {
        place.reasons.push(format!("left open: {doubt}"));
        place.alternatives.insert(0, chosen.clone());
        return place;
    }
    place.class = Some(chosen.class);
    place.position = Some(chosen.position);
    place.radius_km = chosen.extent_km;
    let rival_near = place
        .alternatives
        .iter()
        .any(|a| distance_km(a.position, chosen.position) > 60.0)
        && together < 0.6;
    place.certainty = chosen.certainty.max(if rival_near {
        Certainty::LessCertain
    } else {
        Certainty::Certain
    });
    place.reasons.clone_from(&chosen.reasons);
    place.reasons.push(format!(
        "fits the other places ({:.0} %)",
        belief.share[best] * 100.0
    ));
    place.chosen = Some(chosen.clone());
    place
}

/// Two spellings that the text keeps apart are two places, where each is some place's own name: Monterrey and
/// Monterey.
fn tell_spellings_apart(
    candidates: &[Vec<Candidate>],
    beliefs: &[coherence::Belief],
    places: &mut [PlaceReading],
) {
    for i in 0..places.len() {
        let Some(chosen) = places[i].chosen.clone() else {
            continue;
        };
        let own = fold(&places[i].name);
        let is_own = |c: &Candidate| fold(&c.name) == own;
        let taken = |p: &PlaceReading| {
            let near = |c: &Candidate| distance_km(c.position, chosen.position) < SAME_SPOT_KM;
            p.chosen.as_ref().is_some_and(near) && fold(&p.name) == fold(&chosen.name)
        };
        if is_own(&chosen) || !places.iter().any(taken) {
            continue;
        }
        let order = beliefs[i].order();
        let Some(&other) = order.iter().find(|&&c| is_own(&candidates[i][c])) else {
            continue;
        };
        let other = &candidates[i][other];
        places[i].class = Some(other.class);
        places[i].position = Some(other.position);
        places[i].radius_km = other.extent_km;
        places[i].certainty = Certainty::LessCertain;
        places[i].reasons = vec![format!("spelt apart from {}", chosen.name)];
        places[i].chosen = Some(other.clone());
    }
}

fn unique_ids(places: &mut [PlaceReading]) {
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    for place in places {
        let slug = super::slug(&place.name);
        let times = used.entry(slug.clone()).or_default();
        *times += 1;
        place.id = if *times == 1 {
            slug
        } else {
            format!("{slug}_{times}")
        };
    }
}
