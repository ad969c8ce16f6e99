//! The directory of a sheet: features, arcs, chunks and pages, without the points between.

use super::varint::{Reader, Writer};
use super::{CHUNK, Corrupt, GridBox, GridPoint};

/// A name in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// BCP 47 code; `und` for another spelling of no particular language.
    pub language: String,
    /// The name itself.
    pub text: String,
}

/// What is known of a feature besides its geometry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Which of the layers of a sheet it belongs to.
    pub layer: u8,
    /// Importance, 1 the greatest.
    pub class: u8,
    /// Whether the water is there only in part of the year.
    pub intermittent: bool,
    /// First year of existence, if it is younger than the maps of the 18th century.
    pub from: Option<i32>,
    /// First year in which it is no longer there in this shape.
    pub until: Option<i32>,
    /// Main name, empty if unknown.
    pub name: String,
    /// Other names.
    pub names: Vec<Name>,
    /// Where the geometry comes from, as the catalogue calls it.
    pub source: String,
}

/// What a part of a feature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// The outer ring of an area.
    Exterior,
    /// A hole in the area whose outer ring came before.
    Hole,
    /// A line that is drawn.
    Line,
    /// A stretch of a river inside a lake: it joins the river up but is not drawn.
    Hidden,
}

impl PartKind {
    fn code(self) -> u32 {
        self as u32
    }

    fn from_code(code: u32) -> Result<Self, Corrupt> {
        [Self::Exterior, Self::Hole, Self::Line, Self::Hidden]
            .into_iter()
            .find(|kind| kind.code() == code)
            .ok_or(Corrupt("has a part of an unknown kind"))
    }
}

/// A ring or line as the arcs it runs along; a negative one, `!arc`, is run backwards.
pub(super) struct Part {
    pub(super) kind: PartKind,
    pub(super) arcs: Vec<i32>,
}

pub(super) struct Entry {
    pub(super) about: About,
    pub(super) parts: Vec<Part>,
}

/// A run of chunks.
#[derive(Clone, Copy)]
pub(super) struct Arc {
    pub(super) first: usize,
    pub(super) count: usize,
}

#[derive(Clone, Copy)]
pub(super) struct Chunk {
    pub(super) page: usize,
    /// The place among the chunks of its page.
    pub(super) slot: usize,
    pub(super) start: GridPoint,
    pub(super) end: GridPoint,
    pub(super) bounds: GridBox,
    /// How many points lie between the ends.
    pub(super) inner: usize,
}

#[derive(Clone, Copy)]
pub(super) struct PageSpan {
    pub(super) offset: usize,
    pub(super) packed: usize,
    pub(super) unpacked: usize,
}

pub(super) struct Directory {
    /// Grid points to the degree.
    pub(super) scale: i32,
    pub(super) pages: Vec<PageSpan>,
    pub(super) chunks: Vec<Chunk>,
    pub(super) arcs: Vec<Arc>,
    pub(super) entries: Vec<Entry>,
}

impl Directory {
    pub(super) fn pages_end(&self) -> usize {
        self.pages.last().map_or(0, |p| p.offset + p.packed)
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.unsigned(self.scale as u32);
        out.unsigned(self.pages.len() as u32);
        for page in &self.pages {
            out.unsigned(page.packed as u32);
            out.unsigned(page.unpacked as u32);
        }
        out.unsigned(self.chunks.len() as u32);
        let mut pen = [0, 0];
        for chunk in &self.chunks {
            write_chunk(&mut out, chunk, pen);
            pen = chunk.end;
        }
        out.unsigned(self.arcs.len() as u32);
        self.arcs
            .iter()
            .for_each(|arc| out.unsigned(arc.count as u32));
        let mut sources: Vec<&str> = self
            .entries
            .iter()
            .map(|e| e.about.source.as_str())
            .collect();
        sources.sort_unstable();
        sources.dedup();
        out.unsigned(sources.len() as u32);
        sources.iter().for_each(|source| out.text(source));
        out.unsigned(self.entries.len() as u32);
        let mut expected = 0;
        for entry in &self.entries {
            write_about(&mut out, &entry.about, &sources);
            write_parts(&mut out, &entry.parts, &mut expected);
        }
        out.bytes
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self, Corrupt> {
        let mut from = Reader::new(bytes);
        let scale = from.unsigned()?;
        if !(1..=100_000).contains(&scale) {
            return Err(Corrupt("has an impossible grid"));
        }
        let pages = read_pages(&mut from)?;
        let chunks = read_chunks(&mut from, pages.len())?;
        let arcs = read_arcs(&mut from, chunks.len())?;
        let sources = (0..from.count()?)
            .map(|_| from.text())
            .collect::<Result<Vec<_>, _>>()?;
        let count = from.count()?;
        let mut entries = Vec::with_capacity(count);
        let mut expected = 0;
        for _ in 0..count {
            let about = read_about(&mut from, &sources)?;
            let parts = read_parts(&mut from, arcs.len(), &mut expected)?;
            entries.push(Entry { about, parts });
        }
        if !from.is_at_end() {
            return Err(Corrupt("has a directory that is too long"));
        }
        Ok(Self {
            scale: scale as i32,
            pages,
            chunks,
            arcs,
            entries,
        })
    }
}

fn read_pages(from: &mut Reader<'_>) -> Result<Vec<PageSpan>, Corrupt> {
    let mut offset = 0usize;
    (0..from.count()?)
        .map(|_| {
            let (packed, unpacked) = (from.unsigned()? as usize, from.unsigned()? as usize);
            let page = PageSpan {
                offset,
                packed,
                unpacked,
            };
            offset = offset
                .checked_add(packed)
                .ok_or(Corrupt("has too long pages"))?;
            Ok(page)
        })
        .collect()
}

fn write_chunk(out: &mut Writer, chunk: &Chunk, pen: GridPoint) {
    out.unsigned(chunk.page as u32);
    out.unsigned(chunk.inner as u32);
    for (i, from) in pen.iter().enumerate() {
        let (start, end) = (chunk.start[i], chunk.end[i]);
        out.signed(start - from);
        out.signed(end - start);
        out.unsigned((start.min(end) - chunk.bounds.low[i]) as u32);
        out.unsigned((chunk.bounds.high[i] - start.max(end)) as u32);
    }
}

fn read_chunks(from: &mut Reader<'_>, pages: usize) -> Result<Vec<Chunk>, Corrupt> {
    let mut slots = vec![0usize; pages];
    let mut pen = [0, 0];
    (0..from.count()?)
        .map(|_| {
            let (page, inner) = (from.unsigned()? as usize, from.unsigned()? as usize);
            let slot = slots
                .get_mut(page)
                .ok_or(Corrupt("has a chunk on no page"))?;
            if inner > CHUNK {
                return Err(Corrupt("has too long a chunk"));
            }
            let (x, y) = (read_span(from, pen[0])?, read_span(from, pen[1])?);
            pen = [x.end, y.end];
            *slot += 1;
            Ok(Chunk {
                page,
                slot: *slot - 1,
                start: [x.start, y.start],
                end: pen,
                bounds: GridBox {
                    low: [x.low, y.low],
                    high: [x.high, y.high],
                },
                inner,
            })
        })
        .collect()
}

/// One of the two coordinates of a chunk.
struct ChunkSpan {
    start: i32,
    end: i32,
    low: i32,
    high: i32,
}

/// Twice round the globe on the finest grid fits; anything further is a fault.
const FARTHEST: i64 = 100_000 * 720;

fn read_span(from: &mut Reader<'_>, pen: i32) -> Result<ChunkSpan, Corrupt> {
    let start = i64::from(pen) + i64::from(from.signed()?);
    let end = start + i64::from(from.signed()?);
    let low = start.min(end) - i64::from(from.unsigned()?);
    let high = start.max(end) + i64::from(from.unsigned()?);
    if low < -FARTHEST || high > FARTHEST {
        return Err(Corrupt("has a point off the globe"));
    }
    Ok(ChunkSpan {
        start: start as i32,
        end: end as i32,
        low: low as i32,
        high: high as i32,
    })
}

fn read_arcs(from: &mut Reader<'_>, chunks: usize) -> Result<Vec<Arc>, Corrupt> {
    let mut first = 0usize;

    (0..from.count()?)
        .map(|_| {
            let count = from.unsigned()? as usize;
            let arc = Arc { first, count };
            first += count;
            if count == 0 || first > chunks {
                return Err(Corrupt("has an arc without its chunks"));
            }
            Ok(arc)
        })
        .collect()
}

fn write_about(out: &mut Writer, about: &About, sources: &[&str]) {
    out.unsigned(u32::from(about.layer));
    out.unsigned(u32::from(about.class));
    let flags = u32::from(about.intermittent)
        | u32::from(about.from.is_some()) << 1
        | u32::from(about.until.is_some()) << 2;
    out.unsigned(flags);
    about
        .from
        .iter()
        .chain(&about.until)
        .for_each(|year| out.signed(*year));
    let source = sources.binary_search(&about.source.as_str());
    out.unsigned(source.expect("the list was made from these entries") as u32);
    out.text(&about.name);
    out.unsigned(about.names.len() as u32);
    for name in &about.names {
        out.text(&name.language);
        out.text(&name.text);
    }
}

fn read_about(from: &mut Reader<'_>, sources: &[&str]) -> Result<About, Corrupt> {
    let (layer, class, flags) = (from.byte()?, from.byte()?, from.byte()?);
    let mut year = |flag: u8| (flags & flag != 0).then(|| from.signed()).transpose();
    let years = (year(2)?, year(4)?);
    let source = sources.get(from.unsigned()? as usize);
    let source = source.ok_or(Corrupt("has a feature of no source"))?;
    let name = from.text()?.to_owned();
    let names = (0..from.count()?)
        .map(|_| {
            Ok(Name {
                language: from.text()?.to_owned(),
                text: from.text()?.to_owned(),
            })
        })
        .collect::<Result<_, _>>()?;
    Ok(About {
        layer,
        class,
        intermittent: flags & 1 != 0,
        from: years.0,
        until: years.1,
        name,
        names,
        source: (*source).to_owned(),
    })
}

fn write_parts(out: &mut Writer, parts: &[Part], expected: &mut i32) {
    out.unsigned(parts.len() as u32);
    for part in parts {
        out.unsigned(part.kind.code());
        out.unsigned(part.arcs.len() as u32);
        for &arc in &part.arcs {
            out.signed(arc - *expected);
            *expected = arc.saturating_add(1);
        }
    }
}

fn read_parts(
    from: &mut Reader<'_>,
    arcs: usize,
    expected: &mut i32,
) -> Result<Vec<Part>, Corrupt> {
    let mut read_arc = |from: &mut Reader<'_>| {
        let arc = expected.checked_add(from.signed()?);
        let arc = arc.ok_or(Corrupt("has a part that runs along no arc"))?;
        *expected = arc.saturating_add(1);
        let index = if arc < 0 { !arc } else { arc };
        if index as usize >= arcs {
            return Err(Corrupt("has a part that runs along no arc"));
        }
        Ok(arc)
    };
    (0..from.count()?)
        .map(|_| {
            let kind = PartKind::from_code(from.unsigned()?)?;
            let arcs = (0..from.count()?)
                .map(|_| read_arc(from))
                .collect::<Result<_, _>>()?;
            Ok(Part { kind, arcs })
        })
        .collect()
}
