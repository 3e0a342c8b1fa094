//! The search for words whose removal changes the label of a text.

use std::cmp::Ordering;

use itertools::Itertools;

use super::Flip;
use crate::corpus::TokenTable;
use crate::features::{Row, SpannedRow};
use crate::model::classifier::{Session, first_largest};
use crate::text::TokenBuffer;

/// Maximum number of words in a set.
const MOST_WORDS: usize = 64;

/// Number of rivals of the label, nearest first, towards which words are removed greedily.
const MOST_RIVALS: usize = 8;

/// Token budget for choosing words one after another by the score without them: enough for texts of some 70
/// distinct words.
const STEP_TOKENS: usize = 200_000;

/// Token budget for removing unneeded words from a set.
const NEED_TOKENS: usize = 4_000_000;

/// Token budget for trying sets of words one by one. It is enough for all pairs of a text of some 40 distinct
/// words; in longer texts the most promising are tried.
const TRIAL_TOKENS: usize = 50_000;

/// The search in one text; words are numbered in order of first occurrence.
pub(super) struct Search<'s, 'c> {
    session: &'s mut Session<'c>,
    tokens: TokenBuffer,
    /// The word of each token.
    word_of_token: Vec<usize>,
    /// The label of the whole text.
    label: usize,
    /// For each rival, nearest first: the share of the distance to it that each word accounts for. From a
    /// total of 1 on, the rival is expected to win.
    shares: Vec<Vec<f64>>,
    /// The words that are removed in the current trial.
    removed: Vec<bool>,
}

impl<'s, 'c> Search<'s, 'c> {
    pub(super) fn new(session: &'s mut Session<'c>, spanned: SpannedRow) -> Self {
        let mut table = TokenTable::default();
        let word = |token| table.insert(token) as usize;
        let word_of_token: Vec<usize> = spanned.tokens.iter().map(word).collect();
        let scores = session.classifier.scores(&spanned.row.weights);
        let label = first_largest(&scores);
        let lost = evidence_of_words(session, &spanned, &word_of_token, table.len());
        let share = |rival: usize| {
            // A tie has no distance to divide by.
            let distance = (scores[label] - scores[rival]).max(1e-12);
            let share = |evidence: &Vec<f64>| (evidence[label] - evidence[rival]) / distance;
            lost.iter().map(share).collect()
        };
        Search {
            shares: rivals(&scores, label).into_iter().map(share).collect(),
            session,
            tokens: spanned.tokens,
            word_of_token,
            label,
            removed: vec![false; lost.len()],
        }
    }

    /// The smallest set found.
    pub(super) fn smallest(&mut self) -> Option<Vec<usize>> {
        let mut found = self.greedy().map(|words| self.minimal(words));
        if found.as_ref().is_none_or(|words| words.len() > 2) {
            let stepwise = self.stepwise().map(|words| self.minimal(words));
            found = found.into_iter().chain(stepwise).min_by_key(Vec::len);
        }
        let most = found.as_ref().map_or(self.removed.len(), Vec::len);
        self.fewer_than(most).or(found)
    }

    /// Words in the order of their evidence against a rival, as few of them as change the label; the best
    /// result over all rivals.
    fn greedy(&mut self) -> Option<Vec<usize>> {
        let rivals = 0..self.shares.len();
        let sets: Vec<_> = rivals.filter_map(|rival| self.towards(rival)).collect();
        sets.into_iter().min_by_key(Vec::len)
    }

    fn towards(&mut self, rival: usize) -> Option<Vec<usize>> {
        let shares = &self.shares[rival];
        let mut words: Vec<usize> = (0..shares.len())
            .filter(|&word| shares[word] > 0.0)
            .collect();
        words.sort_by(|&a, &b| descending(shares[a], shares[b]).then(a.cmp(&b)));
        words.truncate(MOST_WORDS);
        // If too many words are removed, nothing known remains, so small sets are tried first.
        let sizes = std::iter::successors(Some(1), |size| Some(size * 2));
        let sizes = sizes.take_while(|&size| size < words.len());
        let mut too_few = 0;
        for size in sizes.chain([words.len()]) {
            if self.label_without(&words[..size]).is_some() {
                words.truncate(size);
                return Some(self.shortened(words, too_few));
            }
            too_few = size;
        }
        None
    }

    /// A prefix of `words` that changes the label, although one word less does not, found by bisection; all
    /// `words` change the label, the first `too_few` do not.
    fn shortened(&mut self, mut words: Vec<usize>, mut too_few: usize) -> Vec<usize> {
        while words.len() - too_few > 1 {
            let middle = too_few.midpoint(words.len());
            if self.label_without(&words[..middle]).is_some() {
                words.truncate(middle);
            } else {
                too_few = middle;
            }
        }
        words
    }

    /// Adds words one after another, each time the one whose removal reduces the label's lead most; only in
    /// texts that are short enough to try all words at each step.
    fn stepwise(&mut self) -> Option<Vec<usize>> {
        let mut left: Vec<usize> = (0..self.removed.len()).collect();
        if left.len() * left.len() / 2 * self.tokens.len() > STEP_TOKENS {
            return None;
        }
        let mut words = Vec::new();
        while words.len() < MOST_WORDS {
            let lead = |(place, &word): (usize, &usize)| {
                words.push(word);
                let lead = self.lead_without(&words);
                words.pop();
                Some((lead?, place))
            };
            let leads = left.iter().enumerate().filter_map(lead);
            let (_, place) = leads.min_by(|a, b| a.0.total_cmp(&b.0))?;
            words.push(left.remove(place));
            if self.label_without(&words).is_some() {
                return Some(words);
            }
        }
        None
    }

    /// The set without its unneeded words, the least promising tried first, until all are needed; in the
    /// longest texts within the budget.
    fn minimal(&mut self, mut words: Vec<usize>) -> Vec<usize> {
        let mut trials = NEED_TOKENS / self.tokens.len().max(1);
        let mut place = words.len();
        while place > 0 && trials > 0 {
            trials -= 1;
            place -= 1;
            let word = words.remove(place);
            if words.is_empty() || self.label_without(&words).is_none() {
                words.insert(place, word);
            } else {
                // Words that were needed together with this word may be unneeded now.
                place = words.len();
            }
        }
        words
    }

    /// The smallest set of fewer than `most` words that changes the label: the most promising sets are tried
    /// first, within the budget.
    fn fewer_than(&mut self, most: usize) -> Option<Vec<usize>> {
        let mut trials = TRIAL_TOKENS / self.tokens.len().max(1);
        let words = self.by_promise((0..self.removed.len()).map(|word| vec![word]).collect());
        let mut words: Vec<usize> = words.into_iter().flatten().collect();
        words.truncate(MOST_WORDS);
        for size in 1..most.min(words.len() + 1) {
            while words.len() > size && sets_of(words.len(), size) > trials && size > 2 {
                words.pop();
            }
            let sets = words.iter().copied().combinations(size).collect();
            let sets = self.by_promise(sets);
            let found = self.first_that_changes(sets, &mut trials);
            if found.is_some() || trials == 0 {
                return found;
            }
        }
        None
    }

    fn first_that_changes(
        &mut self,
        sets: Vec<Vec<usize>>,
        trials: &mut usize,
    ) -> Option<Vec<usize>> {
        let count = sets.len().min(*trials);
        *trials -= count;
        let mut sets = sets.into_iter().take(count);
        sets.find(|set| self.label_without(set).is_some())
    }

    /// Sets of words, sorted by how near they come to any rival; ties in order of words.
    fn by_promise(&self, sets: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        let promise = |set: &Vec<usize>| {
            let to_rival = |shares: &Vec<f64>| set.iter().map(|&word| shares[word]).sum();
            let rivals = self.shares.iter().map(to_rival);
            rivals.fold(f64::NEG_INFINITY, f64::max)
        };
        let mut rated: Vec<_> = sets.into_iter().map(|set| (promise(&set), set)).collect();
        rated.sort_by(|a, b| descending(a.0, b.0).then_with(|| a.1.cmp(&b.1)));
        rated.into_iter().map(|(_, set)| set).collect()
    }

    /// The other label of the text without these words.
    fn label_without(&mut self, words: &[usize]) -> Option<usize> {
        let row = self.row_without(words);
        let label = self.session.predict(row).most_probable;
        label.filter(|&label| label != self.label)
    }

    /// The lead of the label's score without these words; `None` when nothing known remains.
    fn lead_without(&mut self, words: &[usize]) -> Option<f64> {
        let row = self.row_without(words);
        if row.weights.is_empty() {
            return None;
        }
        let scores = self.session.classifier.scores(&row.weights);
        let others = (0..scores.len()).filter(|&class| class != self.label);
        let best = others
            .map(|class| scores[class])
            .fold(f64::NEG_INFINITY, f64::max);
        Some(scores[self.label] - best)
    }

    fn row_without(&mut self, words: &[usize]) -> Row {
        words.iter().for_each(|&word| self.removed[word] = true);
        let gone = |token: usize| self.removed[self.word_of_token[token]];
        let row = self.session.transformer.row_without(&self.tokens, gone);
        words.iter().for_each(|&word| self.removed[word] = false);
        row
    }

    pub(super) fn flip(&mut self, words: &[usize]) -> Option<Flip> {
        let label = self.label_without(words)?;
        let all = 0..self.tokens.len();
        let places: Vec<usize> = all
            .filter(|&token| words.contains(&self.word_of_token[token]))
            .collect();
        let (mut named, mut first_places) = (Vec::new(), Vec::new());
        for &token in &places {
            let word = self.tokens.token(token);
            if !named.iter().any(|name| name == word) {
                named.push(word.to_owned());
                first_places.push(self.tokens.span(token));
            }
        }
        Some(Flip {
            words: named,
            first_places,
            spans: places
                .iter()
                .map(|&token| self.tokens.span(token))
                .collect(),
            label,
            abstention: None,
        })
    }
}

/// Number of sets of `size` words out of `words`.
fn sets_of(words: usize, size: usize) -> usize {
    (0..size).fold(1usize, |sets, taken| {
        sets.saturating_mul(words - taken) / (taken + 1)
    })
}

fn descending(a: f64, b: f64) -> Ordering {
    b.total_cmp(&a)
}

/// The classes other than `label`, nearest first, ties by class; at most [`MOST_RIVALS`].
fn rivals(scores: &[f64], label: usize) -> Vec<usize> {
    let mut rivals: Vec<usize> = (0..scores.len()).filter(|&class| class != label).collect();
    rivals.sort_by(|&a, &b| descending(scores[a], scores[b]).then(a.cmp(&b)));
    rivals.truncate(MOST_RIVALS);
    rivals
}

/// The part of the score of each class that is lost with each word: an n-gram is lost with any of its words.
fn evidence_of_words(
    session: &Session<'_>,
    spanned: &SpannedRow,
    word_of_token: &[usize],
    words: usize,
) -> Vec<Vec<f64>> {
    let classes = session.classifier.intercepts().len();
    let mut lost = vec![vec![0.0; classes]; words];
    for (term, weight) in spanned.terms.iter().zip(&spanned.row.weights) {
        let evidence = session.classifier.evidence(std::slice::from_ref(weight));
        for tokens in &term.occurrences {
            let mut words = word_of_token[tokens.clone()].to_vec();
            words.sort_unstable();
            words.dedup();
            for word in words {
                for (lost, evidence) in lost[word].iter_mut().zip(&evidence) {
                    *lost += evidence / term.occurrences.len() as f64;
                }
            }
        }
    }
    lost
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rivals_are_the_nearest_first() {
        assert_eq!(rivals(&[1.0, 4.0, 3.0, 3.0], 1), [2, 3, 0]);
        assert_eq!(rivals(&[0.0; 20], 3).len(), MOST_RIVALS);
    }
}
