//! What the words before a verb and after it tell of where a march began and ended: a clause that opens the
//! sentence, a town in the passive, the fight they came to.

use super::{Frame, is, is_vast};
use crate::reading::document::Sentence;
use crate::reading::english::Motion;
use crate::reading::story::Story;

/// How far after its verb a fight may be named, in tokens.
const FIGHT_REACH: usize = 28;

/// `After taking Orm, he marched`: where they were before the verb at a token.
pub(super) fn origin(story: &Story, sentence: &Sentence, at: usize) -> Option<usize> {
    let document = story.document;
    let start = sentence.tokens.start;
    let opens = is(story, "openers", &document.tokens[start]);
    let gerund = document.get(sentence, start + 1)?;
    if !opens || !is(story, "gerunds", gerund) {
        return None;
    }
    let comma = (start..at).find(|&i| document.tokens[i].is(","))?;
    let mut mentions = story
        .mentions
        .in_sentence(story.index_of(sentence))
        .iter()
        .rev();
    let last = mentions.find(|m| m.tokens.end <= comma && story.is_stop(m))?;
    Some(last.name).filter(|&p| !is_vast(&story.places[p]))
}

/// Whether a sentence opens with the outcome of a fight at a place: `After the fall of Orm, ...`.
pub(in crate::reading::movement) fn is_outcome_at(
    story: &Story,
    sentence: &Sentence,
    place: usize,
) -> bool {
    let document = story.document;
    let start = sentence.tokens.start;
    let opens = is(story, "openers", &document.tokens[start]);
    let noun = (start + 1..start + 4).find(|&i| {
        document
            .get(sentence, i)
            .is_some_and(|t| is(story, "outcomes", t))
    });
    let mut mentions = story.mentions.in_sentence(story.index_of(sentence)).iter();
    let near = |noun: usize, start: usize| start > noun && start <= noun + 5;
    opens
        && noun.is_some_and(|noun| mentions.any(|m| m.name == place && near(noun, m.tokens.start)))
}

impl Frame {
    /// `Orm was occupied by the Danes`: the town that stands before its verb in the passive.
    pub(super) fn subject_reached(&self, story: &Story, sentence: &Sentence) -> Option<usize> {
        let reaches = matches!(self.motion, Motion::Reach | Motion::Take);
        if !reaches || !story.is_passive(sentence, self.at) {
            return None;
        }
        self.agent(story, sentence)?;
        let mut mentions = story.mentions.in_sentence(self.index).iter().rev();
        let subject = mentions.find(|m| m.tokens.end <= self.at)?;
        let was = subject.tokens.end..self.at;
        let adjoins = was.len() <= 3
            && was
                .clone()
                .any(|i| story.document.tokens[i].one_of(&["was", "were", "is", "been", "being"]));
        (adjoins && story.is_stop(subject)).then_some(subject.name)
    }

    /// `marched north and defeated them at the Battle of Orm`: the fight that the next verb names.
    pub(super) fn fight_met(&self, story: &Story, sentence: &Sentence) -> Option<usize> {
        let goes = matches!(
            self.motion,
            Motion::Go | Motion::Sail | Motion::Lead | Motion::Leave
        );
        let document = story.document;
        let joins = document.get(sentence, self.end)?.one_of(&["and", "but"]);
        if !goes || !joins || story.is_passive(sentence, self.at) {
            return None;
        }
        let clause = self.end + 1..sentence.tokens.end.min(self.end + FIGHT_REACH);
        let own = clause
            .clone()
            .take_while(|&i| !document.tokens[i].one_of(&[";", "while", "where", "which", "and"]));
        let last = own.last()?;
        let mut mentions = story.mentions.in_sentence(self.index).iter();
        let fight = mentions.find(|m| {
            let noun = |steps| document.before(sentence, m.tokens.start, steps);
            let names = (2..=3).any(|s| {
                noun(s).is_some_and(|t| {
                    t.capital && document.lexicon.fights.contains_key(t.lower.as_ref())
                })
            });
            m.tokens.start > self.end && m.tokens.start <= last && names
        })?;
        Some(fight.name)
    }
}
