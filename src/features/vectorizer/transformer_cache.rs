//! What transformers of the same features share.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::fit::Features;
use crate::text::{BuiltInList, TokenBuffer, Tokenizer};

/// The lists whose words say little about the topic of a text, whatever its language.
const LISTS: [BuiltInList; 4] = [
    BuiltInList::Arabic,
    BuiltInList::English,
    BuiltInList::Persian,
    BuiltInList::Urdu,
];

/// What transformers of the same features share between threads; it is filled when it is needed.
#[derive(Debug, Default)]
pub struct TransformerCache {
    term_weights: OnceLock<Vec<f64>>,
    stop_words: OnceLock<FxHashSet<String>>,
}

impl TransformerCache {
    /// [`Features::term_weights`].
    pub(super) fn term_weights(&self, features: &Features) -> &[f64] {
        self.term_weights.get_or_init(|| features.term_weights())
    }

    /// The words of the built-in stop lists as tokens of the features' settings.
    pub(super) fn stop_words(&self, features: &Features) -> &FxHashSet<String> {
        /// Those of the default tokenizer, which most models have.
        static DEFAULT: OnceLock<FxHashSet<String>> = OnceLock::new();
        let tokenizer = features.settings.tokenizer();
        let words = match tokenizer == Tokenizer::default() {
            true => &DEFAULT,
            false => &self.stop_words,
        };
        words.get_or_init(|| stop_words_of(&tokenizer))
    }
}

fn stop_words_of(tokenizer: &Tokenizer) -> FxHashSet<String> {
    let mut tokens = TokenBuffer::default();
    let mut words = FxHashSet::default();
    for list in LISTS {
        tokenizer.read(&list.words().join(" "), &mut tokens);
        words.extend((0..tokens.len()).map(|token| tokens.token(token).to_owned()));
    }
    words
}
