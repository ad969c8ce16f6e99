//! All labels together, on maps made for it.

mod areas;
mod dense;
mod retreat;

use super::*;
use crate::scene::Lettering;

const BLACK: Color = Color::new(0x22, 0x22, 0x22);
const PAPER: Color = Color::new(0xfb, 0xfa, 0xf6);

fn at(x: f64, y: f64) -> PagePoint {
    PagePoint::new(x, y)
}

fn line(text: &str, face: Face, size: f64) -> FormLine {
    FormLine {
        text: text.to_owned(),
        face,
        size,
        spacing: 0.0,
        color: BLACK,
        halo: 3.0,
    }
}

fn town(number: usize, spot: PagePoint, name: &str) -> Request {
    let form = Form::full(vec![line(name, Face::Sans, 13.0)]);
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

fn battle(number: usize, spot: PagePoint, name: &str) -> Request {
    let title = line(&format!("{number} {name}"), Face::SansBold, 15.0);
    let date = line("18 Aug 1756", Face::Sans, 12.0);
    let forms = vec![
        Form::full(vec![title.clone(), date]),
        Form::short(vec![title]),
        Form::key(line(&number.to_string(), Face::SansBold, 15.0)),
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

fn movement(number: usize, body: &Polyline, name: &str) -> Request {
    let text = |text: &str| line(text, Face::SansBold, 13.0);
    Request {
        of: format!("movement-{number}"),
        rank: Rank::MainMovement,
        standing: Standing(1),
        anchor: Anchor::Line {
            lines: vec![body.clone()],
            half_width: 5.5,
            gap: 3.5,
        },
        forms: vec![
            Form::full(vec![text(&format!("{name}, 1757"))]),
            Form::short(vec![text(name)]),
            Form::key(text("A")),
        ],
    }
}

fn river(course: &Polyline, name: &str) -> Request {
    let mut letters = line(name, Face::SerifItalic, 14.0);
    letters.spacing = 1.0;
    Request {
        of: "place-river".to_owned(),
        rank: Rank::Water,
        standing: Standing(2),
        anchor: Anchor::Line {
            lines: vec![course.clone()],
            half_width: 1.0,
            gap: 2.5,
        },
        forms: vec![Form::full(vec![letters])],
    }
}

fn area(rank: Rank, outline: Path, name: &str, size: f64) -> Request {
    let form = |spacing: f64| {
        let mut letters = line(name, Face::SansBold, size);
        letters.spacing = spacing * size;
        Form::full(vec![letters])
    };
    Request {
        of: "polity-x".to_owned(),
        rank,
        standing: Standing(2),
        anchor: Anchor::Area {
            outline,
            most_spacing: 0.6,
        },
        forms: vec![form(0.33), form(0.11)],
    }
}

fn on_a_page(requests: &[Request]) -> Obstacles {
    Obstacles {
        frame: Some(PageRect::new(0.0, 0.0, 600.0, 400.0)),
        markers: markers(requests),
        ..Obstacles::default()
    }
}

fn letters(placed: &Placed) -> &[(String, PagePoint, f64)] {
    match &placed.texts[0].lettering {
        Lettering::Letters { letters, .. } => letters,
        Lettering::Lines { .. } => panic!("set in one piece"),
    }
}

/// How much each letter or line is turned, degrees.
fn turns(placed: &Placed) -> Vec<f64> {
    match &placed.texts[0].lettering {
        Lettering::Letters { letters, .. } => letters.iter().map(|l| l.2).collect(),
        Lettering::Lines { rotate_deg, .. } => vec![*rotate_deg],
    }
}

/// An arc of a circle about a point, by degrees clockwise from the right.
fn arc(center: PagePoint, radius: f64, (from, to): (f64, f64)) -> Polyline {
    Polyline::new((0..=60).map(|i| {
        let turn = from + (to - from) * f64::from(i) / 60.0;
        let (sin, cos) = libm::sincos(turn.to_radians());
        center.offset(radius * cos, radius * sin)
    }))
}

fn markers(requests: &[Request]) -> Vec<(PagePoint, f64, String)> {
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
struct Faults {
    label_on_label: usize,
    label_on_marker: usize,
    label_on_body: usize,
    outside: usize,
}

fn faults(placement: &Placement, obstacles: &Obstacles) -> Faults {
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
    let obstacles = on_a_page(&requests);
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

#[test]
fn a_date_stands_under_its_battle_and_goes_before_the_name_does() {
    let requests = vec![battle(3, at(300.0, 200.0), "Kokshetau")];
    let obstacles = on_a_page(&requests);
    let texts = &place(&requests, &obstacles, &Fonts::bundled(), PAPER).placed[0].texts;
    assert_eq!(texts.len(), 2);
    let hemmed = Obstacles {
        panels: vec![
            PageRect::new(0.0, 0.0, 600.0, 182.0),
            PageRect::new(0.0, 218.0, 600.0, 400.0),
        ],
        ..obstacles
    };
    let texts = &place(&requests, &hemmed, &Fonts::bundled(), PAPER).placed[0].texts;
    assert_eq!(texts.len(), 1);
    assert_eq!(texts[0].words(), "3 Kokshetau");
}

#[test]
fn a_harbour_has_its_name_in_the_sea() {
    let requests = vec![town(1, at(300.0, 200.0), "Tyre")];
    let obstacles = Obstacles {
        water: Path::rect(PageRect::new(-10.0, -10.0, 299.0, 410.0)),
        ..on_a_page(&requests)
    };
    let placement = place(&requests, &obstacles, &Fonts::bundled(), PAPER);
    assert!(quads(&placement.placed[0])[0].bounds().x1 < 299.0);
}

#[test]
fn letters_follow_a_bend_on_its_outer_side_and_stand_upright() {
    // The same arch, marched from left to right and from right to left.
    let arch = arc(at(300.0, 330.0), 150.0, (-160.0, -20.0));
    for body in [arch.clone(), arch.reversed()] {
        let requests = vec![movement(1, &body, "Fude and Zhaohui")];
        let obstacles = Obstacles {
            bodies: vec![(body, 5.5, "movement-1".to_owned())],
            ..on_a_page(&requests)
        };
        let placement = place(&requests, &obstacles, &Fonts::bundled(), PAPER);
        assert_eq!(faults(&placement, &obstacles), Faults::default());
        let letters = letters(&placement.placed[0]);
        assert_eq!(
            placement.placed[0].texts[0].words(),
            "Fude and Zhaohui, 1757"
        );
        for pair in letters.windows(2) {
            assert!((pair[1].2 - pair[0].2).abs() <= 12.0 && pair[1].1.x > pair[0].1.x);
        }
        for (_, origin, turn) in letters {
            let away = origin.distance(at(300.0, 330.0)) - 155.5;
            assert!(
                (2.5..12.0).contains(&away) && turn.abs() < 80.0,
                "{away} {turn}"
            );
        }
    }
}

#[test]
fn where_a_river_wriggles_its_name_is_straight() {
    let corners = (0..30).map(|i| at(40.0 + 18.0 * f64::from(i), 200.0 + f64::from(i % 2) * 9.0));
    let requests = vec![river(&Polyline::new(corners), "Syr Darya")];
    let placement = place(&requests, &on_a_page(&requests), &Fonts::bundled(), PAPER);
    let letters = letters(&placement.placed[0]);
    assert!(letters.iter().all(|l| (l.2 - letters[0].2).abs() < 3.0));
    assert!(letters.iter().all(|l| l.1.y < 202.0), "above the river");
}

#[test]
fn a_movement_too_short_for_who_and_when_says_who() {
    let body = Polyline::new([at(220.0, 200.0), at(380.0, 200.0)]);
    let requests = vec![movement(1, &body, "Fude and Zhaohui")];
    let placement = place(&requests, &on_a_page(&requests), &Fonts::bundled(), PAPER);
    assert_eq!(placement.placed[0].texts[0].words(), "Fude and Zhaohui");
}

#[test]
fn a_long_march_has_its_name_along_it_and_a_short_one_beside_it() {
    let turn = |to: PagePoint| {
        let body = Polyline::new([at(100.0, 280.0), to]);
        let requests = vec![movement(1, &body, "Kabanbay and Kojaibergen")];
        let placement = place(&requests, &on_a_page(&requests), &Fonts::bundled(), PAPER);
        let text = placement.placed[0].texts[0].words();
        assert_eq!(text, "Kabanbay and Kojaibergen, 1757");
        turns(&placement.placed[0])[0]
    };
    let long = turn(at(500.0, 200.0));
    assert!((long + 11.3).abs() < 2.0, "{long}");
    assert_eq!(turn(at(130.0, 240.0)), 0.0);
}

#[test]
fn of_two_steep_marches_one_has_its_name_along_it() {
    let body = |x: f64| Polyline::new([at(x, 380.0), at(x + 20.0, 40.0)]);
    let requests = vec![
        movement(1, &body(150.0), "Fude and Zhaohui"),
        movement(2, &body(400.0), "Dardan and Khadakh"),
    ];
    let placement = place(&requests, &on_a_page(&requests), &Fonts::bundled(), PAPER);
    let steep = |p: &&Placed| turns(p).iter().any(|t| t.abs() > 60.0);
    assert_eq!(placement.placed.len(), 2);
    assert_eq!(placement.placed.iter().filter(steep).count(), 1);
}

#[test]
fn a_movements_name_may_stand_along_its_second_leg() {
    let legs = [100.0, 300.0].map(|y| Polyline::new([at(100.0, y), at(340.0, y)]));
    let mut request = movement(1, &legs[0], "Fude and Zhaohui");
    let Anchor::Line { lines, .. } = &mut request.anchor else {
        panic!("a movement is a line");
    };
    lines.push(legs[1].clone());
    let requests = vec![request];
    let obstacles = Obstacles {
        panels: vec![PageRect::new(0.0, 0.0, 600.0, 200.0)],
        ..on_a_page(&requests)
    };
    let placement = place(&requests, &obstacles, &Fonts::bundled(), PAPER);
    assert!(quads(&placement.placed[0])[0].bounds().y0 > 270.0);
    assert_eq!(placement.retreats, []);
}

#[test]
fn no_letter_of_a_spread_name_touches_an_arrow() {
    let outline = Path::rect(PageRect::new(20.0, 150.0, 580.0, 250.0));
    let requests = vec![area(Rank::GreatPolity, outline, "KAZAKH KHANATE", 21.0)];
    let tip = Polyline::new([at(560.0, 330.0), at(420.0, 196.0)]);
    let obstacles = Obstacles {
        bodies: vec![(tip, 5.5, "movement-1".to_owned())],
        ..on_a_page(&requests)
    };
    let placement = place(&requests, &obstacles, &Fonts::bundled(), PAPER);
    assert_eq!(faults(&placement, &obstacles), Faults::default());
    assert_eq!(placement.placed[0].boxes.len(), 13, "a box for each letter");
}

#[test]
fn a_name_is_never_nearer_to_another_dot() {
    let requests = vec![
        town(1, at(300.0, 200.0), "Żary"),
        town(2, at(310.0, 192.0), "Sagan"),
        town(3, at(292.0, 210.0), "Forst"),
    ];
    let obstacles = on_a_page(&requests);
    let placement = place(&requests, &obstacles, &Fonts::bundled(), PAPER);
    assert_eq!(placement.placed.len(), 3);
    for (i, placed) in placement.placed.iter().enumerate() {
        let away = |m: &(PagePoint, f64, String)| quads(placed)[0].distance(m.0);
        let own = away(&obstacles.markers[i]);
        let others = obstacles.markers.iter().map(away);
        assert!(placed.leader.is_some() || others.fold(f64::MAX, f64::min) >= own);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_placed_covers_nothing_and_stays_inside(
        spots in proptest::collection::vec((5.0..595.0_f64, 5.0..395.0_f64, 0..3_u8), 1..40),
        ends in proptest::collection::vec((0.0..600.0_f64, 0.0..400.0_f64), 2..6),
    ) {
        let mut requests: Vec<Request> = Vec::new();
        for (i, (x, y, kind)) in spots.iter().enumerate() {
            requests.push(match kind {
                0 => battle(i, at(*x, *y), "Emil River"),
                1 => town(i, at(*x, *y), "Turkestan"),
                _ => town(i, at(*x, *y), "Ög"),
            });
        }
        let mut obstacles = on_a_page(&requests);
        obstacles.panels.push(PageRect::new(400.0, 0.0, 600.0, 120.0));
        for (i, pair) in ends.windows(2).enumerate() {
            let body = Polyline::new([at(pair[0].0, pair[0].1), at(pair[1].0, pair[1].1)]);
            requests.push(movement(i, &body, "Amursana"));
            obstacles.bodies.push((body, 5.5, format!("movement-{i}")));
        }
        let placement = place(&requests, &obstacles, &Fonts::bundled(), PAPER);
        proptest::prop_assert_eq!(faults(&placement, &obstacles), Faults::default());
        proptest::prop_assert_eq!(placement.placed.len() + placement.left_out.len(), requests.len());
        let panels = obstacles.panels.iter().map(|p| Quad::upright(*p));
        for panel in panels {
            proptest::prop_assert!(placement.placed.iter().flat_map(quads).all(|q| !q.overlaps(&panel)));
        }
    }
}
