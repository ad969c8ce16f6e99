//! Who fights whom: the peoples and powers whose names the text uses most.

mod named;
mod own;
mod tally;

use std::collections::BTreeMap;

pub(crate) use self::named::people_at;
use self::named::{fullest_name, pair_at};
pub(crate) use self::own::{Own, powers};
use self::tally::Tally;
use super::book::PlaceBook;
use super::document::{Document, Role};
use crate::gazetteer::{Candidate, FeatureClass, Query};
use crate::geom::LonLat;

/// A belligerent or another power of the story.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Stable id, made of its name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other words for it and its troops.
    pub aliases: Vec<String>,
    /// Side of the infobox: 1, 2, ... or 0 if it is not told.
    pub column: u8,
    /// How often it is named.
    pub weight: usize,
    /// Where its land is, if the gazetteer knows it.
    pub home: Option<LonLat>,
    /// The gazetteer's name of its land, if it knows it as an area.
    pub land: Option<String>,
}

/// The sides of a document, and which words mean which.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sides {
    pub(crate) sides: Vec<Side>,
    /// From a people of the lexicon to its side.
    of_people: BTreeMap<usize, usize>,
    /// Pairs that fight together.
    allied: Vec<(usize, usize)>,
    /// The side of a writer who says `we`.
    writers: Option<usize>,
    /// The side that a writer calls the enemy.
    enemy: Option<usize>,
}

/// Share of the leading power's mentions that a power needs to be a side.
const LEAST_SHARE: f64 = 0.07;
/// How often a text must say `we` or `our` to be a letter of one of those who fought.
const LEAST_WE: usize = 3;
/// How often a letter must speak of the enemy to tell of fights with him.
const LEAST_ENEMY: usize = 2;
/// From this year on the outlines of today's countries serve for them.
const FIRST_OF_TODAYS_BORDERS: i32 = 1950;
/// Tokens of a text that is a letter or dispatch rather than an article.
const SHORT_TEXT: usize = 1000;
/// Most sides where only one stands out as troops.
const MOST_OF_FEW: usize = 3;
/// Most sides a reading tells apart.
const MOST_SIDES: usize = 6;

impl Sides {
    /// Finds the sides.
    pub(crate) fn find(document: &Document) -> Self {
        let mut tally = Tally::new(document.peoples());
        for sentence in &document.sentences {
            tally.add(document, sentence);
        }
        let group = tally.groups();
        let mut sides = Self::chosen(document, &tally, &group);
        sides.add_writers(document);
        sides
    }

    /// In a letter those who say `we` are a side.
    fn add_writers(&mut self, document: &Document) {
        let first_person = |t: &&super::token::Token| t.one_of(&["we", "our", "us"]);
        let times = document.tokens.iter().filter(first_person).count();
        let headed = document.article.sections.iter().any(|s| s.level >= 2);
        if times < LEAST_WE || headed {
            return;
        }
        self.writers = Some(self.sides.len());
        self.sides.push(unnamed("Our side", times));
        let foes = document.tokens.iter().filter(|t| t.is("enemy")).count();
        // Whom they fight they often call by no name.
        if self.sides.len() == 1 && foes >= LEAST_ENEMY {
            self.enemy = Some(self.sides.len());
            self.sides.push(unnamed("The enemy", foes));
        }
    }

    fn chosen(document: &Document, tally: &Tally, group: &[usize]) -> Self {
        let count = &tally.count;
        let columns = columns(document);
        let mut heads: Vec<usize> = (0..count.len())
            .filter(|&p| group[p] == p && count[p] > 0)
            .collect();
        heads.sort_by_key(|&p| (std::cmp::Reverse(count[p]), p));
        let top = heads.first().map_or(0, |&p| count[p]);
        let column_of = |p: usize| {
            (0..count.len())
                .filter(|&q| group[q] == p)
                .find_map(|q| columns.get(&q).copied())
        };
        // In a short text twice is often.
        let enough = if document.tokens.len() < SHORT_TEXT {
            2
        } else {
            3
        };
        heads.retain(|&p| {
            count[p] >= enough && count[p] as f64 >= LEAST_SHARE * top as f64
                || column_of(p).is_some()
        });
        let martial = |p: usize| -> usize {
            (0..count.len())
                .filter(|&q| group[q] == p)
                .map(|q| tally.martial[q])
                .sum()
        };
        keep_fighters(&mut heads, enough, |p| (martial(p), column_of(p).is_some()));
        heads.truncate(MOST_SIDES);
        let mut found = Self::default();
        for &head in &heads {
            let members: Vec<usize> = (0..count.len()).filter(|&p| group[p] == head).collect();
            let name = fullest_name(document, &members);
            let aliases = members.iter().flat_map(|&m| {
                std::iter::once(document.people_name(m).to_owned())
                    .chain(document.people_forms(m).iter().cloned())
            });
            let mut aliases: Vec<String> = aliases.filter(|a| *a != name).collect();
            aliases.dedup();
            for &member in &members {
                found.of_people.insert(member, found.sides.len());
            }
            let id = super::slug(&name);
            found.sides.push(Side {
                id,
                name,
                aliases,
                column: column_of(head).unwrap_or(0),
                weight: count[head],
                home: None,
                land: None,
            });
        }
        found.ally(tally, group);
        found
    }

    /// Sides whose peoples stand together more often than against each other are allies.
    fn ally(&mut self, tally: &Tally, group: &[usize]) {
        for (&(a, b), &times) in &tally.together {
            if let (Some(&x), Some(&y)) =
                (self.of_people.get(&group[a]), self.of_people.get(&group[b]))
            {
                let apart = tally.apart.get(&(a, b)).copied().unwrap_or(0);
                if x != y && times >= 2 && times > apart {
                    self.allied.push((x.min(y), x.max(y)));
                }
            }
        }
    }

    /// Looks up where each side's land is and whether its outline is known.
    pub(crate) fn find_lands(&mut self, book: &dyn PlaceBook, year: Option<i32>) {
        const LANDS: &[FeatureClass] = &[FeatureClass::Polity, FeatureClass::Country];
        for side in &mut self.sides {
            let names = std::iter::once(&side.name).chain(&side.aliases);
            let found = names.flat_map(|name| {
                book.search(&Query {
                    name,
                    classes: LANDS,
                    year,
                    ..Query::default()
                })
            });
            let lands: Vec<Candidate> = found
                .filter(|c| LANDS.contains(&c.class) && was_then(c, year))
                .collect();
            let best = lands.iter().find(|c| book.has_area(c)).or(lands.first());
            side.home = best.map(|c| c.position);
            // An outline without years is today's: it would invent the borders of another time.
            let of_then = |c: &&Candidate| {
                c.years != (None, None) || year.is_some_and(|y| y >= FIRST_OF_TODAYS_BORDERS)
            };
            side.land = best
                .filter(|c| book.has_area(c))
                .filter(of_then)
                .map(|c| c.name.clone());
        }
    }

    /// The side that a token stands for.
    pub(crate) fn at(&self, document: &Document, at: usize) -> Option<usize> {
        if self.writers.is_some() && document.tokens[at].one_of(&["we", "our"]) {
            return self.writers;
        }
        if self.enemy.is_some() && document.tokens[at].is("enemy") {
            return self.enemy;
        }
        people_at(document, at).and_then(|p| self.of_people.get(&p).copied())
    }

    /// Whether two sides fight together.
    pub(crate) fn are_allied(&self, a: usize, b: usize) -> bool {
        let (x, y) = (&self.sides[a], &self.sides[b]);
        a == b
            || self.allied.contains(&(a.min(b), a.max(b)))
            || (x.column > 0 && x.column == y.column)
    }

    /// The main opponent of a side: the most named that is not its ally.
    pub(crate) fn opponent(&self, side: usize) -> Option<usize> {
        (0..self.sides.len()).find(|&other| !self.are_allied(side, other))
    }

    /// The side and those who fight with it, for a column of the infobox.
    pub(crate) fn of_column(&self, column: u8) -> Option<usize> {
        self.sides.iter().position(|s| s.column == column)
    }
}

/// Keeps the powers that are named as troops often enough, or stand in the infobox.
///
/// Nobody fights alone: where only one is, the next of those who are named less as troops are sides too.
fn keep_fighters(heads: &mut Vec<usize>, enough: usize, of: impl Fn(usize) -> (usize, bool)) {
    let is_fighter = |p: &usize| {
        let (martial, is_listed) = of(*p);
        martial + 1 >= enough || is_listed
    };
    if heads.iter().filter(|p| is_fighter(p)).count() > 1 {
        heads.retain(is_fighter);
        return;
    }
    heads.retain(|&p| {
        let (martial, is_listed) = of(p);
        martial > 0 || is_listed
    });
    heads.truncate(MOST_OF_FEW);
}

/// A side that the text gives no name.
fn unnamed(name: &str, weight: usize) -> Side {
    Side {
        id: super::slug(name),
        name: name.to_owned(),
        aliases: Vec::new(),
        column: 0,
        weight,
        home: None,
        land: None,
    }
}

/// Whether a candidate existed in a year; a present country stands for its past unless it says otherwise.
fn was_then(c: &Candidate, year: Option<i32>) -> bool {
    let Some(year) = year else { return true };
    c.years.0.is_none_or(|first| first <= year) && c.years.1.is_none_or(|last| year <= last)
}

fn joins(document: &Document, at: usize) -> bool {
    document.tokens[at].one_of(&["-", "–", "and", "/", "—"])
}

/// From a people to the infobox column it stands in.
fn columns(document: &Document) -> BTreeMap<usize, u8> {
    let mut columns = BTreeMap::new();
    for sentence in &document.sentences {
        let Role::Infobox(entry) = sentence.role else {
            continue;
        };
        let Some(digit) = document.article.infobox[entry]
            .key
            .strip_prefix("combatant")
            .and_then(|d| d.parse::<u8>().ok())
        else {
            continue;
        };
        for at in sentence.tokens.clone() {
            if let Some(people) = people_at(document, at) {
                columns.entry(people).or_insert(digit);
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Format, parse};
    use crate::reading::english::Lexicon;

    #[test]
    fn the_powers_named_most_are_the_sides() {
        let text = "The Danes met the Swedes. Danish troops won. The Swedish army fled. Danes and Danish ships, Swedes, Swedes.";
        let article = parse("t", text.as_bytes(), Some(Format::Txt)).unwrap();
        let document = Document::new(&article, Lexicon::english());
        let sides = Sides::find(&document);
        assert_eq!(
            sides
                .sides
                .iter()
                .map(|s| s.name.as_str())
                .collect::<Vec<_>>(),
            ["Denmark", "Sweden"]
        );
        assert_eq!(sides.opponent(0), Some(1));
    }
}
