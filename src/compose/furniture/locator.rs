//! The locator: a globe with the map's true outline.

use crate::compose::context::Context;
use crate::geodata::{BaseLayer, Detail};
use crate::geom::{GeoRect, LonLat, PagePoint, Size};
use crate::scene::{Group, Path, Stroke};
use crate::view::Globe;

/// The globe is left out where the map is wider than this, degrees.
const WIDEST_MAP_DEG: f64 = 60.0;
/// An outline smaller than this on the globe is shown by a dot, px at k = 1.
const LEAST_MARK_PX: f64 = 8.0;
/// Room around the globe, px at k = 1.
const MARGIN_PX: f64 = 10.0;

/// The size of the globe's panel; none if the map shows so much that it needs no locator.
pub(super) fn size(context: &Context<'_>) -> Option<Size> {
    let view = context.inputs.view;
    let widest = view.width_deg();
    let side = context.inputs.style.furniture.locator + 2.0 * MARGIN_PX * context.inputs.preset.k;
    (widest <= WIDEST_MAP_DEG).then_some(Size {
        width: side,
        height: side,
    })
}

/// Draws the globe from its panel's top left corner.
pub(super) fn draw(context: &Context<'_>, at: PagePoint) -> Group {
    let style = context.inputs.style;
    let view = context.inputs.view;
    let radius = style.furniture.locator / 2.0;
    let reach = radius + MARGIN_PX * context.inputs.preset.k;
    let center = at.offset(reach, reach);
    let mut group = Group::new("locator");
    let globe = Globe::locating(view, center, radius);
    let disc = globe.disc();
    group.path(
        disc.clone(),
        Some(style.base.sea.into()),
        Some(Stroke::solid(
            style.base.paper,
            style.furniture.locator_line * 3.0,
        )),
    );
    let mut land = Path::new();
    for feature in context
        .inputs
        .basemap
        .features(BaseLayer::Land, Detail::Coarse, GeoRect::WORLD)
    {
        if let geo::Geometry::MultiPolygon(shape) = &feature.geometry {
            for polygon in shape {
                let ring = polygon
                    .exterior()
                    .coords()
                    .map(|c| LonLat::from(*c))
                    .collect();
                land.extend(&globe.rings(&[ring]));
            }
        }
    }
    group.path(
        land,
        Some(style.base.land.mixed(style.base.second_text, 0.18).into()),
        None,
    );
    group.path(
        disc,
        None,
        Some(Stroke::solid(style.base.frame, style.lines.frame)),
    );
    let outline = globe.border_of(view);
    let color = style.sides.get(1).map_or(style.base.text, |side| side.line);
    let least = LEAST_MARK_PX * context.inputs.preset.k;
    match outline.bounds() {
        Some(b) if b.width().max(b.height()) >= least => group.path(
            outline,
            None,
            Some(Stroke::solid(color, style.furniture.locator_line)),
        ),
        // Of a battlefield nothing would be left but a blot: a dot says where it is.
        _ => {
            let casing = Stroke::solid(style.base.paper, style.furniture.locator_line);
            let dot = Path::circle(center, least / 2.0);
            group.path(dot, Some(color.into()), Some(casing));
        }
    }
    group
}
