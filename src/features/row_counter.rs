//! Counts of the distinct terms of one document at a time.

/// Counts by number, cleared in time proportional to what was counted.
#[derive(Debug, Default)]
pub(super) struct RowCounter {
    counts: Vec<u32>,
    touched: Vec<u32>,
}

impl RowCounter {
    /// Room for numbers below `size`.
    pub(super) fn new(size: usize) -> Self {
        RowCounter {
            counts: vec![0; size],
            touched: Vec::new(),
        }
    }

    /// Counts one occurrence.
    #[inline]
    pub(super) fn add(&mut self, number: u32) {
        let count = &mut self.counts[number as usize];
        if *count == 0 {
            self.touched.push(number);
        }
        *count = count.saturating_add(1);
    }

    /// Hands the distinct numbers and their counts to `take`, in order of first occurrence, and
    /// starts anew.
    #[inline]
    pub(super) fn drain(&mut self, mut take: impl FnMut(u32, u32)) {
        for &number in &self.touched {
            let count = std::mem::take(&mut self.counts[number as usize]);
            take(number, count);
        }
        self.touched.clear();
    }
}
