//! A document as numbers.

/// Weights of the known terms of one document.
///
/// Terms stand in the order in which they first occur, shorter n-grams before longer ones and
/// character n-grams last; every sum over a row runs in that order, so that a document gets the
/// same bits wherever it is computed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Index of each term in the vocabulary and its weight.
    pub weights: Vec<(u32, f64)>,
    /// Tokens of the document.
    pub tokens: u64,
    /// Tokens that take part in a known term.
    pub known_tokens: u64,
    /// Share of the words, tokens of more than a letter or digit, that take part in a known term; 0
    /// without words. Every letter is known alone, which tells nothing of a text.
    pub known_share: f64,
}
