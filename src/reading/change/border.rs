//! Lasting changes of borders: annexed, ceded by treaty, shared out, returned.

use super::{BorderChange, Share, Words};
use crate::reading::mention::Mention;
use crate::reading::time::When;
use crate::reading::token::Kind;

impl Words<'_> {
    /// A sentence with a year or treaty and words of annexing, ceding or sharing.
    pub(super) fn border(&self) -> Option<BorderChange> {
        let story = self.story;
        let treaty = self.treaty();
        let annexes = self.first("annexes");
        let shares = self.shares();
        let cedes = self
            .giving()
            .or_else(|| self.find(&["cession"]))
            .filter(|_| treaty.is_some());
        let takes = self.takes_land().or_else(|| self.gets(treaty.is_some()));
        if annexes.or(cedes).or(takes).is_none()
            && let Some(change) = self.goes(treaty.clone())
        {
            return Some(change);
        }
        let at = annexes
            .or(cedes)
            .or(takes)
            .or_else(|| (shares.len() >= 2).then_some(self.sentence.tokens.start))?;
        if self.is_wished(at) {
            return None;
        }
        let giving = cedes.is_some() && annexes.is_none();
        let passive = annexes.is_some_and(|a| story.is_passive(self.sentence, a))
            || self.by_after(at).is_some();
        let (from, to) = self.parties(at, annexes, (giving, passive));
        let mut places = self.changed(at, passive);
        let land = self.first("land");
        if let Some(power) = self.power_at(at, passive).filter(|_| annexes.is_some()) {
            places.retain(|p| *p != power);
            places.insert(0, power);
        }
        if places.is_empty() && land.is_none() && shares.is_empty() {
            return None;
        }
        Some(BorderChange {
            when: self.date(at),
            instrument: treaty.unwrap_or_default(),
            from,
            to,
            shares,
            places,
            sentence: self.index,
        })
    }

    /// Who had it and who got it.
    fn parties(
        &self,
        at: usize,
        annexes: Option<usize>,
        (giving, passive): (bool, bool),
    ) -> (Option<usize>, Option<usize>) {
        let story = self.story;
        let before = story.actor_before(self.sentence, at).and_then(|a| a.side);
        let joined = annexes.and_then(|a| self.side_it_joined(a));
        let to = if passive {
            self.by_after(at).or(joined)
        } else {
            before
        };
        if giving && !passive {
            let gets = self.receiver(at);
            return (
                to,
                gets.or_else(|| to.and_then(|t| story.sides.opponent(t))),
            );
        }
        let lost = if passive { before } else { None };
        let from = self.taken_from(at).or(lost).filter(|f| Some(*f) != to);
        (from, to)
    }

    /// The places of a change: the verb's objects, or in the passive its subjects; where it has none, all that
    /// the sentence names.
    fn changed(&self, at: usize, passive: bool) -> Vec<usize> {
        let own = if passive {
            self.subjects_before(at)
        } else {
            self.objects_after(at)
        };
        if own.is_empty() {
            self.places_after(self.sentence.tokens.start)
        } else {
            own
        }
    }

    /// A power that is annexed as a whole: right after the verb, or in the passive before it.
    fn power_at(&self, at: usize, passive: bool) -> Option<usize> {
        use crate::gazetteer::FeatureClass::{Country, Polity};
        let near = |m: &&Mention| {
            if passive {
                m.tokens.end <= at && m.tokens.end + 4 > at
            } else {
                m.tokens.start > at && m.tokens.start <= at + 3
            }
        };
        let mentions = self.story.mentions.in_sentence(self.index).iter();
        let mut powers = mentions.filter(near).filter(|m| {
            let place = &self.story.places[m.name];
            matches!(place.class, Some(Country | Polity)) && place.position.is_some()
        });
        powers.next().map(|m| m.name)
    }

    /// The side after `annexed to` or `into`.
    fn side_it_joined(&self, at: usize) -> Option<usize> {
        let end = (at + 8).min(self.sentence.tokens.end);
        let link = (at + 1..end).find(|&t| matches!(self.word(t), "to" | "into"))?;
        (link + 1..(link + 4).min(end)).find_map(|t| self.story.sides.at(self.story.document, t))
    }

    /// `Denmark regained X and Y`; land that is merely gained needs a treaty beside it.
    fn gets(&self, by_treaty: bool) -> Option<usize> {
        let at = self.first("gets")?;
        let anew = matches!(self.word(at), "regained" | "recovered");
        let side = self.story.actor_before(self.sentence, at)?.side;
        let land = !self.objects_after(at).is_empty();
        (side.is_some() && land && (anew || by_treaty)).then_some(at)
    }

    /// `X was returned to the Danes`, `the treaty gave X to Sweden`.
    fn goes(&self, treaty: Option<String>) -> Option<BorderChange> {
        let story = self.story;
        let tokens = self.sentence.tokens.clone();
        let passive = tokens.clone().find(|&t| {
            self.is("goes", &story.document.tokens[t]) && story.is_passive(self.sentence, t)
        });
        let gave = self
            .find(&["gave", "awarded", "assigned", "granted"])
            .filter(|_| treaty.is_some() && passive.is_none());
        let at = passive.or(gave)?;
        let to = self.receiver(at)?;
        let places = match passive {
            Some(verb) => self.subjects_before(verb),
            None => self.objects_after(at),
        };
        if places.is_empty() || self.is_wished(at) {
            return None;
        }
        Some(BorderChange {
            when: self.date(at),
            instrument: treaty.unwrap_or_default(),
            from: self.taken_from(at).filter(|f| *f != to),
            to: Some(to),
            shares: Vec::new(),
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
                .is_some_and(|t| self.is("wished", t))
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
        let at =
            self.sentence.tokens.clone().find(|&t| {
                document.tokens[t].capital && self.is("instruments", &document.tokens[t])
            })?;
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
            let goes = (start..end)
                .find(|&t| self.is("goes_to", &document.tokens[t]) && self.word(t + 1) == "to");
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
