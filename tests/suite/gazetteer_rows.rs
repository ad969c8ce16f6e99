//! The authored rows against the base map and against each other: what cannot be true is told by id.

mod world;

use std::collections::BTreeMap;

use self::world::{World, away_km, is_near, leg_km};

use geo::{Coord, Geometry};
use theatrum::gazetteer::{Course, Entry, FeatureClass, fold};
use theatrum::geodata::BaseLayer;
use theatrum::geom::{LonLat, distance_km};

/// Rows give positions to 0.05 degree, and the base map's borders and shores are drawn at 1:10 million.
const TOLERANCE_KM: f64 = 25.0;
/// A mouth is given to the same exactness at both ends.
const MOUTH_KM: f64 = 40.0;
/// Two rows of one class, name and time nearer than this are one place.
const SAME_KM: f64 = 25.0;

/// Codes of parts of states that the base map counts to the state.
const PARTS: [(&str, &str); 8] = [
    ("BQ", "NL"),
    ("CC", "AU"),
    ("CX", "AU"),
    ("GF", "FR"),
    ("GP", "FR"),
    ("MQ", "FR"),
    ("RE", "FR"),
    ("YT", "FR"),
];

/// Rows that lie in another country than those that they state. What lies at sea, or on an island that
/// is too small for the base map, lies in none.
fn abroad(world: &World) -> Vec<String> {
    let countries = world.countries();
    assert!(countries.len() > 200, "{} countries", countries.len());
    let lies_in = |code: &str, at: LonLat, room: f64| {
        let whole = PARTS
            .iter()
            .find(|(part, _)| *part == code)
            .map_or(code, |(_, whole)| whole);
        let areas = countries.get(whole).into_iter().flatten();
        let mut near = areas.filter(|area| is_near(area, at, room));
        near.any(|area| away_km(&Geometry::MultiPolygon(area.clone()), at) <= room)
    };
    let mut faults = Vec::new();
    for entry in world
        .gazetteer
        .entries()
        .filter(|e| !e.countries.is_empty())
    {
        let room = entry.extent_km.max(TOLERANCE_KM);
        if entry
            .countries
            .iter()
            .any(|code| lies_in(code, entry.position, room))
        {
            continue;
        }
        let others = countries
            .keys()
            .filter(|code| lies_in(code, entry.position, 0.0));
        let others: Vec<&String> = others.collect();
        if !others.is_empty() {
            let Entry {
                id,
                position,
                countries,
                ..
            } = entry;
            faults.push(format!(
                "{id}: {position:?} is in {others:?}, not in {countries:?}"
            ));
        }
    }
    faults
}

/// Towns and the like that lie in the sea.
fn at_sea(world: &World) -> Vec<String> {
    use FeatureClass as C;
    let dry = [
        C::Settlement,
        C::Fort,
        C::Pass,
        C::Peak,
        C::Oasis,
        C::Ford,
        C::Range,
        C::Desert,
    ];
    let rows = world.gazetteer.entries().filter(|e| dry.contains(&e.class));
    let wet = rows.filter(|entry| {
        let land = world.around(BaseLayer::Land, entry.position, TOLERANCE_KM);
        !land
            .iter()
            .any(|(_, area)| away_km(area, entry.position) <= TOLERANCE_KM)
    });
    wet.map(|e| format!("{} ({}): {:?} is at sea", e.id, e.class, e.position))
        .collect()
}

/// The names of a row, folded.
fn names(entry: &Entry) -> Vec<String> {
    let others = entry.names.iter().map(|(_, name)| fold(name));
    std::iter::once(fold(&entry.name)).chain(others).collect()
}

/// Rivers whose course ends neither at the sea nor in a lake, a marsh or another river.
fn dry_mouths(world: &World) -> Vec<String> {
    use FeatureClass as C;
    let gazetteer = &world.gazetteer;
    let mut faults = Vec::new();
    for river in gazetteer.entries().filter(|e| e.class == C::River) {
        let Course::Line(points) = &river.course else {
            continue;
        };
        let mouth = points[points.len() - 1];
        let coasts = world.around(BaseLayer::Coast, mouth, MOUTH_KM);
        let lakes = world.around(BaseLayer::Lakes, mouth, MOUTH_KM);
        if coasts
            .iter()
            .chain(&lakes)
            .any(|(_, shape)| away_km(shape, mouth) <= MOUTH_KM)
        {
            continue;
        }
        let own = names(river);
        let is_own = |name: &str| {
            own.iter()
                .any(|o| o.contains(name) || name.contains(o.as_str()))
        };
        let rivers = world.around(BaseLayer::Rivers, mouth, MOUTH_KM);
        let mut others = rivers
            .iter()
            .filter(|(name, _)| !name.is_empty() && !is_own(&fold(name)));
        if others.any(|(_, line)| away_km(line, mouth) <= MOUTH_KM) {
            continue;
        }
        let authored =
            gazetteer
                .entries()
                .filter(|e| e.id != river.id)
                .any(|e| match (&e.course, e.class) {
                    (Course::Line(course), C::River | C::Canal) => course.windows(2).any(|leg| {
                        let coord = |p: LonLat| Coord { x: p.lon, y: p.lat };
                        leg_km(coord(leg[0]), coord(leg[1]), mouth) <= MOUTH_KM
                    }),
                    (
                        _,
                        C::Lake | C::Marsh | C::Sea | C::Gulf | C::Delta | C::River | C::Desert,
                    ) => distance_km(e.position, mouth) <= e.extent_km.max(MOUTH_KM),
                    _ => false,
                });
        if !authored {
            faults.push(format!(
                "{}: ends on land at {} {}",
                river.id, mouth.lat, mouth.lon
            ));
        }
    }
    faults
}

/// Pairs of rows that are one place: a class, a main name of one among the names of the other, and the
/// same time.
fn twins(world: &World) -> Vec<String> {
    let mut by_name: BTreeMap<(String, FeatureClass), Vec<&Entry>> = BTreeMap::new();
    for entry in world.gazetteer.entries() {
        let mut own = names(entry);
        own.sort();
        own.dedup();
        for name in own {
            by_name.entry((name, entry.class)).or_default().push(entry);
        }
    }
    let mut faults = Vec::new();
    for ((name, class), rows) in &by_name {
        for (i, a) in rows.iter().enumerate() {
            for b in &rows[i + 1..] {
                let main = fold(&a.name) == *name && fold(&b.name) == *name;
                if main && meet(a.years, b.years) && distance_km(a.position, b.position) < SAME_KM {
                    faults.push(format!("{} and {} are both {class} `{name}`", a.id, b.id));
                }
            }
        }
    }
    faults
}

pub(super) fn meet(a: (Option<i32>, Option<i32>), b: (Option<i32>, Option<i32>)) -> bool {
    let before = |end: Option<i32>, start: Option<i32>| {
        end.zip(start).is_some_and(|(end, start)| end < start)
    };
    !before(a.1, b.0) && !before(b.1, a.0)
}

/// Rows whose years, course or names contradict themselves.
fn contradictions(world: &World) -> Vec<String> {
    let mut faults = Vec::new();
    for entry in world.gazetteer.entries() {
        let id = &entry.id;
        if let (Some(from), Some(to)) = entry.years
            && from > to
        {
            faults.push(format!("{id}: from {from} to {to}"));
        }
        let (Course::Line(points) | Course::Ring(points)) = &entry.course else {
            continue;
        };
        let coord = |p: LonLat| Coord { x: p.lon, y: p.lat };
        let legs = points
            .windows(2)
            .map(|leg| leg_km(coord(leg[0]), coord(leg[1]), entry.position));
        let off = legs.fold(f64::INFINITY, f64::min);
        let is_line = matches!(entry.course, Course::Line(_));
        if is_line && off > entry.extent_km.max(TOLERANCE_KM) / 2.0 {
            faults.push(format!("{id}: its point lies {off:.0} km off its course"));
        }
    }
    faults
}

/// Settlements whose name GeoNames has in the same country, not here and not far away: of names that are
/// much farther apart, each is a place of its own.
fn elsewhere(world: &World) -> Vec<String> {
    let packed = world.gazetteer.packed();
    let mut faults = Vec::new();
    for entry in world
        .gazetteer
        .entries()
        .filter(|e| e.class == FeatureClass::Settlement)
    {
        let hits = packed.index.get(&fold(&entry.name));
        let same: Vec<f64> = hits
            .iter()
            .filter(|hit| {
                let country = packed
                    .region(hit.entry)
                    .split('-')
                    .next()
                    .unwrap_or_default();
                entry.countries.iter().any(|c| c == country)
                    && packed
                        .record(hit.entry)
                        .is_some_and(|r| r.population() > 20_000.0)
            })
            .filter_map(|hit| {
                Some(distance_km(
                    packed.record(hit.entry)?.position,
                    entry.position,
                ))
            })
            .collect();
        let nearest = same.iter().copied().fold(f64::INFINITY, f64::min);
        if (30.0..60.0).contains(&nearest) {
            faults.push(format!(
                "{}: `{}` of the packed table is {nearest:.0} km away",
                entry.id, entry.name
            ));
        }
    }
    faults
}

/// Fails with every fault that is not known, and with what is known and no longer so.
#[track_caller]
fn expect_only(faults: &[String], known: &[(&str, &str)]) {
    let id = |fault: &str| {
        fault
            .split([':', ' '])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let is_known = |fault: &&String| known.iter().any(|(k, _)| *k == id(fault));
    let new: Vec<&str> = faults
        .iter()
        .filter(|f| !is_known(f))
        .map(String::as_str)
        .collect();
    assert!(new.is_empty(), "{} rows:\n{}", new.len(), new.join("\n"));
    for (mended, _) in known {
        assert!(
            faults.iter().any(|fault| id(fault) == *mended),
            "{mended} is no exception any more"
        );
    }
}

#[test]
fn rows_lie_in_the_countries_that_they_state() {
    expect_only(&abroad(&World::new()), &[]);
}

#[test]
fn what_stands_on_land_does_not_lie_in_the_sea() {
    expect_only(&at_sea(&World::new()), &[]);
}

#[test]
fn rivers_end_in_water() {
    let known = [
        (
            "helmand-river",
            "it ends in the Hamun, marshes that are dry in most years",
        ),
        (
            "sarysu-river",
            "it dries up in the sands before the Syr Darya",
        ),
        (
            "kashka-darya",
            "its last arms are led into fields before the Amu Darya",
        ),
        (
            "tarim-river",
            "its end moved between Lop Nur and lakes that are gone",
        ),
    ];
    expect_only(&dry_mouths(&World::new()), &known);
}

#[test]
fn no_place_has_two_rows_for_one_time() {
    expect_only(&twins(&World::new()), &[]);
}

#[test]
fn rows_do_not_contradict_themselves() {
    expect_only(&contradictions(&World::new()), &[]);
}

#[test]
fn settlements_lie_where_geonames_has_them() {
    let known = [
        ("wuchang", "the packed one is a district of another town"),
        ("merv", "the packed one is the later town, Mary"),
        (
            "old-chillicothe",
            "the packed one is the later capital of Ohio",
        ),
    ];
    expect_only(&elsewhere(&World::new()), &known);
}
