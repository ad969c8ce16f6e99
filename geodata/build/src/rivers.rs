//! Rivers: pieces of the sources joined into one feature per river.

use crate::grid::{self, Line};
use crate::shapes::{self, Shaped};
use crate::sheets::{AreaFeature, LineFeature};
use crate::sources::{MAGICS, Sources};
use crate::tables::{self, Table};
use anyhow::Result;
use std::collections::BTreeMap;
use theatrum::geodata::BaseLayer;
use theatrum::geodata::sheet::{About, GridPoint};

/// How far apart the ends of two pieces of one river may lie, in degrees: at the inlet and outlet
/// of a lake the sources leave gaps.
const GAP_DEG: f64 = 0.3;

/// A river, or a piece of one before they are joined.
struct Piece {
    names: Vec<String>,
    class: u8,
    intermittent: bool,
    lines: Vec<Line>,
    /// Stretches inside natural lakes.
    hidden: Vec<Line>,
    /// Stretches inside reservoirs, by the year they were drowned.
    drowned: BTreeMap<i32, Vec<Line>>,
}

/// The rivers of one scale of Natural Earth.
pub(crate) fn read(
    sources: &Sources,
    detail: &str,
    scale: i32,
    lakes: &[AreaFeature],
) -> Result<Vec<LineFeature>> {
    let file = format!("usr/share/magics/{detail}/ne_{detail}_rivers_lake_centerlines.shp");
    let shapes = shapes::read(&sources.path(&MAGICS, &file)?, scale)?;
    let mend = Table::parse(include_str!("../corrections/river-names.tsv"))?;
    let mend = tables::pairs(&mend, "was", "is");
    let pieces = shapes
        .into_iter()
        .map(|s| (number(&s), piece(s, lakes, &mend)))
        .collect();
    let mut rivers = join_numbered(pieces, scale);
    let table = Table::parse(include_str!("../corrections/rivers.tsv"))?;
    let mut features = Vec::new();
    for row in table.rows() {
        let parts: Vec<&str> = row.text("parts").split('|').collect();
        let is_part = |p: &Piece| p.names.first().is_some_and(|n| parts.contains(&n.as_str()));
        let (members, others): (Vec<Piece>, Vec<Piece>) = rivers.into_iter().partition(is_part);
        rivers = others;
        let mut systems = join_meeting(members, scale);
        if systems.is_empty() {
            continue;
        }
        let main = systems.remove(0);
        let mut names = row.names();
        for old in main.names.iter().filter(|n| n.as_str() != row.text("name")) {
            if !names.iter().any(|known| known.text == **old) {
                names.push(tables::name("und", old));
            }
        }
        let about = About {
            name: row.text("name").to_owned(),
            names,
            ..about(&main)
        };
        finish(main, about, &mut features);
        rivers.extend(systems);
    }
    for river in rivers {
        let about = about(&river);
        finish(river, about, &mut features);
    }
    features.sort_by_key(|f| (f.about.class, f.about.name.clone(), f.about.until));
    Ok(features)
}

fn number(shape: &Shaped) -> i32 {
    shape.number("rivernum").unwrap_or(0.0) as i32
}

fn piece(shape: Shaped, lakes: &[AreaFeature], mend: &BTreeMap<&str, &str>) -> Piece {
    let kind = shape.text("featurecla");
    let mut piece = Piece {
        names: river_names(&told_apart(&shape, mend), &shape.text("name_alt"), mend),
        class: class(shape.number("scalerank").unwrap_or(9.0)),
        intermittent: kind.contains("Intermittent"),
        lines: Vec::new(),
        hidden: Vec::new(),
        drowned: BTreeMap::new(),
    };
    if kind != "Lake Centerline" {
        piece.lines = shape.lines;
        return piece;
    }
    for line in shape.lines {
        let middle = line[line.len() / 2];
        let inside = |a: &AreaFeature| {
            a.areas
                .iter()
                .any(|a| grid::ring_contains(&a.exterior, middle))
        };
        match lakes.iter().find(|lake| inside(lake)) {
            None => piece.lines.push(line),
            Some(lake) => match lake.about.from {
                None => piece.hidden.push(line),
                Some(year) => piece.drown(&line, year, lakes),
            },
        }
    }
    piece
}

/// The source's name, with the number of the record if the table corrects this record alone.
fn told_apart(shape: &Shaped, mend: &BTreeMap<&str, &str>) -> String {
    let name = shape.text("name");
    let numbered = format!("{name} #{}", shape.fid);
    if mend.contains_key(numbered.as_str()) {
        numbered
    } else {
        name
    }
}

/// The names in a source's field: `Ertix (Irtysh)` is two.
fn river_names(name: &str, alternative: &str, mend: &BTreeMap<&str, &str>) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let name = words.join(" ");
    let name = mend
        .get(name.as_str())
        .map_or(name.as_str(), |mended| mended);
    let parts = name.split(['(', ')']).chain([alternative]);
    let parts = parts
        .map(str::trim)
        .filter(|part| !part.is_empty() && *part != "-");
    parts.map(str::to_owned).collect()
}

fn class(scalerank: f64) -> u8 {
    match scalerank {
        rank if rank <= 4.0 => 1,
        rank if rank <= 7.0 => 2,
        _ => 3,
    }
}

fn about(river: &Piece) -> About {
    let mut names = river.names.iter();
    About {
        layer: BaseLayer::Rivers.code(),
        class: river.class,
        intermittent: river.intermittent,
        name: names.next().cloned().unwrap_or_default(),
        names: names.map(|other| tables::name("und", other)).collect(),
        source: "Natural Earth".to_owned(),
        ..About::default()
    }
}

fn finish(river: Piece, about: About, features: &mut Vec<LineFeature>) {
    let mut hidden = river.hidden;
    for (year, lines) in river.drowned {
        hidden.extend(lines.clone());
        features.push(LineFeature {
            about: About {
                until: Some(year),
                ..about.clone()
            },
            lines: merge(lines),
            hidden: vec![],
        });
    }
    features.push(LineFeature {
        about,
        lines: merge(river.lines),
        hidden: merge(hidden),
    });
}

/// Joins the pieces to which the source has given one number, or one name if they meet.
fn join_numbered(pieces: Vec<(i32, Piece)>, scale: i32) -> Vec<Piece> {
    let mut numbered: BTreeMap<i32, Piece> = BTreeMap::new();
    let mut named: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
    for (number, piece) in pieces {
        match numbered.get_mut(&number) {
            Some(river) => river.absorb(piece),
            None if number > 0 => {
                numbered.insert(number, piece);
            }
            None => named.entry(piece.names.join("|")).or_default().push(piece),
        }
    }
    for (_, piece) in numbered {
        named.entry(piece.names.join("|")).or_default().push(piece);
    }
    let named = named.into_iter();
    named
        .flat_map(|(name, pieces)| {
            if name.is_empty() {
                pieces
            } else {
                join_meeting(pieces, scale)
            }
        })
        .collect()
}

/// Joins pieces whose ends meet; the longest river comes first.
fn join_meeting(mut pieces: Vec<Piece>, scale: i32) -> Vec<Piece> {
    let mut rivers: Vec<Piece> = Vec::new();
    while let Some(mut river) = pieces.pop() {
        while let Some(next) = pieces.iter().position(|piece| river.meets(piece, scale)) {
            river.absorb(pieces.swap_remove(next));
        }
        rivers.push(river);
    }
    let length = |r: &Piece| -> f64 { r.all_lines().map(|l| grid::length_km(l, scale)).sum() };
    rivers.sort_by(|a, b| length(b).total_cmp(&length(a)));
    rivers
}

impl Piece {
    /// Notes a stretch that a reservoir has drowned; where a smaller lake lay before, it was never
    /// a river.
    fn drown(&mut self, line: &Line, year: i32, lakes: &[AreaFeature]) {
        let older: Vec<&AreaFeature> = lakes
            .iter()
            .filter(|lake| lake.about.until == Some(year))
            .collect();
        let in_lake = |p: &GridPoint| {
            older.iter().any(|lake| {
                lake.areas
                    .iter()
                    .any(|a| grid::ring_contains(&a.exterior, *p))
            })
        };
        let mut start = 0;
        for i in 1..line.len() {
            let is_last = i + 1 == line.len();
            if is_last || in_lake(&line[i]) != in_lake(&line[i - 1]) {
                let stretch = line[start..=i].to_vec();
                if in_lake(&line[i - 1]) {
                    self.hidden.push(stretch);
                } else {
                    self.drowned.entry(year).or_default().push(stretch);
                }
                start = i;
            }
        }
    }

    fn absorb(&mut self, other: Self) {
        let fresh = other
            .names
            .into_iter()
            .filter(|name| !self.names.contains(name));
        let fresh: Vec<String> = fresh.collect();
        self.names.extend(fresh);
        self.class = self.class.min(other.class);
        self.intermittent &= other.intermittent;
        self.lines.extend(other.lines);
        self.hidden.extend(other.hidden);
        for (year, lines) in other.drowned {
            self.drowned.entry(year).or_default().extend(lines);
        }
    }

    fn all_lines(&self) -> impl Iterator<Item = &Line> {
        self.lines
            .iter()
            .chain(&self.hidden)
            .chain(self.drowned.values().flatten())
    }

    fn meets(&self, other: &Self, scale: i32) -> bool {
        let gap = (GAP_DEG * f64::from(scale)) as i32;
        let near =
            |a: &GridPoint, b: &GridPoint| (a[0] - b[0]).abs() <= gap && (a[1] - b[1]).abs() <= gap;
        let ends = |line: &Line| [line[0], line[line.len() - 1]];
        self.all_lines().any(|mine| {
            other.all_lines().any(|theirs| {
                let (mine, theirs) = (ends(mine), ends(theirs));
                mine.iter().any(|a| theirs.iter().any(|b| near(a, b)))
            })
        })
    }
}

/// Joins lines end to end where exactly two of them meet.
pub(crate) fn merge(lines: Vec<Line>) -> Vec<Line> {
    let mut ends: BTreeMap<GridPoint, usize> = BTreeMap::new();
    for line in &lines {
        *ends.entry(line[0]).or_default() += 1;
        *ends.entry(line[line.len() - 1]).or_default() += 1;
    }
    let mut rest = lines;
    let mut merged = Vec::new();
    while !rest.is_empty() {
        let mut line = rest.remove(0);
        for _ in 0..2 {
            while let Some(more) = take_next(&mut rest, line[line.len() - 1], &ends) {
                line.extend_from_slice(&more[1..]);
            }
            line.reverse();
        }
        merged.push(line);
    }
    merged
}

/// Takes the one line that goes on from a point, turned so that it begins there.
fn take_next(
    rest: &mut Vec<Line>,
    from: GridPoint,
    ends: &BTreeMap<GridPoint, usize>,
) -> Option<Line> {
    if ends[&from] != 2 {
        return None;
    }
    let next = rest
        .iter()
        .position(|l| l[0] == from || l[l.len() - 1] == from)?;
    let mut line = rest.remove(next);
    if line[0] != from {
        line.reverse();
    }
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_meet_end_to_end_become_one() {
        let lines = vec![
            vec![[2, 0], [3, 0]],
            vec![[2, 0], [1, 0]],
            vec![[1, 0], [0, 0]],
        ];
        assert_eq!(merge(lines), [vec![[0, 0], [1, 0], [2, 0], [3, 0]]]);
    }

    #[test]
    fn a_name_in_parentheses_is_another_name() {
        let mend = BTreeMap::from([("Argun? (Ergun)", "Argun (Ergun)")]);
        assert_eq!(
            river_names("Argun?  (Ergun)", "", &mend),
            ["Argun", "Ergun"]
        );
    }
}
