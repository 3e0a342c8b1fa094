//! The rows of the training documents, kept for going over them again and again.

use std::sync::Mutex;

use crate::error::Result;
use crate::features::Fit;

/// Rows with their labels, in an order that follows from their content alone.
pub(super) struct TrainingRows {
    labels: Vec<u32>,
    /// Where each row ends in `entries`.
    ends: Vec<usize>,
    /// Terms and weights of all rows.
    entries: Vec<(u32, f32)>,
    /// A hash of each row and its label.
    keys: Vec<u64>,
}

/// A row on its way: hash, label, terms and weights.
type Keyed = (u64, u32, Box<[(u32, f32)]>);

impl TrainingRows {
    /// Collects the rows of `fit`: eight bytes for each term of a document.
    ///
    /// # Errors
    /// When a temporary file that holds documents cannot be read.
    pub(super) fn new(fit: &Fit<'_>) -> Result<Self> {
        let collected: Mutex<Vec<Keyed>> = Mutex::default();
        fit.for_each_row(|label, row| {
            let row: Box<[(u32, f32)]> = row.iter().map(|&(t, w)| (t, w as f32)).collect();
            let keyed = (key(label, &row), label as u32, row);
            let mut collected = collected
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            collected.push(keyed);
        })?;
        let mut collected = collected
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
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
        Ok(rows)
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

    /// All rows in an order that `seed` and the content decide.
    pub(super) fn shuffled(&self, seed: u64) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order.sort_by_cached_key(|&index| mixed(self.keys[index as usize] ^ mixed(seed)));
        order
    }
}

fn key(label: usize, row: &[(u32, f32)]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(label as u64).to_le_bytes());
    for (term, weight) in row {
        hasher.update(&term.to_le_bytes());
        hasher.update(&weight.to_le_bytes());
    }
    let mut key = [0; 8];
    hasher.finalize_xof().fill(&mut key);
    u64::from_le_bytes(key)
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a permutation that spreads every bit.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
