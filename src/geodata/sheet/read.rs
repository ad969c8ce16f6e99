//! Reads the part of a sheet that a window shows.

use super::directory::{About, Chunk, Part, PartKind};
use super::{Corrupt, GridBox, GridPoint, Sheet};
use crate::geodata::clip;
use crate::geom::GeoRect;
use geo::{Coord, Geometry, LineString, MultiLineString, MultiPolygon, Polygon};

/// A feature as it is read: what is known of it, and its geometry.
pub(crate) type Reading<'s> = (&'s About, Geometry<f64>);

impl Sheet<'_> {
    /// The features of a layer that meet the rectangle, exact inside it.
    ///
    /// Rings are clipped to the rectangle, lines end within a chunk's length of it. Longitudes are
    /// continuous with the rectangle's. Hidden stretches of rivers are left out.
    ///
    /// # Errors
    /// If a page that is needed is damaged.
    pub fn window(&self, layer: u8, rect: GeoRect) -> Result<Vec<Reading<'_>>, Corrupt> {
        let mut found = Vec::new();
        for index in self.entries_of(layer) {
            let mut shapes = Shapes::default();
            for turn in [-360, 0, 360] {
                let window = self.grid_box(rect, turn);
                let pieces = self.pieces(index, Some(window))?;
                shapes.add(pieces, self.directory.scale, f64::from(turn), Some(rect));
            }
            let entry = &self.directory.entries[index];
            found.extend(shapes.into_geometry().map(|g| (&entry.about, g)));
        }
        Ok(found)
    }

    /// The whole of the features that `wanted` picks, hidden stretches included.
    ///
    /// # Errors
    /// If a page that is needed is damaged.
    pub fn whole(&self, wanted: impl Fn(&About) -> bool) -> Result<Vec<Reading<'_>>, Corrupt> {
        let mut found = Vec::new();
        for (index, entry) in self.directory.entries.iter().enumerate() {
            if wanted(&entry.about) {
                let mut shapes = Shapes::default();
                let pieces = self.pieces(index, None)?;
                shapes.add(pieces, self.directory.scale, 0.0, None);
                found.extend(shapes.into_geometry().map(|g| (&entry.about, g)));
            }
        }
        Ok(found)
    }

    /// What is known of every feature, without reading any geometry.
    pub fn index(&self) -> impl Iterator<Item = &About> {
        self.directory.entries.iter().map(|e| &e.about)
    }

    fn entries_of(&self, layer: u8) -> impl Iterator<Item = usize> {
        let entries = self.directory.entries.iter().enumerate();
        entries
            .filter(move |(_, e)| e.about.layer == layer)
            .map(|(i, _)| i)
    }

    /// The rectangle on this sheet's grid, as seen from a copy of the globe turned by `turn`.
    fn grid_box(&self, rect: GeoRect, turn: i32) -> GridBox {
        let scale = f64::from(self.directory.scale);
        let turn = f64::from(turn);
        GridBox {
            low: [
                ((rect.west - turn) * scale).floor() as i32,
                (rect.south * scale).floor() as i32,
            ],
            high: [
                ((rect.east - turn) * scale).ceil() as i32,
                (rect.north * scale).ceil() as i32,
            ],
        }
    }

    fn pieces(&self, entry: usize, window: Option<GridBox>) -> Result<Vec<Piece>, Corrupt> {
        let mut pieces = Vec::new();
        let mut polygon_is_seen = false;
        let parts = self.directory.entries[entry].parts.iter();
        for (part, bounds) in parts.zip(&self.bounds[entry]) {
            let meets = window.is_none_or(|w| bounds.meets(w));
            match part.kind {
                PartKind::Exterior => {
                    polygon_is_seen = meets;
                    if meets {
                        pieces.push(Piece::Exterior(self.ring(part, window)?));
                    }
                }
                PartKind::Hole if polygon_is_seen && meets => {
                    pieces.push(Piece::Hole(self.ring(part, window)?));
                }
                PartKind::Line if meets => self.lines(part, window, &mut pieces)?,
                PartKind::Hidden if window.is_none() => {
                    self.lines(part, window, &mut pieces)?;
                }
                PartKind::Hole | PartKind::Line | PartKind::Hidden => {}
            }
        }
        Ok(pieces)
    }

    /// The chunks a part runs along, in order, each with whether it is run backwards.
    pub(super) fn run<'s>(&'s self, part: &'s Part) -> impl Iterator<Item = (&'s Chunk, bool)> {
        part.arcs.iter().flat_map(move |&arc| {
            let backwards = arc < 0;
            let index = if backwards { !arc } else { arc };
            let span = self.directory.arcs[index as usize];
            (0..span.count).map(move |i| {
                let step = if backwards { span.count - 1 - i } else { i };
                (&self.directory.chunks[span.first + step], backwards)
            })
        })
    }

    /// A ring in full where it meets the window; elsewhere runs of chunks become chords, as long
    /// as their common box stays clear of the window.
    fn ring(&self, part: &Part, window: Option<GridBox>) -> Result<Vec<GridPoint>, Corrupt> {
        let mut ring: Vec<GridPoint> = Vec::new();
        let mut chord: Option<GridBox> = None;
        for (chunk, backwards) in self.run(part) {
            let (start, end) = chunk.ends(backwards);
            if ring.is_empty() {
                ring.push(start);
            }
            if window.is_none_or(|w| chunk.bounds.meets(w)) {
                chord = None;
                self.append_inner(chunk, backwards, &mut ring)?;
            } else {
                let longer = chord.map(|c| c.joined(chunk.bounds));
                let longer = longer.filter(|c| window.is_some_and(|w| !c.meets(w)));
                if longer.is_some() {
                    ring.pop();
                }
                chord = longer.or(Some(chunk.bounds));
            }
            ring.push(end);
        }
        Ok(ring)
    }

    fn lines(
        &self,
        part: &Part,
        window: Option<GridBox>,
        pieces: &mut Vec<Piece>,
    ) -> Result<(), Corrupt> {
        let mut line: Vec<GridPoint> = Vec::new();
        for (chunk, backwards) in self.run(part) {
            let (start, end) = chunk.ends(backwards);
            if window.is_some_and(|w| !chunk.bounds.meets(w)) {
                continue;
            }
            if line.last() != Some(&start) {
                pieces.push(Piece::Line(std::mem::replace(&mut line, vec![start])));
            }
            self.append_inner(chunk, backwards, &mut line)?;
            line.push(end);
        }
        pieces.push(Piece::Line(line));
        pieces.retain(|piece| !matches!(piece, Piece::Line(line) if line.is_empty()));
        Ok(())
    }

    fn append_inner(
        &self,
        chunk: &Chunk,
        backwards: bool,
        line: &mut Vec<GridPoint>,
    ) -> Result<(), Corrupt> {
        let inner = self.inner(chunk)?;
        if backwards {
            line.extend(inner.iter().rev());
        } else {
            line.extend_from_slice(inner);
        }
        Ok(())
    }
}

impl Chunk {
    fn ends(&self, backwards: bool) -> (GridPoint, GridPoint) {
        if backwards {
            (self.end, self.start)
        } else {
            (self.start, self.end)
        }
    }
}

enum Piece {
    Exterior(Vec<GridPoint>),
    Hole(Vec<GridPoint>),
    Line(Vec<GridPoint>),
}

/// The geometry of a feature as it grows.
#[derive(Default)]
struct Shapes {
    polygons: Vec<Polygon<f64>>,
    lines: Vec<LineString<f64>>,
}

impl Shapes {
    fn add(&mut self, pieces: Vec<Piece>, scale: i32, turn: f64, clip_to: Option<GeoRect>) {
        let degrees = |points: Vec<GridPoint>| -> Vec<Coord<f64>> {
            let degree = |n: i32| f64::from(n) / f64::from(scale);
            let place = |p: GridPoint| Coord {
                x: degree(p[0]) + turn,
                y: degree(p[1]),
            };
            points.into_iter().map(place).collect()
        };
        let ring = |points| match clip_to {
            Some(rect) => clip::ring(degrees(points), rect),
            None => degrees(points),
        };
        let mut exterior_is_kept = false;
        for piece in pieces {
            match piece {
                Piece::Exterior(points) => {
                    let points = ring(points);
                    exterior_is_kept = points.len() > 3;
                    if exterior_is_kept {
                        self.polygons.push(Polygon::new(LineString(points), vec![]));
                    }
                }
                Piece::Hole(points) => {
                    let points = ring(points);
                    let polygon = self.polygons.last_mut();
                    if let Some(polygon) = polygon.filter(|_| exterior_is_kept && points.len() > 3)
                    {
                        polygon.interiors_push(LineString(points));
                    }
                }
                Piece::Line(points) => self.lines.push(LineString(degrees(points))),
            }
        }
    }

    fn into_geometry(self) -> Option<Geometry<f64>> {
        if !self.polygons.is_empty() {
            Some(Geometry::MultiPolygon(MultiPolygon(self.polygons)))
        } else if !self.lines.is_empty() {
            Some(Geometry::MultiLineString(MultiLineString(self.lines)))
        } else {
            None
        }
    }
}
