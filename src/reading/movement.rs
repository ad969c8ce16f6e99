//! Movements: verbs and nouns of motion with who, from where, through what, to where, and when.

mod formation;
mod frame;
mod repeats;
mod whereabouts;

use std::collections::BTreeMap;

use self::whereabouts::Whereabouts;
use super::english::Motion;
use super::story::Story;
use super::time::When;
use crate::campaign::MovementKind;

/// A movement of the story.
#[derive(Clone, Debug)]
pub struct MovementReading {
    /// Who, in the words of the text.
    pub who: String,
    /// Whose, as an index of the sides.
    pub side: Option<usize>,
    /// Index of the person who leads or moves, if named.
    pub person: Option<usize>,
    /// Index of the place it leaves.
    pub from: Option<usize>,
    /// Whether the text leaves the origin to be inferred from where they were last.
    pub from_is_inferred: bool,
    /// Indices of the places it passes.
    pub via: Vec<usize>,
    /// Indices of the places it reaches.
    pub to: Vec<usize>,
    /// When.
    pub when: Option<When>,
    /// How.
    pub kind: MovementKind,
    /// Whether it is told with its goal or way, and not only that they set out.
    pub(crate) is_whole: bool,
    /// Over water.
    pub by_sea: bool,
    /// The sentence behind it.
    pub sentence: usize,
}

/// Where battles were fought: for each sentence the place of the battle it tells of, if one.
pub(crate) type BattlePlaces = BTreeMap<usize, usize>;

/// The movements of the story, in its order; sentences that tell of borders are left out.
pub(crate) fn movements(
    story: &Story,
    fought_at: &BattlePlaces,
    told_of_borders: &[usize],
) -> Vec<MovementReading> {
    let mut found: Vec<MovementReading> = Vec::new();
    let mut whereabouts = Whereabouts::default();
    let mut leaving: Vec<MovementReading> = Vec::new();
    for (index, sentence) in story.prose() {
        // There land goes and falls to somebody, and nobody moves.
        if told_of_borders.contains(&index) {
            continue;
        }
        let mut here = Vec::new();
        for at in sentence.tokens.clone() {
            if let Some(frame) = frame::at(story, index, at) {
                here.extend(frame.movement(story, fought_at.get(&index).copied()));
            }
        }
        if let Some(&place) = fought_at.get(&index) {
            let arrived = leaving
                .drain(..)
                .filter_map(|m| arrival(story, m, (index, place)));
            for movement in arrived.collect::<Vec<_>>() {
                whereabouts.moved(&movement, story);
                repeats::add(&mut found, movement);
            }
        }
        let (told, begun): (Vec<_>, Vec<_>) = merged(here).into_iter().partition(|m| m.is_whole);
        leaving.retain(|m| index < m.sentence + NEXT);
        leaving.extend(begun);
        for mut movement in told {
            take_departure(&mut movement, &mut leaving);
            whereabouts.infer_origin(&mut movement, story);
            whereabouts.moved(&movement, story);
            repeats::add(&mut found, movement);
        }
        if let Some(&place) = fought_at.get(&index) {
            whereabouts.fought(story, index, place);
        }
    }
    found
}

/// How many sentences on a fight may be that those who set out came to.
const NEXT: usize = 3;

/// Those who set out came to the next fight that is told of them.
fn arrival(
    story: &Story,
    mut movement: MovementReading,
    (sentence, place): (usize, usize),
) -> Option<MovementReading> {
    let sentences = &story.document.sentences;
    let told = &sentences[sentence];
    let near = told.section == sentences[movement.sentence].section
        && sentence < movement.sentence + NEXT
        && sentence > movement.sentence;
    let person = movement.person?;
    let there = story
        .persons
        .within(&told.tokens)
        .any(|(p, _)| *p == person)
        || story.meant_by_pronouns(told).contains(&person);
    if !(near && there) || movement.from == Some(place) {
        return None;
    }
    movement.to = vec![place];
    movement.is_whole = true;
    Some(movement)
}

/// Who left a place in the sentence before and is told to have come somewhere now came from there.
fn take_departure(movement: &mut MovementReading, leaving: &mut Vec<MovementReading>) {
    if movement.from.is_some() || movement.person.is_none() {
        return;
    }
    let own = leaving.iter().position(|l| {
        l.person == movement.person && l.from.is_some_and(|f| !movement.to.contains(&f))
    });
    if let Some(departure) = own.map(|at| leaving.remove(at)) {
        movement.from = departure.from;
        movement.via.splice(0..0, departure.via);
    }
}

/// Two frames of one sentence with one goal are one movement; so are a departure and an arrival of one actor.
fn merged(frames: Vec<MovementReading>) -> Vec<MovementReading> {
    let mut out: Vec<MovementReading> = Vec::new();
    for frame in frames {
        let Some(last) = out.last_mut() else {
            out.push(frame);
            continue;
        };
        let same_actor = last.side == frame.side
            && (last.person == frame.person || frame.person.is_none())
            && (last.side.is_some() || last.who == frame.who)
            && !formation::are_two(&last.who, &frame.who);
        let same_goal = !frame.to.is_empty() && frame.to.iter().any(|t| last.to.contains(t));
        let sets_out = !last.is_whole && last.to.is_empty();
        let chains = same_actor && last.to.is_empty() && (last.kind == frame.kind || sets_out);
        let goes_on = same_actor
            && !same_goal
            && frame.from.is_none()
            && last.kind == MovementKind::Advance
            && frame.kind == MovementKind::Advance
            && last.to.len() == 1
            && !frame.to.is_empty();
        if goes_on {
            let passed = std::mem::take(&mut last.to);
            last.via.extend(passed);
            last.via.extend(frame.via);
            last.to = frame.to;
            last.is_whole |= frame.is_whole;
            last.via.dedup();
        } else if same_actor && (same_goal || chains) {
            last.from = last.from.or(frame.from);
            if sets_out {
                last.kind = frame.kind;
                last.by_sea |= frame.by_sea;
            }
            last.is_whole |= frame.is_whole;
            last.via.extend(
                frame
                    .via
                    .into_iter()
                    .filter(|v| Some(*v) != last.from)
                    .collect::<Vec<_>>(),
            );
            for stop in frame.to {
                if !last.to.contains(&stop) {
                    last.to.push(stop);
                }
            }
        } else {
            out.push(frame);
        }
    }
    out
}

/// How a verb moves.
fn kind_of(motion: Motion) -> MovementKind {
    match motion {
        Motion::Retreat | Motion::Drive => MovementKind::Retreat,
        Motion::Flee => MovementKind::Flight,
        Motion::Return => MovementKind::Return,
        Motion::Pursue => MovementKind::Pursuit,
        Motion::Raid => MovementKind::Raid,
        Motion::Leave | Motion::Send => MovementKind::Transfer,
        Motion::Go
        | Motion::Sail
        | Motion::Land
        | Motion::Reach
        | Motion::Take
        | Motion::Besiege
        | Motion::Attack
        | Motion::Cross
        | Motion::Meet
        | Motion::Lead
        | Motion::Force => MovementKind::Advance,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::toy::{WAR, look};

    /// Kind, origin, stops on the way, goals.
    fn told(text: &str) -> Vec<String> {
        look(text, |r| {
            let name = |p: &usize| r.places[*p].name.clone();
            let line = |m: &MovementReading| {
                let list = |l: &[usize]| l.iter().map(name).collect::<Vec<_>>().join("+");
                format!(
                    "{:?} {}>{}>{}",
                    m.kind,
                    m.from.as_ref().map(name).unwrap_or_default(),
                    list(&m.via),
                    list(&m.to)
                )
            };
            r.movements.iter().map(line).collect()
        })
    }

    #[test]
    fn prepositions_tell_where_from_and_where_to() {
        assert_eq!(
            told(WAR),
            ["Advance Orm>New Orm>Tesk", "Retreat Tesk>>Lake Sarn"]
        );
    }

    #[test]
    fn two_verbs_of_one_march_are_one_movement() {
        assert_eq!(
            told("The Danish army met at Orm and advanced to Tesk. Danish troops rested."),
            ["Advance >Orm>Tesk"]
        );
    }

    #[test]
    fn who_set_out_arrives_by_the_next_verb_or_at_the_next_fight() {
        assert_eq!(
            told(
                "The Danish army sailed from Orm with two guns and landed near Tesk. The Danes rested."
            ),
            ["Advance Orm>>Tesk"]
        );
        let text = "The Danes met the Swedes. Danish troops under General Niels Orlow came. Swedish troops came. Orlow marched north from Orm with 500 men. At the Battle of Tesk Orlow defeated the Swedes.";
        assert_eq!(told(text), ["Advance Orm>>Tesk"]);
    }

    /// What is told after words that make Danes and Swedes the sides.
    fn told_of_war(text: &str) -> Vec<String> {
        told(&format!(
            "The Danes fought the Swedes. Danish troops under General Niels Orlow fought Swedish troops under Torsten Kurck. {text}"
        ))
    }

    #[test]
    fn a_clause_that_opens_the_sentence_tells_where_they_were() {
        assert_eq!(
            told_of_war("After taking Orm, Orlow marched to Tesk."),
            ["Advance Orm>>Tesk"]
        );
    }

    #[test]
    fn a_march_ends_at_the_fight_its_sentence_names() {
        assert_eq!(
            told_of_war("Orlow marched south and defeated Kurck at the Battle of Tesk."),
            ["Advance >>Tesk"]
        );
    }

    #[test]
    fn a_town_may_be_occupied_in_the_passive() {
        assert_eq!(
            told_of_war("In 1402 Tesk was occupied by the Danes."),
            ["Advance >>Tesk"]
        );
    }

    #[test]
    fn who_is_driven_back_is_not_who_drives() {
        let text = "The Danes fought the Swedes. Danish troops fought Swedish troops. An attack by the Swedes on the Danes was stopped, whereupon they were forced back to Tesk by the Danes.";
        let sides = look(text, |r| {
            let of = |m: &MovementReading| m.side.map(|s| r.sides[s].name.clone());
            r.movements.iter().map(of).collect::<Vec<_>>()
        });
        assert_eq!(sides, [Some("Sweden".to_owned())]);
    }

    #[test]
    fn goals_are_told_as_far_as_somewhere_or_beside_it() {
        assert_eq!(
            told_of_war(
                "Orlow advanced as far as Tesk. The Swedes moved into positions south of Orm."
            ),
            ["Advance >>Tesk", "Advance >>Orm"]
        );
        assert_eq!(
            told_of_war("Orlow sailed down the Vel River to Tesk."),
            ["Advance >Vel River>Tesk"]
        );
    }

    #[test]
    fn what_was_stopped_or_is_no_body_of_troops_does_not_move() {
        assert!(told_of_war("Kurck halted his advance at Tesk.").is_empty());
        assert!(told_of_war("The Danish capital was moved to Tesk.").is_empty());
    }

    #[test]
    fn words_that_say_where_the_goal_lies_are_no_way() {
        assert_eq!(
            told_of_war("Orlow left Orm and marched to Tesk, 40 miles east of New Orm."),
            ["Advance Orm>>Tesk"]
        );
    }

    #[test]
    fn a_crossing_and_the_goal_of_the_next_sentence_are_one_march() {
        assert_eq!(
            told_of_war("Orlow crossed the Grey Mountains. He invaded Morvia."),
            ["Advance >Grey Mountains>Morvia"]
        );
    }

    #[test]
    fn a_flight_to_a_town_is_not_the_march_there() {
        let text = "Orlow marched to Tesk. After the Battle of Orm the Danes fled to Tesk.";
        assert_eq!(told_of_war(text), ["Advance >>Tesk", "Flight Orm>>Tesk"]);
    }

    #[test]
    fn a_side_joined_to_a_verb_is_no_part_of_the_name() {
        assert_eq!(
            told_of_war("Orlow marched into Swedish-held Tesk."),
            ["Advance >>Tesk"]
        );
    }

    #[test]
    fn verbs_in_a_row_share_their_subject() {
        let text = "Danish troops defeated the Swedes at Orm, occupied Tesk, and rested. The Danes met the Swedes.";
        let who = look(text, |r| r.movements[0].side);
        assert_eq!(who, Some(0));
    }

    #[test]
    fn a_wish_is_planned_and_a_denial_is_nothing() {
        let text =
            "Danish troops attempted to march to Tesk. Danish troops did not cross the Vel River.";
        assert_eq!(told(text), ["Planned >>Tesk"]);
    }
}
