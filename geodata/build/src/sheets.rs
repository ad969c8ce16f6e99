//! From features on a grid to the bytes of a sheet.

use crate::antimeridian::Area;
use crate::grid::{self, Line};
use crate::topology::{EdgeKind, Topology};
use theatrum::geodata::sheet::{About, Draft, DraftFeature, DraftPart, PartKind};

/// A feature made of areas.
pub(crate) struct AreaFeature {
    pub(crate) about: About,
    pub(crate) areas: Vec<Area>,
}

/// A feature made of lines; the second list is hidden.
pub(crate) struct LineFeature {
    pub(crate) about: About,
    pub(crate) lines: Vec<Line>,
    pub(crate) hidden: Vec<Line>,
}

/// How a sheet is drawn.
#[derive(Clone, Copy)]
pub(crate) struct Fineness {
    /// Grid points to the degree.
    pub(crate) scale: i32,
    /// How far a simplified line may stray, in degrees of latitude.
    pub(crate) tolerance: f64,
    /// Rings of a smaller area are left out, in square km.
    pub(crate) least_km2: f64,
}

/// Areas as a draft, their common borders shared. Also returns which features use each arc.
pub(crate) fn draft_areas(
    features: Vec<AreaFeature>,
    fineness: Fineness,
    kind: EdgeKind<'_>,
) -> (Draft, Vec<Vec<usize>>) {
    let rings = features
        .iter()
        .flat_map(|f| &f.areas)
        .flat_map(|a| std::iter::once(&a.exterior).chain(&a.holes).cloned());
    let mut topology = Topology::of(&rings.collect::<Vec<_>>(), kind);
    topology.simplify(fineness.tolerance, fineness.scale);
    let mut users = vec![Vec::new(); topology.arcs.len()];
    let mut rings = topology.rings.iter();
    let mut drafts = Vec::new();
    for feature in features {
        let mut parts = Vec::new();
        let largest = feature
            .areas
            .iter()
            .map(|a| grid::doubled_area(&a.exterior).abs())
            .max();
        for area in &feature.areas {
            let is_largest = Some(grid::doubled_area(&area.exterior).abs()) == largest;
            let least = if is_largest { 0.0 } else { fineness.least_km2 };
            let exterior = rings.next().expect("one ring per exterior");
            let kept = is_drawable(&topology, exterior, least, fineness.scale);
            if kept {
                parts.push(part(PartKind::Exterior, exterior));
            }
            for hole in rings.by_ref().take(area.holes.len()) {
                if kept && is_drawable(&topology, hole, fineness.least_km2, fineness.scale) {
                    parts.push(part(PartKind::Hole, hole));
                }
            }
        }
        for &arc in parts.iter().flat_map(|p: &DraftPart| &p.arcs) {
            users[arc.max(!arc) as usize].push(drafts.len());
        }
        drafts.push(DraftFeature {
            about: feature.about,
            parts,
        });
    }
    let draft = Draft {
        scale: fineness.scale,
        arcs: topology.arcs,
        features: drafts,
    };
    (draft, users)
}

fn part(kind: PartKind, arcs: &[i32]) -> DraftPart {
    DraftPart {
        kind,
        arcs: arcs.to_vec(),
    }
}

fn is_drawable(topology: &Topology, ring: &[i32], least_km2: f64, scale: i32) -> bool {
    let ring = topology.trace(ring);
    ring.len() > 3 && grid::doubled_area(&ring) != 0 && grid::area_km2(&ring, scale) >= least_km2
}

/// Adds a feature of lines that run along arcs of the draft.
pub(crate) fn add_lines(draft: &mut Draft, about: About, arcs: impl Iterator<Item = usize>) {
    let parts: Vec<DraftPart> = arcs
        .map(|arc| part(PartKind::Line, &[arc as i32]))
        .collect();
    if !parts.is_empty() {
        draft.features.push(DraftFeature { about, parts });
    }
}

/// Lines as a draft.
pub(crate) fn draft_lines(features: Vec<LineFeature>, fineness: Fineness) -> Draft {
    let mut draft = Draft {
        scale: fineness.scale,
        arcs: Vec::new(),
        features: Vec::new(),
    };
    for feature in features {
        let shown = feature.lines.into_iter().map(|line| (PartKind::Line, line));
        let hidden = feature
            .hidden
            .into_iter()
            .map(|line| (PartKind::Hidden, line));
        let mut parts = Vec::new();
        for (kind, line) in shown.chain(hidden) {
            let line = grid::simplify(&line, fineness.tolerance, fineness.scale);
            parts.push(part(kind, &[draft.arcs.len() as i32]));
            draft.arcs.push(line);
        }
        draft.features.push(DraftFeature {
            about: feature.about,
            parts,
        });
    }
    draft
}

/// The bytes of a sheet, without the arcs and features that nothing uses.
pub(crate) fn encode(mut draft: Draft) -> Vec<u8> {
    draft.features.retain(|f| !f.parts.is_empty());
    let mut place = vec![None; draft.arcs.len()];
    let mut used = Vec::new();
    for arc in draft
        .features
        .iter_mut()
        .flat_map(|f| &mut f.parts)
        .flat_map(|p| &mut p.arcs)
    {
        let index = (*arc).max(!*arc) as usize;
        let to = *place[index].get_or_insert_with(|| {
            used.push(std::mem::take(&mut draft.arcs[index]));
            used.len() as i32 - 1
        });
        *arc = if *arc < 0 { !to } else { to };
    }
    draft.arcs = used;
    draft.encode(|block| zstd::bulk::compress(block, 19).expect("memory is enough for a page"))
}
