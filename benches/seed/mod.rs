//! The First Sino-Kazakh War.

use theatrum::campaign::geojson::{self, Shapes};
use theatrum::campaign::{Campaign, Resolved, file};
use theatrum::diag::Source;
use theatrum::gazetteer::{self, Gazetteer};
use theatrum::geodata::Basemap;

const CAMPAIGN: &str = include_str!("../../examples/first-sino-kazakh-war/campaign.toml");
const BORDERS: &str = include_str!("../../examples/first-sino-kazakh-war/borders.geojson");

/// The campaign as the program loads it, places and borders resolved.
pub(crate) fn campaign(basemap: &Basemap) -> Campaign<Resolved> {
    let read = file::parse(&Source::new("campaign.toml", CAMPAIGN));
    let written = read.expect("the example is read by a test").value;
    let borders = geojson::read(&Source::new("borders.geojson", BORDERS));
    let borders = borders.expect("the example is read by a test").value;
    let shapes = Shapes::from([("borders.geojson".to_owned(), borders)]);
    let resolved = gazetteer::resolve(written, &Gazetteer::bundled(), basemap, &shapes);
    resolved.expect("the example is resolved by a test").value
}
