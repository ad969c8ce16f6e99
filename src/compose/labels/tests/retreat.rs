//! The order in which labels give way: say less, stand apart, be a number, be left out.

use super::*;

/// A page whose panels leave only some windows free.
fn walled(requests: &[Request], windows: &[PageRect]) -> Obstacles {
    let mut xs = vec![0.0, 600.0];
    let mut ys = vec![0.0, 400.0];
    for w in windows {
        xs.extend([w.x0, w.x1]);
        ys.extend([w.y0, w.y1]);
    }
    xs.sort_by(f64::total_cmp);
    ys.sort_by(f64::total_cmp);
    let cells = xs.windows(2).flat_map(|x| {
        let rows = ys.windows(2);
        rows.map(|y| PageRect::new(x[0], y[0], x[1], y[1]))
            .collect::<Vec<_>>()
    });
    let is_wall = |c: &PageRect| !windows.iter().any(|w| w.contains(c.center()));
    Obstacles {
        panels: cells.filter(is_wall).collect(),
        ..on_a_page(requests)
    }
}

fn placed_in(requests: &[Request], windows: &[PageRect]) -> Placement {
    let obstacles = walled(requests, windows);
    let placement = place(requests, &obstacles, &Fonts::bundled(), PAPER);
    assert_eq!(faults(&placement, &obstacles), Faults::default());
    placement
}

#[test]
fn with_room_nothing_is_given_up() {
    let requests = vec![battle(3, at(300.0, 200.0), "Kokshetau")];
    let placement = placed_in(&requests, &[PageRect::new(0.0, 0.0, 600.0, 400.0)]);
    assert_eq!(placement.placed[0].wording, Wording::Full);
    assert_eq!((placement.retreats, placement.left_out), (vec![], vec![]));
}

#[test]
fn first_a_battle_gives_up_its_date() {
    let requests = vec![battle(3, at(300.0, 200.0), "Kokshetau")];
    let placement = placed_in(&requests, &[PageRect::new(0.0, 182.0, 600.0, 218.0)]);
    assert_eq!(placement.placed[0].wording, Wording::Short);
    let retreat = &placement.retreats[0];
    assert_eq!(retreat.text, "3 Kokshetau 18 Aug 1756");
    assert_eq!(retreat.written, "3 Kokshetau");
    assert_eq!(retreat.step, Step::Shortened);
    assert_eq!(retreat.reason, "no free space around it");
}

#[test]
fn first_a_movement_gives_up_its_date() {
    let body = Polyline::new([at(220.0, 200.0), at(380.0, 200.0)]);
    let requests = vec![movement(1, &body, "Fude and Zhaohui")];
    let placement = placed_in(&requests, &[PageRect::new(225.0, 150.0, 375.0, 250.0)]);
    assert_eq!(placement.retreats[0].step, Step::Shortened);
    assert_eq!(placement.retreats[0].written, "Fude and Zhaohui");
}

#[test]
fn then_a_battle_stands_apart_on_a_leader() {
    let requests = vec![battle(3, at(300.0, 240.0), "Kokshetau")];
    let windows = [
        PageRect::new(284.0, 90.0, 316.0, 256.0),
        PageRect::new(0.0, 0.0, 600.0, 90.0),
    ];
    let placement = placed_in(&requests, &windows);
    assert!(placement.placed[0].leader.is_some());
    assert_eq!(placement.retreats[0].step, Step::Apart);
    assert_eq!(placement.numbered().count(), 0);
}

#[test]
fn then_a_battle_is_its_number_for_the_key() {
    let requests = vec![battle(3, at(300.0, 200.0), "Kokshetau")];
    let placement = placed_in(&requests, &[PageRect::new(270.0, 170.0, 334.0, 230.0)]);
    assert_eq!(placement.placed[0].wording, Wording::Key);
    let entry = placement.numbered().next().unwrap();
    assert_eq!(
        (entry.of.as_str(), entry.written.as_str()),
        ("battle-3", "3")
    );
    assert_eq!(entry.text, "3 Kokshetau 18 Aug 1756");
    assert_eq!(entry.reason, "no free space around it");
}

#[test]
fn then_a_movement_is_a_letter_for_the_key() {
    let body = Polyline::new([at(220.0, 200.0), at(380.0, 200.0)]);
    let requests = vec![movement(1, &body, "Fude and Zhaohui")];
    let placement = placed_in(&requests, &[PageRect::new(280.0, 170.0, 320.0, 210.0)]);
    let entry = placement.numbered().next().unwrap();
    assert_eq!((entry.written.as_str(), entry.step), ("A", Step::Numbered));
}

#[test]
fn at_last_it_is_left_out_with_the_reason() {
    let requests = vec![battle(3, at(300.0, 200.0), "Kokshetau")];
    let placement = placed_in(&requests, &[PageRect::new(286.0, 186.0, 314.0, 214.0)]);
    let left_out = &placement.left_out[0];
    assert_eq!(left_out.text, "3 Kokshetau 18 Aug 1756");
    assert_eq!(left_out.reason, "no free space around it");
    assert_eq!(left_out.standing, Standing(1));
}

#[test]
fn who_takes_the_room_is_told() {
    let mut requests = vec![
        town(1, at(300.0, 196.0), "Bayanaul"),
        town(2, at(300.0, 206.0), "Turkestan"),
    ];
    requests[1].standing = Standing(3);
    let placement = placed_in(&requests, &[PageRect::new(295.0, 187.0, 420.0, 212.0)]);
    assert_eq!(placement.left_out[0].text, "Turkestan");
    assert_eq!(placement.left_out[0].reason, "`Bayanaul` takes its room");
}

#[test]
fn a_name_without_room_close_by_gets_a_leader_unless_it_matters_little() {
    let mut requests = vec![town(1, at(300.0, 200.0), "Bayanaul")];
    let wall = |x: f64| {
        let line = Polyline::new([at(x, 150.0), at(x, 250.0)]);
        (line, 3.0, "movement-x".to_owned())
    };
    let obstacles = Obstacles {
        bodies: [286.0, 314.0].map(wall).to_vec(),
        panels: vec![PageRect::new(286.0, 206.0, 314.0, 250.0)],
        ..on_a_page(&requests)
    };
    let narrow = |requests: &[Request]| place(requests, &obstacles, &Fonts::bundled(), PAPER);
    assert!(narrow(&requests).placed[0].leader.is_some());
    requests[0].standing = Standing(3);
    let left_out = &narrow(&requests).left_out;
    assert_eq!(left_out[0].text, "Bayanaul");
    assert_eq!(left_out[0].reason, "no free space around it");
}

#[test]
fn the_name_of_a_land_too_small_for_it_stands_across_its_rim_rather_than_beside_it() {
    let tiny = PageRect::new(290.0, 190.0, 330.0, 220.0);
    let mut requests = vec![area(
        Rank::GreatPolity,
        Path::rect(tiny),
        "GREAT BRITAIN",
        18.0,
    )];
    let page = [PageRect::new(0.0, 0.0, 600.0, 400.0)];
    for standing in [1, 2] {
        requests[0].standing = Standing(standing);
        let placement = placed_in(&requests, &page);
        let boxes = quads(&placement.placed[0]);
        assert!(boxes.iter().any(|q| tiny.contains(q.center())), "{boxes:?}");
    }
    requests[0].standing = Standing(3);
    assert_eq!(placed_in(&requests, &page).left_out.len(), 1);
}

#[test]
fn a_leader_crosses_a_movement_unless_the_name_matters_least() {
    let mut requests = vec![town(1, at(300.0, 200.0), "Bayanaul")];
    let windows = [
        PageRect::new(294.0, 90.0, 306.0, 206.0),
        PageRect::new(0.0, 0.0, 600.0, 90.0),
    ];
    let crossed = |requests: &[Request], half_width: f64| {
        let line = Polyline::new([at(250.0, 150.0), at(350.0, 150.0)]);
        let obstacles = Obstacles {
            bodies: vec![(line, half_width, "movement-x".to_owned())],
            ..walled(requests, &windows)
        };
        let placement = place(requests, &obstacles, &Fonts::bundled(), PAPER);
        placement.placed.len() == 1
    };
    assert!(crossed(&requests, 1.2) && crossed(&requests, 5.5));
    requests[0].standing = Standing(3);
    assert!(!crossed(&requests, 1.2) && !crossed(&requests, 5.5));
}

#[test]
fn a_number_may_stand_apart_too() {
    let requests = vec![battle(3, at(300.0, 240.0), "Kokshetau")];
    let windows = [
        PageRect::new(286.0, 226.0, 314.0, 254.0),
        PageRect::new(296.0, 200.0, 304.0, 226.0),
        PageRect::new(280.0, 160.0, 320.0, 200.0),
    ];
    let placement = placed_in(&requests, &windows);
    assert_eq!(placement.placed[0].wording, Wording::Key);
    assert!(placement.placed[0].leader.is_some());
}
