//! Feature classes of the gazetteer and the kinds of place of a campaign.

use super::FeatureClass;
use crate::campaign::PlaceKind;

impl FeatureClass {
    /// The kind of place an entry of this class becomes.
    pub const fn kind(self) -> PlaceKind {
        match self {
            Self::Settlement | Self::Oasis => PlaceKind::Town,
            Self::Fort => PlaceKind::Fort,
            Self::Battlefield => PlaceKind::Battlefield,
            Self::Pass => PlaceKind::Pass,
            Self::River | Self::Canal => PlaceKind::River,
            Self::Lake => PlaceKind::Lake,
            Self::Sea | Self::Ocean | Self::Strait | Self::Gulf => PlaceKind::Sea,
            Self::Cape | Self::Ford => PlaceKind::Point,
            Self::Island | Self::Archipelago => PlaceKind::Island,
            Self::Range | Self::Peak | Self::Plateau => PlaceKind::Mountains,
            Self::Valley => PlaceKind::Valley,
            Self::Peninsula
            | Self::Plain
            | Self::Desert
            | Self::Region
            | Self::Province
            | Self::Polity
            | Self::Country
            | Self::Marsh
            | Self::Forest
            | Self::Delta
            | Self::Road => PlaceKind::Region,
        }
    }

    /// The classes that a place of this kind may be found under.
    pub const fn of_kind(kind: PlaceKind) -> &'static [Self] {
        match kind {
            PlaceKind::City | PlaceKind::Town => &[Self::Settlement, Self::Fort, Self::Oasis],
            PlaceKind::Fort => &[Self::Fort, Self::Settlement],
            PlaceKind::Pass => &[Self::Pass],
            PlaceKind::Battlefield => &[Self::Battlefield],
            PlaceKind::Point => &[],
            PlaceKind::Lake => &[Self::Lake],
            PlaceKind::Sea => &[Self::Sea, Self::Ocean, Self::Strait, Self::Gulf],
            PlaceKind::River => &[Self::River, Self::Canal],
            PlaceKind::Mountains => &[Self::Range, Self::Peak, Self::Plateau],
            PlaceKind::Valley => &[Self::Valley],
            PlaceKind::Region | PlaceKind::People => &[
                Self::Region,
                Self::Province,
                Self::Polity,
                Self::Country,
                Self::Desert,
                Self::Plain,
                Self::Peninsula,
                Self::Plateau,
            ],
            PlaceKind::Island => &[Self::Island, Self::Archipelago],
        }
    }
}
