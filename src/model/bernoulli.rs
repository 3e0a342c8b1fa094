//! Bernoulli naive Bayes (McCallum and Nigam 1998, "A comparison of event models for naive Bayes
//! text classification"), which linfa does not have.
//!
//! A document is the set of its terms; absent terms also count. With `p = (n_tc + α) / (n_c + 2α)`, the
//! smoothed share of the documents of class `c` that contain term `t`, the log likelihood is the sum of `ln
//! p` over the terms of the document and of `ln (1 − p)` over all others. This equals the sum of `ln (1 − p)`
//! over all terms, which is the bias of the class, plus the sum of `ln p − ln (1 − p)` over the terms of the
//! document. So it is linear, like the other algorithms.

use super::class_sums::ClassSums;

/// Weights of all terms in a class.
pub(super) fn weights(sums: &ClassSums, class: usize, alpha: f64) -> Vec<f64> {
    let documents = sums.documents(class);
    let weight = |with: f64| libm::log(with + alpha) - libm::log(lacking(documents, with) + alpha);
    sums.of_class(class).into_iter().map(weight).collect()
}

/// Bias of a class: log likelihood of a document without any term.
pub(super) fn bias(sums: &ClassSums, class: usize, alpha: f64) -> f64 {
    let documents = sums.documents(class);
    let smoothed = documents + 2.0 * alpha;
    let log_absence = |with: f64| libm::log((lacking(documents, with) + alpha) / smoothed);
    sums.of_class(class).into_iter().map(log_absence).sum()
}

/// Documents of a class without a term; balanced sums are rounded, so `with` may slightly exceed the total.
fn lacking(documents: f64, with: f64) -> f64 {
    (documents - with).max(0.0)
}
