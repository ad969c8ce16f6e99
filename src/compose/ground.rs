//! Roads, streams, ridges, woods that the file itself gives, for maps on which the base has nothing.

use super::context::Context;
use super::hatch::{Hatch, hatch};
use super::labels::{Anchor, Form, FormLine, Rank, Request};
use super::overlay;
use super::polyline::Polyline;
use super::signs;
use super::tints;
use crate::campaign::{GroundCourse, GroundFeature, GroundKind};
use crate::geom::PagePoint;
use crate::scene::{Color, Group, LineCap, Path, Standing, Stroke};
use crate::text::Face;

/// A sketched line loses its corners in so many cuts.
const CUTS: usize = 3;
/// Edges longer than this, px, belong to a sketched area, whose corners are rounded.
const SKETCHED_PX: f64 = 6.0;

/// Woods, marshes, villages and ponds.
pub(super) fn draw_areas(context: &Context<'_>, group: &mut Group) {
    for feature in shown(context) {
        if let Some(area) = area(context, feature) {
            let mut drawn = named(context, feature);
            draw_area(context, feature.kind, &area, &mut drawn);
            group.group(drawn);
        }
    }
}

/// Ridges and streams, then roads over them.
pub(super) fn draw_lines(context: &Context<'_>, group: &mut Group) {
    let mut features: Vec<&GroundFeature> = shown(context).collect();
    features.sort_by_key(|f| std::cmp::Reverse(level(f.kind)));
    for feature in features {
        if let Some(line) = line(context, feature) {
            let mut drawn = named(context, feature);
            draw_line(context, feature.kind, &line, &mut drawn);
            group.group(drawn);
        }
    }
}

/// What lies over what: roads over streams, streams over ridges.
fn level(kind: GroundKind) -> u8 {
    match kind {
        GroundKind::Works => 0,
        GroundKind::Railway => 1,
        GroundKind::Road => 2,
        GroundKind::Track => 3,
        GroundKind::Stream => 4,
        GroundKind::Ridge => 5,
        GroundKind::Wood | GroundKind::Marsh | GroundKind::BuiltUp | GroundKind::Water => 6,
    }
}

/// The kinds that are drawn at the moment, each once, for the legend.
pub(super) fn kinds(context: &Context<'_>) -> Vec<GroundKind> {
    let mut kinds: Vec<GroundKind> = shown(context).map(|f| f.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The lines that labels had better not lie on.
pub(super) fn lines(context: &Context<'_>) -> Vec<Polyline> {
    let lines = shown(context).filter_map(|f| line(context, f));
    lines
        .flat_map(|path| path.polylines())
        .map(|(points, _)| Polyline::new(points))
        .collect()
}

/// Names along lines and in areas.
pub(super) fn requests(context: &Context<'_>) -> Vec<Request> {
    let named = shown(context).filter(|f| !f.name.is_empty());
    named.filter_map(|f| request(context, f)).collect()
}

fn request(context: &Context<'_>, feature: &GroundFeature) -> Option<Request> {
    let style = context.inputs.style;
    let is_water = matches!(feature.kind, GroundKind::Stream | GroundKind::Water);
    let (face, size, color) = if is_water {
        (
            Face::SerifItalic,
            style.lettering.water,
            style.base.water_text,
        )
    } else {
        (
            Face::SansItalic,
            style.lettering.mountains,
            style.base.second_text,
        )
    };
    let text = FormLine {
        text: context.name(&feature.name, &feature.names).to_owned(),
        face,
        size,
        spacing: 0.0,
        color,
        halo: style.lettering.halo,
    };
    let anchor = match line(context, feature) {
        Some(path) => Anchor::Line {
            lines: vec![longest_part(context, &path)?],
            half_width: style.ground.road / 2.0,
            gap: 2.5 * context.inputs.preset.k,
        },
        None => Anchor::Area {
            outline: area(context, feature)?,
            most_spacing: 0.2,
        },
    };
    Some(Request {
        of: format!("feature-{}", feature.id),
        rank: if is_water {
            Rank::Water
        } else {
            Rank::Mountains
        },
        standing: Standing(3),
        anchor,
        forms: vec![Form::full(vec![text])],
    })
}

/// The longest stretch of a line within the frame.
fn longest_part(context: &Context<'_>, path: &Path) -> Option<Polyline> {
    let frame = Path::rect(context.inputs.view.frame);
    let inside = overlay::lines_inside(path, &frame);
    let parts = inside.polylines().into_iter();
    parts
        .map(|(points, _)| Polyline::new(points))
        .filter(|line| !line.is_degenerate())
        .max_by(|a, b| {
            crate::geom::quantise(a.length()).total_cmp(&crate::geom::quantise(b.length()))
        })
}

fn shown<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a GroundFeature> {
    let features = context.inputs.campaign.features.iter();
    let present: Vec<&GroundFeature> = features
        .filter(|f| context.holds(f.when.as_ref()))
        .collect();
    present.into_iter()
}

fn named(context: &Context<'_>, feature: &GroundFeature) -> Group {
    let title = context.name(&feature.name, &feature.names).to_owned();
    let mut group = Group::new(format!("feature-{}", feature.id))
        .with_title(title)
        .with_sign(signs::ground(feature.kind));
    tints::facts(&mut group, context, &feature.provenance);
    group
}

fn area(context: &Context<'_>, feature: &GroundFeature) -> Option<Path> {
    let GroundCourse::Area(id) = feature.course else {
        return None;
    };
    let outline = context
        .inputs
        .view
        .area(&context.inputs.campaign.area(id).shape);
    let sharp = feature.kind == GroundKind::BuiltUp;
    let outline = if sharp {
        outline
    } else {
        overlay::rounded(&outline, (CUTS, SKETCHED_PX), |p| {
            context.inputs.view.frame.contains(p)
        })
    };
    (!outline.is_empty()).then_some(outline)
}

fn line(context: &Context<'_>, feature: &GroundFeature) -> Option<Path> {
    let GroundCourse::Line(positions) = &feature.course else {
        return None;
    };
    let straight = context.inputs.view.line(positions);
    let is_built = matches!(feature.kind, GroundKind::Road | GroundKind::Works);
    if is_built {
        return (!straight.is_empty()).then_some(straight);
    }
    let mut smooth = Path::new();
    for (points, _) in straight.polylines() {
        smooth.extend_line(&smoothed(points));
    }
    (!smooth.is_empty()).then_some(smooth)
}

/// An open line with its corners cut: Chaikin (1974), "An algorithm for high-speed curve generation".
fn smoothed(mut line: Vec<PagePoint>) -> Vec<PagePoint> {
    for _ in 0..CUTS {
        let (Some(first), Some(last)) = (line.first().copied(), line.last().copied()) else {
            break;
        };
        let cuts = line
            .windows(2)
            .flat_map(|leg| [leg[0].lerp(leg[1], 0.25), leg[0].lerp(leg[1], 0.75)]);
        line = std::iter::once(first).chain(cuts).chain([last]).collect();
    }
    line.into_iter().map(PagePoint::quantised).collect()
}

/// Draws an area as the map and the legend show it.
pub(super) fn draw_area(context: &Context<'_>, kind: GroundKind, area: &Path, group: &mut Group) {
    let look = &context.inputs.style.ground;
    let base = &context.inputs.style.base;
    let fill = |color: Color, edge: Color, group: &mut Group| {
        let edge = Stroke::solid(edge, look.edge);
        group.path(area.clone(), Some(color.into()), Some(edge));
    };
    match kind {
        GroundKind::Wood => fill(look.wood, look.wood_edge, group),
        GroundKind::BuiltUp => fill(look.built_up, look.built_up_edge, group),
        GroundKind::Water => fill(base.lake, base.shore, group),
        GroundKind::Marsh => {
            let how = Hatch {
                angle_deg: 0.0,
                gap: look.marsh_gap,
            };
            let reeds = Stroke::solid(base.river, look.edge).dashed(&look.marsh_dash);
            group.path(hatch(area, how), None, Some(reeds));
        }
        GroundKind::Road
        | GroundKind::Track
        | GroundKind::Railway
        | GroundKind::Stream
        | GroundKind::Ridge
        | GroundKind::Works => {}
    }
}

/// Draws a line as the map and the legend show it.
pub(super) fn draw_line(context: &Context<'_>, kind: GroundKind, line: &Path, group: &mut Group) {
    let style = context.inputs.style;
    let look = &style.ground;
    let solid = |color, width| Stroke::solid(color, width).with_cap(LineCap::Round);
    match kind {
        GroundKind::Road => {
            let bed = solid(look.road_edge, look.road + 2.0 * look.edge);
            group.path(line.clone(), None, Some(bed));
            let surface = solid(style.base.paper, look.road);
            group.path(line.clone(), None, Some(surface));
        }
        GroundKind::Track => {
            let stroke = Stroke::solid(look.road_edge, look.track).dashed(&look.track_dash);
            group.path(line.clone(), None, Some(stroke));
        }
        GroundKind::Stream => {
            let stroke = solid(style.base.river, style.lines.river[1]);
            group.path(line.clone(), None, Some(stroke));
        }
        GroundKind::Railway => {
            group.path(line.clone(), None, Some(solid(look.railway, look.edge)));
            let sleepers = ticks(line, (-look.sleeper, look.sleeper), 3.0 * look.sleeper);
            group.path(sleepers, None, Some(solid(look.railway, look.edge)));
        }
        GroundKind::Ridge => {
            let stroke = Stroke::solid(look.ridge, look.edge);
            for side in [1.0, -1.0] {
                let from_to = (side * look.crest, side * (look.crest + look.hachure));
                let slope = ticks(line, from_to, look.hachure_gap);
                group.path(slope, None, Some(stroke.clone()));
            }
        }
        GroundKind::Works => {
            group.path(line.clone(), None, Some(solid(look.works, look.wall)));
            let teeth = ticks(line, (0.0, 2.0 * look.wall), 3.0 * look.wall);
            group.path(teeth, None, Some(Stroke::solid(look.works, look.edge)));
        }
        GroundKind::Wood | GroundKind::Marsh | GroundKind::BuiltUp | GroundKind::Water => {}
    }
}

/// Short strokes across a line, from one distance to the left of it to another, `gap` px apart.
fn ticks(line: &Path, (from, to): (f64, f64), gap: f64) -> Path {
    let mut ticks = Path::new();
    for (points, _) in line.polylines() {
        let line = Polyline::new(points);
        let count = (line.length() / gap) as usize;
        for i in 0..count {
            let spot = line.smooth_at(gap * (i as f64 + 0.5), gap);
            ticks.extend_line(&[spot.left(from).quantised(), spot.left(to).quantised()]);
        }
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_stand_across_the_line_at_even_distances() {
        let line = Path::line(&[PagePoint::new(0.0, 0.0), PagePoint::new(20.0, 0.0)]);
        let strokes = ticks(&line, (1.0, 4.0), 5.0).polylines();
        assert_eq!(strokes.len(), 4);
        assert_eq!(
            strokes[0].0,
            [PagePoint::new(2.5, -1.0), PagePoint::new(2.5, -4.0)]
        );
    }

    #[test]
    fn smoothing_keeps_the_ends_and_stays_within_the_corners() {
        let corner = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)];
        let line = smoothed(corner.map(|(x, y)| PagePoint::new(x, y)).to_vec());
        assert_eq!(line[0], PagePoint::new(0.0, 0.0));
        assert_eq!(line[line.len() - 1], PagePoint::new(10.0, 10.0));
        assert!(line.iter().all(|p| p.x <= 10.0 && p.y >= 0.0));
        assert!(line.iter().all(|p| *p != PagePoint::new(10.0, 0.0)));
    }
}
