//! Rivers of Central Asia that Natural Earth lacks: from GSHHG, and authored.

use crate::grid::{self, Line};
use crate::gshhg;
use crate::network::Network;
use crate::sheets::LineFeature;
use crate::sources::Sources;
use crate::tables::{self, Row, Table};
use anyhow::{Context, Result};
use geojson::{GeoJson, GeometryValue};
use std::collections::BTreeSet;
use theatrum::geodata::sheet::{About, GridPoint};
use theatrum::geodata::{BaseLayer, Name};

/// A line of GSHHG is one of Natural Earth's rivers if most of it lies this near, in degrees.
const SAME_RIVER_DEG: f64 = 0.05;

/// Pieces that are shorter are left out, unless they have a name.
const LEAST_KM: f64 = 15.0;

/// The named rivers of GSHHG, and with them the others that Natural Earth does not have.
pub(crate) fn gshhg(
    sources: &Sources,
    scale: i32,
    natural_earth: &[LineFeature],
) -> Result<Vec<LineFeature>> {
    let fine = Network::of(&gshhg::rivers(sources, FINE)?, FINE);
    let table = Table::parse(include_str!("../corrections/gshhg-rivers.tsv"))?;
    let mut rivers = Vec::new();
    let mut named: BTreeSet<[GridPoint; 2]> = BTreeSet::new();
    for row in table.rows() {
        let line = way(row, &fine)?;
        let line = grid::quantise(line.iter().map(|p| degrees(*p)), scale);
        named.extend(line.windows(2).map(edge));
        let class = row.number("class").context("a river without a class")?;
        rivers.push(river(
            row.text("name"),
            row.names(),
            class as u8,
            "GSHHG",
            line,
        ));
    }
    let lines = gshhg::rivers(sources, scale)?;
    let known = Neighbourhood::of(natural_earth, scale);
    let rest = lines.into_iter().filter(|line| !known.has_most_of(line));
    let rest = rest.flat_map(|line| without(&line, &named)).collect();
    for line in crate::rivers::merge(rest) {
        if grid::length_km(&line, scale) >= LEAST_KM {
            rivers.push(river("", vec![], 3, "GSHHG", line));
        }
    }
    Ok(rivers)
}

fn river(name: &str, names: Vec<Name>, class: u8, source: &str, line: Line) -> LineFeature {
    LineFeature {
        about: About {
            layer: BaseLayer::Rivers.code(),
            class,
            name: name.to_owned(),
            names,
            source: source.to_owned(),
            ..About::default()
        },
        lines: vec![line],
        hidden: vec![],
    }
}

/// Ways are found on a fine grid: on a coarse one lines grow together.
const FINE: i32 = 2000;

fn degrees(p: GridPoint) -> (f64, f64) {
    (
        f64::from(p[0]) / f64::from(FINE),
        f64::from(p[1]) / f64::from(FINE),
    )
}

fn way(row: Row<'_>, network: &Network) -> Result<Line> {
    let place = |column: &str| -> Result<GridPoint> {
        let numbers = row.text(column).split(' ').map(str::parse::<f64>);
        let [lon, lat] = numbers.collect::<Result<Vec<_>, _>>()?[..] else {
            anyhow::bail!("no position: {}", row.text(column));
        };
        Ok(grid::quantise([(lon, lat)], FINE)[0])
    };
    let way = network.way(place("from")?, place("to")?);
    way.with_context(|| format!("no way along the {}", row.text("name")))
}

fn edge(pair: &[GridPoint]) -> [GridPoint; 2] {
    [pair[0].min(pair[1]), pair[0].max(pair[1])]
}

/// The stretches of a line whose edges are not taken.
fn without(line: &[GridPoint], taken: &BTreeSet<[GridPoint; 2]>) -> Vec<Line> {
    let mut pieces = vec![Line::new()];
    for pair in line.windows(2) {
        if taken.contains(&edge(pair)) {
            pieces.push(Line::new());
            continue;
        }
        let piece = pieces.last_mut().expect("there is always one");
        if piece.is_empty() {
            piece.push(pair[0]);
        }
        piece.push(pair[1]);
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

/// The cells that known rivers run through.
struct Neighbourhood {
    cells: BTreeSet<GridPoint>,
    cell: i32,
}

impl Neighbourhood {
    fn of(rivers: &[LineFeature], scale: i32) -> Self {
        let cell = (SAME_RIVER_DEG * f64::from(scale)) as i32;
        let mut cells = BTreeSet::new();
        for line in rivers
            .iter()
            .flat_map(|river| river.lines.iter().chain(&river.hidden))
        {
            for pair in line.windows(2) {
                let pieces = (0..2)
                    .map(|i| (pair[1][i] - pair[0][i]).abs() / cell + 1)
                    .max();
                let pieces = pieces.unwrap_or(1);
                let at = |i: usize, k: i32| pair[0][i] + (pair[1][i] - pair[0][i]) / pieces * k;
                cells.extend((0..=pieces).map(|k| [0, 1].map(|i| at(i, k).div_euclid(cell))));
            }
        }
        Self { cells, cell }
    }

    fn has_most_of(&self, line: &[GridPoint]) -> bool {
        let is_near = |p: &&GridPoint| {
            let [x, y] = p.map(|n| n.div_euclid(self.cell));
            (-1..=1).any(|i| (-1..=1).any(|k| self.cells.contains(&[x + i, y + k])))
        };
        line.iter().filter(is_near).count() * 2 > line.len()
    }
}

/// The rivers that are drawn by hand.
pub(crate) fn authored(scale: i32) -> Result<Vec<LineFeature>> {
    let text = include_str!("../../authored/rivers.geojson");
    let GeoJson::FeatureCollection(collection) = text.parse::<GeoJson>()? else {
        anyhow::bail!("the authored rivers are no collection of features");
    };
    let mut rivers = Vec::new();
    for feature in collection.features {
        let name = feature
            .property("name")
            .and_then(|v| v.as_str())
            .context("no name")?
            .to_owned();
        let class = feature
            .property("class")
            .and_then(serde_json::Value::as_u64)
            .unwrap_or(3);
        let names = feature
            .property("names")
            .and_then(|v| v.as_object())
            .cloned();
        let names = names
            .unwrap_or_default()
            .into_iter()
            .flat_map(|(language, texts)| {
                let texts = texts
                    .as_str()
                    .unwrap_or_default()
                    .split('|')
                    .map(str::to_owned);
                texts
                    .map(|text| tables::name(&language, &text))
                    .collect::<Vec<_>>()
            });
        let geometry = feature.geometry.as_ref().map(|g| &g.value);
        let Some(GeometryValue::LineString { coordinates }) = geometry else {
            anyhow::bail!("the authored river {name} is no line");
        };
        let line = grid::quantise(coordinates.iter().map(|p| (p[0], p[1])), scale);
        rivers.push(river(&name, names.collect(), class as u8, "authored", line));
    }
    Ok(rivers)
}
