//! A verb of motion and the places around it, by the prepositions before them.

use super::{MovementReading, formation, kind_of};
use crate::campaign::MovementKind;
use crate::gazetteer::FeatureClass;
use crate::reading::PlaceReading;
use crate::reading::document::Sentence;
use crate::reading::english::Motion;
use crate::reading::story::{Actor, Story};
use crate::reading::token::Kind;

/// Where a movement begins, passes and ends.
struct Stops {
    from: Option<usize>,
    via: Vec<usize>,
    to: Vec<usize>,
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

/// Which part a place plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    From,
    Via,
    To,
    None,
}

/// A verb or noun of motion in a sentence.
pub(super) struct Frame {
    motion: Motion,
    index: usize,
    at: usize,
    end: usize,
    is_noun: bool,
}

/// How near its verb `at X` must stand to be where the movement ended, in tokens.
const SETTLING: usize = 16;
/// Words that end what belongs to a verb.
const ENDS: &[&str] = &[
    ";",
    "but",
    "while",
    "when",
    "whereas",
    "after",
    "before",
    "where",
    "which",
    "who",
    "because",
    "although",
    "whereupon",
    "since",
    "until",
    "if",
    "that",
    "as",
    "despite",
];
/// Words before a verb that make it a wish.
const WISHES: &[&str] = &[
    "planned",
    "intended",
    "hoped",
    "wanted",
    "failed",
    "refused",
    "attempted",
    "attempt",
    "tried",
    "threatened",
    "unable",
    "would",
    "could",
    "might",
    "goal",
    "intention",
    "sought",
    "ready",
    "preparing",
    "prepared",
    "opted",
    "attempts",
    "failing",
    "intent",
    "try",
    "not",
    "unwilling",
    "never",
    "hoping",
    "permission",
];

/// Words before a noun of motion: `the advance`, `their retreat`.
const BEFORE_NOUNS: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "this",
    "their",
    "his",
    "its",
    "general",
    "final",
    "first",
    "second",
    "conducting",
    "for",
    "unopposed",
    "growing",
    "successful",
];

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
    let nominal = previous.is_some_and(|t| t.kind == Kind::Possessive || t.one_of(BEFORE_NOUNS))
        || previous.is_some_and(|t| t.capital && at > sentence.tokens.start + 1);
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
        (_, _, Some(&m)) if !(token.is("left") && nominal) => (m, false, 1),
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

/// Whether a word that is noun and verb alike stands as a noun that moves nobody: `on land`, `by force`.
fn is_bare_noun(story: &Story, sentence: &Sentence, at: usize) -> bool {
    const NOUNS: &[&str] = &[
        "land",
        "lands",
        "force",
        "forces",
        "lead",
        "leads",
        "pass",
        "passes",
        "ship",
        "ships",
        "head",
        "heads",
        "row",
        "rows",
        "turn",
        "press",
        "field",
        "raids",
        "attacks",
        "march",
        "ford",
        "sack",
        "drive",
        "push",
        "storm",
        "transport",
    ];
    const VERBAL: &[&str] = &[
        "to", "would", "could", "should", "might", "must", "will", "can", "did", "not", "they",
        "we", "and", "who", "then",
    ];
    let token = &story.document.tokens[at];
    let verbal = story
        .document
        .before(sentence, at, 1)
        .is_some_and(|t| t.one_of(VERBAL));
    let names_motion = story
        .document
        .lexicon
        .motion_nouns
        .contains_key(token.lower.as_ref());
    token.one_of(NOUNS) && !verbal && !names_motion
}

/// Whether a form of a verb only describes the noun before it: `men led by X`.
fn is_attribute(story: &Story, sentence: &Sentence, at: usize) -> bool {
    let document = story.document;
    let by = document.get(sentence, at + 1).is_some_and(|t| t.is("by"));
    by && document.tokens[at].one_of(&["led", "followed", "brought", "taken", "joined", "sent"])
        && !story.is_passive(sentence, at)
}

/// How far what belongs to the verb may reach.
fn limit(story: &Story, sentence: &Sentence, from: usize) -> usize {
    let document = story.document;
    let last = sentence.tokens.end.min(from + 32);
    for i in from..last {
        let token = &document.tokens[i];
        if token.one_of(ENDS) {
            return i;
        }
        // The next verb takes what comes after it, unless it is an infinitive or goes on with this one.
        let verb = token.kind == Kind::Word
            && !token.capital
            && document.lexicon.verbs.contains_key(token.lower.as_ref())
            && !token.lower.ends_with("ing");
        let nominal = document
            .before(sentence, i, 1)
            .is_some_and(|t| t.one_of(&["the", "a", "an", "of"]));
        if verb && !nominal && i > from && !is_attribute(story, sentence, i) {
            return i;
        }
        if i > from && begins_clause(story, sentence, i) {
            return i;
        }
    }
    last
}

/// Whether a clause of its own begins at `and`: `and burnt the town`, `, and the Danes gave up`.
fn begins_clause(story: &Story, sentence: &Sentence, at: usize) -> bool {
    const PASTS: &[&str] = &[
        "fought", "won", "took", "burnt", "built", "made", "gave", "put", "held", "lost", "began",
        "set", "then", "was", "were", "had", "beat", "broke", "struck",
    ];
    let document = story.document;
    if !document.tokens[at].one_of(&["and", ","]) {
        return false;
    }
    let adverb = document.get(sentence, at + 1).is_some_and(|t| {
        t.one_of(&["later", "then", "soon", "also", "finally"]) || t.lower.ends_with("ly")
    });
    let past = document
        .get(sentence, at + 1 + usize::from(adverb))
        .is_some_and(|t| {
            let verb =
                t.lower.ends_with("ed") && !document.lexicon.verbs.contains_key(t.lower.as_ref());
            !t.capital && (verb || t.one_of(PASTS))
        });
    let comma = document.before(sentence, at, 1).is_some_and(|t| t.is(","));
    let actor = (at + 1..(at + 4).min(sentence.tokens.end)).any(|i| {
        story.actor_at(sentence, i).is_some_and(|a| {
            story
                .mention_at(story.index_of(sentence), a.words.start)
                .is_none()
        })
    });
    past || comma && actor
}

impl Frame {
    /// The movement that the frame tells, if it tells one.
    pub(super) fn movement(&self, story: &Story, battle: Option<usize>) -> Option<MovementReading> {
        let sentence = &story.document.sentences[self.index];
        let (mut from, mut via, mut to) = self.slots(story, sentence);
        self.slots_before(story, sentence, &mut from);
        if self.is_denied(story, sentence) || self.is_purpose(story, sentence) {
            return None;
        }
        let stops = Stops {
            from,
            via: via.clone(),
            to: to.clone(),
        };
        let is_whole = self.tells(story, &stops, battle);
        if !is_whole && !self.departs(story, &stops) {
            return None;
        }
        if !is_whole {
            let small = |p: &usize| !is_vast(&story.places[*p]);
            from = from.filter(small);
            via.retain(small);
            to.retain(small);
        }
        if matches!(self.motion, Motion::Retreat | Motion::Flee)
            && from.is_none()
            && to.is_empty()
            && via.is_empty()
        {
            from = battle;
        }
        if let Some(f) = from {
            to.retain(|t| *t != f);
            via.retain(|t| *t != f);
        }
        if from.is_none() && via.is_empty() && to.is_empty() {
            return None;
        }
        let actor = self
            .actor(story, sentence)
            .or_else(|| formation::before(story, sentence, self.at));
        if actor.is_none() && !self.has_subject(story, sentence) {
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
        const ENVOYS: &[&str] = &[
            "envoy",
            "envoys",
            "embassy",
            "embassies",
            "ambassador",
            "ambassadors",
            "delegation",
            "tributary",
            "tribute",
            "homage",
        ];
        if self.is_wish(story, sentence) {
            return MovementKind::Planned;
        }
        let goes = matches!(self.motion, Motion::Go | Motion::Send | Motion::Reach);
        let envoy = |i: usize| story.document.tokens[i].one_of(ENVOYS);
        if goes && sentence.tokens.clone().any(envoy) {
            return MovementKind::Embassy;
        }
        kind_of(self.motion)
    }

    /// The places after the verb, by the preposition before each.
    fn slots(&self, story: &Story, sentence: &Sentence) -> (Option<usize>, Vec<usize>, Vec<usize>) {
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
                || document
                    .get(sentence, i)
                    .is_some_and(|t| document.lexicon.troops.contains(t.lower.as_ref()))
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
    fn slots_before(&self, story: &Story, sentence: &Sentence, from: &mut Option<usize>) {
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
        let settles = matches!(
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
        );
        match token.lower.as_ref() {
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
            "south" | "north" | "east" | "west"
                if next == "of" && self.motion == Motion::Retreat =>
            {
                Slot::From
            }
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

    /// `to fight beside X`: only some deeds are done at the goal of a march.
    fn is_other_infinitive(&self, story: &Story, at: usize) -> bool {
        const AT_THE_GOAL: &[&str] = &[
            "secure",
            "relieve",
            "occupy",
            "attack",
            "besiege",
            "seize",
            "capture",
            "take",
            "confront",
            "defend",
            "reinforce",
            "meet",
            "join",
            "invade",
            "reach",
            "garrison",
            "protect",
            "retake",
        ];
        let Some(next) = story.document.tokens.get(at + 1) else {
            return false;
        };
        let determiner = next.one_of(&[
            "the", "a", "an", "his", "their", "its", "within", "what", "this",
        ]);
        next.kind == Kind::Word
            && !next.capital
            && !determiner
            && !next.one_of(AT_THE_GOAL)
            && story.document.lexicon.classes_of(&next.lower).is_empty()
            && !story
                .document
                .tokens
                .get(at + 2)
                .is_some_and(|t| t.is("of"))
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
                local(to)
                    && (word.contains("occup") || word.starts_with("overr"))
                    && !self.is_noun
            }
            Motion::Besiege | Motion::Attack | Motion::Raid | Motion::Pursue => false,
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
            Motion::Go
            | Motion::Sail
            | Motion::Reach
            | Motion::Cross
            | Motion::Meet
            | Motion::Send
            | Motion::Lead => local(to) || local(via),
        }
    }

    /// Whether those who meet are enemies: then it is a battle.
    fn foes_meet(&self, story: &Story) -> bool {
        let sentence = &story.document.sentences[self.index];
        let from = sentence.tokens.start.max(self.at.saturating_sub(10));
        let sides: Vec<usize> = (from..self.end)
            .filter_map(|i| story.actor_at(sentence, i)?.side)
            .collect();
        sides.iter().any(|&s| !story.sides.are_allied(s, sides[0]))
    }

    /// Who moves: before the verb, or for one that moves others, after it.
    fn actor(&self, story: &Story, sentence: &Sentence) -> Option<Actor> {
        if let Some(owner) = self.owner(story, sentence) {
            return Some(owner);
        }
        let before = story.actor_before(sentence, self.at);
        let moves_others = matches!(self.motion, Motion::Drive | Motion::Force)
            && !story.is_passive(sentence, self.at);
        if moves_others {
            story.actor_after(sentence, self.at, 6).or(before)
        } else {
            before.or_else(|| story.actor_after(sentence, self.at, 6))
        }
    }

    /// Whose a noun of motion is: `a Danish invasion`, `Orlow's retreat`.
    fn owner(&self, story: &Story, sentence: &Sentence) -> Option<Actor> {
        if !self.is_noun {
            return None;
        }
        let from = sentence.tokens.start.max(self.at.saturating_sub(2));
        (from..self.at).rev().find_map(|i| {
            let mut actor = story.actor_at(sentence, i)?;
            actor.words.end = actor.words.end.min(self.at);
            Some(actor)
        })
    }

    /// Verbs that mean many things: only a direction makes them a movement.
    fn is_weak(&self, story: &Story) -> bool {
        const WEAK: &[&str] = &[
            "turn", "pass", "go", "going", "went", "gone", "come", "came", "coming", "continu",
            "push", "press", "driv", "drove", "follow", "lead", "led", "bring", "brought",
        ];
        WEAK.iter()
            .any(|w| story.document.tokens[self.at].lower.starts_with(w))
    }

    /// Whether it was only wanted: `planned to march`.
    fn is_wish(&self, story: &Story, sentence: &Sentence) -> bool {
        let before = |steps| story.document.before(sentence, self.at, steps);
        let infinitive = before(1).is_some_and(|t| t.is("to"));
        let near = (1..=5)
            .filter_map(before)
            .take_while(|t| !t.one_of(&[",", ";", "and"]))
            .any(|t| t.one_of(WISHES));
        near && (infinitive
            || before(1).is_some_and(|t| t.one_of(&["not", "would", "could", "never", "might"])))
    }

    /// `gathered to invade X`: whether they did is not said.
    fn is_purpose(&self, story: &Story, sentence: &Sentence) -> bool {
        let infinitive = story
            .document
            .before(sentence, self.at, 1)
            .is_some_and(|t| t.is("to"));
        infinitive && !self.is_wish(story, sentence) && !self.is_done(story, sentence)
    }

    /// Whether an infinitive tells what was done: `began to march`, `sailed to occupy X`.
    fn is_done(&self, story: &Story, sentence: &Sentence) -> bool {
        const DONE: &[&str] = &[
            "began",
            "begun",
            "started",
            "managed",
            "forced",
            "forcing",
            "had",
            "proceeded",
            "continued",
            "able",
            "made",
            "compelled",
            "obliged",
            "used",
            "succeeded",
            "return",
            "had",
            "allowed",
            "allowing",
            "turned",
            "agreed",
            "set",
            "decided",
            "resolved",
            "enabled",
            "chose",
            "used",
            "driven",
        ];
        let verbs = &story.document.lexicon.verbs;
        let from = sentence.tokens.start.max(self.at.saturating_sub(9));
        (from..self.at - 1).rev().any(|i| {
            let token = &story.document.tokens[i];
            token.one_of(DONE)
                || verbs.contains_key(token.lower.as_ref()) && token.lower.ends_with("ed")
                || token.one_of(&["sent", "marched", "led", "came", "went", "left"])
        })
    }

    /// `did not cross`, `would not reach`, `never came`.
    fn is_denied(&self, story: &Story, sentence: &Sentence) -> bool {
        (1..=3).any(|s| {
            story
                .document
                .before(sentence, self.at, s)
                .is_some_and(|t| {
                    t.one_of(&["not", "never", "cannot", "prevent", "without", "unable"])
                })
        })
    }

    /// Whether troops or a pronoun stand before the verb.
    fn has_subject(&self, story: &Story, sentence: &Sentence) -> bool {
        let from = sentence.tokens.start.max(self.at.saturating_sub(12));
        (from..self.at).any(|i| {
            let token = &story.document.tokens[i];
            story.document.lexicon.troops.contains(token.lower.as_ref())
                || token.one_of(&["he", "they", "who", "she"])
        })
    }

    fn is_of_ships(&self, story: &Story, sentence: &Sentence) -> bool {
        sentence.tokens.clone().any(|i| {
            story.document.tokens[i].one_of(&[
                "fleet", "squadron", "ships", "vessels", "navy", "sailed", "flotilla",
            ])
        })
    }
}
