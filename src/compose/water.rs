//! Lakes, rivers and shores.

use super::context::Context;
use super::islets;
use super::polyline::Polyline;
use crate::campaign::{Place, PlaceGeometry, PlaceKind};
use crate::geodata::{BaseLayer, Detail, Feature};
use crate::geom::PagePoint;
use crate::scene::{Group, LineCap, Path, Stroke};

/// On average one river for so many px of the map's width.
const RIVER_EVERY_PX: f64 = 80.0;
/// A map of less than so many px per km has room for the greatest rivers only.
const GREAT_RIVERS_PX_PER_KM: f64 = 0.1;
/// Below so many px per km a river's line is thinner, so that continents are not cut to pieces.
const FULL_RIVER_PX_PER_KM: f64 = 0.4;
/// It keeps at least this part of its width.
const LEAST_RIVER_WIDTH: f64 = 0.45;
/// Two drawings of a river stray from each other by less than this, px at k = 1.
const SAME_RIVER_PX: f64 = 8.0;
/// Rivers shorter than this on the page do not count and are not drawn.
const LEAST_RIVER_PX: f64 = 30.0;

/// Rivers, then lakes over them, then shores.
pub(super) fn draw(context: &Context<'_>, group: &mut Group) {
    draw_rivers(context, group);
    draw_lakes(context, group);
    draw_coast(context, group);
}

fn draw_coast(context: &Context<'_>, group: &mut Group) {
    let style = context.inputs.style;
    let mut coast = Path::new();
    for feature in context.features(BaseLayer::Coast) {
        coast.extend(&lines(context, &feature));
    }
    let coast = islets::without(context, &coast);
    group.path(
        coast,
        None,
        Some(Stroke::solid(style.base.shore, style.lines.shore)),
    );
}

/// Pixels per km as on a page 1200 px wide.
fn scale(context: &Context<'_>) -> f64 {
    context.inputs.view.scale() / context.inputs.preset.k
}

fn draw_lakes(context: &Context<'_>, group: &mut Group) {
    if context.has_own_ground() || !context.has_base("lakes") {
        return;
    }
    let style = context.inputs.style;
    let least = islets::least_px2(context);
    let shore = Stroke::solid(style.base.shore, style.lines.shore);
    let (mut lasting, mut seasonal) = (Path::new(), Path::new());
    for feature in context.features(BaseLayer::Lakes) {
        let geo::Geometry::MultiPolygon(shape) = &feature.geometry else {
            continue;
        };
        let outline = context.inputs.view.area(shape);
        if outline
            .bounds()
            .is_none_or(|b| b.width() * b.height() < least)
        {
            continue;
        }
        let lakes = if feature.intermittent {
            &mut seasonal
        } else {
            &mut lasting
        };
        lakes.extend(&outline);
    }
    let dashed = shore.clone().dashed(&style.lines.intermittent);
    for (lakes, shore) in [(lasting, shore), (seasonal, dashed)] {
        if !lakes.is_empty() {
            group.path(lakes, Some(style.base.lake.into()), Some(shore));
        }
    }
}

fn draw_rivers(context: &Context<'_>, group: &mut Group) {
    let style = context.inputs.style;
    let narrowed = (scale(context) / FULL_RIVER_PX_PER_KM).clamp(LEAST_RIVER_WIDTH, 1.0);
    for (feature, course) in context.rivers() {
        let class = usize::from(feature.class.clamp(1, 3)) - 1;
        let width = style.lines.river[class] * narrowed;
        let mut stroke = Stroke::solid(style.base.river, width).with_cap(LineCap::Round);
        if feature.intermittent {
            stroke = stroke.dashed(&style.lines.intermittent);
        }
        let mut river = Group::new("").with_title(feature.name.clone());
        river.path(course.clone(), None, Some(stroke));
        group.group(river);
    }
}

/// The rivers that are drawn: as many classes as the page has room for, and those the campaign names.
pub(super) fn shown_rivers(context: &Context<'_>) -> Vec<(Feature, Path)> {
    if context.has_own_ground() || !context.has_base("rivers") {
        return Vec::new();
    }
    let named: Vec<String> = context
        .inputs
        .campaign
        .places
        .iter()
        .map(|p| key(&p.name))
        .collect();
    let detail = if scale(context) < GREAT_RIVERS_PX_PER_KM {
        Detail::Coarse
    } else {
        context.detail()
    };
    let rivers: Vec<(Feature, Path, f64)> = context
        .features_of(BaseLayer::Rivers, detail)
        .into_iter()
        .map(|feature| {
            let course = lines(context, &feature);
            let length = length(&course);
            (feature, course, length)
        })
        .filter(|(_, _, length)| *length >= LEAST_RIVER_PX)
        .collect();
    let room = (context.inputs.view.frame.width() / RIVER_EVERY_PX) as usize;
    let fits = |class: u8| rivers.iter().filter(|(f, _, _)| f.class <= class).count() <= room;
    let most = (1..=3).rev().find(|class| fits(*class)).unwrap_or(1);
    let is_named = |f: &Feature| {
        let names = std::iter::once(&f.name).chain(f.names.iter().map(|n| &n.text));
        names.into_iter().any(|n| named.contains(&key(n)))
    };
    let mut shown: Vec<(Feature, Path)> = rivers
        .into_iter()
        .filter(|(f, _, _)| f.class <= most || is_named(f))
        .map(|(f, course, _)| (f, course))
        .collect();
    let places = context.inputs.campaign.places.iter();
    for river in places.filter(|p| p.kind == PlaceKind::River) {
        let missing = missing(context, river, &shown);
        shown.extend(missing);
    }
    shown
}

/// A river that the campaign names or gives the course of, if no drawn one runs there: a name needs its water.
fn missing(
    context: &Context<'_>,
    place: &Place,
    shown: &[(Feature, Path)],
) -> Option<(Feature, Path)> {
    let PlaceGeometry::Line(lines) = &place.geometry else {
        return None;
    };
    let course = context.lines(lines);
    let drawn: Vec<Polyline> = shown
        .iter()
        .flat_map(|(_, path)| path.polylines())
        .map(|(line, _)| Polyline::new(line))
        .collect();
    let reach = SAME_RIVER_PX * context.inputs.preset.k;
    let spots = course.polylines().into_iter().flat_map(|(line, _)| {
        let line = Polyline::new(line).resampled(reach);
        line.points().to_vec()
    });
    let spots: Vec<PagePoint> = spots.collect();
    let is_drawn = |p: &&PagePoint| drawn.iter().any(|line| line.nearest(**p).1 < reach);
    let apart = spots.len() - spots.iter().filter(is_drawn).count();
    let is_missing = length(&course) >= LEAST_RIVER_PX && apart * 2 > spots.len();
    let known = || context.inputs.basemap.named_line(&place.found_as);
    is_missing.then(|| {
        let source = if place.found_as.is_empty() {
            String::new()
        } else {
            known()
                .first()
                .map_or_else(String::new, |f| f.source.clone())
        };
        let feature = Feature {
            name: place.name.clone(),
            names: Vec::new(),
            class: 2,
            from: None,
            until: None,
            intermittent: false,
            source,
            geometry: geo::Geometry::MultiLineString(lines.clone()),
        };
        (feature, course)
    })
}

/// Lakes and rivers on the map, with those too small to draw.
pub(super) fn bodies(context: &Context<'_>) -> Vec<Feature> {
    let rivers = context.rivers().iter().map(|(river, _)| river.clone());
    let mut all = context.features(BaseLayer::Lakes);
    all.extend(rivers);
    all
}

/// A name for comparison, without the words for the kind of water.
fn key(name: &str) -> String {
    let lower = name.to_lowercase();
    lower
        .split_whitespace()
        .filter(|w| *w != "river" && *w != "the")
        .collect::<Vec<_>>()
        .join(" ")
}

fn lines(context: &Context<'_>, feature: &Feature) -> Path {
    match &feature.geometry {
        geo::Geometry::MultiLineString(lines) => context.lines(lines),
        _ => Path::new(),
    }
}

fn length(path: &Path) -> f64 {
    path.polylines()
        .into_iter()
        .map(|(line, _)| Polyline::new(line).length())
        .sum()
}
