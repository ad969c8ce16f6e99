//! Names that find no room on the map: a number or letter stands there instead, and a panel explains it.

use super::context::Context;
use super::labels::{Form, FormLine, Placement, Rank, Request};
use super::plan::Plan;
use crate::compose::names::place_of_battle;
use crate::diag::Diagnostic;

/// More battles than this at one marker have a letter in common instead of all their numbers.
const MOST_NUMBERS: usize = 2;

/// What a number or letter on the map stands for.
pub(super) struct Entry {
    /// Id of the feature.
    pub of: String,
    /// What stands on the map.
    pub sign: String,
    /// What the panel says, a row each; battles' rows begin with their numbers.
    pub rows: Vec<String>,
    /// Why there was no room for that on the map.
    reason: String,
}

impl Entry {
    /// The sign if it is a letter, which no row begins with.
    pub(super) fn letter(&self) -> Option<&str> {
        let is_letter = self.sign.starts_with(|c: char| c.is_ascii_lowercase());
        is_letter.then_some(self.sign.as_str())
    }
}

/// The features whose names the panel explains.
#[derive(Default)]
pub(super) struct Keyed {
    pub entries: Vec<Entry>,
}

impl Keyed {
    /// Takes up points and movements that were left out; whether there were any.
    ///
    /// Where not even a number found room, what stands in its way becomes a number too.
    pub(super) fn take(
        &mut self,
        (context, plan): (&Context<'_>, &Plan<'_>),
        requests: &[Request],
        placement: &Placement,
    ) -> bool {
        let before = self.entries.len();
        let known = |of: &str| self.explains(of);
        let (signs, names): (Vec<_>, Vec<_>) =
            placement.left_out.iter().partition(|left| known(&left.of));
        let names = names.into_iter().map(|left| (&left.of, &left.reason));
        let barring = signs.into_iter().flat_map(|left| &left.rivals);
        let wanted: Vec<(&String, &String)> = names.chain(barring.map(|r| (r, r))).collect();
        for (of, reason) in wanted {
            let is_known = self.explains(of);
            let request = requests.iter().find(|r| r.of == *of);
            let Some(request) = request.filter(|r| is_spot(r) && !is_known) else {
                continue;
            };
            let reason = if of == reason {
                "a number beside it needs the room".to_owned()
            } else {
                reason.clone()
            };
            let (sign, rows) = match battles(context, plan, of) {
                Some((numbers, rows)) if rows.len() <= MOST_NUMBERS => (numbers, rows),
                found => {
                    let letter = self.next_letter();
                    let rows = found.map_or_else(|| vec![words(request)], |(_, rows)| rows);
                    (letter, rows)
                }
            };
            self.entries.push(Entry {
                of: of.clone(),
                sign,
                rows,
                reason,
            });
        }
        self.entries.len() > before
    }

    /// Forgets what has not even its sign on the map: nobody could find what its row explains. Whether there was anything.
    pub(super) fn forget(&mut self, placement: &Placement) -> bool {
        let before = std::mem::take(&mut self.entries);
        let count = before.len();
        let is_lost = |entry: &Entry| placement.left_out.iter().any(|left| left.of == entry.of);
        for mut entry in before.into_iter().filter(|entry| !is_lost(entry)) {
            if entry.letter().is_some() {
                entry.sign = self.next_letter();
            }
            self.entries.push(entry);
        }
        self.entries.len() < count
    }

    /// The next letter of the alphabet that is free, and pairs of them after the last.
    fn next_letter(&self) -> String {
        let taken = self.entries.iter().filter(|e| e.letter().is_some()).count();
        let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
        match taken / 26 {
            0 => letter(taken).to_string(),
            more => format!("{}{}", letter(more - 1), letter(taken)),
        }
    }

    /// The requests with no more than the sign for what the panel explains.
    pub(super) fn reworded(&self, requests: &[Request]) -> Vec<Request> {
        let mut requests = requests.to_vec();
        for entry in &self.entries {
            let named = requests.iter_mut().find(|r| r.of == entry.of);
            if let Some(request) = named
                && let Some(line) = request.forms.first().and_then(|f| f.lines.first())
            {
                let sign = FormLine {
                    text: entry.sign.clone(),
                    ..line.clone()
                };
                request.forms = vec![Form::key(sign)];
            }
        }
        requests
    }

    /// Whether the panel explains what stands for a feature.
    pub(super) fn explains(&self, of: &str) -> bool {
        self.entries.iter().any(|e| e.of == of)
    }

    /// What became numbers and letters, and why.
    pub(super) fn reports(&self) -> impl Iterator<Item = Diagnostic> {
        self.entries.iter().map(|entry| {
            let (rows, sign, reason) = (entry.rows.join(", "), &entry.sign, &entry.reason);
            Diagnostic::note(format!(
                "label `{rows}` is `{sign}` on the map, and in the panel: {reason}"
            ))
        })
    }
}

/// Whether a sign can stand at the feature: it is a point or a movement.
fn is_spot(request: &Request) -> bool {
    match request.rank {
        Rank::Battle | Rank::MainMovement | Rank::Town | Rank::Movement => true,
        Rank::GreatPolity | Rank::Water | Rank::Region | Rank::Mountains | Rank::SmallPolity => {
            false
        }
    }
}

/// The numbers at a battle's marker, and a row for each.
fn battles(context: &Context<'_>, plan: &Plan<'_>, of: &str) -> Option<(String, Vec<String>)> {
    let mark = plan
        .battles
        .iter()
        .find(|mark| of.strip_prefix("battle-") == Some(mark.battle.id.as_str()))?;
    let all = mark.all();
    let numbers: Vec<String> = all.iter().map(|(number, _)| number.to_string()).collect();
    let row = |(number, battle): &(usize, &crate::campaign::Battle)| {
        let name = place_of_battle(context.name(&battle.name, &battle.names));
        let when = battle.when.as_ref().filter(|_| !context.is_one_day());
        let when = when.map_or_else(String::new, |d| format!(", {}", context.date(d)));
        format!("{number} {name}{when}")
    };
    Some((numbers.join(", "), all.iter().map(row).collect()))
}

/// All that a label would say, on one line.
fn words(request: &Request) -> String {
    let lines = request.forms.first().map(|form| form.lines.as_slice());
    let texts = lines.unwrap_or_default().iter().map(|l| l.text.as_str());
    texts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::compose::labels::LeftOut;
    use crate::scene::Standing;

    /// An entry with nothing but its sign.
    pub(crate) fn entry(sign: &str) -> Entry {
        Entry {
            of: String::new(),
            sign: sign.to_owned(),
            rows: Vec::new(),
            reason: String::new(),
        }
    }

    #[test]
    fn what_has_no_sign_on_the_map_is_not_explained() {
        let named = |of: &str, sign: &str| Entry {
            of: of.to_owned(),
            ..entry(sign)
        };
        let mut keyed = Keyed {
            entries: vec![named("p", "a"), named("q", "3"), named("r", "b")],
        };
        let mut placement = Placement::default();
        assert!(!keyed.forget(&placement));
        placement.left_out.push(LeftOut {
            of: "p".to_owned(),
            text: "a".to_owned(),
            reason: String::new(),
            standing: Standing(2),
            rivals: Vec::new(),
        });
        assert!(keyed.forget(&placement));
        let signs = keyed
            .entries
            .iter()
            .map(|e| (e.of.as_str(), e.sign.as_str()));
        assert_eq!(signs.collect::<Vec<_>>(), [("q", "3"), ("r", "a")]);
    }

    #[test]
    fn letters_go_on_after_z() {
        let mut keyed = Keyed::default();
        keyed.entries.push(entry("4"));
        assert_eq!(keyed.next_letter(), "a");
        for _ in 0..27 {
            let letter = keyed.next_letter();
            keyed.entries.push(entry(&letter));
        }
        assert_eq!(keyed.entries[26].sign, "z");
        assert_eq!(keyed.entries[27].sign, "aa");
        assert_eq!(keyed.next_letter(), "ab");
    }
}
