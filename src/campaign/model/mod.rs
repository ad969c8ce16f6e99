//! The model: plain data, no behaviour beyond looking things up.

mod event;
mod force;
mod ground;
mod header;
mod land;
mod place;
mod request;

pub use event::*;
pub use force::*;
pub use ground::*;
pub use header::*;
pub use land::*;
pub use place::*;
pub use request::*;

use super::date::Interval;

/// How far a campaign has come on its way to the map.
pub trait Stage {
    /// What is known of a place.
    type Place;
    /// What is known of an area.
    type Area;
}

/// As an author or an article put it: places are names, areas are expressions.
#[derive(Clone, Copy, Debug)]
pub enum Written {}

/// Every place has a position, every area a shape.
#[derive(Clone, Copy, Debug)]
pub enum Resolved {}

impl Stage for Written {
    type Place = PlaceName;
    type Area = AreaText;
}

impl Stage for Resolved {
    type Place = Place;
    type Area = Area;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);
    )*};
}

ids! {
    /// Index into [`Campaign::sides`].
    SideId,
    /// Index into [`Campaign::forces`].
    ForceId,
    /// Index into [`Campaign::places`].
    PlaceId,
    /// Index into [`Campaign::areas`].
    AreaId,
    /// Index into [`Campaign::sources`].
    SourceId,
}

/// A whole campaign at one stage of its making.
#[derive(Debug)]
pub struct Campaign<S: Stage> {
    /// Title, dates and language of the campaign as a whole.
    pub header: Header,
    /// What the author asks of the map.
    pub map: MapRequest,
    /// The sides, in the author's order, which is the order of colours.
    pub sides: Vec<Side>,
    /// Bodies of troops.
    pub forces: Vec<Force>,
    /// Places, each at most once.
    pub places: Vec<S::Place>,
    /// Areas that polities and changes refer to.
    pub areas: Vec<S::Area>,
    /// Who held what.
    pub polities: Vec<Polity>,
    /// Land that changed hands, was contested or in revolt.
    pub changes: Vec<Change>,
    /// Roads, streams, woods of the file's own.
    pub features: Vec<GroundFeature>,
    /// Marches, flights, retreats.
    pub movements: Vec<Movement>,
    /// Battles, sieges, skirmishes, in the author's order.
    pub battles: Vec<Battle>,
    /// Other events: treaties, revolts, coronations.
    pub events: Vec<Event>,
    /// Texts for frames and phases.
    pub captions: Vec<Caption>,
    /// How frames of a film are made.
    pub frames: FrameRequest,
    /// Files the author asks for.
    pub outputs: Vec<Output>,
    /// Where the facts come from.
    pub sources: Vec<SourceEntry>,
}

impl<S: Stage> Campaign<S> {
    /// The campaign with its places and areas replaced and all else as it was.
    pub fn with_places<T: Stage>(self, places: Vec<T::Place>, areas: Vec<T::Area>) -> Campaign<T> {
        Campaign {
            header: self.header,
            map: self.map,
            sides: self.sides,
            forces: self.forces,
            places,
            areas,
            polities: self.polities,
            changes: self.changes,
            features: self.features,
            movements: self.movements,
            battles: self.battles,
            events: self.events,
            captions: self.captions,
            frames: self.frames,
            outputs: self.outputs,
            sources: self.sources,
        }
    }

    /// The side with this id.
    pub fn side(&self, id: SideId) -> &Side {
        &self.sides[id.0]
    }

    /// The force with this id.
    pub fn force(&self, id: ForceId) -> &Force {
        &self.forces[id.0]
    }

    /// The caption of a step: of those that touch it the one that begins last, which tells what is
    /// new in it.
    pub fn caption_in(&self, step: Interval) -> Option<&Caption> {
        let touching = self
            .captions
            .iter()
            .filter(|c| c.when.interval.overlaps(step));
        touching.max_by_key(|c| c.when.interval.start)
    }

    /// The campaign's time: as its header says, else from its first battle or march to its last.
    pub fn span(&self) -> Interval {
        let said = self.header.when.as_ref();
        let battles = self.battles.iter().filter_map(|b| b.when.as_ref());
        let movements = self.movements.iter().filter_map(|m| m.when.as_ref());
        said.map(|date| date.interval)
            .or_else(|| {
                battles
                    .chain(movements)
                    .map(|d| d.interval)
                    .reduce(Interval::hull)
            })
            .unwrap_or(Interval::ALWAYS)
    }
}

impl Campaign<Resolved> {
    /// The place with this id.
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[id.0]
    }

    /// The area with this id.
    pub fn area(&self, id: AreaId) -> &Area {
        &self.areas[id.0]
    }
}
