//! Expressions of time that count from another, and those that only tell how long: `three days later`, `that
//! period`, `twenty years`.

use super::{Said, Scan};

impl Scan<'_> {
    /// `the same year`, `the next day`, `three days later`.
    pub(super) fn relative(&self, at: usize) -> Option<(usize, Said)> {
        let word = self.word(at)?;
        let the = usize::from(word == "the");
        let shift = match self.word(at + the)? {
            "same" => Some(0),
            "that" | "this" if the == 0 => Some(0),
            "next" | "following" => Some(1),
            "previous" | "preceding" => Some(-1),
            _ => None,
        };
        let said = shift.and_then(|shift| self.unit(at + the + 1, shift));
        if let Some(said) = said {
            return Some((at + the + 2, said));
        }
        let (count, len) = self.count(at)?;
        let said = self.unit(at + len, count as i32)?;
        let tail = self.word(at + len + 1)?;
        match tail {
            "later" | "after" | "afterwards" | "afterward" => Some((at + len + 2, said)),
            "earlier" | "before" | "ago" => {
                Some((at + len + 2, self.unit(at + len, -(count as i32))?))
            }
            _ => None,
        }
    }

    fn unit(&self, at: usize, count: i32) -> Option<Said> {
        Some(match self.word(at)? {
            "day" | "days" | "morning" | "night" => Said::Days(count),
            "week" | "weeks" => Said::Days(count.checked_mul(7)?),
            "month" | "months" => Said::Months(count),
            "year" | "years" => Said::Years(count),
            "decade" | "decades" => Said::Years(count.checked_mul(10)?),
            _ => return None,
        })
    }

    /// A small count in words or digits, and how many tokens it takes.
    fn count(&self, at: usize) -> Option<(i64, usize)> {
        if let Some(number) = self.number(at) {
            return (number < 1000).then_some((number, 1));
        }
        let word = self.word(at)?;
        if word == "a" || word == "an" {
            return Some((1, 1));
        }
        let first = *self.document.lexicon.numbers.get(word)?;
        (first <= 90).then_some((first, 1))
    }

    /// `the end of the year`: the year or month in question.
    pub(super) fn hedged_unit(&self, at: usize) -> Option<(usize, Said)> {
        let pointed = matches!(self.word(at)?, "the" | "that" | "this");
        let said = match self.word(at + 1)? {
            "year" => Said::Years(0),
            "month" => Said::Months(0),
            _ => return None,
        };
        (pointed && self.year(at + 2).is_none()).then_some((at + 2, said))
    }

    /// Words of time that give no date: `now`, `a few weeks`, `the time`.
    pub(super) fn undated(&self, at: usize) -> Option<(usize, Said)> {
        let words = &self.document.lexicon.times;
        let word = self
            .word(at)
            .filter(|_| !self.tokens[at].capital || at == self.start)?;
        let has = |kind: &str, i: usize| self.word(i).is_some_and(|w| words.has(kind, w));
        let is_pair = |i: usize| {
            has("pointers", i) && has("stretches", i + 1)
                || matches!(word, "the" | "a") && has("nouns", i + 1)
                || matches!(word, "per" | "each" | "every") && has("units", i + 1)
                || has("units", i) && has("order", i + 1)
        };
        let end = if has("alone", at) {
            at + 1
        } else if word == "the" && self.is(at + 1, "same") && has("stretches", at + 2) {
            at + 3
        } else if is_pair(at) {
            at + 2
        } else if word
            .split_once('-')
            .is_some_and(|(_, unit)| words.has("units", unit))
        {
            at + 1
        } else {
            return self.duration(at);
        };
        Some((end, Said::Vague))
    }

    /// `three long weeks`, `several years`.
    fn duration(&self, at: usize) -> Option<(usize, Said)> {
        let words = &self.document.lexicon.times;
        let has = |kind: &str, i: usize| self.word(i).is_some_and(|w| words.has(kind, w));
        let a = usize::from(self.is(at, "a") && has("many", at + 1));
        let counted = if has("many", at + a) {
            at + a + 1
        } else {
            let (_, len) = self.count(at)?;
            at + len
        };
        let free = usize::from(has("fillers", counted));
        has("units", counted + free).then_some((counted + free + 1, Said::Vague))
    }
}
