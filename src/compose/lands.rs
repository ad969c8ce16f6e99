//! Who holds what on the page: the areas of polities and changes, cut to the land and to each
//! other, worked out once for tints, hatching, frontiers and names.

use std::sync::OnceLock;

use super::context::Context;
use super::presence::Presence;
use super::{overlay, signs, tints};
use crate::campaign::{Change, ChangeKind, PlaceGeometry, PlaceId, Polity, Precision, SideId};
use crate::scene::Path;

/// Edges longer than so many px belong to a sketched outline, whose corners are cut so many times.
const SKETCH: (usize, f64) = (2, 7.0);
/// A ridge or river named as changed land is this wide, km, unless it has a radius.
const RIDGE_KM: f64 = 25.0;

/// A polity's land on the page.
pub(super) struct Holding<'a> {
    /// The polity.
    pub polity: &'a Polity,
    /// Its whole outline, sea included.
    pub outline: Path,
    /// What of it is land and nobody else's.
    pub land: Path,
    /// Where it ends on land, once it is asked for.
    frontier: OnceLock<Path>,
}

impl Holding<'_> {
    /// Where it ends on land.
    pub(super) fn frontier(&self, context: &Context<'_>) -> &Path {
        self.frontier.get_or_init(|| tints::frontier(context, self))
    }

    /// The sign of its frontier, empty if it has none on the map.
    pub(super) fn sign(&self, context: &Context<'_>) -> String {
        if self.frontier(context).is_empty() {
            String::new()
        } else {
            signs::frontier(self.polity.precision)
        }
    }
}

/// A change's land on the page.
pub(super) struct Disputed<'a> {
    /// The change.
    pub change: &'a Change,
    /// Areas with known limits, sea included.
    pub(super) outline: Path,
    /// The same, cut to the land.
    pub shaped: Path,
    /// Districts without known limits: circles and ridges.
    pub districts: Path,
    /// The part of `shaped` that the side of its tint does not hold as a polity anyway.
    pub tinted: Path,
}

impl Disputed<'_> {
    /// The side in whose tint the land with known limits lies: who has it at the end of the moment.
    pub(super) fn tint_side(&self) -> SideId {
        tint_and_hatch(self.change).0
    }
}

/// The sides whose tint and whose hatching changed land of known limits shows. Land that passed to
/// its new holder lies in his tint, hatched in the old one's colour; land that is only claimed,
/// occupied or in revolt is hatched by the rival (the convention of historical atlases).
pub(super) fn tint_and_hatch(change: &Change) -> (SideId, SideId) {
    match change.kind {
        ChangeKind::Ceded | ChangeKind::Annexed if !change.areas.is_empty() => {
            (change.rival, change.holder)
        }
        _ => (change.holder, change.rival),
    }
}

/// All land that is tinted or hatched at the moment.
#[derive(Default)]
pub(super) struct Lands<'a> {
    /// Polities, sides' own first, in the order of the file.
    pub holdings: Vec<Holding<'a>>,
    /// Changes, in the order of the file.
    pub disputed: Vec<Disputed<'a>>,
}

impl<'a> Lands<'a> {
    /// The land of a moment.
    pub(super) fn new(context: &Context<'a>) -> Self {
        let campaign = context.inputs.campaign;
        let [held, changed] = Self::held(context);
        let changed = changed.into_iter();
        let mut disputed: Vec<Disputed<'a>> = changed
            .map(|index| disputed(context, &campaign.changes[index]))
            .collect();
        let mut polities: Vec<&Polity> = held
            .into_iter()
            .map(|index| &campaign.polities[index])
            .collect();
        // Where sketched outlines overlap, a side's own land goes before an onlooker's.
        polities.sort_by_key(|p| p.side.is_none_or(|side| campaign.side(side).neutral));
        let mut holdings: Vec<Holding<'a>> = Vec::new();
        for polity in polities {
            holdings.push(holding(context, polity, &holdings, &disputed));
        }
        for land in &mut disputed {
            land.tinted = holdings
                .iter()
                .filter(|h| h.polity.side == Some(land.tint_side()))
                .fold(land.shaped.clone(), |rest, h| {
                    overlay::difference(&rest, &h.outline)
                });
        }
        Self { holdings, disputed }
    }

    /// What decides the land of a moment: the polities that hold some, then the changes that show, by
    /// their numbers in the file.
    pub(super) fn held(context: &Context<'_>) -> [Vec<usize>; 2] {
        let campaign = context.inputs.campaign;
        let polities = campaign.polities.iter().enumerate();
        let held = polities.filter(|(_, p)| context.holds(p.when.as_ref()));
        let changes = campaign.changes.iter().enumerate();
        let changed = changes
            .filter(|(_, c)| {
                context
                    .presence(c.when.as_ref())
                    .is_some_and(Presence::goes_on)
            })
            .filter(|(_, c)| !is_transfer(c.kind) || context.begins(c.when.as_ref()));
        [
            held.map(|(index, _)| index).collect(),
            changed.map(|(index, _)| index).collect(),
        ]
    }
}

/// Land that passes to another holder is hatched when it happens; afterwards it is the new holder's.
fn is_transfer(kind: ChangeKind) -> bool {
    matches!(
        kind,
        ChangeKind::Ceded | ChangeKind::Annexed | ChangeKind::Restored
    )
}

fn holding<'a>(
    context: &Context<'a>,
    polity: &'a Polity,
    before: &[Holding<'a>],
    disputed: &[Disputed<'a>],
) -> Holding<'a> {
    let shape = &context.inputs.campaign.area(polity.area).shape;
    let mut outline = context.inputs.view.area(shape);
    if let Some(px) = context.stray_px() {
        // White rims between a country and its own coast would look like nobody's land.
        let rims = overlay::slivers(&outline, context.land(), px);
        outline = overlay::union(&outline, &rims);
    }
    if polity.precision != Precision::Treaty {
        outline = sketched(context, &outline);
    }
    for other in before {
        outline = overlay::difference(&outline, &other.outline);
    }
    for change in disputed
        .iter()
        .filter(|d| takes_tint(d.change) && polity.side != Some(d.tint_side()))
    {
        outline = overlay::difference(&outline, &change.shaped);
    }
    let land = overlay::intersection(&outline, context.land());
    Holding {
        polity,
        outline,
        land,
        frontier: OnceLock::new(),
    }
}

/// An outline with the corners rounded that somebody drew by hand: within the frame, on land.
fn sketched(context: &Context<'_>, outline: &Path) -> Path {
    let frame = context.inputs.view.frame;
    overlay::rounded(outline, SKETCH, |p| {
        frame.contains(p) && context.is_inland(p)
    })
}

/// Whether the holder's tint replaces what lies below.
fn takes_tint(change: &Change) -> bool {
    change.kind != ChangeKind::Vassal
}

fn disputed<'a>(context: &Context<'a>, change: &'a Change) -> Disputed<'a> {
    let campaign = context.inputs.campaign;
    let mut shaped = Path::new();
    for id in &change.areas {
        let outline = context.inputs.view.area(&campaign.area(*id).shape);
        shaped = overlay::union(&shaped, &sketched(context, &outline));
    }
    let mut districts = Path::new();
    for id in &change.places {
        districts = overlay::union(&districts, &district(context, *id));
    }
    let cut = |area: &Path| overlay::intersection(area, context.land());
    let outline = shaped;
    let (shaped, districts) = (cut(&outline), cut(&districts));
    Disputed {
        change,
        outline,
        tinted: Path::new(),
        shaped,
        districts,
    }
}

/// The land meant by a place: its area, a band along its course, or a circle.
fn district(context: &Context<'_>, id: PlaceId) -> Path {
    let view = context.inputs.view;
    let place = context.inputs.campaign.place(id);
    match &place.geometry {
        PlaceGeometry::Area(shape) => view.area(shape),
        PlaceGeometry::Line(lines) => {
            let km = if place.radius_km > 0.0 {
                place.radius_km.min(60.0)
            } else {
                RIDGE_KM
            };
            overlay::band(&context.lines(lines), km * view.px_per_km(place.position))
        }
        PlaceGeometry::Point => view.circle(place.position, place.radius_km.max(RIDGE_KM)),
    }
}
