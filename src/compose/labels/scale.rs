//! Labels on pages of any scale: all that is near or far to a label is told for a page 1200 px wide, so
//! the job is brought to that scale, and what was placed back to the page's own.

use super::{Anchor, Form, Job, Obstacles, Placed, Placement, Request, place_in_time};
use crate::compose::polyline::Polyline;
use crate::geom::PagePoint;
use crate::scene::{Color, Halo, Lettering, Text};
use crate::text::Fonts;

/// Finds room for all labels on a page whose sizes are `k` times those of a page 1200 px wide.
pub fn place_at(k: f64, job: &Job, fonts: &Fonts, halo: Color) -> Placement {
    if k == 1.0 {
        return place_in_time((&job.requests, &job.obstacles), &job.times, fonts, halo);
    }
    let requests: Vec<Request> = job.requests.iter().map(|r| request(r, 1.0 / k)).collect();
    let obstacles = obstacles(&job.obstacles, 1.0 / k);
    let mut placement = place_in_time((&requests, &obstacles), &job.times, fonts, halo);
    for label in &mut placement.placed {
        grow(label, k);
    }
    placement
}

fn request(request: &Request, by: f64) -> Request {
    Request {
        of: request.of.clone(),
        rank: request.rank,
        standing: request.standing,
        anchor: anchor(&request.anchor, by),
        forms: request.forms.iter().map(|f| form(f, by)).collect(),
    }
}

fn anchor(anchor: &Anchor, by: f64) -> Anchor {
    match anchor {
        Anchor::Point { at, radius } => Anchor::Point {
            at: at.scaled(by),
            radius: radius * by,
        },
        Anchor::Line {
            lines,
            half_width,
            gap,
        } => Anchor::Line {
            lines: lines.iter().map(|line| line.scaled(by)).collect(),
            half_width: half_width * by,
            gap: gap * by,
        },
        Anchor::Area {
            outline,
            most_spacing,
        } => Anchor::Area {
            outline: outline.scaled(by),
            most_spacing: *most_spacing,
        },
    }
}

fn form(form: &Form, by: f64) -> Form {
    let mut form = form.clone();
    for line in &mut form.lines {
        line.size *= by;
        line.spacing *= by;
        line.halo *= by;
    }
    form
}

fn obstacles(obstacles: &Obstacles, by: f64) -> Obstacles {
    let markers = obstacles.markers.iter();
    let bodies = obstacles.bodies.iter();
    Obstacles {
        frame: obstacles.frame.map(|frame| frame.scaled(by)),
        panels: obstacles.panels.iter().map(|p| p.scaled(by)).collect(),
        markers: markers
            .map(|(at, radius, of)| (at.scaled(by), radius * by, of.clone()))
            .collect(),
        bodies: bodies
            .map(|(line, half, of)| (line.scaled(by), half * by, of.clone()))
            .collect(),
        lines: obstacles
            .lines
            .iter()
            .map(|l: &Polyline| l.scaled(by))
            .collect(),
        water: obstacles.water.scaled(by),
        baselines: obstacles.baselines,
    }
}

fn grow(label: &mut Placed, by: f64) {
    let scaled = |p: &mut PagePoint| *p = p.scaled(by).quantised();
    label.boxes.iter_mut().flatten().for_each(scaled);
    label.leader = label
        .leader
        .as_ref()
        .map(|l| l.mapped(|p| p.scaled(by).quantised()));
    for text in &mut label.texts {
        enlarge(text, by);
    }
}

fn enlarge(text: &mut Text, by: f64) {
    text.size *= by;
    text.halo = text.halo.map(|halo| Halo {
        width: halo.width * by,
        ..halo
    });
    match &mut text.lettering {
        Lettering::Lines { lines, .. } => {
            for line in lines {
                line.origin = line.origin.scaled(by).quantised();
                line.width *= by;
            }
        }
        Lettering::Letters { letters, .. } => {
            for (_, at, _) in letters {
                *at = at.scaled(by).quantised();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FormLine, Rank, Timetable};
    use super::*;
    use crate::geom::PageRect;
    use crate::scene::Standing;
    use crate::text::Face;

    fn job(by: f64) -> Job {
        let request = |of: &str, x: f64| Request {
            of: of.to_owned(),
            rank: Rank::Town,
            standing: Standing(2),
            anchor: Anchor::Point {
                at: PagePoint::new(x, 100.0).scaled(by),
                radius: 4.0 * by,
            },
            forms: vec![Form::full(vec![FormLine {
                text: "Kokshetau".to_owned(),
                face: Face::Sans,
                size: 13.0 * by,
                spacing: 0.0,
                color: Color::new(0, 0, 0),
                halo: 3.0 * by,
            }])],
        };
        let obstacles = Obstacles {
            frame: Some(PageRect::new(0.0, 0.0, 300.0, 200.0).scaled(by)),
            ..Obstacles::default()
        };
        Job {
            requests: vec![
                request("a", 100.0),
                request("b", 112.0),
                request("c", 285.0),
            ],
            obstacles,
            times: Timetable::default(),
        }
    }

    #[test]
    fn a_page_of_another_scale_has_the_same_labels_at_that_scale() {
        let (fonts, paper) = (Fonts::bundled(), Color::new(255, 255, 255));
        let plain = place_at(1.0, &job(1.0), &fonts, paper);
        let large = place_at(1.8, &job(1.8), &fonts, paper);
        assert_eq!((plain.placed.len(), large.placed.len()), (3, 3));
        for (small, big) in plain.placed.iter().zip(&large.placed) {
            for (a, b) in small.boxes.iter().flatten().zip(big.boxes.iter().flatten()) {
                assert!(a.scaled(1.8).distance(*b) < 0.01, "{}", small.of);
            }
            assert!((big.texts[0].size - 13.0 * 1.8).abs() < 1e-9);
        }
    }
}
