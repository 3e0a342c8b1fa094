//! Counts of the distinct terms of one document at a time, and document frequencies.

/// Counts by number; clearing takes time proportional to what was counted.
#[derive(Debug, Default)]
pub(crate) struct RowCounter {
    counts: Vec<u32>,
    touched: Vec<u32>,
}

impl RowCounter {
    /// Space for numbers below `size`.
    pub(crate) fn new(size: usize) -> Self {
        RowCounter {
            counts: vec![0; size],
            touched: Vec::new(),
        }
    }

    /// Counts some occurrences.
    #[inline]
    pub(crate) fn add(&mut self, number: u32, occurrences: u32) {
        let count = &mut self.counts[number as usize];
        if *count == 0 {
            self.touched.push(number);
        }
        *count = count.saturating_add(occurrences);
    }

    /// Passes the distinct numbers and their counts to `take`, in order of first occurrence, and resets the
    /// counts.
    #[inline]
    pub(crate) fn drain(&mut self, mut take: impl FnMut(u32, u32)) {
        for &number in &self.touched {
            let count = std::mem::take(&mut self.counts[number as usize]);
            take(number, count);
        }
        self.touched.clear();
    }
}

/// Distinguishes the first occurrence of each number in a document from later ones.
#[derive(Debug)]
pub(crate) struct FirstSeen {
    /// The last document, plus 1, in which each number occurred.
    last: Vec<u32>,
}

impl FirstSeen {
    /// Space for numbers below `size`.
    pub(crate) fn new(size: usize) -> Self {
        FirstSeen {
            last: vec![0; size],
        }
    }

    /// True for the first call with this number and document; a finished document must not be passed again.
    #[inline]
    pub(crate) fn is_first(&mut self, number: u32, document: usize) -> bool {
        let mark = document as u32 + 1;
        std::mem::replace(&mut self.last[number as usize], mark) != mark
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_come_in_order_of_first_occurrence_and_start_anew() {
        let mut counter = RowCounter::new(4);
        for numbers in [vec![3, 1, 3, 3], vec![1]] {
            numbers.iter().for_each(|&number| counter.add(number, 1));
            let mut counts = Vec::new();
            counter.drain(|number, count| counts.push((number, count)));
            let expected = if numbers.len() > 1 {
                vec![(3, 3), (1, 1)]
            } else {
                vec![(1, 1)]
            };
            assert_eq!(counts, expected);
        }
    }

    #[test]
    fn a_number_is_first_once_in_each_document() {
        let mut seen = FirstSeen::new(2);
        let calls = [(0, 0), (1, 0), (0, 0), (0, 1), (0, 1)];
        let first = calls.map(|(number, document)| seen.is_first(number, document));
        assert_eq!(first, [true, true, false, true, false]);
    }
}
