//! Feature classes and the generic words that hint at them; also part of the build script.

use std::fmt;
use std::str::FromStr;

macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),* $(,)?) => {
        /// What kind of thing a gazetteer entry is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FeatureClass {
            $($(#[$doc])* $variant),*
        }

        impl FeatureClass {
            /// Every class, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word for it in the gazetteer's tables and on the command line.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),*
                }
            }
        }
    };
}

classes! {
    /// A city, town or village, also a vanished one.
    Settlement = "settlement",
    /// A fortress, castle, redoubt or trading post.
    Fort = "fort",
    /// A field of battle.
    Battlefield = "battlefield",
    /// A pass or gap.
    Pass = "pass",
    /// A river or stream.
    River = "river",
    /// A lake, lagoon or inland sea called a lake.
    Lake = "lake",
    /// A sea or a part of one.
    Sea = "sea",
    /// An ocean.
    Ocean = "ocean",
    /// A strait, sound or channel.
    Strait = "strait",
    /// A gulf, bay or estuary.
    Gulf = "gulf",
    /// A cape or headland.
    Cape = "cape",
    /// An island.
    Island = "island",
    /// A group of islands.
    Archipelago = "archipelago",
    /// A peninsula or isthmus.
    Peninsula = "peninsula",
    /// A range of mountains or hills.
    Range = "range",
    /// A single mountain or hill.
    Peak = "peak",
    /// A plain or steppe.
    Plain = "plain",
    /// A desert.
    Desert = "desert",
    /// A physical or historical region.
    Region = "region",
    /// An administrative unit.
    Province = "province",
    /// A state, khanate or colony of the past.
    Polity = "polity",
    /// A state of the present.
    Country = "country",
    /// A valley.
    Valley = "valley",
    /// A canal.
    Canal = "canal",
    /// A ford, ferry or bridge.
    Ford = "ford",
    /// A marsh or swamp.
    Marsh = "marsh",
    /// A forest.
    Forest = "forest",
    /// A plateau.
    Plateau = "plateau",
    /// A river's delta.
    Delta = "delta",
    /// An oasis.
    Oasis = "oasis",
    /// A road, trail or railway.
    Road = "road",
}

impl FeatureClass {
    /// How well an entry of this class answers to a hint: 1 the very class, 0 another world.
    pub fn agreement(self, hint: Self) -> f64 {
        if self == hint {
            return 1.0;
        }
        // A battle is named after whatever it was fought at, and a field of battle after the place.
        if hint == Self::Battlefield {
            return match self.family() {
                Family::Spot => 0.9,
                Family::Water | Family::Height | Family::Coast => 0.75,
                Family::Land | Family::Sea => 0.5,
            };
        }
        if self.family() == hint.family() {
            return 0.75;
        }
        let families = [self.family(), hint.family()];
        let kin = [
            [Family::Sea, Family::Water],
            [Family::Land, Family::Coast],
            [Family::Land, Family::Height],
        ];
        if kin.iter().any(|k| k.iter().all(|f| families.contains(f))) {
            0.35
        } else {
            0.1
        }
    }

    const fn family(self) -> Family {
        match self {
            Self::Settlement
            | Self::Fort
            | Self::Battlefield
            | Self::Oasis
            | Self::Ford
            | Self::Pass => Family::Spot,
            Self::River | Self::Canal | Self::Lake | Self::Delta | Self::Marsh => Family::Water,
            Self::Sea | Self::Ocean | Self::Strait | Self::Gulf => Family::Sea,
            Self::Cape | Self::Island | Self::Archipelago | Self::Peninsula => Family::Coast,
            Self::Range | Self::Peak | Self::Plateau => Family::Height,
            Self::Plain
            | Self::Desert
            | Self::Region
            | Self::Province
            | Self::Polity
            | Self::Country
            | Self::Valley
            | Self::Forest
            | Self::Road => Family::Land,
        }
    }
}

/// Classes that writers mix up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Spot,
    Water,
    Sea,
    Coast,
    Height,
    Land,
}

impl fmt::Display for FeatureClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for FeatureClass {
    type Err = String;

    /// Reads a class from its word, or from an everyday one: `town`, `mountains`, `bay`.
    fn from_str(text: &str) -> Result<Self, String> {
        let word = text.trim().to_lowercase();
        if let Some(class) = Self::ALL.iter().find(|c| c.word() == word) {
            return Ok(*class);
        }
        match generic_word(&word) {
            [class, ..] => Ok(*class),
            [] => Err(format!("unknown class `{text}`")),
        }
    }
}

/// The classes a generic word of English stands for, the likeliest first; none for any other word.
///
/// `word` is folded; plurals are listed where they mean something else.
pub fn generic_word(word: &str) -> &'static [FeatureClass] {
    use FeatureClass as C;
    match word {
        "river" | "rivers" | "stream" | "creek" | "brook" | "fork" | "run" | "bayou" => &[C::River],
        "lake" | "lakes" | "loch" | "lough" | "lagoon" => &[C::Lake],
        "sea" => &[C::Sea, C::Lake],
        "ocean" => &[C::Ocean, C::Sea],
        "strait" | "straits" | "sound" | "channel" | "narrows" => &[C::Strait],
        "gulf" | "bay" | "bight" | "inlet" | "harbor" | "harbour" => &[C::Gulf],
        "cape" | "point" | "headland" => &[C::Cape],
        "island" | "isle" => &[C::Island],
        "islands" | "isles" | "archipelago" => &[C::Archipelago, C::Island],
        "peninsula" | "isthmus" => &[C::Peninsula],
        "mountains" | "range" | "hills" | "alps" | "ridge" | "highlands" | "heights" => {
            &[C::Range, C::Peak]
        }
        "mount" | "mountain" | "peak" | "hill" | "volcano" => &[C::Peak, C::Range],
        "plain" | "plains" | "steppe" | "steppes" | "prairie" => &[C::Plain, C::Region],
        "desert" => &[C::Desert],
        "valley" | "basin" => &[C::Valley, C::Region],
        "pass" | "gap" | "defile" => &[C::Pass],
        "fort" | "fortress" | "castle" | "citadel" | "redoubt" | "stronghold" | "factory" => {
            &[C::Fort, C::Settlement]
        }
        "battle" | "siege" | "battlefield" | "skirmish" => &[C::Battlefield],
        "city" | "town" | "village" | "port" | "settlement" => &[C::Settlement],
        "region" | "area" | "district" | "territory" | "country" | "land" => &[C::Region],
        "province" | "oblast" | "governorate" | "prefecture" | "county" | "krai" | "state" => {
            &[C::Province, C::Polity]
        }
        "khanate" | "kingdom" | "empire" | "principality" | "duchy" | "republic" | "sultanate"
        | "emirate" | "colony" | "caliphate" | "confederation" => &[C::Polity, C::Country],
        "canal" => &[C::Canal],
        "ford" | "ferry" | "crossing" | "bridge" => &[C::Ford],
        "marsh" | "marshes" | "swamp" => &[C::Marsh],
        "forest" | "woods" => &[C::Forest],
        "plateau" | "tableland" => &[C::Plateau],
        "delta" => &[C::Delta],
        "oasis" => &[C::Oasis],
        "road" | "trail" | "railway" => &[C::Road],
        _ => &[],
    }
}

/// A folded name without its generic words, and what these say of its class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stripped {
    /// What is left: `zaysan` of `lake zaysan`, `japan` of `sea of japan`.
    pub core: String,
    /// Classes the words stood for, the likeliest first.
    pub classes: Vec<FeatureClass>,
}

/// Takes generic words off both ends of a folded name; `None` if there are none or nothing is left.
pub fn strip_generic(folded: &str) -> Option<Stripped> {
    let mut words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    let mut classes = Vec::new();
    if words.first() == Some(&"the") {
        words.remove(0);
    }
    let had = words.len();
    if let [first, rest @ ..] = words.as_slice() {
        let hint = generic_word(first);
        let rest = match rest {
            ["of", "the", tail @ ..] | ["of", tail @ ..] => tail,
            other => other,
        };
        if !hint.is_empty() && !rest.is_empty() {
            classes.extend_from_slice(hint);
            words = rest.to_vec();
        }
    }
    while let [head @ .., last] = words.as_slice() {
        let hint = generic_word(last);
        if hint.is_empty() || head.is_empty() {
            break;
        }
        classes.extend(
            hint.iter()
                .filter(|c| !classes.contains(c))
                .copied()
                .collect::<Vec<_>>(),
        );
        words = head.to_vec();
    }
    let core = words.join(" ");
    (words.len() < had && core.len() > 1).then_some(Stripped { core, classes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn core(name: &str) -> Option<(String, FeatureClass)> {
        strip_generic(name).map(|s| (s.core, s.classes[0]))
    }

    #[test]
    fn generic_words_become_class_hints() {
        let cases = [
            ("lake zaysan", "zaysan", FeatureClass::Lake),
            ("emil river", "emil", FeatureClass::River),
            ("sea of japan", "japan", FeatureClass::Sea),
            ("battle of the bulge", "bulge", FeatureClass::Battlefield),
            (
                "the tarbagatai mountains",
                "tarbagatai",
                FeatureClass::Range,
            ),
            ("chu river valley", "chu", FeatureClass::Valley),
        ];
        for (name, rest, class) in cases {
            assert_eq!(core(name), Some((rest.to_owned(), class)), "{name}");
        }
    }

    #[test]
    fn a_name_made_of_generic_words_keeps_one() {
        assert_eq!(core("fort"), None);
        assert_eq!(core("kokshetau"), None);
        assert_eq!(core("the hague"), None);
    }

    #[test]
    fn every_class_is_read_back_from_its_word() {
        for class in FeatureClass::ALL {
            assert_eq!(class.to_string().parse(), Ok(*class));
        }
        assert_eq!("Mountains".parse(), Ok(FeatureClass::Range));
        assert!("quark".parse::<FeatureClass>().is_err());
    }

    #[test]
    fn a_river_does_not_answer_to_a_town() {
        let river = FeatureClass::River.agreement(FeatureClass::Settlement);
        let fort = FeatureClass::Fort.agreement(FeatureClass::Settlement);
        assert!(river < 0.2 && fort > 0.7);
    }
}
