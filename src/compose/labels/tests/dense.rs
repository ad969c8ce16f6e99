//! As many names as a map can bear, and more.

use super::*;

/// Random numbers from 0 to 1 from a fixed seed (xorshift64).
fn random_numbers() -> impl FnMut() -> f64 {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// 150 places, every other one in the theatre of war.
fn dense_places(random: &mut impl FnMut() -> f64) -> Vec<Request> {
    let syllables = [
        "ba", "ka", "shi", "dzun", "ta", "mir", "gor", "ol", "en", "sk", "burg", "lau",
    ];
    let mut places: Vec<Request> = Vec::new();
    while places.len() < 150 {
        let spread = if places.len().is_multiple_of(2) {
            (340.0, 260.0)
        } else {
            (1120.0, 720.0)
        };
        let (x, y) = ((random() - 0.5) * spread.0, (random() - 0.5) * spread.1);
        let spot = at(x + 600.0, y + 400.0);
        if markers(&places).iter().any(|m| m.0.distance(spot) < 9.0) {
            continue;
        }
        let count = 2 + (random() * 2.5) as usize;
        let name: String = (0..count)
            .map(|_| syllables[(random() * 12.0) as usize])
            .collect();
        let name = name[..1].to_uppercase() + &name[1..];
        places.push(town(places.len(), spot, &name));
    }
    places
}

/// 150 places and 20 marches between them, clear of all of them as routing promises.
fn dense_job() -> (Vec<Request>, Obstacles) {
    let mut random = random_numbers();
    let mut requests = dense_places(&mut random);
    let markers = markers(&requests);
    let mut bodies = Vec::new();
    while bodies.len() < 20 {
        let a = at(random() * 1100.0 + 50.0, random() * 700.0 + 50.0);
        let b = at(random() * 500.0 + 350.0, random() * 400.0 + 200.0);
        let bend = a
            .lerp(b, 0.5)
            .offset((b.y - a.y) * 0.12, (a.x - b.x) * 0.12);
        let curve = |t: f64| a.lerp(bend, t).lerp(bend.lerp(b, t), t);
        let line = Polyline::new((0..=60).map(|i| curve(f64::from(i) / 60.0)));
        if a.distance(b) < 160.0 || markers.iter().any(|m| line.nearest(m.0).1 < 12.0) {
            continue;
        }
        requests.push(movement(bodies.len(), &line, "Fude and Zhaohui"));
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
    let placement = place(&requests, &obstacles, &Fonts::bundled(), PAPER);
    assert_eq!(faults(&placement, &obstacles), Faults::default());
    let points = placement
        .placed
        .iter()
        .filter(|p| p.of.starts_with("place"));
    let (all, points) = (placement.placed.len(), points.count());
    assert!(points >= 130 && all - points == 20, "{points} of {all}");
}
