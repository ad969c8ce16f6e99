//! What of a reading goes on the map: which movements can be drawn and how important they are, which
//! places they need, who leads.

mod forces;
mod theatre;

use std::collections::BTreeSet;

pub(super) use self::forces::Force;
use self::forces::forces;
use self::theatre::{Theatre, compass};
use crate::campaign::MovementKind;
use crate::gazetteer::FeatureClass;
use crate::geom::{LonLat, bearing_deg, distance_km};
use crate::reading::{MovementReading, Outcome, PlaceReading, Reading};

/// Movements of rank 1 and of rank 2 on an overview map; more would crowd it.
const OF_RANK: usize = 4;
/// Places named for orientation only.
const MOST_LANDMARKS: usize = 14;

/// A stop of a movement in the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    Place(usize),
    Edge(&'static str),
}

/// A movement that can be drawn.
pub(super) struct Planned {
    pub(super) movement: usize,
    pub(super) side: usize,
    pub(super) via: Vec<Stop>,
    pub(super) rank: u8,
    /// What is guessed in it.
    pub(super) doubt: String,
}

/// What is drawn.
pub(super) struct Plan {
    pub(super) sides: Vec<usize>,
    pub(super) forces: Vec<Force>,
    pub(super) movements: Vec<Planned>,
    /// Movements that lack a stop.
    pub(super) undrawn: Vec<usize>,
    /// Battles with a place.
    pub(super) battles: Vec<usize>,
    pub(super) unplaced_battles: Vec<usize>,
    /// Battles long before or after the campaign.
    pub(super) past_battles: Vec<usize>,
    pub(super) places: BTreeSet<usize>,
    /// Places for orientation.
    pub(super) landmarks: BTreeSet<usize>,
}

impl Plan {
    /// Plans the map of a reading.
    pub(super) fn of(reading: &Reading) -> Self {
        let theatre = Theatre::of(reading);
        let (told, past_battles) =
            (0..reading.battles.len()).partition(|&b| is_of_its_years(reading, b));
        let told: Vec<usize> = told;
        let (battles, unplaced_battles) = told.into_iter().partition(|&b| {
            reading.battles[b]
                .place
                .is_some_and(|p| is_spot(&reading.places[p]))
        });
        let (movements, undrawn) = movements(reading, &theatre);
        let mut plan = Self {
            sides: Vec::new(),
            forces: forces(reading),
            movements,
            undrawn,
            battles,
            unplaced_battles,
            past_battles,
            places: BTreeSet::new(),
            landmarks: BTreeSet::new(),
        };
        plan.sides = plan.needed_sides(reading);
        plan.places = plan.needed_places(reading);
        plan.landmarks = landmarks(reading, &theatre, &plan.places);
        plan
    }

    /// The force that some commanders of a side belong to.
    pub(super) fn force_of(&self, side: usize, commanders: &[usize]) -> Option<&Force> {
        commanders.iter().find_map(|c| {
            self.forces
                .iter()
                .find(|f| f.side == side && f.commanders.contains(c))
        })
    }

    fn needed_sides(&self, reading: &Reading) -> Vec<usize> {
        let mut sides = BTreeSet::new();
        for &b in &self.battles {
            let battle = &reading.battles[b];
            sides.extend(battle.parts.iter().map(|p| p.side));
            if let Outcome::Side(side) = battle.victor {
                sides.insert(side);
            }
        }
        sides.extend(self.movements.iter().map(|m| m.side));
        sides.extend(
            reading
                .control_changes
                .iter()
                .flat_map(|c| [c.from, c.to])
                .flatten(),
        );
        sides.extend(
            reading
                .border_changes
                .iter()
                .flat_map(|c| [c.from, c.to])
                .flatten(),
        );
        sides.extend(
            reading
                .border_changes
                .iter()
                .flat_map(|c| &c.shares)
                .filter_map(|s| s.side),
        );
        sides.into_iter().collect()
    }

    fn needed_places(&self, reading: &Reading) -> BTreeSet<usize> {
        let mut places = BTreeSet::new();
        places.extend(
            self.battles
                .iter()
                .filter_map(|&b| reading.battles[b].place),
        );
        places.extend(self.movements.iter().flat_map(|m| &m.via).filter_map(|s| {
            if let Stop::Place(p) = s {
                Some(*p)
            } else {
                None
            }
        }));
        let changed = reading
            .control_changes
            .iter()
            .flat_map(|c| &c.places)
            .chain(reading.border_changes.iter().flat_map(|c| &c.places));
        places.extend(
            changed
                .copied()
                .filter(|&p| reading.places[p].position.is_some()),
        );
        places
    }
}

/// Whether a place has a position small enough for a marker.
fn is_spot(place: &PlaceReading) -> bool {
    place.position.is_some() && place.radius_km <= 500.0
}

fn movements(reading: &Reading, theatre: &Theatre) -> (Vec<Planned>, Vec<usize>) {
    let (mut planned, mut undrawn) = (Vec::new(), Vec::new());
    for (i, movement) in reading.movements.iter().enumerate() {
        let drawn =
            plan(reading, movement, i, theatre).filter(|_| is_of_campaign(reading, movement));
        match drawn {
            Some(p) => planned.push(p),
            None => undrawn.push(i),
        }
    }
    rank(reading, &mut planned);
    (planned, undrawn)
}

/// Whether a movement is told as part of the campaign: in its years, and in no section of what led to it
/// or came of it.
fn is_of_campaign(reading: &Reading, movement: &MovementReading) -> bool {
    const OUTSIDE: &[&str] = &[
        "aftermath",
        "background",
        "consequences",
        "legacy",
        "prelude",
        "significance",
    ];
    let in_time = reading
        .span
        .zip(movement.when)
        .is_none_or(|((first, last), when)| when.end.year >= first && when.start.year <= last);
    let start = reading.sentences[movement.sentence].start;
    let sections = &reading.article.sections;
    let section = sections
        .iter()
        .rposition(|s| !s.heading_range.is_empty() && s.heading_range.start <= start);
    let is_outside = |s: usize| {
        let heading = sections[s].heading.to_lowercase();
        OUTSIDE.iter().any(|word| heading.contains(word))
    };
    let is_migration =
        movement.person.is_none() && reading.quote(movement.sentence).contains("migrat");
    in_time
        && !is_migration
        && !section.is_some_and(|s| reading.article.ancestry(s).any(is_outside))
}

fn plan(
    reading: &Reading,
    movement: &MovementReading,
    index: usize,
    theatre: &Theatre,
) -> Option<Planned> {
    let side = movement.side?;
    let mut doubts = Vec::new();
    let mut via: Vec<Stop> = movement
        .from
        .iter()
        .chain(&movement.via)
        .filter_map(|&p| theatre.stop(reading, p))
        .collect();
    let goals = movement
        .to
        .iter()
        .take(if movement.kind == MovementKind::Transfer {
            1
        } else {
            3
        });
    via.extend(goals.filter_map(|&p| theatre.stop(reading, p)));
    via.dedup();
    if movement.from_is_inferred {
        doubts.push("the origin is where they were last");
    }
    if via.len() == 1 {
        let home = theatre
            .middle
            .zip(reading.sides[side].home)
            .filter(|(m, h)| distance_km(*m, *h) > theatre.reach_km);
        let edge = Stop::Edge(compass(home.map(|(m, h)| bearing_deg(m, h))?));
        // Later marches of a side that is in the field need not come from home.
        let is_first = reading.movements[..index]
            .iter()
            .all(|m| m.side != Some(side));
        if movement.to.is_empty() && movement.via.is_empty() {
            via.push(edge);
            doubts.push("the text names no goal: towards their own land");
        } else if is_first {
            via.insert(0, edge);
            doubts.push("the text names no origin: from their own land");
        }
    }
    // What is wholly beyond the frame is not seen.
    let is_seen = via.iter().any(|s| match s {
        Stop::Place(place) => theatre.frames(reading, *place),
        Stop::Edge(_) => false,
    });
    (via.len() >= 2 && is_seen).then(|| Planned {
        movement: index,
        side,
        via,
        rank: 3,
        doubt: doubts.join("; "),
    })
}

/// The most telling movements come first: with leaders, stated ends, battles at their end.
fn rank(reading: &Reading, planned: &mut [Planned]) {
    let battle_at = |p: usize| reading.battles.iter().any(|b| b.place == Some(p));
    let weight = |p: &Planned| {
        let m = &reading.movements[p.movement];
        let mut weight = 0;
        weight += if m.from.is_some() && !m.from_is_inferred {
            2
        } else {
            0
        };
        weight += if m.to.iter().any(|&t| battle_at(t)) {
            2
        } else {
            0
        };
        weight += i32::from(m.person.is_some())
            + i32::from(!m.via.is_empty())
            + i32::from(m.when.is_some_and(|w| w.start.month > 0 && !w.inherited));
        weight
            - if m.kind == MovementKind::Planned {
                4
            } else {
                0
            }
            - p.via.iter().filter(|s| matches!(s, Stop::Edge(_))).count() as i32
    };
    let mut order: Vec<usize> = (0..planned.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(weight(&planned[i])), i));
    for (place, &i) in order.iter().enumerate() {
        planned[i].rank = if place < OF_RANK {
            1
        } else if place < 2 * OF_RANK {
            2
        } else {
            3
        };
    }
}

/// Whether a battle falls in the years of the campaign, if both are known, or just beside them.
fn is_of_its_years(reading: &Reading, battle: usize) -> bool {
    let when = reading.battles[battle].when;
    reading.span.zip(when).is_none_or(|((first, last), when)| {
        let slack = 1 + (last - first) / 4;
        when.end.year >= first - slack && when.start.year <= last + slack
    })
}

/// Rivers, lakes and towns named again and again near the theatre.
fn landmarks(reading: &Reading, theatre: &Theatre, used: &BTreeSet<usize>) -> BTreeSet<usize> {
    let Some(middle) = theatre.middle else {
        return BTreeSet::new();
    };
    let near = |p: &PlaceReading| {
        p.position
            .is_some_and(|q| distance_km(q, middle) < 1.3 * theatre.reach_km + 100.0)
    };
    let plain = |p: &PlaceReading| {
        !matches!(
            p.class,
            Some(FeatureClass::Country | FeatureClass::Polity | FeatureClass::Ocean)
        ) && (p.radius_km < 500.0 || p.class == Some(FeatureClass::River))
    };
    let mut found: Vec<usize> = (0..reading.places.len())
        .filter(|i| !used.contains(i))
        .collect();
    found.retain(|&i| {
        near(&reading.places[i])
            && theatre.frames(reading, i)
            && plain(&reading.places[i])
            && reading.places[i].chosen.is_some()
            && reading.places[i].weight > 0
    });
    let spots: Vec<LonLat> = (used.iter().chain(&found))
        .filter_map(|&i| reading.places[i].position)
        .collect();
    found.retain(|&i| theatre::is_in_frame(&spots, reading.places[i].position));
    found.sort_by_key(|&i| (std::cmp::Reverse(reading.places[i].weight), i));
    found.truncate(MOST_LANDMARKS);
    found.into_iter().collect()
}
