//! The First Sino-Kazakh War, and what all figures are compared with.

use criterion::Criterion;
use theatrum::campaign::geojson::{self, Shapes};
use theatrum::campaign::{Campaign, Resolved, file};
use theatrum::diag::Source;
use theatrum::gazetteer::{self, Gazetteer};
use theatrum::geodata::Basemap;

const CAMPAIGN: &str = include_str!("../../examples/first-sino-kazakh-war/campaign.toml");
const BORDERS: &str = include_str!("../../examples/first-sino-kazakh-war/borders.geojson");

/// The campaign as the program loads it, places and borders resolved.
pub fn campaign(basemap: &Basemap) -> Campaign<Resolved> {
    let read = file::parse(&Source::new("campaign.toml", CAMPAIGN));
    let written = read.ok().expect("the example is read by a test").value;
    let borders = geojson::read(&Source::new("borders.geojson", BORDERS));
    let borders = borders.ok().expect("the example is read by a test").value;
    let shapes = Shapes::from([("borders.geojson".to_owned(), borders)]);
    let resolved = gazetteer::resolve(written, &Gazetteer::bundled(), basemap, &shapes);
    resolved
        .ok()
        .expect("the example is resolved by a test")
        .value
}

/// Ten million steps of a random number generator, each waiting for the one before: a measure of the
/// machine and of how busy it is, which no change of the program moves.
pub fn baseline(c: &mut Criterion) {
    c.bench_function("baseline", |b| {
        b.iter(|| {
            let mut state = std::hint::black_box(0x9E37_79B9_7F4A_7C15_u64);
            for _ in 0..10_000_000 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
            }
            state
        });
    });
}
