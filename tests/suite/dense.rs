//! A map crowded on purpose: what is asked of labels there (`benches/dense/campaign.toml`).

use theatrum::campaign::geojson::Shapes;
use theatrum::campaign::{Campaign, Moment, Resolved, file};
use theatrum::compose::Studio;
use theatrum::diag::Source;
use theatrum::gazetteer::{self, Gazetteer};
use theatrum::geom::PagePoint;
use theatrum::scene::{Group, Role, Scene};

const DENSE: &str = include_str!("../../benches/dense/campaign.toml");

fn scene() -> Scene {
    let studio = Studio::new("article").expect("a bundled preset");
    let campaign = campaign(&studio);
    studio.draw(&campaign, Moment::End).value
}

fn campaign(studio: &Studio) -> Campaign<Resolved> {
    let written = file::parse(&Source::new("campaign.toml", DENSE)).expect("the file is whole");
    let gazetteer = Gazetteer::bundled();
    gazetteer::resolve(
        written.value,
        &gazetteer,
        &studio.basemap,
        &Shapes::default(),
    )
    .expect("every place has a position")
    .value
}

/// A box that lettering fills, by its four corners in order.
type Corners = [PagePoint; 4];

/// What of a scene matters here.
#[derive(Default)]
struct Found {
    /// Id of the feature and boxes of each label.
    labels: Vec<(String, Vec<Corners>)>,
    dots: Vec<(PagePoint, f64)>,
    bodies: Vec<(Vec<PagePoint>, f64)>,
}

fn found(scene: &Scene) -> Found {
    let mut found = Found::default();
    scene.visit_groups(&mut |group: &Group| match &group.role {
        Role::Label { boxes, of, .. } => found.labels.push((of.clone(), boxes.clone())),
        Role::Marker { center, radius, .. } => found.dots.push((*center, *radius)),
        Role::Movement {
            centre_line, width, ..
        } => found.bodies.push((centre_line.clone(), *width / 2.0)),
        _ => {}
    });
    found
}

/// Corners and points along the edges, at most 2 px apart.
fn rim(corners: &Corners) -> Vec<PagePoint> {
    let edges = (0..4).map(|i| (corners[i], corners[(i + 1) % 4]));
    edges
        .flat_map(|(a, b)| {
            let steps = (a.distance(b) / 2.0).ceil().max(1.0) as usize;
            (0..steps).map(move |i| a.lerp(b, i as f64 / steps as f64))
        })
        .collect()
}

/// Whether a point lies inside a box, which may be turned.
fn contains(corners: &Corners, p: PagePoint) -> bool {
    let side = |i: usize| {
        let (a, b) = (corners[i], corners[(i + 1) % 4]);
        (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
    };
    (0..4).all(|i| side(i) >= 0.0) || (0..4).all(|i| side(i) <= 0.0)
}

/// How far a point is from a box; 0 inside.
fn away(corners: &Corners, p: PagePoint) -> f64 {
    if contains(corners, p) {
        return 0.0;
    }
    let to_edge = |i: usize| {
        let (a, b) = (corners[i], corners[(i + 1) % 4]);
        let length = a.distance(b).max(1e-9);
        let t = ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / (length * length);
        p.distance(a.lerp(b, t.clamp(0.0, 1.0)))
    };
    (0..4).map(to_edge).fold(f64::INFINITY, f64::min)
}

#[test]
fn of_150_towns_130_have_their_names_and_no_name_covers_anything() {
    let found = found(&scene());
    let towns = found
        .labels
        .iter()
        .filter(|(of, _)| of.starts_with("place-"));
    let towns = towns.count();
    assert!(towns >= 130, "{towns} of 150");
    assert_eq!(found.dots.len(), 150);
    for (i, (of, boxes)) in found.labels.iter().enumerate() {
        for (other, theirs) in &found.labels[i + 1..] {
            let meet = |a: &Corners, b: &Corners| rim(a).iter().any(|p| contains(b, *p));
            let overlap = boxes
                .iter()
                .any(|a| theirs.iter().any(|b| meet(a, b) || meet(b, a)));
            assert!(!overlap, "{of} on {other}");
        }
        for quad in boxes {
            let on_dot = found.dots.iter().any(|(p, r)| away(quad, *p) < *r);
            assert!(!on_dot, "{of} on a dot");
            for (line, half_width) in &found.bodies {
                // Tails are narrower than the half width: 45 % of it.
                let covered = line.iter().any(|p| away(quad, *p) < 0.45 * half_width);
                assert!(!covered, "{of} on an arrow");
            }
        }
    }
}
