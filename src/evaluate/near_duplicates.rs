//! Near-duplicates: documents whose sets of words are nearly the same, such as wire copies.
//!
//! Similarity is the Jaccard coefficient of the sets of distinct tokens: the resemblance of Broder (1997, "On the
//! resemblance and containment of documents") for shingles of one word, because corpora of single words do not store
//! word order. Comparing all pairs would be quadratic. So each set gets 20 bands of 6 minima of hashes. Two sets share
//! a minimum with a probability equal to their similarity `s`, and only documents that share all minima of a band are
//! compared (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", section 3.4): with probability `1 − (1 −
//! s⁶)²⁰`, which is 99.8 % at 0.8, 10 % at 0.4 and 0.03 % at 0.15. These comparisons are exact.

use rayon::prelude::*;

use super::disjoint_sets::DisjointSets;
use super::word_sets::{BANDS, SetComparer, WordSet, word_sets};
use crate::corpus::TokenizedCorpus;
use crate::error::Result;

/// Minimum Jaccard coefficient of near-duplicates: one word in nine of either document is not in the other.
///
/// Manber (1994, "Finding similar files in a large file system") and Broder's group use resemblance from one
/// half on; stories of different days on one subject reach that, while edited copies of a report are above
/// 0.8.
pub const NEAR_DUPLICATE: f64 = 0.8;

/// Each document of a bucket is compared with this many before it: a larger bucket contains only similar
/// documents, and then a few merges connect them.
const COMPARED: usize = 16;

/// The first document of each document's group of near-duplicates, which is the document itself when there is
/// none before it.
///
/// Similarity is transitive: in a chain of copies, each edited further, the first and the last are in one
/// group. The groups do not depend on the order of documents.
pub(super) fn near_duplicates(corpus: &TokenizedCorpus) -> Result<Vec<u32>> {
    let sets = word_sets(corpus)?;
    let mut groups = DisjointSets::new(sets.len());
    let distinct = distinct(&sets, &mut groups);
    for band in 0..BANDS {
        let pairs = candidates(&sets, &distinct, band, &mut groups);
        for (a, b) in near(corpus, &sets, pairs)? {
            groups.join(a, b);
        }
    }
    Ok(groups.into_firsts())
}

/// The Jaccard coefficients of the word sets of pairs of documents; 1 for two empty sets.
///
/// # Errors
/// When a temporary file cannot be read.
pub(crate) fn likeness(corpus: &TokenizedCorpus, pairs: &[(usize, usize)]) -> Result<Vec<f64>> {
    let compared = pairs.par_iter().map_init(
        || SetComparer::new(corpus),
        |comparer, &(a, b)| comparer.jaccard(a, b),
    );
    compared.collect()
}

/// Merges documents with the same set and keeps one of each, in the order of the sets' digests, which is
/// independent of the order of documents.
fn distinct(sets: &[WordSet], groups: &mut DisjointSets) -> Vec<u32> {
    let mut order: Vec<u32> = (0..sets.len() as u32).collect();
    order.sort_unstable_by_key(|&document| (sets[document as usize].digest, document));
    order.dedup_by(|later, earlier| {
        let same = sets[*later as usize].digest == sets[*earlier as usize].digest;
        if same {
            groups.join(*earlier, *later);
        }
        same
    });
    order
}

/// Pairs of documents in different groups that share the minima of `band`.
fn candidates(
    sets: &[WordSet],
    distinct: &[u32],
    band: usize,
    groups: &mut DisjointSets,
) -> Vec<(u32, u32)> {
    let key = |document: u32| sets[document as usize].bands[band];
    let mut order = distinct.to_vec();
    // Stable: documents of a bucket stay in the order of their digests.
    order.par_sort_by_key(|&document| key(document));
    let mut pairs = Vec::new();
    for bucket in order.chunk_by(|&a, &b| key(a) == key(b)) {
        for (place, &later) in bucket.iter().enumerate() {
            let before = &bucket[place.saturating_sub(COMPARED)..place];
            let parted = before
                .iter()
                .filter(|&&earlier| groups.first(earlier) != groups.first(later));
            pairs.extend(parted.map(|&earlier| (earlier, later)));
        }
    }
    pairs
}

/// The pairs that are near-duplicates.
fn near(
    corpus: &TokenizedCorpus,
    sets: &[WordSet],
    mut pairs: Vec<(u32, u32)>,
) -> Result<Vec<(u32, u32)>> {
    let size = |document: u32| f64::from(sets[document as usize].size);
    // Sets of very different sizes cannot be similar.
    pairs.retain(|&(a, b)| size(a).min(size(b)) >= NEAR_DUPLICATE * size(a).max(size(b)));
    let checked = pairs.into_par_iter().map_init(
        || SetComparer::new(corpus),
        |comparer, (a, b)| {
            let jaccard = comparer.jaccard(a as usize, b as usize)?;
            Ok((jaccard >= NEAR_DUPLICATE).then_some((a, b)))
        },
    );
    let found: Result<Vec<_>> = checked.collect();
    Ok(found?.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::FeatureSettings;
    use crate::text::NgramRange;

    fn corpus(texts: &[String], ngrams: usize) -> TokenizedCorpus {
        let settings = FeatureSettings {
            ngrams: NgramRange::new(1, ngrams).unwrap(),
            ..FeatureSettings::default()
        };
        let mut corpus = TokenizedCorpus::new(settings.text(), Default::default());
        for text in texts {
            corpus.push(text, "a").unwrap();
        }
        corpus
    }

    /// Words `w<from>` to `w<to - 1>`.
    fn words(from: usize, to: usize) -> String {
        let words: Vec<String> = (from..to).map(|word| format!("w{word}")).collect();
        words.join(" ")
    }

    #[test]
    fn likeness_is_jaccards() {
        let texts = ["a b b c", "c d a", "", "A, C d!"].map(str::to_owned);
        for ngrams in [1, 2] {
            let corpus = corpus(&texts, ngrams);
            let pairs = [(0, 1), (1, 3), (0, 2), (2, 2)];
            assert_eq!(likeness(&corpus, &pairs).unwrap(), [0.5, 1.0, 0.0, 1.0]);
        }
    }

    #[test]
    fn documents_from_the_threshold_on_are_grouped_and_likeness_is_passed_on() {
        // Of 90 words each: the first two share 80 (0.8), the second and third too, the first and
        // third 70; the fourth shares 79 with the first.
        let fourth = format!("{} {}", words(0, 79), words(900, 911));
        let texts = [words(0, 90), words(10, 100), words(20, 110), fourth];
        for ngrams in [1, 2] {
            let groups = near_duplicates(&corpus(&texts, ngrams)).unwrap();
            assert_eq!(groups, [0, 0, 0, 3]);
        }
    }

    #[test]
    fn every_pair_of_many_is_found_whatever_the_order() {
        // Stories of 60 words of their own, each followed by a copy with three words changed.
        let story = |n: usize| words(n * 100, n * 100 + 60);
        let copy = |n: usize| format!("{} x y z", words(n * 100, n * 100 + 57));
        let texts: Vec<String> = (0..400).flat_map(|n| [story(n), copy(n)]).collect();
        let groups = near_duplicates(&corpus(&texts, 1)).unwrap();
        let expected: Vec<u32> = (0..800).map(|n| n / 2 * 2).collect();
        assert_eq!(groups, expected);
        let reversed: Vec<String> = texts.into_iter().rev().collect();
        assert_eq!(near_duplicates(&corpus(&reversed, 1)).unwrap(), expected);
    }

    #[test]
    fn a_form_letter_sent_many_times_is_one_group() {
        let letter = |n: usize| format!("{} {n}", words(0, 50));
        let texts: Vec<String> = (0..2_000).map(letter).collect();
        let groups = near_duplicates(&corpus(&texts, 1)).unwrap();
        assert!(groups.iter().all(|&first| first == 0));
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert!(near_duplicates(&corpus(&[], 1)).unwrap().is_empty());
        let texts = ["", "?!", "one", "ONE", "two"].map(str::to_owned);
        let groups = near_duplicates(&corpus(&texts, 1)).unwrap();
        assert_eq!(groups, [0, 0, 2, 2, 4]);
    }
}
