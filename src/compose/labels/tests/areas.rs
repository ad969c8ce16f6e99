//! Names of lands and lakes.

use super::*;

#[test]
fn a_lands_name_is_spread_along_its_axis_and_keeps_clear_of_battles() {
    let outline = Path::rect(PageRect::new(50.0, 100.0, 550.0, 300.0));
    let mut requests = vec![area(Rank::GreatPolity, outline, "KAZAKH KHANATE", 21.0)];
    let extent = |requests: &[Request]| {
        let obstacles = on_a_page(requests);
        let placement = place(requests, &obstacles, &Fonts::bundled(), PAPER);
        assert_eq!(faults(&placement, &obstacles), Faults::default());
        let land = placement
            .placed
            .iter()
            .find(|p| p.of == "polity-x")
            .unwrap();
        let boxes: Vec<_> = quads(land).iter().map(Quad::bounds).collect();
        (boxes[0].x0, boxes[boxes.len() - 1].x1, boxes[0].center().y)
    };
    let (x0, x1, y) = extent(&requests);
    assert!((0.55..=0.75).contains(&((x1 - x0) / 500.0)), "{x0} {x1}");
    assert!(((x0 + x1) / 2.0 - 300.0).abs() < 10.0 && (y - 200.0).abs() < 14.0);
    requests.push(battle(1, at(200.0, 200.0), "Ayagoz"));
    extent(&requests);
}

#[test]
fn a_lands_name_follows_a_slanting_axis() {
    let bar = Path::rect(PageRect::new(100.0, 160.0, 500.0, 240.0));
    let outline = bar.turned(25.0, at(300.0, 200.0));
    let requests = vec![area(Rank::GreatPolity, outline, "DZUNGARIA", 15.0)];
    let placement = place(&requests, &on_a_page(&requests), &Fonts::bundled(), PAPER);
    for letter in letters(&placement.placed[0]) {
        assert!((letter.2 - 25.0).abs() < 2.0, "{}", letter.2);
    }
}

#[test]
fn a_lands_name_bends_with_it() {
    let (outer, inner) = (
        arc(at(300.0, 420.0), 330.0, (-130.0, -50.0)),
        arc(at(300.0, 420.0), 270.0, (-50.0, -130.0)),
    );
    let ring: Vec<_> = outer
        .points()
        .iter()
        .chain(inner.points())
        .copied()
        .collect();
    let requests = vec![area(Rank::GreatPolity, Path::ring(&ring), "KHWARAZM", 18.0)];
    let placement = place(&requests, &on_a_page(&requests), &Fonts::bundled(), PAPER);
    let letters = letters(&placement.placed[0]);
    assert!(letters[letters.len() - 1].2 - letters[0].2 > 12.0);
}

#[test]
fn a_narrow_land_has_its_name_in_two_lines_and_a_tiny_one_none() {
    let fonts = Fonts::bundled();
    let outline = Path::rect(PageRect::new(200.0, 100.0, 330.0, 300.0));
    let requests = vec![area(Rank::GreatPolity, outline, "QING EMPIRE", 18.0)];
    let placement = place(&requests, &on_a_page(&requests), &fonts, PAPER);
    let mut rows: Vec<f64> = quads(&placement.placed[0])
        .iter()
        .map(|q| q.center().y.round())
        .collect();
    rows.dedup();
    assert_eq!(rows.len(), 2);
    let tiny = Path::rect(PageRect::new(200.0, 100.0, 230.0, 130.0));
    let mut requests = vec![area(Rank::SmallPolity, tiny, "QING EMPIRE", 18.0)];
    requests[0].standing = Standing(3);
    let placement = place(&requests, &on_a_page(&requests), &fonts, PAPER);
    assert_eq!(
        placement.left_out[0].reason,
        "the area has no free space for it"
    );
}

#[test]
fn a_small_lakes_name_stands_beside_it() {
    let shore = Path::circle(at(300.0, 200.0), 9.0);
    let requests = vec![area(Rank::Water, shore, "Zaysan", 14.0)];
    let placement = place(&requests, &on_a_page(&requests), &Fonts::bundled(), PAPER);
    for quad in quads(&placement.placed[0]) {
        assert!((9.0..20.0).contains(&quad.distance(at(300.0, 200.0))));
    }
}

#[test]
fn two_lands_do_not_read_as_one_name() {
    let outline = Path::rect(PageRect::new(100.0, 60.0, 500.0, 340.0));
    let mut requests = vec![
        area(Rank::Region, outline.clone(), "DZUNGARIA", 15.0),
        area(Rank::Region, outline, "TARBAGATAI", 15.0),
    ];
    requests[1].of = "polity-y".to_owned();
    let placement = place(&requests, &on_a_page(&requests), &Fonts::bundled(), PAPER);
    let middle = |i: usize| quads(&placement.placed[i])[0].center().y;
    assert!((middle(0) - middle(1)).abs() > 30.0);
}

/// A land so full of towns that its name finds no room within stands apart, tied to a free spot.
#[test]
fn the_name_of_a_crowded_land_is_tied_to_it() {
    let outline = Path::rect(PageRect::new(260.0, 160.0, 380.0, 250.0));
    let mut requests: Vec<Request> = (0..20)
        .filter(|i| ![2, 7].contains(i))
        .map(|i| {
            battle(
                i,
                at(270.0 + 25.0 * (i % 5) as f64, 168.0 + 25.0 * (i / 5) as f64),
                "",
            )
        })
        .map(|mut battle| {
            battle.forms.clear();
            battle
        })
        .collect();
    requests.push(area(Rank::GreatPolity, outline, "NEW FRANCE", 16.0));
    let land = requests.len() - 1;
    requests[land].standing = Standing(1);
    let obstacles = on_a_page(&requests);
    let placement = place(&requests, &obstacles, &Fonts::bundled(), PAPER);
    let placed = placement.placed.iter().find(|p| p.of == requests[land].of);
    eprintln!("{placed:?} {:?}", placement.left_out);
    let leader = placed.and_then(|p| p.leader.as_ref());
    let tip = leader.expect("a leader").polylines()[0].0[0];
    assert!(
        (260.0..380.0).contains(&tip.x) && (160.0..250.0).contains(&tip.y),
        "{tip:?}"
    );
    for (marker, radius, _) in &obstacles.markers {
        assert!(marker.distance(tip) > *radius, "{tip:?} at {marker:?}");
    }
}
