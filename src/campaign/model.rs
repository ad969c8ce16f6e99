//! The model: plain data, no behaviour beyond looking things up.

use std::collections::BTreeMap;

use geo::{MultiLineString, MultiPolygon};

use super::date::{Calendar, Date, Interval};
use crate::diag::Span;
use crate::geom::{GeoRect, LonLat};

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

/// A name in other languages: language tag (`kk`, `zh`) to name, in the tags' order.
pub type Names = BTreeMap<String, String>;

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

/// What is said of the campaign as a whole.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Title: `First Sino-Kazakh War`.
    pub title: String,
    /// Titles in other languages.
    pub titles: Names,
    /// Subtitle, may be empty.
    pub subtitle: String,
    /// When it took place, if said.
    pub when: Option<Date>,
    /// Calendar of the dates in the file.
    pub calendar: Calendar,
    /// Language of names and captions, a BCP 47 tag.
    pub lang: String,
    /// How it ended, in the author's words, may be empty.
    pub result: String,
    /// Provenance of the whole.
    pub provenance: Provenance,
}

/// Where a fact comes from and how sure it is.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    /// The source, if one is named.
    pub source: Option<SourceId>,
    /// Section or page within it: `shiderty` of `wp#shiderty`.
    pub section: String,
    /// The sentence it rests on, may be empty.
    pub quote: String,
    /// A remark, may be empty.
    pub note: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where it stands in the input.
    pub span: Option<Span>,
}

/// How sure a fact is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Nothing speaks against it.
    #[default]
    Certain,
    /// Probably so.
    LessCertain,
    /// A guess.
    Uncertain,
}

/// What the author asks of the map.
#[derive(Clone, Debug)]
pub struct MapRequest {
    /// What the map shows.
    pub extent: Extent,
    /// Room around the extent, as a fraction of it: 0.08.
    pub pad: f64,
    /// The projection as asked: `auto`, a name, or a name with parameters; parsed by `projection`.
    pub projection: ProjectionRequest,
    /// Base layers wanted: `land`, `lakes`, `rivers`, `relief`, `graticule`.
    pub base: Vec<String>,
    /// What is shown of the campaign and the furniture.
    pub show: Vec<String>,
    /// Whether present-day borders are drawn for orientation.
    pub modern_borders: bool,
}

/// What part of the globe a map shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Extent {
    /// Whatever the campaign needs.
    Auto,
    /// A box in degrees.
    Box(GeoRect),
    /// Room for these places.
    Places(Vec<PlaceId>),
}

/// A projection by name with parameters in degrees, or `auto`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProjectionRequest {
    /// `auto`, `lambert-conformal-conic`, `mercator`, `EPSG:3857`, `+proj=...`; empty means `auto`.
    pub kind: String,
    /// Parameters by name: `lon0`, `lat0`, `lat1`, `lat2`.
    pub parameters: BTreeMap<String, f64>,
}

/// A belligerent, a coalition or an onlooker: a colour on the map.
#[derive(Clone, Debug)]
pub struct Side {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// Colour: a slot's name (`blue`, `vermilion`, `teal`, `ochre`, `purple`, `grey`), a hex colour, or
    /// empty for the next free slot.
    pub color: String,
    /// Drawn quietly, without arrows or legend entry.
    pub neutral: bool,
    /// Provenance.
    pub provenance: Provenance,
}

/// A body of troops or a party on the move.
#[derive(Clone, Debug)]
pub struct Force {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// Whose it is.
    pub side: SideId,
    /// Its commanders.
    pub commanders: Vec<String>,
    /// How many.
    pub strength: Option<Number>,
    /// Provenance.
    pub provenance: Provenance,
}

/// A number as sources give it: `20000`, `10000..12000`, `>10000`, `~2000`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Lower bound; equal to `high` for a plain number.
    pub low: f64,
    /// Upper bound; infinite for `>10000`.
    pub high: f64,
    /// Whether it is said to be approximate.
    pub approximate: bool,
}

/// What kind of thing a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A city.
    City,
    /// A town or village.
    Town,
    /// A fortress.
    Fort,
    /// A pass or gap.
    Pass,
    /// A battlefield.
    Battlefield,
    /// A spot without a nature of its own.
    Point,
    /// A lake.
    Lake,
    /// A sea, ocean, gulf or strait.
    Sea,
    /// A river.
    River,
    /// A range or a peak.
    Mountains,
    /// A valley.
    Valley,
    /// A region, province or desert.
    Region,
    /// The land of a people.
    People,
    /// An island or a group of them.
    Island,
}

/// A place as written: a name, perhaps a position, perhaps a relation.
#[derive(Clone, Debug)]
pub struct PlaceName {
    /// Stable id.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// What kind of thing it is, if said.
    pub kind: Option<PlaceKind>,
    /// Position, if given.
    pub at: Option<LonLat>,
    /// Course or ridge, if given.
    pub line: Vec<LonLat>,
    /// An area for it, if given.
    pub area: Option<AreaId>,
    /// Radius in km within which it lies, or of the district meant.
    pub radius_km: Option<f64>,
    /// Name to look up in the gazetteer when it differs from `name`.
    pub gazetteer: Option<String>,
    /// Whether a label is drawn.
    pub label: bool,
    /// 1 is drawn first, 3 is left out first.
    pub rank: u8,
    /// Provenance.
    pub provenance: Provenance,
}

/// A place with its position.
#[derive(Clone, Debug)]
pub struct Place {
    /// Stable id.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// What kind of thing it is.
    pub kind: PlaceKind,
    /// Where its marker stands: on the thing itself.
    pub position: LonLat,
    /// Radius in km of the circle within which it lies or which it fills; 0 for an exact point.
    pub radius_km: f64,
    /// Its course or outline where one is known.
    pub geometry: PlaceGeometry,
    /// Whether a label is drawn.
    pub label: bool,
    /// 1 is drawn first, 3 is left out first.
    pub rank: u8,
    /// Provenance; `certainty` tells whether the position is.
    pub provenance: Provenance,
}

/// The course or outline of a place.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaceGeometry {
    /// Nothing but the position.
    Point,
    /// A river, a ridge.
    Line(MultiLineString<f64>),
    /// A lake, a region.
    Area(MultiPolygon<f64>),
}

/// An area as written.
#[derive(Clone, Debug)]
pub struct AreaText {
    /// The expression: `borders.geojson#kazakh`, or `Kazakhstan - east-of(Balkhash, Chu)`.
    pub text: String,
    /// Where it stands in the input.
    pub span: Option<Span>,
}

/// An area with its shape, in degrees.
#[derive(Clone, Debug)]
pub struct Area {
    /// The shape; exterior rings counterclockwise, holes clockwise, seen on a plane of lon and lat.
    pub shape: MultiPolygon<f64>,
    /// The expression it came from, for the credits.
    pub text: String,
}

/// Who held an area in some time.
#[derive(Clone, Debug)]
pub struct Polity {
    /// Stable id.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// Whose colour it has; none is land colour with a name.
    pub side: Option<SideId>,
    /// When it held the area; none is always.
    pub when: Option<Date>,
    /// The land.
    pub area: AreaId,
    /// How well the frontier is known.
    pub precision: Precision,
    /// Provenance.
    pub provenance: Provenance,
}

/// How well a frontier is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// Approximate: drawn without a line.
    #[default]
    Approximate,
    /// Moderately precise: drawn dashed.
    Moderate,
    /// Fixed by treaty: drawn as a line.
    Treaty,
}

/// What happened to a piece of land.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Given up to the rival.
    Ceded,
    /// Held by the rival's troops.
    Occupied,
    /// Claimed or fought over by both.
    Contested,
    /// Risen against its holder.
    Revolt,
    /// Taken over for good.
    Annexed,
    /// Made a vassal or tributary of the rival.
    Vassal,
    /// Returned to its holder.
    Restored,
}

/// Land that changed hands or was in dispute, for a time.
#[derive(Clone, Debug)]
pub struct Change {
    /// Stable id.
    pub id: String,
    /// What happened.
    pub kind: ChangeKind,
    /// Text for the legend.
    pub name: String,
    /// Texts in other languages.
    pub names: Names,
    /// The land as shapes.
    pub areas: Vec<AreaId>,
    /// The land as places that have a radius, a line or an area.
    pub places: Vec<PlaceId>,
    /// Whose tint the land has.
    pub holder: SideId,
    /// Whose hatching.
    pub rival: SideId,
    /// When; none is always.
    pub when: Option<Date>,
    /// Provenance.
    pub provenance: Provenance,
}

/// How somebody moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MovementKind {
    /// A march forward.
    Advance,
    /// After a beaten enemy.
    Pursuit,
    /// In and out again.
    Raid,
    /// Back, beaten or called home.
    Retreat,
    /// A person or a remnant saving itself.
    Flight,
    /// A person coming back.
    Return,
    /// From one place of one's own to another.
    Transfer,
    /// To talk.
    Embassy,
    /// Intended, not done.
    Planned,
}

/// One stop of a movement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stop {
    /// A place of the campaign.
    Place(PlaceId),
    /// A bare position.
    At(LonLat),
    /// In or out through the frame, in a direction in degrees clockwise from north.
    Edge {
        /// 0 is north, 90 east.
        bearing_deg: f64,
    },
}

/// Whether the way taken is told by the sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Between the stops the way is guessed.
    #[default]
    Inferred,
    /// The stops are the way.
    Known,
}

/// A march, flight, retreat, embassy.
#[derive(Clone, Debug)]
pub struct Movement {
    /// Stable id.
    pub id: String,
    /// Who, if a force of the file.
    pub force: Option<ForceId>,
    /// Whose.
    pub side: SideId,
    /// How.
    pub kind: MovementKind,
    /// At least two stops, in order.
    pub via: Vec<Stop>,
    /// When.
    pub when: Option<Date>,
    /// 1 is always drawn; 3 is left out first.
    pub rank: u8,
    /// Text along the arrow; empty is the force's name.
    pub label: String,
    /// Texts in other languages.
    pub labels: Names,
    /// Whether the way is known.
    pub route: Route,
    /// Provenance.
    pub provenance: Provenance,
}

/// How large a battle was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum BattleSize {
    /// A skirmish.
    Skirmish,
    /// A battle.
    #[default]
    Battle,
    /// A battle that decided something.
    Major,
    /// A siege.
    Siege,
}

/// Who won.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Victor {
    /// This side.
    Side(SideId),
    /// Nobody.
    Draw,
    /// Not said.
    #[default]
    Unknown,
}

/// A side's part in a battle.
#[derive(Clone, Debug)]
pub struct Belligerent {
    /// The side.
    pub side: SideId,
    /// Its forces there.
    pub forces: Vec<ForceId>,
    /// How many it had.
    pub strength: Option<Number>,
    /// How many it lost.
    pub losses: Option<Number>,
}

/// A battle, siege or skirmish.
#[derive(Clone, Debug)]
pub struct Battle {
    /// Stable id.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// Where.
    pub place: PlaceId,
    /// When.
    pub when: Option<Date>,
    /// How large.
    pub size: BattleSize,
    /// Who fought.
    pub belligerents: Vec<Belligerent>,
    /// Who won.
    pub victor: Victor,
    /// One sentence about it, may be empty.
    pub caption: String,
    /// 1 is always drawn.
    pub rank: u8,
    /// Provenance.
    pub provenance: Provenance,
}

/// What kind of event, for its symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A rising: a flame.
    Revolt,
    /// A treaty: a scroll.
    Treaty,
    /// Anything else: a flag.
    Other,
}

/// An event that is no battle and no movement.
#[derive(Clone, Debug)]
pub struct Event {
    /// Stable id.
    pub id: String,
    /// Name as shown.
    pub name: String,
    /// Names in other languages.
    pub names: Names,
    /// Where.
    pub place: PlaceId,
    /// What kind.
    pub kind: EventKind,
    /// When.
    pub when: Option<Date>,
    /// 1 is always drawn.
    pub rank: u8,
    /// Provenance.
    pub provenance: Provenance,
}

/// A text shown in a time.
#[derive(Clone, Debug)]
pub struct Caption {
    /// When it is shown.
    pub when: Date,
    /// Title of a phase map, may be empty.
    pub title: String,
    /// One sentence.
    pub text: String,
    /// Texts in other languages.
    pub texts: Names,
}

/// How frames are made.
#[derive(Clone, Debug)]
pub struct FrameRequest {
    /// `year`, `month`, `event` or `list`.
    pub by: String,
    /// From when to when.
    pub range: Option<Date>,
    /// The dates of a list.
    pub dates: Vec<Date>,
    /// Template of file names.
    pub name: String,
    /// What stays in place from frame to frame: `extent`, `labels`, `legend`.
    pub lock: Vec<String>,
    /// Seconds a frame is held.
    pub hold: f64,
    /// In-between frames.
    pub tween: u32,
    /// Frames per second of a film.
    pub fps: f64,
    /// Seconds the first frame is held.
    pub first_hold: f64,
    /// Seconds the last frame is held.
    pub last_hold: f64,
}

/// A file the author asks for.
#[derive(Clone, Debug)]
pub struct Output {
    /// Path relative to the campaign file.
    pub file: String,
    /// Preset by name.
    pub preset: String,
    /// Languages, the first one being the file's.
    pub langs: Vec<String>,
    /// A date to draw the state of, if any.
    pub at: Option<Date>,
}

/// A source of facts.
#[derive(Clone, Debug)]
pub struct SourceEntry {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// The work it is part of, may be empty.
    pub work: String,
    /// Licence, may be empty.
    pub licence: String,
    /// Address, may be empty.
    pub url: String,
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
