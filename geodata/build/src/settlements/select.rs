//! Which settlements are kept.

use std::collections::BTreeMap;

use super::source::City;

/// A settlement of this many inhabitants is kept anywhere.
const POPULATION: u64 = 3700;
/// Where fewer than this many such settlements share a cell of two degrees, all others are kept too.
const THIN: usize = 4;
/// Countries whose every settlement is kept: texts on inner Asia name the smallest.
const INNER_ASIA: [&str; 7] = ["KZ", "KG", "TJ", "TM", "UZ", "MN", "AF"];
/// Regions of which the same is true: Xinjiang, Tibet, Qinghai, Inner Mongolia.
const INNER_CHINA: [&str; 4] = ["13", "14", "06", "20"];

/// The settlements that go into the table.
pub(super) fn worth_keeping(cities: &[City]) -> Vec<&City> {
    let mut dense = BTreeMap::<_, usize>::new();
    for city in cities.iter().filter(|c| c.population >= POPULATION) {
        *dense.entry(cell(city)).or_default() += 1;
    }
    let thin = |city: &City| dense.get(&cell(city)).is_none_or(|n| *n < THIN);
    cities
        .iter()
        .filter(|city| city.population >= POPULATION || in_inner_asia(city) || thin(city))
        .collect()
}

/// Whether the settlement lies in inner Asia.
pub(super) fn in_inner_asia(city: &City) -> bool {
    INNER_ASIA.contains(&city.countrycode.as_str())
        || city.countrycode == "CN" && INNER_CHINA.contains(&city.admin1code.as_str())
}

fn cell(city: &City) -> (i32, i32) {
    let two_degrees = |degrees: f64| (degrees / 2.0).floor() as i32;
    (two_degrees(city.longitude), two_degrees(city.latitude))
}
