//! Splits into training and test sets.

use jiff::Timestamp;

use super::folds::assign_folds;
use super::groups::Groups;
use crate::corpus::{Selection, TokenizedCorpus};
use crate::error::{Error, Result};

/// A split of a corpus; documents may be in neither set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// For each document of the corpus, whether it is in the training set.
    is_learned: Vec<bool>,
    /// The test documents, by their numbers in the corpus; none of them is in the training set.
    pub tested: Vec<usize>,
}

impl Split {
    /// A split from given selections.
    ///
    /// # Errors
    /// When a document is in both the training and the test set.
    pub fn new(learned: &Selection<'_>, tested: &Selection<'_>) -> Result<Self> {
        if let Some(both) = tested.documents().find(|&d| learned.contains(d)) {
            return Err(Error::Settings(format!(
                "document {both} is both learned from and tested"
            )));
        }
        let documents = 0..learned.corpus().len();
        Ok(Split {
            is_learned: documents.map(|d| learned.contains(d)).collect(),
            tested: tested.documents().collect(),
        })
    }

    /// Checks that this is a split of a corpus.
    pub(crate) fn check(&self, corpus: &TokenizedCorpus) -> Result<()> {
        if self.is_learned.len() != corpus.len() {
            return Err(Error::Settings(format!(
                "this is a split of {} documents, but the corpus has {}",
                self.is_learned.len(),
                corpus.len()
            )));
        }
        Ok(())
    }

    /// The training set.
    pub fn learned<'c>(&self, corpus: &'c TokenizedCorpus) -> Selection<'c> {
        corpus.select(|document| self.is_learned.get(document) == Some(&true))
    }

    /// One split for each of `folds` stratified folds, which do not separate groups: the fold is the test
    /// set, all others are the training set.
    ///
    /// # Errors
    /// Those of [`assign_folds`].
    pub fn by_folds(
        corpus: &TokenizedCorpus,
        groups: &Groups,
        folds: usize,
        seed: u64,
    ) -> Result<Vec<Split>> {
        let fold_of = assign_folds(corpus, groups, folds, seed)?;
        let fold_of: Vec<_> = fold_of.into_iter().map(Some).collect();
        Ok(Split::of_folds(&fold_of, folds))
    }

    /// One split per fold; documents without a fold are in neither set.
    pub(crate) fn of_folds(fold_of: &[Option<usize>], folds: usize) -> Vec<Split> {
        let split = |fold| Split {
            is_learned: fold_of
                .iter()
                .map(|of| of.is_some_and(|of| of != fold))
                .collect(),
            tested: (0..fold_of.len())
                .filter(|&document| fold_of[document] == Some(fold))
                .collect(),
        };
        (0..folds).map(split).collect()
    }

    /// Forward chaining: documents sorted by `dates`, one date per document, are divided into `splits + 1`
    /// blocks of about the same size. Each block except the first is tested with a model trained on all
    /// blocks before it (Hyndman and Athanasopoulos, "Forecasting", section 5.10: evaluation on a rolling
    /// forecasting origin). Documents with the same date are in one block.
    ///
    /// # Errors
    /// When `splits` is 0, or there are fewer dates than blocks.
    pub fn by_time(dates: &[Timestamp], splits: usize) -> Result<Vec<Split>> {
        if splits == 0 {
            return Err(Error::Settings(
                "`split` time needs at least 1 fold, which tests the later half".into(),
            ));
        }
        let mut order: Vec<usize> = (0..dates.len()).collect();
        order.sort_by_key(|&document| dates[document]);
        let cuts = cuts(dates, &order, splits)?;
        let ends = cuts.iter().skip(1).copied().chain([order.len()]);
        let split = |(start, end): (&usize, usize)| {
            let mut is_learned = vec![false; dates.len()];
            order[..*start].iter().for_each(|&d| is_learned[d] = true);
            let mut tested = order[*start..end].to_vec();
            tested.sort_unstable();
            Split { is_learned, tested }
        };
        Ok(cuts.iter().zip(ends).map(split).collect())
    }
}

/// Start positions of the blocks except the first: among the positions where the date changes, those nearest
/// to equal block sizes.
fn cuts(dates: &[Timestamp], order: &[usize], splits: usize) -> Result<Vec<usize>> {
    let changes: Vec<usize> = (1..order.len())
        .filter(|&place| dates[order[place - 1]] != dates[order[place]])
        .collect();
    if changes.len() < splits {
        return Err(Error::Settings(format!(
            "`split` time needs at least {} different dates for as many blocks, and there are {}; ask for fewer folds, or name the field of the dates with `date_field`",
            splits.saturating_add(1),
            changes.len() + usize::from(!order.is_empty())
        )));
    }
    let mut cuts = Vec::with_capacity(splits);
    let mut from = 0;
    for cut in 1..=splits {
        let even = order.len() * cut / (splits + 1);
        // Each later cut needs its own change of date.
        let to = changes.len() - (splits - cut);
        let nearest = (from..to).min_by_key(|&change| changes[change].abs_diff(even));
        let nearest = nearest.unwrap_or(from); // There is one: `from` is below `to`.
        cuts.push(changes[nearest]);
        from = nearest + 1;
    }
    Ok(cuts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(days: &[i64]) -> Vec<Timestamp> {
        let day = |&day: &i64| Timestamp::from_second(day * 86_400).unwrap();
        days.iter().map(day).collect()
    }

    fn shown(splits: &[Split]) -> Vec<(Vec<usize>, &[usize])> {
        let learned = |split: &Split| {
            (0..split.is_learned.len())
                .filter(|&d| split.is_learned[d])
                .collect()
        };
        splits
            .iter()
            .map(|split| (learned(split), split.tested.as_slice()))
            .collect()
    }

    #[test]
    fn each_block_is_tested_by_all_before_it() {
        let splits = Split::by_time(&days(&[5, 1, 6, 2, 4, 3]), 2).unwrap();
        let expected = [
            (vec![1, 3], [4, 5].as_slice()),
            (vec![1, 3, 4, 5], [0, 2].as_slice()),
        ];
        assert_eq!(shown(&splits), expected);
    }

    #[test]
    fn documents_of_one_date_lie_in_one_block() {
        for (dates, blocks) in [
            (vec![1, 1, 1, 1, 2, 3], vec![4, 1, 1]),
            (vec![1, 2, 3, 3, 3, 3], vec![1, 1, 4]),
            (vec![1, 2, 2, 2, 2, 3], vec![1, 4, 1]),
            (vec![1, 1, 2, 2, 2, 3, 3, 3], vec![2, 3, 3]),
        ] {
            let splits = Split::by_time(&days(&dates), 2).unwrap();
            let first = splits[0]
                .is_learned
                .iter()
                .filter(|&&learned| learned)
                .count();
            let sizes: Vec<_> = splits.iter().map(|split| split.tested.len()).collect();
            assert_eq!([vec![first], sizes].concat(), blocks, "{dates:?}");
        }
    }

    #[test]
    fn too_few_dates_are_refused() {
        let error = Split::by_time(&days(&[1, 1, 2]), 2)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("at least 3 different dates for as many blocks, and there are 2"),
            "{error}"
        );
        let error = Split::by_time(&[], 1).unwrap_err().to_string();
        assert!(error.contains("there are 0"), "{error}");
        assert!(Split::by_time(&days(&[1, 2]), 0).is_err());
    }
}
