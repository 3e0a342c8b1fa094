//! Lines that many documents of an input share: the boilerplate of a site.

use rustc_hash::{FxHashMap, FxHashSet};
use twox_hash::XxHash3_128;

use super::line::Line;

/// Minimum number of documents that share a line.
pub const FEWEST_SHARING: u32 = 3;

/// The same for a sentence: articles also share some, from agencies or as background of a story.
const FEWEST_OF_SENTENCE: u32 = 5;

/// At least one document in this many must contain the line.
const ONE_IN: u32 = 50;

/// XXH3 of a line.
type Digest = u128;

/// Number of documents that contain each line.
#[derive(Debug, Clone, Default)]
pub struct LineCounts {
    documents: u32,
    counts: FxHashMap<Digest, u32>,
}

impl LineCounts {
    /// Counts the lines of one more document, each line once.
    pub fn add(&mut self, text: &str) {
        self.documents += 1;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let distinct: FxHashSet<Digest> = lines.map(digest).collect();
        for line in distinct {
            *self.counts.entry(line).or_default() += 1;
        }
    }

    /// Adds other counts.
    pub fn merge(&mut self, other: LineCounts) {
        self.documents += other.documents;
        for (line, count) in other.counts {
            *self.counts.entry(line).or_default() += count;
        }
    }

    /// Drops lines that too few documents share.
    pub fn shrink(&mut self) {
        let least = self.least();
        self.counts.retain(|_, count| *count >= least);
        self.counts.shrink_to_fit();
    }

    /// True for a line that occurs in at least three documents (a sentence: five), and in one document in
    /// fifty.
    pub(super) fn is_repeated(&self, line: &Line<'_>) -> bool {
        if self.counts.is_empty() {
            return false;
        }
        let count = self.counts.get(&digest(line.text)).copied();
        let fewest = match line.is_sentence() {
            true => FEWEST_OF_SENTENCE,
            false => FEWEST_SHARING,
        };
        count.is_some_and(|count| count >= self.least().max(fewest))
    }

    /// True when most of a text also occurs in some other documents, but not in most: a copy, for example of
    /// an agency's report. Its lines are not boilerplate of a site.
    pub(super) fn is_copy(&self, lines: &[Line<'_>]) -> bool {
        if self.counts.is_empty() {
            return false;
        }
        let (mut shared, mut all) = (0, 0);
        for line in lines.iter().filter(|line| line.is_sentence()) {
            let count = self.counts.get(&digest(line.text)).copied();
            all += line.text.len();
            if count.is_some_and(|count| count > 1 && count * 2 <= self.documents) {
                shared += line.text.len();
            }
        }
        shared * 2 > all
    }

    fn least(&self) -> u32 {
        self.documents.div_ceil(ONE_IN).max(FEWEST_SHARING)
    }
}

/// 128 bits, so that different lines do not collide.
fn digest(line: &str) -> Digest {
    XxHash3_128::oneshot(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    #[test]
    fn lines_of_many_documents_are_repeated() {
        let mut counts = LineCounts::default();
        for document in 0..100 {
            let boilerplate = if document % 2 == 0 {
                "Follow us"
            } else {
                "Home"
            };
            counts.add(&format!(
                "title {document}\n{boilerplate}\n\n{boilerplate}\nrare\n"
            ));
        }
        let mut more = LineCounts::default();
        more.add("other\nother");
        counts.merge(more);
        let is_repeated = |counts: &LineCounts, line| counts.is_repeated(&Line::new(line, 0));
        assert!(is_repeated(&counts, "Follow us") && is_repeated(&counts, "rare"));
        assert!(!is_repeated(&counts, "title 7") && !is_repeated(&counts, "other"));
        counts.shrink();
        assert!(is_repeated(&counts, "Home") && !is_repeated(&counts, ""));
    }

    #[test]
    fn copies_are_told_from_the_lines_of_a_site() {
        let mut counts = LineCounts::default();
        let report = "The agency reports that the bridge is closed.\nIt will open again in May.";
        (0..4).for_each(|_| counts.add(report));
        for number in 0..6 {
            counts.add(&format!(
                "Town {number} is on a river.\nAll of this is news."
            ));
        }
        counts.shrink();
        assert!(counts.is_copy(&lines(report)));
        assert!(!counts.is_repeated(&lines(report)[0]));
        let other = "Town 3 is on a river of the north.\nAll of this is news.";
        assert!(!counts.is_copy(&lines(other)));
        assert!(counts.is_repeated(&lines(other)[1]));
    }
}
