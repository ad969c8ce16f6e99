//! The gazetteer: from a name to the places that bear it.
//!
//! Two tables, and the packs that a user adds, answer together: the authored one (rivers, lakes, ranges, regions, polities, battlefields,
//! old names; read from `geodata/gazetteer/*.tsv`) and the packed one (settlements, provinces and
//! countries of the world). Names are folded to one spelling; what is not found as written is sought by its
//! consonant skeleton.

mod areas;
mod authored;
mod class;
mod context;
mod fold;
mod geometry;
pub mod import;
pub mod index;
mod kind;
mod outline;
pub mod overlay;
pub mod pack;
pub mod packed;
pub mod relative;
mod resolve;
pub mod row;
mod score;
mod search;
mod similar;
mod skeleton;
mod towns;

pub use authored::{Course, Entry, HEADER};
pub use class::{FeatureClass, Stripped, generic_word, strip_generic};
pub use fold::{fold, one_script};
pub use geometry::Atlas;
pub use resolve::resolve;
pub use skeleton::skeleton;

use self::authored::Authored;
use self::index::NameIndex;
use self::pack::Pack;
use self::packed::Packed;
use crate::campaign::{Certainty, Names};
use crate::geom::LonLat;

/// The authored tables, each with its file name.
pub const TABLES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/gazetteer_tables.rs"));

static TABLE_KEYS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer_keys.fst"));
static TABLE_POSTINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer_postings.bin"));
static SETTLEMENTS: &[u8] = include_bytes!("../../geodata/settlements.bin");

/// What is asked of the gazetteer.
#[derive(Clone, Debug, Default)]
pub struct Query<'a> {
    /// The name as written: `Bayan-аul`, `Lake Zaysan`, `the Emil River`.
    pub name: &'a str,
    /// Classes that the text hints at; empty if none. Generic words in the name add to it.
    pub classes: &'a [FeatureClass],
    /// Where the context is, if known.
    pub near: Option<LonLat>,
    /// Year of the context, if known (negative is BC).
    pub year: Option<i32>,
    /// ISO country codes the text names (`US`), or regions within one (`US-GA`), if any.
    pub countries: &'a [&'a str],
}

/// One place that may be meant, with its score and the reasons for it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Stable id: `gn:1522203` for a settlement, `lake-zaysan` for an authored entry.
    pub id: String,
    /// Its main name.
    pub name: String,
    /// The name that matched, folded.
    pub matched: String,
    /// How like the name sought it is, 0 to 1; 1 is letter by letter after folding.
    pub likeness: f64,
    /// What it is.
    pub class: FeatureClass,
    /// A point on the feature.
    pub position: LonLat,
    /// Rough radius in km, 0 for a point.
    pub extent_km: f64,
    /// 1 known to everybody .. 5 obscure.
    pub rank: u8,
    /// ISO 3166 alpha-2 codes.
    pub countries: Vec<String>,
    /// The region within the country where one is known: `US-GA`; may be empty.
    pub region: String,
    /// Names by language tag.
    pub names: Names,
    /// Years in which the name was in use.
    pub years: (Option<i32>, Option<i32>),
    /// How sure the position is.
    pub certainty: Certainty,
    /// 0 to 1, comparable between candidates of one query.
    pub score: f64,
    /// Why: `its name`, `is a river`, `12 km from the context`.
    pub reasons: Vec<String>,
}

/// The names of the world and what bears them.
pub struct Gazetteer {
    authored: Authored,
    packed: Packed,
    packs: Vec<Pack>,
}

impl Gazetteer {
    /// The gazetteer inside the binary.
    pub fn bundled() -> Self {
        Self {
            authored: Authored::new(
                TABLES.iter().map(|(_, text)| *text),
                NameIndex::new(TABLE_KEYS, TABLE_POSTINGS).expect("the build script wrote it"),
            ),
            packed: Packed::open(SETTLEMENTS)
                .expect("the bundled file is compared with the catalogue by a test"),
            packs: Vec::new(),
        }
    }

    /// The same with packs that are asked beside it.
    #[must_use]
    pub fn with_packs(mut self, packs: impl IntoIterator<Item = Pack>) -> Self {
        self.packs.extend(packs);
        self
    }

    /// The packs, in the order in which they were added.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// Whether any entry bears this folded name, with or without its generic words.
    pub fn has_name(&self, folded: &str) -> bool {
        self.authored.index.contains(folded)
            || self.packed.index.contains(folded)
            || self.packs.iter().any(|pack| pack.has(folded))
    }

    /// Whether any folded name starts with these letters: the longest match may go on.
    pub fn may_start(&self, folded_prefix: &str) -> bool {
        self.authored.index.any_starts_with(folded_prefix)
            || self.packed.index.any_starts_with(folded_prefix)
            || (self.packs.iter()).any(|pack| pack.any_starts_with(folded_prefix))
    }

    /// The authored entry with this id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.authored.by_id(id)
    }

    /// All authored entries, in the order of the tables.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.authored.entries()
    }

    /// The packed table of settlements, provinces and countries.
    pub fn packed(&self) -> &Packed {
        &self.packed
    }
}
