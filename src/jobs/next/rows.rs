//! TF-IDF rows of documents whose words need not be known to the model.

use rayon::prelude::*;

use crate::corpus::TokenizedCorpus;
use crate::error::Result;

/// Weights are whole numbers: products and sums of them do not depend on the order.
const UNIT: f64 = (1_u64 << 15) as f64;

/// The square of a row's length; similarities are from 0 to this.
pub(super) const ONE: u64 = 1 << 30;

/// Maximum number of terms of a row: those with the largest weights, so long documents take no more memory
/// than short ones.
const MOST_TERMS: usize = 128;

/// Terms and weights of a document, of unit length; `weight / 2¹⁵` is the share of a term.
pub(super) type TermRow = Vec<(u32, u32)>;

/// The inverse document frequency of each token of a corpus: `ln ((1 + n) / (1 + df)) + 1`, as in training.
pub(super) fn idf(corpus: &TokenizedCorpus) -> Result<Vec<f64>> {
    let frequencies = document_frequencies(corpus)?;
    let documents = 1.0 + corpus.len() as f64;
    let idf = |df: u32| libm::log(documents / (1.0 + f64::from(df))) + 1.0;
    Ok(frequencies.into_iter().map(idf).collect())
}

fn document_frequencies(corpus: &TokenizedCorpus) -> Result<Vec<u32>> {
    let mut frequencies = vec![0; corpus.tokens().len()];
    let (mut reader, mut tokens) = (corpus.reader(), Vec::new());
    for document in 0..corpus.len() {
        tokens.clear();
        tokens.extend(reader.occurrences(document)?.map(|(token, _)| token));
        tokens.sort_unstable();
        tokens.dedup();
        tokens
            .iter()
            .for_each(|&token: &u32| frequencies[token as usize] += 1);
    }
    Ok(frequencies)
}

/// The rows of these documents, in order.
pub(super) fn rows(
    corpus: &TokenizedCorpus,
    idf: &[f64],
    documents: &[usize],
) -> Result<Vec<TermRow>> {
    let rows = documents.par_iter().map_init(
        || (corpus.reader(), Vec::new()),
        |(reader, tokens), &document| {
            tokens.clear();
            tokens.extend(reader.occurrences(document)?);
            Ok(row(corpus, idf, tokens))
        },
    );
    rows.collect()
}

/// The row of a document with these tokens and counts; a token may occur again.
fn row(corpus: &TokenizedCorpus, idf: &[f64], tokens: &mut [(u32, u32)]) -> TermRow {
    tokens.sort_unstable();
    let terms = tokens.chunk_by(|a, b| a.0 == b.0);
    let mut weights: Vec<(u32, f64)> = terms
        .map(|of_term| {
            let count: u32 = of_term.iter().map(|&(_, count)| count).sum();
            let tf = 1.0 + libm::log(f64::from(count));
            (of_term[0].0, tf * idf[of_term[0].0 as usize])
        })
        .collect();
    // Ids of tokens depend on threads, their texts do not.
    let text = |token: u32| corpus.tokens().token(token);
    weights.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| text(a.0).cmp(text(b.0))));
    weights.truncate(MOST_TERMS);
    let length = libm::sqrt(weights.iter().map(|(_, weight)| weight * weight).sum());
    let units = |weight: f64| (weight / length * UNIT) as u32;
    weights
        .into_iter()
        .map(|(token, weight)| (token, units(weight)))
        .collect()
}
