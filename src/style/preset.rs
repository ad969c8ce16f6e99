//! Presets: the canvases a map is made for, read from `styles/presets.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diag::{Diagnostic, did_you_mean};

/// What a map is made for: its canvas and its furniture.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// Width of the page, px.
    pub width: f64,
    /// Least and greatest height of the page, px; in between it follows the extent.
    pub height: [f64; 2],
    /// Factor on every size of the style.
    pub k: f64,
    /// The style used unless another is asked for.
    pub style: String,
    /// The SVG profile used unless another is asked for.
    pub profile: String,
    /// Title band above the map.
    pub title: bool,
    /// Legend.
    pub legend: bool,
    /// Locator globe.
    pub locator: bool,
    /// Credits line below the map.
    pub credits: bool,
    /// Numbered list of battles.
    pub key: bool,
    /// Scale bar.
    pub scale: bool,
    /// Big date, caption bar and time line.
    pub clock: bool,
    /// Hill shading.
    pub relief: bool,
    /// Smallest text, px.
    pub least_text: f64,
    /// How much of the campaign is drawn.
    pub contents: Contents,
    /// Whether sides can be told without colour.
    pub grey_safe: bool,
    /// Pixels of the page in an inch of paper.
    pub px_per_inch: f64,
}

/// How much of a campaign is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Contents {
    /// As much as can be read.
    All,
    /// What a small picture can tell: the movements of the highest rank, battles without dates, the
    /// two largest polities.
    Essential,
}

impl Preset {
    /// The names of all presets, sorted.
    pub fn names() -> Vec<String> {
        all().into_keys().collect()
    }

    /// What the presets' file states for one of them, its heading first.
    ///
    /// # Errors
    /// If there is no preset of that name.
    pub fn source(name: &str) -> Result<String, Diagnostic> {
        Self::named(name)?;
        let heading = format!("[{name}]");
        let lines = FILE.lines().skip_while(|line| *line != heading);
        let own = lines
            .enumerate()
            .take_while(|(i, line)| *i == 0 || !line.is_empty());
        Ok(own.map(|(_, line)| format!("{line}\n")).collect())
    }

    /// A preset by name.
    pub fn named(name: &str) -> Result<Self, Diagnostic> {
        let mut presets = all();
        presets.remove(name).ok_or_else(|| {
            let mut unknown = Diagnostic::error(format!("unknown preset `{name}`"));
            if let Some(near) = did_you_mean(name, presets.keys().map(String::as_str)) {
                unknown = unknown.hint(format!("use `{near}`"));
            }
            let names: Vec<&str> = presets.keys().map(String::as_str).collect();
            unknown.hint(format!("presets: {}", names.join(", ")))
        })
    }
}

/// The text of the presets' file.
const FILE: &str = include_str!("../../styles/presets.toml");

fn all() -> BTreeMap<String, Preset> {
    toml::from_str(FILE).expect("the bundled presets are complete, a test reads them")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_names_a_style_and_has_even_sizes() {
        for name in Preset::names() {
            let preset = Preset::named(&name).unwrap();
            assert!(crate::style::Style::named(&preset.style, preset.k).is_ok());
            assert_eq!(preset.width % 2.0, 0.0);
            assert!(preset.height.iter().all(|h| h % 2.0 == 0.0));
        }
    }

    #[test]
    fn a_presets_source_is_complete() {
        for name in Preset::names() {
            let text = Preset::source(&name).unwrap();
            let read: BTreeMap<String, Preset> = toml::from_str(&text).unwrap();
            assert_eq!(read[&name], Preset::named(&name).unwrap());
        }
    }

    #[test]
    fn letters_on_paper_are_large_enough_to_read() {
        let preset = Preset::named("print").unwrap();
        let style = crate::style::Style::named(&preset.style, preset.k).unwrap();
        let points = |px: f64| px / preset.px_per_inch * 72.0;
        assert!((points(preset.width) / 72.0 * 25.4 - 180.0).abs() < 0.1);
        assert!(points(style.lettering.scale.min(style.lettering.date)) >= 6.5);
    }

    #[test]
    fn a_misspelt_preset_gets_a_hint() {
        let unknown = Preset::named("artcle").unwrap_err();
        assert_eq!(unknown.hints[0], "use `article`");
    }
}
