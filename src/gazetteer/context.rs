//! Where a campaign takes place, from names that may each mean several places.

use crate::geom::{LonLat, distance_km};

/// A position that a name may mean, and how likely that is, 0 to 1.
pub(super) type Sense = (LonLat, f64);

/// Most positions of one name that are weighed; later ones are unlikely.
const OPTIONS: usize = 8;
/// Most names that are weighed; more do not move the centre.
const NAMES: usize = 80;
/// Distance in km at which a name's support for a position falls to a third.
const REACH_KM: f64 = 500.0;
/// The least half-width of a theatre, in km.
const LEAST_SPREAD_KM: f64 = 150.0;

/// The middle of the theatre and its half-width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Theatre {
    /// The position best supported by all names together.
    pub(super) center: LonLat,
    /// Distance in km within which three quarters of the names have a place.
    pub(super) spread_km: f64,
}

impl Theatre {
    /// The theatre of names with their options; `None` if no name has any, or a single one has several.
    ///
    /// The centre is that one of all options which most names have a place near, so a homonym overseas
    /// pulls nothing.
    pub(super) fn of(names: &[Vec<Sense>]) -> Option<Self> {
        let names: Vec<&[Sense]> = names
            .iter()
            .filter(|options| !options.is_empty())
            .take(NAMES)
            .map(|options| &options[..options.len().min(OPTIONS)])
            .collect();
        if let [options] = names.as_slice()
            && options.len() > 1
        {
            // A name alone would vouch for its own likeliest sense.
            return None;
        }
        let support = |at: LonLat| -> f64 {
            let best = |options: &[Sense]| {
                let near =
                    |(p, weight): &Sense| weight * libm::exp(-distance_km(at, *p) / REACH_KM);
                options.iter().map(near).fold(0.0, f64::max)
            };
            names.iter().map(|options| best(options)).sum()
        };
        let all = names.iter().flat_map(|options| options.iter());
        let (center, _) = all
            .map(|(p, _)| (*p, support(*p)))
            .reduce(|a, b| if b.1 > a.1 { b } else { a })?;
        let nearest = |options: &&[Sense]| {
            let distances = options.iter().map(|(p, _)| distance_km(center, *p));
            distances.fold(f64::INFINITY, f64::min)
        };
        let mut distances: Vec<f64> = names.iter().map(nearest).collect();
        distances.sort_by(f64::total_cmp);
        let most = distances[(distances.len() - 1) * 3 / 4];
        Some(Self {
            center,
            spread_km: most.max(LEAST_SPREAD_KM),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homonyms_overseas_do_not_move_the_centre() {
        let at = LonLat::new;
        let names = [
            vec![(at(-84.4, 33.7), 0.6), (at(72.0, 42.5), 0.5)],
            vec![(at(71.4, 42.9), 0.5), (at(-80.0, 40.0), 0.9)],
            vec![(at(74.6, 42.9), 0.4)],
            Vec::new(),
        ];
        let theatre = Theatre::of(&names).unwrap();
        assert!(
            distance_km(theatre.center, at(72.0, 42.5)) < 150.0,
            "{theatre:?}"
        );
        assert!(theatre.spread_km < 300.0);
        assert_eq!(Theatre::of(&[Vec::new()]), None);
    }
}
