//! The example of the First Sino-Kazakh War: its file, its quotes, its borders.

use geo::{Area, BooleanOps, GeodesicArea, MultiLineString, MultiPolygon, Polygon};
use theatrum::campaign::{Campaign, Date, Day, Interval, Moment, Resolved, Written, file, geojson};
use theatrum::diag::{Colour, Source, render};
use theatrum::gazetteer::{self, Atlas, Gazetteer};

const ARTICLE: &str = include_str!("../../examples/first-sino-kazakh-war/article.md");
const CAMPAIGN: &str = include_str!("../../examples/first-sino-kazakh-war/campaign.toml");
const BORDERS: &str = include_str!("../../examples/first-sino-kazakh-war/borders.geojson");

fn campaign() -> Campaign<Written> {
    let read = file::parse(&Source::new("campaign.toml", CAMPAIGN));
    let read = read.unwrap_or_else(|faults| panic!("{}", render(&faults, Colour::Plain)));
    assert!(
        read.warnings.is_empty(),
        "{}",
        render(&read.warnings, Colour::Plain)
    );
    read.value
}

fn border(id: &str) -> MultiPolygon<f64> {
    let read = geojson::read(&Source::new("borders.geojson", BORDERS)).expect("it is GeoJSON");
    assert!(
        read.warnings.is_empty(),
        "{}",
        render(&read.warnings, Colour::Plain)
    );
    read.value.find(id).expect("the feature is there")
}

#[test]
fn the_campaign_file_is_whole() {
    let campaign = campaign();
    assert_eq!(campaign.battles.len(), 5);
    assert_eq!(campaign.movements.len(), 11);
    for area in &campaign.areas {
        theatrum::campaign::shape::parse(&area.text).expect("checked when the file was read");
    }
}

#[test]
fn quotes_stand_in_the_article() {
    let article = ARTICLE.replace('\n', " ");
    let quotes = CAMPAIGN.lines().filter_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "quote").then(|| value.trim().trim_matches('"'))
    });
    let mut count = 0;
    for quote in quotes {
        assert!(article.contains(quote), "{quote}");
        count += 1;
    }
    assert!(count > 25);
}

#[test]
fn the_article_is_a_retelling_of_its_length() {
    let words = ARTICLE.split_whitespace().count();
    assert!((700..=1100).contains(&words), "{words}");
}

#[test]
fn the_partition_of_1782_has_the_shares_that_the_article_states() {
    let khanate = border("kazakh").geodesic_area_unsigned();
    let china = border("china_1782").geodesic_area_unsigned();
    let percent = 100.0 * china / khanate;
    assert!((percent - 25.0).abs() < 3.0, "{percent}");
}

#[test]
fn neighbours_share_their_borders_without_overlap_or_gap() {
    let ids = ["kazakh", "little_juz", "russia", "qing", "altishahr"];
    let shapes = ids.map(border);
    for (i, a) in shapes.iter().enumerate() {
        for (j, b) in shapes.iter().enumerate().skip(i + 1) {
            let common = a.intersection(b).unsigned_area();
            assert!(common < 1e-6, "{} and {}: {common}", ids[i], ids[j]);
        }
    }
    let all = shapes
        .iter()
        .skip(1)
        .fold(shapes[0].clone(), |sum, shape| sum.union(shape));
    assert_eq!(all.0.len(), 1);
    // The overlay works on a grid of its own and leaves slivers of a few square metres.
    let gaps = all.0[0].interiors().iter();
    let gaps: f64 = gaps
        .map(|ring| Polygon::new(ring.clone(), vec![]).unsigned_area())
        .sum();
    assert!(gaps < 1e-6, "{gaps}");
    for (part, whole) in [("china_1782", "kazakh"), ("dzungaria", "qing")] {
        let outside = border(part).difference(&border(whole)).unsigned_area();
        assert!(outside < 1e-6, "{part}: {outside}");
    }
}

#[test]
fn every_year_from_1755_to_1865_has_one_owner_for_each_land() {
    let campaign = campaign();
    for year in 1755..=1865 {
        let moment = Moment::Step {
            start: Day::start_of_year(year),
            end: Day::start_of_year(year + 1),
        };
        let holds = |when: Option<&Date>| moment.holds(when, Interval::ALWAYS);
        let mut names: Vec<&str> = campaign
            .polities
            .iter()
            .filter(|polity| holds(polity.when.as_ref()))
            .map(|polity| polity.name.as_str())
            .collect();
        names.sort_unstable();
        let wanted: &[&str] = if year < 1782 {
            &[
                "Kazakh Khanate",
                "Little Jüz",
                "Qing Empire",
                "Russian Empire",
            ]
        } else {
            &["Qing Empire", "Russian Empire"]
        };
        assert_eq!(names, wanted, "{year}");
        let captions = campaign.captions.iter();
        let window = Interval::new(Day::start_of_year(year), Day::start_of_year(year + 1));
        assert!(
            captions
                .into_iter()
                .any(|c| c.when.interval.overlaps(window)),
            "{year}"
        );
    }
}

/// The borders are all drawn in the file, so no atlas is needed.
struct NoAtlas;

impl Atlas for NoAtlas {
    fn lines(&self, _: &str, _: Option<i32>) -> Vec<MultiLineString<f64>> {
        Vec::new()
    }

    fn lakes(&self, _: &str, _: Option<i32>) -> Vec<MultiPolygon<f64>> {
        Vec::new()
    }

    fn lands(&self, _: &str) -> Vec<MultiPolygon<f64>> {
        Vec::new()
    }
}

fn resolved() -> Campaign<Resolved> {
    let borders = geojson::read(&Source::new("borders.geojson", BORDERS)).expect("it is GeoJSON");
    let shapes = geojson::Shapes::from([("borders.geojson".to_owned(), borders.value)]);
    let mut campaign = campaign();
    // Only the land is looked at: no place need be found.
    campaign.places.clear();
    campaign.changes.clear();
    campaign.movements.clear();
    campaign.battles.clear();
    campaign.events.clear();
    let read = gazetteer::resolve(campaign, &Gazetteer::bundled(), &NoAtlas, &shapes);
    read.unwrap_or_else(|faults| panic!("{}", render(&faults, Colour::Plain)))
        .value
}

/// The land of a polity, in square km.
fn land(campaign: &Campaign<Resolved>, id: &str) -> f64 {
    let polity = campaign
        .polities
        .iter()
        .find(|polity| polity.id == id)
        .expect("it is there");
    campaign.area(polity.area).shape.geodesic_area_unsigned() / 1e6
}

#[test]
fn land_changes_hands_and_none_is_lost() {
    let campaign = resolved();
    let of = |ids: &[&str]| ids.iter().map(|id| land(&campaign, id)).sum::<f64>();
    let before = of(&["kazakh", "little_juz", "qing_1759", "russia_1721"]);
    let divided = of(&["qing_1782", "russia_1782"]);
    let after = of(&["qing_1864", "russia_1864"]);
    // A thousandth of the land is far less than the width of a frontier drawn by hand.
    assert!(
        (before - divided).abs() < before / 1000.0,
        "{before} {divided}"
    );
    assert!((before - after).abs() < before / 1000.0, "{before} {after}");
    let ceded = land(&campaign, "russia_1864") - land(&campaign, "russia_1782");
    assert!((500_000.0..800_000.0).contains(&ceded), "{ceded}");
}
