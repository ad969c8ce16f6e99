//! The layers that a frame can be taken apart into, for those who put it together again elsewhere.

use serde::{Deserialize, Serialize};

use super::plan::{FilmPlan, PlannedFrame, hash};

/// A layer of a frame as a picture of its own; all of them one over the other are the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stratum {
    /// Sea, land and relief: opaque.
    Base,
    /// Who holds what, with the water, roads and lines over it.
    Polities,
    /// Towns and the numbers of the graticule.
    Towns,
    /// Arrows, and the circles around places of which little is known.
    Movements,
    /// Markers.
    Battles,
    /// Names.
    Labels,
    /// Everything around and upon the map.
    Furniture,
}

impl Stratum {
    /// All, back to front.
    pub const ALL: [Self; 7] = [
        Self::Base,
        Self::Polities,
        Self::Towns,
        Self::Movements,
        Self::Battles,
        Self::Labels,
        Self::Furniture,
    ];

    /// The folder of its pictures; they sort as they lie.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Base => "1-base",
            Self::Polities => "2-polities",
            Self::Towns => "3-towns",
            Self::Movements => "4-movements",
            Self::Battles => "5-battles",
            Self::Labels => "6-labels",
            Self::Furniture => "7-furniture",
        }
    }

    /// The stratum of a layer of events, by its id.
    pub(super) fn of_events(layer: &str) -> Self {
        match layer {
            "towns" | "degrees" => Self::Towns,
            "places" | "battles" => Self::Battles,
            "labels" => Self::Labels,
            _ => Self::Movements,
        }
    }
}

impl FilmPlan {
    /// The same film in layers: for each frame a picture in the folder of each layer.
    #[must_use]
    pub fn in_layers(mut self) -> Self {
        let layered = |frame: PlannedFrame| {
            Stratum::ALL.map(|layer| PlannedFrame {
                file: format!("{}/{}", layer.folder(), frame.file),
                layer: Some(layer),
                key: hash([frame.key.as_bytes(), layer.folder().as_bytes()]),
                ..frame.clone()
            })
        };
        self.frames = self.frames.into_iter().flat_map(layered).collect();
        self
    }

    /// Whether its pictures are layers of frames.
    pub fn is_in_layers(&self) -> bool {
        self.frames.iter().any(|frame| frame.layer.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_sort_as_the_layers_lie() {
        let folders = Stratum::ALL.map(Stratum::folder);
        assert!(folders.is_sorted());
        assert_eq!(Stratum::of_events("casings"), Stratum::Movements);
    }
}
