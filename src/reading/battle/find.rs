//! Where the text tells of a fight.

use super::{BattleReading, Outcome};
use crate::gazetteer::FeatureClass;
use crate::reading::document::{Role, Sentence};
use crate::reading::english::{Fight, Motion};
use crate::reading::mention::Mention;
use crate::reading::story::Story;
use crate::reading::time::Point;

/// Verbs of fighting that may stand with `at X`.
const FOUGHT: &[&str] = &[
    "defeated",
    "beat",
    "routed",
    "destroyed",
    "crushed",
    "repulsed",
    "fought",
    "clashed",
    "engaged",
    "annihilated",
    "vanquished",
    "overwhelmed",
    "defeating",
    "routing",
    "crushing",
    "destroying",
    "victorious",
    "victory",
    "defeat",
    "halted",
    "attacked",
    "assaulted",
    "won",
    "beaten",
    "checked",
    "stopped",
    "surrounded",
    "encircled",
    "trapped",
    "ambushed",
    "surprised",
    "broke",
    "stormed",
    "repelled",
    "smashed",
    "shattered",
];
/// Verbs after `was` of a town that was taken.
const LOST: &[&str] = &[
    "captured", "taken", "stormed", "seized", "sacked", "besieged", "retaken", "recaptured",
    "invested", "conquered",
];
/// Verbs before `in X` of those who were shut in there.
const SHUT_IN: &[&str] = &["besieged", "invested", "blockaded", "bottled"];
/// Nouns that stand for the town named last.
const TOWNS: &[&str] = &[
    "city", "town", "fortress", "garrison", "castle", "citadel", "port", "capital", "fort",
];
/// Verbs that take a town as their object.
const TAKEN: &[&str] = &[
    "captured",
    "stormed",
    "seized",
    "sacked",
    "besieged",
    "took",
    "retook",
    "recaptured",
    "capturing",
    "seizing",
    "taking",
    "besieging",
    "assaulted",
    "bombarded",
    "assaulting",
];
/// Verbs of a town's own.
const FELL: &[&str] = &[
    "fell",
    "surrendered",
    "capitulated",
    "surrendering",
    "falling",
];

/// All fights, each as often as it is told.
pub(super) fn all(story: &Story) -> Vec<BattleReading> {
    let mut found = Vec::new();
    for (index, sentence) in story.document.sentences.iter().enumerate() {
        match sentence.role {
            Role::Heading => found.extend(heading(story, index, sentence)),
            Role::Prose => {
                named(story, index, sentence, &mut found);
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
fn tells_several(
    story: &Story,
    index: usize,
    heading: &Sentence,
    battle: &BattleReading,
) -> bool {
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
        let weak = matches!(kind, Fight::Landing | Fight::Raid | Fight::Massacre) && !token.capital;
        if mentions.is_empty() {
            if token.capital
                && !headed
                && kind == Fight::Battle
                && document.get(sentence, start).is_some_and(|t| t.capital)
            {
                found.push(unplaced(story, index, sentence, at, start));
            }
            continue;
        }
        if weak {
            continue;
        }
        for mention in mentions {
            let name = name_of(story, sentence, at, mention, several || headed);
            found.push(fight_at(index, mention, kind, name));
        }
    }
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
    let fits = preposition.is("of") || proper && preposition.one_of(&["in", "at", "on", "near"]);
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
        is_named: true,
        notes: Vec::new(),
    }
}

/// `defeated the Danes at X`, `captured X`, `X fell`.
fn told(story: &Story, index: usize, sentence: &Sentence, found: &mut Vec<BattleReading>) {
    let document = story.document;
    for mention in story.mentions.in_sentence(index) {
        if !story.is_stop(mention) || !is_battlefield(story, mention) {
            continue;
        }
        let text = story.words(mention.tokens.clone());
        let head = story.head_of(sentence, mention.tokens.start);
        let next = document
            .get(sentence, mention.tokens.end)
            .map_or("", |t| t.lower.as_ref());
        let fell = FELL.contains(&next)
            && !document
                .get(sentence, mention.tokens.end + 1)
                .is_some_and(|t| t.is("back"))
            || was_taken(story, sentence, mention.tokens.end);
        let shut_in = |steps| {
            let word = document.before(sentence, mention.tokens.start, steps);
            word.is_some_and(|t| t.one_of(SHUT_IN))
        };
        let (kind, made) = if matches!(head, "besieged" | "besieging" | "blockaded")
            || matches!(head, "in" | "at") && (shut_in(2) || shut_in(3))
            || head == "to" && lays_siege(story, sentence, mention.tokens.start)
        {
            (Fight::Siege, format!("Siege of {text}"))
        } else if matches!(head, "attacked" | "assaulted" | "assaulting" | "attacking") {
            (Fight::Battle, format!("Attack on {text}"))
        } else if TAKEN.contains(&head) || fell {
            (Fight::Siege, format!("Capture of {text}"))
        } else if matches!(head, "at" | "near" | "off" | "outside")
            && !names_battle_before(story, sentence, mention)
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
        if wish && kind == Fight::Siege {
            continue;
        }
        let mut battle = fight_at(index, mention, kind, made);
        battle.is_named = false;
        found.push(battle);
    }
}

/// `X was captured`, `X, which fell on 3 June`: what the words after a town say of it.
fn was_taken(story: &Story, sentence: &Sentence, after: usize) -> bool {
    let word = |i: usize| story.document.get(sentence, i);
    let relative = word(after).is_some_and(|t| t.is(","))
        && word(after + 1).is_some_and(|t| t.is("which"));
    let verb = if relative { after + 2 } else { after };
    let fell = relative && word(verb).is_some_and(|t| FELL.contains(&t.lower.as_ref()));
    let was = word(verb).is_some_and(|t| t.one_of(&["was", "were"]));
    let adverb = word(verb + 1).is_some_and(|t| t.one_of(&["then", "soon", "finally", "also"]));
    let taken = word(verb + 1 + usize::from(adverb)).is_some_and(|t| t.one_of(LOST));
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

/// `At X the Danes defeated ...`: the fight comes after the place that opens its clause.
fn fought_after(story: &Story, sentence: &Sentence, mention: &Mention) -> bool {
    const WON: &[&str] = &[
        "defeated", "beat", "routed", "crushed", "repulsed", "annihilated", "vanquished", "won",
        "destroyed", "overwhelmed", "repelled",
    ];
    let document = story.document;
    let opener = document.before(sentence, mention.tokens.start, 2);
    if opener.is_some_and(|t| !t.is(",")) {
        return false;
    }
    let end = sentence.tokens.end.min(mention.tokens.end + 16);
    for i in mention.tokens.end..end {
        let token = &document.tokens[i];
        if token.one_of(WON) {
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
fn town_named_before(
    story: &Story,
    index: usize,
    sentence: &Sentence,
) -> Option<BattleReading> {
    let document = story.document;
    let start = sentence.tokens.start;
    let the = document.get(sentence, start)?.is("the");
    let town = document.get(sentence, start + 1)?;
    let next = document.get(sentence, start + 2)?;
    let fell = FELL.contains(&next.lower.as_ref()) && !next.is("falling")
        || was_taken(story, sentence, start + 2);
    if !(the && town.one_of(TOWNS) && fell) {
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
    let mention = story.mentions.in_sentence(before).iter().rev().find(is_town)?;
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
        if token.one_of(FOUGHT) {
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

/// Fights at one place in one time are one.
pub(super) fn merged(story: &Story, found: Vec<BattleReading>) -> Vec<BattleReading> {
    let mut out: Vec<BattleReading> = Vec::new();
    // Sections first: what is told in passing joins them.
    let (owned, passing): (Vec<_>, Vec<_>) = found.into_iter().partition(|b| b.section.is_some());
    let (named, told): (Vec<_>, Vec<_>) = passing.into_iter().partition(|b| b.is_named);
    for mut battle in owned.into_iter().chain(named).chain(told) {
        battle.when = super::detail::date(story, &battle);
        match out.iter_mut().find(|b| is_same(b, &battle)) {
            Some(first) => {
                for sentence in battle.sentences {
                    if !first.sentences.contains(&sentence) {
                        first.sentences.push(sentence);
                    }
                }
            }
            None => out.push(battle),
        }
    }
    out.sort_by_key(|b| b.sentences.iter().min().copied());
    out
}

/// Whether two fights are dated apart, each by the text.
fn are_apart(a: &BattleReading, b: &BattleReading) -> bool {
    let stated = |x: &BattleReading| x.when.filter(|w| !w.approximate && w.season.is_none());
    let (Some(x), Some(y)) = (stated(a), stated(b)) else {
        return false;
    };
    let months = |p: Point, whole: i32| {
        p.year * 12
            + if p.month == 0 {
                whole
            } else {
                i32::from(p.month) - 1
            }
    };
    months(x.end, 11) + 2 < months(y.start, 0) || months(y.end, 11) + 2 < months(x.start, 0)
}

fn is_same(a: &BattleReading, b: &BattleReading) -> bool {
    let in_section = |x: &BattleReading, y: &BattleReading| {
        x.section.is_some() && y.sentences.iter().all(|s| x.sentences.contains(s))
    };
    let Some(place) = b.place else {
        return a.place.is_none() && a.name == b.name || in_section(a, b) && !b.is_named;
    };
    if a.place != Some(place) || are_apart(a, b) {
        return false;
    }
    if !b.is_named || in_section(a, b) {
        return true;
    }
    if number_of(&a.name) != number_of(&b.name) {
        return false;
    }
    // A siege and a battle of one town are two; two sieges of it one.
    (a.kind == Fight::Siege) == (b.kind == Fight::Siege)
}
