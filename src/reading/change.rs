//! Land that changes hands: given up or occupied in the campaign, or by treaty and annexation for good.

use super::document::Sentence;
use super::mention::Mention;
use super::story::Story;
use super::time::When;
use super::token::Kind;
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

const GIVES: &[&str] = &[
    "conceded",
    "ceded",
    "yielded",
    "relinquished",
    "conceding",
    "ceding",
    "cede",
    "concede",
    "evacuated",
    "abandoned",
];
const ANNEXES: &[&str] = &[
    "annexed",
    "annexing",
    "annexation",
    "annex",
    "incorporated",
    "absorbed",
    "partitioned",
    "partition",
];
const INSTRUMENTS: &[&str] = &[
    "treaty",
    "peace",
    "convention",
    "protocol",
    "truce",
    "armistice",
    "accord",
    "agreement",
];
const LAND: &[&str] = &[
    "territory",
    "land",
    "lands",
    "portion",
    "island",
    "islands",
    "province",
    "area",
    "region",
    "khanate",
    "kingdom",
];
const GOES_TO: &[&str] = &[
    "fell",
    "went",
    "passed",
    "transferred",
    "awarded",
    "granted",
    "returned",
];

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

    /// `conceded control of A, B and C to the D`.
    fn control(&self) -> Option<ControlChange> {
        let story = self.story;
        let at = self.find(GIVES)?;
        let passive = story.is_passive(self.sentence, at);
        let places: Vec<usize> = self
            .places_after(at)
            .into_iter()
            .filter(|&p| {
                story.mentions.names[p].known || !story.mentions.names[p].classes.is_empty()
            })
            .collect();
        if places.is_empty() {
            return None;
        }
        let actor = story.actor_before(self.sentence, at).and_then(|a| a.side);
        let receiver = self.receiver(at);
        let (from, to) = if passive {
            (None, receiver.or(actor))
        } else {
            (
                actor,
                receiver.or_else(|| actor.and_then(|a| story.sides.opponent(a))),
            )
        };
        Some(ControlChange {
            kind: ChangeKind::Ceded,
            from,
            to,
            places,
            when: story.timeline.at(self.index, at),
            sentence: self.index,
        })
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
        {
            if !places.contains(&mention.name) {
                places.push(mention.name);
            }
        }
        places
    }

    /// Whether a mention only names a treaty: `Treaty of X`.
    fn names_treaty(&self, mention: &Mention) -> bool {
        let before = |s| {
            self.story
                .document
                .before(self.sentence, mention.tokens.start, s)
        };
        before(1).is_some_and(|t| t.is("of")) && before(2).is_some_and(|t| t.one_of(INSTRUMENTS))
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

    /// A sentence with a year or treaty and words of annexing, ceding or sharing.
    fn border(&self) -> Option<BorderChange> {
        let story = self.story;
        let treaty = self.treaty();
        let annexes = self.find(ANNEXES);
        let shares = self.shares();
        let cedes = self
            .find(&["ceded", "ceding", "cede", "cession", "evacuated"])
            .filter(|_| treaty.is_some());
        let takes = self.takes_land();
        let at = annexes
            .or(cedes)
            .or(takes)
            .or_else(|| (shares.len() >= 2).then_some(self.sentence.tokens.start))?;
        if self.is_wished(at) {
            return None;
        }
        let when = self.date(at);
        let passive = annexes.is_some_and(|a| story.is_passive(self.sentence, a))
            || self.by_after(at).is_some();
        let before = story.actor_before(self.sentence, at).and_then(|a| a.side);
        let to = if passive { self.by_after(at) } else { before };
        let from = self
            .taken_from(at)
            .or(if passive { before } else { None })
            .filter(|f| Some(*f) != to);
        let places = self.places_after(self.sentence.tokens.start);
        let land = self.find(LAND);
        if places.is_empty() && land.is_none() && shares.is_empty() {
            return None;
        }
        let giving = cedes.is_some() && annexes.is_none();
        let (from, to) = if giving && !passive {
            (
                to,
                self.receiver(at)
                    .or_else(|| to.and_then(|t| story.sides.opponent(t))),
            )
        } else {
            (from, to)
        };
        Some(BorderChange {
            when,
            instrument: treaty.unwrap_or_default(),
            from,
            to,
            shares,
            places,
            sentence: self.index,
        })
    }

    /// `took the islands of X from the Y`, `seize X and Y`.
    fn takes_land(&self) -> Option<usize> {
        let at = self.find(&["took", "take", "seize", "seized", "acquired", "gained"])?;
        let from_power = (at..self.sentence.tokens.end).any(|t| {
            self.word(t) == "from"
                && self
                    .story
                    .sides
                    .at(
                        self.story.document,
                        (t + 1).min(self.sentence.tokens.end - 1),
                    )
                    .is_some()
        });
        let land = self.story.mentions.in_sentence(self.index).iter().any(|m| {
            m.tokens.start > at
                && matches!(
                    self.story.places[m.name].class,
                    Some(
                        crate::gazetteer::FeatureClass::Island
                            | crate::gazetteer::FeatureClass::Province
                            | crate::gazetteer::FeatureClass::Region
                    )
                )
        });
        (from_power && land).then_some(at)
    }

    fn is_wished(&self, at: usize) -> bool {
        // `allowed them to annex X`
        if self.word(at) == "annex"
            && (1..=6).any(|s| {
                self.story
                    .document
                    .before(self.sentence, at, s)
                    .is_some_and(|t| t.is("to"))
            })
        {
            return true;
        }
        (1..=5).any(|s| {
            self.story
                .document
                .before(self.sentence, at, s)
                .is_some_and(|t| {
                    t.one_of(&[
                        "not",
                        "planned",
                        "wanted",
                        "hoped",
                        "threatened",
                        "permanent",
                        "failed",
                        "refused",
                        "without",
                    ])
                })
        })
    }

    /// The date: the nearest in the sentence, whether it belongs to the campaign or not.
    fn date(&self, at: usize) -> Option<When> {
        let here = self
            .story
            .timeline
            .in_sentence(self.index)
            .iter()
            .filter(|t| t.when.is_some());
        let nearest = here
            .min_by_key(|t| t.tokens.start.abs_diff(at))
            .and_then(|t| t.when);
        nearest.or_else(|| self.story.timeline.at(self.index, at))
    }

    /// `Treaty of X`.
    fn treaty(&self) -> Option<String> {
        let document = self.story.document;
        let at = self
            .sentence
            .tokens
            .clone()
            .find(|&t| document.tokens[t].capital && document.tokens[t].one_of(INSTRUMENTS))?;
        if self.word(at + 1) != "of" {
            return self
                .story
                .document
                .before(self.sentence, at, 1)
                .filter(|t| t.capital)
                .map(|_| self.story.words(at - 1..at + 1));
        }
        let mut end = at + 2;
        while document
            .get(self.sentence, end)
            .is_some_and(|t| t.capital && t.kind == Kind::Word)
        {
            end += 1;
        }
        (end > at + 2).then(|| self.story.words(at..end))
    }

    fn by_after(&self, at: usize) -> Option<usize> {
        let by = (at..(at + 8).min(self.sentence.tokens.end)).find(|&t| self.word(t) == "by")?;
        (by + 1..(by + 4).min(self.sentence.tokens.end))
            .find_map(|t| self.story.sides.at(self.story.document, t))
    }

    fn taken_from(&self, at: usize) -> Option<usize> {
        let from = (at..self.sentence.tokens.end).filter(|&t| self.word(t) == "from");
        from.filter_map(|f| {
            (f + 1..(f + 4).min(self.sentence.tokens.end))
                .find_map(|t| self.story.sides.at(self.story.document, t))
        })
        .next()
    }

    /// `60% went to the Danes, and 40%, mainly X and Y, fell to Sweden`.
    fn shares(&self) -> Vec<Share> {
        let document = self.story.document;
        let tokens = self.sentence.tokens.clone();
        let at: Vec<(usize, u8)> = tokens.filter_map(|t| Some((t, self.percent(t)?))).collect();
        let mut shares = Vec::new();
        for (i, &(start, percent)) in at.iter().enumerate() {
            let end = at
                .get(i + 1)
                .map_or(self.sentence.tokens.end, |(next, _)| *next);
            let goes = (start..end).find(|&t| {
                GOES_TO.contains(&document.tokens[t].lower.as_ref()) && self.word(t + 1) == "to"
            });
            let side = goes.and_then(|g| {
                (g + 2..(g + 5).min(end)).find_map(|t| self.story.sides.at(document, t))
            });
            let named = self
                .story
                .mentions
                .in_sentence(self.index)
                .iter()
                .filter(|m| m.tokens.start > start && m.tokens.end <= end && self.is_land(m.name));
            shares.push(Share {
                percent,
                side,
                places: named.map(|m| m.name).collect(),
            });
        }
        shares.retain(|s| s.side.is_some());
        shares
    }

    fn percent(&self, at: usize) -> Option<u8> {
        let token = self.story.document.get(self.sentence, at)?;
        let value: u8 = (token.kind == Kind::Number).then(|| token.text.parse().ok())??;
        (value <= 100 && matches!(self.word(at + 1), "%" | "percent" | "per")).then_some(value)
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
