//! Trains the model that tells names of places: logistic regression over the features of
//! `theatrum::reading::samples`, by stochastic gradient descent with `AdaGrad` steps (Duchi, Hazan & Singer 2011).
//!
//! The corpus is that of the War of the Rebellion (`DeLozier` et al. 2016, MIT licence), one
//! `{"id", "text", "toponyms": [{"start", "end"}]}` a line, offsets in code points. It is not shipped.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::fmt;
use std::path::Path;
use theatrum::article::{self, Format};
use theatrum::gazetteer::Gazetteer;
use theatrum::geodata::Basemap;
use theatrum::reading::{BUCKETS, STEPS, Sample, World, samples};

/// The file of weights.
pub(crate) const FILE: &str = "recognizer.bin";

/// Passes over the corpus; more only learn it by heart (measured on the fifth kept out).
const EPOCHS: usize = 4;
/// Length of the first step.
const RATE: f64 = 0.05;
/// Pull of each weight to zero.
const DECAY: f64 = 2e-5;
/// One document in so many is kept out and measured on.
const KEPT_OUT: u64 = 5;

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
    toponyms: Vec<Toponym>,
}

#[derive(Deserialize)]
struct Toponym {
    start: usize,
    end: usize,
}

/// A word's features, and whether it belongs to a place's name.
struct Example {
    features: Vec<u32>,
    is_place: bool,
}

/// How well the model tells words of places' names.
struct Measure {
    hits: f64,
    wrong: f64,
    missed: f64,
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (precision, recall) = (
            self.hits / (self.hits + self.wrong).max(1.0),
            self.hits / (self.hits + self.missed).max(1.0),
        );
        let mean = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        write!(f, "P {precision:.3} R {recall:.3} F {mean:.3}")
    }
}

/// Trains on four fifths of the corpus and writes the weights; says how they do on the last fifth.
///
/// # Errors
/// If the corpus cannot be read or is not of the form told above.
pub(crate) fn train(corpus: &Path, out: &Path) -> Result<String> {
    let text = std::fs::read_to_string(corpus)
        .with_context(|| format!("cannot read {}", corpus.display()))?;
    let (gazetteer, basemap) = (Gazetteer::bundled(), Basemap::bundled());
    let world = World {
        gazetteer: &gazetteer,
        atlas: &basemap,
    };
    let (mut learnt, mut kept_out) = (Vec::new(), Vec::new());
    for (i, line) in text.lines().enumerate() {
        let document: Document =
            serde_json::from_str(line).with_context(|| format!("line {} of the corpus", i + 1))?;
        let (text, places) = bytes_of(&document);
        let is_kept_out = hash(&document.id).is_multiple_of(KEPT_OUT);
        let examples = if is_kept_out {
            &mut kept_out
        } else {
            &mut learnt
        };
        examples.extend(examples_of(&text, &places, &world)?);
        let (text, places) = with_marks(&text, &places);
        if !is_kept_out {
            examples.extend(examples_of(&text, &places, &world)?);
        }
    }
    let weights = descend(&learnt);
    std::fs::write(out.join(FILE), quantised(&weights))?;
    Ok(format!(
        "{} words learnt from: {}\n{} words kept out:    {}",
        learnt.len(),
        measure(&weights, &learnt),
        kept_out.len(),
        measure(&weights, &kept_out)
    ))
}

/// The text, and its places in bytes.
fn bytes_of(document: &Document) -> (String, Vec<(usize, usize)>) {
    let text = &document.text;
    let mut bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    bytes.push(text.len());
    let at = |point: usize| bytes[point.min(bytes.len() - 1)];
    let places = document.toponyms.iter();
    let places = places.map(|t| (at(t.start), at(t.end))).collect();
    (text.clone(), places)
}

/// The text with marks after its places.
///
/// The corpus has lost them: `moved to Orm The enemy`. A model that learns from that alone takes a full stop
/// for a sign that no place stands before it.
fn with_marks(text: &str, places: &[(usize, usize)]) -> (String, Vec<(usize, usize)>) {
    let (mut marked, mut moved, mut last) = (String::new(), Vec::new(), 0);
    for (i, &(start, end)) in places.iter().enumerate().filter(|(_, p)| p.0 < p.1) {
        if start < last {
            continue;
        }
        marked.push_str(&text[last..start]);
        let from = marked.len();
        let name = text[start..end].trim_end();
        marked.push_str(name);
        moved.push((from, marked.len()));
        let goes_on = places.get(i + 1).is_some_and(|next| next.0 <= end + 1);
        if text[end..].trim_start().starts_with(char::is_uppercase) && !name.ends_with('.') {
            marked.push(if goes_on || i % 3 == 0 { ',' } else { '.' });
        }
        marked.push_str(&text[start + name.len()..end]);
        last = end;
    }
    marked.push_str(&text[last..]);
    (marked, moved)
}

fn examples_of(text: &str, places: &[(usize, usize)], world: &World) -> Result<Vec<Example>> {
    let article = article::parse("letter.txt", text.as_bytes(), Some(Format::Txt))
        .map_err(|_| anyhow::anyhow!("a text that cannot be read"))?;
    // Offsets are of the text as written; an article that reads otherwise has none to compare.
    if article.text != text {
        return Ok(Vec::new());
    }
    let example = |sample: Sample| Example {
        is_place: places
            .iter()
            .any(|&(start, end)| start < sample.range.end && sample.range.start < end),
        features: sample.features,
    };
    Ok(samples(&article, world).into_iter().map(example).collect())
}

/// Fits the weights, in an order shuffled alike each time.
fn descend(examples: &[Example]) -> Vec<f64> {
    let mut weights = vec![0.0; BUCKETS as usize];
    let mut squares = vec![0.01; BUCKETS as usize];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 1_u64;
    for _ in 0..EPOCHS {
        for i in (1..order.len()).rev() {
            // Knuth's linear congruential generator, its high bits.
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (state >> 33) as usize % (i + 1));
        }
        for example in order.iter().map(|&i| &examples[i]) {
            let chance = 1.0 / (1.0 + libm::exp(-odds(&weights, example)));
            let error = chance - f64::from(u8::from(example.is_place));
            for bucket in example.features.iter().map(|&b| b as usize) {
                let slope = error + DECAY * weights[bucket];
                squares[bucket] += slope * slope;
                weights[bucket] -= RATE * slope / f64::sqrt(squares[bucket]);
            }
        }
    }
    weights
}

fn odds(weights: &[f64], example: &Example) -> f64 {
    example.features.iter().map(|&b| weights[b as usize]).sum()
}

fn measure(weights: &[f64], examples: &[Example]) -> Measure {
    let mut measure = Measure {
        hits: 0.0,
        wrong: 0.0,
        missed: 0.0,
    };
    for example in examples {
        match (odds(weights, example) > 0.0, example.is_place) {
            (true, true) => measure.hits += 1.0,
            (true, false) => measure.wrong += 1.0,
            (false, true) => measure.missed += 1.0,
            (false, false) => {}
        }
    }
    measure
}

/// A signed byte for each weight.
fn quantised(weights: &[f64]) -> Vec<u8> {
    let byte = |w: &f64| (w * STEPS).round().clamp(-127.0, 127.0) as i8;
    weights.iter().map(|w| byte(w).cast_unsigned()).collect()
}

/// FNV-1a.
fn hash(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_put_back_and_places_moved() {
        let (text, places) = with_marks(
            "To Orm The foe left Orm Tesk fast",
            &[(3, 6), (20, 23), (24, 28)],
        );
        assert_eq!(text, "To Orm, The foe left Orm, Tesk fast");
        let named: Vec<&str> = places.iter().map(|&(a, b)| &text[a..b]).collect();
        assert_eq!(named, ["Orm", "Orm", "Tesk"]);
    }

    #[test]
    fn what_tells_places_apart_is_learnt() {
        let example = |bucket, is_place| Example {
            features: vec![0, bucket],
            is_place,
        };
        let examples: Vec<Example> = (0..200).map(|i| example(1 + i % 2, i % 2 == 0)).collect();
        let weights = descend(&examples);
        assert!(odds(&weights, &examples[0]) > 0.5 && odds(&weights, &examples[1]) < -0.5);
    }
}
