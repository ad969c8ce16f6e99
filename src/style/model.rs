//! What a style states; every field is in `styles/base.toml` with its reason.

use serde::Deserialize;

use crate::scene::Color;
use crate::text::Family;

/// How everything looks.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// Name.
    pub name: String,
    /// Colours of everything but the sides.
    pub base: BaseColors,
    /// How hills are shaded.
    pub relief: ReliefLook,
    /// Roads, woods, ridges of the file's own.
    pub ground: GroundLook,
    /// Colour slots, in the order in which sides get them.
    pub sides: Vec<SideColors>,
    /// Widths of lines.
    pub lines: LineWidths,
    /// Sizes of lettering.
    #[serde(rename = "type")]
    pub lettering: TypeSizes,
    /// Measures of arrows.
    pub movements: MovementSizes,
    /// Radii of markers.
    pub markers: MarkerSizes,
    /// Measures of legend, scale and locator.
    pub furniture: FurnitureSizes,
}

/// The colours of a side.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideColors {
    /// Name of the slot.
    pub name: String,
    /// Arrows, markers, frontiers.
    pub line: Color,
    /// Lettering on land.
    pub text: Color,
    /// Its land.
    pub tint: Color,
    /// Lettering on its land.
    pub on_tint: Color,
}

/// Colours of everything but the sides.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaseColors {
    /// Halo, panels, casings.
    pub paper: Color,
    /// Land without a polity.
    pub land: Color,
    /// Land of a neutral polity.
    pub neutral: Color,
    /// Sea.
    pub sea: Color,
    /// Lakes.
    pub lake: Color,
    /// Shore line.
    pub shore: Color,
    /// River.
    pub river: Color,
    /// Names of water.
    pub water_text: Color,
    /// Main text.
    pub text: Color,
    /// Dates, mountains, credits.
    pub second_text: Color,
    /// Names of neutral polities.
    pub neutral_text: Color,
    /// Frame line.
    pub frame: Color,
    /// Present-day borders.
    pub modern_border: Color,
    /// Battles without a victor.
    pub draw: Color,
}

/// How hills are shaded.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReliefLook {
    /// How slopes are shown.
    pub technique: ReliefTechnique,
    /// Colour of slopes in shadow.
    pub shadow: Color,
    /// Colour of lit slopes.
    pub light: Color,
    /// Opacity of the darkest shadow.
    pub shadow_strength: f64,
    /// Opacity of the brightest slope.
    pub light_strength: f64,
    /// Opacity of polity tints over relief; their colour is compensated.
    pub tint_opacity: f64,
}

/// How the ground that a campaign file gives looks; sizes are px at k = 1.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroundLook {
    /// Width of a road's surface.
    pub road: f64,
    /// Width of a track.
    pub track: f64,
    /// Its dashes.
    pub track_dash: [f64; 2],
    /// Width of works.
    pub wall: f64,
    /// Width of the edges of roads, woods and villages, of railways and hachures.
    pub edge: f64,
    /// Half of what a ridge's hachures leave free.
    pub crest: f64,
    /// Length of a hachure.
    pub hachure: f64,
    /// Distance between hachures.
    pub hachure_gap: f64,
    /// Half the length of a railway's sleeper.
    pub sleeper: f64,
    /// Distance between the rows of a marsh.
    pub marsh_gap: f64,
    /// Their dashes.
    pub marsh_dash: [f64; 2],
    /// Edges of roads, and tracks.
    pub road_edge: Color,
    /// Railways.
    pub railway: Color,
    /// Hachures of ridges.
    pub ridge: Color,
    /// Walls and field works.
    pub works: Color,
    /// Woods.
    pub wood: Color,
    /// Their edges.
    pub wood_edge: Color,
    /// Villages.
    pub built_up: Color,
    /// Their edges.
    pub built_up_edge: Color,
}

/// How slopes are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReliefTechnique {
    /// A picture of shadow and light.
    Shading,
    /// Ruled lines, wider the deeper the shadow: a tone as engravers make it.
    Ruling,
}

/// Widths and dashes of lines, px at k = 1.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineWidths {
    /// Shores.
    pub shore: f64,
    /// Rivers of class 1, 2, 3.
    pub river: [f64; 3],
    /// Width at the source, as a fraction.
    pub river_taper: f64,
    /// Intermittent.
    pub intermittent: [f64; 2],
    /// Frontier treaty.
    pub frontier_treaty: f64,
    /// Frontier moderate.
    pub frontier_moderate: f64,
    /// Frontier moderate dash.
    pub frontier_moderate_dash: [f64; 2],
    /// Dashes and gaps of the hatching of land of which it is doubtful that it changed hands, px.
    pub hatch_dash: [f64; 2],
    /// Length over which an approximate frontier fades.
    pub frontier_fade: f64,
    /// Vassal band.
    pub vassal_band: f64,
    /// Present-day borders.
    pub modern_border: f64,
    /// Modern border dash.
    pub modern_border_dash: [f64; 2],
    /// Uncertain circle.
    pub uncertain_circle: f64,
    /// Uncertain circle dash.
    pub uncertain_circle_dash: [f64; 2],
    /// Hatch.
    pub hatch: f64,
    /// Hatch gap.
    pub hatch_gap: f64,
    /// Hatch gap small.
    pub hatch_gap_small: f64,
    /// Scale bar.
    pub scale: f64,
    /// Leader.
    pub leader: f64,
    /// Graticule.
    pub graticule: f64,
    /// Frame line.
    pub frame: f64,
}

/// Sizes of lettering, px at k = 1.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeSizes {
    /// In what everything but water is lettered.
    pub family: Family,
    /// Title.
    pub title: f64,
    /// Subtitle.
    pub subtitle: f64,
    /// Great, middle and small polities.
    pub polity: [f64; 3],
    /// Letter-spacing of polities, em.
    pub polity_spacing: f64,
    /// Region.
    pub region: f64,
    /// Letter-spacing of regions, em.
    pub region_spacing: f64,
    /// Battle.
    pub battle: f64,
    /// Date.
    pub date: f64,
    /// Movement.
    pub movement: f64,
    /// Town.
    pub town: f64,
    /// Mountains.
    pub mountains: f64,
    /// Seas and great lakes.
    pub sea: f64,
    /// Water.
    pub water: f64,
    /// Letter-spacing of water names on lines, px.
    pub water_spacing: f64,
    /// Legend.
    pub legend: f64,
    /// Scale bar and credits.
    pub scale: f64,
    /// Width of the halo stroke.
    pub halo: f64,
    /// The same for spaced capitals.
    pub halo_spaced: f64,
}

/// Measures of arrows, px at k = 1 unless said otherwise.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MovementSizes {
    /// Advance.
    pub advance: f64,
    /// Pursuit.
    pub pursuit: f64,
    /// Retreat.
    pub retreat: f64,
    /// Flight.
    pub flight: f64,
    /// Embassy.
    pub embassy: f64,
    /// Transfer.
    pub transfer: f64,
    /// Planned.
    pub planned: f64,
    /// Width at the tail, as a fraction of the neck.
    pub tail: f64,
    /// How the width grows along the body.
    pub taper_exponent: f64,
    /// Width of the head, in widths of the body.
    pub head_width: f64,
    /// Length of the head, in widths of the head.
    pub head_length: f64,
    /// Least width of a head.
    pub head_least: f64,
    /// Width of the light line around it.
    pub casing: f64,
    /// Opacity of the first third of an inferred route.
    pub inferred_opacity: f64,
    /// Gap between a marker and the tail.
    pub tail_gap: f64,
    /// Gap between the tip and a marker.
    pub tip_gap: f64,
    /// Gap between parallel bodies.
    pub parallel_gap: f64,
}

/// Radii of markers, px at k = 1.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkerSizes {
    /// Major.
    pub major: f64,
    /// Battle.
    pub battle: f64,
    /// Skirmish.
    pub skirmish: f64,
    /// Siege.
    pub siege: f64,
    /// Width of the light line around it.
    pub casing: f64,
    /// Town.
    pub town: f64,
    /// City.
    pub city: f64,
    /// Town ring.
    pub town_ring: f64,
    /// Event.
    pub event: f64,
}

/// Measures of legend, scale and locator, px at k = 1.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurnitureSizes {
    /// Panel padding.
    pub panel_padding: f64,
    /// Legend row.
    pub legend_row: f64,
    /// Legend sample.
    pub legend_sample: f64,
    /// Legend text.
    pub legend_text: f64,
    /// Scale least.
    pub scale_least: f64,
    /// Scale most.
    pub scale_most: f64,
    /// Locator.
    pub locator: f64,
    /// Locator line.
    pub locator_line: f64,
}
