//! The numeric vector of a document.

/// Weights of the known terms of one document.
///
/// Terms are in order of first occurrence, shorter n-grams before longer ones and character n-grams last.
/// Every sum over a row uses this order, so a document gets the same bits wherever it is computed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Index of each term in the vocabulary and its weight.
    pub weights: Vec<(u32, f64)>,
    /// Tokens of the document.
    pub tokens: u64,
    /// Tokens that belong to a known word or word n-gram, or half of whose character n-grams are known.
    pub known_tokens: u64,
    /// Share of the words (tokens longer than one letter or digit) that belong to a known term; 0 without
    /// words. Single letters are not counted: nearly all are known, which says nothing about a text.
    pub known_share: f64,
    /// Number of distinct known words that are not in a built-in stop list; at most eight are counted.
    pub content_words: u64,
}
