//! Which candidates become the vocabulary.

use std::borrow::Cow;
use std::cmp::Ordering;

use rayon::prelude::*;

use super::settings::TermSelection;
use crate::features::counting::candidates::Candidates;

/// Document frequencies by class.
#[derive(Clone)]
pub(crate) struct ClassDf {
    /// For each candidate, one count per class.
    pub counts: Vec<Vec<u32>>,
    /// Documents of each class.
    pub documents: Vec<u64>,
}

/// Document frequencies of a part of the documents, by label; only those above 0.
pub(crate) struct PartDf {
    pub by_label: Vec<LabelDf>,
}

/// The documents of a part that have one label.
#[derive(Clone, Default)]
pub(crate) struct LabelDf {
    pub documents: u64,
    /// Candidates and the numbers of documents that contain them; a candidate may occur several times.
    pub counts: Vec<(u32, u32)>,
}

impl PartDf {
    /// The document frequencies of all documents but these.
    pub(crate) fn rest_of(&self, frequency: &[u32]) -> Vec<u32> {
        let mut rest = frequency.to_vec();
        for &(candidate, count) in self.by_label.iter().flat_map(|label| &label.counts) {
            rest[candidate as usize] -= count;
        }
        rest
    }
}

impl ClassDf {
    /// Document frequency of `candidate` in each class.
    pub(crate) fn of(&self, candidate: usize) -> impl Iterator<Item = u64> + Clone + '_ {
        let counts = self.counts.iter();
        counts.map(move |of_class| u64::from(of_class[candidate]))
    }

    /// Takes the counts of a part of the documents away.
    pub(crate) fn subtract(&mut self, part: &PartDf) {
        for ((counts, documents), part) in self.classes_mut().zip(&part.by_label) {
            *documents -= part.documents;
            for &(candidate, count) in &part.counts {
                counts[candidate as usize] -= count;
            }
        }
    }

    /// Gives the counts of a part of the documents back.
    pub(crate) fn add(&mut self, part: &PartDf) {
        for ((counts, documents), part) in self.classes_mut().zip(&part.by_label) {
            *documents += part.documents;
            for &(candidate, count) in &part.counts {
                counts[candidate as usize] += count;
            }
        }
    }

    fn classes_mut(&mut self) -> impl Iterator<Item = (&mut Vec<u32>, &mut u64)> {
        self.counts.iter_mut().zip(&mut self.documents)
    }

    /// The classes that have documents; borrowed if all have.
    pub(crate) fn present(&self) -> Cow<'_, ClassDf> {
        if !self.documents.contains(&0) {
            return Cow::Borrowed(self);
        }
        let classes = self.counts.iter().zip(&self.documents);
        let present = classes.filter(|&(_, &documents)| documents > 0);
        let (counts, documents) = present.map(|(c, &d)| (c.clone(), d)).unzip();
        Cow::Owned(ClassDf { counts, documents })
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

    /// The `most`-th largest mutual information of candidates whose document frequency satisfies `within`; 0 if there
    /// are fewer.
    pub(crate) fn information_threshold(
        &self,
        frequency: &[u32],
        within: impl Fn(u32) -> bool + Sync,
        most: usize,
    ) -> f64 {
        let candidates = frequency.par_iter().enumerate();
        let candidates = candidates.filter(|&(_, &df)| within(df));
        let mut scores: Vec<f64> = candidates
            .map(|(candidate, &df)| self.mutual_information(candidate, df))
            .collect();
        if most == 0 || scores.len() < most {
            return 0.0;
        }
        *scores
            .select_nth_unstable_by(most - 1, |a, b| b.total_cmp(a))
            .1
    }

    /// An upper bound of the mutual information of terms in `df` documents: what it would be if all of them were
    /// in the rarest classes. With `k` documents of a class of `n_c`, the class adds at most
    /// `k · (ln(n / n_c) + k / n_c)`, because `(1 − x) ln(1 − x) ≤ x² − x`.
    pub(crate) fn information_bound(&self, df: u64) -> f64 {
        let all: u64 = self.documents.iter().sum();
        let mut worth: Vec<(f64, u64)> = self
            .documents
            .iter()
            .filter(|&&n| n > 0)
            .map(|&n| {
                let share = df.min(n) as f64 / n as f64;
                (libm::log(all as f64 / n as f64) + share, n)
            })
            .collect();
        worth.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut left = df;
        let of_classes = worth.into_iter().map(|(worth, documents)| {
            let of_class = left.min(documents);
            left -= of_class;
            of_class as f64 * worth
        });
        of_classes.sum()
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

    /// Whether a candidate may become a term.
    fn is_kept(&self, _candidate: u32) -> bool {
        true
    }

    /// The text of each candidate that may become a term and satisfies `wanted`, with its number.
    fn terms(&self, wanted: impl Fn(u32) -> bool) -> Vec<(String, u32)>;
}

/// Candidates of all documents with the document frequencies of some of them.
pub(crate) struct KeptCandidates<'k, 'c> {
    pub candidates: &'k Candidates<'c>,
    pub frequency: &'k [u32],
    pub kept: &'k [bool],
}

impl CandidateTerms for KeptCandidates<'_, '_> {
    fn frequency(&self) -> &[u32] {
        self.frequency
    }

    fn is_kept(&self, candidate: u32) -> bool {
        self.kept[candidate as usize]
    }

    fn terms(&self, wanted: impl Fn(u32) -> bool) -> Vec<(String, u32)> {
        self.candidates.terms(|c| self.is_kept(c) && wanted(c))
    }
}

/// The best `most` candidates, or all; ties go to the term that sorts first.
pub(crate) fn select(
    candidates: &(impl CandidateTerms + Sync),
    class_df: &ClassDf,
    selection: TermSelection,
    most: Option<usize>,
) -> Vec<(String, u32)> {
    let all = 0..candidates.frequency().len() as u32;
    let count = all.filter(|&c| candidates.is_kept(c)).count();
    let mut terms = match most {
        Some(most) if most < count => best(candidates, class_df, selection, most),
        _ => candidates.terms(|_| true),
    };
    terms.par_sort_unstable();
    terms
}

fn best(
    candidates: &(impl CandidateTerms + Sync),
    class_df: &ClassDf,
    selection: TermSelection,
    most: usize,
) -> Vec<(String, u32)> {
    let scores: Vec<f64> = candidates
        .frequency()
        .par_iter()
        .enumerate()
        .map(|(candidate, &df)| match selection {
            _ if !candidates.is_kept(candidate as u32) => f64::NEG_INFINITY,
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
    fn no_term_tells_more_than_the_bound() {
        for documents in [vec![3, 5, 40], vec![1, 1, 1, 30], vec![12, 12]] {
            let all: u64 = documents.iter().sum();
            let bound = ClassDf {
                counts: Vec::new(),
                documents: documents.clone(),
            };
            let mut last = 0.0;
            for df in 1..all {
                let largest = bound.information_bound(df);
                assert!(largest >= last, "{documents:?} {df}");
                last = largest;
                // As many as fit in one class, the others in the next ones.
                for first in 0..documents.len() {
                    let mut left = df;
                    let mut counts = vec![vec![0]; documents.len()];
                    for class in (0..documents.len()).map(|n| (first + n) % documents.len()) {
                        let of_class = left.min(documents[class]);
                        counts[class][0] = of_class as u32;
                        left -= of_class;
                    }
                    let term = ClassDf {
                        counts,
                        documents: documents.clone(),
                    };
                    let information = term.mutual_information(0, df as u32);
                    assert!(
                        information <= largest + 1e-9,
                        "{documents:?} {df}: {information} {largest}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_information_threshold_is_that_of_the_last_selected_term() {
        let class_df = ClassDf {
            counts: vec![vec![4, 2, 1, 0], vec![0, 2, 1, 1]],
            documents: vec![4, 4],
        };
        let frequency = [4, 4, 2, 1];
        let of = |candidate: usize| class_df.mutual_information(candidate, frequency[candidate]);
        let least = |most| class_df.information_threshold(&frequency, |_| true, most);
        assert_eq!((least(1), least(2)), (of(0), of(3)));
        assert_eq!(least(5), 0.0);
        assert_eq!(
            class_df.information_threshold(&frequency, |df| df < 4, 1),
            of(3)
        );
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
