//! Positions of the terms of a text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::row::Row;
use crate::text::TokenBuffer;

/// The row of a text, with the positions of its terms.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SpannedRow {
    /// The row.
    pub row: Row,
    /// Its tokens as they are counted, with base forms instead of word forms; their spans are those of the
    /// words in the original text.
    pub tokens: TokenBuffer,
    /// The terms, in the order of the row.
    pub terms: Vec<SpannedTerm>,
}

/// A term of a text, its weight and its positions.
#[derive(Debug, Clone, PartialEq)]
pub struct SpannedTerm {
    /// Its index in the vocabulary.
    pub term: u32,
    /// Its weight in the row.
    pub weight: f64,
    /// The tokens of each of its occurrences, in order: for a word n-gram its words, for a character n-gram
    /// the word that contains it.
    pub occurrences: Vec<Range<usize>>,
}

impl SpannedRow {
    /// `counted` has the occurrences of the row's terms and their tokens.
    pub(crate) fn new(row: Row, tokens: TokenBuffer, counted: Vec<(u32, Range<usize>)>) -> Self {
        let weights = row.weights.iter();
        let mut terms: Vec<_> = weights
            .map(|&(term, weight)| SpannedTerm {
                term,
                weight,
                occurrences: Vec::new(),
            })
            .collect();
        let places: FxHashMap<u32, usize> =
            row.weights.iter().map(|&(term, _)| term).zip(0..).collect();
        for (term, tokens) in counted {
            if let Some(&place) = places.get(&term) {
                terms[place].occurrences.push(tokens);
            }
        }
        SpannedRow { row, tokens, terms }
    }

    /// Byte range of the original text from the first to the last of some tokens.
    ///
    /// The letters of a normalised token differ from those of the text, so a character n-gram has no byte
    /// range of its own: it gets that of its word.
    pub fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        self.tokens.span(tokens.start).start..self.tokens.span(tokens.end - 1).end
    }
}

#[cfg(test)]
mod tests {

    use crate::corpus::TokenizedCorpus;
    use crate::features::{FeatureSettings, Features, Fit, Transformer, TransformerCache};
    use crate::text::NgramRange;

    fn features(char_ngrams: Option<NgramRange>) -> Features {
        let settings = FeatureSettings {
            ngrams: NgramRange::new(1, 2).unwrap(),
            char_ngrams,
            ..FeatureSettings::default()
        };
        let mut corpus = TokenizedCorpus::new(settings.text(), Default::default());
        for (text, label) in [("أسعار النفط ترتفع", "x"), ("new oil prices", "y")] {
            corpus.push(text, label).unwrap();
        }
        Fit::new(&corpus.all(), &settings).unwrap().into_features()
    }

    /// Each term with its ranges of the text.
    fn found<'t>(features: &Features, text: &'t str) -> Vec<(String, Vec<&'t str>)> {
        let weights = TransformerCache::default();
        let mut transformer = Transformer::new(features, &weights);
        let spanned = transformer.spanned_row(text);
        assert_eq!(spanned.row, transformer.row(text));
        let terms = spanned.terms.iter().map(|term| {
            let name = features.vocabulary.term(term.term as usize);
            let places = term.occurrences.iter();
            let stretches = places.map(|tokens| &text[spanned.bytes(tokens)]);
            (name.to_owned(), stretches.collect())
        });
        terms.collect()
    }

    #[test]
    fn terms_stand_where_the_text_has_them() {
        let found = found(&features(None), "Oil: أسعارُ «النفط» and oil prices");
        let expected = [
            ("oil", vec!["Oil", "oil"]),
            ("اسعار", vec!["أسعارُ"]),
            ("النفط", vec!["النفط"]),
            ("prices", vec!["prices"]),
            ("اسعار النفط", vec!["أسعارُ «النفط"]),
            ("oil prices", vec!["oil prices"]),
        ];
        let expected = expected.map(|(term, places)| (term.to_owned(), places));
        assert_eq!(found, expected);
    }

    #[test]
    fn character_ngrams_stand_for_their_word() {
        let range = NgramRange::new(4, 4).unwrap();
        let found = found(&features(Some(range)), "ÖIL-boiler oil");
        let of = |term: &str| {
            let mut all = found.iter().filter(|(name, _)| name == term);
            all.next().map(|(_, places)| places.clone())
        };
        assert_eq!(of("~oil_"), Some(vec!["oil"]));
        assert_eq!(of("~_oil"), Some(vec!["oil"]));
    }

    #[test]
    fn what_stood_around_a_removed_token_is_counted_side_by_side() {
        let features = features(None);
        let weights = TransformerCache::default();
        let mut transformer = Transformer::new(&features, &weights);
        let spanned = transformer.spanned_row("oil and prices");
        let row = transformer.row_without(&spanned.tokens, |index| index == 1);
        assert_eq!(row, transformer.row("oil prices"));
    }
}
