//! The rows of the training documents, stored for several passes.

use twox_hash::XxHash3_128;

use crate::features::{Features, RowEntries};

/// Maximum number of entries of all rows, of eight bytes each: 134 MB, those of some 65,000 news articles. Of
/// more documents, as many as fit are a sample by content. More hardly change the weights, and naive Bayes,
/// where refinement starts, counts all documents.
const MOST_ENTRIES: f64 = (1u64 << 24) as f64;

/// Which rows are kept.
pub(super) struct RowSample {
    /// Rows with a larger key are left out.
    largest_key: u64,
}

impl RowSample {
    /// All rows, however many.
    pub(super) fn all() -> Self {
        RowSample {
            largest_key: u64::MAX,
        }
    }

    /// All rows, or a sample if there are many; the document frequencies tell the number of entries.
    pub(super) fn new(features: &Features) -> Self {
        let frequencies = features.document_frequency.iter();
        let entries: u64 = frequencies.map(|&df| u64::from(df)).sum();
        let share = MOST_ENTRIES / entries.max(1) as f64;
        // Saturates at the largest number if all fit.
        let largest_key = (share * u64::MAX as f64) as u64;
        RowSample { largest_key }
    }
}

/// A term and the bits of its weight.
pub(super) type Entry = [u32; 2];

/// Entries of a chunk of rows. Chunks grow by doubling, but no further than this, so little memory is unused.
const CHUNK: usize = 1 << 16;

/// Rows in the order in which one thread read them.
#[derive(Default)]
pub(super) struct RowBuffer {
    chunks: Vec<Vec<Entry>>,
    rows: Vec<StoredRow>,
}

impl RowBuffer {
    /// Adds a row, if it belongs to the sample.
    pub(super) fn push(&mut self, label: usize, row: &RowEntries<'_>, sample: &RowSample) {
        self.push_entries(label, row.iter(), sample);
    }

    /// Adds a row, if it belongs to the sample.
    pub(super) fn push_entries(
        &mut self,
        label: usize,
        row: impl ExactSizeIterator<Item = (u32, f64)>,
        sample: &RowSample,
    ) {
        let entries = row.map(|(term, weight)| [term, (weight as f32).to_bits()]);
        self.push_bits(label, entries, sample);
    }

    /// Adds a row that was stored before.
    pub(super) fn push_stored(&mut self, label: usize, entries: &[Entry], sample: &RowSample) {
        self.push_bits(label, entries.iter().copied(), sample);
    }

    /// The entries of the only row, if it was in the sample.
    pub(super) fn entries(&self) -> Option<&[Entry]> {
        let row = self.rows.first()?;
        Some(&self.chunks[row.chunk as usize][row.start as usize..row.end as usize])
    }

    fn push_bits(
        &mut self,
        label: usize,
        row: impl ExactSizeIterator<Item = Entry>,
        sample: &RowSample,
    ) {
        let is_full = |chunk: &Vec<Entry>| chunk.len() + row.len() > CHUNK;
        if self.chunks.last().is_none_or(is_full) {
            self.chunks.push(Vec::new());
        }
        let number = self.chunks.len() - 1;
        let chunk = &mut self.chunks[number];
        let start = chunk.len();
        chunk.extend(row);
        let key = key(label, &chunk[start..]);
        if key > sample.largest_key {
            chunk.truncate(start);
            return;
        }
        self.rows.push(StoredRow {
            key,
            label: label as u32,
            chunk: number as u32,
            start: start as u32,
            end: chunk.len() as u32,
        });
    }
}

/// A hash of a row and its label.
fn key(label: usize, row: &[Entry]) -> u64 {
    XxHash3_128::oneshot_with_seed(label as u64, bytemuck::cast_slice(row)) as u64
}

/// The place of a row.
struct StoredRow {
    key: u64,
    label: u32,
    chunk: u32,
    start: u32,
    end: u32,
}

/// Rows with their labels, in an order determined by their content alone.
pub(super) struct TrainingRows {
    chunks: Vec<Vec<Entry>>,
    rows: Vec<StoredRow>,
}

impl TrainingRows {
    /// Sorts rows by their keys.
    pub(super) fn new(buffers: Vec<RowBuffer>) -> Self {
        let mut chunks = Vec::new();
        let mut rows = Vec::with_capacity(buffers.iter().map(|buffer| buffer.rows.len()).sum());
        for buffer in buffers {
            let before = chunks.len() as u32;
            rows.extend(buffer.rows.into_iter().map(|row| StoredRow {
                chunk: row.chunk + before,
                ..row
            }));
            chunks.extend(buffer.chunks);
        }
        // Rows with equal keys are equal, so their order does not matter.
        rows.sort_unstable_by_key(|row| row.key);
        TrainingRows { chunks, rows }
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Label, terms and weights of the row at `index`.
    pub(super) fn row(
        &self,
        index: usize,
    ) -> (
        usize,
        impl ExactSizeIterator<Item = (usize, f32)> + Clone + '_,
    ) {
        let row = &self.rows[index];
        let entries = &self.chunks[row.chunk as usize][row.start as usize..row.end as usize];
        let entry = |&[term, weight]: &Entry| (term as usize, f32::from_bits(weight));
        (row.label as usize, entries.iter().map(entry))
    }

    /// All rows in an order determined by `seed` and the content.
    pub(super) fn shuffled(&self, seed: u64) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order.sort_by_cached_key(|&index| mixed(self.rows[index as usize].key ^ mixed(seed)));
        order
    }
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
        let mut buffer = RowBuffer::default();
        let sample = RowSample {
            largest_key: u64::MAX,
        };
        for &(label, [a, b]) in rows {
            let row = [(0, f64::from(a)), (1, f64::from(b))];
            buffer.push_entries(label, row.into_iter(), &sample);
        }
        TrainingRows::new(vec![buffer])
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
            let (have, want) = (rows.row(index), reversed.row(index));
            assert_eq!(have.0, want.0);
            assert!(have.1.eq(want.1));
        }
        assert_ne!(rows.shuffled(0), rows.shuffled(1));
    }

    #[test]
    fn a_sample_is_chosen_by_content() {
        let mut buffers = [RowBuffer::default(), RowBuffer::default()];
        let rows: Vec<[(u32, f64); 2]> = (0..400).map(|n| [(n, 1.0), (n + 1, 0.5)]).collect();
        let (all, half) = (u64::MAX, u64::MAX / 2);
        for (buffer, largest_key) in buffers.iter_mut().zip([all, half]) {
            for row in &rows {
                buffer.push_entries(0, row.iter().copied(), &RowSample { largest_key });
            }
        }
        let [all, half] = buffers.map(|buffer| TrainingRows::new(vec![buffer]));
        assert_eq!(all.len(), 400);
        assert!((150..250).contains(&half.len()), "{}", half.len());
        // The smallest keys, so the first rows.
        for index in 0..half.len() {
            assert!(all.row(index).1.eq(half.row(index).1));
        }
    }
}
