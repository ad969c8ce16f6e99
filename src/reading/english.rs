//! The words of English that the rules look for, as lists in `english/`. Another language is another folder
//! and another [`Lexicon`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::gazetteer::FeatureClass;

/// What a verb says of the place that goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Motion {
    Go,
    Sail,
    Land,
    Reach,
    Take,
    Besiege,
    Attack,
    Cross,
    Leave,
    Retreat,
    Flee,
    Return,
    Pursue,
    Raid,
    Meet,
    Send,
    Lead,
    Drive,
    Force,
}

/// What kind of fight a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fight {
    Skirmish,
    Battle,
    Siege,
    Raid,
    Landing,
    Massacre,
}

/// A power or people and the words for its members.
#[derive(Debug)]
pub(crate) struct People {
    pub(crate) name: &'static str,
    pub(crate) forms: Vec<String>,
}

/// The words of a language.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) peoples: Vec<People>,
    /// From a form in lower case to its people.
    pub(crate) people_of: BTreeMap<String, usize>,
    /// Peoples by the first word of their name: every capital in a text is looked up.
    pub(crate) people_by_first_word: BTreeMap<&'static str, Vec<usize>>,
    pub(crate) titles: BTreeSet<&'static str>,
    pub(crate) after_titles: BTreeSet<&'static str>,
    pub(crate) given: BTreeSet<&'static str>,
    pub(crate) stop: BTreeSet<&'static str>,
    pub(crate) troops: BTreeSet<&'static str>,
    pub(crate) verbs: BTreeMap<&'static str, Motion>,
    pub(crate) motion_nouns: BTreeMap<&'static str, Motion>,
    pub(crate) place_nouns: BTreeMap<&'static str, Vec<FeatureClass>>,
    pub(crate) strong_cues: BTreeSet<&'static str>,
    pub(crate) weak_cues: BTreeSet<&'static str>,
    pub(crate) verb_cues: BTreeSet<&'static str>,
    /// Verbs whose object is a place, were it unknown.
    pub(crate) reached_cues: BTreeSet<&'static str>,
    /// Words that are part of names and never one.
    pub(crate) vague: BTreeSet<&'static str>,
    /// Last parts of words that tell whose a place is: `held` of `Danish-held`.
    pub(crate) joined: BTreeSet<&'static str>,
    pub(crate) months: BTreeMap<&'static str, u8>,
    pub(crate) numbers: BTreeMap<&'static str, i64>,
    /// Full names of states by how letters shorten them, in lower case: `s c`.
    pub(crate) states: BTreeMap<String, &'static str>,
    pub(crate) fights: BTreeMap<&'static str, Fight>,
    excluded: Vec<&'static str>,
    /// Words of time without a date.
    pub(crate) times: Uses,
    /// Words around the names of places.
    pub(crate) mention_words: Uses,
    /// Words around the names of persons.
    pub(crate) person_words: Uses,
    /// Words of battles, their outcomes and those in them.
    pub(crate) battle_words: Uses,
    /// Words around verbs of motion.
    pub(crate) motion_words: Uses,
    /// Words of land that changes hands.
    pub(crate) change_words: Uses,
    /// Words that begin or end what a caption says.
    pub(crate) caption_words: Uses,
}

/// Words by how the rules use them.
#[derive(Debug)]
pub(crate) struct Uses(BTreeMap<&'static str, BTreeSet<&'static str>>);

impl Uses {
    /// The words of a use.
    pub(crate) fn of(&self, usage: &str) -> impl Iterator<Item = &'static str> {
        self.0.get(usage).into_iter().flatten().copied()
    }

    /// Whether a word in lower case is of that use.
    pub(crate) fn has(&self, usage: &str, word: &str) -> bool {
        self.0.get(usage).is_some_and(|words| words.contains(word))
    }
}

impl Lexicon {
    /// The English words.
    pub(crate) fn english() -> &'static Self {
        static ENGLISH: OnceLock<Lexicon> = OnceLock::new();
        ENGLISH.get_or_init(|| {
            let peoples = peoples(include_str!("english/peoples.tsv"));
            let mut people_of = BTreeMap::new();
            for (i, people) in peoples.iter().enumerate() {
                let two_words = people.name.split(' ').count() == 2;
                let name = two_words.then(|| people.name.to_owned());
                for form in people.forms.iter().chain(&name) {
                    people_of.entry(form.to_lowercase()).or_insert(i);
                }
            }
            let mut people_by_first_word: BTreeMap<_, Vec<usize>> = BTreeMap::new();
            for (i, people) in peoples.iter().enumerate() {
                let first = people.name.split(' ').next().unwrap_or_default();
                people_by_first_word.entry(first).or_default().push(i);
            }
            let cues = |kind| labelled(include_str!("english/cues.txt"), kind);
            Self {
                peoples,
                people_of,
                people_by_first_word,
                titles: words(include_str!("english/titles.txt")),
                after_titles: words(include_str!("english/after_titles.txt")),
                given: words(include_str!("english/given.txt")),
                stop: words(include_str!("english/stopwords.txt")),
                troops: words(include_str!("english/troops.txt")),
                verbs: keyed(include_str!("english/verbs.tsv"), motion),
                motion_nouns: keyed(include_str!("english/motion_nouns.txt"), motion),
                place_nouns: keyed(include_str!("english/places.txt"), classes),
                strong_cues: cues("strong"),
                weak_cues: cues("weak"),
                verb_cues: cues("verbs"),
                reached_cues: cues("reached"),
                vague: cues("vague"),
                joined: cues("joined"),
                months: keyed(include_str!("english/months.txt"), |v| v.parse().ok()),
                numbers: keyed(include_str!("english/numbers.txt"), |v| v.parse().ok()),
                states: states(include_str!("english/states.tsv")),
                fights: keyed(include_str!("english/battles.txt"), fight),
                excluded: lines(include_str!("english/excluded.txt")).collect(),
                times: uses(include_str!("english/times.txt")),
                mention_words: uses(include_str!("english/mention_words.txt")),
                person_words: uses(include_str!("english/person_words.txt")),
                battle_words: uses(include_str!("english/battle_words.txt")),
                motion_words: uses(include_str!("english/motion_words.txt")),
                change_words: uses(include_str!("english/change_words.txt")),
                caption_words: uses(include_str!("english/captions.txt")),
            }
        })
    }

    /// Whether a section of this heading does not tell the campaign.
    pub(crate) fn is_excluded(&self, heading: &str) -> bool {
        let heading = heading.trim().to_lowercase();
        self.excluded.contains(&heading.as_str())
    }

    /// The classes a noun for a kind of place stands for, none if it is no such noun.
    pub(crate) fn classes_of(&self, lower: &str) -> &[FeatureClass] {
        self.place_nouns.get(lower).map_or(&[], Vec::as_slice)
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim_end)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn words(text: &'static str) -> BTreeSet<&'static str> {
    lines(text).flat_map(str::split_whitespace).collect()
}

fn labelled(text: &'static str, label: &str) -> BTreeSet<&'static str> {
    lines(text)
        .filter_map(|l| l.split_once('\t'))
        .filter(|(l, _)| *l == label)
        .flat_map(|(_, w)| w.split_whitespace())
        .collect()
}

/// From every form before the tab to what the words after it mean.
fn keyed<T: Clone>(
    text: &'static str,
    read: impl Fn(&'static str) -> Option<T>,
) -> BTreeMap<&'static str, T> {
    let mut map = BTreeMap::new();
    for (forms, value) in lines(text).filter_map(|l| l.split_once('\t')) {
        let value = read(value).expect("the lists are read by a test");
        for form in forms.split_whitespace() {
            map.entry(form).or_insert_with(|| value.clone());
        }
    }
    map
}

fn uses(text: &'static str) -> Uses {
    let rows = lines(text).filter_map(|l| l.split_once('\t'));
    let uses = rows.map(|(usage, words)| (usage, words.split_whitespace().collect()));
    Uses(uses.collect())
}

fn states(text: &'static str) -> BTreeMap<String, &'static str> {
    let rows = lines(text).filter_map(|l| l.split_once('\t'));
    let short =
        rows.flat_map(|(name, forms)| forms.split('|').map(move |f| (f.to_lowercase(), name)));
    short.collect()
}

fn peoples(text: &'static str) -> Vec<People> {
    let rows = lines(text).filter_map(|l| l.split_once('\t'));
    rows.map(|(name, forms)| People {
        name,
        forms: forms
            .split_whitespace()
            .map(|f| f.replace('_', " "))
            .collect(),
    })
    .collect()
}

fn motion(word: &str) -> Option<Motion> {
    Some(match word {
        "go" => Motion::Go,
        "sail" => Motion::Sail,
        "land" => Motion::Land,
        "reach" => Motion::Reach,
        "take" => Motion::Take,
        "besiege" => Motion::Besiege,
        "attack" => Motion::Attack,
        "cross" => Motion::Cross,
        "leave" => Motion::Leave,
        "retreat" => Motion::Retreat,
        "flee" => Motion::Flee,
        "return" => Motion::Return,
        "pursue" => Motion::Pursue,
        "raid" => Motion::Raid,
        "meet" => Motion::Meet,
        "send" => Motion::Send,
        "lead" => Motion::Lead,
        "drive" => Motion::Drive,
        "force" => Motion::Force,
        _ => return None,
    })
}

fn fight(word: &str) -> Option<Fight> {
    Some(match word {
        "skirmish" => Fight::Skirmish,
        "battle" => Fight::Battle,
        "siege" => Fight::Siege,
        "raid" => Fight::Raid,
        "landing" => Fight::Landing,
        "massacre" => Fight::Massacre,
        _ => return None,
    })
}

fn classes(words: &'static str) -> Option<Vec<FeatureClass>> {
    words.split_whitespace().map(|w| w.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_whole() {
        let english = Lexicon::english();
        assert!(english.peoples.len() > 150);
        assert_eq!(english.months.len(), 24);
        assert_eq!(english.verbs["fell_back"], Motion::Retreat);
        assert!(english.is_excluded("See also"));
        assert_eq!(english.peoples[english.people_of["danes"]].name, "Denmark");
    }
}
