//! Scores: how well a candidate answers a query, and why.

use super::class::FeatureClass;
use super::index::NameKind;

/// What a candidate is judged by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence<'a> {
    /// How the name matched.
    pub(super) name: NameMatch,
    /// What the candidate is.
    pub(super) class: FeatureClass,
    /// Whether the query says `Fort`, `Lake`, ... and neither name nor class of the candidate does.
    pub(super) lacks_word: bool,
    /// What the text says it is: the hints of the query and of the generic words, may be empty.
    pub(super) hints: &'a [FeatureClass],
    /// 0 obscure .. 1 known to everybody.
    pub(super) importance: f64,
    /// Distance from the context to the nearest part of it, if there is a context.
    pub(super) distance_km: Option<f64>,
    /// Years by which the name's use misses the query's year; 0 if valid then.
    pub(super) years_off: i32,
    /// Whether it lies in a country that the text names; none if the text names none.
    pub(super) in_country: Option<Containment>,
}

/// Whether a candidate lies in a country or region that the text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Containment {
    /// In it.
    Inside,
    /// In the country, and where in it is not known.
    Perhaps,
    /// In another.
    Outside,
}

/// How a name matched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum NameMatch {
    /// Letter by letter after folding.
    Exact(NameKind),
    /// But for spaces.
    Joined,
    /// Only its skeleton did; similarity of the letters, 0 to 1.
    Alike(f64),
}

impl NameMatch {
    /// How like the names are, 0 to 1.
    pub(super) fn likeness(self) -> f64 {
        match self {
            Self::Exact(_) => 1.0,
            Self::Joined => 0.95,
            Self::Alike(similarity) => similarity,
        }
    }

    /// What the match is worth, 0 to 1; `agrees` if the class is the one hinted at.
    fn quality(self, agrees: bool) -> f64 {
        match self {
            Self::Exact(NameKind::Main) => 1.0,
            Self::Exact(NameKind::MainCore) if agrees => 0.97,
            Self::Exact(NameKind::OtherCore) if agrees => 0.93,
            Self::Exact(NameKind::Other) => 0.88,
            // `Mobile` alone is rarely Mobile Bay.
            Self::Exact(NameKind::MainCore) => 0.75,
            Self::Exact(NameKind::OtherCore) => 0.7,
            Self::Joined => 0.92,
            // A skeleton in common says little of short names; the letters tell.
            Self::Alike(similarity) => 0.1 + 0.7 * similarity,
        }
    }

    fn reason(self) -> String {
        match self {
            Self::Exact(NameKind::Main) => "its name".to_owned(),
            Self::Exact(NameKind::MainCore) => "its name without the generic word".to_owned(),
            Self::Exact(NameKind::Other) => "another of its names".to_owned(),
            Self::Exact(NameKind::OtherCore) => {
                "another of its names, without the generic word".to_owned()
            }
            Self::Joined => "its name but for spaces".to_owned(),
            Self::Alike(similarity) => format!("similar name ({:.0} %)", similarity * 100.0),
        }
    }
}

/// The score, 0 to 1, and the reasons for it.
pub(super) fn score(e: &Evidence<'_>) -> (f64, Vec<String>) {
    let mut reasons = vec![e.name.reason()];
    let agreement = agreement(e.class, e.hints);
    let agrees = !e.hints.is_empty() && agreement > 0.85;
    let mut score = e.name.quality(agrees) * (0.4 + 0.6 * e.importance);
    if !e.hints.is_empty() {
        score *= 0.25 + 0.75 * agreement;
        if agrees {
            reasons.push(format!("is a {}", e.class));
        } else {
            reasons.push(format!("is a {}, not a {}", e.class, e.hints[0]));
        }
    }
    if e.lacks_word {
        score *= 0.6;
    }
    if let Some(km) = e.distance_km {
        // Armies fight far from where they were last: a field of just that name outweighs a near town.
        let is_the_field = agrees
            && e.class == FeatureClass::Battlefield
            && e.name == NameMatch::Exact(NameKind::Main);
        let near = if is_the_field {
            0.7 + 0.3 * nearness(km)
        } else {
            nearness(km)
        };
        score *= 0.25 + 0.75 * near;
        reasons.push(match km {
            0.0..1.0 => "where the context is".to_owned(),
            _ => format!("{km:.0} km from the context"),
        });
    }
    if e.years_off > 0 {
        score *= if e.years_off < 50 { 0.97 } else { 0.6 };
        reasons.push(format!("name in use {} years off", e.years_off));
    }
    match e.in_country {
        Some(Containment::Inside) => reasons.push("in the country named".to_owned()),
        Some(Containment::Perhaps) => score *= 0.75,
        Some(Containment::Outside) => score *= 0.4,
        None => {}
    }
    (score.clamp(0.0, 1.0), reasons)
}

/// The best agreement with any of the hints; later hints count a little less.
fn agreement(class: FeatureClass, hints: &[FeatureClass]) -> f64 {
    hints
        .iter()
        .zip([1.0, 0.95, 0.92].into_iter().chain(std::iter::repeat(0.9)))
        .map(|(hint, weight)| class.agreement(*hint) * weight)
        .fold(0.0, f64::max)
}

/// 1 at the context, .5 at some 500 km, near 0 beyond 5,000 km.
///
/// A mixture, because campaigns differ in scale: a march of 60 km, a war of 1,000.
fn nearness(km: f64) -> f64 {
    let decay = |scale: f64| libm::exp(-km / scale);
    0.15 * decay(60.0) + 0.25 * decay(300.0) + 0.6 * decay(1500.0)
}

/// Importance of a settlement: 0 unknown, .5 at 30,000 inhabitants, 1 at ten million.
pub(super) fn importance_of_population(population: f64) -> f64 {
    // Doublings above a hamlet of 100, of which ten million is the seventeenth.
    (libm::log2(population.max(1.0) / 100.0) / 16.6).clamp(0.0, 1.0)
}

/// Importance by rank: 1 known to everybody .. 5 obscure.
pub(super) fn importance_of_rank(rank: u8) -> f64 {
    1.0 - 0.15 * f64::from(rank.clamp(1, 5) - 1)
}

/// The rank of a settlement by its population.
pub(super) fn rank_of_population(population: f64) -> u8 {
    match population {
        p if p >= 3e6 => 1,
        p if p >= 5e5 => 2,
        p if p >= 5e4 => 3,
        p if p >= 5e3 => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(class: FeatureClass) -> Evidence<'static> {
        Evidence {
            name: NameMatch::Exact(NameKind::Main),
            class,
            lacks_word: false,
            hints: &[],
            importance: 0.5,
            distance_km: None,
            years_off: 0,
            in_country: None,
        }
    }

    #[test]
    fn a_hint_outweighs_importance() {
        let hints = &[FeatureClass::River];
        let river = score(&Evidence {
            hints,
            importance: 0.3,
            ..evidence(FeatureClass::River)
        });
        let town = score(&Evidence {
            hints,
            importance: 1.0,
            ..evidence(FeatureClass::Settlement)
        });
        assert!(river.0 > 1.5 * town.0, "{river:?} {town:?}");
    }

    #[test]
    fn a_battlefield_of_the_name_beats_a_town_nearer_by() {
        let hints = &[FeatureClass::Battlefield, FeatureClass::Settlement];
        let field = score(&Evidence {
            hints,
            importance: 0.85,
            distance_km: Some(1500.0),
            ..evidence(FeatureClass::Battlefield)
        });
        let town = score(&Evidence {
            hints,
            distance_km: Some(100.0),
            ..evidence(FeatureClass::Settlement)
        });
        assert!(field.0 > town.0, "{field:?} {town:?}");
    }

    #[test]
    fn a_hamlet_in_the_theatre_beats_a_city_overseas() {
        let near = Evidence {
            distance_km: Some(150.0),
            importance: 0.1,
            ..evidence(FeatureClass::Settlement)
        };
        let far = Evidence {
            distance_km: Some(9000.0),
            importance: 0.9,
            ..evidence(FeatureClass::Settlement)
        };
        assert!(score(&near).0 > score(&far).0);
    }

    #[test]
    fn scores_stay_within_bounds_and_say_why() {
        let (value, reasons) = score(&Evidence {
            distance_km: Some(0.0),
            importance: 1.0,
            in_country: Some(Containment::Inside),
            ..evidence(FeatureClass::Settlement)
        });
        assert!((0.99..=1.0).contains(&value));
        assert_eq!(reasons.len(), 3);
    }
}
