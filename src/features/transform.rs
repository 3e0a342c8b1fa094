//! From any text to its row.

use super::fit::Features;
use super::row::Row;
use super::row_counter::RowCounter;
use super::weighting::Weighting;
use crate::text::{Tokenizer, for_each_char_ngram};

/// Turns texts into rows, one after the other; each thread needs its own.
pub struct Transformer<'f> {
    features: &'f Features,
    term_weights: &'f [f64],
    tokenizer: Tokenizer,
    weighting: Weighting,
    counter: RowCounter,
    /// The text's tokens one after the other, and the end of each.
    tokens: String,
    ends: Vec<usize>,
    known: Vec<bool>,
    ngram: String,
}

impl<'f> Transformer<'f> {
    /// `term_weights` are those of [`Features::term_weights`], computed once for all threads.
    pub fn new(features: &'f Features, term_weights: &'f [f64]) -> Self {
        let settings = &features.settings;
        Transformer {
            features,
            term_weights,
            tokenizer: Tokenizer::new(settings.profile),
            weighting: Weighting::new(settings.tf, settings.norm),
            counter: RowCounter::new(features.vocabulary.len()),
            tokens: String::new(),
            ends: Vec::new(),
            known: Vec::new(),
            ngram: String::new(),
        }
    }

    /// The row of `text`.
    pub fn row(&mut self, text: &str) -> Row {
        self.tokenize(text);
        self.row_of_tokens()
    }

    /// The row of a text that was tokenised before, stop words left out.
    pub fn row_of<'t>(&mut self, tokens: impl Iterator<Item = &'t str>) -> Row {
        self.tokens.clear();
        self.ends.clear();
        for token in tokens {
            self.tokens.push_str(token);
            self.ends.push(self.tokens.len());
        }
        self.row_of_tokens()
    }

    fn row_of_tokens(&mut self) -> Row {
        self.known.clear();
        self.known.resize(self.ends.len(), false);
        self.count_words();
        self.count_chars();
        let mut weights = Vec::new();
        let (weighting, term_weights) = (&self.weighting, self.term_weights);
        self.counter.drain(|term, count| {
            weights.push((term, weighting.tf(count) * term_weights[term as usize]));
        });
        weighting.normalise(&mut weights);
        Row {
            weights,
            tokens: self.ends.len() as u64,
            known_tokens: self.known.iter().filter(|&&known| known).count() as u64,
        }
    }

    fn tokenize(&mut self, text: &str) {
        self.tokens.clear();
        self.ends.clear();
        let stop_words = &self.features.settings.stop_words;
        self.tokenizer.for_each(text, |token, _| {
            if stop_words
                .binary_search_by(|have| have.as_str().cmp(token))
                .is_err()
            {
                self.tokens.push_str(token);
                self.ends.push(self.tokens.len());
            }
        });
    }

    fn count_words(&mut self) {
        let range = self.features.settings.ngrams;
        for length in range.low()..=range.high() {
            for first in 0..(self.ends.len() + 1).saturating_sub(length) {
                self.ngram.clear();
                for position in first..first + length {
                    if position > first {
                        self.ngram.push(' ');
                    }
                    self.ngram
                        .push_str(token(&self.tokens, &self.ends, position));
                }
                if let Some(term) = self.features.vocabulary.index(&self.ngram) {
                    self.counter.add(term as u32);
                    self.known[first..first + length].fill(true);
                }
            }
        }
    }

    fn count_chars(&mut self) {
        let Some(range) = self.features.settings.char_ngrams else {
            return;
        };
        for position in 0..self.ends.len() {
            let token = token(&self.tokens, &self.ends, position);
            for_each_char_ngram(token, range, |ngram| {
                if let Some(term) = self.features.vocabulary.index(ngram) {
                    self.counter.add(term as u32);
                    self.known[position] = true;
                }
            });
        }
    }
}

fn token<'t>(tokens: &'t str, ends: &[usize], position: usize) -> &'t str {
    let start = if position == 0 { 0 } else { ends[position - 1] };
    &tokens[start..ends[position]]
}
