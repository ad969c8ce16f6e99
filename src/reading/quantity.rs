//! Numbers of men: strengths and losses, with whose they are.

use super::document::Sentence;
use super::story::Story;
use super::token::Kind;

/// A number as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number.
    pub value: i64,
    /// Whether it is more, about or less than that.
    pub bound: Bound,
}

/// How a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Just so.
    Exact,
    /// About.
    About,
    /// More than.
    Over,
    /// Less than.
    Under,
}

impl Quantity {
    /// As campaign files write it: `20000`, `~2000`, `>600`.
    pub fn written(self) -> String {
        let mark = match self.bound {
            Bound::Exact => "",
            Bound::About => "~",
            Bound::Over => ">",
            Bound::Under => "<",
        };
        format!("{mark}{}", self.value)
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    Strength,
    Losses,
}

/// A number of men in a sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    pub(crate) count: Count,
    pub(crate) quantity: Quantity,
    pub(crate) side: Option<usize>,
}

const LOSS_WORDS: &[&str] = &[
    "lost",
    "losing",
    "loss",
    "losses",
    "killed",
    "dead",
    "casualties",
    "wounded",
    "died",
    "perished",
    "captured",
    "prisoners",
    "slain",
    "missing",
    "drowned",
    "taking",
];

/// The numbers of men in a sentence.
pub(crate) fn counted(story: &Story, index: usize) -> Vec<Counted> {
    let sentence = &story.document.sentences[index];
    let mut found = Vec::new();
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        let Some((value, len)) = number(story, sentence, at) else {
            at += 1;
            continue;
        };
        let end = at + len;
        if !story.timeline.covers(index, at) {
            let scan = Scan {
                story,
                sentence,
                at,
                end,
            };
            if let Some(counted) = scan.survivors(value).or_else(|| scan.one(value)) {
                found.extend(counted);
                at = end;
                continue;
            }
        }
        at = end;
    }
    found
}

/// A number in digits or words from 10 up, and its length in tokens.
fn number(story: &Story, sentence: &Sentence, at: usize) -> Option<(i64, usize)> {
    let token = &story.document.tokens[at];
    if token.kind == Kind::Number {
        let value: i64 = token.text.replace(',', "").parse().ok()?;
        let factor = story
            .document
            .get(sentence, at + 1)
            .and_then(|t| match t.lower.as_ref() {
                "thousand" => Some(1000),
                "million" => Some(1_000_000),
                _ => None,
            });
        return Some((
            value.checked_mul(factor.unwrap_or(1))?,
            1 + usize::from(factor.is_some()),
        ));
    }
    let first = *story.document.lexicon.numbers.get(token.lower.as_ref())?;
    let mut value = first;
    let mut len = 1;
    while let Some(&next) = story
        .document
        .get(sentence, at + len)
        .and_then(|t| story.document.lexicon.numbers.get(t.lower.as_ref()))
    {
        value = if next >= 100 {
            value.checked_mul(next)?
        } else {
            value + next
        };
        len += 1;
        if len > 5 {
            break;
        }
    }
    (value >= 10).then_some((value, len))
}

struct Scan<'a> {
    story: &'a Story<'a>,
    sentence: &'a Sentence,
    at: usize,
    end: usize,
}

impl Scan<'_> {
    fn word(&self, i: usize) -> &str {
        self.story
            .document
            .get(self.sentence, i)
            .map_or("", |t| t.lower.as_ref())
    }

    fn before(&self, steps: usize) -> &str {
        self.story
            .document
            .before(self.sentence, self.at, steps)
            .map_or("", |t| t.lower.as_ref())
    }

    /// `only 300 out of 2,000 men remained`: lost the rest.
    fn survivors(&self, value: i64) -> Option<Vec<Counted>> {
        let skip = match (self.word(self.end), self.word(self.end + 1)) {
            ("out", "of") => 2,
            ("of", _) => 1,
            _ => return None,
        };
        let from = self.end + skip + usize::from(self.word(self.end + skip) == "the");
        let (whole, len) = number(self.story, self.sentence, from)?;
        let rest = from + len..self.sentence.tokens.end.min(from + len + 8);
        let survive = rest.clone().any(|i| {
            matches!(
                self.word(i),
                "remained" | "survived" | "escaped" | "returned" | "alive"
            )
        });
        if !survive || whole <= value {
            return None;
        }
        let side = rest
            .into_iter()
            .find_map(|i| self.story.sides.at(self.story.document, i))
            .or_else(|| self.side());
        let exact = |value| Quantity {
            value,
            bound: Bound::Exact,
        };
        Some(vec![
            Counted {
                count: Count::Strength,
                quantity: exact(whole),
                side,
            },
            Counted {
                count: Count::Losses,
                quantity: exact(whole - value),
                side,
            },
        ])
    }

    fn one(&self, value: i64) -> Option<Vec<Counted>> {
        let noun = (self.end..self.end + 4).find(|&i| {
            self.story.document.lexicon.troops.contains(self.word(i))
                || LOSS_WORDS.contains(&self.word(i))
        });
        let numbered = matches!(self.before(1), "numbered" | "numbering")
            || matches!(self.before(2), "numbered" | "numbering");
        let is_loss = (1..=5).any(|s| LOSS_WORDS.contains(&self.before(s)))
            || (self.end..self.end + 7).any(|i| {
                LOSS_WORDS.contains(&self.word(i)) && !matches!(self.word(i), "captured" | "taking")
            });
        if noun.is_none() && !numbered && !(is_loss && value >= 50) {
            return None;
        }
        if noun.is_some_and(|i| {
            matches!(
                self.word(i),
                "ships"
                    | "ship"
                    | "vessels"
                    | "warships"
                    | "battleships"
                    | "cruisers"
                    | "general"
                    | "generals"
                    | "line"
                    | "lines"
                    | "positions"
            )
        }) && value < 1000
        {
            return None;
        }
        let side = (self.end..noun.unwrap_or(self.end) + 1)
            .find_map(|i| {
                self.story
                    .document
                    .get(self.sentence, i)
                    .and_then(|_| self.story.sides.at(self.story.document, i))
            })
            .or_else(|| self.side());
        let count = if is_loss {
            Count::Losses
        } else {
            Count::Strength
        };
        Some(vec![Counted {
            count,
            quantity: Quantity {
                value,
                bound: self.bound(),
            },
            side,
        }])
    }

    fn side(&self) -> Option<usize> {
        self.story
            .actor_before(self.sentence, self.at)
            .and_then(|a| a.side)
    }

    fn bound(&self) -> Bound {
        match (self.before(2), self.before(1)) {
            (_, "over" | "exceeding" | "above") | ("more", "than") | ("at", "least") => Bound::Over,
            (
                _,
                "about" | "around" | "some" | "approximately" | "nearly" | "almost" | "roughly"
                | "estimated",
            ) => Bound::About,
            (_, "under" | "below") | ("fewer" | "less", "than") | ("up", "to") => Bound::Under,
            _ => Bound::Exact,
        }
    }
}
