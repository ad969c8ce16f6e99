//! The words that a map adds to those of its campaign: kinds of movements, months, "scale"; read from
//! `styles/words/*.toml`, one file for each language, each laid over the English one.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::campaign::{ChangeKind, DateWords, EventKind, GroundKind, MovementKind};
use crate::style::lay_over;

/// The languages that have a file, English first.
const FILES: [(&str, &str); 3] = [
    ("en", include_str!("../../styles/words/en.toml")),
    ("kk", include_str!("../../styles/words/kk.toml")),
    ("ru", include_str!("../../styles/words/ru.toml")),
];

static ALL: LazyLock<Vec<(&str, Words)>> = LazyLock::new(|| {
    let read = |text: &str| {
        toml::from_str::<toml::Table>(text).expect("word files are TOML, a test reads them")
    };
    let english = read(FILES[0].1);
    let complete = |(lang, text): (&'static str, &str)| {
        let mut words = english.clone();
        lay_over(&mut words, read(text));
        let words = words
            .try_into()
            .expect("word files hold words, a test reads them");
        (lang, words)
    };
    FILES.into_iter().map(complete).collect()
});

/// The words of a map in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub legend: String,
    pub advance: String,
    pub pursuit: String,
    pub raid: String,
    pub retreat: String,
    pub flight: String,
    pub r#return: String,
    pub transfer: String,
    pub embassy: String,
    pub planned: String,
    pub inferred_tail: String,
    pub battle_won: String,
    pub battle_draw: String,
    pub battle_unknown: String,
    pub site_unknown: String,
    pub frontier: String,
    pub frontier_moderate: String,
    pub frontier_approximate: String,
    pub to: String,
    pub from: String,
    pub km: String,
    pub frontiers_and_routes: String,
    pub frontiers_only: String,
    pub routes_only: String,
    pub source: String,
    pub sources: String,
    pub base: String,
    pub described: String,
    pub described_dated: String,
    pub against: String,
    pub won_by: String,
    pub no_victor: String,
    pub victor_unknown: String,
    pub revolt: String,
    pub treaty: String,
    pub other_event: String,
    pub strong: String,
    pub thousands: String,
    pub ceded: String,
    pub annexed: String,
    pub occupied: String,
    pub contested: String,
    pub in_revolt: String,
    pub tributary: String,
    pub restored: String,
    pub passed: String,
    pub own_ground: String,
    pub coarse_base: String,
    pub grey_towns: String,
    pub ground: GroundWords,
    pub dates: DateWords,
}

/// What the features of a battlefield are called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroundWords {
    road: String,
    track: String,
    railway: String,
    stream: String,
    ridge: String,
    works: String,
    wood: String,
    marsh: String,
    built_up: String,
    water: String,
}

impl Words {
    /// The words of a language by its tag; of its main language if there is no file for the tag
    /// (`ru` for `ru-KZ`), else English.
    pub(super) fn of(lang: &str) -> &'static Self {
        let main = lang.split('-').next().unwrap_or(lang);
        let find = |tag: &str| {
            ALL.iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(tag))
        };
        &find(lang).or_else(|| find(main)).unwrap_or(&ALL[0]).1
    }
}

impl Words {
    /// What a kind of movement is called.
    pub(super) fn movement(&self, kind: MovementKind) -> &str {
        match kind {
            MovementKind::Advance => &self.advance,
            MovementKind::Pursuit => &self.pursuit,
            MovementKind::Raid => &self.raid,
            MovementKind::Retreat => &self.retreat,
            MovementKind::Flight => &self.flight,
            MovementKind::Return => &self.r#return,
            MovementKind::Transfer => &self.transfer,
            MovementKind::Embassy => &self.embassy,
            MovementKind::Planned => &self.planned,
        }
    }

    /// What a kind of event is called.
    pub(super) fn event(&self, kind: EventKind) -> &str {
        match kind {
            EventKind::Revolt => &self.revolt,
            EventKind::Treaty => &self.treaty,
            EventKind::Other => &self.other_event,
        }
    }

    /// What became of land, with gaps for its holder and his rival.
    pub(super) fn change(&self, kind: ChangeKind) -> &str {
        match kind {
            ChangeKind::Ceded => &self.ceded,
            ChangeKind::Annexed => &self.annexed,
            ChangeKind::Occupied => &self.occupied,
            ChangeKind::Contested => &self.contested,
            ChangeKind::Revolt => &self.in_revolt,
            ChangeKind::Vassal => &self.tributary,
            ChangeKind::Restored => &self.restored,
        }
    }

    /// What a feature of the ground is called.
    pub(super) fn ground(&self, kind: GroundKind) -> &str {
        let words = &self.ground;
        match kind {
            GroundKind::Road => &words.road,
            GroundKind::Track => &words.track,
            GroundKind::Railway => &words.railway,
            GroundKind::Stream => &words.stream,
            GroundKind::Ridge => &words.ridge,
            GroundKind::Works => &words.works,
            GroundKind::Wood => &words.wood,
            GroundKind::Marsh => &words.marsh,
            GroundKind::BuiltUp => &words.built_up,
            GroundKind::Water => &words.water,
        }
    }

    /// A whole number, its thousands set apart.
    pub(super) fn number(&self, number: f64) -> String {
        let digits = format!("{number:.0}");
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push_str(&self.thousands);
            }
            text.push(digit);
        }
        text
    }
}

/// A pattern with its gap filled: `filled("to {place}", "place", "Beijing")`.
pub(super) fn filled(pattern: &str, gap: &str, with: &str) -> String {
    pattern.replace(&format!("{{{gap}}}"), with)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_states_every_word_with_its_gaps() {
        let english: toml::Table = toml::from_str(FILES[0].1).unwrap();
        let gaps = |text: &str| {
            let parts = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next());
            let mut gaps: Vec<String> = parts.map(str::to_owned).collect();
            gaps.sort();
            gaps
        };
        for (lang, text) in FILES {
            let own: toml::Table = toml::from_str(text).unwrap();
            assert_eq!(own.len(), english.len(), "{lang}");
            for (key, word) in &english {
                let Some(word) = word.as_str() else { continue };
                assert_eq!(
                    gaps(own[key].as_str().unwrap()),
                    gaps(word),
                    "{lang}: {key}"
                );
            }
        }
    }

    #[test]
    fn thousands_are_set_apart_as_the_language_does() {
        let english = Words::of("en");
        let all = [20.0, 1_000.0, 234_567.0].map(|n| english.number(n));
        assert_eq!(all, ["20", "1,000", "234,567"]);
        assert_eq!(Words::of("ru").number(12_500.0), "12\u{a0}500");
    }

    #[test]
    fn an_unknown_language_gets_english() {
        assert_eq!(Words::of("ru-KZ").km, "км");
        assert_eq!(Words::of("xx").km, "km");
        assert_eq!(Words::of("KK").dates.months[7], "там.");
    }
}
