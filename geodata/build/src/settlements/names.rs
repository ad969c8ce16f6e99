//! Which names of a settlement are kept.

use theatrum::gazetteer::{fold, skeleton};

use super::select::in_inner_asia;
use super::source::City;

/// Languages whose names are kept for showing.
const SHOWN: [&str; 3] = ["kk", "ru", "zh"];
/// Names that the packages give out of date: Astana was Nur-Sultan from 2019 to 2022.
const CORRECTIONS: [(u64, &str, &str); 3] = [
    (1_526_273, "kk", "Астана"),
    (1_526_273, "ru", "Астана"),
    (1_526_273, "zh", "阿斯塔纳"),
];

/// Names by language for showing, as far as they are in the language's script.
pub(super) fn shown(city: &City, tagged: &[(&str, String)]) -> Vec<(String, String)> {
    let mut names: Vec<(String, String)> = SHOWN
        .iter()
        .filter_map(|language| {
            let corrected = CORRECTIONS
                .iter()
                .find(|c| c.0 == city.geonameid && c.1 == *language)
                .map(|c| c.2);
            let given = tagged.iter().find(|(l, _)| l == language);
            let name = corrected.or(given.map(|(_, name)| name.as_str()))?;
            let fits = !name.chars().any(|c| c.is_ascii_alphabetic()) && clean(name);
            fits.then(|| ((*language).to_owned(), name.to_owned()))
        })
        .collect();
    if city.countrycode == "KZ" && !names.iter().any(|(l, _)| l == "kk") {
        let kazakh = |n: &&String| {
            n.to_lowercase()
                .contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і'])
        };
        let name = city.alternatenames.iter().find(kazakh);
        names.extend(name.map(|n| ("kk".to_owned(), n.clone())));
    }
    names.sort();
    names
}

/// Folded names for the index, the best ones up to a number that grows with the settlement.
///
/// A spelling with a skeleton of its own (`Mukden` for Shenyang) is worth more than one more spelling of a
/// known skeleton (`Kokschetau`), which the index finds anyhow.
pub(super) fn keys(city: &City, tagged: &[(&str, String)]) -> Vec<String> {
    let main = fold(&city.name);
    let mut candidates: Vec<(i32, String)> = tagged
        .iter()
        .zip(0..)
        .map(|((_, name), rank)| (100 - rank, name))
        .chain(city.alternatenames.iter().map(|name| (worth(name), name)))
        .filter(|(_, name)| readable(name))
        .map(|(worth, name)| (worth, fold(name)))
        .filter(|(_, key)| key.len() > 1 && key.len() <= 40 && *key != main)
        .collect();
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let quota = quota(city);
    let mut kept: Vec<String> = Vec::new();
    let mut skeletons = vec![skeleton(&main)];
    for (_, key) in &candidates {
        let bones = skeleton(key);
        if kept.len() < quota && !skeletons.contains(&bones) {
            skeletons.push(bones);
            kept.push(key.clone());
        }
    }
    for (_, key) in candidates {
        if kept.len() < quota && !kept.contains(&key) {
            kept.push(key);
        }
    }
    kept
}

fn quota(city: &City) -> usize {
    let quota = match city.population {
        1_000_000.. => 24,
        100_000.. => 10,
        15_000.. => 3,
        5_000.. => 1,
        _ => 0,
    };
    if in_inner_asia(city) {
        quota + 4
    } else {
        quota
    }
}

/// How likely an English text uses a spelling whose language is not known.
fn worth(name: &str) -> i32 {
    match name {
        name if name.is_ascii() => 50,
        name if name.chars().all(|c| c < '\u{250}') => 40,
        _ => 30,
    }
}

/// Whether a name is a name: no airport code, no transcription from another script, no list.
pub(super) fn readable(name: &str) -> bool {
    let code = name.len() <= 4 && name.chars().all(|c| c.is_ascii_uppercase());
    let transcription = name.starts_with(|c: char| c.is_ascii_lowercase());
    let script = |c: char| {
        matches!(c, '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2b9}'..='\u{2bf}' | '’' | '‘'
            | '\u{400}'..='\u{52f}' | '\u{4e00}'..='\u{9fff}')
    };
    !code && !transcription && clean(name) && name.chars().all(script)
}

pub(super) fn clean(name: &str) -> bool {
    !name
        .chars()
        .any(|c| c.is_ascii_digit() || "()[],/;:|\t\n".contains(c))
}
