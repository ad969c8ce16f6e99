//! Where each force was last: the origin of a movement whose text does not tell it.

use std::collections::BTreeMap;

use super::MovementReading;
use crate::campaign::MovementKind;
use crate::reading::story::Story;

/// Who was somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Person(usize),
    Side(usize),
}

/// Where somebody was, the sentence that told it, and the year, if it is known.
#[derive(Clone, Copy, Debug)]
struct Spot {
    place: usize,
    sentence: usize,
    year: Option<i32>,
    /// Who was told to be there, if one person.
    person: Option<usize>,
    /// Whether they marched there, and were not only told to fight there.
    is_march: bool,
}

/// Sentences after which a whole side's last place says nothing of those who move.
const SIDE_MEMORY: usize = 12;
/// The same for a person, who is one force.
const PERSON_MEMORY: usize = 40;

/// Years after which nobody is still where he was last.
const YEARS_KEPT: i32 = 1;

/// Radius in km from which on a place does not say where in it somebody is.
const WIDE_KM: f64 = 250.0;

/// The last known places of persons and sides.
#[derive(Debug, Default)]
pub(super) struct Whereabouts(BTreeMap<Who, Spot>);

impl Whereabouts {
    /// Where they were last is where they come from, if the text does not say.
    pub(super) fn infer_origin(&self, movement: &mut MovementReading, story: &Story) {
        let sends = movement.kind == MovementKind::Transfer && movement.person.is_none();
        if movement.from.is_some() || movement.to.is_empty() || sends {
            return;
        }
        let of_person = movement
            .person
            .and_then(|p| self.recent(Who::Person(p), movement, PERSON_MEMORY));
        let section = |s: usize| story.document.sentences[s].section;
        // Where another leader of the side went says nothing.
        let is_own = |spot: &Spot| {
            spot.person
                .is_none_or(|p| movement.person.is_none_or(|m| m == p))
        };
        let of_side = movement
            .side
            .and_then(|s| self.recent(Who::Side(s), movement, SIDE_MEMORY))
            .filter(is_own)
            .filter(|spot| {
                // A leader not seen before may come from anywhere, unless it is told in one breath; so may a
                // formation, and those who land.
                let is_one = movement.person.is_some()
                    || movement.by_sea
                    || super::formation::is_formation(&movement.who);
                !is_one || section(spot.sentence) == section(movement.sentence)
            })
            .filter(|spot| {
                let sentence = &story.document.sentences[movement.sentence];
                !super::formation::is_formation(&movement.who)
                    || super::frame::is_outcome_at(story, sentence, spot.place)
            });
        // The army that he leads may have gone on since.
        let later = of_side.filter(|s| {
            s.is_march
                && s.person.is_none()
                && of_person.is_some_and(|own| own.sentence < s.sentence)
        });
        let known = later.or(of_person).or(of_side).map(|spot| spot.place);
        let fits = |p: &usize| {
            let is_placed = story.places[*p].position.is_some();
            is_placed && !movement.to.contains(p) && !movement.via.contains(p)
        };
        if let Some(place) = known.filter(fits) {
            movement.from = Some(place);
            movement.from_is_inferred = true;
        }
    }

    fn recent(&self, who: Who, movement: &MovementReading, memory: usize) -> Option<Spot> {
        let spot = self.0.get(&who)?;
        let years = movement.when.map(|w| w.start.year).zip(spot.year);
        let is_old = years.is_some_and(|(now, then)| now - then > YEARS_KEPT);
        let is_far = movement.sentence.saturating_sub(spot.sentence) > memory;
        (!is_old && !is_far).then_some(*spot)
    }

    /// Notes where a movement ended; one that was only planned ended nowhere.
    pub(super) fn moved(&mut self, movement: &MovementReading, story: &Story) {
        if matches!(movement.kind, MovementKind::Planned | MovementKind::Embassy) {
            return;
        }
        let Some(&place) = movement.to.last().or(movement.via.last()) else {
            return;
        };
        let who = movement.person.map(Who::Person);
        let all = who.into_iter().chain(movement.side.map(Who::Side));
        // Who went into a great land may be anywhere in it, but is no longer where he was.
        if story.places[place].radius_km >= WIDE_KM {
            who.and_then(|w| self.0.remove(&w));
            return;
        }
        let spot = Spot {
            place,
            sentence: movement.sentence,
            year: movement.when.map(|w| w.end.year),
            person: movement.person,
            is_march: true,
        };
        for who in all {
            self.0.insert(who, spot);
        }
    }

    /// Notes that those whom a sentence of a battle names were there.
    pub(super) fn fought(&mut self, story: &Story, sentence: usize, place: usize) {
        let year = story.timeline.reached(sentence).map(|w| w.end.year);
        let spot = Spot {
            place,
            sentence,
            year,
            person: None,
            is_march: false,
        };
        let tokens = &story.document.sentences[sentence].tokens;
        for (person, _) in story.persons.within(tokens) {
            self.0.insert(Who::Person(*person), spot);
        }
        for side in tokens
            .clone()
            .filter_map(|t| story.sides.at(story.document, t))
        {
            self.0.insert(Who::Side(side), spot);
        }
    }
}
