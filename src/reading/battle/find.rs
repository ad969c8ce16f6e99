//! Where the text tells of a fight.

mod merge;
mod told;

use std::cell::LazyCell;

pub(super) use self::merge::merged;
use self::told::{told, town_named_before};
use super::{BattleReading, Outcome, is};
use crate::gazetteer::{FeatureClass, fold};
use crate::reading::document::{Role, Sentence};
use crate::reading::english::Fight;
use crate::reading::mention::Mention;
use crate::reading::story::Story;

/// Most sentences after `The battle began` that go on about it.
const MOST_TOLD: usize = 8;
/// Most sentences before it in which another may be named.
const MOST_BEFORE: usize = 40;

/// All fights, each as often as it is told.
pub(super) fn all(story: &Story) -> Vec<BattleReading> {
    let mut found = Vec::new();
    let titled = LazyCell::new(|| of_title(story));
    let mut last_heading = None;
    for (index, sentence) in story.document.sentences.iter().enumerate() {
        match sentence.role {
            Role::Heading => {
                last_heading = Some(index);
                found.extend(heading(story, index, sentence));
            }
            Role::Prose => {
                named(story, index, sentence, &mut found);
                if let Some(battle) = the_battle(story, index, last_heading, || titled.clone()) {
                    // `The battle was fought near X`: X only says where.
                    found.push(battle);
                    continue;
                }
                told(story, index, sentence, &mut found);
                found.extend(town_named_before(story, index, sentence));
            }
            Role::Infobox(_) => {}
        }
    }
    found
}

/// A heading that names a fight owns its section.
fn heading(story: &Story, index: usize, sentence: &Sentence) -> Option<BattleReading> {
    let mut own = Vec::new();
    named(story, index, sentence, &mut own);
    let mut battle = own.pop()?;
    if tells_several(story, index, sentence, &battle) {
        return None;
    }
    battle.section = Some(sentence.section);
    let after = story.document.sentences.iter().enumerate().skip(index + 1);
    let own = after.take_while(|(_, s)| s.section == sentence.section && s.role == Role::Prose);
    battle.sentences = own.map(|(i, _)| i).collect();
    if battle.sentences.is_empty() {
        battle.sentences.push(index);
    }
    Some(battle)
}

/// Whether a section tells of numbered fights at the place of its heading: they are what it owns.
fn tells_several(story: &Story, index: usize, heading: &Sentence, battle: &BattleReading) -> bool {
    let after = story.document.sentences.iter().enumerate().skip(index + 1);
    let own = after.take_while(|(_, s)| s.section == heading.section && s.role == Role::Prose);
    let mut found = Vec::new();
    for (i, sentence) in own {
        named(story, i, sentence, &mut found);
    }
    let mut names: Vec<&str> = found
        .iter()
        .filter(|b| b.place == battle.place && number_of(&b.name).is_some())
        .map(|b| b.name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    names.len() >= 2
}

/// The ordinal that a battle's name begins with.
fn number_of(name: &str) -> Option<String> {
    let first = name.split(' ').next().map(str::to_lowercase)?;
    matches!(first.as_str(), "first" | "second" | "third" | "fourth").then_some(first)
}

/// `Battle of X`, `siege of X`, `Battles of X and Y`.
fn named(story: &Story, index: usize, sentence: &Sentence, found: &mut Vec<BattleReading>) {
    let document = story.document;
    let headed = sentence.role == Role::Heading;
    for at in sentence.tokens.clone() {
        let token = &document.tokens[at];
        let fight = document
            .lexicon
            .fights
            .get(token.lower.as_ref())
            .copied()
            .or_else(|| (headed && token.one_of(&["victory", "defeat"])).then_some(Fight::Battle));
        let Some(kind) = fight else { continue };
        let Some(start) = object_of(story, sentence, at, token.capital || headed) else {
            continue;
        };
        let several = token.lower.ends_with('s');
        let mentions: Vec<&Mention> = story
            .mentions
            .in_sentence(index)
            .iter()
            .filter(|m| {
                m.tokens.start >= start && m.tokens.start <= start + if several { 8 } else { 1 }
            })
            .take(if several { 3 } else { 1 })
            .collect();
        // `Battles in the region served to secure X`: what follows the verb is another matter.
        let purpose = |m: &&Mention| (start..m.tokens.start).any(|t| document.tokens[t].is("to"));
        if mentions.first().is_some_and(purpose) {
            continue;
        }
        let weak = matches!(kind, Fight::Landing | Fight::Raid | Fight::Massacre) && !token.capital;
        if mentions.is_empty() {
            if token.capital
                && !headed
                && kind == Fight::Battle
                && document
                    .get(sentence, start)
                    .is_some_and(|t| t.capital && !is_month(story, &t.lower))
            {
                found.push(unplaced(story, index, sentence, at, start));
            }
            continue;
        }
        if weak {
            continue;
        }
        // `The capture of X would open the river`: only thought of.
        let is_thought = |m: &&&Mention| {
            let next = document.get(sentence, m.tokens.end);
            !token.capital && next.is_some_and(|t| is(story, "thought", &t.lower))
        };
        for mention in mentions.iter().filter(|m| !is_thought(m)) {
            let name = name_of(story, sentence, at, mention, several || headed);
            found.push(fight_at(index, mention, kind, name));
        }
    }
}

/// Whether a word names a month: `Battle of August 10`.
fn is_month(story: &Story, word: &str) -> bool {
    story.document.lexicon.months.contains_key(word)
}

/// The field that the article's title names.
fn of_title(story: &Story) -> Option<Mention> {
    let title = fold(&story.document.article.title);
    let mut all = story.mentions.mentions.iter();
    let field = all.find(|m| {
        let is_field = story.places[m.name].class == Some(FeatureClass::Battlefield);
        (is_field || story.mentions.names[m.name].is_fought_at)
            && title.contains(&fold(&story.mentions.names[m.name].text))
    });
    field.cloned()
}

/// `The battle began on 3 June`: that of the heading, else that of the article's title, where no other was named
/// in its paragraph shortly before.
fn the_battle(
    story: &Story,
    index: usize,
    heading: Option<usize>,
    of_title: impl FnOnce() -> Option<Mention>,
) -> Option<BattleReading> {
    let document = story.document;
    let sentences = &document.sentences;
    let sentence = &sentences[index];
    let word = |i: usize| document.get(sentence, sentence.tokens.start + i);
    let opens = word(0).is_some_and(|t| t.is("the")) && word(1).is_some_and(|t| t.is("battle"));
    let takes_place = word(2).is_some_and(|t| is(story, "takes_place", &t.lower));
    if !(opens && takes_place) {
        return None;
    }
    let names_another = |t: usize| {
        let token = &document.tokens[t];
        token.capital && document.lexicon.fights.contains_key(token.lower.as_ref())
    };
    let before = sentences[..index].iter().rev().take(MOST_BEFORE);
    let mut before = before.take_while(|s| s.paragraph == sentence.paragraph);
    if before.any(|s| s.tokens.clone().any(names_another)) {
        return None;
    }
    let own = heading.filter(|&h| sentences[h].section == sentence.section);
    let of_heading = own.and_then(|h| story.mentions.in_sentence(h).first().cloned());
    let mention = &of_heading.or_else(of_title)?;
    let name = format!("Battle of {}", story.words(mention.tokens.clone()));
    let mut battle = fight_at(index, mention, Fight::Battle, name);
    let rest = sentences.iter().enumerate().skip(index + 1);
    let rest = rest.take_while(|(i, s)| {
        s.paragraph == sentence.paragraph
            && !story.timeline.in_sentence(*i).iter().any(|t| t.in_story)
    });
    battle
        .sentences
        .extend(rest.map(|(i, _)| i).take(MOST_TOLD));
    Some(battle)
}

/// Where the name after `Battle of the` begins.
fn object_of(story: &Story, sentence: &Sentence, at: usize, proper: bool) -> Option<usize> {
    let document = story.document;
    let mut i = at + 1;
    // `Siege and Fall of X`
    while document
        .get(sentence, i)
        .is_some_and(|t| t.is("and") || document.lexicon.fights.contains_key(t.lower.as_ref()))
    {
        i += 1;
    }
    let preposition = document.get(sentence, i)?;
    // `a skirmish at X` is one; `the capture at X` is something else's.
    let is_fight = matches!(
        document
            .lexicon
            .fights
            .get(document.tokens[at].lower.as_ref()),
        Some(Fight::Battle | Fight::Skirmish)
    );
    let fits = preposition.is("of")
        || proper && preposition.one_of(&["in", "at", "on", "near"])
        || is_fight && preposition.one_of(&["at", "near"]);
    if !fits {
        return None;
    }
    i += 1;
    i += usize::from(document.get(sentence, i).is_some_and(|t| t.is("the")));
    Some(i)
}

fn name_of(story: &Story, sentence: &Sentence, at: usize, mention: &Mention, made: bool) -> String {
    let document = story.document;
    let kind = capitalised(&document.tokens[at].lower);
    if made
        && (document.tokens[at].lower.ends_with('s')
            || !matches!(
                document.tokens[at].lower.as_ref(),
                "battle" | "siege" | "skirmish" | "raid" | "combat"
            ))
    {
        let kind = match document.tokens[at].lower.as_ref() {
            "sieges" | "fall" | "capture" | "blockade" => "Siege",
            "skirmishes" => "Skirmish",
            "battles" | "victory" | "defeat" => "Battle",
            _ => &kind,
        };
        return format!("{kind} of {}", story.words(mention.tokens.clone()));
    }
    let ordinal = document.before(sentence, at, 1).filter(|t| {
        t.capital
            && t.one_of(&[
                "first", "second", "third", "fourth", "fifth", "1st", "2nd", "3rd",
            ])
    });
    let start = at - usize::from(ordinal.is_some());
    let name = story.words(start..mention.tokens.end);
    capitalised(&name)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// `Battle of the Ironclads`: a name without a place.
fn unplaced(
    story: &Story,
    index: usize,
    sentence: &Sentence,
    at: usize,
    start: usize,
) -> BattleReading {
    let mut end = start;
    while story.document.get(sentence, end).is_some_and(|t| t.capital) {
        end += 1;
    }
    BattleReading {
        name: story.words(at..end),
        place: None,
        when: None,
        kind: Fight::Battle,
        parts: Vec::new(),
        victor: Outcome::Unknown,
        section: None,
        sentences: vec![index],
        telling: None,
        is_named: true,
        notes: Vec::new(),
    }
}

fn fight_at(index: usize, mention: &Mention, kind: Fight, name: String) -> BattleReading {
    BattleReading {
        name,
        place: Some(mention.name),
        when: None,
        kind,
        parts: Vec::new(),
        victor: Outcome::Unknown,
        section: None,
        sentences: vec![index],
        telling: None,
        is_named: true,
        notes: Vec::new(),
    }
}
