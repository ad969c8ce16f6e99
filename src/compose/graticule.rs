//! The graticule with its degrees at the frame: off unless the campaign asks for it.

use super::context::Context;
use super::plan::Plan;
use super::polyline::Polyline;
use crate::geom::{PagePoint, PageRect};
use crate::scene::{Group, Halo, Lettering, Path, Stroke, Text, TextLine};
use crate::style::Contents;
use crate::text::Face;

/// Between the frame and the lettering, px at k = 1.
const GAP_PX: f64 = 5.0;

/// Draws meridians and parallels if `graticule` is among the base layers.
pub(super) fn draw(context: &Context<'_>, group: &mut Group) {
    if !is_wanted(context) {
        return;
    }
    let style = context.inputs.style;
    let stroke = Stroke::solid(style.base.second_text, style.lines.graticule).with_opacity(0.4);
    let view = context.inputs.view;
    for line in view.graticule(view.graticule_step()) {
        group.path(line.path, None, Some(stroke.clone()));
    }
}

/// Draws the lines' degrees, each where no arrow runs and no other stands.
pub(super) fn draw_degrees(context: &Context<'_>, plan: &Plan<'_>, group: &mut Group) {
    // A small picture has room for the lines alone.
    if !is_wanted(context) || context.inputs.preset.contents == Contents::Essential {
        return;
    }
    let view = context.inputs.view;
    let legs = plan.arrows.iter().flat_map(|a| {
        let reach = a.look.width;
        a.legs.iter().map(move |leg| (leg, reach))
    });
    let legs: Vec<_> = legs.collect();
    let is_clear = |room: PageRect| {
        let meets = |p: &PagePoint, reach: f64| room.grown(reach).contains(*p);
        !legs.iter().any(|(leg, reach)| {
            leg.resampled(*reach)
                .points()
                .iter()
                .any(|p| meets(p, *reach))
        })
    };
    let mut taken: Vec<PageRect> = Vec::new();
    for line in view.graticule(view.graticule_step()) {
        let Some((text, room)) = degrees(context, &line.label, &line.path) else {
            continue;
        };
        if is_clear(room) && taken.iter().all(|other| !other.overlaps(room)) {
            taken.push(room);
            group.text(text);
        }
    }
}

fn is_wanted(context: &Context<'_>) -> bool {
    let base = &context.inputs.campaign.map.base;
    base.iter().any(|b| b == "graticule")
}

/// A line's degrees where it meets the frame: meridians below, parallels at the left; with the box
/// that they fill.
fn degrees(context: &Context<'_>, label: &str, path: &Path) -> Option<(Text, PageRect)> {
    let inputs = &context.inputs;
    let gap = GAP_PX * inputs.preset.k;
    let (face, size) = (
        Face::Sans,
        inputs.style.lettering.scale.max(inputs.preset.least_text),
    );
    let width = inputs.fonts.measure(face, size, 0.0, label);
    let frame = inputs.view.frame;
    let is_meridian = label.ends_with(['E', 'W']);
    let at = meeting(path, frame, is_meridian)?;
    let origin = if is_meridian {
        PagePoint::new(at.x + gap, frame.y1 - gap)
    } else {
        PagePoint::new(frame.x0 + gap, at.y - gap)
    };
    let room = PageRect::new(origin.x, origin.y - size, origin.x + width, origin.y);
    let text = Text {
        face,
        size,
        fill: inputs.style.base.second_text,
        halo: Some(Halo {
            color: inputs.style.base.paper,
            width: inputs.style.lettering.halo,
        }),
        lettering: Lettering::Lines {
            lines: vec![TextLine {
                text: label.to_owned(),
                origin,
                width,
            }],
            rotate_deg: 0.0,
        },
        versions: Vec::new(),
    };
    frame.encloses(room).then_some((text, room))
}

/// Where a line meets the lower or the left edge of the frame.
fn meeting(path: &Path, frame: PageRect, lower: bool) -> Option<PagePoint> {
    path.polylines().into_iter().find_map(|(line, _)| {
        let line = Polyline::new(line);
        let crossing = line.points().windows(2).find_map(|pair| {
            let (a, b) = (pair[0], pair[1]);
            let (from, to, edge) = if lower {
                (a.y, b.y, frame.y1)
            } else {
                (a.x, b.x, frame.x0)
            };
            let t = (edge - from) / (to - from);
            ((0.0..=1.0).contains(&t)).then(|| a.lerp(b, t))
        });
        crossing.filter(|p| frame.grown(0.5).contains(*p))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_meets_the_edge_where_it_leaves_the_frame() {
        let frame = PageRect::new(0.0, 0.0, 100.0, 100.0);
        let line = |x0, y0, x1, y1| Path::line(&[PagePoint::new(x0, y0), PagePoint::new(x1, y1)]);
        let below = meeting(&line(40.0, -20.0, 60.0, 180.0), frame, true).unwrap();
        assert!((below.x - 52.0).abs() < 1e-9 && below.y == 100.0);
        let left = meeting(&line(-20.0, 30.0, 120.0, 30.0), frame, false).unwrap();
        assert_eq!((left.x, left.y), (0.0, 30.0));
        assert!(meeting(&line(-20.0, 300.0, 120.0, 300.0), frame, false).is_none());
    }
}
