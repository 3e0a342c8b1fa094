//! Lines that many documents of one input share: the furniture of a site.

use rustc_hash::{FxHashMap, FxHashSet};
use twox_hash::XxHash3_128;

/// Documents that must share a line, at least.
const FEWEST: u32 = 3;

/// Of every so many documents, one must hold the line.
const ONE_IN: u32 = 50;

/// XXH3 of a line.
type Digest = u128;

/// In how many documents each line stands.
#[derive(Debug, Clone, Default)]
pub struct LineCounts {
    documents: u32,
    counts: FxHashMap<Digest, u32>,
}

impl LineCounts {
    /// Counts the lines of one more document, each once.
    pub fn add(&mut self, text: &str) {
        self.documents += 1;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let distinct: FxHashSet<Digest> = lines.map(digest).collect();
        for line in distinct {
            *self.counts.entry(line).or_default() += 1;
        }
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: LineCounts) {
        self.documents += other.documents;
        for (line, count) in other.counts {
            *self.counts.entry(line).or_default() += count;
        }
    }

    /// Forgets lines that too few documents share.
    pub fn shrink(&mut self) {
        let least = self.least();
        self.counts.retain(|_, count| *count >= least);
        self.counts.shrink_to_fit();
    }

    /// True for a line of at least three documents, and of one document in fifty.
    pub fn is_repeated(&self, line: &str) -> bool {
        let count = || self.counts.get(&digest(line.trim()));
        !self.counts.is_empty() && count().is_some_and(|&count| count >= self.least())
    }

    fn least(&self) -> u32 {
        self.documents.div_ceil(ONE_IN).max(FEWEST)
    }
}

/// 128 bits, so that two different lines do not meet.
fn digest(line: &str) -> Digest {
    XxHash3_128::oneshot(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_many_documents_are_repeated() {
        let mut counts = LineCounts::default();
        for document in 0..100 {
            let furniture = if document % 2 == 0 {
                "Follow us"
            } else {
                "Home"
            };
            counts.add(&format!(
                "title {document}\n{furniture}\n\n{furniture}\nrare\n"
            ));
        }
        let mut more = LineCounts::default();
        more.add("other\nother");
        counts.merge(more);
        assert!(counts.is_repeated(" Follow us ") && counts.is_repeated("rare"));
        assert!(!counts.is_repeated("title 7") && !counts.is_repeated("other"));
        counts.shrink();
        assert!(counts.is_repeated("Home") && !counts.is_repeated(""));
    }
}
