//! Films with one fault each.

use super::*;
use crate::audit::toy::Toy;
use crate::audit::{self, Finding, Verdict};
use crate::scene::{Color, Path};

/// Three frames of ten days each; polity a gives way to polity b on day 15.
fn film() -> Film {
    let tenure = |id: &str, start, end| Tenure {
        id: id.to_owned(),
        start,
        end,
    };
    let mut film = Film {
        order: FilmOrder {
            first: 0,
            last: 29,
            steps: 3,
            skips_same: false,
            tenures: vec![
                tenure("polity-a", None, Some(15)),
                tenure("polity-b", Some(15), None),
            ],
        },
        stills: Vec::new(),
    };
    for (index, polity) in ["polity-a", "polity-b", "polity-b"].into_iter().enumerate() {
        let scene = scene(polity);
        let start = index as i64 * 10;
        film.stills.push(Still::new(
            &format!("000{index}"),
            (start, start + 10),
            &scene,
            None,
        ));
    }
    film
}

fn scene(polity: &str) -> Scene {
    let mut toy = Toy::good();
    let mut land = Group::new(polity).with_role(Role::Polity {
        tint: Color::new(1, 2, 3),
    });
    land.path(
        Path::rect(PageRect::new(0.0, 0.0, 9.0, 9.0)),
        Some(Color::new(1, 2, 3).into()),
        None,
    );
    toy.add(land);
    toy.scene
}

fn judge(film: &Film, id: &str) -> Finding {
    audit::film(film).into_iter().find(|f| f.id == id).unwrap()
}

#[test]
fn a_good_film_passes() {
    for found in audit::film(&film()) {
        assert_eq!(found.verdict, Verdict::Pass, "{found:?}");
    }
}

#[test]
fn a1_a_frame_too_few_or_a_gap_is_found() {
    let mut film = film();
    film.stills.remove(1);
    let found = judge(&film, "A1");
    assert_eq!(found.offenders, ["0002 does not follow on 0000"]);
    assert!(found.is_fault());
    film.stills.pop();
    assert_eq!(
        judge(&film, "A1").offenders,
        ["0000 does not show the last date"]
    );
}

#[test]
fn a2_labels_stay_where_they_are() {
    let mut film = film();
    for boxes in film.stills[2].labels.values_mut() {
        boxes[0][0].x += 1.0;
    }
    let found = judge(&film, "A2");
    assert!(
        found
            .offenders
            .contains(&"place-town: 0000 / 0002".to_owned()),
        "{found:?}"
    );
}

#[test]
fn a3_the_view_stays() {
    let mut film = film();
    film.stills[1].record.2 += 5;
    assert_eq!(judge(&film, "A3").offenders.len(), 2);
    film.stills[1].record.2 -= 5;
    film.stills[2].panels.clear();
    assert_eq!(judge(&film, "A3").offenders, ["panels: 0001 / 0002"]);
}

#[test]
fn a4_repeats_are_kept_or_last_longer() {
    let mut film = film();
    let (one, two) = (scene("polity-b"), scene("polity-b"));
    film.stills[2] = Still::new("0002", (20, 30), &one, Some(&two));
    let found = judge(&film, "A4");
    assert_eq!(
        (found.verdict, found.measured.as_str()),
        (Verdict::Pass, "1; 3")
    );
    film.order.skips_same = true;
    assert_eq!(judge(&film, "A4").offenders, ["0002"]);
    film.stills.pop();
    assert_eq!(
        judge(&film, "A4").verdict,
        Verdict::Fail,
        "a step is missing"
    );
    film.stills[1] = film.stills[1].clone().lasting(2);
    assert_eq!(judge(&film, "A4").verdict, Verdict::Pass);
}

#[test]
fn a5_never_both_and_never_neither() {
    let mut film = film();
    film.stills[1].polities.push("polity-a".to_owned());
    assert_eq!(
        judge(&film, "A5").offenders,
        ["polity-a / polity-b in 0001"]
    );
    film.stills[1].polities.clear();
    assert_eq!(judge(&film, "A5").offenders.len(), 1);
}

#[test]
fn a6_odd_sizes_cannot_be_encoded() {
    let mut film = film();
    film.stills[0].size.width = 401.0;
    assert_eq!(judge(&film, "A6").offenders, ["0000 (401 x 320)"]);
}

#[test]
fn a7_ten_does_not_come_before_two() {
    let mut film = film();
    film.stills[1].name = "2".to_owned();
    film.stills[2].name = "10".to_owned();
    assert_eq!(judge(&film, "A7").offenders, ["2 / 10"]);
}
