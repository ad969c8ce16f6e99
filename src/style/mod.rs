//! Styles: how everything looks, complete, read from `styles/*.toml`.
//!
//! `base.toml` states every property; another style states only what differs and is laid over it.

mod model;
mod preset;

pub use model::{
    BaseColors, FurnitureSizes, GroundLook, LineWidths, MarkerSizes, MovementSizes, ReliefLook,
    ReliefTechnique, SideColors, Style, TypeSizes,
};
pub use preset::{Contents, Preset};

use crate::diag::{Diagnostic, did_you_mean};

const BASE: &str = include_str!("../../styles/base.toml");
const NAMED: [(&str, &str); 4] = [
    ("atlas", ""),
    ("night", include_str!("../../styles/night.toml")),
    ("wikipedia", include_str!("../../styles/wikipedia.toml")),
    ("engraving", include_str!("../../styles/engraving.toml")),
];

impl Style {
    /// The names of the bundled styles.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// What the file of a bundled style states; the default style's file states everything.
    ///
    /// # Errors
    /// If there is no style of that name.
    pub fn source(name: &str) -> Result<&'static str, Diagnostic> {
        let text = bundled(name)?;
        Ok(if text.is_empty() { BASE } else { text })
    }

    /// A bundled style by name, its sizes multiplied by `k` (1 for a map 1200 px wide).
    pub fn named(name: &str, k: f64) -> Result<Self, Diagnostic> {
        Self::from_toml(bundled(name)?, k)
    }

    /// A style from the text of a style file, laid over the base style, its sizes multiplied by `k`.
    pub fn from_toml(text: &str, k: f64) -> Result<Self, Diagnostic> {
        let fault = |e: toml::de::Error| Diagnostic::error(format!("style: {}", e.message()));
        let mut complete: toml::Table = toml::from_str(BASE).map_err(fault)?;
        lay_over(&mut complete, toml::from_str(text).map_err(fault)?);
        for section in SIZES {
            if let Some(toml::Value::Table(sizes)) = complete.get_mut(section) {
                sizes
                    .iter_mut()
                    .filter(|(key, _)| !is_ratio(key))
                    .for_each(|(_, v)| scale(v, k));
            }
        }
        complete.try_into().map_err(fault)
    }
}

fn bundled(name: &str) -> Result<&'static str, Diagnostic> {
    if let Some((_, text)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Ok(text);
    }
    let mut unknown = Diagnostic::error(format!("unknown style `{name}`"));
    if let Some(near) = did_you_mean(name, Style::names()) {
        unknown = unknown.hint(format!("use `{near}`"));
    }
    let all: Vec<&str> = Style::names().collect();
    Err(unknown.hint(format!("bundled styles: {}", all.join(", "))))
}

/// Sections whose values are px at k = 1.
const SIZES: [&str; 6] = [
    "ground",
    "lines",
    "type",
    "movements",
    "markers",
    "furniture",
];

/// Keys in those sections that are ratios, not px.
fn is_ratio(key: &str) -> bool {
    const RATIOS: [&str; 8] = [
        "river_taper",
        "polity_spacing",
        "region_spacing",
        "tail",
        "taper_exponent",
        "head_width",
        "head_length",
        "inferred_opacity",
    ];
    RATIOS.contains(&key)
}

fn scale(value: &mut toml::Value, k: f64) {
    match value {
        toml::Value::Float(px) => *px *= k,
        toml::Value::Array(all) => all.iter_mut().for_each(|v| scale(v, k)),
        _ => {}
    }
}

/// Lays a table over another: what the upper one states counts, tables within tables alike.
pub(crate) fn lay_over(below: &mut toml::Table, above: toml::Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(toml::Value::Table(old)), toml::Value::Table(new)) => lay_over(old, new),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_style_is_complete() {
        for name in Style::names() {
            let style = Style::named(name, 1.0).unwrap();
            assert_eq!(style.name, name);
            assert_eq!(style.sides.len(), 5);
        }
    }

    #[test]
    fn a_style_states_only_differences() {
        let style = Style::from_toml("[base]\nsea = '#000000'", 1.0).unwrap();
        assert_eq!(style.base.sea.to_string(), "#000000");
        assert_eq!(
            style.base.land,
            Style::named("atlas", 1.0).unwrap().base.land
        );
    }

    #[test]
    fn sizes_grow_with_the_page_but_ratios_do_not() {
        let (one, two) = (
            Style::named("atlas", 1.0).unwrap(),
            Style::named("atlas", 2.0).unwrap(),
        );
        assert_eq!(two.lettering.battle, 2.0 * one.lettering.battle);
        assert_eq!(two.lines.river[1], 2.0 * one.lines.river[1]);
        assert_eq!(two.movements.head_width, one.movements.head_width);
    }

    /// Contrast of two colours, 1 to 21 (WCAG 2.1, relative luminance).
    fn contrast(a: crate::scene::Color, b: crate::scene::Color) -> f64 {
        let luminance = |c: crate::scene::Color| {
            let linear = [c.r, c.g, c.b].map(|channel| {
                let v = f64::from(channel) / 255.0;
                if v <= 0.04045 {
                    v / 12.92
                } else {
                    libm::pow((v + 0.055) / 1.055, 2.4)
                }
            });
            0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_style_can_be_read() {
        for name in Style::names() {
            let Style { base, sides, .. } = Style::named(name, 1.0).unwrap();
            for side in &sides {
                for ground in [base.paper, base.land] {
                    assert!(contrast(side.line, ground) >= 3.0, "{name} {}", side.name);
                    assert!(contrast(side.text, ground) >= 4.5, "{name} {}", side.name);
                }
                assert!(
                    contrast(side.on_tint, side.tint) >= 4.5,
                    "{name} {}",
                    side.name
                );
                for text in [base.text, base.second_text, base.water_text] {
                    assert!(contrast(text, side.tint) >= 3.0, "{name} {}", side.name);
                }
            }
            for (text, grounds) in [
                (base.text, [base.paper, base.land, base.sea]),
                (base.second_text, [base.paper, base.land, base.sea]),
                (base.water_text, [base.paper, base.lake, base.sea]),
                (base.neutral_text, [base.paper, base.land, base.neutral]),
            ] {
                for ground in grounds {
                    assert!(contrast(text, ground) >= 4.5, "{name}: {text} on {ground}");
                }
            }
        }
    }

    #[test]
    fn an_unknown_key_or_a_bad_colour_is_an_error() {
        assert!(Style::from_toml("[base]\nsee = '#000000'", 1.0).is_err());
        assert!(Style::from_toml("[base]\nsea = 'url(http://x)'", 1.0).is_err());
    }
}
