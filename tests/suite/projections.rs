//! Projections and views, end to end.

use std::collections::BTreeMap;

use proptest::prelude::*;
use theatrum::geom::{GeoRect, LonLat, PagePoint, PageRect, Size, distance_km};
use theatrum::projection::{Keep, Projection};
use theatrum::scene::{Command, Path};
use theatrum::view::{Globe, PageLayout, View};

const WIDTH: f64 = 1200.0;
const HEIGHT: f64 = 800.0;

fn layout() -> PageLayout {
    PageLayout {
        page: Size {
            width: WIDTH,
            height: HEIGHT,
        },
        frame: PageRect::new(0.0, 0.0, WIDTH, HEIGHT),
        k: 1.0,
    }
}

fn rect(west: f64, south: f64, east: f64, north: f64) -> GeoRect {
    GeoRect {
        west,
        south,
        east,
        north,
    }
}

fn chosen(extent: GeoRect) -> View {
    View::of(Projection::choose(extent, Keep::Shapes), extent, &layout())
}

/// A projection from `name key=value key=value`.
fn projection(text: &str, extent: GeoRect) -> Projection {
    let mut words = text.split_whitespace();
    let name = words.next().unwrap_or_default();
    let pairs = words.filter_map(|w| w.split_once('='));
    let parameters: BTreeMap<String, f64> = pairs
        .map(|(key, value)| (key.to_owned(), value.parse().expect("a number")))
        .collect();
    Projection::named(name, &parameters, extent).expect("a projection")
}

fn ring(points: &[(f64, f64)]) -> Vec<LonLat> {
    let positions = points.iter().map(|&(lon, lat)| LonLat::new(lon, lat));
    positions.collect()
}

fn points(path: &Path) -> Vec<PagePoint> {
    let ends = path.commands.iter().filter_map(|c| match *c {
        Command::MoveTo(p) | Command::LineTo(p) | Command::CurveTo(_, _, p) => Some(p),
        Command::Close => None,
    });
    ends.collect()
}

/// How often the path winds around the points of one row of the page.
fn windings(rings: &[(Vec<PagePoint>, bool)], xs: &[f64], y: f64) -> Vec<i32> {
    let mut crossings: Vec<(f64, i32)> = Vec::new();
    for (ring, _) in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if (a.y <= y) != (b.y <= y) {
                let x = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
                crossings.push((x, if b.y > a.y { 1 } else { -1 }));
            }
        }
    }
    let winding = |x: &f64| crossings.iter().filter(|c| c.0 < *x).map(|c| c.1).sum();
    xs.iter().map(winding).collect()
}

/// The part of the frame in which a filled path and a shape on the globe disagree.
fn disagreement(view: &View, path: &Path, holds: &dyn Fn(f64, f64) -> bool) -> f64 {
    const COLUMNS: u32 = 120;
    const ROWS: u32 = 80;
    let rings = path.polylines();
    let xs: Vec<f64> = (0..COLUMNS)
        .map(|i| (f64::from(i) + 0.43) * WIDTH / f64::from(COLUMNS))
        .collect();
    let mut wrong = 0;
    for j in 0..ROWS {
        let y = (f64::from(j) + 0.57) * HEIGHT / f64::from(ROWS);
        for (x, winding) in xs.iter().zip(windings(&rings, &xs, y)) {
            let expected = view
                .unproject(PagePoint::new(*x, y))
                .is_some_and(|p| holds((p.lon + 180.0).rem_euclid(360.0) - 180.0, p.lat));
            wrong += u32::from(expected != (winding != 0));
        }
    }
    f64::from(wrong) / f64::from(COLUMNS * ROWS)
}

#[test]
fn projections_agree_with_proj_to_a_millimetre() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projections");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of tables")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    assert_eq!(files.len(), 10, "one table for each projection");
    for file in files {
        let table = std::fs::read_to_string(&file).expect("a table");
        let head = table.lines().next().and_then(|l| l.strip_prefix("# "));
        let projection = projection(head.expect("a head"), GeoRect::WORLD);
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let row: Vec<f64> = line.split('\t').filter_map(|w| w.parse().ok()).collect();
            let p = LonLat::new(row[0], row[1]);
            let q = projection
                .forward(p)
                .unwrap_or_else(|| panic!("{file:?}: {line}"));
            let off = (q.x - row[2]).abs().max((q.y - row[3]).abs());
            assert!(off < 0.001, "{file:?}: {line}: off by {off} m");
            let back = projection
                .inverse(q)
                .unwrap_or_else(|| panic!("{file:?}: {line}"));
            assert!(distance_km(p, back) < 1e-5, "{file:?}: {line}: {back:?}");
        }
    }
}

/// The projections in which the hard cases are drawn, and the part of the globe shown.
const PROJECTIONS: [(&str, [f64; 4]); 8] = [
    (
        "lambert-conformal-conic lon0=100 lat1=30 lat2=60",
        [-80.0, -10.0, 280.0, 90.0],
    ),
    ("mercator lon0=180", [0.0, -80.0, 360.0, 83.0]),
    ("equal-earth lon0=180", [0.0, -90.0, 360.0, 90.0]),
    (
        "equirectangular lon0=0 lat1=0",
        [-180.0, -90.0, 180.0, 90.0],
    ),
    (
        "polar-stereographic lon0=30 lat1=70",
        [-180.0, 20.0, 180.0, 90.0],
    ),
    (
        "lambert-azimuthal-equal-area lon0=170 lat0=40",
        [-180.0, -90.0, 180.0, 90.0],
    ),
    (
        "orthographic lon0=-160 lat0=-40",
        [-180.0, -90.0, 180.0, 90.0],
    ),
    (
        "albers lon0=10 lat1=20 lat2=50",
        [-170.0, -30.0, 190.0, 90.0],
    ),
];

type Holds = Box<dyn Fn(f64, f64) -> bool>;

/// Rings that trip maps up, each with what it encloses.
#[expect(clippy::too_many_lines, reason = "a table, one case after the other")]
fn hard_rings() -> Vec<(&'static str, Vec<Vec<LonLat>>, Holds)> {
    let square = |w: f64, s: f64, e: f64, n: f64| ring(&[(w, s), (e, s), (e, n), (w, n), (w, s)]);
    let around = |lat: f64, step: f64| -> Vec<LonLat> {
        (0..=18)
            .map(|i| LonLat::new(-175.0 + step * f64::from(i), lat))
            .collect()
    };
    let mut backwards = square(100.0, -20.0, 140.0, 50.0);
    backwards.reverse();
    let hole = square(110.0, 0.0, 130.0, 30.0);
    let coast = [
        (-180.0, -90.0),
        (-180.0, -65.0),
        (-60.0, -75.0),
        (60.0, -65.0),
        (180.0, -65.0),
        (180.0, -90.0),
    ];
    let shore = |lon: f64| match lon {
        l if l < -60.0 => -65.0 - 10.0 * (l + 180.0) / 120.0,
        l if l < 60.0 => -75.0 + 10.0 * (l + 60.0) / 120.0,
        _ => -65.0,
    };
    let east = |lon: f64| lon.rem_euclid(360.0);
    vec![
        (
            "up to +180",
            vec![square(140.0, 10.0, 180.0, 70.0)],
            Box::new(|x, y| x > 140.0 && y > 10.0 && y < 70.0),
        ),
        (
            "from -180",
            vec![square(-180.0, -60.0, -140.0, 50.0)],
            Box::new(|x, y| x < -140.0 && y > -60.0 && y < 50.0),
        ),
        (
            "beyond 180",
            vec![square(160.0, -50.0, 215.0, 60.0)],
            Box::new(move |x, y| east(x) > 160.0 && east(x) < 215.0 && y > -50.0 && y < 60.0),
        ),
        (
            "across, written -170",
            vec![square(170.0, -50.0, -150.0, 60.0)],
            Box::new(move |x, y| east(x) > 170.0 && east(x) < 210.0 && y > -50.0 && y < 60.0),
        ),
        (
            "around the north pole",
            vec![around(55.0, 20.0)],
            Box::new(|_, y| y > 55.0),
        ),
        (
            "around it, westwards",
            vec![around(55.0, -20.0)],
            Box::new(|_, y| y > 55.0),
        ),
        (
            "Antarctica",
            vec![ring(&coast)],
            Box::new(move |x, y| y < shore(x)),
        ),
        (
            "the whole world",
            vec![square(-180.0, -90.0, 180.0, 90.0)],
            Box::new(|_, _| true),
        ),
        (
            "a ring to 89.999999",
            vec![ring(&[(0.0, 30.0), (80.0, 30.0), (40.0, 89.999_999)])],
            Box::new(|x, y| {
                x > 0.0
                    && x < 80.0
                    && y > 30.0
                    && (x - 40.0).abs() < 40.0 * (89.999_999 - y) / 59.999_999
            }),
        ),
        (
            "a reversed ring with a hole",
            vec![backwards, hole],
            Box::new(|x, y| {
                x > 100.0
                    && x < 140.0
                    && y > -20.0
                    && y < 50.0
                    && !(x > 110.0 && x < 130.0 && y > 0.0 && y < 30.0)
            }),
        ),
        (
            "the world but a square",
            vec![
                square(-180.0, -90.0, 180.0, 90.0),
                square(-20.0, -20.0, 20.0, 60.0),
            ],
            Box::new(|x, y| !(x > -20.0 && x < 20.0 && y > -20.0 && y < 60.0)),
        ),
    ]
}

#[test]
fn hard_rings_fill_what_they_enclose_in_every_projection() {
    for (name, [west, south, east, north]) in PROJECTIONS {
        let extent = rect(west, south, east, north);
        let view = View::of(projection(name, extent), extent, &layout());
        for (case, rings, holds) in hard_rings() {
            let path = view.rings(&rings);
            for p in points(&path) {
                assert!(p.x.is_finite() && p.y.is_finite(), "{case} in {name}");
                assert!(
                    view.frame.grown(61.0).contains(p),
                    "{case} in {name}: {p:?}"
                );
            }
            let domain_holds = |lon: f64, lat: f64| {
                view.projection.forward(LonLat::new(lon, lat)).is_some() && holds(lon, lat)
            };
            let wrong = disagreement(&view, &path, &domain_holds);
            assert!(
                wrong < 0.004,
                "{case} in {name}: {:.2} % wrong",
                wrong * 100.0
            );
        }
    }
}

#[test]
fn a_line_to_the_pole_stays_where_it_should() {
    let line = ring(&[
        (30.0, 20.0),
        (60.0, 89.999_999),
        (200.0, 50.0),
        (-170.0, 10.0),
    ]);
    for (name, [west, south, east, north]) in PROJECTIONS {
        let extent = rect(west, south, east, north);
        let view = View::of(projection(name, extent), extent, &layout());
        for (piece, _) in view.line(&line).polylines() {
            for pair in piece.windows(2) {
                let middle = pair[0].lerp(pair[1], 0.5);
                let Some(p) = view.unproject(middle) else {
                    continue;
                };
                let strays = line
                    .windows(2)
                    .map(|ends| off_segment(p, ends[0], ends[1]))
                    .fold(f64::INFINITY, f64::min);
                let px = strays * 111.2 * view.scale();
                assert!(px < 3.0, "{name}: {p:?} is {px:.1} px off");
            }
        }
    }
}

/// Degrees between a position and a segment, longitudes shortened by latitude.
fn off_segment(p: LonLat, a: LonLat, b: LonLat) -> f64 {
    let near = |lon: f64, to: f64| lon - 360.0 * ((lon - to) / 360.0).round();
    let (b_lon, p_lon) = (
        near(b.lon, a.lon),
        near(p.lon, (a.lon + near(b.lon, a.lon)) / 2.0),
    );
    let squeeze = libm::cos(p.lat.to_radians());
    let (dx, dy) = ((b_lon - a.lon) * squeeze, b.lat - a.lat);
    let (px, py) = ((p_lon - a.lon) * squeeze, p.lat - a.lat);
    let t = ((px * dx + py * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
    libm::hypot(px - t * dx, py - t * dy)
}

#[test]
fn a_parallel_is_drawn_as_a_curve_of_few_points() {
    let steppe = chosen(rect(64.0, 41.0, 94.0, 56.0));
    let path = steppe.line(&ring(&[(60.0, 49.0), (98.0, 49.0)]));
    let points = points(&path);
    assert!((8..60).contains(&points.len()), "{}", points.len());
    for p in points {
        let at = steppe.unproject(p).unwrap();
        assert!((at.lat - 49.0).abs() < 0.002, "{at:?}");
    }
}

#[test]
fn no_chord_strays_more_than_a_third_of_a_pixel() {
    let view = chosen(rect(60.0, 30.0, 140.0, 75.0));
    for lat in [35.0, 55.0, 70.0] {
        for (piece, _) in view.line(&ring(&[(50.0, lat), (150.0, lat)])).polylines() {
            for pair in piece.windows(2) {
                for t in [0.25, 0.5, 0.75] {
                    let chord = pair[0].lerp(pair[1], t);
                    let on = view.unproject(chord).unwrap();
                    let off = chord.distance(view.project(LonLat::new(on.lon, lat)).unwrap());
                    assert!(off < 0.31, "{off} px at {lat}");
                }
            }
        }
    }
}

#[test]
fn a_circle_on_the_ground_is_true_to_scale() {
    let steppe = chosen(rect(64.0, 41.0, 94.0, 56.0));
    let center = LonLat::new(78.0, 48.0);
    let middle = steppe.project(center).unwrap();
    let radius = 80.0 * steppe.px_per_km(center);
    for p in points(&steppe.circle(center, 80.0)) {
        assert!((p.distance(middle) / radius - 1.0).abs() < 0.01);
    }
}

#[test]
fn a_globe_shows_the_near_half() {
    let globe = Globe::new(LonLat::new(78.0, 48.0), PagePoint::new(100.0, 100.0), 62.0);
    let world = globe.rings(&[ring(&[
        (-180.0, -90.0),
        (180.0, -90.0),
        (180.0, 90.0),
        (-180.0, 90.0),
    ])]);
    for p in points(&world) {
        assert!(p.distance(globe.center) < 62.1, "{p:?}");
    }
    assert!(globe.project(LonLat::new(-102.0, -48.0)).is_none());
    let asia = chosen(rect(40.0, 20.0, 110.0, 65.0));
    let border = globe.border_of(&asia);
    assert!(points(&border).len() > 8, "curved, not four corners");
}

#[test]
fn the_window_holds_all_that_the_frame_shows() {
    for extent in [
        rect(64.0, 41.0, 94.0, 56.0),
        rect(165.0, -48.0, 195.0, -30.0),
        rect(-180.0, 60.0, 180.0, 90.0),
        rect(20.0, 66.0, 70.0, 84.0),
    ] {
        let view = chosen(extent);
        for i in 0..=100 {
            for j in 0..=100 {
                let at =
                    PagePoint::new(WIDTH * f64::from(i) / 100.0, HEIGHT * f64::from(j) / 100.0);
                let Some(p) = view.unproject(at) else {
                    continue;
                };
                assert!(
                    view.geo_window().iter().any(|w| w.contains(p)),
                    "{p:?} {extent:?}"
                );
            }
        }
    }
}

#[test]
fn a_projection_that_cannot_be_had_is_explained() {
    let none = BTreeMap::new();
    let error = Projection::named("mercattor", &none, GeoRect::WORLD).unwrap_err();
    assert_eq!(error.message, "unknown projection `mercattor`");
    assert_eq!(error.hints, ["use `mercator`"]);
    let cylinder = BTreeMap::from([("lat1".to_owned(), 30.0), ("lat2".to_owned(), -30.0)]);
    assert!(Projection::named("albers", &cylinder, GeoRect::WORLD).is_err());
    let error = Projection::named("equal-earth", &cylinder, GeoRect::WORLD).unwrap_err();
    assert_eq!(error.message, "the Equal Earth projection takes no `lat1`");
    assert!(Projection::named("+proj=merc +nadgrids=x", &none, GeoRect::WORLD).is_err());
    assert!(Projection::named("EPSG:3857", &none, GeoRect::WORLD).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_position_in_the_frame_comes_back_from_the_page(
        lon in -180.0..180.0_f64,
        lat in -85.0..85.0_f64,
        wide in 0.5..200.0_f64,
        tall in 0.5..80.0_f64,
        (u, v) in (0.0..1.0_f64, 0.0..1.0_f64),
    ) {
        let (south, north) = ((lat - tall / 2.0).max(-90.0), (lat + tall / 2.0).min(90.0));
        let view = chosen(rect(lon - wide / 2.0, south, lon + wide / 2.0, north));
        let at = PagePoint::new(u * WIDTH, v * HEIGHT);
        if let Some(p) = view.unproject(at) {
            let back = view.project(p).expect("an image");
            prop_assert!(back.distance(at) < 0.01, "{:?} {:?} {:?}", view.projection, at, back);
        }
    }

    #[test]
    fn no_ring_draws_outside_of_the_bleed_or_to_infinity(
        corners in prop::collection::vec((-400.0..400.0_f64, -95.0..95.0_f64), 0..12),
        which in 0..8_usize,
    ) {
        let (name, [west, south, east, north]) = PROJECTIONS[which];
        let extent = rect(west, south, east, north);
        let view = View::of(projection(name, extent), extent, &layout());
        let corners = ring(&corners);
        let mut drawn = points(&view.rings(std::slice::from_ref(&corners)));
        drawn.extend(points(&view.line(&corners)));
        drawn.extend(points(&view.coast(&[corners])));
        for p in drawn {
            prop_assert!(view.frame.grown(60.001).contains(p), "{p:?}");
        }
    }
}
