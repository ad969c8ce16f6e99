//! Names of places in the text: known names by longest match, unknown ones by strong cues, each judged by
//! the words around it and by how it is used in the whole document.

mod begin;
mod cues;
mod opinion;
mod span;
mod state;
mod tally;

use std::ops::Range;

use self::begin::{is_joined, is_people_word, may_begin};
use super::book::PlaceBook;
use super::document::{Document, Role, Sentence};
use super::persons::Persons;
use super::recognizer::Opinion;
use super::time::Timeline;
use crate::gazetteer::{FeatureClass, fold};

/// How a name stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A place as such.
    Place,
    /// Part of the name of a battle or treaty, or a power.
    Inside,
}

/// A name of a place where it stands.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Index of its sentence.
    pub sentence: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// In bytes.
    pub range: Range<usize>,
    /// Which name, as an index of the names found.
    pub name: usize,
    /// How it stands.
    pub usage: Use,
    /// How much speaks for a place here.
    pub evidence: f64,
    /// Whether letters stand for the name: `Va.`
    pub is_shortened: bool,
}

/// A name used in the document, for one place.
#[derive(Clone, Debug)]
pub struct Name {
    /// As first written, without `the`.
    pub text: String,
    /// What the text says it is.
    pub classes: Vec<FeatureClass>,
    /// Whether the gazetteer has it.
    pub known: bool,
    /// Indices of its mentions.
    pub mentions: Vec<usize>,
    /// Whether a battle is named after it.
    pub is_fought_at: bool,
    /// How often `the` stands before it.
    pub articles: usize,
    /// Regions named right after it: `X, Ohio`.
    pub within: Vec<String>,
    /// The page that it links to, where that bears another name: `Dolo Odo` of Dolo.
    pub page: Option<String>,
}

/// The names and mentions of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mentions {
    pub(crate) names: Vec<Name>,
    pub(crate) mentions: Vec<Mention>,
}

/// Evidence over the document that makes a name a place's.
const ENOUGH: f64 = 1.5;

/// What else is known of the document's words when places are sought.
pub(crate) struct Known<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) persons: &'a Persons,
    pub(crate) timeline: &'a Timeline,
    pub(crate) atlas: &'a dyn PlaceBook,
    /// What the model thinks of each word, once it has been asked.
    pub(crate) opinion: Option<&'a Opinion>,
}

/// Log odds for a place above which a person's name is taken for one after all.
const PLACE_NOT_PERSON: f64 = 1.0;
/// Log odds below which a capital does not prolong an unknown name.
const NO_PART: f64 = -0.5;

impl Known<'_> {
    /// Whether a token is part of a person's name, and no place's by the model.
    fn is_person(&self, token: usize) -> bool {
        self.persons.covers(token) && !self.odds(token).is_some_and(|o| o > PLACE_NOT_PERSON)
    }

    /// Whether the model keeps a token out of an unknown name.
    fn is_no_part(&self, token: usize) -> bool {
        self.odds(token).is_some_and(|o| o < NO_PART)
    }

    fn odds(&self, token: usize) -> Option<f64> {
        self.opinion.and_then(|o| o.at(token))
    }
}

/// A stretch of words that may name a place.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    /// All of it, with the noun for its kind: `Lake Orm`.
    pub(crate) tokens: Range<usize>,
    /// The noun's classes.
    pub(crate) classes: Vec<FeatureClass>,
    /// Rank of the best entry of the gazetteer, none if it has none.
    pub(crate) rank: Option<u8>,
    /// Classes of the best entry.
    pub(crate) best: Option<FeatureClass>,
    /// What a shortened name stands for.
    pub(crate) full_name: Option<&'static str>,
}

impl Span {
    /// The name to look up: as written, blanks squeezed, or what it is short for.
    fn name(&self, document: &Document) -> String {
        self.full_name.map_or_else(
            || squeeze(document.text_of(self.tokens.clone())),
            str::to_owned,
        )
    }
}

/// A span in its sentence, judged.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) sentence: usize,
    pub(crate) span: Span,
    /// How much speaks for a place.
    pub(crate) evidence: f64,
    pub(crate) usage: Use,
}

impl Mentions {
    /// Finds the places named in a document.
    pub(crate) fn find(known: &Known) -> Self {
        let mut ranks = span::Ranks::new();
        let opinion = opinion::ask(known, &Self::by_rule(known, &mut ranks));
        let known = &Known {
            opinion: Some(&opinion),
            ..*known
        };
        let mut candidates = Self::by_rule(known, &mut ranks);
        opinion::weigh_in(known, &opinion, &mut candidates, &mut ranks);
        share_in_lists(known.document, &mut candidates);
        Self::accepted(known, candidates)
    }

    /// What the rules take for names, in the order of the text.
    pub(crate) fn by_rule(known: &Known, ranks: &mut span::Ranks) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for sentence in sentences(known.document) {
            let tokens = &known.document.sentences[sentence].tokens;
            let mut at = tokens.start;
            while at < tokens.end {
                let Some(span) = span::at(known, sentence, at, ranks) else {
                    at += 1;
                    continue;
                };
                at = span.tokens.end;
                let (evidence, usage) = cues::judge(known, sentence, &span);
                candidates.push(Candidate {
                    sentence,
                    span,
                    evidence,
                    usage,
                });
            }
        }
        candidates
    }

    /// The mentions of a sentence.
    pub(crate) fn in_sentence(&self, sentence: usize) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let to = self.mentions.partition_point(|m| m.sentence <= sentence);
        &self.mentions[from..to]
    }
}

/// What stands in one list with a place is likely one too: `the Vel valley, Orm and Mount Tesk`.
fn share_in_lists(document: &Document, candidates: &mut [Candidate]) {
    for i in 1..candidates.len() {
        let (before, after) = candidates.split_at_mut(i);
        let (a, b) = (&mut before[i - 1], &mut after[0]);
        let listed = a.sentence == b.sentence
            && b.span.tokens.start > a.span.tokens.end
            && b.span.tokens.start <= a.span.tokens.end + 3
            && (a.span.tokens.end..b.span.tokens.start)
                .all(|t| document.tokens[t].one_of(&[",", "and", "the", "or"]));
        if !listed {
            continue;
        }
        let best = a.evidence.max(b.evidence);
        if best >= ENOUGH {
            // Less than the neighbour's own: a list of towns may end with a person.
            let lent = 0.8 * best.min(2.2);
            for weaker in [a, b] {
                if weaker.evidence > 0.0 && weaker.span.rank.is_some() {
                    weaker.evidence = weaker.evidence.max(lent);
                }
            }
        }
    }
}

/// The sentences in which places are looked for.
pub(crate) fn sentences(document: &Document) -> impl Iterator<Item = usize> {
    (0..document.sentences.len()).filter(|&s| is_read(document, &document.sentences[s]))
}

/// Whether places are looked for in a sentence: prose, headings, and some lines of the infobox.
fn is_read(document: &Document, sentence: &Sentence) -> bool {
    match sentence.role {
        Role::Prose | Role::Heading => true,
        Role::Infobox(entry) => {
            let key = &document.article.infobox[entry].key;
            ["place", "location", "territory", "combatant"]
                .iter()
                .any(|k| key.starts_with(k))
        }
    }
}

/// The key under which mentions of one name are counted together: folded, without nouns and articles.
pub(crate) fn name_key(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(' ')
        .filter(|w| {
            !matches!(
                *w,
                "the"
                    | "of"
                    | "modern"
                    | "day"
                    | "territory"
                    | "region"
                    | "area"
                    | "headwaters"
                    | "province"
                    | "city"
                    | "town"
            )
        })
        .collect();
    let core: Vec<&str> = words
        .iter()
        .copied()
        .filter(|w| {
            !matches!(
                *w,
                "river" | "rivers" | "lake" | "mountains" | "straits" | "strait" | "valley"
            )
        })
        .collect();
    if core.is_empty() {
        words.join(" ")
    } else {
        core.join(" ")
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The page that a name links to, where a whole link is made of it.
pub(crate) fn link_of<'a>(document: &'a Document, tokens: &Range<usize>) -> Option<&'a str> {
    let links = &document.article.links;
    let bytes = document.bytes_of(tokens.clone());
    let at = links.partition_point(|l| l.range.start < bytes.start);
    let link = links.get(at)?;
    (link.range == bytes).then_some(link.target.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Format, parse};
    use crate::reading::english::Lexicon;
    use crate::reading::sides::Sides;
    use crate::reading::toy::Toy;

    fn names(text: &str) -> Vec<String> {
        let article = parse("t", text.as_bytes(), Some(Format::Txt)).unwrap();
        let document = Document::new(&article, Lexicon::english());
        let sides = Sides::find(&document);
        let persons = Persons::find(&document, &sides, &Toy::new());
        let timeline = Timeline::new(&document);
        let atlas = Toy::new();
        let known = Known {
            document: &document,
            persons: &persons,
            timeline: &timeline,
            atlas: &atlas,
            opinion: None,
        };
        let found = Mentions::find(&known);
        found
            .mentions
            .iter()
            .map(|m| article.text[m.range.clone()].to_owned())
            .collect()
    }

    #[test]
    fn known_names_are_found_by_longest_match() {
        assert_eq!(
            names("They marched from Orm to New Orm."),
            ["Orm", "New Orm"]
        );
    }

    #[test]
    fn nouns_for_kinds_of_places_belong_to_the_name() {
        assert_eq!(
            names("They crossed the Vel River near Lake Sarn."),
            ["Vel River", "Lake Sarn"]
        );
    }

    #[test]
    fn unknown_names_need_a_strong_cue() {
        assert_eq!(
            names("They camped near Grozhd. Suddenly Blarg fell silent."),
            ["Grozhd"]
        );
    }

    #[test]
    fn a_noun_owned_by_a_known_name_belongs_to_another() {
        assert_eq!(
            names("They crossed at Orm's Ford and camped."),
            ["Orm's Ford"]
        );
    }

    #[test]
    fn a_sentence_may_begin_with_a_fort() {
        assert_eq!(
            names("Fort Orm was held. We left Fort Orm."),
            ["Fort Orm", "Fort Orm"]
        );
    }

    #[test]
    fn where_somebody_goes_and_what_befalls_towns_are_cues() {
        assert_eq!(
            names("They marched north to Grozhd. Blarg was besieged in May."),
            ["Grozhd", "Blarg"]
        );
        assert_eq!(
            names("They took Grozhd, the capital of the land."),
            ["Grozhd"]
        );
    }

    #[test]
    fn persons_and_units_are_no_places() {
        assert!(names("General Orm of the Army of Orm spoke.").is_empty());
    }

    #[test]
    fn stops_of_a_way_are_names_however_far_their_verb_is() {
        assert_eq!(
            names("They marched from Orm through Grozhd to Zarb."),
            ["Orm", "Grozhd", "Zarb"]
        );
    }
}
