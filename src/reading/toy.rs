//! A gazetteer of a handful of places, for tests.

use super::book::PlaceBook;
use crate::campaign::Certainty;
use crate::gazetteer::{Candidate, FeatureClass, Query, fold};
use crate::geom::LonLat;

/// Places of a land that is not on any map.
pub(crate) struct Toy {
    places: Vec<(&'static str, FeatureClass, f64, f64, u8)>,
}

impl Toy {
    /// The land of Orm: two towns, a river, a lake, and a namesake far away.
    pub(crate) fn new() -> Self {
        use FeatureClass::{Lake, Range, Region, River, Settlement};
        Self {
            places: vec![
                ("orm", Settlement, 20.0, 50.0, 3),
                ("orm", Settlement, -90.0, 40.0, 4),
                ("new orm", Settlement, 20.5, 50.5, 4),
                ("bar", Settlement, 21.0, 50.2, 4),
                ("bar", Settlement, 100.0, 10.0, 3),
                ("vel", River, 20.7, 50.1, 3),
                ("sarn", Lake, 21.5, 50.6, 4),
                ("tesk", Settlement, 22.0, 50.4, 3),
                ("morvia", Region, 21.0, 50.0, 2),
                ("grey mountains", Range, 21.8, 49.5, 3),
            ],
        }
    }

    fn key(name: &str) -> String {
        let folded = fold(name);
        let words = folded
            .split(' ')
            .filter(|w| !matches!(*w, "the" | "river" | "lake"));
        words.collect::<Vec<_>>().join(" ")
    }
}

impl PlaceBook for Toy {
    fn knows(&self, name: &str) -> bool {
        let key = Self::key(name);
        self.places.iter().any(|p| p.0 == key)
    }

    fn search(&self, query: &Query<'_>) -> Vec<Candidate> {
        let key = Self::key(query.name);
        let found = self.places.iter().enumerate().filter(|(_, p)| p.0 == key);
        found
            .map(|(i, p)| Candidate {
                id: format!("toy:{i}"),
                name: query.name.to_owned(),
                matched: key.clone(),
                likeness: 1.0,
                class: p.1,
                position: LonLat { lon: p.2, lat: p.3 },
                extent_km: 0.0,
                rank: p.4,
                countries: Vec::new(),
                region: String::new(),
                names: std::collections::BTreeMap::new(),
                years: (None, None),
                certainty: Certainty::Certain,
                score: 1.0 - f64::from(p.4) / 10.0,
                reasons: vec!["its name".to_owned()],
            })
            .collect()
    }

    fn nearest(&self, candidate: &Candidate, _: LonLat) -> LonLat {
        candidate.position
    }

    fn has_area(&self, _: &Candidate) -> bool {
        false
    }
}

/// Reads a text of one's own making and looks at what was read.
pub(crate) fn look<T>(text: &str, at: impl FnOnce(&super::Reading) -> T) -> T {
    let article = crate::article::parse("toy.txt", text.as_bytes(), None).unwrap();
    at(&super::read(&article, &Toy::new()))
}

/// A war in the land of Orm.
pub(crate) const WAR: &str = "= The Salt War =

Infobox
- Date: 1402-1403
- Commander1: Niels Orlow
- Commander2: Torsten Kurck

The Salt War was fought by the Danes and the Swedes. Danish troops and Swedish troops met in Morvia.

== March to Tesk ==

In May 1402 the Danish army under General Niels Orlow marched from Orm through New Orm to Tesk.

=== Battle of Tesk ===

On 3 June the Danes met 2,000 Swedish troops, led by Torsten Kurck, near Tesk. The Swedes were defeated and lost 600 men, and were forced to retreat to Lake Sarn.

== Peace ==

The Swedes conceded control of the Grey Mountains and the Vel River to the Danes. In 1410 Morvia was annexed by the Danes from Sweden.

== See also ==

- Battle of Bar
";
