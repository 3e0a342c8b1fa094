//! The row of any text.

use std::fmt;
use std::ops::Range;

use super::fit::Features;
use super::row::Row;
use super::spans::SpannedRow;
use super::transformer_cache::TransformerCache;
use super::weighting::Weighting;
use crate::features::clitics::base_forms::BaseForms;
use crate::features::counting::ngram_key::NONE;
use crate::features::counting::row_counter::RowCounter;
use crate::text::{TokenBuffer, Tokenizer, for_each_char_ngram};

/// For this many texts, each word is searched in the sorted vocabulary. After that the lexicon is built,
/// which costs as much as searching some tens of texts.
const SEARCHED_TEXTS: u64 = 16;

/// Content words are counted up to this number.
const MOST_CONTENT_WORDS: usize = 8;

/// From here on (CJK radicals), characters represent words instead of letters.
const FIRST_SIGN: char = '\u{2E80}';

/// Turns texts into rows, one after another; each thread needs its own.
pub struct Transformer<'f> {
    features: &'f Features,
    cache: &'f TransformerCache,
    tokenizer: Tokenizer,
    weighting: Weighting,
    counter: RowCounter,
    tokens: TokenBuffer,
    /// Set if word forms are grouped.
    base_forms: Option<BaseForms<'f>>,
    known: Vec<bool>,
    ngram: String,
    /// Numbers of the text's tokens in the lexicon.
    numbers: Vec<u32>,
    /// Number of the n-gram that starts at each token.
    ngrams: Vec<u32>,
    /// Texts read so far.
    rows: u64,
    /// Terms and their tokens, if requested.
    spans: Option<Vec<(u32, Range<usize>)>>,
}

impl fmt::Debug for Transformer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transformer")
            .field("terms", &self.features.vocabulary.len())
            .finish_non_exhaustive()
    }
}

impl<'f> Transformer<'f> {
    /// A transformer that shares what is computed once, the `cache`, with those of other threads.
    pub fn new(features: &'f Features, cache: &'f TransformerCache) -> Self {
        let settings = &features.settings;
        Transformer {
            features,
            cache,
            tokenizer: settings.tokenizer(),
            weighting: Weighting::new(settings.tf, settings.norm),
            counter: RowCounter::new(features.vocabulary.len()),
            tokens: TokenBuffer::default(),
            base_forms: features.clitics.as_ref().map(BaseForms::new),
            known: Vec::new(),
            ngram: String::new(),
            numbers: Vec::new(),
            ngrams: Vec::new(),
            rows: 0,
            spans: None,
        }
    }

    /// The row of `text`.
    pub fn row(&mut self, text: &str) -> Row {
        self.tokenize(text);
        self.row_of_tokens()
    }

    /// The row of a tokenised text, without stop words and stemmed according to the settings.
    pub fn row_of<'t>(&mut self, tokens: impl Iterator<Item = &'t str>) -> Row {
        self.tokens.clear();
        for token in tokens {
            self.tokens.push(token, 0..0);
        }
        self.row_of_tokens()
    }

    /// The row of `text` and the positions of its terms.
    pub fn spanned_row(&mut self, text: &str) -> SpannedRow {
        self.tokenize(text);
        self.spans = Some(Vec::new());
        let row = self.row_of_tokens();
        let spans = self.spans.take().unwrap_or_default();
        SpannedRow::new(row, self.tokens.clone(), spans)
    }

    /// The row of a text without the tokens for which `removed` is true. The remaining tokens count as
    /// neighbours, as if the text had been written that way.
    ///
    /// `tokens` come from a [`SpannedRow`].
    pub fn row_without(&mut self, tokens: &TokenBuffer, removed: impl Fn(usize) -> bool) -> Row {
        self.tokens.clear();
        for index in (0..tokens.len()).filter(|&index| !removed(index)) {
            self.tokens.push(tokens.token(index), tokens.span(index));
        }
        self.row_of_forms()
    }

    fn row_of_tokens(&mut self) -> Row {
        if let Some(base_forms) = &mut self.base_forms {
            base_forms.replace(&mut self.tokens);
        }
        self.row_of_forms()
    }

    /// The row of the tokens, with base forms instead of word forms.
    fn row_of_forms(&mut self) -> Row {
        self.known.clear();
        self.known.resize(self.tokens.len(), false);
        self.count_words();
        self.count_chars();
        let mut weights = Vec::new();
        let weighting = &self.weighting;
        if self.rows <= SEARCHED_TEXTS {
            self.counter.drain(|term, count| {
                let weight = self.features.term_weight(term as usize);
                weights.push((term, weighting.tf(count) * weight));
            });
        } else {
            let term_weights = self.cache.term_weights(self.features);
            self.counter.drain(|term, count| {
                weights.push((term, weighting.tf(count) * term_weights[term as usize]));
            });
        }
        weighting.normalise(&mut weights);
        Row {
            weights,
            tokens: self.tokens.len() as u64,
            known_tokens: self.known.iter().filter(|&&known| known).count() as u64,
            known_share: self.known_share(),
            content_words: self.content_words(),
        }
    }

    /// The words of the text that was read last which belong to no known term, in order; words are tokens longer than one
    /// letter or digit.
    pub fn unknown_words(&self) -> impl Iterator<Item = &str> {
        let unknown = (0..self.tokens.len()).filter(|&index| !self.known[index]);
        let tokens = unknown.map(|index| self.tokens.token(index));
        tokens.filter(|token| is_word(token))
    }

    fn known_share(&self) -> f64 {
        let tokens = 0..self.tokens.len();
        let words = tokens.filter(|&index| is_word(self.tokens.token(index)));
        let (mut count, mut known) = (0u64, 0u64);
        for index in words {
            count += 1;
            known += u64::from(self.known[index]);
        }
        known as f64 / count.max(1) as f64
    }

    fn content_words(&self) -> u64 {
        let stop_words = self.cache.stop_words(self.features);
        let mut found = [""; MOST_CONTENT_WORDS];
        let mut count = 0;
        let known = (0..self.tokens.len()).filter(|&index| self.known[index]);
        for token in known.map(|index| self.tokens.token(index)) {
            if count == MOST_CONTENT_WORDS {
                break;
            }
            let is_new = !found[..count].contains(&token);
            if is_new && is_word(token) && !stop_words.contains(token) {
                found[count] = token;
                count += 1;
            }
        }
        count as u64
    }

    fn tokenize(&mut self, text: &str) {
        let settings = &self.features.settings;
        if settings.stop_words.is_empty() {
            self.tokenizer.read(text, &mut self.tokens);
        } else {
            let keep = |token: &str| settings.keeps(token);
            self.tokenizer.read_kept(text, &mut self.tokens, keep);
        }
    }

    /// Counts word n-grams, shorter ones first.
    fn count_words(&mut self) {
        self.rows += 1;
        if self.rows <= SEARCHED_TEXTS {
            self.search_words();
        } else {
            self.look_words_up();
        }
    }

    fn search_words(&mut self) {
        let range = self.features.settings.ngrams;
        for length in range.low()..=range.high() {
            for first in 0..(self.tokens.len() + 1).saturating_sub(length) {
                self.ngram.clear();
                for position in first..first + length {
                    if position > first {
                        self.ngram.push(' ');
                    }
                    self.ngram.push_str(self.tokens.token(position));
                }
                if let Some(term) = self.features.vocabulary.index(&self.ngram) {
                    self.count(term as u32, first..first + length);
                }
            }
        }
    }

    fn look_words_up(&mut self) {
        let lexicon = self.features.vocabulary.lexicon();
        let range = self.features.settings.ngrams;
        self.numbers.clear();
        let tokens = 0..self.tokens.len();
        let numbers = tokens.map(|index| lexicon.token(&self.tokens, index));
        self.numbers.extend(numbers);
        self.ngrams.clone_from(&self.numbers);
        for length in 1..=range.high().min(self.numbers.len()) {
            for first in 0..=self.numbers.len() - length {
                let term = if length == 1 {
                    lexicon.token_term(self.numbers[first])
                } else {
                    let last = self.numbers[first + length - 1];
                    let (ngram, term) = lexicon.longer(length, self.ngrams[first], last);
                    self.ngrams[first] = ngram;
                    term
                };
                if term != NONE && range.contains(length) {
                    self.count(term, first..first + length);
                }
            }
        }
    }

    /// Counts one occurrence of a term with its tokens.
    #[inline]
    fn count(&mut self, term: u32, tokens: Range<usize>) {
        self.counter.add(term, 1);
        self.known[tokens.clone()].fill(true);
        if let Some(spans) = &mut self.spans {
            spans.push((term, tokens));
        }
    }

    fn count_chars(&mut self) {
        let Some(range) = self.features.settings.char_ngrams else {
            return;
        };
        let vocabulary = &self.features.vocabulary;
        let lexicon = (self.rows > SEARCHED_TEXTS).then(|| vocabulary.lexicon());
        let term_of = |ngram: &str| match lexicon {
            Some(lexicon) => lexicon.char_ngram(ngram),
            None => vocabulary.index(ngram).map(|term| term as u32),
        };
        for position in 0..self.tokens.len() {
            let token = self.tokens.token(position);
            let (mut all, mut known) = (0, 0);
            for_each_char_ngram(token, range, |ngram| {
                all += 1;
                if let Some(term) = term_of(ngram) {
                    known += 1;
                    self.counter.add(term, 1);
                    if let Some(spans) = &mut self.spans {
                        spans.push((term, position..position + 1));
                    }
                }
            });
            // Words of any language share some parts of words with those of training.
            self.known[position] |= known > 0 && 2 * known >= all;
        }
    }
}

/// True unless the token is one letter or digit; Chinese and Japanese characters are words.
fn is_word(token: &str) -> bool {
    let mut characters = token.chars();
    characters.next().is_some_and(|first| first >= FIRST_SIGN) || characters.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::TokenizedCorpus;
    use crate::features::{FeatureSettings, Fit};
    use crate::text::NgramRange;

    #[test]
    fn letters_and_digits_are_no_words() {
        for (token, expected) in [
            ("a", false),
            ("و", false),
            ("5", false),
            ("of", true),
            ("", false),
        ] {
            assert_eq!(is_word(token), expected, "{token}");
        }
        assert!(is_word("中") && is_word("55") && is_word("في"));
    }

    #[test]
    fn searching_and_looking_up_give_the_same_rows() {
        let texts = [
            "a b c d a b",
            "b c d",
            "d c b a",
            "a b x c",
            "",
            "c d a b c",
        ];
        let mut corpus = TokenizedCorpus::default();
        for (index, text) in texts.iter().enumerate() {
            let label = ["x", "y"][index % 2];
            corpus.push(text, label).unwrap();
        }
        let chars = NgramRange::new(1, 2).ok();
        for (low, high, char_ngrams) in [(1, 1, None), (1, 3, None), (2, 3, None), (1, 2, chars)] {
            let settings = FeatureSettings {
                ngrams: NgramRange::new(low, high).unwrap(),
                char_ngrams,
                max_features: Some(9 + char_ngrams.map_or(0, |_| 6)),
                ..FeatureSettings::default()
            };
            let features = Fit::new(&corpus.all(), &settings).unwrap().into_features();
            let weights = TransformerCache::default();
            let mut searching = Transformer::new(&features, &weights);
            let mut looking_up = Transformer::new(&features, &weights);
            looking_up.rows = SEARCHED_TEXTS;
            for text in texts {
                assert_eq!(searching.row(text), looking_up.row(text), "{text}");
            }
        }
    }
}
