//! Labels of films of crowded campaigns: each in one place, each with room, whatever else happens at other
//! times.

use std::collections::{BTreeMap, BTreeSet};

use theatrum::campaign::geojson::Shapes;
use theatrum::campaign::{Campaign, Interval, Moment, Resolved, file};
use theatrum::compose::{Reel, Studio};
use theatrum::diag::Source;
use theatrum::film::{self, Film, FrameComposer, Pace, Request, Step};
use theatrum::gazetteer::{self, Gazetteer};
use theatrum::geom::PagePoint;
use theatrum::scene::{MarkerKind, Role, Scene};

const CIVIL_WAR: &str = include_str!("../../examples/american-civil-war/campaign.toml");
const IMJIN_WAR: &str = include_str!("../../examples/imjin-war/campaign.toml");

/// Boxes of labels may touch by so little, px: they are rounded.
const TOUCH_PX: f64 = 0.01;

fn campaign(studio: &Studio, text: &str) -> Campaign<Resolved> {
    let written = file::parse(&Source::new("campaign.toml", text));
    let written = written.expect("it is a campaign").value;
    let gazetteer = Gazetteer::bundled();
    let resolved = gazetteer::resolve(written, &gazetteer, &studio.basemap, &Shapes::default());
    resolved.expect("its places are known").value
}

fn months(campaign: &Campaign<Resolved>, range: Interval) -> Vec<Moment> {
    let pace = Pace {
        step: Step::Months(1),
        calendar: campaign.header.calendar,
    };
    let request = Request {
        range,
        pace,
        turns: &[],
        most: 1000,
    };
    let stills = film::stills(&request).expect("they are few");
    stills.iter().map(film::Still::moment).collect()
}

/// What of a frame has a name: the boxes of each, and the markers that want one.
#[derive(Default)]
struct Named {
    labels: BTreeMap<String, Vec<[PagePoint; 4]>>,
    marked: BTreeSet<String>,
}

fn named(scene: &Scene) -> Named {
    let mut named = Named::default();
    scene.visit_groups(&mut |group| match &group.role {
        Role::Label { boxes, of, .. } => {
            named.labels.insert(of.clone(), boxes.clone());
        }
        Role::Marker {
            kind: MarkerKind::Battle | MarkerKind::Town,
            ..
        } => {
            named.marked.insert(group.id.clone());
        }
        _ => {}
    });
    named
}

/// Whether two boxes that may be turned lie over each other: no line parts them.
fn overlap(a: &[PagePoint; 4], b: &[PagePoint; 4]) -> bool {
    let parted_by_side_of = |a: &[PagePoint; 4], b: &[PagePoint; 4]| {
        (0..4).any(|i| {
            let (p, q) = (a[i], a[(i + 1) % 4]);
            let (dx, dy) = (q.x - p.x, q.y - p.y);
            let long = (dx * dx + dy * dy).sqrt().max(1e-9);
            let side = |c: &PagePoint| (dx * (c.y - p.y) - dy * (c.x - p.x)) / long;
            let own = side(&a[(i + 2) % 4]).signum();
            b.iter().all(|c| side(c) * own <= TOUCH_PX)
        })
    };
    !parted_by_side_of(a, b) && !parted_by_side_of(b, a)
}

fn is_without_faults(text: &str) {
    let studio = Studio::new("frame").unwrap();
    let campaign = campaign(&studio, text);
    let range = campaign.frames.range.as_ref().map(|date| date.interval);
    let range = range.expect("it says for how long");
    let steps = months(&campaign, range);
    let film = Film::new(&studio, &campaign, &Reel::new(range, steps.clone(), false));
    assert!(film.remarks().is_empty(), "{:?}", film.remarks());
    let composer = FrameComposer::new(&film);
    let mut places: BTreeMap<String, Vec<[PagePoint; 4]>> = BTreeMap::new();
    for step in steps {
        let Named { labels, marked } = named(&composer.scene(step));
        for id in marked {
            assert!(labels.contains_key(&id), "{id} has no name in {step:?}");
        }
        for (of, boxes) in &labels {
            let place = places.entry(of.clone()).or_insert_with(|| boxes.clone());
            assert_eq!(place, boxes, "{of} moves in {step:?}");
            for (other, theirs) in labels.range(..of.clone()) {
                let met = boxes.iter().any(|a| theirs.iter().any(|b| overlap(a, b)));
                assert!(!met, "{of} over {other} in {step:?}");
            }
        }
    }
}

#[test]
fn every_battle_of_a_crowded_war_has_its_name() {
    is_without_faults(CIVIL_WAR);
}

#[test]
fn so_has_every_town_whose_battle_is_over() {
    is_without_faults(IMJIN_WAR);
}
