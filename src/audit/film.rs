//! Criteria of a film: A1 to A7, over all its frames.

use std::collections::BTreeMap;

use super::OfFilm;
use super::criterion::{Criterion, Judgement, Level};
use crate::geom::{PagePoint, PageRect, Size};
use crate::scene::{Group, Record, Role, Scene};

/// What was asked of a film.
#[derive(Clone, Debug, Default)]
pub struct FilmOrder {
    /// Its first day, a count of days.
    pub first: i64,
    /// Its last day.
    pub last: i64,
    /// How many years, months or days it touches.
    pub steps: usize,
    /// Whether frames like the one before are left out and last longer instead.
    pub skips_same: bool,
    /// Who held land, and when.
    pub tenures: Vec<Tenure>,
}

/// A time for which a polity holds its land.
#[derive(Clone, Debug)]
pub struct Tenure {
    /// Id of the polity's group in the scene.
    pub id: String,
    /// Its first day; none is always.
    pub start: Option<i64>,
    /// The day after its last; none is for good.
    pub end: Option<i64>,
}

/// What the criteria look at of one frame.
#[derive(Clone, Debug)]
pub struct Still {
    name: String,
    start: i64,
    end: i64,
    /// For how many steps it is shown.
    steps: usize,
    same_as_last: bool,
    size: Size,
    record: (PageRect, String, i64),
    panels: BTreeMap<String, PageRect>,
    labels: BTreeMap<String, Vec<[PagePoint; 4]>>,
    polities: Vec<String>,
}

impl Still {
    /// Notes a frame: its name, its first day and the day after its last, its scene and the one before it.
    pub fn new(
        name: &str,
        (start, end): (i64, i64),
        scene: &Scene,
        before: Option<&Scene>,
    ) -> Self {
        let mut still = Self {
            name: name.to_owned(),
            start,
            end,
            steps: 1,
            same_as_last: before.is_some_and(|before| is_same_map(scene, before)),
            size: scene.size,
            record: view(&scene.record),
            panels: BTreeMap::new(),
            labels: BTreeMap::new(),
            polities: Vec::new(),
        };
        scene.visit_groups(&mut |group| match &group.role {
            Role::Panel { rect } => {
                still.panels.insert(group.id.clone(), *rect);
            }
            Role::Label { boxes, of, .. } => {
                still.labels.insert(of.clone(), boxes.clone());
            }
            Role::Polity { .. } => still.polities.push(group.id.clone()),
            _ => {}
        });
        still
    }

    /// The same shown for more than one step.
    #[must_use]
    pub fn lasting(mut self, steps: usize) -> Self {
        self.steps = steps;
        self
    }
}

/// Frame, projection and scale, the last in a millionth of a pixel per km.
fn view(record: &Record) -> (PageRect, String, i64) {
    (
        record.frame,
        record.projection.clone(),
        (record.px_per_km * 1e6).round() as i64,
    )
}

/// Whether two frames show the same map, whatever their date.
fn is_same_map(a: &Scene, b: &Scene) -> bool {
    let is_map = |layer: &&Group| !["furniture", "clock"].contains(&layer.id.as_str());
    a.layers
        .iter()
        .filter(is_map)
        .eq(b.layers.iter().filter(is_map))
}

/// A film: what was asked, and its frames in the order in which they are shown.
#[derive(Clone, Debug)]
pub struct Film {
    /// What was asked.
    pub order: FilmOrder,
    /// Its frames.
    pub stills: Vec<Still>,
}

pub(super) const CRITERIA: [Criterion<OfFilm>; 7] = [
    Criterion {
        id: "A1",
        what: "frames from the first to the last date",
        level: Level::Must,
        judge: schedule,
    },
    Criterion {
        id: "A2",
        what: "labels that move between frames",
        level: Level::Must,
        judge: moving_labels,
    },
    Criterion {
        id: "A3",
        what: "changes of panels, scale or extent between frames",
        level: Level::Must,
        judge: moving_view,
    },
    Criterion {
        id: "A4",
        what: "frames like the one before; steps shown",
        level: Level::Must,
        judge: repeats,
    },
    Criterion {
        id: "A5",
        what: "both or neither of a polity and its successor",
        level: Level::Must,
        judge: successions,
    },
    Criterion {
        id: "A6",
        what: "width and height even",
        level: Level::Must,
        judge: even_sizes,
    },
    Criterion {
        id: "A7",
        what: "names that sort otherwise than the dates",
        level: Level::Must,
        judge: sorted_names,
    },
];

/// A1.
fn schedule(film: &Film) -> Judgement {
    let order = &film.order;
    let limit = format!("{} steps, without gap", order.steps);
    let (Some(first), Some(last)) = (film.stills.first(), film.stills.last()) else {
        return Judgement::new(limit, "no frame", false);
    };
    let steps: usize = film.stills.iter().map(|s| s.steps).sum();
    let mut offenders = Vec::new();
    if !(first.start..first.end).contains(&order.first) {
        offenders.push(format!("{} does not show the first date", first.name));
    }
    if !(last.start..last.end).contains(&order.last) {
        offenders.push(format!("{} does not show the last date", last.name));
    }
    let gaps = film.stills.windows(2).filter(|w| w[0].end != w[1].start);
    offenders.extend(gaps.map(|w| format!("{} does not follow on {}", w[1].name, w[0].name)));
    let passes = steps == order.steps && offenders.is_empty();
    Judgement::new(
        limit,
        format!("{steps} steps in {} frames", film.stills.len()),
        passes,
    )
    .with(offenders)
}

/// A2. A label that comes back is where it was.
fn moving_labels(film: &Film) -> Judgement {
    let mut seen: BTreeMap<&str, (&str, &Vec<[PagePoint; 4]>)> = BTreeMap::new();
    let mut offenders = Vec::new();
    for still in &film.stills {
        for (of, boxes) in &still.labels {
            let (first, place) = seen.entry(of).or_insert((&still.name, boxes));
            if *place != boxes {
                offenders.push(format!("{of}: {first} / {}", still.name));
            }
        }
    }
    Judgement::none(offenders)
}

/// A3.
fn moving_view(film: &Film) -> Judgement {
    let changes = film.stills.windows(2).filter_map(|w| {
        let what = if w[0].size != w[1].size {
            "size"
        } else if w[0].record != w[1].record {
            "scale or extent"
        } else if w[0].panels != w[1].panels {
            "panels"
        } else {
            return None;
        };
        Some(format!("{what}: {} / {}", w[0].name, w[1].name))
    });
    Judgement::none(changes.collect())
}

/// A4. Kept by default; where they are skipped, the frame before lasts longer instead.
fn repeats(film: &Film) -> Judgement {
    let same = film.stills.iter().filter(|s| s.same_as_last).count();
    let steps: usize = film.stills.iter().map(|s| s.steps).sum();
    let measured = format!("{same}; {steps}");
    if film.order.skips_same {
        let left: Vec<String> = film
            .stills
            .iter()
            .filter(|s| s.same_as_last)
            .map(|s| s.name.clone())
            .collect();
        let limit = format!("0; {}", film.order.steps);
        return Judgement::new(
            limit,
            measured,
            left.is_empty() && steps == film.order.steps,
        )
        .with(left);
    }
    let kept = film.stills.len() == film.order.steps && film.stills.iter().all(|s| s.steps == 1);
    Judgement::new(format!("kept; {}", film.order.steps), measured, kept)
}

/// A5. A frame shows the state at the end of its step.
fn successions(film: &Film) -> Judgement {
    let tenures = &film.order.tenures;
    let drawn = |id: &str| {
        film.stills
            .iter()
            .any(|s| s.polities.iter().any(|p| p == id))
    };
    let mut pairs = Vec::new();
    for before in tenures {
        let after = tenures
            .iter()
            .filter(|t| t.start.is_some() && t.start == before.end);
        pairs.extend(after.map(|after| (before, after)));
    }
    pairs.retain(|(before, after)| drawn(&before.id) && drawn(&after.id));
    let holds = |tenure: &Tenure, day: i64| {
        tenure.start.is_none_or(|start| start <= day) && tenure.end.is_none_or(|end| day < end)
    };
    let mut offenders = Vec::new();
    for (before, after) in pairs {
        for still in &film.stills {
            let shown = |t: &Tenure| still.polities.contains(&t.id);
            let day = still.end - 1;
            if shown(before) != holds(before, day) || shown(after) != holds(after, day) {
                offenders.push(format!("{} / {} in {}", before.id, after.id, still.name));
            }
        }
    }
    Judgement::none(offenders)
}

/// A6.
fn even_sizes(film: &Film) -> Judgement {
    let is_even = |px: f64| px.rem_euclid(2.0) == 0.0;
    let odd = film
        .stills
        .iter()
        .filter(|s| !is_even(s.size.width) || !is_even(s.size.height));
    let odd: Vec<String> = odd
        .map(|s| format!("{} ({} x {})", s.name, s.size.width, s.size.height))
        .collect();
    let size = film.stills.first().map_or_else(String::new, |s| {
        format!("{} x {}", s.size.width, s.size.height)
    });
    Judgement::new("even", size, odd.is_empty()).with(odd)
}

/// A7.
fn sorted_names(film: &Film) -> Judgement {
    let wrong = film.stills.windows(2).filter(|w| w[0].name >= w[1].name);
    Judgement::none(
        wrong
            .map(|w| format!("{} / {}", w[0].name, w[1].name))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
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
}
