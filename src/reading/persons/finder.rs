//! Names that stand as persons' names do: after titles, under commanders' words, in the infobox.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Find;
use crate::reading::book::PlaceBook;
use crate::reading::document::{Document, Role, Sentence};
use crate::reading::sides::people_at;
use crate::reading::token::{Kind, Token};

/// Looks for names of persons by their surroundings.
pub(super) struct Finder<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) book: &'a dyn PlaceBook,
}

impl Finder<'_> {
    /// All names that may be persons', as often as they are found.
    pub(super) fn all(&self) -> Vec<Find> {
        let mut finds = Vec::new();
        for sentence in &self.document.sentences {
            match sentence.role {
                Role::Infobox(entry) => self.infobox(sentence, entry, &mut finds),
                Role::Prose => {
                    for at in sentence.tokens.clone() {
                        self.prose(sentence, at, &mut finds);
                    }
                }
                Role::Heading => {}
            }
        }
        self.known_by_deeds(&mut finds);
        finds
    }

    /// Commanders between commas.
    fn infobox(&self, sentence: &Sentence, entry: usize, finds: &mut Vec<Find>) {
        let key = &self.document.article.infobox[entry].key;
        let stem = key.trim_end_matches(|c: char| {
            c.is_ascii_digit()
                || c.is_ascii_lowercase()
                    && key.ends_with(|l: char| l.is_ascii_alphabetic())
                    && key.contains(|d: char| d.is_ascii_digit())
        });
        if !(stem.starts_with("commander") || stem.starts_with("leader")) {
            return;
        }
        let column = key.chars().find_map(|c| c.to_digit(10)).unwrap_or(0) as u8;
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let run = self.run(sentence, at);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            // `Peter II of Orm`: the land is no other person.
            if self.document.get(sentence, at).is_some_and(|t| t.is("of")) {
                let rest = at..sentence.tokens.end;
                at = rest
                    .into_iter()
                    .find(|&t| self.document.tokens[t].one_of(&[",", ";"]))
                    .unwrap_or(sentence.tokens.end);
            }
            if run.clone().all(|t| people_at(self.document, t).is_none()) {
                finds.push(Find {
                    tokens: run,
                    evidence: 3,
                    column,
                });
            }
        }
    }

    fn prose(&self, sentence: &Sentence, at: usize, finds: &mut Vec<Find>) {
        let document = self.document;
        let token = &document.tokens[at];
        let lexicon = document.lexicon;
        let mut push = |tokens: Range<usize>, evidence| {
            let named = tokens.clone().any(|t| {
                document.tokens[t].kind == Kind::Word
                    && document.tokens[t].text.chars().count() > 1
                    && people_at(document, t).is_none()
                    && !lexicon.titles.contains(document.tokens[t].lower.as_ref())
            });
            if named {
                finds.push(Find {
                    tokens,
                    evidence,
                    column: 0,
                });
            }
        };
        if lexicon.titles.contains(token.lower.as_ref()) {
            let mut from = at + 1;
            from += usize::from(document.get(sentence, from).is_some_and(|t| t.is(".")));
            for run in self.runs_with_and(sentence, from, token.lower.ends_with('s')) {
                push(run, 3);
            }
        }
        if token.one_of(&["under", "by", "of"]) && self.leads(sentence, at) {
            for run in self.runs_with_and(sentence, at + 1, true) {
                push(run, 2);
            }
        }
        if !document.is_name_word(sentence, at)
            || document.before(sentence, at, 1).is_some_and(|t| {
                t.capital && t.text.len() > 1 && !lexicon.months.contains_key(t.lower.as_ref())
            })
        {
            return;
        }
        let run = self.run(sentence, at);
        if run.is_empty() {
            return;
        }
        let given = lexicon.given.contains(token.lower.as_ref())
            && (run.len() >= 2 || self.acts(sentence, run.end));
        let khan = run.len() >= 2
            && lexicon
                .after_titles
                .contains(document.tokens[run.end - 1].lower.as_ref());
        let leads_people = document.before(sentence, at, 1).is_some_and(|t| t.is("of"))
            && at >= sentence.tokens.start + 2
            && document.tokens[at - 2].lower.ends_with('s')
            && people_at(document, at - 2).is_some();
        if given || khan {
            push(run, 3);
        } else if self.goes_to_war(sentence, &run) {
            push(run, 2);
        } else if run.len() == 1 && (leads_people || self.acts(sentence, run.end)) {
            push(run, 1);
        }
    }

    /// Names of two words whose last word alone does what leaders do: `Ishida Mitsunari`, of whom the text says that
    /// Mitsunari marched.
    fn known_by_deeds(&self, finds: &mut Vec<Find>) {
        let document = self.document;
        let prose = document.sentences.iter().filter(|s| s.role == Role::Prose);
        let runs = prose.flat_map(|s| s.tokens.clone().map(move |at| (s, self.run(s, at))));
        let mut full: BTreeMap<&str, Range<usize>> = BTreeMap::new();
        let mut at_war: BTreeSet<&str> = BTreeSet::new();
        for (sentence, run) in runs.filter(|(_, r)| !r.is_empty()) {
            let last = document.tokens[run.end - 1].lower.as_ref();
            let before = document.before(sentence, run.start, 1);
            let begins = document.is_name_word(sentence, run.start)
                && before.is_none_or(|t| !t.capital || t.text.len() == 1);
            if !begins {
                continue;
            }
            // `At the Battle of Orm Kurck fled`: two names meet.
            let noun = document.before(sentence, run.start, 2);
            let of_fight = before.is_some_and(|t| t.is("of"))
                && noun.is_some_and(|t| document.lexicon.fights.contains_key(t.lower.as_ref()));
            let placed = before.is_some_and(|t| t.one_of(&["at", "in", "near"])) || of_fight;
            if run.len() == 2 && !placed && self.is_persons(&run) {
                full.entry(last).or_insert(run);
            } else if run.len() == 1 && self.is_at_war(sentence, &run) {
                at_war.insert(last);
            }
        }
        let known = full.into_iter().filter(|(last, _)| at_war.contains(last));
        finds.extend(known.map(|(_, tokens)| Find {
            tokens,
            evidence: 2,
            column: 0,
        }));
    }

    /// Whether a name is made of words that no place, body of troops or date is called by, and nobody knows it as
    /// a place's.
    fn is_persons(&self, run: &Range<usize>) -> bool {
        let document = self.document;
        let lexicon = document.lexicon;
        let is_own = |t: usize| {
            let token = &document.tokens[t];
            let word = token.lower.as_ref();
            token.kind == Kind::Word
                && token.text.chars().skip(1).any(char::is_lowercase)
                && lexicon.classes_of(word).is_empty()
                && !lexicon.troops.contains(word)
                && !lexicon.vague.contains(word)
                && !lexicon.person_words.has("places", word)
                && !lexicon.months.contains_key(word)
        };
        run.clone().all(is_own) && !self.book.knows(document.text_of(run.clone()))
    }

    /// Whether a name is the subject of a verb of war.
    fn is_at_war(&self, sentence: &Sentence, run: &Range<usize>) -> bool {
        let document = self.document;
        let before = document.before(sentence, run.start, 1);
        let is_subject = before.is_none_or(|t| t.one_of(&[",", "and", ";", "when", "while", ":"]));
        let next = document.get(sentence, run.end);
        is_subject && next.is_some_and(|t| document.lexicon.person_words.has("at_war", &t.lower))
    }

    /// Whether a name of two or three words that no place bears does what leaders do: `Kuroda Yoshitaka defeated`.
    fn goes_to_war(&self, sentence: &Sentence, run: &Range<usize>) -> bool {
        (2..=3).contains(&run.len()) && self.is_at_war(sentence, run) && self.is_persons(run)
    }

    /// Whether `by`, `under` or `of` brings in a commander.
    fn leads(&self, sentence: &Sentence, at: usize) -> bool {
        let before = |steps| self.document.before(sentence, at, steps);
        let words = &self.document.lexicon.person_words;
        match self.document.tokens[at].lower.as_ref() {
            "by" => before(1).is_some_and(|t| t.one_of(&["led", "commanded", "headed"])),
            "of" => before(1).is_some_and(|t| words.has("of_whom", &t.lower)),
            _ => before(1).is_some_and(|t| self.document.lexicon.troops.contains(t.lower.as_ref())),
        }
    }

    /// Whether what follows a name is what persons do or have.
    fn acts(&self, sentence: &Sentence, after: usize) -> bool {
        let document = self.document;
        let words = &document.lexicon.person_words;
        let Some(next) = document.get(sentence, after) else {
            return false;
        };
        if words.has("deeds", &next.lower) {
            return true;
        }
        let possessive = next.kind == Kind::Possessive;
        let troops = (after + 1..after + 3).any(|i| {
            document
                .get(sentence, i)
                .is_some_and(|t| words.has("havings", &t.lower))
        });
        possessive && troops
    }

    /// Runs of capitals from here on, after commas and `and` too when several may follow.
    fn runs_with_and(&self, sentence: &Sentence, at: usize, several: bool) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        let mut at = at;
        for _ in 0..6 {
            let run = self.run(sentence, at);
            if run.is_empty() {
                break;
            }
            at = run.end;
            runs.push(run);
            let link = |i: usize, w: &str| self.document.get(sentence, i).is_some_and(|t| t.is(w));
            let skip = if link(at, ",") && link(at + 1, "and") {
                2
            } else {
                usize::from(link(at, ",") || link(at, "and"))
            };
            if !several || skip == 0 {
                break;
            }
            at += skip;
        }
        runs
    }

    /// A run of capitals that may be a person's name, titles before it left out.
    fn run(&self, sentence: &Sentence, from: usize) -> Range<usize> {
        let document = self.document;
        let lexicon = document.lexicon;
        // `Edward I`, and not `I`.
        let is_first =
            |at: usize, t: &Token| t.text == "I" && at > from && document.tokens[at - 1].capital;
        let is_small = |t: &Token| lexicon.person_words.has("particles", &t.lower);
        let mut start = from;
        while document.get(sentence, start).is_some_and(|t| {
            lexicon.titles.contains(t.lower.as_ref()) && !lexicon.given.contains(t.lower.as_ref())
                || t.is(".")
        }) && document
            .get(sentence, start + 1)
            .is_some_and(|t| t.capital || t.is("."))
        {
            start += 1;
        }
        let mut end = start;
        while let Some(token) = document.get(sentence, end) {
            let initial = token.is(".")
                && end > start
                && document.tokens[end - 1].text.chars().count() <= 2
                && document.tokens[end - 1].capital;
            let particle = end > start
                && is_small(token)
                && (1..=2).any(|s| document.get(sentence, end + s).is_some_and(|t| t.capital))
                && document
                    .get(sentence, end + 1)
                    .is_some_and(|t| t.capital || is_small(t));
            let word = token.capital
                && (!lexicon.stop.contains(token.lower.as_ref()) || is_first(end, token))
                && people_at(document, end).is_none()
                && !lexicon.fights.contains_key(token.lower.as_ref());
            if !(initial || particle || word) {
                break;
            }
            end += 1;
        }
        // A stop after a long word ends the sentence, not an initial.
        start..end
    }
}
