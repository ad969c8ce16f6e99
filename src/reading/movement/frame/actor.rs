//! Who moves.

use super::Frame;
use crate::reading::document::Sentence;
use crate::reading::english::Motion;
use crate::reading::story::{Actor, Story};

/// How far after its passive verb `by` may stand, in tokens.
const AGENT_REACH: usize = 16;

impl Frame {
    /// Who moves: before the verb, or for one that moves others, after it.
    pub(super) fn actor(&self, story: &Story, sentence: &Sentence) -> Option<Actor> {
        if let Some(owner) = self.owner(story, sentence) {
            return Some(owner);
        }
        let before = self.other_than_agent(story, sentence, story.actor_before(sentence, self.at));
        // `X sent Y to Z`: it is Y who goes.
        if self.motion == Motion::Send && !story.is_passive(sentence, self.at) && !self.is_noun {
            let sent = story.actor_after(sentence, self.at, 4);
            let sent = sent.filter(|a| a.person.is_some());
            return match (sent, before) {
                (Some(sent), Some(by)) => Some(Actor {
                    side: sent.side.or(by.side),
                    ..sent
                }),
                (Some(sent), None) => Some(sent),
                (None, by) => by.map(|by| Actor { person: None, ..by }),
            };
        }
        let moves_others = matches!(self.motion, Motion::Drive | Motion::Force)
            && !story.is_passive(sentence, self.at);
        if moves_others {
            story.actor_after(sentence, self.at, 6).or(before)
        } else {
            let after = story.actor_after(sentence, self.at, 6);
            before
                .or_else(|| after.filter(|a| story.mention_at(self.index, a.words.start).is_none()))
        }
    }

    /// `they were driven back by the Danes`: who moves is none of those after `by`.
    fn other_than_agent(
        &self,
        story: &Story,
        sentence: &Sentence,
        actor: Option<Actor>,
    ) -> Option<Actor> {
        if !story.is_passive(sentence, self.at) {
            return actor;
        }
        let agent = self.agent(story, sentence);
        let Some(driver) = agent.and_then(|a| a.side) else {
            return actor;
        };
        let is_foe = |a: &Actor| a.side.is_some_and(|s| !story.sides.are_allied(s, driver));
        let mut earlier = (sentence.tokens.start..self.at).rev();
        actor
            .filter(|a| a.side.is_none() || is_foe(a))
            .or_else(|| earlier.find_map(|i| story.actor_at(sentence, i).filter(is_foe)))
    }

    /// Who stands after `by` in the clause of a passive verb.
    pub(super) fn agent(&self, story: &Story, sentence: &Sentence) -> Option<Actor> {
        let tokens = &story.document.tokens;
        let end = (self.at + AGENT_REACH).min(sentence.tokens.end);
        let by = (self.at + 1..end)
            .take_while(|&i| !tokens[i].one_of(&[";", "but", "while", "and"]))
            .find(|&i| tokens[i].is("by"))?;
        story.actor_after(sentence, by, 5)
    }

    /// Whose a noun of motion is: `a Danish invasion`, `Orlow's retreat`.
    pub(super) fn owner(&self, story: &Story, sentence: &Sentence) -> Option<Actor> {
        if !self.is_noun {
            return None;
        }
        let before = |s| story.document.before(sentence, self.at, s);
        // `defeated X and forced his retreat`: the last one spoken of.
        let his = before(1).is_some_and(|t| t.one_of(&["his", "their", "its"]));
        let forced = before(2).is_some_and(|t| t.one_of(&["forced", "forcing", "compelled"]));
        if his && forced {
            return (sentence.tokens.start..self.at - 2)
                .rev()
                .find_map(|i| story.actor_at(sentence, i));
        }
        let from = sentence.tokens.start.max(self.at.saturating_sub(2));
        (from..self.at).rev().find_map(|i| {
            let mut actor = story.actor_at(sentence, i)?;
            actor.words.end = actor.words.end.min(self.at);
            Some(actor)
        })
    }

    /// Whether troops or a pronoun stand before the verb.
    pub(super) fn has_subject(&self, story: &Story, sentence: &Sentence) -> bool {
        let from = sentence.tokens.start.max(self.at.saturating_sub(12));
        (from..self.at).any(|i| {
            let token = &story.document.tokens[i];
            story.document.lexicon.troops.contains(token.lower.as_ref())
                || token.one_of(&["he", "they", "who", "she"])
        })
    }

    /// Whether those who meet are enemies: then it is a battle.
    pub(super) fn foes_meet(&self, story: &Story) -> bool {
        let sentence = &story.document.sentences[self.index];
        let from = sentence.tokens.start.max(self.at.saturating_sub(10));
        let sides: Vec<usize> = (from..self.end)
            .filter_map(|i| story.actor_at(sentence, i)?.side)
            .collect();
        sides.iter().any(|&s| !story.sides.are_allied(s, sides[0]))
    }
}
