//! Shape expressions to areas.

use geo::{Centroid, LineString, MultiLineString, MultiPolygon};

use super::class::FeatureClass;
use super::geometry::Atlas;
use super::{Candidate, Gazetteer, Query, outline, overlay};
use crate::campaign::geojson::Shapes;
use crate::campaign::shape::{Anchor, AnchorKind, Compass, Expr, ExprKind};
use crate::campaign::{Area, AreaText, Place, PlaceGeometry, shape};
use crate::diag::{Diagnostic, did_you_mean};
use crate::geom::{LonLat, distance_km};

/// Classes of features that have an area, for hints.
const WITH_AREA: &[FeatureClass] = &[
    FeatureClass::Country,
    FeatureClass::Province,
    FeatureClass::Polity,
    FeatureClass::Region,
    FeatureClass::Lake,
];
/// Classes of features that have two sides.
const WITH_SIDES: &[FeatureClass] = &[FeatureClass::River, FeatureClass::Lake, FeatureClass::Range];

/// Of candidates for a name those are looked at whose score is this part of the best one's: if it is their own name, and if
/// it is another of their names.
const OWN_NAME: f64 = 0.4;
const ANY_NAME: f64 = 0.6;

/// What names in expressions may refer to.
pub(super) struct Atelier<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) atlas: &'a dyn Atlas,
    pub(super) shapes: &'a Shapes,
    /// The campaign's places; those that wait for an area have none yet.
    pub(super) places: &'a [Place],
    pub(super) near: Option<LonLat>,
    pub(super) year: Option<i32>,
}

/// What is wrong: a message and hints; the caller knows where.
struct Fault(String, Vec<String>);

type Shape = Result<MultiPolygon<f64>, Fault>;

impl Atelier<'_> {
    /// The area an expression means, ready to draw; remarks go to `log`.
    ///
    /// # Errors
    /// What cannot be found, or has no area, or comes out empty.
    pub(super) fn area(
        &self,
        written: &AreaText,
        log: &mut Vec<Diagnostic>,
    ) -> Result<Area, Diagnostic> {
        let fault = |Fault(message, hints): Fault| {
            let mut diagnostic = Diagnostic::error(message);
            diagnostic.span.clone_from(&written.span);
            diagnostic.hints = hints;
            diagnostic
        };
        let parsed = shape::parse(&written.text)
            .map_err(|e| fault(Fault(format!("bad shape: {}", e.message), Vec::new())))?;
        let mut remarks = Vec::new();
        let shape = self
            .evaluate(&parsed, &mut remarks)
            .and_then(|shape| overlay::normalise(&shape).map_err(|why| refused(&written.text, why)))
            .map_err(fault)?;
        for remark in remarks {
            let mut warning = Diagnostic::warning(remark);
            warning.span.clone_from(&written.span);
            log.push(warning.hint("draw it in a GeoJSON file for an outline"));
        }
        if shape.0.is_empty() {
            return Err(fault(Fault(
                format!("the shape `{}` comes out empty", written.text),
                vec!["check which side of the line is meant".to_owned()],
            )));
        }
        Ok(Area {
            shape,
            text: written.text.clone(),
        })
    }

    fn evaluate(&self, expr: &Expr, remarks: &mut Vec<String>) -> Shape {
        let both = |a: &Expr, b: &Expr, remarks: &mut Vec<String>, operation: Operation| {
            let (a, b) = (self.evaluate(a, remarks)?, self.evaluate(b, remarks)?);
            operation(&a, &b).map_err(|why| refused("the shape", why))
        };
        match &expr.kind {
            ExprKind::Name(name) => self.named_area(name, remarks),
            ExprKind::File { file, feature } => self.file_area(file, feature.as_deref()),
            ExprKind::Union(a, b) => both(a, b, remarks, overlay::union),
            ExprKind::Difference(a, b) => both(a, b, remarks, overlay::difference),
            ExprKind::Intersection(a, b) => both(a, b, remarks, overlay::intersection),
            ExprKind::SideOf { side, anchors } => self.side(*side, anchors),
            ExprKind::Circle { center, radius_km } => {
                Ok(outline::circle(self.point(center)?, *radius_km))
            }
            ExprKind::Buffer { of, km } => Ok(match self.anchor(of)? {
                PlaceGeometry::Line(line) => outline::belt(&line, *km),
                PlaceGeometry::Area(area) => outline::grown(&area, *km),
                PlaceGeometry::Point => outline::circle(self.point(of)?, *km),
            }),
            ExprKind::Box(rect) => Ok(outline::rectangle(*rect)),
            ExprKind::Polygon(corners) => Ok(outline::polygon(corners)),
        }
    }

    fn file_area(&self, file: &str, feature: Option<&str>) -> Shape {
        let Some(shapes) = self.shapes.get(file) else {
            let known = did_you_mean(file, self.shapes.keys().map(String::as_str));
            let hints = known.map(|known| format!("use `{known}`"));
            return Err(Fault(
                format!("no shapes were read from `{file}`"),
                hints.into_iter().collect(),
            ));
        };
        let Some(feature) = feature else {
            return Ok(shapes.all());
        };
        shapes.find(feature).ok_or_else(|| {
            let near = did_you_mean(feature, shapes.names());
            let hints = near.map(|near| format!("use `{file}#{near}`"));
            Fault(
                format!("no shape `{feature}` in `{file}`"),
                hints.into_iter().collect(),
            )
        })
    }

    fn place(&self, name: &str) -> Option<&Place> {
        let by = |matches: &dyn Fn(&Place) -> bool| self.places.iter().find(|p| matches(p));
        by(&|p| p.id == name).or_else(|| by(&|p| p.name.to_lowercase() == name.to_lowercase()))
    }

    fn named_area(&self, name: &str, remarks: &mut Vec<String>) -> Shape {
        if let Some(place) = self.place(name) {
            return match &place.geometry {
                PlaceGeometry::Area(area) => Ok(area.clone()),
                _ if place.radius_km > 0.0 => Ok(outline::circle(place.position, place.radius_km)),
                PlaceGeometry::Line(_) => Err(Fault(
                    format!("`{name}` is a line and has no area"),
                    vec![format!(
                        "use `buffer({name}, 30)` for a belt of 30 km on both sides"
                    )],
                )),
                PlaceGeometry::Point => Err(Fault(
                    format!("`{name}` is a point and has no area"),
                    vec!["give the place a `radius_km`".to_owned()],
                )),
            };
        }
        let mut found = self.look_up(name, WITH_AREA)?;
        let best = found.first().map_or(0.0, |c| c.score);
        // What is called so comes before what is also called so, though its middle may be farther from the campaign: Malawi
        // before the lake, Russia before the empire.
        let is_its_name = |c: &Candidate| c.name.to_lowercase() == name.to_lowercase();
        found.retain(|c| c.score > if is_its_name(c) { OWN_NAME } else { ANY_NAME } * best);
        found.sort_by_key(|c| !is_its_name(c));
        for candidate in &found {
            let geometry = self.gazetteer.geometry(candidate, self.atlas, self.year);
            if let PlaceGeometry::Area(area) = geometry {
                return Ok(area);
            }
        }
        match found.first() {
            Some(c) if c.extent_km > 0.0 => {
                remarks.push(format!(
                    "the outline of `{name}` is not known: drawn as a circle of {:.0} km",
                    c.extent_km
                ));
                Ok(outline::circle(c.position, c.extent_km))
            }
            _ => Err(Fault(
                format!("`{name}` has no area that is known"),
                vec![format!(
                    "draw it in a GeoJSON file, or use `circle({name}, 50)`"
                )],
            )),
        }
    }

    fn look_up(&self, name: &str, classes: &[FeatureClass]) -> Result<Vec<Candidate>, Fault> {
        let found = self.gazetteer.search(&Query {
            name,
            classes,
            near: self.near,
            year: self.year,
            countries: &[],
        });
        if !found.is_empty() {
            return Ok(found);
        }
        let ids = self.places.iter().map(|p| p.id.as_str());
        let near = did_you_mean(name, ids).map(str::to_owned);
        let near = near.or_else(|| self.gazetteer.similar(name).into_iter().next());
        let hints = near.map(|near| format!("use `{near}`"));
        Err(Fault(
            format!("unknown name `{name}` in a shape"),
            hints.into_iter().collect(),
        ))
    }

    /// The line or area an anchor stands for; `Point` for a bare point.
    fn anchor(&self, anchor: &Anchor) -> Result<PlaceGeometry, Fault> {
        let straight = |a: (f64, f64), b: (f64, f64)| {
            PlaceGeometry::Line(MultiLineString::new(vec![LineString::from(vec![a, b])]))
        };
        Ok(match &anchor.kind {
            AnchorKind::At(_) => PlaceGeometry::Point,
            AnchorKind::Meridian(lon) => straight((*lon, 90.0), (*lon, -90.0)),
            AnchorKind::Parallel(lat) => straight((-180.0, *lat), (180.0, *lat)),
            AnchorKind::Name(name) => match self.place(name) {
                Some(place) => place.geometry.clone(),
                None => self.gazetteer.geometry(
                    &self.look_up(name, WITH_SIDES)?[0],
                    self.atlas,
                    self.year,
                ),
            },
        })
    }

    fn point(&self, anchor: &Anchor) -> Result<LonLat, Fault> {
        match &anchor.kind {
            AnchorKind::At(position) => Ok(*position),
            AnchorKind::Name(name) => match self.place(name) {
                Some(place) => Ok(place.position),
                None => Ok(self.look_up(name, &[])?[0].position),
            },
            AnchorKind::Meridian(_) | AnchorKind::Parallel(_) => Err(Fault(
                "a circle needs a place or a position as its centre".to_owned(),
                Vec::new(),
            )),
        }
    }

    fn side(&self, side: Compass, anchors: &[Anchor]) -> Shape {
        let mut line: Vec<LonLat> = Vec::new();
        for anchor in anchors {
            match (&anchor.kind, side) {
                (AnchorKind::Meridian(_), Compass::North | Compass::South)
                | (AnchorKind::Parallel(_), Compass::East | Compass::West) => {
                    return Err(Fault(
                        "a line of the grid has no such side".to_owned(),
                        vec!["take `east-of` or `west-of` with a longitude, `north-of` or `south-of` with a latitude".to_owned()],
                    ));
                }
                _ => {}
            }
            let mut part = match self.anchor(anchor)? {
                PlaceGeometry::Line(course) => chain(&course),
                PlaceGeometry::Area(area) => area
                    .centroid()
                    .map(|c| LonLat::from(c.0))
                    .into_iter()
                    .collect(),
                PlaceGeometry::Point => vec![self.point(anchor)?],
            };
            join_up(&mut line, &mut part);
            line.extend(part);
        }
        Ok(outline::side_of(side, &line))
    }
}

type Operation =
    fn(&MultiPolygon<f64>, &MultiPolygon<f64>) -> Result<MultiPolygon<f64>, overlay::Refusal>;

fn refused(what: &str, why: overlay::Refusal) -> Fault {
    Fault(
        format!("`{what}` cannot be used: {why}"),
        vec!["simplify the outline".to_owned()],
    )
}

/// Turns the next part, or the very first one, so that the ends that meet are the nearest ones.
fn join_up(line: &mut [LonLat], part: &mut [LonLat]) {
    let (Some(&first), Some(&last)) = (line.first(), line.last()) else {
        return;
    };
    let (Some(&head), Some(&tail)) = (part.first(), part.last()) else {
        return;
    };
    let from_last = distance_km(last, head).min(distance_km(last, tail));
    let from_first = distance_km(first, head).min(distance_km(first, tail));
    let end = if from_first < from_last {
        line.reverse();
        first
    } else {
        last
    };
    if distance_km(end, tail) < distance_km(end, head) {
        part.reverse();
    }
}

/// The parts of a line as one, each joined to the end that is nearest, the longest part first.
fn chain(course: &MultiLineString<f64>) -> Vec<LonLat> {
    let mut parts: Vec<Vec<LonLat>> = course
        .iter()
        .map(|part| part.0.iter().copied().map(LonLat::from).collect())
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let mut line: Vec<LonLat> = Vec::new();
    for mut part in parts {
        join_up(&mut line, &mut part);
        line.extend(part);
    }
    line
}
