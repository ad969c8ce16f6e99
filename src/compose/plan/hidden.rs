//! What a small map leaves out because it has no room for its name: a marker that nobody can name says
//! nothing.

use super::Plan;
use crate::campaign::{BattleSize, PlaceKind};
use crate::compose::labels::Placement;
use crate::diag::Diagnostic;

/// Ids of what is left out, by kind.
#[derive(Default)]
pub(in crate::compose) struct Hidden {
    /// Battles.
    pub battles: Vec<String>,
    /// Towns, forts, passes.
    pub places: Vec<String>,
    /// Other events.
    pub events: Vec<String>,
    /// Movements.
    pub movements: Vec<String>,
}

/// A marker without a name, the least important first: towns, other events, battles by their size, cities.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Nameless {
    Place(String),
    Event(String),
    Battle(BattleSize, String),
    City(String),
}

impl Hidden {
    /// Leaves out what found no room for its name; whether there was anything.
    ///
    /// Markers give way before movements, and half of them at a time: the others may have room then.
    pub(in crate::compose) fn take(&mut self, plan: &Plan<'_>, placement: &Placement) -> bool {
        let ids: Vec<&str> = placement.left_out.iter().map(|l| l.of.as_str()).collect();
        let mut nameless = nameless(plan, &ids);
        nameless.sort();
        nameless.truncate(nameless.len().div_ceil(2));
        let has_markers = !nameless.is_empty();
        for marker in nameless {
            match marker {
                Nameless::Place(id) | Nameless::City(id) => self.places.push(id),
                Nameless::Event(id) => self.events.push(id),
                Nameless::Battle(_, id) => self.battles.push(id),
            }
        }
        if has_markers {
            return true;
        }
        let movements = plan.arrows.iter().map(|a| a.movement);
        let is_nameless = |id: &str| ids.contains(&format!("movement-{id}").as_str());
        let least = movements
            .filter(|m| is_nameless(&m.id))
            .max_by_key(|m| m.rank);
        self.movements.extend(least.map(|m| m.id.clone()));
        least.is_some()
    }

    /// What was left out.
    pub(in crate::compose) fn report(&self) -> Option<Diagnostic> {
        let counted = [
            (self.battles.len(), "battle", "battles"),
            (self.events.len(), "event", "events"),
            (self.places.len(), "place", "places"),
            (self.movements.len(), "movement", "movements"),
        ];
        let counted = counted.into_iter().filter(|(count, ..)| *count > 0);
        let parts: Vec<String> = counted
            .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
            .collect();
        let ids: Vec<&str> = [&self.battles, &self.events, &self.places, &self.movements]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        (!parts.is_empty()).then(|| {
            let parts = parts.join(", ");
            let message = format!("{parts} left out: a map so small has no room for their names");
            Diagnostic::warning(message)
                .hint(format!("a larger preset draws them: {}", ids.join(", ")))
        })
    }
}

fn nameless(plan: &Plan<'_>, ids: &[&str]) -> Vec<Nameless> {
    let is_left = |kind: &str, id: &str| ids.contains(&format!("{kind}-{id}").as_str());
    let mut all = Vec::new();
    for place in plan.places.iter().map(|mark| mark.place) {
        if is_left("place", &place.id) {
            all.push(match place.kind {
                PlaceKind::City => Nameless::City(place.id.clone()),
                _ => Nameless::Place(place.id.clone()),
            });
        }
    }
    for event in plan.events.iter().map(|mark| mark.event) {
        if is_left("event", &event.id) {
            all.push(Nameless::Event(event.id.clone()));
        }
    }
    for battle in plan.battles.iter().map(|mark| mark.battle) {
        if is_left("battle", &battle.id) {
            all.push(Nameless::Battle(battle.size, battle.id.clone()));
        }
    }
    all
}
