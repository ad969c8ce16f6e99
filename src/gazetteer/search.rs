//! Looking a name up.

use std::collections::BTreeMap;

use super::authored::{Course, Entry};
use super::class::{FeatureClass, strip_generic};
use super::fold::fold;
use super::index::{NameIndex, Posting};
use super::relative::nearest_on_leg;
use super::score::{self, Containment, Evidence, NameMatch};
use super::skeleton::{SkeletonAutomaton, skeleton};
use super::{Candidate, Gazetteer, Query};
use crate::campaign::{Certainty, Names};
use crate::geom::{LonLat, distance_km};

/// Most candidates that a search returns.
const MOST: usize = 20;
/// Most names visited for one skeleton.
///
/// Short skeletons (`LN`) are borne by hundreds of names, which then say nothing.
const MOST_ALIKE: usize = 1500;
/// Least similarity of letters for names that share a skeleton.
const LEAST_SIMILARITY: f64 = 0.6;
/// Entries of the two tables nearer than this, under one name, are the same place.
const SAME_PLACE_KM: f64 = 20.0;
/// The same of what has an extent, beyond it: both points lie somewhere on it.
const SAME_FEATURE_KM: f64 = 80.0;

/// Which entry, in which table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Authored(u32),
    Packed(u32),
    /// The number of the pack and the place of the row in it.
    Pack(u32, u64),
}

/// Makes a key of an entry's number.
type KeyOf = fn(u32) -> Key;

/// A name that was found, and how it matched.
struct Hit {
    matched: String,
    name: NameMatch,
    /// Whether generic words of the query had to go: then they tell what it must be. Of a name that
    /// matched whole they tell nothing: Battle Creek is a town.
    stripped: bool,
}

impl Gazetteer {
    /// The places that may be meant, best first, at most 20.
    ///
    /// Names are tried as written, without `the`, without generic words, without spaces, and if
    /// nothing of the hinted class is found, by their skeleton.
    pub fn search(&self, query: &Query<'_>) -> Vec<Candidate> {
        let folded = fold(query.name);
        let stripped = strip_generic(&folded);
        let mut hits = BTreeMap::new();
        self.exact(&folded, false, &mut hits);
        if let Some(rest) = folded.strip_prefix("the ") {
            self.exact(rest, false, &mut hits);
        }
        let (core, generic) = match &stripped {
            Some(s) => (s.core.as_str(), s.classes.as_slice()),
            None => (folded.as_str(), &[][..]),
        };
        if stripped.is_some() {
            self.exact(core, true, &mut hits);
        }
        let mut found = self.scored(&hits, query, generic);
        if !found.iter().any(|(_, scored)| scored.fits) {
            self.alike(core, stripped.is_some(), &mut hits);
            found = self.scored(&hits, query, generic);
        }
        found.sort_by(|(a, x), (b, y)| y.score.total_cmp(&x.score).then(a.cmp(b)));
        self.candidates(found, &hits)
    }

    fn exact(&self, folded: &str, stripped: bool, hits: &mut BTreeMap<Key, Hit>) {
        let mut add = |key, kind| {
            let name = NameMatch::Exact(kind);
            hits.entry(key).or_insert_with(|| Hit {
                matched: folded.to_owned(),
                name,
                stripped,
            });
        };
        for Posting { entry, kind } in self.authored.index.get(folded) {
            add(Key::Authored(entry), kind);
        }
        for Posting { entry, kind } in self.packed.index.get(folded) {
            add(Key::Packed(entry), kind);
        }
        for (number, pack) in (0..).zip(&self.packs) {
            for posting in pack.get(folded) {
                add(Key::Pack(number, posting.at), posting.kind);
            }
        }
    }

    fn alike(&self, folded: &str, stripped: bool, hits: &mut BTreeMap<Key, Hit>) {
        let wanted = skeleton(folded);
        if wanted.len() < 2 || folded.len() < 3 {
            return;
        }
        let letters: String = folded.split(' ').collect();
        let tables: [(&NameIndex, KeyOf); 2] = [
            (&self.authored.index, Key::Authored),
            (&self.packed.index, Key::Packed),
        ];
        for (index, key) in tables {
            let automaton = SkeletonAutomaton::new(&wanted);
            for (matched, postings) in index.matching(automaton, MOST_ALIKE) {
                let Some(name) = resemblance(&letters, &matched) else {
                    continue;
                };
                for posting in postings {
                    let better = |hit: &Hit| match (hit.name, name) {
                        (NameMatch::Alike(_), NameMatch::Joined) => true,
                        (NameMatch::Alike(old), NameMatch::Alike(new)) => new > old,
                        _ => false,
                    };
                    let entry = key(posting.entry);
                    if hits.get(&entry).is_none_or(better) {
                        let hit = Hit {
                            matched: matched.clone(),
                            name,
                            stripped,
                        };
                        hits.insert(entry, hit);
                    }
                }
            }
        }
    }

    fn scored(
        &self,
        hits: &BTreeMap<Key, Hit>,
        query: &Query<'_>,
        generic: &[FeatureClass],
    ) -> Vec<(Key, Scored)> {
        let asked = query.classes.to_vec();
        let mut told = asked.clone();
        told.extend(generic.iter().filter(|c| !asked.contains(c)));
        let score_one = |(key, hit): (&Key, &Hit)| {
            let evidence = match key {
                Key::Authored(i) => authored_evidence(self.authored.entry(*i)?, query),
                Key::Packed(i) => self.packed_evidence(*i, query)?,
                Key::Pack(number, at) => {
                    let row = self.packs.get(*number as usize)?.entry(*at)?;
                    let mut evidence = authored_evidence(&row.entry, query);
                    if let Some(population) = row.population {
                        evidence.importance = score::importance_of_population(population as f64);
                    }
                    evidence
                }
            };
            let hints = if hit.stripped { &told } else { &asked };
            let evidence = Evidence {
                name: hit.name,
                lacks_word: hit.stripped && !generic.contains(&evidence.class),
                hints,
                ..evidence
            };
            let (score, reasons) = score::score(&evidence);
            let fits = hints.is_empty() || hints.iter().any(|h| h.agreement(evidence.class) > 0.7);
            Some((
                *key,
                Scored {
                    score,
                    reasons,
                    fits,
                },
            ))
        };
        hits.iter().filter_map(score_one).collect()
    }

    fn packed_evidence(&self, entry: u32, query: &Query<'_>) -> Option<Evidence<'static>> {
        let record = self.packed.record(entry)?;
        let region = self.packed.region(entry);
        let class = record.class();
        Some(Evidence {
            name: NameMatch::Joined,
            class,
            lacks_word: false,
            hints: &[],
            importance: match record.feature {
                None => score::importance_of_population(record.population()),
                Some((_, rank)) => score::importance_of_rank(rank),
            },
            distance_km: query
                .near
                .map(|near| (distance_km(near, record.position) - record.extent_km()).max(0.0)),
            years_off: 0,
            in_country: containment(query.countries, |code| match region.strip_prefix(code) {
                Some(rest) if rest.is_empty() || rest.starts_with('-') => Containment::Inside,
                _ => Containment::Outside,
            }),
        })
    }

    /// The best of them in full; of one place in both tables only the better one.
    fn candidates(&self, found: Vec<(Key, Scored)>, hits: &BTreeMap<Key, Hit>) -> Vec<Candidate> {
        let mut kept: Vec<(Key, Candidate)> = Vec::new();
        for (key, Scored { score, reasons, .. }) in found {
            if kept.len() == MOST {
                break;
            }
            let Some(hit) = hits.get(&key) else {
                continue;
            };
            let found = match key {
                Key::Authored(i) => self.authored.entry(i).map(of_entry),
                Key::Packed(i) => self.of_packed(i),
                Key::Pack(number, at) => {
                    let pack = self.packs.get(number as usize);
                    let row = pack.and_then(|pack| pack.entry(at));
                    row.map(|row| of_entry(&row.entry))
                }
            };
            let Some(found) = found else {
                continue;
            };
            let candidate = Candidate {
                matched: hit.matched.clone(),
                likeness: hit.name.likeness(),
                score,
                reasons,
                ..found
            };
            if !kept
                .iter()
                .any(|(k, better)| is_twin((*k, better), (key, &candidate)))
            {
                kept.push((key, candidate));
            }
        }
        kept.into_iter().map(|(_, candidate)| candidate).collect()
    }

    fn of_packed(&self, entry: u32) -> Option<Candidate> {
        let record = self.packed.record(entry)?;
        let region = self.packed.region(entry);
        let label = self.packed.label(entry);
        let class = record.class();
        Some(Candidate {
            id: match record.feature {
                None => format!("gn:{}", label.id),
                Some(_) => format!("{class}:{}", label.code),
            },
            name: label.name,
            matched: String::new(),
            likeness: 0.0,
            class,
            position: record.position,
            extent_km: record.extent_km(),
            rank: match record.feature {
                None => score::rank_of_population(record.population()),
                Some((_, rank)) => rank,
            },
            countries: country_of(region),
            region: region.to_owned(),
            names: label.names.into_iter().collect::<Names>(),
            years: (None, None),
            certainty: Certainty::Certain,
            score: 0.0,
            reasons: Vec::new(),
        })
    }
}

/// What is known of an entry that is read from a row.
fn authored_evidence(entry: &Entry, query: &Query<'_>) -> Evidence<'static> {
    Evidence {
        name: NameMatch::Joined,
        class: entry.class,
        lacks_word: false,
        hints: &[],
        importance: score::importance_of_rank(entry.rank),
        distance_km: query.near.map(|near| distance_to(entry, near)),
        years_off: query.year.map_or(0, |year| years_off(entry.years, year)),
        in_country: containment(query.countries, |code| {
            let (country, region) = code.split_once('-').unwrap_or((code, ""));
            match entry.countries.iter().any(|c| c == country) {
                true if region.is_empty() => Containment::Inside,
                true => Containment::Perhaps,
                false => Containment::Outside,
            }
        }),
    }
}

/// What a hit is worth.
struct Scored {
    score: f64,
    reasons: Vec<String>,
    /// Whether its class is one of those hinted at, or nothing was hinted.
    fits: bool,
}

/// An authored entry as a candidate without score.
pub(super) fn of_entry(entry: &Entry) -> Candidate {
    Candidate {
        id: entry.id.clone(),
        name: entry.name.clone(),
        matched: String::new(),
        likeness: 0.0,
        class: entry.class,
        position: entry.position,
        extent_km: entry.extent_km,
        rank: entry.rank,
        countries: entry.countries.clone(),
        region: String::new(),
        names: entry.names_by_language(),
        years: entry.years,
        certainty: entry.certainty,
        score: 0.0,
        reasons: Vec::new(),
    }
}

/// Whether two candidates for one name are one place: settlements nearby, or a feature of the base map
/// that an authored table tells of too.
fn is_twin((a_key, a): (Key, &Candidate), (b_key, b): (Key, &Candidate)) -> bool {
    if a.class != b.class {
        return false;
    }
    let km = distance_km(a.position, b.position);
    match (a_key, b_key, a.class) {
        (_, _, FeatureClass::Settlement) => km < SAME_PLACE_KM,
        (Key::Authored(_), Key::Packed(_), _) | (Key::Packed(_), Key::Authored(_), _) => {
            km < a.extent_km.max(b.extent_km) + SAME_FEATURE_KM
        }
        (Key::Pack(a_pack, _), Key::Pack(b_pack, _), _) if a_pack == b_pack => false,
        (Key::Pack(..), _, _) | (_, Key::Pack(..), _) => {
            km < a.extent_km.max(b.extent_km) + SAME_PLACE_KM
        }
        _ => false,
    }
}

fn country_of(region: &str) -> Vec<String> {
    let country = region.split('-').next().unwrap_or_default();
    (!country.is_empty())
        .then(|| country.to_owned())
        .into_iter()
        .collect()
}

/// How alike a name of the same skeleton is to the letters sought, if it is alike enough.
fn resemblance(letters: &str, matched: &str) -> Option<NameMatch> {
    let joined: String = matched.split(' ').collect();
    if joined == letters {
        return Some(NameMatch::Joined);
    }
    if joined.len().abs_diff(letters.len()) * 2 > letters.len() {
        return None;
    }
    let similarity = strsim::normalized_damerau_levenshtein(letters, &joined);
    (similarity >= LEAST_SIMILARITY).then_some(NameMatch::Alike(similarity))
}

/// Distance in km from a position to the nearest part of an entry that the table tells of.
fn distance_to(entry: &Entry, from: LonLat) -> f64 {
    let nearest = |points: &[LonLat]| {
        points
            .windows(2)
            .map(|leg| distance_km(from, nearest_on_leg(from, leg[0], leg[1])))
            .fold(f64::INFINITY, f64::min)
    };
    match &entry.course {
        Course::Line(points) => nearest(points),
        Course::Ring(_) | Course::None => {
            (distance_km(from, entry.position) - entry.extent_km).max(0.0)
        }
    }
}

fn years_off((from, to): (Option<i32>, Option<i32>), year: i32) -> i32 {
    let early = from.map_or(0, |from| from - year);
    let late = to.map_or(0, |to| year - to);
    early.max(late).max(0)
}

/// The best of what `lies_in` says of the codes, none if there are none.
fn containment(codes: &[&str], lies_in: impl Fn(&str) -> Containment) -> Option<Containment> {
    let best = |a, b| match (a, b) {
        (Containment::Inside, _) | (_, Containment::Inside) => Containment::Inside,
        (Containment::Perhaps, _) | (_, Containment::Perhaps) => Containment::Perhaps,
        (Containment::Outside, Containment::Outside) => Containment::Outside,
    };
    codes.iter().map(|code| lies_in(code)).reduce(best)
}
