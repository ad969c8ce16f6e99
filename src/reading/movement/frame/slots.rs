//! Which part each place after a verb plays, by the preposition before it.

use super::clause::is_as_far;
use super::{Frame, is};
use crate::reading::document::Sentence;
use crate::reading::english::Motion;
use crate::reading::story::Story;
use crate::reading::token::Kind;

/// Which part a place plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    From,
    Via,
    To,
    None,
}

/// How near its verb `at X` must stand to be where the movement ended, in tokens.
const SETTLING: usize = 16;

impl Frame {
    /// The places after the verb, by the preposition before each.
    pub(super) fn slots(
        &self,
        story: &Story,
        sentence: &Sentence,
    ) -> (Option<usize>, Vec<usize>, Vec<usize>) {
        let document = story.document;
        let (mut from, mut via, mut to) = (None, Vec::new(), Vec::new());
        let mut slot = self.object_slot();
        let mut i = self.at + 1;
        while i < self.end {
            let Some(mention) = story.mention_at(self.index, i) else {
                slot = self.turned(slot, story, sentence, i);
                i += 1;
                continue;
            };
            i = mention.tokens.end;
            if !story.is_stop(mention)
                || document.get(sentence, i).is_some_and(|t| {
                    document.lexicon.troops.contains(t.lower.as_ref())
                        && !(slot == Slot::To && is(story, "lines", t))
                })
            {
                continue;
            }
            // `Orm, Morvia`: the second only says where the first is.
            let contains = document
                .before(sentence, mention.tokens.start, 1)
                .is_some_and(|t| t.is(","))
                && to.last().is_some_and(|&t: &usize| {
                    story.mentions.names[t]
                        .within
                        .contains(&story.mentions.names[mention.name].text)
                });
            match slot {
                _ if contains => {}
                Slot::From => from = from.or(Some(mention.name)),
                Slot::Via => via.push(mention.name),
                Slot::To => to.push(mention.name),
                Slot::None => {}
            }
        }
        (from, via, to)
    }

    /// `From Orm they marched`: the origin before the verb.
    pub(super) fn slots_before(
        &self,
        story: &Story,
        sentence: &Sentence,
        from: &mut Option<usize>,
    ) {
        if from.is_some() || self.is_noun {
            return;
        }
        let earlier = story
            .mentions
            .in_sentence(self.index)
            .iter()
            .filter(|m| m.tokens.end <= self.at && m.tokens.start + 12 > self.at);
        for mention in earlier {
            let verb_between = (mention.tokens.end..self.at).any(|i| {
                let token = &story.document.tokens[i];
                token.one_of(&["and", "to"])
                    || story
                        .document
                        .lexicon
                        .verbs
                        .contains_key(token.lower.as_ref())
            });
            if verb_between {
                continue;
            }
            if story.head_of(sentence, mention.tokens.start) == "from" && story.is_stop(mention) {
                *from = Some(mention.name);
            }
        }
    }

    /// What a place right after the verb is.
    fn object_slot(&self) -> Slot {
        match self.motion {
            Motion::Reach | Motion::Take | Motion::Besiege | Motion::Attack if !self.is_noun => {
                Slot::To
            }
            Motion::Cross if !self.is_noun => Slot::Via,
            Motion::Leave if !self.is_noun => Slot::From,
            _ => Slot::None,
        }
    }

    /// The slot after a word.
    fn turned(&self, slot: Slot, story: &Story, sentence: &Sentence, at: usize) -> Slot {
        let document = story.document;
        let token = &document.tokens[at];
        let next = document
            .get(sentence, at + 1)
            .map_or("", |t| t.lower.as_ref());
        let settles = self.settles();
        match token.lower.as_ref() {
            "as" if is_as_far(story, sentence, at) => Slot::To,
            "up" | "down" if self.is_behind_line(story, at) => Slot::Via,
            "south" | "north" | "east" | "west" | "outside" | "opposite"
                if self.is_at_a_post(story, sentence, at) =>
            {
                Slot::To
            }
            "south" | "north" | "east" | "west"
                if next == "of" && self.only_says_where(story, at) =>
            {
                Slot::None
            }
            "against" if self.is_weak(story) => Slot::None,
            "to" if self.is_other_infinitive(story, at) => Slot::None,
            "to" | "toward" | "towards" | "into" | "onto" | "against" | "upon" => Slot::To,
            "forward" if document.tokens.get(at + 1).is_some_and(|t| t.is("the")) => Slot::To,
            "for" if matches!(self.motion, Motion::Leave | Motion::Go | Motion::Sail) => Slot::To,
            "in" | "at" | "near" | "on" | "around"
                if settles && !self.is_weak(story) && at <= self.at + SETTLING =>
            {
                Slot::To
            }
            // Behind a river or range they are safe; north of a town they have left it.
            "south" | "north" | "east" | "west"
                if next == "of"
                    && self.motion == Motion::Retreat
                    && !self.is_behind_line(story, at) =>
            {
                Slot::From
            }
            "behind" | "beyond" if self.is_behind_line(story, at) => Slot::Via,
            "south" | "north" | "east" | "west" if next == "of" => Slot::Via,
            "from" => Slot::From,
            "out" if next == "of" => Slot::From,
            "through" | "via" | "across" | "over" | "along" | "past" | "by"
                if token.lower != "by" || next == "way" =>
            {
                Slot::Via
            }
            "of" if self.is_noun && at == self.at + 1 => match self.motion {
                Motion::Cross => Slot::Via,
                Motion::Leave => Slot::From,
                _ => Slot::To,
            },
            "with" | "under" | "by" | "between" | "for" | "about" => Slot::None,
            // `reached the sea at X`.
            "at" | "near" if slot == Slot::To && self.motion == Motion::Reach => Slot::To,
            // `in` of a verb that does not settle leaves the goal as it is: `captured X in Y`.
            "in" | "at" | "near" | "on" => Slot::None,
            _ => slot,
        }
    }

    /// Whether `at X` after the verb tells where it ended.
    fn settles(&self) -> bool {
        matches!(
            self.motion,
            Motion::Land
                | Motion::Meet
                | Motion::Go
                | Motion::Sail
                | Motion::Retreat
                | Motion::Return
                | Motion::Flee
                | Motion::Lead
                | Motion::Force
                | Motion::Take
        )
    }

    /// Whether the next place after a word is a river or range.
    fn is_behind_line(&self, story: &Story, at: usize) -> bool {
        use crate::gazetteer::FeatureClass::{Range, River};
        let mentions = story.mentions.in_sentence(self.index).iter();
        let next = mentions.filter(|m| m.tokens.start > at && m.tokens.start <= at + 4);
        let class = next.map(|m| story.places[m.name].class).next();
        matches!(class, Some(Some(River | Range)))
    }

    /// Whether the words only say where the place before is: `to X, north of Y`, `X, 130 miles east of Y`.
    fn only_says_where(&self, story: &Story, at: usize) -> bool {
        let sentence = &story.document.sentences[self.index];
        let before = |steps| story.document.before(sentence, at, steps);
        let apposed = before(1).is_some_and(|t| t.is(","));
        let far = before(1).is_some_and(|t| is(story, "units", t));
        apposed || far && (2..=5).any(|s| before(s).is_some_and(|t| t.is(",")))
    }

    /// Whether what they come to lies beside the place: `positions south of X`.
    fn is_at_a_post(&self, story: &Story, sentence: &Sentence, at: usize) -> bool {
        let before = |steps| story.document.before(sentence, at, steps);
        at > self.at + 1 && (1..=3).any(|s| before(s).is_some_and(|t| is(story, "posts", t)))
    }

    /// `to fight beside X`: only some deeds are done at the goal of a march.
    fn is_other_infinitive(&self, story: &Story, at: usize) -> bool {
        let Some(next) = story.document.tokens.get(at + 1) else {
            return false;
        };
        let determiner = next.one_of(&[
            "the", "a", "an", "his", "their", "its", "within", "what", "this",
        ]);
        next.kind == Kind::Word
            && !next.capital
            && !determiner
            && !is(story, "at_the_goal", next)
            && story.document.lexicon.classes_of(&next.lower).is_empty()
            && !story
                .document
                .tokens
                .get(at + 2)
                .is_some_and(|t| t.is("of"))
    }
}
