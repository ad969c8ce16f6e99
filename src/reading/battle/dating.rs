//! When a battle was fought.

use super::detail::tells_of_fighting;
use super::{BattleReading, is};
use crate::reading::mention::Mention;
use crate::reading::story::Story;
use crate::reading::time::{Point, When};

/// How much farther a date after `and` counts as, in tokens: it may be another fight's.
const ANOTHER: usize = 12;
/// The same for one before it.
const PERHAPS_ANOTHER: usize = 8;

/// A date of the story: its sentence, its first token, whether the battle's place is named there.
#[derive(Clone, Copy)]
struct Stated {
    sentence: usize,
    token: usize,
    names_it: bool,
    when: When,
}

/// The date of a battle: stated with its name, else the first of its section, else where the story stands.
pub(super) fn date(story: &Story, battle: &BattleReading) -> Option<When> {
    let stated = stated(story, battle);
    let best = if battle.section.is_some() {
        of_section(story, &stated)
    } else {
        of_sentence(story, battle, &stated)
    };
    let mut when = best.or_else(|| {
        let first = *battle.sentences.first()?;
        story.timeline.reached(first)
    })?;
    if let Some(end) = last_day(story, battle, &when) {
        when.end = end;
        when.season = None;
    }
    if battle.is_siege() && battle.section.is_some() {
        let ends = stated.iter().map(|s| s.when.end);
        let last = ends.filter(|p| p.month > 0).max();
        if let Some(last) = last.filter(|l| l.year - when.start.year <= 3 && *l > when.end) {
            when.end = last;
            when.season = None;
        }
    }
    Some(when)
}

fn stated(story: &Story, battle: &BattleReading) -> Vec<Stated> {
    let of_story = battle
        .sentences
        .iter()
        .any(|&s| story.timeline.in_sentence(s).iter().any(|t| t.in_story));
    let of_sentence = |&sentence: &usize| {
        let mentions = story.mentions.in_sentence(sentence);
        let names_it = battle.place.is_some_and(|p| {
            mentions
                .iter()
                .any(|m| m.name == p && !says_where(story, m))
        });
        let dates = story.timeline.in_sentence(sentence).iter();
        let dates = dates.filter(move |t| if of_story { t.in_story } else { t.is_told });
        dates.filter_map(move |t| {
            Some(Stated {
                sentence,
                token: t.tokens.start,
                names_it,
                when: t.when?,
            })
        })
    };
    battle.sentences.iter().flat_map(of_sentence).collect()
}

/// Whether a mention only says where another place is: `the fort of Y, near X`.
fn says_where(story: &Story, mention: &Mention) -> bool {
    let sentence = &story.document.sentences[mention.sentence];
    let before = |steps| story.document.before(sentence, mention.tokens.start, steps);
    before(1).is_some_and(|t| t.is("near")) && before(2).is_some_and(|t| t.is(","))
}

/// In a section of its own: from when to when the fight is said to have lasted, else the first date that
/// is told with fighting, rather where the place is named, else the first: armies set out before they meet.
fn of_section(story: &Story, stated: &[Stated]) -> Option<When> {
    let lasts = |s: &&Stated| {
        let tokens = story.document.sentences[s.sentence].tokens.clone();
        let is_whole = s.when.start.day > 0 && s.when.start != s.when.end;
        is_whole
            && tokens
                .into_iter()
                .any(|t| is(story, "lasting", &story.document.tokens[t].lower))
    };
    let to_the_month = |s: &&Stated| s.when.start.month > 0;
    let named = |s: &&Stated| s.names_it && to_the_month(s);
    let fought = |s: &&Stated| to_the_month(s) && tells_of_fighting(story, s.sentence);
    let fought_here = |s: &&Stated| s.names_it && fought(s);
    let first = stated.iter().find(lasts);
    let first = first.or_else(|| stated.iter().find(fought_here));
    let first = first.or_else(|| stated.iter().find(fought));
    let first = first.or_else(|| stated.iter().find(named));
    let first = first.or_else(|| stated.iter().find(to_the_month));
    first.or(stated.first()).map(|s| s.when)
}

/// In passing: a date of the first sentence that tells of it or of the next about it, else one of a later
/// sentence that names its place.
fn of_sentence(story: &Story, battle: &BattleReading, stated: &[Stated]) -> Option<When> {
    let first = *battle.sentences.first()?;
    let own = nearest(story, battle, stated.iter().filter(|s| s.sentence == first));
    let next = || {
        if !goes_on(story, first, first + 1) {
            return None;
        }
        let told = story.timeline.in_sentence(first + 1).iter();
        told.filter(|t| t.in_story).find_map(|t| t.when)
    };
    let later = || {
        let named = stated.iter().filter(|s| s.sentence != first && s.names_it);
        let sentence = named.map(|s| s.sentence).next()?;
        nearest(
            story,
            battle,
            stated.iter().filter(|s| s.sentence == sentence),
        )
    };
    // Named without a date, and dated where it is told.
    let told = || stated.iter().find(|s| s.when.is_full()).map(|s| s.when);
    // A lead says the year, and the story the day.
    let day = |own: &When| {
        let is_finer = |s: &&Stated| {
            let year = s.when.start.year == own.start.year;
            own.start.month == 0 && s.names_it && s.when.is_full() && year
        };
        stated.iter().find(is_finer).map(|s| s.when)
    };
    let own = own.map(|w| day(&w).unwrap_or(w));
    own.or_else(next).or_else(later).or_else(told)
}

/// The nearest of the dates of one sentence, rather before the place's name than after it.
fn nearest<'s>(
    story: &Story,
    battle: &BattleReading,
    dates: impl Iterator<Item = &'s Stated>,
) -> Option<When> {
    let distance = |s: &&Stated| {
        let mut mentions = story.mentions.in_sentence(s.sentence).iter();
        let mention = mentions.find(|m| Some(m.name) == battle.place);
        let at = mention.map_or(story.document.sentences[s.sentence].tokens.start, |m| {
            m.tokens.start
        });
        if s.token < at {
            // Another verb may stand between: `beat them at X on 3 May, and stormed Y on the 9th`.
            let joined = (s.token..at).any(|t| story.document.tokens[t].is("and"));
            return at - s.token + if joined { PERHAPS_ANOTHER } else { 0 };
        }
        let joined = (at..s.token).any(|t| story.document.tokens[t].is("and"));
        s.token - at + if joined { ANOTHER } else { 0 }
    };
    dates.min_by_key(distance).map(|s| s.when)
}

/// Takes back the day that a fight has from another fight elsewhere, told before it: it came later.
pub(super) fn loosen(story: &Story, battles: &mut [BattleReading]) {
    let told: Vec<(usize, Option<usize>, When)> = battles
        .iter()
        .filter_map(|b| Some((*b.sentences.first()?, b.place, b.when?)))
        .collect();
    for battle in battles {
        let (Some(when), Some(&first)) = (battle.when, battle.sentences.first()) else {
            continue;
        };
        let lends = |(sentence, place, of): &(usize, Option<usize>, When)| {
            *sentence < first && *place != battle.place && of.start == when.start && !of.inherited
        };
        if when.inherited && when.start.day > 0 && told.iter().any(lends) {
            let following = first + 1..story.document.sentences.len();
            battle.when = story.timeline.after(following, when).or(battle.when);
        }
    }
}

/// The last day, where the text goes on with how the fight ended: `It ended on 3 June`.
fn last_day(story: &Story, battle: &BattleReading, when: &When) -> Option<Point> {
    let first = *battle.sentences.first()?;
    let sentences = [first, first + 1].into_iter();
    let telling = sentences.filter(|&s| s == first || goes_on(story, first, s));
    let ends = telling.flat_map(|s| story.timeline.in_sentence(s).iter().map(move |t| (s, t)));
    let ends = ends.filter(|(s, t)| {
        let sentence = &story.document.sentences[*s];
        t.in_story
            && (1..=6).any(|b| {
                let word = story.document.before(sentence, t.tokens.start, b);
                word.is_some_and(|w| w.one_of(&["ended", "until", "ending"]))
            })
    });
    let last = ends.filter_map(|(_, t)| t.when).map(|w| w.end).max()?;
    let near = last.day > 0 && when.start.day > 0 && last > when.end;
    (near && last.year - when.start.year <= 1 && !battle.sentences.is_empty()).then_some(last)
}

/// Whether a sentence goes on about the fight of the one before: `It ended`, `The siege lasted`.
pub(super) fn goes_on(story: &Story, first: usize, next: usize) -> bool {
    let sentences = &story.document.sentences;
    let Some(sentence) = sentences.get(next) else {
        return false;
    };
    let word = |i: usize| story.document.get(sentence, sentence.tokens.start + i);
    let it = word(0).is_some_and(|t| t.is("it"));
    let the_fight = word(0).is_some_and(|t| t.is("the"))
        && word(1).is_some_and(|t| t.one_of(&["battle", "siege", "fighting", "battles", "fight"]));
    sentence.paragraph == sentences[first].paragraph && (it || the_fight)
}
