//! Weights of counts and terms.
//!
//! - inverse document frequency: `ln((1 + n) / (1 + df)) + 1`, the smooth form of scikit-learn's
//!   `TfidfTransformer`;
//! - class weighting: `1 − 0.9 H / ln K`, where `H` is the entropy of the class given the term,
//!   from smoothed shares of the documents of each class. It is the entropy weight of Dumais
//!   (1991, "Improving the retrieval of information from external sources") taken over classes
//!   instead of documents: a term of one class counts fully, a term spread evenly a tenth.

use super::settings::{ClassWeighting, Idf, Norm, Tf};

/// Share of the class weight that an evenly distributed term loses.
const ENTROPY_SHARE: f64 = 0.9;

/// Pseudo-documents with the term, and without it, in each class.
const ENTROPY_PRIOR: f64 = 0.1;

/// Inverse document frequency of a term that occurs in `df` of `documents`.
pub(crate) fn idf(idf: Idf, df: u64, documents: u64) -> f64 {
    match idf {
        Idf::Smooth => libm::log((1.0 + documents as f64) / (1.0 + df as f64)) + 1.0,
        Idf::None => 1.0,
    }
}

/// Class weight of a term from its document frequency in each class; rounded to 32 bits, the
/// precision in which a model keeps it.
pub(crate) fn class_weight(
    weighting: ClassWeighting,
    class_df: impl Iterator<Item = u64> + Clone,
    class_documents: &[u64],
) -> f32 {
    if weighting == ClassWeighting::None || class_documents.len() < 2 {
        return 1.0;
    }
    let rates = class_df.zip(class_documents).map(|(df, &documents)| {
        (df as f64 + ENTROPY_PRIOR) / (documents as f64 + 2.0 * ENTROPY_PRIOR)
    });
    let total: f64 = rates.clone().sum();
    let entropy: f64 = rates
        .map(|rate| rate / total)
        .map(|share| -share * libm::log(share))
        .sum();
    let even = libm::log(class_documents.len() as f64);
    (1.0 - ENTROPY_SHARE * (entropy / even).min(1.0)) as f32
}

/// Turns counts into weights, identically in training and classification.
#[derive(Debug, Clone)]
pub(crate) struct Weighting {
    norm: Norm,
    tf: Tf,
    /// `1 + ln count` for small counts.
    logarithms: Vec<f64>,
}

impl Weighting {
    pub(crate) fn new(tf: Tf, norm: Norm) -> Self {
        let logarithms = (0..64).map(|count| sublinear(f64::from(count))).collect();
        Weighting {
            norm,
            tf,
            logarithms,
        }
    }

    /// Weight of a count before the term's own weight.
    #[inline]
    pub(crate) fn tf(&self, count: u32) -> f64 {
        match self.tf {
            Tf::Raw => f64::from(count),
            Tf::Binary => 1.0,
            Tf::Sublinear => match self.logarithms.get(count as usize) {
                Some(&weight) => weight,
                None => sublinear(f64::from(count)),
            },
        }
    }

    /// Scales a row.
    #[inline]
    pub(crate) fn normalise(&self, row: &mut [(u32, f64)]) {
        let length = match self.norm {
            Norm::L2 => row
                .iter()
                .map(|(_, weight)| weight * weight)
                .sum::<f64>()
                .sqrt(),
            Norm::L1 => row.iter().map(|(_, weight)| weight).sum(),
            Norm::None => return,
        };
        if length > 0.0 {
            for (_, weight) in row {
                *weight /= length;
            }
        }
    }
}

fn sublinear(count: f64) -> f64 {
    if count > 0.0 {
        1.0 + libm::log(count)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverse_document_frequency_is_scikit_learns() {
        // numpy: np.log((1 + 3) / (1 + 1)) + 1
        assert_eq!(idf(Idf::Smooth, 1, 3), 1.693_147_180_559_945_3);
        assert_eq!(idf(Idf::Smooth, 3, 3), 1.0);
        assert_eq!(idf(Idf::None, 1, 3), 1.0);
    }

    #[test]
    fn class_weight_runs_from_a_tenth_to_nearly_one() {
        let weight =
            |df: [u64; 2]| class_weight(ClassWeighting::Entropy, df.into_iter(), &[1000, 1000]);
        assert!((weight([500, 500]) - 0.1).abs() < 1e-6);
        assert!(weight([1000, 0]) > 0.99);
        assert!(weight([2, 0]) < weight([200, 0]));
        assert_eq!(
            class_weight(ClassWeighting::None, [7, 0].into_iter(), &[9, 9]),
            1.0
        );
    }

    #[test]
    fn rows_are_scaled_to_unit_length() {
        let weights = |norm| {
            let mut row = [(0, 3.0), (1, 4.0)];
            Weighting::new(Tf::Raw, norm).normalise(&mut row);
            (row[0].1, row[1].1)
        };
        assert_eq!(weights(Norm::L2), (0.6, 0.8));
        assert_eq!(weights(Norm::L1), (3.0 / 7.0, 4.0 / 7.0));
        assert_eq!(weights(Norm::None), (3.0, 4.0));
    }

    #[test]
    fn term_frequencies() {
        let tf = |tf| Weighting::new(tf, Norm::L2).tf(100);
        assert_eq!((tf(Tf::Raw), tf(Tf::Binary)), (100.0, 1.0));
        // math.log(100) + 1
        assert!((tf(Tf::Sublinear) - 5.605_170_185_988_092).abs() < 1e-15);
    }
}
