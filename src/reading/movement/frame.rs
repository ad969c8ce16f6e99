//! A verb of motion and the places around it, by the prepositions before them.

mod actor;
mod clause;
mod mood;
mod opening;
mod slots;

use self::clause::{is_attribute, is_bare_noun, limit};
use super::{MovementReading, formation, kind_of};
use crate::campaign::MovementKind;
use crate::gazetteer::FeatureClass;
use crate::reading::PlaceReading;
use crate::reading::document::Sentence;
use crate::reading::english::Motion;
use crate::reading::story::{Actor, Story};
use crate::reading::token::{Kind, Token};

pub(super) use self::opening::is_outcome_at;

/// Where a movement begins, passes and ends.
struct Stops {
    from: Option<usize>,
    via: Vec<usize>,
    to: Vec<usize>,
}

impl Stops {
    /// The stops without repeats, and without the sea at whose shore another of them lies.
    fn settled(mut self, story: &Story) -> Self {
        let is_sea = |p: &usize| {
            let class = story.places[*p].class;
            matches!(class, Some(FeatureClass::Ocean | FeatureClass::Sea))
        };
        if self.to.iter().any(|p| !is_sea(p)) {
            self.to.retain(|p| !is_sea(p));
        }
        let mut seen = Vec::new();
        for stop in std::mem::take(&mut self.via) {
            if !seen.contains(&stop) && Some(stop) != self.from {
                seen.push(stop);
            }
        }
        self.via = seen;
        self.to.retain(|t| Some(*t) != self.from);
        self
    }
}

/// Whether a place is too large to be marched to.
fn is_vast(place: &PlaceReading) -> bool {
    match place.class {
        Some(FeatureClass::Ocean) => true,
        Some(FeatureClass::Polity) => place.radius_km > SMALL_STATE_KM || place.radius_km <= 0.0,
        // Of what is long and thin only the part counts that they came to.
        Some(
            FeatureClass::River | FeatureClass::Canal | FeatureClass::Range | FeatureClass::Road,
        ) => false,
        _ => place.radius_km > 650.0,
    }
}

/// Radius in km up to which a state is a land that troops march into.
const SMALL_STATE_KM: f64 = 300.0;

/// How far after its owner the word for a thing may stand that does not march, in tokens.
const UNMOVING_REACH: usize = 3;

/// A verb or noun of motion in a sentence.
pub(super) struct Frame {
    motion: Motion,
    index: usize,
    at: usize,
    end: usize,
    is_noun: bool,
}

/// Whether a word is one that the rules of motion use so.
fn is(story: &Story, usage: &str, token: &Token) -> bool {
    story.document.lexicon.motion_words.has(usage, &token.lower)
}

/// The frame of the word at a token, if it is one of motion.
pub(super) fn at(story: &Story, index: usize, at: usize) -> Option<Frame> {
    let document = story.document;
    let sentence = &document.sentences[index];
    let token = &document.tokens[at];
    if token.kind != Kind::Word || token.capital && at != sentence.tokens.start {
        return None;
    }
    let previous = document.before(sentence, at, 1);
    if is_attribute(story, sentence, at) {
        return None;
    }
    let nominal = previous
        .is_some_and(|t| t.kind == Kind::Possessive || is(story, "before_nouns", t))
        || previous.is_some_and(|t| t.capital && at > sentence.tokens.start + 1);
    // `Orlow left Orm`, not `his left`.
    let follows_actor = at > sentence.tokens.start
        && previous.is_some_and(|t| t.capital)
        && story.actor_at(sentence, at - 1).is_some();
    let two = document.get(sentence, at + 1).and_then(|next| {
        document
            .lexicon
            .verbs
            .get(format!("{}_{}", token.lower, next.lower).as_str())
    });
    if is_bare_noun(story, sentence, at) {
        return None;
    }
    let noun = document
        .lexicon
        .motion_nouns
        .get(token.lower.as_ref())
        .filter(|_| nominal || !document.lexicon.verbs.contains_key(token.lower.as_ref()));
    let (motion, is_noun, len) = match (two, noun, document.lexicon.verbs.get(token.lower.as_ref()))
    {
        (Some(&m), ..) => (m, false, 2),
        (_, Some(&m), _) => (m, true, 1),
        (_, _, Some(&m)) if !(token.is("left") && nominal && !follows_actor) => (m, false, 1),
        _ => return None,
    };
    let end = limit(story, sentence, at + len);
    Some(Frame {
        motion,
        index,
        at,
        end,
        is_noun,
    })
}

impl Frame {
    /// The movement that the frame tells, if it tells one.
    pub(super) fn movement(&self, story: &Story, battle: Option<usize>) -> Option<MovementReading> {
        let sentence = &story.document.sentences[self.index];
        if self.is_denied(story, sentence)
            || self.is_purpose(story, sentence)
            || self.is_stopped(story, sentence)
        {
            return None;
        }
        let (stops, is_whole) = self.stops(story, sentence, battle)?;
        let Stops { from, via, to } = stops.settled(story);
        if from.is_none() && via.is_empty() && to.is_empty() {
            return None;
        }
        let actor = self
            .actor(story, sentence)
            .or_else(|| formation::before(story, sentence, self.at));
        let moves = match &actor {
            Some(actor) => !self.is_unmoving(story, actor),
            None => self.has_subject(story, sentence),
        };
        if !moves {
            return None;
        }
        let by_sea = self.motion == Motion::Sail || self.is_of_ships(story, sentence);
        Some(MovementReading {
            who: actor
                .as_ref()
                .map(|a| story.words(a.words.clone()))
                .unwrap_or_default(),
            side: actor.as_ref().and_then(|a| a.side),
            person: actor.as_ref().and_then(|a| a.person),
            from,
            from_is_inferred: false,
            via,
            to,
            when: story.timeline.at(self.index, self.at),
            kind: self.kind(story, sentence),
            is_whole,
            by_sea,
            sentence: self.index,
        })
    }

    /// Its stops, and whether they make a movement or only a departure; none if it tells neither.
    fn stops(
        &self,
        story: &Story,
        sentence: &Sentence,
        battle: Option<usize>,
    ) -> Option<(Stops, bool)> {
        let (from, via, to) = self.slots(story, sentence);
        let mut stops = Stops { from, via, to };
        self.slots_before(story, sentence, &mut stops.from);
        if stops.to.is_empty() && !self.is_noun {
            stops.to.extend(self.subject_reached(story, sentence));
            stops.to.extend(self.fight_met(story, sentence));
        }
        if stops.from.is_none() && !self.is_noun {
            stops.from = opening::origin(story, sentence, self.at);
        }
        let is_whole = self.tells(story, &stops, battle);
        if !is_whole && !self.departs(story, &stops) {
            return None;
        }
        if !is_whole {
            let small = |p: &usize| !is_vast(&story.places[*p]);
            stops.from = stops.from.filter(small);
            stops.via.retain(small);
            stops.to.retain(small);
        }
        // `after the Battle of X they fled to Y`.
        if matches!(self.motion, Motion::Retreat | Motion::Flee) {
            let fled = battle.filter(|b| !stops.to.contains(b) && !stops.via.contains(b));
            stops.from = stops.from.or(fled);
        }
        Some((stops, is_whole))
    }

    /// Whether it tells only of setting out; the goal may follow: `left X and ...`, `sailed from X with ...`.
    fn departs(&self, story: &Story, stops: &Stops) -> bool {
        let sets_out = matches!(
            self.motion,
            Motion::Go | Motion::Sail | Motion::Lead | Motion::Leave
        );
        let small = |p: usize| !is_vast(&story.places[p]);
        let somewhere = stops.from.is_some_and(small) || stops.via.iter().any(|&v| small(v));
        let goal = stops.from.is_some() && !stops.to.is_empty();
        sets_out && !self.is_noun && (somewhere || goal)
    }

    fn kind(&self, story: &Story, sentence: &Sentence) -> MovementKind {
        if self.is_wish(story, sentence) {
            return MovementKind::Planned;
        }
        let goes = matches!(self.motion, Motion::Go | Motion::Send | Motion::Reach);
        let envoy = |i: usize| is(story, "envoys", &story.document.tokens[i]);
        if goes && sentence.tokens.clone().any(envoy) {
            return MovementKind::Embassy;
        }
        if self.motion == Motion::Pursue && self.is_along_a_way(story, sentence) {
            return MovementKind::Advance;
        }
        kind_of(self.motion)
    }

    /// `followed the river`: who follows a way pursues nobody.
    fn is_along_a_way(&self, story: &Story, sentence: &Sentence) -> bool {
        let word = |steps| story.document.get(sentence, self.at + steps);
        (1..=5).any(|s| word(s).is_some_and(|t| is(story, "ways", t)))
    }

    /// Whether the frame tells a movement and not something else.
    fn tells(&self, story: &Story, stops: &Stops, battle: Option<usize>) -> bool {
        let Stops { from, via, to } = stops;
        let any = from.is_some() || !via.is_empty() || !to.is_empty();
        let local = |names: &[usize]| names.iter().any(|&n| !is_vast(&story.places[n]));
        let reached = !via.is_empty() || !to.is_empty();
        let word = &story.document.tokens[self.at].lower;
        match self.motion {
            Motion::Take => {
                local(to) && (word.contains("occup") || word.starts_with("overr")) && !self.is_noun
            }
            Motion::Besiege | Motion::Attack => false,
            // Only with how far: `pursued them to X`, `raided as far as X`.
            Motion::Raid | Motion::Pursue => local(to) || !self.is_noun && local(via),
            Motion::Retreat => any || battle.is_some(),
            Motion::Flee => reached || battle.is_some(),
            Motion::Return => {
                reached && !story.is_passive(&story.document.sentences[self.index], self.at)
            }
            Motion::Land => reached,
            Motion::Leave => from.is_some() && !to.is_empty(),
            Motion::Force | Motion::Drive => {
                reached
                    && (self.at + 1..self.end).any(|i| {
                        story.document.tokens[i].one_of(&["back", "into", "towards", "toward"])
                    })
            }
            Motion::Meet if self.foes_meet(story) => false,
            Motion::Cross if self.is_noun => local(via),
            Motion::Go
            | Motion::Sail
            | Motion::Reach
            | Motion::Cross
            | Motion::Meet
            | Motion::Send
            | Motion::Lead => local(to) || local(via),
        }
    }

    /// Whether who stands before the verb is no body that moves: `the Danish capital`, or is itself where they go.
    fn is_unmoving(&self, story: &Story, actor: &Actor) -> bool {
        let tokens = &story.document.tokens;
        let between = actor.words.end..self.at;
        let thing = tokens[between.start.min(between.end)..between.end]
            .iter()
            .take(UNMOVING_REACH)
            .take_while(|t| !story.document.lexicon.verbs.contains_key(t.lower.as_ref()))
            .any(|t| is(story, "unmoving", t));
        let of = |steps| actor.words.start.checked_sub(steps).map(|i| &tokens[i]);
        let thing = thing
            || of(1).is_some_and(|t| t.is("of")) && of(2).is_some_and(|t| is(story, "unmoving", t));
        let is_a_stop = actor.words.start > self.at
            && story
                .mentions
                .in_sentence(self.index)
                .iter()
                .any(|m| m.tokens.start < actor.words.end && actor.words.start < m.tokens.end);
        thing && actor.words.start < self.at || actor.person.is_none() && is_a_stop
    }

    /// Verbs that mean many things: only a direction makes them a movement.
    fn is_weak(&self, story: &Story) -> bool {
        let mut stems = story.document.lexicon.motion_words.of("weak_stems");
        stems.any(|stem| story.document.tokens[self.at].lower.starts_with(stem))
    }

    fn is_of_ships(&self, story: &Story, sentence: &Sentence) -> bool {
        sentence.tokens.clone().any(|i| {
            story.document.tokens[i].one_of(&[
                "fleet", "squadron", "ships", "vessels", "navy", "sailed", "flotilla",
            ])
        })
    }
}
