//! Which candidates become the vocabulary.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::settings::TermSelection;
use crate::features::counting::candidates::Candidates;

/// Document frequencies by class.
pub(crate) struct ClassDf {
    /// For each candidate, one count per class.
    pub counts: Vec<Vec<u32>>,
    /// Documents of each class.
    pub documents: Vec<u64>,
}

impl ClassDf {
    /// Document frequency of `candidate` in each class.
    pub(crate) fn of(&self, candidate: usize) -> impl Iterator<Item = u64> + Clone + '_ {
        let counts = self.counts.iter();
        counts.map(move |of_class| u64::from(of_class[candidate]))
    }

    /// Mutual information, times the number of documents, between the class and the presence of
    /// `candidate` (Manning, Raghavan and Schütze 2008, equation 13.17).
    fn mutual_information(&self, candidate: usize, df: u32) -> f64 {
        let all: u64 = self.documents.iter().sum();
        let (with, without) = (u64::from(df), all - u64::from(df));
        let of_classes = self
            .of(candidate)
            .zip(&self.documents)
            .map(|(count, &documents)| {
                information(count, with, documents, all)
                    + information(documents - count, without, documents, all)
            });
        sum_by_size(of_classes)
    }

    /// Chi-squared statistic of the documents that contain `candidate`, by class, against the shares of the
    /// classes: `Σ (observed − expected)² / expected`, which is scikit-learn's `chi2` on presence. The
    /// textbook statistic (Manning, Raghavan and Schütze 2008, equation 13.18) also adds the documents
    /// without the term, and equals this times `n / (n − df)`.
    fn chi_squared(&self, candidate: usize, df: u32) -> f64 {
        let all: u64 = self.documents.iter().sum();
        let of_classes = self
            .of(candidate)
            .zip(&self.documents)
            .map(|(count, &documents)| {
                let expected = f64::from(df) * documents as f64 / all as f64;
                let deviation = count as f64 - expected;
                deviation * deviation / expected
            });
        sum_by_size(of_classes)
    }
}

/// The sum in order of size, so that terms with the same counts in different classes tie exactly.
fn sum_by_size(of_classes: impl Iterator<Item = f64>) -> f64 {
    let mut of_classes: Vec<f64> = of_classes.collect();
    of_classes.sort_unstable_by(f64::total_cmp);
    of_classes.into_iter().sum()
}

/// `count · ln(count · all / (row · column))`.
fn information(count: u64, row: u64, column: u64, all: u64) -> f64 {
    if count == 0 {
        return 0.0;
    }
    let count = count as f64;
    count * libm::log(count * all as f64 / (row as f64 * column as f64))
}

/// Terms from which the vocabulary is selected, by number.
pub(crate) trait CandidateTerms {
    /// Document frequency of each.
    fn frequency(&self) -> &[u32];

    /// The text of each term that satisfies `wanted`, with its number.
    fn terms(&self, wanted: impl Fn(u32) -> bool) -> Vec<(String, u32)>;
}

impl CandidateTerms for Candidates<'_> {
    fn frequency(&self) -> &[u32] {
        Candidates::frequency(self)
    }

    fn terms(&self, wanted: impl Fn(u32) -> bool) -> Vec<(String, u32)> {
        Candidates::terms(self, wanted)
    }
}

/// The best `most` candidates, or all; ties go to the term that sorts first.
pub(crate) fn select(
    candidates: &impl CandidateTerms,
    class_df: &ClassDf,
    selection: TermSelection,
    most: Option<usize>,
) -> Vec<(String, u32)> {
    let mut terms = match most {
        Some(most) if most < candidates.frequency().len() => {
            best(candidates, class_df, selection, most)
        }
        _ => candidates.terms(|_| true),
    };
    terms.par_sort_unstable();
    terms
}

fn best(
    candidates: &impl CandidateTerms,
    class_df: &ClassDf,
    selection: TermSelection,
    most: usize,
) -> Vec<(String, u32)> {
    let scores: Vec<f64> = candidates
        .frequency()
        .par_iter()
        .enumerate()
        .map(|(candidate, &df)| match selection {
            TermSelection::MutualInformation => class_df.mutual_information(candidate, df),
            TermSelection::ChiSquared => class_df.chi_squared(candidate, df),
            TermSelection::DocumentFrequency => f64::from(df),
        })
        .collect();
    let mut sorted = scores.clone();
    let (_, &mut threshold, _) = sorted.select_nth_unstable_by(most - 1, |a, b| b.total_cmp(a));
    let mut above =
        candidates.terms(|c| scores[c as usize].total_cmp(&threshold) == Ordering::Greater);
    let mut tied =
        candidates.terms(|c| scores[c as usize].total_cmp(&threshold) == Ordering::Equal);
    tied.sort_unstable();
    tied.truncate(most - above.len());
    above.extend(tied);
    above
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mutual_information_is_that_of_a_textbook() {
        // Manning, Raghavan, Schütze (2008), example 13.3: "export" and class poultry in
        // Reuters-RCV1; I = 0.0001105 bits over 801,948 documents.
        let class_df = ClassDf {
            counts: vec![vec![49], vec![27_652]],
            documents: vec![49 + 141, 27_652 + 774_106],
        };
        let bits = class_df.mutual_information(0, 49 + 27_652) / 801_948.0 / std::f64::consts::LN_2;
        assert!((bits - 0.000_110_5).abs() < 5e-8, "{bits}");
    }
    #[test]
    fn chi_squared_is_scikit_learns() {
        // sklearn.feature_selection.chi2([[1, 1], [1, 0], [0, 0], [1, 0], [0, 1], [0, 1], [0, 1]],
        // [0, 0, 0, 0, 1, 1, 2])[0]
        let class_df = ClassDf {
            counts: vec![vec![3, 1], vec![0, 2], vec![0, 1]],
            documents: vec![4, 2, 1],
        };
        assert!((class_df.chi_squared(0, 3) - 2.25).abs() < 1e-12);
        assert!((class_df.chi_squared(1, 4) - 1.6875).abs() < 1e-12);
    }
}
