//! Which side has which colours, marker shape and hatching.

use crate::campaign::{Campaign, Resolved, SideId};
use crate::scene::Color;
use crate::style::{SideColors, Style};

/// The shape of a side's battle markers: a side is never told by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkerShape {
    /// Slot 1.
    Disc,
    /// Slot 2.
    Square,
    /// Slot 3.
    Triangle,
    /// Slot 4.
    Diamond,
    /// Slot 5.
    Hexagon,
}

impl MarkerShape {
    const BY_SLOT: [Self; 5] = [
        Self::Disc,
        Self::Square,
        Self::Triangle,
        Self::Diamond,
        Self::Hexagon,
    ];
}

/// How a side is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SideLook {
    /// Its colours.
    pub colors: SideColors,
    /// Shape of its victories.
    pub shape: MarkerShape,
    /// Direction of its hatching, degrees counterclockwise from the page's x axis.
    pub hatch_deg: f64,
    /// Drawn quietly.
    pub neutral: bool,
}

/// The looks of all sides, by id.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Palette(Vec<SideLook>);

impl Palette {
    /// Gives every side its slot: the one it asks for, else the next that nobody asks for.
    pub(super) fn new(campaign: &Campaign<Resolved>, style: &Style) -> Self {
        let asked: Vec<&str> = campaign.sides.iter().map(|s| s.color.as_str()).collect();
        let is_free = |slot: &usize| !asked.contains(&style.sides[*slot].name.as_str());
        let mut free = (0..style.sides.len()).filter(is_free);
        let looks = campaign.sides.iter().enumerate().map(|(i, side)| {
            let color = side.color.as_str();
            let named = style.sides.iter().position(|s| s.name == color);
            let quiet = side.neutral || color == "grey" || color == "gray";
            if quiet && named.is_none() {
                return look(neutral_colors(style), i % 5, true);
            }
            if let Some(own) = Color::from_hex(color) {
                return look(own_colors(own, style), i % 5, side.neutral);
            }
            let slot = named
                .or_else(|| free.next())
                .unwrap_or(i % style.sides.len());
            look(style.sides[slot].clone(), slot, side.neutral)
        });
        Self(looks.collect())
    }

    /// How this side is drawn.
    pub(super) fn side(&self, id: SideId) -> &SideLook {
        &self.0[id.0]
    }
}

fn look(colors: SideColors, slot: usize, neutral: bool) -> SideLook {
    // Slot 1 rises to the right, slot 2 falls; further slots take the angles between.
    let hatch_deg = [45.0, 135.0, 0.0, 90.0, 22.5][slot % 5];
    SideLook {
        colors,
        shape: MarkerShape::BY_SLOT[slot % 5],
        hatch_deg,
        neutral,
    }
}

fn neutral_colors(style: &Style) -> SideColors {
    SideColors {
        name: "grey".to_owned(),
        line: style.base.draw,
        text: style.base.neutral_text,
        tint: style.base.neutral,
        on_tint: style.base.neutral_text,
    }
}

/// A side's colours from the one its author chose.
fn own_colors(line: Color, style: &Style) -> SideColors {
    SideColors {
        name: line.to_string(),
        line,
        text: line.mixed(style.base.text, 0.35),
        tint: style.base.land.mixed(line, 0.28),
        on_tint: line.mixed(style.base.text, 0.5),
    }
}
