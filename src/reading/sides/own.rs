//! Powers that the lexicon does not know: those of the infobox, and adjectives that troops bear again and again.

use std::collections::BTreeMap;
use std::ops::Range;

use super::people_at;
use crate::reading::document::{Document, Role, Sentence};
use crate::reading::token::Kind;

/// A power or people that only this article tells of.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    /// As the article names it: `Kushan Empire`.
    pub(crate) name: String,
    /// Words for its members and troops, in lower case.
    pub(crate) forms: Vec<String>,
}

/// Shortest word that other forms are told by.
const LEAST_STEM: usize = 4;
/// Most powers of an article's own.
const MOST: usize = 8;
/// How often troops must bear an adjective that no infobox explains.
const OFTEN: usize = 3;
/// Endings that turn a land's name into a people's.
const ENDINGS: &[&str] = &[
    "", "s", "n", "ns", "an", "ans", "ian", "ians", "ite", "ites", "ese", "i", "is", "ic", "ish",
];
/// Endings of adjectives made of names.
const ADJECTIVES: &[&str] = &["ian", "ean", "ish", "ese", "ite"];

/// The powers of the infobox without a known people; without an infobox, whose adjective troops bear.
pub(crate) fn powers(document: &Document) -> Vec<Own> {
    let mut found = Vec::new();
    let mut has_columns = false;
    for sentence in &document.sentences {
        if !is_combatant(document, sentence) {
            continue;
        }
        has_columns = true;
        for item in items(document, sentence) {
            found.extend(of_item(document, item));
        }
    }
    if !has_columns {
        found.extend(of_troops(document));
    }
    found.truncate(MOST);
    found
}

fn is_combatant(document: &Document, sentence: &Sentence) -> bool {
    matches!(sentence.role, Role::Infobox(entry)
        if document.article.infobox[entry].key.starts_with("combatant"))
}

/// The entries of a line between commas, parentheses left out.
pub(super) fn items(document: &Document, sentence: &Sentence) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut start = sentence.tokens.start;
    let mut depth = 0_usize;
    for at in sentence.tokens.start..=sentence.tokens.end {
        let token = document.get(sentence, at);
        let ends = token.is_none_or(|t| t.one_of(&[",", ";", "/", "(", ")", ":", "•"]));
        if !ends {
            continue;
        }
        if at > start && depth == 0 {
            items.push(start..at);
        }
        start = at + 1;
        if token.is_some_and(|t| t.is("(")) {
            depth += 1;
        } else if token.is_some_and(|t| t.is(")")) {
            depth = depth.saturating_sub(1);
        }
    }
    items
}

fn of_item(document: &Document, item: Range<usize>) -> Option<Own> {
    let is_known = item.clone().any(|t| people_at(document, t).is_some());
    if is_known || item.len() > 5 || !document.tokens[item.start].capital {
        return None;
    }
    // The Crown of Vandoria is Vandoria's.
    let of = item.clone().find(|&t| document.tokens[t].is("of"));
    let named = of.map_or(item.start, |of| of + 1)..item.end;
    let stem = named.clone().find(|&t| {
        let token = &document.tokens[t];
        let lower = token.lower.as_ref();
        token.capital
            && token.kind == Kind::Word
            && lower.chars().count() >= LEAST_STEM
            && !document.lexicon.stop.contains(lower)
            && document.lexicon.classes_of(lower).is_empty()
    });
    let name = document.text_of(item.clone()).to_owned();
    // Of the Eastern Army only the whole is its own.
    let is_whole = (2..=3).contains(&item.len())
        && item.clone().all(|t| document.tokens[t].capital)
        && document
            .lexicon
            .troops
            .contains(document.tokens[item.end - 1].lower.as_ref());
    let forms = match stem.filter(|_| !is_whole) {
        Some(stem) => forms(document, &document.tokens[stem].lower),
        None if is_whole => vec![name.to_lowercase()],
        None => return None,
    };
    Some(Own { name, forms })
}

/// The forms of a name that stand in the text: `Kushan`, `Kushans`.
fn forms(document: &Document, stem: &str) -> Vec<String> {
    let root = stem.strip_suffix(['a', 'e', 'y', 'u']).unwrap_or(stem);
    let mut forms: Vec<String> = Vec::new();
    for token in document.tokens.iter().filter(|t| t.capital) {
        let lower = token.lower.as_ref();
        let is_form = [stem, root].iter().any(|s| {
            s.chars().count() >= LEAST_STEM
                && lower
                    .strip_prefix(s)
                    .is_some_and(|rest| ENDINGS.contains(&rest))
        });
        if is_form && !forms.iter().any(|f| f == lower) {
            forms.push(lower.to_owned());
        }
    }
    forms
}

/// Adjectives without a people that stand again and again before troops: `Vandorian army`.
fn of_troops(document: &Document) -> Vec<Own> {
    let mut times: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for at in 1..document.tokens.len().saturating_sub(1) {
        let token = &document.tokens[at];
        let next = &document.tokens[at + 1];
        let is_adjective = token.capital
            && token.text.chars().skip(1).all(char::is_lowercase)
            && ADJECTIVES.iter().any(|e| token.lower.ends_with(e));
        let bears = document.lexicon.troops.contains(next.lower.as_ref()) && !next.capital;
        if is_adjective
            && bears
            && !document.tokens[at - 1].capital
            && people_at(document, at).is_none()
        {
            times.entry(&token.lower).or_insert((0, token.text)).0 += 1;
        }
    }
    let often = times.into_iter().filter(|(_, (times, _))| *times >= OFTEN);
    let own = often.map(|(lower, (_, written))| Own {
        name: format!("{written}s"),
        forms: forms(document, lower),
    });
    own.collect()
}

#[cfg(test)]
mod tests {
    use crate::reading::toy::look;

    #[test]
    fn a_power_of_the_infobox_is_a_side_though_no_list_has_it() {
        let text = "= War =\n\nInfobox\n- Combatant1: Kingdom of Vandoria\n- Combatant2: Denmark\n- Commander1: Ulm Tarn\n- Commander2: Niels Orlow\n\nVandorian troops under Tarn met the Danes at Orm. The Vandorians won the Battle of Orm.";
        let told = look(text, |r| {
            let side = r
                .persons
                .iter()
                .find(|p| p.name == "Ulm Tarn")
                .unwrap()
                .side;
            (
                r.sides[side.unwrap()].name.clone(),
                r.battles[0].victor,
                side,
            )
        });
        assert_eq!(told.0, "Kingdom of Vandoria");
        assert_eq!(told.1, crate::reading::Outcome::Side(told.2.unwrap()));
    }
}
