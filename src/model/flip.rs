//! The fewest words without which a text gets another label.
//!
//! Martens and Provost (2014, "Explaining data-driven document classifications") define such an
//! explanation: a minimal set of words whose removal changes the class. Like theirs the search is
//! greedy; it then tries every single word and pair, as far as its budget goes.

use std::cmp::Ordering;
use std::ops::Range;

use super::classifier::{Session, first_largest};
use crate::features::{SpannedRow, TokenTable};
use crate::text::TokenBuffer;

/// Most words of a set.
const MOST_WORDS: usize = 64;

/// Longer texts are not searched: each trial reads all of a text.
const MOST_TOKENS: usize = 20_000;

/// Rivals of the label, the nearest ones, towards which words are removed greedily.
const MOST_RIVALS: usize = 8;

/// Tokens that may be read, all in all, while single words and pairs are tried. It is enough for
/// all pairs of a text of some 40 different words; in longer texts the most promising are tried.
const TRIAL_TOKENS: usize = 50_000;

/// Words without which a text gets another label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// The words as they are counted (normalised, base forms in place of word forms), in the order of
    /// the text.
    pub words: Vec<String>,
    /// Bytes of the first occurrence of each word.
    pub first_places: Vec<Range<usize>>,
    /// Bytes of every occurrence of these words in the text, in order.
    pub spans: Vec<Range<usize>>,
    /// The label that the text gets without them.
    pub label: usize,
}

impl Session<'_> {
    /// Finds words whose removal, in all their occurrences, gives the text another label.
    ///
    /// The set is found greedily and none of its words can be left out of it (it is minimal). When
    /// it has at most two words there is no smaller one in short texts; a larger one need not be the
    /// smallest. What is found is checked: the text is classified again with a space in the place
    /// of each of the words.
    ///
    /// `None` when no set of at most 64 words was found, when the text has no known term or more than
    /// 20,000 tokens. A text of which nothing known is left is not one with another label.
    pub fn flip(&mut self, text: &str) -> Option<Flip> {
        let spanned = self.transformer.spanned_row(text);
        if spanned.terms.is_empty() || spanned.tokens.len() > MOST_TOKENS {
            return None;
        }
        let mut search = Search::new(self, spanned);
        let words = search.smallest()?;
        let flip = search.flip(&words)?;
        let left = without(text, &flip.spans);
        (self.classify(&left).most_probable == Some(flip.label)).then_some(flip)
    }
}

/// `text` with a space in the place of each of these stretches.
fn without(text: &str, spans: &[Range<usize>]) -> String {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for span in spans {
        left.push_str(&text[from..span.start]);
        left.push(' ');
        from = span.end;
    }
    left + &text[from..]
}

/// The search in one text; words are known by their number in order of first occurrence.
struct Search<'s, 'c> {
    session: &'s mut Session<'c>,
    tokens: TokenBuffer,
    /// The word of each token.
    word_of_token: Vec<usize>,
    /// The label of the whole text.
    label: usize,
    /// For each rival, nearest first: the share of the distance to it that goes with each word. From
    /// 1 on the rival is expected to win.
    shares: Vec<Vec<f64>>,
    /// The words that are removed, while a set is tried.
    removed: Vec<bool>,
}

impl<'s, 'c> Search<'s, 'c> {
    fn new(session: &'s mut Session<'c>, spanned: SpannedRow) -> Self {
        let mut table = TokenTable::default();
        let word = |token| table.insert(token) as usize;
        let word_of_token: Vec<usize> = spanned.tokens.iter().map(word).collect();
        let scores = session.classifier.scores(&spanned.row.weights);
        let label = first_largest(&scores);
        let lost = evidence_of_words(session, &spanned, &word_of_token, table.len());
        let share = |rival: usize| {
            // A tie has no distance to take a share of.
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

    /// The smallest set that is found.
    fn smallest(&mut self) -> Option<Vec<usize>> {
        let greedy = self.greedy().map(|words| self.minimal(words));
        let size = greedy.as_ref().map_or(usize::MAX, Vec::len);
        let fewer = if size > 1 {
            self.at_most_two(size > 2)
        } else {
            None
        };
        fewer.or(greedy)
    }

    /// Words in the order in which they speak against a rival, as few of them as change the label;
    /// the best of all rivals.
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
        self.label_without(&words)?;
        // Halved until the label stays with one word less: `words` always changes it.
        let mut too_few = 0;
        while words.len() - too_few > 1 {
            let middle = too_few.midpoint(words.len());
            if self.label_without(&words[..middle]).is_some() {
                words.truncate(middle);
            } else {
                too_few = middle;
            }
        }
        Some(words)
    }

    /// The set without the words that it does not need, the least promising tried first, until it
    /// needs all of them.
    fn minimal(&mut self, mut words: Vec<usize>) -> Vec<usize> {
        let mut place = words.len();
        while place > 0 {
            place -= 1;
            let word = words.remove(place);
            if words.is_empty() || self.label_without(&words).is_none() {
                words.insert(place, word);
            } else {
                // What was needed beside this word may not be needed any more.
                place = words.len();
            }
        }
        words
    }

    /// One word, or if `pairs` two, whose removal changes the label: the most promising ones are tried
    /// first, as far as the budget goes.
    fn at_most_two(&mut self, pairs: bool) -> Option<Vec<usize>> {
        let mut trials = TRIAL_TOKENS / self.tokens.len().max(1);
        let mut singles = self.by_promise((0..self.removed.len()).map(|word| vec![word]).collect());
        singles.truncate(MOST_WORDS);
        let best: Vec<usize> = singles.iter().map(|set| set[0]).collect();
        let single = self.first_that_changes(singles, &mut trials);
        if single.is_some() || !pairs {
            return single;
        }
        let pair = |(at, &first): (usize, &usize)| {
            let later = best[at + 1..].iter();
            later.map(move |&second| vec![first, second])
        };
        let pairs = self.by_promise(best.iter().enumerate().flat_map(pair).collect());
        self.first_that_changes(pairs, &mut trials)
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

    /// Sets of words, those first that come nearest to any rival; ties in order of words.
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

    /// The other label that the text gets without these words.
    fn label_without(&mut self, words: &[usize]) -> Option<usize> {
        words.iter().for_each(|&word| self.removed[word] = true);
        let gone = |token: usize| self.removed[self.word_of_token[token]];
        let row = self.session.transformer.row_without(&self.tokens, gone);
        words.iter().for_each(|&word| self.removed[word] = false);
        let label = self.session.predict(row).most_probable;
        label.filter(|&label| label != self.label)
    }

    fn flip(&mut self, words: &[usize]) -> Option<Flip> {
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
        })
    }
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

/// What goes with each word of the score of each class: all of an n-gram goes with any of its words.
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
    fn a_space_takes_the_place_of_each_word() {
        assert_eq!(without("a-b c", &[0..1, 2..3]), " -  c");
        assert_eq!(without("مصر", &[]), "مصر");
    }

    #[test]
    fn rivals_are_the_nearest_first() {
        assert_eq!(rivals(&[1.0, 4.0, 3.0, 3.0], 1), [2, 3, 0]);
        assert_eq!(rivals(&[0.0; 20], 3).len(), MOST_RIVALS);
    }
}
