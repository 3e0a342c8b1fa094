//! The most frequent terms of a corpus.

use super::ranking::leading;
use crate::features::{TermText, Terms};

/// A term and how often it occurs in the whole corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrequentTerm {
    /// Number of the term in its [`Terms`].
    pub number: u32,
    /// The term.
    pub text: TermText,
    /// Place by frequency, from 1.
    pub rank: usize,
    /// Occurrences.
    pub count: u64,
    /// Documents that hold it.
    pub documents: u64,
}

/// The `top` most frequent terms, or all; ties broken by term.
pub fn frequent_terms(terms: &Terms<'_>, top: Option<usize>) -> Vec<FrequentTerm> {
    let totals = terms.totals();
    let all: Vec<u32> = (0..terms.len() as u32).collect();
    let count = |number: u32| totals[number as usize].0;
    let chosen = leading(all, top, |&a, &b| count(b).cmp(&count(a)));
    let mut texts = terms.texts(&chosen);
    let texts = chosen
        .into_iter()
        .filter_map(|number| texts.remove_entry(&number));
    let mut texts: Vec<(u32, TermText)> = texts.collect();
    texts.sort_unstable_by(|a, b| count(b.0).cmp(&count(a.0)).then_with(|| a.1.cmp(&b.1)));
    texts.truncate(top.unwrap_or(usize::MAX));
    let numbered = texts.into_iter().enumerate();
    numbered
        .map(|(index, (number, text))| FrequentTerm {
            number,
            text,
            rank: index + 1,
            count: count(number),
            documents: totals[number as usize].1,
        })
        .collect()
}
