//! Battles: those that own a section, those named in passing, and towns that were taken; merged, each
//! with place, date, sides, commanders, numbers and victor.

mod contradiction;
mod dating;
mod detail;
mod find;
mod victor;

use std::collections::BTreeMap;

use super::english::Fight;
use super::mention::Mention;
use super::movement::BattlePlaces;
use super::quantity::Quantity;
use super::story::Story;
use super::time::When;

/// A side's part in a battle.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Index of the side.
    pub side: usize,
    /// Indices of its persons there.
    pub commanders: Vec<usize>,
    /// How many it had.
    pub strength: Option<Quantity>,
    /// How many it lost.
    pub losses: Option<Quantity>,
}

/// Who won.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// This side.
    Side(usize),
    /// Nobody.
    Draw,
    /// Not said.
    Unknown,
}

/// A battle, siege or skirmish.
#[derive(Clone, Debug)]
pub struct BattleReading {
    /// As the text names it, or made of the place.
    pub name: String,
    /// Index of its place.
    pub place: Option<usize>,
    /// When.
    pub when: Option<When>,
    /// What kind of fight.
    pub(crate) kind: Fight,
    /// Who fought.
    pub parts: Vec<Part>,
    /// Who won.
    pub victor: Outcome,
    /// The section it owns, if one.
    pub section: Option<usize>,
    /// Sentences that tell of it, the first being the one it rests on.
    pub sentences: Vec<usize>,
    /// The sentence that tells of the fighting.
    pub telling: Option<usize>,
    /// Whether the text names it as a battle.
    pub is_named: bool,
    /// Where what is told of it contradicts itself.
    pub notes: Vec<String>,
}

impl BattleReading {
    /// Whether it is a siege or the taking of a town.
    pub fn is_siege(&self) -> bool {
        self.kind == Fight::Siege
    }

    /// The sentence to quote: what tells of the fighting, else the one it rests on.
    pub fn quoted(&self) -> Option<usize> {
        self.telling.or(self.sentences.first().copied())
    }

    /// Whether it is called a skirmish or less.
    pub fn is_skirmish(&self) -> bool {
        matches!(self.kind, Fight::Skirmish | Fight::Raid | Fight::Landing)
    }
}

/// Whether a word in lower case is one that the rules of battles use so.
fn is(story: &Story, usage: &str, word: &str) -> bool {
    story.document.lexicon.battle_words.has(usage, word)
}

/// The battles of the story, in the order of their first naming.
pub(crate) fn battles(story: &Story) -> Vec<BattleReading> {
    let mut battles = find::merged(story, find::all(story));
    for battle in &mut battles {
        detail::fill(story, battle);
        contradiction::note(story, battle);
    }
    dating::loosen(story, &mut battles);
    battles
}

/// For each sentence of a battle where it was fought: the place of the first fight it names, else of the
/// first whose story it is part of.
pub(crate) fn fought_at(story: &Story, battles: &[BattleReading]) -> BattlePlaces {
    let mut places = BTreeMap::new();
    let mut named_at: BTreeMap<usize, usize> = BTreeMap::new();
    for battle in battles.iter().filter(|b| b.is_named) {
        let Some(place) = battle.place else { continue };
        for &sentence in &battle.sentences {
            places.entry(sentence).or_insert(place);
            let mut mentions = story.mentions.in_sentence(sentence).iter();
            let naming = mentions.find(|m| m.name == place && is_name_of_fight(story, m));
            let earlier = |m: &Mention| {
                let before = named_at.get(&sentence);
                before.is_none_or(|&token| m.tokens.start < token)
            };
            if let Some(mention) = naming.filter(|m| earlier(m)) {
                named_at.insert(sentence, mention.tokens.start);
                places.insert(sentence, place);
            }
        }
    }
    places
}

/// Whether `battle of` or the like stands right before a mention.
fn is_name_of_fight(story: &Story, mention: &Mention) -> bool {
    let sentence = &story.document.sentences[mention.sentence];
    let fights = &story.document.lexicon.fights;
    (2..=3).any(|steps| {
        let noun = story.document.before(sentence, mention.tokens.start, steps);
        noun.is_some_and(|t| fights.contains_key(t.lower.as_ref()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::toy::{WAR, look};

    #[test]
    fn a_heading_owns_its_battle_with_all_that_is_told() {
        look(WAR, |reading| {
            let [battle] = reading.battles.as_slice() else {
                panic!("{:?}", reading.battles)
            };
            assert_eq!(battle.name, "Battle of Tesk");
            assert_eq!(battle.when.unwrap().edtf(), "1402-06-03");
            assert_eq!(battle.victor, Outcome::Side(0));
            assert_eq!(reading.sides[0].name, "Denmark");
            let swedes = battle
                .parts
                .iter()
                .find(|p| reading.sides[p.side].name == "Sweden")
                .unwrap();
            assert_eq!(swedes.strength.unwrap().written(), "2000");
            assert_eq!(swedes.losses.unwrap().written(), "600");
            assert_eq!(reading.persons[swedes.commanders[0]].name, "Torsten Kurck");
        });
    }

    #[test]
    fn a_battle_of_its_own_section_is_dated_by_the_fighting() {
        let text = "== Background ==\nThe Danes were at war with Sweden in 1402.\n\n== Battle of Tesk ==\nThe Danes left Orm on 2 May 1402 \
                    and marched to Tesk. On 3 June 1402 the Swedish army attacked them there. The Danes fled.";
        look(text, |reading| {
            let battle = &reading.battles[0];
            assert_eq!(battle.when.unwrap().edtf(), "1402-06-03");
            let told = reading.quote(battle.telling.unwrap());
            assert!(told.starts_with("On 3 June"), "{told}");
        });
    }

    #[test]
    fn battles_are_found_in_passing_and_merged() {
        let text = "The Danes took Orm in 1402. The Danes won the Battle of Tesk against the Swedish army in 1403. At the Battle of Tesk the Swedish army fled.";
        let names = look(text, |r| {
            r.battles.iter().map(|b| b.name.clone()).collect::<Vec<_>>()
        });
        assert_eq!(names, ["Capture of Orm", "Battle of Tesk"]);
    }

    #[test]
    fn fights_are_told_in_many_wordings() {
        let text = "The Danes met the Swedes. Danish troops met Swedish troops. In 1402 the Swedes were besieged in Orm for weeks. At Tesk, on 3 June 1402, the Danes defeated the Swedes. They marched to Bar, which fell on 9 June.";
        let told = look(text, |r| {
            let line = |b: &BattleReading| format!("{} {}", b.name, b.when.unwrap().edtf());
            r.battles.iter().map(line).collect::<Vec<_>>()
        });
        assert_eq!(
            told,
            [
                "Siege of Orm 1402",
                "Battle of Tesk 1402-06-03",
                "Capture of Bar 1402-06-09"
            ]
        );
    }

    #[test]
    fn the_town_of_the_sentence_before_surrenders_and_a_battle_ends_in_the_next() {
        let text = "The Danes met the Swedes. Danish troops met Swedish troops. On 1 May 1402 the Danes landed near Orm. The town surrendered on 9 May. The Battle of Tesk began on 3 June 1402. It ended on 5 June with a Danish victory.";
        let told = look(text, |r| {
            let line = |b: &BattleReading| format!("{} {}", b.name, b.when.unwrap().edtf());
            r.battles.iter().map(line).collect::<Vec<_>>()
        });
        assert_eq!(
            told,
            [
                "Capture of Orm 1402-05-09",
                "Battle of Tesk 1402-06-03/1402-06-05"
            ]
        );
    }

    #[test]
    fn a_later_telling_dates_a_battle_and_its_day_is_lent_to_no_other() {
        let text = "The war of the Danes and the Swedes was fought from 1402 to 1404. The Danes would win by the capture of Orm.\n\nThe Danes won the Battle of Orm. The fall of Orm on 2 May 1403 was a blow. The Danes won the Battle of Tesk.";
        let told = look(text, |r| {
            let line = |b: &BattleReading| format!("{} {}", b.name, b.when.unwrap().edtf());
            r.battles.iter().map(line).collect::<Vec<_>>()
        });
        assert_eq!(
            told,
            ["Capture of Orm 1403-05-02", "Battle of Tesk 1403-05~/1404~"]
        );
    }

    #[test]
    fn what_battles_were_for_is_not_where_they_were() {
        let text = "The Danes met the Swedes in 1402. Battles in the north served to secure Orm and Tesk for the Danes.";
        assert!(look(text, |r| r.battles.is_empty()));
    }

    #[test]
    fn what_was_only_wanted_is_no_battle() {
        let text = "The Danes planned to take Orm. The Danes failed to capture Tesk. The capture of Bar would open the way. It was the Battle of August 10.";
        assert!(look(text, |r| r.battles.is_empty()));
    }

    #[test]
    fn who_led_the_troops_in_the_section_leads_them_in_its_fight() {
        let text = "The Danes met the Swedes. Danish troops met Swedish troops. The Danes under General Niels Orlow marched to Tesk. On 3 June 1402 the Danish army won the Battle of Tesk.";
        let leaders = look(text, |r| r.battles[0].parts[0].commanders.len());
        assert_eq!(leaders, 1);
    }
}
