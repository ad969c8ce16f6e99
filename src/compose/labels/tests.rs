//! All labels together, on maps made for it.

use super::*;
use crate::scene::Lettering;

const BLACK: Color = Color::new(0x22, 0x22, 0x22);
pub(super) const PAPER: Color = Color::new(0xfb, 0xfa, 0xf6);

pub(super) fn at(x: f64, y: f64) -> PagePoint {
    PagePoint::new(x, y)
}

pub(super) fn line(text: &str, face: Face, size: f64) -> FormLine {
    FormLine {
        text: text.to_owned(),
        face,
        size,
        spacing: 0.0,
        color: BLACK,
        halo: 3.0,
    }
}

pub(super) fn town(number: usize, spot: PagePoint, name: &str) -> Request {
    let form = Form {
        lines: vec![line(name, Face::Sans, 13.0)],
    };
    Request {
        of: format!("place-{number}"),
        rank: Rank::Town,
        standing: Standing(2),
        anchor: Anchor::Point {
            at: spot,
            radius: 3.2,
        },
        forms: vec![form],
    }
}

pub(super) fn battle(number: usize, spot: PagePoint, name: &str) -> Request {
    let title = line(&format!("{number} {name}"), Face::SansBold, 15.0);
    let date = line("18 Aug 1756", Face::Sans, 12.0);
    let forms = vec![
        Form {
            lines: vec![title.clone(), date],
        },
        Form { lines: vec![title] },
    ];
    Request {
        of: format!("battle-{number}"),
        rank: Rank::Battle,
        standing: Standing(1),
        anchor: Anchor::Point {
            at: spot,
            radius: 12.0,
        },
        forms,
    }
}

pub(super) fn markers(requests: &[Request]) -> Vec<(PagePoint, f64, String)> {
    let point = |r: &Request| match r.anchor {
        Anchor::Point { at, radius } => Some((at, radius, r.of.clone())),
        Anchor::Line { .. } | Anchor::Area { .. } => None,
    };
    requests.iter().filter_map(point).collect()
}

fn quads(placed: &Placed) -> Vec<Quad> {
    let quad = |c: &[PagePoint; 4]| {
        Quad::around(
            c[0].lerp(c[3], 0.5),
            c[1].lerp(c[2], 0.5),
            c[0].distance(c[3]),
        )
    };
    placed.boxes.iter().map(quad).collect()
}

/// How often labels lie on labels, on markers, on movements, and outside the frame.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Faults {
    label_on_label: usize,
    label_on_marker: usize,
    label_on_body: usize,
    outside: usize,
}

pub(super) fn faults(placement: &Placement, obstacles: &Obstacles) -> Faults {
    let mut found = Faults::default();
    let all: Vec<Vec<Quad>> = placement.placed.iter().map(quads).collect();
    for (i, mine) in all.iter().enumerate() {
        for theirs in &all[i + 1..] {
            let meet = |a: &Quad| theirs.iter().any(|b| a.overlaps(&b.grown(1.5)));
            found.label_on_label += usize::from(mine.iter().any(meet));
        }
        let covers =
            |(p, r, _): &&(PagePoint, f64, String)| mine.iter().any(|q| q.distance(*p) < *r);
        found.label_on_marker += obstacles.markers.iter().filter(covers).count();
        for (body, half, owner) in &obstacles.bodies {
            let shrink = if *owner == placement.placed[i].of {
                2.0
            } else {
                0.0
            };
            let touches = |q: &Quad| {
                let pairs = body.points().windows(2);
                pairs
                    .map(|w| q.grown(half - shrink).covered(w[0], w[1]))
                    .sum::<f64>()
                    > 0.0
            };
            found.label_on_body += usize::from(mine.iter().any(touches));
        }
        let frame = obstacles.frame.unwrap().grown(-5.99);
        found.outside += mine.iter().filter(|q| !frame.encloses(q.bounds())).count();
    }
    found
}

#[test]
fn a_lone_name_stands_to_the_upper_right() {
    let requests = vec![town(1, at(200.0, 200.0), "Bayanaul")];
    let obstacles = Obstacles {
        frame: Some(PageRect::new(0.0, 0.0, 400.0, 400.0)),
        markers: markers(&requests),
        ..Obstacles::default()
    };
    let placement = place(&requests, &obstacles, &Fonts::bundled(), PAPER);
    let Lettering::Lines { lines, .. } = &placement.placed[0].texts[0].lettering else {
        panic!("a straight name");
    };
    let origin = lines[0].origin;
    assert!(
        origin.x > 203.0 && origin.x < 210.0 && origin.y < 199.0 && origin.y > 190.0,
        "{origin:?}"
    );
}

/// 150 places, half of them in the theatre of war, and 20 marches between them.
pub(super) fn dense_job() -> (Vec<Request>, Obstacles) {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 11) as f64 / (1_u64 << 53) as f64
    };
    let syllables = [
        "ba", "ka", "shi", "dzun", "ta", "mir", "gor", "ol", "en", "sk", "burg", "lau",
    ];
    let mut requests: Vec<Request> = Vec::new();
    while requests.len() < 150 {
        let theatre = requests.len() % 2 == 0;
        let spread = if theatre {
            (340.0, 260.0)
        } else {
            (1120.0, 720.0)
        };
        let (x, y) = (
            (random() - 0.5) * spread.0 + 600.0,
            (random() - 0.5) * spread.1 + 400.0,
        );
        let far = |r: &Request| match r.anchor {
            Anchor::Point { at: p, .. } => p.distance(at(x, y)) > 9.0,
            Anchor::Line { .. } | Anchor::Area { .. } => true,
        };
        if !requests.iter().all(far) {
            continue;
        }
        let count = 2 + (random() * 2.5) as usize;
        let name: String = (0..count)
            .map(|_| syllables[(random() * 12.0) as usize])
            .collect();
        let name = name[..1].to_uppercase() + &name[1..];
        requests.push(town(requests.len(), at(x, y), &name));
    }
    let markers = markers(&requests);
    let mut bodies = Vec::new();
    while bodies.len() < 20 {
        let (a, b) = (
            at(random() * 1100.0 + 50.0, random() * 700.0 + 50.0),
            at(random() * 500.0 + 350.0, random() * 400.0 + 200.0),
        );
        let bend = a
            .lerp(b, 0.5)
            .offset((b.y - a.y) * 0.12, (a.x - b.x) * 0.12);
        let curve = |t: f64| a.lerp(bend, t).lerp(bend.lerp(b, t), t);
        let line = Polyline::new((0..=60).map(|i| curve(f64::from(i) / 60.0)));
        // As routing promises: clear of all markers.
        if a.distance(b) < 160.0 || markers.iter().any(|m| line.nearest(m.0).1 < 12.0) {
            continue;
        }
        bodies.push((line, 5.5, format!("movement-{}", bodies.len())));
    }
    let obstacles = Obstacles {
        frame: Some(PageRect::new(0.0, 0.0, 1200.0, 800.0)),
        markers,
        bodies,
        ..Obstacles::default()
    };
    (requests, obstacles)
}

#[test]
fn of_150_crowded_names_130_find_room_and_none_covers_anything() {
    let (requests, obstacles) = dense_job();
    let start = std::time::Instant::now();
    let placement = place(&requests, &obstacles, &Fonts::bundled(), PAPER);
    println!("{} placed in {:?}", placement.placed.len(), start.elapsed());
    assert_eq!(faults(&placement, &obstacles), Faults::default());
    assert!(placement.placed.len() >= 130, "{}", placement.placed.len());
}
