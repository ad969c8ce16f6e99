//! The words of an article as the model sees them, for the program that trains it.

use std::ops::Range;

use super::Scene;
use crate::article::Article;
use crate::reading::book::PlaceBook;
use crate::reading::document::Document;
use crate::reading::english::Lexicon;
use crate::reading::mention::{Known, Mentions, sentences};
use crate::reading::persons::Persons;
use crate::reading::sides::Sides;
use crate::reading::time::Timeline;

/// A capitalised word with its features.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Its features, below [`BUCKETS`](super::BUCKETS).
    pub features: Vec<u32>,
}

/// The words of an article that the model judges, in the order of the text.
pub fn samples(article: &Article, atlas: &dyn PlaceBook) -> Vec<Sample> {
    let document = Document::new(article, Lexicon::english());
    let sides = Sides::find(&document);
    let persons = Persons::find(&document, &sides, atlas);
    let timeline = Timeline::new(&document);
    let known = Known {
        document: &document,
        persons: &persons,
        timeline: &timeline,
        atlas,
        opinion: None,
    };
    let candidates = Mentions::by_rule(&known, &mut Default::default());
    let scene = Scene::new(
        &document,
        &persons,
        candidates.iter().map(|c| (&c.span, c.evidence)),
    );
    let mut samples = Vec::new();
    let mut features = Vec::new();
    for sentence in sentences(&document).map(|s| &document.sentences[s]) {
        for at in sentence.tokens.clone().filter(|&at| scene.is_judged(at)) {
            scene.features(sentence, at, &mut features);
            samples.push(Sample {
                range: document.tokens[at].range.clone(),
                features: features.clone(),
            });
        }
    }
    samples
}
