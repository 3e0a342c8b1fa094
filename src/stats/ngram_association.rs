//! Association measures of the words of an n-gram.

use super::deviance::deviance;

/// Association measures of two or more adjacent words.
///
/// The words of an n-gram are independent if the share of windows with all of them equals the product of
/// their shares. The definitions are those of NLTK's `TrigramAssocMeasures` and `QuadgramAssocMeasures`; for
/// two words they are those of [`super::Association`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NgramAssociation {
    /// Expected occurrences if the words were independent: N · Π (windows with a word / N).
    pub expected: f64,
    /// Pointwise mutual information in bits: log₂(O / E); for several words the specific correlation
    /// of Van de Cruys (2011).
    pub pmi: f64,
    /// Log-likelihood ratio G² = 2 Σ O ln(O / E) over the 2ⁿ cells of windows with and without each word
    /// (Dunning 1993; for several words McInnes 2004), below 0 if the words occur together less often than
    /// expected.
    pub log_likelihood: f64,
    /// t-score: (O − E) / √O (Church et al. 1991).
    pub t_score: f64,
    /// Chi-squared: Σ (O − E)² / E over the same cells, with the sign of G².
    pub chi_squared: f64,
}

impl NgramAssociation {
    /// The measures of an n-gram from its windows: each index counts the windows with the words at the
    /// positions given by its bits, as in [`crate::features::NgramWindows`]. `None` when the n-gram does not
    /// occur, or when there is not one number for each subset of two or more positions.
    pub fn of(windows: &[u64]) -> Option<Self> {
        let joint = *windows.last()? as f64;
        if windows.len() < 4 || !windows.len().is_power_of_two() || joint == 0.0 {
            return None;
        }
        let expected = expected_in(windows, windows.len() - 1);
        let sign = if joint < expected { -1.0 } else { 1.0 };
        let (mut deviances, mut squares) = (0.0, 0.0);
        for (cell, observed) in cells(windows).into_iter().enumerate() {
            let expected = expected_in(windows, cell);
            // A cell with expectation 0 is empty.
            if expected > 0.0 {
                let excess = observed - expected;
                deviances += deviance(observed, expected, excess);
                squares += excess * excess / expected;
            }
        }
        Some(NgramAssociation {
            expected,
            pmi: libm::log2(joint / expected),
            log_likelihood: sign * 2.0 * deviances,
            t_score: (joint - expected) / libm::sqrt(joint),
            chi_squared: sign * squares,
        })
    }
}

/// Windows that contain each single word, the first word first.
fn words(windows: &[u64]) -> impl Iterator<Item = u64> + '_ {
    let places = windows.len().trailing_zeros();
    (0..places).map(|place| windows[1 << place])
}

/// Windows with the words of exactly the positions given by the bits of the index.
fn cells(windows: &[u64]) -> Vec<f64> {
    let mut cells: Vec<i128> = windows.iter().map(|&count| i128::from(count)).collect();
    for place in 0..windows.len().trailing_zeros() {
        for mask in 0..cells.len() {
            if mask & (1 << place) == 0 {
                cells[mask] -= cells[mask | (1 << place)];
            }
        }
    }
    // No count may be negative; contradictory counts give no meaningful result.
    cells.into_iter().map(|cell| cell.max(0) as f64).collect()
}

/// Expected count of a cell if the words were independent.
fn expected_in(windows: &[u64], cell: usize) -> f64 {
    let total = windows[0];
    let shares = words(windows).enumerate().map(|(place, count)| {
        let in_cell = match cell & (1 << place) {
            0 => total.saturating_sub(count),
            _ => count,
        };
        in_cell as f64 / total as f64
    });
    total as f64 * shares.product::<f64>()
}

#[cfg(test)]
mod tests {
    use super::super::{Association, Contingency};
    use super::*;

    fn near(have: f64, want: f64) -> bool {
        (have - want).abs() <= 1e-12 * want.abs().max(1.0)
    }

    #[test]
    fn two_words_have_the_measures_of_pairs() {
        for (joint, first, second, total) in [
            (8, 15_828, 4_675, 14_307_668),
            (1, 50, 50, 100),
            (3, 3, 4, 9),
        ] {
            let ngram = NgramAssociation::of(&[total, first, second, joint]).unwrap();
            let table = Contingency::of_pair(joint, first, second, total);
            let pair = Association::of(&table).unwrap();
            assert!(near(ngram.expected, table.expected()));
            assert!(near(ngram.pmi, pair.pmi));
            assert!(near(ngram.t_score, pair.t_score));
            assert!(near(ngram.log_likelihood, pair.log_likelihood));
            assert!(
                near(ngram.chi_squared, pair.chi_squared),
                "{ngram:?} {pair:?}"
            );
        }
    }

    #[test]
    fn words_that_fill_every_window_say_nothing() {
        let all = NgramAssociation::of(&[5; 8]).unwrap();
        assert_eq!(
            (all.pmi, all.log_likelihood, all.chi_squared),
            (0.0, 0.0, 0.0)
        );
    }

    #[test]
    fn what_is_no_ngram_has_no_measures() {
        for windows in [&[][..], &[3], &[3, 1], &[9, 3, 3], &[9, 3, 3, 0], &[0; 8]] {
            assert_eq!(NgramAssociation::of(windows), None, "{windows:?}");
        }
        // Contradictory counts also give numbers.
        let wrong = NgramAssociation::of(&[4, 9, 1, 7]).unwrap();
        assert!(wrong.log_likelihood.is_finite() && wrong.chi_squared.is_finite());
    }
}
