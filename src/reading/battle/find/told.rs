//! Fights that are told without being named: `defeated the Danes at X`, `captured X`, `X fell`.

use super::{fight_at, is};
use crate::gazetteer::FeatureClass;
use crate::reading::battle::BattleReading;
use crate::reading::document::Sentence;
use crate::reading::english::{Fight, Motion};
use crate::reading::mention::Mention;
use crate::reading::story::Story;
use crate::reading::token::{Kind, Token};

/// `defeated the Danes at X`, `captured X`, `X fell`.
pub(super) fn told(
    story: &Story,
    index: usize,
    sentence: &Sentence,
    found: &mut Vec<BattleReading>,
) {
    let document = story.document;
    for mention in story.mentions.in_sentence(index) {
        if !story.is_stop(mention) || !is_battlefield(story, mention) {
            continue;
        }
        let text = story.words(mention.tokens.clone());
        let head = story.head_of(sentence, mention.tokens.start);
        let apposed = (head == ",").then(|| head_of_apposition(story, sentence, mention));
        let head = apposed.flatten().unwrap_or(head);
        let next = document
            .get(sentence, mention.tokens.end)
            .map_or("", |t| t.lower.as_ref());
        let fell = is(story, "fell", next)
            && !document
                .get(sentence, mention.tokens.end + 1)
                .is_some_and(|t| t.is("back"))
            || was_taken(story, sentence, mention.tokens.end);
        let shut_in = |steps| {
            let word = document.before(sentence, mention.tokens.start, steps);
            word.is_some_and(|t| is(story, "shut_in", &t.lower))
        };
        let (kind, made) = if matches!(head, "besieged" | "besieging" | "blockaded")
            || matches!(head, "in" | "at") && (shut_in(2) || shut_in(3))
            || head == "to" && lays_siege(story, sentence, mention.tokens.start)
        {
            (Fight::Siege, format!("Siege of {text}"))
        } else if matches!(head, "attacked" | "assaulted" | "assaulting" | "attacking") {
            (Fight::Battle, format!("Attack on {text}"))
        } else if is(story, "laid_waste", head) && !fell && story.mentions.names[mention.name].known
        {
            (Fight::Siege, format!("Sack of {text}"))
        } else if is(story, "taken", head) || fell {
            (Fight::Siege, format!("Capture of {text}"))
        } else if matches!(head, "at" | "near" | "off" | "outside")
            && !names_battle_before(story, sentence, mention)
            && !is_named_next(story, index)
            && (fought_before(story, sentence, mention.tokens.start)
                || fought_after(story, sentence, mention))
        {
            (Fight::Battle, format!("Battle of {text}"))
        } else {
            continue;
        };
        // The verb of motion that took it must not be hindered: `failed to capture`.
        let wish = (1..=6)
            .filter_map(|s| document.before(sentence, mention.tokens.start, s))
            .any(|t| {
                t.one_of(&[
                    "failed", "planned", "refused", "to", "would", "could", "not", "without",
                    "never",
                ])
            });
        if wish && kind == Fight::Siege && !fell {
            continue;
        }
        let mut battle = fight_at(index, mention, kind, made);
        battle.is_named = false;
        found.push(battle);
    }
}

/// The word before a noun for a town that the mention names: `burned the enemy's capital, X`.
fn head_of_apposition<'a>(
    story: &'a Story,
    sentence: &Sentence,
    mention: &Mention,
) -> Option<&'a str> {
    let document = story.document;
    let before = |steps| document.before(sentence, mention.tokens.start, steps);
    before(2).filter(|t| is(story, "towns", &t.lower))?;
    let is_of_it = |t: &Token| {
        t.capital
            || t.kind == Kind::Possessive
            || t.one_of(&[
                "the", "a", "his", "their", "its", "great", "royal", "old", "chief",
            ])
    };
    let mut steps = 3;
    for _ in 0..4 {
        let owns = before(steps).is_some_and(|t| t.kind == Kind::Possessive);
        if !before(steps).is_some_and(is_of_it) {
            break;
        }
        steps += if owns { 2 } else { 1 };
    }
    document
        .before(sentence, mention.tokens.start, steps)
        .map(|t| t.lower.as_ref())
}

/// `X was captured`, `X, which fell on 3 June`: what the words after a town say of it.
fn was_taken(story: &Story, sentence: &Sentence, after: usize) -> bool {
    let word = |i: usize| story.document.get(sentence, i);
    let relative =
        word(after).is_some_and(|t| t.is(",")) && word(after + 1).is_some_and(|t| t.is("which"));
    let verb = if relative { after + 2 } else { after };
    let fell = relative && word(verb).is_some_and(|t| is(story, "fell", &t.lower));
    let was = word(verb).is_some_and(|t| t.one_of(&["was", "were"]));
    let adverb = word(verb + 1).is_some_and(|t| t.one_of(&["then", "soon", "finally", "also"]));
    let taken =
        word(verb + 1 + usize::from(adverb)).is_some_and(|t| is(story, "was_taken", &t.lower));
    fell || was && taken
}

/// `laid siege to X`.
fn lays_siege(story: &Story, sentence: &Sentence, at: usize) -> bool {
    (1..=4).any(|steps| {
        let word = story.document.before(sentence, at, steps);
        word.is_some_and(|t| t.is("siege"))
    })
}

/// Whether `Battle of Y` stands right before `near X`: then X only says where that was.
fn names_battle_before(story: &Story, sentence: &Sentence, mention: &Mention) -> bool {
    let lexicon = story.document.lexicon;
    (2..=7).any(|steps| {
        let word = story.document.before(sentence, mention.tokens.start, steps);
        word.is_some_and(|t| t.capital && lexicon.fights.contains_key(t.lower.as_ref()))
    })
}

/// Whether the next sentence goes on to name the fight, and gives no other day for it: `They caught him off X. In the
/// Battle of Y he was killed`.
fn is_named_next(story: &Story, index: usize) -> bool {
    let sentences = &story.document.sentences;
    let Some(next) = sentences.get(index + 1) else {
        return false;
    };
    let word = |i: usize| story.document.get(next, next.tokens.start + i);
    let opens = word(0).is_some_and(|t| t.one_of(&["in", "at"]))
        && word(1).is_some_and(|t| t.is("the"))
        && word(2).is_some_and(|t| {
            t.capital && story.document.lexicon.fights.contains_key(t.lower.as_ref())
        });
    let dated = story
        .timeline
        .in_sentence(index + 1)
        .iter()
        .any(|t| t.in_story);
    opens && !dated && next.paragraph == sentences[index].paragraph
}

/// `At X the Danes defeated ...`: the fight comes after the place that opens its clause.
fn fought_after(story: &Story, sentence: &Sentence, mention: &Mention) -> bool {
    let document = story.document;
    let opener = document.before(sentence, mention.tokens.start, 2);
    if opener.is_some_and(|t| !t.is(",")) {
        return false;
    }
    let end = sentence.tokens.end.min(mention.tokens.end + 16);
    for i in mention.tokens.end..end {
        let token = &document.tokens[i];
        if is(story, "won_at", &token.lower) {
            return true;
        }
        let moves = !token.capital && document.lexicon.verbs.contains_key(token.lower.as_ref());
        if moves || token.one_of(&[";", "but", "while", "which", "where"]) {
            return false;
        }
    }
    false
}

/// `The city surrendered on 3 June`: the town that the sentence before named last.
pub(super) fn town_named_before(
    story: &Story,
    index: usize,
    sentence: &Sentence,
) -> Option<BattleReading> {
    let document = story.document;
    let start = sentence.tokens.start;
    let the = document.get(sentence, start)?.is("the");
    let town = document.get(sentence, start + 1)?;
    let next = document.get(sentence, start + 2)?;
    let fell = is(story, "fell", &next.lower) && !next.is("falling")
        || was_taken(story, sentence, start + 2);
    if !(the && is(story, "towns", &town.lower) && fell) {
        return None;
    }
    let before = index.checked_sub(1)?;
    if document.sentences[before].section != sentence.section {
        return None;
    }
    let is_town = |m: &&Mention| {
        use FeatureClass::{Fort, Settlement};
        matches!(story.places[m.name].class, Some(Settlement | Fort)) && story.is_stop(m)
    };
    let mention = story
        .mentions
        .in_sentence(before)
        .iter()
        .rev()
        .find(is_town)?;
    let text = story.words(mention.tokens.clone());
    let mut battle = fight_at(index, mention, Fight::Siege, format!("Capture of {text}"));
    battle.is_named = false;
    Some(battle)
}

fn is_battlefield(story: &Story, mention: &Mention) -> bool {
    !matches!(
        story.places[mention.name].class,
        Some(
            FeatureClass::Country
                | FeatureClass::Province
                | FeatureClass::Polity
                | FeatureClass::Region
                | FeatureClass::Ocean
                | FeatureClass::Sea
                | FeatureClass::Peninsula
                | FeatureClass::Range
                | FeatureClass::River
                | FeatureClass::Archipelago
                | FeatureClass::Desert
                | FeatureClass::Plain
        )
    ) && story.places[mention.name].class != Some(FeatureClass::Island)
}

/// Whether a verb of fighting stands in the clause before `at X`.
fn fought_before(story: &Story, sentence: &Sentence, at: usize) -> bool {
    let document = story.document;
    for i in (sentence.tokens.start.max(at.saturating_sub(14))..at).rev() {
        let token = &document.tokens[i];
        if is(story, "fought", &token.lower) {
            return true;
        }
        let motion = document.lexicon.verbs.get(token.lower.as_ref());
        if token.one_of(&[";", "but", "while", "which"])
            || motion.is_some_and(|m| *m != Motion::Take)
        {
            return false;
        }
    }
    false
}
