//! Hill shading: a small picture of shadow and light, stretched over the land.

use super::context::Context;
use super::hatch::{Hatch, hatch};
use super::ruling;
use crate::geodata::relief::FLAT as FLAT_SHADE;
use crate::geom::PagePoint;
use crate::scene::{Color, Group, Image, ImageFormat, Item};
use crate::style::ReliefTechnique;

/// Page px for one px of the picture: the relief is no finer than this anywhere.
const CELL_PX: f64 = 2.0;
/// Steps of shadow and of light.
const STEPS: u8 = 14;
/// Shades within this of the flat land's are left clear: plains stay clean.
const FLAT: f64 = 0.05;
/// Slopes are mostly gentle: without a gain only the highest ranges would show.
const GAIN: f64 = 2.0;

/// Draws the relief over the land of the view, if the map is to have it.
pub(super) fn draw(context: &Context<'_>, group: &mut Group) {
    if !context.has_relief() {
        return;
    }
    match context.inputs.style.relief.technique {
        ReliefTechnique::Shading => {
            if let Some(image) = context.relief() {
                group.items.push(Item::Image(image.clone()));
            }
        }
        ReliefTechnique::Ruling => ruling::draw(context, group),
    }
}

/// How deep in the shadow a slope of a shade is, 0 to 1; 0 in the light and on the flat.
pub(super) fn shadow(shade: u8) -> f64 {
    let level = level(f64::from(shade), f64::from(FLAT_SHADE));
    if level > STEPS {
        0.0
    } else {
        f64::from(level) / f64::from(STEPS)
    }
}

/// The shading of the view's land; none if all of it is flat.
pub(super) fn shading(context: &Context<'_>) -> Option<Image> {
    let view = context.inputs.view;
    let frame = view.frame;
    let (columns, rows) = (
        (frame.width() / CELL_PX) as usize,
        (frame.height() / CELL_PX) as usize,
    );
    let mut cells = vec![0_u8; columns * rows];
    let reliefs: Vec<_> = view
        .geo_window()
        .iter()
        .filter_map(|window| context.inputs.basemap.relief(*window))
        .collect();
    if reliefs.is_empty() {
        return None;
    }
    let lattice = view.lattice(frame);
    for (from, to) in land_runs(context) {
        let row = ((from.y - frame.y0) / CELL_PX) as usize;
        let first = (((from.x - frame.x0) / CELL_PX).max(0.0)) as usize;
        let last = (((to.x - frame.x0) / CELL_PX).max(0.0) as usize).min(columns);
        for column in first..last {
            let at = PagePoint::new(
                frame.x0 + (column as f64 + 0.5) * CELL_PX,
                frame.y0 + (row as f64 + 0.5) * CELL_PX,
            );
            let shade = lattice
                .position(at)
                .and_then(|p| reliefs.iter().find_map(|r| r.shade(p)));
            if let (Some(shade), Some(cell)) = (shade, cells.get_mut(row * columns + column)) {
                *cell = level(f64::from(shade), f64::from(FLAT_SHADE));
            }
        }
    }
    if cells.iter().all(|c| *c == 0) {
        return None;
    }
    Some(Image {
        rect: frame,
        format: ImageFormat::Png,
        bytes: encode(context, &cells, columns, rows)?,
    })
}

/// The stretches of the picture's rows that are land, on the page.
fn land_runs(context: &Context<'_>) -> Vec<(PagePoint, PagePoint)> {
    let frame = context.inputs.view.frame;
    let rows = hatch(
        context.land(),
        Hatch {
            angle_deg: 0.0,
            gap: CELL_PX,
        },
    );
    rows.polylines()
        .into_iter()
        .map(|(line, _)| (line[0], line[1]))
        .filter(|(a, _)| a.y >= frame.y0 && a.y < frame.y1 - CELL_PX)
        .collect()
}

/// 0 is clear, 1 to `STEPS` shadow, above that light.
fn level(shade: f64, flat: f64) -> u8 {
    let step = |t: f64| {
        ((t - FLAT) / (1.0 - FLAT) * f64::from(STEPS))
            .ceil()
            .clamp(0.0, f64::from(STEPS)) as u8
    };
    if shade < flat {
        step(GAIN * (flat - shade) / flat)
    } else {
        match step(GAIN * (shade - flat) / (255.0 - flat).max(1.0)) {
            0 => 0,
            lit => STEPS + lit,
        }
    }
}

/// A palette picture: index 0 is clear, the others shadow and light of growing strength.
fn encode(context: &Context<'_>, cells: &[u8], columns: usize, rows: usize) -> Option<Vec<u8>> {
    let look = &context.inputs.style.relief;
    let mut colors: Vec<u8> = vec![0, 0, 0];
    let mut alphas: Vec<u8> = vec![0];
    let ramps: [(Color, f64); 2] = [
        (look.shadow, look.shadow_strength),
        (look.light, look.light_strength),
    ];
    for (color, strength) in ramps {
        for step in 1..=STEPS {
            colors.extend([color.r, color.g, color.b]);
            alphas.push((f64::from(step) / f64::from(STEPS) * strength * 255.0).round() as u8);
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(
        &mut bytes,
        u32::try_from(columns).ok()?,
        u32::try_from(rows).ok()?,
    );
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(colors);
    encoder.set_trns(alphas);
    encoder.set_compression(png::Compression::Balanced);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(cells).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}
