//! Belief in each candidate of each name, settled by turns: a candidate gains by what lies near it.

use crate::gazetteer::{Candidate, FeatureClass};
use crate::geom::LonLat;
use crate::reading::document::Document;
use crate::reading::mention::Mentions;

/// Names that vote; more would not change the picture, only the time.
const MOST_VOTERS: usize = 64;
/// Turns until nothing changes much.
const TURNS: usize = 5;
/// Nearness, at least, of places in one country, and in one region of it.
const SAME_COUNTRY: f64 = 0.12;
const SAME_REGION: f64 = 0.35;
/// How much the context counts against the name's own prior.
const CONTEXT: f64 = 0.8;

/// What is believed of a name's candidates.
#[derive(Clone, Debug)]
pub(crate) struct Belief {
    /// Share of belief of each candidate, summing to 1.
    pub(crate) share: Vec<f64>,
    /// How much of the context lies near each, 0 to 1.
    pub(crate) support: Vec<f64>,
    /// Whether there was any context to judge by.
    pub(crate) is_judged: bool,
}

impl Belief {
    /// The candidates, most believed first.
    pub(crate) fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.share.len()).collect();
        order.sort_by(|&a, &b| self.share[b].total_cmp(&self.share[a]).then(a.cmp(&b)));
        order
    }
}

/// How much the names of a document weigh for each other.
pub(crate) struct Weights {
    /// Weight of each name as a voter.
    own: Vec<f64>,
    /// For each name the names in its paragraphs, each with how much nearer that makes it.
    near: Vec<Vec<(usize, f64)>>,
}

/// Weighs the names of a document.
pub(crate) fn weights(document: &Document, mentions: &Mentions) -> Weights {
    let own = mentions
        .names
        .iter()
        .map(|n| libm::sqrt(n.mentions.len() as f64).min(4.0))
        .collect();
    let mut near = vec![Vec::new(); mentions.names.len()];
    for (i, mention) in mentions.mentions.iter().enumerate() {
        let paragraph = document.sentences[mention.sentence].paragraph;
        for other in mentions.mentions[i + 1..].iter().take(12) {
            if document.sentences[other.sentence].paragraph != paragraph {
                break;
            }
            if other.name != mention.name {
                let closer = if other.sentence == mention.sentence {
                    3.0
                } else {
                    1.0
                };
                near[mention.name].push((other.name, closer));
                near[other.name].push((mention.name, closer));
            }
        }
    }
    Weights { own, near }
}

/// Settles what is believed of all candidates.
pub(crate) fn settle(candidates: &[Vec<Candidate>], weights: &Weights) -> Vec<Belief> {
    let spots: Vec<Vec<Spot>> = candidates
        .iter()
        .map(|c| c.iter().map(Spot::of).collect())
        .collect();
    let priors: Vec<Vec<f64>> = candidates
        .iter()
        .map(|c| normalised(c.iter().map(prior).collect()))
        .collect();
    let mut shares = priors.clone();
    let mut supports: Vec<Vec<f64>> = candidates.iter().map(|c| vec![0.0; c.len()]).collect();
    let mut judged = vec![false; candidates.len()];
    let voters = voters(candidates, weights);
    for _ in 0..TURNS {
        let before = shares.clone();
        for name in 0..candidates.len() {
            let (support, total) = support(name, &spots, &before, weights, &voters);
            if total <= 0.0 {
                continue;
            }
            judged[name] = true;
            supports[name] = support.iter().map(|s| s / total).collect();
            let raised = priors[name]
                .iter()
                .zip(&supports[name])
                .map(|(p, s)| p * libm::pow(s + 0.004, CONTEXT));
            shares[name] = normalised(raised.collect());
        }
    }
    let beliefs = shares.into_iter().zip(supports).zip(judged);
    beliefs
        .map(|((share, support), is_judged)| Belief {
            share,
            support,
            is_judged,
        })
        .collect()
}

/// The names that count as context for all: the heaviest with candidates.
fn voters(candidates: &[Vec<Candidate>], weights: &Weights) -> Vec<usize> {
    let mut voters: Vec<usize> = (0..candidates.len())
        .filter(|&i| !candidates[i].is_empty())
        .collect();
    voters.sort_by(|&a, &b| weights.own[b].total_cmp(&weights.own[a]).then(a.cmp(&b)));
    voters.truncate(MOST_VOTERS);
    voters
}

fn support(
    name: usize,
    spots: &[Vec<Spot>],
    shares: &[Vec<f64>],
    weights: &Weights,
    voters: &[usize],
) -> (Vec<f64>, f64) {
    let mut support = vec![0.0; spots[name].len()];
    let mut total = 0.0;
    let far = voters.iter().map(|&v| (v, 1.0));
    let near = weights.near[name]
        .iter()
        .map(|&(v, closer)| (v, 2.0 * closer));
    for (voter, factor) in far.chain(near) {
        if voter == name || spots[voter].is_empty() {
            continue;
        }
        let weight = weights.own[voter] * factor * spots[voter][0].precision;
        total += weight;
        for (i, spot) in spots[name].iter().enumerate() {
            let met: f64 = spots[voter]
                .iter()
                .zip(&shares[voter])
                .map(|(s, share)| share * kernel(spot, s))
                .sum();
            support[i] += weight * met;
        }
    }
    (support, total)
}

/// A candidate as the sums need it.
struct Spot<'a> {
    country: Option<&'a str>,
    region: &'a str,
    unit: [f64; 3],
    extent_km: f64,
    /// How much it says about where the story is: a country says little.
    precision: f64,
}

impl<'a> Spot<'a> {
    fn of(c: &'a Candidate) -> Self {
        let precision = match c.class {
            FeatureClass::Country | FeatureClass::Polity | FeatureClass::Ocean => 0.35,
            FeatureClass::Province | FeatureClass::Region | FeatureClass::Sea => 0.7,
            _ => 1.0,
        };
        Self {
            country: c.countries.first().map(String::as_str),
            region: &c.region,
            unit: unit(c.position),
            extent_km: c.extent_km,
            precision,
        }
    }
}

/// A position as a unit vector.
pub(crate) fn unit(p: LonLat) -> [f64; 3] {
    let (lon_sin, lon_cos) = libm::sincos(p.lon.to_radians());
    let (lat_sin, lat_cos) = libm::sincos(p.lat.to_radians());
    [lat_cos * lon_cos, lat_cos * lon_sin, lat_sin]
}

/// Nearness at three scales: a battlefield, a campaign, a theatre of war.
fn kernel(a: &Spot, b: &Spot) -> f64 {
    let dot: f64 = a.unit.iter().zip(&b.unit).map(|(x, y)| x * y).sum();
    // The chord is near enough to the arc for weighing.
    let km = 6371.0 * libm::sqrt((2.0 - 2.0 * dot).max(0.0));
    let km = (km - 0.6 * (a.extent_km + b.extent_km)).max(0.0);
    let near = 0.35 * libm::exp(-km / 60.0)
        + 0.35 * libm::exp(-km / 250.0)
        + 0.3 * libm::exp(-km / 1000.0);
    let shared = if a.country.is_none() || a.country != b.country {
        0.0
    } else if a.region.is_empty() || a.region != b.region {
        SAME_COUNTRY
    } else {
        SAME_REGION
    };
    near.max(shared)
}

/// What the gazetteer alone makes of a candidate.
fn prior(c: &Candidate) -> f64 {
    // Squared: its scores lie close together.
    c.score * c.score
}

fn normalised(values: Vec<f64>) -> Vec<f64> {
    let sum: f64 = values.iter().sum();
    if sum <= 0.0 {
        values
    } else {
        values.into_iter().map(|v| v / sum).collect()
    }
}
