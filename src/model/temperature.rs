//! The temperature: a divisor of scores before they become probabilities (Guo, Pleiss, Sun, Weinberger 2017,
//! "On calibration of modern neural networks").

use super::calibration::ScoredDocument;

/// Minimum and maximum temperature: scores of weight-normalised complement naive Bayes are near 1e-6, those
/// of unscaled counts of a long text near 1e5.
pub(super) const TEMPERATURES: (f64, f64) = (1e-9, 1e9);

/// Steps of the golden-section search: the interval shrinks to less than 1e-10 of its logarithm.
const STEPS: usize = 60;

/// Steps of a rough search: the interval shrinks to 0.02 of its logarithm, which hardly changes a log-loss.
const FEW_STEPS: usize = 16;

/// Classes whose probability is smaller than that of the best by this many powers of e do not change the sum.
const NEGLIGIBLE: f64 = 40.0;

/// Normalised exponentials of `scores` over `temperature`; the largest is subtracted first, so that results
/// for long texts are finite.
pub(crate) fn softmax(scores: &[f64], temperature: f64) -> Vec<f64> {
    let largest = largest(scores);
    let exponentials = scores
        .iter()
        .map(|score| libm::exp((score - largest) / temperature));
    let mut probabilities: Vec<f64> = exponentials.collect();
    let total: f64 = probabilities.iter().sum();
    probabilities.iter_mut().for_each(|p| *p /= total);
    probabilities
}

/// The temperature with the smallest log-loss for `documents`, in any order.
///
/// The target of the true class is `(n + 1) / (n + 2)` for `n` documents, and the other classes share the
/// rest (Platt 1999, "Probabilistic outputs for support vector machines"): a hundred correct predictions do
/// not make the next one certain. The loss is convex in the inverse of the temperature, so it has a single
/// minimum, which a golden-section search finds on a logarithmic scale. If the loss is equal, the higher
/// temperature is used, because it is less confident.
pub(crate) fn best_temperature(mut documents: Vec<ScoredDocument>) -> f64 {
    sort_by_content(&mut documents);
    best_of_sorted(&documents)
}

/// Like [`best_temperature`], for documents sorted by [`sort_by_content`].
pub(super) fn best_of_sorted(documents: &[ScoredDocument]) -> f64 {
    let documents = documents.iter();
    let gaps = Gaps::new(documents.map(|d| (d.scores.as_slice(), d.truth)));
    gaps.best_temperature(STEPS)
}

/// About the temperature with the smallest log-loss for scores and their true classes, which should be in an
/// order determined by their content.
pub(crate) fn rough_temperature(documents: &[(&[f64], usize)]) -> f64 {
    Gaps::new(documents.iter().copied()).best_temperature(FEW_STEPS)
}

/// Sorts documents by their content; sums use this order.
pub(super) fn sort_by_content(documents: &mut [ScoredDocument]) {
    documents.sort_by(|a, b| {
        let scores = a.scores.iter().zip(&b.scores);
        let mut scores = scores.map(|(a, b)| a.total_cmp(b));
        let differ = scores.find(|order| order.is_ne());
        differ.unwrap_or(a.truth.cmp(&b.truth))
    });
}

/// Differences between scores and the largest score of their document.
struct Gaps {
    /// For each class, document by document.
    of_classes: Vec<Vec<f64>>,
    /// Sum over the documents of the expected difference, which is nearly that of the true class.
    of_targets: f64,
}

impl Gaps {
    fn new<'d>(documents: impl ExactSizeIterator<Item = (&'d [f64], usize)>) -> Self {
        let spread = 1.0 / (documents.len() as f64 + 2.0);
        let mut gaps = Gaps {
            of_classes: Vec::with_capacity(documents.len()),
            of_targets: 0.0,
        };
        for (scores, truth) in documents {
            let largest = largest(scores);
            let of_classes: Vec<f64> = scores.iter().map(|score| largest - score).collect();
            let of_truth = of_classes[truth];
            let others = (scores.len() - 1).max(1) as f64;
            let of_others = (of_classes.iter().sum::<f64>() - of_truth) / others;
            gaps.of_targets += of_truth + spread * (of_others - of_truth);
            gaps.of_classes.push(of_classes);
        }
        gaps
    }

    /// The temperature with the smallest loss.
    fn best_temperature(&self, steps: usize) -> f64 {
        let loss = |log_temperature: f64| self.loss(libm::exp(log_temperature));
        let golden = (libm::sqrt(5.0) - 1.0) / 2.0;
        let (mut low, mut high) = (libm::log(TEMPERATURES.0), libm::log(TEMPERATURES.1));
        let (mut left, mut right) = (high - golden * (high - low), low + golden * (high - low));
        let (mut at_left, mut at_right) = (loss(left), loss(right));
        for _ in 0..steps {
            if at_left < at_right {
                (high, right, at_right) = (right, left, at_left);
                left = high - golden * (high - low);
                at_left = loss(left);
            } else {
                (low, left, at_left) = (left, right, at_right);
                right = low + golden * (high - low);
                at_right = loss(right);
            }
        }
        libm::exp((low + high) / 2.0)
    }

    /// Sum over the documents of `−Σ target(c) · ln p(c)`.
    fn loss(&self, temperature: f64) -> f64 {
        let log_totals = self.of_classes.iter().map(|gaps| {
            let gaps = gaps.iter().map(|gap| gap / temperature);
            let counted = gaps.filter(|&gap| gap < NEGLIGIBLE);
            let exponentials = counted.map(|gap| libm::exp(-gap));
            libm::log(exponentials.sum())
        });
        self.of_targets / temperature + log_totals.sum::<f64>()
    }
}

fn largest(scores: &[f64]) -> f64 {
    scores.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    /// Expected values from `tests/reference/calibration.py`.
    #[derive(Deserialize)]
    struct Reference {
        temperatures: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        scores: Vec<Vec<f64>>,
        truth: Vec<usize>,
        temperature: f64,
    }

    fn document((scores, truth): (Vec<f64>, usize)) -> ScoredDocument {
        ScoredDocument {
            scores,
            truth,
            tokens: 1,
            known_tokens: 1,
            known_share: 1.0,
            similarity: 0.1,
            content_words: 1,
        }
    }

    fn best(documents: impl IntoIterator<Item = (Vec<f64>, usize)>) -> f64 {
        best_temperature(documents.into_iter().map(document).collect())
    }

    #[test]
    fn the_temperature_is_scipys() {
        let reference = include_str!("../../tests/reference/calibration.json");
        let reference: Reference = serde_json::from_str(reference).unwrap();
        assert_eq!(reference.temperatures.len(), 3);
        for case in reference.temperatures {
            let have = best(case.scores.into_iter().zip(case.truth));
            let relative = have / case.temperature - 1.0;
            assert!(relative.abs() < 1e-6, "{have} {}", case.temperature);
        }
    }

    #[test]
    fn scores_of_any_size_have_their_temperature() {
        let documents = |scale: f64| {
            let scores = [[2.0, 0.0], [1.0, 3.0], [0.5, 0.0], [0.0, 1.0]];
            let scores = scores.map(|row| row.map(|score| score * scale).to_vec());
            scores.into_iter().zip([0, 1, 1, 1])
        };
        let unit = best(documents(1.0));
        for scale in [1e-7, 1e-3, 1e5] {
            let relative = best(documents(scale)) / scale / unit - 1.0;
            assert!(relative.abs() < 1e-6, "{scale}: {relative}");
        }
    }

    #[test]
    fn a_model_that_got_all_right_is_not_certain() {
        for documents in [10, 1_000] {
            let temperature = best(vec![(vec![3.0, 1.0], 0); documents]);
            let have = softmax(&[3.0, 1.0], temperature)[0];
            // With a single pair of scores the best probability is the target itself.
            let want = (documents as f64 + 1.0) / (documents as f64 + 2.0);
            assert!((have - want).abs() < 1e-6, "{have} {want}");
        }
    }

    #[test]
    fn what_says_nothing_is_not_trusted() {
        assert!(best(vec![(vec![1.0, 1.0], 0); 9]) > 1e8);
        let always_wrong = best(vec![(vec![1.0, 0.0], 1); 9]);
        assert!(always_wrong > 1e8, "{always_wrong}");
    }

    #[test]
    fn huge_scores_give_a_temperature_in_its_bounds() {
        for scores in [[1e300, -1e300], [f64::MAX, f64::MIN], [0.0, 1e-300]] {
            let temperature = best(vec![(scores.to_vec(), 0), (scores.to_vec(), 1)]);
            assert!((TEMPERATURES.0..=TEMPERATURES.1).contains(&temperature));
            let probabilities = softmax(&scores, temperature);
            assert!(probabilities.iter().all(|p| p.is_finite()), "{scores:?}");
        }
    }

    #[test]
    fn large_scores_stay_finite() {
        assert_eq!(softmax(&[-5000.0, -5000.0], 1.0), [0.5, 0.5]);
        assert_eq!(softmax(&[5000.0, 0.0], 1.0), [1.0, 0.0]);
    }
}
