//! Reads shapefiles onto a grid.

use crate::antimeridian::Area;
use crate::grid::{self, Line};
use anyhow::{Context, Result, bail};
use shapefile::dbase::{FieldValue, Record};
use shapefile::{PolygonRing, Shape};
use std::path::Path;

/// One record of a shapefile.
pub(crate) struct Shaped {
    /// Its number, from 0.
    pub(crate) fid: usize,
    pub(crate) areas: Vec<Area>,
    pub(crate) lines: Vec<Line>,
    record: Record,
}

impl Shaped {
    /// A field as text without spaces at its ends; empty if it is not there.
    pub(crate) fn text(&self, field: &str) -> String {
        match self.record.get(field) {
            Some(FieldValue::Character(Some(text))) => text.trim().to_owned(),
            _ => String::new(),
        }
    }

    /// A field as a number.
    pub(crate) fn number(&self, field: &str) -> Option<f64> {
        match self.record.get(field) {
            Some(FieldValue::Numeric(number)) => *number,
            Some(FieldValue::Integer(number)) => Some(f64::from(*number)),
            Some(FieldValue::Double(number)) => Some(*number),
            _ => None,
        }
    }
}

/// Reads every record, areas as the source has cut them at the antimeridian.
pub(crate) fn read(path: &Path, scale: i32) -> Result<Vec<Shaped>> {
    let mut reader = shapefile::Reader::from_path(path)
        .with_context(|| format!("opening {}", path.display()))?;
    let mut shapes = Vec::new();
    for (fid, pair) in reader.iter_shapes_and_records().enumerate() {
        let (shape, record) = pair.with_context(|| format!("reading {}", path.display()))?;
        let (areas, lines) = convert(shape, scale)?;
        shapes.push(Shaped {
            fid,
            areas,
            lines,
            record,
        });
    }
    Ok(shapes)
}

fn convert(shape: Shape, scale: i32) -> Result<(Vec<Area>, Vec<Line>)> {
    let on_grid =
        |points: &[shapefile::Point]| grid::quantise(points.iter().map(|p| (p.x, p.y)), scale);
    match shape {
        Shape::NullShape => Ok((vec![], vec![])),
        Shape::Polygon(polygon) => {
            let rings = polygon.rings().iter().map(|ring| match ring {
                PolygonRing::Outer(points) => (true, on_grid(points)),
                PolygonRing::Inner(points) => (false, on_grid(points)),
            });
            Ok((areas(rings), vec![]))
        }
        Shape::Polyline(line) => {
            let lines = line.parts().iter().map(|part| on_grid(part));
            Ok((vec![], lines.filter(|l| l.len() > 1).collect()))
        }
        other => bail!("a shape of an unexpected type: {}", other.shapetype()),
    }
}

/// Gives every hole to the outer ring before it, dropping rings that vanish on the grid.
pub(crate) fn areas(rings: impl Iterator<Item = (bool, Line)>) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for (outer, ring) in rings.filter(|(_, ring)| ring.len() > 3) {
        if outer {
            areas.push(Area {
                exterior: ring,
                holes: vec![],
            });
        } else if let Some(area) = areas.last_mut() {
            area.holes.push(ring);
        }
    }
    areas
}
