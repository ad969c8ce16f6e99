//! A1 to A7, over all frames of a film.

use std::collections::BTreeMap;

use super::super::OfFilm;
use super::super::criterion::{Criterion, Judgement, Level};
use super::{Film, Tenure};
use crate::geom::PagePoint;

pub(in crate::audit) const CRITERIA: [Criterion<OfFilm>; 7] = [
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
