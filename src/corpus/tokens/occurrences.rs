//! Encoding of the tokens of a document: as ids in text order, or each distinct token once, in order of first
//! occurrence, with its count.
//!
//! A number is the id of one occurrence; if the highest bit is set, the next number is the count.

/// Marks an id that is followed by its count.
const COUNTED: u32 = 1 << 31;

/// Counts the tokens of one document after another.
#[derive(Debug, Clone, Default)]
pub(crate) struct TokenCounter {
    /// For each token: the last document in which it occurred, from 1, and its position in `counts`.
    last: Vec<(u32, u32)>,
    document: u32,
    /// Tokens of this document and their counts.
    counts: Vec<(u32, u32)>,
}

impl TokenCounter {
    /// Starts a document.
    pub(crate) fn start(&mut self) {
        self.counts.clear();
        self.document += 1;
    }

    /// Counts one occurrence.
    #[inline]
    pub(crate) fn add(&mut self, token: u32) {
        if token as usize >= self.last.len() {
            self.last.resize(token as usize + 1, (0, 0));
        }
        let last = &mut self.last[token as usize];
        if last.0 == self.document {
            self.counts[last.1 as usize].1 += 1;
        } else {
            *last = (self.document, self.counts.len() as u32);
            self.counts.push((token, 1));
        }
    }

    /// Encodes the document.
    pub(crate) fn write(&self, words: &mut Vec<u32>) {
        for &(token, count) in &self.counts {
            if count == 1 {
                words.push(token);
            } else {
                words.extend([token | COUNTED, count]);
            }
        }
    }
}

/// Decodes tokens and their counts.
#[derive(Debug, Clone)]
pub(crate) struct Occurrences<'w> {
    words: std::slice::Iter<'w, u32>,
}

impl<'w> Occurrences<'w> {
    pub(crate) fn new(words: &'w [u32]) -> Self {
        Occurrences {
            words: words.iter(),
        }
    }
}

impl Iterator for Occurrences<'_> {
    type Item = (u32, u32);

    #[inline]
    fn next(&mut self) -> Option<(u32, u32)> {
        let &word = self.words.next()?;
        if word & COUNTED == 0 {
            return Some((word, 1));
        }
        // The writer puts a count after every marked number.
        let &count = self.words.next()?;
        Some((word & !COUNTED, count))
    }
}

/// Replaces every token id of `words`, but no count.
pub(crate) fn renumber(words: &mut [u32], numbers: &[u32]) {
    let mut is_count = false;
    for word in words {
        if is_count {
            is_count = false;
        } else {
            is_count = *word & COUNTED != 0;
            *word = numbers[(*word & !COUNTED) as usize] | (*word & COUNTED);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_come_back_in_order_of_first_occurrence() {
        let mut counter = TokenCounter::default();
        let mut words = Vec::new();
        for tokens in [[5, 3, 5, 5], [3, 9, 1, 9]] {
            counter.start();
            tokens.into_iter().for_each(|token| counter.add(token));
            counter.write(&mut words);
        }
        let found: Vec<_> = Occurrences::new(&words).collect();
        assert_eq!(found, [(5, 3), (3, 1), (3, 1), (9, 2), (1, 1)]);
        let numbers: Vec<u32> = (0..10).map(|n| n + 100).collect();
        renumber(&mut words, &numbers);
        let found: Vec<_> = Occurrences::new(&words).collect();
        assert_eq!(found, [(105, 3), (103, 1), (103, 1), (109, 2), (101, 1)]);
    }
}
