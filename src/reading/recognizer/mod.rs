//! A linear model that tells names of places from other names: a second opinion beside the rules of
//! [`mention`](super::mention).
//!
//! Logistic regression over hashed features of every capitalised word, trained by `geodata/build` on letters
//! of the War of the Rebellion in which the places are marked.

mod features;
mod samples;

pub use samples::{Sample, samples};

pub(crate) use features::Scene;

use crate::reading::document::Sentence;
use std::ops::Range;

/// How many weights the model has; features share them by their hash.
pub const BUCKETS: u32 = 1 << 16;

/// A weight of 1 in the file.
pub const STEPS: f64 = 24.0;

/// The weights, a signed byte each.
static WEIGHTS: &[u8; BUCKETS as usize] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/geodata/recognizer.bin"
));

/// Sums the weights of features: the logarithm of the odds for a place.
fn log_odds(features: &[u32]) -> f64 {
    let weight = |&bucket: &u32| i32::from(WEIGHTS[bucket as usize].cast_signed());
    f64::from(features.iter().map(weight).sum::<i32>()) / STEPS
}

/// The model's opinion on each word of a document.
pub(crate) struct Opinion {
    /// Logarithm of the odds for each token, none if it has no capital.
    of_token: Vec<Option<f64>>,
}

impl Opinion {
    /// Judges the words of some sentences.
    pub(crate) fn of<'a>(scene: &Scene, sentences: impl Iterator<Item = &'a Sentence>) -> Self {
        let mut opinion = Self {
            of_token: vec![None; scene.document.tokens.len()],
        };
        let mut features = Vec::new();
        for sentence in sentences {
            for at in sentence.tokens.clone() {
                if scene.is_judged(at) {
                    scene.features(sentence, at, &mut features);
                    opinion.of_token[at] = Some(log_odds(&features));
                }
            }
        }
        opinion
    }

    /// The logarithm of the odds that a token belongs to a place's name, none if it has no capital.
    pub(crate) fn at(&self, token: usize) -> Option<f64> {
        self.of_token[token]
    }

    /// The mean over the capitals of a span.
    pub(crate) fn on(&self, tokens: Range<usize>) -> f64 {
        let odds: Vec<f64> = self.of_token[tokens].iter().flatten().copied().collect();
        if odds.is_empty() {
            0.0
        } else {
            odds.iter().sum::<f64>() / odds.len() as f64
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Format, parse};
    use crate::reading::toy::Toy;

    /// The words of a text that the model takes for places.
    fn places(text: &str) -> Vec<String> {
        let article = parse("t", text.as_bytes(), Some(Format::Txt)).unwrap();
        let judged = samples(&article, &Toy::new());
        judged
            .into_iter()
            .filter(|s| log_odds(&s.features) > 0.0)
            .map(|s| article.text[s.range].to_owned())
            .collect()
    }

    #[test]
    fn persons_units_and_places_are_told_apart_by_their_neighbours() {
        assert_eq!(
            places(
                "We marched from Grozhd to the mouth of Brell Creek, where Colonel Varn met us."
            ),
            ["Grozhd", "Brell", "Creek"]
        );
        assert!(places("Lieutenant VARN, Assistant Adjutant-General.").is_empty());
    }

    #[test]
    fn features_depend_on_the_text_alone() {
        let article = parse("t", b"They left Grozhd.", Some(Format::Txt)).unwrap();
        let features = |at: usize| samples(&article, &Toy::new())[at].features.clone();
        assert_eq!(features(1), features(1));
        assert!(features(1).iter().all(|&bucket| bucket < BUCKETS));
        assert_ne!(features(0), features(1));
    }
}
