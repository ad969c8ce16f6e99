//! Who won, by the verbs of winning and losing in the sentences of a battle.

mod verb;

use self::verb::Verb;
use super::{BattleReading, Outcome, is};
use crate::reading::document::Role;
use crate::reading::english::{Fight, Motion};
use crate::reading::story::{Actor, Story};

/// How much more the last sentence on a siege weighs than the first.
const END_OF_A_SIEGE: f64 = 4.0;
/// How far after its subject the verb may stand that tells who advances, in tokens.
const CAPTOR_REACH: usize = 7;

/// A sentence says clearly who won from this weight on.
const CLEAR: f64 = 1.0;

/// The outcome that the sentences of a battle between some sides tell.
pub(super) fn outcome(
    story: &Story,
    battle: &BattleReading,
    sentences: &[usize],
    sides: &[usize],
) -> Outcome {
    let mut votes = vec![0.0; story.sides.sides.len()];
    let (mut draw, mut is_told) = (0.0, false);
    let whole = Course::of(battle, sentences);
    let home = battle.place.and_then(|place| owner_of(story, place));
    for &index in sentences {
        let sentence = &story.document.sentences[index];
        if sentence.role != Role::Prose {
            continue;
        }
        let mut told = vec![0.0; votes.len()];
        for at in sentence.tokens.clone() {
            let verb = Verb {
                story,
                sentence,
                at,
                place: battle.place,
            };
            vote(&verb, &mut told);
            if home.is_some() && verb.destroys_the_town() {
                verb.give(&mut told, home, -1.2);
            }
            if is(story, "undecided", &story.document.tokens[at].lower) {
                draw += 1.5;
            }
        }
        // The sentence that names it tells most, and where it tells who won the rest is of what came after; how a
        // siege went in the end counts before how it began.
        let weight = if Some(&index) == sentences.first() {
            is_told = battle.section.is_none() && told.iter().any(|own| own.abs() >= CLEAR);
            1.4
        } else if is_told {
            0.5
        } else {
            1.0
        } * whole.at(index);
        for (vote, own) in votes.iter_mut().zip(told) {
            *vote += weight * own;
        }
    }
    let fought: Vec<usize> = if sides.is_empty() {
        (0..votes.len()).collect()
    } else {
        sides.to_vec()
    };
    let best = fought
        .into_iter()
        .max_by(|&a, &b| votes[a].total_cmp(&votes[b]).then(b.cmp(&a)));
    match best.filter(|&b| votes[b] > 0.0) {
        Some(side) if votes[side] > draw => Outcome::Side(chief(story, side, sides)),
        _ if draw > 0.0 => Outcome::Draw,
        _ => captor(story, battle).map_or(Outcome::Unknown, Outcome::Side),
    }
}

/// How much the sentences of a battle weigh by their order.
struct Course {
    /// First and last sentence of a siege that a section tells.
    siege: Option<(usize, usize)>,
}

impl Course {
    fn of(battle: &BattleReading, sentences: &[usize]) -> Self {
        let is_long = battle.is_siege() && battle.section.is_some() && sentences.len() > 2;
        let ends = sentences
            .iter()
            .min()
            .copied()
            .zip(sentences.iter().max().copied());
        Self {
            siege: ends.filter(|_| is_long),
        }
    }

    fn at(&self, sentence: usize) -> f64 {
        self.siege.map_or(1.0, |(first, last)| {
            let part = (sentence - first) as f64 / (last - first).max(1) as f64;
            1.0 + END_OF_A_SIEGE * part * part * part
        })
    }
}

/// Who took a town that fell by itself: `The Danes marched to Orm, which fell`: whom the text had advance before.
fn captor(story: &Story, battle: &BattleReading) -> Option<usize> {
    if battle.is_named || battle.kind != Fight::Siege {
        return None;
    }
    let first = *battle.sentences.first()?;
    let sentence = &story.document.sentences[first];
    let mut mentions = story.mentions.in_sentence(first).iter();
    let town = mentions.find(|m| Some(m.name) == battle.place);
    let at = town.map_or(sentence.tokens.start, |m| m.tokens.start);
    let own = story.actor_before(sentence, at);
    let opens = at <= sentence.tokens.start + 3;
    own.and_then(|a| advancing(story, &a)).or_else(|| {
        if !opens {
            return None;
        }
        let before = story.antecedent(sentence, |a| advancing(story, a).is_some())?;
        advancing(story, &before)
    })
}

/// The side that advances by what an actor does: his own, or his foe's where he gives way.
fn advancing(story: &Story, actor: &Actor) -> Option<usize> {
    use Motion::{Flee, Leave, Retreat};
    let side = actor.side?;
    let tokens = story.document.tokens.iter().skip(actor.words.end);
    for token in tokens.take(CAPTOR_REACH) {
        let attacks = is(story, "attacks", &token.lower);
        match story.document.lexicon.verbs.get(token.lower.as_ref()) {
            Some(Retreat | Flee | Leave) => return story.sides.opponent(side),
            Some(_) => return Some(side),
            None if attacks => return Some(side),
            None if token.is(".") => return None,
            None => {}
        }
    }
    None
}

/// An ally's victory is that of the greater side beside him.
fn chief(story: &Story, side: usize, sides: &[usize]) -> usize {
    sides
        .iter()
        .copied()
        .filter(|&s| story.sides.are_allied(s, side))
        .min()
        .unwrap_or(side)
}

/// The side that is named after a town: Rome, Carthage.
fn owner_of(story: &Story, place: usize) -> Option<usize> {
    let mentions = &story.mentions.mentions;
    let named = mentions.iter().find(|m| m.name == place)?;
    story.sides.at(story.document, named.tokens.start)
}

/// What a word tells of the outcome.
fn vote(verb: &Verb, votes: &mut [f64]) {
    let story = verb.story;
    let token = &story.document.tokens[verb.at];
    let is = |usage| is(story, usage, &token.lower);
    let taker = || verb.taker().filter(|_| verb.is_after("of"));
    if (is("victory") || is("defeat")) && verb.is_elsewhere() {
        return;
    }
    if is("victory") {
        if verb.is_of_the_rest() {
            return;
        }
        let weight = if verb.follows("lesser", 1) { 0.8 } else { 1.5 };
        verb.give(votes, verb.owner(&["for", "of", "by"]), weight);
    } else if is("holdings") && verb.is_after("of") && !verb.is_before("the") {
        verb.give(votes, verb.taker(), 0.5);
    } else if let Some(taker) = Some(()).filter(|()| is("takings")).and_then(|()| taker()) {
        verb.give(votes, Some(taker), 1.0);
    } else if is("ends_of") && verb.is_after("of") && !verb.is_of_a_place() {
        verb.give(votes, verb.after().or_else(|| verb.named_before()), -1.2);
    } else if is("defeat") && !verb.is_before("to") {
        if verb.follows("inflicted", 5) {
            verb.give(votes, verb.before(), 1.5);
        } else {
            verb.give(votes, verb.owner(&["for", "of"]), -1.2);
        }
    } else if token.is("control") {
        verb.give(votes, verb.given_control(), 1.2);
    } else if verb.is_in_vain() {
        verb.give(votes, verb.before(), -1.2);
    } else if token.is("broke") && verb.is_after("against") {
        // `broke against the walls`
        verb.give(votes, verb.before(), -1.2);
    } else if is("win") {
        verb.win(votes);
    } else if is("fell") && verb.is_of_the_town() {
        verb.give(votes, verb.before(), 1.0);
    } else if is("lose") && !verb.counts_losses() {
        let weight = if is("heavy_losses") { -1.0 } else { -0.5 };
        verb.give(votes, verb.before(), weight);
    } else if verb.holds() {
        verb.give(votes, verb.before(), 0.4);
    } else if verb.gives_up() {
        verb.give(votes, verb.before(), -1.2);
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::toy::look;
    use crate::reading::{Outcome, Reading};

    /// Who won the battle of a text about Danes and Swedes.
    fn winner(told: &str) -> Option<String> {
        let text = format!("The Danes met the Swedes. Danish troops met Swedish troops. {told}");
        look(&text, |r: &Reading| match r.battles[0].victor {
            Outcome::Side(side) => Some(r.sides[side].name.clone()),
            Outcome::Draw | Outcome::Unknown => None,
        })
    }

    #[test]
    fn what_befell_a_side_says_who_lost() {
        let told = "The Battle of Orm ended on 3 June 1402 with the surrender of the Swedes.";
        assert_eq!(winner(told).as_deref(), Some("Denmark"));
        let told = "In the Battle of Orm the Swedes inflicted a heavy defeat on the invaders.";
        assert_eq!(winner(told).as_deref(), Some("Sweden"));
    }

    #[test]
    fn what_a_side_did_later_does_not_undo_its_defeat() {
        let told = "The Battle of Orm was a Danish defeat. The Danes, who had beaten the peasants, left. They beat the rebels.";
        assert_eq!(winner(told).as_deref(), Some("Sweden"));
    }

    #[test]
    fn in_the_passive_who_stands_after_by_won() {
        let told = "At the Battle of Orm the attack was beaten back by the Danes.";
        assert_eq!(winner(told).as_deref(), Some("Denmark"));
    }

    #[test]
    fn men_lost_are_no_battle_lost() {
        let told = "The Danes won the Battle of Orm and lost 300 men.";
        assert_eq!(winner(told).as_deref(), Some("Denmark"));
        let told = "In the Battle of Orm the Danes captured the hill but abandoned it.";
        assert_eq!(winner(told).as_deref(), Some("Sweden"));
    }

    #[test]
    fn who_attacks_in_vain_loses() {
        let told = "From 21 to 26 August 1402 the Swedes attacked Orm, held by the Danes, without success.";
        assert_eq!(winner(told).as_deref(), Some("Denmark"));
        let told = "At the Battle of Orm the Swedes broke against the Danish line.";
        assert_eq!(winner(told).as_deref(), Some("Denmark"));
        let told = "In order to draw the Danes from Bar, the Swedes attacked Orm on 3 June 1402 and were routed.";
        assert_eq!(winner(told).as_deref(), Some("Denmark"));
    }

    #[test]
    fn whom_a_capture_gave_control_won() {
        let told = "The Swedes were cut off from the rest of Sweden after the capture of Orm in 1402 gave the Danes control of the river.";
        assert_eq!(winner(told).as_deref(), Some("Denmark"));
    }

    #[test]
    fn who_took_a_town_or_marched_on_it_won() {
        let told = "The fall of Bar was followed by the Danish capture of Orm on 3 June 1402.";
        let orm = |text: &str| {
            let text =
                format!("The Danes met the Swedes. Danish troops met Swedish troops. {text}");
            look(&text, |r: &Reading| {
                let battle = r.battles.iter().find(|b| b.name.ends_with("Orm")).unwrap();
                match battle.victor {
                    Outcome::Side(side) => r.sides[side].name.clone(),
                    Outcome::Draw | Outcome::Unknown => String::new(),
                }
            })
        };
        assert_eq!(orm(told), "Denmark");
        let told = "The Danish army advanced from Tesk on Orm. Orm fell on 8 July 1402.";
        assert_eq!(orm(told), "Denmark");
        let told = "The Danish army withdrew from Tesk. Orm fell on 8 July 1402.";
        assert_eq!(orm(told), "Sweden");
    }

    #[test]
    fn an_exception_to_victories_is_a_defeat() {
        let told =
            "Save for the defeat at the Battle of Orm, the war was a string of Danish victories.";
        assert_eq!(winner(told).as_deref(), Some("Sweden"));
    }

    #[test]
    fn a_besieged_town_that_surrenders_falls_to_who_besieged_it() {
        let told = "The Danes besieged Orm, which surrendered after twenty days.";
        assert_eq!(winner(told).as_deref(), Some("Denmark"));
    }
}
