//! Land that changes hands: given up or occupied in the campaign, or by treaty and annexation for good.

mod border;
mod control;

use super::document::Sentence;
use super::mention::Mention;
use super::story::Story;
use super::time::When;
use super::token::Token;
use crate::campaign::ChangeKind;

/// Land given up or taken in the campaign.
#[derive(Clone, Debug)]
pub struct ControlChange {
    /// What happened.
    pub kind: ChangeKind,
    /// Who gave it up, as an index of the sides.
    pub from: Option<usize>,
    /// Who got it.
    pub to: Option<usize>,
    /// Indices of the places.
    pub places: Vec<usize>,
    /// When.
    pub when: Option<When>,
    /// The sentence behind it.
    pub sentence: usize,
}

/// A lasting change of borders.
#[derive(Clone, Debug)]
pub struct BorderChange {
    /// When.
    pub when: Option<When>,
    /// The treaty or other instrument, may be empty.
    pub instrument: String,
    /// Whose it was, as an index of the sides.
    pub from: Option<usize>,
    /// Whose it became.
    pub to: Option<usize>,
    /// Shares in per cent, each with the side that got it and the places named with it.
    pub shares: Vec<Share>,
    /// Indices of the places.
    pub places: Vec<usize>,
    /// The sentence behind it.
    pub sentence: usize,
}

/// A part of a partition.
#[derive(Clone, Debug)]
pub struct Share {
    /// Per cent.
    pub percent: u8,
    /// Who got it.
    pub side: Option<usize>,
    /// Indices of places named as in it.
    pub places: Vec<usize>,
}

/// The changes of land that sentences tell.
pub(crate) fn changes(story: &Story) -> (Vec<ControlChange>, Vec<BorderChange>) {
    let (mut control, mut borders) = (Vec::new(), Vec::new());
    for (index, sentence) in story.prose() {
        let words = Words {
            story,
            index,
            sentence,
        };
        if let Some(border) = words.border() {
            add_border(&mut borders, border);
        } else if let Some(change) = words.control() {
            control.push(change);
        }
    }
    (control, borders)
}

/// Adds a change of borders, or what it tells anew to the one it repeats.
fn add_border(borders: &mut Vec<BorderChange>, change: BorderChange) {
    let same = |b: &&mut BorderChange| {
        let shared = change.places.iter().any(|p| b.places.contains(p));
        let agree = b.to == change.to || b.to.is_none() || change.to.is_none();
        let vague = |c: &BorderChange| c.when.is_none_or(|w| w.inherited);
        let when = vague(b)
            || vague(&change)
            || b.when.map(|w| w.start.year) == change.when.map(|w| w.start.year);
        shared && agree && when && b.shares.is_empty() && change.shares.is_empty()
    };
    let Some(first) = borders.iter_mut().find(same) else {
        borders.push(change);
        return;
    };
    first.from = first.from.or(change.from);
    first.to = first.to.or(change.to);
    if first.when.is_none_or(|w| w.inherited) && change.when.is_some_and(|w| !w.inherited) {
        first.when = change.when;
        first.sentence = change.sentence;
    }
    if first.instrument.is_empty() {
        first.instrument = change.instrument;
    }
    for place in change.places {
        if !first.places.contains(&place) {
            first.places.push(place);
        }
    }
}

struct Words<'a> {
    story: &'a Story<'a>,
    index: usize,
    sentence: &'a Sentence,
}

impl Words<'_> {
    /// Whether a token is a word that the rules of changes use so.
    fn is(&self, usage: &str, token: &Token) -> bool {
        let words = &self.story.document.lexicon.change_words;
        words.has(usage, &token.lower)
    }

    /// The first token of the sentence that is used so.
    fn first(&self, usage: &str) -> Option<usize> {
        let mut tokens = self.sentence.tokens.clone();
        tokens.find(|&t| self.is(usage, &self.story.document.tokens[t]))
    }

    fn find(&self, words: &[&str]) -> Option<usize> {
        self.sentence
            .tokens
            .clone()
            .find(|&t| self.story.document.tokens[t].one_of(words))
    }

    fn word(&self, at: usize) -> &str {
        self.story
            .document
            .get(self.sentence, at)
            .map_or("", |t| t.lower.as_ref())
    }

    /// The places that are the object of a verb: those of the list that begins after it, up to the next verb or
    /// clause.
    fn objects_after(&self, at: usize) -> Vec<usize> {
        let end = self.list_end(at);
        let mut places = self.places_after(at);
        let within = |p: &usize| {
            let mentions = self.story.mentions.in_sentence(self.index).iter();
            mentions
                .filter(|m| m.name == *p)
                .any(|m| m.tokens.start > at && m.tokens.start < end)
        };
        places.retain(within);
        places
    }

    /// The places before a passive verb: `X and Y were returned`.
    fn subjects_before(&self, at: usize) -> Vec<usize> {
        let mut places = Vec::new();
        let mentions = self.story.mentions.in_sentence(self.index).iter();
        let before = mentions.filter(|m| {
            m.tokens.end <= at
                && m.tokens.end + 14 > at
                && self.is_land(m.name)
                && !self.names_treaty(m)
                && !matches!(
                    self.story.head_of(self.sentence, m.tokens.start),
                    "in" | "at" | "of"
                )
        });
        for mention in before {
            if !places.contains(&mention.name) {
                places.push(mention.name);
            }
        }
        places
    }

    /// Where the objects of a verb end: at the next verb, or where another begins to act.
    fn list_end(&self, at: usize) -> usize {
        let document = self.story.document;
        let stops = |t: usize| {
            let token = &document.tokens[t];
            let verb = !token.capital
                && (token.lower.ends_with("ed")
                    || document.lexicon.verbs.contains_key(token.lower.as_ref())
                    || token.one_of(&["was", "were", "had", "paid", "while", "but", "which"]));
            let next_acts =
                token.one_of(&[",", "and"]) && self.acts_next(t + 1) && self.word(t + 1) != "with";
            // `ceded areas` and `the land gained` only describe.
            let describes = document
                .before(self.sentence, t, 1)
                .is_some_and(|b| b.one_of(&["the", "its", "their", "a"]));
            verb && !describes || next_acts || token.is(";")
        };
        let from = at + 1;
        (from..self.sentence.tokens.end)
            .find(|&t| t > from && stops(t))
            .unwrap_or(self.sentence.tokens.end)
    }

    /// Whether a side stands at a token and does something: `, and Denmark was to hold`.
    fn acts_next(&self, at: usize) -> bool {
        let skip = usize::from(matches!(self.word(at), "and" | "the"));
        let is_side = |t: usize| {
            t < self.sentence.tokens.end && self.story.sides.at(self.story.document, t).is_some()
        };
        let next = self.word(at + skip + 1);
        is_side(at + skip)
            && (next.ends_with("ed") || matches!(next, "was" | "were" | "had" | "gave" | "took"))
    }

    /// The side after the last `to`.
    fn receiver(&self, after: usize) -> Option<usize> {
        let to = (after..self.sentence.tokens.end).filter(|&t| self.word(t) == "to");
        to.rev().find_map(|t| {
            (t + 1..(t + 4).min(self.sentence.tokens.end))
                .find_map(|i| self.story.sides.at(self.story.document, i))
        })
    }

    fn places_after(&self, at: usize) -> Vec<usize> {
        let mut places = Vec::new();
        for mention in self
            .story
            .mentions
            .in_sentence(self.index)
            .iter()
            .filter(|m| m.tokens.start > at && self.is_land(m.name) && !self.names_treaty(m))
            .filter(|m| !self.is_where(m))
        {
            if !places.contains(&mention.name) {
                places.push(mention.name);
            }
        }
        places
    }

    /// Whether a mention only says where something was done: `handed over at X`.
    fn is_where(&self, mention: &Mention) -> bool {
        let head = self.story.head_of(self.sentence, mention.tokens.start);
        matches!(head, "at" | "near")
    }

    /// Whether a mention only names a treaty: `Treaty of X`.
    fn names_treaty(&self, mention: &Mention) -> bool {
        let before = |s| {
            self.story
                .document
                .before(self.sentence, mention.tokens.start, s)
        };
        before(1).is_some_and(|t| t.is("of"))
            && before(2).is_some_and(|t| self.is("instruments", t))
    }

    /// Whether a name is land and not the power itself.
    fn is_land(&self, name: usize) -> bool {
        use crate::gazetteer::FeatureClass::{Country, Polity};
        let place = &self.story.places[name];
        let power = self
            .story
            .sides
            .sides
            .iter()
            .any(|s| s.name == place.name || s.aliases.contains(&place.name));
        let name = &self.story.mentions.names[name];
        let real = place.position.is_some() || name.known || !name.classes.is_empty();
        real && !power && !matches!(place.class, Some(Country | Polity))
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::toy::{WAR, look};

    #[test]
    fn land_given_up_is_no_movement_and_has_both_parties() {
        look(WAR, |r| {
            let change = &r.control_changes[0];
            assert_eq!(
                change.from.map(|s| r.sides[s].name.as_str()),
                Some("Sweden")
            );
            assert_eq!(change.to.map(|s| r.sides[s].name.as_str()), Some("Denmark"));
            assert_eq!(change.places.len(), 2);
        });
    }

    #[test]
    fn annexation_has_its_own_year() {
        look(WAR, |r| {
            let change = &r.border_changes[0];
            assert_eq!(change.when.unwrap().edtf(), "1410");
            assert_eq!(change.to.map(|s| r.sides[s].name.as_str()), Some("Denmark"));
        });
    }

    /// Places given up or changed for good, with who got them.
    fn changed(told: &str) -> Vec<String> {
        let text = format!("The Danes met the Swedes. Danish troops met Swedish troops. {told}");
        look(&text, |r| {
            let line = |places: &[usize], to: Option<usize>| {
                let names: Vec<&str> = places.iter().map(|p| r.places[*p].name.as_str()).collect();
                let to = to.map_or("-", |s| r.sides[s].name.as_str());
                format!("{}>{to}", names.join("+"))
            };
            let control = r.control_changes.iter().map(|c| line(&c.places, c.to));
            let border = r.border_changes.iter().map(|c| line(&c.places, c.to));
            control.chain(border).collect()
        })
    }

    #[test]
    fn troops_that_are_evacuated_give_up_nothing() {
        assert!(changed("Swedish troops were evacuated from Orm to Tesk.").is_empty());
        assert!(changed("The Swedes evacuated to Tesk.").is_empty());
    }

    #[test]
    fn what_is_only_demanded_is_not_given_up() {
        assert!(changed("In 1402 Denmark demanded that Sweden cede Morvia to it.").is_empty());
        assert!(changed("Sweden refused to cede Morvia to Denmark.").is_empty());
        let told = "Pressed by demands, Sweden was forced to cede Morvia to Denmark.";
        assert_eq!(changed(told), ["Morvia>Denmark"]);
    }

    #[test]
    fn only_the_list_after_the_verb_is_given_up() {
        let told =
            "Sweden gave up Morvia and Orm to Denmark and recognised the Vel River as the border.";
        assert_eq!(changed(told), ["Morvia+Orm>Denmark"]);
    }

    #[test]
    fn land_goes_to_whom_it_is_returned_or_who_regains_it() {
        let told = "In 1410 Morvia was returned to Sweden.";
        assert_eq!(changed(told), ["Morvia>Sweden"]);
        let told = "By the Treaty of Bar the Danes regained Morvia and Orm.";
        assert_eq!(changed(told), ["Morvia+Orm>Denmark"]);
    }

    #[test]
    fn shares_are_told_apart() {
        let text = "Danish troops met Swedish troops in Morvia. The Danes met the Swedes. In 1410, 60% of the land went to Denmark, and 40%, mainly in Orm and Tesk, fell to Sweden.";
        let shares = look(text, |r| {
            r.border_changes[0]
                .shares
                .iter()
                .map(|s| (s.percent, s.places.len()))
                .collect::<Vec<_>>()
        });
        assert_eq!(shares, [(60, 0), (40, 2)]);
    }
}
