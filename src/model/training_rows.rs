//! The rows of the training documents, stored for several passes.

use std::sync::Mutex;

use crate::error::Result;
use crate::features::Fit;

/// Rows with their labels, in an order determined by their content alone.
pub(super) struct TrainingRows {
    labels: Vec<u32>,
    /// The end of each row in `entries`.
    ends: Vec<usize>,
    /// Terms and weights of all rows.
    entries: Vec<(u32, f32)>,
    /// A hash of each row and its label.
    keys: Vec<u64>,
}

/// A row before sorting: hash, label, terms and weights.
type Keyed = (u64, u32, Box<[(u32, f32)]>);

impl TrainingRows {
    /// Collects the rows of `fit`: eight bytes for each term of a document.
    ///
    /// # Errors
    /// When a temporary file with documents cannot be read.
    pub(super) fn new(fit: &Fit<'_>) -> Result<Self> {
        let collected: Mutex<Vec<Keyed>> = Mutex::default();
        fit.for_each_row(|label, row| {
            let row: Box<[(u32, f32)]> = row.iter().map(|&(t, w)| (t, w as f32)).collect();
            let keyed = keyed(label, row);
            let mut collected = collected
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            collected.push(keyed);
        })?;
        let collected = collected
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        Ok(TrainingRows::sorted(collected))
    }

    /// Sorts rows by their keys.
    fn sorted(mut collected: Vec<Keyed>) -> Self {
        // Rows with equal keys are equal, so their order does not matter.
        collected.sort_unstable_by_key(|&(key, ..)| key);
        let mut rows = TrainingRows {
            labels: Vec::with_capacity(collected.len()),
            ends: Vec::with_capacity(collected.len()),
            entries: Vec::with_capacity(collected.iter().map(|row| row.2.len()).sum()),
            keys: Vec::with_capacity(collected.len()),
        };
        for (key, label, row) in collected {
            rows.entries.extend_from_slice(&row);
            rows.ends.push(rows.entries.len());
            rows.labels.push(label);
            rows.keys.push(key);
        }
        rows
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }

    /// Label, terms and weights of the row at `index`.
    pub(super) fn row(&self, index: usize) -> (usize, &[(u32, f32)]) {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        (
            self.labels[index] as usize,
            &self.entries[start..self.ends[index]],
        )
    }

    /// All rows in an order determined by `seed` and the content.
    pub(super) fn shuffled(&self, seed: u64) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order.sort_by_cached_key(|&index| mixed(self.keys[index as usize] ^ mixed(seed)));
        order
    }
}

fn keyed(label: usize, row: Box<[(u32, f32)]>) -> Keyed {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(label as u64).to_le_bytes());
    for (term, weight) in &row {
        hasher.update(&term.to_le_bytes());
        hasher.update(&weight.to_le_bytes());
    }
    let mut key = [0; 8];
    hasher.finalize_xof().fill(&mut key);
    (u64::from_le_bytes(key), label as u32, row)
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a permutation that spreads every bit.
pub(crate) fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Rows of two terms.
    pub(in super::super) fn of_two_terms(rows: &[(usize, [f32; 2])]) -> TrainingRows {
        let row = |&(label, [a, b]): &(usize, [f32; 2])| keyed(label, Box::new([(0, a), (1, b)]));
        TrainingRows::sorted(rows.iter().map(row).collect())
    }

    #[test]
    fn the_order_is_that_of_the_content_and_the_seed() {
        let mut documents: Vec<(usize, [f32; 2])> =
            (0..50).map(|n| (n % 3, [n as f32, 1.0])).collect();
        let rows = of_two_terms(&documents);
        documents.reverse();
        let reversed = of_two_terms(&documents);
        for seed in 0..3 {
            let order = rows.shuffled(seed);
            assert_eq!(order, reversed.shuffled(seed));
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert!(sorted.into_iter().eq(0..50));
        }
        for index in 0..50 {
            assert_eq!(rows.row(index), reversed.row(index));
        }
        assert_ne!(rows.shuffled(0), rows.shuffled(1));
    }
}
